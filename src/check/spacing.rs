//! White space where none belongs, or none where it belongs.

use crate::bitext::Finding;
use crate::check::form::{Look, Spot};
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check, form};
use crate::text::script::{is_arabic_letter, is_latin_letter};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a space before a mark (`gone .`), no space after one (`gone,then`, سيوج،مستعينا),
    /// several spaces in a row inside a text, spaces inside brackets and quotation marks and none
    /// outside them, and an و that stands apart from its word.
    ///
    /// Each kind is told once for a text, at its first place, with the number of places.
    ///
    /// Such slips betray hasty pasting; after an Arabic comma they also glue two words for every
    /// search. Not flagged: numbers, times, links, abbreviations (`U.S.`, `e.g.`), file names,
    /// dots of an ellipsis, a mark before a closing quote or bracket, line breaks, endings in
    /// brackets (`entity(ies)`), clitics before a quotation, letters of a list (أ و ب). It does not
    /// look at dashes, which houses space differently.
    Spacing,
    "spacing", Info,
    flags: &[
        Example::Both("غادروا،ثم عادوا.", "They left, then came back."),
        Example::Both("غادروا ، ثم عادوا.", "They left, then came back."),
        Example::Both("غادروا ثم عادوا.", "They left,then came back ."),
        Example::Alone(Lang::English, "They  left."),
        Example::Both("وصل ( متأخرا ) إلى المطار.", "He came to the airport (late)."),
        Example::Both("قال الوزير:سنغادر غدا.", "The minister said: we leave tomorrow."),
        Example::Both("زار الوزير و الوفد المدينة.", "The minister and the delegation visited the city."),
    ],
    passes: &[
        Example::Both("وصل 1,500 مقاتل الساعة 5:30.", "The U.S. sent 1,500 fighters at 5:30 p.m. (see a.b.com)."),
        Example::Both("غادروا... ثم عادوا.", "They left... then came back."),
        Example::Both("قال: «نعم.»", "“Yes.” he said: fine."),
        Example::Both("قال «نعم» و«لا» للمستخدم(ين).", "He said “yes” and “no” to the user(s)."),
        Example::Both("تنص الفقرتان أ و ب على ذلك.", "Paragraphs A and B say so."),
    ],
}

impl Check for Spacing {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        form::once_a_text(aligned, &Self::META, spots, |spot| {
            spot.message
                .trim_end_matches(|c: char| !c.is_alphabetic())
                .to_owned()
        })
    }
}

fn spots(look: Look<'_>) -> Vec<Spot> {
    let mut spots = glued_marks(look.text);
    spots.extend(loose_marks(look.text));
    spots.extend(wide_gaps(look.text));
    spots.extend(form::gaps::inside_marks(look.text));
    spots.extend(form::gaps::outside_marks(look.text));
    spots.extend(form::gaps::behind_colon(look.text));
    spots.extend(form::gaps::lone_waw(look.text));
    spots.sort_by_key(|spot| spot.span);
    spots
}

fn is_letter(c: char) -> bool {
    is_arabic_letter(c) || is_latin_letter(c)
}

/// A mark with letters on both sides.
fn glued_marks(text: &str) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (span, chunk) in form::chunks(text) {
        if chunk.contains(['/', '@', '#', '_', '\\', '=', '&']) {
            continue;
        }
        let chars: Vec<(usize, char)> = chunk.char_indices().collect();
        for window in chars.windows(3) {
            let [(_, before), (at, mark), (_, after)] = window else {
                continue;
            };
            let glues = match mark {
                '،' | '؛' | '؟' if before.is_numeric() => is_letter(*after),
                '،' | '؛' | '؟' => is_letter(*before) && (is_letter(*after) || after.is_numeric()),
                ',' | ';' | '!' | '?' => is_letter(*before) && is_letter(*after),
                '.' => is_arabic_letter(*before) && is_arabic_letter(*after) && !is_initial(chunk, *at),
                _ => false,
            };
            if glues {
                let end = at + mark.len_utf8();
                spots.push(
                    Spot::new(
                        Span::new(span.start + at, span.start + end),
                        format!("no space after {mark}"),
                    )
                    .with_suggestion(format!("{mark} ")),
                );
            }
        }
    }
    spots
}

/// Is what stands before the dot one or two letters only: د.أحمد, ق.م?
fn is_initial(chunk: &str, at: usize) -> bool {
    let before: Vec<char> = chunk[..at]
        .chars()
        .rev()
        .take_while(|&c| is_arabic_letter(c))
        .collect();
    before.len() <= 2
}

/// A mark after a space.
fn loose_marks(text: &str) -> Vec<Spot> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut spots = Vec::new();
    for (index, &(at, mark)) in chars.iter().enumerate().skip(1) {
        if !matches!(mark, '.' | ',' | ';' | ':' | '!' | '?' | '،' | '؛' | '؟') {
            continue;
        }
        let (gap, before) = chars[index - 1];
        let after = chars.get(index + 1).map(|&(_, c)| c);
        let ends = after.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | '»' | '\''));
        if matches!(before, ' ' | '\u{A0}') && ends && index > 1 {
            let start = text[..gap].trim_end().len();
            spots.push(
                Spot::new(
                    Span::new(start, at + mark.len_utf8()),
                    format!("a space before {mark}"),
                )
                .with_suggestion(mark.to_string()),
            );
        }
    }
    spots
}

/// Several spaces in a row inside a line.
fn wide_gaps(text: &str) -> Vec<Spot> {
    let mut spots = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (start, c == ' ') {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let is_inside = from > 0 && !text[..from].ends_with('\n') && c != '\n';
                if at - from > 1 && is_inside {
                    spots.push(
                        Spot::new(Span::new(from, at), "several spaces in a row")
                            .with_suggestion(" ")
                            .with_confidence(0.8),
                    );
                }
                start = None;
            }
            _ => {}
        }
    }
    spots
}
