//! `muqabala rules`: all checks in one list.

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::check::CHECKS;
use crate::cli::{Exit, Fault, Screen, settings};

/// List the checks: id, severity, on or off, what each flags
#[derive(Debug, Args)]
pub struct Rules {
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Jsonl,
}

#[derive(Debug, Serialize)]
struct Line {
    id: &'static str,
    severity: &'static str,
    on: bool,
    flags: String,
}

impl Rules {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let layered = settings::load(screen)?;
        for check in CHECKS {
            let meta = check.meta();
            let severity = layered.checks.severity(meta.id).unwrap_or(meta.severity);
            let line = Line {
                id: meta.id,
                severity: severity.name(),
                on: layered.checks.is_on(meta),
                flags: first_sentence(meta.doc),
            };
            let text = match self.format {
                Format::Jsonl => serde_json::to_string(&line).unwrap_or_default(),
                Format::Human => format!(
                    "{:<24} {:<8} {:<4} {}",
                    line.id,
                    line.severity,
                    if line.on { "on" } else { "off" },
                    line.flags
                ),
            };
            screen.print(&format!("{text}\n"))?;
        }
        Ok(Exit::Clean)
    }
}

/// The first paragraph of a check's page in one line.
fn first_sentence(doc: &str) -> String {
    let lines: Vec<&str> = doc
        .lines()
        .map(str::trim)
        .take_while(|line| !line.is_empty())
        .collect();
    lines.join(" ")
}
