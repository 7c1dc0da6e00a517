//! Changes of a rendering's text: suggestions put in, sentences reworded.
//!
//! An edit stays in its bead: what a person writes into a row belongs to that row's source, so
//! nothing is aligned anew unless a bead has lost all of its text. A confirmed bead with changed
//! words is stale. Decisions go over with findings whose own words stay as they were.

use crate::bitext::{Alignment, Bead, Finding, Mark, Pair, Role, Segment, Status, TransUnit};
use crate::check;
use crate::format::{self, Encoding, Options};
use crate::review::event::{Happening, Reason};
use crate::store::Batch;
use crate::store::archive::{self, Made};
use crate::text::Span;
use crate::workbench::adding::revision_of;
use crate::workbench::cutting::recut;
use crate::workbench::steps::{self, Aligned, Incoming};
use crate::workbench::{Checked, Error, Found, Opened, Reading, Workbench};

/// Stretches of the rendering's raw text with what is to stand there, in order, apart.
pub type Edits<'a> = [(Span, &'a str)];

/// Bytes around an edit within which fingerprints take its words in.
const NEAR: usize = 600;

impl Workbench {
    /// Puts the `choice`-th suggestion of a finding (from 0) into the rendering, as a new revision.
    /// Returns the words before and after.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn fix(&mut self, found: &Found, choice: usize) -> Result<(String, String), Error> {
        let finding = &found.checked.outcome.findings[found.index];
        let id = &found.checked.ids[found.index];
        let (span, text) = fixing(&found.opened.aligned, finding, choice)
            .map_err(|why| Error::Refused(format!("{id} {why}")))?;
        let before = span.of(&found.opened.aligned.documents.target.raw).to_owned();
        let reason = Reason::Fix {
            fingerprint: finding.fingerprint.clone(),
        };
        let after = text.to_owned();
        self.edit(&found.opened, Some(&found.checked), (&[(span, text)], reason))?;
        Ok((before, after))
    }

    /// Replaces stretches of the rendering's raw text, as a new revision. `checked` are its
    /// findings as they stand, where they are known.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn edit(
        &mut self,
        opened: &Opened,
        checked: Option<&Checked>,
        (edits, reason): (&Edits<'_>, Reason),
    ) -> Result<u32, Error> {
        let (mut batch, mut happenings) = (Batch::default(), Vec::new());
        let mut interview = opened.interview.clone();
        let document = opened.rendering.document;
        let reading = self.edited(opened, edits)?;
        let revision = archive::next_revision(self.store.as_ref(), interview.id, document)?;
        let text = revision_of(&reading);
        archive::put_revision(&mut batch, interview.id, (document, revision), &text)?;
        self.revised(&mut happenings, &mut interview, (document, revision, reason));
        let Some((alignment, moves)) = in_place(opened, &reading, edits)? else {
            let rendering = interview.rendering(Some(&opened.rendering.label))?;
            let source = self.revision(&interview, 0, interview.state.source_revision())?;
            let texts = Pair::new(source, text);
            let old = &opened.aligned;
            let (aligned, event) = self.align_into(&mut batch, &interview, (rendering, texts), Some(old))?;
            happenings.push(event);
            happenings.extend(self.decisions_for(rendering, old, &aligned));
            self.record(batch, interview.id, happenings)?;
            return Ok(revision);
        };
        let number = archive::next_alignment(self.store.as_ref(), interview.id)?;
        let source_revision = opened.revisions.source.revision;
        let made = Made {
            document,
            source_revision,
            target_revision: revision,
            policy: opened.rendering.policy.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        archive::put_alignment(&mut batch, interview.id, number, (&alignment, made))?;
        happenings.push(Happening::Aligned {
            document,
            alignment: number,
            source_revision,
            target_revision: revision,
        });
        if !opened.rendering.decisions.is_empty() {
            let now = with_target(&opened.aligned, &reading, alignment);
            happenings.extend(match checked {
                Some(checked) => decided_near(opened, checked, &now, &moves),
                None => decided_near(opened, &self.check(opened), &now, &moves),
            });
        }
        self.record(batch, interview.id, happenings)?;
        Ok(revision)
    }

    /// The rendering with the edits, read anew and cut by hand as before.
    fn edited(&self, opened: &Opened, edits: &Edits<'_>) -> Result<Reading, Error> {
        let document = &opened.aligned.documents.target;
        let raw = spliced(opened, edits)?;
        let mut reading = steps::read(&Incoming {
            name: document.name.clone(),
            bytes: raw.into_bytes(),
            options: Options {
                encoding: Some("utf-8".to_owned()),
                lang: Some(document.lang),
                media: Some(document.media),
            },
        })?;
        let written = &opened.revisions.target;
        let mut encoding = Encoding::from_name(&written.encoding).unwrap_or(Encoding::UTF_8);
        encoding.bom = written.byte_order_mark;
        reading.receipt.encoding = encoding;
        let before = self.revision(
            &opened.interview,
            opened.rendering.document,
            opened.rendering.revision(),
        )?;
        Ok(recut(&before, reading))
    }
}

