//! Evidence that several checks share, made once a unit.

pub mod cues;
pub mod denial;
pub mod negation;
pub mod stem;

/// Is the word in a list of words with spaces between?
fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|listed| listed == word)
}
