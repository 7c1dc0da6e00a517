//! Runs checks over transunits: unit by unit side by side, then over the document; settles
//! what was found and gathers what could not be checked.
//!
//! The outcome of a unit under unit checks depends on no other unit, so a file of separate
//! pairs is run one pair at a time.

mod elsewhere;
pub mod fingerprint;
#[cfg(test)]
mod lines;
pub mod memory;
pub mod patch;
pub mod settle;

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::bitext::{Finding, TransUnit};
use crate::check::judge::{self, Level};
use crate::check::{Aligned, CHECKS, Check, Context, Settings, Unit};

pub use memory::Memory;
pub use patch::patched;

/// What a run of checks has to say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// In the order of units, then of places, then of [`CHECKS`]; those of a unit before those
    /// of the next.
    pub findings: Vec<Finding>,
    /// What could not be checked, in the order of units.
    pub not_checked: Vec<NotChecked>,
    /// What the reader says of each unit as a whole; none where it did not read.
    pub levels: Vec<Option<Level>>,
}

/// Something that a check ought to have judged and could not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotChecked {
    /// Which transunit (index); none when it is about the whole document.
    pub unit: Option<usize>,
    /// The id of the check.
    pub what: &'static str,
    /// Why, as half a sentence: `no calendar covers the year 1620 AH`.
    pub reason: String,
}

/// Runs the checks that `settings` switch on.
pub fn run(transunits: &[TransUnit], settings: &Settings, context: &Context) -> Outcome {
    run_these(&switched_on(settings), transunits, settings, context)
}

/// As [`run`], but units whose outcome is remembered are not looked at again, and what is found
/// is remembered.
pub fn run_remembering(
    transunits: &[TransUnit],
    settings: &Settings,
    context: &Context,
    memory: &Mutex<Memory>,
) -> Outcome {
    let checks = switched_on(settings);
    let of_units = of_units(&checks, transunits, context, memory);
    let units = transunits.iter().map(|unit| Unit::of(unit, context)).collect();
    whole(&checks, transunits, units, (settings, context), of_units)
}

/// Looks at units for [`run_remembering`] to find remembered; in pieces, so that a long text
/// can be shown while it is checked.
pub fn prepare(transunits: &[TransUnit], settings: &Settings, context: &Context, memory: &Mutex<Memory>) {
    of_units(&switched_on(settings), transunits, context, memory);
}

fn of_units(
    checks: &[&dyn Check],
    transunits: &[TransUnit],
    context: &Context,
    memory: &Mutex<Memory>,
) -> Vec<Outcome> {
    let salt = memory::salt(checks, context);
    let keys: Vec<memory::Key> = transunits.iter().map(|unit| memory::key(&salt, unit)).collect();
    let lock = || memory.lock().unwrap_or_else(PoisonError::into_inner);
    let known: Vec<Option<Outcome>> = {
        let memory = lock();
        let each = keys.iter().zip(transunits).enumerate();
        each.map(|(index, (key, unit))| memory.recall(key, index, unit))
            .collect()
    };
    // A unit that says what an earlier one says is looked at once.
    let mut seen = std::collections::BTreeSet::new();
    let is_first: Vec<bool> = keys.iter().map(|key| seen.insert(*key)).collect();
    let outcomes: Vec<(bool, Option<Outcome>)> = known
        .into_par_iter()
        .zip(transunits)
        .enumerate()
        .map(|(index, (known, unit))| match known {
            None if is_first[index] => (
                true,
                Some(of_unit(checks, index, &Unit::of(unit, context), context)),
            ),
            known => (false, known),
        })
        .collect();
    let mut memory = lock();
    for ((key, unit), (is_new, outcome)) in keys.iter().zip(transunits).zip(&outcomes) {
        if let (true, Some(outcome)) = (is_new, outcome) {
            memory.learn(*key, unit, outcome);
        }
    }
    let each = outcomes.into_iter().zip(keys.iter().zip(transunits)).enumerate();
    each.map(|(index, ((_, outcome), (key, unit)))| {
        outcome
            .or_else(|| memory.recall(key, index, unit))
            .unwrap_or_else(|| of_unit(checks, index, &Unit::of(unit, context), context))
    })
    .collect()
}

fn switched_on(settings: &Settings) -> Vec<&'static dyn Check> {
    CHECKS
        .iter()
        .copied()
        .filter(|check| settings.is_on(check.meta()))
        .collect()
}

