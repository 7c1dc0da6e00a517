//! What unit checks found, remembered by the content of the unit.
//!
//! The outcome of a unit depends on its own texts and on the [`Context`] alone, so a text that
//! was edited is checked again only where it changed. Places are kept relative to the unit's own
//! start on each side and moved to where the unit stands now. A memory of [`MOST`] units is emptied
//! before another is taken in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Serialize};

use crate::bitext::{Finding, Mark, Severity, TransUnit};
use crate::check::judge::Level;
use crate::check::runner::{NotChecked, Outcome};
use crate::check::{Check, Context, by_id};
use crate::text::{Lang, Span};

/// Units that are remembered, at most.
const MOST: usize = 100_000;

/// Different keys of evidence that are taken from outside, at most; checks have a few dozen.
const MOST_KEYS: usize = 512;

/// What a unit is remembered by: a hash of its texts and of what the checks know besides.
pub type Key = [u8; 16];

/// A stretch of one side, relative to the start of the unit on that side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    arabic: bool,
    start: i64,
    len: usize,
}

/// A finding of a unit, wherever the unit stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct KeptFinding {
    check: String,
    severity: u8,
    confidence: f32,
    score: Option<f32>,
    at: Place,
    related: Vec<Place>,
    message: String,
    suggestions: Vec<String>,
    evidence: Vec<(String, String)>,
    features: Vec<f32>,
}

/// What the checks said of a unit.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Kept {
    findings: Vec<KeptFinding>,
    not_checked: Vec<(String, String)>,
    level: Option<Level>,
}

/// Outcomes of units by their content.
#[derive(Debug, Default)]
pub struct Memory {
    units: BTreeMap<Key, Kept>,
    fresh: Vec<Key>,
}

impl Memory {
    /// How many units are remembered.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Is nothing remembered?
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Takes in what was remembered elsewhere.
    pub fn put(&mut self, key: Key, kept: Kept) {
        self.units.insert(key, kept);
    }

    /// What was learnt since this was asked last.
    pub fn take_fresh(&mut self) -> Vec<(Key, Kept)> {
        let fresh = std::mem::take(&mut self.fresh);
        fresh
            .into_iter()
            .filter_map(|key| self.units.get(&key).map(|kept| (key, kept.clone())))
            .collect()
    }

    /// The outcome of a unit, at its present place; none when it is not remembered.
    pub(super) fn recall(&self, key: &Key, index: usize, transunit: &TransUnit) -> Option<Outcome> {
        let kept = self.units.get(key)?;
        let findings: Option<Vec<Finding>> = kept
            .findings
            .iter()
            .map(|finding| finding.stand(index, transunit))
            .collect();
        let not_checked: Option<Vec<NotChecked>> = kept
            .not_checked
            .iter()
            .map(|(what, reason)| {
                Some(NotChecked {
                    unit: Some(index),
                    what: by_id(what)?.meta().id,
                    reason: reason.clone(),
                })
            })
            .collect();
        Some(Outcome {
            findings: findings?,
            not_checked: not_checked?,
            levels: vec![kept.level],
        })
    }

    /// Remembers the outcome of a unit.
    pub(super) fn learn(&mut self, key: Key, transunit: &TransUnit, outcome: &Outcome) {
        if self.units.len() >= MOST {
            self.units.clear();
            self.fresh.clear();
        }
        let kept = Kept {
            findings: outcome
                .findings
                .iter()
                .map(|finding| KeptFinding::of(finding, transunit))
                .collect(),
            not_checked: outcome
                .not_checked
                .iter()
                .map(|not| (not.what.to_owned(), not.reason.clone()))
                .collect(),
            level: outcome.levels.first().copied().flatten(),
        };
        if self.units.insert(key, kept).is_none() {
            self.fresh.push(key);
        }
    }
}

impl KeptFinding {
    fn of(finding: &Finding, transunit: &TransUnit) -> KeptFinding {
        let place = |mark: &Mark| Place {
            arabic: mark.lang == Lang::Arabic,
            start: mark.span.start as i64 - base(transunit, mark.lang) as i64,
            len: mark.span.len(),
        };
        KeptFinding {
            check: finding.check.to_owned(),
            severity: finding.severity as u8,
            confidence: finding.confidence,
            score: finding.score,
            at: place(&finding.at),
            related: finding.related.iter().map(place).collect(),
            message: finding.message.clone(),
            suggestions: finding.suggestions.clone(),
            evidence: finding
                .evidence
                .iter()
                .map(|(key, value)| ((*key).to_owned(), value.clone()))
                .collect(),
            features: finding.features.clone(),
        }
    }

