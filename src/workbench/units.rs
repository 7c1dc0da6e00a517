//! Beads with their texts.

use std::ops::Range;

use crate::bitext::{Bead, Document, Pair, Role, Segment, TransUnit, UnitText};
use crate::text::Span;
use crate::workbench::steps::Aligned;

/// From how many beads the aligner had a choice worth the name.
const WHOLE_TEXT: usize = 6;

/// The transunits of an alignment, in the order of its beads.
pub fn transunits(aligned: &Aligned) -> Vec<TransUnit> {
    let beads = aligned.alignment.beads();
    beads
        .iter()
        .map(|bead| {
            let text =
                |role: Role, run| unit_text(aligned.documents.get(role), aligned.segments.get(role), run);
            TransUnit {
                direction: aligned.direction,
                texts: Pair::new(
                    text(Role::Source, bead.source()),
                    text(Role::Target, bead.target()),
                ),
                place: place(aligned, bead),
                confidence: bead.confidence,
                chosen: beads.len() >= WHOLE_TEXT,
            }
        })
        .collect()
}

/// The text of a run of segments; none for an empty run.
pub fn unit_text(document: &Document, segments: &[Segment], run: Range<usize>) -> Option<UnitText> {
    let some = segments.get(run.clone()).filter(|some| !some.is_empty())?;
    let spans: Vec<Span> = some
        .iter()
        .flat_map(|segment| segment.pieces.iter().copied())
        .collect();
    let mut text = UnitText::new(document.lang, &document.raw, &spans);
    text.segments = run;
    let turns = some.iter().map(|segment| document.turns.get(segment.turn));
    let mut speakers = turns.map(|turn| turn.and_then(|turn| turn.speaker.as_deref()));
    let first = speakers.next().flatten();
    if speakers.all(|speaker| speaker == first) {
        text.speaker = first.map(str::to_owned);
    }
    text.time = time(document, some);
    Some(text)
}

/// From the first cue that the segments touch to the end of the last one.
fn time(document: &Document, segments: &[Segment]) -> Option<(u64, u64)> {
    let span = segments.first()?.span().cover(segments.last()?.span());
    let (first, last) = (segments.first()?.turn, segments.last()?.turn);
    let turns = document.turns.get(first..=last)?;
    let times: Vec<_> = turns
        .iter()
        .flat_map(|turn| turn.text.iter().zip(&turn.times))
        .filter(|(stretch, _)| stretch.overlaps(span))
        .map(|(_, time)| *time)
        .collect();
    Some((times.first()?.start, times.last()?.end))
}

/// Where the missing side of a null bead would stand in its text: after the counterpart of the
/// nearest segment before that has one, else at the beginning.
fn place(aligned: &Aligned, bead: &Bead) -> usize {
    if !bead.is_null() {
        return 0;
    }
    let missing = if bead.source().is_empty() {
        Role::Source
    } else {
        Role::Target
    };
    let run = |bead: &Bead, role: Role| match role {
        Role::Source => bead.source(),
        Role::Target => bead.target(),
    };
    let present = match missing {
        Role::Source => Role::Target,
        Role::Target => Role::Source,
    };
    let (here, there) = (|bead: &Bead| run(bead, present), |bead: &Bead| run(bead, missing));
    let before = aligned
        .alignment
        .beads()
        .iter()
        .filter(|other| !other.is_null() && here(other).end <= here(bead).start)
        .max_by_key(|other| here(other).end);
    let segments = aligned.segments.get(missing);
    before
        .and_then(|other| there(other).last())
        .and_then(|last| segments.get(last))
        .map_or(0, |segment| segment.span().end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Alignment, Direction, Policy};
    use crate::format::{self, Options};
    use crate::segment::segment;

    fn aligned(source: &str, target: &str, beads: Vec<Bead>) -> Aligned {
        let read = |name: &str, text: &str| {
            let document = format::read(name, text.as_bytes(), &Options::default())
                .unwrap()
                .0;
            let segments = segment(&document);
            (document, segments)
        };
        let (source, source_segments) = read("ar.txt", source);
        let (target, target_segments) = read("en.txt", target);
        Aligned {
            direction: Direction::AR_EN,
            policy: Policy::Full,
            alignment: Alignment::new(beads, source_segments.len(), target_segments.len()).unwrap(),
            documents: Pair::new(source, target),
            segments: Pair::new(source_segments, target_segments),
        }
    }

    #[test]
    fn a_missing_rendering_has_its_place_after_the_one_before() {
        let beads = vec![
            Bead::new(0..1, 0..1, 1.0).unwrap(),
            Bead::new(1..2, 1..1, 1.0).unwrap(),
            Bead::new(2..3, 1..2, 1.0).unwrap(),
        ];
        let aligned = aligned(
            "جاء الرجل. جلس هنا. ذهب الرجل.",
            "The man came. The man left.",
            beads,
        );
        let units = aligned.transunits();
        assert_eq!(units[1].place, "The man came.".len());
        assert_eq!(units[1].source().unwrap().text, "جلس هنا.");
        assert_eq!(units[2].target().unwrap().segments, 1..2);
    }

    #[test]
    fn speaker_and_time_come_with_the_text() {
        let srt =
            "1\n00:00:01,000 --> 00:00:02,000\nThe man\n\n2\n00:00:02,000 --> 00:00:03,500\ncame home.\n";
        let document = format::read("a.srt", srt.as_bytes(), &Options::default())
            .unwrap()
            .0;
        let segments = segment(&document);
        let text = unit_text(&document, &segments, 0..1).unwrap();
        assert_eq!(
            (text.text.as_str(), text.time),
            ("The man came home.", Some((1000, 3500)))
        );
        assert_eq!(unit_text(&document, &segments, 0..0), None);
    }
}
