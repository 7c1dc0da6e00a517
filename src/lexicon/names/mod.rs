//! The authority list of names: Arabic form, preferred Latin form, accepted variants, kind, note.
//!
//! A list ships with public names (`public.tsv`: countries, capitals, Iraqi governorates,
//! parties, channels, leaders; written for this project, country and city names by the Unicode
//! CLDR); users add their own. One entry is one line of tab-separated values, variants
//! comma-joined, so that a list is imported and exported as it stands.

pub mod known;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::lexicon::romanise::{arabic_key, latin_key};
use crate::text::{Lang, fold};

/// A name in both scripts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The Arabic form.
    pub arabic: String,
    /// The preferred Latin form.
    pub latin: String,
    /// Other Latin forms that are accepted.
    pub variants: Vec<String>,
    /// What it names: `country`, `leader` …; may be empty.
    pub kind: String,
    /// Whatever the list says of it; may be empty.
    pub note: String,
}

impl Name {
    /// Reads a line `Arabic TAB Latin TAB variants TAB kind TAB note`; the last three may be missing. None
    /// when one of the forms is empty or has no letters of its script.
    pub fn read(line: &str) -> Option<Name> {
        let mut fields = line.split('\t').map(str::trim);
        let name = Name {
            arabic: fields.next()?.to_owned(),
            latin: fields.next()?.to_owned(),
            variants: fields
                .next()
                .unwrap_or_default()
                .split(',')
                .map(str::trim)
                .filter(|variant| !variant.is_empty())
                .map(str::to_owned)
                .collect(),
            kind: fields.next().unwrap_or_default().to_owned(),
            note: fields.next().unwrap_or_default().to_owned(),
        };
        let has_both = !arabic_key(&name.arabic).is_empty() && !latin_key(&name.latin).is_empty();
        has_both.then_some(name)
    }

    /// The line that [`Name::read`] reads.
    pub fn line(&self) -> String {
        let variants = self.variants.join(",");
        let cells = [&self.arabic, &self.latin, &variants, &self.kind, &self.note];
        let line = cells.map(|cell| cell.replace(['\t', '\n', '\r'], " ")).join("\t");
        line.trim_end_matches('\t').to_owned()
    }

    /// All Latin forms, the preferred one first.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.latin.as_str()).chain(self.variants.iter().map(String::as_str))
    }
}

/// A list of names with an index over the words of their Latin forms.
#[derive(Debug, Clone, Default)]
pub struct NameList {
    names: Vec<Name>,
    words: HashMap<String, Vec<u32>>,
    arabic: HashMap<String, Vec<u32>>,
}

impl NameList {
    /// The list that ships.
    pub fn public() -> &'static NameList {
        static LIST: OnceLock<NameList> = OnceLock::new();
        LIST.get_or_init(|| NameList::new(include_str!("public.tsv").lines().filter_map(Name::read)))
    }

    /// A list of these names; a name that is there already is left out.
    pub fn new(names: impl IntoIterator<Item = Name>) -> NameList {
        let mut list = NameList::default();
        for name in names {
            list.add(name);
        }
        list
    }

    /// Adds a name; false when the very same entry is there.
    pub fn add(&mut self, name: Name) -> bool {
        if self.names.contains(&name) {
            return false;
        }
        let at = self.names.len() as u32;
        for word in name.forms().flat_map(str::split_whitespace) {
            let entries = self.words.entry(latin_key(word)).or_default();
            if entries.last() != Some(&at) {
                entries.push(at);
            }
        }
        for word in name.arabic.split_whitespace() {
            let entries = self.arabic.entry(fold::word(word, Lang::Arabic)).or_default();
            if entries.last() != Some(&at) {
                entries.push(at);
            }
        }
        self.names.push(name);
        true
    }

    /// The names, in the order they were added.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// The names with this word in one of their Latin forms (accents and case aside).
    pub fn with_word(&self, word: &str) -> impl Iterator<Item = &Name> {
        self.words
            .get(&latin_key(word))
            .into_iter()
            .flatten()
            .filter_map(|&at| self.names.get(at as usize))
    }

    /// Is this folded Arabic word one of a listed name?
    pub fn knows_arabic(&self, folded: &str) -> bool {
        self.arabic.contains_key(folded)
    }

    /// The names with this folded Arabic word.
    pub fn with_arabic(&self, folded: &str) -> impl Iterator<Item = &Name> {
        self.arabic
            .get(folded)
            .into_iter()
            .flatten()
            .filter_map(|&at| self.names.get(at as usize))
    }

    /// Is this a word of a listed name?
    pub fn knows(&self, word: &str) -> bool {
        self.words.contains_key(&latin_key(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_reads_whole() {
        let lines = include_str!("public.tsv").lines().count();
        assert!(lines >= 400, "{lines}");
        assert_eq!(NameList::public().names().len(), lines);
    }

    #[test]
    fn a_line_goes_round() {
        let line = "البصرة\tBasra\tBasrah\tgovernorate";
        assert_eq!(Name::read(line).map(|name| name.line()).as_deref(), Some(line));
        assert_eq!(Name::read("Basra\tBasra"), None);
        assert_eq!(Name::read(""), None);
    }

    #[test]
    fn a_word_leads_to_its_names() {
        let list = NameList::public();
        assert!(list.knows("Basrah") && list.knows("Zelensky") && !list.knows("Muslem"));
        let found = list.with_word("Erdogan").next().map(|name| name.arabic.as_str());
        assert_eq!(found, Some("رجب طيب أردوغان"));
    }
}
