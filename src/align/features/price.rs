//! Prices: what a bead costs by its kind alone, and what a word without counterpart costs.

use crate::align::features::{Blocks, Runs, Vector};

/// Number of prices; they stand first in the vector.
pub(crate) const NAMES: usize = 14;

/// Fills features 0 to 13.
pub(crate) fn fill(runs: &Runs, (arabic, english): Blocks<'_>, out: &mut Vector) {
    let (a, e) = (runs.arabic.len(), runs.english.len());
    match (a, e) {
        (_, 0) => {
            out[0] = a as f32;
            out[2] = -arabic.mass.min(40.0) / 10.0;
            return;
        }
        (0, _) => {
            out[1] = e as f32;
            out[3] = -english.mass.min(40.0) / 10.0;
            return;
        }
        (1, 2) => out[4] = 1.0,
        (2, 1) => out[5] = 1.0,
        (1, more) if more > 2 => {
            out[6] = 1.0;
            out[8] = (more - 3) as f32;
        }
        (more, 1) if more > 2 => {
            out[7] = 1.0;
            out[9] = (more - 3) as f32;
        }
        (a, e) if a > 1 && e > 1 => {
            out[10] = 1.0;
            out[11] = (a + e - 4) as f32;
        }
        _ => {}
    }
    out[12] = -arabic.mass / 10.0;
    out[13] = -english.mass / 10.0;
}
