//! The word pairs that a workspace has learnt: one record for each source they were learnt from.

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
pub fn all(store: &dyn Store) -> Result<Vec<(String, Vec<WordPair>)>, Error> {
    let records = store.scan(&key::word_pairs(""))?;
    records
        .iter()
        .map(|(key, body)| {
            let (source, records): (String, Vec<PairRecord>) = codec::decode(key, body)?;
            Ok((source, records.into_iter().map(of_record).collect()))
        })
        .collect()
}

/// Puts the word pairs of a source into the batch, in place of what it taught before.
///
/// # Errors
///
/// Pairs that cannot be written as a record.
pub fn put(batch: &mut Batch, source: &str, pairs: &[WordPair]) -> Result<(), Error> {
    let key = key::word_pairs(source);
    let records: Vec<PairRecord> = pairs.iter().map(record).collect();
    let body = codec::encode(&key, &(source, records))?;
    batch.put(key, body);
    Ok(())
}

/// Removes what a source taught; says whether there is anything.
///
/// # Errors
///
/// A store that cannot be read.
pub fn remove(store: &dyn Store, batch: &mut Batch, source: &str) -> Result<bool, Error> {
    let key = key::word_pairs(source);
    let is_there = store.get(&key)?.is_some();
    if is_there {
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
