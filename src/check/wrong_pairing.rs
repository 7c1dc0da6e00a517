//! Two texts that are not each other's translation.

use crate::bitext::{Finding, Role};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a source and a rendering that do not say the same thing at all.
    ///
    /// The rendering belongs to another sentence: a slip of the alignment, a line pasted in the
    /// wrong row. The likeness of the sentence vectors, how well the words of each side are
    /// covered by the other, names and numbers found on both sides and the lengths are weighed
    /// by a model trained on clean pairs and on neighbours put in their place. Nothing finer is
    /// said of such a pair by the checks of meaning. It does not see a sentence exchanged for
    /// one that says nearly the same.
    WrongPairing,
    "wrong-pairing", Error,
    flags: &[
        Example::Both(
            "أغلقت القوات العراقية المعابر الحدودية مع سوريا مساء أمس.",
            "The festival attracts thousands of music lovers to the coast every summer.",
        ),
        Example::Both(
            "ارتفعت أسعار النفط بعد اجتماع المنظمة في فيينا.",
            "She learned to play the piano when she was a little girl in the village.",
        ),
    ],
    passes: &[
        Example::Both(
            "أغلقت القوات العراقية المعابر الحدودية مع سوريا مساء أمس.",
            "Iraqi forces closed the border crossings with Syria yesterday evening.",
        ),
        Example::Both("نعم.", "Yes."),
        Example::Both("لم يغادر أحد.", "No one has left."),
    ],
    judged: [WrongSentence],
}

impl Check for WrongPairing {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn cannot(&self, unit: &Unit<'_>, _context: &Context) -> Option<String> {
        unit.too_long()
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let Some(verdict) = unit.pairing() else {
            return Vec::new();
        };
        let whole = |lang: Lang| Span::new(0, unit.text(lang).map_or(0, |text| text.text.len()));
        let target = unit.transunit.direction.lang(Role::Target);
        let coverage = unit.coverage();
        let percent = |lang: Lang| format!("{:.0} %", coverage.mean(lang) * 100.0);
        vec![
            Finding::new(
                Self::META.id,
                Self::META.severity,
                unit.mark(target, whole(target)),
                "the rendering does not belong to this source",
            )
            .with_confidence(verdict.confidence)
            .with_related(unit.mark(target.other(), whole(target.other())))
            .with_evidence("likeness of the sentences", format!("{:.2}", unit.lines().cosine))
            .with_evidence("Arabic words covered", percent(Lang::Arabic))
            .with_evidence("English words covered", percent(Lang::English))
            .with_evidence("score", format!("{:.1}", verdict.score)),
        ]
    }
}
