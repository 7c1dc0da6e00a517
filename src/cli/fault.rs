//! How a command ends: exit codes, and errors with hints.

use std::process::ExitCode;

use crate::store;
use crate::workbench;

/// How the process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing at or above `--fail-on`.
    Clean = 0,
    /// Findings at or above `--fail-on`.
    Findings = 1,
    /// The arguments are wrong.
    Usage = 2,
    /// A file cannot be used.
    Input = 3,
    /// The store cannot be used.
    Store = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a command ended early.
#[derive(Debug)]
pub struct Fault {
    /// The exit code.
    pub exit: Exit,
    /// What is wrong; empty when there is nothing to say (a closed pipe).
    pub message: String,
    /// What to do about it.
    pub hints: Vec<String>,
}

impl Fault {
    /// A fault with this message.
    pub fn new(exit: Exit, message: impl Into<String>) -> Fault {
        Fault {
            exit,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// A fault in what was put in.
    pub fn input(message: impl Into<String>) -> Fault {
        Fault::new(Exit::Input, message)
    }

    /// A fault in the arguments.
    pub fn usage(message: impl Into<String>) -> Fault {
        Fault::new(Exit::Usage, message)
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Fault {
        self.hints.push(hint.into());
        self
    }
}

/// An error with the errors behind it, in one line.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut out = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let text = inner.to_string();
        if !out.contains(&text) {
            out.push_str(": ");
            out.push_str(&text);
        }
        source = inner.source();
    }
    out
}

impl From<store::Error> for Fault {
    fn from(error: store::Error) -> Fault {
        let exit = match error {
            // What was put in cannot be used, not the store.
            store::Error::Foreign { .. }
            | store::Error::TooLong { .. }
            | store::Error::TooMany { .. }
            | store::Error::Backup { .. } => Exit::Input,
            _ => Exit::Store,
        };
        let hint = matches!(error, store::Error::Damaged { .. } | store::Error::Record { .. }).then_some(
            "`muqabala fsck` tells what is damaged, `muqabala repair` mends it and keeps the damaged store",
        );
        let fault = Fault::new(exit, chain(&error));
        hint.into_iter().fold(fault, Fault::hint)
    }
}

impl From<workbench::Error> for Fault {
    fn from(error: workbench::Error) -> Fault {
        match error {
            workbench::Error::Store(error) => error.into(),
            error @ workbench::Error::NoFinding { .. } => Fault::input(chain(&error))
                .hint("reports name findings by `id`; four digits of it are enough"),
            error => Fault::input(chain(&error)),
        }
    }
}
