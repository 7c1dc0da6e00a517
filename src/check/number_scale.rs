//! A number that is right but for a power of ten or two exchanged digits.

use crate::bitext::Finding;
use crate::check::evidence::amount_finding::{findings, value_finding};
use crate::check::evidence::amounts::Kind;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};

declare_check! {
    /// Flags a number that differs by a power of ten, or by two exchanged digits.
    ///
    /// These are slips of the hand with large effect: a nought too many, million for billion, a
    /// decimal comma misread, digits turned round. They are certain enough to stand above other
    /// differences of numbers, and replace `number-mismatch` where both would fit. Values are
    /// read as for `number-mismatch`; بليون is read as 10⁹, as the press writes it.
    ///
    /// It does not see a scale that both sides leave out ("30" for thirty thousand).
    ///
    /// Source: the three real errors among the 1,997 pairs of NTREX-128 are of this kind.
    NumberScale,
    "number-scale", Error,
    flags: &[
        Example::Both("نحو 300 ألف تلميذ.", "About 30,000 pupils."),
        Example::Both("خسائر بقيمة 25,2 مليار دولار.", "Losses of $2.52 billion."),
        Example::Both("ثلاثة ملايين شخص.", "Three billion people."),
        Example::Both("عدد القتلى 1197.", "The dead number 1,179."),
    ],
    passes: &[
        Example::Both("نحو 30 ألف تلميذ.", "About 30,000 pupils."),
        Example::Both("خسائر بقيمة 2,52 مليار دولار.", "Losses of $2.52 billion."),
        Example::Both("ثلاثة ملايين شخص.", "3 million people."),
        Example::Both("360.000 نازح.", "360,000 displaced people."),
        Example::Both("عشرة بلايين.", "Ten billion."),
    ],
}

impl Check for NumberScale {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        findings(unit, &Self::META, Kind::Scale, |unit, meta, fault| {
            let finding = value_finding(
                unit,
                meta,
                fault,
                "the numbers differ in scale or order of digits",
            )?;
            let sure = finding.confidence + 0.05;
            Some(finding.with_confidence(sure))
        })
    }
}
