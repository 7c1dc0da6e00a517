//! What stands in a line before its label and its speech: marks of direction, tags, time codes,
//! `>>`, dashes; and which marks of direction close what was opened there.

use crate::format::clock::{self, Code};
use crate::format::cues::Strip;
use crate::text::script::{is_bidi_control, is_invisible};
use crate::text::{Span, digits};

/// The head of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Head {
    /// First byte behind it, where a label or speech begins.
    pub rest: usize,
    /// How many `>` in a row stand in it: two and three say that another speaker begins.
    pub chevrons: usize,
    /// First byte behind a dash of dialogue, if one follows.
    pub dash: Option<usize>,
    /// The time code in it.
    pub code: Option<Code>,
}

/// Reads the head of a line; `strip` knows the markup of the format.
pub(crate) fn read(raw: &str, line: Span, strip: Strip) -> Head {
    let mut head = Head {
        rest: line.start,
        ..Head::default()
    };
    loop {
        head.rest = skip(raw, Span::new(head.rest, line.end), strip);
        let text = &raw[head.rest..line.end];
        let (count, length) = chevrons(text);
        if let Some(code) = clock::code(text).filter(|_| head.code.is_none()) {
            head.code = Some(code);
            head.rest = after_code(raw, Span::new(head.rest + code.len, line.end));
        } else if count > 0 && head.chevrons == 0 {
            head.chevrons = count;
            head.rest += length;
        } else {
            break;
        }
    }
    head.dash = dash(raw, Span::new(head.rest, line.end), strip);
    let is_empty = head.code.is_none() && head.chevrons == 0;
    if is_empty && raw[line.start..head.rest].chars().all(is_blank) {
        head.rest = line.start;
    }
    head
}

/// No markup: the `strip` of plain text.
pub(crate) fn no_markup(_text: &str) -> usize {
    0
}

/// The place behind white space, characters of no width and markup.
fn skip(raw: &str, line: Span, strip: Strip) -> usize {
    let mut at = line.start;
    while let Some(c) = raw[at..line.end].chars().next() {
        let length = match strip(&raw[at..line.end]) {
            0 if is_blank(c) => c.len_utf8(),
            length => length,
        };
        if length == 0 {
            break;
        }
        at += length;
    }
    at
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_bidi_control(c) || is_invisible(c)
}

/// The place behind a time code and the mark that parts it from the speech; a dash before a
/// figure is a minus sign.
fn after_code(raw: &str, line: Span) -> usize {
    let text = line.of(raw);
    let body = text.trim_start_matches(is_blank);
    let parted = body.trim_start_matches(|c: char| is_blank(c) || matches!(c, '-' | '–' | '—' | '|' | ':'));
    let is_minus = parted.starts_with(digits::is_digit) && body[..body.len() - parted.len()].ends_with('-');
    line.end - if is_minus { body.len() } else { parted.len() }
}

/// How many `>` (or `&gt;`) open a text, and their bytes; four and more are an arrow or a rule.
fn chevrons(text: &str) -> (usize, usize) {
    let (mut count, mut at) = (0, 0);
    loop {
        let rest = &text[at..];
        let length = ["&gt;", ">"]
            .iter()
            .find(|mark| rest.starts_with(**mark))
            .map_or(0, |mark| mark.len());
        if length == 0 {
            break;
        }
        count += 1;
        at += length;
    }
    if count > 3 { (0, 0) } else { (count, at) }
}

/// What follows the dash of a line of dialogue.
fn dash(raw: &str, line: Span, strip: Strip) -> Option<usize> {
    let rest = line.of(raw).strip_prefix(['-', '–', '—', '‐'])?;
    let at = line.end - rest.len();
    let speech = skip(raw, Span::new(at, line.end), strip);
    let is_minus = speech == at && rest.starts_with(digits::is_digit);
    (!is_minus).then_some(speech)
}

