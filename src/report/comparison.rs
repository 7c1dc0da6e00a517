//! A comparison of two revisions for people.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::report::bidi::{isolate_all, visible};
use crate::report::finding::Lines;
use crate::report::human::{self, plural};
use crate::review::words::{Change, Stretch};
use crate::text::Lang;
use crate::workbench::{Checked, Comparison};

const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// Changed beads with their words, then the findings that went and came.
pub fn human(comparison: &Comparison) -> String {
    let lang = comparison.new.documents.target.lang;
    let mut out = format!(
        "{}: revision {} to {}, {} of {} changed\n",
        visible(&comparison.label),
        comparison.revisions.0,
        comparison.revisions.1,
        comparison.rows.len(),
        plural(comparison.n_rows, "bead"),
    );
    let sources = comparison.new.texts().source;
    for row in &comparison.rows {
        let source: Vec<&str> = row
            .source
            .iter()
            .filter_map(|&index| sources.get(index))
            .map(String::as_str)
            .collect();
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            "\n[{} ↔ {} → {}]",
            numbers(&row.source),
            numbers(&row.old),
            numbers(&row.new)
        );
        let source_lang = lang.other();
        if !source.is_empty() {
            let text = isolate_all(&visible(&source.join(" ")));
            let _ = writeln!(out, "  {source_lang} │ {text}");
        }
        let _ = writeln!(out, "  {lang} │ {}", marked(&row.words, lang));
    }
    out += &moved("gone", &comparison.before, &comparison.gone);
    out += &moved("come", &comparison.after, &comparison.come);
    let _ = writeln!(
        out,
        "\n{} gone, {} come, {} stay",
        plural(comparison.gone.len(), "finding"),
        comparison.come.len(),
        comparison.after.outcome.findings.len() - comparison.come.len(),
    );
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

fn moved(what: &str, checked: &Checked, indices: &[usize]) -> String {
    let mut out = String::new();
    let lines = Lines::of(checked);
    for &index in indices {
        let finding = &checked.outcome.findings[index];
        let _ = write!(out, "\n{what}: {}", human::one(checked, &lines, (index, finding)));
    }
    out
}
