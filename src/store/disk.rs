//! The store on disk: sled's records, the journal before them, and the lock around both.
//!
//! Only [`DiskStore::init`] creates. A commit is done when the journal has it on disk; then the
//! database gets it as one atomic batch, flushed and forced to disk. What fails on the
//! way is taken back, or made good when the database is opened again, so that what is told of a commit
//! is what became of it. A store that lost its end or its all is an error, never an empty one.

use std::cell::{RefCell, RefMut};
use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use crate::store::engine::{self, Changes, Tree};
use crate::store::journal::Journal;
use crate::store::marker::{self, Holder, Marker, Place, io};
use crate::store::{Batch, Entry, Error, FOLDER, Store, backup, codec, key, reserve, swap};

/// The number of the last commit and how many records of each counted kind there are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Ledger {
    pub(crate) commit: u64,
    pub(crate) counts: BTreeMap<u8, u64>,
    /// Are records of all kinds counted? Format 1 counted four.
    #[serde(default)]
    pub(crate) is_whole: bool,
}

/// A store in a folder.
pub struct DiskStore {
    folder: PathBuf,
    holder: Holder,
    state: RefCell<State>,
    notes: Vec<String>,
    /// Let go last.
    _lock: File,
}

/// What changes while a store is open.
struct State {
    /// Some but while it is being reopened, or after that failed.
    tree: Option<Tree>,
    marker: Marker,
    ledger: Ledger,
    journal: Journal,
    /// Was the journal begun when the store was opened, behind no backup?
    is_begun: bool,
}

impl std::fmt::Debug for DiskStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DiskStore")
            .field("folder", &self.folder)
            .field("commit", &self.last_commit())
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

/// How long a lock may linger that a process let go just now.
const ECHO: Duration = Duration::from_millis(200);

/// Takes the lock of a store's folder; the holder is told to those who come meanwhile.
///
/// # Errors
///
/// [`Error::Locked`] when another process has it.
pub(crate) fn lock(folder: &Path, holder: &Holder) -> Result<File, Error> {
    let path = folder.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(io(&path))?;
    let pause = Duration::from_millis(5);
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => {
                // That it cannot be told who has the lock is no reason not to have it.
                drop(marker::write_holder(folder, holder));
                return Ok(file);
            }
            Err(TryLockError::Error(error)) => return Err(io(&path)(error)),
            Err(TryLockError::WouldBlock) => {
                // The one who has it may just be writing its name down.
                let other = marker::read_holder(folder).filter(|other| !other.has_ended(holder));
                if other.is_some() && waited >= ECHO || waited >= 5 * ECHO {
                    return Err(Error::Locked { holder: other });
                }
                std::thread::sleep(pause);
                waited += pause;
            }
        }
    }
}

