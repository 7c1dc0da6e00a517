//! Quotation marks that are turned round, or opened in one style and closed in another.

use crate::check::form::{QUOTES, Spot};
use crate::text::Span;
use crate::text::script::{is_arabic_letter, is_latin_letter};

/// What stands beside a mark says that it opens, or closes, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Unclear,
}

/// The side on which words stand: a mark that opens has a word behind it and none before.
fn side(text: &str, at: usize, quote: char) -> Side {
    let before = text[..at].chars().next_back();
    let after = text[at + quote.len_utf8()..].chars().next();
    let is_inside = |c: char| is_arabic_letter(c) || is_latin_letter(c) || c.is_numeric();
    // Arabic writes words of one letter with the mark that opens.
    let has_clitic = {
        let word = text[..at]
            .rsplit(|c: char| !is_arabic_letter(c))
            .next()
            .unwrap_or("");
        matches!(word, "و" | "ف" | "ب" | "ل" | "ك" | "ال" | "لل" | "وال" | "بال")
    };
    let free_before =
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '–' | '—' | ':'));
    let free_after =
        after.is_none_or(|c| !is_inside(c) && !matches!(c, '(' | '[' | '…') && !QUOTES.contains(&c));
    match (free_before || has_clitic, free_after) {
        (true, false) => Side::Opens,
        (false, true) if before.is_some_and(|c| !c.is_whitespace()) => Side::Closes,
        _ => Side::Unclear,
    }
}

/// The mark that closes what this one opens.
fn partner(open: char) -> &'static [char] {
    match open {
        '«' => &['»'],
        '“' => &['”'],
        '„' => &['“', '”'],
        '"' => &['"'],
        '＂' => &['＂'],
        _ => &[],
    }
}

/// Turned and mixed marks of a text whose double marks pair up.
pub fn wrong_pairs(text: &str) -> Vec<Spot> {
    let quotes: Vec<(usize, char, Side)> = text
        .char_indices()
        .filter(|(_, c)| QUOTES.contains(c))
        .map(|(at, c)| (at, c, side(text, at, c)))
        .collect();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut spots = Vec::new();
    for &(at, quote, side) in &quotes {
        match side {
            Side::Opens => open.push((at, quote)),
            Side::Closes => {
                let Some((start, opening)) = open.pop() else {
                    // Its partner stands in another segment, or is not there.
                    return Vec::new();
                };
                spots.extend(judged(text, (start, opening), (at, quote)));
            }
            Side::Unclear => return Vec::new(),
        }
    }
    if open.is_empty() { spots } else { Vec::new() }
}

fn judged(text: &str, (start, opening): (usize, char), (at, closing): (usize, char)) -> Option<Spot> {
    if partner(opening).contains(&closing) {
        return None;
    }
    let end = at + closing.len_utf8();
    let inner = &text[start + opening.len_utf8()..at];
    let message = match (opening, closing) {
        ('»', '«') | ('”', '“' | '”') | ('“', '“') => "the quotation marks are turned round",
        _ => "the quotation is opened in one style and closed in another",
    };
    // The style of the mark that stands as it should; of two that do not, the turned pair.
    let (open, close) = match (opening, closing) {
        ('«', _) | ('»', '«') | (_, '»') => ('«', '»'),
        ('"', _) | (_, '"') => ('"', '"'),
        _ => ('“', '”'),
    };
    Some(Spot::new(Span::new(start, end), message).with_suggestion(format!("{open}{inner}{close}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> Vec<String> {
        let spots = wrong_pairs(text);
        spots.into_iter().filter_map(|spot| spot.suggestion).collect()
    }

    #[test]
    fn turned_and_mixed_marks_are_told() {
        for (text, right) in [
            ("قال »لن نرحل من هنا« ثم سكت.", "«لن نرحل من هنا»"),
            ("قال «نعم” ثم سكت.", "«نعم»"),
            ("He said ”yes“ twice.", "“yes”"),
            ("He said “yes“ twice.", "“yes”"),
            ("He said \"yes” twice.", "\"yes\""),
            ("ووصفه ب»الخطأ« أمس", "«الخطأ»"),
        ] {
            assert_eq!(mended(text), [right], "{text}");
        }
    }

    #[test]
    fn right_pairs_and_halves_pass() {
        for text in [
            "قال «نعم» ثم «لا» وسكت.",
            "قال «إنه قال \"نعم\" أمس» ثم سكت.",
            "وصف ال«خطأ» و«غيره».",
            "He said “yes”, and „no“.",
            "نعم» ثم «لا",
            "A 24\" screen and a 12\" one.",
            "\" \"",
            "",
        ] {
            assert_eq!(mended(text), [""; 0], "{text}");
        }
    }
}
