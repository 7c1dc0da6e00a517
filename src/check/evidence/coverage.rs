//! Which words of one side something on the other side stands for.
//!
//! Every word and number gets a vector, a weight (rare words say more) and, for names, its
//! consonant skeletons. A pair of words matches from 0 to 1 by the likeness of their vectors
//! or skeletons; equal Latin strings and figures match wholly, and so do all words of a number or
//! date with those that say it on the other side. The cover of a word is its best match.

use std::cell::OnceCell;
use std::ops::Range;

use crate::check::evidence::stem::stem;
use crate::lexicon::skeleton::{self, Skeleton};
use crate::lexicon::words::{self, Vector, Words};
use crate::text::{Kind, Lang, Span, Token};

/// A word or number of one side.
#[derive(Debug, Clone)]
pub struct Word {
    /// Its token.
    pub token: usize,
    /// Its span in the unit's text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Its folded form.
    pub folded: String,
    /// Its light stem.
    pub stem: String,
    /// How much it says, 0.05 to 4.
    pub weight: f32,
    /// log10 of its probability.
    pub log10: f32,
    /// Does it begin with a capital?
    pub capital: bool,
    vector: Option<Vector>,
    skeletons: Vec<Skeleton>,
}

/// Weight of a number.
const NUMBER_WEIGHT: f32 = 2.5;
/// log10 probability of words that no list has.
const UNKNOWN: f32 = -7.0;

impl Word {
    fn of(text: &str, token: usize, at: &Token, lang: Lang) -> Option<Word> {
        if at.kind == Kind::Mark {
            return None;
        }
        let raw = at.span.of(text);
        let own = at.lang().unwrap_or(lang);
        let table = Words::embedded();
        let entry = at.is_word().then(|| table.find(own, raw)).flatten();
        let log10 = entry.map_or(UNKNOWN, |entry| entry.log10);
        let capital = raw.starts_with(char::is_uppercase);
        Some(Word {
            token,
            span: at.span,
            kind: at.kind,
            folded: at.folded.clone(),
            stem: stem(&at.folded, own),
            weight: if at.kind == Kind::Number {
                NUMBER_WEIGHT
            } else {
                words::weight(log10)
            },
            log10,
            capital,
            vector: entry.map(|entry| table.vector(own, entry.row)),
            skeletons: match at.kind {
                Kind::Arabic => skeleton::of_arabic(&at.folded),
                Kind::Latin if capital => skeleton::of_english(&at.folded),
                _ => Vec::new(),
            },
        })
    }

    /// Its vector, if it has one.
    pub fn vector(&self) -> Option<&Vector> {
        self.vector.as_ref()
    }

    /// Cosine of the vectors; 0 when one has none.
    pub fn cosine(&self, other: &Word) -> f32 {
        match (&self.vector, &other.vector) {
            (Some(own), Some(far)) => words::similarity(own, far),
            _ => 0.0,
        }
    }

    /// Is it a name as its letters and the other's say, 0 to 1?
    fn name_likeness(&self, other: &Word) -> f32 {
        let pairs = self
            .skeletons
            .iter()
            .flat_map(|own| other.skeletons.iter().map(move |far| own.likeness(far)));
        let best = pairs.fold(0.0, f32::max);
        if best >= skeleton::THRESHOLD {
            (best - 0.4) / 0.6
        } else {
            0.0
        }
    }

    /// How well the two stand for each other, 0 to 1.
    fn matches(&self, other: &Word) -> f32 {
        if self.kind == other.kind {
            let equal = self.folded.trim_end_matches("'s") == other.folded.trim_end_matches("'s");
            return if equal { 1.0 } else { 0.0 };
        }
        let meaning = ((self.cosine(other) - 0.15) / 0.45).clamp(0.0, 1.0);
        if other.capital || self.capital {
            meaning.max(self.name_likeness(other))
        } else {
            meaning
        }
    }
}

/// The words of both sides and how they match.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// Arabic first.
    pub words: [Vec<Word>; 2],
    matrix: Vec<f32>,
    best: [Vec<(f32, usize)>; 2],
    claimed: OnceCell<[Vec<f32>; 2]>,
    /// Words that say one number or date, Arabic first.
    equal: Vec<[Vec<usize>; 2]>,
}

