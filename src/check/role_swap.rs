//! Who did what to whom, exchanged.

use crate::bitext::{Finding, Role};
use crate::check::evidence::roles;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a clause in which doer and sufferer are exchanged: `A attacked B` for هاجم ب أ.
    ///
    /// Arabic news puts the verb first, so the two nouns behind it are told apart by their order
    /// and by endings that are rarely written; whoever reads too fast turns the attacked into the
    /// attacker. Verbs of a table of some 170 pairs are looked at (attack, accuse, arrest, support,
    /// visit …) where both sides have a plain clause with both participants: verb first or subject
    /// first in Arabic, active or `was … by` in English, من قبل, على يد and تم with a verbal noun.
    /// A written case ending, ون or ين and the gender of the verb are heeded.
    ///
    /// It does not see pronouns, relative clauses, exchanged participants of other verbs, or
    /// objects with prepositions. A fronted object without endings may be taken for the subject.
    RoleSwap,
    "role-swap", Warning,
    flags: &[
        Example::Both("هاجم الجيش المتمردين فجرا.", "The rebels attacked the army at dawn."),
        Example::Both("اتهمت إيران إسرائيل أمس.", "Israel accused Iran yesterday."),
        Example::ArEn("تم اعتقال الصحفي من قبل الجيش.", "The army was arrested by the journalist."),
    ],
    passes: &[
        Example::Both("هاجم الجيش المتمردين فجرا.", "The army attacked the rebels at dawn."),
        Example::Both("هاجم الجيش المتمردين فجرا.", "The rebels were attacked by the army at dawn."),
        Example::Both("اتهمت إيران إسرائيل أمس.", "Iran accused Israel yesterday."),
        Example::Both("قُتل الضابط على يد المتظاهر.", "The protester killed the officer."),
        Example::Both("هاجم الجيشَ المتمردون فجرا.", "The rebels attacked the army at dawn."),
    ],
}

impl Check for RoleSwap {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        if !unit.both_sides() {
            return Vec::new();
        }
        roles::exchange(unit)
            .and_then(|exchange| finding(unit, &exchange))
            .into_iter()
            .collect()
    }
}

fn finding(unit: &Unit<'_>, exchange: &roles::Exchange) -> Option<Finding> {
    let tokens = unit.tokens(Lang::English);
    let of = |phrase: &[usize]| -> Option<Span> {
        Some(
            tokens
                .get(*phrase.first()?)?
                .span
                .cover(tokens.get(*phrase.last()?)?.span),
        )
    };
    let (doer, sufferer) = (of(&exchange.doer)?, of(&exchange.sufferer)?);
    let arabic = unit.tokens(Lang::Arabic);
    let clause = arabic
        .get(exchange.arabic)?
        .span
        .cover(arabic.get(exchange.last)?.span);
    let spans = |lang: Lang| match lang {
        Lang::Arabic => clause,
        Lang::English => doer.cover(sufferer),
    };
    let word = |lang: Lang, span: Span| span.of(unit.text(lang).map_or("", |text| text.text.as_str()));
    let verb = tokens.get(exchange.english)?.span;
    let target = unit.transunit.direction.lang(Role::Target);
    Some(
        Finding::new(
            RoleSwap::META.id,
            RoleSwap::META.severity,
            unit.mark(target, spans(target)),
            format!(
                "who does it to whom is exchanged: the English says “{}” {} “{}”, the Arabic the contrary",
                word(Lang::English, doer),
                word(Lang::English, verb),
                word(Lang::English, sufferer)
            ),
        )
        .with_confidence(0.75)
        .with_related(unit.mark(target.other(), spans(target.other())))
        .with_evidence("Arabic", word(Lang::Arabic, clause))
        .with_evidence("English", word(Lang::English, doer.cover(sufferer))),
    )
}
