//! English names of a source and the Arabic words that nearly, but not quite, write them.
//!
//! The mirror of `names`: where the rendering is Arabic, a slip in a name is a slip of the Arabic
//! letters. A word that no Arabic list has and that looks like an English name is compared with
//! the spellings which the letter model gives that name; what one changed letter gains, and
//! whether a listed word is one slip away and fits better, goes into boosted trees
//! (`misspelt_arabic.tsv`, `corpora/checks/README.md`). A listed place is judged by the list alone.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::check::Unit;
use crate::check::evidence::authority;
use crate::check::evidence::model::{self, Model};
use crate::check::evidence::name_like;
use crate::check::evidence::names::{NameWord, explained};
use crate::check::evidence::opposite::Romanisation;
use crate::check::evidence::stem::CLITICS;
use crate::lexicon::arabic_spelling;
use crate::lexicon::names::{Name, NameList};
use crate::lexicon::romanise::{self, Respelling};
use crate::lexicon::spelling::form::{Known, Shape};
use crate::lexicon::words::{Words, similarity};
use crate::text::{Lang, fold};

/// An Arabic word that nearly writes an English name.
#[derive(Debug)]
pub struct ArabicSlip {
    /// The English token.
    pub english: usize,
    /// The Arabic token.
    pub arabic: usize,
    /// Logit of the trees that the Arabic is misspelt.
    pub score: f32,
    /// What the model sees; nothing when a list alone decides.
    pub features: Vec<f32>,
    /// Better spellings of the whole Arabic word, with its clitics, best first.
    pub spellings: Vec<String>,
}

static MODELS: LazyLock<BTreeMap<String, Model>> =
    LazyLock::new(|| model::models(include_str!("misspelt_arabic.tsv")));

/// Score from which an Arabic spelling of a name is called misspelt.
pub const MISSPELT: f32 = 1.5;
/// Likeness of another name, from which no slip is looked for, and the likeness from which the
/// word fits.
const ANOTHER: f32 = -0.45;
const FITS: f32 = 1.3;
/// Least gain of a changed letter, in nats.
const LEAST_GAIN: f32 = 2.0;
/// log10 of the frequency from which an Arabic word is known and no slip.
const KNOWN: f32 = -6.0;
/// Endings of words that are rendered by their sense (`Persian`, `European`).
const ENDINGS: &[&str] = &[
    "ian", "ians", "ean", "eans", "ish", "ese", "ist", "ists", "ism", "ican", "icans",
];
/// Shortest name and shortest Arabic word in which a slip can be told.
const SHORTEST: usize = 4;
const SHORTEST_ARABIC: usize = 3;
/// What a slip of a listed name is worth.
const CERTAIN: f32 = 5.0;
/// Likeness by which a listed word may fit worse than the changed one.
const LEEWAY: f32 = 0.25;

impl ArabicSlip {
    /// How sure the slip is.
    pub fn confidence(&self) -> f32 {
        MODELS
            .get("misspelt_arabic")
            .map_or(0.0, |model| model.confidence(self.score))
    }
}

/// The Arabic words of a unit that nearly write one of its English names, all that are looked
/// at; those above [`MISSPELT`] are slips.
pub fn slips(unit: &Unit<'_>) -> Vec<ArabicSlip> {
    let mut slips: Vec<ArabicSlip> = Vec::new();
    for name in unit.names().iter().filter(|name| is_name(name)) {
        let Some(slip) = slip(unit, name) else {
            continue;
        };
        match slips.iter_mut().find(|other| other.arabic == slip.arabic) {
            Some(other) if other.score < slip.score => *other = slip,
            Some(_) => {}
            None => slips.push(slip),
        }
    }
    slips
}

fn is_name(name: &NameWord) -> bool {
    let plain = matches!(name.known, Known::Yes(entry) if entry.plain());
    name.shape == Shape::Capital
        && name.key.len() >= SHORTEST
        && (!plain || NameList::public().knows(&name.key))
        && !ENDINGS.iter().any(|ending| name.key.ends_with(ending))
        && (!name.starts_sentence || name.known != Known::Derived)
}

fn slip(unit: &Unit<'_>, name: &NameWord) -> Option<ArabicSlip> {
    if name_like::is_listed_meaning(&name.key) || name_like::is_answered(unit, &name.key) {
        return None;
    }
    let found = unit.romanisations(&name.key);
    let best = found.first()?;
    if best.found.likeness >= FITS || best.found.likeness < ANOTHER {
        return None;
    }
    found.iter().find_map(|found| judged(unit, name, found))
}

