//! Looking through a whole store: is every record sound, and do they belong together?
//!
//! Works on the records alone, wherever they come from: an open store, a backup, what could be read
//! of a damaged one.

use std::collections::{BTreeMap, BTreeSet};

use ulid::Ulid;

use crate::review::event::{Event, Happening, TRANSCRIPT};
use crate::review::{State, beads};
use crate::store::archive::{self, Revision};
use crate::store::blob::{self, BlobRef};
use crate::store::record::{AlignmentRecord, InterviewRecord, RevisionRecord};
use crate::store::{Entry, Error, MemoryStore, Store, codec, key, names, terms, word_pairs, words};

/// Something that is wrong with a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is concerned, by the names that people know.
    pub about: String,
    /// What is wrong.
    pub what: String,
    /// The record.
    pub key: Vec<u8>,
    /// Can the record be made anew from others?
    pub is_derived: bool,
}

/// What was found in a store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// How many records of each kind there are, by the first byte of their keys.
    pub counts: BTreeMap<u8, u64>,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Pieces of texts that nothing points to; they take room and do no harm.
    pub unused: u64,
}

impl Report {
    /// How many records there are.
    pub fn records(&self) -> u64 {
        self.counts.values().sum()
    }
}

/// The records of a store in memory, with what of them could not be read.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) store: MemoryStore,
    pub(crate) faults: Vec<Fault>,
}

/// Unseals records as they lie in a database; what is not sound is a fault.
pub(crate) fn unsealed(raw: Vec<Entry>) -> Loaded {
    let mut loaded = Loaded::default();
    for (key, value) in raw {
        if key == key::COMMIT {
            continue;
        }
        match codec::unseal(&key, &value) {
            Ok(body) => loaded.store.load(key, &body),
            Err(error) => loaded.faults.push(Fault {
                about: format!("record {}", key::readable(&key)),
                what: plain(&error),
                is_derived: key.first() == Some(&b'n'),
                key,
            }),
        }
    }
    loaded
}

/// What an error says of a record, without the record.
fn plain(error: &Error) -> String {
    match error {
        Error::Record { key, what } => format!("{what} ({key})"),
        other => other.to_string(),
    }
}

/// Looks through all records of an open store.
///
/// # Errors
///
/// [`Error`] when it cannot be read.
pub fn look_at(store: &dyn Store) -> Result<Report, Error> {
    Ok(look(&crate::store::repair::in_memory(store)?.store))
}

/// Looks through all records.
pub(crate) fn look(store: &MemoryStore) -> Report {
    let mut look = Look {
        store,
        report: Report::default(),
        used: BTreeSet::new(),
        names: BTreeMap::new(),
    };
    look.run();
    look.report
}

struct Look<'s> {
    store: &'s MemoryStore,
    report: Report,
    /// Keys of pieces that something points to.
    used: BTreeSet<Vec<u8>>,
    /// The names that the logs give to interviews that there are.
    names: BTreeMap<String, Ulid>,
}

