//! The store on disk: equal to a plain map, whole after a kill, honest about damage.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use muqabala::store::marker::Marker;
use muqabala::store::{Batch, DiskStore, Error, FOLDER, Holder, MemoryStore, Store, marker};
use proptest::prelude::*;
use ulid::Ulid;

fn holder() -> Holder {
    Holder {
        pid: 1,
        host: "desk".to_owned(),
        command: "a test".to_owned(),
        since: "2024-12-02T10:00:00Z".to_owned(),
    }
}

fn new_store(folder: &Path) -> DiskStore {
    DiskStore::init(folder, Ulid::from_parts(1, 1), holder()).unwrap()
}

fn batch(changes: &[(&str, Option<&str>)]) -> Batch {
    let mut batch = Batch::default();
    for (key, value) in changes {
        match value {
            Some(value) => batch.put(key.as_bytes().to_vec(), value.as_bytes().to_vec()),
            None => batch.remove(key.as_bytes().to_vec()),
        }
    }
    batch
}

#[test]
fn only_init_makes_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nowhere");
    assert!(matches!(
        DiskStore::open(&path, holder()),
        Err(Error::NotAWorkspace(_))
    ));
    assert!(!path.exists());
    drop(new_store(folder.path()));
    assert!(matches!(
        DiskStore::init(folder.path(), Ulid::from_parts(1, 1), holder()),
        Err(Error::AlreadyThere(_))
    ));
}

#[test]
fn a_killed_init_leaves_nothing_that_looks_like_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let half = folder.path().join(".muqabala.new-1/db");
    fs::create_dir_all(&half).unwrap();
    fs::write(half.join("db"), b"half").unwrap();
    assert!(DiskStore::open(folder.path(), holder()).is_err());
    let store = new_store(folder.path());
    assert_eq!(store.last_commit(), 0);
    drop(store);
    // A store without its marker is damaged, not new.
    fs::remove_file(folder.path().join(FOLDER).join("workbench.json")).unwrap();
    assert!(matches!(
        DiskStore::open(folder.path(), holder()),
        Err(Error::Damaged { .. })
    ));
    assert!(matches!(
        DiskStore::init(folder.path(), Ulid::from_parts(1, 1), holder()),
        Err(Error::Damaged { .. })
    ));
}

#[test]
fn a_workspace_is_found_from_below() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("a/b");
    fs::create_dir_all(&inner).unwrap();
    assert!(matches!(
        muqabala::store::disk::find(&inner),
        Err(Error::NotAWorkspace(_))
    ));
    drop(new_store(folder.path()));
    assert_eq!(
        muqabala::store::disk::find(&inner).unwrap(),
        folder.path().canonicalize().unwrap()
    );
}

#[test]
fn what_was_committed_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    assert_eq!(
        store
            .commit(batch(&[("n1", Some("one")), ("e1", Some(""))]))
            .unwrap(),
        1
    );
    assert_eq!(store.commit(batch(&[("n1", None)])).unwrap(), 2);
    assert_eq!(store.commit(Batch::default()).unwrap(), 2);
    drop(store);
    let store = DiskStore::open(folder.path(), holder()).unwrap();
    assert_eq!(store.last_commit(), 2);
    assert_eq!(store.get(b"n1").unwrap(), None);
    assert_eq!(store.get(b"e1").unwrap(), Some(Vec::new()));
}

#[test]
fn a_second_opener_is_told_who_holds_the_store() {
    let folder = tempfile::tempdir().unwrap();
    drop(new_store(folder.path()));
    let store = DiskStore::open(folder.path(), holder()).unwrap();
    match DiskStore::open(folder.path(), holder()) {
        Err(Error::Locked { holder: Some(found) }) => assert_eq!(found, holder()),
        other => panic!("{other:?}"),
    }
    drop(store);
    assert!(DiskStore::open(folder.path(), holder()).is_ok());
}

#[test]
fn values_that_sled_would_put_into_files_of_their_own_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    let mut batch = Batch::default();
    batch.put(b"b".to_vec(), vec![0; 200_000]);
    assert!(store.commit(batch).is_err());
    assert_eq!(store.last_commit(), 0);
}

/// A store with some 400 records, settled, closed.
fn filled(folder: &Path) {
    let mut store = new_store(folder);
    for round in 0..4 {
        let mut batch = Batch::default();
        for i in 0..100 {
            let key = format!("n{round}-{i:03}");
            batch.put(key.into_bytes(), vec![round; 600]);
        }
        store.commit(batch).unwrap();
    }
    store.settle().unwrap();
}

