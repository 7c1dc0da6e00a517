//! A bracket that is opened and not closed, or closed and not opened.

use crate::bitext::Finding;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check, form};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a bracket without its partner in the rendering (or in a text looked at alone).
    ///
    /// Round, square and curly brackets and `﴾ ﴿` are paired as they stand; the finding covers the stretch in
    /// which the partner is missing. Not flagged: the
    /// bracket of a list label (`1)`, `أ)`), a face (`:)`), and a bracket that the source leaves
    /// unpaired too, as it may close in the next segment. It does not see a pair that stands at
    /// the wrong place.
    UnbalancedBrackets,
    "unbalanced-brackets", Warning,
    flags: &[
        Example::ArEn(
"قوات الحشد الشعبي (فصائل عراقية) في الأنبار.", "The Popular Mobilization Forces (Iraqi factions in Anbar."),
        Example::EnAr("وصل يوم السبت 29 سبتمبر) إلى برلين.", "He came to Berlin on Saturday (September 29)."),
        Example::Alone(Lang::English, "The agency (founded in 1951 said so."),
    ],
    passes: &[
        Example::Both("المجلس (تأسس عام 2003) يضم سبعة أعضاء.", "The council (founded in 2003) has seven members."),
        Example::Both("1) السيادة على الأجواء.", "1) Sovereignty over the airspace."),
        Example::Both("(قال إن الحدود مؤمنة.", "(He said that the border was secured."),
        Example::Both("شكرا.", "Thanks :)"),
    ],
}

const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('﴿', '﴾')];

impl Check for UnbalancedBrackets {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        let langs: Vec<Lang> = match form::sides(unit) {
            Some((source, target)) if unmatched(unit, source).is_empty() => vec![target],
            None if context.alone => Lang::ALL.to_vec(),
            _ => Vec::new(),
        };
        let mut findings = Vec::new();
        for lang in langs {
            for (bracket, at) in unmatched(unit, lang) {
                findings.push(finding(unit, lang, bracket, at));
            }
        }
        findings
    }
}

fn finding(unit: &Unit<'_>, lang: Lang, bracket: char, at: usize) -> Finding {
    let text = unit.text(lang).map_or("", |text| text.text.as_str());
    let end = at + bracket.len_utf8();
    let (verb, stretch) = if is_opening(bracket) {
        ("closed", Span::new(at, text.trim_end().len()))
    } else {
        ("opened", Span::new(text.len() - text.trim_start().len(), end))
    };
    Finding::new(
        UnbalancedBrackets::META.id,
        UnbalancedBrackets::META.severity,
        unit.mark(lang, stretch),
        format!("the bracket {bracket} is never {verb}"),
    )
    .with_confidence(0.93)
    .with_related(unit.mark(lang, Span::new(at, end)))
}

fn is_opening(c: char) -> bool {
    PAIRS.iter().any(|&(open, _)| open == c)
}

/// The brackets of a text that have no partner, with their byte offsets.
fn unmatched(unit: &Unit<'_>, lang: Lang) -> Vec<(char, usize)> {
    let Some(text) = unit.text(lang) else {
        return Vec::new();
    };
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut lone: Vec<(char, usize)> = Vec::new();
    for (at, c) in text.text.char_indices() {
        if is_opening(c) {
            open.push((c, at));
        } else if let Some(&(opening, _)) = PAIRS.iter().find(|&&(_, close)| close == c) {
            match open.iter().rposition(|&(other, _)| other == opening) {
                // What was opened inside and never closed stays alone.
                Some(partner) => lone.extend(open.drain(partner..).skip(1)),
                None if is_label(&text.text, at) => {}
                None => lone.push((c, at)),
            }
        }
    }
    lone.extend(open);
    lone.retain(|&(_, at)| !is_face(&text.text, at));
    lone.sort_by_key(|&(_, at)| at);
    lone
}

/// `:)`, `;-(`
fn is_face(text: &str, at: usize) -> bool {
    let before = &text[..at];
    before.ends_with([':', ';']) || before.ends_with(":-") || before.ends_with(";-")
}

/// `1)`, `a)`, `أ)`: one or two letters or digits after white space or at the start.
fn is_label(text: &str, at: usize) -> bool {
    let label = text[..at].split_whitespace().next_back().unwrap_or("");
    let stands_free = text[..at].ends_with(label) && !label.is_empty();
    stands_free && label.chars().count() <= 2 && label.chars().all(char::is_alphanumeric)
}
