//! The word list of a workspace: one record a word, under its folded form.

use crate::lexicon::spelling::form::word_key;
use crate::store::{Batch, Error, Store, codec, key};

/// All words as they were written, in the order of their folded forms.
///
/// # Errors
///
/// A record that cannot be read.
pub fn all(store: &dyn Store) -> Result<Vec<String>, Error> {
    let records = store.scan(&key::word(""))?;
    records
        .iter()
        .map(|(key, body)| codec::decode(key, body))
        .collect()
}

/// Puts a word into the batch, in place of one that folds alike.
///
/// # Errors
///
/// A word that cannot be written as a record.
pub fn put(batch: &mut Batch, word: &str) -> Result<(), Error> {
    let key = key::word(&word_key(word));
    let body = codec::encode(&key, &word.trim())?;
    batch.put(key, body);
    Ok(())
}

/// Removes a word in the batch; says whether it is there.
///
/// # Errors
///
/// A store that cannot be read.
pub fn remove(store: &dyn Store, batch: &mut Batch, word: &str) -> Result<bool, Error> {
    let key = key::word(&word_key(word));
    let is_there = store.get(&key)?.is_some();
    if is_there {
        batch.remove(key);
    }
    Ok(is_there)
}
