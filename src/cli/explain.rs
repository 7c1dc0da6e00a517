//! `muqabala explain`: the page of a check, or a finding of the workspace.

use std::fmt::Write as _;

use clap::Args;

use crate::check::{Check, Example, by_id};
use crate::cli::{Exit, Fault, Screen, settings, workspace};
use crate::report::bidi::{isolate_all, isolate_runs, visible};
use crate::report::finding::Lines;
use crate::report::human;
use crate::text::Lang;
use crate::workbench::Found;

/// Explain a check or a finding
///
/// Of a check: what it flags, why it matters, what it does not see, examples. Of a finding of
/// the workspace: both sides, how each was read, what was decided.
#[derive(Debug, Args)]
pub struct Explain {
    /// Id of a check, as reports name it in brackets, or id of a finding
    #[arg(value_name = "ID")]
    id: String,
}

impl Explain {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let is_finding = self.id.len() >= 4 && self.id.starts_with(|c: char| c.is_ascii_hexdigit());
        match by_id(&self.id) {
            Some(check) => screen.print(&page(check))?,
            None if is_finding => match workspace::open(screen) {
                Ok(mut bench) => {
                    let found = bench.finding(&self.id, None)?;
                    screen.paint(&finding(&found))?;
                }
                Err(_) => return Err(unknown(&self.id)),
            },
            None => return Err(unknown(&self.id)),
        }
        Ok(Exit::Clean)
    }
}

fn unknown(id: &str) -> Fault {
    match settings::known_check(id) {
        Err(fault) => fault,
        Ok(_) => Fault::usage(format!("{id} is neither a check nor a finding")),
    }
}

/// A finding with its comments and the page of its check.
fn finding(found: &Found) -> String {
    let lines = Lines::of(&found.checked);
    let finding = &found.checked.outcome.findings[found.index];
    let mut out = human::one(&found.checked, &lines, (found.index, finding));
    for comment in &found.opened.rendering.comments {
        if comment.about == finding.fingerprint {
            let text = format!("{}: {}", comment.author, comment.text);
            let _ = writeln!(out, "  said: {}", isolate_runs(&visible(&text)));
        }
    }
    out.push('\n');
    out + &by_id(finding.check).map_or_else(String::new, page)
}

/// A check's page as plain text.
fn page(check: &dyn Check) -> String {
    let meta = check.meta();
    let mut out = format!("{} ({})\n\n", meta.id, meta.severity.name());
    for line in meta.doc.lines() {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{}", isolate_runs(line.strip_prefix(' ').unwrap_or(line)));
    }
    for (title, examples) in [("Flags", meta.flags), ("Passes", meta.passes)] {
        if !examples.is_empty() {
            let _ = writeln!(out, "\n{title}:");
        }
        for example in examples {
            for (lang, text) in sides(*example) {
                let shown = match lang {
                    Lang::Arabic => isolate_all(text),
                    Lang::English => isolate_runs(text),
                };
                let _ = writeln!(out, "  {} │ {shown}", lang.code());
            }
            out.push('\n');
        }
    }
    out.trim_end().to_owned() + "\n"
}

/// The texts of an example, the source first.
fn sides(example: Example) -> Vec<(Lang, &'static str)> {
    match example {
        Example::ArEn(ar, en) | Example::Both(ar, en) => vec![(Lang::Arabic, ar), (Lang::English, en)],
        Example::EnAr(ar, en) => vec![(Lang::English, en), (Lang::Arabic, ar)],
        Example::Alone(lang, text) => vec![(lang, text)],
    }
}
