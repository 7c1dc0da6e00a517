//! Headings and numbers of lists as anchors: `Article 145` and المادة الخامسة والأربعون بعد المئة, `45.` and
//! الباب الخامس والأربعون.
//!
//! A line is a heading where it begins with the name of a division (`divisions.tsv`) and a number, or with
//! a number and the mark of a list. Figures, words and ordinals are compared by value. Beads of two
//! headings of one number are worth more, of two numbers less; a heading inside a bead costs
//! something. Texts without headings are aligned as if this file were not there.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::align::features::Runs;
use crate::lexicon::numbers::{self, Number, same};
use crate::text::{Kind, Lang, Token, digits, fold, token};

/// Points of a bead that begins with the same heading on both sides.
const SAME: f32 = 4.0;
/// Points of one that begins with two different headings.
const OTHER: f32 = -6.0;
/// Points of a division that a bead holds behind its first line.
const WITHIN: f32 = -2.0;
/// Tokens of a line with a division that is a heading whatever follows.
const SHORT: usize = 12;
/// Headings that one side must have; a lone number is no list.
const FEWEST: usize = 2;
/// Characters at the beginning of a line in which a heading stands.
const LONGEST: usize = 120;

/// The headings of both texts.
#[derive(Debug, Clone)]
pub(crate) struct Headings {
    arabic: Vec<Option<Heading>>,
    english: Vec<Option<Heading>>,
}

/// A line that begins with a number of its own.
#[derive(Debug, Clone, PartialEq)]
struct Heading {
    /// Rows of the table that the name of the division stands in; none for a bare number.
    divisions: Vec<usize>,
    values: Vec<f64>,
}

impl Headings {
    /// The headings of lines; none where not both texts have some.
    pub(crate) fn new(arabic: &[&str], english: &[&str]) -> Option<Headings> {
        let read = |lines: &[&str], lang| -> Vec<Option<Heading>> {
            lines.iter().map(|line| Heading::of(line, lang)).collect()
        };
        let out = Headings {
            arabic: read(arabic, Lang::Arabic),
            english: read(english, Lang::English),
        };
        let some = |side: &[Option<Heading>]| side.iter().flatten().count() >= FEWEST;
        (some(&out.arabic) && some(&out.english)).then_some(out)
    }

    /// The points of a bead for the headings in it.
    pub(crate) fn points(&self, runs: &Runs) -> f32 {
        if runs.arabic.is_empty() || runs.english.is_empty() {
            return 0.0;
        }
        let first = match (&self.arabic[runs.arabic.start], &self.english[runs.english.start]) {
            (Some(arabic), Some(english)) if arabic.is(english) => SAME,
            (Some(_), Some(_)) => OTHER,
            _ => 0.0,
        };
        first + WITHIN * (within(&self.arabic, &runs.arabic) + within(&self.english, &runs.english))
    }
}

/// Divisions behind the first line of a run.
fn within(side: &[Option<Heading>], run: &Range<usize>) -> f32 {
    let inner = side[run.start + 1..run.end].iter().flatten();
    inner.filter(|heading| !heading.divisions.is_empty()).count() as f32
}

impl Heading {
    fn of(line: &str, lang: Lang) -> Option<Heading> {
        // Most lines are left at a glance: a division is a word of the table, a number a digit.
        let word = line
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .split(|c: char| !c.is_alphanumeric() && !fold::is_ignorable(c))
            .next()?;
        let divisions = divisions(word, lang);
        if divisions.is_empty() && !word.starts_with(digits::is_digit) {
            return None;
        }
        let start = line
            .char_indices()
            .nth(LONGEST)
            .map_or(line, |(at, _)| &line[..at]);
        let tokens = token::tokens(start);
        let open = tokens.iter().position(|token| token.kind != Kind::Mark)?;
        let from = if divisions.is_empty() { open } else { open + 1 };
        let found = numbers::numbers(start, &tokens, lang, &vec![false; tokens.len()]);
        let number = found.iter().find(|number| {
            number.tokens.start >= from
                && tokens[from..number.tokens.start]
                    .iter()
                    .all(|token| matches!(token.span.of(start), "(" | "[" | "-" | ":" | "رقم"))
        })?;
        let is_heading = match tokens.get(number.tokens.end) {
            None => !divisions.is_empty() || tokens.len() <= open + 2,
            Some(next) => {
                is_mark(next, start)
                    || (!divisions.is_empty() && tokens.len() <= SHORT && line.len() == start.len())
            }
        };
        (is_heading && number.value.fract().abs() < 1e-9).then(|| Heading {
            divisions,
            values: Number::values(number).collect(),
        })
    }

    fn is(&self, other: &Heading) -> bool {
        let one_kind = self.divisions.is_empty()
            || other.divisions.is_empty()
            || self.divisions.iter().any(|row| other.divisions.contains(row));
        one_kind
            && self
                .values
                .iter()
                .any(|a| other.values.iter().any(|e| same(*a, *e)))
    }
}

fn is_mark(token: &Token, text: &str) -> bool {
    matches!(token.span.of(text), "." | ")" | "]" | ":" | "-" | "–" | "—" | "،")
}

/// The rows of the table that have the word.
fn divisions(word: &str, lang: Lang) -> Vec<usize> {
    static ROWS: OnceLock<[HashMap<&str, Vec<usize>>; 2]> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let mut rows: [HashMap<&str, Vec<usize>>; 2] = Default::default();
        let lines = include_str!("divisions.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'));
        for (row, (arabic, english)) in lines.filter_map(|line| line.split_once('\t')).enumerate() {
            for (side, words) in [(Lang::Arabic, arabic), (Lang::English, english)] {
                for word in words.split(' ') {
                    rows[side as usize].entry(word).or_default().push(row);
                }
            }
        }
        rows
    });
    if word.chars().count() > 12 {
        return Vec::new();
    }
    let folded = fold::word(word, lang);
    rows[lang as usize]
        .get(folded.as_str())
        .cloned()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(arabic: &str, english: &str, expected: bool) {
        let read = (
            Heading::of(arabic, Lang::Arabic),
            Heading::of(english, Lang::English),
        );
        let (Some(arabic), Some(english)) = read else {
            panic!("{arabic} {english}: {read:?}");
        };
        assert_eq!(arabic.is(&english), expected);
    }

    #[test]
    fn headings_are_compared_by_value() {
        case("المادة (٣)", "Article 3", true);
        case("المادة الثالثة:", "Article 3.", true);
        case("الباب الخامس والأربعون", "45.", true);
        case("المادة الثالثة", "Article 4", false);
        case("الفصل الثالث", "Article 3", false);
        case("١- الماء لا يباع.", "1. Water is not sold.", true);
    }

    #[test]
    fn sentences_are_no_headings() {
        for line in [
            "1984 was a good year for all of us there.",
            "He came.",
            "Three men left.",
            "Part of it was gone",
        ] {
            assert_eq!(Heading::of(line, Lang::English), None, "{line}");
        }
        assert_eq!(Heading::of("باب البيت مفتوح", Lang::Arabic), None);
    }
}
