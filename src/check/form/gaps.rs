//! White space at brackets, quotation marks and colons, and at an و that stands apart.

use crate::check::form::Spot;
use crate::lexicon::spelling::table;
use crate::text::Span;
use crate::text::script::{is_arabic_letter, is_harakah, is_latin_letter};

/// Marks that open, each with the one that closes.
const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('«', '»'), ('“', '”')];
/// Words of one letter that Arabic writes with what follows, also before an opening mark.
const CLITICS: &[&str] = &[
    "و", "ف", "ب", "ل", "ك", "لل", "ال", "وال", "بال", "ول", "وب", "فال", "كال",
];
/// Most bytes between a mark and its partner.
const FAR: usize = 240;

/// A stretch between two marks that belong together; `open` and `close` are the places of the marks.
#[derive(Debug, Clone, Copy)]
struct Enclosed {
    open: usize,
    close: usize,
}

/// The stretches in marks that neither hold nor cross each other's like.
fn enclosed(text: &str) -> Vec<Enclosed> {
    let mut found = Vec::new();
    for (opening, closing) in PAIRS {
        let mut open: Option<usize> = None;
        for (at, c) in text.char_indices() {
            if c == opening {
                open = Some(at);
            } else if c == closing
                && let Some(open) = open.take()
                && at - open <= FAR
            {
                found.push(Enclosed { open, close: at });
            }
        }
    }
    let straight: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    if straight.len().is_multiple_of(2) {
        let pairs = straight.chunks_exact(2);
        found.extend(pairs.map(|pair| Enclosed {
            open: pair[0],
            close: pair[1],
        }));
    }
    found.sort_by_key(|stretch| stretch.open);
    found
}

fn next_char(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

fn width(text: &str, at: usize) -> usize {
    next_char(text, at).map_or(0, char::len_utf8)
}

/// The letters that end right before a place, marks above them among them.
fn word_before(text: &str, at: usize) -> &str {
    let start = text[..at]
        .char_indices()
        .rev()
        .take_while(|&(_, c)| is_letter(c) || is_harakah(c))
        .last()
        .map_or(at, |(start, _)| start);
    &text[start..at]
}

/// The letters that begin at a place.
fn word_after(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = rest
        .char_indices()
        .find(|&(_, c)| !is_letter(c) && !is_harakah(c))
        .map_or(rest.len(), |(end, _)| end);
    &rest[..end]
}

fn is_letter(c: char) -> bool {
    is_arabic_letter(c) || is_latin_letter(c)
}

fn letters(word: &str) -> usize {
    word.chars().filter(|&c| is_letter(c)).count()
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}')
}

/// Spaces behind an opening mark and before its partner.
pub fn inside_marks(text: &str) -> Vec<Spot> {
    let mut spots = Vec::new();
    for Enclosed { open, close } in enclosed(text) {
        let from = open + width(text, open);
        let inner = &text[from..close];
        // An empty box, and a line that is broken, are laid out so.
        if inner.trim().is_empty() || inner.contains('\n') || letters(inner) < 2 {
            continue;
        }
        let to = close + width(text, close);
        if inner.starts_with(is_space) {
            let mark = &text[open..from];
            let end = close - inner.trim_start().len();
            spots.push(
                Spot::new(Span::new(open, end), format!("a space behind {mark}")).with_suggestion(mark),
            );
        }
        if inner.ends_with(is_space) {
            let mark = &text[close..to];
            let start = from + inner.trim_end().len();
            spots.push(
                Spot::new(Span::new(start, to), format!("a space before {mark}")).with_suggestion(mark),
            );
        }
    }
    spots
}

/// No space before an opening mark or behind its partner, where a word stands there.
pub fn outside_marks(text: &str) -> Vec<Spot> {
    let mut spots = Vec::new();
    for Enclosed { open, close } in enclosed(text) {
        let (from, to) = (open + width(text, open), close + width(text, close));
        let inner = &text[from..close];
        let before = word_before(text, open);
        if is_word_apart(before, inner) && !CLITICS.contains(&before) {
            let mark = &text[open..from];
            spots.push(
                Spot::new(Span::new(open, from), format!("no space before {mark}"))
                    .with_suggestion(format!(" {mark}")),
            );
        }
        let after = word_after(text, to);
        if is_word_apart(after, inner) {
            let mark = &text[close..to];
            spots.push(
                Spot::new(Span::new(close, to), format!("no space behind {mark}"))
                    .with_suggestion(format!("{mark} ")),
            );
        }
    }
    spots
}

/// Is the word at the mark one of its own, and what the marks hold no ending or part of it
/// (`entity(ies)`, `(re)open`, مستخدم(ون)) and no argument of a program (`print(x)`)?
fn is_word_apart(word: &str, inner: &str) -> bool {
    let is_arabic = word.chars().all(|c| is_arabic_letter(c) || is_harakah(c));
    if is_arabic {
        return letters(word) >= 3 && letters(inner) >= 4 && inner.chars().any(is_arabic_letter);
    }
    let is_plain = |word: &str| {
        word.len() >= 3
            && word.chars().all(|c| c.is_ascii_lowercase())
            && table::entry(word).is_some_and(table::Entry::plain)
    };
    let mut words = inner.split_whitespace();
    is_plain(word) && words.clone().count() >= 2 && words.all(|word| !word.contains(['_', '=', '.', ',']))
}

