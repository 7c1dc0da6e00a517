//! Turns a fault of quantities into a finding: both places, how each number was read, the right
//! number in the form the rendering uses.

use crate::bitext::{Finding, Role as Side, Severity};
use crate::check::evidence::amounts::{Fault, Kind};
use crate::check::{Meta, Unit};
use crate::lexicon::numbers::{self, Form, Number, Role, Shape, roman, spell};
use crate::lexicon::quantities::{Quantity, clock_like, clock_text};
use crate::text::digits::{DigitSet, digit};
use crate::text::{Lang, Span};

/// The findings of the check that reports faults of this kind.
pub fn findings(
    unit: &Unit<'_>,
    meta: &Meta,
    kind: Kind,
    make: impl Fn(&Unit<'_>, &Meta, &Fault) -> Option<Finding>,
) -> Vec<Finding> {
    unit.amounts()
        .faults
        .iter()
        .filter(|fault| fault.kind == kind)
        .filter_map(|fault| make(unit, meta, fault))
        .map(weighed)
        .collect()
}

/// The finding as grave as it is sure: an error only where nine in ten are right, a warning where
/// six are.
pub fn weighed(mut finding: Finding) -> Finding {
    let most = match finding.confidence {
        sure if sure >= 0.9 => Severity::Error,
        sure if sure >= 0.6 => Severity::Warning,
        _ => Severity::Info,
    };
    finding.severity = finding.severity.min(most);
    finding
}

/// The two quantities of a fault by side: source, target, and the language of the target.
pub fn sides<'u>(unit: &'u Unit<'_>, fault: &Fault) -> Option<(&'u Quantity, &'u Quantity, Lang)> {
    let target = unit.transunit.direction.lang(Side::Target);
    let amounts = unit.amounts();
    Some((
        amounts.of(fault, target.other())?,
        amounts.of(fault, target)?,
        target,
    ))
}

/// A finding about the values of a fault: `what` begins its message.
pub fn value_finding(unit: &Unit<'_>, meta: &Meta, fault: &Fault, what: &str) -> Option<Finding> {
    let (source, target, lang) = sides(unit, fault)?;
    let text_of = |lang| unit.text(lang).map_or("", |text| text.text.as_str());
    let (source_text, target_text) = (text_of(lang.other()), text_of(lang));
    let message = format!(
        "{what}: the {} says {}, the {} {}",
        lang.other().name(),
        shown(&source.number),
        lang.name(),
        shown(&target.number)
    );
    let finding = Finding::new(
        meta.id,
        meta.severity,
        unit.mark(lang, target.number.span),
        message,
    )
    .with_confidence(fault.confidence)
    .with_related(unit.mark(lang.other(), source.number.span))
    .with_evidence("source", source.number.reading(source_text))
    .with_evidence("target", target.number.reading(target_text));
    Some(match in_form_of(source, target, target_text, lang) {
        Some(text) => finding.with_suggestion(text),
        None => finding,
    })
}

/// A number as messages say it.
pub fn shown(number: &Number) -> String {
    match number.role {
        Role::Clock => clock_text(number.value),
        _ => numbers::shown(number),
    }
}

/// The source's value written as the target writes its own; none where no such form is known.
fn in_form_of(source: &Quantity, target: &Quantity, text: &str, lang: Lang) -> Option<String> {
    let figure = target.number.span.of(text);
    let value = fitting_value(&source.number, &target.number);
    match (target.number.form, target.number.role) {
        (_, Role::Vague | Role::Decade) => None,
        (_, Role::Fraction) => fraction_sign(value)
            .filter(|_| figure.chars().count() == 1)
            .map(str::to_owned),
        (Form::Roman, _) => roman_like(value, figure),
        (_, Role::Clock) => clock_like(value, figure, lang),
        _ if (value * 100.0).fract().abs() > 1e-6 && (value * 100.0).fract() < 1.0 - 1e-6 => None,
        _ if target.in_date || target.is_year() => Some(of_date(value, figure, target, lang)),
        (Form::Words, _) if lang == Lang::Arabic => {
            let clitics = numbers::clitics(figure);
            let spelt = spell(value, shape_of(&figure[clitics.len()..], target, lang));
            let has_article = spelt.starts_with("ال") && clitics.ends_with("ال");
            let clitics = if has_article {
                clitics.strip_suffix("ال").unwrap_or(clitics)
            } else {
                clitics
            };
            Some(format!("{clitics}{spelt}"))
        }
        _ => Some(spell(value, shape_of(figure, target, lang))),
    }
}

