//! The store's twin in memory, for tests: the same promises without a disk.

use std::collections::BTreeMap;

use crate::store::{Batch, Entry, Error, Store, codec};

/// A store that is gone when it is dropped.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    values: BTreeMap<Vec<u8>, Vec<u8>>,
    last_commit: u64,
}

impl MemoryStore {
    /// Puts a record in without a commit.
    pub(crate) fn load(&mut self, key: Vec<u8>, body: &[u8]) {
        let value = codec::seal(&key, body);
        self.values.insert(key, value);
    }

    /// Takes a record out without a commit.
    pub(crate) fn unload(&mut self, key: &[u8]) -> bool {
        self.values.remove(key).is_some()
    }

    /// Keys and sealed values in order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&Vec<u8>, &Vec<u8>)> {
        self.values.iter()
    }

    /// Keys and bodies in order; values that are not sound are left out.
    pub(crate) fn entries_unsealed(&self) -> impl Iterator<Item = Entry> + use<'_> {
        let sound = |(key, value): (&Vec<u8>, &Vec<u8>)| Some((key.clone(), codec::unseal(key, value).ok()?));
        self.values.iter().filter_map(sound)
    }

    /// Says which commit the records are of.
    pub(crate) fn set_commit(&mut self, commit: u64) {
        self.last_commit = commit;
    }

    /// Does all of a batch without a commit.
    pub(crate) fn apply(&mut self, batch: &Batch) {
        for (key, body) in batch.changes() {
            match body {
                Some(body) => self.values.insert(key.to_vec(), codec::seal(key, body)),
                None => self.values.remove(key),
            };
        }
    }
}

impl Store for MemoryStore {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        self.values
            .get(key)
            .map(|value| codec::unseal(key, value))
            .transpose()
    }

    fn scan(&self, prefix: &[u8]) -> Result<Vec<Entry>, Error> {
        self.values
            .range(prefix.to_vec()..)
            .take_while(|(key, _)| key.starts_with(prefix))
            .map(|(key, value)| Ok((key.clone(), codec::unseal(key, value)?)))
            .collect()
    }

    fn commit(&mut self, batch: Batch) -> Result<u64, Error> {
        if batch.is_empty() {
            return Ok(self.last_commit);
        }
        self.apply(&batch);
        self.last_commit += 1;
        Ok(self.last_commit)
    }

    fn last_commit(&self) -> u64 {
        self.last_commit
    }
}
