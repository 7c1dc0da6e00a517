//! The store on disk: sled 0.34.7, the only place that names it.
//!
//! sled is safe when the process is killed, but makes empty stores of wrong paths, panics on
//! some damage, and flushes without forcing the disk. So: only [`DiskStore::init`] creates,
//! opening is guarded, a commit is one atomic batch followed by flush, fsync of sled's file and
//! folder, and a marker that tells a store that lost its end or its all from an empty one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use crate::store::marker::{self, Holder, Marker, io};
use crate::store::{Batch, Entry, Error, FOLDER, Store, codec, key};

/// Version of sled as the marker names it.
const SLED: &str = "0.34.7";

/// Bytes that sled may keep in memory.
const CACHE: u64 = 64 * 1024 * 1024;

/// The number of the last commit and how many records of each counted kind there are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Ledger {
    commit: u64,
    counts: BTreeMap<u8, u64>,
}

/// A store in a folder.
pub struct DiskStore {
    /// Some but while it is being reopened.
    tree: Option<sled::Db>,
    folder: PathBuf,
    marker: Marker,
    ledger: Ledger,
    holder: Holder,
}

impl std::fmt::Debug for DiskStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DiskStore")
            .field("folder", &self.folder)
            .field("commit", &self.ledger.commit)
            .finish_non_exhaustive()
    }
}

/// The workspace that `start` lies in: the nearest folder from there upwards that has a store.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn find(start: &Path) -> Result<PathBuf, Error> {
    let absolute = start.canonicalize().map_err(io(start))?;
    absolute
        .ancestors()
        .find(|folder| folder.join(FOLDER).is_dir())
        .map(Path::to_path_buf)
        .ok_or(Error::NotAWorkspace(absolute))
}

impl DiskStore {
    /// Makes a new store in the folder `workspace`, which must be there.
    ///
    /// It is made beside its place and moved there when it is whole, so that a killed `init`
    /// leaves nothing that looks like a store.
    ///
    /// # Errors
    ///
    /// [`Error`] when there is a store, or none can be written.
    pub fn init(workspace: &Path, id: Ulid, holder: Holder) -> Result<DiskStore, Error> {
        let folder = workspace.join(FOLDER);
        if folder.exists() {
            marker_of(&folder)?;
            return Err(Error::AlreadyThere(workspace.to_path_buf()));
        }
        let new = workspace.join(format!("{FOLDER}.new-{}", holder.pid));
        if new.exists() {
            fs::remove_dir_all(&new).map_err(io(&new))?;
        }
        fs::create_dir_all(&new).map_err(io(&new))?;
        let marker = Marker {
            format: marker::FORMAT,
            store: id.to_string(),
            created: holder.since.clone(),
            sled: SLED.to_owned(),
            commit: 0,
        };
        let mut store = DiskStore {
            tree: Some(open_sled(&new)?),
            folder: new.clone(),
            marker,
            ledger: Ledger::default(),
            holder: holder.clone(),
        };
        store.commit_ledger(sled::Batch::default(), Ledger::default())?;
        store.settle()?;
        drop(store);
        fs::rename(&new, &folder).map_err(io(&folder))?;
        marker::sync_folder(workspace)?;
        DiskStore::open(workspace, holder)
    }

    /// Opens the store of the folder `workspace`.
    ///
    /// # Errors
    ///
    /// [`Error`] when the store cannot be read or written, or is damaged.
    pub fn open(workspace: &Path, holder: Holder) -> Result<DiskStore, Error> {
        let folder = workspace.join(FOLDER);
        if !folder.is_dir() {
            return Err(Error::NotAWorkspace(workspace.to_path_buf()));
        }
        let marker = marker_of(&folder)?;
        if !folder.join("db").join("db").is_file() {
            return Err(Error::Damaged {
                folder,
                what: "its file db/db is missing".to_owned(),
            });
        }
        let tree = open_patiently(&folder, ECHO)?;
        let mut store = DiskStore {
            tree: Some(tree),
            folder,
            marker,
            ledger: Ledger::default(),
            holder,
        };
        store.ledger = store.read_ledger()?;
        store.compare_counts()?;
        marker::write_holder(&store.folder, &store.holder)?;
        Ok(store)
    }

