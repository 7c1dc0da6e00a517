//! The workspace behind the page: what is open, and what has been checked.
//!
//! One workbench is behind one lock. Texts that were checked stay in memory; after a decision
//! only the log is read again, after an edit the rendering is. A long rendering is shown before
//! it is checked: [`Session::for_checking`] says what a background thread is to check.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Outcome, Settings};
use crate::review::event::{BeadEdit, Reason};
use crate::review::{State, Verdict};
use crate::text::Span;
use crate::workbench::{Checked, Error, Found, Interview, Opened, Text, Workbench};

/// Up to this many rows a rendering is checked before it is first shown.
const AT_ONCE: usize = 150;

/// Interview and rendering, as addresses name them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Path {
    pub(crate) interview: String,
    pub(crate) label: String,
}

/// A rendering that is open.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) opened: Opened,
    pub(crate) checked: Checked,
    /// Have the checks looked at it as it stands?
    pub(crate) is_checked: bool,
}

impl Sheet {
    /// Number of the last commit that it shows.
    pub(crate) fn version(&self) -> u64 {
        self.opened
            .interview
            .events
            .last()
            .map_or(0, |event| event.commit)
    }
}

/// The workbench and the renderings that are open.
#[derive(Debug)]
pub(crate) struct Session {
    bench: Workbench,
    sheets: BTreeMap<Path, Sheet>,
    /// What background threads are checking.
    checking: BTreeSet<(Path, u32)>,
}

/// What a person does to a row or a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Decides on a finding, with a reason.
    Decide(String, Verdict, String),
    /// Says something about a finding.
    Comment(String, String),
    /// Puts one of its suggestions in.
    Fix(String, String),
    /// Replaces the rendering's text of a row: what it was, what it is to be.
    Edit(usize, String, String),
    /// Confirms a row.
    Confirm(usize),
    /// Joins a row with the next.
    Merge(usize),
    /// Takes the first segment of each side apart from the rest.
    Split(usize),
    /// Signs the rendering off.
    SignOff,
    /// Takes the last thing back.
    Undo,
    /// Brings it back.
    Redo,
}

impl Session {
    /// A session over an open workbench.
    pub(crate) fn new(bench: Workbench) -> Session {
        Session {
            bench,
            sheets: BTreeMap::new(),
            checking: BTreeSet::new(),
        }
    }

    /// The workbench itself, for commands that come in from the command line; afterwards
    /// everything is read again.
    pub(crate) fn bench(&mut self) -> &mut Workbench {
        &mut self.bench
    }

    /// Takes in what another command did to the glossary, the words and the names; what was
    /// checked without it is checked anew.
    pub(crate) fn take_in_lists(&mut self) -> Result<(), Error> {
        if self.bench.take_in_lists()? {
            self.sheets.clear();
        }
        Ok(())
    }

    /// What checks are run with.
    pub(crate) fn settings(&self) -> &Settings {
        self.bench.settings()
    }

    /// All interviews.
    pub(crate) fn interviews(&self) -> Result<Vec<Interview>, Error> {
        self.bench.interviews()
    }

    /// The rendering as it stands now.
    pub(crate) fn sheet(&mut self, path: &Path) -> Result<&Sheet, Error> {
        let fresh = self.fresh(path)?;
        self.sheets.insert(path.clone(), fresh);
        self.sheets.get(path).ok_or_else(|| Error::NoInterview {
            name: path.interview.clone(),
            known: Vec::new(),
        })
    }

    fn fresh(&mut self, path: &Path) -> Result<Sheet, Error> {
        let Some(mut old) = self.sheets.remove(path) else {
            let opened = self.bench.opened(&path.interview, Some(&path.label))?;
            return Ok(self.new_sheet(opened, None));
        };
        let interview = self.bench.interview(&path.interview)?;
        if interview.events.len() == old.opened.interview.events.len() {
            return Ok(old);
        }
        if is_same_text(&old, &interview.state, &path.label) {
            let rendering = interview.rendering(Some(&path.label))?.clone();
            old.checked.decide(&rendering.decisions);
            old.opened.rendering = rendering;
            old.opened.interview = interview;
            return Ok(old);
        }
        let opened = self.bench.opened(&path.interview, Some(&path.label))?;
        Ok(self.new_sheet(opened, Some(old)))
    }

    /// Checks a rendering at once if it is short, or takes over what `old` found when the texts
    /// of its units are the same.
    fn new_sheet(&self, opened: Opened, old: Option<Sheet>) -> Sheet {
        let transunits = opened.aligned.transunits();
        if let Some(mut old) = old
            && old.is_checked
            && same_texts(&old.checked, &transunits)
        {
            old.checked.transunits = transunits;
            old.checked.decide(&opened.rendering.decisions);
            return Sheet { opened, ..old };
        }
        let is_checked = transunits.len() <= AT_ONCE;
        let checked = if is_checked {
            self.bench.check(&opened)
        } else {
            unchecked(&opened)
        };
        Sheet {
            opened,
            checked,
            is_checked,
        }
    }

