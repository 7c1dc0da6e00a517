//! Changes of rows by hand: merging, splitting, moving segments over to a neighbour.
//!
//! Each is told as links, so that what a person did is what the log says and aligning again
//! keeps it. What cannot be done is refused with the reason.

use crate::bitext::{Alignment, Role};
use crate::review::event::BeadEdit;

/// A half-open run of segments.
pub type Run = (usize, usize);

/// Where a segment goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the row before.
    Up,
    /// To the row after.
    Down,
}

/// The segments of a bead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Source segments.
    pub source: Run,
    /// Target segments.
    pub target: Run,
}

impl Bounds {
    /// Those of every bead of an alignment, in order.
    pub fn of(alignment: &Alignment) -> Vec<Bounds> {
        let beads = alignment.beads().iter();
        beads
            .map(|bead| Bounds {
                source: (bead.source().start, bead.source().end),
                target: (bead.target().start, bead.target().end),
            })
            .collect()
    }

    fn link(self) -> BeadEdit {
        BeadEdit::Link {
            source: self.source,
            target: self.target,
        }
    }

    fn run(self, role: Role) -> Run {
        match role {
            Role::Source => self.source,
            Role::Target => self.target,
        }
    }

    fn with(self, role: Role, run: Run) -> Bounds {
        match role {
            Role::Source => Bounds { source: run, ..self },
            Role::Target => Bounds { target: run, ..self },
        }
    }

    fn is_nothing(self) -> bool {
        len(self.source) == 0 && len(self.target) == 0
    }
}

fn len(run: Run) -> usize {
    run.1 - run.0
}

const NO_ROW: &str = "there is no such row";

/// Why a change cannot be made.
pub type Refusal = &'static str;

/// One bead of this one and the next.
///
/// # Errors
///
/// The reason, when their segments are no neighbours or there is no next row.
pub fn merge(beads: &[Bounds], row: usize) -> Result<Vec<BeadEdit>, Refusal> {
    let this = beads.get(row).ok_or(NO_ROW)?;
    let next = beads.get(row + 1).ok_or("there is no row after this one")?;
    let apart = "the segments of this row and the next do not touch each other";
    let whole = Bounds {
        source: joined(this.source, next.source).ok_or(apart)?,
        target: joined(this.target, next.target).ok_or(apart)?,
    };
    Ok(vec![whole.link()])
}

/// The run of two runs that touch each other; an empty one touches everything.
fn joined(a: Run, b: Run) -> Option<Run> {
    match (len(a) == 0, len(b) == 0) {
        (true, _) => Some(b),
        (_, true) => Some(a),
        _ if a.1 == b.0 || b.1 == a.0 => Some((a.0.min(b.0), a.1.max(b.1))),
        _ => None,
    }
}

/// Two beads of one: the segments before `source` and `target`, and those from there on.
///
/// # Errors
///
/// The reason, when one of the two would have nothing on a side.
pub fn split(
    beads: &[Bounds],
    row: usize,
    (source, target): (usize, usize),
) -> Result<Vec<BeadEdit>, Refusal> {
    let this = *beads.get(row).ok_or(NO_ROW)?;
    let inside = |run: Run, at: usize| run.0 < at && at < run.1;
    if !inside(this.source, source) || !inside(this.target, target) {
        return Err("both parts of a split row need a segment on each side; move a segment instead");
    }
    let first = Bounds {
        source: (this.source.0, source),
        target: (this.target.0, target),
    };
    let rest = Bounds {
        source: (source, this.source.1),
        target: (target, this.target.1),
    };
    Ok(vec![first.link(), rest.link()])
}

/// The first segment of a row goes to the row before, or the last to the row after.
///
/// # Errors
///
/// The reason, when there is no such row or the segment is not next to that row's.
pub fn shift(beads: &[Bounds], row: usize, role: Role, way: Way) -> Result<Vec<BeadEdit>, Refusal> {
    let this = *beads.get(row).ok_or(NO_ROW)?;
    let (start, end) = this.run(role);
    if start == end {
        return Err("this row has no segment on that side");
    }
    let neighbour = match way {
        Way::Up => row.checked_sub(1).ok_or("there is no row before this one")?,
        Way::Down => row + 1,
    };
    let there = *beads.get(neighbour).ok_or("there is no row after this one")?;
    let (moved, left) = match way {
        Way::Up => ((start, start + 1), (start + 1, end)),
        Way::Down => ((end - 1, end), (start, end - 1)),
    };
    let grown = joined(there.run(role), moved)
        .ok_or("the segment does not touch those of that row; link them instead")?;
    let (this, there) = (this.with(role, left), there.with(role, grown));
    let mut edits = vec![there.link()];
    if !this.is_nothing() {
        edits.push(this.link());
    }
    Ok(edits)
}

/// Where to split a run so that the parts' lengths stand as `share` to the rest; inside of it.
pub fn split_by_length(lengths: &[usize], share: f64) -> usize {
    let all: usize = lengths.iter().sum();
    let mut best = (f64::INFINITY, 1);
    let mut so_far = 0;
    for at in 1..lengths.len() {
        so_far += lengths[at - 1];
        let off = (so_far as f64 / all.max(1) as f64 - share).abs();
        if off < best.0 {
            best = (off, at);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(source: Run, target: Run) -> Bounds {
        Bounds { source, target }
    }

    #[test]
    fn neighbours_merge_and_strangers_do_not() {
        let beads = [
            bounds((0, 1), (0, 1)),
            bounds((1, 1), (1, 2)),
            bounds((5, 6), (2, 3)),
        ];
        assert_eq!(merge(&beads, 0), Ok(vec![bounds((0, 1), (0, 2)).link()]));
        assert!(merge(&beads[..1], 0).is_err());
        let far = [bounds((0, 1), (0, 1)), bounds((5, 6), (1, 2))];
        assert!(merge(&far, 0).is_err());
    }

    #[test]
    fn a_split_leaves_two_beads() {
        let beads = [bounds((3, 5), (7, 9)), bounds((0, 1), (0, 1))];
        let halves = vec![bounds((3, 4), (7, 8)).link(), bounds((4, 5), (8, 9)).link()];
        assert_eq!(split(&beads, 0, (4, 8)), Ok(halves));
        assert!(split(&beads, 1, (1, 1)).is_err());
    }

    #[test]
    fn a_segment_moves_to_its_neighbour() {
        let beads = [bounds((0, 1), (0, 1)), bounds((1, 2), (1, 3))];
        let up = vec![bounds((0, 1), (0, 2)).link(), bounds((1, 2), (2, 3)).link()];
        assert_eq!(shift(&beads, 1, Role::Target, Way::Up), Ok(up));
        assert!(shift(&beads, 1, Role::Target, Way::Down).is_err());
        assert!(shift(&beads, 0, Role::Source, Way::Up).is_err());
        // The last segment of a null bead takes the bead with it.
        let null = [bounds((0, 1), (0, 1)), bounds((1, 1), (1, 2))];
        assert_eq!(
            shift(&null, 1, Role::Target, Way::Up),
            Ok(vec![bounds((0, 1), (0, 2)).link()])
        );
        let crossing = [bounds((4, 5), (0, 1)), bounds((1, 2), (1, 2))];
        assert!(shift(&crossing, 1, Role::Source, Way::Up).is_err());
    }

    #[test]
    fn a_run_is_split_where_the_lengths_fit() {
        assert_eq!(split_by_length(&[10, 10], 0.5), 1);
        assert_eq!(split_by_length(&[30, 10, 10], 0.85), 2);
        assert_eq!(split_by_length(&[30, 10, 10], 0.1), 1);
    }
}
