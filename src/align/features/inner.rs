//! Could the bead be parted? Where the words that choose each other lie on either side of its
//! inner boundaries.
//!
//! A bead of two and more lines on both sides is parted at an inner boundary of either side, so that
//! the worse of both parts is covered as well as may be. What of the matches crosses that line is
//! what holds the bead together.

use std::ops::Range;

use crate::align::features::{Runs, Scratch, Texts, Vector, length};
use crate::align::side::Side;

/// Buffers of [`fill`]: mutual mass by line pair.
#[derive(Debug, Clone, Default)]
pub(crate) struct Work {
    mass: Vec<f32>,
}

/// A bead in two parts.
struct Parted {
    runs: (Runs, Runs),
    /// Covered share of the worse part.
    share: f32,
    crossing: f32,
}

/// Fills features 40 to 47, after those of coverage.
pub(crate) fn fill(texts: &Texts, runs: &Runs, scratch: &mut Scratch, out: &mut Vector) {
    let (n, m) = (runs.arabic.len(), runs.english.len());
    if n + m < 3 {
        return;
    }
    count(texts, runs, scratch);
    let mass = &scratch.inner.mass;
    let row = |i: usize| mass[i * m..(i + 1) * m].iter().sum::<f32>();
    let column = |j: usize| (0..n).map(|i| mass[i * m + j]).sum::<f32>();
    out[45] = -loose(&texts.arabic, &runs.arabic, row);
    out[46] = -loose(&texts.english, &runs.english, column);
    out[47] = open(&texts.arabic, &runs.arabic) + open(&texts.english, &runs.english);
    if n < 2 || m < 2 {
        return;
    }
    let Some(best) = parted(texts, runs, mass) else {
        return;
    };
    let total = texts.arabic.block(&runs.arabic).mass + texts.english.block(&runs.english).mass;
    out[40] = best.share;
    out[41] = best.crossing / 10.0;
    out[42] = 2.0 * best.crossing / (total + 3.0);
    let ends = |side: &Side, run: &Range<usize>| side.lines[run.end - 1].ends;
    let (first, second) = &best.runs;
    if ends(&texts.arabic, &first.arabic) && ends(&texts.english, &first.english) {
        out[43] = -1.0;
    }
    let distance = |runs: &Runs| {
        let (a, e) = (
            texts.arabic.block(&runs.arabic),
            texts.english.block(&runs.english),
        );
        length::distance(a.chars, e.chars, texts.ratio)
    };
    out[44] = distance(first).max(distance(second)).min(2.0);
}

/// Adds up what the words of each line pair vouch for, both sides taken together.
fn count(texts: &Texts, runs: &Runs, scratch: &mut Scratch) {
    let (n, m) = (runs.arabic.len(), runs.english.len());
    let mass = &mut scratch.inner.mass;
    mass.clear();
    mass.resize(n * m, 0.0);
    let (arabic, english) = (&texts.arabic, &texts.english);
    let first = (
        arabic.lines[runs.arabic.start].words.start,
        english.lines[runs.english.start].words.start,
    );
    let line = |side: &Side, run: &Range<usize>, word: usize| {
        side.lines[run.clone()].partition_point(|line| line.words.end <= word)
    };
    for (a, e, value) in scratch.coverage.mutual() {
        let (a, e) = (first.0 + a, first.1 + e);
        let (i, j) = (line(arabic, &runs.arabic, a), line(english, &runs.english, e));
        mass[i * m + j] += value * (arabic.weights[a] + english.weights[e]);
    }
}

