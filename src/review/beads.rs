//! Beads that people set: applied to an alignment, and carried over to new revisions.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::bitext::{Alignment, AlignmentError, Bead, Pair, Role, Status};
use crate::review::event::BeadEdit;

/// The alignment after changes by hand. A change that no longer fits is passed over.
///
/// # Errors
///
/// When the beads no longer cover both sides, which no change here leads to.
pub fn edited(
    alignment: &Alignment,
    edits: &[BeadEdit],
    (n_source, n_target): (usize, usize),
) -> Result<Alignment, AlignmentError> {
    let mut beads = alignment.beads().to_vec();
    for edit in edits {
        match edit {
            BeadEdit::Confirm { .. } => mark(&mut beads, edit, Status::Confirmed),
            BeadEdit::Pin { .. } => mark(&mut beads, edit, Status::Pinned),
            BeadEdit::Release { .. } => mark(&mut beads, edit, Status::Auto),
            BeadEdit::Link { source, target } => {
                if source.1 <= n_source && target.1 <= n_target {
                    link(&mut beads, range(*source), range(*target));
                }
            }
            BeadEdit::Unlink { source, target } => {
                unlink(&mut beads, &range(*source), &range(*target));
            }
            BeadEdit::Null { source, target, .. } => {
                if source.1 <= n_source && target.1 <= n_target {
                    set_apart(&mut beads, &range(*source), &range(*target));
                }
            }
        }
    }
    Alignment::new(in_order(beads), n_source, n_target)
}

/// Gives the bead of exactly the named segments a status; the empty run of a null bead is found
/// wherever it stands.
fn mark(beads: &mut [Bead], edit: &BeadEdit, status: Status) {
    let (source, target) = edit.segments();
    let same = |own: Range<usize>, named: (usize, usize)| {
        own == range(named) || (own.is_empty() && range(named).is_empty())
    };
    for bead in beads {
        if same(bead.source(), source) && same(bead.target(), target) {
            bead.status = status;
        }
    }
}

/// Makes a null bead of the segments of one side; the beads they were in keep what is left,
/// and of a bead that is cut through the middle the first part keeps the other side.
fn set_apart(beads: &mut Vec<Bead>, source: &Range<usize>, target: &Range<usize>) {
    let Some(alone) = null(source.clone(), target.clone()) else {
        return;
    };
    let mut kept = Vec::new();
    for bead in beads.drain(..) {
        let touches = overlaps(&bead.source(), source) || overlaps(&bead.target(), target);
        if !touches {
            kept.push(bead);
            continue;
        }
        let (own_source, own_target) = (bead.source(), bead.target());
        let mut sources = outside(&own_source, source);
        let mut targets = outside(&own_target, target);
        let (first_source, first_target) = (sources.next(), targets.next());
        let rest = Bead::new(
            first_source.unwrap_or(0..0),
            first_target.unwrap_or(0..0),
            bead.confidence,
        );
        kept.extend(rest);
        kept.extend(sources.filter_map(|run| auto(run, 0..0)));
        kept.extend(targets.filter_map(|run| auto(0..0, run)));
    }
    kept.push(alone);
    *beads = kept;
}

/// What the reason why segments stand alone is bound to: their side and their words.
pub fn words_of(role: Role, texts: &[String]) -> String {
    let words: Vec<String> = texts
        .iter()
        .flat_map(|text| text.split_whitespace())
        .map(str::to_owned)
        .collect();
    let side = match role {
        Role::Source => "source",
        Role::Target => "target",
    };
    blake3::hash(format!("{side} {}", words.join(" ")).as_bytes()).to_hex()[..32].to_owned()
}

/// The alignment after one segment of a side was cut in two: its bead holds both.
///
/// # Errors
///
/// When there is no such segment.
pub fn cut(
    alignment: &Alignment,
    (role, segment): (Role, usize),
    (n_source, n_target): (usize, usize),
) -> Result<Alignment, AlignmentError> {
    let wider = |run: Range<usize>, is_cut: bool| {
        let place = |at: usize| at + usize::from(is_cut && at > segment);
        place(run.start)..place(run.end)
    };
    let beads = alignment
        .beads()
        .iter()
        .filter_map(|bead| {
            let mut now = Bead::new(
                wider(bead.source(), role == Role::Source),
                wider(bead.target(), role == Role::Target),
                bead.confidence,
            )?;
            now.status = bead.status;
            Some(now)
        })
        .collect();
    let grown = |is_cut: bool| usize::from(is_cut);
    Alignment::new(
        beads,
        n_source + grown(role == Role::Source),
        n_target + grown(role == Role::Target),
    )
}

