//! The weights: one set shared by all texts, and prices by text profile.
//!
//! The file `weights.json` is written by training (`docs/algorithms.md`) and embedded. A profile
//! has its own prices, added to the shared weights; which profile a text gets is decided by the
//! summed weight of its paths under each.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::align::excerpt::MOVES;
use crate::align::features::{COUNT, PRICES, Vector};

/// Weights of the bead features, by profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// One weight for each feature.
    pub shared: Vec<f32>,
    /// The profiles of complete, ordered texts.
    pub profiles: Vec<Profile>,
    /// The prices of excerpts.
    pub excerpt: Profile,
    /// What moving about in the source costs in an excerpt.
    pub moves: Vec<f32>,
}

/// Prices that suit a kind of text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// What kind.
    pub name: String,
    /// Added to its summed weight before profiles are compared.
    pub prior: f32,
    /// Added to the shared weights of the first features.
    pub prices: Vec<f32>,
}

static EMBEDDED: OnceLock<Model> = OnceLock::new();

impl Model {
    /// The model that the program carries.
    pub fn embedded() -> &'static Model {
        EMBEDDED.get_or_init(|| {
            serde_json::from_str(include_str!("weights.json")).unwrap_or_else(|_| Model::blank())
        })
    }

    /// A model that knows nothing.
    pub fn blank() -> Model {
        Model {
            shared: vec![0.0; COUNT],
            profiles: Vec::new(),
            excerpt: Profile {
                prices: vec![0.0; COUNT],
                ..Profile::blank("excerpt")
            },
            moves: vec![0.0; MOVES],
        }
    }

    /// The weights that a profile gives: shared, with its own prices added.
    pub(crate) fn weights(&self, profile: &Profile) -> Vector {
        let mut out = [0.0; COUNT];
        for (to, from) in out.iter_mut().zip(&self.shared) {
            *to = *from;
        }
        for (to, from) in out.iter_mut().zip(&profile.prices) {
            *to += *from;
        }
        out
    }
}

impl Profile {
    /// A profile without prices of its own.
    pub fn blank(name: &str) -> Profile {
        Profile {
            name: name.to_owned(),
            prior: 0.0,
            prices: vec![0.0; PRICES],
        }
    }
}

/// The score of a feature vector.
pub(crate) fn score(weights: &Vector, features: &Vector) -> f32 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}
