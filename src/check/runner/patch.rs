//! The outcome of an edited text before the whole of it is checked again.
//!
//! Findings in units that did not change are taken over and moved; units that did change are
//! looked at by the unit checks. Checks of the whole document have their say when it is run anew.

use std::sync::Mutex;

use crate::bitext::{Finding, TransUnit, UnitText};
use crate::check::judge::{self, Level};
use crate::check::runner::{Memory, NotChecked, Outcome, fingerprint, of_units, settle, switched_on};
use crate::check::{Aligned, Context, Settings, Unit};
use crate::text::{Lang, Span};

/// Bytes of the raw text around a changed unit within which fingerprints are made anew: they
/// take in [`fingerprint::AROUND`] words on either side.
const NEAR: usize = 600;

/// What is known at once of `new`, of which most units are as in `old`.
pub fn patched(
    (old, old_units): (&Outcome, &[TransUnit]),
    new: &[TransUnit],
    (settings, context): (&Settings, &Context),
    memory: &Mutex<Memory>,
) -> Outcome {
    let (front, back) = unchanged(old_units, new);
    let changed = front..new.len() - back;
    let now = |unit: usize| -> Option<usize> {
        if unit < front {
            Some(unit)
        } else {
            (unit >= old_units.len() - back).then(|| unit + new.len() - old_units.len())
        }
    };
    let mut outcome = Outcome::default();
    for finding in &old.findings {
        if let Some(unit) = now(finding.unit) {
            outcome
                .findings
                .push(moved(finding, (&old_units[finding.unit], &new[unit]), unit));
        }
    }
    for not in &old.not_checked {
        let unit = not.unit.map(now);
        if unit != Some(None) {
            outcome.not_checked.push(NotChecked {
                unit: unit.flatten(),
                ..not.clone()
            });
        }
    }
    let mut levels = moved_levels(&old.levels, new.len(), &now);
    let mut fresh = Vec::new();
    let checks = switched_on(settings);
    for (at, mut of_unit) in of_units(&checks, &new[changed.clone()], context, memory)
        .into_iter()
        .enumerate()
    {
        for finding in &mut of_unit.findings {
            finding.unit = front + at;
        }
        for not in &mut of_unit.not_checked {
            not.unit = Some(front + at);
        }
        levels[front + at] = of_unit.levels.first().copied().flatten();
        of_unit.findings.sort_by_key(|finding| finding.at.span);
        fresh.extend(of_unit.findings);
        outcome.not_checked.extend(of_unit.not_checked);
    }
    let aligned = Aligned {
        units: new.iter().map(|unit| Unit::of(unit, context)).collect(),
    };
    judge::weigh(&mut fresh, &levels, &aligned);
    outcome.levels = levels;
    outcome.findings.extend(settle::settle(fresh, settings));
    outcome
        .findings
        .sort_by_key(|finding| (finding.unit, finding.at.span));
    outcome.not_checked.sort_by_key(|not| not.unit);
    settle::number_groups(&mut outcome.findings);
    stamp_near(&mut outcome.findings, new, &changed);
    outcome
}

/// The levels of the old units at the places of the new ones.
fn moved_levels(
    old: &[Option<Level>],
    len: usize,
    now: &impl Fn(usize) -> Option<usize>,
) -> Vec<Option<Level>> {
    let mut levels = vec![None; len];
    for (unit, level) in old.iter().enumerate() {
        if let Some(place) = now(unit).and_then(|unit| levels.get_mut(unit)) {
            *place = *level;
        }
    }
    levels
}

/// How many units are the same at the beginning, and how many of the others at the end.
fn unchanged(old: &[TransUnit], new: &[TransUnit]) -> (usize, usize) {
    let same = |(a, b): &(&TransUnit, &TransUnit)| same_words(a, b);
    let front = old.iter().zip(new).take_while(same).count();
    let back = old[front..]
        .iter()
        .rev()
        .zip(new[front..].iter().rev())
        .take_while(same)
        .count();
    (front, back)
}

/// Do the two say the same, wherever they stand?
fn same_words(a: &TransUnit, b: &TransUnit) -> bool {
    Lang::ALL
        .into_iter()
        .all(|lang| match (a.text(lang), b.text(lang)) {
            (Some(a), Some(b)) => a.text == b.text && a.speaker == b.speaker,
            (None, None) => true,
            _ => false,
        })
}

fn start(unit: &TransUnit, lang: Lang) -> usize {
    unit.text(lang).map_or(unit.place, |text| text.whole().start)
}

/// A finding of a unit that moved.
fn moved(finding: &Finding, (was, is): (&TransUnit, &TransUnit), unit: usize) -> Finding {
    let shift = |lang: Lang, span: Span| {
        let (was, is) = (start(was, lang), start(is, lang));
        let place = |at: usize| (at + is).saturating_sub(was);
        Span::new(place(span.start), place(span.end))
    };
    let mut finding = finding.clone();
    finding.at.span = shift(finding.at.lang, finding.at.span);
    for mark in &mut finding.related {
        mark.span = shift(mark.lang, mark.span);
    }
    finding.unit = unit;
    finding
}

/// Makes the fingerprints of findings anew that lie near a changed unit, on either side.
fn stamp_near(findings: &mut [Finding], units: &[TransUnit], changed: &std::ops::Range<usize>) {
    let spans = |unit: &TransUnit| Lang::ALL.map(|lang| unit.text(lang).map(UnitText::whole));
    let changed_spans: Vec<_> = units[changed.clone()].iter().map(spans).collect();
    let near = |unit: &TransUnit, reach: usize| {
        let own = spans(unit);
        changed_spans.iter().any(|changed| {
            own.iter().zip(changed).any(|pair| match pair {
                (Some(own), Some(changed)) => {
                    own.start <= changed.end + reach && changed.start <= own.end + reach
                }
                _ => false,
            })
        })
    };
    let around: Vec<TransUnit> = units
        .iter()
        .filter(|unit| near(unit, 2 * NEAR))
        .cloned()
        .collect();
    for finding in findings.iter_mut() {
        if changed.contains(&finding.unit) || near(&units[finding.unit], NEAR) {
            fingerprint::stamp(std::slice::from_mut(finding), &around);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::runner::lines::units;
    use crate::check::{run, run_remembering};

    #[test]
    fn a_patched_outcome_is_that_of_a_new_run() {
        let (settings, memory) = (Settings::default(), Mutex::default());
        let context = Context {
            alone: true,
            ..Context::default()
        };
        let old = units("It was was late.\nThey left home.\nAll is is well.\n");
        let new = units("It was was late.\nThey left the the home town.\nAll is is well.\n");
        let before = run_remembering(&old, &settings, &context, &memory);
        let after = patched((&before, &old), &new, (&settings, &context), &memory);
        assert_eq!(after, run(&new, &settings, &context));
        assert_eq!(after.findings.len(), 2);
    }
}
