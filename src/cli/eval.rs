//! `muqabala eval`: an alignment against gold.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::bitext::Pair;
use crate::cli::{Exit, Fault, Screen, input};
use crate::eval::{BeadFile, Counts, Scores, compare, read_beads, read_case};

/// Measure alignments against gold: strict, strict with gaps, lax
///
/// GOLD and PRED are two bead files, or two folders: GOLD/NAME/gold.tsv or GOLD/NAME.tsv is
/// compared with PRED/NAME.tsv, and counts are added up.
#[derive(Debug, Args)]
pub struct Eval {
    /// Gold
    #[arg(value_name = "GOLD")]
    gold: PathBuf,

    /// Prediction
    #[arg(value_name = "PRED")]
    pred: PathBuf,
}

impl Eval {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let cases = if self.gold.is_dir() {
            cases(&self.gold, &self.pred)?
        } else {
            vec![(self.gold.clone(), self.pred.clone())]
        };
        let mut all = Scores::default();
        for (gold, pred) in &cases {
            let (gold_beads, covered) = gold_of(gold)?;
            let pred = if pred.exists() {
                beads(pred)?
            } else {
                screen.warn(&format!(
                    "{}: there is no such file, counted as empty",
                    pred.display()
                ));
                BeadFile::new()
            };
            all = all.and(compare(&gold_beads, &pred, covered));
        }
        screen.print("measure\tprecision\trecall\tf1\tright\tpredicted\tgold\n")?;
        for (name, counts) in [
            ("strict", all.strict),
            ("strict+gap", all.strict_gap),
            ("lax", all.lax),
        ] {
            screen.print(&row(name, counts))?;
        }
        Ok(Exit::Clean)
    }
}

fn row(name: &str, counts: Counts) -> String {
    let figures = counts.figures();
    format!(
        "{name}\t{:.4}\t{:.4}\t{:.4}\t{}\t{}\t{}\n",
        figures.precision, figures.recall, figures.f1, counts.right, counts.predicted, counts.gold
    )
}

/// Gold beads, and which sides they cover: by the texts beside them if there are any.
fn gold_of(path: &Path) -> Result<(BeadFile, Pair<bool>), Fault> {
    let folder = path
        .parent()
        .filter(|folder| path.ends_with("gold.tsv") && folder.join("ar.txt").is_file());
    if let Some(folder) = folder {
        let case = read_case(folder).map_err(|error| Fault::input(error.to_string()))?;
        return Ok((case.beads.clone(), case.covered()));
    }
    let gold = beads(path)?;
    let covered = covered(&gold);
    Ok((gold, covered))
}

/// A side is covered when gold names every line of it up to its last.
fn covered(gold: &BeadFile) -> Pair<bool> {
    let full =
        |lines: std::collections::BTreeSet<usize>| lines.last().is_none_or(|last| lines.len() == last + 1);
    Pair {
        source: full(gold.iter().flat_map(|bead| bead.source.iter().copied()).collect()),
        target: full(gold.iter().flat_map(|bead| bead.target.iter().copied()).collect()),
    }
}

fn beads(path: &Path) -> Result<BeadFile, Fault> {
    let name = path.display().to_string();
    let text = String::from_utf8(input::read(&name)?.bytes)
        .map_err(|error| Fault::input(format!("{name}: {}, expected UTF-8", error.utf8_error())))?;
    read_beads(&text).map_err(|error| Fault::input(format!("{name}, {error}")))
}

/// The gold files of a folder with the predictions that belong to them, by name.
fn cases(gold: &Path, pred: &Path) -> Result<Vec<(PathBuf, PathBuf)>, Fault> {
    let failed = |error: std::io::Error| Fault::input(format!("{}: {error}", gold.display()));
    let mut found = Vec::new();
    for entry in std::fs::read_dir(gold).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let inner = path.join("gold.tsv");
        let file = if inner.is_file() { inner } else { path.clone() };
        let is_case = file.extension().is_some_and(|ending| ending == "tsv");
        if let (Some(name), true) = (name, is_case) {
            found.push((file, pred.join(format!("{name}.tsv"))));
        }
    }
    if found.is_empty() {
        return Err(Fault::input(format!(
            "{}: no gold in it, expected NAME/gold.tsv or NAME.tsv",
            gold.display()
        )));
    }
    found.sort();
    Ok(found)
}
