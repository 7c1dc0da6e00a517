//! How much of either side's words has a counterpart on the other.
//!
//! Each word takes its best match in the other block. Sums are over words, weighted by how much
//! a word says, so that a 1-1 bead beside a gap and a 2-1 bead compare fairly. The `mutual`
//! features count a match only when both words choose each other, so that one word cannot
//! vouch for every line of a wide bead.

use std::ops::Range;
use std::sync::LazyLock;

use crate::align::evidence::{Best, Table};
use crate::align::features::{Runs, Texts, Vector};
use crate::align::side::Side;

/// Buffers of [`fill`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Work {
    arabic: Vec<Chosen>,
    english: Vec<Chosen>,
}

/// What a word of the block chose in the other block.
#[derive(Debug, Clone, Copy, Default)]
struct Chosen {
    cosine: u8,
    name: u8,
    strength: u8,
    /// Position among the words of the other side's block.
    word: u32,
}

/// Weighted sums over the words of one side of a bead.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    mass: f32,
    soft: f32,
    sure: f32,
    name: f32,
    mutual: f32,
    order: f32,
    weak: f32,
}

impl Work {
    /// The pairs of words that choose each other: place of the Arabic word and of the English word
    /// in their blocks, and what each word's match counts.
    pub(crate) fn mutual(&self) -> impl Iterator<Item = (usize, usize, f32)> + '_ {
        let counts = &*COUNTS;
        self.arabic.iter().enumerate().filter_map(|(at, chosen)| {
            let back = self.english.get(chosen.word as usize)?;
            (chosen.strength > 50 && back.word as usize == at && back.strength > 50).then(|| {
                let value = counts.soft[usize::from(chosen.strength)];
                (at, chosen.word as usize, value)
            })
        })
    }
}

/// Fills features 14 to 28.
pub(crate) fn fill(texts: &Texts, runs: &Runs, work: &mut Work, out: &mut Vector) {
    let (arabic, english) = (&texts.arabic, &texts.english);
    choose(
        &texts.evidence.arabic,
        (arabic, &runs.arabic),
        (english, &runs.english),
        &mut work.arabic,
    );
    choose(
        &texts.evidence.english,
        (english, &runs.english),
        (arabic, &runs.arabic),
        &mut work.english,
    );
    let a = sums((arabic, &runs.arabic), &work.arabic, &work.english);
    let e = sums((english, &runs.english), &work.english, &work.arabic);
    let share = |x: f32, y: f32| 2.0 * (x + y) / (a.mass + e.mass + 3.0);
    out[14] = a.soft / 10.0;
    out[15] = e.soft / 10.0;
    out[16] = share(a.soft, e.soft);
    out[17] = a.sure / 10.0;
    out[18] = e.sure / 10.0;
    out[19] = share(a.sure, e.sure);
    out[20] = a.name / 10.0;
    out[21] = e.name / 10.0;
    out[22] = share(a.name, e.name);
    out[23] = a.mutual / 10.0;
    out[24] = e.mutual / 10.0;
    out[25] = share(a.mutual, e.mutual);
    out[26] = -(a.order + e.order) / 10.0;
    out[27] = -a.weak;
    out[28] = -e.weak;
}

fn choose(
    table: &Table,
    (side, run): (&Side, &Range<usize>),
    (other, there): (&Side, &Range<usize>),
    out: &mut Vec<Chosen>,
) {
    out.clear();
    let base = other.lines[there.start].words.start;
    for line in run.clone() {
        let reach = &table.reach[line];
        let from = there.start.max(reach.start);
        let to = there.end.min(reach.end);
        for word in 0..side.lines[line].words.len() {
            let mut chosen = Chosen::default();
            if from < to {
                let row = &table.row(line, word)[from - reach.start..to - reach.start];
                for (at, best) in row.iter().enumerate() {
                    chosen.offer(*best, other.lines[from + at].words.start - base);
                }
            }
            out.push(chosen);
        }
    }
}

impl Chosen {
    fn offer(&mut self, best: Best, line_start: usize) {
        self.cosine = self.cosine.max(best.cosine);
        self.name = self.name.max(best.name);
        if best.strength() > self.strength {
            self.strength = best.strength();
            self.word = line_start as u32 + u32::from(best.word);
        }
    }
}

/// What a cosine counts, by steps of 1/200.
struct Counts {
    /// 0 at a cosine of 0.25, 1 at 0.5.
    soft: [f32; 256],
    /// 0 at a cosine of 0.5, 1 at 0.8.
    sure: [f32; 256],
    /// The likeness of a name itself.
    name: [f32; 256],
}

static COUNTS: LazyLock<Counts> = LazyLock::new(|| {
    let by_step = |count: fn(f32) -> f32| std::array::from_fn(|step| count(step as f32 / 200.0));
    Counts {
        soft: by_step(|x| ((x - 0.25) / 0.25).clamp(0.0, 1.0)),
        sure: by_step(|x| ((x - 0.5) / 0.3).clamp(0.0, 1.0)),
        name: by_step(|x| x),
    }
});

fn sums((side, run): (&Side, &Range<usize>), here: &[Chosen], there: &[Chosen]) -> Sums {
    let counts = &*COUNTS;
    let mut out = Sums::default();
    let (len, other_len) = (here.len() as f32, there.len().max(1) as f32);
    let base = side.lines[run.start].words.start;
    for line in run.clone() {
        let words = side.lines[line].words.clone();
        let before = (out.mutual, out.mass);
        for at in words {
            let chosen = here[at - base];
            let weight = side.weights[at];
            out.mass += weight;
            out.soft += weight * counts.soft[usize::from(chosen.cosine)];
            out.sure += weight * counts.sure[usize::from(chosen.cosine)];
            out.name += weight * counts.name[usize::from(chosen.name)];
            let back = there.get(chosen.word as usize);
            if chosen.strength > 50 && back.is_some_and(|back| back.word as usize == at - base) {
                let value = weight * counts.soft[usize::from(chosen.strength)];
                out.mutual += value;
                let place = (at - base) as f32 / len - chosen.word as f32 / other_len;
                out.order += value * place.abs();
            }
        }
        if run.len() > 1 {
            let share = (out.mutual - before.0) / (out.mass - before.1 + 0.5);
            out.weak += (0.3 - share).max(0.0) / 0.3;
        }
    }
    out
}
