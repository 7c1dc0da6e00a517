//! Dialects whose particles the tables lack: what hangs on them cannot be judged there.

use crate::check::Aligned;
use crate::lexicon::dialect::{self, Dialect};
use crate::text::Lang;

/// Texts of a document from which a dialect is worth a word.
const FEWEST: usize = 3;

/// The dialect that is not known well and that most texts of the Arabic side are in, and in how many.
pub fn unknown(aligned: &Aligned<'_>) -> Option<(Dialect, usize)> {
    let mut counts = [0_usize; Dialect::ALL.len()];
    for unit in &aligned.units {
        let found = unit
            .text(Lang::Arabic)
            .and_then(|text| dialect::of_turn(&text.text));
        if let Some(found) = found {
            counts[found as usize] += 1;
        }
    }
    Dialect::ALL
        .into_iter()
        .zip(counts)
        .filter(|(dialect, count)| !dialect.is_known_well() && *count >= FEWEST)
        .max_by_key(|(_, count)| *count)
}
