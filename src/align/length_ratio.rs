//! English characters for one Arabic character: the usual figure, that of two texts, and that
//! of the beads found in them.

use crate::align::features::Runs;
use crate::align::side::Side;

/// The usual ratio in news, without harakat.
pub(crate) const USUAL: f32 = 1.12;

/// Arabic characters that the usual ratio counts for beside the beads of a text.
const PRIOR: f32 = 500.0;

/// Half the usual ratio, half that of the whole texts (which gaps distort).
pub(crate) fn of_texts(arabic: &Side, english: &Side) -> f32 {
    let a = arabic.block(&(0..arabic.len())).chars;
    let e = english.block(&(0..english.len())).chars;
    if a < 1.0 || e < 1.0 {
        return USUAL;
    }
    0.5 * USUAL + 0.5 * (e / a).clamp(0.3, 4.0)
}

/// The ratio of the two-sided beads, drawn a little to the usual one.
pub(crate) fn of_beads(arabic: &Side, english: &Side, beads: &[Runs]) -> f32 {
    let (mut a, mut e) = (PRIOR, PRIOR * USUAL);
    for bead in beads
        .iter()
        .filter(|bead| !bead.arabic.is_empty() && !bead.english.is_empty())
    {
        a += arabic.block(&bead.arabic).chars;
        e += english.block(&bead.english).chars;
    }
    e / a
}
