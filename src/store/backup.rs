//! Backups: every record of a store in one compressed text file that needs no database to be read.
//!
//! A first line of JSON says what it is of; then each record is a line, key and body in Base64 with a
//! tab between; the last line has their number and the BLAKE3 hash of all bytes before it. The whole is
//! compressed by gzip. A backup that does not end so, or does not match, is not taken.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD, Engine};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use crate::store::disk::DiskStore;
use crate::store::marker::{io, sync_folder};
use crate::store::{Entry, Error, Store, key};

/// Version of the form of backups.
const VERSION: u32 = 1;

/// The folder of a store in which numbered backups are kept.
const FOLDER: &str = "backups";

/// How many numbered backups are kept; the oldest go first.
pub const KEPT: usize = 10;

/// After how long a store is backed up by itself, in milliseconds.
const WEEK: i64 = 7 * 24 * 3600 * 1000;

/// What a backup is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Version of its form.
    #[serde(rename = "muqabala-backup")]
    pub version: u32,
    /// Format of the store.
    pub format: u32,
    /// The store's last commit.
    pub commit: u64,
    /// When it was made, in RFC 3339.
    pub made: String,
    /// Version of the program that made it.
    pub program: String,
}

impl About {
    /// What a backup made now by this program is of.
    pub fn now(store: &dyn Store, made: &str) -> About {
        About {
            version: VERSION,
            format: crate::store::marker::FORMAT,
            commit: store.last_commit(),
            made: made.to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct End {
    records: u64,
    blake3: String,
}

/// What all keys of a store begin with, cut so that no part gets too long to be handed over at once.
fn prefixes() -> impl Iterator<Item = Vec<u8>> {
    (0..=u8::MAX).flat_map(|first| {
        let is_long = matches!(first, b'b' | b'e' | b'p');
        let second = if is_long { 0..=u8::MAX } else { 0..=0 };
        second.map(move |second| if is_long { vec![first, second] } else { vec![first] })
    })
}

/// Every record of a store but its ledger, in the order of their keys.
///
/// # Errors
///
/// [`Error`] when the store cannot be read.
pub(crate) fn each(store: &dyn Store, mut take: impl FnMut(Entry) -> Result<(), Error>) -> Result<(), Error> {
    for prefix in prefixes() {
        for (key, body) in store.scan(&prefix)? {
            if key != key::COMMIT {
                take((key, body))?;
            }
        }
    }
    Ok(())
}

/// Bytes on their way into a file, hashed as they go.
struct Hashed<W> {
    out: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let n = self.out.write(bytes)?;
        self.hasher.update(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// Writes a backup of a store; returns how many records it holds.
///
/// # Errors
///
/// [`Error`] when the store cannot be read; what `out` says is about `path`.
pub fn write(store: &dyn Store, about: &About, (out, path): (impl Write, &Path)) -> Result<u64, Error> {
    let mut out = Hashed {
        out: GzEncoder::new(out, Compression::default()),
        hasher: blake3::Hasher::new(),
    };
    let json = |value: Result<String, serde_json::Error>| {
        value.map_err(|error| io(path)(std::io::Error::other(error)))
    };
    writeln!(out, "{}", json(serde_json::to_string(about))?).map_err(io(path))?;
    let mut records = 0;
    each(store, |(key, body)| {
        records += 1;
        let (key, body) = (BASE64_STANDARD.encode(key), BASE64_STANDARD.encode(body));
        writeln!(out, "{key}\t{body}").map_err(io(path))
    })?;
    let end = End {
        records,
        blake3: out.hasher.finalize().to_hex().to_string(),
    };
    writeln!(out, "{}", json(serde_json::to_string(&end))?).map_err(io(path))?;
    let mut rest = out.out.finish().map_err(io(path))?;
    rest.flush().map_err(io(path))?;
    Ok(records)
}

/// Longest line of a backup: a record in Base64.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

/// A backup that is read line by line.
pub struct Reader {
    lines: Hashing,
    about: About,
    records: u64,
    is_over: bool,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("about", &self.about)
            .finish_non_exhaustive()
    }
}

struct Hashing {
    reader: BufReader<GzDecoder<File>>,
    hasher: blake3::Hasher,
    path: PathBuf,
}

impl Hashing {
    fn broken(&self, what: &str) -> Error {
        Error::Backup {
            path: self.path.clone(),
            what: what.to_owned(),
        }
    }

    /// The next line without its end, and the hash of all lines before it.
    fn line(&mut self) -> Result<(String, blake3::Hash), Error> {
        let before = self.hasher.finalize();
        let mut bytes = Vec::new();
        let read = (&mut self.reader)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut bytes);
        if let Err(error) = read {
            return Err(self.broken(&format!("it cannot be unpacked: {error}")));
        }
        self.hasher.update(&bytes);
        match bytes.split_last() {
            Some((b'\n', line)) => match String::from_utf8(line.to_vec()) {
                Ok(line) => Ok((line, before)),
                Err(_) => Err(self.broken("it is no text")),
            },
            _ => Err(self.broken("it ends too early")),
        }
    }
}

impl Reader {
    /// Opens a backup and reads what it is of.
    ///
    /// # Errors
    ///
    /// [`Error`] when it is none, or one of a later version.
    pub fn open(path: &Path) -> Result<Reader, Error> {
        let file = File::open(path).map_err(io(path))?;
        let mut lines = Hashing {
            reader: BufReader::new(GzDecoder::new(file)),
            hasher: blake3::Hasher::new(),
            path: path.to_path_buf(),
        };
        let (first, _) = lines.line().map_err(|_| lines.broken("it is no backup"))?;
        let about: About = serde_json::from_str(&first).map_err(|_| lines.broken("it is no backup"))?;
        if about.version != VERSION || about.format > crate::store::marker::FORMAT || about.format == 0 {
            return Err(lines.broken("it was written by another version of this program"));
        }
        Ok(Reader {
            lines,
            about,
            records: 0,
            is_over: false,
        })
    }

    /// What it is of.
    pub fn about(&self) -> &About {
        &self.about
    }

    fn next_record(&mut self) -> Result<Option<Entry>, Error> {
        let (line, before) = self.lines.line()?;
        if line.starts_with('{') {
            let end: End =
                serde_json::from_str(&line).map_err(|_| self.lines.broken("its last line is damaged"))?;
            if end.records != self.records || end.blake3 != before.to_hex().to_string() {
                return Err(self.lines.broken("it does not match its checksum"));
            }
            // The checksum of gzip stands behind the last line, and is read only when more is asked for.
            let mut rest = [0; 1];
            return match self.lines.reader.read(&mut rest) {
                Ok(0) => Ok(None),
                Ok(_) => Err(self.lines.broken("something stands behind its last line")),
                Err(error) => Err(self.lines.broken(&format!("it cannot be unpacked: {error}"))),
            };
        }
        let read = |text: &str| BASE64_STANDARD.decode(text).ok();
        let entry = line
            .split_once('\t')
            .and_then(|(key, body)| Some((read(key)?, read(body)?)));
        self.records += 1;
        match entry {
            Some(entry) => Ok(Some(entry)),
            None => Err(self.lines.broken("one of its lines is damaged")),
        }
    }
}

impl Iterator for Reader {
    type Item = Result<Entry, Error>;

    fn next(&mut self) -> Option<Result<Entry, Error>> {
        if self.is_over {
            return None;
        }
        let next = self.next_record().transpose();
        self.is_over = !matches!(next, Some(Ok(_)));
        next
    }
}

/// Reads all of a backup and says what it is of and how many records it has.
///
/// # Errors
///
/// [`Error::Backup`] when it is damaged.
pub fn check(path: &Path) -> Result<(About, u64), Error> {
    let mut reader = Reader::open(path)?;
    let mut records = 0;
    for record in reader.by_ref() {
        record?;
        records += 1;
    }
    Ok((reader.about, records))
}

/// A numbered backup of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// Its number.
    pub number: u32,
    /// When it was made, as it stands in its name.
    pub made: String,
    /// Why it was made.
    pub reason: String,
    /// Its file.
    pub path: PathBuf,
}

/// The numbered backups of a store's folder, oldest first.
pub fn numbered(folder: &Path) -> Vec<Numbered> {
    let Ok(entries) = fs::read_dir(folder.join(FOLDER)) else {
        return Vec::new();
    };
    let mut found: Vec<Numbered> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let mut parts = name.strip_suffix(".mqb")?.splitn(3, '-');
            Some(Numbered {
                number: parts.next()?.parse().ok()?,
                made: parts.next()?.to_owned(),
                reason: parts.next()?.to_owned(),
                path: entry.path(),
            })
        })
        .collect();
    found.sort_by_key(|backup| backup.number);
    found
}

