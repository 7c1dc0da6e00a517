//! `muqabala list`: the interviews of a workspace.

use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::pairs::json;
use crate::cli::{Exit, Fault, Screen, workspace};
use crate::report::bidi::{isolate_runs, visible};
use crate::workbench::Interview;

/// List the interviews
#[derive(Debug, Args)]
pub struct List {
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON object a line
    Jsonl,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    id: &'a str,
    title: Option<&'a str>,
    date: Option<&'a str>,
    source: Option<&'a str>,
    channel: Option<&'a str>,
    speaker: Option<&'a str>,
    renderings: Vec<Rendering<'a>>,
}

#[derive(Debug, Serialize)]
struct Rendering<'a> {
    label: &'a str,
    policy: &'a str,
    revision: u32,
    stage: &'static str,
}

impl<'a> Line<'a> {
    fn of(interview: &'a Interview) -> Line<'a> {
        let about = |key: &str| interview.state.about.get(key).map(String::as_str);
        Line {
            id: &interview.name,
            title: about("title"),
            date: about("date"),
            source: about("source"),
            channel: about("channel"),
            speaker: about("speaker"),
            renderings: interview
                .state
                .renderings
                .values()
                .map(|rendering| Rendering {
                    label: &rendering.label,
                    policy: &rendering.policy,
                    revision: rendering.revision(),
                    stage: rendering.stage(),
                })
                .collect(),
        }
    }

    fn human(&self) -> String {
        let about: Vec<&str> = [self.title, self.date, self.channel, self.speaker]
            .into_iter()
            .flatten()
            .collect();
        let mut out = format!("{}  {}\n", self.id, about.join(" · "));
        for rendering in &self.renderings {
            // Writing to a string does not fail.
            let _ = writeln!(
                out,
                "  {} ({}, revision {}): {}",
                rendering.label, rendering.policy, rendering.revision, rendering.stage
            );
        }
        out
    }
}

impl List {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let interviews = workspace::open(screen)?.interviews()?;
        for interview in &interviews {
            let line = Line::of(interview);
            let text = match self.format {
                Format::Jsonl => json(&line)? + "\n",
                Format::Human => {
                    let lines: Vec<String> = line
                        .human()
                        .lines()
                        .map(|line| isolate_runs(visible(line).trim_end()))
                        .collect();
                    lines.join("\n") + "\n"
                }
            };
            screen.print(&text)?;
        }
        if interviews.is_empty() {
            screen.say("no interview yet; next: muqabala add SOURCE RENDERING --id NAME");
        }
        Ok(Exit::Clean)
    }
}
