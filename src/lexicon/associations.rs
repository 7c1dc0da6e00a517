//! Word pairs that a workspace has learnt from pairs of texts that people vouch for.
//!
//! Only words that the shipped lexicon leaves without a counterpart are looked at. Translation
//! probabilities come from IBM Model 1 (Brown et al. 1993) in both directions with an empty word,
//! and a pair is kept when they agree and the log-likelihood ratio of its count (Dunning 1993) rules
//! out chance; a capitalised English word that sounds like the Arabic one needs a single pair of texts.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::matching::{Cosines, NameTable, Vocabulary};
use crate::lexicon::words::PREFIXES;
use crate::text::Lang;
use crate::text::token::{self, Kind};

/// A cosine from which on the shipped lexicon knows a word's counterpart.
const KNOWN: f32 = 0.5;
/// A word that says less than this is not looked at.
const LEAST_WEIGHT: f32 = 1.0;
/// Fewest pairs of texts, unless the words sound alike.
const LEAST_PAIRS: u32 = 2;
/// 0.1 % in the chi-squared distribution with one degree of freedom.
const CHANCE: f64 = 10.83;
/// Least probability in either direction.
const LEAST_SHARE: f64 = 0.4;
/// Rounds of Model 1.
const ROUNDS: usize = 6;
/// Most places that are named for a pair.
const PLACES: usize = 5;

/// A pair of texts that people vouch for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught {
    /// Arabic.
    pub arabic: String,
    /// English.
    pub english: String,
    /// Where it stands, for people.
    pub place: String,
}

/// A word pair with what it was learnt from.
#[derive(Debug, Clone, PartialEq)]
pub struct WordPair {
    /// The Arabic word, folded and without article.
    pub arabic: String,
    /// The English word, folded and in the singular.
    pub english: String,
    /// Pairs of texts that have both.
    pub both: u32,
    /// Those that have the Arabic word.
    pub with_arabic: u32,
    /// Those that have the English word.
    pub with_english: u32,
    /// The lower of the two translation probabilities.
    pub share: f32,
    /// Some of the places.
    pub places: Vec<String>,
}

impl WordPair {
    /// What it counts beside cosines of word vectors, 0.66 to 0.9.
    pub fn strength(&self) -> f32 {
        0.5 + 0.4 * self.share.clamp(0.0, 1.0)
    }
}

/// All word pairs that count, by their words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Associations {
    pairs: BTreeMap<String, BTreeMap<String, WordPair>>,
}

impl Associations {
    /// Of these pairs; of two for the same words the one seen more often.
    pub fn new(pairs: impl IntoIterator<Item = WordPair>) -> Associations {
        let mut out = Associations::default();
        for pair in pairs {
            let row = out.pairs.entry(pair.arabic.clone()).or_default();
            match row.get(&pair.english) {
                Some(known) if known.both >= pair.both => {}
                _ => {
                    row.insert(pair.english.clone(), pair);
                }
            }
        }
        out
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The pairs in the order of their Arabic.
    pub fn pairs(&self) -> impl Iterator<Item = &WordPair> {
        self.pairs.values().flat_map(BTreeMap::values)
    }

    /// The pairs of the words of two texts: for each Arabic word the English ones, by their numbers.
    pub(crate) fn among(&self, arabic: &Vocabulary, english: &Vocabulary) -> Vec<Vec<(u32, &WordPair)>> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut ids: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (id, word) in english.words().iter().enumerate() {
            if word.kind == Kind::Latin {
                ids.entry(english_key(&word.folded)).or_default().push(id as u32);
            }
        }
        let row = |folded: &str| -> Vec<(u32, &WordPair)> {
            let known = arabic_keys(folded).find_map(|key| self.pairs.get(&key));
            let mut row: Vec<(u32, &WordPair)> = known
                .into_iter()
                .flat_map(BTreeMap::values)
                .flat_map(|pair| {
                    ids.get(&pair.english)
                        .into_iter()
                        .flatten()
                        .map(move |&id| (id, pair))
                })
                .collect();
            row.sort_by_key(|(id, _)| *id);
            row
        };
        let rows = arabic.words().iter().map(|word| match word.kind {
            Kind::Arabic => row(&word.folded),
            _ => Vec::new(),
        });
        rows.collect()
    }
}

