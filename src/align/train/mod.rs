//! Training: from gold to weights.
//!
//! Every complete text goes in several times: as it is, and loosened, that is with a share of
//! its words out of all comparisons and its lengths stretched at random, as free renderings
//! look. Each copy has its own group of profiles, so that a literal text and a free one are each
//! judged by weights that suit them. The first pass is fitted, then the second on what the first
//! leaves in doubt.

mod fit;
mod lbfgs;
mod prepare;

use std::ops::Range;

use crate::align::model::Model;
use crate::bitext::Pair;

/// The kinds of complete texts, each with its own prices.
pub const KINDS: [&str; 4] = ["near", "gaps", "complete", "wide"];

/// The groups of profiles: name, share of the words without match, spread of the lengths.
pub const GROUPS: [(&str, f32, f32); 3] = [("literal", 0.0, 0.0), ("loose", 0.3, 0.12), ("free", 0.55, 0.22)];

/// Rounds of the fit unless told otherwise.
pub const ROUNDS: usize = 120;

/// A text with its gold.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its name, for messages.
    pub name: String,
    /// Which of [`KINDS`]; none for an excerpt.
    pub kind: Option<usize>,
    /// Arabic lines and English lines.
    pub texts: (Vec<String>, Vec<String>),
    /// Gold beads, Arabic run and English run; the source is the Arabic.
    pub gold: Vec<Pair<Range<usize>>>,
}

/// Fits all weights to these examples. The weights at hand (`start`) say which beads are too
/// unlikely to be looked at.
pub fn train(examples: &[&Example], rounds: usize, start: &Model) -> Model {
    let names: Vec<&str> = GROUPS.iter().map(|group| group.0).collect();
    let prepared = prepare::first(examples, start);
    let cases: Vec<&fit::Case> = prepared.cases.iter().collect();
    let excerpts: Vec<&fit::ExcerptCase> = prepared.excerpts.iter().collect();
    let fitted = fit::fit(&cases, &excerpts, (&names, &KINDS), rounds);
    let mut model = Model {
        profiles: fitted.profiles,
        second: Vec::new(),
        excerpt: fitted.excerpt,
        moves: fitted.moves,
    };
    let second = prepare::second(examples, &model);
    let cases: Vec<&fit::Case> = second.iter().collect();
    model.second = fit::fit(&cases, &[], (&names, &KINDS), rounds).profiles;
    model.round();
    model
}
