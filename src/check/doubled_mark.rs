//! A mark of punctuation that is typed twice.

use crate::bitext::Finding;
use crate::check::form::{Look, Spot};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check, form};
use crate::lexicon::spelling::table;
use crate::text::Span;
use crate::text::script::{is_arabic_letter, is_latin_letter};

declare_check! {
    /// Flags a comma, semicolon, colon or full stop that is typed twice (`،،`, `,,`, `.,`), with
    /// or without a space between.
    ///
    /// It is what stays behind when a phrase is taken out. The suggestion is the graver one of
    /// two different marks, and of two alike the mark itself. Not flagged: ellipses, the two dots of a pause,
    /// `?!` and marks of surprise, a full stop of an abbreviation before a comma (`etc.,`),
    /// addresses, paths and code. It does not see marks with a word between.
    DoubledMark,
    "doubled-mark", Info,
    flags: &[
        Example::Both("غادروا،، ثم عادوا.", "They left, then came back."),
        Example::Both("غادروا، ، ثم عادوا.", "They left, then came back."),
        Example::Both("غادروا، ثم عادوا.", "They left,, then came back."),
        Example::Both("غادروا، ثم عادوا.", "They went home., then came back."),
    ],
    passes: &[
        Example::Both("غادروا... ثم عادوا.", "They left... then came back."),
        Example::Both("يعني.. لا أعرف.", "Well.. I do not know."),
        Example::Both("هل عادوا؟!", "Did they come back?!"),
        Example::Both("قال الدكتور أ.، ثم غادر.", "Dr. A., of Acme Inc., left; see ../a and std::io."),
    ],
}

impl Check for DoubledMark {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        form::findings(unit, &Self::META, spots)
    }
}

/// The marks that are looked at, the mildest first: of two different ones the graver stays.
const MARKS: [char; 9] = [',', '،', ':', ';', '؛', '.', '۔', '?', '؟'];
/// Letters of a word that is none of the usual abbreviations.
const LONG: usize = 4;

fn rank(mark: char) -> Option<usize> {
    MARKS.iter().position(|&other| other == mark)
}

fn is_comma(mark: char) -> bool {
    matches!(mark, ',' | '،' | ';' | '؛')
}

fn spots(look: Look<'_>) -> Vec<Spot> {
    let text = look.text;
    let mut spots = Vec::new();
    let mut start = 0;
    while let Some((run, end)) = next_run(text, start) {
        start = end;
        let marks: Vec<char> = text[run..end].chars().filter(|c| !c.is_whitespace()).collect();
        let gap = text[run..end].contains(char::is_whitespace);
        let [first, second] = marks.as_slice() else {
            continue;
        };
        // Marks of surprise and of a speech that breaks off stand beside others.
        if rank(*first).is_none() || rank(*second).is_none() {
            continue;
        }
        if is_doubled(text, run, (*first, *second), gap) && is_in_prose(text, run, end) {
            let stays = if rank(*first) < rank(*second) {
                second
            } else {
                first
            };
            spots.push(
                Spot::new(
                    Span::new(run, end),
                    format!("two marks, {first} and {second}, stand together"),
                )
                .with_suggestion(stays.to_string()),
            );
        }
    }
    spots
}

/// The next run of looked-at marks from `start` on, with single spaces between commas.
fn next_run(text: &str, start: usize) -> Option<(usize, usize)> {
    let run = start + text[start..].find(|c| rank(c).is_some())?;
    let mut end = run;
    let mut rest = text[run..].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let follows = |rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>| {
            rest.peek().is_some_and(|&(_, next)| is_comma(next))
        };
        if rank(c).is_some() || c == '!' || c == '…' {
            end = run + at + c.len_utf8();
        } else if c != ' ' || !follows(&mut rest) {
            break;
        }
    }
    Some((run, end.max(run + 1)))
}

/// Are the two a slip: no pause of two dots, no abbreviation before a comma, no surprise?
fn is_doubled(text: &str, run: usize, (first, second): (char, char), gap: bool) -> bool {
    let (is_stop, is_question) = (|c| matches!(c, '.' | '۔'), |c| matches!(c, '?' | '؟'));
    if is_question(first) && is_question(second) {
        return first != second;
    }
    if gap {
        return is_comma(first) && is_comma(second);
    }
    match (is_stop(first), is_stop(second)) {
        (true, true) => false,
        (true, false) => !is_question(second) && ends_word(text, run),
        _ => true,
    }
}

/// Does a word end before the place that is no abbreviation?
fn ends_word(text: &str, run: usize) -> bool {
    let before = &text[..run];
    let start = before
        .char_indices()
        .rev()
        .take_while(|&(_, c)| is_arabic_letter(c) || is_latin_letter(c))
        .last()
        .map_or(run, |(start, _)| start);
    let word = &before[start..];
    let is_arabic = word.chars().next().is_some_and(is_arabic_letter);
    let has_inner_stop = before[..start].ends_with('.');
    let letters = word.chars().count();
    let is_known = || {
        word.chars().all(|c| c.is_ascii_lowercase()) && table::entry(word).is_some_and(table::Entry::plain)
    };
    letters >= LONG - usize::from(is_arabic) && !has_inner_stop && (is_arabic || is_known())
}

/// Do the marks follow a word and come before white space or the end, so that they are no code?
fn is_in_prose(text: &str, run: usize, end: usize) -> bool {
    let before = text[..run].trim_end_matches([')', '»', '”', '"', ']']);
    let chunk = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let is_code = chunk.contains(['/', '\\', '@', '=', '{', '}', '<', '>', '`', '_', '$', '*']);
    let after = text[end..].chars().next();
    before.chars().next_back().is_some_and(char::is_alphanumeric)
        && !is_code
        && after
            .is_none_or(|c| c.is_whitespace() || matches!(c, '»' | '”' | '"' | ')') || is_arabic_letter(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[track_caller]
    fn case(text: &str, expected: &[(&str, &str)]) {
        let found = spots(Look {
            lang: Lang::English,
            text,
            tokens: &[],
        });
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|spot| (spot.span.of(text), spot.suggestion.as_deref().unwrap_or("")))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn one_of_two_marks_stays() {
        case("غادروا،، ثم", &[("،،", "،")]);
        case("غادروا؛؛ ثم", &[("؛؛", "؛")]);
        case("غادروا،.", &[("،.", ".")]);
        case("قال:: نعم", &[("::", ":")]);
        case("they left,; then", &[(",;", ";")]);
        case("هل عادوا؟?", &[("؟?", "؟")]);
    }

    #[test]
    fn pauses_code_and_lists_pass() {
        for text in [
            "يعني.. لا",
            "left.... then",
            "a::b and ;; x",
            "etc., and e.g., this",
            "عادوا؟؟",
            "1,, 2",
            "..., so",
            "the end...",
            "[1]., x",
            "نعم!!",
            "./run.., x",
        ] {
            case(
                text,
                if text.starts_with('1') {
                    &[(",,", ",")]
                } else {
                    &[]
                },
            );
        }
    }
}
