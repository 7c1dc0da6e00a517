//! Is a word a name at all? Asked before a name is held against what is left on the other side.
//!
//! Bodies, concepts, peoples and languages are rendered by their meaning (Senate, مجلس الشيوخ), so
//! none of them is missed for its sound, and an Arabic word that lists have as a word of the language
//! is no name unless lists of names have it too.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::check::Unit;
use crate::lexicon::names::{NameList, known};
use crate::lexicon::spelling::form::Shape;
use crate::lexicon::words::{How, Words};
use crate::lexicon::{demonyms, dialect};
use crate::text::{Kind, Lang};

/// Endings of English words for peoples, languages and beliefs that no table has.
const ENDINGS: &[&str] = &[
    "ian", "ians", "ese", "ish", "ist", "ists", "ism", "ite", "ites", "ean", "eans", "ans",
];
/// Letters of a word from which such an ending tells.
const LONG: usize = 6;
/// log10 of the frequency from which an Arabic word is one of the language: as it stands, since the
/// lists have foreign names too, and under clitics and endings, which those hardly take.
const WORD: f32 = -4.6;
const STRIPPED: f32 = -5.2;

fn concepts() -> &'static HashSet<&'static str> {
    static CONCEPTS: OnceLock<HashSet<&str>> = OnceLock::new();
    CONCEPTS.get_or_init(|| {
        let lines = include_str!("concepts.txt").lines();
        lines
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .collect()
    })
}

/// May Arabic render this English word by its meaning though it has a capital: a body, a concept, a
/// people, a language, an acronym?
pub fn is_of_meaning(key: &str, shape: Shape) -> bool {
    let is_people = key.len() >= LONG && ENDINGS.iter().any(|ending| key.ends_with(ending));
    shape == Shape::Upper || is_people && !known::is_latin_name(key) || is_listed_meaning(key)
}

/// As [`is_of_meaning`], by lists alone: an ending says nothing of a word that may be misspelt.
pub fn is_listed_meaning(key: &str) -> bool {
    let single = key.strip_suffix('s').unwrap_or(key);
    demonyms::belonging(key, Lang::English).is_some_and(|found| found.is_people)
        || concepts().contains(key)
        || concepts().contains(single)
        || super::foreign::is_language(key)
}

/// Is an Arabic word a name, or a word that no list has?
pub fn is_arabic_name(written: &str, folded: &str, own: &NameList) -> bool {
    own.knows_arabic(folded)
        || NameList::public().knows_arabic(folded)
        || known::is_arabic_name(written)
        || !is_word(written)
}

/// Do the lists have it as a word of the language, as it stands or under clitics and endings?
fn is_word(written: &str) -> bool {
    let listed = Words::embedded().find(Lang::Arabic, written);
    let is_common = listed.is_some_and(|entry| match entry.how {
        How::Stripped => entry.log10 > STRIPPED,
        How::Exact | How::Folded => entry.log10 > WORD,
    });
    is_common || dialect::is_dialect(written)
}

/// Does any Arabic word of the unit write this Latin word by public lists?
pub fn is_answered(unit: &Unit<'_>, key: &str) -> bool {
    let text = unit.text(Lang::Arabic).map_or("", |text| text.text.as_str());
    let is_it = |written: &str| known::is_pair(key, written);
    let tokens = unit.tokens(Lang::Arabic).iter();
    tokens
        .filter(|token| token.kind == Kind::Arabic)
        .any(|token| is_it(token.span.of(text)))
}
