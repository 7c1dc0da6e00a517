//! A literal rendering of a term whose usual sense is another.

use crate::bitext::{Finding, Severity};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check, form};
use crate::lexicon::terms::{Glossary, Match, starter};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags the literal trap of a term of the shipped starter list: منفاخي as "inflatable" (it is
    /// concertina wire), عناصر as "elements" (members), حقن الدماء as "inject blood".
    ///
    /// Such a rendering is fluent, so no spelling or grammar check sees it. The term must stand in
    /// the Arabic and the trap in the English, with no right rendering there and no word that
    /// makes the literal sense right (chemical elements). A warning out of Arabic; into Arabic,
    /// where the English is given, information. Terms of the list that have no trap, because only
    /// the context decides between their senses, give information when none of their usual
    /// renderings is there. It never says that a rendering is wrong for sure, and it does not
    /// see terms outside the list; put those into the glossary (`term-forbidden`).
    FalseFriend,
    "false-friend", Warning,
    flags: &[
        Example::ArEn("موانع منفاخية وأسلاك شائكة.", "Inflatable walls and barbed wire."),
        Example::ArEn("اعتقلت عناصر من التنظيم.", "Elements of the organisation were arrested."),
        Example::ArEn("تم نشر الأجهزة الأمنية.", "The security devices were deployed."),
        Example::EnAr("استشهد الطفل.", "The child was cited."),
    ],
    passes: &[
        Example::Both("موانع منفاخية وأسلاك شائكة.", "Concertina wire and barbed wire."),
        Example::Both("اعتقلت عناصر من التنظيم.", "Members of the organisation were arrested."),
        Example::Both("العناصر الكيميائية.", "The chemical elements."),
    ],
}

impl Check for FalseFriend {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let Some((_, target)) = form::sides(unit) else {
            return Vec::new();
        };
        let glossary = starter::glossary();
        let terms = glossary.find_arabic(unit.tokens(Lang::Arabic));
        if terms.is_empty() {
            return Vec::new();
        }
        let right = glossary.find_english(unit.tokens(Lang::English));
        let traps = glossary.find_forbidden(Lang::English, unit.tokens(Lang::English));
        let excused = glossary.excused(unit.tokens(Lang::Arabic), unit.tokens(Lang::English));
        let mut told = excused;
        let mut findings = Vec::new();
        for term in terms {
            let is_right = right.iter().any(|found| found.term == term.term);
            if is_right || told.contains(&term.term) {
                continue;
            }
            told.push(term.term);
            let trap = traps.iter().find(|trap| trap.term == term.term);
            findings.extend(finding(unit, glossary, term, trap.copied(), target));
        }
        findings
    }
}

fn finding(
    unit: &Unit<'_>,
    glossary: &Glossary,
    term: Match,
    trap: Option<Match>,
    target: Lang,
) -> Option<Finding> {
    let entry = glossary.terms().get(term.term)?;
    let arabic = term.span.of(&unit.text(Lang::Arabic)?.text).to_owned();
    let english = unit.text(Lang::English)?;
    let (severity, confidence, span) = match (trap, target) {
        (Some(trap), Lang::English) => (Severity::Warning, 0.85, trap.span),
        (Some(trap), Lang::Arabic) => (Severity::Info, 0.55, trap.span),
        (None, Lang::English) if entry.forbidden.is_empty() => {
            (Severity::Info, 0.5, Span::new(0, english.text.len()))
        }
        _ => return None,
    };
    let message = match trap {
        Some(trap) => format!(
            "check “{}”: “{arabic}” mostly means “{}”",
            trap.span.of(&english.text),
            entry.english[0]
        ),
        None => format!("check this rendering of “{arabic}”: only the context decides its sense"),
    };
    let arabic_mark = unit.mark(Lang::Arabic, term.span);
    let english_mark = unit.mark(Lang::English, span);
    let (at, related) = match target {
        Lang::English => (english_mark, arabic_mark),
        Lang::Arabic => (arabic_mark, english_mark),
    };
    let mut finding = Finding::new(FalseFriend::META.id, severity, at, message)
        .with_confidence(confidence)
        .with_related(related)
        .with_evidence("reason", entry.note.as_str())
        .with_evidence("usual renderings", entry.english.join(" | "));
    if target == Lang::English && trap.is_some() {
        finding.suggestions.extend(entry.english.iter().take(3).cloned());
    }
    Some(finding)
}
