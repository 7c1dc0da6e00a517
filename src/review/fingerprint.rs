//! What a decision on a finding is bound to.
//!
//! A fingerprint is made of the check, the side, the folded words of the span, up to three
//! folded words on either side of it within the sentence and line, and the folded words of the
//! short places that it points to. Not of segment numbers or offsets: so it lives on when the
//! text is cut, aligned or imported anew or changes elsewhere, and falls when these words
//! change. Equal findings of one text are told apart by order.

use std::collections::BTreeMap;

use crate::bitext::{Finding, Mark};
use crate::text::{Lang, Span, token};

/// Words of context on each side of the span.
const CONTEXT: usize = 3;

/// A longer place that a finding points to (a whole segment) depends on how the text was cut.
const SHORT: usize = 8;

/// The raw texts that findings point into.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// The Arabic text; empty when there is none.
    pub arabic: &'a str,
    /// The English text; empty when there is none.
    pub english: &'a str,
}

impl<'a> Texts<'a> {
    /// The text of a language.
    pub fn get(&self, lang: Lang) -> &'a str {
        match lang {
            Lang::Arabic => self.arabic,
            Lang::English => self.english,
        }
    }
}

/// The fingerprints of findings, in their order: 32 hexadecimal digits each.
pub fn of(findings: &[Finding], texts: Texts<'_>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    findings
        .iter()
        .map(|finding| {
            let words = words_of(finding, texts);
            let times = seen.entry(words.clone()).or_default();
            *times += 1;
            let bound = if *times == 1 {
                words
            } else {
                format!("{words}\u{1F}{times}")
            };
            blake3::hash(bound.as_bytes()).to_hex()[..32].to_owned()
        })
        .collect()
}

fn words_of(finding: &Finding, texts: Texts<'_>) -> String {
    let Mark { lang, span } = finding.at;
    let raw = texts.get(lang);
    let mut parts = vec![
        finding.check.to_owned(),
        lang.code().to_owned(),
        before(raw, span.start),
        folded(span.of(raw)),
        after(raw, span.end),
    ];
    for mark in &finding.related {
        let words = folded(mark.span.of(texts.get(mark.lang)));
        // An omission has no words of its own: what was lost is what it is about.
        if span.is_empty() || words.split(' ').count() <= SHORT {
            parts.push(words);
        }
    }
    parts.join("\u{1F}")
}

fn folded(text: &str) -> String {
    let words: Vec<String> = token::tokens(text)
        .into_iter()
        .map(|token| token.folded)
        .collect();
    words.join(" ")
}

/// How far from a span its context is looked for, in bytes.
const REACH: usize = 200;

fn before(raw: &str, place: usize) -> String {
    let mut start = place.saturating_sub(REACH);
    while !raw.is_char_boundary(start) {
        start += 1;
    }
    let near = Span::new(start, place).of(raw);
    let ends: Vec<usize> = sentence_ends(near).collect();
    let from = ends.last().copied();
    // A word that the reach cuts in two is no context.
    let is_cut = start > 0 && from.is_none();
    let mut words: Vec<String> = token::tokens(&near[from.unwrap_or(0)..])
        .into_iter()
        .skip(usize::from(is_cut))
        .filter(token::Token::is_word)
        .map(|token| token.folded)
        .collect();
    words.split_off(words.len().saturating_sub(CONTEXT)).join(" ")
}

fn after(raw: &str, place: usize) -> String {
    let mut end = (place + REACH).min(raw.len());
    while !raw.is_char_boundary(end) {
        end -= 1;
    }
    let near = Span::new(place, end).of(raw);
    let to = sentence_ends(near).next().unwrap_or(near.len());
    let words: Vec<String> = token::tokens(&near[..to])
        .into_iter()
        .filter(token::Token::is_word)
        .take(CONTEXT)
        .map(|token| token.folded)
        .collect();
    words.join(" ")
}

/// Where sentences or lines end: after their end mark.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(move |(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        let ends = match c {
            '\n' | '\r' | '!' | '?' | '؟' | '؛' | '…' => true,
            '.' => !rest.starts_with(char::is_alphanumeric),
            _ => false,
        };
        ends.then_some(text.len() - rest.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Severity;

    fn finding(raw: &str, word: &str) -> Finding {
        let start = raw.find(word).expect("the word is there");
        let at = Mark {
            lang: Lang::English,
            span: Span::new(start, start + word.len()),
        };
        Finding::new("misspelling", Severity::Warning, at, "not a word")
    }

    fn one(raw: &str, word: &str) -> String {
        let texts = Texts {
            arabic: "",
            english: raw,
        };
        of(&[finding(raw, word)], texts).remove(0)
    }

    #[test]
    fn it_survives_changes_elsewhere() {
        let old = one("He spoke. The groups aginas the government of Syria.", "aginas");
        assert_eq!(
            old,
            one(
                "Today he spoke again. The groups aginas the  government of Syria, too.",
                "aginas"
            )
        );
    }

    #[test]
    fn it_falls_when_its_words_or_their_neighbours_change() {
        let old = one("The groups aginas the government of Syria.", "aginas");
        assert_ne!(old, one("The bands aginas the government of Syria.", "aginas"));
        assert_ne!(old, one("The groups aginst the government of Syria.", "aginst"));
    }

    #[test]
    fn equal_findings_are_told_apart() {
        let raw = "a teh b";
        let both = [finding(raw, "teh"), finding(raw, "teh")];
        let texts = Texts {
            arabic: "",
            english: raw,
        };
        let prints = of(&both, texts);
        assert_ne!(prints[0], prints[1]);
    }
}
