//! Excerpts: renderings that follow the source in stretches, leave parts out, and jump.
//!
//! The rendering is read line by line; the state is the source line that was used last. A bead
//! may go on where the last one ended, skip a few source lines, or jump anywhere at one price;
//! a line of the rendering may have no source. Source lines that are left out cost nothing.
//! Only line pairs whose vectors are among the nearest are looked at, so a transcript of
//! thousands of lines costs little more than a short one.

use std::ops::Range;

use crate::align::band::cosine;
use crate::align::features::{Runs, Texts, length};
use crate::align::posterior::log_sum;
use crate::lexicon::matching::DIMS;
use crate::text::Lang;

/// Prices of moving about: skipping one, two, three source lines, jumping.
pub(crate) const MOVES: usize = 4;

/// The kinds of beads in an excerpt, source lines by lines of the rendering.
const KINDS: [(usize, usize); 16] = [
    (1, 1),
    (1, 2),
    (2, 1),
    (2, 2),
    (1, 3),
    (3, 1),
    (1, 4),
    (4, 1),
    (2, 3),
    (3, 2),
    (1, 5),
    (5, 1),
    (1, 6),
    (6, 1),
    (3, 3),
    (2, 4),
];
/// Source lines kept for each line of the rendering, and how many neighbours of each.
const NEAREST: usize = 24;
const NEIGHBOURS: usize = 2;
const WIDE_LENGTH: f32 = 3.320_117; // e to the power of 1.2

/// Which line pairs are worth a look: for each line of the rendering, each source line.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    sources: usize,
    marks: Vec<bool>,
}

impl Wanted {
    /// The nearest source lines of each line of the rendering, and their neighbours.
    pub(crate) fn new(source: &[[f32; DIMS]], target: &[[f32; DIMS]]) -> Wanted {
        let mut out = Wanted {
            sources: source.len(),
            marks: vec![false; source.len() * target.len()],
        };
        let (source, target) = (unit(source), unit(target));
        for (j, line) in target.iter().enumerate() {
            let mut order: Vec<(f32, usize)> =
                (0..source.len()).map(|i| (cosine(&source[i], line), i)).collect();
            order.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
            for &(_, i) in order.iter().take(NEAREST) {
                let near = i.saturating_sub(NEIGHBOURS)..(i + NEIGHBOURS + 1).min(source.len());
                for k in near {
                    out.marks[j * out.sources + k] = true;
                }
            }
        }
        out
    }

    /// Adds the line pairs of a bead.
    pub(crate) fn add(&mut self, source: Range<usize>, target: &Range<usize>) {
        for i in source {
            for j in target.clone() {
                self.marks[j * self.sources + i] = true;
            }
        }
    }

    /// Is this pair (source line, line of the rendering) worth a look?
    pub(crate) fn holds(&self, source: usize, target: usize) -> bool {
        self.marks[target * self.sources + source]
    }
}

fn unit(lines: &[[f32; DIMS]]) -> Vec<[f32; DIMS]> {
    lines
        .iter()
        .map(|line| {
            let norm = line.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
            line.map(|x| x / norm)
        })
        .collect()
}

/// A bead of an excerpt: source lines, lines of the rendering (no source lines: without source).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub source: Range<usize>,
    pub target: Range<usize>,
}

impl Piece {
    /// The same by language.
    pub(crate) fn runs(&self, source: Lang) -> Runs {
        match source {
            Lang::Arabic => Runs {
                arabic: self.source.clone(),
                english: self.target.clone(),
            },
            Lang::English => Runs {
                arabic: self.target.clone(),
                english: self.source.clone(),
            },
        }
    }
}

/// All beads that an excerpt may be made of, in the order of where they end.
#[derive(Debug, Clone)]
pub(crate) struct Web {
    sources: usize,
    targets: usize,
    pub pieces: Vec<Piece>,
    /// For each end (rendering line, then source line) the first piece.
    first: Vec<u32>,
}