/// Opens and reads everything: how many records there are, or that the store says it is damaged.
fn read_all(folder: &Path) -> Result<usize, Error> {
    let store = DiskStore::open(folder, holder())?;
    Ok(store.scan(b"n")?.len())
}

#[test]
fn damage_is_an_error_never_a_loss() {
    let origin = tempfile::tempdir().unwrap();
    filled(origin.path());
    let inner = |folder: &Path| folder.join(FOLDER).join("db");
    let len = fs::metadata(inner(origin.path()).join("db")).unwrap().len();
    let mut said = 0;
    for round in 0..24_u64 {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(origin.path(), copy.path());
        let db = inner(copy.path()).join("db");
        let mut bytes = fs::read(&db).unwrap();
        let at = (len * (round * 37 % 97) / 97) as usize;
        match round % 4 {
            0 => bytes[at] ^= 0x55,
            1 => {
                let end = (at + 4096).min(bytes.len());
                bytes[at..end].fill(0);
            }
            2 => bytes.truncate(at),
            _ => bytes.clear(),
        }
        fs::write(&db, bytes).unwrap();
        match read_all(copy.path()) {
            Ok(found) => assert_eq!(found, 400, "round {round} at {at}"),
            Err(Error::Damaged { .. } | Error::Record { .. } | Error::Io { .. }) => said += 1,
            Err(other) => panic!("round {round}: {other}"),
        }
    }
    assert!(said >= 6, "only {said} of 24 damages were noticed at all");
}

#[test]
fn a_lost_database_is_not_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let db = folder.path().join(FOLDER).join("db");
    for entry in fs::read_dir(&db).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::remove_file(path).unwrap();
        }
    }
    assert!(matches!(read_all(folder.path()), Err(Error::Damaged { .. })));
    // Sled's files of another, empty store are filled from the journal; without it they are too few.
    let empty = tempfile::tempdir().unwrap();
    drop(new_store(empty.path()));
    fs::remove_dir_all(&db).unwrap();
    copy_folder(&empty.path().join(FOLDER).join("db"), &db);
    assert_eq!(read_all(folder.path()).unwrap(), 400);
    fs::remove_dir_all(&db).unwrap();
    copy_folder(&empty.path().join(FOLDER).join("db"), &db);
    fs::remove_file(folder.path().join(FOLDER).join("journal")).unwrap();
    assert!(matches!(read_all(folder.path()), Err(Error::Damaged { .. })));
}

#[test]
fn a_damaged_snapshot_is_put_aside_and_named() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let db = folder.path().join(FOLDER).join("db");
    let snapshot = fs::read_dir(&db)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("snap."))
        });
    let snapshot = snapshot.expect("settling leaves a snapshot");
    let mut bytes = fs::read(&snapshot).unwrap();
    bytes[10] ^= 0xFF;
    fs::write(&snapshot, bytes).unwrap();
    let store = DiskStore::open(folder.path(), holder()).unwrap();
    assert!(store.notes()[0].contains("snapshot"), "{:?}", store.notes());
    drop(store);
    assert_eq!(read_all(folder.path()).unwrap(), 400);
}

/// Where the folder of a store is damaged in each of the ways that a person can damage it, it is
/// whole after a repair, and what was there is kept.
#[test]
fn a_repair_brings_everything_back_that_lies_in_the_journal_or_a_backup() {
    let origin = tempfile::tempdir().unwrap();
    filled(origin.path());
    let damages: [fn(&Path); 5] = [
        |at| fs::write(at.join("db/db"), b"").unwrap(),
        |at| fs::remove_dir_all(at.join("db")).unwrap(),
        |at| {
            let mut bytes = fs::read(at.join("db/db")).unwrap();
            for byte in bytes.iter_mut().step_by(997) {
                *byte ^= 0xFF;
            }
            fs::write(at.join("db/db"), bytes).unwrap();
        },
        |at| fs::write(at.join("workbench.json"), "{").unwrap(),
        |at| fs::remove_file(at.join("journal")).unwrap(),
    ];
    for (round, damage) in damages.into_iter().enumerate() {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(origin.path(), copy.path());
        damage(&copy.path().join(FOLDER));
        let repaired = muqabala::store::repair::repair(copy.path(), &holder()).unwrap();
        assert!(repaired.aside.is_dir(), "round {round}");
        let store = DiskStore::open(copy.path(), holder()).unwrap();
        // The records of this test are no interviews: repair takes out names that no log gives.
        assert!(store.last_commit() >= 4, "round {round}: {}", store.last_commit());
    }
}

