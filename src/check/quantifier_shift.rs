//! A magnitude or a quantifier of another class: dozens for hundreds.

use crate::bitext::Finding;
use crate::check::evidence::amount_finding::{findings, sides, words};
use crate::check::evidence::amounts::{Fault, Kind};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};

declare_check! {
    /// Flags a magnitude that changes its class: dozens, hundreds, thousands, millions.
    ///
    /// عشرات are dozens, مئات hundreds: a step is a factor of ten in what was reported. Counts of
    /// magnitudes are read together (عشرات الآلاف, tens of thousands; بضعة آلاف, several thousand).
    /// A count within the magnitude answers it.
    ///
    /// It does not judge some, several and many against each other: their ranges overlap.
    QuantifierShift,
    "quantifier-shift", Warning,
    flags: &[
        Example::Both("عشرات المقاتلين.", "Hundreds of fighters."),
        Example::Both("مئات الآلاف من النازحين.", "Tens of thousands of displaced people."),
        Example::Both("ملايين اللاجئين.", "Billions of refugees."),
    ],
    passes: &[
        Example::Both("عشرات المقاتلين.", "Dozens of fighters."),
        Example::Both("مئات الآلاف من النازحين.", "Hundreds of thousands of displaced people."),
        Example::Both("بضعة آلاف من الجنود.", "Several thousand soldiers."),
        Example::Both("آلاف البيوت.", "Thousands of houses."),
    ],
}

impl Check for QuantifierShift {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        findings(unit, &Self::META, Kind::Quantifier, finding)
    }
}

fn finding(unit: &Unit<'_>, meta: &Meta, fault: &Fault) -> Option<Finding> {
    let (source, target, lang) = sides(unit, fault)?;
    let theirs = words(unit, lang.other(), source.number.span);
    let ours = words(unit, lang, target.number.span);
    Some(
        Finding::new(
            meta.id,
            meta.severity,
            unit.mark(lang, target.number.span),
            format!("another magnitude: “{theirs}” is rendered as “{ours}”"),
        )
        .with_confidence(fault.confidence)
        .with_related(unit.mark(lang.other(), source.number.span))
        .with_evidence("source", source.number.reading(unit_text(unit, lang.other())))
        .with_evidence("target", target.number.reading(unit_text(unit, lang))),
    )
}

fn unit_text<'u>(unit: &'u Unit<'_>, lang: crate::text::Lang) -> &'u str {
    unit.text(lang).map_or("", |text| text.text.as_str())
}
