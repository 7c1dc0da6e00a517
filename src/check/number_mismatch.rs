//! A number of one side that the other side gives otherwise.

use crate::bitext::Finding;
use crate::check::evidence::amount_finding::{findings, value_finding};
use crate::check::evidence::amounts::Kind;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};

declare_check! {
    /// Flags a number that stands with another value in the rendering.
    ///
    /// A changed number is the most harmful slip of translation and the hardest to see. Numbers
    /// are compared by value, both ways: ٠-٩, ۰-۹ and 0-9, `1,000` and `١٬٠٠٠`, number words with
    /// all their joints (خمسة وعشرون ألفا), ألف, مليون, مليار, percent, halves, ordinals, decades,
    /// dozens, the duals يومين and شهرين. `one`, a, واحد, `both`, `twice` and the like may answer a
    /// number and are never missed. Right conversions pass, so do telephone numbers cut otherwise.
    ///
    /// It reports a pair: a number of each side that nothing on the other side answers. A number
    /// that is simply left out is a matter for `omission`. It does not see two right numbers
    /// that changed places, and numbers spelled inside words (F-16) are only matched.
    ///
    /// Source: values after reading, as in the published comparison of NTREX-128, where naive
    /// equality of digits differs in 73 of 1,997 pairs and three are real errors.
    NumberMismatch,
    "number-mismatch", Error,
    flags: &[
        Example::Both("قتل ٢٥ مقاتلا.", "24 fighters were killed."),
        Example::Both("بعد ثلاثة أشهر من القصف.", "After four months of shelling."),
        Example::Both("تضرر 62 بالمئة من البيوت.", "67 percent of the houses were damaged."),
        Example::Both("خمسة وعشرون ألف نازح.", "Thirty-five thousand displaced people."),
        Example::Both("الفوج الثالث في اللواء.", "The fifth regiment of the brigade."),
    ],
    passes: &[
        Example::Both("١٢ مقاتلا.", "12 fighters."),
        Example::Both("ثلاثة أشهر.", "Three months."),
        Example::Both("اثنا عشر جنديا.", "A dozen soldiers."),
        Example::Both("300 ألف نازح.", "300,000 displaced people."),
        Example::Both("مليونان ونصف المليون دولار.", "$2.5 million."),
        Example::Both("رقم الهاتف 116123.", "The telephone number is 116 123."),
        Example::Both("في ثلاثينيات القرن الماضي.", "In the 1930s."),
        Example::Both("خندقان وساتر ترابي واحد.", "Two trenches and an earth berm."),
        Example::Both("قال أحدهم ذلك.", "One of them said so."),
        Example::Both("نصف السكان.", "50 percent of the population."),
    ],
}

impl Check for NumberMismatch {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        findings(unit, &Self::META, Kind::Number, |unit, meta, fault| {
            value_finding(unit, meta, fault, "the numbers differ")
        })
    }
}
