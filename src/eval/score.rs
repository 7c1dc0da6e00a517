//! Strict, strict with gaps, and lax counts of one case, and the figures of their sum.

use std::collections::{BTreeMap, BTreeSet};

use crate::bitext::Pair;
use crate::eval::beads::BeadFile;

/// Right and all, seen from the prediction and from the gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Predicted beads that are right.
    pub right: usize,
    /// Predicted beads.
    pub predicted: usize,
    /// Gold beads that were found.
    pub found: usize,
    /// Gold beads.
    pub gold: usize,
}

/// Precision, recall and F1, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Share of the predicted beads that are right.
    pub precision: f64,
    /// Share of the gold beads that were found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

impl Counts {
    /// The counts of both together.
    #[must_use]
    pub fn and(self, other: Counts) -> Counts {
        Counts {
            right: self.right + other.right,
            predicted: self.predicted + other.predicted,
            found: self.found + other.found,
            gold: self.gold + other.gold,
        }
    }

    /// The figures of these counts.
    pub fn figures(self) -> Figures {
        let share = |part: usize, whole: usize, of_none: f64| {
            if whole == 0 {
                of_none
            } else {
                part as f64 / whole as f64
            }
        };
        let of_none = if self.gold == 0 { 1.0 } else { 0.0 };
        let precision = share(self.right, self.predicted, of_none);
        let recall = share(self.found, self.gold, 1.0);
        let sum = precision + recall;
        let f1 = if sum > 0.0 {
            2.0 * precision * recall / sum
        } else {
            0.0
        };
        Figures {
            precision,
            recall,
            f1,
        }
    }
}

/// The three ways of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scores {
    /// Both sides equal; null beads left out.
    pub strict: Counts,
    /// Null beads counted too, line by line, on the sides that the gold covers.
    pub strict_gap: Counts,
    /// A line in common on both sides.
    pub lax: Counts,
}

impl Scores {
    /// The counts of both together.
    #[must_use]
    pub fn and(self, other: Scores) -> Scores {
        Scores {
            strict: self.strict.and(other.strict),
            strict_gap: self.strict_gap.and(other.strict_gap),
            lax: self.lax.and(other.lax),
        }
    }
}

type Line = (BTreeSet<usize>, BTreeSet<usize>);

/// Counts one case. `covered` says of each side whether the gold names all of its lines, so that
/// gaps are judged there.
pub fn compare(gold: &BeadFile, predicted: &BeadFile, covered: Pair<bool>) -> Scores {
    let (g, p) = (two_sided(gold), two_sided(predicted));
    let hits = g.intersection(&p).count();
    let (g_all, mut p_all) = (with_gaps(gold), with_gaps(predicted));
    p_all.retain(|(source, target)| {
        (!source.is_empty() && !target.is_empty())
            || (!source.is_empty() && covered.source)
            || (!target.is_empty() && covered.target)
    });
    let hits_all = g_all.intersection(&p_all).count();
    let both = |hits, p: &BTreeSet<Line>, g: &BTreeSet<Line>| Counts {
        right: hits,
        predicted: p.len(),
        found: hits,
        gold: g.len(),
    };
    Scores {
        strict: both(hits, &p, &g),
        strict_gap: both(hits_all, &p_all, &g_all),
        lax: Counts {
            right: overlapping(&p, &g),
            predicted: p.len(),
            found: overlapping(&g, &p),
            gold: g.len(),
        },
    }
}

fn two_sided(beads: &BeadFile) -> BTreeSet<Line> {
    beads
        .iter()
        .filter(|bead| !bead.source.is_empty() && !bead.target.is_empty())
        .map(|bead| (bead.source.clone(), bead.target.clone()))
        .collect()
}

fn with_gaps(beads: &BeadFile) -> BTreeSet<Line> {
    let mut out = two_sided(beads);
    for bead in beads {
        if bead.target.is_empty() {
            out.extend(
                bead.source
                    .iter()
                    .map(|&line| (BTreeSet::from([line]), BTreeSet::new())),
            );
        }
        if bead.source.is_empty() {
            out.extend(
                bead.target
                    .iter()
                    .map(|&line| (BTreeSet::new(), BTreeSet::from([line]))),
            );
        }
    }
    out
}

fn overlapping(beads: &BTreeSet<Line>, others: &BTreeSet<Line>) -> usize {
    let mut by_source: BTreeMap<usize, &BTreeSet<usize>> = BTreeMap::new();
    for (source, target) in others {
        by_source.extend(source.iter().map(|&line| (line, target)));
    }
    beads
        .iter()
        .filter(|(source, target)| {
            let mut met = source.iter().filter_map(|line| by_source.get(line));
            met.any(|other| !other.is_disjoint(target))
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::read_beads;

    #[track_caller]
    fn scores(gold: &str, predicted: &str) -> Scores {
        let read = |text: &str| read_beads(text).unwrap_or_default();
        compare(&read(gold), &read(predicted), Pair::new(true, true))
    }

    #[test]
    fn strict_and_lax() {
        let scores = scores("0\t0\n1,2\t1\n3\t2\n", "0\t0\n1\t1\n2\t\n3\t2\n");
        assert_eq!(
            (scores.strict.right, scores.strict.predicted, scores.strict.gold),
            (2, 3, 3)
        );
        assert_eq!((scores.lax.right, scores.lax.found), (3, 3));
        assert_eq!((scores.strict_gap.right, scores.strict_gap.predicted), (2, 4));
    }

    #[test]
    fn gaps_count_line_by_line() {
        let scores = scores("0\t0\n1,2\t\n", "0\t0\n1\t\n2\t\n");
        assert_eq!((scores.strict_gap.right, scores.strict_gap.gold), (3, 3));
    }

    #[test]
    fn nothing_predicted_is_no_precision() {
        let figures = scores("0\t0", "").strict.figures();
        assert!(figures.f1.abs() < 1e-9 && figures.precision.abs() < 1e-9);
    }
}
