//! Light stems: one key for the forms of a word, for the tables of the checks.
//!
//! English by the Snowball stemmer (rust-stemmers). Arabic by cutting conjunction, preposition
//! and article in front and pronouns and endings behind, after Larkey's light10 (2002), never
//! below three letters.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::text::Lang;

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// What may be written together with an Arabic name (folded), the likeliest first.
pub const CLITICS: &[&str] = &["", "و", "ب", "ل", "ف", "ك", "ال", "وال", "بال", "لل"];

/// The light stem of a folded word.
pub fn stem(folded: &str, lang: Lang) -> String {
    match lang {
        Lang::English => english(folded),
        Lang::Arabic => arabic(folded).to_string(),
    }
}

fn english(folded: &str) -> String {
    let bare = folded.strip_suffix("'s").unwrap_or(folded);
    ENGLISH.stem(bare).into_owned()
}

const ARTICLES: &str = "بال كال ال لل";
const ENDINGS: &str = "هما كما ها هم هن نا ات ان ون ين يه ته وا ه ي ت";

fn arabic(folded: &str) -> &str {
    let mut word = folded;
    if let Some(rest) = word.strip_prefix(['و', 'ف'])
        && letters(rest) >= 3
        && (letters(rest) >= 4 || rest.starts_with('ي') || rest.starts_with('ت'))
    {
        word = rest;
    }
    if let Some(rest) = ARTICLES.split(' ').find_map(|article| word.strip_prefix(article))
        && letters(rest) >= 2
    {
        word = rest;
    } else if let Some(rest) = word.strip_prefix(['ب', 'ل', 'ك', 'س'])
        && letters(rest) >= 4
    {
        word = rest;
    }
    if let Some(rest) = ENDINGS.split(' ').find_map(|ending| word.strip_suffix(ending))
        && letters(rest) >= 3
    {
        word = rest;
    }
    word
}

/// How many letters; folded words have no marks.
fn letters(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_their_stem() {
        for word in ["والمدرسه", "بالمدرسه", "مدرسته", "المدرسه"] {
            assert_eq!(stem(word, Lang::Arabic), "مدرس", "{word}");
        }
        assert_eq!(stem("refused", Lang::English), stem("refuses", Lang::English));
        assert_eq!(stem("ولد", Lang::Arabic), "ولد");
    }
}
