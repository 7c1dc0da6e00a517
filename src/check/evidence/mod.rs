//! Evidence that several checks share, made once a unit.

use std::cell::OnceCell;

use crate::check::Unit;
use crate::check::evidence::amounts::Amounts;
use crate::lexicon::quantities;
use crate::text::{Lang, Span};

pub mod amount_finding;
pub mod amounts;
pub mod cues;
pub mod denial;
pub mod model;
pub mod negation;
pub mod stem;

/// What was made of a unit so far.
#[derive(Debug, Default)]
pub struct Evidence {
    amounts: OnceCell<Amounts>,
    side_cues: OnceCell<[negation::SideCues; 2]>,
    negation: OnceCell<Option<negation::Verdict>>,
}

impl Unit<'_> {
    /// The quantities of both sides, compared; nothing when a side is missing.
    pub fn amounts(&self) -> &Amounts {
        self.evidence.amounts.get_or_init(|| {
            let read = |lang: Lang| {
                self.text(lang)
                    .map(|text| quantities::read(&text.text, self.tokens(lang), lang))
            };
            match (read(Lang::Arabic), read(Lang::English)) {
                (Some(arabic), Some(english)) => amounts::compare(arabic, english, self.tokens(Lang::Arabic)),
                _ => Amounts::default(),
            }
        })
    }

    /// Cues of negation, Arabic first.
    pub fn side_cues(&self) -> &[negation::SideCues; 2] {
        self.evidence.side_cues.get_or_init(|| {
            Lang::ALL.map(|lang| match self.text(lang) {
                Some(text) => negation::SideCues::of(&text.text, self.tokens(lang), lang),
                None => negation::SideCues::default(),
            })
        })
    }

    /// Does one side negate what the other does not? None for a unit of one side.
    pub fn negation(&self) -> Option<&negation::Verdict> {
        self.evidence
            .negation
            .get_or_init(|| {
                self.both_sides()
                    .then(|| negation::verdict(self.side_cues()))
                    .flatten()
            })
            .as_ref()
    }

    /// Are there two texts, each with a word?
    pub fn both_sides(&self) -> bool {
        Lang::ALL
            .iter()
            .all(|&lang| self.tokens(lang).iter().any(crate::text::Token::is_word))
    }

    /// Where on the other side a token's counterpart would stand.
    pub fn counterpart_place(&self, lang: Lang, token: usize) -> Span {
        let (own, other) = (self.tokens(lang), self.tokens(lang.other()));
        let place = (token * other.len()) / own.len().max(1);
        other
            .get(place.min(other.len().saturating_sub(1)))
            .map_or(Span::at(0), |token| token.span)
    }
}

/// Is the word in a list of words with spaces between?
fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|listed| listed == word)
}
