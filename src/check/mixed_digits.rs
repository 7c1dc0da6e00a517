//! One number written with the digits of two sets.

use crate::bitext::Finding;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::digits::{DigitSet, digit};
use crate::text::{Kind, Lang, Span};

declare_check! {
    /// Flags a number that mixes digits of two sets: `1٣`.
    ///
    /// Arabic text may use 0-9, ٠-٩ or ۰-۹, but one number belongs to one set. A word processor
    /// that shows all digits in one shape hides the mixture; a search for the number then fails,
    /// and ۴ beside ٤ betrays text pasted from Persian. The value is compared all the same.
    ///
    /// It does not see two numbers of different sets side by side (`١٢-13`), which is a matter of
    /// house style.
    MixedDigits,
    "mixed-digits", Warning,
    flags: &[
        Example::Both("المادة 1٣ من الدستور.", "Article 13 of the constitution."),
        Example::Both("عام ٢٠2٤.", "The year 2024."),
        Example::Both("سعره ٤٫۵ دولار.", "It costs $4.5."),
        Example::Alone(Lang::Arabic, "المادة 1٣."),
    ],
    passes: &[
        Example::Both("المادة ١٣ من الدستور.", "Article 13 of the constitution."),
        Example::Both("المادة 13.", "Article 13."),
        Example::Both("بين ١٢-13 يوما.", "Between 12 and 13 days."),
        Example::Alone(Lang::Arabic, "١٢ و13."),
    ],
}

impl Check for MixedDigits {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        Lang::ALL
            .into_iter()
            .flat_map(|lang| mixed(unit, lang).into_iter().map(move |span| (lang, span)))
            .map(|(lang, span)| finding(unit, lang, span))
            .collect()
    }
}

fn mixed(unit: &Unit<'_>, lang: Lang) -> Vec<Span> {
    let Some(text) = unit.text(lang) else {
        return Vec::new();
    };
    unit.tokens(lang)
        .iter()
        .filter(|token| token.kind == Kind::Number)
        .map(|token| token.span)
        .filter(|span| {
            let mut sets = span.of(&text.text).chars().filter_map(digit).map(|(_, set)| set);
            let first = sets.next();
            sets.any(|set| Some(set) != first)
        })
        .collect()
}

fn finding(unit: &Unit<'_>, lang: Lang, span: Span) -> Finding {
    let written = unit.text(lang).map_or("", |text| span.of(&text.text));
    let count = |set| {
        written
            .chars()
            .filter_map(digit)
            .filter(|&(_, own)| own == set)
            .count()
    };
    let wanted = match lang {
        Lang::English => DigitSet::Ascii,
        Lang::Arabic if count(DigitSet::Ascii) > count(DigitSet::ArabicIndic) => DigitSet::Ascii,
        Lang::Arabic => DigitSet::ArabicIndic,
    };
    Finding::new(
        MixedDigits::META.id,
        MixedDigits::META.severity,
        unit.mark(lang, span),
        format!("the number {written} mixes digits of two sets"),
    )
    .with_confidence(0.98)
    .with_evidence("sets", sets_of(written))
    .with_suggestion(in_set(written, wanted))
}

fn sets_of(written: &str) -> String {
    let names = [
        (DigitSet::Ascii, "0-9"),
        (DigitSet::ArabicIndic, "٠-٩"),
        (DigitSet::Eastern, "۰-۹"),
    ];
    let used: Vec<&str> = names
        .iter()
        .filter(|(set, _)| written.chars().filter_map(digit).any(|(_, own)| own == *set))
        .map(|&(_, name)| name)
        .collect();
    used.join(" and ")
}

fn in_set(written: &str, set: DigitSet) -> String {
    let zero = match set {
        DigitSet::Ascii => 0x30,
        DigitSet::ArabicIndic => 0x0660,
        DigitSet::Eastern => 0x06F0,
    };
    written
        .chars()
        .map(|c| {
            digit(c)
                .and_then(|(value, _)| char::from_u32(zero + value))
                .unwrap_or(c)
        })
        .collect()
}
