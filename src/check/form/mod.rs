//! What the checks of punctuation share: how a text ends, which marks pair, what is a heading.

pub mod gaps;
pub mod quotes;
pub mod spots;

use crate::check::Unit;
use crate::text::{Lang, Span, Token, script};

pub use spots::{Look, Spot, chunks, code_point, findings, once_a_text};

/// Double quotation marks of any style; single ones are left out, as they are apostrophes too.
pub const QUOTES: [char; 7] = ['"', '“', '”', '„', '«', '»', '＂'];

/// How a text ends, closing quotes, brackets and white space left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// `?` `؟`, alone or with `!`
    Question,
    /// `.` `!` `…`
    Stop,
    /// `:` `;` `,` or a dash: the sentence goes on elsewhere
    Open,
    /// A letter, a digit or another sign
    Bare,
}

/// An ending and where it stands: the mark itself, or the empty place where a mark would stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// What kind of ending.
    pub ending: Ending,
    /// Its place in the text.
    pub span: Span,
}

/// Is this a question mark of either script?
pub fn is_question_mark(c: char) -> bool {
    matches!(c, '?' | '؟' | '？' | '⸮')
}

fn is_closing(c: char) -> bool {
    c.is_whitespace()
        || QUOTES.contains(&c)
        || matches!(c, '\'' | '’' | ')' | ']' | '}' | '›')
        || script::is_bidi_control(c)
        || script::is_invisible(c)
}

/// The ending of a text; none when it has neither letter nor digit.
pub fn end_of(text: &str) -> Option<End> {
    if !text.chars().any(char::is_alphanumeric) {
        return None;
    }
    let core = text.trim_end_matches(is_closing);
    let last = core.chars().next_back()?;
    let marks = core.trim_end_matches(|c: char| is_question_mark(c) || matches!(c, '.' | '!' | '…' | '۔'));
    let span = Span::new(marks.len(), core.len());
    let ending = if core[marks.len()..].chars().any(is_question_mark) {
        Ending::Question
    } else if !span.is_empty() {
        Ending::Stop
    } else if matches!(last, ':' | ';' | ',' | '،' | '؛' | '-' | '–' | '—') {
        Ending::Open
    } else {
        Ending::Bare
    };
    Some(End { ending, span })
}

/// Does an English text look like a heading: most of its longer words are capitalised?
pub fn is_title(text: &str) -> bool {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 3 && word.chars().all(|c| !c.is_numeric()))
        .collect();
    let capitals = words
        .iter()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    words.len() >= 2 && capitals * 10 >= words.len() * 7
}

/// The words of one side of a unit.
pub fn words<'u>(unit: &'u Unit<'_>, lang: Lang) -> impl Iterator<Item = &'u Token> {
    unit.tokens(lang).iter().filter(|token| token.is_word())
}

/// The source and target languages of a unit that has both texts.
pub fn sides(unit: &Unit<'_>) -> Option<(Lang, Lang)> {
    let source = unit.transunit.source()?.lang;
    let target = unit.transunit.target()?.lang;
    Some((source, target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: Option<(Ending, &str)>) {
        let read = end_of(text).map(|end| (end.ending, end.span.of(text)));
        assert_eq!(read, expected);
    }

    #[test]
    fn closing_quotes_do_not_hide_the_mark() {
        case("\"Why?\"", Some((Ending::Question, "?")));
        case("ماذا؟! »", Some((Ending::Question, "؟!")));
        case("It was over.)", Some((Ending::Stop, ".")));
        case("the following: ", Some((Ending::Open, "")));
        case("a huge success”", Some((Ending::Bare, "")));
        case("…", None);
    }

    #[test]
    fn a_heading_is_known_by_its_capitals() {
        assert!(is_title("Sandstorm Closes Three Airports in the South"));
        assert!(!is_title("A sandstorm closed Basra airport on Monday"));
    }
}
