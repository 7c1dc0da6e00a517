//! A damaged store made whole again, as far as anything of it can be read.
//!
//! Nothing of the damaged store is changed: a copy of the database is read, and what was there lies
//! under `aside` afterwards. Records come from three places: the database, read around its holes; the
//! newest backup that can be read; and the journal. What is lost is told by the names that people know.

use std::fs;
use std::path::{Path, PathBuf};

use crate::review::event::{Event, Happening};
use crate::store::disk::{self, Ledger};
use crate::store::engine;
use crate::store::journal::{self, Journal};
use crate::store::marker::{self, Holder, Marker, Place, io};
use crate::store::verify::{self, Fault, Loaded, Report};
use crate::store::{Entry, Error, FOLDER, MemoryStore, Store, backup, blob, codec, key, swap};

/// What became of a repair.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repaired {
    /// Records of the store as it is now.
    pub records: u64,
    /// What is lost, by the names that people know; nothing, when the store is whole.
    pub lost: Vec<String>,
    /// Where records came from.
    pub sources: Vec<String>,
    /// Where the damaged database lies now.
    pub aside: PathBuf,
}

/// The records of the two places that a store can be made of, and how far each goes.
struct Found {
    loaded: Loaded,
    /// The last commit that the records hold; 0 when that is not known.
    commit: u64,
}

/// Copies sled's folder and reads all of the copy that can be read; without its snapshots, if it must
/// be.
fn of_database(folder: &Path) -> Result<Found, Error> {
    let (db, copy) = (folder.join("db"), folder.join("db.copy"));
    let nothing = Found {
        loaded: Loaded::default(),
        commit: 0,
    };
    if !db.join("db").is_file() {
        return Ok(nothing);
    }
    swap::copy_folder(&db, &copy)?;
    let mut tree = engine::open_at(&copy, folder);
    if tree.is_err() {
        for snapshot in engine::snapshots(&copy) {
            fs::remove_file(&snapshot).map_err(io(&snapshot))?;
        }
        tree = engine::open_at(&copy, folder);
    }
    let found = match tree {
        Ok(tree) => {
            let raw = engine::salvage(&tree, folder);
            let ledger = raw
                .iter()
                .find(|(key, _)| key == key::COMMIT)
                .and_then(|(key, value)| codec::unseal(key, value).ok())
                .and_then(|body| codec::decode::<Ledger>(key::COMMIT, &body).ok());
            Found {
                commit: ledger.map_or(0, |ledger| ledger.commit),
                loaded: verify::unsealed(raw),
            }
        }
        Err(Error::Full) => return Err(Error::Full),
        Err(_) => nothing,
    };
    // What stays of the copy is taken away with the next one.
    drop(fs::remove_dir_all(&copy));
    Ok(found)
}

/// The newest backup that can be read, with what the journal has beyond it.
fn of_backup(folder: &Path, sources: &mut Vec<String>) -> Result<Found, Error> {
    let mut store = MemoryStore::default();
    let mut commit = 0;
    for numbered in backup::numbered(folder).iter().rev() {
        let read: Result<Vec<Entry>, Error> = backup::Reader::open(&numbered.path).and_then(|mut reader| {
            let at = reader.about().commit;
            let all = reader.by_ref().collect::<Result<Vec<Entry>, Error>>()?;
            commit = at;
            Ok(all)
        });
        if let Ok(all) = read {
            for (key, body) in all {
                store.load(key, &body);
            }
            sources.push(format!("backup {} of commit {commit}", numbered.number));
            break;
        }
    }
    if let Some(mut journal) = Journal::open(folder)? {
        let before = commit;
        for (number, batch) in journal.after(commit)? {
            if number != commit + 1 {
                break;
            }
            store.apply(&batch);
            commit = number;
        }
        if commit > before {
            sources.push(format!("journal, commits {} to {commit}", before + 1));
        }
    }
    Ok(Found {
        loaded: Loaded {
            store,
            faults: Vec::new(),
        },
        commit,
    })
}