impl DiskStore {
    /// Makes a new store in the folder `workspace`, which must be there.
    ///
    /// It is made beside its place and moved there when it is whole, so that a killed `init`
    /// leaves nothing that looks like a store, and of two that run at once one makes it.
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
        swap::remove_left_overs(workspace);
        let new = workspace.join(format!("{FOLDER}.new-{}", holder.pid));
        let made = make(&new, id, &holder).and_then(|()| match fs::rename(&new, &folder) {
            Err(_) if folder.exists() => Err(Error::AlreadyThere(workspace.to_path_buf())),
            moved => moved.map_err(io(&folder)),
        });
        if let Err(error) = made {
            drop(fs::remove_dir_all(&new));
            return Err(error);
        }
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
        // Read before the lock is taken: a folder that is none of ours gets no file of ours.
        marker_of(&folder)?;
        let lock = locked(&folder, &holder)?;
        swap::finish(&folder)?;
        let marker = marker_of(&folder)?;
        let mut notes = Vec::new();
        let tree = open_tree(&folder, marker.commit, &mut notes)?;
        let state = State::of(&folder, (marker, tree), &mut notes);
        let state = match state {
            Ok(state) => state,
            Err(error) => {
                marker::remove_holder(&folder);
                return Err(error);
            }
        };
        let mut store = DiskStore {
            folder,
            holder,
            state: RefCell::new(state),
            notes,
            _lock: lock,
        };
        let backed_up = backup::when_due(&store, &store.holder.since)?;
        store.notes.extend(backed_up);
        store.settle_in()?;
        reserve::make(&store.folder);
        Ok(store)
    }

    /// Takes its place: a copy of a store gets an id of its own, a store of an earlier format is
    /// told to be of this one after what it held was backed up.
    fn settle_in(&self) -> Result<(), Error> {
        let mut state = self.state.borrow_mut();
        let place = Place::of(&self.folder)?;
        let was = state.marker.place.clone();
        if was.as_ref() == Some(&place) && state.marker.format == marker::FORMAT {
            return Ok(());
        }
        let mut marker = state.marker.clone();
        if was.is_some_and(|was| !was.is_same(&place)) {
            marker.store = own_id(&marker.store, Some(&place), &self.holder);
        }
        marker.place = Some(place);
        marker.format = marker::FORMAT;
        marker::write(&self.folder, &marker)?;
        state.marker = marker;
        Ok(())
    }

    /// The folder of the store.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The id that it got when it was made.
    pub fn id(&self) -> String {
        self.state.borrow().marker.store.clone()
    }

    /// The marker as it stands.
    pub(crate) fn marker(&self) -> Marker {
        self.state.borrow().marker.clone()
    }

    /// The marker with the number of the last commit.
    pub(crate) fn marker_now(&self) -> Marker {
        Marker {
            commit: self.last_commit(),
            ..self.marker()
        }
    }

    /// What the ledger says.
    pub(crate) fn ledger(&self) -> Ledger {
        self.state.borrow().ledger.clone()
    }

    /// The commit after which the journal begins, its last one, and its length in bytes.
    pub(crate) fn journal(&self) -> (u64, u64, u64) {
        let state = self.state.borrow();
        (state.journal.from(), state.journal.last(), state.journal.len())
    }

    /// Was the journal begun when the store was opened?
    pub(crate) fn has_new_journal(&self) -> bool {
        self.state.borrow().is_begun
    }

    /// Begins the journal anew after the last commit, of which there is a backup now.
    pub(crate) fn begin_journal(&self) -> Result<(), Error> {
        let mut state = self.state.borrow_mut();
        let commit = state.ledger.commit;
        state.journal = Journal::begin(&self.folder, commit)?;
        Ok(())
    }

    /// What was mended when it was opened.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Asks the tree; when it is out of order since a write failed, it is opened anew first.
    fn ask<T>(&self, work: impl Fn(&Tree) -> Result<T, Error>) -> Result<T, Error> {
        let mut state = self.state.borrow_mut();
        if let Some(tree) = &state.tree {
            match work(tree) {
                Err(Error::Full | Error::Io { .. }) => {}
                outcome => return outcome,
            }
        }
        state.reopen(&self.folder)?;
        work(state.tree()?)
    }

    fn state(&self) -> RefMut<'_, State> {
        self.state.borrow_mut()
    }
}

/// Makes all files of a new store in a folder.
fn make(new: &Path, id: Ulid, holder: &Holder) -> Result<(), Error> {
    if new.exists() {
        fs::remove_dir_all(new).map_err(io(new))?;
    }
    fs::create_dir_all(new).map_err(io(new))?;
    make_database(&new.join("db"), new, &mut std::iter::empty(), Ledger::default())?;
    Journal::begin(new, 0)?;
    let marker = Marker {
        format: marker::FORMAT,
        store: id.to_string(),
        created: holder.since.clone(),
        sled: engine::VERSION.to_owned(),
        commit: 0,
        place: None,
    };
    marker::write(new, &marker)
}

/// Records that go into a batch while a database is filled.
const AT_A_TIME: usize = 1000;

/// Makes a database of these records, with a ledger, and opens it once more, so that it has the
/// snapshot with which sled notices damage. Returns the ledger with its counts.
///
/// # Errors
///
/// [`Error`] when it cannot be written, or a record cannot be read.
pub(crate) fn make_database(
    db: &Path,
    folder: &Path,
    records: &mut dyn Iterator<Item = Result<Entry, Error>>,
    mut ledger: Ledger,
) -> Result<Ledger, Error> {
    if db.exists() {
        fs::remove_dir_all(db).map_err(io(db))?;
    }
    ledger.counts.clear();
    ledger.is_whole = true;
    let tree = engine::open_at(db, folder)?;
    let mut is_last = false;
    while !is_last {
        let mut changes = Changes::default();
        is_last = true;
        for record in records.take(AT_A_TIME) {
            let (key, body) = record?;
            count(&mut ledger.counts, &key);
            changes.insert(key.as_slice(), codec::seal(&key, &body));
            is_last = false;
        }
        if is_last {
            let body = codec::encode(key::COMMIT, &ledger)?;
            changes.insert(key::COMMIT, codec::seal(key::COMMIT, &body));
        }
        engine::ask(&tree, folder, |tree| {
            tree.apply_batch(changes).and_then(|()| tree.flush())
        })?;
    }
    drop(tree);
    drop(engine::open_at(db, folder)?);
    force(db)?;
    Ok(ledger)
}