/// Where and with what a finding is mended by its `choice`-th suggestion.
///
/// # Errors
///
/// Why it cannot be.
pub fn fixing<'f>(aligned: &Aligned, finding: &'f Finding, choice: usize) -> Result<(Span, &'f str), String> {
    if aligned.direction.role(finding.at.lang) != Role::Target {
        return Err("is about the source, which is not mended here".to_owned());
    }
    match finding.suggestions.get(choice) {
        Some(text) => Ok((finding.at.span, text)),
        None if finding.suggestions.is_empty() => Err("has no suggestion to put in".to_owned()),
        None => Err(format!(
            "has {} suggestions, expected number {}",
            finding.suggestions.len(),
            choice + 1
        )),
    }
}

fn spliced(opened: &Opened, edits: &Edits<'_>) -> Result<String, Error> {
    let document = &opened.aligned.documents.target;
    format::splice(document, edits).map_err(|source| Error::Write {
        name: document.name.clone(),
        source,
    })
}

/// Edits with how much longer each makes the text as its format writes it.
#[derive(Debug)]
struct Moves(Vec<(Span, isize)>);

impl Moves {
    fn of(opened: &Opened, edits: &Edits<'_>) -> Result<Moves, Error> {
        let before = opened.aligned.documents.target.raw.len() as isize;
        let each = edits.iter().map(|edit| {
            let after = spliced(opened, std::slice::from_ref(edit))?.len() as isize;
            Ok((edit.0, after - before))
        });
        each.collect::<Result<_, Error>>().map(Moves)
    }

    /// Where a place of the new text lay in the old one; words put in lay where they were put.
    fn back(&self, place: usize) -> usize {
        let mut grown = 0;
        for (span, more) in &self.0 {
            let start = span.start.saturating_add_signed(grown);
            let end = span.end.saturating_add_signed(grown + more);
            if place < start {
                break;
            }
            if place < end {
                return span.start;
            }
            grown += more;
        }
        place.saturating_add_signed(-grown)
    }

    /// Where a span of the old text lies now; none when an edit touches it.
    fn forth(&self, old: Span) -> Option<Span> {
        let mut grown = 0;
        for (span, more) in &self.0 {
            if span.overlaps(old) || (span.is_empty() && old.start < span.start && span.start < old.end) {
                return None;
            }
            if span.end <= old.start {
                grown += more;
            }
        }
        let place = |at: usize| at.saturating_add_signed(grown);
        Some(Span::new(place(old.start), place(old.end)))
    }

    fn is_near(&self, span: Span, reach: usize) -> bool {
        let near = |edit: Span| span.start <= edit.end + reach && edit.start <= span.end + reach;
        self.0.iter().any(|(edit, _)| near(*edit))
    }
}

