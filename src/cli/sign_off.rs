//! `muqabala sign-off`: a rendering is done.

use clap::Args;

use crate::cli::{Exit, Fault, Screen, workspace};

/// Sign a rendering off as it is; a later change shows as such
#[derive(Debug, Args)]
pub struct SignOff {
    /// The interview
    #[arg(value_name = "NAME")]
    name: String,

    /// Which rendering, when there are several
    #[arg(long, value_name = "LABEL")]
    rendering: Option<String>,
}

impl SignOff {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut bench = workspace::open(screen)?;
        let opened = bench.opened(&self.name, self.rendering.as_deref())?;
        bench.sign_off(&opened)?;
        screen.say(&format!(
            "{}: {} is signed off, revision {}",
            self.name,
            opened.rendering.label,
            opened.rendering.revision()
        ));
        Ok(Exit::Clean)
    }
}
