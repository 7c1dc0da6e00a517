//! The store's twin in memory, for tests: the same promises without a disk.

use std::collections::BTreeMap;

use crate::store::{Batch, Entry, Error, Store, codec};

/// A store that is gone when it is dropped.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    values: BTreeMap<Vec<u8>, Vec<u8>>,
    last_commit: u64,
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
        for (key, body) in batch.changes() {
            match body {
                Some(body) => self.values.insert(key.to_vec(), codec::seal(key, body)),
                None => self.values.remove(key),
            };
        }
        self.last_commit += 1;
        Ok(self.last_commit)
    }

    fn last_commit(&self) -> u64 {
        self.last_commit
    }
}
