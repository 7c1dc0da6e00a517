//! One segment per line: texts that were cut elsewhere and must not be cut again.
//!
//! Line numbers are segment numbers, so an empty line is an empty segment. Only LF and CRLF end
//! a line here. Nothing claims to be of this format; a person says so.

use crate::bitext::{Media, Turn};
use crate::format::{Error, Format, Parsed, trim};
use crate::text::Span;

/// The format of one segment per line.
#[derive(Debug)]
pub struct Lines;

impl Format for Lines {
    fn media(&self) -> Media {
        Media::Lines
    }

    fn endings(&self) -> &'static [&'static str] {
        &[]
    }

    fn claims(&self, _raw: &str) -> bool {
        false
    }

    fn parse(&self, raw: &str) -> Result<Parsed, Error> {
        let mut turn = Turn::default();
        let mut at = 0;
        for line in raw.split_inclusive('\n') {
            turn.text.push(trim(raw, Span::new(at, at + line.len())));
            at += line.len();
        }
        Ok(Parsed {
            turns: vec![turn],
            ..Parsed::default()
        })
    }

    fn escape(&self, text: &str, _raw: &str) -> Result<String, Error> {
        if text.contains(['\n', '\r']) {
            return Err(Error::Unwritable {
                format: "a text of one segment per line",
                problem: "a line end",
            });
        }
        Ok(text.to_owned())
    }
}

/// The spans of the lines of a text, without their ends: LF, CRLF, CR, form feed, vertical tab,
/// NEL and the two separators of Unicode end a line; so does CR CR LF, which a file has that was converted
/// twice. Text after the last end is a line.
pub(crate) fn spans(raw: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut last = '\0';
    for (at, c) in raw.char_indices() {
        if c == '\n' && last == '\r' {
            start = at + 1;
            if raw[..at].ends_with("\r\r") {
                lines.pop();
            }
        } else if is_line_end(c) {
            lines.push(Span::new(start, at));
            start = at + c.len_utf8();
        }
        last = c;
    }
    if start < raw.len() {
        lines.push(Span::new(start, raw.len()));
    }
    lines
}

fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let raw = "a\r\nb\rc\nd\u{2028}\ne";
        let read: Vec<&str> = spans(raw).into_iter().map(|span| span.of(raw)).collect();
        assert_eq!(read, ["a", "b", "c", "d", "", "e"]);
    }

    #[test]
    fn a_line_end_that_was_converted_twice_is_one() {
        let raw = "a\r\r\n\r\r\nb\r\r\n";
        let read: Vec<&str> = spans(raw).into_iter().map(|span| span.of(raw)).collect();
        assert_eq!(read, ["a", "", "b"]);
    }

    #[test]
    fn an_empty_line_keeps_its_number() {
        let raw = "one\r\n\r\n two \n";
        let parsed = Lines.parse(raw).expect("any text");
        let read: Vec<&str> = parsed.turns[0].text.iter().map(|span| span.of(raw)).collect();
        assert_eq!(read, ["one", "", "two"]);
    }
}
