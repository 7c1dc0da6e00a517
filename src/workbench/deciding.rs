//! What people decide: on findings, on beads, on documents; and taking it back.

use crate::review::Verdict;
use crate::review::event::{BeadEdit, Happening, Reason};
use crate::store::Batch;
use crate::store::archive;
use crate::workbench::{Checked, Error, Opened, Workbench};

/// Bytes that a reason, a comment or a label may have: some pages of text.
pub const LONGEST_NOTE: usize = 20_000;

/// Is what a person says short enough to be kept?
///
/// # Errors
///
/// [`Error::Refused`] with its length and the limit.
pub(super) fn fits(what: &str, text: &str) -> Result<(), Error> {
    if text.len() <= LONGEST_NOTE {
        return Ok(());
    }
    Err(Error::Refused(format!(
        "{what} has {} bytes, expected at most {LONGEST_NOTE}; nothing was kept",
        text.len()
    )))
}

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
        let names = self.named_or_all(interview)?;
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
        fits("the reason", why)?;
        crate::workbench::bulk::may_decide(finding.severity, verdict, why)
            .map_err(|reason| Error::Refused(format!("{} {reason}", found.checked.ids[found.index])))?;
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
        fits("the comment", text)?;
        let happening = Happening::Commented {
            document: opened.rendering.document,
            about: about.to_owned(),
            text: text.to_owned(),
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
            let (source, target) = edit.segments();
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
