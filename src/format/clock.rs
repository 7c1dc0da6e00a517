//! Time codes as transcripts write them: `[00:12:03]`, `(12:03)`, `00:12:03,500`, `[00:00.000 --> 00:04.000]`.
//!
//! Any digit set, minutes and seconds with or without hours, a fraction or a frame number behind
//! them, one time or a range with any arrow. Whether minutes and seconds without brackets are a time
//! code or the time of day (`10:30 was late`) is for the reader of the whole text to say; such a
//! code is not [`Code::is_sure`].

use crate::text::{digits, fold};

/// Brackets that may stand round a time code.
const BRACKETS: [(char, char); 5] = [('[', ']'), ('(', ')'), ('<', '>'), ('{', '}'), ('【', '】')];

/// What may stand between the two ends of a range, longest first.
const ARROWS: [&str; 11] = ["-->", "--&gt;", "->", "=>", "→", "←", "—", "–", "‑", "-", "~"];

/// A time code at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Code {
    /// Milliseconds from the start of the recording.
    pub start: u64,
    /// The end, where the code is a range.
    pub end: Option<u64>,
    /// Its length in bytes, brackets included.
    pub len: usize,
    /// Can it be nothing else? Minutes and seconds alone may be the time of day.
    pub is_sure: bool,
}

/// The time code that a text begins with.
pub(crate) fn code(text: &str) -> Option<Code> {
    let bracket = BRACKETS.iter().find(|(open, _)| text.starts_with(*open));
    let mut at = bracket.map_or(0, |(open, _)| open.len_utf8());
    at += blank(&text[at..]);
    let first = clock(&text[at..])?;
    at += first.len;
    let mut code = Code {
        start: first.millis,
        end: None,
        len: 0,
        is_sure: bracket.is_some() || first.is_long,
    };
    if let Some((length, end)) = range_end(&text[at..]) {
        at += length;
        code.end = Some(end);
        code.is_sure = true;
    }
    if let Some((_, close)) = bracket {
        at += blank(&text[at..]);
        text[at..].strip_prefix(*close)?;
        at += close.len_utf8();
    }
    if text[at..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    code.len = at;
    Some(code)
}

/// The arrow and the second time of a range: their length, and the time.
fn range_end(text: &str) -> Option<(usize, u64)> {
    let mut at = blank(text);
    let arrow = ARROWS.iter().find(|arrow| text[at..].starts_with(**arrow))?;
    at += arrow.len();
    at += blank(&text[at..]);
    let second = clock(&text[at..])?;
    Some((at + second.len, second.millis))
}

/// White space and characters of no width at the beginning of a text, in bytes.
fn blank(text: &str) -> usize {
    text.len()
        - text
            .trim_start_matches(|c: char| c.is_whitespace() || fold::is_ignorable(c))
            .len()
}

struct Clock {
    millis: u64,
    len: usize,
    /// Has it hours, or a fraction of a second?
    is_long: bool,
}

/// `[HH:]MM:SS[.mmm]` or `HH:MM:SS:FF` at the beginning of a text.
fn clock(text: &str) -> Option<Clock> {
    let mut fields: Vec<(u64, usize)> = Vec::new();
    let mut at = 0;
    loop {
        let (value, length, count) = number(&text[at..])?;
        fields.push((value, count));
        at += length;
        let more = text[at..]
            .strip_prefix(':')
            .is_some_and(|rest| rest.starts_with(digits::is_digit));
        if !more || fields.len() == 4 {
            break;
        }
        at += 1;
    }
    if fields[0].1 > 3 || fields[1..].iter().any(|&(value, count)| count != 2 || value > 59) {
        return None;
    }
    let seconds = match fields[..] {
        [(minutes, _), (seconds, _)] => minutes * 60 + seconds,
        [(hours, _), (minutes, _), (seconds, _), ..] => hours * 3600 + minutes * 60 + seconds,
        _ => return None,
    };
    let mut is_long = fields.len() > 2;
    let mut millis = seconds * 1000;
    if let Some(rest) = text[at..].strip_prefix(['.', ',', '٫', ';'])
        && let Some((value, length, count)) = number(rest)
        && (1..=3).contains(&count)
    {
        at += text[at..].len() - rest.len() + length;
        millis += value * 10_u64.pow(3 - count as u32);
        is_long |= count == 3;
    }
    Some(Clock {
        millis,
        len: at,
        is_long,
    })
}

/// Digits at the beginning of a text: their value, bytes and number; at most six.
fn number(text: &str) -> Option<(u64, usize, usize)> {
    let (mut value, mut length, mut count) = (0, 0, 0);
    for (digit, c) in text.chars().map_while(|c| Some((digits::digit(c)?.0, c))) {
        value = value * 10 + u64::from(digit);
        length += c.len_utf8();
        count += 1;
        if count > 6 {
            return None;
        }
    }
    (count > 0).then_some((value, length, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: Option<(u64, Option<u64>, &str, bool)>) {
        let read = code(text).map(|code| (code.start, code.end, &text[code.len..], code.is_sure));
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn the_shapes_of_transcription_services_are_read() {
        case("[00:12:03] x", Some((723_000, None, " x", true)));
        case("(12:03): x", Some((723_000, None, ": x", true)));
        case("00:12:03,500 - x", Some((723_500, None, " - x", true)));
        case("[00:00.000 --> 00:04.000]  x", Some((0, Some(4000), "  x", true)));
        case("0:12 – 0:20 x", Some((12_000, Some(20_000), " x", true)));
        case("00:01:02:24 x", Some((62_000, None, " x", true)));
        case("١٢:٠٣ x", Some((723_000, None, " x", false)));
        case("[ \u{200E}1:02:03 ]", Some((3_723_000, None, "", true)));
    }

    #[test]
    fn scores_verses_and_broken_codes_are_none() {
        for text in [
            "3:1 was",
            "٣:١ كانت",
            "12",
            "[12]",
            "[12:03",
            "12:60",
            "1234:10",
            "12:03pm",
            ":12",
            "",
        ] {
            case(text, None);
        }
    }
}
