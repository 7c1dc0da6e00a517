//! The glossary of a workspace: one record a term, under its first Arabic form.

use serde::{Deserialize, Serialize};

use crate::lexicon::terms::Term;
use crate::store::{Batch, Error, Store, codec, key};
use crate::text::{Lang, fold};

/// A term as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct TermRecord {
    arabic: Vec<String>,
    english: Vec<String>,
    forbidden: Vec<String>,
    unless: Vec<String>,
    note: String,
}

fn key_of(arabic: &str) -> Vec<u8> {
    key::term(&fold::word(arabic.trim(), Lang::Arabic))
}

/// All terms in the order of their Arabic.
///
/// # Errors
///
/// A record that cannot be read.
pub fn all(store: &dyn Store) -> Result<Vec<Term>, Error> {
    let records = store.scan(&key::term(""))?;
    records
        .iter()
        .map(|(key, body)| {
            let record: TermRecord = codec::decode(key, body)?;
            Ok(Term {
                arabic: record.arabic,
                english: record.english,
                forbidden: record.forbidden,
                unless: record.unless,
                note: record.note,
            })
        })
        .collect()
}

/// Puts a term into the batch, in place of one with the same first Arabic form.
///
/// # Errors
///
/// A term that cannot be written as a record.
pub fn put(batch: &mut Batch, term: &Term) -> Result<(), Error> {
    let key = key_of(term.arabic.first().map_or("", String::as_str));
    let record = TermRecord {
        arabic: term.arabic.clone(),
        english: term.english.clone(),
        forbidden: term.forbidden.clone(),
        unless: term.unless.clone(),
        note: term.note.clone(),
    };
    let body = codec::encode(&key, &record)?;
    batch.put(key, body);
    Ok(())
}

/// Removes the term with this first Arabic form in the batch; says whether there is one.
///
/// # Errors
///
/// A store that cannot be read.
pub fn remove(store: &dyn Store, batch: &mut Batch, arabic: &str) -> Result<bool, Error> {
    let key = key_of(arabic);
    let is_there = store.get(&key)?.is_some();
    if is_there {
        batch.remove(key);
    }
    Ok(is_there)
}
