//! `muqabala comment`: says something about a finding.

use clap::Args;

use crate::cli::{Exit, Fault, Screen, workspace};

/// Say something about a finding; `explain ID` shows it
#[derive(Debug, Args)]
pub struct Comment {
    /// Id of the finding, or its first four digits or more
    #[arg(value_name = "ID")]
    id: String,

    /// What to say
    #[arg(short, long, value_name = "TEXT")]
    message: String,

    /// Only in this interview
    #[arg(long = "in", value_name = "NAME")]
    interview: Option<String>,
}

impl Comment {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        if self.message.trim().is_empty() {
            return Err(Fault::usage("-m is empty, expected something to say"));
        }
        let mut bench = workspace::open(screen)?;
        let found = bench.finding(&self.id, self.interview.as_deref())?;
        let about = found.checked.outcome.findings[found.index].fingerprint.clone();
        bench.comment(&found.opened, &about, &self.message)?;
        screen.say(&format!("said about {}", found.checked.ids[found.index]));
        Ok(Exit::Clean)
    }
}