/// Of the values that the source may have, the one whose size is nearest to the target's.
fn fitting_value(source: &Number, target: &Number) -> f64 {
    let far = |value: f64| {
        let ratio = (value.abs() + 1e-9) / (target.value.abs() + 1e-9);
        ratio.ln().abs()
    };
    if target.role == Role::Clock {
        return source.value;
    }
    source
        .values()
        .min_by(|a, b| far(*a).total_cmp(&far(*b)))
        .filter(|_| target.role == Role::Year || source.role != Role::Count || source.form == Form::Digits)
        .unwrap_or(source.value)
}

fn fraction_sign(value: f64) -> Option<&'static str> {
    const SIGNS: [(f64, &str); 7] = [
        (0.5, "½"),
        (0.25, "¼"),
        (0.75, "¾"),
        (1.0 / 3.0, "⅓"),
        (2.0 / 3.0, "⅔"),
        (0.2, "⅕"),
        (0.125, "⅛"),
    ];
    SIGNS
        .into_iter()
        .find(|&(of, _)| numbers::same(of, value))
        .map(|(_, sign)| sign)
}

fn roman_like(value: f64, figure: &str) -> Option<String> {
    let fits = value.fract() == 0.0 && (1.0..4000.0).contains(&value);
    let written = fits.then(|| roman(value as u16))?;
    Some(if figure.starts_with(char::is_lowercase) {
        written.to_lowercase()
    } else {
        written
    })
}

/// A day or year: two figures of a year where two are written, no group mark.
fn of_date(value: f64, figure: &str, target: &Quantity, lang: Lang) -> String {
    let shape = Shape {
        group: None,
        ..shape_of(figure, target, lang)
    };
    let digits = figure.chars().filter(|&c| digit(c).is_some()).count();
    if value >= 1000.0 && digits == 2 && target.is_year() {
        return format!("{:02.0}", value % 100.0)
            .chars()
            .map(|c| shape.set.written(c))
            .collect();
    }
    spell(value, shape)
}

fn shape_of(figure: &str, target: &Quantity, lang: Lang) -> Shape {
    let set = figure.chars().find_map(digit).map(|(_, set)| set);
    let first_word = figure.split_whitespace().next().unwrap_or("");
    let digits = figure.chars().filter(|&c| digit(c).is_some()).count();
    let own_mark = figure
        .chars()
        .find(|c| {
            matches!(
                c,
                ',' | '٬' | '\'' | '’' | '.' | '،' | '\u{A0}' | '\u{2009}' | '\u{202F}'
            )
        })
        .filter(|_| target.number.value >= 1000.0 && target.number.value.fract() == 0.0 && digits >= 4);
    let usual = if set.is_some_and(|set| set != DigitSet::Ascii) {
        '٬'
    } else {
        ','
    };
    let grouped = lang == Lang::English || digits < 4;
    Shape {
        lang,
        words: target.number.form != Form::Digits,
        ordinal: target.number.role == Role::Ordinal,
        set: set.unwrap_or(DigitSet::Ascii),
        group: own_mark.or(Some(usual).filter(|_| grouped)),
        feminine: first_word.ends_with(['ة', 'ه']),
        capital: figure.starts_with(char::is_uppercase),
    }
}

/// The words of a span and the mark they make, for units and names.
pub fn words<'u>(unit: &'u Unit<'_>, lang: Lang, span: Span) -> &'u str {
    unit.text(lang).map_or("", |text| span.of(&text.text))
}
