//! `muqabala diff`: what changed between two revisions of a rendering.

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::pairs::json;
use crate::cli::{Exit, Fault, Screen, workspace};
use crate::report::comparison;
use crate::report::finding::{Line, Lines};
use crate::review::words::Change;
use crate::workbench::{Checked, Comparison};

/// Show what changed between two revisions of a rendering, bead by bead and word by word
#[derive(Debug, Args)]
pub struct Diff {
    /// The interview
    #[arg(value_name = "NAME")]
    name: String,

    /// OLD or OLD..NEW; without, the last change
    #[arg(value_name = "REVISIONS")]
    revisions: Option<String>,

    /// What changed since the rendering was signed off
    #[arg(long, conflicts_with = "revisions")]
    since_sign_off: bool,

    /// One line a bead with the words that changed in it, instead of the line before and after
    #[arg(long)]
    words: bool,

    /// Which rendering, when there are several
    #[arg(long, value_name = "LABEL")]
    rendering: Option<String>,

    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: [-removed-] and {+added+}
    Human,
    /// One JSON object a change or finding
    Jsonl,
}

#[derive(Debug, Serialize)]
struct Changed<'a> {
    source_segments: &'a [usize],
    old_segments: &'a [usize],
    new_segments: &'a [usize],
    words: Vec<Word<'a>>,
}

#[derive(Debug, Serialize)]
struct Word<'a> {
    change: &'static str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Moved {
    finding: &'static str,
    #[serde(flatten)]
    line: Line,
}

impl Diff {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let revisions = match &self.revisions {
            Some(text) => parse(text)?,
            None => (None, None),
        };
        let mut bench = workspace::open(screen)?;
        let labels: Vec<String> = match &self.rendering {
            Some(label) => vec![label.clone()],
            None => bench
                .interview(&self.name)?
                .state
                .renderings
                .values()
                .map(|rendering| rendering.label.clone())
                .collect(),
        };
        let mut compared = 0;
        for label in labels {
            let mut revisions = revisions;
            if self.since_sign_off {
                let interview = bench.interview(&self.name)?;
                let Some(signed) = &interview.rendering(Some(&label))?.signed_off else {
                    screen.say(&format!("{label}: it was not signed off yet"));
                    continue;
                };
                revisions.0 = Some(signed.revision);
            }
            let Some(comparison) = bench.compare(&self.name, Some(&label), revisions)? else {
                screen.say(&format!("{label}: there is only one revision"));
                continue;
            };
            compared += 1;
            match self.format {
                Format::Human => screen.paint(&comparison::human(&comparison, self.words))?,
                Format::Jsonl => print_lines(&comparison, screen)?,
            }
        }
        if compared == 0 && self.revisions.is_some() {
            return Err(Fault::input(format!("{}: no such revisions", self.name)));
        }
        Ok(Exit::Clean)
    }
}

/// `3`, `2..3`, `2..`.
fn parse(text: &str) -> Result<(Option<u32>, Option<u32>), Fault> {
    let wrong = || Fault::usage(format!("{text:?} names no revisions, expected 1, 1..2 or 1.."));
    let number = |text: &str| text.parse::<u32>().map(Some).map_err(|_| wrong());
    match text.split_once("..") {
        Some((old, "")) => Ok((number(old)?, None)),
        Some((old, new)) => Ok((number(old)?, number(new)?)),
        None => Ok((number(text)?, None)),
    }
}

fn print_lines(comparison: &Comparison, screen: &mut Screen) -> Result<(), Fault> {
    for row in &comparison.rows {
        let changed = Changed {
            source_segments: &row.source,
            old_segments: &row.old,
            new_segments: &row.new,
            words: row
                .words
                .iter()
                .map(|stretch| Word {
                    change: match stretch.change {
                        Change::Kept => "kept",
                        Change::Removed => "removed",
                        Change::Added => "added",
                    },
                    text: &stretch.text,
                })
                .collect(),
        };
        screen.print(&format!("{}\n", json(&changed)?))?;
    }
    let moved = |finding: &'static str, checked: &Checked, indices: &[usize], screen: &mut Screen| {
        let lines = Lines::of(checked);
        indices.iter().try_for_each(|&index| {
            let line = lines.line(index, &checked.outcome.findings[index], None);
            screen.print(&format!("{}\n", json(&Moved { finding, line })?))
        })
    };
    moved("gone", &comparison.before, &comparison.gone, screen)?;
    moved("kept", &comparison.after, &comparison.kept, screen)?;
    moved("come", &comparison.after, &comparison.come, screen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_are_named_as_ranges() {
        assert_eq!(parse("1..3").unwrap(), (Some(1), Some(3)));
        assert_eq!(parse("2").unwrap(), (Some(2), None));
        assert_eq!(parse("2..").unwrap(), (Some(2), None));
        assert!(parse("x").is_err() && parse("..2").is_err());
    }
}
