//! Two sources rendered in the same words.

use crate::bitext::{Finding, Role};
use crate::check::consistency::{Twice, twice};
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check};

declare_check! {
    /// Notes a rendering that stands elsewhere, in this document or another of the workspace,
    /// for another source.
    ///
    /// Two different sentences with one rendering may be a copy that was never adapted. It is
    /// information only: two sources may well say the same. Texts are compared by their words:
    /// punctuation, case, harakat and spacing do not count. Not flagged: renderings of fewer than
    /// three words, or five in another document. A page of examples needs two segments, so see its tests.
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
        let said = Twice {
            same: Role::Target,
            message: "the same rendering stands for another source elsewhere",
            confidence: 0.8,
            suggests: false,
        };
        twice(aligned, context, &Self::META, &said)
    }
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
