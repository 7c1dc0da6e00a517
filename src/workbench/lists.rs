//! The word list and the name list of a workspace.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::lexicon::names::{Name, NameList};
use crate::lexicon::spelling::form::word_key;
use crate::store::{Batch, names, words};
use crate::workbench::{Error, Workbench};

impl Workbench {
    /// The words that are never misspelt, in the order of their folded forms.
    ///
    /// # Errors
    ///
    /// A store that cannot be read.
    pub fn words(&self) -> Result<Vec<String>, Error> {
        Ok(words::all(self.store.as_ref())?)
    }

    /// Adds words in one commit.
    ///
    /// # Errors
    ///
    /// A store that cannot be written.
    pub fn add_words(&mut self, list: &[String]) -> Result<(), Error> {
        let mut batch = Batch::default();
        for word in list {
            words::put(&mut batch, word)?;
        }
        self.commit_lists(
            &format!("put {} into the word list", counted(list.len(), "word")),
            &batch,
        )
    }

    /// Removes words in one commit; returns those that are not there.
    ///
    /// # Errors
    ///
    /// A store that cannot be read or written.
    pub fn remove_words(&mut self, list: &[String]) -> Result<Vec<String>, Error> {
        let mut batch = Batch::default();
        let mut missing = Vec::new();
        for word in list {
            if !words::remove(self.store.as_ref(), &mut batch, word)? {
                missing.push(word.clone());
            }
        }
        if missing.is_empty() {
            self.commit_lists(
                &format!("took {} from the word list", counted(list.len(), "word")),
                &batch,
            )?;
        }
        Ok(missing)
    }

    /// The names of the authority list in the order of their Arabic.
    ///
    /// # Errors
    ///
    /// A store that cannot be read.
    pub fn names(&self) -> Result<Vec<Name>, Error> {
        Ok(names::all(self.store.as_ref())?)
    }

    /// Adds names in one commit; a name with the same Arabic is replaced.
    ///
    /// # Errors
    ///
    /// A store that cannot be written.
    pub fn add_names(&mut self, list: &[Name]) -> Result<(), Error> {
        let mut batch = Batch::default();
        for name in list {
            names::put(&mut batch, name)?;
        }
        self.commit_lists(
            &format!("put {} into the name list", counted(list.len(), "name")),
            &batch,
        )
    }

    /// Removes the name with this Arabic; says whether there was one.
    ///
    /// # Errors
    ///
    /// A store that cannot be read or written.
    pub fn remove_name(&mut self, arabic: &str) -> Result<bool, Error> {
        let mut batch = Batch::default();
        let was_there = names::remove(self.store.as_ref(), &mut batch, arabic)?;
        self.commit_lists("took a name from the name list", &batch)?;
        Ok(was_there)
    }

    fn commit_lists(&mut self, deed: &str, batch: &Batch) -> Result<(), Error> {
        self.change_lists(deed, batch)?;
        self.take_in_lists().map(drop)
    }

    /// Makes the checks know the glossary, the words and the names as the store has them now;
    /// says whether any of them changed.
    ///
    /// # Errors
    ///
    /// A store that cannot be read.
    pub fn take_in_lists(&mut self) -> Result<bool, Error> {
        let (words, names) = (self.words()?, self.names()?);
        let own: BTreeSet<String> = words.iter().map(|word| word_key(word)).collect();
        let words = self
            .given_words
            .union(&own)
            .cloned()
            .collect::<BTreeSet<String>>();
        let has_changed = words != *self.settings.words || names != self.settings.names.names();
        self.settings.words = Arc::new(words);
        self.settings.names = Arc::new(NameList::new(names));
        Ok(self.take_in_terms()? || has_changed)
    }
}

/// `1 word`, `2 words`.
pub(super) fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Settings;
    use crate::store::MemoryStore;
    use crate::workbench::Session;

    fn workbench() -> Workbench {
        let session = Session {
            author: "editor".to_owned(),
            command: "test".to_owned(),
            host: "here".to_owned(),
            now: || 0,
        };
        let mut settings = Settings::default();
        Arc::make_mut(&mut settings.words).insert("mashhuf".to_owned());
        Workbench::over(Box::new(MemoryStore::default()), session, settings)
    }

    #[test]
    fn words_of_the_store_stand_beside_those_of_the_configuration() {
        let mut bench = workbench();
        bench
            .add_words(&["Mudhif's".to_owned(), "شلون".to_owned()])
            .expect("a commit");
        assert_eq!(bench.words().expect("a list"), ["Mudhif's", "شلون"]);
        let known: Vec<&str> = bench.settings().words.iter().map(String::as_str).collect();
        assert_eq!(known, ["mashhuf", "mudhif", "شلون"]);
        let missing = bench.remove_words(&["mudhif".to_owned(), "other".to_owned()]);
        assert_eq!(missing.expect("a list"), ["other"]);
        assert_eq!(
            bench.words().expect("a list").len(),
            2,
            "nothing is removed by half"
        );
        bench.remove_words(&["mudhif".to_owned()]).expect("a commit");
        assert!(bench.settings().words.contains("mashhuf"));
        assert!(!bench.settings().words.contains("mudhif"));
    }

    #[test]
    fn a_name_with_the_same_arabic_is_replaced() {
        let mut bench = workbench();
        for line in [
            "قاسم مصلح\tQasim Muslih",
            "قاسِم مُصلح\tQassem Musleh\tKassem Musleh\tperson\ta note",
        ] {
            bench
                .add_names(&[Name::read(line).expect("a name")])
                .expect("a commit");
        }
        let names = bench.names().expect("a list");
        assert_eq!(
            (names.len(), names[0].latin.as_str(), names[0].note.as_str()),
            (1, "Qassem Musleh", "a note")
        );
        assert!(bench.settings().names.knows("musleh"));
        assert!(bench.remove_name("قاسم مصلح").expect("a commit"));
        assert!(!bench.remove_name("قاسم مصلح").expect("a commit"));
        assert!(bench.settings().names.names().is_empty());
    }
}
