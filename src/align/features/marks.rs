//! Punctuation: ends of sentences, question marks, quotation marks.

use crate::align::features::{Blocks, Runs, Texts, Vector};

/// Fills features 33 to 37.
pub(crate) fn fill(texts: &Texts, runs: &Runs, (arabic, english): Blocks<'_>, out: &mut Vector) {
    let last_arabic = texts.arabic.lines[runs.arabic.end - 1].ends;
    let last_english = texts.english.lines[runs.english.end - 1].ends;
    out[33] = -f32::from(u8::from(last_arabic != last_english));
    let inner_open =
        arabic.open + english.open - f32::from(u8::from(!last_arabic)) - f32::from(u8::from(!last_english));
    let breaks = (runs.arabic.len() + runs.english.len() - 2) as f32;
    out[34] = inner_open;
    out[35] = -(arabic.questions - english.questions).abs().min(2.0);
    out[36] = -(arabic.quotes - english.quotes).abs().min(3.0) / 2.0;
    out[37] = -(breaks - inner_open);
}