    /// Open renderings that are still to be checked; each alignment is given out once.
    pub(crate) fn for_checking(&mut self) -> Vec<(Path, Opened)> {
        let mut out = Vec::new();
        for (path, sheet) in self.sheets.iter().filter(|(_, sheet)| !sheet.is_checked) {
            if self.checking.insert((path.clone(), sheet.opened.alignment)) {
                out.push((path.clone(), sheet.opened.clone()));
            }
        }
        out
    }

    /// Takes what the checks found, unless the text has changed meanwhile.
    pub(crate) fn take(&mut self, path: &Path, of: &Opened, mut checked: Checked) -> bool {
        self.checking.remove(&(path.clone(), of.alignment));
        let Some(sheet) = self.sheets.get_mut(path) else {
            return false;
        };
        if sheet.opened.revisions != of.revisions || sheet.opened.alignment != of.alignment {
            return false;
        }
        checked.decide(&sheet.opened.rendering.decisions);
        sheet.checked = checked;
        sheet.is_checked = true;
        true
    }

    /// Does a deed; when it returns, it is on disk.
    pub(crate) fn act(&mut self, path: &Path, deed: &Deed) -> Result<(), Error> {
        match deed {
            Deed::Undo => self.bench.undo(Some(&path.interview)).map(drop),
            Deed::Redo => self.bench.redo(Some(&path.interview)).map(drop),
            Deed::Decide(id, verdict, why) => {
                let found = self.found(path, id)?;
                self.bench.decide(&found, *verdict, why)
            }
            Deed::Fix(id, text) => {
                let found = self.found(path, id)?;
                let suggestions = &found.checked.outcome.findings[found.index].suggestions;
                let choice = suggestions.iter().position(|suggestion| suggestion == text);
                self.bench
                    .fix(&found, choice.unwrap_or(suggestions.len()))
                    .map(drop)
            }
            Deed::Comment(id, text) => {
                let found = self.found(path, id)?;
                let about = found.checked.outcome.findings[found.index].fingerprint.clone();
                self.bench.comment(&found.opened, &about, text)
            }
            Deed::Edit(row, was, text) => self.edit(path, *row, was, text),
            Deed::Confirm(row) => self.edit_beads(path, *row, confirm),
            Deed::Merge(row) => self.edit_beads(path, *row, merge),
            Deed::Split(row) => self.edit_beads(path, *row, split),
            Deed::SignOff => {
                let opened = self.sheet(path)?.opened.clone();
                self.bench.sign_off(&opened)
            }
        }
    }

    fn found(&mut self, path: &Path, id: &str) -> Result<Found, Error> {
        let sheet = self.sheet(path)?;
        match sheet.checked.ids.iter().position(|known| known == id) {
            Some(index) => Ok(Found {
                opened: sheet.opened.clone(),
                checked: sheet.checked.clone(),
                index,
            }),
            None => Err(Error::NoFinding { id: id.to_owned() }),
        }
    }

    fn edit(&mut self, path: &Path, row: usize, was: &str, text: &str) -> Result<(), Error> {
        let sheet = self.sheet(path)?;
        let unit = sheet.checked.transunits.get(row).and_then(|unit| unit.target());
        let Some(unit) = unit.filter(|unit| unit.text == was) else {
            return Err(Error::Refused(
                "the text has changed meanwhile; look at it again".to_owned(),
            ));
        };
        let (span, middle) = changed_middle(was, text);
        let raw = unit.raw_span(span);
        let opened = sheet.opened.clone();
        self.bench.edit(&opened, &[(raw, middle)], Reason::Edit).map(drop)
    }

    fn edit_beads(
        &mut self,
        path: &Path,
        row: usize,
        make: fn(&[Bounds], usize) -> Option<Vec<BeadEdit>>,
    ) -> Result<(), Error> {
        let sheet = self.sheet(path)?;
        let beads: Vec<Bounds> = sheet
            .opened
            .aligned
            .alignment
            .beads()
            .iter()
            .map(|bead| Bounds {
                source: (bead.source().start, bead.source().end),
                target: (bead.target().start, bead.target().end),
            })
            .collect();
        let Some(edits) = make(&beads, row) else {
            return Err(Error::Refused("that cannot be done to this row".to_owned()));
        };
        let opened = sheet.opened.clone();
        self.bench.edit_beads(&opened, &edits)
    }
}

/// The segments of a bead, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bounds {
    source: (usize, usize),
    target: (usize, usize),
}

impl Bounds {
    fn link(self) -> BeadEdit {
        BeadEdit::Link {
            source: self.source,
            target: self.target,
        }
    }
}

fn confirm(beads: &[Bounds], row: usize) -> Option<Vec<BeadEdit>> {
    let Bounds { source, target } = *beads.get(row)?;
    Some(vec![BeadEdit::Confirm { source, target }])
}

