//! A link, a mail address or a handle that the other side has otherwise, or not at all.

use crate::bitext::{Finding, Severity};
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check, form};
use crate::lexicon::spelling::noise;
use crate::text::Lang;
use crate::text::address::{Address, addresses};

declare_check! {
    /// Flags an address (link, host, mail address, handle) that differs between the two sides.
    ///
    /// A reader who writes to the wrong address gets no answer, and no speller reads addresses.
    /// One that is another than in the source is flagged, with the source's to put in; one that
    /// only one side has is information. The same page in the other language (`/ar`, `/en`,
    /// `ar.`, `lang=ar`), a scheme or `www.` left out and a slash or full stop at the end make
    /// no other address. What stands in another segment of the document is there. It does not see whether an address exists.
    AddressMismatch,
    "address-mismatch", Warning,
    flags: &[
        Example::Both("راسلونا على info@example.org من فضلكم.", "Please write to us at infoo@example.org."),
        Example::Both("التقرير على www.example.com/a منذ أمس.", "The report is at www.example.com/b since yesterday."),
        Example::Both("تابعونا على @example من فضلكم.", "Please follow us."),
    ],
    passes: &[
        Example::Both("راسلونا على info@example.org من فضلكم.", "Please write to us at info@example.org."),
        Example::Both("التقرير على www.example.com/ar منذ أمس.", "The report is at https://example.com/en/."),
        Example::Both("الملف README.md جاهز.", "The file README.md is ready."),
    ],
}

impl Check for AddressMismatch {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        let of = |unit: &Unit<'_>, lang| {
            unit.text(lang)
                .map_or_else(Vec::new, |text| addresses(&text.text))
        };
        let all: Vec<[Vec<Address>; 2]> = aligned
            .units
            .iter()
            .map(|unit| Lang::ALL.map(|lang| of(unit, lang)))
            .collect();
        let is_elsewhere = |lang: Lang, address: &Address| {
            let mut others = all.iter().flat_map(|sides| &sides[lang as usize]);
            others.any(|other| other.is_same(address))
        };
        let mut findings = Vec::new();
        for (index, (unit, sides)) in aligned.units.iter().zip(&all).enumerate() {
            let found = compared(unit, sides, &is_elsewhere);
            findings.extend(found.into_iter().map(|mut finding| {
                finding.unit = index;
                finding
            }));
        }
        findings
    }
}

/// Every address of a unit that has no like on the other side: with the one that stands for it, or alone.
fn compared(
    unit: &Unit<'_>,
    sides: &[Vec<Address>; 2],
    is_elsewhere: &dyn Fn(Lang, &Address) -> bool,
) -> Vec<Finding> {
    let Some((source, target)) = form::sides(unit) else {
        return Vec::new();
    };
    let unmatched = |lang: Lang| -> Vec<&Address> {
        let other = lang.other();
        let has_like = |address: &&Address| {
            sides[other as usize].iter().any(|like| like.is_same(address)) || is_elsewhere(other, address)
        };
        sides[lang as usize]
            .iter()
            .filter(|address| !has_like(address))
            .collect()
    };
    let (mut left, right) = (unmatched(source), unmatched(target));
    let mut findings = Vec::new();
    for address in right {
        let of_kind = left
            .iter()
            .enumerate()
            .filter(|(_, other)| other.kind == address.kind);
        let nearest = of_kind
            .map(|(at, other)| (distance(address, other), at))
            .min_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
        match nearest {
            Some((_, at)) => findings.push(another(unit, (target, address), (source, left.remove(at)))),
            None => findings.push(alone(unit, target, address)),
        }
    }
    findings.extend(left.into_iter().map(|address| alone(unit, source, address)));
    findings
}

fn distance(one: &Address, other: &Address) -> usize {
    let whole = |address: &Address| format!("{}{}", address.host, address.rest);
    noise::bag_distance(whole(one).as_bytes(), whole(other).as_bytes())
}

fn another(unit: &Unit<'_>, (lang, address): (Lang, &Address), (other, right): (Lang, &Address)) -> Finding {
    let written = |lang, address: &Address| unit.text(lang).map_or("", |text| address.span.of(&text.text));
    let meant = written(other, right);
    Finding::new(
        AddressMismatch::META.id,
        AddressMismatch::META.severity,
        unit.mark(lang, address.span),
        format!("another address: the {} has {meant}", other.name()),
    )
    .with_confidence(0.92)
    .with_related(unit.mark(other, right.span))
    .with_suggestion(meant)
}

/// An address that one side alone has.
fn alone(unit: &Unit<'_>, lang: Lang, address: &Address) -> Finding {
    let written = unit.text(lang).map_or("", |text| address.span.of(&text.text));
    Finding::new(
        AddressMismatch::META.id,
        Severity::Info,
        unit.mark(lang, address.span),
        format!("only the {} has the address {written}", lang.name()),
    )
    .with_confidence(0.8)
}