fn count(counts: &mut BTreeMap<u8, u64>, key: &[u8]) {
    let kind = key.first().copied().unwrap_or_default();
    if key != key::COMMIT {
        *counts.entry(kind).or_default() += 1;
    }
}

/// Forces sled's file and folder to disk.
fn force(db: &Path) -> Result<(), Error> {
    let file = db.join("db");
    File::open(&file)
        .and_then(|file| file.sync_all())
        .map_err(io(&file))?;
    marker::sync_folder(db)
}

/// The lock, with the reserve given up where the disk is so full that there is no room for its file.
fn locked(folder: &Path, holder: &Holder) -> Result<File, Error> {
    match lock(folder, holder) {
        Err(Error::Full) if reserve::give_up(folder) => lock(folder, holder),
        outcome => outcome,
    }
}

/// Opens the tree of a store, which must go to commit `least`. A full disk costs the reserve; a damaged
/// snapshot is done without when the store is whole without it.
fn open_tree(folder: &Path, least: u64, notes: &mut Vec<String>) -> Result<Tree, Error> {
    let db = folder.join("db");
    if !db.join("db").is_file() {
        return Err(damaged(folder, "its file db/db is missing"));
    }
    let mut opened = engine::open(folder);
    if matches!(opened, Err(Error::Full)) && reserve::give_up(folder) {
        opened = engine::open(folder);
    }
    match opened {
        Err(error @ Error::Damaged { .. }) if !engine::snapshots(&db).is_empty() => {
            if !is_whole_without_snapshots(folder, least)? {
                return Err(error);
            }
            let aside = swap::exchange(folder, "snapshot")?;
            notes.push(format!(
                "a snapshot of the store (a table that can be made anew) was damaged; the store was read without it, and what was there lies in {}",
                aside.display()
            ));
            engine::open(folder)
        }
        outcome => outcome,
    }
}

/// Makes a copy of the database without its snapshots in `db.new`; is all there that should be? sled may
/// take a damaged file for an empty one, so the file itself is not opened without them.
fn is_whole_without_snapshots(folder: &Path, least: u64) -> Result<bool, Error> {
    let (db, new) = (folder.join("db"), folder.join("db.new"));
    swap::copy_folder(&db, &new)?;
    for snapshot in engine::snapshots(&new) {
        fs::remove_file(&snapshot).map_err(io(&snapshot))?;
    }
    let whole = engine::open_at(&new, folder).and_then(|tree| {
        let ledger = read_ledger(&tree, folder)?;
        let counts = all_counts(&tree, folder)?;
        let same = key::COUNTED.iter().all(|kind| {
            counts.get(kind).copied().unwrap_or(0) == ledger.counts.get(kind).copied().unwrap_or(0)
        });
        Ok(same && ledger.commit >= least)
    });
    let is_whole = matches!(whole, Ok(true));
    if !is_whole {
        drop(fs::remove_dir_all(&new));
    }
    Ok(is_whole)
}

/// The id of a copy: made of the one it had and of where and by whom it was found to be a copy.
pub(crate) fn own_id(was: &str, place: Option<&Place>, holder: &Holder) -> String {
    let parts = format!("{was} {place:?} {holder}");
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&blake3::hash(parts.as_bytes()).as_bytes()[..16]);
    // The time in it stays that of the store it was copied from.
    let time = was.parse::<Ulid>().map_or(0, |was| was.timestamp_ms());
    Ulid::from_parts(time, u128::from_be_bytes(bytes)).to_string()
}

fn damaged(folder: &Path, what: &str) -> Error {
    Error::Damaged {
        folder: folder.to_path_buf(),
        what: what.to_owned(),
    }
}

impl State {
    /// The state of an opened tree: what only the journal has goes into it, then number of the last
    /// commit and counts must be those that were left.
    fn of(folder: &Path, (marker, tree): (Marker, Tree), notes: &mut Vec<String>) -> Result<State, Error> {
        let ledger = read_ledger(&tree, folder)?;
        let mut journal = Journal::open(folder)?;
        if journal.is_none() && marker.format > 1 {
            notes.push("the journal of the store is gone or damaged; a new one was begun".to_owned());
        }
        let is_behind = journal
            .as_ref()
            .is_some_and(|journal| journal.last() < ledger.commit);
        if is_behind {
            swap::put_aside(folder, &[folder.join(crate::store::journal::NAME)], "journal")?;
            notes.push(
                "the journal of the store had lost its end; it was put aside and a new one begun".to_owned(),
            );
            journal = None;
        }
        let is_begun = journal.is_none();
        let journal = match journal {
            Some(journal) => journal,
            None => Journal::begin(folder, ledger.commit)?,
        };
        let mut state = State {
            tree: Some(tree),
            marker,
            ledger,
            journal,
            is_begun,
        };
        state.catch_up_with_reserve(folder)?;
        state.compare_counts(folder)?;
        Ok(state)
    }

