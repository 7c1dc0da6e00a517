//! Words of other languages in an English text, which no English list has and nobody misspelt.
//!
//! A phrase is foreign where the text says so (`French: liberté`), where it stands in quotation
//! marks, italics or brackets and half of its words are unknown, and where two words are a Latin
//! name of a species (`Aedes aegypti`, `E. coli`) or one the name of a family (`Poaceae`).

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::lexicon::spelling::form::Shape;
use crate::lexicon::spelling::table;
use crate::text::{Kind, Token};

/// Words that say of what follows a colon that it is of another language.
fn languages() -> &'static HashSet<&'static str> {
    static LANGUAGES: OnceLock<HashSet<&str>> = OnceLock::new();
    LANGUAGES.get_or_init(|| include_str!("languages.txt").split_whitespace().collect())
}

/// Is it the name of a language?
pub fn is_language(key: &str) -> bool {
    languages().contains(key)
}

/// Tokens that a colon behind a language is looked for backwards.
const REACH: usize = 14;
/// Endings of the second word of a species' name.
const SPECIES: &[&str] = &[
    "us", "um", "ae", "is", "ii", "ensis", "ense", "oides", "ia", "ica", "icus", "ata", "atus", "osa",
    "osus", "ella", "ina", "inus", "ana", "anus", "ens", "ans", "ti", "ni", "ri", "li", "si", "ci", "a",
];
/// Endings of the first word, and the frequency class up to which a listed one may be a genus.
const GENERA: &[&str] = &["us", "a", "um", "is", "es", "on", "ys", "ix", "ax", "er"];
const RARE: u8 = 5;
/// Endings of names of genera, families and orders.
const FAMILIES: &[&str] = &[
    "idae",
    "aceae",
    "inae",
    "viridae",
    "virinae",
    "coccus",
    "bacter",
    "bacterium",
    "myces",
    "monas",
    "saurus",
    "pithecus",
    "oidea",
    "phyta",
    "mycota",
    "optera",
    "virus",
    "bacillus",
    "plasma",
    "ophyta",
];

/// Do the marks around a word, or the words before it, say that it is of another language?
/// `is_unknown` says of a token that no list has its word.
pub fn is_foreign(tokens: &[Token], at: usize, text: &str, is_unknown: &dyn Fn(usize) -> bool) -> bool {
    follows_a_language(tokens, at, text)
        || is_set_apart(tokens, at, text, is_unknown)
        || is_species(tokens, at, text, is_unknown)
}

fn written<'t>(token: &Token, text: &'t str) -> &'t str {
    token.span.of(text)
}

/// Does `French:` stand before, in the same bracket and clause?
fn follows_a_language(tokens: &[Token], at: usize, text: &str) -> bool {
    let mut place = at;
    for _ in 0..REACH {
        let Some(before) = place.checked_sub(1) else {
            return false;
        };
        place = before;
        match written(&tokens[place], text) {
            ";" | ")" | "]" | "." | "!" | "?" | "؛" | "\n" => return false,
            ":" => {
                let named = place.checked_sub(1).map(|named| tokens[named].folded.as_str());
                return named.is_some_and(|named| languages().contains(named));
            }
            _ => {}
        }
    }
    false
}

/// Pairs of marks that set a phrase apart.
const PAIRS: [(char, char); 9] = [
    ('“', '”'),
    ('"', '"'),
    ('«', '»'),
    ('‘', '’'),
    ('\'', '\''),
    ('*', '*'),
    ('_', '_'),
    ('(', ')'),
    ('[', ']'),
];
/// Most bytes between the marks.
const FAR: usize = 120;

/// Does it stand between marks with two words or more, half of them unknown?
fn is_set_apart(tokens: &[Token], at: usize, text: &str, is_unknown: &dyn Fn(usize) -> bool) -> bool {
    let span = tokens[at].span;
    PAIRS.iter().any(|&(open, close)| {
        let before = &text[..span.start];
        let after = &text[span.end..];
        let Some(from) = before.rfind(open) else {
            return false;
        };
        let Some(to) = after.find(close).map(|to| span.end + to) else {
            return false;
        };
        // An apostrophe is no mark, and a closing mark before the word opens nothing.
        let is_closed = open != close && before[from..].contains(close);
        let opens = text[..from]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        if is_closed || !opens || to - from > FAR {
            return false;
        }
        let inside = (0..tokens.len()).filter(|&other| {
            let token = &tokens[other];
            token.kind == Kind::Latin && token.span.start > from && token.span.end <= to
        });
        let (words, unknown) = inside.fold((0, 0), |(words, unknown), other| {
            (words + 1, unknown + usize::from(is_unknown(other)))
        });
        words >= 2 && unknown * 2 >= words && unknown >= 2
    })
}

/// Is it a part of a Latin name: the second word behind a genus, or a genus before such a word?
fn is_species(tokens: &[Token], at: usize, text: &str, is_unknown: &dyn Fn(usize) -> bool) -> bool {
    let shape = |at: usize| Shape::of(written(&tokens[at], text));
    let is_latin = |at: usize| {
        SPECIES.iter().any(|ending| tokens[at].folded.ends_with(ending)) && tokens[at].folded.len() >= 4
    };
    let is_word = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Latin);
    let is_rare = |at: usize| {
        let entry = table::entry(&tokens[at].folded);
        entry.is_some_and(|entry| entry.class() <= RARE)
            && GENERA.iter().any(|ending| tokens[at].folded.ends_with(ending))
    };
    let is_family = FAMILIES
        .iter()
        .any(|ending| tokens[at].folded.ends_with(ending) && tokens[at].folded.len() > ending.len() + 2);
    if is_family {
        return true;
    }
    match shape(at) {
        Shape::Lower if is_latin(at) => {
            let before = at.checked_sub(1);
            let before = before.filter(|&at| {
                is_word(at) || at.checked_sub(1).is_some_and(is_word) && written(&tokens[at], text) == "."
            });
            let genus = before.map(|at| if is_word(at) { at } else { at - 1 });
            genus.is_some_and(|genus| {
                let letters = tokens[genus].folded.trim_end_matches('.').len();
                let is_short = letters == 1;
                !matches!(shape(genus), Shape::Lower) && (is_short || is_unknown(genus) || is_rare(genus))
            })
        }
        Shape::Capital => {
            is_word(at + 1) && shape(at + 1) == Shape::Lower && is_latin(at + 1) && is_unknown(at + 1)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::spelling::form::{self, Known};
    use crate::text::token::tokens;

    fn foreign(text: &str) -> Vec<String> {
        let all = tokens(text);
        let is_unknown = |at: usize| {
            let shape = Shape::of(all[at].span.of(text));
            form::known(&form::key(&all[at]), shape) == Known::No
        };
        (0..all.len())
            .filter(|&at| all[at].kind == Kind::Latin && is_unknown(at))
            .filter(|&at| is_foreign(&all, at, text, &is_unknown))
            .map(|at| all[at].folded.clone())
            .collect()
    }

    #[test]
    fn marked_phrases_are_foreign() {
        assert_eq!(
            foreign("the forest (French: forêt amazonienne; a name)"),
            ["forêt", "amazonienne"]
        );
        assert_eq!(
            foreign("infected with Aedes aegypti and E. aeruginosa"),
            ["aegypti", "aeruginosa"]
        );
    }

    #[test]
    fn slips_are_not() {
        for text in [
            "He said “the goverment is wrong” and left",
            "The goverment of Qatar recieved them",
            "In French it is good: teh end",
            "the offical (the minster) said",
        ] {
            assert_eq!(foreign(text), [""; 0], "{text}");
        }
    }
}
