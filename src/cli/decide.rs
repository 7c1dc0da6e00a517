//! `muqabala accept`, `dismiss` and `reopen`: what people think of findings.

use clap::Args;

use crate::cli::{Exit, Fault, Screen, workspace};
use crate::review::Verdict;

/// Which findings.
#[derive(Debug, Args)]
pub struct Which {
    /// Ids of findings, or their first four digits or more
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,

    /// Only in this interview
    #[arg(long = "in", value_name = "NAME")]
    interview: Option<String>,
}

/// Accept findings: they are right and to be mended
#[derive(Debug, Args)]
pub struct Accept {
    #[command(flatten)]
    which: Which,

    /// What there is to say about it
    #[arg(short, long, value_name = "TEXT", default_value = "")]
    message: String,
}

/// Dismiss findings: they are no fault, for a reason
#[derive(Debug, Args)]
pub struct Dismiss {
    #[command(flatten)]
    which: Which,

    /// Why; an error cannot be dismissed without
    #[arg(short, long, value_name = "WHY", default_value = "")]
    message: String,
}

/// Open findings again that were accepted or dismissed
#[derive(Debug, Args)]
pub struct Reopen {
    #[command(flatten)]
    which: Which,
}

impl Accept {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        decide(&self.which, Verdict::Accepted, &self.message, screen)
    }
}

impl Dismiss {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        decide(&self.which, Verdict::Dismissed, &self.message, screen)
    }
}

impl Reopen {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        decide(&self.which, Verdict::Open, "", screen)
    }
}

/// Decides on each; says what could not be done and goes on with the rest.
fn decide(which: &Which, verdict: Verdict, why: &str, screen: &mut Screen) -> Result<Exit, Fault> {
    let mut bench = workspace::open(screen)?;
    let mut failed = 0;
    for id in &which.ids {
        let done = bench
            .finding(id, which.interview.as_deref())
            .map_err(Fault::from)
            .and_then(|found| {
                let finding = &found.checked.outcome.findings[found.index];
                let needs_why = verdict == Verdict::Dismissed
                    && why.trim().is_empty()
                    && finding.severity == crate::bitext::Severity::Error;
                if needs_why {
                    return Err(Fault::usage(format!("{id} is an error: say why with -m")));
                }
                bench.decide(&found, verdict, why)?;
                Ok(format!(
                    "{} {}: {}",
                    finding.check,
                    found.checked.ids[found.index],
                    verdict.name()
                ))
            });
        match done {
            Ok(line) => screen.say(&line),
            Err(fault) if which.ids.len() == 1 || fault.exit == Exit::Store => return Err(fault),
            Err(fault) => {
                failed += 1;
                screen.fault(&fault);
            }
        }
    }
    if failed > 0 {
        return Err(Fault::input(format!(
            "{failed} of {} could not be decided on, the others were",
            which.ids.len()
        )));
    }
    Ok(Exit::Clean)
}
