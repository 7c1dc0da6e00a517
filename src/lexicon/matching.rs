//! Which words of two texts stand for each other: word vectors, names, numbers, Latin strings.
//!
//! Words are interned per side ([`Vocabulary`]), so that everything about a word is worked out
//! once. Two channels say how well an Arabic and an English word go together: the cosine of
//! their vectors (1 for equal numbers and equal Latin strings, 0 for unequal numbers), and the
//! likeness of their consonant skeletons (names). Sources of the formulas: `docs/algorithms.md`.

use std::collections::HashMap;

use crate::lexicon::skeleton::{self, Skeleton};
use crate::lexicon::words::{self, Vector, Words};
use crate::text::{Kind, Lang, Token, fold};

/// Dimensions of a word vector.
pub const DIMS: usize = words::DIMS;

/// Weight of a number among the words of a text.
const NUMBER_WEIGHT: f32 = 3.0;
/// Weight of a word that no list has.
const UNKNOWN_WEIGHT: f32 = 4.0;

/// What is known of one word form of a text.
#[derive(Debug, Clone)]
pub struct Word {
    /// Its folded form.
    pub folded: String,
    /// What it is.
    pub kind: Kind,
    /// How much it says: 0.05 for the most frequent words to 4 for the rarest.
    pub weight: f32,
    /// The vector, when its form or what is left without prefix or ending has one.
    vector: Option<Box<Vector>>,
    /// Consonant skeletons under which it may be a name.
    skeletons: Vec<Skeleton>,
}

/// The word forms of one side, each once.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    lang: Lang,
    ids: HashMap<String, u32>,
    words: Vec<Word>,
}

impl Vocabulary {
    /// An empty one of this language.
    pub fn new(lang: Lang) -> Vocabulary {
        Vocabulary {
            lang,
            ids: HashMap::new(),
            words: Vec::new(),
        }
    }

    /// The number of a token's word form in `text`; none for marks.
    pub fn intern(&mut self, token: &Token, text: &str) -> Option<u32> {
        if token.kind == Kind::Mark {
            return None;
        }
        let form = fold::bare(token.span.of(text));
        if let Some(&id) = self.ids.get(&form) {
            return Some(id);
        }
        let id = self.words.len() as u32;
        self.add(&form, token);
        self.ids.insert(form, id);
        Some(id)
    }

    fn add(&mut self, form: &str, token: &Token) {
        let lang = token.lang().unwrap_or(self.lang);
        let (vector, weight) = match token.kind {
            Kind::Number => (None, NUMBER_WEIGHT),
            _ => look_up(lang, form),
        };
        let skeletons = match token.kind {
            Kind::Arabic => skeleton::of_arabic(&token.folded),
            Kind::Latin if form.starts_with(char::is_uppercase) => skeleton::of_english(&token.folded),
            _ => Vec::new(),
        };
        self.words.push(Word {
            folded: match token.kind {
                Kind::Number => number_key(&token.folded),
                _ => token.folded.clone(),
            },
            kind: token.kind,
            weight,
            vector: vector.map(Box::new),
            skeletons,
        });
    }

    /// A word of the same weight that matches nothing.
    pub(crate) fn without_match(&mut self, id: u32) -> u32 {
        let weight = self.words[id as usize].weight;
        self.words.push(Word {
            folded: String::new(),
            kind: Kind::Mark,
            weight,
            vector: None,
            skeletons: Vec::new(),
        });
        (self.words.len() - 1) as u32
    }

    /// The words in the order of their numbers.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The vector of a word, scaled to length 1; zeros when it has none.
    pub fn unit_vector(&self, id: u32) -> [f32; DIMS] {
        match &self.words[id as usize].vector {
            Some(vector) => vector.values.map(|x| f32::from(x) * vector.scale),
            None => [0.0; DIMS],
        }
    }

