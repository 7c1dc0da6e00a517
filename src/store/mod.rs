//! What a workspace remembers, on disk.
//!
//! All of sled is in [`disk`]; [`memory`] is its twin for tests. Both keep checked values under
//! ordered keys ([`key`]) and take one [`Batch`] at a time, whole or not at all. What the
//! values mean is written in [`record`], and [`archive`] reads and writes whole interviews.
//! Checking a whole store, mending a damaged one and backups have their place here too.
//!
//! Nothing here may cut a number off: what does not fit is refused.
#![deny(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

pub mod archive;
pub mod backup;
pub mod blob;
pub mod codec;
pub mod disk;
pub(crate) mod engine;
pub(crate) mod journal;
pub mod key;
pub mod marker;
pub mod memory;
pub mod names;
pub mod recall;
pub mod record;
pub mod relay;
pub mod repair;
pub(crate) mod reserve;
pub(crate) mod swap;
pub mod terms;
pub mod verify;
pub mod word_pairs;
pub mod words;
pub mod written;

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
    #[error("the store is in use by {}; `--wait SECONDS` waits longer for it", holder.as_ref().map_or_else(|| "another process".to_owned(), Holder::to_string))]
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
    /// The store was written by something that this program does not know.
    #[error("the store in {} is none that this program can use: its workbench.json names {what}", folder.display())]
    Foreign {
        /// The store's folder.
        folder: PathBuf,
        /// What it names, and what was expected.
        what: String,
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
    /// What was to be kept is longer than a record may be.
    #[error("{what} has {len} bytes, expected at most {most}; nothing of this command was kept")]
    TooLong {
        /// What is too long.
        what: String,
        /// Its length.
        len: usize,
        /// How long it may be.
        most: usize,
    },
    /// There are more of something than the store can number.
    #[error("there are too many {what}; nothing of this command was kept")]
    TooMany {
        /// Of what.
        what: &'static str,
    },
    /// A backup cannot be used.
    #[error("the backup {} cannot be used: {what}", path.display())]
    Backup {
        /// Its file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The process that has the store open did not do what was asked.
    #[error("{0}")]
    Server(String),
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

    /// Bytes of its keys and values.
    pub fn size(&self) -> usize {
        self.changes
            .iter()
            .map(|(key, body)| key.len() + body.as_ref().map_or(0, Vec::len))
            .sum()
    }

    /// The changes in the order of their keys; none is a removal.
    pub fn changes(&self) -> impl Iterator<Item = (&[u8], Option<&[u8]>)> {
        self.changes
            .iter()
            .map(|(key, body)| (key.as_slice(), body.as_deref()))
    }
}

impl FromIterator<(Vec<u8>, Option<Vec<u8>>)> for Batch {
    fn from_iter<I: IntoIterator<Item = (Vec<u8>, Option<Vec<u8>>)>>(changes: I) -> Batch {
        Batch {
            changes: changes.into_iter().collect(),
        }
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

    /// Every key behind `after` that begins with `prefix`, with its value, in the order of the keys.
    ///
    /// # Errors
    ///
    /// [`Error`] when the store cannot be read or written, or is damaged.
    fn scan_after(&self, prefix: &[u8], after: &[u8]) -> Result<Vec<Entry>, Error> {
        let mut found = self.scan(prefix)?;
        found.retain(|(key, _)| key.as_slice() > after);
        Ok(found)
    }

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

    /// The store on disk that this is, if it is one.
    fn as_disk(&self) -> Option<&DiskStore> {
        None
    }
}
