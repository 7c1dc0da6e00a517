//! One judge for all findings of meaning.
//!
//! A check proposes a candidate and says how sure it is by itself. The judge sees beside that
//! what the [reader](crate::lexicon::reader) says of the place and of both sides, how the bead
//! lies in its document, and how the document scores in general, and gives one calibrated
//! probability ([`features`] names all that it sees). The severity follows from it: an error only
//! where at least nine in ten are right, a warning from six in ten, otherwise information.
//! Several checks take candidates from the reader ([`finder`]). The table, `judge.tsv`, is fitted on
//! clean and damaged documents by `corpora/checks/train_judge.py`.

pub mod features;
pub mod finder;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::bitext::{Finding, Severity};
use crate::check::evidence::coverage::Coverage;
use crate::check::evidence::model::{self, Model};
use crate::check::{Aligned, Check, Context, Unit, by_id};
use crate::lexicon::reader::Class;
use crate::text::Lang;

pub use features::Level;
use features::{Around, Row};

/// Probability from which a finding may be an error, and from which a warning.
const ERROR: f32 = 0.9;
const WARNING: f32 = 0.6;

static MODELS: LazyLock<BTreeMap<String, Model>> = LazyLock::new(|| model::models(include_str!("judge.tsv")));

/// The judge, if its table fits the features that are made.
fn judge() -> Option<&'static Model> {
    static JUDGE: LazyLock<Option<&'static Model>> = LazyLock::new(|| {
        MODELS
            .get("judge")
            .filter(|model| model.features == features::names())
    });
    *JUDGE
}

/// Adds to every finding of meaning what the judge will see of it.
pub fn propose(
    unit: &Unit<'_>,
    checks: &[&dyn Check],
    context: &Context,
    findings: &mut [Finding],
) -> Option<Level> {
    let is_judged = |id: &str| !features::classes(id).is_empty();
    if context.alone || !context.reader || !checks.iter().any(|check| is_judged(check.meta().id)) {
        return None;
    }
    let reading = unit.reading()?;
    let level = Level::of(unit, reading);
    let rows: Vec<Option<Vec<f32>>> = findings
        .iter()
        .map(|finding| {
            // What a list decides (how a name is spelt, a pair of opposites) is as sure as the list.
            (is_judged(finding.check) && finding.score.is_some())
                .then(|| features::of_unit(unit, finding, findings, &level, reading).values)
        })
        .collect();
    for (finding, row) in findings.iter_mut().zip(rows) {
        finding.features = row.unwrap_or_default();
    }
    Some(level)
}

/// Gives every candidate its probability and severity. `levels` are those of all units of the
/// document, by number.
pub fn weigh(findings: &mut [Finding], levels: &[Option<Level>], aligned: &Aligned<'_>) {
    let Some(model) = judge() else {
        return;
    };
    let document = Document::of(levels, findings);
    for finding in findings.iter_mut().filter(|finding| !finding.features.is_empty()) {
        let around = document.around(finding, levels, aligned);
        let mut row = Row::from(finding.features.clone());
        around.push(&mut row);
        let sure = model.confidence(model.score(&row.values));
        let declared = by_id(finding.check).map_or(finding.severity, |check| check.meta().severity);
        finding.severity = severity(sure).min(finding.severity).min(declared);
        finding.confidence = sure.clamp(0.0, 1.0);
    }
}

/// The rows of all judged candidates, for fitting: the whole row of each as it is in its
/// document.
pub fn rows(findings: &[Finding], levels: &[Option<Level>], aligned: &Aligned<'_>) -> Vec<Vec<f32>> {
    let document = Document::of(levels, findings);
    let row = |finding: &Finding| {
        if finding.features.is_empty() {
            return Vec::new();
        }
        let mut row = Row::from(finding.features.clone());
        document.around(finding, levels, aligned).push(&mut row);
        row.values
    };
    findings.iter().map(row).collect()
}

fn severity(sure: f32) -> Severity {
    if sure >= ERROR {
        Severity::Error
    } else if sure >= WARNING {
        Severity::Warning
    } else {
        Severity::Info
    }
}

/// How the units of a document score in general.
struct Document {
    units: usize,
    wrong: (f32, f32),
    uneven: f32,
    cover: f32,
    fits: BTreeMap<&'static str, f32>,
    same: BTreeMap<&'static str, f32>,
}

/// Documents of fewer units have no level of their own.
const FEWEST: usize = 6;