    /// The folder of the store.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The id that it got when it was made.
    pub fn id(&self) -> &str {
        &self.marker.store
    }

    fn tree(&self) -> Result<&sled::Db, Error> {
        self.tree
            .as_ref()
            .ok_or_else(|| self.damaged("it could not be opened again"))
    }

    fn damaged(&self, what: &str) -> Error {
        Error::Damaged {
            folder: self.folder.clone(),
            what: what.to_owned(),
        }
    }

    /// The ledger, which must not be behind the marker.
    fn read_ledger(&self) -> Result<Ledger, Error> {
        let Some(body) = self.get(key::COMMIT)? else {
            return Err(self.damaged("its records are gone"));
        };
        let ledger: Ledger = codec::decode(key::COMMIT, &body)?;
        if ledger.commit < self.marker.commit {
            return Err(self.damaged(&format!(
                "it ends at commit {}, expected {}",
                ledger.commit, self.marker.commit
            )));
        }
        Ok(ledger)
    }

    /// Are there as many records of each counted kind as the ledger says?
    fn compare_counts(&self) -> Result<(), Error> {
        for kind in key::COUNTED {
            let expected = self.ledger.counts.get(&kind).copied().unwrap_or(0);
            let mut found = 0;
            for item in self.tree()?.scan_prefix([kind]).keys() {
                item.map_err(|source| self.translate(source))?;
                found += 1;
            }
            if found != expected {
                return Err(self.damaged(&format!(
                    "it has {found} records of kind {}, expected {expected}",
                    char::from(kind)
                )));
            }
        }
        Ok(())
    }

    fn translate(&self, error: sled::Error) -> Error {
        translate(error, &self.folder)
    }

    /// Applies the batch with its ledger, forces all to disk, then moves the marker on.
    fn commit_ledger(&mut self, mut changes: sled::Batch, ledger: Ledger) -> Result<(), Error> {
        let body = codec::encode(key::COMMIT, &ledger)?;
        changes.insert(key::COMMIT, codec::seal(key::COMMIT, &body));
        let tree = self.tree()?;
        tree.apply_batch(changes)
            .and_then(|()| tree.flush())
            .map_err(|source| self.translate(source))?;
        let db = self.folder.join("db");
        let file = db.join("db");
        File::open(&file)
            .and_then(|file| file.sync_all())
            .map_err(io(&file))?;
        marker::sync_folder(&db)?;
        self.marker.commit = ledger.commit;
        self.ledger = ledger;
        marker::write(&self.folder, &self.marker)
    }
}

