//! `muqabala log`: everything that happened to an interview.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::pairs::json;
use crate::cli::{Exit, Fault, Screen, workspace};
use crate::report::bidi::{isolate_runs, visible};
use crate::report::time::moment;
use crate::review::event::counting;
use crate::review::{Event, Happening};
use crate::workbench::Interview;

/// Show what happened to an interview, or in the whole workspace, the latest last
#[derive(Debug, Args)]
pub struct Log {
    /// The interview (else all, with the removed ones, and the lists)
    #[arg(value_name = "NAME")]
    name: Option<String>,

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
    interview: Option<&'a str>,
}

impl Log {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let bench = workspace::open(screen)?;
        let logs = match &self.name {
            Some(name) => vec![bench.interview(name)?],
            None => bench.logs()?,
        };
        let mut events: Vec<(&Interview, &Event, bool)> = Vec::new();
        for log in &logs {
            let counting: BTreeSet<u64> = counting(&log.events).iter().map(|event| event.commit).collect();
            events.extend(log.events.iter().map(|event| {
                let steers = matches!(event.what, Happening::Undone { .. } | Happening::Redone { .. });
                (log, event, !steers && !counting.contains(&event.commit))
            }));
        }
        events.sort_by_key(|(_, event, _)| event.commit);
        for (log, event, undone) in events {
            let text = self.line(log, event, undone)?;
            screen.print(&format!("{text}\n"))?;
        }
        Ok(Exit::Clean)
    }

    fn line(&self, log: &Interview, event: &Event, undone: bool) -> Result<String, Fault> {
        let at = moment(event.at);
        if self.format == Format::Jsonl {
            return json(&Line {
                commit: event.commit,
                at,
                author: &event.author,
                undone,
                what: &event.what,
                interview: Some(log.name.as_str()).filter(|name| !name.is_empty()),
            });
        }
        let undone = if undone { " (undone)" } else { "" };
        let author = isolate_runs(&visible(&event.author));
        let whose = match (&self.name, log.name.as_str()) {
            (Some(_), _) => String::new(),
            (None, "") => "lists: ".to_owned(),
            (None, name) => format!("{}: ", isolate_runs(&visible(name))),
        };
        let what = shown(&event.what);
        Ok(format!("{} {at} {author}: {whose}{what}{undone}", event.commit))
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
