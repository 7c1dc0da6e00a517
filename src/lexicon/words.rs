//! Word forms of both languages: frequency, weight, and a vector that compares across languages.
//!
//! A form is looked up as it stands, then folded, then without one Arabic prefix or with a light
//! ending taken off. Vectors are 128 small integers; their cosine is high between translations.

use std::sync::OnceLock;

use crate::lexicon::coded::Matrix;
use crate::lexicon::file::{File, FileError};
use crate::lexicon::forms::{Forms, Found};
use crate::text::{Lang, fold};

/// Numbers in a vector.
pub const DIMS: usize = 128;

/// Prefixes that an Arabic word may carry: conjunctions, prepositions, the article.
pub const PREFIXES: [&str; 19] = [
    "وبال", "وكال", "فبال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال", "وب", "ول", "وس", "فس", "و", "ف",
    "ب", "ل", "ك",
];

/// The prefix of the future, apart from the rest as it is the likeliest to be a root letter.
const FUTURE: &str = "س";

/// Endings taken off an Arabic form that is known in no other way.
const ARABIC_ENDINGS: [&str; 16] = [
    "كما", "هما", "ها", "هم", "هن", "نا", "كم", "كن", "ني", "ون", "ين", "ان", "ات", "ه", "ي", "ا",
];

/// Endings taken off an English form, and what may stand in their place.
const ENGLISH_ENDINGS: [(&str, &str); 12] = [
    ("'s", ""),
    ("s'", "s"),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("ness", ""),
];

/// How a form was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Letter for letter (case and marks aside).
    Exact,
    /// Seats of hamza, ya and ta marbuta aside.
    Folded,
    /// Without a prefix or an ending.
    Stripped,
}

/// A form of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Its language.
    pub lang: Lang,
    /// Its row in the table of its language.
    pub row: u32,
    /// log10 of the probability of the form that was asked for (estimated when stripped).
    pub log10: f32,
    /// How it was found.
    pub how: How,
}

/// A word vector, unpacked; its true length is left out of comparisons by `scale`.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    /// The integers, -127 to 127.
    pub values: [i16; DIMS],
    /// One over their Euclidean length; 0 if all are 0.
    pub scale: f32,
}

impl Vector {
    /// A vector of these integers.
    pub fn new(values: [i16; DIMS]) -> Vector {
        let square = dot(&values, &values);
        let scale = if square == 0 {
            0.0
        } else {
            1.0 / (square as f32).sqrt()
        };
        Vector { values, scale }
    }
}

/// Cosine of two word vectors, -1 to 1.
#[inline]
pub fn similarity(a: &Vector, b: &Vector) -> f32 {
    dot(&a.values, &b.values) as f32 * a.scale * b.scale
}

#[inline]
fn dot(a: &[i16; DIMS], b: &[i16; DIMS]) -> i32 {
    let products = a.iter().zip(b).map(|(&x, &y)| i32::from(x) * i32::from(y));
    products.sum()
}

/// Likeness from which two words of one language are neighbours.
const NEIGHBOUR: f32 = 0.4;

/// How much a word of this probability (log10) says: 0.05 for the commonest, 4 for the rare.
pub fn weight(log10: f32) -> f32 {
    let rarity = -(10f32.powf(log10) + 1e-7).log10();
    (rarity - 2.0).clamp(0.05, 4.0)
}

/// The word tables of both languages.
#[derive(Debug)]
pub struct Words<'a> {
    tables: [Table<'a>; 2],
}

#[derive(Debug)]
struct Table<'a> {
    forms: Forms<'a>,
    vectors: Matrix<'a>,
    others: Forms<'a>,
    /// All vectors, once they were looked through.
    unpacked: OnceLock<Vec<[i8; DIMS]>>,
}