fn range((start, end): (usize, usize)) -> Range<usize> {
    start..end
}

fn null(source: Range<usize>, target: Range<usize>) -> Option<Bead> {
    let mut bead = Bead::new(source, target, 1.0)?;
    bead.status = Status::Pinned;
    Some(bead)
}

/// Makes one bead of the runs; what overlapped keeps the segments outside of them, as null
/// beads where its other side is gone.
fn link(beads: &mut Vec<Bead>, source: Range<usize>, target: Range<usize>) {
    let Some(linked) = null(source.clone(), target.clone()) else {
        return;
    };
    let mut kept = Vec::new();
    for bead in beads.drain(..) {
        if !overlaps(&bead.source(), &source) && !overlaps(&bead.target(), &target) {
            kept.push(bead);
            continue;
        }
        kept.extend(outside(&bead.source(), &source).filter_map(|run| auto(run, 0..0)));
        kept.extend(outside(&bead.target(), &target).filter_map(|run| auto(0..0, run)));
    }
    kept.push(linked);
    *beads = kept;
}

fn auto(source: Range<usize>, target: Range<usize>) -> Option<Bead> {
    Bead::new(source, target, 0.5)
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The parts of `run` before and after `cut`.
fn outside(run: &Range<usize>, cut: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let before = run.start..run.end.min(cut.start);
    let after = run.start.max(cut.end)..run.end;
    let both = if cut.is_empty() {
        [run.clone(), 0..0]
    } else {
        [before, after]
    };
    both.into_iter().filter(|part| part.start < part.end)
}

/// Takes the bead of these runs apart into a null bead on each side.
fn unlink(beads: &mut Vec<Bead>, source: &Range<usize>, target: &Range<usize>) {
    let found = beads
        .iter()
        .position(|bead| bead.source() == *source && bead.target() == *target);
    if let Some(found) = found.filter(|&found| !beads[found].is_null()) {
        beads.remove(found);
        beads.extend(null(source.clone(), 0..0));
        beads.extend(null(0..0, target.clone()));
    }
}

/// The order of an alignment: by target; a null bead of the source before the first bead that
/// holds a later source segment.
fn in_order(beads: Vec<Bead>) -> Vec<Bead> {
    let (mut of_source, mut rest): (Vec<Bead>, Vec<Bead>) =
        beads.into_iter().partition(|bead| bead.target().is_empty());
    rest.sort_by_key(|bead| bead.target().start);
    of_source.sort_by_key(|bead| bead.source().start);
    for bead in of_source {
        let later = rest
            .iter()
            .position(|other| !other.source().is_empty() && other.source().start >= bead.source().end);
        rest.insert(later.unwrap_or(rest.len()), bead);
    }
    rest
}

/// What lives on of the beads that people set or confirmed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Carried {
    /// Two-sided beads whose texts are all unchanged, in the new segments' numbers; none of
    /// them crosses another when the order is to be kept.
    pub beads: Vec<Bead>,
    /// Source segments of null beads that were confirmed, by new numbers.
    pub nulls: Pair<BTreeSet<usize>>,
    /// New segments that were in a bead of which another text has changed.
    pub stale: Pair<BTreeSet<usize>>,
}

/// Carries beads over; `segments` says for each old segment which new one it is.
pub fn carried(old: &Alignment, segments: &Pair<Vec<Option<usize>>>, keep_order: bool) -> Carried {
    let mut out = Carried::default();
    for bead in old.beads() {
        if matches!(bead.status, Status::Auto) {
            continue;
        }
        let new = Pair {
            source: renumbered(&segments.source, bead.source()),
            target: renumbered(&segments.target, bead.target()),
        };
        let is_whole = bead.status != Status::Stale;
        match (
            run(&new.source, bead.source().len()),
            run(&new.target, bead.target().len()),
        ) {
            (Some(source), Some(target)) if is_whole && bead.is_null() => {
                out.nulls.source.extend(source);
                out.nulls.target.extend(target);
            }
            (Some(source), Some(target)) if is_whole => {
                if let Some(mut bead_now) = Bead::new(source, target, bead.confidence) {
                    bead_now.status = bead.status;
                    out.beads.push(bead_now);
                }
            }
            _ => {
                out.stale.source.extend(new.source);
                out.stale.target.extend(new.target);
            }
        }
    }
    out.beads.sort_by_key(|bead| bead.target().start);
    if keep_order {
        let mut last = 0;
        out.beads.retain(|bead| {
            let keeps = bead.source().start >= last;
            last = if keeps { bead.source().end } else { last };
            keeps
        });
    }
    out
}

