//! Do the lengths go together? After Gale and Church (1993), with a variance fit for Arabic and
//! English, and a second term by the logarithm of the ratio.

use crate::align::features::{Blocks, Runs, Vector};

/// Where the length features stand in the vector.
pub(crate) const PLACES: [usize; 4] = [29, 30, 31, 32];

/// Fills features 29 to 32.
pub(crate) fn fill(runs: &Runs, (arabic, english): Blocks<'_>, ratio: f32, out: &mut Vector) {
    let expected = ratio * arabic.chars;
    let spread = (3.0 * (expected + english.chars) + 1.0).sqrt();
    let z = (english.chars - expected) / spread;
    out[29] = -(z * z).min(16.0) / 4.0;
    out[30] = -distance(arabic.chars, english.chars, ratio).min(2.0);
    if runs.arabic.len() + runs.english.len() > 2 {
        out[31] = out[29];
        out[32] = out[30];
    }
}

/// Absolute logarithm of the ratio of lengths, with eight characters put to both.
pub(crate) fn distance(arabic: f32, english: f32, ratio: f32) -> f32 {
    ((english + 8.0) / (ratio * arabic + 8.0)).ln().abs()
}

/// Is [`distance`] at most the logarithm of `factor`?
pub(crate) fn within(arabic: f32, english: f32, ratio: f32, factor: f32) -> bool {
    let (expected, found) = (ratio * arabic + 8.0, english + 8.0);
    found <= expected * factor && expected <= found * factor
}
