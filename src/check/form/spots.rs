//! Spots: places in one text that a check of form takes exception to, whatever the other side
//! says. Both sides are looked at, and texts that are looked at alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::bitext::{Finding, Mark, Severity};
use crate::check::{Aligned, Meta, Unit};
use crate::text::{Lang, Span, Token};

/// A place in a text that is at fault by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Where.
    pub span: Span,
    /// One sentence without a final stop.
    pub message: String,
    /// What it should be, if that is certain.
    pub suggestion: Option<String>,
    /// How sure.
    pub confidence: f32,
    /// How bad, where it differs from the check's own severity.
    pub severity: Option<Severity>,
}

impl Spot {
    /// A spot that is surely one.
    pub fn new(span: Span, message: impl Into<String>) -> Spot {
        Spot {
            span,
            message: message.into(),
            suggestion: None,
            confidence: 0.95,
            severity: None,
        }
    }

    /// With what it should be.
    #[must_use]
    pub fn with_suggestion(mut self, text: impl Into<String>) -> Spot {
        self.suggestion = Some(text.into());
        self
    }

    /// With another confidence than 0.95.
    #[must_use]
    pub fn with_confidence(mut self, confidence: f32) -> Spot {
        self.confidence = confidence;
        self
    }

    /// With another severity than the check's own.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Spot {
        self.severity = Some(severity);
        self
    }
}

/// A text as a check of form looks at it.
#[derive(Debug, Clone, Copy)]
pub struct Look<'u> {
    /// Its language.
    pub lang: Lang,
    /// Its text.
    pub text: &'u str,
    /// Its tokens.
    pub tokens: &'u [Token],
}

/// Looks at each text of a unit and makes findings of the spots.
pub fn findings(unit: &Unit<'_>, meta: &Meta, look: impl Fn(Look<'_>) -> Vec<Spot>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for lang in Lang::ALL {
        let Some(text) = unit.text(lang) else { continue };
        let spots = look(Look {
            lang,
            text: &text.text,
            tokens: unit.tokens(lang),
        });
        for spot in spots {
            let mut finding = Finding::new(
                meta.id,
                spot.severity.unwrap_or(meta.severity),
                unit.mark(lang, spot.span),
                spot.message,
            )
            .with_confidence(spot.confidence);
            finding.suggestions.extend(spot.suggestion);
            findings.push(finding);
        }
    }
    findings
}

/// Looks at each text of a document and makes one finding of all spots of a kind, at the first of
/// them, with how many there are: slips of form are habits, and a list of them hides the rest.
pub fn once_a_text(
    aligned: &Aligned<'_>,
    meta: &Meta,
    look: impl Fn(Look<'_>) -> Vec<Spot>,
    kind: impl Fn(&Spot) -> String,
) -> Vec<Finding> {
    let mut kinds: BTreeMap<(Lang, String), (Finding, usize)> = BTreeMap::new();
    let mut seen: BTreeSet<(Mark, usize)> = BTreeSet::new();
    for lang in Lang::ALL {
        for (index, unit) in aligned.units.iter().enumerate() {
            let Some(text) = unit.text(lang) else { continue };
            let spots = look(Look {
                lang,
                text: &text.text,
                tokens: unit.tokens(lang),
            });
            for spot in spots {
                let mark = unit.mark(lang, spot.span);
                if !seen.insert((mark, index)) {
                    continue;
                }
                let entry = kinds.entry((lang, kind(&spot)));
                entry.and_modify(|(_, count)| *count += 1).or_insert_with(|| {
                    let severity = spot.severity.unwrap_or(meta.severity);
                    let mut finding =
                        Finding::new(meta.id, severity, mark, spot.message).with_confidence(spot.confidence);
                    finding.suggestions.extend(spot.suggestion);
                    finding.unit = index;
                    (finding, 1)
                });
            }
        }
    }
    let told = kinds.into_values().map(|(finding, count)| match count {
        1 => finding,
        count => finding.with_evidence("places", format!("{count} in this text")),
    });
    told.collect()
}

/// The stretches of `text` between white space, with their spans.
pub fn chunks(text: &str) -> impl Iterator<Item = (Span, &str)> {
    text.split_whitespace().map(move |chunk| {
        let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        (Span::new(start, start + chunk.len()), chunk)
    })
}

/// `U+200B` and so on.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", c as u32)
}
