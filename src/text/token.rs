//! Words, numbers and marks of a text, by the word boundaries of UAX 29.
//!
//! On top of UAX 29 a token is cut where the script changes (`BRCجدار`, `30ألف`), and a number
//! keeps its inner separators in any digit set (`1,000.5`, `٢٬٥٠٠`, `5:30` stays two numbers).

use unicode_segmentation::UnicodeSegmentation;

use crate::text::script::{is_arabic_letter, is_latin_letter};
use crate::text::{Lang, Span, digits, fold};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A word in Arabic script.
    Arabic,
    /// A word in Latin script; may hold apostrophes and inner full stops (`don't`, `U.S`).
    Latin,
    /// Begins with a digit of any set (`12`, `٣٫٥`, `1930s`, `19th`).
    Number,
    /// A mark: punctuation, symbol, letter of another script.
    Mark,
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in the text that was cut.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Its folded form ([`fold::word`]).
    pub folded: String,
}

impl Token {
    /// Is it a word, Arabic or Latin?
    pub fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Arabic | Kind::Latin)
    }

    /// The language its script speaks for; none for numbers and marks.
    pub fn lang(&self) -> Option<Lang> {
        match self.kind {
            Kind::Arabic => Some(Lang::Arabic),
            Kind::Latin => Some(Lang::English),
            Kind::Number | Kind::Mark => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Arabic,
    Latin,
    Digit,
    Other,
}

fn class(c: char) -> Class {
    if is_arabic_letter(c) {
        Class::Arabic
    } else if is_latin_letter(c) {
        Class::Latin
    } else if digits::is_digit(c) {
        Class::Digit
    } else {
        Class::Other
    }
}

/// The tokens of a text in order; white space and ignorable characters alone give none.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    for (at, piece) in text.split_word_bound_indices() {
        if piece.chars().all(|c| c.is_whitespace() || fold::is_ignorable(c)) {
            continue;
        }
        let mut start = 0;
        let mut current = Class::Other;
        for (i, c) in piece.char_indices() {
            let next = class(c);
            if cuts(current, next) {
                push(text, Span::new(at + start, at + i), &mut out);
                start = i;
            }
            if next != Class::Other && !(current == Class::Digit && next == Class::Latin) {
                current = next;
            }
        }
        push(text, Span::new(at + start, at + piece.len()), &mut out);
    }
    out
}

/// Latin letters after digits stay with them (`1930s`, `19th`); any other change of script cuts.
fn cuts(current: Class, next: Class) -> bool {
    current != Class::Other
        && next != Class::Other
        && current != next
        && !(current == Class::Digit && next == Class::Latin)
        && !(current == Class::Latin && next == Class::Digit)
}

/// Pushes a piece; the low lines of Markdown around a word (`_never_`) are marks of their own.
fn push(text: &str, span: Span, out: &mut Vec<Token>) {
    let piece = span.of(text);
    let word = piece.trim_matches('_');
    if word.len() == piece.len() || word.is_empty() {
        push_one(text, span, out);
        return;
    }
    let start = span.start + piece.len() - piece.trim_start_matches('_').len();
    for part in [
        Span::new(span.start, start),
        Span::new(start, start + word.len()),
        Span::new(start + word.len(), span.end),
    ] {
        push_one(text, part, out);
    }
}

fn push_one(text: &str, span: Span, out: &mut Vec<Token>) {
    let piece = span.of(text);
    if piece.is_empty() {
        return;
    }
    let first = piece
        .chars()
        .find(|&c| !fold::is_ignorable(c))
        .map_or(Class::Other, class);
    let (kind, lang) = match first {
        Class::Arabic => (Kind::Arabic, Lang::Arabic),
        Class::Latin => (Kind::Latin, Lang::English),
        Class::Digit => (Kind::Number, Lang::English),
        Class::Other => (Kind::Mark, Lang::English),
    };
    let folded = fold::word(piece, lang);
    out.push(Token { span, kind, folded });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let read: Vec<String> = tokens(text)
            .into_iter()
            .map(|token| format!("{}/{:?}", token.folded, token.kind))
            .collect();
        assert_eq!(read.join(" "), expected);
    }

    #[test]
    fn scripts_are_cut_apart() {
        case("30ألف", "30/Number الف/Arabic");
        case("جدارBRC", "جدار/Arabic brc/Latin");
        case("the 1930s", "the/Latin 1930s/Number");
    }

    #[test]
    fn numbers_keep_their_separators() {
        case("١٬٥٠٠ و 2.5", "1٬500/Number و/Arabic 2.5/Number");
        case("1,000,000!", "1,000,000/Number !/Mark");
    }

    #[test]
    fn apostrophes_stay_in_the_word() {
        case("Musleh’s don't", "musleh's/Latin don't/Latin");
    }

    #[test]
    fn low_lines_around_a_word_are_marks() {
        case(
            "_Never_ a snake_case",
            "_/Mark never/Latin _/Mark a/Latin snake_case/Latin",
        );
        case("__", "__/Mark");
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_on_boundaries(text in "\\PC{0,60}") {
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert!(token.span.start >= last && !token.span.of(&text).is_empty());
                last = token.span.end;
            }
        }
    }
}
