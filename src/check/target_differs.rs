//! The same source rendered in two ways.

use crate::bitext::{Finding, Role};
use crate::check::consistency::{Twice, twice};
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check};

declare_check! {
    /// Flags a segment whose source stands elsewhere, in this document or another of the
    /// workspace, with another rendering.
    ///
    /// The same words deserve the same rendering; where they do not, one of the two may be
    /// wrong. Sources and renderings are compared by their words: punctuation, case, harakat and
    /// spacing do not count. Not flagged: sources of fewer than three words, or five in another
    /// document, as greetings and short answers vary rightly. Sources that are only similar are looked at by
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
        let said = Twice {
            same: Role::Source,
            message: "the same source is rendered differently elsewhere",
            confidence: 0.85,
            suggests: true,
        };
        twice(aligned, context, &Self::META, &said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, TransUnit};
    use crate::check::consistency::{Beside, Memory};
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
    fn another_document_with_another_rendering_is_named() {
        let source = "لم يخرج أي مقاتل عراقي من العراق";
        let mut memory = Memory::default();
        let there = TransUnit::of_texts(Direction::AR_EN, source, "No Iraqi fighter has left Iraq.");
        memory.add("monday", &there);
        let context = Context {
            memory: Beside {
                memory: memory.into(),
                own: "tuesday".to_owned(),
            },
            ..Context::default()
        };
        let here = |target| [TransUnit::of_texts(Direction::AR_EN, source, target)];
        let run = |units: &[TransUnit]| run_these(&[&TargetDiffers], units, &Settings::default(), &context);
        let outcome = run(&here("Not one fighter has crossed."));
        assert_eq!(
            outcome.findings[0].evidence,
            [("elsewhere", "monday: No Iraqi fighter has left Iraq.".to_owned())]
        );
        assert!(run(&here("No Iraqi fighter has left Iraq!")).findings.is_empty());
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
