//! The same source rendered in two ways.

use std::collections::BTreeMap;

use crate::bitext::{Finding, Mark, Role};
use crate::check::consistency::{is_long, key};
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};

declare_check! {
    /// Flags a segment whose source stands elsewhere, in this document or another of the
    /// workspace, with another rendering.
    ///
    /// The same words deserve the same rendering; where they do not, one of the two may be
    /// wrong. Sources and renderings are compared by their words: punctuation, case, harakat and
    /// spacing do not count. Not flagged: sources of fewer than three words, as greetings and
    /// short answers vary rightly. Sources that are only similar are looked at by
    /// `near-duplicate`. A page of examples needs two segments, so see its tests.
    TargetDiffers,
    "target-differs", Warning,
    flags: &[],
    passes: &[
        Example::Both("نحن قادرون على حماية البلاد.", "We are capable of protecting the country."),
        Example::Both("نعم.", "Yes."),
    ],
}

impl Check for TargetDiffers {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, context: &Context) -> Vec<Finding> {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        let mut findings = Vec::new();
        for (index, unit) in aligned.units.iter().enumerate() {
            let (Some(same), Some(other)) = (text(unit, Role::Source), text(unit, Role::Target)) else {
                continue;
            };
            let same_key = key(same);
            if !is_long(&same_key) {
                continue;
            }
            let earlier = first.get(&same_key).map(|&at| &aligned.units[at]);
            let elsewhere = context.memory.targets(&same_key).iter();
            let here = earlier.and_then(|earlier| text(earlier, Role::Target));
            let differing = here
                .map(|text| ("this document", text))
                .into_iter()
                .chain(elsewhere.map(|known| (known.document.as_str(), known.text.as_str())))
                .find(|(_, text)| key(text) != key(other));
            if let Some((document, text)) = differing {
                let mut finding = finding(unit, document, text);
                finding.unit = index;
                finding
                    .related
                    .extend(earlier.and_then(|earlier| whole(earlier, Role::Target)));
                findings.push(finding);
            }
            first.entry(same_key).or_insert(index);
        }
        findings
    }
}

fn text<'u>(unit: &'u Unit<'_>, role: Role) -> Option<&'u str> {
    let lang = unit.transunit.direction.lang(role);
    unit.text(lang).map(|text| text.text.as_str())
}

fn whole(unit: &Unit<'_>, role: Role) -> Option<Mark> {
    let lang = unit.transunit.direction.lang(role);
    let text = unit.text(lang)?;
    Some(Mark {
        lang,
        span: text.whole(),
    })
}

fn finding(unit: &Unit<'_>, document: &str, text: &str) -> Finding {
    let at = whole(unit, Role::Target).unwrap_or_else(|| {
        unit.mark(
            unit.transunit.direction.lang(Role::Target),
            crate::text::Span::default(),
        )
    });
    Finding::new(
        TargetDiffers::META.id,
        TargetDiffers::META.severity,
        at,
        "the same source is rendered differently elsewhere",
    )
    .with_confidence(0.85)
    .with_suggestion(text)
    .with_evidence("elsewhere", format!("{document}: {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, TransUnit};
    use crate::check::{Settings, run_these};

    fn findings(pairs: &[(&str, &str)]) -> Vec<usize> {
        let units: Vec<TransUnit> = pairs
            .iter()
            .map(|(ar, en)| TransUnit::of_texts(Direction::AR_EN, ar, en))
            .collect();
        let outcome = run_these(
            &[&TargetDiffers],
            &units,
            &Settings::default(),
            &Context::default(),
        );
        outcome.findings.iter().map(|finding| finding.unit).collect()
    }

    #[test]
    fn the_second_rendering_of_the_same_words_is_flagged() {
        let protect = "We are capable of protecting the country.";
        assert_eq!(
            findings(&[
                ("نحن قادرون على حماية البلاد.", protect),
                ("نَحنُ قادرون على حماية البلاد", "We can defend the homeland."),
                (
                    "نحن قادرون على حماية البلاد!",
                    "We are capable of protecting the country!"
                ),
                ("نعم نعم", "Yes."),
                ("نعم نعم", "Sure, sure."),
            ]),
            [1]
        );
    }
}
