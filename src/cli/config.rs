//! `muqabala config`: every setting that holds, and where it comes from.

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::pairs::json;
use crate::cli::{Exit, Fault, Screen, settings};

/// List the settings: built in, of muqabala.toml, and where each comes from
#[derive(Debug, Args)]
pub struct Config {
    /// Only keys that begin with this
    #[arg(value_name = "KEY")]
    key: Option<String>,

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
    key: &'a str,
    value: &'a str,
    origin: &'a str,
}

impl Config {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let layered = settings::load(screen)?;
        let mut entries = layered.checks.list();
        if let Some(author) = &layered.author {
            entries.push(crate::check::settings::Entry {
                key: "author".to_owned(),
                value: format!("{author:?}"),
                origin: settings::FILE.to_owned(),
            });
        }
        let wanted = self.key.as_deref().unwrap_or("");
        let found: Vec<_> = entries
            .iter()
            .filter(|entry| entry.key.starts_with(wanted))
            .collect();
        if found.is_empty() {
            return Err(Fault::usage(format!("no setting begins with {wanted:?}")));
        }
        for entry in found {
            let text = match self.format {
                Format::Human => format!("{} = {}    # {}", entry.key, entry.value, entry.origin),
                Format::Jsonl => json(&Line {
                    key: &entry.key,
                    value: &entry.value,
                    origin: &entry.origin,
                })?,
            };
            screen.print(&format!("{text}\n"))?;
        }
        Ok(Exit::Clean)
    }
}
