//! A rendering that the glossary forbids.

use crate::bitext::Finding;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check, form};
use crate::lexicon::terms::{Match, Term};
use crate::text::Lang;

declare_check! {
    /// Flags a rendering that the glossary of the workspace forbids for a term of the source.
    ///
    /// Both must be there: the term, under Arabic clitics and endings or English inflection,
    /// and the forbidden form, in any case and with or without hyphen. Not flagged: a forbidden
    /// form that is part of a right one, and one beside words that the entry excuses. Without a
    /// glossary nothing is flagged; the traps of the shipped list are flagged by `false-friend`.
    TermForbidden,
    "term-forbidden", Error,
    flags: &[],
    passes: &[Example::Both("موانع منفاخية وأسلاك شائكة.", "Concertina obstacles and barbed wire.")],
}

impl Check for TermForbidden {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        let glossary = &context.terms;
        let Some((source, target)) = form::sides(unit).filter(|_| !glossary.is_empty()) else {
            return Vec::new();
        };
        let forbidden = glossary.find_forbidden(target, unit.tokens(target));
        if forbidden.is_empty() {
            return Vec::new();
        }
        let find = |lang: Lang| match lang {
            Lang::Arabic => glossary.find_arabic(unit.tokens(lang)),
            Lang::English => glossary.find_english(unit.tokens(lang)),
        };
        let (terms, right) = (find(source), find(target));
        let excused = glossary.excused(unit.tokens(Lang::Arabic), unit.tokens(Lang::English));
        forbidden
            .iter()
            .filter(|wrong| !excused.contains(&wrong.term))
            .filter(|wrong| !right.iter().any(|right| right.span.contains(wrong.span)))
            .filter_map(|wrong| {
                let term = terms.iter().find(|term| term.term == wrong.term)?;
                Some(finding(
                    unit,
                    (source, *term),
                    (target, *wrong),
                    &glossary.terms()[wrong.term],
                ))
            })
            .collect()
    }
}

fn finding(unit: &Unit<'_>, source: (Lang, Match), target: (Lang, Match), term: &Term) -> Finding {
    let text = |lang| unit.text(lang).map_or("", |text| text.text.as_str());
    let right = match target.0 {
        Lang::Arabic => &term.arabic,
        Lang::English => &term.english,
    };
    let message = format!(
        "“{}” is forbidden for “{}”",
        target.1.span.of(text(target.0)),
        source.1.span.of(text(source.0))
    );
    let at = unit.mark(target.0, target.1.span);
    let mut finding = Finding::new(TermForbidden::META.id, TermForbidden::META.severity, at, message)
        .with_confidence(0.95)
        .with_related(unit.mark(source.0, source.1.span));
    finding.suggestions.extend(right.first().cloned());
    if !term.note.is_empty() {
        finding = finding.with_evidence("note", term.note.as_str());
    }
    finding
}
