//! `muqabala train`: the aligner's weights from gold, and how well they do on texts they have not seen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;

use crate::align::Model;
use crate::align::train::ROUNDS;
use crate::cli::output::{self, Replace};
use crate::cli::{Exit, Fault, Screen};
use crate::eval::reliability::Reliability;
use crate::eval::{read_set, write_beads};
use crate::workbench::training::{self, GoldSet, Measured, Origins};

/// The folders of gold and the kind of their texts (none: excerpts).
const SETS: [(&str, Option<usize>); 5] = [
    ("align", Some(0)),
    ("hard", Some(0)),
    ("complete", Some(1)),
    ("wide", Some(1)),
    ("excerpt", None),
];

/// Fit the aligner's weights to gold alignments, or measure them by cross-validation
///
/// GOLD holds the folders align, hard, complete, wide and excerpt, as far as there are any;
/// each holds NAME/ar.txt, NAME/en.txt (a segment a line) and NAME/gold.tsv. Files *manifest.json
/// in GOLD say from which articles or sources a text was made: {"cases": {NAME: ["article", ...] or
/// {"source": "..."}}}.
#[derive(Debug, Args)]
pub struct Train {
    /// Gold
    #[arg(value_name = "GOLD")]
    gold: PathBuf,

    /// More texts to fit to, in folders of the same kind, on which nothing is measured
    #[arg(long, value_name = "FOLDER")]
    more: Option<PathBuf>,

    /// How much such a text counts, where one of GOLD counts 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.3)]
    more_weight: f64,

    /// Measure each text by weights fitted without it and without all texts made from the same articles or sources
    #[arg(long)]
    cross_validate: bool,

    /// Measure the weights that the program carries
    #[arg(long, conflicts_with = "cross_validate")]
    measure: bool,

    /// Take these weights in place of those that the program carries
    #[arg(long, value_name = "PATH", requires = "measure")]
    weights: Option<PathBuf>,

    /// Write the weights, or with a measure the beads (SET/NAME.tsv), here
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Replace files that are there
    #[arg(long, requires = "output")]
    force: bool,

    /// In how many parts each set is measured
    #[arg(long, value_name = "N", default_value_t = 4)]
    folds: usize,

    /// Rounds of the fit
    #[arg(long, value_name = "N", default_value_t = ROUNDS)]
    rounds: usize,
}

impl Train {
    /// Runs the command.
    ///
    /// # Errors
    /// The gold cannot be read, or the output not written.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let gold = sets(&self.gold, 1.0)?;
        let more = match &self.more {
            Some(folder) => sets(folder, self.more_weight)?,
            None => Vec::new(),
        };
        if self.cross_validate || self.measure {
            let measured = if self.cross_validate {
                let mut known = origins(&self.gold)?;
                if let Some(folder) = &self.more {
                    known.extend(origins(folder)?);
                }
                training::cross_validate((&gold, &more), &known, self.folds, self.rounds)
            } else {
                let model = self.model()?;
                training::measure(&gold, |_| &model)
            };
            screen.print(&table(&measured))?;
            if let Some(folder) = &self.output {
                write_all(folder, &measured, self.replace())?;
            }
            return Ok(Exit::Clean);
        }
        let model = training::fit(&[gold, more].concat(), self.rounds);
        let text = serde_json::to_string_pretty(&model)
            .map_err(|error| Fault::input(format!("the weights cannot be written as JSON: {error}")))?;
        match &self.output {
            Some(path) => output::write(path, text.as_bytes(), self.replace())?,
            None => screen.print(&text)?,
        }
        Ok(Exit::Clean)
    }

    fn replace(&self) -> Replace {
        if self.force { Replace::Any } else { Replace::Own }
    }

    fn model(&self) -> Result<Model, Fault> {
        let Some(path) = &self.weights else {
            return Ok(Model::embedded().clone());
        };
        let failed = |error: String| Fault::input(format!("{}: {error}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
        serde_json::from_str(&text).map_err(|error| failed(format!("expected weights: {error}")))
    }
}

/// The sets of gold in a folder.
fn sets(gold: &Path, weight: f64) -> Result<Vec<GoldSet>, Fault> {
    let mut out = Vec::new();
    for (name, kind) in SETS {
        let folder = gold.join(name);
        if folder.is_dir() {
            let cases = read_set(&folder).map_err(|error| Fault::input(error.to_string()))?;
            out.push(GoldSet {
                name: name.to_owned(),
                kind,
                weight,
                cases,
            });
        }
    }
    if out.iter().all(|set| set.cases.is_empty()) {
        return Err(Fault::input(format!(
            "{}: no gold in it, expected folders align, hard, complete, wide, excerpt",
            gold.display()
        )));
    }
    Ok(out)
}

/// From which articles or sources the texts were made, by the manifests of a folder.
fn origins(gold: &Path) -> Result<Origins, Fault> {
    let failed = |path: &Path, error: String| Fault::input(format!("{}: {error}", path.display()));
    let mut out = Origins::new();
    let entries = std::fs::read_dir(gold).map_err(|error| failed(gold, error.to_string()))?;
    for entry in entries {
        let path = entry.map_err(|error| failed(gold, error.to_string()))?.path();
        if !path.to_string_lossy().ends_with("manifest.json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).map_err(|error| failed(&path, error.to_string()))?;
        let manifest: Manifest =
            serde_json::from_str(&text).map_err(|error| failed(&path, error.to_string()))?;
        for (case, made) in manifest.cases {
            out.entry(case).or_default().extend(match made {
                Made::Articles(articles) => articles,
                Made::Source { source } => vec![source],
            });
        }
    }
    Ok(out)
}

#[derive(Deserialize)]
struct Manifest {
    cases: BTreeMap<String, Made>,
}

/// What a case was made from.
#[derive(Deserialize)]
#[serde(untagged)]
enum Made {
    Articles(Vec<String>),
    Source { source: String },
}

fn table(measured: &[Measured]) -> String {
    let head = String::from("set\tprecision\trecall\tstrict\tstrict+gap\tlax\n");
    let rows = measured.iter().map(|set| {
        let strict = set.scores.strict.figures();
        format!(
            "{}\t{:.4}\t{:.4}\t{:.4}\t{:.4}\t{:.4}\n",
            set.name,
            strict.precision,
            strict.recall,
            strict.f1,
            set.scores.strict_gap.figures().f1,
            set.scores.lax.figures().f1
        )
    });
    let all = measured
        .iter()
        .fold(Reliability::default(), |sum, set| sum.and(&set.reliability));
    let classes = all.classes.iter().enumerate().map(|(at, class)| {
        let share = class.right as f64 / class.beads.max(1) as f64;
        let (low, high) = (at as f64 / 10.0, (at + 1) as f64 / 10.0);
        format!("{low:.1}-{high:.1}\t{}\t{share:.4}\n", class.beads)
    });
    let second = String::from("\nconfidence\tbeads\tright\n");
    let last = format!("expected calibration error\t{:.4}\n", all.error());
    let parts = std::iter::once(head).chain(rows).chain([second]);
    parts.chain(classes).chain([last]).collect()
}

fn write_all(folder: &Path, measured: &[Measured], replace: Replace) -> Result<(), Fault> {
    for set in measured {
        let inner = folder.join(&set.name);
        std::fs::create_dir_all(&inner)
            .map_err(|error| Fault::input(format!("{}: {error}", inner.display())))?;
        for (name, alignment, _) in &set.cases {
            let path = inner.join(format!("{name}.tsv"));
            output::write(&path, write_beads(alignment).as_bytes(), replace)?;
        }
    }
    Ok(())
}