impl Words<'static> {
    /// The tables that this build carries.
    ///
    /// # Panics
    /// Never: a test opens the embedded file.
    pub fn embedded() -> &'static Words<'static> {
        static WORDS: OnceLock<Words<'static>> = OnceLock::new();
        WORDS.get_or_init(|| Words::open(File::embedded()).expect("the embedded lexicon passes its tests"))
    }
}

impl<'a> Words<'a> {
    /// The word tables of a lexicon file.
    ///
    /// # Errors
    /// A section is missing or cut short.
    pub fn open(file: &File<'a>) -> Result<Words<'a>, FileError> {
        let table = |lang, [forms, vectors, others]: [&'static str; 3]| {
            Ok::<_, FileError>(Table {
                forms: Forms::open(file, forms, lang)?,
                vectors: Matrix::open(file, vectors, DIMS)?,
                others: Forms::open(file, others, lang)?,
                unpacked: OnceLock::new(),
            })
        };
        Ok(Words {
            tables: [
                table(Lang::Arabic, ["WARF", "WARV", "WARO"])?,
                table(Lang::English, ["WENF", "WENV", "WENO"])?,
            ],
        })
    }

    fn table(&self, lang: Lang) -> &Table<'a> {
        match lang {
            Lang::Arabic => &self.tables[0],
            Lang::English => &self.tables[1],
        }
    }

    /// Forms of a language that have a vector.
    pub fn len(&self, lang: Lang) -> usize {
        self.table(lang).forms.len()
    }

    /// Has the language no form at all?
    pub fn is_empty(&self, lang: Lang) -> bool {
        self.len(lang) == 0
    }

    /// Looks up a form: as it is, folded, without a prefix, without an ending.
    ///
    /// Give the form as the text has it where you can: its folded form finds the same words, but
    /// the commonest of those that fold alike.
    pub fn find(&self, lang: Lang, form: &str) -> Option<Entry> {
        let (bare, folded) = views(lang, form);
        let table = self.table(lang);
        if let Some(found) = table.forms.find(&bare, &folded) {
            let how = if found.exact { How::Exact } else { How::Folded };
            return Some(entry(lang, found, found.log10, how));
        }
        let rest = match lang {
            Lang::Arabic => table
                .without_prefix(&folded)
                .or_else(|| table.without_ending(&folded)),
            Lang::English => table.without_english_ending(&folded),
        }?;
        let known = table.others.find(&bare, &folded).map(|found| found.log10);
        Some(entry(
            lang,
            rest,
            known.unwrap_or(rest.log10 - 1.0),
            How::Stripped,
        ))
    }

    /// log10 of the probability of a form, by itself or folded; none if the lists lack it.
    pub fn log10_frequency(&self, lang: Lang, form: &str) -> Option<f32> {
        let (bare, folded) = views(lang, form);
        let table = self.table(lang);
        let main = table.forms.find(&bare, &folded);
        let other = table.others.find(&bare, &folded);
        let best = match (main, other) {
            (Some(main), Some(other)) if other.exact && !main.exact => Some(other),
            (main, other) => main.or(other),
        };
        best.map(|found| found.log10)
    }

    /// The listed forms that fold as this one does, the most frequent first, each with log10 of
    /// its probability.
    pub fn alike(&self, lang: Lang, form: &str) -> Vec<(String, f32)> {
        let (_, folded) = views(lang, form);
        let table = self.table(lang);
        let mut alike = table.forms.alike(&folded);
        for (form, log10) in table.others.alike(&folded) {
            if !alike.iter().any(|(other, _)| *other == form) {
                alike.push((form, log10));
            }
        }
        alike.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        alike
    }

    /// The vector of a row.
    pub fn vector(&self, lang: Lang, row: u32) -> Vector {
        Vector::new(self.packed(lang, row as usize).map(i16::from))
    }

    fn packed(&self, lang: Lang, row: usize) -> [i8; DIMS] {
        let mut packed = [0; DIMS];
        self.table(lang).vectors.row(row, &mut packed);
        packed
    }

