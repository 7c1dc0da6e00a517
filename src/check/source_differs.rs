//! Two sources rendered in the same words.

use std::collections::BTreeMap;

use crate::bitext::{Finding, Mark, Role};
use crate::check::consistency::{is_long, key};
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};

declare_check! {
    /// Notes a rendering that stands elsewhere, in this document or another of the workspace,
    /// for another source.
    ///
    /// Two different sentences with one rendering may be a copy that was never adapted. It is
    /// information only: two sources may well say the same. Texts are compared by their words:
    /// punctuation, case, harakat and spacing do not count. Not flagged: renderings of fewer than
    /// three words. A page of examples needs two segments, so see its tests.
    SourceDiffers,
    "source-differs", Info,
    flags: &[],
    passes: &[
        Example::Both("نحن قادرون على حماية البلاد.", "We are capable of protecting the country."),
        Example::Both("نعم.", "Yes."),
    ],
}

impl Check for SourceDiffers {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, context: &Context) -> Vec<Finding> {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        let mut findings = Vec::new();
        for (index, unit) in aligned.units.iter().enumerate() {
            let (Some(same), Some(other)) = (text(unit, Role::Target), text(unit, Role::Source)) else {
                continue;
            };
            let same_key = key(same);
            if !is_long(&same_key) {
                continue;
            }
            let earlier = first.get(&same_key).map(|&at| &aligned.units[at]);
            let elsewhere = context.memory.sources(&same_key).iter();
            let here = earlier.and_then(|earlier| text(earlier, Role::Source));
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
                    .extend(earlier.and_then(|earlier| whole(earlier, Role::Source)));
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
        SourceDiffers::META.id,
        SourceDiffers::META.severity,
        at,
        "the same rendering stands for another source elsewhere",
    )
    .with_confidence(0.8)
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
            &[&SourceDiffers],
            &units,
            &Settings::default(),
            &Context::default(),
        );
        outcome.findings.iter().map(|finding| finding.unit).collect()
    }

    #[test]
    fn one_rendering_of_two_sources_is_noted() {
        assert_eq!(
            findings(&[
                ("أُغلقت المعابر كلها.", "All crossings were closed."),
                ("فُتحت المعابر كلها.", "All crossings were closed."),
                ("أُغلقت المعابر كلها!", "All crossings were closed!"),
            ]),
            [1]
        );
    }
}
