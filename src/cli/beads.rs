//! `muqabala confirm`, `pin`, `release`, `link`, `unlink`, `merge` and `null`: beads set by hand.

use clap::Args;

use crate::bitext::Bead;
use crate::cli::{Exit, Fault, Screen, workspace};
use crate::review::event::BeadEdit;
use crate::workbench::{Opened, Workbench, rows};

/// Which segments of which rendering.
#[derive(Debug, Args)]
pub struct Segments {
    /// The interview
    #[arg(value_name = "NAME")]
    name: String,

    /// Source segments from 0, as 3 or 3-4; - for none
    #[arg(value_name = "SOURCE", value_parser = run, allow_hyphen_values = true)]
    source: (usize, usize),

    /// Target segments from 0, as 3 or 3-4; - for none
    #[arg(value_name = "TARGET", value_parser = run, allow_hyphen_values = true)]
    target: (usize, usize),

    /// Which rendering, when there are several
    #[arg(long, value_name = "LABEL")]
    rendering: Option<String>,
}

/// Confirm a bead: its segments stand for each other
#[derive(Debug, Args)]
pub struct Confirm {
    #[command(flatten)]
    segments: Segments,
}

/// Pin a bead as an anchor: aligning again keeps it
#[derive(Debug, Args)]
pub struct Pin {
    #[command(flatten)]
    segments: Segments,
}

/// Release a bead that was confirmed or pinned
#[derive(Debug, Args)]
pub struct Release {
    #[command(flatten)]
    segments: Segments,
}

/// Say that segments of one side have no counterpart, and why
#[derive(Debug, Args)]
pub struct Null {
    #[command(flatten)]
    segments: Segments,

    /// Why
    #[arg(short, long, value_name = "WHY")]
    message: String,
}

/// Link segments into one bead, and pin it: aligning again keeps it
#[derive(Debug, Args)]
pub struct Link {
    #[command(flatten)]
    segments: Segments,
}

/// Take a bead apart
#[derive(Debug, Args)]
pub struct Unlink {
    #[command(flatten)]
    segments: Segments,
}

/// Merge all beads that touch these target segments into one
#[derive(Debug, Args)]
pub struct Merge {
    /// The interview
    #[arg(value_name = "NAME")]
    name: String,

    /// Target segments from 0, as 3-4
    #[arg(value_name = "TARGET", value_parser = run)]
    target: (usize, usize),

    /// Which rendering, when there are several
    #[arg(long, value_name = "LABEL")]
    rendering: Option<String>,
}

/// `3`, `3-4` or `-` as a half-open run.
fn run(text: &str) -> Result<(usize, usize), String> {
    if text == "-" {
        return Ok((0, 0));
    }
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |text: &str| text.parse::<usize>().ok();
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last && last < usize::MAX => Ok((first, last + 1)),
        _ => Err("expected segments as 3 or 3-4, or - for none".to_owned()),
    }
}

impl Segments {
    fn open(&self, screen: &mut Screen) -> Result<(Workbench, Opened), Fault> {
        if self.source == (0, 0) && self.target == (0, 0) {
            return Err(Fault::usage(
                "both sides are empty, expected segments on one at least",
            ));
        }
        let mut bench = workspace::open(screen)?;
        let opened = bench.opened(&self.name, self.rendering.as_deref())?;
        Ok((bench, opened))
    }

    /// Does the alignment have a bead of exactly these segments?
    fn exact(&self, opened: &Opened) -> Result<(), Fault> {
        let is_it = |bead: &Bead| {
            let of = |run: std::ops::Range<usize>| {
                if run.is_empty() {
                    (0, 0)
                } else {
                    (run.start, run.end)
                }
            };
            of(bead.source()) == self.source && of(bead.target()) == self.target
        };
        if opened.aligned.alignment.beads().iter().any(is_it) {
            return Ok(());
        }
        Err(
            Fault::input("no bead has exactly these segments; `link` makes one")
                .hint(format!("`muqabala show {}` lists the beads", self.name)),
        )
    }
}

