//! Fits the aligner's weights to gold and measures them on texts they were not fitted to.

use std::ops::Range;

use rayon::prelude::*;

use crate::align::train::{Example, train};
use crate::align::{Constraints, Model, Request, align};
use crate::bitext::{Alignment, Direction, Pair, Policy};
use crate::eval::reliability::Reliability;
use crate::eval::{BeadFile, GoldCase, Scores, compare, read_beads, write_beads};

/// A set of gold: its name, the kind of its texts (none for excerpts), its cases.
#[derive(Debug, Clone)]
pub struct GoldSet {
    /// For messages.
    pub name: String,
    /// Which of [`crate::align::train::KINDS`]; none for excerpts.
    pub kind: Option<usize>,
    /// The texts.
    pub cases: Vec<GoldCase>,
}

/// How a set was aligned.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The set.
    pub name: String,
    /// Counts over its cases.
    pub scores: Scores,
    /// Confidence against truth.
    pub reliability: Reliability,
    /// For each case its name, its beads, and the profile chosen.
    pub cases: Vec<(String, Alignment, String)>,
}

/// Fits weights to all cases of all sets.
pub fn fit(sets: &[GoldSet], rounds: usize) -> Model {
    let examples = examples(sets, |_| true);
    let all: Vec<&Example> = examples.iter().collect();
    train(&all, rounds, Model::embedded())
}

/// Measures each case by weights fitted without it: case `k` of a set is in fold `k mod folds`.
///
/// A case that cannot be aligned counts as empty.
pub fn cross_validate(sets: &[GoldSet], folds: usize, rounds: usize) -> Vec<Measured> {
    let folds = folds.max(2);
    let models: Vec<Model> = (0..folds)
        .map(|fold| {
            let examples = examples(sets, |at| at % folds != fold);
            let kept: Vec<&Example> = examples.iter().collect();
            train(&kept, rounds, Model::embedded())
        })
        .collect();
    measure(sets, |at| &models[at % folds])
}

/// Measures each case by the weights that `model` gives for its number.
pub fn measure<'a>(sets: &[GoldSet], model: impl Fn(usize) -> &'a Model + Sync) -> Vec<Measured> {
    sets.iter()
        .map(|set| {
            let done: Vec<(Scores, Reliability, (String, Alignment, String))> = set
                .cases
                .par_iter()
                .enumerate()
                .map(|(at, case)| one(set, case, model(at)))
                .collect();
            let mut out = Measured {
                name: set.name.clone(),
                scores: Scores::default(),
                reliability: Reliability::default(),
                cases: Vec::new(),
            };
            for (scores, reliability, case) in done {
                out.scores = out.scores.and(scores);
                out.reliability = out.reliability.and(&reliability);
                out.cases.push(case);
            }
            out
        })
        .collect()
}

fn one(set: &GoldSet, case: &GoldCase, model: &Model) -> (Scores, Reliability, (String, Alignment, String)) {
    let lines = case
        .lines
        .as_ref()
        .map(|lines| lines.iter().map(String::as_str).collect::<Vec<&str>>());
    let outcome = align(&Request {
        direction: Direction::AR_EN,
        policy: if set.kind.is_some() {
            Policy::Full
        } else {
            Policy::Excerpt
        },
        texts: lines.as_ref().map(Vec::as_slice),
        constraints: &Constraints::default(),
        model,
    });
    let (alignment, profile) = outcome.map_or_else(
        |error| (Alignment::default(), error.to_string()),
        |outcome| (outcome.alignment, outcome.profile),
    );
    let predicted: BeadFile = read_beads(&write_beads(&alignment)).unwrap_or_default();
    (
        compare(&case.beads, &predicted, case.covered()),
        Reliability::of(&alignment, &case.beads),
        (case.name.clone(), alignment, profile),
    )
}

fn examples(sets: &[GoldSet], wanted: impl Fn(usize) -> bool) -> Vec<Example> {
    let mut out = Vec::new();
    for set in sets {
        for (at, case) in set.cases.iter().enumerate() {
            if wanted(at) {
                out.push(Example {
                    name: case.name.clone(),
                    kind: set.kind,
                    texts: (case.lines.source.clone(), case.lines.target.clone()),
                    gold: case.beads.iter().map(runs).collect(),
                });
            }
        }
    }
    out
}

fn runs(bead: &Pair<std::collections::BTreeSet<usize>>) -> Pair<Range<usize>> {
    let run = |lines: &std::collections::BTreeSet<usize>| match (lines.first(), lines.last()) {
        (Some(&first), Some(&last)) => first..last + 1,
        _ => 0..0,
    };
    Pair::new(run(&bead.source), run(&bead.target))
}
