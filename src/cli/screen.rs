//! Where output goes: data to stdout, talk to stderr, colour only where it is wanted.

use std::io::{self, BufWriter, Write};
use std::time::Duration;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

use crate::cli::Fault;
use crate::report::bidi::isolate_runs;

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The two streams of a command.
pub struct Screen {
    out: Box<dyn Write>,
    is_coloured: bool,
    /// Has the reader of stdout seen enough?
    is_closed: bool,
    err: Box<dyn Write>,
    quiet: bool,
    /// How long to wait for a store that is in use.
    pub wait: Duration,
    /// Who decides and edits, when the command line says so.
    pub author: Option<String>,
}

impl std::fmt::Debug for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Screen")
            .field("quiet", &self.quiet)
            .finish_non_exhaustive()
    }
}

const FAULT: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();

impl Screen {
    /// The streams of this process.
    pub fn of_process(color: Color, quiet: bool) -> Screen {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let is_coloured = match choice {
            ColorChoice::Auto => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            choice => choice != ColorChoice::Never,
        };
        Screen {
            out: Box::new(BufWriter::new(io::stdout())),
            is_coloured,
            is_closed: false,
            err: Box::new(AutoStream::new(io::stderr(), choice)),
            quiet,
            wait: Duration::ZERO,
            author: None,
        }
    }

    /// Writes text for people to stdout: its colours are left out where none are wanted.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn paint(&mut self, text: &str) -> Result<(), Fault> {
        if self.is_coloured {
            return self.print(text);
        }
        self.print(&anstream::adapter::strip_str(text).to_string())
    }

    /// Writes data to stdout as it is.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn print(&mut self, text: &str) -> Result<(), Fault> {
        self.print_bytes(text.as_bytes())
    }

    /// Writes bytes to stdout.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn print_bytes(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        if self.is_closed {
            return Ok(());
        }
        let written = self.out.write_all(bytes);
        self.unless_closed(written)
    }

    /// Makes sure that all data is out.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn finish(&mut self) -> Result<(), Fault> {
        if self.is_closed {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.unless_closed(flushed)
    }

    /// A reader who has seen enough is no error: the rest is not printed, and the command ends as
    /// if it were, so that its exit code does not depend on how much was read.
    fn unless_closed(&mut self, done: io::Result<()>) -> Result<(), Fault> {
        match done {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            done => done.map_err(|error| Fault::input(format!("stdout: {error}"))),
        }
    }

    /// Says a line to the person, on stderr.
    pub fn say(&mut self, line: &str) {
        if !self.quiet {
            self.warn(line);
        }
    }

    /// Says a line even to those who want quiet.
    pub fn warn(&mut self, line: &str) {
        // When nobody listens, nothing is lost.
        drop(writeln!(self.err, "{}", isolate_runs(line)));
    }

    /// Says what went wrong and what to do about it.
    pub fn fault(&mut self, fault: &Fault) {
        if fault.message.is_empty() {
            return;
        }
        self.warn(&format!(
            "{}error:{} {}",
            FAULT.render(),
            FAULT.render_reset(),
            fault.message
        ));
        for hint in &fault.hints {
            self.warn(&format!("{}hint:{} {hint}", HINT.render(), HINT.render_reset()));
        }
    }
}
