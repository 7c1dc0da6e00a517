//! `muqabala fix`: puts a suggestion into the rendering.

use clap::Args;

use crate::cli::decide::Which;
use crate::cli::{Exit, Fault, Screen, workspace};
use crate::report::bidi::visible;
use crate::workbench::Treatment;

/// Put a finding's suggestion into the rendering, as a new revision
///
/// With --where, the first suggestion of each finding that meets the conditions, in one revision.
#[derive(Debug, Args)]
pub struct Fix {
    #[command(flatten)]
    which: Which,

    /// Which suggestion of a single finding, from 1
    #[arg(long, value_name = "N", default_value = "1", conflicts_with = "filter")]
    choice: usize,
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
        let Some((id, interview)) = self.which.single() else {
            if choice > 0 {
                return Err(Fault::usage("--choice goes with one ID"));
            }
            return self.which.treat(&Treatment::Fix, screen);
        };
        let mut bench = workspace::open(screen)?;
        let found = bench.finding(id, interview)?;
        let (before, after) = bench.fix(&found, choice)?;
        screen.say(&visible(&format!(
            "{}: “{before}” is “{after}” now; `muqabala export {} --format rendering` writes the text",
            found.opened.interview.name, found.opened.interview.name
        )));
        Ok(Exit::Clean)
    }
}
