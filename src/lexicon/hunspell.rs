//! Hunspell dictionaries of the user's, read and parsed when they are first asked.
//!
//! None is shipped. A dictionary that cannot be read says nothing of any word.

use std::sync::OnceLock;

/// Reads the contents of an `.aff` and a `.dic` file.
type Loader = Box<dyn Fn() -> Option<(String, String)> + Send + Sync>;

/// A Hunspell dictionary; read and parsed when it is first asked.
pub struct Hunspell {
    name: String,
    load: Loader,
    parsed: OnceLock<Option<spellbook::Dictionary>>,
}

impl std::fmt::Debug for Hunspell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hunspell")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Hunspell {
    /// A dictionary of what `load` brings: the contents of an `.aff` and a `.dic` file. What was
    /// found with it is remembered under `name`.
    pub fn new(
        name: impl Into<String>,
        load: impl Fn() -> Option<(String, String)> + Send + Sync + 'static,
    ) -> Hunspell {
        Hunspell {
            name: name.into(),
            load: Box::new(load),
            parsed: OnceLock::new(),
        }
    }

    /// Does it accept the word? None when the files cannot be read or are no dictionary.
    pub fn accepts(&self, word: &str) -> Option<bool> {
        let parsed = self.parsed.get_or_init(|| {
            let (affixes, words) = (self.load)()?;
            spellbook::Dictionary::new(&affixes, &words).ok()
        });
        parsed.as_ref().map(|dictionary| dictionary.check(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_accepts_its_words_with_their_endings() {
        let (affixes, words) = ("SET UTF-8\nSFX A Y 1\nSFX A 0 s .\n", "2\nmudhif/A\nmashhuf\n");
        let dictionary = Hunspell::new("house", move || Some((affixes.to_owned(), words.to_owned())));
        assert_eq!(dictionary.accepts("mudhifs"), Some(true));
        assert_eq!(dictionary.accepts("mashhufs"), Some(false));
    }

    #[test]
    fn a_broken_dictionary_says_nothing() {
        let dictionary = Hunspell::new("broken", || Some(("SET NONSENSE\u{0}".into(), "x".into())));
        assert!(dictionary.accepts("كتاب").is_none_or(|accepts| !accepts));
        assert_eq!(Hunspell::new("none", || None).accepts("كتاب"), None);
    }
}
