//! The command line: arguments in, library called, text and exit code out.
//!
//! One file is one subcommand. Data goes to stdout, talk to stderr; `docs/cli.md` is the
//! contract with scripts.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub mod check;
pub mod explain;
pub mod fault;
pub mod input;
pub mod pairs;
pub mod rules;
pub mod screen;
pub mod settings;

pub use fault::{Exit, Fault};
pub use screen::Screen;

/// Aligns Arabic and English texts and shows where a rendering differs from its source
#[derive(Debug, Parser)]
#[command(
    name = "muqabala",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage, 3 input, 4 store, 130 interrupted."
)]
pub struct Args {
    /// Run as if started in DIR
    #[arg(short = 'C', value_name = "DIR", global = true)]
    dir: Option<PathBuf>,

    /// When to colour
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    color: screen::Color,

    /// Say nothing but results and errors
    #[arg(short, long, global = true)]
    quiet: bool,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Explain(explain::Explain),
    Rules(rules::Rules),
}

impl Command {
    fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        match self {
            Command::Check(check) => check.run(screen),
            Command::Explain(explain) => explain.run(screen),
            Command::Rules(rules) => rules.run(screen),
        }
    }
}

/// Parses the arguments of the process, runs the subcommand, prints what went wrong.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are no errors; that they cannot be printed is no news.
            drop(error.print());
            return if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Clean
            }
            .into();
        }
    };
    let mut screen = Screen::of_process(args.color, args.quiet);
    let result = match &args.dir {
        Some(dir) => input::enter(dir).and_then(|()| args.command.run(&mut screen)),
        None => args.command.run(&mut screen),
    };
    let finished = result.and_then(|exit| screen.finish().map(|()| exit));
    match finished {
        Ok(exit) => exit.into(),
        Err(fault) => {
            screen.fault(&fault);
            fault.exit.into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }
}
