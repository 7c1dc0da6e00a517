//! `muqabala blame`: who brought each segment of a rendering, and when.

use clap::Args;

use crate::cli::{Exit, Fault, Screen, workspace};
use crate::report::bidi::{isolate_all, visible};
use crate::report::time::moment;

/// Show for each segment of a rendering the revision, time and person it comes from
#[derive(Debug, Args)]
pub struct Blame {
    /// The interview
    #[arg(value_name = "NAME")]
    name: String,

    /// Which rendering, when there are several
    #[arg(long, value_name = "LABEL")]
    rendering: Option<String>,
}

impl Blame {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut bench = workspace::open(screen)?;
        let lines = bench.blame(&self.name, self.rendering.as_deref())?;
        for (number, (text, step)) in lines.iter().enumerate() {
            screen.print(&format!(
                "{number}\trevision {}\t{}\t{}\t{}\n",
                step.revision,
                moment(step.at),
                visible(&step.author),
                isolate_all(&visible(text))
            ))?;
        }
        Ok(Exit::Clean)
    }
}
