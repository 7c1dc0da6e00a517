//! `muqabala undo` and `muqabala redo`: back and forth through what people did.

use clap::Args;

use crate::cli::{Exit, Fault, Screen, log, workspace};
use crate::report::bidi::visible;
use crate::review::Happening;

/// Take back the last thing that was done; again and again, as far as you like
#[derive(Debug, Args)]
pub struct Undo {
    /// In this interview (else where something was done last)
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

/// Bring back what was undone
#[derive(Debug, Args)]
pub struct Redo {
    /// In this interview (else where something was undone last)
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

impl Undo {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let done = workspace::open(screen)?.undo(self.name.as_deref())?;
        say("undone", &done, screen);
        Ok(Exit::Clean)
    }
}

impl Redo {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let done = workspace::open(screen)?.redo(self.name.as_deref())?;
        say("redone", &done, screen);
        Ok(Exit::Clean)
    }
}

fn say(what: &str, (name, happenings): &(String, Vec<Happening>), screen: &mut Screen) {
    let name = if name.is_empty() { "lists" } else { name };
    let sentences: Vec<String> = happenings
        .iter()
        .filter(|happening| !matches!(happening, Happening::Aligned { .. }))
        .map(log::shown)
        .collect();
    screen.say(&format!("{}: {what}: {}", visible(name), sentences.join("; ")));
}
