//! What people decide: on findings, on beads, on documents; and taking it back.

use std::ops::Range;

use crate::bitext::{Pair, Role};
use crate::format::{self, Encoding, Options};
use crate::review::carry::{self, Place};
use crate::review::event::{BeadEdit, Happening, Reason};
use crate::review::{Rendering, Verdict};
use crate::store::Batch;
use crate::store::archive;
use crate::text::{Span, token};
use crate::workbench::adding::revision_of;
use crate::workbench::steps::{self, Aligned, Incoming};
use crate::workbench::{Checked, Error, Interview, Opened, Reading, Workbench};

/// A finding in the workspace.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Where it is.
    pub opened: Opened,
    /// All findings of that rendering.
    pub checked: Checked,
    /// Its place among them.
    pub index: usize,
}

impl Workbench {
    /// The finding whose id or fingerprint begins with `id`, in one interview or in all.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn finding(&mut self, id: &str, interview: Option<&str>) -> Result<Found, Error> {
        let names: Vec<String> = match interview {
            Some(name) => vec![name.to_owned()],
            None => self
                .interviews()?
                .into_iter()
                .map(|interview| interview.name)
                .collect(),
        };
        let mut found: Vec<Found> = Vec::new();
        for name in names {
            for opened in self.opened_all(&name, None)? {
                let checked = self.check(&opened);
                let matching = matching(&checked, id);
                found.extend(matching.into_iter().map(|index| Found {
                    opened: opened.clone(),
                    checked: checked.clone(),
                    index,
                }));
            }
        }
        let ids: Vec<String> = found
            .iter()
            .map(|found| found.checked.ids[found.index].clone())
            .collect();
        match found.len() {
            0 => Err(Error::NoFinding { id: id.to_owned() }),
            1 => Ok(found.remove(0)),
            _ => match ids.iter().position(|known| known == id) {
                Some(exact) => Ok(found.remove(exact)),
                None => Err(Error::WhichFinding {
                    id: id.to_owned(),
                    found: ids,
                }),
            },
        }
    }

    /// Decides on a finding; [`Verdict::Open`] takes a decision back.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn decide(&mut self, found: &Found, verdict: Verdict, why: &str) -> Result<(), Error> {
        let finding = &found.checked.outcome.findings[found.index];
        let happening = Happening::Decided {
            document: found.opened.rendering.document,
            fingerprint: finding.fingerprint.clone(),
            check: finding.check.to_owned(),
            verdict,
            why: why.to_owned(),
        };
        self.record(Batch::default(), found.opened.interview.id, vec![happening])?;
        Ok(())
    }

    /// Says something about a finding, or about `segment N`.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn comment(&mut self, opened: &Opened, about: &str, text: &str) -> Result<(), Error> {
        let happening = Happening::Commented {
            document: opened.rendering.document,
            about: about.to_owned(),
            text: text.to_owned(),
        };
        self.record(Batch::default(), opened.interview.id, vec![happening])?;
        Ok(())
    }

    /// Signs a rendering off as it is.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn sign_off(&mut self, opened: &Opened) -> Result<(), Error> {
        let happening = Happening::SignedOff {
            document: opened.rendering.document,
            revision: opened.rendering.revision(),
        };
        self.record(Batch::default(), opened.interview.id, vec![happening])?;
        Ok(())
    }

    /// Changes beads of the alignment that is shown.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn edit_beads(&mut self, opened: &Opened, edits: &[BeadEdit]) -> Result<(), Error> {
        let n = (
            opened.aligned.segments.source.len(),
            opened.aligned.segments.target.len(),
        );
        for edit in edits {
            let (BeadEdit::Confirm { source, target }
            | BeadEdit::Link { source, target }
            | BeadEdit::Unlink { source, target }) = edit;
            if source.1 > n.0 || target.1 > n.1 || source.0 > source.1 || target.0 > target.1 {
                return Err(Error::Refused(format!(
                    "no such segments: there are {} of the source and {} of the rendering, from 0",
                    n.0, n.1
                )));
            }
        }
        let happenings = edits
            .iter()
            .map(|edit| Happening::Beads {
                alignment: opened.alignment,
                edit: edit.clone(),
            })
            .collect();
        self.record(Batch::default(), opened.interview.id, happenings)?;
        Ok(())
    }

    /// Puts the `choice`-th suggestion of a finding (from 0) into the rendering, as a new revision.
    /// Returns the words before and after.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn fix(&mut self, found: &Found, choice: usize) -> Result<(String, String), Error> {
        let finding = &found.checked.outcome.findings[found.index];
        let Some(text) = finding.suggestions.get(choice) else {
            return Err(Error::Refused(format!(
                "{} has {} suggestions, expected number {}",
                found.checked.ids[found.index],
                finding.suggestions.len(),
                choice + 1
            )));
        };
        if found.opened.aligned.direction.role(finding.at.lang) != Role::Target {
            return Err(Error::Refused(format!(
                "{} is about the source, which is not mended here",
                found.checked.ids[found.index]
            )));
        }
        let raw = &found.opened.aligned.documents.target.raw;
        let before = finding.at.span.of(raw).to_owned();
        let reason = Reason::Fix {
            fingerprint: finding.fingerprint.clone(),
        };
        self.edit(&found.opened, &[(finding.at.span, text.as_str())], reason)?;
        Ok((before, text.clone()))
    }

    /// Replaces spans of the rendering's raw text, as a new revision.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn edit(&mut self, opened: &Opened, edits: &[(Span, &str)], reason: Reason) -> Result<u32, Error> {
        let document = &opened.aligned.documents.target;
        let failed = |source| Error::Write {
            name: document.name.clone(),
            source,
        };
        let raw = format::splice(document, edits).map_err(failed)?;
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
        self.take_up(opened, &reading, reason)
    }

    /// Makes a text the rendering's newest revision and aligns it.
    fn take_up(&mut self, opened: &Opened, reading: &Reading, reason: Reason) -> Result<u32, Error> {
        let (mut batch, mut happenings) = (Batch::default(), Vec::new());
        let mut interview = opened.interview.clone();
        let number = opened.rendering.document;
        let revision = archive::next_revision(self.store.as_ref(), interview.id, number)?;
        archive::put_revision(
            &mut batch,
            interview.id,
            (number, revision),
            &revision_of(reading),
        )?;
        self.revised(&mut happenings, &mut interview, (number, revision, reason));
        self.realign_current(&mut batch, &mut happenings, &interview, (opened, reading))?;
        self.record(batch, interview.id, happenings)?;
        Ok(revision)
    }

    fn realign_current(
        &self,
        batch: &mut Batch,
        happenings: &mut Vec<Happening>,
        interview: &Interview,
        (opened, reading): (&Opened, &Reading),
    ) -> Result<(), Error> {
        let rendering = interview.rendering(Some(&opened.rendering.label))?;
        let source = self.revision(interview, 0, interview.state.source_revision())?;
        let texts = Pair::new(source, revision_of(reading));
        let old = &opened.aligned;
        let (aligned, event) = self.align_into(batch, interview, (rendering, texts), Some(old))?;
        happenings.push(event);
        happenings.extend(self.decisions_for(rendering, old, &aligned));
        Ok(())
    }

    /// Takes up an earlier revision again.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn restore(&mut self, opened: &Opened, revision: u32) -> Result<(), Error> {
        let document = opened.rendering.document;
        let last = archive::next_revision(self.store.as_ref(), opened.interview.id, document)? - 1;
        if revision == 0 || revision > last {
            return Err(Error::NoRevision {
                document: opened.rendering.label.clone(),
                revision,
                last,
            });
        }
        let happening = Happening::Revised {
            document,
            revision,
            reason: Reason::Restore { revision },
        };
        self.record(Batch::default(), opened.interview.id, vec![happening])?;
        Ok(())
    }

    /// Takes back the last thing that a person did in an interview, or, without a name, in the
    /// one where that was latest. Returns the interview's name and what was taken back.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn undo(&mut self, name: Option<&str>) -> Result<(String, Vec<Happening>), Error> {
        self.step("undo", name, |interview| {
            interview
                .steps()
                .undo()
                .map(|commit| (commit, Happening::Undone { commit }))
        })
    }

    /// Brings back what was undone last.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn redo(&mut self, name: Option<&str>) -> Result<(String, Vec<Happening>), Error> {
        self.step("redo", name, |interview| {
            interview
                .steps()
                .redo()
                .map(|commit| (commit, Happening::Redone { commit }))
        })
    }

    fn step(
        &mut self,
        what: &'static str,
        name: Option<&str>,
        next: impl Fn(&Interview) -> Option<(u64, Happening)>,
    ) -> Result<(String, Vec<Happening>), Error> {
        let interviews = match name {
            Some(name) => vec![self.interview(name)?],
            None => self.interviews()?,
        };
        let latest = interviews
            .into_iter()
            .filter_map(|interview| {
                let last = interview.events.last()?.commit;
                next(&interview).map(|step| (last, interview, step))
            })
            .max_by_key(|(last, _, _)| *last);
        let Some((_, interview, (commit, happening))) = latest else {
            return Err(Error::NothingTo(what));
        };
        self.record(Batch::default(), interview.id, vec![happening])?;
        let happenings = interview
            .events
            .into_iter()
            .filter(|event| event.commit == commit)
            .map(|event| event.what)
            .collect();
        Ok((interview.name, happenings))
    }

    /// Decisions that go over to the new fingerprints of findings in unchanged segments.
    pub(super) fn decisions_for(
        &self,
        rendering: &Rendering,
        old: &Aligned,
        new: &Aligned,
    ) -> Vec<Happening> {
        if rendering.decisions.is_empty() {
            return Vec::new();
        }
        let (old_texts, new_texts) = (old.texts(), new.texts());
        let carried = carry::segments(&old_texts.target, &new_texts.target);
        let before = places(&steps::check(old, &self.settings));
        let after = places(&steps::check(new, &self.settings));
        carry::fingerprints(&before, &after, &carried)
            .into_iter()
            .filter_map(|(was, is)| {
                let decision = rendering.decisions.get(&was)?;
                let check = before.iter().find(|place| place.fingerprint == was)?.check;
                Some(Happening::Decided {
                    document: rendering.document,
                    fingerprint: is,
                    check: check.to_owned(),
                    verdict: decision.verdict,
                    why: decision.why.clone(),
                })
            })
            .collect()
    }
}

/// Findings that an id may mean.
fn matching(checked: &Checked, id: &str) -> Vec<usize> {
    let exact = checked.ids.iter().position(|known| known == id);
    if let Some(exact) = exact {
        return vec![exact];
    }
    if id.len() < 4 {
        return Vec::new();
    }
    checked
        .findings()
        .filter(|(_, finding)| finding.fingerprint.starts_with(id))
        .map(|(index, _)| index)
        .collect()
}

/// Where the findings stand in the rendering.
pub(super) fn places(checked: &Checked) -> Vec<Place> {
    checked
        .findings()
        .map(|(_, finding)| {
            let segments: Range<usize> = checked
                .unit_of(finding)
                .and_then(|unit| unit.target())
                .map_or(0..0, |text| text.segments.clone());
            let words: Vec<String> = token::tokens(finding.at.span.of(checked.raw(finding.at.lang)))
                .into_iter()
                .map(|token| token.folded)
                .collect();
            Place {
                fingerprint: finding.fingerprint.clone(),
                check: finding.check,
                segments,
                words: words.join(" "),
            }
        })
        .collect()
}