    fn tree(&self) -> Result<&Tree, Error> {
        self.tree.as_ref().ok_or(Error::Full)
    }

    /// Opens the tree anew after a write failed, giving up the reserve if it must be.
    fn reopen(&mut self, folder: &Path) -> Result<(), Error> {
        drop(self.tree.take());
        let tree = open_tree(folder, self.marker.commit, &mut Vec::new())?;
        self.ledger = read_ledger(&tree, folder)?;
        self.tree = Some(tree);
        self.catch_up_with_reserve(folder)
    }

    /// Catches up, once more with the room of the reserve where the disk is full.
    fn catch_up_with_reserve(&mut self, folder: &Path) -> Result<(), Error> {
        match self.catch_up(folder) {
            Err(Error::Full) if reserve::give_up(folder) => {
                drop(self.tree.take());
                let tree = open_tree(folder, self.marker.commit, &mut Vec::new())?;
                self.ledger = read_ledger(&tree, folder)?;
                self.tree = Some(tree);
                self.catch_up(folder)
            }
            outcome => outcome,
        }
    }

    /// Puts into the tree what only the journal has.
    fn catch_up(&mut self, folder: &Path) -> Result<(), Error> {
        for (commit, batch) in self.journal.after(self.ledger.commit)? {
            if commit != self.ledger.commit + 1 {
                break;
            }
            self.apply(folder, &batch)?;
        }
        let expected = self.marker.commit.max(self.journal.last());
        if self.ledger.commit < expected {
            return Err(damaged(
                folder,
                &format!("it ends at commit {}, expected {expected}", self.ledger.commit),
            ));
        }
        Ok(())
    }

    /// Are there as many records of each counted kind as the ledger says?
    fn compare_counts(&self, folder: &Path) -> Result<(), Error> {
        for kind in key::COUNTED {
            let expected = self.ledger.counts.get(&kind).copied().unwrap_or(0);
            let found = engine::ask(self.tree()?, folder, |tree| {
                let mut found = 0_u64;
                for item in tree.scan_prefix([kind]).keys() {
                    item?;
                    found += 1;
                }
                Ok(found)
            })?;
            if found != expected {
                return Err(damaged(
                    folder,
                    &format!(
                        "it has {found} records of kind {}, expected {expected}",
                        char::from(kind)
                    ),
                ));
            }
        }
        Ok(())
    }

    /// Applies a batch with the next ledger to the tree, and forces both to disk.
    fn apply(&mut self, folder: &Path, batch: &Batch) -> Result<(), Error> {
        let tree = self.tree()?;
        let mut ledger = self.ledger.clone();
        if !ledger.is_whole {
            ledger.counts = all_counts(tree, folder)?;
            ledger.is_whole = true;
        }
        ledger.commit += 1;
        let mut changes = Changes::default();
        for (key, body) in batch.changes() {
            let kind = key.first().copied().unwrap_or_default();
            let was_there = engine::ask(tree, folder, |tree| tree.contains_key(key))?;
            let count = ledger.counts.entry(kind).or_default();
            if let Some(body) = body {
                changes.insert(key, codec::seal(key, body));
                *count += u64::from(!was_there);
            } else {
                changes.remove(key);
                *count = count.saturating_sub(u64::from(was_there));
            }
        }
        let body = codec::encode(key::COMMIT, &ledger)?;
        changes.insert(key::COMMIT, codec::seal(key::COMMIT, &body));
        engine::ask(tree, folder, |tree| {
            tree.apply_batch(changes).and_then(|()| tree.flush())
        })?;
        force(&folder.join("db"))?;
        self.ledger = ledger;
        Ok(())
    }

    /// Puts a commit into the journal. On a full disk a small change may use the reserve; a large one
    /// is begun only where there is room for all of it.
    fn write_ahead(&mut self, folder: &Path, commit: u64, batch: &Batch) -> Result<(), Error> {
        let size = batch.size();
        if size > reserve::SMALL && !reserve::has_room(folder, 4 * size) {
            return Err(Error::Full);
        }
        match self.journal.append(commit, batch) {
            Err(Error::Full) if size <= reserve::SMALL && reserve::give_up(folder) => {
                self.journal.append(commit, batch)
            }
            outcome => outcome,
        }
    }