impl Look<'_> {
    fn run(&mut self) {
        for (key, _) in self.store.entries() {
            *self
                .report
                .counts
                .entry(key.first().copied().unwrap_or(0))
                .or_default() += 1;
        }
        let interviews = self.interviews();
        for id in self.ids_in_logs() {
            if !interviews.contains_key(&id) && id != Ulid::nil() {
                self.fault(
                    format!("interview {id}"),
                    "its record is missing".to_owned(),
                    (key::interview(id), false),
                );
            }
        }
        for (id, record) in &interviews {
            self.interview(*id, record);
        }
        drop(self.events(Ulid::nil(), "lists"));
        self.index();
        self.lists();
        self.pieces();
    }

    fn fault(&mut self, about: String, what: String, (key, is_derived): (Vec<u8>, bool)) {
        self.report.faults.push(Fault {
            about,
            what,
            key,
            is_derived,
        });
    }

    fn all(&self, prefix: &[u8]) -> Vec<Entry> {
        // Every record in this memory was sealed here a moment ago.
        self.store.scan(prefix).unwrap_or_default()
    }

    fn interviews(&mut self) -> BTreeMap<Ulid, InterviewRecord> {
        let mut found = BTreeMap::new();
        for (key, body) in self.all(b"i") {
            let record = codec::decode::<InterviewRecord>(&key, &body);
            match (key::interview_of(&key), record) {
                (Some(id), Ok(record)) if key.len() == 17 => {
                    found.insert(id, record);
                }
                (_, record) => {
                    let what = record
                        .err()
                        .map_or("its key is wrong".to_owned(), |error| plain(&error));
                    self.fault(format!("record {}", key::readable(&key)), what, (key, false));
                }
            }
        }
        found
    }

    /// Interviews that events, revisions or alignments belong to.
    fn ids_in_logs(&self) -> BTreeSet<Ulid> {
        let keys = self.store.entries().map(|(key, _)| key);
        keys.filter(|key| matches!(key.first(), Some(b'e' | b'r' | b'a')))
            .filter_map(|key| key::interview_of(key))
            .collect()
    }

    fn use_pieces(&mut self, blob: &BlobRef) {
        self.used.extend(blob.keys().unwrap_or_default());
    }

    fn events(&mut self, id: Ulid, name: &str) -> Vec<Event> {
        let mut events = Vec::new();
        for (key, body) in self.all(&key::events(id)) {
            if let Ok(Some(place)) = blob::pieces_of(&key, &body) {
                self.use_pieces(&place);
            }
            let event = blob::decode::<Event>(self.store, &key, &body);
            match (key::event_place(&key), event) {
                (Some((commit, _)), Ok(event)) => events.push(Event { commit, ..event }),
                (place, event) => {
                    let what = event
                        .err()
                        .map_or("its key is wrong".to_owned(), |error| plain(&error));
                    let commit = place.map_or(String::new(), |(commit, _)| format!(", commit {commit}"));
                    self.fault(format!("{name}: an event{commit}"), what, (key, false));
                }
            }
        }
        events
    }

    fn interview(&mut self, id: Ulid, record: &InterviewRecord) {
        let events = self.events(id, &record.name);
        let state = State::of(&events);
        let name = state.name.clone().unwrap_or_else(|| record.name.clone());
        let segments = self.revisions(id, &name, &events);
        self.alignments(id, (&name, &state, &events), &segments);
        if state.is_there() {
            self.names.insert(name, id);
        }
    }

    /// How many segments each revision has; what the log names and is not there is a fault.
    fn revisions(&mut self, id: Ulid, name: &str, events: &[Event]) -> BTreeMap<(u16, u32), usize> {
        let label = labels(name, events);
        let mut found = BTreeMap::new();
        let mut there = BTreeSet::new();
        for (key, body) in self.all(&[b"r".as_slice(), &id.to_bytes()].concat()) {
            let Some(place) = key::revision_place(&key) else {
                self.fault(
                    name.to_owned(),
                    "the key of a revision is wrong".to_owned(),
                    (key, false),
                );
                continue;
            };
            there.insert(place);
            if let Ok(Some(pieces)) = blob::pieces_of(&key, &body) {
                self.use_pieces(&pieces);
            }
            if let Ok(record) = blob::decode::<RevisionRecord>(self.store, &key, &body) {
                self.use_pieces(&record.text);
                self.use_pieces(&record.structure);
            }
            match archive::revision(self.store, id, place) {
                Ok(Revision { segments, .. }) => {
                    found.insert(place, segments.len());
                }
                Err(error) => {
                    self.fault(
                        format!("{} revision {}", label(place.0), place.1),
                        plain(&error),
                        (key, false),
                    );
                }
            }
        }
        for event in events {
            if let Happening::Revised {
                document, revision, ..
            } = event.what
                && there.insert((document, revision))
            {
                self.fault(
                    format!("{} revision {revision}", label(document)),
                    "its text is missing".to_owned(),
                    (key::revision(id, document, revision), false),
                );
            }
        }
        found
    }

    fn alignments(
        &mut self,
        id: Ulid,
        (name, state, events): (&str, &State, &[Event]),
        segments: &BTreeMap<(u16, u32), usize>,
    ) {
        let label = labels(name, events);
        let mut there = BTreeSet::new();
        for (key, body) in self.all(&key::alignments(id)) {
            let record = codec::decode::<AlignmentRecord>(&key, &body);
            let (Some(number), Ok(record)) = (key::alignment_number(&key), record) else {
                self.fault(
                    name.to_owned(),
                    "an alignment cannot be read".to_owned(),
                    (key, false),
                );
                continue;
            };
            there.insert(number);
            self.use_pieces(&record.beads);
            let about = format!("{} alignment {number}", label(record.document));
            let n = (
                segments.get(&(TRANSCRIPT, record.source_revision)),
                segments.get(&(record.document, record.target_revision)),
            );
            let (Some(&source), Some(&target)) = n else {
                self.fault(about, "a text that it is of is missing".to_owned(), (key, false));
                continue;
            };
            let edits = state.edits.get(&number).map_or(&[][..], Vec::as_slice);
            let whole = archive::get_alignment(self.store, id, number, (source, target))
                .map_err(|error| plain(&error))
                .and_then(|alignment| {
                    beads::edited(&alignment, edits, (source, target))
                        .map_err(|error| format!("what people set does not fit it: {error}"))
                });
            if let Err(what) = whole {
                self.fault(about, what, (key, false));
            }
        }
        for event in events {
            if let Happening::Aligned {
                document, alignment, ..
            } = event.what
                && there.insert(alignment)
            {
                self.fault(
                    format!("{} alignment {alignment}", label(document)),
                    "its beads are missing".to_owned(),
                    (key::alignment(id, alignment), false),
                );
            }
        }
    }

    /// Are the names those that the logs give?
    fn index(&mut self) {
        let mut wanted: BTreeMap<Vec<u8>, Vec<u8>> = self
            .names
            .iter()
            .map(|(name, id)| (key::name(name), id.to_bytes().to_vec()))
            .collect();
        for (key, body) in self.all(b"n") {
            let about = format!("the name {}", key::readable(&key));
            match wanted.remove(&key) {
                Some(id) if id == body => {}
                Some(_) => self.fault(about, "it stands for another interview".to_owned(), (key, true)),
                None => self.fault(about, "no interview is called so".to_owned(), (key, true)),
            }
        }
        for (key, _) in wanted {
            let about = format!("the name {}", key::readable(&key));
            self.fault(about, "it is missing".to_owned(), (key, true));
        }
    }

    /// Can each entry of the lists be read?
    fn lists(&mut self) {
        let kinds: BTreeSet<u8> = self.report.counts.keys().copied().collect();
        for kind in kinds.iter().filter(|kind| !b"nierab".contains(kind)) {
            for (key, body) in self.all(&[*kind]) {
                let mut one = MemoryStore::default();
                one.load(key.clone(), &body);
                let read = match kind {
                    b't' => terms::all(&one).map(drop),
                    b'm' => names::all(&one).map(drop),
                    b'w' => words::all(&one).map(drop),
                    b'p' => word_pairs::all(&one).map(drop),
                    _ => Err(Error::Record {
                        key: key::readable(&key),
                        what: "no record is of that kind".to_owned(),
                    }),
                };
                if let Err(error) = read {
                    self.fault(
                        format!("record {}", key::readable(&key)),
                        plain(&error),
                        (key, false),
                    );
                }
            }
        }
    }

    fn pieces(&mut self) {
        let unused = self.all(b"b");
        let unused = unused.iter().filter(|(key, _)| !self.used.contains(key)).count();
        self.report.unused = u64::try_from(unused).unwrap_or(u64::MAX);
    }
}

/// What people call the documents of an interview.
fn labels<'a>(name: &'a str, events: &'a [Event]) -> impl Fn(u16) -> String + use<'a> {
    let labels: BTreeMap<u16, &str> = events
        .iter()
        .filter_map(|event| match &event.what {
            Happening::RenderingAdded { document, label, .. } => Some((*document, label.as_str())),
            _ => None,
        })
        .collect();
    move |document| match (document, labels.get(&document)) {
        (TRANSCRIPT, _) => format!("{name}: transcript"),
        (_, Some(label)) => format!("{name}: rendering {label}"),
        (number, None) => format!("{name}: document {number}"),
    }
}

/// Names as the logs give them.
pub(crate) fn index_of(store: &MemoryStore) -> Vec<Entry> {
    let mut look = Look {
        store,
        report: Report::default(),
        used: BTreeSet::new(),
        names: BTreeMap::new(),
    };
    for (id, record) in look.interviews() {
        let state = State::of(&look.events(id, &record.name));
        if state.is_there() {
            look.names.insert(state.name.unwrap_or(record.name), id);
        }
    }
    look.names
        .into_iter()
        .map(|(name, id)| (key::name(&name), id.to_bytes().to_vec()))
        .collect()
}
