//! The authority list of a workspace: one record a name, under its Arabic form.

use serde::{Deserialize, Serialize};

use crate::lexicon::names::Name;
use crate::lexicon::romanise::arabic_key;
use crate::store::{Batch, Error, Store, codec, key};

/// A name as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct NameRecord {
    arabic: String,
    latin: String,
    variants: Vec<String>,
    kind: String,
    note: String,
}

/// All names in the order of their Arabic.
///
/// # Errors
///
/// A record that cannot be read.
pub fn all(store: &dyn Store) -> Result<Vec<Name>, Error> {
    let records = store.scan(&key::listed_name(""))?;
    records
        .iter()
        .map(|(key, body)| {
            let record: NameRecord = codec::decode(key, body)?;
            Ok(Name {
                arabic: record.arabic,
                latin: record.latin,
                variants: record.variants,
                kind: record.kind,
                note: record.note,
            })
        })
        .collect()
}

/// Puts a name into the batch, in place of one with the same Arabic.
///
/// # Errors
///
/// A name that cannot be written as a record.
pub fn put(batch: &mut Batch, name: &Name) -> Result<(), Error> {
    let key = key::listed_name(&arabic_key(&name.arabic));
    let record = NameRecord {
        arabic: name.arabic.clone(),
        latin: name.latin.clone(),
        variants: name.variants.clone(),
        kind: name.kind.clone(),
        note: name.note.clone(),
    };
    let body = codec::encode(&key, &record)?;
    batch.put(key, body);
    Ok(())
}

/// Removes the name with this Arabic in the batch; says whether there is one.
///
/// # Errors
///
/// A store that cannot be read.
pub fn remove(store: &dyn Store, batch: &mut Batch, arabic: &str) -> Result<bool, Error> {
    let key = key::listed_name(&arabic_key(arabic));
    let is_there = store.get(&key)?.is_some();
    if is_there {
        batch.remove(key);
    }
    Ok(is_there)
}