/// Makes a numbered backup of a store and lets the oldest go.
///
/// # Errors
///
/// [`Error`] when the store cannot be read, or the backup not written.
pub fn make(store: &dyn Store, folder: &Path, (made, reason): (&str, &str)) -> Result<PathBuf, Error> {
    let backups = folder.join(FOLDER);
    fs::create_dir_all(&backups).map_err(io(&backups))?;
    let there = numbered(folder);
    let number = there
        .last()
        .map_or(Some(1), |last| last.number.checked_add(1))
        .ok_or(Error::TooMany { what: "backups" })?;
    let stamp: String = made.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    let path = backups.join(format!("{number:04}-{stamp}-{reason}.mqb"));
    let part = backups.join("part");
    let written = File::create(&part).map_err(io(&part)).and_then(|file| {
        write(store, &About::now(store, made), (BufWriter::new(&file), &part))?;
        file.sync_all().map_err(io(&part))
    });
    if let Err(error) = written {
        drop(fs::remove_file(&part));
        return Err(error);
    }
    fs::rename(&part, &path).map_err(io(&path))?;
    sync_folder(&backups)?;
    for old in there.iter().rev().skip(KEPT - 1) {
        // One that cannot be taken away stays.
        drop(fs::remove_file(&old.path));
    }
    Ok(path)
}