/// The runs of the bead as they stand: an empty run has a place of its own.
fn as_it_stands(segments: &Segments, opened: &Opened) -> ((usize, usize), (usize, usize)) {
    let beads = opened.aligned.alignment.beads();
    let same = |run: std::ops::Range<usize>, wanted: (usize, usize)| {
        (run.is_empty() && wanted == (0, 0)) || (run.start, run.end) == wanted
    };
    beads
        .iter()
        .find(|bead| same(bead.source(), segments.source) && same(bead.target(), segments.target))
        .map_or((segments.source, segments.target), |bead| {
            (
                (bead.source().start, bead.source().end),
                (bead.target().start, bead.target().end),
            )
        })
}

/// Changes the bead of exactly these segments.
fn change(
    segments: &Segments,
    make: fn((usize, usize), (usize, usize)) -> BeadEdit,
    screen: &mut Screen,
) -> Result<(), Fault> {
    let (mut bench, opened) = segments.open(screen)?;
    segments.exact(&opened)?;
    let (source, target) = as_it_stands(segments, &opened);
    Ok(bench.edit_beads(&opened, &[make(source, target)])?)
}

impl Confirm {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let confirm = |source, target| BeadEdit::Confirm { source, target };
        change(&self.segments, confirm, screen)?;
        screen.say("confirmed");
        Ok(Exit::Clean)
    }
}

impl Pin {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let pin = |source, target| BeadEdit::Pin { source, target };
        change(&self.segments, pin, screen)?;
        screen.say("pinned");
        Ok(Exit::Clean)
    }
}

impl Release {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let release = |source, target| BeadEdit::Release { source, target };
        change(&self.segments, release, screen)?;
        screen.say("released");
        Ok(Exit::Clean)
    }
}

impl Null {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let (mut bench, opened) = self.segments.open(screen)?;
        let Segments { source, target, .. } = self.segments;
        let edit = rows::null(&opened, (source, target), &self.message)?;
        bench.edit_beads(&opened, &[edit])?;
        screen.say("set apart");
        Ok(Exit::Clean)
    }
}

impl Link {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let (mut bench, opened) = self.segments.open(screen)?;
        let Segments { source, target, .. } = self.segments;
        bench.edit_beads(&opened, &[BeadEdit::Link { source, target }])?;
        screen.say("linked");
        Ok(Exit::Clean)
    }
}

impl Unlink {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let (mut bench, opened) = self.segments.open(screen)?;
        self.segments.exact(&opened)?;
        let Segments { source, target, .. } = self.segments;
        bench.edit_beads(&opened, &[BeadEdit::Unlink { source, target }])?;
        screen.say("unlinked");
        Ok(Exit::Clean)
    }
}

impl Merge {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut bench = workspace::open(screen)?;
        let opened = bench.opened(&self.name, self.rendering.as_deref())?;
        let touched: Vec<&Bead> = opened
            .aligned
            .alignment
            .beads()
            .iter()
            .filter(|bead| bead.target().start < self.target.1 && self.target.0 < bead.target().end)
            .collect();
        let cover = |runs: Vec<std::ops::Range<usize>>| -> (usize, usize) {
            let runs: Vec<_> = runs.into_iter().filter(|run| !run.is_empty()).collect();
            let start = runs.iter().map(|run| run.start).min().unwrap_or(0);
            (start, runs.iter().map(|run| run.end).max().unwrap_or(0))
        };
        let source = cover(touched.iter().map(|bead| bead.source()).collect());
        let target = cover(touched.iter().map(|bead| bead.target()).collect());
        if touched.len() < 2 {
            return Err(Fault::input(
                "these segments are in one bead already, or there are none",
            ));
        }
        bench.edit_beads(&opened, &[BeadEdit::Link { source, target }])?;
        screen.say(&format!("merged {} beads", touched.len()));
        Ok(Exit::Clean)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_written_as_people_count() {
        assert_eq!(run("3"), Ok((3, 4)));
        assert_eq!(run("3-4"), Ok((3, 5)));
        assert_eq!(run("-"), Ok((0, 0)));
        assert!(run("4-3").is_err() && run("x").is_err() && run("-1").is_err());
    }
}
