//! Is confidence honest? Beads by their confidence, and the share of each class that is right.

use std::collections::BTreeSet;

use crate::bitext::{Alignment, Pair};
use crate::eval::beads::BeadFile;

/// Number of classes, each a tenth wide.
const CLASSES: usize = 10;

/// Beads of one class of confidence.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Class {
    /// How many.
    pub beads: usize,
    /// How many of them equal a gold bead.
    pub right: usize,
    /// Sum of their confidences.
    pub confidence: f64,
}

/// Two-sided beads in ten classes of confidence; 0.9 to 1.0 is the last.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reliability {
    /// The classes from 0.0–0.1 to 0.9–1.0.
    pub classes: [Class; CLASSES],
}

impl Reliability {
    /// The beads of an alignment against gold; null beads are left out.
    pub fn of(alignment: &Alignment, gold: &BeadFile) -> Reliability {
        let gold: BTreeSet<(&BTreeSet<usize>, &BTreeSet<usize>)> = gold
            .iter()
            .map(|Pair { source, target }| (source, target))
            .collect();
        let mut out = Reliability::default();
        for bead in alignment.beads().iter().filter(|bead| !bead.is_null()) {
            let (source, target) = (bead.source().collect(), bead.target().collect());
            let class = &mut out.classes[((bead.confidence * CLASSES as f32) as usize).min(CLASSES - 1)];
            class.beads += 1;
            class.right += usize::from(gold.contains(&(&source, &target)));
            class.confidence += f64::from(bead.confidence);
        }
        out
    }

    /// Both together.
    #[must_use]
    pub fn and(&self, other: &Reliability) -> Reliability {
        let mut out = *self;
        for (class, more) in out.classes.iter_mut().zip(&other.classes) {
            class.beads += more.beads;
            class.right += more.right;
            class.confidence += more.confidence;
        }
        out
    }

    /// Expected calibration error: the mean distance of confidence and share right, by beads.
    pub fn error(&self) -> f64 {
        let beads: usize = self.classes.iter().map(|class| class.beads).sum();
        let off: f64 = self
            .classes
            .iter()
            .map(|class| (class.confidence - class.right as f64).abs())
            .sum();
        off / beads.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Bead;
    use crate::eval::read_beads;

    #[test]
    fn classes_are_tenths() {
        let bead = |at: usize, confidence| Bead::new(at..at + 1, at..at + 1, confidence).expect("not empty");
        let alignment =
            Alignment::new(vec![bead(0, 1.0), bead(1, 0.95), bead(2, 0.4)], 3, 3).expect("covers");
        let gold = read_beads("0\t0\n1\t2\n2\t1\n").expect("well-formed");
        let found = Reliability::of(&alignment, &gold);
        assert_eq!((found.classes[9].beads, found.classes[9].right), (2, 1));
        assert_eq!((found.classes[4].beads, found.classes[4].right), (1, 0));
        assert!((found.error() - (0.95 + 0.4) / 3.0).abs() < 1e-6);
    }
}
