//! A word as it stands in a text: its letters, its capitals, whether the table knows it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use crate::lexicon::spelling::table::{self, Entry};
use crate::text::script::{Share, is_latin_letter};
use crate::text::{Lang, Span, Token, address, fold};

/// The capitals of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `border`
    Lower,
    /// `Baghdad`
    Capital,
    /// `PMF`, `BAGHDAD`
    Upper,
    /// `iPhone`, `McDonald`
    Mixed,
}

impl Shape {
    /// The shape of a written word; possessive `'s` does not count.
    pub fn of(written: &str) -> Shape {
        let stem = written
            .strip_suffix("'s")
            .or(written.strip_suffix("’s"))
            .unwrap_or(written);
        let (mut letters, mut capitals, mut first) = (0, 0, false);
        for c in stem.chars().filter(|c| c.is_alphabetic()) {
            let upper = c.is_uppercase();
            first |= upper && letters == 0;
            letters += 1;
            capitals += usize::from(upper);
        }
        match (capitals, first) {
            (0, _) => Shape::Lower,
            (1, true) => Shape::Capital,
            (n, _) if n == letters => Shape::Upper,
            _ => Shape::Mixed,
        }
    }
}

/// How the table knows a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// As it is written.
    Yes(Entry),
    /// Only with capitals, and it has none here (`iraq`).
    NeedsCapital,
    /// By its parts: `prepandemic`, `facemask`, `roadless`.
    Derived,
    /// Not at all.
    No,
}

/// The lower-case key of a token: folded, accents dropped, possessive ending cut off.
pub fn key(token: &Token) -> String {
    key_of(token).into_owned()
}

/// As [`key`], without a copy where the token has the key's letters.
pub fn key_of(token: &Token) -> Cow<'_, str> {
    plain(&token.folded)
}

fn plain(folded: &str) -> Cow<'_, str> {
    let folded = folded.trim_matches('\'');
    let stem = folded.strip_suffix("'s").unwrap_or(folded);
    if stem.is_ascii() {
        return Cow::Borrowed(stem);
    }
    let letters = stem.nfd().filter(|c| c.is_ascii_lowercase() || *c == '\'');
    Cow::Owned(letters.collect())
}

/// The key of a word of a user's list: English words as [`key`] has them, Arabic ones folded.
pub fn word_key(word: &str) -> String {
    let lang = Share::of(word).lang().unwrap_or(Lang::English);
    let folded = fold::word(word.trim(), lang);
    match lang {
        Lang::Arabic => folded,
        Lang::English => plain(&folded).into_owned(),
    }
}

/// Is this a word whose spelling can be judged? Addresses, handles, file names, parts of
/// numbers, abbreviations with inner full stops and single letters can not.
pub fn is_judged(token: &Token, text: &str) -> bool {
    let written = token.span.of(text);
    let before = text[..token.span.start].chars().next_back();
    let after = text[token.span.end..].chars();
    written.chars().count() > 1
        && written
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | 'ʼ'))
        && !before.is_some_and(|c| {
            matches!(c, '@' | '#' | '/' | '_' | '\\' | '.' | '=' | '~' | '&') || c.is_alphanumeric()
        })
        && !runs_on(after)
        && !is_part(text, token.span)
        && !address::is_inside(text, token.span)
}

fn runs_on(mut after: impl Iterator<Item = char>) -> bool {
    match after.next() {
        Some('@' | '_' | '/' | '\\' | '=') => true,
        Some('.' | ':') => after.next().is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}

/// Is it a part of a word that brackets cut: `[w]hile`, `entity(ies)`, `(re)open`?
fn is_part(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let touches = |rest: &str| rest.chars().next_back().is_some_and(char::is_alphanumeric);
    let follows = |rest: &str| rest.chars().next().is_some_and(char::is_alphanumeric);
    let opens = |c| before.strip_suffix(c).is_some_and(touches);
    let closes = |c| after.strip_prefix(c).is_some_and(follows);
    opens('(') && after.starts_with([')', '/'])
        || opens('[') && after.starts_with(']')
        || (closes('(') || closes('[')) && !after.contains(' ')
        || before.ends_with(']')
            && before.chars().rev().nth(1).is_some_and(char::is_alphanumeric)
            && before.chars().rev().nth(2) == Some('[')
        || before.ends_with(')')
            && before[..before.len() - 1]
                .chars()
                .next_back()
                .is_some_and(char::is_alphanumeric)
}

/// Are nearly all words of the text in capitals, so that capitals say nothing of a word?
pub fn is_in_capitals(text: &str) -> bool {
    let (mut words, mut capitals) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')) {
        if word.chars().count() >= 2
            && word
                .chars()
                .all(|c| is_latin_letter(c) || matches!(c, '\'' | '’'))
        {
            words += 1;
            capitals += usize::from(Shape::of(word) == Shape::Upper);
        }
    }
    words >= 3 && capitals * 5 >= words * 4
}

/// A spelling in capitals where the written word is in capitals, else as it is.
pub fn in_capitals_of(written: &str, spelling: &str) -> String {
    match Shape::of(written) {
        Shape::Upper if written.chars().count() > 1 => spelling.to_uppercase(),
        _ => spelling.to_owned(),
    }
}

/// Is a hyphen joined to the word, before it or after it?
pub fn is_hyphenated(span: Span, text: &str) -> bool {
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
    text[..span.start].chars().next_back().is_some_and(hyphen)
        || text[span.end..].chars().next().is_some_and(hyphen)
}

