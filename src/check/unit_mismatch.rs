//! The same amount in another unit or currency, or a wrong conversion.

use crate::bitext::{Finding, Role};
use crate::check::evidence::amount_finding::{findings, sides, value_finding, words};
use crate::check::evidence::amounts::{Fault, Kind};
use crate::check::evidence::periods;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::units;
use crate::text::Lang;

declare_check! {
    /// Flags an amount that keeps its value and changes its unit or currency.
    ///
    /// "618 miles" for ٦١٨ كيلومترا reads well and is wrong by 60 percent; $ for £ likewise. Units
    /// of time, length, area, mass, volume, temperature, data and power and the currencies of
    /// the region are known in both languages, with duals (يومين) and vague counts (a few days,
    /// الأيام القليلة). A right conversion passes, within 2 percent or the rounding of its last
    /// digit; one that is off by more, and by no more than a quarter, is flagged as wrong.
    ///
    /// How often something is (`every month`, كل سنة, `daily`, سنويا) is compared too. It does
    /// not see another unit without a number, nor whose dollar or pound it is, and takes
    /// ليرة for a pound, a ton for either ton, and a dunum for a unit of its own.
    ///
    /// Source of the factors: the international definitions (1959 yard and pound, SI).
    UnitMismatch,
    "unit-mismatch", Error,
    flags: &[
        Example::Both("طول الحدود 618 كيلومترا.", "The border is 618 miles long."),
        Example::Both("غرامة قدرها 2,000 دولار.", "A fine of £2,000."),
        Example::Both("بقيت تحت الأنقاض يومين.", "She lay under the rubble for two weeks."),
        Example::Both("في الأيام القليلة القادمة.", "Over the next few weeks."),
        Example::Both("على بعد 618 كيلومترا.", "It is 340 miles away."),
        Example::Both("بعد 60 يوما.", "After 60 years."),
        Example::Both("نزرع القمح كل سنة.", "We sow wheat every month."),
        Example::Both("يعالج مئة مريض كل أسبوع.", "He treats a hundred patients a year."),
    ],
    passes: &[
        Example::Both("طول الحدود 618 كيلومترا.", "The border is 618 km long."),
        Example::Both("على بعد 618 كيلومترا.", "It is 384 miles away."),
        Example::Both("بعد أسبوعين.", "After 14 days."),
        Example::Both("مليون ليرة سورية.", "A million Syrian pounds."),
        Example::Both("200 دولار (150 جنيها).", "$200 (£150)."),
        Example::Both("نزرع القمح كل سنة.", "We sow wheat once a year."),
        Example::Both("خلال 24 ساعة.", "Within one day."),
        Example::Both("5 كيلومترات خلال 5 أيام.", "5 kilometres in 5 days."),
    ],
}

impl Check for UnitMismatch {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let mut found = findings(unit, &Self::META, Kind::Unit, finding);
        found.extend(periods::exchange(unit).map(|exchange| of_periods(unit, &exchange)));
        found
    }
}

/// How sure an exchanged period is.
const PERIODS: f32 = 0.85;

/// The finding of `every month` for كل سنة.
fn of_periods(unit: &Unit<'_>, found: &periods::Exchange) -> Finding {
    let target = unit.transunit.direction.lang(Role::Target);
    let marks = Lang::ALL.map(|lang| unit.mark(lang, found.spans[lang as usize]));
    let said = |lang: Lang| words(unit, lang, found.spans[lang as usize]);
    Finding::new(
        UnitMismatch::META.id,
        UnitMismatch::META.severity,
        marks[target as usize],
        format!(
            "another period: “{}” is rendered as “{}”",
            said(target.other()),
            said(target)
        ),
    )
    .with_confidence(PERIODS)
    .with_related(marks[target.other() as usize])
    .with_evidence("in the Arabic", found.arabic)
    .with_evidence("in the English", found.english)
}

fn finding(unit: &Unit<'_>, meta: &Meta, fault: &Fault) -> Option<Finding> {
    let (source, target, lang) = sides(unit, fault)?;
    let (theirs, ours) = (source.unit?, target.unit?);
    if !source.number.may_equal(&target.number) {
        return conversion(unit, meta, fault);
    }
    let message = format!(
        "the same amount with another unit: the {} says {}, the {} {}",
        lang.other().name(),
        theirs.unit.plural,
        lang.name(),
        ours.unit.plural
    );
    let written = words(unit, lang, ours.span);
    let fitting = match lang {
        Lang::Arabic => theirs.unit.arabic.to_owned(),
        Lang::English if is_sign(written) => sign(theirs.unit.name).to_owned(),
        Lang::English if written.ends_with('s') || written == "feet" => theirs.unit.plural.to_owned(),
        Lang::English => theirs.unit.name.to_owned(),
    };
    Some(
        Finding::new(meta.id, meta.severity, unit.mark(lang, ours.span), message)
            .with_confidence(fault.confidence)
            .with_related(unit.mark(lang.other(), source.span()))
            .with_evidence("source", words(unit, lang.other(), source.span()))
            .with_evidence("target", words(unit, lang, target.span()))
            .with_suggestion(fitting),
    )
}

fn is_sign(written: &str) -> bool {
    written.chars().any(|c| matches!(c, '$' | '£' | '€' | '¥'))
}

fn sign(unit: &str) -> &'static str {
    match unit {
        "dollar" => "$",
        "pound" => "£",
        "euro" => "€",
        "yen" => "¥",
        _ => "",
    }
}

fn conversion(unit: &Unit<'_>, meta: &Meta, fault: &Fault) -> Option<Finding> {
    let (source, target, _) = sides(unit, fault)?;
    let exact = units::convert(source.number.value, source.unit?.unit, target.unit?.unit)?;
    let finding = value_finding(unit, meta, fault, "the conversion is off by more than rounding")?;
    let mut finding = finding.with_evidence("converted", format!("{exact:.1} {}", target.unit?.unit.plural));
    finding.suggestions = vec![format!("{exact:.0}")];
    Some(finding)
}
