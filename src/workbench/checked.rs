//! Two texts, or one alone, with what the checks found in them.

use std::collections::BTreeMap;

use crate::bitext::{Direction, Finding, Pair, Role, Severity, TransUnit};
use crate::check::Outcome;
use crate::review::{Decision, Verdict};
use crate::text::Lang;

/// Digits of a fingerprint that a finding is called by.
const SHORT: usize = 10;

/// A text that findings point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What it is called.
    pub name: String,
    /// The decoded text.
    pub raw: String,
}

/// Texts with what the checks found.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// From which language into which.
    pub direction: Direction,
    /// The two texts; one is none when the other is looked at alone.
    pub texts: Pair<Option<Text>>,
    /// The beads with their texts.
    pub transunits: Vec<TransUnit>,
    /// Findings, and what could not be checked.
    pub outcome: Outcome,
    /// What findings are called, in their order; unique here.
    pub ids: Vec<String>,
    /// What people decided on findings, in their order.
    pub decisions: Vec<Option<Decision>>,
}

impl Checked {
    /// Names the findings; nothing is decided yet.
    pub fn new(
        direction: Direction,
        texts: Pair<Option<Text>>,
        transunits: Vec<TransUnit>,
        outcome: Outcome,
    ) -> Checked {
        Checked {
            direction,
            texts,
            transunits,
            ids: ids(&outcome.findings),
            decisions: vec![None; outcome.findings.len()],
            outcome,
        }
    }

    /// The text in a language.
    pub fn text(&self, lang: Lang) -> Option<&Text> {
        self.texts.get(self.direction.role(lang)).as_ref()
    }

    /// The raw text in a language; empty when there is none.
    pub fn raw(&self, lang: Lang) -> &str {
        self.text(lang).map_or("", |text| text.raw.as_str())
    }

    /// The findings with their places in [`Checked::ids`].
    pub fn findings(&self) -> impl Iterator<Item = (usize, &Finding)> {
        self.outcome.findings.iter().enumerate()
    }

    /// Takes over what was decided, by fingerprint.
    pub fn decide(&mut self, decisions: &BTreeMap<String, Decision>) {
        self.decisions = self
            .outcome
            .findings
            .iter()
            .map(|finding| decisions.get(&finding.fingerprint).cloned())
            .collect();
    }

    /// Was this finding dismissed?
    pub fn is_dismissed(&self, index: usize) -> bool {
        let decision = self.decisions.get(index).and_then(Option::as_ref);
        decision.is_some_and(|decision| decision.verdict == Verdict::Dismissed)
    }

    /// The severity of the gravest finding that was not dismissed.
    pub fn worst(&self) -> Option<Severity> {
        self.findings()
            .filter(|(index, _)| !self.is_dismissed(*index))
            .map(|(_, finding)| finding.severity)
            .max()
    }

    /// The transunit of a finding.
    pub fn unit_of(&self, finding: &Finding) -> Option<&TransUnit> {
        self.transunits.get(finding.unit)
    }

    /// The side that findings mostly point into.
    pub fn target_lang(&self) -> Lang {
        self.direction.lang(Role::Target)
    }
}

/// The first digits of the fingerprints; equal ones are numbered.
fn ids(findings: &[Finding]) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    findings
        .iter()
        .map(|finding| {
            let short = finding.fingerprint.get(..SHORT).unwrap_or(&finding.fingerprint);
            let times = seen.entry(short).or_default();
            *times += 1;
            match *times {
                1 => short.to_owned(),
                n => format!("{short}-{n}"),
            }
        })
        .collect()
}
