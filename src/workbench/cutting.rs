//! Segments cut in two by hand, and such cuts carried over when a text changes.

use crate::bitext::{Document, Role, Segment, UnitText};
use crate::review::beads;
use crate::review::cuts::{self, Cut};
use crate::review::event::{BeadEdit, Happening, Reason, TRANSCRIPT};
use crate::segment;
use crate::store::Batch;
use crate::store::archive::{self, Made, Revision};
use crate::text::Span;
use crate::workbench::{Error, Opened, Reading, Workbench};

impl Workbench {
    /// Cuts a segment of a side in two at the byte `place` of the raw text, as a new revision with
    /// the same words; beads stay as they are, the bead of the segment holds both parts. `then`
    /// is done to the beads of this rendering in the same step.
    ///
    /// # Errors
    ///
    /// [`Error`] when there is no such segment, nothing is on one side of the cut, or the store refuses.
    pub fn cut(
        &mut self,
        opened: &Opened,
        (role, segment): (Role, usize),
        place: usize,
        then: &[BeadEdit],
    ) -> Result<(), Error> {
        let document = opened.aligned.documents.get(role);
        let segments = opened.aligned.segments.get(role);
        let Some(whole) = segments.get(segment) else {
            return Err(Error::Refused(format!(
                "there is no segment {segment}, expected one of 0 to {}",
                segments.len().saturating_sub(1)
            )));
        };
        let Some((first, second)) = parts(document, whole, place) else {
            return Err(Error::Refused(
                "a cut leaves words on both sides, expected a place inside the segment".to_owned(),
            ));
        };
        let mut now = segments.clone();
        now.splice(segment..=segment, [first, second]);
        let number = match role {
            Role::Source => TRANSCRIPT,
            Role::Target => opened.rendering.document,
        };
        let id = opened.interview.id;
        let old = self.revision(&opened.interview, number, opened.revisions.get(role).revision)?;
        let revision = archive::next_revision(self.store.as_ref(), id, number)?;
        let mut batch = Batch::default();
        let made = Revision { segments: now, ..old };
        archive::put_revision(&mut batch, id, (number, revision), &made)?;
        let mut happenings = vec![Happening::Revised {
            document: number,
            revision,
            reason: Reason::Cut { segment },
        }];
        self.cut_alignments(&mut batch, &mut happenings, opened, (role, segment, revision))?;
        let own = happenings.iter().find_map(|happening| match happening {
            Happening::Aligned {
                document, alignment, ..
            } if *document == opened.rendering.document => Some(*alignment),
            _ => None,
        });
        happenings.extend(own.into_iter().flat_map(|alignment| {
            then.iter().map(move |edit| Happening::Beads {
                alignment,
                edit: edit.clone(),
            })
        }));
        self.record(batch, id, happenings)?;
        Ok(())
    }

    /// New alignments of every rendering that the cut document is aligned with.
    fn cut_alignments(
        &self,
        batch: &mut Batch,
        happenings: &mut Vec<Happening>,
        opened: &Opened,
        (role, segment, revision): (Role, usize, u32),
    ) -> Result<(), Error> {
        let interview = &opened.interview;
        let source = interview.state.source_revision();
        let mut number = archive::next_alignment(self.store.as_ref(), interview.id)?;
        for rendering in interview.state.renderings.values() {
            if role == Role::Target && rendering.document != opened.rendering.document {
                continue;
            }
            let Some(known) = rendering.alignment_of(source, rendering.revision()) else {
                continue;
            };
            let texts = self.current(interview, rendering)?;
            let n = (texts.source.segments.len(), texts.target.segments.len());
            let alignment = self.stored(interview, known.number, &texts)?;
            let alignment =
                beads::cut(&alignment, (role, segment), n).map_err(|error| Error::Align(error.into()))?;
            let (source_revision, target_revision) = match role {
                Role::Source => (revision, rendering.revision()),
                Role::Target => (source, revision),
            };
            let made = Made {
                document: rendering.document,
                source_revision,
                target_revision,
                policy: rendering.policy.clone(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            };
            archive::put_alignment(batch, interview.id, number, (&alignment, made))?;
            happenings.push(Happening::Aligned {
                document: rendering.document,
                alignment: number,
                source_revision,
                target_revision,
            });
            number += 1;
        }
        Ok(())
    }
}

/// The text of a segment with the way back to the raw text.
pub fn text_of(document: &Document, segment: &Segment) -> UnitText {
    UnitText::new(document.lang, &document.raw, &segment.pieces)
}

fn texts_of(document: &Document, segments: &[Segment]) -> Vec<String> {
    let texts = segments.iter().map(|segment| text_of(document, segment).text);
    texts.collect()
}

/// The two parts of a segment before and after the byte `place` of the raw text; none when one of
/// them would have no words.
fn parts(document: &Document, whole: &Segment, place: usize) -> Option<(Segment, Segment)> {
    if !document.raw.is_char_boundary(place) {
        return None;
    }
    let trimmed = |span: Span| {
        let part = span.of(&document.raw);
        let start = span.start + (part.len() - part.trim_start().len());
        let end = span.end - (part.len() - part.trim_end().len());
        (start < end).then(|| Span::new(start, end))
    };
    let pieces = whole.pieces.iter();
    let first: Vec<Span> = pieces
        .clone()
        .filter(|piece| piece.start < place)
        .filter_map(|piece| trimmed(Span::new(piece.start, piece.end.min(place))))
        .collect();
    let second: Vec<Span> = pieces
        .filter(|piece| piece.end > place)
        .filter_map(|piece| trimmed(Span::new(piece.start.max(place), piece.end)))
        .collect();
    let start = second.first()?.start;
    let stretches = &document.turns.get(whole.turn)?.text;
    let stretch = stretches.iter().position(|stretch| start < stretch.end);
    let second = Segment {
        pieces: second,
        turn: whole.turn,
        stretch: stretch.unwrap_or(whole.stretch),
    };
    let first = Segment {
        pieces: first,
        ..whole.clone()
    };
    (!first.pieces.is_empty()).then_some((first, second))
}

/// A new text of a document, cut by hand where the one before was and the words live on.
pub(super) fn recut(before: &Revision, mut reading: Reading) -> Reading {
    let cuts = by_hand(before);
    if cuts.is_empty() {
        return reading;
    }
    // From the last to the first, so that numbers and places before stay what they are.
    let texts = texts_of(&reading.document, &reading.segments);
    for (segment, at) in cuts::carried(&cuts, &texts).into_iter().rev() {
        let whole = &reading.segments[segment];
        let place = text_of(&reading.document, whole).raw_span(Span::at(at)).start;
        if let Some((first, second)) = parts(&reading.document, whole, place) {
            reading.segments.splice(segment..=segment, [first, second]);
        }
    }
    reading
}

/// The cuts of a stored text that cutting it anew would not make.
fn by_hand(revision: &Revision) -> Vec<Cut> {
    let fresh = segment::segment(&revision.document);
    if fresh == revision.segments {
        return Vec::new();
    }
    let texts = texts_of(&revision.document, &revision.segments);
    let starts: std::collections::BTreeSet<usize> =
        fresh.iter().map(|segment| segment.span().start).collect();
    let pairs = revision.segments.iter().zip(&texts);
    pairs
        .clone()
        .zip(pairs.skip(1))
        .filter(|(_, (segment, _))| !starts.contains(&segment.span().start))
        .map(|((_, before), (_, after))| Cut::between(before, after))
        .collect()
}
