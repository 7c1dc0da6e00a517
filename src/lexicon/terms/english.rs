//! English words as the term index compares them: lower case, stemmed, hyphens as spaces.

use rust_stemmers::{Algorithm, Stemmer};

/// The keys of an expression, one per word; hyphenated words are several.
pub fn keys(expression: &str) -> Vec<String> {
    crate::text::token::tokens(expression)
        .into_iter()
        .filter(|token| token.is_word() || token.kind == crate::text::Kind::Number)
        .map(|token| stem(&token.folded))
        .collect()
}

/// What a word of a text may be a form of: its stem.
pub fn readings(folded: &str) -> Vec<String> {
    vec![stem(folded)]
}

/// The Snowball (Porter 2) stem, after irregular forms and British spellings are made regular.
fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word).trim_end_matches('\'');
    let regular = match word {
        "men" => "man",
        "women" => "woman",
        "children" => "child",
        "people" | "persons" => "person",
        "wives" => "wife",
        "lives" => "life",
        "was" | "were" | "is" | "are" | "been" | "being" => "be",
        "said" => "say",
        "led" => "lead",
        "held" => "hold",
        "took" | "taken" => "take",
        "made" => "make",
        "fought" => "fight",
        "sought" => "seek",
        "threw" | "thrown" => "throw",
        "gave" | "given" => "give",
        "fell" | "fallen" => "fall",
        "broke" | "broken" => "break",
        "struck" => "strike",
        "shot" => "shoot",
        "defence" => "defense",
        other => other,
    };
    let spelt = regular.replace("isation", "ization").replace("our", "or");
    Stemmer::create(Algorithm::English).stem(&spelt).into_owned()
}
