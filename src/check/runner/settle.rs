//! Settles raw findings: one cause gives one finding, and what lies on one place is grouped.
//!
//! Two findings of one check on one place are one. Of two checks that read the same fault the
//! more exact one stays and says what the other saw ([`SAME_CAUSE`]). Everything else stays:
//! different kinds on overlapping places, and what a wrong pairing drags with it, form a group.

use crate::bitext::{Finding, Severity};
use crate::check::{Settings, by_id};

/// The first names the fault more exactly than the second, when they overlap.
const SAME_CAUSE: &[(&str, &str)] = &[
    ("number-scale", "number-mismatch"),
    ("date-mismatch", "number-mismatch"),
    ("time-mismatch", "number-mismatch"),
    ("question-mark", "end-mark"),
    ("mojibake", "confusable-letter"),
    ("mojibake", "latin-punctuation"),
    ("mojibake", "invisible-character"),
    ("repeated-word", "addition"),
    ("doubled-mark", "spacing"),
    ("doubled-mark", "latin-punctuation"),
    ("term-forbidden", "term-violation"),
    ("term-forbidden", "false-friend"),
    ("term-violation", "false-friend"),
    ("glued-words", "arabic-misspelling"),
    ("name-misspelled", "arabic-misspelling"),
];

/// What a lost or added clause takes along: findings of the second kind that bear on a place
/// inside it have the same cause. Quantities stay, as they are graver by themselves.
const TAKES_ALONG: &[(&str, &[&str])] = &[
    (
        "omission",
        &[
            "negation-lost",
            "mistranslation",
            "name-mismatch",
            "modality-shift",
            "quantifier-shift",
            "role-swap",
        ],
    ),
    (
        "addition",
        &[
            "negation-added",
            "mistranslation",
            "name-mismatch",
            "modality-shift",
            "quantifier-shift",
            "role-swap",
        ],
    ),
];
/// How sure the clause must be.
const SURE_CLAUSE: f32 = 0.7;

/// Findings of this check lead all others of their unit.
const LEADS_UNIT: &str = "wrong-pairing";

/// Applies the severities and thresholds of `settings`, drops what says the same again, and
/// numbers the groups. Keeps the order.
pub fn settle(findings: Vec<Finding>, settings: &Settings) -> Vec<Finding> {
    let mut kept: Vec<Finding> = findings
        .into_iter()
        .filter_map(|finding| settled(finding, settings))
        .collect();
    drop_repeats(&mut kept);
    drop_same_cause(&mut kept);
    number_groups(&mut kept);
    kept
}

/// The finding with the severity that the settings give it; none below the threshold.
fn settled(mut finding: Finding, settings: &Settings) -> Option<Finding> {
    let set = settings.severity(finding.check);
    if let (Some(severity), false) = (set, finding.features.is_empty()) {
        // The judge has decided whether it is worth a warning; how grave that is the user says.
        if finding.severity > Severity::Info {
            finding.severity = severity;
        }
    } else if let Some(severity) = set {
        let declared = by_id(finding.check).map_or(Severity::Warning, |check| check.meta().severity);
        // A milder or graver variant of a check stays as far from its usual severity.
        finding.severity = match finding.severity.cmp(&declared) {
            std::cmp::Ordering::Less => severity.min(finding.severity),
            std::cmp::Ordering::Equal => severity,
            std::cmp::Ordering::Greater => severity.max(finding.severity),
        };
    }
    (finding.confidence >= settings.threshold(finding.check) && finding.severity >= settings.least_severity())
        .then_some(finding)
}

/// Of findings of one check on one place only the surest stays.
fn drop_repeats(findings: &mut Vec<Finding>) {
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings.drain(..) {
        let same = kept
            .iter_mut()
            .rev()
            .take_while(|other| other.unit == finding.unit)
            .find(|other| {
                other.check == finding.check && other.at == finding.at && other.message == finding.message
            });
        match same {
            Some(other) if other.confidence < finding.confidence => *other = finding,
            Some(_) => {}
            None => kept.push(finding),
        }
    }
    *findings = kept;
}

fn drop_same_cause(findings: &mut Vec<Finding>) {
    let mut told: Vec<(usize, String)> = Vec::new();
    let mut dropped = vec![false; findings.len()];
    for (index, finding) in findings.iter().enumerate() {
        let exact = findings.iter().enumerate().find(|(_, other)| {
            let same_unit = other.unit == finding.unit;
            same_unit && takes_along(other, finding)
                || same_unit
                    && SAME_CAUSE.contains(&(other.check, finding.check))
                    && other.severity >= finding.severity
                    && touch(other, finding)
        });
        if let Some((by, _)) = exact {
            dropped[index] = true;
            told.push((by, format!("{}: {}", finding.check, finding.message)));
        }
    }
    for (by, what) in told {
        findings[by].evidence.push(("also", what));
    }
    let mut index = 0;
    findings.retain(|_| {
        index += 1;
        !dropped[index - 1]
    });
}

