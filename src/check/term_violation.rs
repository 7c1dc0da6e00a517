//! A term of the glossary that is rendered in other words.

use crate::bitext::Finding;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check, form};
use crate::lexicon::terms::{Glossary, Match};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a term of the source for which the rendering has none of the forms that the
    /// glossary of the workspace allows.
    ///
    /// The term is found under Arabic clitics (والحشد, بالحشد, وللحشد), endings and listed broken
    /// plurals, or under English inflection; so are the allowed forms, in any case and with or
    /// without hyphen. Not flagged: a rendering that the glossary forbids outright (see
    /// `term-forbidden`), a term inside a longer term that is rendered, and entries with no form
    /// in the language of the rendering. It cannot tell a homograph from the term, nor a pronoun
    /// from a lost term. The whole rendering is marked.
    TermViolation,
    "term-violation", Warning,
    flags: &[],
    passes: &[Example::Both("قوات الحشد الشعبي.", "Forces of the Popular Mobilization.")],
}

impl Check for TermViolation {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        let glossary = &context.terms;
        let Some((source, target)) = form::sides(unit).filter(|_| !glossary.is_empty()) else {
            return Vec::new();
        };
        let terms = find(glossary, unit, source);
        let rendered = find(glossary, unit, target);
        let forbidden = glossary.find_forbidden(target, unit.tokens(target));
        let is_met = |term: usize| {
            let has = |matches: &[Match]| matches.iter().any(|found| found.term == term);
            has(&rendered) || has(&forbidden)
        };
        let mut told = Vec::new();
        let mut findings = Vec::new();
        for term in &terms {
            let inside_met = terms.iter().any(|longer| {
                longer.span != term.span && longer.span.contains(term.span) && is_met(longer.term)
            });
            if is_met(term.term) || inside_met || told.contains(&term.term) {
                continue;
            }
            told.push(term.term);
            findings.extend(finding(unit, glossary, (source, *term), target));
        }
        findings
    }
}

fn find(glossary: &Glossary, unit: &Unit<'_>, lang: Lang) -> Vec<Match> {
    match lang {
        Lang::Arabic => glossary.find_arabic(unit.tokens(lang)),
        Lang::English => glossary.find_english(unit.tokens(lang)),
    }
}

fn finding(unit: &Unit<'_>, glossary: &Glossary, source: (Lang, Match), target: Lang) -> Option<Finding> {
    let term = glossary.terms().get(source.1.term)?;
    let allowed = match target {
        Lang::Arabic => &term.arabic,
        Lang::English => &term.english,
    };
    if allowed.is_empty() {
        return None;
    }
    let text = unit.text(source.0)?;
    let at = unit.mark(target, Span::new(0, unit.text(target)?.text.len()));
    let message = format!(
        "“{}” is not rendered as the glossary asks",
        source.1.span.of(&text.text)
    );
    let finding = Finding::new(TermViolation::META.id, TermViolation::META.severity, at, message)
        .with_confidence(0.8)
        .with_related(unit.mark(source.0, source.1.span))
        .with_evidence("allowed", allowed.join(" | "));
    Some(match term.note.as_str() {
        "" => finding,
        note => finding.with_evidence("note", note),
    })
}
