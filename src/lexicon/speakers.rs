//! Who is named as a speaker, and whether two such names are one person.
//!
//! A label (`Musleh:`, المذيع) is a part in the conversation or a name. Parts are known by a table
//! (`parts.tsv`); names are compared by how they romanise, then by their meaning.

use crate::lexicon::romanise;
use crate::lexicon::spelling::table;
use crate::lexicon::words::{Words, similarity};
use crate::text::{Lang, token};

/// A speaker as a text names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speaker {
    /// As it stands in the text.
    pub name: String,
    /// Its words in folded form, titles left out.
    words: Vec<String>,
}

/// Titles, which tell no person from another.
const TITLES: &str = "الدكتور الدكتوره دكتور دكتوره د السيد السيده سيد الاستاذ الاستاذه استاذ الشيخ شيخ اللواء العميد العقيد \
    الفريق المهندس المهندسه ست الست الحاج ابو ام بن ابن ال عبد dr mr mrs ms miss prof professor sheikh general \
    colonel brigadier major sir lord madam sayyid hajj hajji abu umm ibn bin al el ul abd abdul the eng engineer";

/// How two speakers, one of each language, stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Two names of which nothing is alike.
    Different,
    /// A part and a name, or names of which too little is known.
    Unknown,
    /// One person, by so many words.
    Same(usize),
}

/// Cosine from which a word is the translation of another.
const TRANSLATED: f32 = 0.4;
/// Likeness and cosine below which two words have nothing in common.
const UNLIKE: (f32, f32) = (-0.25, 0.25);
impl Speaker {
    /// A speaker of this name; none when nothing but titles is left of it.
    pub fn new(name: &str, lang: Lang) -> Option<Speaker> {
        let words: Vec<String> = token::tokens(name)
            .into_iter()
            .filter(|token| token.lang() == Some(lang))
            .map(|token| token.folded.trim_end_matches("'s").to_owned())
            .filter(|word| !is_listed(TITLES, word))
            .collect();
        (!words.is_empty()).then(|| Speaker {
            name: name.trim().to_owned(),
            words,
        })
    }

    /// The part it is in the conversation (a row of `parts.tsv`), if it is one.
    fn part(&self) -> Option<usize> {
        parts().position(|(arabic, english)| {
            self.words
                .iter()
                .any(|word| is_listed(arabic, word) || is_listed(english, word))
        })
    }

    /// Is it a name, not a part?
    pub fn is_name(&self) -> bool {
        self.part().is_none()
    }
}

/// The table of parts, row by row: Arabic, English.
fn parts() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("parts.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

fn is_listed(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

/// Compares an Arabic speaker with an English one.
pub fn likeness(arabic: &Speaker, english: &Speaker) -> Likeness {
    let (part, other) = (arabic.part(), english.part());
    if let (Some(part), Some(other)) = (part, other) {
        return if part == other {
            Likeness::Same(1)
        } else {
            Likeness::Different
        };
    }
    if part.is_some() || other.is_some() {
        return Likeness::Unknown;
    }
    let mut same = 0;
    let mut unlike = true;
    for word in &english.words {
        let (alike, near) = arabic
            .words
            .iter()
            .map(|other| word_likeness(other, word))
            .fold((f32::MIN, 0.0_f32), |best, pair| {
                (best.0.max(pair.0), best.1.max(pair.1))
            });
        same += usize::from(alike >= romanise::SURE || near >= TRANSLATED);
        unlike &= alike < UNLIKE.0 && near < UNLIKE.1;
    }
    match same {
        0 if unlike && english.words.iter().all(|word| is_name_word(word)) => Likeness::Different,
        0 => Likeness::Unknown,
        n => Likeness::Same(n),
    }
}

/// Is it a word that is written with a capital, or that no list has?
fn is_name_word(english: &str) -> bool {
    table::entry(english).is_none_or(|entry| entry.capital() && !entry.plain())
}

/// How alike two words sound, and how near they mean.
fn word_likeness(arabic: &str, english: &str) -> (f32, f32) {
    let sound = romanise::best_match(english, arabic).map_or(-1.0, |found| found.likeness);
    let table = Words::embedded();
    let entries = (
        table.find(Lang::Arabic, arabic),
        table.find(Lang::English, english),
    );
    let meaning = match entries {
        (Some(ar), Some(en)) => similarity(
            &table.vector(Lang::Arabic, ar.row),
            &table.vector(Lang::English, en.row),
        ),
        _ => 0.0,
    };
    (sound, meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(arabic: &str, english: &str, expected: Likeness) {
        let speakers = (
            Speaker::new(arabic, Lang::Arabic).unwrap(),
            Speaker::new(english, Lang::English).unwrap(),
        );
        assert_eq!(likeness(&speakers.0, &speakers.1), expected, "{arabic} {english}");
    }

    #[test]
    fn names_and_parts_are_compared() {
        case("قاسم مصلح", "Qassem Musleh", Likeness::Same(2));
        case("الأستاذ قاسم مصلح", "Mr. Musleh", Likeness::Same(1));
        case("المذيع", "Interviewer", Likeness::Same(1));
        case("المذيع", "Guest", Likeness::Different);
        case("المذيع", "Musleh", Likeness::Unknown);
        case("سعاد الكناني", "Qassem Musleh", Likeness::Different);
    }
}