/// Looks a key up as a word of this shape.
pub fn known(key: &str, shape: Shape) -> Known {
    known_as(key, shape, table::entry(key))
}

/// As [`known`], with what the table says of the key.
pub fn known_as(key: &str, shape: Shape, entry: Option<Entry>) -> Known {
    match (entry, shape) {
        (Some(entry), Shape::Lower) if !entry.plain() => Known::NeedsCapital,
        (Some(entry), _) => Known::Yes(entry),
        (None, _) if is_contraction(key) => Known::Derived,
        (None, _) if is_derived(key) || is_loan(key) || is_singular(key) => Known::Derived,
        (None, _) => Known::No,
    }
}

/// `we've`, `here's` and plural possessives (`borders'` comes here as `borders`).
fn is_contraction(key: &str) -> bool {
    match key.split_once('\'') {
        Some((stem, "ve" | "ll" | "d" | "re" | "m" | "t" | "n")) => {
            table::entry(stem).is_some() || stem == "ain"
        }
        _ => matches!(key, "ve" | "ll"),
    }
}

/// Is it a word of another language or a young trade that English uses?
fn is_loan(key: &str) -> bool {
    static LOANS: OnceLock<HashSet<&str>> = OnceLock::new();
    let loans = LOANS.get_or_init(|| {
        let lines = include_str!("loans.txt").lines();
        let words = lines.filter(|line| !line.starts_with('#'));
        words.flat_map(str::split_whitespace).collect()
    });
    loans.contains(key)
}

/// Has the table its plural (`cytokines`)? A word in -s may have lost the other s of `-ss`.
fn is_singular(key: &str) -> bool {
    key.len() >= 6
        && !key.ends_with(['s', 'x', 'z'])
        && table::entry(&format!("{key}s")).is_some_and(|entry| entry.plain() && !entry.counted_only())
}

const PREFIXES: &[&str] = &[
    "un", "non", "anti", "pre", "post", "over", "under", "multi", "inter", "intra", "super", "mis", "sub",
    "micro", "macro", "mega", "cyber", "bio", "eco", "neuro", "geo", "hyper", "hypo", "ultra", "pro",
    "counter", "semi", "extra", "para", "poly", "pseudo", "quasi", "trans", "socio", "electro", "hydro",
    "tele", "radio", "photo", "thermo", "nano", "meta", "auto", "aero", "immuno", "infra", "out", "down",
    "up", "self", "re", "co", "de", "dis", "in", "mid", "off", "on", "back", "fore", "after",
];
const SUFFIXES: &[&str] = &[
    "less", "ness", "like", "wise", "ism", "isms", "ist", "ists", "able", "ability", "ization", "isation",
    "ship", "hood", "fold", "ward", "wards", "proof",
];

/// Is it a known word with a productive prefix or suffix, or two known words of four letters and
/// more? Only stems of everyday words count, so that slips rarely look derived.
fn is_derived(key: &str) -> bool {
    if key.len() < 7 || !key.is_ascii() {
        return false;
    }
    let stem = |stem: &str, least: usize| {
        stem.len() >= least && table::entry(stem).is_some_and(|entry| entry.plain() && !entry.counted_only())
    };
    let frequent = |word: &str| stem(word, 4) && table::entry(word).is_some_and(|entry| entry.class() >= 8);
    let plural = key
        .strip_suffix('s')
        .is_some_and(|rest| !rest.ends_with(['s', 'x', 'z', 'y', 'h']) && stem(rest, 6));
    plural
        || PREFIXES
            .iter()
            .any(|prefix| key.strip_prefix(prefix).is_some_and(|rest| stem(rest, 5)))
        || SUFFIXES
            .iter()
            .any(|suffix| key.strip_suffix(suffix).is_some_and(|rest| stem(rest, 4)))
        || (4..key.len().saturating_sub(3)).any(|cut| frequent(&key[..cut]) && frequent(&key[cut..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    fn judged(text: &str) -> Vec<String> {
        tokens(text)
            .iter()
            .filter(|token| token.is_word() && is_judged(token, text))
            .map(key)
            .collect()
    }

    #[test]
    fn addresses_and_abbreviations_are_not_judged() {
        let text = "See @user or www.exmple.org, U.S. and x; Musleh’s café";
        assert_eq!(judged(text), ["see", "or", "and", "musleh", "cafe"]);
    }

    #[test]
    fn words_are_known_by_their_parts() {
        for word in [
            "prepandemic",
            "facemask",
            "roadless",
            "someone'll",
            "undercounting",
        ] {
            assert_eq!(known(word, Shape::Lower), Known::Derived, "{word}");
        }
        for word in ["aginas", "prottests", "vieed", "reflecction", "neighboroods"] {
            assert_eq!(known(word, Shape::Lower), Known::No, "{word}");
        }
        assert_eq!(known("iraq", Shape::Lower), Known::NeedsCapital);
    }

    #[test]
    fn parts_in_brackets_are_not_judged() {
        assert_eq!(
            judged("[w]hile the entity(ies) (re)opened (see this)"),
            ["the", "entity", "re", "see", "this"]
        );
        assert!(is_in_capitals("NATO SAYS BORDER CLOSED") && !is_in_capitals("NATO and UNESCO say so"));
    }

    #[test]
    fn shapes_are_told_apart() {
        let shapes = ["pmf", "Musleh’s", "BAGHDAD", "iPhone"].map(Shape::of);
        assert_eq!(shapes, [Shape::Lower, Shape::Capital, Shape::Upper, Shape::Mixed]);
    }
}
