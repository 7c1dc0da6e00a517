//! The workspace behind the page: what is open, and what has been checked.
//!
//! One workbench is behind one lock. Texts that were checked stay in memory; after a decision
//! only the log is read again, after an edit the rendering is. A long rendering is shown before
//! it is checked: [`Session::for_checking`] says what a background thread is to check.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use crate::bitext::{Alignment, Status, TransUnit};
use crate::check::{self, Memory, Outcome, Settings};
use crate::review::beads;
use crate::review::diff::Row;
use crate::review::event::Reason;
use crate::review::filter::Filter;
use crate::review::words::Stretch;
use crate::review::{State, Verdict};
use crate::text::Span;
use crate::workbench::editing::fixing;
use crate::workbench::{Checked, Error, Interview, Item, Opened, RowDeed, Treatment, Workbench, bulk, steps};

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
    /// Are its findings known at least for what has not changed since they were looked for?
    is_known: bool,
    /// Of stale rows: how their words changed since the rendering was sound.
    pub(crate) changes: BTreeMap<usize, Vec<Stretch>>,
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

    fn place(&self, id: &str) -> Result<usize, Error> {
        let found = self.checked.ids.iter().position(|known| known == id);
        found.ok_or_else(|| Error::NoFinding { id: id.to_owned() })
    }

    /// Takes in a log in which nothing is new but decisions and the states of rows.
    fn take(&mut self, interview: Interview, alignment: Option<Alignment>, label: &str) -> Result<(), Error> {
        let rendering = interview.rendering(Some(label))?.clone();
        self.checked.decide(&rendering.decisions);
        if let Some(alignment) = alignment {
            let beads = alignment.beads();
            self.changes
                .retain(|row, _| beads.get(*row).is_some_and(|bead| bead.status == Status::Stale));
            self.opened.aligned.alignment = alignment;
        }
        self.opened.rendering = rendering;
        self.opened.interview = interview;
        Ok(())
    }

    /// The alignment after bead edits that are new in `state`, if they change the states of rows
    /// only; none when rows come or go, or an edit was taken back.
    fn with_states(&self, state: &State) -> Option<Alignment> {
        let edits = |state: &State| {
            state
                .edits
                .get(&self.opened.alignment)
                .map_or_else(Vec::new, Clone::clone)
        };
        let (old, new) = (edits(&self.opened.interview.state), edits(state));
        let added = new.strip_prefix(old.as_slice())?;
        let segments = &self.opened.aligned.segments;
        let n = (segments.source.len(), segments.target.len());
        let was = &self.opened.aligned.alignment;
        let now = beads::edited(was, added, n).ok()?;
        let same = now.beads().len() == was.beads().len()
            && now
                .beads()
                .iter()
                .zip(was.beads())
                .all(|(now, was)| now.source() == was.source() && now.target() == was.target());
        same.then_some(now)
    }
}

/// The workbench and the renderings that are open.
#[derive(Debug)]
pub(crate) struct Session {
    bench: Workbench,
    sheets: BTreeMap<Path, Sheet>,
    /// What background threads are checking.
    checking: BTreeSet<Path>,
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
    /// Changes a row by hand.
    Row(usize, RowDeed),
    /// Splits a row where a line break was put into its text: what it was, and with the break.
    Split(usize, String, String),
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

    /// Takes in what another command did to the glossary, the words, the names and the learnt word
    /// pairs; what was checked or aligned without it is looked at anew.
    pub(crate) fn take_in_lists(&mut self) -> Result<(), Error> {
        let (lists, learnt) = (self.bench.take_in_lists()?, self.bench.take_in_learnt()?);
        if lists || learnt {
            self.sheets.clear();
        }
        Ok(())
    }

    /// What the checks found in units so far.
    pub(crate) fn memory(&self) -> Arc<Mutex<Memory>> {
        self.bench.memory()
    }

