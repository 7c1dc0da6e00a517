//! `muqabala completions` and `muqabala man`: what shells and manuals want.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::{self, Exit, Fault, Screen};

/// Print completions for a shell
#[derive(Debug, Args)]
pub struct Completions {
    /// Which shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Print the manual page
#[derive(Debug, Args)]
pub struct Man {}

impl Completions {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut bytes = Vec::new();
        clap_complete::generate(self.shell, &mut cli::Args::command(), "muqabala", &mut bytes);
        screen.print_bytes(&bytes)?;
        Ok(Exit::Clean)
    }
}

impl Man {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let Man {} = self;
        let mut bytes = Vec::new();
        clap_mangen::Man::new(cli::Args::command())
            .render(&mut bytes)
            .map_err(|error| Fault::input(format!("the manual cannot be written: {error}")))?;
        screen.print_bytes(&bytes)?;
        Ok(Exit::Clean)
    }
}