/// A stretch of speech without the marks of direction that belong to more than it: those that close
/// what was opened between `outer` and it, and a pair that holds all of it.
pub(crate) fn within_marks(raw: &str, outer: usize, speech: Span) -> Span {
    let mut opened = 0_usize;
    for c in raw[outer.min(speech.start)..speech.start].chars() {
        if opens(c) {
            opened += 1;
        } else if closes(c) {
            opened = opened.saturating_sub(1);
        }
    }
    let mut speech = speech;
    while let Some(end) = loose_end(speech.of(raw)).filter(|_| opened > 0) {
        opened -= 1;
        speech = crate::format::trim(raw, Span::new(speech.start, speech.start + end));
    }
    while let Some((start, end)) = held(speech.of(raw)) {
        speech = crate::format::trim(raw, Span::new(speech.start + start, speech.start + end));
    }
    speech
}

fn opens(c: char) -> bool {
    matches!(
        c,
        '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' | '\u{2066}'..='\u{2068}'
    )
}

fn closes(c: char) -> bool {
    matches!(c, '\u{202C}' | '\u{2069}')
}

/// Where a text ends without its last mark, if that closes nothing in it.
fn loose_end(text: &str) -> Option<usize> {
    let body = text.strip_suffix(closes)?;
    (depth(body) <= 0).then_some(body.len())
}

/// Marks opened and not closed.
fn depth(text: &str) -> i32 {
    text.chars()
        .map(|c| i32::from(opens(c)) - i32::from(closes(c)))
        .sum()
}

/// The inside of a pair of marks that holds the whole text.
fn held(text: &str) -> Option<(usize, usize)> {
    let inner = text.strip_prefix(|c| matches!(c, '\u{202A}' | '\u{202B}' | '\u{2066}'..='\u{2068}'))?;
    let body = inner.strip_suffix(closes)?;
    let mut level = 0;
    let stays_open = body.chars().all(|c| {
        level += i32::from(opens(c)) - i32::from(closes(c));
        level >= 0
    });
    let start = text.len() - inner.len();
    (stays_open && level == 0).then_some((start, start + body.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chevrons, dash, has a code, rest.
    #[track_caller]
    fn case(raw: &str, expected: (usize, bool, bool, &str)) {
        let head = read(raw, Span::new(0, raw.len()), crate::format::cues::tag);
        assert_eq!(
            (
                head.chevrons,
                head.dash.is_some(),
                head.code.is_some(),
                &raw[head.rest..]
            ),
            expected
        );
    }

    #[test]
    fn heads_are_read_in_any_order() {
        case(">> HADDAD: Yes.", (2, false, false, "HADDAD: Yes."));
        case("<i>\u{202B}- نعم", (0, true, false, "- نعم"));
        case("\u{202B}- نعم", (0, true, false, "\u{202B}- نعم"));
        case("[00:12] &gt;&gt;&gt; Yes.", (3, false, true, "Yes."));
        case("\u{200F}[00:12] - Yes.", (0, false, true, "Yes."));
        case("[00:12] -5 degrees", (0, false, true, "-5 degrees"));
        case(">>>>> x", (0, false, false, ">>>>> x"));
    }

    #[test]
    fn marks_of_direction_go_with_what_they_hold() {
        let inside = |raw: &str, start: usize| {
            within_marks(raw, 0, Span::new(start, raw.len()))
                .of(raw)
                .to_owned()
        };
        let label = "\u{202B}س: ";
        let raw = format!("{label}نعم.\u{202C}");
        assert_eq!(inside(&raw, label.len()), "نعم.");
        assert_eq!(inside("\u{202B}نعم.\u{202C}", 0), "نعم.");
        let open = "\u{202B}نعم.";
        assert_eq!(inside(open, 0), open);
        let two = "\u{202B}نعم\u{202C} و\u{202B}لا\u{202C}";
        assert_eq!(inside(two, 0), two);
    }
}
