//! `muqabala accept`, `dismiss` and `reopen`: what people think of findings.

use clap::Args;

use crate::cli::{Exit, Fault, Screen, workspace};
use crate::report::bidi::visible;
use crate::report::human::plural;
use crate::review::Verdict;
use crate::review::filter::Filter;
use crate::workbench::{Item, Treatment};

/// Which findings.
#[derive(Debug, Args)]
pub struct Which {
    /// Ids of findings, or their first four digits or more
    #[arg(
        value_name = "ID",
        required_unless_present = "filter",
        conflicts_with = "filter"
    )]
    ids: Vec<String>,

    /// All findings that meet the conditions, as 'check=spacing and severity=info'
    ///
    /// Fields: check, severity, confidence, side, text, segment, document, rendering, decision.
    /// Comparisons: = and !=, ~ for a part of the text, < <= > >= for the confidence; several
    /// values between commas. Open findings are meant unless `decision` is asked for.
    #[arg(long = "where", value_name = "CONDITIONS", value_parser = Filter::read)]
    filter: Option<Filter>,

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
///
/// With --where, conditions on `decision` say which: 'decision=dismissed and check=spacing'.
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
        let treatment = Treatment::Decide(Verdict::Accepted, self.message);
        self.which.treat(&treatment, screen)
    }
}

impl Dismiss {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let treatment = Treatment::Decide(Verdict::Dismissed, self.message);
        self.which.treat(&treatment, screen)
    }
}

impl Reopen {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let treatment = Treatment::Decide(Verdict::Open, String::new());
        self.which.treat(&treatment, screen)
    }
}

/// What was done, in a word.
fn deed(treatment: &Treatment) -> &'static str {
    match treatment {
        Treatment::Decide(verdict, _) => verdict.name(),
        Treatment::Fix => "fixed",
        Treatment::Comment(_) => "commented on",
    }
}

impl Which {
    /// The id and the interview, when one finding is named by its id.
    pub fn single(&self) -> Option<(&str, Option<&str>)> {
        match self.ids.as_slice() {
            [id] => Some((id, self.interview.as_deref())),
            _ => None,
        }
    }

    /// Does something to each; says what could not be done and goes on with the rest.
    ///
    /// # Errors
    ///
    /// [`Fault`] when something could not be done, or the store refuses.
    pub fn treat(&self, treatment: &Treatment, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut bench = workspace::open(screen)?;
        if let Some(filter) = &self.filter {
            let items = bench.treat(filter, self.interview.as_deref(), treatment)?;
            return summed_up(&items, treatment, screen);
        }
        let mut failed = 0;
        for id in &self.ids {
            let done = bench
                .finding(id, self.interview.as_deref())
                .and_then(|found| {
                    let texts = (&found.opened, &found.checked);
                    bench.treat_these(texts, &[found.index], treatment)
                })
                .map_err(Fault::from)
                .and_then(|items| match items.into_iter().next() {
                    Some(Item {
                        refused: Some(why), ..
                    }) => Err(refusal(id, &why)),
                    Some(item) => Ok(item),
                    None => Err(Fault::input(format!("{id}: nothing was done"))),
                });
            match done {
                Ok(item) => screen.say(&format!("{} {}: {}", item.check, item.id, deed(treatment))),
                Err(fault) if self.ids.len() == 1 || fault.exit == Exit::Store => return Err(fault),
                Err(fault) => {
                    failed += 1;
                    screen.fault(&fault);
                }
            }
        }
        if failed > 0 {
            return Err(Fault::input(format!(
                "{failed} of {} could not be {}, the others were",
                self.ids.len(),
                deed(treatment)
            )));
        }
        Ok(Exit::Clean)
    }
}

fn refusal(id: &str, why: &str) -> Fault {
    let fault = if why.contains("say why") {
        Fault::usage(format!("{id} {why}"))
    } else {
        return Fault::input(format!("{id} {why}"));
    };
    fault.hint("-m gives the reason")
}

/// Each finding with what was done or why not, then the sums.
fn summed_up(items: &[Item], treatment: &Treatment, screen: &mut Screen) -> Result<Exit, Fault> {
    if items.is_empty() {
        screen.say("no finding meets the conditions; nothing was done");
        return Ok(Exit::Clean);
    }
    let refused = items.iter().filter(|item| item.refused.is_some()).count();
    for item in items {
        let what = match &item.refused {
            None => deed(treatment).to_owned(),
            Some(why) => format!("not {}: it {why}", deed(treatment)),
        };
        let text = visible(&item.text);
        screen.say(&format!(
            "{} {} {} “{text}”: {what}",
            visible(&item.interview),
            item.check,
            item.id
        ));
    }
    let done = items.len() - refused;
    let sums = format!("{} {}", plural(done, "finding"), deed(treatment));
    if refused > 0 {
        return Err(Fault::input(format!(
            "{sums}, {refused} not, for the reasons above"
        )));
    }
    screen.say(&sums);
    Ok(Exit::Clean)
}
