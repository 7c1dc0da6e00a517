//! `muqabala log`: everything that happened to an interview.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::pairs::json;
use crate::cli::{Exit, Fault, Screen, workspace};
use crate::report::bidi::{isolate_runs, visible};
use crate::report::happening;
use crate::review::Happening;
use crate::review::event::counting;

/// Show what happened to an interview, the latest last
#[derive(Debug, Args)]
pub struct Log {
    /// The interview
    #[arg(value_name = "NAME")]
    name: String,

    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON object an event
    Jsonl,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    commit: u64,
    at: String,
    author: &'a str,
    undone: bool,
    what: &'a Happening,
}

impl Log {
    /// Runs the command.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let interview = workspace::open(screen)?.interview(&self.name)?;
        let counting: BTreeSet<u64> = counting(&interview.events)
            .iter()
            .map(|event| event.commit)
            .collect();
        for event in &interview.events {
            let steers = matches!(event.what, Happening::Undone { .. } | Happening::Redone { .. });
            let undone = !steers && !counting.contains(&event.commit);
            let at = happening::moment(event.at);
            let text = match self.format {
                Format::Jsonl => json(&Line {
                    commit: event.commit,
                    at,
                    author: &event.author,
                    undone,
                    what: &event.what,
                })?,
                Format::Human => {
                    let label = |document| happening::label(&interview.state, document);
                    let what = happening::sentence(&event.what, &label);
                    let undone = if undone { " (undone)" } else { "" };
                    let line = format!("{} {at} {}: {what}{undone}", event.commit, event.author);
                    isolate_runs(&visible(&line))
                }
            };
            screen.print(&format!("{text}\n"))?;
        }
        Ok(Exit::Clean)
    }
}