/// Does the other finding follow from this lost or added clause?
fn takes_along(clause: &Finding, other: &Finding) -> bool {
    let kinds = TAKES_ALONG.iter().find(|(check, _)| *check == clause.check);
    let inside = || {
        let mut marks = other.related.iter().chain(std::iter::once(&other.at));
        marks.any(|mark| mark.lang == clause.at.lang && clause.at.span.contains(mark.span))
    };
    kinds.is_some_and(|(_, kinds)| kinds.contains(&other.check))
        && clause.confidence >= SURE_CLAUSE
        && inside()
}

/// Do the two lie on one place, or does one bear on the place of the other?
fn touch(one: &Finding, other: &Finding) -> bool {
    let marks = |finding: &Finding| {
        let mut marks = finding.related.clone();
        marks.push(finding.at);
        marks
    };
    let theirs = marks(other);
    marks(one).iter().any(|mark| {
        theirs.iter().any(|their| {
            their.lang == mark.lang && (their.span == mark.span || their.span.overlaps(mark.span))
        })
    })
}

/// A finding joins the group of the first earlier one of its unit whose place it overlaps.
pub(super) fn number_groups(findings: &mut [Finding]) {
    for index in 0..findings.len() {
        let (before, rest) = findings.split_at(index);
        let finding = &rest[0];
        let first = before
            .iter()
            .rev()
            .take_while(|other| other.unit == finding.unit)
            .filter(|other| {
                other.at.lang == finding.at.lang
                    && (other.at.span == finding.at.span || other.at.span.overlaps(finding.at.span))
            })
            .map(|other| other.group)
            .min();
        findings[index].group = first.unwrap_or(index);
    }
    let leads: Vec<(usize, usize)> = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.check == LEADS_UNIT)
        .map(|(index, finding)| (index, finding.unit))
        .collect();
    for (lead, unit) in leads {
        for finding in findings.iter_mut().filter(|finding| finding.unit == unit) {
            finding.group = lead;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Mark;
    use crate::text::{Lang, Span};

    fn finding(check: &'static str, start: usize, end: usize) -> Finding {
        let at = Mark {
            lang: Lang::English,
            span: Span::new(start, end),
        };
        Finding::new(check, Severity::Error, at, format!("{check} here"))
    }

    fn ids(findings: &[Finding]) -> Vec<(&'static str, usize)> {
        findings
            .iter()
            .map(|finding| (finding.check, finding.group))
            .collect()
    }

    #[test]
    fn the_exacter_of_two_readings_of_one_fault_stays_and_says_so() {
        let settled = settle(
            vec![finding("number-mismatch", 3, 6), finding("number-scale", 3, 6)],
            &Settings::default(),
        );
        assert_eq!(ids(&settled), [("number-scale", 0)]);
        assert_eq!(settled[0].evidence[0].1, "number-mismatch: number-mismatch here");
    }

    #[test]
    fn different_kinds_on_one_place_are_grouped_not_hidden() {
        let settled = settle(
            vec![
                finding("addition", 0, 9),
                finding("misspelling", 4, 8),
                finding("negation-lost", 12, 15),
            ],
            &Settings::default(),
        );
        assert_eq!(
            ids(&settled),
            [("addition", 0), ("misspelling", 0), ("negation-lost", 2)]
        );
    }

    #[test]
    fn a_lost_clause_takes_its_negation_along_and_leaves_its_number() {
        let settled = settle(
            vec![
                finding("omission", 0, 30).with_confidence(0.9),
                finding("negation-lost", 10, 13),
                finding("number-mismatch", 20, 22),
                finding("negation-lost", 40, 43),
            ],
            &Settings::default(),
        );
        assert_eq!(
            ids(&settled),
            [("omission", 0), ("number-mismatch", 0), ("negation-lost", 2)]
        );
    }

    #[test]
    fn the_same_finding_twice_is_one() {
        let twice = vec![
            finding("negation-lost", 0, 3).with_confidence(0.6),
            finding("negation-lost", 0, 3).with_confidence(0.8),
        ];
        let settled = settle(twice, &Settings::default());
        assert_eq!(settled.len(), 1);
        assert!((settled[0].confidence - 0.8).abs() < 1e-6);
    }
}