    /// How near a word comes to one of the other language by way of a third: the best of the lesser
    /// likeness to either, over the words of the first one's own language. Synonyms that no text
    /// showed together meet at a word between (`surveillance`, `reconnaissance`, استطلاع).
    pub fn by_neighbour(&self, lang: Lang, own: &Vector, far: &Vector) -> f32 {
        let rows = self.table(lang).unpacked.get_or_init(|| {
            let rows = 0..self.len(lang);
            rows.map(|row| self.packed(lang, row)).collect()
        });
        rows.iter()
            .map(|packed| {
                let between = Vector::new(packed.map(i16::from));
                let near = similarity(own, &between);
                if near < NEIGHBOUR {
                    0.0
                } else {
                    near.min(similarity(&between, far))
                }
            })
            .fold(0.0, f32::max)
    }

    /// Calls `visit` for each form with log10 of its probability: those with a vector in the order
    /// of the table, then those without.
    pub fn each_form(&self, lang: Lang, mut visit: impl FnMut(&str, f32)) {
        let table = self.table(lang);
        for list in [&table.forms, &table.others] {
            let mut cursor = list.cursor(0);
            while let Some((at, form)) = cursor.next_form() {
                if let (Ok(form), Some(log10)) = (std::str::from_utf8(form), list.log10(at)) {
                    visit(form, log10);
                }
            }
        }
    }
}

fn views(lang: Lang, form: &str) -> (String, String) {
    let folded = fold::word(form, lang);
    match lang {
        Lang::Arabic => (fold::bare(form), folded),
        Lang::English => (folded.clone(), folded),
    }
}

fn entry(lang: Lang, found: Found, log10: f32, how: How) -> Entry {
    Entry {
        lang,
        row: found.at as u32,
        log10,
        how,
    }
}

