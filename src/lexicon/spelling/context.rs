//! How well a word of the table stands between two neighbours, by counts of pairs.

use crate::lexicon::spelling::{bigrams, table};

/// The evidence of one neighbour for a word.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Pairing {
    /// Natural logarithm of the pair's share of all pairs; the floor when it is not listed.
    pub log_probability: f32,
    /// Is the pair listed?
    pub listed: bool,
}

/// The pair of two words in lower case; none when one of them is in no dictionary.
pub fn pairing(left: &str, right: &str) -> Option<Pairing> {
    table::entry(left)?;
    table::entry(right)?;
    let found = bigrams::log_probability(left, right);
    Some(Pairing {
        log_probability: found.unwrap_or(bigrams::FLOOR),
        listed: found.is_some(),
    })
}