fn renumbered(segments: &[Option<usize>], old: Range<usize>) -> BTreeSet<usize> {
    old.filter_map(|index| segments.get(index).copied().flatten())
        .collect()
}

/// The segments as one run of that length, if they are one.
fn run(segments: &BTreeSet<usize>, len: usize) -> Option<Range<usize>> {
    let Some((&first, &last)) = segments.first().zip(segments.last()) else {
        return (len == 0).then_some(0..0);
    };
    (segments.len() == len && last + 1 - first == len).then_some(first..last + 1)
}

/// A new alignment with the statuses that live on: null beads that were confirmed stay so, and
/// beads with a changed text that were confirmed are stale.
pub fn restatus(
    alignment: &Alignment,
    carried: &Carried,
    (n_source, n_target): (usize, usize),
) -> Option<Alignment> {
    let mut beads = without_nulls(alignment.beads(), carried);
    for bead in &mut beads {
        let set = carried
            .beads
            .iter()
            .find(|set| set.source() == bead.source() && set.target() == bead.target());
        let confirmed_null = bead.is_null()
            && bead.source().all(|index| carried.nulls.source.contains(&index))
            && bead.target().all(|index| carried.nulls.target.contains(&index));
        let is_touched = bead.source().any(|index| carried.stale.source.contains(&index))
            || bead.target().any(|index| carried.stale.target.contains(&index));
        bead.status = match set {
            Some(set) => set.status,
            None if confirmed_null => Status::Confirmed,
            None if is_touched => Status::Stale,
            None => Status::Auto,
        };
    }
    Alignment::new(beads, n_source, n_target).ok()
}

/// The beads without the segments that people said have no counterpart, where those stand at
/// an edge of a run; these become null beads.
fn without_nulls(beads: &[Bead], carried: &Carried) -> Vec<Bead> {
    let mut out = Vec::new();
    for bead in beads {
        let source = trimmed(bead.source(), &carried.nulls.source);
        let target = trimmed(bead.target(), &carried.nulls.target);
        let is_same = source == bead.source() && target == bead.target();
        if bead.is_null() || is_same {
            out.push(bead.clone());
            continue;
        }
        out.extend(Bead::new(source.clone(), target.clone(), bead.confidence));
        for index in bead.source().filter(|index| !source.contains(index)) {
            out.extend(Bead::new(index..index + 1, 0..0, 1.0));
        }
        for index in bead.target().filter(|index| !target.contains(index)) {
            out.extend(Bead::new(0..0, index..index + 1, 1.0));
        }
    }
    in_order(out)
}