impl Store for DiskStore {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        let value = self.tree()?.get(key).map_err(|source| self.translate(source))?;
        value.map(|value| codec::unseal(key, &value)).transpose()
    }

    fn scan(&self, prefix: &[u8]) -> Result<Vec<Entry>, Error> {
        // An iterator of sled that met a bad page gives errors for ever: stop at the first.
        let mut found = Vec::new();
        for item in self.tree()?.scan_prefix(prefix) {
            let (key, value) = item.map_err(|source| self.translate(source))?;
            found.push((key.to_vec(), codec::unseal(&key, &value)?));
        }
        Ok(found)
    }

    fn commit(&mut self, batch: Batch) -> Result<u64, Error> {
        if batch.is_empty() {
            return Ok(self.ledger.commit);
        }
        let mut ledger = self.ledger.clone();
        ledger.commit += 1;
        let mut changes = sled::Batch::default();
        for (key, body) in batch.changes() {
            let kind = key.first().copied().unwrap_or_default();
            let counted = key::COUNTED.contains(&kind);
            let was_there = counted
                && self
                    .tree()?
                    .contains_key(key)
                    .map_err(|source| self.translate(source))?;
            let count = ledger.counts.entry(kind);
            match body {
                Some(body) if body.len() > codec::MAX_VALUE => {
                    return Err(Error::Record {
                        key: key::readable(key),
                        what: format!("{} bytes, expected at most {}", body.len(), codec::MAX_VALUE),
                    });
                }
                Some(body) => {
                    changes.insert(key, codec::seal(key, body));
                    if counted && !was_there {
                        *count.or_default() += 1;
                    }
                }
                None => {
                    changes.remove(key);
                    if was_there {
                        count.and_modify(|count| *count -= 1);
                    }
                }
            }
        }
        self.commit_ledger(changes, ledger)?;
        Ok(self.ledger.commit)
    }

    fn last_commit(&self) -> u64 {
        self.ledger.commit
    }

    /// Reopens the store: only an open that replays its log writes the snapshot with which
    /// sled notices damage instead of losing data or panicking.
    fn settle(&mut self) -> Result<(), Error> {
        drop(self.tree.take());
        self.tree = Some(open_patiently(&self.folder, OWN_LOCK)?);
        let ledger = self.read_ledger()?;
        if ledger != self.ledger {
            return Err(self.damaged("it changed while it was opened again"));
        }
        marker::sync_folder(&self.folder.join("db"))?;
        marker::write_holder(&self.folder, &self.holder)
    }
}

impl Drop for DiskStore {
    fn drop(&mut self) {
        if self.tree.is_some() {
            marker::remove_holder(&self.folder);
        }
    }
}

/// The marker of a store's folder, which must have one.
fn marker_of(folder: &Path) -> Result<Marker, Error> {
    marker::read(folder)?.ok_or_else(|| Error::Damaged {
        folder: folder.to_path_buf(),
        what: "its workbench.json is missing".to_owned(),
    })
}

/// Opens sled's own folder; a panic in there is damage.
/// How long the lock of a store that this process itself closed may linger: a process that is
/// just being started keeps a copy of it for a moment.
const OWN_LOCK: Duration = Duration::from_secs(3);

/// The same for a store that some process closed just now.
const ECHO: Duration = Duration::from_millis(100);

/// Opens, and tries again for a while when the lock is still held.
fn open_patiently(folder: &Path, patience: Duration) -> Result<sled::Db, Error> {
    let pause = Duration::from_millis(5);
    let mut waited = Duration::ZERO;
    loop {
        match open_sled(folder) {
            Err(Error::Locked { .. }) if waited < patience => {
                std::thread::sleep(pause);
                waited += pause;
            }
            outcome => return outcome,
        }
    }
}

fn open_sled(folder: &Path) -> Result<sled::Db, Error> {
    let config = sled::Config::new()
        .path(folder.join("db"))
        .cache_capacity(CACHE)
        .flush_every_ms(None)
        .mode(sled::Mode::HighThroughput)
        .use_compression(false);
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let opened = panic::catch_unwind(AssertUnwindSafe(|| config.open()));
    panic::set_hook(hook);
    match opened {
        Ok(Ok(tree)) => Ok(tree),
        Ok(Err(error)) => Err(translate(error, folder)),
        Err(_) => Err(Error::Damaged {
            folder: folder.to_path_buf(),
            what: "its file db/db does not hold what it should".to_owned(),
        }),
    }
}

/// What an error of sled means here.
fn translate(error: sled::Error, folder: &Path) -> Error {
    let damaged = |what: String| Error::Damaged {
        folder: folder.to_path_buf(),
        what,
    };
    match error {
        // sled has no variant for a lock that is held.
        sled::Error::Io(source) if source.to_string().contains("could not acquire lock") => Error::Locked {
            holder: marker::read_holder(folder),
        },
        sled::Error::Io(source) if source.kind() == std::io::ErrorKind::UnexpectedEof => {
            damaged("its file db/db ends too early".to_owned())
        }
        sled::Error::Io(source) => io(&folder.join("db"))(source),
        sled::Error::Corruption { .. } => damaged("its file db/db does not match its checksums".to_owned()),
        other => damaged(other.to_string()),
    }
}