/// Sums over all ways through a web.
#[derive(Debug, Clone)]
pub(crate) struct Shares {
    pub total: f64,
    /// For each piece, the share of the ways that hold it; null pieces are summed over states.
    pub pieces: Vec<f32>,
    pub moves: [f64; MOVES],
}

impl Web {
    /// The pieces between line pairs that are worth a look; `allowed` leaves out others.
    pub(crate) fn new(texts: &Texts, source: Lang, wanted: &Wanted, allowed: impl Fn(&Piece) -> bool) -> Web {
        let (n, m) = match source {
            Lang::Arabic => (texts.arabic.len(), texts.english.len()),
            Lang::English => (texts.english.len(), texts.arabic.len()),
        };
        let mut out = Web {
            sources: n,
            targets: m,
            pieces: Vec::new(),
            first: vec![0],
        };
        for j in 0..=m {
            for i in 0..=n {
                for (s, t) in KINDS {
                    if s > i || t > j {
                        continue;
                    }
                    let piece = Piece {
                        source: i - s..i,
                        target: j - t..j,
                    };
                    let near = piece
                        .source
                        .clone()
                        .all(|i| piece.target.clone().all(|j| wanted.holds(i, j)));
                    if near && fits(texts, &piece.runs(source)) && allowed(&piece) {
                        out.pieces.push(piece);
                    }
                }
                out.first.push(out.pieces.len() as u32);
            }
        }
        for j in 0..m {
            out.pieces.push(Piece {
                source: 0..0,
                target: j..j + 1,
            });
        }
        out
    }

    fn ending(&self, j: usize, i: usize) -> Range<usize> {
        let at = j * (self.sources + 1) + i;
        self.first[at] as usize..self.first[at + 1] as usize
    }

    /// The piece that leaves line `j` of the rendering without source.
    pub(crate) fn null(&self, j: usize) -> usize {
        self.pieces.len() - self.targets + j
    }

    /// What it is worth to begin at each source line, given what it is worth to have ended there.
    fn entries(&self, ended: &[f64], moves: &[f32], join: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        let anywhere = join(ended) + f64::from(moves[3]);
        (0..=self.sources)
            .map(|s| {
                let mut ways = [f64::NEG_INFINITY; MOVES + 1];
                ways[0] = ended[s];
                for skip in 1..=3.min(s) {
                    ways[skip] = ended[s - skip] + f64::from(moves[skip - 1]);
                }
                ways[4] = anywhere;
                join(&ways)
            })
            .collect()
    }