/// Everything that can be read of a store: all of the one source when it is complete, else the records
/// of both, those of the database first.
fn gather(
    folder: &Path,
    marker: Option<&Marker>,
) -> Result<(MemoryStore, Vec<Fault>, u64, Vec<String>), Error> {
    let mut sources = Vec::new();
    let backup = of_backup(folder, &mut sources)?;
    let database = of_database(folder)?;
    let journal = Journal::open(folder)?.map_or(0, |journal| journal.last());
    let expected = marker
        .map_or(0, |marker| marker.commit)
        .max(journal)
        .max(database.commit);
    if backup.commit >= expected && expected > 0 {
        return Ok((backup.loaded.store, Vec::new(), backup.commit, sources));
    }
    let mut store = backup.loaded.store;
    let mut n = 0_u64;
    for (key, body) in database.loaded.store.entries_unsealed() {
        store.load(key, &body);
        n += 1;
    }
    if n > 0 {
        sources.insert(0, format!("{n} records of the database"));
    }
    Ok((store, database.loaded.faults, expected, sources))
}

/// Takes out what cannot stand: broken records and the events that name what is lost. Says what that is.
fn prune(store: &mut MemoryStore, lost: &mut Vec<String>) -> Result<(), Error> {
    // Each round takes out at least one record, or ends.
    for _ in 0..1000 {
        let report = verify::look(store);
        let faults: Vec<&Fault> = report.faults.iter().filter(|fault| !fault.is_derived).collect();
        if faults.is_empty() {
            break;
        }
        let mut went = false;
        for fault in faults {
            let told = format!("{}: {}", fault.about, fault.what);
            if !lost.contains(&told) {
                lost.push(told);
            }
            went |= store.unload(&fault.key);
            went |= take_out_events(store, &fault.key)?;
        }
        if !went {
            break;
        }
    }
    let names: Vec<Vec<u8>> = store.scan(b"n")?.into_iter().map(|(key, _)| key).collect();
    for name in names {
        store.unload(&name);
    }
    for (name, id) in verify::index_of(store) {
        store.load(name, &id);
    }
    Ok(())
}

/// Takes out the events that name a record which is not there; says whether there were any. The whole
/// log goes with an interview whose own record is lost.
fn take_out_events(store: &mut MemoryStore, key: &[u8]) -> Result<bool, Error> {
    let (Some(kind), Some(id)) = (key.first(), key::interview_of(key)) else {
        return Ok(false);
    };
    if !matches!(kind, b'r' | b'a' | b'i') {
        return Ok(false);
    }
    let mut went = false;
    for (place, body) in store.scan(&key::events(id))? {
        let Ok(event) = blob::decode::<Event>(store, &place, &body) else {
            continue;
        };
        let names_it = match event.what {
            _ if *kind == b'i' => true,
            Happening::Revised {
                document, revision, ..
            } => key::revision(id, document, revision) == key,
            Happening::Aligned { alignment, .. } | Happening::Beads { alignment, .. } => {
                key::alignment(id, alignment) == key
            }
            _ => false,
        };
        if names_it {
            went |= store.unload(&place);
        }
    }
    if *kind == b'i' {
        for prefix in [b'r', b'a'] {
            let prefix = [&[prefix], id.to_bytes().as_slice()].concat();
            for (place, _) in store.scan(&prefix)? {
                went |= store.unload(&place);
            }
        }
    }
    Ok(went)
}

/// Puts a store together anew from these records, in place of the one that is there, which is put
/// aside. The lock must be held.
fn put_in_place(
    folder: &Path,
    store: &MemoryStore,
    (marker, what): (Marker, &str),
) -> Result<(u64, PathBuf), Error> {
    let ledger = Ledger {
        commit: marker.commit,
        ..Ledger::default()
    };
    let mut records = store.entries_unsealed().map(Ok);
    let ledger = disk::make_database(&folder.join("db.new"), folder, &mut records, ledger)?;
    let aside = swap::exchange(folder, what)?;
    let old = folder.join(journal::NAME);
    if old.exists() {
        fs::rename(&old, aside.join(journal::NAME)).map_err(io(&old))?;
    }
    drop(Journal::begin(folder, marker.commit)?);
    marker::write(folder, &marker)?;
    Ok((ledger.counts.values().sum(), aside))
}

