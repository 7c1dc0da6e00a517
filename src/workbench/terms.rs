//! The glossary of a workspace, and where its terms stand in its texts.

use crate::lexicon::terms::{Glossary, Term};
use crate::store::{Batch, terms};
use crate::text::{Lang, Span, token};
use crate::workbench::lists::counted;
use crate::workbench::{Error, Workbench};

/// A place where a term stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The interview.
    pub interview: String,
    /// The label of the rendering.
    pub rendering: String,
    /// The Arabic segment with the term.
    pub arabic: String,
    /// Where in it.
    pub span: Span,
    /// Its counterpart; empty when there is none.
    pub english: String,
}

impl Workbench {
    /// The terms in the order of their Arabic.
    ///
    /// # Errors
    ///
    /// A store that cannot be read.
    pub fn terms(&self) -> Result<Vec<Term>, Error> {
        Ok(terms::all(self.store.as_ref())?)
    }

    /// Adds terms in one commit; a term with the same first Arabic form is replaced.
    ///
    /// # Errors
    ///
    /// A store that cannot be written.
    pub fn add_terms(&mut self, list: &[Term]) -> Result<(), Error> {
        let mut batch = Batch::default();
        for term in list {
            terms::put(&mut batch, term)?;
        }
        let deed = format!("put {} into the glossary", counted(list.len(), "term"));
        self.commit_terms(&deed, &batch)
    }

    /// Removes the term with this first Arabic form; says whether there was one.
    ///
    /// # Errors
    ///
    /// A store that cannot be read or written.
    pub fn remove_term(&mut self, arabic: &str) -> Result<bool, Error> {
        let mut batch = Batch::default();
        let was_there = terms::remove(self.store.as_ref(), &mut batch, arabic)?;
        self.commit_terms("took a term from the glossary", &batch)?;
        Ok(was_there)
    }

    fn commit_terms(&mut self, deed: &str, batch: &Batch) -> Result<(), Error> {
        self.change_lists(deed, batch)?;
        self.take_in_terms().map(drop)
    }

    /// Makes the checks know the glossary as the store has it; says whether it changed.
    pub(super) fn take_in_terms(&mut self) -> Result<bool, Error> {
        let terms = self.terms()?;
        let has_changed = terms != self.settings.terms.terms();
        self.settings.terms = Glossary::new(terms).into();
        Ok(has_changed)
    }

    /// Where a term stands in the renderings of the workspace, in the order of their names.
    ///
    /// # Errors
    ///
    /// A store that cannot be read or written (what is not aligned yet is aligned first).
    pub fn term_places(&mut self, term: &Term) -> Result<Vec<Place>, Error> {
        let glossary = Glossary::new(vec![term.clone()]);
        let names: Vec<String> = self
            .interviews()?
            .into_iter()
            .map(|interview| interview.name)
            .collect();
        let mut places = Vec::new();
        for name in names {
            for opened in self.opened_all(&name, None)? {
                for unit in opened.aligned.transunits() {
                    let text = |lang: Lang| unit.text(lang).map_or("", |text| text.text.as_str());
                    let tokens = token::tokens(text(Lang::Arabic));
                    places.extend(glossary.find_arabic(&tokens).into_iter().map(|found| Place {
                        interview: name.clone(),
                        rendering: opened.rendering.label.clone(),
                        arabic: text(Lang::Arabic).to_owned(),
                        span: found.span,
                        english: text(Lang::English).to_owned(),
                    }));
                }
            }
        }
        Ok(places)
    }
}