#[test]
fn foreign_stores_are_refused_in_plain_words() {
    let folder = tempfile::tempdir().unwrap();
    drop(new_store(folder.path()));
    let place = folder.path().join(FOLDER);
    let marker = marker::read(&place).unwrap().unwrap();
    let foreign = [
        Marker {
            format: 0,
            ..marker.clone()
        },
        Marker {
            store: "x".to_owned(),
            ..marker.clone()
        },
        Marker {
            sled: "1.0.0".to_owned(),
            ..marker
        },
    ];
    for marker in foreign {
        marker::write(&place, &marker).unwrap();
        match read_all(folder.path()) {
            Err(error @ Error::Foreign { .. }) => assert!(error.to_string().contains("expected"), "{error}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_copy_gets_an_id_of_its_own_and_a_moved_folder_keeps_its() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("one")).unwrap();
    let id = new_store(&at("one")).id();
    copy_folder(&at("one"), &at("two"));
    let copy = DiskStore::open(&at("two"), holder()).unwrap().id();
    assert_ne!(copy, id);
    assert_eq!(DiskStore::open(&at("two"), holder()).unwrap().id(), copy);
    fs::rename(at("one"), at("three")).unwrap();
    assert_eq!(DiskStore::open(&at("three"), holder()).unwrap().id(), id);
}

/// What the journal has and the database has not is put into the database: after a full disk, a kill
/// between the two, or a power cut.
#[test]
fn what_only_the_journal_has_is_taken_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    store.commit(batch(&[("n1", Some("one"))])).unwrap();
    drop(store);
    let before = tempfile::tempdir().unwrap();
    let db = folder.path().join(FOLDER).join("db");
    copy_folder(&db, before.path());
    let mut store = DiskStore::open(folder.path(), holder()).unwrap();
    store.commit(batch(&[("n2", Some("two")), ("n1", None)])).unwrap();
    drop(store);
    fs::remove_dir_all(&db).unwrap();
    copy_folder(before.path(), &db);
    let store = DiskStore::open(folder.path(), holder()).unwrap();
    assert_eq!(store.last_commit(), 2);
    assert_eq!(store.get(b"n2").unwrap(), Some(b"two".to_vec()));
    assert_eq!(store.get(b"n1").unwrap(), None);
}

#[test]
fn a_store_of_a_later_format_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(new_store(folder.path()));
    let place = folder.path().join(FOLDER);
    let marker = marker::read(&place).unwrap().unwrap();
    let later = Marker {
        format: marker.format + 1,
        ..marker
    };
    marker::write(&place, &later).unwrap();
    assert!(matches!(read_all(folder.path()), Err(Error::NewerFormat { .. })));
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Commit(Vec<(u8, Option<Vec<u8>>)>),
    Reopen,
    Settle,
}

fn step() -> impl Strategy<Value = Step> {
    let value = proptest::option::weighted(0.8, proptest::collection::vec(any::<u8>(), 0..300));
    prop_oneof![
        4 => proptest::collection::vec((0..20_u8, value), 1..8).prop_map(Step::Commit),
        1 => Just(Step::Reopen),
        1 => Just(Step::Settle),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn disk_and_memory_hold_what_a_map_holds(steps in proptest::collection::vec(step(), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        let mut disk = new_store(folder.path());
        let mut memory = MemoryStore::default();
        let mut model: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
        for step in steps {
            match step {
                Step::Commit(changes) => {
                    let mut batch = Batch::default();
                    for (key, value) in changes {
                        // Counted and uncounted kinds in turn.
                        let key = vec![b"ne"[usize::from(key % 2)], key];
                        if let Some(value) = value {
                            model.insert(key.clone(), value.clone());
                            batch.put(key, value);
                        } else {
                            model.remove(&key);
                            batch.remove(key);
                        }
                    }
                    prop_assert_eq!(disk.commit(batch.clone()).unwrap(), memory.commit(batch).unwrap());
                }
                Step::Reopen => {
                    drop(disk);
                    disk = DiskStore::open(folder.path(), holder()).unwrap();
                }
                Step::Settle => disk.settle().unwrap(),
            }
        }
        for prefix in [b"n".as_slice(), b"e", b"n\x04"] {
            let expected: Vec<_> = model
                .iter()
                .filter(|(key, _)| key.starts_with(prefix))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            prop_assert_eq!(&disk.scan(prefix).unwrap(), &expected);
            prop_assert_eq!(&memory.scan(prefix).unwrap(), &expected);
        }
    }
}