    /// How near two words are: the cosine of their vectors, or what numbers and Latin strings say.
    pub fn cosine(&self, id: u32, other: &Vocabulary, other_id: u32) -> f32 {
        let (here, there) = (&self.words[id as usize], &other.words[other_id as usize]);
        if here.kind == there.kind && here.kind != Kind::Mark {
            if here.folded == there.folded {
                return 1.0;
            }
            if here.kind == Kind::Number {
                return 0.0;
            }
        }
        match (&here.vector, &there.vector) {
            (Some(a), Some(b)) => words::similarity(a, b),
            _ => 0.0,
        }
    }
}

fn look_up(lang: Lang, form: &str) -> (Option<Vector>, f32) {
    let words = Words::embedded();
    match words.find(lang, form) {
        Some(entry) => (Some(words.vector(lang, entry.row)), words::weight(entry.log10)),
        None => (
            None,
            words
                .log10_frequency(lang, form)
                .map_or(UNKNOWN_WEIGHT, words::weight),
        ),
    }
}

/// A number as it is compared: grouping marks dropped, decimal mark a full stop.
fn number_key(folded: &str) -> String {
    let plain: String = folded
        .chars()
        .map(|c| match c {
            '٫' => '.',
            '٬' => ',',
            other => other,
        })
        .collect();
    let groups: Vec<&str> = plain.split([',', '.']).collect();
    let grouped = groups.len() > 1
        && groups[0].len() <= 3
        && groups[1..].iter().all(|group| group.len() == 3)
        && plain.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
    if grouped {
        groups.concat()
    } else {
        plain.replace(',', ".")
    }
}

/// Likeness of the names of two sides: for each word of the first, the words of the second
/// whose skeleton is like its own.
#[derive(Debug, Clone, Default)]
pub struct NameTable {
    rows: Vec<Vec<(u32, f32)>>,
}

impl NameTable {
    /// Compares every Arabic word with every capitalised English one.
    pub fn new(arabic: &Vocabulary, english: &Vocabulary) -> NameTable {
        let capitals: Vec<(u32, &Skeleton)> = english
            .words
            .iter()
            .enumerate()
            .flat_map(|(id, word)| word.skeletons.iter().map(move |skeleton| (id as u32, skeleton)))
            .collect();
        let rows = arabic
            .words
            .iter()
            .map(|word| {
                let mut row: Vec<(u32, f32)> = Vec::new();
                for &(id, english) in &capitals {
                    let best = word
                        .skeletons
                        .iter()
                        .map(|skeleton| skeleton.likeness(english))
                        .fold(0.0, f32::max);
                    if best >= skeleton::THRESHOLD {
                        row.push((id, (best - 0.4) / 0.6));
                    }
                }
                row
            })
            .collect();
        NameTable { rows }
    }

    /// The English words that may be the same name, with their likeness, 0.5 to 1.
    pub fn row(&self, arabic: u32) -> &[(u32, f32)] {
        self.rows.get(arabic as usize).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    fn vocabulary(lang: Lang, text: &str) -> Vocabulary {
        let mut out = Vocabulary::new(lang);
        for token in tokens(text) {
            out.intern(&token, text);
        }
        out
    }

    #[test]
    fn numbers_are_compared_by_value() {
        let ar = vocabulary(Lang::Arabic, "١٬٥٠٠ ٣٫٥ BRC");
        let en = vocabulary(Lang::English, "1,500 3.5 BRC 7");
        assert!(ar.cosine(0, &en, 0) > 0.99);
        assert!(ar.cosine(1, &en, 1) > 0.99);
        assert!(ar.cosine(2, &en, 2) > 0.99);
        assert!(ar.cosine(0, &en, 3) < 0.01);
    }

    #[test]
    fn a_name_is_found_behind_its_prefix() {
        let ar = vocabulary(Lang::Arabic, "وبمصلح كتاب");
        let en = vocabulary(Lang::English, "Musleh Kitab");
        let names = NameTable::new(&ar, &en);
        assert_eq!(names.row(0).first().map(|&(id, _)| id), Some(0));
    }
}
