//! Turns a fault of quantities into a finding: both places, how each number was read, the right
//! number in the form the rendering uses.

use crate::bitext::{Finding, Role as Side};
use crate::check::evidence::amounts::{Fault, Kind};
use crate::check::{Meta, Unit};
use crate::lexicon::numbers::{Form, Role, Shape, plain, spell};
use crate::lexicon::quantities::Quantity;
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
        .collect()
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
        plain(source.number.value),
        lang.name(),
        plain(target.number.value)
    );
    let mut finding = Finding::new(
        meta.id,
        meta.severity,
        unit.mark(lang, target.number.span),
        message,
    )
    .with_confidence(fault.confidence)
    .with_related(unit.mark(lang.other(), source.number.span))
    .with_evidence("source", source.number.reading(source_text))
    .with_evidence("target", target.number.reading(target_text));
    if !matches!(target.number.role, Role::Vague | Role::Decade | Role::Fraction) {
        finding = finding.with_suggestion(in_form_of(source, target, target_text, lang));
    }
    Some(finding)
}

/// The source's value written as the target writes its own.
fn in_form_of(source: &Quantity, target: &Quantity, text: &str, lang: Lang) -> String {
    let figure = target.number.span.of(text);
    let shape = shape_of(figure, target, lang);
    if target.number.role == Role::Clock || target.in_date || target.is_year() {
        let ungrouped = Shape {
            grouped: false,
            ..shape
        };
        return clock_or_date(source.number.value, figure, ungrouped);
    }
    spell(source.number.value, shape)
}

fn clock_or_date(value: f64, figure: &str, shape: Shape) -> String {
    let text = spell(value, shape);
    if figure.contains(':') {
        let hour = value.trunc();
        let minute = ((value - hour) * 100.0).round();
        return format!("{}:{minute:02}", spell(hour, shape));
    }
    let suffix = figure
        .trim_start_matches(|c: char| digit(c).is_some() || matches!(c, '.' | ','))
        .to_owned();
    if suffix.len() < figure.len() && matches!(suffix.to_lowercase().as_str(), "am" | "pm") {
        return format!("{text}{suffix}");
    }
    text
}

fn shape_of(figure: &str, target: &Quantity, lang: Lang) -> Shape {
    let set = figure.chars().find_map(digit).map(|(_, set)| set);
    let first_word = figure.split_whitespace().next().unwrap_or("");
    Shape {
        lang,
        words: target.number.form != Form::Digits,
        ordinal: target.number.role == Role::Ordinal,
        set: set.unwrap_or(DigitSet::Ascii),
        grouped: lang == Lang::English
            || figure.contains([',', '٬', '.'])
            || figure.chars().filter(|&c| digit(c).is_some()).count() < 4,
        feminine: first_word.ends_with(['ة', 'ه']),
        capital: figure.starts_with(char::is_uppercase),
    }
}

/// The words of a span and the mark they make, for units and names.
pub fn words<'u>(unit: &'u Unit<'_>, lang: Lang, span: Span) -> &'u str {
    unit.text(lang).map_or("", |text| span.of(&text.text))
}
