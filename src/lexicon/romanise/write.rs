//! How a Latin name may be written in Arabic, and which letters of an Arabic spelling to change.
//!
//! The letter model run the other way: a beam over the chunks of the Latin name gives the Arabic
//! spellings that most probability falls on. The model knows folded letters alone; seats of hamza,
//! ta marbuta and alif maqsura are put back by what the Latin name begins and ends with.

use std::collections::BTreeMap;

use crate::lexicon::romanise::key::{latin_key, stems};
use crate::lexicon::romanise::model::{LATIN, Model, likeness, marked};
use crate::lexicon::romanise::{Match, best_match};

/// Spellings that are followed at each letter.
const BEAM: usize = 24;

/// Arabic spellings of a Latin name, likeliest first, with log probability; folded letters.
pub fn folded_spellings(latin: &str, limit: usize) -> Vec<(String, f32)> {
    let marked = marked(&latin_key(latin));
    let mut reached: Vec<BTreeMap<String, f64>> = vec![BTreeMap::new(); marked.len() + 1];
    reached[0].insert(String::new(), 1.0);
    for at in 0..marked.len() {
        let here = best_of(&reached[at], BEAM);
        for length in 1..=LATIN.min(marked.len() - at) {
            for (letters, chance) in Model::get().row(&marked[at..at + length]) {
                for (before, probability) in &here {
                    let spelling = format!("{before}{letters}");
                    *reached[at + length].entry(spelling).or_default() += probability * chance;
                }
            }
        }
    }
    best_of(&reached[marked.len()], limit)
        .into_iter()
        .filter(|(spelling, _)| spelling.chars().count() >= 2)
        .map(|(spelling, probability)| (spelling, probability.max(1e-60).ln() as f32))
        .collect()
}

fn best_of(spellings: &BTreeMap<String, f64>, limit: usize) -> Vec<(String, f64)> {
    let mut best: Vec<(String, f64)> = spellings
        .iter()
        .map(|(spelling, probability)| (spelling.clone(), *probability))
        .collect();
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    best.truncate(limit);
    best
}

/// Arabic spellings of a Latin name as they are written, likeliest first.
pub fn arabic_spellings(latin: &str, limit: usize) -> Vec<String> {
    let mut spellings: Vec<String> = Vec::new();
    for (folded, _) in folded_spellings(latin, limit) {
        let written = seated(&folded, latin);
        if !spellings.contains(&written) {
            spellings.push(written);
        }
    }
    spellings
}

/// A folded Arabic spelling with its seats of hamza and its last letter as the Latin name has
/// them: أحمد, إيفان, خديجة, موسى.
pub fn seated(folded: &str, latin: &str) -> String {
    let (lower, key) = (latin.to_lowercase(), latin_key(latin));
    let has_article = ["al-", "el-", "ul-", "al ", "el "]
        .iter()
        .any(|article| lower.starts_with(article));
    let mut letters: Vec<char> = folded.chars().collect();
    if let Some(first) = letters.first_mut().filter(|first| **first == 'ا' && !has_article) {
        match key.bytes().next() {
            Some(b'i' | b'e') => *first = 'إ',
            Some(b'a' | b'o' | b'u') => *first = 'أ',
            _ => {}
        }
    }
    // A long vowel does not begin a word without its alif.
    match (key.bytes().next(), letters.first()) {
        (Some(b'o' | b'u'), Some('و')) => letters.insert(0, 'أ'),
        (Some(b'i' | b'e'), Some('ي')) => letters.insert(0, 'إ'),
        _ => {}
    }
    let ends_in_a = key.ends_with('a') || key.ends_with("ah");
    if let Some(last) = letters.last_mut() {
        match *last {
            'ه' if ends_in_a || key.ends_with("at") => *last = 'ة',
            'ي' if ends_in_a => *last = 'ى',
            _ => {}
        }
    }
    letters.into_iter().collect()
}

/// A change of one letter of an Arabic word that makes it fit a Latin name better.
#[derive(Debug, Clone, PartialEq)]
pub struct Respelling {
    /// The whole word, with its clitics; letters that were not changed stand as written.
    pub word: String,
    /// The part of it that spells the name, folded.
    pub stem: String,
    /// Gain in log probability, in nats.
    pub gain: f32,
}

