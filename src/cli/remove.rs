//! `muqabala remove` and `muqabala rename`: interviews go and get other names.

use clap::Args;

use crate::cli::add::check_name;
use crate::cli::{Exit, Fault, Screen, workspace};
use crate::report::bidi::visible;

/// Remove an interview from the workspace; `undo` brings it back
#[derive(Debug, Args)]
pub struct Remove {
    /// The interview
    #[arg(value_name = "NAME")]
    name: String,
}

/// Give an interview another name
#[derive(Debug, Args)]
pub struct Rename {
    /// What it is called
    #[arg(value_name = "OLD")]
    old: String,

    /// What it is to be called
    #[arg(value_name = "NEW")]
    new: String,
}

impl Remove {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        workspace::open(screen)?.remove(&self.name)?;
        screen.say(&format!(
            "{}: removed; `muqabala undo` brings it back",
            visible(&self.name)
        ));
        Ok(Exit::Clean)
    }
}

impl Rename {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        check_name(&self.new)?;
        workspace::open(screen)?.rename(&self.old, &self.new)?;
        screen.say(&format!(
            "{}: called {} now",
            visible(&self.old),
            visible(&self.new)
        ));
        Ok(Exit::Clean)
    }
}
