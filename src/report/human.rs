//! Findings for people: both sides, the place marked ⟦…⟧ in the line, how each side was read,
//! what to do, and a summary.
//!
//! Nothing stands under a line: on a terminal that reorders Arabic, a column is not a place.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use anstyle::{AnsiColor, Style};

use crate::bitext::{Finding, Mark, Severity, TransUnit, UnitText};
use crate::check::NotChecked;
use crate::report::bidi::{isolate_all, isolate_runs, visible};
use crate::report::finding::Lines;
use crate::report::time::clock;
use crate::text::{Lang, Span};
use crate::workbench::Checked;

/// Characters of a text that are shown before it is cut around the mark.
const WIDTH: usize = 320;

/// Findings of one check that a report for people shows; the others are counted.
const MOST_OF_A_KIND: usize = 500;

/// Characters kept on each side of a mark in a text that is cut.
const AROUND: usize = 120;

fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    color.on_default().bold()
}

/// What to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Show findings that were dismissed too.
    pub dismissed: bool,
}

/// The whole report on checked texts.
pub fn report(checked: &Checked, options: Options) -> String {
    let lines = Lines::of(checked);
    let mut out = String::new();
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, finding) in checked.findings() {
        if !options.dismissed && checked.is_dismissed(index) {
            continue;
        }
        let n = shown.entry(finding.check).or_default();
        *n += 1;
        if *n <= MOST_OF_A_KIND {
            out += &one(checked, &lines, (index, finding));
            out.push('\n');
        }
    }
    for (check, n) in shown.into_iter().filter(|(_, n)| *n > MOST_OF_A_KIND) {
        let _ = writeln!(
            out,
            "and {} more of {check}; --format jsonl gives all of them\n",
            n - MOST_OF_A_KIND
        );
    }
    out += &not_checked(checked);
    out += &summary(checked);
    out
}

/// One finding.
pub fn one(checked: &Checked, lines: &Lines<'_>, (index, finding): (usize, &Finding)) -> String {
    let mut out = head(checked, lines, (index, finding));
    let marks: Vec<Mark> = std::iter::once(finding.at)
        .chain(finding.related.iter().copied())
        .collect();
    let first = finding.at.lang;
    for lang in [first, first.other()] {
        let unit = checked.unit_of(finding);
        let text = unit.and_then(|unit| unit.text(lang));
        match (text, checked.text(lang)) {
            (Some(text), Some(_)) => {
                let spans: Vec<Span> = marks
                    .iter()
                    .filter(|mark| mark.lang == lang)
                    .map(|mark| mark.span)
                    .collect();
                let shown = marked(text, &spans);
                // Writing to a string does not fail.
                let _ = writeln!(out, "  {} │ {}", lang.code(), side(lang, &shown));
            }
            (None, Some(_)) => {
                let _ = writeln!(out, "  {} │ (nothing)", lang.code());
            }
            (_, None) => {}
        }
    }
    out += &evidence(finding);
    let help = finding
        .suggestions
        .iter()
        .take(5)
        .map(|text| isolate_runs(&visible(text)))
        .collect::<Vec<_>>()
        .join(", ");
    let id = checked.ids.get(index).map_or("", String::as_str);
    let explain = format!("muqabala explain {}", finding.check);
    let help = if help.is_empty() {
        explain
    } else {
        format!("{help}   ·   {explain}")
    };
    let _ = writeln!(out, "  help: {help}   ·   id {id}");
    out
}

fn side(lang: Lang, shown: &str) -> String {
    match lang {
        Lang::Arabic => isolate_all(shown),
        Lang::English => isolate_runs(shown),
    }
}

fn head(checked: &Checked, lines: &Lines<'_>, (index, finding): (usize, &Finding)) -> String {
    let style = style(finding.severity);
    let name = checked
        .text(finding.at.lang)
        .map_or_else(String::new, |text| isolate_runs(&visible(&text.name)));
    let mut out = format!(
        "{}{}[{}]{} {name}:{}",
        style.render(),
        finding.severity.name(),
        finding.check,
        style.render_reset(),
        lines.line_number(finding.at),
    );
    if let Some(unit) = checked.unit_of(finding) {
        let _ = write!(out, "{}", whose(unit));
    }
    let _ = write!(out, " {}", isolate_runs(&visible(&finding.message)));
    if let Some(decision) = checked.decisions.get(index).and_then(Option::as_ref) {
        let _ = write!(
            out,
            " ({} by {}",
            decision.verdict.name(),
            visible(&decision.author)
        );
        if !decision.why.is_empty() {
            let _ = write!(out, ": {}", isolate_runs(&visible(&decision.why)));
        }
        out.push(')');
    }
    out.push('\n');
    out
}

