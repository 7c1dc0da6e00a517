//! Evidence that several checks share, made once a unit.

use std::cell::OnceCell;

use crate::check::Unit;
use crate::check::evidence::amounts::Amounts;
use crate::lexicon::quantities;
use crate::lexicon::reader::Class;
use crate::text::{Lang, Span};

pub mod amount_finding;
pub mod amounts;
pub mod antonyms;
pub mod arabic_names;
pub mod attribution;
pub mod authority;
pub mod common_word;
pub mod contrast;
pub mod coverage;
pub mod cues;
pub mod date_pairs;
pub mod denial;
pub mod dialects;
pub mod flat;
pub mod foreign;
pub mod hours;
pub mod lists;
pub mod mending;
pub mod model;
pub mod name_like;
pub mod names;
pub mod nationality;
pub mod negation;
pub mod neighbours;
pub mod normal;
pub mod occlusion;
pub mod opposed;
pub mod opposite;
pub mod periods;
pub mod persons;
pub mod relative_day;
pub mod replaced;
pub mod roles;
pub mod shares;
pub mod speakers;
pub mod spoken_ma;
pub mod stem;
pub mod swap;

/// Words of a side from which its meaning is not compared as a whole: nothing near as long was
/// trained on, and a difference of some words does not show.
const LONGEST: usize = 300;

/// Score of the reader from which a pair is taken for a wrong one.
const WRONG: f32 = 2.0;

/// What was made of a unit so far.
#[derive(Debug, Default)]
pub struct Evidence {
    amounts: OnceCell<Amounts>,
    coverage: OnceCell<coverage::Coverage>,
    lines: OnceCell<occlusion::Lines>,
    contrast: OnceCell<Option<contrast::Verdict>>,
    opposed: OnceCell<Option<opposed::Opposed>>,
    persons: OnceCell<Option<persons::Exchange>>,
    swap: OnceCell<Option<swap::Verdict>>,
    side_cues: OnceCell<[negation::SideCues; 2]>,
    negation: OnceCell<Option<negation::Verdict>>,
    arabic_words: OnceCell<Vec<opposite::ArabicWord>>,
    names: OnceCell<Vec<names::NameWord>>,
    romanised: OnceCell<Vec<(usize, opposite::Romanisation)>>,
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

    /// The Arabic words with what the lexicon knows of them.
    pub fn arabic_words(&self) -> &[opposite::ArabicWord] {
        self.evidence
            .arabic_words
            .get_or_init(|| opposite::arabic_words(self))
    }

    /// The capitalised English words, each with how the Arabic vouches for it.
    pub fn names(&self) -> &[names::NameWord] {
        self.evidence.names.get_or_init(|| names::names(self))
    }

    /// The English names (tokens) that are no common words, each with the Arabic word that it
    /// surely romanises.
    pub fn romanised(&self) -> &[(usize, opposite::Romanisation)] {
        self.evidence.romanised.get_or_init(|| opposite::romanised(self))
    }

    /// Does one side negate what the other does not? None for a unit of one side.
    pub fn negation(&self) -> Option<&negation::Verdict> {
        self.evidence
            .negation
            .get_or_init(|| self.both_sides().then(|| negation::verdict(self)).flatten())
            .as_ref()
    }

    /// Does the reader say that the two texts are not each other's, so that nothing finer can be
    /// said of them?
    pub fn is_wrong_pair(&self) -> bool {
        self.reading().is_some_and(|reading| {
            Lang::ALL
                .into_iter()
                .any(|lang| reading.side(lang, Class::WrongSentence) >= WRONG)
        })
    }

    /// The word whose contrary fits the other side better, if there is one.
    pub fn contrast(&self) -> Option<&contrast::Verdict> {
        self.evidence
            .contrast
            .get_or_init(|| {
                (self.both_sides() && !self.is_wrong_pair())
                    .then(|| contrast::verdict(self))
                    .flatten()
            })
            .as_ref()
    }

    /// Two small words that contradict each other (left, right), if there are such.
    pub fn opposed(&self) -> Option<&opposed::Opposed> {
        self.evidence
            .opposed
            .get_or_init(|| {
                (self.both_sides() && !self.is_wrong_pair())
                    .then(|| opposed::opposed(self))
                    .flatten()
            })
            .as_ref()
    }