/// The alignment with every new segment in the bead of the old one it came from; none when a
/// bead has lost all of its text, or there was none.
fn in_place(
    opened: &Opened,
    reading: &Reading,
    edits: &Edits<'_>,
) -> Result<Option<(Alignment, Moves)>, Error> {
    let moves = Moves::of(opened, edits)?;
    let old = &opened.aligned.segments.target;
    let origin: Vec<usize> = reading
        .segments
        .iter()
        .map(|segment| origin(old, moves.back(segment.span().start)))
        .collect();
    if old.is_empty() {
        return Ok(None);
    }
    let (was, is) = (opened.aligned.texts().target, reading.texts());
    let mut beads = Vec::new();
    for bead in opened.aligned.alignment.beads() {
        let run = bead.target();
        let place = |old: usize| origin.partition_point(|&from| from < old);
        let now = place(run.start)..place(run.end);
        if now.is_empty() && !run.is_empty() {
            if bead.source().is_empty() {
                continue;
            }
            return Ok(None);
        }
        let is_same = was[run.clone()] == is[now.clone()];
        let Some(mut moved) = Bead::new(bead.source(), now, bead.confidence) else {
            continue;
        };
        moved.status = match bead.status {
            Status::Confirmed | Status::Pinned if !is_same => Status::Stale,
            status => status,
        };
        beads.push(moved);
    }
    let n = (opened.aligned.segments.source.len(), reading.segments.len());
    let alignment = Alignment::new(beads, n.0, n.1).map_err(|error| Error::Align(error.into()))?;
    Ok(Some((alignment, moves)))
}

/// The old segment that holds a place, or the last one before it.
fn origin(old: &[Segment], place: usize) -> usize {
    old.partition_point(|segment| segment.span().start <= place)
        .saturating_sub(1)
}

fn with_target(old: &Aligned, reading: &Reading, alignment: Alignment) -> Aligned {
    Aligned {
        documents: Pair::new(old.documents.source.clone(), reading.document.clone()),
        segments: Pair::new(old.segments.source.clone(), reading.segments.clone()),
        alignment,
        ..old.clone()
    }
}

/// Decisions on findings near an edit whose own words it leaves alone, under the fingerprints
/// that these findings have now.
fn decided_near(opened: &Opened, checked: &Checked, now: &Aligned, moves: &Moves) -> Vec<Happening> {
    let lang = opened.aligned.direction.lang(Role::Target);
    let units: Vec<TransUnit> = now
        .transunits()
        .into_iter()
        .filter(|unit| {
            let text = unit.target().map(crate::bitext::UnitText::whole);
            text.is_some_and(|span| {
                let back = Span::new(moves.back(span.start), moves.back(span.end));
                moves.is_near(back, 2 * NEAR)
            })
        })
        .collect();
    let decisions = &opened.rendering.decisions;
    let mut happenings = Vec::new();
    for (_, finding) in checked.findings() {
        let near = finding.at.lang == lang && moves.is_near(finding.at.span, NEAR);
        let Some(decision) = decisions.get(&finding.fingerprint).filter(|_| near) else {
            continue;
        };
        let shifted = |mark: &Mark| {
            if mark.lang != lang {
                return Some(*mark);
            }
            moves.forth(mark.span).map(|span| Mark { span, ..*mark })
        };
        let related: Option<Vec<Mark>> = finding.related.iter().map(shifted).collect();
        let (Some(at), Some(related)) = (shifted(&finding.at), related) else {
            continue;
        };
        let mut moved = [Finding {
            at,
            related,
            ..finding.clone()
        }];
        check::stamp(&mut moved, &units);
        if moved[0].fingerprint != finding.fingerprint {
            happenings.push(Happening::Decided {
                document: opened.rendering.document,
                fingerprint: moved[0].fingerprint.clone(),
                check: finding.check.to_owned(),
                verdict: decision.verdict,
                why: decision.why.clone(),
            });
        }
    }
    happenings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_back_and_forth_over_edits() {
        // "ab" at 2..4 becomes five bytes, a byte goes in at 8.
        let moves = Moves(vec![(Span::new(2, 4), 3), (Span::at(8), 1)]);
        assert_eq!(moves.back(1), 1);
        assert_eq!(moves.back(4), 2);
        assert_eq!(moves.back(7), 4);
        assert_eq!(moves.back(11), 8);
        assert_eq!(moves.back(12), 8);
        assert_eq!(moves.back(13), 9);
        assert_eq!(moves.forth(Span::new(0, 2)), Some(Span::new(0, 2)));
        assert_eq!(moves.forth(Span::new(4, 6)), Some(Span::new(7, 9)));
        assert_eq!(moves.forth(Span::new(3, 6)), None);
        assert_eq!(moves.forth(Span::new(7, 9)), None);
        assert_eq!(moves.forth(Span::new(9, 10)), Some(Span::new(13, 14)));
    }
}
