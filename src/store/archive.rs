//! Whole interviews in and out of a store: names, events, revisions, alignments.

use ulid::Ulid;

use crate::bitext::{Alignment, Document, Segment};
use crate::review::Event;
use crate::store::record::{
    AlignmentRecord, BeadRecord, InterviewRecord, RevisionRecord, StructureRecord, alignment, lang_and_media,
};
use crate::store::{Batch, Error, Store, blob, codec, key};

/// An interview and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interview {
    /// Its id.
    pub id: Ulid,
    /// What is kept of it besides its events.
    pub record: InterviewRecord,
}

/// A revision with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The text with its turns.
    pub document: Document,
    /// Its segments.
    pub segments: Vec<Segment>,
    /// Name of the encoding that its file had.
    pub encoding: String,
    /// Did its file begin with a byte order mark?
    pub byte_order_mark: bool,
    /// What was said when it was read.
    pub notes: Vec<String>,
}

fn broken(key: &[u8], what: &str) -> Error {
    Error::Record {
        key: key::readable(key),
        what: what.to_owned(),
    }
}

/// All interviews in the order of their names.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn interviews(store: &dyn Store) -> Result<Vec<Interview>, Error> {
    let names = store.scan(b"n")?;
    names
        .iter()
        .map(|(name, id)| interview_of(store, name, id))
        .collect()
}

/// Every interview that there is or was, in the order of their ids.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn all(store: &dyn Store) -> Result<Vec<Interview>, Error> {
    store
        .scan(b"i")?
        .iter()
        .map(|(key, body)| {
            let id = key::interview_of(key).ok_or_else(|| broken(key, "its key is too short"))?;
            Ok(Interview {
                id,
                record: codec::decode(key, body)?,
            })
        })
        .collect()
}

/// The names of all interviews, in order.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn names(store: &dyn Store) -> Result<Vec<String>, Error> {
    store
        .scan(b"n")?
        .into_iter()
        .map(|(key, _)| String::from_utf8(key[1..].to_vec()).map_err(|_| broken(&key, "it is no name")))
        .collect()
}

/// The interview of that name.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn find(store: &dyn Store, name: &str) -> Result<Option<Interview>, Error> {
    let key = key::name(name);
    store
        .get(&key)?
        .map(|id| interview_of(store, &key, &id))
        .transpose()
}

fn interview_of(store: &dyn Store, name: &[u8], id: &[u8]) -> Result<Interview, Error> {
    let bytes: [u8; 16] = id.try_into().map_err(|_| broken(name, "it is no id"))?;
    let id = Ulid::from_bytes(bytes);
    let key = key::interview(id);
    let body = store.get(&key)?.ok_or_else(|| broken(&key, "it is missing"))?;
    Ok(Interview {
        id,
        record: codec::decode(&key, &body)?,
    })
}

/// Puts a new interview into the batch.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn put_interview(batch: &mut Batch, interview: &Interview) -> Result<(), Error> {
    let key = key::interview(interview.id);
    let body = codec::encode(&key, &interview.record)?;
    batch.put(key, body);
    batch.put(
        key::name(&interview.record.name),
        interview.id.to_bytes().to_vec(),
    );
    Ok(())
}

/// The log of an interview, oldest first.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn events(store: &dyn Store, id: Ulid) -> Result<Vec<Event>, Error> {
    Ok(events_after(store, id, &[])?.0)
}

/// The events of an interview whose keys lie behind one, oldest first, and the key of the last.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn events_after(store: &dyn Store, id: Ulid, after: &[u8]) -> Result<(Vec<Event>, Vec<u8>), Error> {
    let found = store.scan_after(&key::events(id), after)?;
    let last = found
        .last()
        .map_or_else(|| after.to_vec(), |(key, _)| key.clone());
    let events = found
        .iter()
        .map(|(key, body)| {
            let (commit, _) = key::event_place(key).ok_or_else(|| broken(key, "its key is too short"))?;
            let event: Event = blob::decode(store, key, body)?;
            Ok(Event { commit, ..event })
        })
        .collect::<Result<_, Error>>()?;
    Ok((events, last))
}