/// The marker of a store whose own may be lost.
fn some_marker(folder: &Path, holder: &Holder) -> Result<Marker, Error> {
    let known = marker::read(folder).ok().flatten();
    let place = Some(Place::of(folder)?);
    Ok(known.map_or_else(
        || Marker {
            format: marker::FORMAT,
            store: disk::own_id("", place.as_ref(), holder),
            created: holder.since.clone(),
            sled: engine::VERSION.to_owned(),
            commit: 0,
            place: place.clone(),
        },
        |marker| Marker {
            format: marker::FORMAT,
            place: place.clone(),
            ..marker
        },
    ))
}

/// Repairs the store of a workspace.
///
/// # Errors
///
/// [`Error`] when it is in use, or a new store cannot be written.
pub fn repair(workspace: &Path, holder: &Holder) -> Result<Repaired, Error> {
    let folder = workspace.join(FOLDER);
    let _lock = disk::lock(&folder, holder)?;
    swap::finish(&folder)?;
    let marker = some_marker(&folder, holder)?;
    let (mut store, faults, commit, sources) = gather(&folder, Some(&marker))?;
    let mut lost: Vec<String> = Vec::new();
    prune(&mut store, &mut lost)?;
    let names_of_lost = faults.iter().filter(|fault| !fault.is_derived);
    for fault in names_of_lost {
        // A record that was found elsewhere is not lost.
        if store.get(&fault.key)?.is_none() && lost.is_empty() {
            lost.push(format!("{}: {}", fault.about, fault.what));
        }
    }
    // No commit may be given a number again that an event has.
    let commit = commit.max(last_event(&store)?);
    let marker = Marker { commit, ..marker };
    let (records, aside) = put_in_place(&folder, &store, (marker, "damaged"))?;
    store.set_commit(commit);
    backup::make(&store, &folder, (&holder.since, "repair"))?;
    marker::remove_holder(&folder);
    Ok(Repaired {
        records,
        lost,
        sources,
        aside,
    })
}

/// The last commit that an event is of.
fn last_event(store: &MemoryStore) -> Result<u64, Error> {
    let events = store.scan(b"e")?;
    let commits = events.iter().filter_map(|(key, _)| key::event_place(key));
    Ok(commits.map(|(commit, _)| commit).max().unwrap_or(0))
}

/// Makes the names of a workspace's store anew from the logs, and forgets what the checks found.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written.
pub fn rebuild(store: &mut disk::DiskStore) -> Result<usize, Error> {
    let memory = in_memory(store)?.store;
    let wanted = verify::index_of(&memory);
    let there = store.scan(b"n")?;
    let mut batch = crate::store::Batch::default();
    for (key, _) in there.iter().filter(|entry| !wanted.contains(entry)) {
        batch.remove(key.clone());
    }
    for (key, id) in wanted.iter().filter(|entry| !there.contains(entry)) {
        batch.put(key.clone(), id.clone());
    }
    let n = batch.changes().count();
    store.commit(batch)?;
    let findings = store.folder().join("findings");
    drop(fs::remove_file(findings));
    Ok(n)
}

/// All records of an open store, in memory.
///
/// # Errors
///
/// [`Error`] when the store cannot be read.
pub(crate) fn in_memory(store: &dyn Store) -> Result<Loaded, Error> {
    let mut loaded = Loaded::default();
    backup::each(store, |(key, body)| {
        loaded.store.load(key, &body);
        Ok(())
    })?;
    Ok(loaded)
}

/// What is found in the store of a workspace, whether it can be opened or not.
///
/// # Errors
///
/// [`Error`] when it is in use.
pub fn look(workspace: &Path, holder: &Holder) -> Result<Report, Error> {
    let folder = workspace.join(FOLDER);
    let opened = disk::DiskStore::open(workspace, holder.clone());
    let (mut report, why) = match opened {
        Ok(store) => {
            let (ledger, mut report) = (store.ledger(), Report::default());
            match in_memory(&store) {
                Ok(loaded) => report = verify::look(&loaded.store),
                Err(error) => report.faults.push(store_fault(&error)),
            }
            compare_counts(&ledger, &mut report);
            (report, None)
        }
        Err(error @ (Error::Damaged { .. } | Error::Record { .. })) => {
            let _lock = disk::lock(&folder, holder)?;
            let found = of_database(&folder)?;
            let mut report = verify::look(&found.loaded.store);
            report.faults.extend(found.loaded.faults);
            marker::remove_holder(&folder);
            (report, Some(error))
        }
        Err(error) => return Err(error),
    };
    if let Some(error) = why {
        report.faults.insert(0, store_fault(&error));
    }
    if let Some(mut journal) = Journal::open(&folder)?
        && !journal.is_sound()?
    {
        report.faults.push(Fault {
            about: "the journal".to_owned(),
            what: "a commit in it does not match its hash; the database has it".to_owned(),
            key: Vec::new(),
            is_derived: true,
        });
    }
    Ok(report)
}

