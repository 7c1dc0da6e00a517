//! Two texts that are not each other's translation.

use crate::bitext::Finding;
use crate::check::judge::finder;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};

declare_check! {
    /// Flags a source and a rendering that do not say the same thing at all.
    ///
    /// The rendering belongs to another sentence: a slip of the alignment, a line pasted in the
    /// wrong row. A network that reads both sides together says so, and it is held against how the
    /// pairs of the document score in general. Nothing finer is said of such a pair by the checks
    /// of meaning. It does not see a sentence exchanged for
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
        finder::wrong(unit, &Self::META).into_iter().collect()
    }
}
