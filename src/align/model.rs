//! The weights, by text profile.
//!
//! The file `weights.json` is written by training (`docs/algorithms.md`) and embedded. Which
//! profile a text gets is decided by the summed weight of its paths under each.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::align::excerpt::MOVES;
use crate::align::features::{COUNT, Vector};

/// Weights of the bead features, by profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// The profiles of complete, ordered texts.
    pub profiles: Vec<Profile>,
    /// The same profiles for the second pass, which has sentence vectors; none: no second pass.
    #[serde(default)]
    pub second: Vec<Profile>,
    /// The weights of excerpts.
    pub excerpt: Vec<f32>,
    /// What moving about in the source costs in an excerpt.
    pub moves: Vec<f32>,
}

/// Weights that suit a kind of text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// What kind.
    pub name: String,
    /// Added to its summed weight before profiles are compared.
    pub prior: f32,
    /// One weight for each feature.
    pub weights: Vec<f32>,
}

static EMBEDDED: OnceLock<Model> = OnceLock::new();

impl Model {
    /// The model that the program carries.
    pub fn embedded() -> &'static Model {
        EMBEDDED.get_or_init(|| {
            serde_json::from_str(include_str!("weights.json")).unwrap_or_else(|_| Model::blank())
        })
    }

    /// Rounds all weights to four decimals, as the file has them.
    pub(crate) fn round(&mut self) {
        let four = |w: &mut f32| *w = (*w * 1e4).round() / 1e4;
        self.excerpt.iter_mut().chain(&mut self.moves).for_each(four);
        for profile in self.profiles.iter_mut().chain(&mut self.second) {
            four(&mut profile.prior);
            profile.weights.iter_mut().for_each(four);
        }
    }

    /// A model that knows nothing.
    pub fn blank() -> Model {
        Model {
            profiles: vec![Profile {
                name: "blank".to_owned(),
                prior: 0.0,
                weights: vec![0.0; COUNT],
            }],
            second: Vec::new(),
            excerpt: vec![0.0; COUNT],
            moves: vec![0.0; MOVES],
        }
    }
}

/// Weights as the vector that features are multiplied with; missing ones are 0.
pub(crate) fn vector(weights: &[f32]) -> Vector {
    let mut out = [0.0; COUNT];
    for (to, from) in out.iter_mut().zip(weights) {
        *to = *from;
    }
    out
}

/// The score of a feature vector.
pub(crate) fn score(weights: &Vector, features: &Vector) -> f32 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}

/// The weights of all profiles, feature by feature, so that one pass over a feature vector gives
/// all scores.
pub(crate) struct Table {
    columns: Vec<Vec<f32>>,
}

impl Table {
    /// Of all profiles of the first pass.
    pub(crate) fn new(model: &Model) -> Table {
        let vectors: Vec<Vector> = model
            .profiles
            .iter()
            .map(|profile| vector(&profile.weights))
            .collect();
        let column = |at: usize| vectors.iter().map(|weights| weights[at]).collect();
        Table {
            columns: (0..COUNT).map(column).collect(),
        }
    }

    /// The score under each profile; features that are 0 add nothing.
    pub(crate) fn scores(&self, features: &Vector, out: &mut [f32]) {
        out.fill(0.0);
        for (column, &value) in self.columns.iter().zip(features) {
            if value.abs() > 0.0 {
                out.iter_mut().zip(column).for_each(|(sum, w)| *sum += w * value);
            }
        }
    }
}
