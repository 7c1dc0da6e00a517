//! What a workspace remembers, on disk.
//!
//! All of sled is in [`disk`]; [`memory`] is its twin for tests. Both keep checked values under
//! ordered keys ([`key`]) and take one [`Batch`] at a time, whole or not at all. What the
//! values mean is written in [`record`], and [`archive`] reads and writes whole interviews.
//! Checking a whole store, mending a damaged one and backups have their place here too.

use std::collections::BTreeMap;
use std::path::PathBuf;

pub mod archive;
pub mod blob;
pub mod codec;
pub mod disk;
pub mod key;
pub mod marker;
pub mod memory;
pub mod names;
pub mod recall;
pub mod record;
pub mod relay;
pub mod terms;
pub mod word_pairs;
pub mod words;

pub use disk::DiskStore;
pub use marker::Holder;
pub use memory::MemoryStore;

/// The folder of a workspace that holds the store.
pub const FOLDER: &str = ".muqabala";

/// Why the store cannot do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no store where one was looked for.
    #[error("{} is not in a workspace, expected a folder {FOLDER} there or above; `muqabala init` makes one", .0.display())]
    NotAWorkspace(PathBuf),
    /// `init` was asked to make a store where one is.
    #[error("{} is a workspace already", .0.display())]
    AlreadyThere(PathBuf),
    /// Another process has the store open.
    #[error("the store is in use by {}; `--wait SECONDS` waits for it", holder.as_ref().map_or_else(|| "another process".to_owned(), Holder::to_string))]
    Locked {
        /// Who said to hold it, if that could be read.
        holder: Option<Holder>,
    },
    /// The store is not as it was left.
    #[error("the store in {} is damaged: {what}", folder.display())]
    Damaged {
        /// The store's folder.
        folder: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// The store was written by a later version of the program.
    #[error("the store has format {found}, this program knows formats up to {known}")]
    NewerFormat {
        /// The store's.
        found: u32,
        /// The latest this program reads.
        known: u32,
    },
    /// A value does not match its checksum, or is not what its key promises.
    #[error("record {key} is damaged: {what}")]
    Record {
        /// The key in a readable form.
        key: String,
        /// What is wrong.
        what: String,
    },
    /// Something else was committed since the store was read.
    #[error("the workspace changed meanwhile; nothing of this command was kept, run it again")]
    Overtaken,
    /// The disk is full.
    #[error("the disk is full; nothing of this command was kept")]
    Full,
    /// A file of the store cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Puts and removals that are done together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    changes: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
}

impl Batch {
    /// Sets the value under a key.
    pub fn put(&mut self, key: Vec<u8>, body: Vec<u8>) {
        self.changes.insert(key, Some(body));
    }

    /// Removes what is under a key.
    pub fn remove(&mut self, key: Vec<u8>) {
        self.changes.insert(key, None);
    }

    /// Does it change nothing?
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes in the order of their keys; none is a removal.
    pub fn changes(&self) -> impl Iterator<Item = (&[u8], Option<&[u8]>)> {
        self.changes
            .iter()
            .map(|(key, body)| (key.as_slice(), body.as_deref()))
    }
}

/// A key with its value.
pub type Entry = (Vec<u8>, Vec<u8>);

/// Ordered keys with values, changed by whole batches.
pub trait Store: Send {
    /// The value under a key.
    ///
    /// # Errors
    ///
    /// [`Error`] when the store cannot be read or written, or is damaged.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error>;

    /// Every key that begins with `prefix`, with its value, in the order of the keys.
    ///
    /// # Errors
    ///
    /// [`Error`] when the store cannot be read or written, or is damaged.
    fn scan(&self, prefix: &[u8]) -> Result<Vec<Entry>, Error>;

    /// Does all of the batch or nothing; when it returns, the batch outlives a crash.
    /// Returns the number of the commit, counted from 1; an empty batch makes none.
    ///
    /// # Errors
    ///
    /// [`Error`] when the store cannot be read or written, or is damaged.
    fn commit(&mut self, batch: Batch) -> Result<u64, Error>;

    /// The number of the last commit; 0 in a new store.
    fn last_commit(&self) -> u64;

    /// Puts the files into the state that survives damage best, after much was written.
    ///
    /// # Errors
    ///
    /// [`Error`] when the store cannot be read or written, or is damaged.
    fn settle(&mut self) -> Result<(), Error> {
        Ok(())
    }
}
