//! The command line: arguments in, library called, text and exit code out.
//!
//! One file is one subcommand. Data goes to stdout, talk to stderr; `docs/cli.md` is the
//! contract with scripts.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::error::{ContextKind, ContextValue};
use clap::{Parser, Subcommand};

pub mod add;
pub mod align;
pub mod beads;
pub mod blame;
pub mod care;
pub mod check;
pub mod comment;
pub mod completions;
pub mod config;
pub mod decide;
pub mod dictionary;
pub mod diff;
pub mod eval;
pub mod explain;
pub mod export;
pub mod fault;
pub mod fix;
pub mod init;
pub mod input;
pub mod learn;
pub mod licenses;
pub mod list;
pub mod log;
pub mod names;
pub mod output;
pub mod pairs;
pub mod remove;
pub mod restore;
pub mod review;
pub mod rules;
pub mod screen;
pub mod segment;
pub mod segments;
pub mod settings;
pub mod show;
pub mod sign_off;
pub mod status;
pub mod terms;
pub mod texts;
pub mod train;
pub mod undo;
pub mod words;
pub mod workspace;
pub mod xray;

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

    /// Wait up to SECONDS for a store that is in use
    #[arg(long, value_name = "SECONDS", global = true, default_value = "10")]
    wait: u64,

    /// Who decides and edits (else `author` of muqabala.toml, else the user's name)
    #[arg(long, value_name = "NAME", global = true)]
    author: Option<String>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Add(add::Add),
    List(list::List),
    Status(status::Status),
    Show(show::Show),
    Check(check::Check),
    Align(align::Align),
    Segment(segment::Segment),
    Export(export::Export),
    Review(review::Review),
    Diff(diff::Diff),
    Log(log::Log),
    Blame(blame::Blame),
    Restore(restore::Restore),
    Remove(remove::Remove),
    Rename(remove::Rename),
    Undo(undo::Undo),
    Redo(undo::Redo),
    Accept(decide::Accept),
    Dismiss(decide::Dismiss),
    Reopen(decide::Reopen),
    Fix(fix::Fix),
    Comment(comment::Comment),
    SignOff(sign_off::SignOff),
    Confirm(beads::Confirm),
    Link(beads::Link),
    Unlink(beads::Unlink),
    Merge(beads::Merge),
    Pin(beads::Pin),
    Release(beads::Release),
    Null(beads::Null),
    Split(segments::Split),
    Move(segments::Move),
    Xray(xray::Xray),
    Explain(explain::Explain),
    Rules(rules::Rules),
    Eval(eval::Eval),
    Train(train::Train),
    Config(config::Config),
    Terms(terms::Terms),
    Learn(learn::Learn),
    Words(words::Words),
    Names(names::Names),
    Fsck(care::Fsck),
    Repair(care::Repair),
    Backup(care::Backup),
    RestoreBackup(care::RestoreBackup),
    Compact(care::Compact),
    Doctor(care::Doctor),
    Licenses(licenses::Licenses),
    Completions(completions::Completions),
    Man(completions::Man),
}

impl Command {
    fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        match self {
            Command::Init(command) => command.run(screen),
            Command::Add(command) => command.run(screen),
            Command::List(command) => command.run(screen),
            Command::Status(command) => command.run(screen),
            Command::Show(command) => command.run(screen),
            Command::Check(command) => command.run(screen),
            Command::Align(command) => command.run(screen),
            Command::Segment(command) => command.run(screen),
            Command::Export(command) => command.run(screen),
            Command::Review(command) => command.run(screen),
            Command::Diff(command) => command.run(screen),
            Command::Log(command) => command.run(screen),
            Command::Blame(command) => command.run(screen),
            Command::Restore(command) => command.run(screen),
            Command::Remove(command) => command.run(screen),
            Command::Rename(command) => command.run(screen),
            Command::Undo(command) => command.run(screen),
            Command::Redo(command) => command.run(screen),
            Command::Accept(command) => command.run(screen),
            Command::Dismiss(command) => command.run(screen),
            Command::Reopen(command) => command.run(screen),
            Command::Fix(command) => command.run(screen),
            Command::Comment(command) => command.run(screen),
            Command::SignOff(command) => command.run(screen),
            Command::Confirm(command) => command.run(screen),
            Command::Link(command) => command.run(screen),
            Command::Unlink(command) => command.run(screen),
            Command::Merge(command) => command.run(screen),
            Command::Pin(command) => command.run(screen),
            Command::Release(command) => command.run(screen),
            Command::Null(command) => command.run(screen),
            Command::Split(command) => command.run(screen),
            Command::Move(command) => command.run(screen),
            Command::Xray(command) => command.run(screen),
            Command::Completions(command) => command.run(screen),
            Command::Man(command) => command.run(screen),
            Command::Explain(command) => command.run(screen),
            Command::Rules(command) => command.run(screen),
            Command::Eval(command) => command.run(screen),
            Command::Train(command) => command.run(screen),
            Command::Config(command) => command.run(screen),
            Command::Terms(terms) => terms.run(screen),
            Command::Learn(command) => command.run(screen),
            Command::Words(command) => command.run(screen),
            Command::Names(command) => command.run(screen),
            Command::Fsck(command) => command.run(screen),
            Command::Repair(command) => command.run(screen),
            Command::Backup(command) => command.run(screen),
            Command::RestoreBackup(command) => command.run(screen),
            Command::Compact(command) => command.run(screen),
            Command::Doctor(command) => command.run(screen),
            Command::Licenses(command) => command.run(screen),
        }
    }
}

/// Parses the arguments of the process, runs the subcommand, prints what went wrong.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let error = with_synonym(error);
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
    screen.wait = Duration::from_secs(args.wait);
    screen.author = args.author;
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

/// What other programs call our commands: a word, a tab, the command.
const SYNONYMS: &str = include_str!("synonyms.tsv");

/// An error about a command that there is not, with the one that it may mean.
fn with_synonym(mut error: clap::Error) -> clap::Error {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return error;
    };
    let meant = SYNONYMS
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .find(|(synonym, _)| synonym == word)
        .map(|(_, command)| command.to_owned());
    if let Some(command) = meant {
        error.insert(
            ContextKind::SuggestedSubcommand,
            ContextValue::Strings(vec![command]),
        );
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    /// An argument of a subcommand with the id of a global one takes its value away.
    #[test]
    fn no_argument_shares_its_id_with_a_global_one() {
        let command = Args::command();
        let globals: Vec<&str> = command
            .get_arguments()
            .map(|argument| argument.get_id().as_str())
            .collect();
        for subcommand in command.get_subcommands() {
            let shared = subcommand
                .get_arguments()
                .find(|argument| globals.contains(&argument.get_id().as_str()));
            assert!(shared.is_none(), "{}: {shared:?}", subcommand.get_name());
        }
    }

    #[test]
    fn synonyms_stand_for_commands_and_are_none() {
        let command = Args::command();
        let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        for line in SYNONYMS.lines() {
            let (word, meant) = line.split_once('\t').unwrap();
            assert!(names.contains(&meant) && !names.contains(&word), "{line}");
        }
    }

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }
}
