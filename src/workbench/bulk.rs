//! Decisions on many findings at once, and what became of each.
//!
//! What can be done is done in one commit an interview, and taken back by one undo; what cannot
//! be done is named with the reason.

use crate::bitext::Severity;
use crate::review::Verdict;
use crate::review::event::{Happening, Reason};
use crate::review::filter::{Facts, Filter};
use crate::store::Batch;
use crate::text::Span;
use crate::workbench::deciding::fits;
use crate::workbench::editing::fixing;
use crate::workbench::{Checked, Error, Opened, Workbench};

/// What is done to findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Treatment {
    /// A decision with what is said about it.
    Decide(Verdict, String),
    /// The first suggestion is put in.
    Fix,
    /// Something is said.
    Comment(String),
}

/// A finding that something was done to, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What the finding is called.
    pub id: String,
    /// The interview.
    pub interview: String,
    /// Id of the check.
    pub check: &'static str,
    /// The words of its place.
    pub text: String,
    /// Why nothing was done; none when it was.
    pub refused: Option<String>,
}

impl Workbench {
    /// Does something to all findings that a filter names, of one interview or of all. Without a
    /// condition on `decision` open findings are meant.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses;
    /// what was done before in other interviews stays.
    pub fn treat(
        &mut self,
        filter: &Filter,
        interview: Option<&str>,
        treatment: &Treatment,
    ) -> Result<Vec<Item>, Error> {
        let names = self.named_or_all(interview)?;
        let mut items = Vec::new();
        for name in names {
            for opened in self.opened_all(&name, None)? {
                let checked = self.check(&opened);
                let chosen = chosen(&opened, &checked, filter);
                items.extend(self.treat_these((&opened, &checked), &chosen, treatment)?);
            }
        }
        Ok(items)
    }

    /// Does something to these findings of a rendering, in one commit.
    ///
    /// # Errors
    ///
    /// [`Error`] when the store refuses; then nothing was done.
    pub fn treat_these(
        &mut self,
        (opened, checked): (&Opened, &Checked),
        chosen: &[usize],
        treatment: &Treatment,
    ) -> Result<Vec<Item>, Error> {
        match treatment {
            Treatment::Decide(_, why) => fits("the reason", why)?,
            Treatment::Comment(text) => fits("the comment", text)?,
            Treatment::Fix => {}
        }
        let mut items: Vec<Item> = chosen.iter().map(|&index| item(opened, checked, index)).collect();
        let mut happenings = Vec::new();
        let mut fixes: Vec<(Span, &str, &str)> = Vec::new();
        for (item, &index) in items.iter_mut().zip(chosen) {
            let finding = &checked.outcome.findings[index];
            let outcome = match treatment {
                Treatment::Decide(verdict, why) => may_decide(finding.severity, *verdict, why)
                    .map(|()| happenings.push(decided(opened, checked, index, (*verdict, why)))),
                Treatment::Comment(text) => {
                    happenings.push(Happening::Commented {
                        document: opened.rendering.document,
                        about: finding.fingerprint.clone(),
                        text: text.clone(),
                    });
                    Ok(())
                }
                Treatment::Fix => fixing(&opened.aligned, finding, 0).and_then(|(span, text)| {
                    if fixes.iter().any(|(other, _, _)| touch(*other, span)) {
                        return Err("lies on a place that is fixed in the same go".to_owned());
                    }
                    fixes.push((span, text, &finding.fingerprint));
                    Ok(())
                }),
            };
            item.refused = outcome.err();
        }
        if !happenings.is_empty() {
            self.record(Batch::default(), opened.interview.id, happenings)?;
        }
        if !fixes.is_empty() {
            self.put_in((opened, checked), fixes, &mut items)?;
        }
        Ok(items)
    }

    /// Puts suggestions in; where the text cannot take one, those that it can take.
    fn put_in(
        &mut self,
        (opened, checked): (&Opened, &Checked),
        mut fixes: Vec<(Span, &str, &str)>,
        items: &mut [Item],
    ) -> Result<(), Error> {
        fixes.sort_by_key(|(span, _, _)| *span);
        let document = &opened.aligned.documents.target;
        fixes.retain(|(span, text, print)| {
            let Err(error) = crate::format::splice(document, &[(*span, *text)]) else {
                return true;
            };
            let of_it = |index: &usize| checked.outcome.findings[*index].fingerprint == *print;
            let id = (0..checked.ids.len())
                .find(of_it)
                .map(|index| &checked.ids[index]);
            if let Some(item) = items.iter_mut().find(|item| Some(&item.id) == id) {
                item.refused = Some(format!("cannot be written: {error}"));
            }
            false
        });
        if fixes.is_empty() {
            return Ok(());
        }
        let edits: Vec<(Span, &str)> = fixes.iter().map(|(span, text, _)| (*span, *text)).collect();
        let fingerprints = fixes.iter().map(|(_, _, print)| (*print).to_owned()).collect();
        self.edit(opened, Some(checked), (&edits, Reason::Fixes { fingerprints }))?;
        Ok(())
    }
}

/// The findings of a rendering that a filter names.
pub fn chosen(opened: &Opened, checked: &Checked, filter: &Filter) -> Vec<usize> {
    checked
        .findings()
        .filter(|(index, finding)| {
            let decision = checked.decisions.get(*index).and_then(Option::as_ref);
            let unit = checked.unit_of(finding);
            let facts = Facts {
                check: finding.check,
                severity: finding.severity,
                confidence: finding.confidence,
                side: finding.at.lang,
                text: finding.at.span.of(checked.raw(finding.at.lang)),
                message: &finding.message,
                segments: unit
                    .and_then(|unit| unit.target())
                    .map_or(0..0, |text| text.segments.clone()),
                document: &opened.interview.name,
                rendering: &opened.rendering.label,
                decision: decision.map_or("open", |decision| decision.verdict.name()),
            };
            (decision.is_none() || filter.names_decision()) && filter.holds(&facts)
        })
        .map(|(index, _)| index)
        .collect()
}

/// May a finding of that severity be decided on so?
///
/// # Errors
///
/// Why not.
pub fn may_decide(severity: Severity, verdict: Verdict, why: &str) -> Result<(), String> {
    if verdict == Verdict::Dismissed && severity == Severity::Error && why.trim().is_empty() {
        return Err("is an error: say why".to_owned());
    }
    Ok(())
}

fn decided(opened: &Opened, checked: &Checked, index: usize, (verdict, why): (Verdict, &str)) -> Happening {
    let finding = &checked.outcome.findings[index];
    Happening::Decided {
        document: opened.rendering.document,
        fingerprint: finding.fingerprint.clone(),
        check: finding.check.to_owned(),
        verdict,
        why: why.to_owned(),
    }
}

fn item(opened: &Opened, checked: &Checked, index: usize) -> Item {
    let finding = &checked.outcome.findings[index];
    Item {
        id: checked.ids[index].clone(),
        interview: opened.interview.name.clone(),
        check: finding.check,
        text: finding.at.span.of(checked.raw(finding.at.lang)).to_owned(),
        refused: None,
    }
}

fn touch(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}