fn store_fault(error: &Error) -> Fault {
    Fault {
        about: "the store".to_owned(),
        what: error.to_string(),
        key: Vec::new(),
        is_derived: false,
    }
}

/// Records that the ledger counts and nobody can find are lost without a trace otherwise.
fn compare_counts(ledger: &Ledger, report: &mut Report) {
    if !ledger.is_whole {
        return;
    }
    let counts = ledger.counts.iter().filter(|(_, count)| **count > 0);
    let expected: std::collections::BTreeMap<u8, u64> = counts.map(|(kind, count)| (*kind, *count)).collect();
    if report.faults.is_empty() && expected != report.counts {
        report.faults.push(Fault {
            about: "the store".to_owned(),
            what: format!(
                "it has {:?} records by kind, expected {expected:?}",
                report.counts
            ),
            key: Vec::new(),
            is_derived: false,
        });
    }
}

/// Makes the database anew without what it no longer uses; returns its length in bytes before and after.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written.
pub fn compact(workspace: &Path, holder: &Holder) -> Result<(u64, u64), Error> {
    let folder = workspace.join(FOLDER);
    let (memory, marker) = {
        let store = disk::DiskStore::open(workspace, holder.clone())?;
        (in_memory(&store)?.store, store.marker_now())
    };
    let _lock = disk::lock(&folder, holder)?;
    if marker::read(&folder)?.is_some_and(|now| now.commit != marker.commit) {
        return Err(Error::Overtaken);
    }
    let before = size(&folder.join("db"));
    let (_, aside) = put_in_place(&folder, &memory, (marker.clone(), "compacted"))?;
    let mut memory = memory;
    memory.set_commit(marker.commit);
    backup::make(&memory, &folder, (&holder.since, "compact"))?;
    // The new one was opened and counted, and is backed up.
    drop(fs::remove_dir_all(&aside));
    marker::remove_holder(&folder);
    Ok((before, size(&folder.join("db"))))
}

/// Puts the records of a backup in the place of a workspace's store, or makes a workspace of them.
/// Returns what it is of, how many records there are, and where the store lies that was there.
///
/// # Errors
///
/// [`Error`] when the backup is damaged, or the store cannot be written.
pub fn restore(
    workspace: &Path,
    path: &Path,
    (holder, id): (&Holder, ulid::Ulid),
) -> Result<(backup::About, u64, Option<PathBuf>), Error> {
    let (about, _) = backup::check(path)?;
    let mut store = MemoryStore::default();
    for record in backup::Reader::open(path)? {
        let (key, body) = record?;
        store.load(key, &body);
    }
    let report = verify::look(&store);
    if let Some(fault) = report.faults.iter().find(|fault| !fault.is_derived) {
        return Err(Error::Backup {
            path: path.to_path_buf(),
            what: format!("{}: {}", fault.about, fault.what),
        });
    }
    let folder = workspace.join(FOLDER);
    let is_new = !folder.is_dir();
    if is_new {
        drop(disk::DiskStore::init(workspace, id, holder.clone())?);
    }
    let _lock = disk::lock(&folder, holder)?;
    let marker = Marker {
        commit: about.commit,
        ..some_marker(&folder, holder)?
    };
    let (records, aside) = put_in_place(&folder, &store, (marker, "restored-over"))?;
    store.set_commit(about.commit);
    backup::make(&store, &folder, (&holder.since, "restored"))?;
    if is_new {
        drop(fs::remove_dir_all(&aside));
    }
    drop(fs::remove_file(folder.join("findings")));
    marker::remove_holder(&folder);
    Ok((about, records, (!is_new).then_some(aside)))
}

/// Bytes of all files in a folder.
pub fn size(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(there) if there.is_dir() => size(&entry.path()),
            Ok(there) => there.len(),
            Err(_) => 0,
        })
        .sum()
}
