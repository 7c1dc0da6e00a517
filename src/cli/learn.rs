//! `muqabala learn`: word pairs from texts that people vouch for.

use std::fmt::Write as _;

use clap::Args;

use crate::cli::{Exit, Fault, Screen, input, workspace};
use crate::format::aligned::taught;
use crate::lexicon::associations::{Taught, WordPair};
use crate::report::bidi::isolate_runs;
use crate::report::human::plural;
use crate::workbench::Workbench;

/// Learn word pairs from confirmed beads or from files, for the aligner of this workspace
///
/// Only words that the shipped lexicon leaves without a counterpart are looked at, and only pairs
/// that chance does not explain are kept. Learning from a source again replaces what it taught.
#[derive(Debug, Args)]
pub struct Learn {
    /// Interviews whose confirmed and pinned beads teach; all when none is named
    #[arg(value_name = "NAME")]
    names: Vec<String>,

    /// A file of aligned texts that teaches (tmx, tsv or jsonl, by its ending)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["names", "list", "forget"])]
    from: Vec<String>,

    /// List what was learnt, from what, and where it stands
    #[arg(long, conflicts_with_all = ["names", "forget"])]
    list: bool,

    /// Forget what SOURCE taught (a file, or "confirmed beads"); all when none is named
    #[arg(long, value_name = "SOURCE", num_args = 0..=1, conflicts_with = "names")]
    #[allow(clippy::option_option)] // as clap reads an option whose value may be left out
    forget: Option<Option<String>>,
}

impl Learn {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut files = Vec::new();
        for file in &self.from {
            files.push(lesson(file)?);
        }
        let mut bench = workspace::open(screen)?;
        if self.list {
            return list(&bench, screen);
        }
        if let Some(source) = &self.forget {
            let forgotten = bench.forget(source.as_deref())?;
            if let (0, Some(source)) = (forgotten, source) {
                return Err(Fault::input(format!("nothing was learnt from {source}"))
                    .hint("`muqabala learn --list` names the sources"));
            }
            screen.say(&format!("{} forgotten", plural(forgotten, "source")));
            return Ok(Exit::Clean);
        }
        if files.is_empty() {
            let (beads, pairs) = bench.learn(&self.names)?;
            let from = format!("{} that people vouch for", plural(beads, "bead"));
            screen.say(&told(&pairs, &from));
        }
        for (name, lesson) in files {
            let pairs = bench.learn_from(&name, &lesson)?;
            let from = format!("{} of {}", plural(lesson.len(), "text pair"), name);
            screen.say(&told(&pairs, &from));
        }
        Ok(Exit::Clean)
    }
}

fn told(pairs: &[WordPair], from: &str) -> String {
    format!("{} learnt from {from}", plural(pairs.len(), "word pair"))
}

fn lesson(file: &str) -> Result<(String, Vec<Taught>), Fault> {
    let read = input::read(file)?;
    let name = read.file_name();
    let pairs =
        taught::read(&name, &read.bytes).map_err(|error| Fault::input(format!("{}: {error}", read.path)))?;
    let lesson = pairs.into_iter().map(|(number, arabic, english)| Taught {
        arabic,
        english,
        place: format!("{name} {number}"),
    });
    Ok((name.clone(), lesson.collect()))
}

fn list(bench: &Workbench, screen: &mut Screen) -> Result<Exit, Fault> {
    let mut out = String::new();
    for (source, pairs) in bench.learnt_pairs()? {
        for pair in pairs {
            // Writing to a string does not fail.
            let _ = writeln!(
                out,
                "{}\t{}\t{} of {} and {}\t{:.2}\t{}\t{}",
                isolate_runs(&pair.arabic),
                pair.english,
                pair.both,
                pair.with_arabic,
                pair.with_english,
                pair.share,
                isolate_runs(&source),
                isolate_runs(&pair.places.join("; ")),
            );
        }
    }
    screen.print(&out)?;
    Ok(Exit::Clean)
}
