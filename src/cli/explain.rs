//! `muqabala explain`: the page of a check.

use std::fmt::Write as _;

use clap::Args;

use crate::check::{Check, Example};
use crate::cli::{Exit, Fault, Screen, settings};
use crate::report::bidi::{isolate_all, isolate_runs};
use crate::text::Lang;

/// Explain a check: what it flags, why it matters, what it does not see, examples
#[derive(Debug, Args)]
pub struct Explain {
    /// Id of a check, as reports name it in brackets
    #[arg(value_name = "CHECK")]
    id: String,
}

impl Explain {
    /// Runs the command.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let check = settings::known_check(&self.id)?;
        screen.print(&page(check))?;
        Ok(Exit::Clean)
    }
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