impl Table<'_> {
    fn best(&self, forms: impl Iterator<Item = String>) -> Option<Found> {
        let found = forms.filter_map(|form| self.forms.find(&form, &form));
        found.max_by(|a, b| a.log10.total_cmp(&b.log10).then(b.at.cmp(&a.at)))
    }

    /// The commonest form that is left when one prefix is taken off.
    fn without_prefix(&self, folded: &str) -> Option<Found> {
        let rests = PREFIXES.iter().chain([&FUTURE]);
        self.best(
            rests
                .filter_map(|prefix| folded.strip_prefix(prefix))
                .filter(|rest| rest.chars().count() >= 2)
                .map(str::to_owned),
        )
    }

    /// The commonest form that is left when one ending is taken off; ta before a pronoun is read
    /// as ta marbuta too.
    fn without_ending(&self, folded: &str) -> Option<Found> {
        let stems = ARABIC_ENDINGS
            .iter()
            .filter_map(|ending| folded.strip_suffix(ending))
            .filter(|stem| stem.chars().count() >= 3);
        self.best(stems.flat_map(|stem| {
            let feminine = stem.strip_suffix('ت').map(|s| format!("{s}ه"));
            [Some(stem.to_owned()), feminine].into_iter().flatten()
        }))
    }

    fn without_english_ending(&self, folded: &str) -> Option<Found> {
        let stems = ENGLISH_ENDINGS.iter().filter_map(|(ending, instead)| {
            let stem = folded.strip_suffix(ending)?;
            (stem.len() >= 3).then(|| format!("{stem}{instead}"))
        });
        let doubled = ["ed", "ing"].iter().filter_map(|ending| {
            let stem = folded.strip_suffix(ending)?;
            let last = stem.chars().next_back()?;
            let single = stem.strip_suffix(last)?;
            (single.ends_with(last) && single.len() >= 3).then(|| single.to_owned())
        });
        self.best(stems.chain(doubled))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vector(lang: Lang, form: &str) -> Vector {
        let words = Words::embedded();
        let entry = words.find(lang, form).unwrap();
        words.vector(lang, entry.row)
    }

    #[track_caller]
    fn nearer(arabic: &str, right: &str, wrong: &str) {
        let ar = vector(Lang::Arabic, arabic);
        let [right, wrong] = [right, wrong].map(|en| similarity(&ar, &vector(Lang::English, en)));
        assert!(right > wrong + 0.2, "{arabic}: {right} against {wrong}");
    }

    #[test]
    fn translations_are_nearer_than_other_words() {
        nearer("مدرسة", "school", "river");
        nearer("المدارس", "schools", "wheat");
        nearer("قَالَ", "said", "green");
        nearer("الحكومة", "government", "spoon");
        nearer("والمستشفيات", "hospitals", "songs");
    }

    #[test]
    fn a_form_is_found_exactly_folded_or_stripped() {
        let words = Words::embedded();
        let how = |form| words.find(Lang::Arabic, form).map(|entry| entry.how);
        assert_eq!(how("الذي"), Some(How::Exact));
        assert_eq!(how("الذى"), Some(How::Folded));
        assert_eq!(how("وللمدرسة"), Some(How::Stripped));
        assert_eq!(how("ظظظظظظ"), None);
        let english = |form| words.find(Lang::English, form).map(|entry| entry.how);
        assert_eq!(english("The"), Some(How::Exact));
        assert_eq!(english("xqzzk"), None);
    }

    #[test]
    fn a_folded_form_leads_to_the_written_ones() {
        let words = Words::embedded();
        let first = |form| {
            words
                .alike(Lang::Arabic, form)
                .first()
                .map(|(form, _)| form.clone())
        };
        assert_eq!(first("الحكومه").as_deref(), Some("الحكومة"));
        assert_eq!(first("الي").as_deref(), Some("إلى"));
        assert_eq!(first("ظظظظ"), None);
    }

    #[test]
    fn common_words_weigh_little() {
        let words = Words::embedded();
        let w = |lang, form| weight(words.log10_frequency(lang, form).unwrap());
        assert!(w(Lang::English, "the") < 0.1 && w(Lang::Arabic, "من") < 0.1);
        assert!(w(Lang::English, "hospital") > 1.5 && w(Lang::Arabic, "المستشفى") > 1.5);
        assert_eq!(words.log10_frequency(Lang::English, "hospitl"), None);
    }

    #[test]
    fn every_listed_form_finds_itself() {
        let words = Words::embedded();
        for lang in Lang::ALL {
            let mut count = 0;
            words.each_form(lang, |form, log10| {
                count += 1;
                if count % 37 == 0 {
                    let found = words.log10_frequency(lang, form);
                    assert!(found.is_some_and(|p| (p - log10).abs() < 1e-6), "{form}");
                }
            });
            assert!(count > words.len(lang));
        }
    }

    #[test]
    fn the_vector_of_a_missing_row_is_nought() {
        let none = Words::embedded().vector(Lang::Arabic, u32::MAX);
        assert!(none.scale.abs() < f32::EPSILON);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_damaged_file_answers_or_is_refused(at in 500usize..6_000_000, byte in any::<u8>()) {
            let mut bytes = File::embedded().bytes().to_vec();
            for step in 0..400 {
                bytes[at / 400 * step + 500] = byte.wrapping_add(step as u8);
            }
            let file = File::open(&bytes).unwrap();
            if let Ok(words) = Words::open(&file) {
                let row = words.find(Lang::Arabic, "المدرسة").map_or(7, |entry| entry.row);
                words.vector(Lang::Arabic, row);
                words.find(Lang::English, "schools");
            }
        }
    }

    proptest! {
        #[test]
        fn no_form_panics(form in "\\PC{0,12}") {
            for lang in Lang::ALL {
                let words = Words::embedded();
                words.find(lang, &form);
                words.log10_frequency(lang, &form);
            }
        }
    }
}
