//! Sentence vectors of the blocks that are in question.
//!
//! A line is encoded once; the vector of a block comes from the sum of its lines' features. A
//! bead is judged by the cosine of its two blocks above what either block has in common with
//! the other side's lines nearby (a block that is near to everything says little).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::align::features::{Runs, Vector};
use crate::lexicon::encoder::{Encoder, LineFeatures};

/// Where the features stand in the vector.
pub(crate) const PLACES: [usize; 3] = [38, 39, 48];
/// Lines on either side that a block is compared with to see how near it is to everything.
const AROUND: usize = 4;

/// Encoded lines and blocks of two texts.
pub(crate) struct Sentences<'a> {
    arabic: Encoded<'a>,
    english: Encoded<'a>,
}

struct Encoded<'a> {
    texts: &'a [&'a str],
    lines: BTreeMap<usize, LineFeatures>,
    blocks: BTreeMap<(usize, usize), Vec<f32>>,
    /// How much of another line is mixed into each.
    foreign: f32,
}

impl<'a> Sentences<'a> {
    /// Of the lines of both languages; nothing is encoded yet.
    pub(crate) fn new((arabic, english): (&'a [&'a str], &'a [&'a str])) -> Sentences<'a> {
        Sentences {
            arabic: Encoded::new(arabic),
            english: Encoded::new(english),
        }
    }

    /// Blends every English line with another one: what a free rendering looks like. For training.
    pub(crate) fn loosened(mut self, share: f32) -> Sentences<'a> {
        self.english.foreign = share;
        self
    }

    /// Encodes the lines and blocks of these beads and the lines around them.
    pub(crate) fn prepare(&mut self, beads: impl Iterator<Item = Runs>) {
        let beads: BTreeSet<(Block, Block)> = beads
            .filter(|runs| !runs.arabic.is_empty() && !runs.english.is_empty())
            .map(|runs| (block(&runs.arabic), block(&runs.english)))
            .collect();
        let mut wanted = (BTreeSet::new(), BTreeSet::new());
        for (arabic, english) in &beads {
            wanted.0.insert(*arabic);
            wanted.1.insert(*english);
            for (first, second) in parts(*arabic, *english) {
                wanted.0.extend([first.0, second.0]);
                wanted.1.extend([first.1, second.1]);
            }
            wanted
                .0
                .extend(self.arabic.around(*arabic).map(|line| (line, line + 1)));
            wanted
                .1
                .extend(self.english.around(*english).map(|line| (line, line + 1)));
        }
        self.arabic.encode(&wanted.0);
        self.english.encode(&wanted.1);
    }

    /// Fills features 38, 39 and 48 of a bead that was prepared.
    pub(crate) fn fill(&self, runs: &Runs, out: &mut Vector) {
        let (a, e) = (block(&runs.arabic), block(&runs.english));
        let (Some(arabic), Some(english)) = (self.arabic.blocks.get(&a), self.english.blocks.get(&e)) else {
            return;
        };
        let common = 0.5 * (self.english.common(arabic, e) + self.arabic.common(english, a));
        let above = 4.0 * (cosine(arabic, english) - common) / (1.0 - common).max(0.1);
        out[PLACES[0]] = above;
        out[PLACES[1]] = above * (runs.arabic.len() + runs.english.len() - 1) as f32;
        let near = |part: (Block, Block)| -> f32 {
            match (self.arabic.blocks.get(&part.0), self.english.blocks.get(&part.1)) {
                (Some(a), Some(e)) => 4.0 * (cosine(a, e) - common) / (1.0 - common).max(0.1),
                _ => 0.0,
            }
        };
        let worse = |(first, second)| near(first).min(near(second));
        out[PLACES[2]] = parts(a, e).map(worse).reduce(f32::max).unwrap_or(0.0);
    }
}

type Block = (usize, usize);

/// All ways to part a bead in two, each with lines of both sides.
fn parts(arabic: Block, english: Block) -> impl Iterator<Item = ((Block, Block), (Block, Block))> {
    (arabic.0 + 1..arabic.1).flat_map(move |a| {
        (english.0 + 1..english.1)
            .map(move |e| (((arabic.0, a), (english.0, e)), ((a, arabic.1), (e, english.1))))
    })
}

fn block(run: &Range<usize>) -> Block {
    (run.start, run.end)
}

impl<'a> Encoded<'a> {
    fn new(texts: &'a [&'a str]) -> Encoded<'a> {
        Encoded {
            texts,
            lines: BTreeMap::new(),
            blocks: BTreeMap::new(),
            foreign: 0.0,
        }
    }

    fn around(&self, (start, end): Block) -> Range<usize> {
        start.saturating_sub(AROUND)..(end + AROUND).min(self.texts.len())
    }

    fn encode(&mut self, blocks: &BTreeSet<Block>) {
        let encoder = Encoder::embedded();
        let lines: BTreeSet<usize> = blocks.iter().flat_map(|&(start, end)| start..end).collect();
        let lines: Vec<usize> = lines.into_iter().collect();
        let texts: Vec<&str> = lines.iter().map(|&line| self.texts[line]).collect();
        self.lines = lines.into_iter().zip(encoder.lines(&texts)).collect();
        if self.foreign > 0.0 {
            self.blend();
        }
        let sums: Vec<LineFeatures> = blocks
            .iter()
            .map(|&(start, end)| {
                let mut sum = LineFeatures::none();
                for line in start..end {
                    sum.add(&self.lines[&line]);
                }
                sum
            })
            .collect();
        self.blocks = blocks.iter().copied().zip(encoder.heads(&sums)).collect();
        self.lines.clear();
    }

    fn blend(&mut self) {
        let plain: Vec<LineFeatures> = self.lines.values().cloned().collect();
        for (at, line) in self.lines.values_mut().enumerate() {
            let other = &plain[(at + plain.len() / 2) % plain.len()];
            let scale = self.foreign * line.n / other.n.max(1.0);
            for (x, y) in line.f.iter_mut().zip(&other.f) {
                *x = (1.0 - self.foreign) * *x + scale * y;
            }
        }
    }

    /// Mean cosine of a vector to the lines around a block of this side.
    fn common(&self, vector: &[f32], near: Block) -> f32 {
        let around = self.around(near);
        let len = around.len().max(1) as f32;
        let lines = around.filter_map(|line| self.blocks.get(&(line, line + 1)));
        lines.map(|line| cosine(vector, line)).sum::<f32>() / len
    }
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    for (x, y) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for k in 0..8 {
            lanes[k] += x[k] * y[k];
        }
    }
    lanes.iter().sum()
}
