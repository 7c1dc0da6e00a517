//! What the checks of consistency share: keys under which two texts are the same, and the memory
//! of what other documents of a workspace say.

use std::collections::BTreeMap;

use crate::bitext::TransUnit;
use crate::text::{Kind, token};

/// Texts of fewer words are not compared: greetings and short answers vary rightly.
pub const FEWEST_WORDS: usize = 3;

/// A text as its words and numbers, folded: punctuation, case, harakat and spacing do not count.
pub fn key(text: &str) -> String {
    let words: Vec<String> = token::tokens(text)
        .into_iter()
        .filter(|token| token.kind != Kind::Mark)
        .map(|token| token.folded)
        .collect();
    words.join(" ")
}

/// Is a key long enough to be compared?
pub fn is_long(key: &str) -> bool {
    key.split(' ').count() >= FEWEST_WORDS
}

/// Source and target of another document, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remembered {
    /// The document, as people call it.
    pub document: String,
    /// Its text on the other side.
    pub text: String,
}

/// What other documents say: by source, and by target.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    targets: BTreeMap<String, Vec<Remembered>>,
    sources: BTreeMap<String, Vec<Remembered>>,
}

impl Memory {
    /// Takes in a unit of a document; units with one side or of few words are left out.
    pub fn add(&mut self, document: &str, unit: &TransUnit) {
        let (Some(source), Some(target)) = (unit.source(), unit.target()) else {
            return;
        };
        let keys = (key(&source.text), key(&target.text));
        let put = |map: &mut BTreeMap<String, Vec<Remembered>>, key: String, text: &str| {
            if is_long(&key) {
                map.entry(key).or_default().push(Remembered {
                    document: document.to_owned(),
                    text: text.to_owned(),
                });
            }
        };
        put(&mut self.targets, keys.0, &target.text);
        put(&mut self.sources, keys.1, &source.text);
    }

    /// How other documents render a source with this key.
    pub fn targets(&self, key: &str) -> &[Remembered] {
        self.targets.get(key).map_or(&[], Vec::as_slice)
    }

    /// What other documents render by a target with this key.
    pub fn sources(&self, key: &str) -> &[Remembered] {
        self.sources.get(key).map_or(&[], Vec::as_slice)
    }
}
