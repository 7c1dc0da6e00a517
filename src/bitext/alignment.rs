//! Beads and alignments.

use std::ops::Range;

/// How a bead came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// Found by the aligner.
    #[default]
    Auto,
    /// Confirmed by a person.
    Confirmed,
    /// Was confirmed; a text of it has changed since.
    Stale,
    /// Set by a person before aligning.
    Pinned,
}

impl Status {
    /// Its name in outputs and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Status::Auto => "auto",
            Status::Confirmed => "confirmed",
            Status::Stale => "stale",
            Status::Pinned => "pinned",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Status> {
        [Status::Auto, Status::Confirmed, Status::Stale, Status::Pinned]
            .into_iter()
            .find(|status| status.name() == name)
    }
}

/// One correspondence: a run of source segments and a run of target segments.
///
/// Segment numbers are 0-based. One of the two runs may be empty (a null bead), never both.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    source: Range<usize>,
    target: Range<usize>,
    /// Posterior probability of the bead, calibrated, 0 to 1.
    pub confidence: f32,
    /// How it came to be.
    pub status: Status,
}

impl Bead {
    /// A bead found by the aligner; none when both runs are empty.
    pub fn new(source: Range<usize>, target: Range<usize>, confidence: f32) -> Option<Bead> {
        if source.is_empty() && target.is_empty() {
            return None;
        }
        Some(Bead {
            source,
            target,
            confidence,
            status: Status::Auto,
        })
    }

    /// The source segments.
    pub fn source(&self) -> Range<usize> {
        self.source.clone()
    }

    /// The target segments.
    pub fn target(&self) -> Range<usize> {
        self.target.clone()
    }

    /// Is one side empty?
    pub fn is_null(&self) -> bool {
        self.source.is_empty() || self.target.is_empty()
    }

    /// Its kind: numbers of source and target segments.
    pub fn kind(&self) -> (usize, usize) {
        (self.source.len(), self.target.len())
    }

    /// The same bead seen from the other side.
    #[must_use]
    pub fn swap(&self) -> Bead {
        Bead {
            source: self.target.clone(),
            target: self.source.clone(),
            ..self.clone()
        }
    }
}

/// Why a list of beads is no alignment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AlignmentError {
    /// A segment is in two beads, or in none.
    #[error("{side} segment {segment} is in {times} beads, expected exactly one")]
    Cover {
        /// `source` or `target`.
        side: &'static str,
        /// 0-based number.
        segment: usize,
        /// In how many beads it is.
        times: usize,
    },
    /// A bead names a segment that the document does not have.
    #[error("a bead names {side} segment {segment}, but there are only {len}")]
    OutOfRange {
        /// `source` or `target`.
        side: &'static str,
        /// 0-based number.
        segment: usize,
        /// How many there are.
        len: usize,
    },
}

/// Beads that cover both sides: every segment of either side is in exactly one bead.
///
/// Beads are in the order of the target; a null bead of the source stands before the first
/// bead that holds a later source segment. Under an excerpt policy beads may cross.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    beads: Vec<Bead>,
}

impl Alignment {
    /// Checks that `beads` cover `n_source` and `n_target` segments exactly once.
    ///
    /// # Errors
    ///
    /// [`AlignmentError`] names the first segment that is in no bead or in several, or that
    /// does not exist.
    pub fn new(beads: Vec<Bead>, n_source: usize, n_target: usize) -> Result<Alignment, AlignmentError> {
        covers_once("source", n_source, beads.iter().map(Bead::source))?;
        covers_once("target", n_target, beads.iter().map(Bead::target))?;
        Ok(Alignment { beads })
    }

    /// The beads in order.
    pub fn beads(&self) -> &[Bead] {
        &self.beads
    }

    /// Are both sides of the beads in rising order?
    pub fn is_monotone(&self) -> bool {
        let rising = |runs: Vec<Range<usize>>| {
            let mut last = 0;
            runs.into_iter().filter(|run| !run.is_empty()).all(|run| {
                let fine = run.start >= last;
                last = run.end;
                fine
            })
        };
        rising(self.beads.iter().map(Bead::source).collect())
            && rising(self.beads.iter().map(Bead::target).collect())
    }
}

fn covers_once(
    side: &'static str,
    len: usize,
    runs: impl Iterator<Item = Range<usize>>,
) -> Result<(), AlignmentError> {
    let mut times = vec![0_usize; len];
    for segment in runs.flatten() {
        let Some(count) = times.get_mut(segment) else {
            return Err(AlignmentError::OutOfRange { side, segment, len });
        };
        *count += 1;
    }
    match times.iter().position(|&count| count != 1) {
        Some(segment) => Err(AlignmentError::Cover {
            side,
            segment,
            times: times[segment],
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bead(source: Range<usize>, target: Range<usize>) -> Bead {
        Bead::new(source, target, 1.0).expect("not empty on both sides")
    }

    #[test]
    fn a_bead_of_nothing_cannot_be_built() {
        assert_eq!(Bead::new(3..3, 4..4, 1.0), None);
    }

    #[test]
    fn each_segment_is_in_exactly_one_bead() {
        assert!(Alignment::new(vec![bead(0..1, 0..2), bead(1..2, 2..2)], 2, 2).is_ok());
        assert_eq!(
            Alignment::new(vec![bead(0..1, 0..1)], 2, 1),
            Err(AlignmentError::Cover {
                side: "source",
                segment: 1,
                times: 0
            })
        );
        assert!(Alignment::new(vec![bead(0..3, 0..1)], 2, 1).is_err());
    }

    #[test]
    fn crossing_beads_are_not_monotone() {
        let crossing = Alignment::new(vec![bead(1..2, 0..1), bead(0..1, 1..2)], 2, 2);
        assert!(crossing.is_ok_and(|alignment| !alignment.is_monotone()));
    }
}
