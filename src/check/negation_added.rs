//! A negation of the rendering that the source does not have.

use crate::bitext::{Finding, Role};
use crate::check::evidence::negation;
use crate::check::judge::finder;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};

declare_check! {
    /// Flags a negation of the rendering that is nowhere in the source.
    ///
    /// The counterpart of `negation-lost`, with the same cues, excuses and limits: the
    /// rendering denies what the source says. Words that deny by their meaning and shape
    /// (`unlikely`, `fail`, `-less`; رفض، تعذر) excuse a plain negation on the other side.
    NegationAdded,
    "negation-added", Error,
    flags: &[
        Example::ArEn("غادر المقاتلون العراقيون البلاد أمس.", "The Iraqi fighters did not leave the country yesterday."),
        Example::ArEn("الحدود مؤمنة بالكامل من قبل الجيش.", "The border is not fully secured by the army."),
        Example::EnAr("لم يغادر المقاتلون العراقيون البلاد أمس.", "The Iraqi fighters left the country yesterday."),
    ],
    passes: &[
        Example::Both("الوضع مو صعب.", "The situation is not difficult."),
        Example::Both("لا شك أن الحدود آمنة.", "The border is certainly safe."),
        Example::Both("من غير المرجح أن يعودوا.", "They are unlikely to return."),
        Example::Both("لا نملك إلا خيارا واحدا.", "We have only one choice."),
    ],
    judged: [Negation],
}

impl Check for NegationAdded {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        negation::finding(unit, &Self::META, Role::Target)
            .or_else(|| finder::negation(unit, &Self::META, Role::Target))
            .into_iter()
            .collect()
    }
}