/// Puts events into the batch that will be commit number `commit`.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn put_events(batch: &mut Batch, id: Ulid, commit: u64, events: &[Event]) -> Result<(), Error> {
    for (index, event) in events.iter().enumerate() {
        let index = u32::try_from(index).map_err(|_| Error::TooMany {
            what: "changes in one command",
        })?;
        let key = key::event(id, commit, index);
        let body = codec::encode(&key, event)?;
        blob::put_record(batch, key, body)?;
    }
    Ok(())
}

/// Puts a revision into the batch.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn put_revision(
    batch: &mut Batch,
    id: Ulid,
    (document, number): (u16, u32),
    revision: &Revision,
) -> Result<(), Error> {
    let key = key::revision(id, document, number);
    let structure = StructureRecord::of(&revision.document, &revision.segments);
    let record = RevisionRecord {
        name: revision.document.name.clone(),
        lang: revision.document.lang.code().to_owned(),
        media: revision.document.media.name().to_owned(),
        encoding: revision.encoding.clone(),
        byte_order_mark: revision.byte_order_mark,
        text: blob::put(batch, revision.document.raw.as_bytes())?,
        structure: blob::put(batch, &codec::encode(&key, &structure)?)?,
        notes: revision.notes.clone(),
    };
    let body = codec::encode(&key, &record)?;
    blob::put_record(batch, key, body)
}

/// Reads a revision.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn revision(store: &dyn Store, id: Ulid, (document, number): (u16, u32)) -> Result<Revision, Error> {
    let key = key::revision(id, document, number);
    let body = store.get(&key)?.ok_or_else(|| broken(&key, "it is missing"))?;
    let record: RevisionRecord = blob::decode(store, &key, &body)?;
    let (lang, media) =
        lang_and_media(&record).ok_or_else(|| broken(&key, "its language or form is unknown"))?;
    let raw = String::from_utf8(blob::get(store, &record.text)?)
        .map_err(|_| broken(&key, "its text is not UTF-8"))?;
    let structure: StructureRecord = codec::decode(&key, &blob::get(store, &record.structure)?)?;
    if !structure.is_of(&raw) {
        return Err(broken(&key, "its turns or segments lie outside of its text"));
    }
    Ok(Revision {
        document: Document {
            name: record.name,
            lang,
            media,
            raw,
            turns: structure.turns(),
        },
        segments: structure.segments(),
        encoding: record.encoding,
        byte_order_mark: record.byte_order_mark,
        notes: record.notes,
    })
}

/// What an alignment is of, to be kept with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Number of the rendering.
    pub document: u16,
    /// Revision of the transcript.
    pub source_revision: u32,
    /// Revision of the rendering.
    pub target_revision: u32,
    /// Name of the policy.
    pub policy: String,
    /// Version of the program.
    pub version: String,
}

/// Puts an alignment into the batch.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn put_alignment(
    batch: &mut Batch,
    id: Ulid,
    number: u32,
    (alignment, made): (&Alignment, Made),
) -> Result<(), Error> {
    let key = key::alignment(id, number);
    let beads: Vec<BeadRecord> = alignment.beads().iter().map(BeadRecord::of).collect();
    let record = AlignmentRecord {
        document: made.document,
        source_revision: made.source_revision,
        target_revision: made.target_revision,
        policy: made.policy,
        version: made.version,
        beads: blob::put(batch, &codec::encode(&key, &beads)?)?,
    };
    let body = codec::encode(&key, &record)?;
    batch.put(key, body);
    Ok(())
}

/// Reads an alignment of `n_source` and `n_target` segments.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn get_alignment(
    store: &dyn Store,
    id: Ulid,
    number: u32,
    (n_source, n_target): (usize, usize),
) -> Result<Alignment, Error> {
    let key = key::alignment(id, number);
    let body = store.get(&key)?.ok_or_else(|| broken(&key, "it is missing"))?;
    let record: AlignmentRecord = codec::decode(&key, &body)?;
    let beads: Vec<BeadRecord> = codec::decode(&key, &blob::get(store, &record.beads)?)?;
    alignment(&beads, n_source, n_target).ok_or_else(|| broken(&key, "its beads do not cover its texts"))
}

