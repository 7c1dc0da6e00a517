//! `muqabala log`: everything that happened to an interview.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::pairs::json;
use crate::cli::{Exit, Fault, Screen, workspace};
use crate::report::bidi::{isolate_runs, visible};
use crate::report::time::moment;
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
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let interview = workspace::open(screen)?.interview(&self.name)?;
        let counting: BTreeSet<u64> = counting(&interview.events)
            .iter()
            .map(|event| event.commit)
            .collect();
        for event in &interview.events {
            let steers = matches!(event.what, Happening::Undone { .. } | Happening::Redone { .. });
            let undone = !steers && !counting.contains(&event.commit);
            let at = moment(event.at);
            let text = match self.format {
                Format::Jsonl => json(&Line {
                    commit: event.commit,
                    at,
                    author: &event.author,
                    undone,
                    what: &event.what,
                })?,
                Format::Human => {
                    let undone = if undone { " (undone)" } else { "" };
                    let author = isolate_runs(&visible(&event.author));
                    let what = shown(&event.what);
                    format!("{} {at} {author}: {what}{undone}", event.commit)
                }
            };
            screen.print(&format!("{text}\n"))?;
        }
        Ok(Exit::Clean)
    }
}

/// An event in a few words; marks of isolation that stand in it are made anew here.
pub fn shown(what: &Happening) -> String {
    let plain: String = what
        .summary()
        .chars()
        .filter(|c| !matches!(c, '\u{2068}' | '\u{2069}'))
        .collect();
    isolate_runs(&visible(&plain))
}