/// One bead of this one and the next, if their segments are neighbours.
fn merge(beads: &[Bounds], row: usize) -> Option<Vec<BeadEdit>> {
    let (this, next) = (beads.get(row)?, beads.get(row + 1)?);
    let whole = Bounds {
        source: joined(this.source, next.source)?,
        target: joined(this.target, next.target)?,
    };
    Some(vec![whole.link()])
}

/// The run of two runs that touch each other; an empty one touches everything.
fn joined(a: (usize, usize), b: (usize, usize)) -> Option<(usize, usize)> {
    match (a.0 == a.1, b.0 == b.1) {
        (true, _) => Some(b),
        (_, true) => Some(a),
        _ if a.1 == b.0 || b.1 == a.0 => Some((a.0.min(b.0), a.1.max(b.1))),
        _ => None,
    }
}

/// The first segment of each side apart from the rest; what is left over stands alone.
fn split(beads: &[Bounds], row: usize) -> Option<Vec<BeadEdit>> {
    let Bounds { source, target } = *beads.get(row)?;
    let (n, m) = (source.1 - source.0, target.1 - target.0);
    if n == 0 || m == 0 || n + m < 3 {
        return None;
    }
    let first = Bounds {
        source: (source.0, source.0 + 1),
        target: (target.0, target.0 + 1),
    };
    let rest = Bounds {
        source: (source.0 + 1, source.1),
        target: (target.0 + 1, target.1),
    };
    let mut edits = vec![first.link()];
    if n > 1 && m > 1 {
        edits.push(rest.link());
    }
    Some(edits)
}

/// Is nothing but decisions, comments and signatures new since the sheet was made?
fn is_same_text(sheet: &Sheet, state: &State, label: &str) -> bool {
    let opened = &sheet.opened;
    let Some(rendering) = state.labelled(label) else {
        return false;
    };
    let edits = |state: &State| state.edits.get(&opened.alignment).cloned();
    state.source_revision() == opened.revisions.source.revision
        && rendering.revision() == opened.revisions.target.revision
        && rendering.alignments == opened.rendering.alignments
        && edits(state) == edits(&opened.interview.state)
}

fn same_texts(checked: &Checked, transunits: &[crate::bitext::TransUnit]) -> bool {
    checked.transunits.len() == transunits.len()
        && checked
            .transunits
            .iter()
            .zip(transunits)
            .all(|(old, new)| old.texts == new.texts && old.place == new.place)
}

/// The texts of a rendering before any check has looked at them.
fn unchecked(opened: &Opened) -> Checked {
    let aligned = &opened.aligned;
    let texts = aligned.documents.as_ref().map(|document| {
        Some(Text {
            name: document.name.clone(),
            raw: document.raw.clone(),
        })
    });
    Checked::new(aligned.direction, texts, aligned.transunits(), Outcome::default())
}

/// The smallest stretch of `old` that differs, and what stands there in `new`.
fn changed_middle<'n>(old: &str, new: &'n str) -> (Span, &'n str) {
    let same = |a: (char, char)| a.0 == a.1;
    let front: usize = old
        .chars()
        .zip(new.chars())
        .take_while(|&pair| same(pair))
        .map(|(c, _)| c.len_utf8())
        .sum();
    let back: usize = old[front..]
        .chars()
        .rev()
        .zip(new[front..].chars().rev())
        .take_while(|&pair| same(pair))
        .map(|(c, _)| c.len_utf8())
        .sum();
    (Span::new(front, old.len() - back), &new[front..new.len() - back])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bounds(source: (usize, usize), target: (usize, usize)) -> Bounds {
        Bounds { source, target }
    }

    #[test]
    fn neighbours_merge_and_strangers_do_not() {
        let beads = [
            bounds((0, 1), (0, 1)),
            bounds((1, 1), (1, 2)),
            bounds((5, 6), (2, 3)),
        ];
        assert_eq!(merge(&beads, 0), Some(vec![bounds((0, 1), (0, 2)).link()]));
        assert_eq!(merge(&beads[..1], 0), None);
        let far = [bounds((0, 1), (0, 1)), bounds((5, 6), (1, 2))];
        assert_eq!(merge(&far, 0), None);
    }

    #[test]
    fn a_split_leaves_two_beads() {
        let beads = [bounds((3, 5), (7, 9)), bounds((0, 1), (0, 1))];
        let halves = vec![bounds((3, 4), (7, 8)).link(), bounds((4, 5), (8, 9)).link()];
        assert_eq!(split(&beads, 0), Some(halves));
        assert_eq!(split(&beads, 1), None);
    }

    proptest! {
        #[test]
        fn the_middle_put_in_gives_the_new_text(old in "[abق ]{0,12}", new in "[abق ]{0,12}") {
            let (span, middle) = changed_middle(&old, &new);
            let mut text = old.clone();
            text.replace_range(span.start..span.end, middle);
            prop_assert_eq!(text, new);
        }
    }
}
