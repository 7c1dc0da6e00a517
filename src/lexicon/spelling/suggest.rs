//! Candidates for an unknown English word, best first.
//!
//! The noisy-channel rule: the word that makes channel (what the slip costs, `noise`) times
//! source (how likely the word is here) largest. The source is word frequency, both neighbours
//! and, when there is another side, what speaks for the word there.

use std::cmp::Ordering;

use crate::lexicon::spelling::table::{self, Entry, Index};
use crate::lexicon::spelling::{bigrams, noise};

/// What stands around an unknown word.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The word before it in lower case, unless a mark stands between.
    pub left: Option<&'a str>,
    /// The word after it.
    pub right: Option<&'a str>,
    /// How much speaks for a word from elsewhere (the other side, the user's words), in nats.
    pub support: &'a dyn Fn(&str) -> f32,
}

impl std::fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings")
            .field("left", &self.left)
            .field("right", &self.right)
            .finish_non_exhaustive()
    }
}

impl<'a> Surroundings<'a> {
    /// Nothing is known of the surroundings.
    pub fn none() -> Surroundings<'a> {
        Surroundings {
            left: None,
            right: None,
            support: &|_| 0.0,
        }
    }
}

/// A word that may have been meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The word in lower case, or with the capital it must have; two words for a lost space.
    pub word: String,
    /// What the slip costs, in nats.
    pub cost: f32,
    /// Score: higher is better; frequency, neighbours and support less the cost.
    pub score: f32,
}

/// Weights of frequency and of one neighbour's pointwise mutual information, and the bounds of
/// the latter.
const FREQUENCY: f32 = 0.75;
const NEIGHBOUR: f32 = 0.9;
const LEAST: f32 = -3.0;
const MOST: f32 = 5.0;
/// A lost space, besides what the two words and their pair say.
const LOST_SPACE: f32 = 5.0;
/// Words of the frequency list alone, and names, are offered late.
const COUNTED_ONLY: f32 = 5.0;
const NAME: f32 = 2.5;
/// Words not fit to be offered to a news desk come after all others within this.
const UNFIT: f32 = 12.0;
/// A candidate that costs more than this is none.
const MAX_COST: f32 = 13.5;

/// Up to `limit` candidates for `typed` (lower case), best first; ties by the alphabet.
pub fn candidates(typed: &str, around: &Surroundings<'_>, limit: usize) -> Vec<Candidate> {
    let mut found = Vec::new();
    if typed.len() <= noise::LONGEST && typed.is_ascii() {
        single_words(typed, around, &mut found);
        lost_spaces(typed, around, &mut found);
    }
    found.sort_by(|a, b| match b.score.total_cmp(&a.score) {
        Ordering::Equal => a.word.cmp(&b.word),
        other => other,
    });
    found.truncate(limit);
    found
}

fn single_words(typed: &str, around: &Surroundings<'_>, found: &mut Vec<Candidate>) {
    let bytes = typed.as_bytes();
    let reach = if typed.len() <= 4 { 1 } else { 2 };
    Index::get().near(bytes, 2 * reach as u32, reach + 1, |word, entry| {
        if noise::bag_distance(bytes, word.as_bytes()) > reach {
            return;
        }
        let cost = noise::with_moved_block(bytes, word.as_bytes());
        if cost > MAX_COST {
            return;
        }
        let score = prior(word, entry) + context(word, entry, around) + (around.support)(word) - cost;
        found.push(Candidate {
            word: shown(word, entry),
            cost,
            score,
        });
    });
}

fn prior(word: &str, entry: Entry) -> f32 {
    let mut score = FREQUENCY * entry.log_probability();
    if entry.counted_only() {
        score -= COUNTED_ONLY;
    } else if !entry.plain() {
        score -= NAME;
    }
    if is_unfit(word) {
        score -= UNFIT;
    }
    score
}

/// With the capital that a name needs; `mcdonald` and `nato` get one capital only, which is
/// enough to tell what is meant.
fn shown(word: &str, entry: Entry) -> String {
    if entry.plain() {
        word.to_owned()
    } else {
        capitalised(word)
    }
}

/// The word with its first letter in upper case.
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What both neighbours say for a word, in nats.
fn context(word: &str, entry: Entry, around: &Surroundings<'_>) -> f32 {
    let left = around
        .left
        .map_or(0.0, |left| association(left, word, left, entry));
    let right = around
        .right
        .map_or(0.0, |right| association(word, right, right, entry));
    NEIGHBOUR * (left + right)
}

fn association(first: &str, second: &str, neighbour: &str, entry: Entry) -> f32 {
    let Some(other) = table::entry(neighbour) else {
        return 0.0;
    };
    let expected = other.log_probability() + entry.log_probability();
    match bigrams::log_probability(first, second) {
        Some(seen) => (seen - expected).clamp(LEAST, MOST),
        None => (bigrams::FLOOR - expected).clamp(LEAST, 0.0),
    }
}

/// Two words with the space between them lost (`ofthe`), when the pair is a usual one.
fn lost_spaces(typed: &str, around: &Surroundings<'_>, found: &mut Vec<Candidate>) {
    for cut in 1..typed.len() {
        let (first, second) = typed.split_at(cut);
        let (Some(left), Some(right)) = (table::entry(first), table::entry(second)) else {
            continue;
        };
        let Some(pair) = bigrams::log_probability(first, second) else {
            continue;
        };
        if !left.plain() || !right.plain() || is_unfit(first) || is_unfit(second) {
            continue;
        }
        let outside = around
            .left
            .map_or(0.0, |word| association(word, first, word, left));
        let score = FREQUENCY * pair + NEIGHBOUR * outside - LOST_SPACE;
        found.push(Candidate {
            word: format!("{first} {second}"),
            cost: LOST_SPACE,
            score,
        });
    }
}

/// Is this a word that a news desk would not want to be offered?
pub fn is_unfit(word: &str) -> bool {
    const WORDS: &str = include_str!("unfit.txt");
    WORDS.lines().any(|unfit| unfit == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn first(left: &str, typed: &str, right: &str, expected: &str) {
        let around = Surroundings {
            left: Some(left).filter(|word| !word.is_empty()),
            right: Some(right).filter(|word| !word.is_empty()),
            ..Surroundings::none()
        };
        let offered = candidates(typed, &around, 5);
        let words: Vec<&str> = offered.iter().map(|found| found.word.as_str()).collect();
        assert_eq!(words.first(), Some(&expected), "{offered:?}");
    }

    #[test]
    fn the_neighbours_choose_between_equals() {
        first("syria", "aginas", "the", "against");
        first("", "teh", "government", "the");
        first("the", "goverment", "said", "government");
        first("the", "pepole", "of", "people");
        first("most", "ofthe", "country", "of the");
    }

    #[test]
    fn nothing_offensive_comes_first() {
        for typed in [
            "shia", "aginas", "vaginis", "fck", "asss", "pusy", "sht", "nigeer",
        ] {
            let offered = candidates(typed, &Surroundings::none(), 3);
            assert!(
                offered.first().is_none_or(|found| !is_unfit(&found.word)),
                "{typed}: {offered:?}"
            );
        }
    }

    #[test]
    fn support_from_elsewhere_counts() {
        let around = Surroundings {
            support: &|word| if word == "trial" { 6.0 } else { 0.0 },
            ..Surroundings::none()
        };
        let offered = candidates("trila", &around, 1);
        assert_eq!(offered[0].word, "trial");
    }
}