    /// Values of having ended at each (rendering line, source line), and of beginning there.
    fn values(
        &self,
        scores: &[f32],
        moves: &[f32],
        join: impl Fn(&[f64]) -> f64,
    ) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
        let mut ended = vec![vec![0.0; self.sources + 1]];
        let mut begins = vec![self.entries(&ended[0], moves, &join)];
        let mut ways = Vec::new();
        for j in 1..=self.targets {
            let mut row = Vec::with_capacity(self.sources + 1);
            for (i, before) in ended[j - 1].iter().enumerate() {
                ways.clear();
                ways.push(before + f64::from(scores[self.null(j - 1)]));
                for at in self.ending(j, i) {
                    let piece = &self.pieces[at];
                    ways.push(begins[piece.target.start][piece.source.start] + f64::from(scores[at]));
                }
                row.push(join(&ways));
            }
            begins.push(self.entries(&row, moves, &join));
            ended.push(row);
        }
        (ended, begins)
    }

    /// The best way: its pieces, in the order of the rendering.
    pub(crate) fn best(&self, scores: &[f32], moves: &[f32]) -> Vec<usize> {
        let (ended, begins) = self.values(scores, moves, highest);
        let mut j = self.targets;
        let mut i = first_best(&ended[j]);
        let mut out = Vec::new();
        while j > 0 {
            let value = ended[j][i];
            let found = self.ending(j, i).find(|&at| {
                let piece = &self.pieces[at];
                begins[piece.target.start][piece.source.start] + f64::from(scores[at]) >= value
            });
            let Some(at) = found else {
                j -= 1;
                out.push(self.null(j));
                continue;
            };
            out.push(at);
            let piece = &self.pieces[at];
            j = piece.target.start;
            i = came_from(
                &ended[j],
                moves,
                piece.source.start,
                begins[j][piece.source.start],
            );
        }
        out.reverse();
        out
    }

    /// The share of all ways that runs through each piece and each move.
    pub(crate) fn shares(&self, scores: &[f32], moves: &[f32]) -> Shares {
        let (ended, begins) = self.values(scores, moves, log_sum);
        let total = log_sum(&ended[self.targets]);
        let mut out = Shares {
            total,
            pieces: vec![0.0; self.pieces.len()],
            moves: [0.0; MOVES],
        };
        if total == f64::NEG_INFINITY {
            return out;
        }
        let blank = || vec![vec![0.0_f64; self.sources + 1]; self.targets + 1];
        let (mut at_end, mut at_start) = (blank(), blank());
        for (i, share) in at_end[self.targets].iter_mut().enumerate() {
            *share = (ended[self.targets][i] - total).exp();
        }
        for j in (0..=self.targets).rev() {
            let flow = spread(&at_start[j], &begins[j], &ended[j], moves);
            for (to, from) in at_end[j].iter_mut().zip(flow.0) {
                *to += from;
            }
            for (to, from) in out.moves.iter_mut().zip(flow.1) {
                *to += from;
            }
            if j == 0 {
                break;
            }
            for (i, &here) in ended[j].iter().enumerate() {
                let share = at_end[j][i];
                if share < 1e-30 {
                    continue;
                }
                let null = self.null(j - 1);
                let part = share * (ended[j - 1][i] + f64::from(scores[null]) - here).exp();
                out.pieces[null] += part as f32;
                at_end[j - 1][i] += part;
                for at in self.ending(j, i) {
                    let (t, s) = (self.pieces[at].target.start, self.pieces[at].source.start);
                    let part = share * (begins[t][s] + f64::from(scores[at]) - here).exp();
                    out.pieces[at] += part as f32;
                    at_start[t][s] += part;
                }
            }
        }
        out
    }
}

/// Shares of beginning at each source line flow back to where the last bead ended.
fn spread(start: &[f64], begins: &[f64], ended: &[f64], moves: &[f32]) -> (Vec<f64>, [f64; MOVES]) {
    let mut out = vec![0.0; start.len()];
    let mut used = [0.0; MOVES];
    let all = log_sum(ended);
    let mut jumped = 0.0;
    for (s, &share) in start.iter().enumerate() {
        if share < 1e-30 {
            continue;
        }
        out[s] += share * (ended[s] - begins[s]).exp();
        for skip in 1..=3.min(s) {
            let part = share * (ended[s - skip] + f64::from(moves[skip - 1]) - begins[s]).exp();
            out[s - skip] += part;
            used[skip - 1] += part;
        }
        jumped += share * (all + f64::from(moves[3]) - begins[s]).exp();
    }
    used[3] = jumped;
    if jumped <= 0.0 {
        return (out, used);
    }
    for (to, value) in out.iter_mut().zip(ended) {
        *to += jumped * (value - all).exp();
    }
    (out, used)
}

fn came_from(ended: &[f64], moves: &[f32], s: usize, value: f64) -> usize {
    if ended[s] >= value {
        return s;
    }
    for skip in 1..=3.min(s) {
        if ended[s - skip] + f64::from(moves[skip - 1]) >= value {
            return s - skip;
        }
    }
    first_best(ended)
}

fn first_best(values: &[f64]) -> usize {
    let best = highest(values);
    values.iter().position(|&value| value >= best).unwrap_or(0)
}

fn highest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

fn fits(texts: &Texts, runs: &Runs) -> bool {
    if runs.arabic.len() + runs.english.len() <= 3 {
        return true;
    }
    let arabic = texts.arabic.block(&runs.arabic).chars;
    let english = texts.english.block(&runs.english).chars;
    length::within(arabic, english, texts.ratio, WIDE_LENGTH)
}
