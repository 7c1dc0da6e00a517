//! English number words; the words themselves are in `english.tsv`.

use crate::lexicon::numbers::{Word, words};
use crate::text::Lang;

/// What an English word (lower case) says about numbers.
pub(crate) fn word(folded: &str) -> Option<Word> {
    if folded.len() < 2 || folded.len() > 13 {
        return None;
    }
    words::find(folded, Lang::English)
}