    /// Does all of a batch or nothing, and says which.
    fn commit(&mut self, folder: &Path, batch: &Batch) -> Result<u64, Error> {
        if self.tree.is_none() {
            self.reopen(folder)?;
        }
        let commit = self.ledger.commit + 1;
        self.write_ahead(folder, commit, batch)?;
        // The journal has it, so it is done. A tree that does not take it is opened anew, now or when
        // it is asked next, and takes it from the journal then.
        if self.apply(folder, batch).is_err() && self.reopen(folder).is_err() {
            self.tree = None;
            self.ledger.commit = commit;
        }
        Ok(commit)
    }
}

/// How many records of each kind there are.
fn all_counts(tree: &Tree, folder: &Path) -> Result<BTreeMap<u8, u64>, Error> {
    engine::ask(tree, folder, |tree| {
        let mut counts = BTreeMap::new();
        for key in tree.iter().keys() {
            count(&mut counts, &key?);
        }
        Ok(counts)
    })
}

/// The ledger of a tree.
fn read_ledger(tree: &Tree, folder: &Path) -> Result<Ledger, Error> {
    let body = engine::ask(tree, folder, |tree| tree.get(key::COMMIT))?
        .ok_or_else(|| damaged(folder, "its records are gone"))?;
    codec::decode(key::COMMIT, &codec::unseal(key::COMMIT, &body)?)
}

/// Records with their bodies, after their checksums were compared.
fn unsealed(found: Vec<Entry>) -> Result<Vec<Entry>, Error> {
    found
        .into_iter()
        .map(|(key, value)| {
            let body = codec::unseal(&key, &value)?;
            Ok((key, body))
        })
        .collect()
}

/// A batch without a value that sled would put into a file of its own.
fn check_lengths(batch: &Batch) -> Result<(), Error> {
    for (key, body) in batch.changes() {
        let len = body.map_or(0, <[u8]>::len);
        if len > codec::MAX_VALUE || key.len() > codec::MAX_KEY {
            return Err(Error::TooLong {
                what: format!("record {}", key::readable(key)),
                len: len.max(key.len()),
                most: codec::MAX_VALUE,
            });
        }
    }
    Ok(())
}

impl Store for DiskStore {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        let value = self.ask(|tree| engine::ask(tree, &self.folder, |tree| tree.get(key)))?;
        value.map(|value| codec::unseal(key, &value)).transpose()
    }

    fn scan(&self, prefix: &[u8]) -> Result<Vec<Entry>, Error> {
        unsealed(self.ask(|tree| engine::scan(tree, &self.folder, (prefix, None)))?)
    }

    fn scan_after(&self, prefix: &[u8], after: &[u8]) -> Result<Vec<Entry>, Error> {
        unsealed(self.ask(|tree| engine::scan(tree, &self.folder, (prefix, Some(after))))?)
    }

    fn commit(&mut self, batch: Batch) -> Result<u64, Error> {
        if batch.is_empty() {
            return Ok(self.last_commit());
        }
        check_lengths(&batch)?;
        self.state().commit(&self.folder, &batch)
    }

    fn last_commit(&self) -> u64 {
        self.state.borrow().ledger.commit
    }

    /// Reopens the tree: only an open that replays its log writes the snapshot with which
    /// sled notices damage instead of losing data or panicking.
    fn settle(&mut self) -> Result<(), Error> {
        self.state().reopen(&self.folder)?;
        marker::sync_folder(&self.folder.join("db"))
    }

    fn as_disk(&self) -> Option<&DiskStore> {
        Some(self)
    }
}

impl DiskStore {
    /// Moves the marker on to the last commit. It is moved when a store is left, not at each commit: until then
    /// the journal knows how far the store goes.
    fn mark(&self) {
        let mut state = self.state();
        let commit = state.ledger.commit;
        if state.marker.commit < commit {
            let marker = Marker {
                commit,
                ..state.marker.clone()
            };
            if marker::write(&self.folder, &marker).is_ok() {
                state.marker = marker;
            }
        }
    }
}

impl Drop for DiskStore {
    fn drop(&mut self) {
        self.mark();
        drop(self.state().tree.take());
        marker::remove_holder(&self.folder);
    }
}

/// The marker of a store's folder, which must have one.
fn marker_of(folder: &Path) -> Result<Marker, Error> {
    marker::read(folder)?.ok_or_else(|| damaged(folder, "its workbench.json is missing"))
}
