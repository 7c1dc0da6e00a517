//! English characters for one Arabic character: the usual figure, and that of two texts.

use crate::align::side::Side;

/// The usual ratio in news, without harakat.
pub(crate) const USUAL: f32 = 1.12;

/// Half the usual ratio, half that of the whole texts (which gaps distort).
pub(crate) fn of_texts(arabic: &Side, english: &Side) -> f32 {
    let a = arabic.block(&(0..arabic.len())).chars;
    let e = english.block(&(0..english.len())).chars;
    if a < 1.0 || e < 1.0 {
        return USUAL;
    }
    0.5 * USUAL + 0.5 * (e / a).clamp(0.3, 4.0)
}