impl Coverage {
    /// Matches the words of two texts, Arabic first; `equal` are tokens that say one number or date.
    pub fn of(texts: [&str; 2], tokens: [&[Token]; 2], equal: &[[Range<usize>; 2]]) -> Coverage {
        let words = Lang::ALL.map(|lang| {
            let side = lang as usize;
            let tokens = tokens[side].iter().enumerate();
            tokens
                .filter_map(|(index, token)| Word::of(texts[side], index, token, lang))
                .collect::<Vec<Word>>()
        });
        let (arabic, english) = (&words[0], &words[1]);
        let mut matrix: Vec<f32> = arabic
            .iter()
            .flat_map(|here| english.iter().map(|there| here.matches(there)))
            .collect();
        let within = |side: usize, tokens: &Range<usize>| -> Vec<usize> {
            let words = words[side].iter().enumerate();
            words
                .filter(|(_, word)| tokens.contains(&word.token))
                .map(|(at, _)| at)
                .collect()
        };
        let equal: Vec<[Vec<usize>; 2]> = equal
            .iter()
            .map(|tokens| [within(0, &tokens[0]), within(1, &tokens[1])])
            .collect();
        for [here, there] in &equal {
            for &row in here {
                for &column in there {
                    matrix[row * english.len() + column] = 1.0;
                }
            }
        }
        let mut best = [vec![(0.0, 0); arabic.len()], vec![(0.0, 0); english.len()]];
        for (row, cells) in matrix.chunks(english.len().max(1)).enumerate() {
            for (column, &cell) in cells.iter().enumerate() {
                if cell > best[0][row].0 {
                    best[0][row] = (cell, column);
                }
                if cell > best[1][column].0 {
                    best[1][column] = (cell, row);
                }
            }
        }
        Coverage {
            words,
            matrix,
            best,
            claimed: OnceCell::new(),
            equal,
        }
    }

    /// The words of a side.
    pub fn side(&self, lang: Lang) -> &[Word] {
        &self.words[lang as usize]
    }

    /// The match of an Arabic and an English word.
    pub fn at(&self, arabic: usize, english: usize) -> f32 {
        self.matrix[arabic * self.words[1].len() + english]
    }

    /// The best match of a word of a side, and the word of the other side that gives it.
    pub fn best(&self, lang: Lang, word: usize) -> (f32, usize) {
        self.best[lang as usize][word]
    }

    /// The cover of each word, Arabic first, when every word may stand for one other only; the
    /// best matches are given away first.
    pub fn claimed(&self) -> &[Vec<f32>; 2] {
        self.claimed.get_or_init(|| self.give_away())
    }

    fn give_away(&self) -> [Vec<f32>; 2] {
        let columns = self.words[1].len();
        let mut cells: Vec<(f32, usize)> = self
            .matrix
            .iter()
            .enumerate()
            .filter(|&(_, &cell)| cell > 0.1)
            .map(|(at, &cell)| (cell, at))
            .collect();
        cells.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut claimed = [vec![0.0; self.words[0].len()], vec![0.0; columns]];
        for (cell, at) in cells {
            let (row, column) = (at / columns, at % columns);
            if claimed[0][row] == 0.0 && claimed[1][column] == 0.0 {
                claimed[0][row] = cell;
                claimed[1][column] = cell;
            }
        }
        // The six words of a year stand for one figure together.
        for [here, there] in &self.equal {
            for &row in here {
                claimed[0][row] = 1.0;
            }
            for &column in there {
                claimed[1][column] = 1.0;
            }
        }
        claimed
    }

    /// Weighted mean of the covers of a side.
    pub fn mean(&self, lang: Lang) -> f32 {
        let side = lang as usize;
        let total: f32 = self.words[side].iter().map(|word| word.weight).sum();
        let covered: f32 = self.words[side]
            .iter()
            .zip(&self.best[side])
            .map(|(word, best)| word.weight * best.0)
            .sum();
        covered / (total + 1e-6)
    }

    /// The word made of this token.
    pub fn word_of(&self, lang: Lang, token: usize) -> Option<usize> {
        self.words[lang as usize]
            .iter()
            .position(|word| word.token == token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token;

    #[test]
    fn the_words_of_a_number_are_covered_by_its_figure() {
        let (ar, en) = ("سنة ألف وتسعمئة وثمانية وأربعين", "In 1948");
        let tokens = [token::tokens(ar), token::tokens(en)];
        let coverage = Coverage::of([ar, en], [&tokens[0], &tokens[1]], &[[1..5, 1..2]]);
        assert!((1..5).all(|word| coverage.best(Lang::Arabic, word) == (1.0, 1)));
        assert!(coverage.claimed()[0][1..5].iter().all(|&cover| cover > 0.99));
    }

    #[test]
    fn a_word_is_covered_by_what_it_means() {
        let (ar, en) = (
            "أغلق الجيش المدرسة في بغداد عام 2014",
            "The army closed the school in Baghdad in 2014",
        );
        let tokens = [token::tokens(ar), token::tokens(en)];
        let coverage = Coverage::of([ar, en], [&tokens[0], &tokens[1]], &[]);
        for (word, far) in [
            ("المدرسة", "school"),
            ("بغداد", "Baghdad"),
            ("2014", "2014"),
            ("الجيش", "army"),
        ] {
            let index = coverage
                .side(Lang::Arabic)
                .iter()
                .position(|w| w.span.of(ar) == word);
            let (cover, at) = coverage.best(Lang::Arabic, index.unwrap_or_default());
            assert_eq!(coverage.side(Lang::English)[at].span.of(en), far, "{word}");
            assert!(cover > 0.6, "{word} {cover}");
        }
    }
}
