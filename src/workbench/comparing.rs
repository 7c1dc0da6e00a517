//! Two revisions of a rendering side by side, with the findings that went and came.

use std::collections::{BTreeMap, BTreeSet};

use crate::bitext::Pair;
use crate::review::carry;
use crate::review::diff::{self, Row, Side};
use crate::review::event::Reason;
use crate::review::state::Step;
use crate::workbench::carrying::places;
use crate::workbench::opened::{align_revisions, of_revisions, policy};
use crate::workbench::steps::{self, Aligned};
use crate::workbench::{Checked, Error, Interview, Opened, Workbench};

/// What changed between two revisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The rendering's label.
    pub label: String,
    /// Numbers of the two revisions.
    pub revisions: (u32, u32),
    /// Rows that changed, in the order of the new revision.
    pub rows: Vec<Row>,
    /// How many rows there are in all.
    pub n_rows: usize,
    /// The old revision, aligned.
    pub old: Aligned,
    /// The new revision, aligned.
    pub new: Aligned,
    /// What the checks find in the old one.
    pub before: Checked,
    /// What the checks find in the new one.
    pub after: Checked,
    /// Findings of `before` that `after` has not.
    pub gone: Vec<usize>,
    /// Findings of `after` that `before` had not.
    pub come: Vec<usize>,
    /// Findings of `after` that `before` had too.
    pub kept: Vec<usize>,
}

impl Comparison {
    /// Findings that a row's change took away, left and brought in: of the old segments' and of
    /// the new segments' beads.
    pub fn of_row(&self, row: &Row) -> RowFindings {
        let of = |checked: &Checked, indices: &[usize], segments: &[usize]| -> Vec<usize> {
            let in_row = |index: &&usize| {
                let unit = checked.unit_of(&checked.outcome.findings[**index]);
                let target = unit
                    .and_then(|unit| unit.target())
                    .map(|text| text.segments.clone());
                let source = unit
                    .and_then(|unit| unit.source())
                    .map(|text| text.segments.clone());
                match (target, source) {
                    (Some(target), _) => segments.iter().any(|segment| target.contains(segment)),
                    (None, Some(source)) => row.source.iter().any(|segment| source.contains(segment)),
                    (None, None) => false,
                }
            };
            indices.iter().filter(in_row).copied().collect()
        };
        RowFindings {
            gone: of(&self.before, &self.gone, &row.old),
            kept: of(&self.after, &self.kept, &row.new),
            come: of(&self.after, &self.come, &row.new),
        }
    }
}

/// What a change did to the findings of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowFindings {
    /// Findings of the old text that are gone.
    pub gone: Vec<usize>,
    /// Findings of the new text that were there before.
    pub kept: Vec<usize>,
    /// Findings of the new text that were not.
    pub come: Vec<usize>,
}

impl Workbench {
    /// A revision of a rendering against the transcript's current revision, with what was set
    /// by hand in it.
    ///
    /// # Errors
    ///
    /// [`Error`] when there is no such revision or the store refuses.
    pub fn at_revision(&mut self, opened: &Opened, revision: u32) -> Result<Aligned, Error> {
        let history = &opened.rendering.history;
        if !history.iter().any(|step| step.revision == revision) {
            return Err(Error::NoRevision {
                document: opened.rendering.label.clone(),
                revision,
                last: history.iter().map(|step| step.revision).max().unwrap_or(0),
            });
        }
        self.aligned_at(&opened.interview, &opened.rendering.label, revision)
    }