/// The Arabic word as pairs have it: without the article and what stands before it, and without
/// the alef of the accusative.
fn arabic_key(folded: &str) -> String {
    let joined = PREFIXES.iter().filter(|prefix| prefix.chars().count() > 1);
    without_alef(strip(folded, joined).unwrap_or(folded)).to_owned()
}

fn without_alef(word: &str) -> &str {
    match word.strip_suffix('ا') {
        Some(rest) if rest.chars().count() >= 4 => rest,
        _ => word,
    }
}

/// The forms under which a word of a text is looked up: its own, and without a one-letter prefix.
fn arabic_keys(folded: &str) -> impl Iterator<Item = String> {
    let single = PREFIXES.iter().filter(|prefix| prefix.chars().count() == 1);
    let bare = strip(folded, single).map(|rest| without_alef(rest).to_owned());
    std::iter::once(arabic_key(folded)).chain(bare)
}

fn strip<'a, 'p>(word: &'a str, mut prefixes: impl Iterator<Item = &'p &'p str>) -> Option<&'a str> {
    prefixes.find_map(|prefix| {
        let rest = word.strip_prefix(*prefix)?;
        (rest.chars().count() >= 3).then_some(rest)
    })
}

/// The English word without possessive and plural endings.
fn english_key(folded: &str) -> String {
    let word = folded.strip_suffix("'s").unwrap_or(folded);
    match word.strip_suffix('s') {
        Some(stem) if stem.len() >= 4 && !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// Learns the word pairs of texts; the order of the texts has no bearing on them.
pub fn learn(taught: &[Taught]) -> Vec<WordPair> {
    let mut texts: Vec<Residue> = taught.iter().map(Residue::new).collect();
    texts.retain(|text| !text.arabic.is_empty() && !text.english.is_empty());
    texts.sort();
    let mut counts = Counts::default();
    for text in &texts {
        counts.add(text);
    }
    let ahead = model_one(texts.iter().map(|text| (&text.arabic, &text.english)));
    let back = model_one(texts.iter().map(|text| (&text.english, &text.arabic)));
    let mut out = Vec::new();
    for ((arabic, english), seen) in &counts.both {
        let share = |table: &Probabilities, from: &str, to: &str| {
            table
                .get(&(from.to_owned(), to.to_owned()))
                .copied()
                .unwrap_or(0.0)
        };
        let share = share(&ahead, arabic, english).min(share(&back, english, arabic));
        let both = seen.places.len() as u32;
        let (a, e) = (counts.arabic[arabic], counts.english[english]);
        let is_sure = both >= LEAST_PAIRS && likelihood_ratio(both, (a, e), texts.len() as u32) >= CHANCE;
        if share >= LEAST_SHARE && (is_sure || seen.sounds_alike) {
            out.push(WordPair {
                arabic: (*arabic).clone(),
                english: (*english).clone(),
                both,
                with_arabic: a,
                with_english: e,
                share: share as f32,
                places: seen
                    .places
                    .iter()
                    .take(PLACES)
                    .map(|place| (*place).to_owned())
                    .collect(),
            });
        }
    }
    out
}

/// The words of a pair of texts that the shipped lexicon leaves without a counterpart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Residue {
    place: String,
    arabic: BTreeSet<String>,
    english: BTreeSet<String>,
    /// Pairs of them that sound alike.
    alike: BTreeSet<(String, String)>,
}

impl Residue {
    fn new(taught: &Taught) -> Residue {
        let read = |lang: Lang, text: &str| {
            let mut vocabulary = Vocabulary::new(lang);
            for token in token::tokens(text) {
                vocabulary.intern(&token, text);
            }
            vocabulary
        };
        let arabic = read(Lang::Arabic, &taught.arabic);
        let english = read(Lang::English, &taught.english);
        let names = NameTable::new(&arabic, &english);
        let ids = |vocabulary: &Vocabulary| -> Vec<u32> { (0..vocabulary.words().len() as u32).collect() };
        let (a, e) = (ids(&arabic), ids(&english));
        let mut cosines = Cosines::new(&arabic, &english);
        cosines.line(&a);
        let table = cosines.with(&a, &e);
        let cosine = |a: u32, e: u32| table[a as usize * english.words().len() + e as usize];
        let left = |vocabulary: &Vocabulary, id: u32, kind: Kind, best: f32| {
            let word = &vocabulary.words()[id as usize];
            word.kind == kind && word.weight >= LEAST_WEIGHT && best < KNOWN
        };
        let highest = |values: &mut dyn Iterator<Item = f32>| values.fold(0.0, f32::max);
        let arabic_left: Vec<u32> = a
            .iter()
            .copied()
            .filter(|&a| {
                left(
                    &arabic,
                    a,
                    Kind::Arabic,
                    highest(&mut e.iter().map(|&e| cosine(a, e))),
                )
            })
            .collect();
        let english_left: Vec<u32> = e
            .iter()
            .copied()
            .filter(|&e| {
                left(
                    &english,
                    e,
                    Kind::Latin,
                    highest(&mut a.iter().map(|&a| cosine(a, e))),
                )
            })
            .collect();
        let arabic_key = |id: u32| arabic_key(&arabic.words()[id as usize].folded);
        let english_key = |id: u32| english_key(&english.words()[id as usize].folded);
        let alike = arabic_left.iter().flat_map(|&a| {
            let near = names.row(a).iter().filter(|(e, _)| english_left.contains(e));
            near.map(move |&(e, _)| (a, e))
        });
        Residue {
            place: taught.place.clone(),
            alike: alike.map(|(a, e)| (arabic_key(a), english_key(e))).collect(),
            arabic: arabic_left.iter().map(|&id| arabic_key(id)).collect(),
            english: english_left.iter().map(|&id| english_key(id)).collect(),
        }
    }
}

#[derive(Debug, Default)]
struct Seen<'a> {
    places: Vec<&'a str>,
    sounds_alike: bool,
}

#[derive(Debug, Default)]
struct Counts<'a> {
    arabic: BTreeMap<&'a String, u32>,
    english: BTreeMap<&'a String, u32>,
    both: BTreeMap<(&'a String, &'a String), Seen<'a>>,
}