    /// What checks are run with.
    pub(crate) fn settings(&self) -> &Settings {
        self.bench.settings()
    }

    /// What checks of a rendering of this interview are run with.
    pub(crate) fn settings_for(&self, own: &str) -> Settings {
        self.bench.settings_for(own).0
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
            return self.new_sheet(opened, None);
        };
        let interview = self.bench.interview(&path.interview)?;
        if interview.events.len() == old.opened.interview.events.len() {
            return Ok(old);
        }
        if is_same_text(&old, &interview.state, &path.label) {
            let has_edits = |state: &State| state.edits.get(&old.opened.alignment).map(Vec::len);
            let is_same = has_edits(&interview.state) == has_edits(&old.opened.interview.state);
            let alignment = old.with_states(&interview.state);
            if is_same || alignment.is_some() {
                old.take(interview, alignment, &path.label)?;
                return Ok(old);
            }
        }
        let opened = self.bench.opened(&path.interview, Some(&path.label))?;
        self.new_sheet(opened, Some(old))
    }

    /// Checks a rendering at once if it is short, or takes over what `old` found when the texts
    /// of its units are the same.
    fn new_sheet(&self, opened: Opened, old: Option<Sheet>) -> Result<Sheet, Error> {
        let transunits = opened.aligned.transunits();
        let changes = self.stale_changes(&opened)?;
        let old = old.filter(|old| old.is_known);
        let is_same = old
            .as_ref()
            .is_some_and(|old| same_texts(&old.checked, &transunits));
        let was_checked = old.as_ref().is_some_and(|old| old.is_checked);
        let is_short = transunits.len() <= AT_ONCE;
        let is_checked = is_short || (is_same && was_checked);
        let is_known = is_checked || old.is_some();
        let mut checked = match old {
            Some(old) if is_same => Checked {
                transunits,
                ..old.checked
            },
            _ if is_short => self.bench.check(&opened),
            Some(old) => self.patched(&opened, &old.checked, &transunits),
            None => bare(&opened, Outcome::default()),
        };
        checked.decide(&opened.rendering.decisions);
        Ok(Sheet {
            opened,
            checked,
            is_checked,
            is_known,
            changes,
        })
    }

    /// What is known at once of a long text in which little has changed.
    fn patched(&self, opened: &Opened, old: &Checked, transunits: &[TransUnit]) -> Checked {
        let settings = self.bench.settings();
        let context = steps::context(opened.aligned.policy, settings);
        let before = (&old.outcome, old.transunits.as_slice());
        let outcome = check::patched(before, transunits, (settings, &context), &self.bench.memory());
        bare(opened, outcome)
    }

    /// How the words of stale rows changed, by row.
    fn stale_changes(&self, opened: &Opened) -> Result<BTreeMap<usize, Vec<Stretch>>, Error> {
        let beads = opened.aligned.alignment.beads();
        if !beads.iter().any(|bead| bead.status == Status::Stale) {
            return Ok(BTreeMap::new());
        }
        let Some(revision) = self.bench.last_sound_revision(opened)? else {
            return Ok(BTreeMap::new());
        };
        let rows = self.bench.changes_since(opened, revision)?;
        let stale = beads
            .iter()
            .enumerate()
            .filter(|(_, bead)| bead.status == Status::Stale);
        Ok(stale
            .filter_map(|(index, bead)| {
                let of_it = |row: &&Row| row.new.iter().any(|segment| bead.target().contains(segment));
                let row = rows.iter().find(of_it)?;
                Some((index, row.words.clone()))
            })
            .collect())
    }

    /// Open renderings that are still to be checked; each is given out once at a time.
    pub(crate) fn for_checking(&mut self) -> Vec<(Path, Opened)> {
        let mut out = Vec::new();
        for (path, sheet) in self.sheets.iter().filter(|(_, sheet)| !sheet.is_checked) {
            if self.checking.insert(path.clone()) {
                out.push((path.clone(), sheet.opened.clone()));
            }
        }
        out
    }

    /// Takes what the checks found, unless the text has changed meanwhile.
    pub(crate) fn take(&mut self, path: &Path, of: &Opened, mut checked: Checked) -> bool {
        self.checking.remove(path);
        let Some(sheet) = self.sheets.get_mut(path) else {
            return false;
        };
        if sheet.opened.revisions != of.revisions || sheet.opened.alignment != of.alignment {
            return false;
        }
        checked.decide(&sheet.opened.rendering.decisions);
        sheet.checked = checked;
        sheet.is_checked = true;
        sheet.is_known = true;
        self.bench.keep_now();
        true
    }

    /// Does a deed; when it returns, it is on disk.
    pub(crate) fn act(&mut self, path: &Path, deed: &Deed) -> Result<(), Error> {
        match deed {
            Deed::Undo => self.bench.undo(Some(&path.interview)).map(drop),
            Deed::Redo => self.bench.redo(Some(&path.interview)).map(drop),
            Deed::Decide(id, verdict, why) => {
                self.treat_one(path, id, &Treatment::Decide(*verdict, why.clone()))
            }
            Deed::Comment(id, text) => self.treat_one(path, id, &Treatment::Comment(text.clone())),
            Deed::Fix(id, text) => self.fix(path, id, text),
            Deed::Edit(row, was, text) => self.edit(path, *row, was, text),
            Deed::Row(row, deed) => {
                let (bench, sheet) = self.both(path)?;
                bench.change_row(&sheet.opened, *row, deed)
            }
            Deed::Split(row, was, text) => self.split(path, *row, was, text),
            Deed::SignOff => {
                let (bench, sheet) = self.both(path)?;
                bench.sign_off(&sheet.opened)
            }
        }
    }

    /// The workbench, and the rendering as it stands now.
    fn both(&mut self, path: &Path) -> Result<(&mut Workbench, &Sheet), Error> {
        self.sheet(path)?;
        match self.sheets.get(path) {
            Some(sheet) => Ok((&mut self.bench, sheet)),
            None => Err(changed_meanwhile()),
        }
    }

    fn treat_one(&mut self, path: &Path, id: &str, treatment: &Treatment) -> Result<(), Error> {
        let (bench, sheet) = self.both(path)?;
        let index = sheet.place(id)?;
        let items = bench.treat_these((&sheet.opened, &sheet.checked), &[index], treatment)?;
        match items.into_iter().find_map(|item| item.refused) {
            Some(why) => Err(Error::Refused(format!("{id} {why}"))),
            None => Ok(()),
        }
    }

    fn fix(&mut self, path: &Path, id: &str, text: &str) -> Result<(), Error> {
        let (bench, sheet) = self.both(path)?;
        let finding = &sheet.checked.outcome.findings[sheet.place(id)?];
        let choice = finding.suggestions.iter().position(|known| known == text);
        let choice = choice.unwrap_or(finding.suggestions.len());
        let (span, text) = fixing(&sheet.opened.aligned, finding, choice)
            .map_err(|why| Error::Refused(format!("{id} {why}")))?;
        let reason = Reason::Fix {
            fingerprint: finding.fingerprint.clone(),
        };
        let checked = sheet.is_known.then_some(&sheet.checked);
        bench
            .edit(&sheet.opened, checked, (&[(span, text)], reason))
            .map(drop)
    }

    fn edit(&mut self, path: &Path, row: usize, was: &str, text: &str) -> Result<(), Error> {
        let (bench, sheet) = self.both(path)?;
        let unit = sheet.checked.transunits.get(row).and_then(|unit| unit.target());
        let Some(unit) = unit.filter(|unit| unit.text == was) else {
            return Err(changed_meanwhile());
        };
        let (span, middle) = changed_middle(was, text);
        let edits = [(unit.raw_span(span), middle)];
        let checked = sheet.is_known.then_some(&sheet.checked);
        bench
            .edit(&sheet.opened, checked, (&edits, Reason::Edit))
            .map(drop)
    }

    /// The line break may stand for a space, or be put in beside one.
    fn split(&mut self, path: &Path, row: usize, was: &str, text: &str) -> Result<(), Error> {
        let (bench, sheet) = self.both(path)?;
        let unit = sheet.checked.transunits.get(row).and_then(|unit| unit.target());
        if unit.is_none_or(|unit| unit.text != was) {
            return Err(changed_meanwhile());
        }
        let at = cut_place(was, text).map_err(|why| Error::Refused(why.to_owned()))?;
        bench.split_row(&sheet.opened, row, at)
    }

    /// Does something to all findings of a rendering that a filter names.
    pub(crate) fn treat(
        &mut self,
        path: &Path,
        filter: &Filter,
        treatment: &Treatment,
    ) -> Result<Vec<Item>, Error> {
        let (bench, sheet) = self.both(path)?;
        let chosen = bulk::chosen(&sheet.opened, &sheet.checked, filter);
        bench.treat_these((&sheet.opened, &sheet.checked), &chosen, treatment)
    }
}