/// A colon between two words without a space.
pub fn behind_colon(text: &str) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (span, chunk) in crate::check::form::chunks(text) {
        let code = [
            '/', '@', '#', '_', '\\', '=', '&', '{', '}', '<', '>', '`', '"', '\'',
        ];
        if chunk.contains(code) || chunk.matches(':').count() != 1 || chunk.contains(|c: char| c.is_numeric())
        {
            continue;
        }
        let Some(at) = chunk.find(':').map(|at| span.start + at) else {
            continue;
        };
        let (before, after) = (word_before(text, at), word_after(text, at + 1));
        let is_arabic =
            |word: &str| letters(word) >= 2 && word.chars().all(|c| is_arabic_letter(c) || is_harakah(c));
        let is_said = |word: &str, least: u8| {
            let word = word.to_lowercase();
            word.len() >= 2
                && table::entry(&word).is_some_and(|entry| entry.plain() && entry.class() >= least)
        };
        // `key:value` and `Category:Name` are code; a sentence goes on behind the second word.
        let goes_on = || text[at + 1 + after.len()..].split_whitespace().count() >= 2;
        let glues = is_arabic(before) && is_arabic(after)
            || before.chars().all(|c| c.is_ascii_lowercase())
                && is_said(before, 10)
                && is_said(after, 13)
                && goes_on();
        if glues {
            let place = Span::new(at - before.len(), at + 1 + after.len());
            spots.push(
                Spot::new(place, "no space behind the colon").with_suggestion(format!("{before}: {after}")),
            );
        }
    }
    spots
}

/// An و that stands apart from the word, quotation, bracket or figure that it joins.
pub fn lone_waw(text: &str) -> Vec<Spot> {
    let chunks: Vec<(Span, &str)> = crate::check::form::chunks(text).collect();
    let mut spots = Vec::new();
    for (index, &(span, chunk)) in chunks.iter().enumerate() {
        let Some(&(next_span, next)) = chunks.get(index + 1) else {
            continue;
        };
        let before = index.checked_sub(1).map_or("", |before| chunks[before].1);
        let gap = &text[span.end..next_span.start];
        if chunk != "و" || gap.contains('\n') || is_letter_of_a_list(before) || is_letter_of_a_list(next) {
            continue;
        }
        let joined = next.trim_start_matches(['(', '«', '“', '"', '\'', '‘', '[']);
        if joined.chars().next().is_some_and(char::is_alphanumeric) {
            let place = Span::new(span.start, next_span.end);
            spots.push(
                Spot::new(place, "و stands apart from the word that it joins")
                    .with_suggestion(format!("و{next}")),
            );
        }
    }
    spots
}

/// Is it a single letter (أ و ب), a word for one, or a mark that speaks of the letter itself?
fn is_letter_of_a_list(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let is_single = letters(bare) == 1 && !bare.chars().any(char::is_numeric);
    is_single || matches!(bare, "حرف" | "الحرف" | "حرفا" | "الواو" | "واو" | "رقم") || word.ends_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str, look: impl Fn(&str) -> Vec<Spot>) -> String {
        let mut out = text.to_owned();
        let mut spots = look(text);
        spots.sort_by_key(|spot| spot.span);
        for spot in spots.iter().rev() {
            out.replace_range(
                spot.span.start..spot.span.end,
                spot.suggestion.as_deref().unwrap_or("?"),
            );
        }
        out
    }

    #[test]
    fn spaces_inside_marks_are_taken_out() {
        for (text, right) in [
            ("وصل ( متأخرا ) إلى المطار.", "وصل (متأخرا) إلى المطار."),
            ("قال « نعم » ثم سكت.", "قال «نعم» ثم سكت."),
            ("He said “ yes ” twice.", "He said “yes” twice."),
            ("He said \" yes \" twice.", "He said \"yes\" twice."),
            ("[ ] done ( )", "[ ] done ( )"),
            ("He came (late).", "He came (late)."),
        ] {
            assert_eq!(mended(text, inside_marks), right);
        }
    }

    #[test]
    fn spaces_outside_marks_are_put_in() {
        for (text, right) in [
            ("وصل(متأخرا)إلى المطار.", "وصل (متأخرا) إلى المطار."),
            ("He came(very late)home.", "He came (very late) home."),
            (
                "entity(ies), (re)open, print(x) and f(a, b)",
                "entity(ies), (re)open, print(x) and f(a, b)",
            ),
            ("قال «نعم» و«لا» وال«ربما»", "قال «نعم» و«لا» وال«ربما»"),
            ("المستخدم(ون) والمستخدم(ة)", "المستخدم(ون) والمستخدم(ة)"),
        ] {
            assert_eq!(mended(text, outside_marks), right);
        }
    }

    #[test]
    fn a_colon_has_a_space_behind_it() {
        for (text, right) in [
            ("قال الوزير:سنغادر غدا.", "قال الوزير: سنغادر غدا."),
            (
                "The minister said:we leave now.",
                "The minister said: we leave now.",
            ),
            (
                "في 10:30 عبر https://example.com",
                "في 10:30 عبر https://example.com",
            ),
            (
                "Set key:value and std::io and Category:Birds.",
                "Set key:value and std::io and Category:Birds.",
            ),
        ] {
            assert_eq!(mended(text, behind_colon), right);
        }
    }

    #[test]
    fn waw_is_joined_unless_it_is_a_letter() {
        for (text, right) in [
            ("زار الوزير و الوفد المدينة.", "زار الوزير والوفد المدينة."),
            ("قال «نعم» و «لا» و 5 و Linux", "قال «نعم» و«لا» و5 وLinux"),
            ("الفقرتان أ و ب من القانون", "الفقرتان أ و ب من القانون"),
            ("حرف و هنا", "حرف و هنا"),
        ] {
            assert_eq!(mended(text, lone_waw), right);
        }
    }
}