impl Document {
    fn of(levels: &[Option<Level>], findings: &[Finding]) -> Document {
        let known: Vec<&Level> = levels.iter().flatten().collect();
        if known.len() < FEWEST {
            return Document {
                units: 0,
                wrong: (0.0, 0.0),
                uneven: 0.0,
                cover: 0.0,
                fits: BTreeMap::new(),
                same: BTreeMap::new(),
            };
        }
        let of = |value: &dyn Fn(&Level) -> f32| -> Vec<f32> {
            let mut all: Vec<f32> = known.iter().map(|level| value(level)).collect();
            all.sort_by(f32::total_cmp);
            all
        };
        let wrong = of(&|level| level.fit(&[Class::WrongSentence]));
        let fits = features::judged()
            .map(|meta| (meta.id, share(&of(&|level| level.fit(meta.judged)), 0.5)))
            .collect();
        let same = features::judged()
            .map(|meta| {
                let mut units: Vec<usize> = findings
                    .iter()
                    .filter(|finding| finding.check == meta.id && !finding.features.is_empty())
                    .map(|finding| finding.unit)
                    .collect();
                units.dedup();
                (meta.id, units.len() as f32 / known.len() as f32)
            })
            .collect();
        Document {
            units: known.len(),
            wrong: (share(&wrong, 0.5), share(&wrong, 0.75) - share(&wrong, 0.25)),
            uneven: share(&of(&|level| level.fit(&[Class::Missing, Class::Extra])), 0.5),
            cover: share(&of(&Level::worst_cover), 0.5),
            fits,
            same,
        }
    }

    /// What the judge sees of the document for one finding. Of a document without a level of its
    /// own it sees the unit's own scores, which lie over nothing.
    fn around(&self, finding: &Finding, levels: &[Option<Level>], aligned: &Aligned<'_>) -> Around {
        let level = levels.get(finding.unit).copied().flatten().unwrap_or_default();
        if self.units == 0 {
            return Around::default();
        }
        let usual = self.fits.get(finding.check).copied().unwrap_or(0.0);
        Around {
            units: self.units as f32,
            wrong: self.wrong,
            uneven: self.uneven,
            cover: self.cover,
            over: level.fit(features::classes(finding.check)) - usual,
            same: self.same.get(finding.check).copied().unwrap_or(0.0),
            near: near(finding, aligned),
        }
    }
}

/// The value at this share of a sorted list.
fn share(sorted: &[f32], share: f32) -> f32 {
    let at = (share * sorted.len().saturating_sub(1) as f32).round() as usize;
    sorted.get(at).copied().unwrap_or(0.0)
}

/// How well the longest place of a finding is covered by the other side's text of the bead before
/// or after it.
fn near(finding: &Finding, aligned: &Aligned<'_>) -> f32 {
    let mark = features::longest(finding);
    let Some(unit) = aligned.units.get(finding.unit) else {
        return 0.0;
    };
    let Some((own, span)) = unit
        .text(mark.lang)
        .and_then(|text| Some((text, text.text_span(mark.span)?)))
    else {
        return 0.0;
    };
    let tokens: Vec<crate::text::Token> = unit
        .tokens(mark.lang)
        .iter()
        .filter(|token| span.overlaps(token.span))
        .cloned()
        .collect();
    let beside = [finding.unit.checked_sub(1), finding.unit.checked_add(1)];
    let texts = beside
        .into_iter()
        .flatten()
        .filter_map(|at| aligned.units.get(at))
        .filter_map(|other| Some((other, other.text(mark.lang.other())?)));
    texts
        .map(|(other, text)| {
            let far = other.tokens(mark.lang.other());
            let coverage = match mark.lang {
                Lang::Arabic => Coverage::of([&own.text, &text.text], [&tokens, far], &[]),
                Lang::English => Coverage::of([&text.text, &own.text], [far, &tokens], &[]),
            };
            coverage.mean(mark.lang)
        })
        .fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_was_fitted_on_the_features_that_are_made() {
        assert!(
            judge().is_some(),
            "judge.tsv names other features than {:?}",
            features::names()
        );
    }

    #[test]
    fn severity_follows_from_the_probability() {
        assert_eq!(severity(0.95), Severity::Error);
        assert_eq!(severity(0.7), Severity::Warning);
        assert_eq!(severity(0.4), Severity::Info);
    }

    #[test]
    fn a_short_document_has_no_level_of_its_own() {
        let levels = vec![Some(Level::default()); 3];
        assert_eq!(Document::of(&levels, &[]).units, 0);
        let levels = vec![Some(Level::default()); 10];
        assert_eq!(Document::of(&levels, &[]).units, 10);
    }
}
