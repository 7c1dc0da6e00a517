//! `muqabala licenses`: the licence of the program and the notices of what it is made of.

use clap::Args;

use crate::cli::{Exit, Fault, Screen};

/// The program's own licence.
const OWN: &str = include_str!("../../LICENSE");

/// Notices of the data and libraries of others.
const THIRD_PARTY: &str = include_str!("../../docs/third-party.md");

/// Print the licence and the notices of the data and libraries of others
#[derive(Debug, Args)]
pub struct Licenses {}

impl Licenses {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let Licenses {} = self;
        screen.print(OWN)?;
        screen.print("\n")?;
        screen.print(THIRD_PARTY)?;
        Ok(Exit::Clean)
    }
}
