//! Fits the aligner's weights to gold and measures them on texts they were not fitted to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use crate::align::train::{Example, Prepared, prepare, train};
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
    /// How much each of its texts counts in the fit.
    pub weight: f64,
    /// The texts.
    pub cases: Vec<GoldCase>,
}

/// What the cases were made from: by the name of a case, articles or collections.
pub type Origins = BTreeMap<String, BTreeSet<String>>;

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
    let prepared = prepared(sets);
    let all: Vec<&Prepared> = prepared.iter().map(|(_, prepared)| prepared).collect();
    train(&all, rounds)
}

/// Measures the cases of `sets` by weights that were fitted to the others and to `more`.
///
/// The cases of a set are put in folds, those of a common origin in the same one. A fold is measured by
/// weights that were fitted without any text, of whatever set, that shares an origin with one of its
/// texts. A case that cannot be aligned counts as empty.
pub fn cross_validate(
    (sets, more): (&[GoldSet], &[GoldSet]),
    origins: &Origins,
    folds: usize,
    rounds: usize,
) -> Vec<Measured> {
    let all: Vec<GoldSet> = sets.iter().chain(more).cloned().collect();
    let prepared = prepared(&all);
    let mut models: BTreeMap<&str, Model> = BTreeMap::new();
    for set in sets {
        for fold in folds_of(set, origins, folds.max(2)) {
            let taken: BTreeSet<&str> = fold.iter().flat_map(|name| known(origins, name)).collect();
            let kept: Vec<&Prepared> = prepared
                .iter()
                .filter(|(name, _)| !known(origins, name).iter().any(|origin| taken.contains(origin)))
                .map(|(_, prepared)| prepared)
                .collect();
            let model = train(&kept, rounds);
            models.extend(fold.into_iter().map(|name| (name, model.clone())));
        }
    }
    let none = Model::blank();
    measure(sets, |name| models.get(name).unwrap_or(&none))
}

/// The origins of a case; one of which nothing is known is its own.
fn known<'a>(origins: &'a Origins, name: &'a str) -> BTreeSet<&'a str> {
    match origins.get(name) {
        Some(origins) => origins.iter().map(String::as_str).collect(),
        None => BTreeSet::from([name]),
    }
}

/// The names of a set's cases in so many folds or fewer: those that share an origin, however far
/// round, stay together; group `k` is in fold `k` modulo `folds`.
fn folds_of<'a>(set: &'a GoldSet, origins: &'a Origins, folds: usize) -> Vec<Vec<&'a str>> {
    let mut groups: Vec<(BTreeSet<&str>, Vec<&str>)> = Vec::new();
    for case in &set.cases {
        let mut grown = (known(origins, &case.name), vec![case.name.as_str()]);
        let mut at = groups.len();
        for k in (0..groups.len()).rev() {
            if !groups[k].0.is_disjoint(&grown.0) {
                let (origins, mut names) = groups.remove(k);
                grown.0.extend(origins);
                names.append(&mut grown.1);
                grown.1 = names;
                at = k;
            }
        }
        groups.insert(at, grown);
    }
    let mut out: Vec<Vec<&str>> = vec![Vec::new(); folds.min(groups.len())];
    let len = out.len();
    for (k, (_, names)) in groups.into_iter().enumerate() {
        out[k % len].extend(names);
    }
    out
}

/// Measures each case by the weights that `model` gives for its name.
pub fn measure<'a>(sets: &[GoldSet], model: impl Fn(&str) -> &'a Model + Sync) -> Vec<Measured> {
    sets.iter()
        .map(|set| {
            let done: Vec<(Scores, Reliability, (String, Alignment, String))> = set
                .cases
                .par_iter()
                .map(|case| one(set, case, model(&case.name)))
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
        voices: Pair::new(&[], &[]),
        constraints: &Constraints::default(),
        learnt: None,
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

/// All cases, ready for the fit, with their names.
fn prepared(sets: &[GoldSet]) -> Vec<(String, Prepared)> {
    let mut examples: Vec<Example> = Vec::new();
    for set in sets {
        examples.extend(set.cases.iter().map(|case| Example {
            name: case.name.clone(),
            kind: set.kind,
            weight: set.weight,
            texts: (case.lines.source.clone(), case.lines.target.clone()),
            gold: case.beads.iter().map(runs).collect(),
        }));
    }
    examples
        .par_iter()
        .enumerate()
        .map(|(at, example)| (example.name.clone(), prepare(example, at)))
        .collect()
}

fn runs(bead: &Pair<std::collections::BTreeSet<usize>>) -> Pair<Range<usize>> {
    let run = |lines: &std::collections::BTreeSet<usize>| match (lines.first(), lines.last()) {
        (Some(&first), Some(&last)) => first..last + 1,
        _ => 0..0,
    };
    Pair::new(run(&bead.source), run(&bead.target))
}
