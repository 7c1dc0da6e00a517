//! What a workspace learns of the two languages from texts that people vouch for.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bitext::{Role, Status};
use crate::lexicon::associations::{Associations, Taught, WordPair, learn};
use crate::store::{Batch, word_pairs};
use crate::text::Lang;
use crate::workbench::lists::counted;
use crate::workbench::{Error, Workbench};

/// The name of the source that all confirmed beads make together.
pub const CONFIRMED: &str = "confirmed beads";

impl Workbench {
    /// Learns from the confirmed and pinned beads of these interviews, of all when none is named, in
    /// place of what confirmed beads taught before. Returns how many beads there were, and the pairs.
    ///
    /// # Errors
    ///
    /// [`Error`] when something named is not there, or the store refuses.
    pub fn learn(&mut self, names: &[String]) -> Result<(usize, Vec<WordPair>), Error> {
        let names = if names.is_empty() {
            let all = self.interviews()?.into_iter();
            all.map(|interview| interview.name).collect()
        } else {
            names.to_vec()
        };
        let mut taught = Vec::new();
        for name in &names {
            for opened in self.opened_all(name, None)? {
                let aligned = &opened.aligned;
                for (bead, unit) in aligned.alignment.beads().iter().zip(aligned.transunits()) {
                    let (Some(source), Some(target)) = (unit.source(), unit.target()) else {
                        continue;
                    };
                    if !matches!(bead.status, Status::Confirmed | Status::Pinned) {
                        continue;
                    }
                    let (arabic, english) = match aligned.direction.lang(Role::Source) {
                        Lang::Arabic => (source, target),
                        Lang::English => (target, source),
                    };
                    taught.push(Taught {
                        arabic: arabic.text.clone(),
                        english: english.text.clone(),
                        place: format!(
                            "{name}/{} segment {}",
                            opened.rendering.label,
                            bead.target().start
                        ),
                    });
                }
            }
        }
        Ok((taught.len(), self.learn_from(CONFIRMED, &taught)?))
    }

    /// Learns from pairs of texts of a source, in place of what it taught before.
    ///
    /// # Errors
    ///
    /// A store that cannot be read or written.
    pub fn learn_from(&mut self, source: &str, taught: &[Taught]) -> Result<Vec<WordPair>, Error> {
        let pairs = learn(taught);
        let mut batch = Batch::default();
        word_pairs::put(self.store.as_ref(), &mut batch, source, &pairs)?;
        let deed = format!("learnt {} from {source}", counted(pairs.len(), "word pair"));
        self.change_lists(&deed, &batch)?;
        self.take_in_learnt()?;
        Ok(pairs)
    }

    /// What was learnt, by source.
    ///
    /// # Errors
    ///
    /// A store that cannot be read.
    pub fn learnt_pairs(&self) -> Result<BTreeMap<String, Vec<WordPair>>, Error> {
        Ok(word_pairs::all(self.store.as_ref())?)
    }

    /// Forgets what a source taught, or all; returns how many sources there were.
    ///
    /// # Errors
    ///
    /// A store that cannot be read or written.
    pub fn forget(&mut self, source: Option<&str>) -> Result<usize, Error> {
        let sources = match source {
            Some(source) => vec![source.to_owned()],
            None => self.learnt_pairs()?.into_keys().collect(),
        };
        let mut batch = Batch::default();
        let mut forgotten = 0;
        for source in &sources {
            forgotten += usize::from(word_pairs::remove(self.store.as_ref(), &mut batch, source)?);
        }
        let deed = format!("forgot what {} taught", counted(forgotten, "source"));
        self.change_lists(&deed, &batch)?;
        self.take_in_learnt()?;
        Ok(forgotten)
    }

    /// Makes the aligner know what was learnt; says whether that is news to it.
    ///
    /// # Errors
    ///
    /// A store that cannot be read.
    pub fn take_in_learnt(&mut self) -> Result<bool, Error> {
        let all = Associations::new(self.learnt_pairs()?.into_values().flatten());
        let has_changed = all != *self.learnt;
        self.learnt = Arc::new(all);
        Ok(has_changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Settings;
    use crate::store::MemoryStore;
    use crate::workbench::Session;

    #[test]
    fn what_another_command_taught_is_taken_in() {
        let session = Session {
            author: "editor".to_owned(),
            command: "test".to_owned(),
            host: "here".to_owned(),
            now: || 0,
        };
        let mut bench = Workbench::over(Box::new(MemoryStore::default()), session, Settings::default());
        assert!(!bench.take_in_learnt().expect("a store"), "there is nothing");
        let pair = WordPair {
            arabic: "مشحوف".to_owned(),
            english: "mashhuf".to_owned(),
            both: 3,
            with_arabic: 3,
            with_english: 3,
            share: 1.0,
            places: Vec::new(),
        };
        let mut batch = Batch::default();
        word_pairs::put(bench.store.as_ref(), &mut batch, "elsewhere", &[pair]).expect("a record");
        bench.store().commit(batch).expect("a commit");
        assert!(bench.take_in_learnt().expect("a store"), "a pair is new");
        assert!(!bench.take_in_learnt().expect("a store"), "it is known by now");
    }
}
