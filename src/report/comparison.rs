//! A comparison of two revisions for people.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::report::bidi::{isolate_all, visible};
use crate::report::finding::Lines;
use crate::report::human::{self, plural};
use crate::review::diff::Row;
use crate::review::words::{Change, Stretch};
use crate::text::Lang;
use crate::workbench::comparing::RowFindings;
use crate::workbench::{Checked, Comparison};

const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// Changed beads, each with its words and the findings that its change took away, left and
/// brought in, then the findings that went and came elsewhere. With `words` a bead's old and new
/// words stand in one line, otherwise one above the other.
pub fn human(comparison: &Comparison, words: bool) -> String {
    let mut out = format!(
        "{}: revision {} to {}, {} of {} changed\n",
        visible(&comparison.label),
        comparison.revisions.0,
        comparison.revisions.1,
        comparison.rows.len(),
        plural(comparison.n_rows, "bead"),
    );
    let lines = (Lines::of(&comparison.before), Lines::of(&comparison.after));
    let mut told = RowFindings::default();
    for row in &comparison.rows {
        out += &changed(comparison, row, words);
        let findings = comparison.of_row(row);
        let of = |what, checked, lines, indices: &[usize]| moved(what, checked, lines, indices);
        out += &of("fixed", &comparison.before, &lines.0, &findings.gone);
        out += &of("kept", &comparison.after, &lines.1, &findings.kept);
        out += &of("brought in", &comparison.after, &lines.1, &findings.come);
        told.gone.extend(findings.gone);
        told.come.extend(findings.come);
    }
    let rest = |all: &[usize], told: &[usize]| -> Vec<usize> {
        all.iter()
            .copied()
            .filter(|index| !told.contains(index))
            .collect()
    };
    let (gone, come) = (
        rest(&comparison.gone, &told.gone),
        rest(&comparison.come, &told.come),
    );
    if !gone.is_empty() || !come.is_empty() {
        out += "\nin other beads\n";
    }
    out += &moved("fixed", &comparison.before, &lines.0, &gone);
    out += &moved("brought in", &comparison.after, &lines.1, &come);
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "\n{} fixed, {} kept, {} brought in",
        plural(comparison.gone.len(), "finding"),
        comparison.kept.len(),
        comparison.come.len(),
    );
    out
}

/// A changed bead with its source.
fn changed(comparison: &Comparison, row: &Row, words: bool) -> String {
    let lang = comparison.new.documents.target.lang;
    let sources = comparison.new.texts().source;
    let texts = row.source.iter().filter_map(|&index| sources.get(index));
    let source: Vec<&str> = texts.map(String::as_str).collect();
    let mut out = format!(
        "\n[{} ↔ {} → {}]\n",
        numbers(&row.source),
        numbers(&row.old),
        numbers(&row.new)
    );
    if !source.is_empty() {
        let text = isolate_all(&visible(&source.join(" ")));
        // Writing to a string does not fail.
        let _ = writeln!(out, "  {} │ {text}", lang.other());
    }
    if words {
        let _ = writeln!(out, "  {lang} │ {}", marked(&row.words, lang));
        return out;
    }
    for (sign, dropped) in [("−", Change::Added), ("+", Change::Removed)] {
        let of: Vec<Stretch> = row
            .words
            .iter()
            .filter(|stretch| stretch.change != dropped)
            .cloned()
            .collect();
        if !of.is_empty() {
            let _ = writeln!(out, "{sign} {lang} │ {}", marked(&of, lang));
        }
    }
    out
}

fn numbers(segments: &[usize]) -> String {
    let numbers: Vec<String> = segments.iter().map(usize::to_string).collect();
    if numbers.is_empty() {
        "–".to_owned()
    } else {
        numbers.join(",")
    }
}

/// The words with what was removed and added in brackets and colour.
fn marked(words: &[Stretch], lang: Lang) -> String {
    let mut out = String::new();
    for stretch in words {
        let text = visible(&stretch.text);
        match stretch.change {
            Change::Kept => out += &text,
            // Writing to a string does not fail.
            Change::Removed => drop(write!(out, "{REMOVED}[-{text}-]{REMOVED:#}")),
            Change::Added => drop(write!(out, "{ADDED}{{+{text}+}}{ADDED:#}")),
        }
    }
    match lang {
        Lang::Arabic => isolate_all(&out),
        Lang::English => out,
    }
}

fn moved(what: &str, checked: &Checked, lines: &Lines, indices: &[usize]) -> String {
    let mut out = String::new();
    for &index in indices {
        let finding = &checked.outcome.findings[index];
        let _ = write!(out, "{what}: {}", human::one(checked, lines, (index, finding)));
    }
    out
}