/// Who says it, and when.
fn whose(unit: &TransUnit) -> String {
    let either = || [unit.target(), unit.source()].into_iter().flatten();
    let mut out = String::new();
    if let Some(speaker) = either().find_map(|text| text.speaker.as_deref()) {
        let _ = write!(out, " {},", isolate_runs(&visible(speaker)));
    }
    if let Some((start, _)) = either().find_map(|text| text.time) {
        let _ = write!(out, " {},", clock(start));
    }
    if out.is_empty() {
        ":".to_owned()
    } else {
        out.trim_end_matches(',').to_owned() + ":"
    }
}

fn evidence(finding: &Finding) -> String {
    if finding.evidence.is_empty() {
        return String::new();
    }
    let facts: Vec<String> = finding
        .evidence
        .iter()
        .map(|(key, value)| format!("{key} {}", isolate_runs(&visible(value))))
        .collect();
    format!("  read: {}\n", facts.join(" │ "))
}

/// The unit's text with the raw spans marked, cut around them when it is long.
fn marked(text: &UnitText, spans: &[Span]) -> String {
    let places = places_in(text, spans);
    let window = window(&text.text, &places);
    let mut out = String::new();
    if window.start > 0 {
        out.push('…');
    }
    let mut done = window.start;
    for place in &places {
        if place.start < done || place.end > window.end {
            continue;
        }
        out += &text.text[done..place.start];
        out.push('⟦');
        out += &text.text[place.clone()];
        out.push('⟧');
        done = place.end;
    }
    out += &text.text[done..window.end];
    if window.end < text.text.len() {
        out.push('…');
    }
    visible(&out)
}

/// Where raw spans lie in the unit's text: found by asking for the raw place of each character.
pub(super) fn places_in(text: &UnitText, spans: &[Span]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = spans
        .iter()
        .filter_map(|span| {
            let inside = |at: usize, c: char| {
                let place = text.raw_span(Span::new(at, at + c.len_utf8()));
                span.contains(place) && !place.is_empty()
            };
            if span.is_empty() {
                let after = text
                    .text
                    .char_indices()
                    .find(|&(at, c)| text.raw_span(Span::new(at, at + c.len_utf8())).start >= span.start);
                return Some(after.map_or(text.text.len()..text.text.len(), |(at, _)| at..at));
            }
            let mut within = text.text.char_indices().filter(|&(at, c)| inside(at, c));
            let (start, first) = within.next()?;
            let (last, c) = within.next_back().unwrap_or((start, first));
            Some(start..last + c.len_utf8())
        })
        .collect();
    found.sort_by_key(|place| (place.start, place.end));
    found.dedup();
    found
}

/// The part of a long text around the first mark.
fn window(text: &str, places: &[Range<usize>]) -> Range<usize> {
    if text.chars().count() <= WIDTH {
        return 0..text.len();
    }
    let first = places.first().cloned().unwrap_or(0..0);
    let before = text[..first.start].char_indices().rev().nth(AROUND);
    let start = before.map_or(0, |(at, _)| at);
    let after = text[first.end..].char_indices().nth(AROUND);
    let end = after.map_or(text.len(), |(at, _)| first.end + at);
    // A text is cut between words, where there is room for that.
    let word = text[start..first.start]
        .char_indices()
        .find(|(_, c)| c.is_whitespace());
    let start = match word {
        Some((at, space)) if start > 0 => start + at + space.len_utf8(),
        _ => start,
    };
    let end = match text[first.end..end].rfind(char::is_whitespace) {
        Some(space) if end < text.len() => first.end + space,
        _ => end,
    };
    start..end
}

/// What could not be checked, and why.
pub fn not_checked(checked: &Checked) -> String {
    let mut out = String::new();
    for missed in &checked.outcome.not_checked {
        let place = place_not_checked(checked, missed);
        let _ = writeln!(
            out,
            "not checked[{}]{place} {}",
            missed.what,
            isolate_runs(&visible(&missed.reason))
        );
    }
    out
}

