//! sled 0.34.7, named nowhere else: opened with guards, asked with guards.
//!
//! sled panics on some damage, has no variant for a lock that is held, and refuses everything after
//! one failed write until it is opened anew. Here panics become errors, and errors get a meaning.

use std::cell::Cell;
use std::fs;
use std::ops::Bound;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::Duration;

use crate::store::marker::{self, io};
use crate::store::{Entry, Error};

/// Version of sled as the marker names it.
pub(crate) const VERSION: &str = "0.34.7";

/// Bytes that sled may keep in memory.
const CACHE: u64 = 64 * 1024 * 1024;

/// How long sled's own lock may linger after it was let go: a process that is just being started
/// keeps a copy of it for a moment.
const ECHO: Duration = Duration::from_secs(3);

/// An open tree of records.
pub(crate) type Tree = sled::Db;

/// Changes that are applied together.
pub(crate) type Changes = sled::Batch;

thread_local! {
    /// Does this thread ask sled for something?
    static ASKING: Cell<bool> = const { Cell::new(false) };
}

/// Does a piece of work in which sled may panic; a panic is an error that names no file.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let is_sleds = std::thread::current()
                .name()
                .is_some_and(|name| name.starts_with("sled"));
            if !ASKING.get() && !is_sleds {
                before(info);
            }
        }));
    });
    let was = ASKING.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    ASKING.set(was);
    done.ok()
}

/// Opens sled's folder in the folder of a store.
///
/// # Errors
///
/// [`Error`] when it is in use, damaged, or the disk is full.
pub(crate) fn open(folder: &Path) -> Result<Tree, Error> {
    open_at(&folder.join("db"), folder)
}

/// Opens a folder of sled's; errors name the store's folder.
pub(crate) fn open_at(db: &Path, folder: &Path) -> Result<Tree, Error> {
    let pause = Duration::from_millis(5);
    let mut waited = Duration::ZERO;
    loop {
        match open_once(db, folder) {
            Err(Error::Locked { .. }) if waited < ECHO => {
                std::thread::sleep(pause);
                waited += pause;
            }
            outcome => return outcome,
        }
    }
}

fn open_once(db: &Path, folder: &Path) -> Result<Tree, Error> {
    let config = sled::Config::new()
        .path(db)
        .cache_capacity(CACHE)
        .flush_every_ms(None)
        .mode(sled::Mode::HighThroughput)
        .use_compression(false);
    match guarded(|| config.open()) {
        Some(Ok(tree)) => Ok(tree),
        Some(Err(error)) => Err(translate(error, folder)),
        None => Err(panicked(folder)),
    }
}

/// Asks an open tree for something.
///
/// # Errors
///
/// [`Error`] when sled refuses or panics.
pub(crate) fn ask<T>(
    tree: &Tree,
    folder: &Path,
    work: impl FnOnce(&Tree) -> sled::Result<T>,
) -> Result<T, Error> {
    match guarded(|| work(tree)) {
        Some(outcome) => outcome.map_err(|error| translate(error, folder)),
        None => Err(panicked(folder)),
    }
}

/// Every record whose key begins with `prefix` and lies behind `after`, as it lies there.
///
/// # Errors
///
/// [`Error`] at the first record that cannot be read: an iterator of sled that met a bad page gives
/// errors for ever.
pub(crate) fn scan(
    tree: &Tree,
    folder: &Path,
    (prefix, after): (&[u8], Option<&[u8]>),
) -> Result<Vec<Entry>, Error> {
    let start = match after {
        Some(after) => Bound::Excluded(after.max(prefix)),
        None => Bound::Included(prefix),
    };
    ask(tree, folder, |tree| {
        tree.range::<&[u8], _>((start, Bound::Unbounded))
            .take_while(|item| item.as_ref().map_or(true, |(key, _)| key.starts_with(prefix)))
            .map(|item| item.map(|(key, value)| (key.to_vec(), value.to_vec())))
            .collect()
    })
}

/// How often a store with bad pages is asked for a way around them.
const PROBES: usize = 20_000;

