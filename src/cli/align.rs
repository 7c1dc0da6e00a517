//! `muqabala align`: which segments of two texts stand for each other; no store is touched.

use clap::{Args, ValueEnum};

use crate::cli::texts::{self, Claim, Reader};
use crate::cli::{Exit, Fault, Screen};
use crate::eval::write_beads;
use crate::format::aligned::{Unit, jsonl, tsv, units};
use crate::report::aligned::{self, Width};
use crate::workbench::{Aligned, Reasons};

/// Align two texts
#[derive(Debug, Args)]
pub struct Align {
    /// The original; - for stdin
    #[arg(value_name = "SOURCE")]
    source: String,

    /// Its rendering; - for stdin
    #[arg(value_name = "TARGET")]
    target: String,

    #[command(flatten)]
    reader: Reader,

    #[command(flatten)]
    claim: Claim,

    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,

    /// Say for each bead what spoke for it and against it
    #[arg(long)]
    explain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Side by side, for people
    Human,
    /// Segment numbers: source TAB target, comma-joined
    Beads,
    /// One JSON object a bead
    Jsonl,
    /// Tab-separated with texts
    Tsv,
}

impl Align {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let files = (self.source.as_str(), self.target.as_str());
        let (aligned, reasons) = texts::align(files, &self.reader, &self.claim, screen)?;
        let units = units(&aligned.documents, &aligned.segments, aligned.alignment.beads());
        let text = match self.format {
            Format::Beads => write_beads(&aligned.alignment),
            Format::Tsv => tsv::write(&units),
            Format::Jsonl => self.jsonl(&units, &reasons)?,
            Format::Human => self.human(&aligned, &reasons),
        };
        screen.print(&text)?;
        if self.explain && matches!(self.format, Format::Beads | Format::Tsv) {
            screen.say("note: --explain is for the formats human and jsonl");
        }
        Ok(Exit::Clean)
    }

    fn jsonl(&self, units: &[Unit], reasons: &Reasons) -> Result<String, Fault> {
        let values: Vec<serde_json::Value> = if self.explain {
            reasons
                .contributions
                .iter()
                .map(|of_bead| {
                    let each = of_bead.iter().map(|one| {
                        serde_json::json!({
                            "feature": one.feature,
                            "value": one.value,
                            "weight": one.weight,
                            "points": one.points(),
                        })
                    });
                    each.collect()
                })
                .collect()
        } else {
            Vec::new()
        };
        jsonl::write(units, &values)
            .map_err(|error| Fault::input(format!("cannot be written as JSON: {error}")))
    }

    fn human(&self, aligned: &Aligned, reasons: &Reasons) -> String {
        let reasons = self.explain.then_some(reasons);
        aligned::side_by_side(aligned, reasons, Width::of_terminal())
    }
}