/// Is the Arabic word one that lists have?
pub fn is_known(unit: &Unit<'_>, arabic: usize) -> bool {
    let token = &unit.tokens(Lang::Arabic)[arabic];
    let mut stems = CLITICS
        .iter()
        .filter_map(|clitic| token.folded.strip_prefix(clitic));
    stems.any(|stem| {
        let listed = Words::embedded().log10_frequency(Lang::Arabic, stem);
        listed.is_some_and(|log10| log10 > KNOWN) || NameList::public().knows_arabic(stem)
    })
}

fn judged(unit: &Unit<'_>, name: &NameWord, found: &Romanisation) -> Option<ArabicSlip> {
    let token = &unit.tokens(Lang::Arabic)[found.token];
    if token.folded.chars().count() < SHORTEST_ARABIC || is_known(unit, found.token) {
        return None;
    }
    let written = fold::bare(token.span.of(&unit.text(Lang::Arabic)?.text));
    let listed = Listed::of(name, &written);
    let respelling = romanise::respell(&name.key, &written).filter(|found| found.gain > LEAST_GAIN)?;
    let fits = |word: &str| romanise::best_match(&name.key, word).map_or(-9.0, |found| found.likeness);
    let is_variant = are_variants(&written, &respelling.word) && !listed.by_list;
    if is_variant || is_nisba(&name.key, &token.folded) {
        return None;
    }
    let features = features(unit, name, found, (&respelling, &listed));
    let mut spellings: Vec<String> = Vec::new();
    let clitic = token
        .folded
        .strip_suffix(found.found.arabic.as_str())
        .unwrap_or("");
    let changed = fits(&respelling.stem);
    let likely = Some(&listed).filter(|listed| listed.by_list || listed.likeness + LEEWAY > changed);
    spellings.extend(likely.and_then(|listed| listed.word.clone()));
    spellings.push(respelling.word.clone());
    let modelled = romanise::arabic_spellings(&name.key, 1);
    spellings.extend(modelled.into_iter().map(|stem| format!("{clitic}{stem}")));
    let mut offered: Vec<String> = Vec::new();
    for spelling in spellings {
        if !offered.contains(&spelling) && spelling != written {
            offered.push(spelling);
        }
    }
    let score = if listed.by_list {
        CERTAIN
    } else {
        MODELS
            .get("misspelt_arabic")
            .map_or(-9.0, |model| model.score(&features))
    };
    Some(ArabicSlip {
        english: name.token,
        arabic: found.token,
        score,
        features,
        spellings: offered,
    })
}

/// By how much worse a name may fit without the ending of an adjective.
const NISBA_LEEWAY: f32 = 0.1;

/// Does the name fit as well without the ending of an adjective (`Scotland`, الأسكتلندي)?
fn is_nisba(latin: &str, arabic: &str) -> bool {
    const NISBA: &[&str] = &["ي", "يه", "يون", "يين", "ين", "ون", "يات"];
    let fits = |word: &str| romanise::best_match(latin, word).map_or(-9.0, |found| found.likeness);
    let mut stems = NISBA.iter().filter_map(|ending| arabic.strip_suffix(ending));
    stems.any(|stem| fits(stem) + NISBA_LEEWAY > fits(arabic))
}

/// Do two spellings differ only in which vowels have a letter of their own (دوير, دواير)? A
/// letter struck twice is a slip all the same.
fn are_variants(one: &str, other: &str) -> bool {
    let is_vowel = |c: &char| "اويأإآىةه".contains(*c);
    let consonants = |word: &str| word.chars().filter(|c| !is_vowel(c)).collect::<String>();
    let letters: Vec<char> = one.chars().collect();
    let is_struck_twice = letters.windows(2).any(|two| two[0] == two[1]);
    let count = |word: &str| {
        let mut vowels: Vec<char> = word.chars().filter(is_vowel).collect();
        vowels.sort_unstable();
        vowels
    };
    // The same letters in another order are swapped ones.
    !is_struck_twice && consonants(one) == consonants(other) && count(one) != count(other)
}

/// A listed Arabic word one slip away from the written one.
#[derive(Debug, Default)]
struct Listed {
    /// As it is written, with clitics.
    word: Option<String>,
    /// How well it fits the name.
    likeness: f32,
    log10: f32,
    similarity: f32,
    /// Is it surely the Arabic of the name?
    by_list: bool,
}

/// Cosine from which an Arabic word translates an English name, without a list that says so and
/// with one.
const SURELY_TRANSLATES: f32 = 0.75;
const TRANSLATES: f32 = 0.5;

