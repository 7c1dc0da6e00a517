//! Word lists that ship as data: a name, a tab, and words, a line each.
//!
//! A word with a full stop behind it is meant whole where beginnings are asked for.

use std::collections::{HashMap, HashSet};

/// The lists of one file.
#[derive(Debug, Default)]
pub struct Lists {
    words: HashMap<&'static str, HashSet<&'static str>>,
    starts: HashMap<&'static str, Vec<&'static str>>,
}

impl Lists {
    /// Reads a file; lines that begin with `#` say something to people.
    pub fn read(text: &'static str) -> Lists {
        let mut lists = Lists::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, words)) = line.split_once('\t') else {
                continue;
            };
            lists
                .words
                .entry(name)
                .or_default()
                .extend(words.split_whitespace());
            lists
                .starts
                .entry(name)
                .or_default()
                .extend(words.split_whitespace());
        }
        lists
    }

    /// Does the list hold this very word?
    pub fn has(&self, name: &str, word: &str) -> bool {
        !word.is_empty() && self.words.get(name).is_some_and(|words| words.contains(word))
    }

    /// Does a word of the list begin this one, or is it this one where it ends in a full stop?
    pub fn begins(&self, name: &str, word: &str) -> bool {
        let starts = self.starts.get(name);
        !word.is_empty()
            && starts.is_some_and(|starts| {
                starts.iter().any(|start| match start.strip_suffix('.') {
                    Some(whole) => word == whole,
                    None => word.starts_with(start),
                })
            })
    }

    /// Does this word hold one of the list?
    pub fn holds(&self, name: &str, word: &str) -> bool {
        let parts = self.starts.get(name);
        parts.is_some_and(|parts| parts.iter().any(|part| word.contains(part)))
    }

    /// The names of all lists, in order.
    #[cfg(test)]
    pub fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = self.words.keys().copied().collect();
        names.sort_unstable();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_and_beginnings_begin() {
        let lists = Lists::read("# note\nnegative\tun in.\nnegative\tdis\n");
        assert!(lists.has("negative", "dis") && !lists.has("negative", "disagree"));
        assert!(lists.begins("negative", "disagree") && lists.begins("negative", "in"));
        assert!(!lists.begins("negative", "inside") && !lists.begins("negative", ""));
        assert!(lists.holds("negative", "a dis b") && !lists.has("other", "un"));
        assert_eq!(lists.names(), ["negative"]);
    }
}