/// The best change of one letter of `written` (letters alone, not folded), towards `latin`.
pub fn respell(latin: &str, written: &str) -> Option<Respelling> {
    let before = best_match(latin, written)?;
    let raw: Vec<char> = written.chars().collect();
    let (stem, _) = stems(&super::arabic_key(written))
        .map(|(stem, price)| (stem.to_owned(), price))
        .find(|(stem, _)| *stem == before.arabic)?;
    let cut = raw.len().checked_sub(stem.chars().count())?;
    let letters: Vec<char> = stem.chars().collect();
    let mut palette: Vec<char> = folded_spellings(&before.latin, 6)
        .iter()
        .flat_map(|(spelling, _)| spelling.chars())
        .collect();
    palette.sort_unstable();
    palette.dedup();
    let mut best: Option<(Vec<char>, Change, f32)> = None;
    each_change(&letters, &palette, |changed, change| {
        let found = compare(&before, changed);
        if best.as_ref().is_none_or(|(_, _, odds)| found > *odds) {
            best = Some((changed.to_vec(), change, found));
        }
    });
    let (changed, change, fit) = best?;
    let gain = fit - compare(&before, &letters);
    (gain > 0.0 && changed.len() >= 2).then(|| {
        let mut word = raw;
        change.apply(&mut word, cut);
        Respelling {
            word: word.into_iter().collect(),
            stem: changed.into_iter().collect(),
            gain,
        }
    })
}

/// Log probability of these letters given the Latin name.
fn compare(before: &Match, letters: &[char]) -> f32 {
    let arabic: String = letters.iter().collect();
    likeness(&before.latin, &arabic, before.price).fit
}

/// A change of one letter, at a place of the stem.
#[derive(Debug, Clone, Copy)]
enum Change {
    Other(usize, char),
    Drop(usize),
    Insert(usize, char),
    Swap(usize),
}

impl Change {
    fn apply(self, word: &mut Vec<char>, cut: usize) {
        match self {
            Change::Other(at, letter) => word[cut + at] = letter,
            Change::Drop(at) => drop(word.remove(cut + at)),
            Change::Insert(at, letter) => word.insert(cut + at, letter),
            Change::Swap(at) => word.swap(cut + at, cut + at + 1),
        }
    }
}

fn each_change(letters: &[char], palette: &[char], mut visit: impl FnMut(&[char], Change)) {
    let mut offer = |change: Change| {
        let mut changed = letters.to_vec();
        change.apply(&mut changed, 0);
        visit(&changed, change);
    };
    for at in 0..letters.len() {
        offer(Change::Drop(at));
        if at + 1 < letters.len() && letters[at] != letters[at + 1] {
            offer(Change::Swap(at));
        }
        for &letter in palette.iter().filter(|&&letter| letter != letters[at]) {
            offer(Change::Other(at, letter));
        }
    }
    for at in 0..=letters.len() {
        for &letter in palette {
            offer(Change::Insert(at, letter));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latin_name_is_written_in_arabic() {
        for (latin, arabic) in [
            ("Okafor", "أوكافور"),
            ("Johnson", "جونسون"),
            ("Ivan", "إيفان"),
            ("Merkel", "ميركل"),
            ("Qasim", "قاسم"),
        ] {
            let spellings = arabic_spellings(latin, 6);
            assert!(spellings.iter().any(|s| s == arabic), "{latin}: {spellings:?}");
        }
    }

    #[test]
    fn what_the_model_folds_is_put_back() {
        for (folded, latin, arabic) in [
            ("خديجه", "Khadija", "خديجة"),
            ("موسي", "Musa", "موسى"),
            ("عبده", "Abduh", "عبده"),
            ("السوداني", "Al-Sudani", "السوداني"),
            ("البرت", "Albert", "ألبرت"),
        ] {
            assert_eq!(seated(folded, latin), arabic);
        }
    }

    #[test]
    fn one_letter_leads_to_the_name() {
        for (latin, written, right) in [
            ("Okafor", "أوكافرو", "أوكافور"),
            ("Okafor", "وأوكفاور", "وأوكافور"),
            ("Johnson", "جوسون", "جونسون"),
            ("Trump", "لتراكب", "لترامب"),
        ] {
            let found = respell(latin, written);
            assert_eq!(found.map(|found| found.word).as_deref(), Some(right), "{latin}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_name_panics(latin in "\\PC{0,12}", arabic in "[ء-ي]{0,8}") {
            arabic_spellings(&latin, 3);
            respell(&latin, &arabic);
        }
    }
}
