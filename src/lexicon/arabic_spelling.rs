//! Arabic spelling: is a written word known, and which known word may have been meant?
//!
//! A word is known when the word list has it, or has its stem under the usual clitics and
//! endings, or when a Hunspell dictionary of the user's accepts it. Candidates for an unknown
//! one differ by one slip of the kinds that Arabic typing makes: letters doubled, swapped, left
//! out, put in, struck beside (Arabic 101 keyboard), seats of hamza, ta marbuta for ha, alif
//! maqsura for ya. No Arabic dictionary is shipped.

use crate::lexicon::words::Words;
use crate::text::{Lang, fold};

/// Clitics before a word, and endings after it, that the word list may lack (folded).
const BEFORE: &[&str] = &[
    "", "ال", "و", "ف", "ب", "ل", "ك", "وال", "فال", "بال", "لل", "كال", "ول", "وب", "س", "وس", "ولل",
    "وبال", "ا", "ي", "ت", "ن", "وي", "وت", "سي", "ست", "لي", "لت", "م", "الم", "فت", "في", "ان", "است",
    "يست", "تست", "مست",
];
const AFTER: &[&str] = &[
    "", "ه", "ها", "هم", "هما", "هن", "نا", "ي", "ك", "كم", "ات", "ون", "ين", "ان", "ا", "وا", "ت", "يه",
    "ته", "تها", "تهم", "تنا", "وه", "اته", "اتها", "اتهم", "ني", "يا", "تي", "نه", "يون", "يين", "وها",
    "تان", "تين",
];

/// Of [`BEFORE`], those that make another word of a stem: they are believed with common stems alone,
/// and not before their own last letter, which is struck twice then.
const MAKE_WORDS: &[&str] = &["م", "الم", "ان", "است", "يست", "تست", "مست", "ا", "ي", "ن"];
/// log10 of the frequency of such a stem.
const COMMON: f32 = -5.0;

/// May the prefix stand before this stem?
fn may_stand(before: &str, stem: &str) -> bool {
    if !MAKE_WORDS.contains(&before) {
        return true;
    }
    let is_twice = before.chars().next_back() == stem.chars().next();
    let frequency = Words::embedded().log10_frequency(Lang::Arabic, stem);
    let with_ta = || Words::embedded().log10_frequency(Lang::Arabic, &format!("{stem}ه"));
    !is_twice && frequency.or_else(with_ta).is_some_and(|log10| log10 > COMMON)
}

/// Does the list have the word, or a stem of it of three letters or more?
pub fn is_listed(word: &str) -> bool {
    let lexicon = Words::embedded();
    if lexicon.find(Lang::Arabic, word).is_some() {
        return true;
    }
    let folded = fold::word(word, Lang::Arabic);
    BEFORE
        .iter()
        .filter_map(|before| Some((*before, folded.strip_prefix(before)?)))
        .any(|(before, rest)| {
            AFTER
                .iter()
                .filter_map(|after| rest.strip_suffix(after))
                .filter(|stem| stem.chars().count() >= 3)
                .filter(|stem| may_stand(before, stem))
                .any(|stem| {
                    lexicon.log10_frequency(Lang::Arabic, stem).is_some()
                        || lexicon
                            .log10_frequency(Lang::Arabic, &format!("{stem}ه"))
                            .is_some()
                })
        })
}

/// The kind of slip between a written word and a known one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// A letter twice.
    Doubled,
    /// Two neighbours swapped.
    Swapped,
    /// The key beside.
    Neighbour,
    /// A letter left out.
    Missing,
    /// A letter too many.
    Extra,
    /// Another letter.
    Other,
}

impl Slip {
    /// What it costs, in nats.
    pub fn cost(self) -> f32 {
        match self {
            Slip::Doubled => 2.0,
            Slip::Swapped => 3.0,
            Slip::Neighbour => 3.6,
            Slip::Missing => 4.6,
            Slip::Extra => 4.8,
            Slip::Other => 6.0,
        }
    }
}

/// A known word that may have been meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The whole word, folded.
    pub word: String,
    /// The clitic before the known part.
    pub clitic: &'static str,
    /// The slip.
    pub slip: Slip,
    /// log10 of the frequency of the known part.
    pub log10: f32,
}

const LETTERS: &str = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤ";
const ROWS: [&str; 3] = ["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ"];

fn are_neighbours(a: char, b: char) -> bool {
    ROWS.iter().enumerate().any(|(row, keys)| {
        let keys: Vec<char> = keys.chars().collect();
        keys.iter().position(|&key| key == a).is_some_and(|at| {
            [at.wrapping_sub(1), at + 1]
                .iter()
                .any(|&beside| keys.get(beside) == Some(&b))
                || [row.wrapping_sub(1), row + 1].iter().any(|&other| {
                    ROWS.get(other).is_some_and(|keys| {
                        keys.chars()
                            .enumerate()
                            .any(|(place, key)| key == b && place.abs_diff(at) <= 1)
                    })
                })
        })
    })
}

/// How much rarer, in log10, a form may be than the commonest that folds alike to be offered for
/// it: lists of what people write hold `المدرسه` too.
const AS_COMMON: f32 = 0.7;

