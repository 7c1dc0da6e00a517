//! English words that are written for one another: sounds alike, one letter apart, two swapped.
//!
//! `sets.txt` has a set a line, written by hand. Which member was meant is for the check to say.

use std::collections::HashMap;
use std::sync::OnceLock;

static SETS: &str = include_str!("sets.txt");

/// The words that a word (in lower case) may stand for, in the order of the table.
pub fn others(word: &str) -> &'static [&'static str] {
    static TABLE: OnceLock<HashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        for set in SETS.lines() {
            for word in set.split(' ') {
                let others = table.entry(word).or_default();
                for other in set.split(' ').filter(|other| *other != word) {
                    if !others.contains(&other) {
                        others.push(other);
                    }
                }
            }
        }
        table
    });
    table.get(word).map_or(&[], Vec::as_slice)
}

/// Number of sets.
pub fn len() -> usize {
    SETS.lines().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::spelling::table;

    #[test]
    fn there_are_three_hundred_sets_of_real_words() {
        assert!(len() >= 300, "{}", len());
        for word in SETS.split_whitespace() {
            let is_word = table::entry(word).is_some() || word.contains('\'');
            assert!(is_word, "{word} is in no dictionary");
            assert!(!others(word).is_empty());
        }
    }

    #[test]
    fn a_word_knows_what_it_is_written_for() {
        assert!(others("form").contains(&"from") && others("form").contains(&"farm"));
        assert!(others("trial").contains(&"trail"));
        assert!(others("inflatable").is_empty());
    }
}