/// A run without the given segments at its ends.
fn trimmed(mut run: Range<usize>, nulls: &BTreeSet<usize>) -> Range<usize> {
    while !run.is_empty() && nulls.contains(&run.start) {
        run.start += 1;
    }
    while !run.is_empty() && nulls.contains(&(run.end - 1)) {
        run.end -= 1;
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn alignment(beads: &[(Range<usize>, Range<usize>)], n: (usize, usize)) -> Alignment {
        let beads = beads
            .iter()
            .filter_map(|(source, target)| Bead::new(source.clone(), target.clone(), 0.9))
            .collect();
        Alignment::new(beads, n.0, n.1).unwrap()
    }

    fn shown(alignment: &Alignment) -> Vec<String> {
        let bead = |bead: &Bead| format!("{:?}-{:?} {}", bead.source(), bead.target(), bead.status.name());
        alignment.beads().iter().map(bead).collect()
    }

    #[test]
    fn linking_cuts_back_what_overlapped() {
        let start = alignment(&[(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)], (3, 3));
        let edit = BeadEdit::Link {
            source: (0, 2),
            target: (0, 1),
        };
        let linked = edited(&start, &[edit], (3, 3)).unwrap();
        assert_eq!(
            shown(&linked),
            ["0..2-0..1 pinned", "0..0-1..2 auto", "2..3-2..3 auto"]
        );
    }

    #[test]
    fn what_stands_alone_leaves_its_bead_whole() {
        let start = alignment(&[(0..3, 0..1), (3..4, 1..2)], (4, 2));
        let of = |source: (usize, usize)| BeadEdit::Null {
            source,
            target: (0, 0),
            why: "an aside".to_owned(),
            words: String::new(),
        };
        let last = edited(&start, &[of((2, 3))], (4, 2)).unwrap();
        assert_eq!(
            shown(&last),
            ["0..2-0..1 auto", "2..3-0..0 pinned", "3..4-1..2 auto"]
        );
        let middle = edited(&start, &[of((1, 2))], (4, 2)).unwrap();
        assert_eq!(
            shown(&middle),
            [
                "0..1-0..1 auto",
                "1..2-0..0 pinned",
                "2..3-0..0 auto",
                "3..4-1..2 auto"
            ]
        );
    }

    #[test]
    fn a_cut_segment_stays_in_its_bead() {
        let start = alignment(&[(0..1, 0..1), (1..2, 1..1), (2..3, 1..3)], (3, 3));
        let now = cut(&start, (Role::Target, 1), (3, 3)).unwrap();
        assert_eq!(
            shown(&now),
            ["0..1-0..1 auto", "1..2-1..1 auto", "2..3-1..4 auto"]
        );
        assert!(cut(&start, (Role::Target, 7), (3, 3)).is_err());
    }

    #[test]
    fn pins_and_their_release() {
        let start = alignment(&[(0..1, 0..1), (1..2, 1..1)], (2, 1));
        let (source, target) = ((1, 2), (0, 0));
        let pinned = edited(&start, &[BeadEdit::Pin { source, target }], (2, 1)).unwrap();
        assert_eq!(shown(&pinned), ["0..1-0..1 auto", "1..2-1..1 pinned"]);
        let released = edited(&pinned, &[BeadEdit::Release { source, target }], (2, 1)).unwrap();
        assert_eq!(released, start);
    }

    #[test]
    fn confirming_and_unlinking() {
        let start = alignment(&[(0..1, 0..1), (1..2, 1..2)], (2, 2));
        let confirm = BeadEdit::Confirm {
            source: (0, 1),
            target: (0, 1),
        };
        let unlink = BeadEdit::Unlink {
            source: (1, 2),
            target: (1, 2),
        };
        let now = edited(&start, &[confirm, unlink], (2, 2)).unwrap();
        assert_eq!(
            shown(&now),
            ["0..1-0..1 confirmed", "0..0-1..2 pinned", "1..2-0..0 pinned"]
        );
    }

    #[test]
    fn confirmed_beads_move_with_their_texts_and_fall_stale_with_them() {
        let mut start = alignment(&[(0..1, 0..1), (1..2, 1..2)], (2, 2)).beads().to_vec();
        for bead in &mut start {
            bead.status = Status::Confirmed;
        }
        let old = Alignment::new(start, 2, 2).unwrap();
        let segments = Pair::new(vec![Some(0), Some(1)], vec![Some(1), None]);
        let now = carried(&old, &segments, true);
        let new = alignment(&[(0..0, 0..1), (0..1, 1..2), (1..2, 2..3)], (2, 3));
        let new = restatus(&new, &now, (2, 3)).unwrap();
        assert_eq!(
            shown(&new),
            ["0..0-0..1 auto", "0..1-1..2 confirmed", "1..2-2..3 stale"]
        );
    }

    #[test]
    fn what_was_said_to_have_no_counterpart_stays_alone() {
        let mut beads = alignment(&[(0..1, 0..1), (1..2, 1..1)], (2, 1)).beads().to_vec();
        beads[1].status = Status::Confirmed;
        let old = Alignment::new(beads, 2, 1).unwrap();
        let same = Pair::new(vec![Some(0), Some(1)], vec![Some(0)]);
        let now = carried(&old, &same, true);
        let fresh = alignment(&[(0..2, 0..1)], (2, 1));
        let fresh = restatus(&fresh, &now, (2, 1)).unwrap();
        assert_eq!(shown(&fresh), ["0..1-0..1 auto", "1..2-0..0 confirmed"]);
    }

    proptest! {
        #[test]
        fn any_links_leave_an_alignment(links in proptest::collection::vec((0..6_usize, 0..6_usize, 0..6_usize, 0..6_usize), 0..8)) {
            let ones: Vec<_> = (0..5).map(|i| (i..i + 1, i..i + 1)).collect();
            let start = alignment(&ones, (5, 5));
            let edits: Vec<BeadEdit> = links
                .into_iter()
                .map(|(a, b, c, d)| BeadEdit::Link { source: (a.min(b), a.max(b)), target: (c.min(d), c.max(d)) })
                .collect();
            prop_assert!(edited(&start, &edits, (5, 5)).is_ok());
        }
    }
}
