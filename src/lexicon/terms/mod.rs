//! Terms: what an Arabic expression is to be called in English, what it must not be called, and
//! where both stand in a text.
//!
//! [`Glossary`] holds the terms of a workspace or the shipped starter list; `Forms` finds an
//! expression under Arabic clitics and endings, or under English inflection. Broken plurals are
//! listed as forms of their own.

pub mod arabic;
pub mod english;
pub mod starter;

use std::collections::BTreeMap;

use crate::text::{Lang, Span, Token};

/// A term: one Arabic notion and its English renderings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Term {
    /// The Arabic expression and other forms of it (broken plurals, spellings), the usual first.
    pub arabic: Vec<String>,
    /// English renderings that are right, the preferred one first.
    pub english: Vec<String>,
    /// Renderings of either language that are wrong.
    pub forbidden: Vec<String>,
    /// Expressions of either language beside which a forbidden rendering is right.
    pub unless: Vec<String>,
    /// One line on why.
    pub note: String,
}

/// Where the forms of a term stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// The index of the term in its glossary.
    pub term: usize,
    /// The place in the text, clitics included.
    pub span: Span,
    /// Which of the term's forms of that kind.
    pub form: usize,
}

/// Terms with an index for finding them.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    arabic: Index,
    english: Index,
    forbidden: [Index; 2],
    unless: [Index; 2],
}

impl Glossary {
    /// A glossary of these terms.
    pub fn new(terms: Vec<Term>) -> Glossary {
        let of = |lang: Lang, forms: fn(&Term) -> &[String]| Index::new(lang, &terms, forms);
        Glossary {
            arabic: of(Lang::Arabic, |term| &term.arabic),
            english: of(Lang::English, |term| &term.english),
            forbidden: Lang::ALL.map(|lang| of(lang, |term| &term.forbidden)),
            unless: Lang::ALL.map(|lang| of(lang, |term| &term.unless)),
            terms,
        }
    }

    /// Its terms, in the order in which they were given.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Has it no term?
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Where the Arabic of a term stands among the tokens of an Arabic text.
    pub fn find_arabic(&self, tokens: &[Token]) -> Vec<Match> {
        self.arabic.find(tokens)
    }

    /// Where right English renderings stand.
    pub fn find_english(&self, tokens: &[Token]) -> Vec<Match> {
        self.english.find(tokens)
    }

    /// Where forbidden renderings stand in a text of this language.
    pub fn find_forbidden(&self, lang: Lang, tokens: &[Token]) -> Vec<Match> {
        match lang {
            Lang::Arabic => self.forbidden[0].find(tokens),
            Lang::English => self.forbidden[1].find(tokens),
        }
    }

    /// The terms beside which something stands that makes a forbidden rendering right.
    pub fn excused(&self, arabic: &[Token], english: &[Token]) -> Vec<usize> {
        let mut terms: Vec<usize> = self.unless[0]
            .find(arabic)
            .into_iter()
            .chain(self.unless[1].find(english))
            .map(|found| found.term)
            .collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }
}

/// Expressions of one language by the key of their first word.
#[derive(Debug, Clone, Default)]
struct Index {
    lang: Option<Lang>,
    by_first: BTreeMap<String, Vec<(usize, usize, Vec<String>)>>,
}

impl Index {
    fn new(lang: Lang, terms: &[Term], forms: fn(&Term) -> &[String]) -> Index {
        let mut by_first: BTreeMap<String, Vec<(usize, usize, Vec<String>)>> = BTreeMap::new();
        for (index, term) in terms.iter().enumerate() {
            for (form, text) in forms(term).iter().enumerate() {
                let keys = match lang {
                    Lang::Arabic => arabic::keys(text),
                    Lang::English => english::keys(text),
                };
                if let Some(first) = keys.first() {
                    by_first
                        .entry(first.clone())
                        .or_default()
                        .push((index, form, keys));
                }
            }
        }
        Index {
            lang: Some(lang),
            by_first,
        }
    }

