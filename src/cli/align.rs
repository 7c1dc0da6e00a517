//! `muqabala align`: which segments of two texts stand for each other.
//!
//! Of two files, without touching a store; or of an interview in the workspace, anew.

use clap::{Args, ValueEnum};

use crate::bitext::{Bead, Status};
use crate::cli::texts::{self, Claim, Reader};
use crate::cli::{Exit, Fault, Screen, workspace};
use crate::eval::write_beads;
use crate::format::aligned::{Unit, jsonl, tsv, units};
use crate::report::aligned::{self, Width};
use crate::report::human::plural;
use crate::workbench::{Aligned, Reasons};

/// Align two texts, or an interview of the workspace anew
#[derive(Debug, Args)]
pub struct Align {
    /// The original; - for stdin. Without TARGET the name of an interview
    #[arg(value_name = "SOURCE")]
    source: String,

    /// Its rendering; - for stdin
    #[arg(value_name = "TARGET")]
    target: Option<String>,

    /// Of an interview: which rendering, when there are several
    #[arg(long, value_name = "LABEL", conflicts_with = "target")]
    rendering: Option<String>,

    /// Of an interview: beads that people confirmed or pinned stay, only the rest is aligned
    #[arg(long, conflicts_with_all = ["target", "anew"])]
    keep_confirmed: bool,

    /// Of an interview: beads that people confirmed or pinned are dropped
    #[arg(long, conflicts_with = "target")]
    anew: bool,

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
        let (aligned, reasons) = match &self.target {
            Some(target) => texts::align((&self.source, target), &self.reader, &self.claim, screen)?,
            None => self.realign(screen)?,
        };
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

    /// Aligns an interview anew; what people set is dropped only when they say so.
    fn realign(&self, screen: &mut Screen) -> Result<(Aligned, Reasons), Fault> {
        if self.claim.policy.is_some() || self.claim.direction.is_some() || self.reader.segmented {
            return Err(Fault::usage(
                "--policy, --direction and --segmented are for two files; an interview has its own",
            ));
        }
        let mut bench = workspace::open(screen)?;
        let label = self.rendering.as_deref();
        let opened = bench.opened(&self.source, label)?;
        let beads = opened.aligned.alignment.beads();
        let by_hand = |bead: &&Bead| matches!(bead.status, Status::Confirmed | Status::Pinned);
        let set = beads.iter().filter(by_hand).count();
        if set > 0 && !self.keep_confirmed && !self.anew {
            return Err(Fault::usage(format!(
                "{} by hand; --keep-confirmed keeps what people set, --anew drops it",
                plural(set, "bead")
            )));
        }
        Ok(bench.realign(&self.source, label, self.keep_confirmed)?)
    }

    fn jsonl(&self, units: &[Unit], reasons: &Reasons) -> Result<String, Fault> {
        let values: Vec<serde_json::Value> = if self.explain {
            reasons
                .contributions
                .iter()
                .enumerate()
                .map(|(at, of_bead)| {
                    let each = of_bead.iter().map(|one| {
                        serde_json::json!({
                            "feature": one.feature,
                            "value": one.value,
                            "weight": one.weight,
                            "points": one.points(),
                        })
                    });
                    let learnt = reasons.learnt.get(at).into_iter().flatten().map(|pair| {
                        serde_json::json!({
                            "feature": "learnt",
                            "arabic": pair.arabic,
                            "english": pair.english,
                            "both": pair.both,
                            "places": pair.places,
                        })
                    });
                    each.chain(learnt).collect()
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
