//! `muqabala restore`: takes up an earlier revision of a rendering again.

use clap::Args;

use crate::cli::{Exit, Fault, Screen, workspace};

/// Take up an earlier revision of a rendering again
#[derive(Debug, Args)]
pub struct Restore {
    /// The interview
    #[arg(value_name = "NAME")]
    name: String,

    /// Number of the revision, as `log` shows it
    #[arg(value_name = "REVISION")]
    revision: u32,

    /// Which rendering, when there are several
    #[arg(long, value_name = "LABEL")]
    rendering: Option<String>,
}

impl Restore {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut bench = workspace::open(screen)?;
        let opened = bench.opened(&self.name, self.rendering.as_deref())?;
        bench.restore(&opened, self.revision)?;
        screen.say(&format!(
            "{}: revision {} of {} is the current one",
            self.name, self.revision, opened.rendering.label
        ));
        Ok(Exit::Clean)
    }
}