    fn stand(&self, index: usize, transunit: &TransUnit) -> Option<Finding> {
        let mark = |place: &Place| -> Option<Mark> {
            let lang = if place.arabic { Lang::Arabic } else { Lang::English };
            let start = usize::try_from(base(transunit, lang) as i64 + place.start).ok()?;
            Some(Mark {
                lang,
                span: Span::new(start, start + place.len),
            })
        };
        let severity = Severity::ALL.get(usize::from(self.severity))?;
        let at = mark(&self.at)?;
        let mut finding = Finding::new(by_id(&self.check)?.meta().id, *severity, at, self.message.clone());
        finding.confidence = self.confidence;
        finding.score = self.score;
        finding.related = self.related.iter().map(mark).collect::<Option<_>>()?;
        finding.suggestions.clone_from(&self.suggestions);
        finding.evidence = self
            .evidence
            .iter()
            .map(|(key, value)| Some((evidence_key(key)?, value.clone())))
            .collect::<Option<_>>()?;
        finding.features.clone_from(&self.features);
        finding.unit = index;
        Some(finding)
    }
}

/// Where the unit begins on that side.
fn base(transunit: &TransUnit, lang: Lang) -> usize {
    transunit
        .text(lang)
        .map_or(transunit.place, |text| text.whole().start)
}

/// A key of evidence as the checks have it. Keys are few and written in the program; those read
/// from a file are kept for good, up to [`MOST_KEYS`] of them.
fn evidence_key(key: &str) -> Option<&'static str> {
    static KEYS: OnceLock<Mutex<BTreeSet<&'static str>>> = OnceLock::new();
    let mut keys = KEYS
        .get_or_init(Mutex::default)
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = keys.get(key) {
        return Some(known);
    }
    if keys.len() >= MOST_KEYS {
        return None;
    }
    let kept: &'static str = Box::leak(key.to_owned().into_boxed_str());
    keys.insert(kept);
    Some(kept)
}

/// A hash of the checks that run and of all that they know besides the unit.
pub(super) fn salt(checks: &[&dyn Check], context: &Context) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for check in checks {
        part(&mut hasher, check.meta().id);
    }
    // Lists with an index are hashed by their entries: the order in an index is no order.
    let plain = Context {
        terms: std::sync::Arc::default(),
        names: std::sync::Arc::default(),
        // Other interviews are the business of checks of the whole document.
        memory: crate::check::consistency::Beside::default(),
        ..context.clone()
    };
    part(&mut hasher, &format!("{plain:?}"));
    part(&mut hasher, &format!("{:?}", context.terms.terms()));
    part(&mut hasher, &format!("{:?}", context.names.names()));
    *hasher.finalize().as_bytes()
}

/// The key of a unit under a salt.
pub(super) fn key(salt: &[u8; 32], transunit: &TransUnit) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(salt);
    part(&mut hasher, &format!("{:?}", transunit.direction));
    hasher.update(&transunit.confidence.to_bits().to_le_bytes());
    hasher.update(&[u8::from(transunit.chosen)]);
    for lang in Lang::ALL {
        let Some(text) = transunit.text(lang) else {
            part(&mut hasher, "-");
            continue;
        };
        part(&mut hasher, &text.text);
        part(&mut hasher, text.speaker.as_deref().unwrap_or(""));
        part(&mut hasher, &format!("{:?} {}", text.time, text.segments.len()));
        let start = text.whole().start;
        for (at, span) in text.pieces() {
            hasher.update(&(*at as u64).to_le_bytes());
            hasher.update(&((span.start - start) as u64).to_le_bytes());
            hasher.update(&(span.len() as u64).to_le_bytes());
        }
    }
    let mut key = Key::default();
    key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    key
}

fn part(hasher: &mut blake3::Hasher, text: &str) {
    hasher.update(&(text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::runner::lines::units;
    use crate::check::{Settings, run, run_remembering};

    #[test]
    fn what_is_remembered_is_what_is_found() {
        let memory = Mutex::default();
        let (settings, context) = (Settings::default(), Context::default());
        let old = units("They left the the country.\nAll is well.\nIt was it was late.\n");
        let first = run_remembering(&old, &settings, &context, &memory);
        assert_eq!(first, run(&old, &settings, &context));
        assert_eq!(memory.lock().unwrap().take_fresh().len(), 3);
        // A line put in before moves everything; only it is new.
        let new = units("So it goes.\nThey left the the country.\nAll is well.\nIt was it was late.\n");
        let second = run_remembering(&new, &settings, &context, &memory);
        assert_eq!(second, run(&new, &settings, &context));
        assert_eq!(memory.lock().unwrap().take_fresh().len(), 1);
    }

    #[test]
    fn other_settings_are_another_key() {
        let unit = &units("They left the the country.\n")[0];
        let of = |context: &Context| key(&salt(&[], context), unit);
        let alone = Context {
            alone: true,
            ..Context::default()
        };
        assert_ne!(of(&Context::default()), of(&alone));
        assert_eq!(of(&alone), of(&alone.clone()));
    }
}