/// All records that can be read, whatever lies between them.
///
/// From both ends of a stretch records are read up to the first bad page; between the two places the
/// stretch is halved, and each half is read in the same way.
pub(crate) fn salvage(tree: &Tree, folder: &Path) -> Vec<Entry> {
    let mut found = std::collections::BTreeMap::new();
    let mut probes = 0;
    let mut stretches = std::collections::VecDeque::from([(Vec::new(), vec![0xFF; 48])]);
    while let Some((from, to)) = stretches.pop_front() {
        probes += 1;
        if probes > PROBES {
            break;
        }
        let (up, is_whole) = run(tree, folder, (&from, &to), Way::Up);
        let last = up.last().map_or(from.clone(), |(key, _)| key.clone());
        found.extend(up);
        if is_whole {
            continue;
        }
        let (down, _) = run(tree, folder, (&last, &to), Way::Down);
        let first = down.last().map_or(to.clone(), |(key, _)| key.clone());
        found.extend(down);
        if let Some(middle) = middle(&last, &first) {
            stretches.push_back((last, middle.clone()));
            stretches.push_back((middle, first));
        }
    }
    found.into_iter().collect()
}

#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
}

/// The records of a stretch up to the first that cannot be read; and whether there was none such.
fn run(tree: &Tree, folder: &Path, (from, to): (&[u8], &[u8]), way: Way) -> (Vec<Entry>, bool) {
    let mut found = Vec::new();
    let whole = ask(tree, folder, |tree| {
        let mut range = tree.range(from..to);
        loop {
            let next = match way {
                Way::Up => range.next(),
                Way::Down => range.next_back(),
            };
            match next {
                Some(Ok((key, value))) => found.push((key.to_vec(), value.to_vec())),
                Some(Err(error)) => return Err(error),
                None => return Ok(()),
            }
        }
    });
    (found, whole.is_ok())
}

/// A key half-way between two, as numbers of 20 bytes behind what they have in common.
fn middle(low: &[u8], high: &[u8]) -> Option<Vec<u8>> {
    let common = low.iter().zip(high).take_while(|(a, b)| a == b).count();
    let number = |key: &[u8]| {
        (0..12).fold(0_u128, |sum, at| {
            sum << 8 | u128::from(key.get(common + at).copied().unwrap_or(0))
        })
    };
    let (a, b) = (number(low), number(high));
    let half = a.checked_add(b)? / 2;
    if half <= a || half >= b {
        return None;
    }
    let mut key = low[..common].to_vec();
    key.extend_from_slice(&half.to_be_bytes()[4..]);
    Some(key)
}

/// Files of sled's folder that hold a snapshot of its table of pages.
pub(crate) fn snapshots(db: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(db) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("snap."))
        })
        .collect();
    found.sort();
    found
}

fn panicked(folder: &Path) -> Error {
    damaged(folder, "its file db/db does not hold what it should")
}

fn damaged(folder: &Path, what: &str) -> Error {
    Error::Damaged {
        folder: folder.to_path_buf(),
        what: what.to_owned(),
    }
}

/// What an error of sled means here.
fn translate(error: sled::Error, folder: &Path) -> Error {
    match error {
        sled::Error::Io(source) if source.to_string().contains("could not acquire lock") => Error::Locked {
            holder: marker::read_holder(folder),
        },
        sled::Error::Io(source) if source.kind() == std::io::ErrorKind::UnexpectedEof => {
            damaged(folder, "its file db/db ends too early")
        }
        sled::Error::Io(source) => io(&folder.join("db"))(source),
        sled::Error::Corruption { .. } => damaged(folder, "its file db/db does not match its checksums"),
        other => damaged(folder, &other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_lies_between() {
        let low = b"e\x01\x02".to_vec();
        for high in [b"e\x01\x03".to_vec(), b"f".to_vec(), vec![0xFF; 48]] {
            let key = middle(&low, &high).expect("room between");
            assert!(low < key && key < high, "{key:?}");
        }
        assert_eq!(middle(b"a", b"a"), None);
    }
}
