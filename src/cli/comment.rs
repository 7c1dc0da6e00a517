//! `muqabala comment`: says something about findings.

use clap::Args;

use crate::cli::decide::Which;
use crate::cli::{Exit, Fault, Screen};
use crate::workbench::Treatment;

/// Say something about findings; `explain ID` shows it
#[derive(Debug, Args)]
pub struct Comment {
    #[command(flatten)]
    which: Which,

    /// What to say
    #[arg(short, long, value_name = "TEXT")]
    message: String,
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
        self.which.treat(&Treatment::Comment(self.message), screen)
    }
}
