//! The word pairs that a workspace has learnt: one record a pair and source.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lexicon::associations::WordPair;
use crate::store::{Batch, Error, Store, codec, key};

/// A word pair as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PairRecord {
    arabic: String,
    english: String,
    both: u32,
    with_arabic: u32,
    with_english: u32,
    share: f32,
    places: Vec<String>,
}

/// All word pairs by the name of the source they were learnt from.
///
/// # Errors
///
/// A record that cannot be read.
pub fn all(store: &dyn Store) -> Result<BTreeMap<String, Vec<WordPair>>, Error> {
    let mut out: BTreeMap<String, Vec<WordPair>> = BTreeMap::new();
    for (key, body) in &store.scan(&key::word_pairs(None))? {
        let (source, record): (String, PairRecord) = codec::decode(key, body)?;
        out.entry(source).or_default().push(of_record(record));
    }
    Ok(out)
}

/// Puts the word pairs of a source into the batch, in place of what it taught before.
///
/// # Errors
///
/// A store that cannot be read, or pairs that cannot be written as records.
pub fn put(store: &dyn Store, batch: &mut Batch, source: &str, pairs: &[WordPair]) -> Result<(), Error> {
    remove(store, batch, source)?;
    for pair in pairs {
        let key = key::word_pair(source, &pair.arabic, &pair.english);
        let body = codec::encode(&key, &(source, record(pair)))?;
        batch.put(key, body);
    }
    Ok(())
}

/// Removes what a source taught; says whether there is anything.
///
/// # Errors
///
/// A store that cannot be read.
pub fn remove(store: &dyn Store, batch: &mut Batch, source: &str) -> Result<bool, Error> {
    let records = store.scan(&key::word_pairs(Some(source)))?;
    let is_there = !records.is_empty();
    for (key, _) in records {
        batch.remove(key);
    }
    Ok(is_there)
}

fn record(pair: &WordPair) -> PairRecord {
    PairRecord {
        arabic: pair.arabic.clone(),
        english: pair.english.clone(),
        both: pair.both,
        with_arabic: pair.with_arabic,
        with_english: pair.with_english,
        share: pair.share,
        places: pair.places.clone(),
    }
}

fn of_record(record: PairRecord) -> WordPair {
    WordPair {
        arabic: record.arabic,
        english: record.english,
        both: record.both,
        with_arabic: record.with_arabic,
        with_english: record.with_english,
        share: record.share,
        places: record.places,
    }
}