/// The number that the next alignment of an interview gets.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn next_alignment(store: &dyn Store, id: Ulid) -> Result<u32, Error> {
    next(
        store.scan(&key::alignments(id))?.len(),
        "alignments of one interview",
    )
}

/// The number that the next revision of a document gets: none is ever used twice, even when
/// the revision that had it was undone.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn next_revision(store: &dyn Store, id: Ulid, document: u16) -> Result<u32, Error> {
    next(
        store.scan(&key::revisions(id, document))?.len(),
        "revisions of one document",
    )
}

fn next(there: usize, what: &'static str) -> Result<u32, Error> {
    u32::try_from(there)
        .ok()
        .and_then(|there| there.checked_add(1))
        .ok_or(Error::TooMany { what })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Bead, Media, Status, TimeRange, Turn};
    use crate::review::event::Happening;
    use crate::store::MemoryStore;
    use crate::text::{Lang, Span};

    const ID: Ulid = Ulid::from_parts(1, 2);

    fn a_revision() -> Revision {
        let raw = "1\n00:00:01,000 --> 00:00:02,000\nسلام عليكم\n".to_owned();
        let start = raw.find('س').unwrap();
        let span = Span::new(start, raw.len() - 1);
        Revision {
            document: Document {
                name: "x.srt".to_owned(),
                lang: Lang::Arabic,
                media: Media::Srt,
                raw,
                turns: vec![Turn {
                    speaker: Some("قاسم".to_owned()),
                    text: vec![span],
                    times: vec![TimeRange {
                        start: 1000,
                        end: 2000,
                    }],
                }],
            },
            segments: vec![Segment {
                pieces: vec![span],
                turn: 0,
                stretch: 0,
            }],
            encoding: "windows-1256".to_owned(),
            byte_order_mark: false,
            notes: vec!["guessed".to_owned()],
        }
    }

    #[test]
    fn a_revision_comes_back_as_it_was() {
        let mut store = MemoryStore::default();
        let mut batch = Batch::default();
        put_revision(&mut batch, ID, (1, 1), &a_revision()).unwrap();
        store.commit(batch).unwrap();
        assert_eq!(revision(&store, ID, (1, 1)).unwrap(), a_revision());
        assert_eq!(next_revision(&store, ID, 1).unwrap(), 2);
        assert_eq!(next_revision(&store, ID, 2).unwrap(), 1);
    }

    #[test]
    fn an_alignment_keeps_its_statuses() {
        let mut store = MemoryStore::default();
        let mut batch = Batch::default();
        let mut bead = Bead::new(0..1, 0..2, 0.75).unwrap();
        bead.status = Status::Confirmed;
        let alignment = Alignment::new(vec![bead], 1, 2).unwrap();
        let made = Made {
            document: 1,
            source_revision: 1,
            target_revision: 1,
            policy: "full".to_owned(),
            version: "0".to_owned(),
        };
        put_alignment(&mut batch, ID, 1, (&alignment, made)).unwrap();
        store.commit(batch).unwrap();
        assert_eq!(get_alignment(&store, ID, 1, (1, 2)).unwrap(), alignment);
        assert!(get_alignment(&store, ID, 1, (2, 2)).is_err());
    }

    #[test]
    fn interviews_are_found_by_name_and_keep_their_log() {
        let mut store = MemoryStore::default();
        let interview = Interview {
            id: ID,
            record: InterviewRecord {
                name: "مصلح".to_owned(),
                made: 5,
            },
        };
        let event = Event {
            commit: 1,
            at: 5,
            author: "a".to_owned(),
            what: Happening::Undone { commit: 9 },
        };
        let mut batch = Batch::default();
        put_interview(&mut batch, &interview).unwrap();
        put_events(&mut batch, ID, 1, std::slice::from_ref(&event)).unwrap();
        store.commit(batch).unwrap();
        assert_eq!(find(&store, "مصلح").unwrap(), Some(interview.clone()));
        assert_eq!(find(&store, "مصل").unwrap(), None);
        assert_eq!(interviews(&store).unwrap(), [interview]);
        assert_eq!(events(&store, ID).unwrap(), [event]);
    }
}