    /// The persons that the two sides exchange, if they do.
    pub fn persons(&self) -> Option<&persons::Exchange> {
        self.evidence
            .persons
            .get_or_init(|| self.both_sides().then(|| persons::exchange(self)).flatten())
            .as_ref()
    }

    /// Two words that stand at one place and do not match, if there are such.
    pub fn swap(&self) -> Option<&swap::Verdict> {
        self.evidence
            .swap
            .get_or_init(|| {
                (self.both_sides() && !self.is_wrong_pair())
                    .then(|| swap::verdict(self))
                    .flatten()
            })
            .as_ref()
    }

    /// The sentence vectors of both sides, with what leaving parts out does to them.
    pub fn lines(&self) -> &occlusion::Lines {
        self.evidence.lines.get_or_init(|| {
            occlusion::Lines::of(Lang::ALL.map(|lang| self.text(lang).map_or("", |text| text.text.as_str())))
        })
    }

    /// Which words of the two sides stand for each other.
    pub fn coverage(&self) -> &coverage::Coverage {
        self.evidence.coverage.get_or_init(|| {
            let texts = Lang::ALL.map(|lang| self.text(lang).map_or("", |text| text.text.as_str()));
            let equal = self.amounts().equal_tokens();
            coverage::Coverage::of(texts, Lang::ALL.map(|lang| self.tokens(lang)), &equal)
        })
    }

    /// Why nothing can be said of what the sentences mean, when a side is too long for that.
    pub fn too_long(&self) -> Option<String> {
        let words = Lang::ALL.map(|lang| self.tokens(lang).iter().filter(|token| token.is_word()).count());
        let longest = words[0].max(words[1]);
        (longest > LONGEST).then(|| {
            format!("the segment has {longest} words, and what a text of more than {LONGEST} means is not compared")
        })
    }

    /// Are there two texts, each with a word?
    pub fn both_sides(&self) -> bool {
        Lang::ALL
            .iter()
            .all(|&lang| self.tokens(lang).iter().any(crate::text::Token::is_word))
    }

    /// Where on the other side a token's counterpart would stand: at that of the words after
    /// it, or, where these have none, at the same share of the text.
    pub fn counterpart_place(&self, lang: Lang, token: usize) -> Span {
        let other = self.tokens(lang.other());
        if let Some(found) = self.counterpart(lang, token) {
            // The word denied itself may have no counterpart: then it stands before that of a later word.
            let before = found.token.saturating_sub(2 + 2 * found.after.saturating_sub(1));
            return other[before].span.cover(other[found.token].span);
        }
        let place = (token * other.len()) / self.tokens(lang).len().max(1);
        let last = other.len().saturating_sub(1);
        match (
            other.get(place.saturating_sub(2)),
            other.get((place + 2).min(last)),
        ) {
            (Some(from), Some(to)) => from.span.cover(to.span),
            _ => Span::at(0),
        }
    }

    /// The best counterpart of the words that a token governs: the four after it, then the two
    /// before.
    pub fn counterpart(&self, lang: Lang, token: usize) -> Option<Counterpart> {
        let coverage = self.coverage();
        let near = [1, 2, 3, 4, -1, -2];
        let candidates = near.iter().enumerate().filter_map(|(rank, &by)| {
            let word = coverage.word_of(lang, token.checked_add_signed(by)?)?;
            let (cover, far) = coverage.best(lang, word);
            let weight = coverage.side(lang)[word].weight.min(2.0);
            Some((
                cover * weight / (rank as f32 + 2.0),
                cover,
                far,
                by.max(0).unsigned_abs(),
            ))
        });
        let (_, cover, far, after) = candidates
            .filter(|&(_, cover, _, _)| cover >= 0.4)
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        Some(Counterpart {
            token: coverage.side(lang.other())[far].token,
            cover,
            after,
        })
    }
}

/// A counterpart on the other side.
#[derive(Debug, Clone, Copy)]
pub struct Counterpart {
    /// Its token.
    pub token: usize,
    /// How well it matches, 0 to 1.
    pub cover: f32,
    /// How many tokens after the token in question the word stands that it matches.
    pub after: usize,
}

/// Is the word in a list of words with spaces between?
pub(super) fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|listed| listed == word)
}
