//! Fingerprints: what a decision on a finding is bound to.
//!
//! A fingerprint is made of the check, the folded words of the place and the folded words
//! around it ([`AROUND`] on each side), taken from the running text of that side, not from the
//! segment: so it survives another segmentation and alignment, and falls when a word changes.
//! A finding with an empty place (an omission) takes in the words that are lost.

use std::collections::BTreeSet;

use crate::bitext::{Finding, Mark, TransUnit};
use crate::text::{Lang, Span, fold, token};

/// How many words on either side of the place are part of the fingerprint.
pub const AROUND: usize = 3;

/// The words of one side in the order of the text: raw span and folded form.
#[derive(Debug, Default)]
struct Words {
    words: BTreeSet<(Span, String)>,
    order: Vec<(Span, String)>,
}

impl Words {
    fn of(transunits: &[TransUnit], lang: Lang) -> Words {
        let mut words = Words::default();
        for text in transunits.iter().filter_map(|transunit| transunit.text(lang)) {
            for token in token::tokens(&text.text) {
                words.words.insert((text.raw_span(token.span), token.folded));
            }
        }
        words.order = std::mem::take(&mut words.words).into_iter().collect();
        words
    }

    /// The words in the span, and those around it.
    fn near(&self, span: Span) -> (String, String, String) {
        let from = self.order.partition_point(|(word, _)| word.end <= span.start);
        let to = self
            .order
            .partition_point(|(word, _)| word.start < span.end)
            .max(from);
        let joined = |range: &[(Span, String)]| {
            let words: Vec<&str> = range.iter().map(|(_, folded)| folded.as_str()).collect();
            words.join(" ")
        };
        (
            joined(&self.order[from.saturating_sub(AROUND)..from]),
            joined(&self.order[from..to]),
            joined(&self.order[to..(to + AROUND).min(self.order.len())]),
        )
    }
}

/// Gives each finding its fingerprint.
pub fn stamp(findings: &mut [Finding], transunits: &[TransUnit]) {
    if findings.is_empty() {
        return;
    }
    let words = Lang::ALL.map(|lang| Words::of(transunits, lang));
    let near = |mark: Mark| match mark.lang {
        Lang::Arabic => words[0].near(mark.span),
        Lang::English => words[1].near(mark.span),
    };
    for finding in findings {
        let (before, place, after) = near(finding.at);
        let mut parts = vec![
            finding.check.to_owned(),
            finding.at.lang.code().to_owned(),
            before,
            place,
            after,
        ];
        if finding.at.span.is_empty() {
            parts.extend(finding.related.iter().map(|&mark| near(mark).1));
        }
        finding.fingerprint = digest(&parts);
    }
}

/// The first 16 bytes of the BLAKE3 hash of the parts, as 32 hexadecimal digits.
fn digest(parts: &[String]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(fold::bare(part).as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, Pair, Severity, UnitText};
    use proptest::prelude::*;

    fn units(raw: &str, cuts: &[(usize, usize)]) -> Vec<TransUnit> {
        cuts.iter()
            .map(|&(start, end)| TransUnit {
                direction: Direction::AR_EN,
                texts: Pair::new(
                    None,
                    Some(UnitText::new(Lang::English, raw, &[Span::new(start, end)])),
                ),
                place: 0,
                confidence: 1.0,
                chosen: false,
            })
            .collect()
    }

    fn fingerprint(raw: &str, word: &str, cuts: &[(usize, usize)]) -> String {
        let start = raw.find(word).map_or(0, |at| at);
        let at = Mark {
            lang: Lang::English,
            span: Span::new(start, start + word.len()),
        };
        let mut findings = vec![Finding::new("misspelling", Severity::Warning, at, "unknown")];
        stamp(&mut findings, &units(raw, cuts));
        findings.remove(0).fingerprint
    }

    #[test]
    fn a_fingerprint_survives_another_segmentation() {
        let raw = "They came home. They fought aginas them all. Then they left.";
        let one = fingerprint(raw, "aginas", &[(0, 15), (16, 44), (45, 60)]);
        assert_eq!(one.len(), 32);
        assert_eq!(one, fingerprint(raw, "aginas", &[(0, 60)]));
        assert_eq!(one, fingerprint(raw, "aginas", &[(0, 27), (28, 60)]));
    }

    proptest! {
        #[test]
        fn no_way_of_cutting_changes_a_fingerprint(
            words in prop::collection::vec("[a-z]{2,8}", 6..24),
            place in any::<prop::sample::Index>(),
            cuts in prop::collection::vec(any::<bool>(), 24),
        ) {
            // A word that stands once, marked by a capital.
            let place = place.index(words.len());
            let name = format!("Q{}", words[place]);
            let mut raw = String::new();
            let mut segments = Vec::new();
            let mut start = 0;
            for (at, word) in words.iter().enumerate() {
                if at > 0 {
                    if cuts[at] {
                        segments.push((start, raw.len()));
                        start = raw.len() + 1;
                    }
                    raw.push(' ');
                }
                raw.push_str(if at == place { &name } else { word });
            }
            segments.push((start, raw.len()));
            let whole = fingerprint(&raw, &name, &[(0, raw.len())]);
            prop_assert_eq!(whole, fingerprint(&raw, &name, &segments));
        }
    }

    #[test]
    fn a_fingerprint_falls_when_a_word_near_it_changes() {
        let raw = "They fought aginas them all.";
        let other = "They fought aginas him all.";
        let whole = |raw: &str| fingerprint(raw, "aginas", &[(0, raw.len())]);
        assert_ne!(whole(raw), whole(other));
        assert_eq!(whole(raw), whole("They  Fought aginas them all."));
    }
}
