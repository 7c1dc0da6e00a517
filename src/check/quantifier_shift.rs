//! A magnitude or a quantifier of another class: dozens for hundreds.

use crate::bitext::{Finding, Role as Side, Severity};
use crate::check::evidence::amount_finding::{findings, sides, words};
use crate::check::evidence::amounts::{Fault, Kind};
use crate::check::evidence::shares::{ShareWord, share_words};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};

declare_check! {
    /// Flags a magnitude or a share that changes its class: dozens, hundreds; few, some, most, all.
    ///
    /// عشرات are dozens, مئات hundreds: a step is a factor of ten in what was reported. Counts of
    /// magnitudes are read together (عشرات الآلاف, tens of thousands; بضعة آلاف, several thousand),
    /// and a count within the magnitude answers it. Such a shift is a warning.
    ///
    /// Words for a share (بعض, عدة, العديد, معظم, جميع; few, some, several, many, numerous, most of, all)
    /// are compared by ranges, since they overlap: العديد may be several or many, عدة many but not
    /// numerous. A shift of shares is told as information: good translators move them often.
    /// In 2013 a statement's عدة حروب, several wars, was printed in quotation marks as numerous wars.
    ///
    /// It does not see none or no one, which are left to negation, nor shares said by verbs.
    QuantifierShift,
    "quantifier-shift", Warning,
    flags: &[
        Example::Both("عشرات المقاتلين.", "Hundreds of fighters."),
        Example::Both("مئات الآلاف من النازحين.", "Tens of thousands of displaced people."),
        Example::Both("ملايين اللاجئين.", "Billions of refugees."),
        Example::Both("خضنا عدة حروب.", "We fought numerous wars."),
        Example::Both("غادر بعض السكان.", "All the residents left."),
        Example::Both("معظم الطرق مغلقة.", "All roads are closed."),
    ],
    passes: &[
        Example::Both("عشرات المقاتلين.", "Dozens of fighters."),
        Example::Both("مئات الآلاف من النازحين.", "Hundreds of thousands of displaced people."),
        Example::Both("بضعة آلاف من الجنود.", "Several thousand soldiers."),
        Example::Both("آلاف البيوت.", "Thousands of houses."),
        Example::Both("خضنا عدة حروب.", "We fought several wars."),
        Example::Both("غادر العديد من السكان.", "Several residents left."),
        Example::Both("في جميع أنحاء العالم.", "Worldwide, in some countries."),
    ],
}

impl Check for QuantifierShift {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let mut found = findings(unit, &Self::META, Kind::Quantifier, finding);
        found.extend(shares(unit));
        found
    }
}

/// Words for a share that nothing on the other side may mean, one of each side.
fn shares(unit: &Unit<'_>) -> Option<Finding> {
    let lang = unit.transunit.direction.lang(Side::Target);
    let (theirs, ours) = (
        share_words(unit.tokens(lang.other()), lang.other()),
        share_words(unit.tokens(lang), lang),
    );
    let lost = only(&theirs, &ours)?;
    let gained = only(&ours, &theirs)?;
    let (source, target) = (
        words(unit, lang.other(), lost.span),
        words(unit, lang, gained.span),
    );
    Some(
        Finding::new(
            QuantifierShift::META.id,
            Severity::Info,
            unit.mark(lang, gained.span),
            format!("another share: “{source}” is rendered as “{target}”"),
        )
        .with_confidence(0.6)
        .with_related(unit.mark(lang.other(), lost.span))
        .with_evidence("source", source)
        .with_evidence("target", target),
    )
}

/// The one word that nothing on the other side meets; none if there are more or others.
fn only<'w>(mine: &'w [ShareWord], theirs: &[ShareWord]) -> Option<&'w ShareWord> {
    let mut unmet = mine
        .iter()
        .filter(|word| !theirs.iter().any(|other| word.meets(other)));
    let first = unmet.next()?;
    unmet.next().is_none().then_some(first)
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