impl<'a> Counts<'a> {
    fn add(&mut self, text: &'a Residue) {
        for word in &text.arabic {
            *self.arabic.entry(word).or_default() += 1;
        }
        for word in &text.english {
            *self.english.entry(word).or_default() += 1;
        }
        for arabic in &text.arabic {
            for english in &text.english {
                let seen = self.both.entry((arabic, english)).or_default();
                seen.places.push(&text.place);
                seen.sounds_alike |= text.alike.contains(&(arabic.clone(), english.clone()));
            }
        }
    }
}

type Probabilities = BTreeMap<(String, String), f64>;

/// IBM Model 1: the probability of each word of the second texts for each word of the first. An
/// empty word among the first takes what goes with none of them.
#[allow(clippy::needless_pass_by_value)] // an iterator is cheap to hand over
fn model_one<'a>(
    texts: impl Iterator<Item = (&'a BTreeSet<String>, &'a BTreeSet<String>)> + Clone,
) -> Probabilities {
    const NONE: &str = "";
    let mut table = Probabilities::new();
    for round in 0..ROUNDS {
        let mut expected = Probabilities::new();
        let mut totals: BTreeMap<String, f64> = BTreeMap::new();
        for (from, to) in texts.clone() {
            for word in to {
                let given: Vec<&str> = std::iter::once(NONE)
                    .chain(from.iter().map(String::as_str))
                    .collect();
                let weights: Vec<f64> = given
                    .iter()
                    .map(|from| match round {
                        0 => 1.0,
                        _ => table
                            .get(&((*from).to_owned(), word.clone()))
                            .copied()
                            .unwrap_or(0.0),
                    })
                    .collect();
                let sum: f64 = weights.iter().sum();
                for (from, weight) in given.into_iter().zip(weights) {
                    let part = weight / sum.max(f64::MIN_POSITIVE);
                    *expected.entry((from.to_owned(), word.clone())).or_default() += part;
                    *totals.entry(from.to_owned()).or_default() += part;
                }
            }
        }
        for ((from, _), value) in &mut expected {
            *value /= totals.get(from).copied().unwrap_or(1.0).max(f64::MIN_POSITIVE);
        }
        table = expected;
    }
    table
}

