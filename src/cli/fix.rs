//! `muqabala fix`: puts a suggestion into the rendering.

use clap::Args;

use crate::cli::{Exit, Fault, Screen, workspace};
use crate::report::bidi::visible;

/// Put a finding's suggestion into the rendering, as a new revision
#[derive(Debug, Args)]
pub struct Fix {
    /// Id of the finding, or its first four digits or more
    #[arg(value_name = "ID")]
    id: String,

    /// Which suggestion, from 1
    #[arg(long, value_name = "N", default_value = "1")]
    choice: usize,

    /// Only in this interview
    #[arg(long = "in", value_name = "NAME")]
    interview: Option<String>,
}

impl Fix {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let Some(choice) = self.choice.checked_sub(1) else {
            return Err(Fault::usage("--choice is 0, expected 1 or more"));
        };
        let mut bench = workspace::open(screen)?;
        let found = bench.finding(&self.id, self.interview.as_deref())?;
        let (before, after) = bench.fix(&found, choice)?;
        screen.say(&visible(&format!(
            "{}: “{before}” is “{after}” now; `muqabala export {} --format rendering` writes the text",
            found.opened.interview.name, found.opened.interview.name
        )));
        Ok(Exit::Clean)
    }
}
