//! An acronym before the words it stands for.

use std::collections::BTreeMap;

use crate::bitext::Finding;
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check};
use crate::lexicon::spelling::form::Shape;
use crate::text::token::Kind;
use crate::text::{Lang, Token};

declare_check! {
    /// Flags an acronym whose first use comes before the words that it stands for.
    ///
    /// A reader who meets `PMF` before `Popular Mobilization Forces` has to guess. The words are
    /// recognised by their initials, anywhere in the document; an acronym that is never spelt out
    /// passes, as do those that everyone knows (`UN`, `EU`, `TV`), and one that follows its words
    /// or stands beside them in brackets. Headlines are often the place: information only.
    AcronymFirstUse,
    "acronym-first-use", Info,
    flags: &[
        Example::Alone(Lang::English, "The PMF denied the report. The Popular Mobilization Forces have no units there."),
        Example::Alone(Lang::English, "HTS advanced on Aleppo. Hayat Tahrir Al-Sham leads the group."),
    ],
    passes: &[
        Example::Alone(Lang::English, "The Popular Mobilization Forces (PMF) denied the report. The PMF has no units there."),
        Example::Alone(Lang::English, "The UN met. The United Nations has no units there."),
        Example::Alone(Lang::English, "The PMF denied the report."),
    ],
}

/// Acronyms that need no explanation.
const KNOWN: &[&str] = &[
    "US", "USA", "UK", "UN", "EU", "UAE", "TV", "ISIS", "NATO", "FBI", "CIA", "BBC", "CNN", "AIDS", "NASA",
    "UNESCO", "UNICEF", "WHO", "GPS", "AM", "PM", "AD", "BC", "DNA", "PDF", "OK", "USSR",
];
/// Small words that initials leave out.
const SMALL: &[&str] = &["of", "the", "and", "for", "in", "to", "on", "a", "al"];

impl Check for AcronymFirstUse {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        let mut first: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut spelt: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (index, unit) in aligned.units.iter().enumerate() {
            let Some(text) = unit.text(Lang::English) else {
                continue;
            };
            let tokens = unit.tokens(Lang::English);
            for (at, token) in tokens.iter().enumerate() {
                let written = token.span.of(&text.text);
                if is_acronym(token, written) {
                    first.entry(written.to_owned()).or_insert((index, at));
                }
                for initials in initials_from(tokens, at, &text.text) {
                    spelt.entry(initials).or_insert((index, at));
                }
            }
        }
        first
            .iter()
            .filter(|(acronym, place)| spelt.get(*acronym).is_some_and(|words| words > *place))
            .map(|(acronym, &(index, at))| {
                let unit = &aligned.units[index];
                let mut finding = Finding::new(
                    AcronymFirstUse::META.id,
                    AcronymFirstUse::META.severity,
                    unit.mark(Lang::English, unit.tokens(Lang::English)[at].span),
                    format!("“{acronym}” is used before the words it stands for"),
                )
                .with_confidence(0.8);
                finding.unit = index;
                finding
            })
            .collect()
    }
}

fn is_acronym(token: &Token, written: &str) -> bool {
    token.kind == Kind::Latin
        && (2..=6).contains(&written.len())
        && written.chars().all(|c| c.is_ascii_uppercase())
        && !KNOWN.contains(&written)
}

/// The initials of the capitalised words that begin at a token: two to six of them, small words
/// between left out, and the same with their own initials.
fn initials_from(tokens: &[Token], at: usize, text: &str) -> Vec<String> {
    let capital =
        |token: &Token| token.kind == Kind::Latin && Shape::of(token.span.of(text)) == Shape::Capital;
    let mut out = Vec::new();
    let (mut short, mut all) = (String::new(), String::new());
    if !tokens.get(at).is_some_and(&capital) {
        return out;
    }
    for token in &tokens[at..] {
        let written = token.span.of(text);
        if token.kind == Kind::Mark && written == "-" {
            continue;
        }
        let is_small = SMALL.contains(&token.folded.as_str());
        if token.kind != Kind::Latin || !(capital(token) || is_small) || all.len() > 6 {
            break;
        }
        let initial = written.chars().next().map_or('.', |c| c.to_ascii_uppercase());
        all.push(initial);
        if !is_small {
            short.push(initial);
        }
        for initials in [&short, &all] {
            if capital(token) && initials.len() >= 2 && !out.contains(initials) {
                out.push(initials.clone());
            }
        }
    }
    out
}
