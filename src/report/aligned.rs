//! Aligned texts for people: English left, Arabic right, a bead after the other.
//!
//! The Arabic stands last in its line and isolated, so that whatever a terminal does with it
//! stays in its column.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::bitext::{Bead, Pair, Role, TransUnit};
use crate::report::bidi::{isolate_all, visible};
use crate::review::Decision;
use crate::review::beads::words_of;
use crate::text::Lang;
use crate::workbench::{Aligned, Reasons};

/// Columns of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width(usize);

impl Width {
    /// So many columns, at least 40.
    pub fn of(columns: usize) -> Width {
        Width(columns.max(40))
    }

    /// What the shell says of the terminal, or 100 columns.
    pub fn of_terminal() -> Width {
        let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
        Width::of(columns.unwrap_or(100))
    }
}

/// The beads one after the other, with why a null bead is one where somebody said so.
pub fn with_decisions(aligned: &Aligned, nulls: &BTreeMap<String, Decision>, width: Width) -> String {
    beads(aligned, None, nulls, width)
}

/// The beads one after the other; with reasons, what spoke for each and against it.
pub fn side_by_side(aligned: &Aligned, reasons: Option<&Reasons>, width: Width) -> String {
    beads(aligned, reasons, &BTreeMap::new(), width)
}

fn beads(
    aligned: &Aligned,
    reasons: Option<&Reasons>,
    nulls: &BTreeMap<String, Decision>,
    Width(columns): Width,
) -> String {
    let column = (columns - 3) / 2;
    let mut out = String::new();
    let beads = aligned.alignment.beads();
    for (index, (bead, unit)) in beads.iter().zip(aligned.transunits()).enumerate() {
        out += &head(bead, &unit);
        out += &no_counterpart(&unit, nulls);
        out += &rows(&unit, column);
        if let Some(reasons) = reasons {
            out += &why(reasons, index);
        }
    }
    if let Some(reasons) = reasons {
        let _ = writeln!(out, "profile: {}", reasons.profile);
    }
    out
}

fn head(bead: &Bead, unit: &TransUnit) -> String {
    let numbers = |run: std::ops::Range<usize>| match run.len() {
        0 => "–".to_owned(),
        1 => run.start.to_string(),
        _ => format!("{}-{}", run.start, run.end - 1),
    };
    let mut out = format!(
        "[{} ↔ {}] {:.2} {}",
        numbers(bead.source()),
        numbers(bead.target()),
        bead.confidence,
        bead.status.name()
    );
    let either = [unit.target(), unit.source()];
    let speaker = either
        .into_iter()
        .flatten()
        .find_map(|text| text.speaker.as_deref());
    if let Some(speaker) = speaker {
        let _ = write!(out, " {}", isolate_all(&visible(speaker)));
    }
    out.push('\n');
    out
}

/// Why a null bead is one, where somebody said so.
fn no_counterpart(unit: &TransUnit, nulls: &BTreeMap<String, Decision>) -> String {
    let (role, text) = match (unit.source(), unit.target()) {
        (Some(text), None) => (Role::Source, text),
        (None, Some(text)) => (Role::Target, text),
        _ => return String::new(),
    };
    let said = nulls.get(&words_of(role, std::slice::from_ref(&text.text)));
    said.map_or_else(String::new, |said| {
        let why = isolate_all(&visible(&said.why));
        format!(
            "no counterpart: {why} ({})\n",
            isolate_all(&visible(&said.author))
        )
    })
}

fn rows(unit: &TransUnit, column: usize) -> String {
    let cells = Pair::new(Role::Source, Role::Target)
        .map(|role| unit.texts.get(role).as_ref())
        .map(|text| text.map_or_else(Vec::new, |text| wrapped(&visible(&text.text), column)));
    let (english, arabic) = match unit.direction.lang(Role::Source) {
        Lang::English => (cells.source, cells.target),
        Lang::Arabic => (cells.target, cells.source),
    };
    let mut out = String::new();
    for row in 0..english.len().max(arabic.len()) {
        let left = english.get(row).map_or("", String::as_str);
        let right = arabic.get(row).map_or("", String::as_str);
        let padding = " ".repeat(column.saturating_sub(left.width()));
        let line = format!("{}{padding} │ {}", isolate_all(left), isolate_all(right));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// A text in lines of at most `column` columns, cut at spaces where there are any.
fn wrapped(text: &str, column: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for word in text.split_whitespace() {
        if used > 0 && used + 1 + word.width() > column {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        for c in word.chars() {
            let width = c.width().unwrap_or(0);
            if used + width > column {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += width;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Below this, points for or against a bead are not worth a word.
const LEAST_POINTS: f32 = 0.05;

/// What the features see, for people.
const SEEN: [(&str, &[&str]); 10] = [
    ("words with a counterpart", &["match_", "sure_", "mutual_"]),
    ("words to be accounted for", &["mass_"]),
    ("a line left alone", &["gap_"]),
    ("names that sound alike", &["name_"]),
    ("order of the words", &["order"]),
    ("lines with little in common", &["weak_"]),
    ("lengths", &["length"]),
    ("ends of sentences", &["end_mark", "inner_"]),
    ("question and quotation marks", &["questions", "quotes"]),
    ("meaning of the whole", &["sentence"]),
];

/// What spoke for a bead and against it, the strongest first, and the learnt word pairs in it.
fn why(reasons: &Reasons, index: usize) -> String {
    let Some(contributions) = reasons.contributions.get(index) else {
        return String::new();
    };
    let mut points: BTreeMap<&str, f32> = BTreeMap::new();
    for one in contributions {
        let seen = SEEN
            .iter()
            .find(|(_, families)| families.iter().any(|family| one.feature.starts_with(family)));
        *points
            .entry(seen.map_or("shape of the bead", |(words, _)| words))
            .or_default() += one.points();
    }
    let mut points: Vec<(&str, f32)> = points.into_iter().collect();
    points.retain(|(_, points)| points.abs() >= LEAST_POINTS);
    points.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let each: Vec<String> = points
        .into_iter()
        .map(|(words, points)| format!("{words} {points:+.2}"))
        .collect();
    let mut out = format!("    {}\n", each.join(", "));
    for pair in reasons.learnt.get(index).into_iter().flatten() {
        let _ = writeln!(
            out,
            "    learnt: {} = {} ({} of {} and {}, {})",
            isolate_all(&pair.arabic),
            pair.english,
            pair.both,
            pair.with_arabic,
            pair.with_english,
            isolate_all(&visible(&pair.places.join("; "))),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_at_words_and_long_words_anywhere() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("", 4), Vec::<String>::new());
    }
}