impl Candidate {
    /// The word as it is written, with its seats of hamza, ta marbuta and alif maqsura: of the
    /// listed forms that fold so, one that `is_right` accepts where it accepts any, and the one
    /// that keeps most of the letters of `written`.
    pub fn written(&self, written: &str, is_right: impl Fn(&str) -> bool) -> String {
        let own: Vec<char> = fold::bare(written).chars().collect();
        let stem = self.word.strip_prefix(self.clitic).unwrap_or(&self.word);
        let alike = Words::embedded().alike(Lang::Arabic, stem);
        let most = alike.first().map_or(0.0, |(_, log10)| *log10);
        let whole = |(form, _): &(String, f32)| format!("{}{form}", self.clitic);
        let right: Vec<String> = alike.iter().map(whole).filter(|form| is_right(form)).collect();
        let common = alike
            .iter()
            .filter(|(_, log10)| *log10 > most - AS_COMMON)
            .map(whole);
        let offered = if right.is_empty() { common.collect() } else { right };
        // The first of equals is the commonest.
        let best = offered.into_iter().reduce(|best, form| {
            if kept(&own, &form) > kept(&own, &best) {
                form
            } else {
                best
            }
        });
        best.unwrap_or_else(|| self.word.clone())
    }
}

/// How many of its letters a form has from the written word.
fn kept(written: &[char], form: &str) -> usize {
    form.chars().filter(|letter| written.contains(letter)).count()
}

/// Clitics under which candidates are looked for.
const CLITICS: &[&str] = &["", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل"];

/// Known words one slip away, likeliest first by cost and frequency.
pub fn candidates(written: &str, limit: usize) -> Vec<Candidate> {
    let folded = fold::word(written, Lang::Arabic);
    let lexicon = Words::embedded();
    let mut found: Vec<Candidate> = Vec::new();
    for clitic in CLITICS {
        let Some(stem) = folded.strip_prefix(clitic) else {
            continue;
        };
        let letters: Vec<char> = stem.chars().collect();
        if letters.len() < 3 || letters.len() > 14 {
            continue;
        }
        each_slip(&letters, |changed, slip| {
            let word: String = changed.iter().collect();
            let Some(log10) = lexicon.log10_frequency(Lang::Arabic, &word) else {
                return;
            };
            let word = format!("{clitic}{word}");
            let log10 = if clitic.is_empty() { log10 } else { log10 - 0.4 };
            match found.iter_mut().find(|other| other.word == word) {
                Some(other) if other.slip.cost() > slip.cost() => other.slip = slip,
                Some(_) => {}
                None => found.push(Candidate {
                    word,
                    clitic,
                    slip,
                    log10,
                }),
            }
        });
    }
    let worth =
        |candidate: &Candidate| candidate.log10 * std::f32::consts::LN_10 * 0.7 - candidate.slip.cost();
    found.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.word.cmp(&b.word)));
    found.truncate(limit);
    found
}

/// How many letters must be put in, left out, changed or swapped with a neighbour to make one word
/// of the other (optimal string alignment).
pub fn distance(one: &str, other: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

fn each_slip(letters: &[char], mut visit: impl FnMut(&[char], Slip)) {
    let mut changed = letters.to_vec();
    for at in 1..letters.len() {
        if letters[at] != letters[at - 1] {
            changed.swap(at - 1, at);
            visit(&changed, Slip::Swapped);
            changed.swap(at - 1, at);
        }
    }
    for at in 0..letters.len() {
        let letter = changed.remove(at);
        let doubled = at > 0 && letters[at - 1] == letter;
        visit(&changed, if doubled { Slip::Doubled } else { Slip::Extra });
        changed.insert(at, letter);
    }
    for at in 0..letters.len() {
        let own = letters[at];
        for letter in LETTERS.chars().filter(|&letter| letter != own) {
            changed[at] = letter;
            let slip = if are_neighbours(own, letter) {
                Slip::Neighbour
            } else {
                Slip::Other
            };
            visit(&changed, slip);
        }
        changed[at] = own;
    }
    for at in 0..=letters.len() {
        changed.insert(at, 'ا');
        for letter in LETTERS.chars() {
            changed[at] = letter;
            visit(&changed, Slip::Missing);
        }
        changed.remove(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_clitics_and_endings_are_listed() {
        for word in ["الحكومة", "وبالمدارس", "سيعملون", "مدرستهم", "كتابهما"]
        {
            assert!(is_listed(word), "{word}");
        }
        for word in ["الحكوممة", "اتلاريخ", "المدررسة"] {
            assert!(!is_listed(word), "{word}");
        }
    }

    #[test]
    fn a_swap_is_one_slip() {
        for (one, other, slips) in [
            ("الصني", "الصين", 1),
            ("كولوبيا", "كولومبيا", 1),
            ("سورينيم", "سورينام", 1),
            ("", "ab", 2),
        ] {
            assert_eq!(distance(one, other), slips, "{one} {other}");
        }
    }

    #[test]
    fn a_candidate_is_offered_as_it_is_written() {
        for (written, meant) in [
            ("مخطوططة", "مخطوطة"),
            ("الحكوممة", "الحكومة"),
            ("والمدررسة", "والمدرسة"),
            ("مسوؤلون", "مسؤولون"),
            ("مستششفى", "مستشفى"),
        ] {
            let found = candidates(written, 3);
            let first = found
                .first()
                .map(|candidate| candidate.written(written, |_| false));
            assert_eq!(first.as_deref(), Some(meant), "{written}: {found:?}");
        }
    }

    #[test]
    fn one_slip_leads_back() {
        for (written, meant) in [
            ("الحكوممة", "الحكومه"),
            ("اتلاريخ", "التاريخ"),
            ("المدررسة", "المدرسه"),
        ] {
            let found = candidates(written, 3);
            assert!(
                found.iter().any(|candidate| candidate.word == meant),
                "{written}: {found:?}"
            );
        }
    }
}