/// Runs these checks, whether or not `settings` switch them on; severities and thresholds are
/// those of `settings`.
pub fn run_these(
    checks: &[&dyn Check],
    transunits: &[TransUnit],
    settings: &Settings,
    context: &Context,
) -> Outcome {
    let (units, of_units): (Vec<Unit<'_>>, Vec<Outcome>) = transunits
        .par_iter()
        .enumerate()
        .map(|(index, transunit)| {
            let unit = Unit::of(transunit, context);
            let outcome = of_unit(checks, index, &unit, context);
            (unit, outcome)
        })
        .unzip();
    // Checks of the document find what was read of each unit already.
    whole(checks, transunits, units, (settings, context), of_units)
}

/// What is said when the reader is off though one of these checks would ask it.
fn unread(checks: &[&dyn Check], context: &Context) -> Option<NotChecked> {
    let asked = checks.iter().any(|check| !check.meta().judged.is_empty());
    (asked && !context.reader && !context.alone).then(|| NotChecked {
        unit: None,
        what: "reader",
        reason: "the reader is off, so findings of meaning have no second opinion and more of them are wrong"
            .to_owned(),
    })
}

/// Joins what the units gave, looks at the document, settles.
fn whole(
    checks: &[&dyn Check],
    transunits: &[TransUnit],
    units: Vec<Unit<'_>>,
    (settings, context): (&Settings, &Context),
    of_units: Vec<Outcome>,
) -> Outcome {
    let mut outcome = Outcome::default();
    for mut of_unit in of_units {
        outcome.findings.append(&mut of_unit.findings);
        outcome.not_checked.append(&mut of_unit.not_checked);
        outcome.levels.append(&mut of_unit.levels);
    }
    let aligned = Aligned { units };
    judge::weigh(&mut outcome.findings, &outcome.levels, &aligned);
    let limits = checks.iter().filter_map(|check| {
        Some(NotChecked {
            unit: None,
            what: check.meta().id,
            reason: check.limits(&aligned, context)?,
        })
    });
    outcome.not_checked.extend(limits);
    outcome.not_checked.extend(unread(checks, context));
    outcome
        .findings
        .extend(checks.iter().flat_map(|check| check.document(&aligned, context)));
    outcome
        .findings
        .sort_by_key(|finding| (finding.unit, finding.at.span));
    outcome.findings = elsewhere::weigh(outcome.findings, &aligned, context);
    outcome.findings = settle::settle(outcome.findings, settings);
    fingerprint::stamp(&mut outcome.findings, transunits);
    outcome
}

/// What all unit checks and the reader propose for units, before anything is judged: for fitting
/// the judge.
pub fn proposals(transunits: &[TransUnit], context: &Context) -> Vec<(Vec<Finding>, Option<Level>)> {
    let of = |transunit: &TransUnit| {
        let mut outcome = of_unit(CHECKS, 0, &Unit::of(transunit, context), context);
        outcome.findings.retain(|finding| !finding.features.is_empty());
        (outcome.findings, outcome.levels.pop().flatten())
    };
    transunits.iter().map(of).collect()
}

fn of_unit(checks: &[&dyn Check], index: usize, unit: &Unit<'_>, context: &Context) -> Outcome {
    let mut outcome = Outcome::default();
    for check in checks {
        if let Some(reason) = check.cannot(unit, context) {
            outcome.not_checked.push(NotChecked {
                unit: Some(index),
                what: check.meta().id,
                reason,
            });
            continue;
        }
        outcome.findings.extend(check.unit(unit, context));
    }
    let level = judge::propose(unit, checks, context, &mut outcome.findings);
    outcome.levels.push(level);
    for finding in &mut outcome.findings {
        finding.unit = index;
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Direction;

    #[test]
    fn what_a_text_alone_cannot_be_checked_for_is_told() {
        let mut alone = TransUnit::of_texts(Direction::EN_AR, "", "غادروا البلاد.");
        alone.texts.source = None;
        let context = Context {
            alone: true,
            ..Context::default()
        };
        let outcome = run(&[alone], &Settings::default(), &context);
        let told: Vec<&str> = outcome.not_checked.iter().map(|not| not.what).collect();
        assert_eq!(told, ["untranslated"]);
        let both = TransUnit::of_texts(Direction::AR_EN, "غادروا البلاد.", "They left the country.");
        let outcome = run(&[both], &Settings::default(), &Context::default());
        assert_eq!(outcome.not_checked, []);
    }

    #[test]
    fn a_reader_that_is_off_is_told_where_it_would_be_asked() {
        let pair = || TransUnit::of_texts(Direction::AR_EN, "غادروا البلاد.", "They left the country.");
        let told = |context: &Context, settings: &Settings| {
            let outcome = run(&[pair()], settings, context);
            outcome
                .not_checked
                .iter()
                .map(|not| not.what)
                .collect::<Vec<&str>>()
        };
        let off = Context {
            reader: false,
            ..Context::default()
        };
        assert_eq!(told(&off, &Settings::default()), ["reader"]);
        let mut form = Settings::default();
        for meta in judge::features::judged() {
            form.set_on(meta.id, false, "test");
        }
        assert!(told(&off, &form).is_empty());
    }

    #[test]
    fn findings_of_the_same_pair_do_not_depend_on_its_neighbours() {
        let doubled = TransUnit::of_texts(Direction::AR_EN, "غادروا البلاد.", "They left the the country.");
        let clean = TransUnit::of_texts(Direction::AR_EN, "عادوا.", "They came back.");
        let settings = Settings::default();
        let alone = run(std::slice::from_ref(&doubled), &settings, &Context::default());
        let after = run(&[clean.clone(), doubled], &settings, &Context::default());
        let texts = |outcome: &Outcome| -> Vec<String> {
            outcome
                .findings
                .iter()
                .map(|finding| finding.message.clone())
                .collect()
        };
        assert_eq!(texts(&alone), texts(&after));
        assert!(after.findings.iter().all(|finding| finding.unit == 1));
    }
}