fn changed_meanwhile() -> Error {
    Error::Refused("the text has changed meanwhile; look at it again".to_owned())
}

/// Where a text was cut by a line break put into it.
fn cut_place(was: &str, text: &str) -> Result<usize, &'static str> {
    const HOW: &str = "put one line break where the text is to be cut, and change nothing else";
    let solid = |text: &str| -> Vec<char> { text.chars().filter(|c| !c.is_whitespace()).collect() };
    if solid(was) != solid(text) {
        return Err(HOW);
    }
    let breaks = |text: &str| -> Vec<usize> {
        let lines: Vec<&str> = text.split('\n').collect();
        let mut so_far = 0;
        lines[..lines.len() - 1]
            .iter()
            .map(|line| {
                so_far += solid(line).len();
                so_far
            })
            .collect()
    };
    let old = breaks(was);
    let mut new = breaks(text).into_iter().filter(|place| !old.contains(place));
    let (Some(place), None) = (new.next(), new.next()) else {
        return Err(HOW);
    };
    was.char_indices()
        .filter(|(_, c)| !c.is_whitespace())
        .nth(place)
        .map(|(at, _)| at)
        .ok_or(HOW)
}

/// Are texts and alignments as they were when the sheet was made?
fn is_same_text(sheet: &Sheet, state: &State, label: &str) -> bool {
    let opened = &sheet.opened;
    let Some(rendering) = state.labelled(label) else {
        return false;
    };
    state.source_revision() == opened.revisions.source.revision
        && rendering.revision() == opened.revisions.target.revision
        && rendering.alignments == opened.rendering.alignments
}

fn same_texts(checked: &Checked, transunits: &[crate::bitext::TransUnit]) -> bool {
    checked.transunits.len() == transunits.len()
        && checked
            .transunits
            .iter()
            .zip(transunits)
            .all(|(old, new)| old.texts == new.texts && old.place == new.place)
}

/// The texts of a rendering with these findings, nothing decided yet.
fn bare(opened: &Opened, outcome: Outcome) -> Checked {
    let aligned = &opened.aligned;
    Checked::new(aligned.direction, aligned.named(), aligned.transunits(), outcome)
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

    #[test]
    fn a_line_break_says_where_to_cut() {
        assert_eq!(cut_place("one two three", "one two\nthree"), Ok(8));
        assert_eq!(cut_place("one two three", "one two \n three"), Ok(8));
        assert_eq!(cut_place("one\ntwo three", "one\ntwo\nthree"), Ok(8));
        assert!(cut_place("one two", "one two").is_err());
        assert!(cut_place("one two", "one\ntoo").is_err());
        assert!(cut_place("one two three", "one\ntwo\nthree").is_err());
        assert!(cut_place("one two", "one two\n").is_err());
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
