//! Training: from gold to weights.
//!
//! Every complete text goes in twice: as it is, and loosened, that is with a share of its words
//! out of all comparisons and its lengths stretched at random, as free renderings look. Each copy
//! has its own group of profiles, so that a literal text and a free one are each judged by weights
//! that suit them. The first pass is fitted without sentence vectors, the second with them, both on
//! whole texts.

mod fit;
mod lbfgs;
mod prepare;

use std::ops::Range;

use rayon::prelude::*;

pub use crate::align::train::prepare::Prepared;

use crate::align::model::Model;
use crate::align::train::fit::{Case, ExcerptCase, Pass};
use crate::bitext::Pair;

/// The kinds of complete texts, each with its own prices: lines left out or put in on either
/// side, and hardly any.
pub const KINDS: [&str; 2] = ["cut", "complete"];

/// The groups of profiles: name, share of the words without match, spread of the lengths.
pub const GROUPS: [(&str, f32, f32); 2] = [("literal", 0.0, 0.0), ("free", 0.55, 0.22)];

/// Rounds of the fit unless told otherwise.
pub const ROUNDS: usize = 120;

/// Rounds of the short fit by which edges are called too unlikely for the long ones.
const SHORT: usize = 15;

/// A text with its gold.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its name, for messages.
    pub name: String,
    /// Which of [`KINDS`]; none for an excerpt.
    pub kind: Option<usize>,
    /// How much it counts; 1 is usual.
    pub weight: f64,
    /// Arabic lines and English lines.
    pub texts: (Vec<String>, Vec<String>),
    /// Gold beads, Arabic run and English run; the source is the Arabic.
    pub gold: Vec<Pair<Range<usize>>>,
}

/// Works out all that the fit needs to know of an example. `number` is what its random changes
/// are drawn from.
pub fn prepare(example: &Example, number: usize) -> Prepared {
    prepare::prepare(example, number)
}

/// Fits all weights to these examples.
pub fn train(examples: &[&Prepared], rounds: usize) -> Model {
    let names: Vec<&str> = GROUPS.iter().map(|group| group.0).collect();
    let cases: Vec<&Case> = examples.iter().flat_map(|example| &example.cases).collect();
    let excerpts: Vec<&ExcerptCase> = examples
        .iter()
        .filter_map(|example| example.excerpt.as_ref())
        .collect();
    let groups = (&names[..], &KINDS[..]);
    let short = fit::fit((&cases, &excerpts), groups, Pass::Second, (None, SHORT));
    let vectors: Vec<Vec<f32>> = short
        .profiles
        .iter()
        .map(|profile| profile.weights.clone())
        .collect();
    let cases: Vec<Case> = cases.par_iter().map(|case| case.pruned(&vectors)).collect();
    let cases: Vec<&Case> = cases.iter().collect();
    let first = fit::fit((&cases, &excerpts), groups, Pass::First, (None, rounds));
    let second = fit::fit((&cases, &[]), groups, Pass::Second, (Some(&first), rounds));
    let mut model = Model {
        profiles: first.profiles,
        second: second.profiles,
        excerpt: first.excerpt,
        moves: first.moves,
    };
    model.round();
    model
}