fn millis(stamp: &str) -> Option<i64> {
    Some(stamp.parse::<jiff::Timestamp>().ok()?.as_millisecond())
}

/// The moment in a backup's name, in milliseconds since 1970: `20241202T100000Z`.
fn moment(stamp: &str) -> Option<i64> {
    let (date, time) = stamp.split_once('T')?;
    let part = |text: &str, from: usize, to: usize| text.get(from..to).map(str::to_owned);
    let rfc = format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(date, 0, 4)?,
        part(date, 4, 6)?,
        part(date, 6, 8)?,
        part(time, 0, 2)?,
        part(time, 2, 4)?,
        part(time, 4, 6)?
    );
    millis(&rfc)
}

/// Is it a week since the last backup, or since the store was made?
fn is_due(folder: &Path, created: &str, now: &str) -> bool {
    let last = numbered(folder)
        .iter()
        .rev()
        .find_map(|backup| moment(&backup.made))
        .or_else(|| millis(created));
    match (last, millis(now)) {
        (Some(last), Some(now)) => now.saturating_sub(last) >= WEEK,
        _ => false,
    }
}

/// Backs a store up where that is due: before its format changes, when its journal has become
/// long (which then begins anew), and each week. Says what was done or could not be.
pub(crate) fn when_due(store: &DiskStore, now: &str) -> Result<Option<String>, Error> {
    let marker = store.marker();
    let (from, _, len) = store.journal();
    let reason = if marker.format < crate::store::marker::FORMAT {
        "format"
    } else if len > crate::store::journal::LONGEST || (store.has_new_journal() && store.last_commit() > 0) {
        "journal"
    } else if store.last_commit() > 0 && is_due(store.folder(), &marker.created, now) {
        "weekly"
    } else {
        return Ok(None);
    };
    match make(store, store.folder(), (now, reason)) {
        Ok(path) => {
            if reason == "journal" || (reason == "weekly" && store.last_commit() > from) {
                store.begin_journal()?;
            }
            Ok((reason == "weekly").then(|| format!("the weekly backup was made: {}", path.display())))
        }
        Err(error) if reason == "format" => Err(error),
        Err(error) => Ok(Some(format!("the {reason} backup could not be made: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Batch, MemoryStore};

    fn filled() -> MemoryStore {
        let mut store = MemoryStore::default();
        let mut batch = Batch::default();
        for n in 0..300_u16 {
            batch.put(
                [b"e".as_slice(), &n.to_be_bytes()].concat(),
                vec![7; usize::from(n)],
            );
        }
        batch.put("nمصلح".as_bytes().to_vec(), b"\x00\xFF".to_vec());
        store.commit(batch).expect("a commit");
        store
    }

    fn everything(store: &dyn Store) -> Vec<Entry> {
        let mut all = Vec::new();
        each(store, |entry| {
            all.push(entry);
            Ok(())
        })
        .expect("read");
        all
    }

    #[test]
    fn what_is_backed_up_comes_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled();
        let path = make(&store, folder.path(), ("2024-12-02T10:00:00Z", "weekly")).expect("made");
        assert!(path.ends_with("backups/0001-20241202T100000Z-weekly.mqb"));
        let back: Vec<Entry> = Reader::open(&path)
            .expect("opened")
            .collect::<Result<_, _>>()
            .expect("read");
        assert_eq!(back, everything(&store));
        assert_eq!(check(&path).expect("sound").1, 301);
        assert!(!is_due(
            folder.path(),
            "2024-01-01T00:00:00Z",
            "2024-12-09T09:59:59Z"
        ));
        assert!(is_due(
            folder.path(),
            "2024-01-01T00:00:00Z",
            "2024-12-09T10:00:00Z"
        ));
    }

    #[test]
    fn a_backup_that_was_changed_or_cut_is_not_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = make(&filled(), folder.path(), ("2024-12-02T10:00:00Z", "x")).expect("made");
        let whole = fs::read(&path).expect("read");
        for at in (0..whole.len()).step_by(7) {
            fs::write(&path, &whole[..at]).expect("written");
            assert!(check(&path).is_err(), "cut at {at}");
            let mut flipped = whole.clone();
            flipped[at] ^= 0x10;
            fs::write(&path, flipped).expect("written");
            // The time and system in gzip's head are no part of what is kept.
            assert!(check(&path).is_err() || at < 10, "flipped at {at}");
        }
    }

    #[test]
    fn the_oldest_go_first() {
        let folder = tempfile::tempdir().expect("a folder");
        for _ in 0..KEPT + 3 {
            make(&filled(), folder.path(), ("2024-12-02T10:00:00Z", "x")).expect("made");
        }
        let numbers: Vec<u32> = numbered(folder.path()).iter().map(|one| one.number).collect();
        assert_eq!(numbers, (4..14).collect::<Vec<u32>>());
    }
}