    /// Compares two revisions of a rendering; without numbers the one before the current one
    /// with the current one. None when there is only one.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn compare(
        &mut self,
        name: &str,
        label: Option<&str>,
        (old, new): (Option<u32>, Option<u32>),
    ) -> Result<Option<Comparison>, Error> {
        let opened = self.opened(name, label)?;
        let history: Vec<u32> = opened
            .rendering
            .history
            .iter()
            .map(|step| step.revision)
            .collect();
        let current = opened.rendering.revision();
        let new_number = new.unwrap_or(current);
        let before = history
            .iter()
            .rev()
            .skip_while(|&&revision| revision != new_number)
            .nth(1)
            .copied();
        let Some(old_number) = old.or(before) else {
            return Ok(None);
        };
        for number in [old_number, new_number] {
            if !history.contains(&number) {
                return Err(Error::NoRevision {
                    document: opened.rendering.label.clone(),
                    revision: number,
                    last: history.iter().max().copied().unwrap_or(0),
                });
            }
        }
        let old = self.aligned_at(&opened.interview, &opened.rendering.label, old_number)?;
        let new = self.aligned_at(&opened.interview, &opened.rendering.label, new_number)?;
        Ok(Some(self.comparison(
            opened.rendering.label,
            (old_number, new_number),
            (old, new),
        )))
    }

    fn comparison(&self, label: String, revisions: (u32, u32), (old, new): (Aligned, Aligned)) -> Comparison {
        let texts = (old.texts(), new.texts());
        let rows = diff::rows(
            Side {
                segments: &texts.0.target,
                alignment: &old.alignment,
            },
            Side {
                segments: &texts.1.target,
                alignment: &new.alignment,
            },
            new.segments.source.len(),
        );
        let before = self.check_aligned(&old);
        let after = self.check_aligned(&new);
        let carried = carry::segments(&texts.0.target, &texts.1.target);
        let same = carry::fingerprints(&places(&before), &places(&after), &carried);
        let prints = |checked: &Checked| -> BTreeSet<String> {
            let findings = checked.outcome.findings.iter();
            findings.map(|finding| finding.fingerprint.clone()).collect()
        };
        let (had, has) = (prints(&before), prints(&after));
        let renamed: BTreeSet<&String> = same.values().collect();
        let gone = before
            .findings()
            .filter(|(_, finding)| {
                !has.contains(&finding.fingerprint) && !same.contains_key(&finding.fingerprint)
            })
            .map(|(index, _)| index)
            .collect();
        let is_new = |fingerprint: &String| !had.contains(fingerprint) && !renamed.contains(fingerprint);
        let (come, kept): (Vec<usize>, Vec<usize>) = after
            .findings()
            .map(|(index, _)| index)
            .partition(|&index| is_new(&after.outcome.findings[index].fingerprint));
        Comparison {
            label,
            revisions,
            n_rows: rows.len(),
            rows: rows.into_iter().filter(Row::is_changed).collect(),
            old,
            new,
            before,
            after,
            gone,
            come,
            kept,
        }
    }

    /// A revision of a rendering against the transcript's current revision.
    pub(super) fn aligned_at(
        &self,
        interview: &Interview,
        label: &str,
        revision: u32,
    ) -> Result<Aligned, Error> {
        let rendering = interview.rendering(Some(label))?;
        let source = interview.state.source_revision();
        let texts = Pair::new(
            self.revision(interview, 0, source)?,
            self.revision(interview, rendering.document, revision)?,
        );
        match rendering.alignment_of(source, revision) {
            Some(made) => {
                let alignment = self.stored(interview, made.number, &texts)?;
                Ok(of_revisions(texts, policy(rendering), alignment))
            }
            None => Ok(align_revisions(texts, policy(rendering), None, &self.learnt)?.0),
        }
    }

    /// For each segment of the current revision the step of its history that brought it.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn blame(&mut self, name: &str, label: Option<&str>) -> Result<Vec<(String, Step)>, Error> {
        let opened = self.opened(name, label)?;
        let mut lines: Vec<(String, Step)> = Vec::new();
        let mut known: BTreeMap<u32, Vec<(String, Step)>> = BTreeMap::new();
        for step in &opened.rendering.history {
            // What is restored was written by whom it was written before.
            if let Some(before) = known.get(&step.revision) {
                lines.clone_from(before);
                continue;
            }
            let revision = self.revision(&opened.interview, opened.rendering.document, step.revision)?;
            let texts = steps::texts(&revision.document, &revision.segments);
            let old: Vec<String> = lines.iter().map(|(text, _)| text.clone()).collect();
            let mut now: Vec<(String, Step)> =
                texts.iter().map(|text| (text.clone(), step.clone())).collect();
            for (index, carried) in carry::segments(&old, &texts).into_iter().enumerate() {
                if let Some(carried) = carried {
                    now[carried].1 = lines[index].1.clone();
                }
            }
            if let Reason::Cut { segment } = step.reason {
                cut_keeps_its_author(&lines, segment, &mut now);
            }
            known.insert(step.revision, now.clone());
            lines = now;
        }
        Ok(lines)
    }
}

/// Both parts of a segment that was cut are by whom the whole was.
fn cut_keeps_its_author(before: &[(String, Step)], segment: usize, now: &mut [(String, Step)]) {
    let Some((_, step)) = before.get(segment) else {
        return;
    };
    for (_, part) in now.iter_mut().skip(segment).take(2) {
        part.clone_from(step);
    }
}