/// Where something was not checked: ` segment 7:`; empty for the whole document.
pub fn place_not_checked(checked: &Checked, missed: &NotChecked) -> String {
    let segments = missed
        .unit
        .and_then(|unit| checked.transunits.get(unit))
        .and_then(TransUnit::target)
        .map(|text| text.segments.clone());
    segments.map_or_else(String::new, |range| format!(" segment {}:", range.start))
}

/// How much was looked at and found, in one line.
pub fn summary(checked: &Checked) -> String {
    let count = |severity| {
        checked
            .findings()
            .filter(|(index, finding)| finding.severity == severity && !checked.is_dismissed(*index))
            .count()
    };
    let dismissed = (0..checked.outcome.findings.len())
        .filter(|&index| checked.is_dismissed(index))
        .count();
    let is_alone = checked.texts.source.is_none();
    let mut out = format!(
        "{}, {}, {} in {}",
        plural(count(Severity::Error), "error"),
        plural(count(Severity::Warning), "warning"),
        plural(count(Severity::Info), "note"),
        plural(
            checked.transunits.len(),
            if is_alone { "segment" } else { "bead" }
        ),
    );
    if dismissed > 0 {
        let _ = write!(out, "; {dismissed} dismissed");
    }
    if !checked.outcome.not_checked.is_empty() {
        let _ = write!(out, "; {} not checked", checked.outcome.not_checked.len());
    }
    out.push('\n');
    out
}

/// `1 bead`, `2 beads`.
pub fn plural(n: usize, noun: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Direction;
    use crate::check::Settings;
    use crate::workbench::pairs;

    #[test]
    fn both_sides_are_shown_with_the_place_marked() {
        let checked = pairs::check(
            Direction::AR_EN,
            "غادروا البلاد أمس.",
            "They left the the country yesterday.",
            &Settings::default(),
        );
        let shown = report(&checked, Options::default());
        assert!(
            shown.contains("  en │ They left ⟦the the⟧ country yesterday.\n"),
            "{shown}"
        );
        assert!(
            shown.contains("  ar │ \u{2068}غادروا البلاد أمس.\u{2069}\n"),
            "{shown}"
        );
        assert!(
            shown.contains("help: the   ·   muqabala explain repeated-word"),
            "{shown}"
        );
        assert!(shown.ends_with("in 1 bead\n"), "{shown}");
    }

    #[test]
    fn a_long_text_is_cut_around_the_mark() {
        let text = format!("{}wrong {}", "before ".repeat(100), "after ".repeat(100));
        let at = text.find("wrong").unwrap();
        let unit = UnitText::alone(Lang::English, &text);
        let shown = marked(&unit, &[Span::new(at, at + 5)]);
        assert!(shown.contains("before ⟦wrong⟧ after"), "{shown}");
        assert!(
            shown.starts_with("…before") && shown.ends_with("after…"),
            "{shown}"
        );
        assert!(shown.chars().count() < WIDTH);
    }

    /// Every character that Unicode calls white space, one to three bytes long.
    fn white_space() -> impl proptest::strategy::Strategy<Value = char> {
        let all: Vec<char> = ('\0'..='\u{3000}').filter(|c| c.is_whitespace()).collect();
        assert!(all.len() > 20 && all.contains(&'\u{A0}') && all.contains(&'\u{2003}'));
        proptest::sample::select(all)
    }

    proptest::proptest! {
        #[test]
        fn a_long_text_is_cut_between_words_whatever_parts_them(
            words in proptest::collection::vec(("[a-zء-ي😀]{1,9}", white_space()), 1..160),
            marks in proptest::collection::vec((0..160_usize, 0..3_usize), 0..4),
        ) {
            let mut text = String::new();
            let mut starts = Vec::new();
            for (word, space) in &words {
                starts.push((text.len(), text.len() + word.len()));
                text.push_str(word);
                text.push(*space);
            }
            let spans: Vec<Span> = marks
                .iter()
                .map(|(first, more)| {
                    let first = first % starts.len();
                    let last = (first + more).min(starts.len() - 1);
                    Span::new(starts[first].0, starts[last].1)
                })
                .collect();
            let unit = UnitText::alone(Lang::English, &text);
            let shown = marked(&unit, &spans);
            proptest::prop_assert!(spans.is_empty() || shown.contains('⟦'));
        }
    }
}
