//! One side as the aligner sees it: the lines with their words, masses, lengths and marks.
//!
//! Worked out once for each text; everything below is keyed by language, never by role, so that
//! exchanging source and target changes nothing.

use std::ops::Range;

use crate::lexicon::matching::{DIMS, Vocabulary};
use crate::text::{Lang, fold, token};

/// What the features need to know of one line.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    /// Characters without harakat and invisible ones.
    pub chars: f32,
    /// Sum of the weights of its words.
    pub mass: f32,
    /// Does it end as a sentence does?
    pub ends: bool,
    /// Question marks, at most 3.
    pub questions: f32,
    /// Quotation marks.
    pub quotes: f32,
    /// Does it open or close a quotation without the other?
    pub opens: bool,
    /// Its words: positions in [`Side::words`].
    pub words: Range<usize>,
}

/// A side: lines, words, and running sums over lines.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    pub lines: Vec<Line>,
    /// Word numbers in `vocabulary`, line after line.
    pub words: Vec<u32>,
    /// Weight of each entry of `words`.
    pub weights: Vec<f32>,
    pub vocabulary: Vocabulary,
    sums: Vec<Sums>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    chars: f64,
    mass: f64,
    open: f64,
    questions: f64,
    quotes: f64,
}

/// Sums over a run of lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block {
    pub chars: f32,
    pub mass: f32,
    /// Lines that do not end as a sentence.
    pub open: f32,
    pub questions: f32,
    pub quotes: f32,
}

impl Side {
    /// Reads the lines of one language.
    pub(crate) fn new(lang: Lang, texts: &[&str]) -> Side {
        let mut side = Side {
            lines: Vec::with_capacity(texts.len()),
            words: Vec::new(),
            weights: Vec::new(),
            vocabulary: Vocabulary::new(lang),
            sums: vec![Sums::default()],
        };
        for text in texts {
            side.push(text);
        }
        side
    }

    fn push(&mut self, text: &str) {
        let first = self.words.len();
        for token in token::tokens(text) {
            if let Some(id) = self.vocabulary.intern(&token, text) {
                self.words.push(id);
                self.weights.push(self.vocabulary.words()[id as usize].weight);
            }
        }
        let line = Line {
            chars: fold::bare(text).chars().count() as f32,
            mass: self.weights[first..].iter().sum(),
            ends: ends_sentence(text),
            questions: count(text, &['?', '؟']).min(3.0),
            quotes: count(text, &['"', '“', '”', '«', '»']),
            opens: opens_quotation(text),
            words: first..self.words.len(),
        };
        let last = self.sums.last().copied().unwrap_or_default();
        self.sums.push(Sums {
            chars: last.chars + f64::from(line.chars),
            mass: last.mass + f64::from(line.mass),
            open: last.open + f64::from(u8::from(!line.ends)),
            questions: last.questions + f64::from(line.questions),
            quotes: last.quotes + f64::from(line.quotes),
        });
        self.lines.push(line);
    }

    /// Takes the words at these places out of all comparisons, and stretches the lengths of lines:
    /// what a text looks like whose rendering is free. For training.
    pub(crate) fn loosen(&mut self, loses: impl Fn(usize) -> bool, stretch: impl Fn(usize) -> f32) {
        for at in (0..self.words.len()).filter(|&at| loses(at)) {
            self.words[at] = self.vocabulary.without_match(self.words[at]);
        }
        let mut sum = 0.0;
        for (at, line) in self.lines.iter_mut().enumerate() {
            line.chars = (line.chars * stretch(at)).round();
            sum += f64::from(line.chars);
            self.sums[at + 1].chars = sum;
        }
    }

    /// Number of lines.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Sums over a run of lines.
    pub(crate) fn block(&self, run: &Range<usize>) -> Block {
        let (from, to) = (&self.sums[run.start], &self.sums[run.end]);
        Block {
            chars: (to.chars - from.chars) as f32,
            mass: (to.mass - from.mass) as f32,
            open: (to.open - from.open) as f32,
            questions: (to.questions - from.questions) as f32,
            quotes: (to.quotes - from.quotes) as f32,
        }
    }

    /// Sum of the weighted word vectors of each line, scaled to length 1.
    pub(crate) fn line_vectors(&self) -> Vec<[f32; DIMS]> {
        self.lines
            .iter()
            .map(|line| {
                let mut sum = [0.0_f32; DIMS];
                for at in line.words.clone() {
                    let vector = self.vocabulary.unit_vector(self.words[at]);
                    let weight = self.weights[at].min(2.0);
                    for (x, y) in sum.iter_mut().zip(vector) {
                        *x += weight * y;
                    }
                }
                sum
            })
            .collect()
    }
}

fn count(text: &str, marks: &[char]) -> f32 {
    text.chars().filter(|c| marks.contains(c)).count() as f32
}

/// Does it hold one quotation mark that has no partner in it?
fn opens_quotation(text: &str) -> bool {
    let straight = count(text, &['"']) as usize % 2 == 1;
    let opening = count(text, &['“', '«']) as usize;
    let closing = count(text, &['”', '»']) as usize;
    straight != (opening != closing)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || fold::is_ignorable(c) || "\"”“»')]’".contains(c))
        .ends_with(['.', '!', '?', '؟', '…', ':', '؛'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_marks_do_not_hide_the_end_of_a_sentence() {
        assert!(ends_sentence("قال: «نعم.»"));
        assert!(ends_sentence("Really?” "));
        assert!(!ends_sentence("and then,"));
    }

    #[test]
    fn sums_are_those_of_the_lines() {
        let side = Side::new(Lang::English, &["Is it?", "No, \"it\" is", "not 12."]);
        let block = side.block(&(0..2));
        assert!((block.questions - 1.0).abs() < 1e-6 && (block.quotes - 2.0).abs() < 1e-6);
        assert!((block.open - 1.0).abs() < 1e-6);
    }
}
