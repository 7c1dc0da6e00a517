//! Known words that an unknown English word may be written for, ranked by all that is around it.

use crate::check::Unit;
use crate::lexicon::spelling::table::{self, Entry};
use crate::lexicon::spelling::{Candidate, Surroundings, candidates};
use crate::text::Lang;
use crate::text::token::Kind;

/// Score of the best candidate above which an unknown word is a slip and not a rare word: of
/// 4,000 planted slips 98 % lie above, of the rare words of the same texts (medicine, Wikipedia)
/// 18 %.
pub const SLIP: f32 = -16.5;

/// By how much more, and with how much support of the Arabic, a word with a capital must be a
/// slip of a common word.
const CAPITAL: f32 = 4.0;
const SPOKEN_FOR: f32 = 0.5;
/// Candidates that are looked at.
const MOST: usize = 5;

/// Known words for the unknown one with this key at `at`, best first, in lower case.
pub fn offered(unit: &Unit<'_>, at: usize, key: &str) -> Vec<Candidate> {
    let tokens = unit.tokens(Lang::English);
    let neighbour = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at))
            .filter(|token| token.kind == Kind::Latin)
            .map(|token| token.folded.as_str())
    };
    let around = Surroundings {
        left: neighbour(at.checked_sub(1)),
        right: neighbour(Some(at + 1)),
        support: &|word| unit.support(word),
    };
    candidates(key, &around, MOST)
}

/// Is the candidate a word that the Arabic has too, and the slip a usual one? A capital then
/// makes no name of it.
pub fn is_spoken_for(unit: &Unit<'_>, found: &Candidate) -> bool {
    found.score > SLIP + CAPITAL && unit.support(&found.word.to_lowercase()) > SPOKEN_FOR
}

/// Is an unknown word with a capital a common word with a slip (`Security Commitee`)?
pub fn is_common(unit: &Unit<'_>, at: usize, key: &str) -> bool {
    let offered = offered(unit, at, key);
    offered.first().is_some_and(|found| {
        let entry = table::entry(&found.word.to_lowercase());
        entry.is_some_and(Entry::plain) && is_spoken_for(unit, found)
    })
}
