//! Roman numerals: `World War II`, `Pope John Paul II`, `part iv`, القرن XIX.
//!
//! A numeral of two letters and more counts behind a capitalised word; one letter, small letters
//! and the letters of large values only behind a word that is numbered so (`roman.tsv`), or in
//! the name of a ruler. `Xi`, vitamin C, X-rays and the pronoun I are none.

use crate::lexicon::numbers::{Form, Number, Part, Role, Weight};
use crate::text::{Kind, Token};

/// Words before (or, for centuries and games, behind) a numeral, and titles of those who bear one.
const CUES: &str = include_str!("roman.tsv");

/// The numeral at a token, as an ordinal.
pub(super) fn number(text: &str, tokens: &[Token], at: usize) -> Option<Number> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Latin)?;
    let written = token.span.of(text);
    let value = value(&written.to_ascii_uppercase())?;
    let weight = weight(text, tokens, at, written)?;
    let value = f64::from(value);
    Some(Number {
        span: token.span,
        tokens: at..at + 1,
        value,
        others: Vec::new(),
        role: Role::Ordinal,
        form: Form::Roman,
        weight,
        parts: vec![Part {
            span: token.span,
            value,
        }],
        definite: false,
    })
}

fn weight(text: &str, tokens: &[Token], at: usize, written: &str) -> Option<Weight> {
    let folded = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at))
            .map_or("", |token| token.folded.as_str())
    };
    let before = at.checked_sub(1);
    let (cue, title) = (
        is_listed("cue", folded(before)),
        (2..=4).any(|back| is_listed("title", folded(at.checked_sub(back)))),
    );
    let behind = is_listed("behind", folded(Some(at + 1)));
    // X-ray, RIG-I-like, V.S.: a mark that joins, with nothing between.
    let joins = |mark: &Token| {
        mark.kind == Kind::Mark
            && !matches!(
                mark.folded.as_str(),
                "," | ";"
                    | ":"
                    | "."
                    | ")"
                    | "]"
                    | "!"
                    | "?"
                    | "»"
                    | "”"
                    | "\""
                    | "("
                    | "«"
                    | "“"
                    | "["
                    | "،"
                    | "؛"
            )
    };
    let here = tokens[at].span;
    let left = before
        .and_then(|at| tokens.get(at))
        .is_some_and(|mark| mark.span.end == here.start && joins(mark));
    let right = tokens
        .get(at + 1)
        .is_some_and(|mark| mark.span.start == here.end && joins(mark));
    if left || right {
        return None;
    }
    let capital = before.and_then(|at| tokens.get(at)).is_some_and(|word| {
        word.kind == Kind::Arabic || word.span.of(text).starts_with(char::is_uppercase) && word.span.len() > 1
    });
    let is_capitals = written.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_small = written.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_plain = written.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    let vouched = (cue && (capital || written.len() > 1)) || behind || (title && capital);
    match (is_capitals, written.len() > 1) {
        _ if !is_capitals && !is_small => None,
        (true, _) if vouched => Some(Weight::Firm),
        (true, true) if is_plain && capital => Some(Weight::Firm),
        (true, _) if is_plain => Some(Weight::Soft),
        (false, true) if cue || behind => Some(Weight::Firm),
        _ => None,
    }
}

fn is_listed(kind: &str, word: &str) -> bool {
    !word.is_empty()
        && CUES.lines().any(|line| {
            line.strip_prefix(kind)
                .and_then(|rest| rest.strip_prefix('\t'))
                .is_some_and(|list| list.split(' ').any(|listed| listed == word))
        })
}

const DIGITS: [(u16, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// The value of a numeral in capitals, if it is written as one writes it.
pub(crate) fn value(capitals: &str) -> Option<u16> {
    if capitals.is_empty() || capitals.len() > 15 || !capitals.bytes().all(|byte| b"IVXLCDM".contains(&byte))
    {
        return None;
    }
    let (mut rest, mut value) = (capitals, 0u16);
    for (worth, letters) in DIGITS {
        while let Some(left) = rest.strip_prefix(letters) {
            value = value.checked_add(worth)?;
            rest = left;
        }
    }
    (rest.is_empty() && value > 0 && roman(value) == capitals).then_some(value)
}

/// A value as a numeral in capitals.
pub fn roman(mut value: u16) -> String {
    let mut out = String::new();
    for (worth, letters) in DIGITS {
        while value >= worth {
            out.push_str(letters);
            value -= worth;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let tokens = token::tokens(text);
        let read: Vec<String> = (0..tokens.len())
            .filter_map(|at| number(text, &tokens, at))
            .filter(|number| number.weight == Weight::Firm)
            .map(|number| number.value.to_string())
            .collect();
        assert_eq!(read.join(" "), expected, "{text}");
    }

    #[test]
    fn numerals_stand_behind_what_is_numbered() {
        case("World War II and Part IV, chapter ix", "2 4 9");
        case("Pope John Paul I visited Elizabeth II", "1 2");
        case("the XIX century, القرن XX", "19 20");
        case("Queen Elizabeth I met King Louis XIV", "1 14");
    }

    #[test]
    fn letters_and_names_are_none() {
        case("I am here, and John and I saw it", "");
        case("vitamin C, Malcolm X, an X-ray, plan D", "");
        case("Xi Jinping bought a mix, a CD and an MD", "");
        case("Henry said I was right", "");
    }

    #[test]
    fn numerals_are_written_one_way() {
        assert_eq!(value("VIII"), Some(8));
        assert_eq!(value("IIII"), None);
        assert_eq!(value("MCMXCIX"), Some(1999));
        assert_eq!(roman(1984), "MCMLXXXIV");
    }
}