/// The best way to part a bead in two, each with lines of both sides.
fn parted(texts: &Texts, runs: &Runs, mass: &[f32]) -> Option<Parted> {
    let (n, m) = (runs.arabic.len(), runs.english.len());
    let within = |a: Range<usize>, e: Range<usize>| -> f32 {
        a.map(|i| mass[i * m..][e.clone()].iter().sum::<f32>()).sum()
    };
    let mut best: Option<Parted> = None;
    for p in 1..n {
        for q in 1..m {
            let (a, e) = (runs.arabic.start + p, runs.english.start + q);
            let first = Runs {
                arabic: runs.arabic.start..a,
                english: runs.english.start..e,
            };
            let second = Runs {
                arabic: a..runs.arabic.end,
                english: e..runs.english.end,
            };
            let share = |runs: &Runs, value: f32| {
                let words = texts.arabic.block(&runs.arabic).mass + texts.english.block(&runs.english).mass;
                value / (words + 3.0)
            };
            let worse = share(&first, within(0..p, 0..q)).min(share(&second, within(p..n, q..m)));
            if best.as_ref().is_none_or(|best| worse > best.share) {
                best = Some(Parted {
                    runs: (first, second),
                    share: worse,
                    crossing: within(0..p, q..m) + within(p..n, 0..q),
                });
            }
        }
    }
    best
}

/// First and last lines that little vouches for and that the end of a sentence sets apart.
fn loose(side: &Side, run: &Range<usize>, vouched: impl Fn(usize) -> f32) -> f32 {
    let last = run.len() - 1;
    if last == 0 {
        return 0.0;
    }
    let weak = |line: usize| {
        let mass = 2.0 * side.lines[run.start + line].mass;
        ((0.3 - vouched(line) / (mass + 1.0)) / 0.3).max(0.0)
    };
    let apart = |line: usize| f32::from(u8::from(side.lines[run.start + line].ends));
    weak(0) * apart(0) + weak(last) * apart(last - 1)
}

/// Inner boundaries that stand within a quotation.
fn open(side: &Side, run: &Range<usize>) -> f32 {
    let mut within = false;
    let mut out = 0.0;
    for line in &side.lines[run.start..run.end - 1] {
        within ^= line.opens;
        out += f32::from(u8::from(within));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::band::Band;
    use crate::align::evidence::Evidence;
    use crate::text::Lang;

    const ARABIC: [&str; 2] = ["وصل الوزير إلى بغداد يوم الثلاثاء.", "وقد بني الجدار في عام 1984."];
    const ENGLISH: [&str; 2] = [
        "The minister arrived in Baghdad on Tuesday.",
        "The wall was built in 1984.",
    ];

    fn two_two(arabic: [&str; 2], english: [&str; 2]) -> Vector {
        let (arabic, english) = (
            Side::new(Lang::Arabic, &arabic),
            Side::new(Lang::English, &english),
        );
        let evidence = Evidence::new(&arabic, &english, &Band::full(2, 2), None);
        let texts = Texts {
            turns: None,
            headings: None,
            arabic,
            english,
            evidence,
            ratio: 1.12,
        };
        let runs = Runs {
            arabic: 0..2,
            english: 0..2,
        };
        texts.features(&runs, &mut Scratch::default())
    }

    #[test]
    fn two_plain_pairs_can_be_parted_and_crossed_ones_cannot() {
        let plain = two_two(ARABIC, ENGLISH);
        let crossed = two_two(ARABIC, [ENGLISH[1], ENGLISH[0]]);
        assert!(plain[40] > 0.3 && plain[41] < 0.1, "{} {}", plain[40], plain[41]);
        assert!(
            crossed[40] < 0.1 && crossed[41] > 0.5,
            "{} {}",
            crossed[40],
            crossed[41]
        );
        assert!(plain[43] < 0.0, "both sides end a sentence there");
    }

    #[test]
    fn what_stands_apart_and_is_in_no_word_of_the_other_side_is_loose() {
        let with_call = two_two(ARABIC, [ENGLISH[0], "Share this story."]);
        assert!(with_call[46] < -0.5, "{}", with_call[46]);
        assert!(two_two(ARABIC, ENGLISH)[46] > -0.5);
    }

    #[test]
    fn a_quotation_that_stays_open_is_seen() {
        let open = two_two(ARABIC, ["\"The minister arrived,", "the wall was built.\""]);
        assert!((open[47] - 1.0).abs() < 1e-6, "{}", open[47]);
    }
}