    /// All matches, in the order of the text; of those of one term that overlap, the longest.
    fn find(&self, tokens: &[Token]) -> Vec<Match> {
        let Some(lang) = self.lang.filter(|_| !self.by_first.is_empty()) else {
            return Vec::new();
        };
        let words: Vec<(&Token, Vec<String>)> = tokens
            .iter()
            .filter(|token| token.is_word() || token.kind == crate::text::Kind::Number)
            .map(|token| match lang {
                Lang::Arabic => (token, arabic::readings(&token.folded)),
                Lang::English => (token, english::readings(&token.folded)),
            })
            .collect();
        let mut found: Vec<Match> = Vec::new();
        for (at, (_, readings)) in words.iter().enumerate() {
            let candidates = readings.iter().filter_map(|reading| self.by_first.get(reading));
            for (term, form, keys) in candidates.flatten() {
                let Some(rest) = words.get(at..at + keys.len()) else {
                    continue;
                };
                if keys
                    .iter()
                    .zip(rest)
                    .all(|(key, (_, readings))| readings.contains(key))
                {
                    let span = rest[0].0.span.cover(rest[rest.len() - 1].0.span);
                    found.push(Match {
                        term: *term,
                        span,
                        form: *form,
                    });
                }
            }
        }
        longest(found)
    }
}

/// Of overlapping matches of one term the longest stays.
fn longest(mut found: Vec<Match>) -> Vec<Match> {
    found.sort_by_key(|found| (found.term, found.span.start, std::cmp::Reverse(found.span.end)));
    found.dedup_by(|next, kept| next.term == kept.term && kept.span.overlaps(next.span));
    found.sort_by_key(|found| found.span);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    fn glossary(arabic: &[&str], english: &[&str]) -> Glossary {
        let strings = |list: &[&str]| list.iter().map(|&form| form.to_owned()).collect();
        Glossary::new(vec![Term {
            arabic: strings(arabic),
            english: strings(english),
            ..Term::default()
        }])
    }

    #[track_caller]
    fn arabic(term: &str, text: &str, expected: &[&str]) {
        let found = glossary(&[term], &[]).find_arabic(&tokens(text));
        let texts: Vec<&str> = found.iter().map(|found| found.span.of(text)).collect();
        assert_eq!(texts, expected, "{term} in {text}");
    }

    #[track_caller]
    fn english(term: &str, text: &str, expected: &[&str]) {
        let found = glossary(&[], &[term]).find_english(&tokens(text));
        let texts: Vec<&str> = found.iter().map(|found| found.span.of(text)).collect();
        assert_eq!(texts, expected, "{term} in {text}");
    }

    #[test]
    fn arabic_is_found_under_clitics_and_endings() {
        arabic(
            "الحشد",
            "والحشد وبالحشد وللحشد وحشدنا",
            &["والحشد", "وبالحشد", "وللحشد", "وحشدنا"],
        );
        arabic("مانع منفاخي", "بالموانع أو بمانع منفاخي.", &["بمانع منفاخي"]);
        arabic(
            "مقاتل",
            "ومقاتلون ومقاتلين والمقاتلات",
            &["ومقاتلون", "ومقاتلين", "والمقاتلات"],
        );
        arabic(
            "فعالية",
            "فعاليات الفعالية فعاليتها",
            &["فعاليات", "الفعالية", "فعاليتها"],
        );
        arabic("عناصر", "العَناصِر عنصر", &["العَناصِر"]);
        arabic("قوى", "القوي والقوى", &["القوي", "والقوى"]);
    }

    #[test]
    fn english_is_found_under_inflection_case_and_hyphens() {
        english(
            "concertina wire",
            "Concertina wires and concertina-wire",
            &["Concertina wires", "concertina-wire"],
        );
        english("member", "members, Member’s, remember", &["members", "Member’s"]);
        english(
            "carry out",
            "carried out, carrying out",
            &["carried out", "carrying out"],
        );
    }
}