/// Twice the logarithm of how much likelier the counts are when the two words go together.
fn likelihood_ratio(both: u32, (first, second): (u32, u32), all: u32) -> f64 {
    let [both, first, second, all] = [both, first, second, all].map(f64::from);
    let cell = |seen: f64, row: f64, column: f64| {
        if seen > 0.0 {
            seen * (seen * all / (row * column)).ln()
        } else {
            0.0
        }
    };
    let (not_first, not_second) = (all - first, all - second);
    let sum = cell(both, first, second)
        + cell(first - both, first, not_second)
        + cell(second - both, not_first, second)
        + cell(all - first - second + both, not_first, not_second);
    if both * all > first * second {
        2.0 * sum
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sentences in which invented words stand for each other.
    fn lesson() -> Vec<Taught> {
        let lines = [
            (
                "اشترى الرجل الزغموط من السوق.",
                "The man bought the drabble at the market.",
            ),
            (
                "وضعت المرأة زغموطا على الطاولة.",
                "The woman put a drabble on the table.",
            ),
            ("رأيت الطبخوشة في البيت.", "I saw the quonkit in the house."),
            (
                "كانت طبخوشة جديدة في المدرسة.",
                "There was a new quonkit in the school.",
            ),
            ("ذهب الولد إلى المدرسة.", "The boy went to school."),
            ("عاد الأب من العمل.", "The father came back from work."),
            ("الكتاب على الكرسي.", "The book is on the chair."),
            ("فتحت الأم الباب.", "The mother opened the door."),
            ("نام الطفل في الغرفة.", "The child slept in the room."),
            ("شرب الرجل الماء.", "The man drank the water."),
            (
                "وصل الوزير إلى بغداد يوم الثلاثاء.",
                "The minister arrived in Baghdad on Tuesday.",
            ),
            ("الزغموط في البيت.", "The drabbles are in the house."),
            ("والطبخوشة على الطاولة.", "And the quonkit is on the table."),
        ];
        let taught = |(at, (arabic, english)): (usize, (&str, &str))| Taught {
            arabic: arabic.to_owned(),
            english: english.to_owned(),
            place: format!("lesson {at}"),
        };
        lines.into_iter().enumerate().map(taught).collect()
    }

    #[test]
    fn words_that_keep_company_are_learnt() {
        let pairs = learn(&lesson());
        let found: Vec<(&str, &str)> = pairs
            .iter()
            .map(|pair| (pair.arabic.as_str(), pair.english.as_str()))
            .collect();
        assert!(found.contains(&("طبخوشه", "quonkit")), "{found:?}");
        assert!(found.contains(&("زغموط", "drabble")), "{found:?}");
        assert_eq!(found.len(), 2, "{found:?}");
        let quonkit = &pairs[found.iter().position(|pair| pair.1 == "quonkit").unwrap()];
        assert_eq!(quonkit.both, 3);
        assert!(quonkit.places.contains(&"lesson 2".to_owned()));
    }

    #[test]
    fn words_seen_once_are_not_learnt_unless_they_sound_alike() {
        let taught = |arabic: &str, english: &str| Taught {
            arabic: arabic.to_owned(),
            english: english.to_owned(),
            place: String::new(),
        };
        assert_eq!(
            learn(&[taught(
                "رأيت الطبخوشة في البيت.",
                "I saw the quonkit in the house."
            )]),
            vec![]
        );
        let name = learn(&[taught("زار خنفشار المدرسة.", "Khanfashar visited the school.")]);
        assert_eq!(name.len(), 1, "{name:?}");
        assert_eq!(
            (name[0].arabic.as_str(), name[0].english.as_str()),
            ("خنفشار", "khanfashar")
        );
    }

    proptest! {
        #[test]
        fn the_order_of_the_texts_does_not_matter(order in Just((0..13_usize).collect::<Vec<_>>()).prop_shuffle()) {
            let lesson = lesson();
            let shuffled: Vec<Taught> = order.iter().map(|&at| lesson[at].clone()).collect();
            prop_assert_eq!(learn(&shuffled), learn(&lesson));
        }
    }
}