impl Listed {
    fn of(name: &NameWord, written: &str) -> Listed {
        let lexicon = Words::embedded();
        let vector = lexicon
            .find(Lang::English, &name.key)
            .map(|entry| lexicon.vector(Lang::English, entry.row));
        let mut listed = Listed {
            likeness: -1.5,
            log10: -9.0,
            similarity: -0.2,
            ..Listed::default()
        };
        let folded = fold::word(written, Lang::Arabic);
        let mut best = f32::NEG_INFINITY;
        for candidate in arabic_spelling::candidates(written, 8) {
            let stem = candidate.word.strip_prefix(candidate.clitic).unwrap_or("");
            // Under another clitic it is the very word.
            if folded.ends_with(stem) {
                continue;
            }
            let likeness =
                romanise::best_match(&name.key, &candidate.word).map_or(-1.5, |found| found.likeness);
            let entry = lexicon.find(Lang::Arabic, stem);
            let similarity = match (&vector, entry) {
                (Some(vector), Some(entry)) => similarity(vector, &lexicon.vector(Lang::Arabic, entry.row)),
                _ => -0.2,
            };
            let worth = likeness.max(3.0 * similarity - 0.8) - 0.05 * candidate.slip.cost();
            if worth > best {
                best = worth;
                listed = Listed {
                    word: Some(candidate.written(written, |_| false)),
                    likeness,
                    log10: candidate.log10,
                    similarity,
                    by_list: similarity > SURELY_TRANSLATES
                        || similarity > TRANSLATES && is_listed_for(&name.key, stem),
                };
            }
        }
        listed
    }
}

/// Is the Arabic word the name of a list entry of one word that has this Latin form?
fn is_listed_for(latin: &str, arabic: &str) -> bool {
    let is_it = |name: &Name| authority::arabic_words(name) == [arabic];
    NameList::public().with_word(latin).any(is_it)
}

fn features(
    unit: &Unit<'_>,
    name: &NameWord,
    found: &Romanisation,
    (respelling, listed): (&Respelling, &Listed),
) -> Vec<f32> {
    let token = &unit.tokens(Lang::Arabic)[found.token];
    let letters = found.found.arabic.chars().count() as f32;
    let fits = |word: &str| romanise::best_match(&name.key, word).map_or(-1.5, |found| found.likeness);
    let modelled = romanise::folded_spellings(&found.found.latin, 1);
    let best = modelled.first().map_or(0.0, |(_, fit)| *fit);
    let known = match name.known {
        Known::No => 0.0,
        Known::Derived => 1.0,
        Known::NeedsCapital | Known::Yes(_) => 2.0,
    };
    let claimed = unit
        .names()
        .iter()
        .filter(|other| other.token != name.token)
        .filter_map(|other| romanise::best_match(&other.key, &token.folded))
        .map(|found| found.likeness)
        .fold(-1.5, f32::max);
    vec![
        respelling.gain,
        found.found.likeness,
        fits(&respelling.stem),
        best - found.found.fit,
        name.key.len() as f32,
        letters,
        listed.likeness,
        listed.likeness - found.found.likeness,
        listed.log10,
        listed.similarity,
        known,
        f32::from(u8::from(arabic_spelling::is_listed(&token.folded))),
        claimed,
        explained(unit, name.token, found.token),
        unit.translation(&name.key)
            .map_or(0.0, |translation| translation.similarity),
        f32::from(u8::from(name.starts_sentence)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, TransUnit};

    #[track_caller]
    fn told(english: &str, arabic: &str) -> Vec<String> {
        let transunit = TransUnit::of_texts(Direction::EN_AR, english, arabic);
        let slips = slips(&Unit::new(&transunit));
        let told = slips.into_iter().filter(|slip| slip.score > MISSPELT);
        told.filter_map(|slip| slip.spellings.into_iter().next())
            .collect()
    }

    #[test]
    fn a_slip_of_letters_is_told_with_the_listed_spelling() {
        assert_eq!(
            told("He left London for Paris.", "غادر لنندن إلى باريس."),
            ["لندن"]
        );
        assert_eq!(told("Mr Okafor agreed.", "وافق السيد أوكافرو."), ["أوكافور"]);
    }

    #[test]
    fn adjectives_and_vowels_are_no_slips() {
        for (english, arabic) in [
            ("The bank of Scotland agreed.", "وافق البنك الأسكتلندي."),
            ("Mr Dwyer agreed.", "وافق السيد دواير."),
            ("Mr Dwyer agreed.", "وافق السيد دوير."),
            ("Mr Okafor agreed.", "وافق السيد اوكافور."),
            ("He went to Vienna.", "ذهب إلى فيينا."),
            ("The mayor of Beijing agreed.", "كان لبكين رأي آخر."),
            ("An American bank agreed.", "وافق البنك الأمريكي."),
        ] {
            assert_eq!(told(english, arabic), [""; 0]);
        }
    }
}
