//! Which words of two texts stand for each other: word vectors, names, numbers, Latin strings.
//!
//! Words are interned per side ([`Vocabulary`]), so that everything about a word is worked out
//! once. Two channels say how well an Arabic and an English word go together: the cosine of
//! their vectors (1 for equal numbers and equal Latin strings, 0 for unequal numbers), and the
//! likeness of their consonant skeletons (names). Sources of the formulas: `docs/algorithms.md`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::lexicon::products::{Products, dot};
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
    /// Consonant skeletons under which it may be a name.
    skeletons: Vec<Skeleton>,
}

/// The word forms of one side, each once.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    lang: Lang,
    ids: HashMap<String, u32>,
    words: Vec<Word>,
    /// The vectors, one after another; noughts for a word that has none.
    vectors: Vec<i16>,
    /// What makes each vector one of length 1; 0 for none.
    scales: Vec<f32>,
}

impl Vocabulary {
    /// An empty one of this language.
    pub fn new(lang: Lang) -> Vocabulary {
        Vocabulary {
            lang,
            ids: HashMap::new(),
            words: Vec::new(),
            vectors: Vec::new(),
            scales: Vec::new(),
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
        let word = Word {
            folded: match token.kind {
                Kind::Number => number_key(&token.folded),
                _ => token.folded.clone(),
            },
            kind: token.kind,
            weight,
            skeletons,
        };
        self.push(word, vector.as_ref());
    }

    fn push(&mut self, word: Word, vector: Option<&Vector>) {
        self.words.push(word);
        let values = vector.map_or([0; DIMS], |vector| vector.values);
        self.vectors.extend_from_slice(&values);
        self.scales.push(vector.map_or(0.0, |vector| vector.scale));
    }

    /// A word of the same weight that matches nothing.
    pub(crate) fn without_match(&mut self, id: u32) -> u32 {
        let weight = self.words[id as usize].weight;
        let word = Word {
            folded: String::new(),
            kind: Kind::Mark,
            weight,
            skeletons: Vec::new(),
        };
        self.push(word, None);
        (self.words.len() - 1) as u32
    }

    /// The words in the order of their numbers.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The vector of a word, scaled to length 1; zeros when it has none.
    pub fn unit_vector(&self, id: u32) -> [f32; DIMS] {
        let scale = self.scales[id as usize];
        let mut out = [0.0; DIMS];
        for (to, &from) in out.iter_mut().zip(self.vector(id)) {
            *to = f32::from(from) * scale;
        }
        out
    }

    fn vector(&self, id: u32) -> &[i16] {
        &self.vectors[id as usize * DIMS..][..DIMS]
    }

    /// How near two words are: the cosine of their vectors, or what numbers and Latin strings say.
    pub fn cosine(&self, id: u32, other: &Vocabulary, other_id: u32) -> f32 {
        let (here, there) = (&self.words[id as usize], &other.words[other_id as usize]);
        if here.is_twin(there) {
            return 1.0;
        }
        let product = dot(self.vector(id), other.vector(other_id)) as f32;
        product * self.scales[id as usize] * other.scales[other_id as usize]
    }
}

impl Word {
    /// Is it the same number or string as a word of the other text?
    fn is_twin(&self, other: &Word) -> bool {
        self.kind == other.kind && self.kind != Kind::Mark && self.folded == other.folded
    }
}

/// The cosines of all words of one line with all words of another, line pair by line pair.
#[derive(Debug, Clone)]
pub struct Cosines<'a> {
    arabic: &'a Vocabulary,
    english: &'a Vocabulary,
    /// For each word a number that it shares with its twins; 0 for a word without twin.
    twins: [Vec<u32>; 2],
    /// Has each Arabic word a twin in the English text?
    twinned: Vec<bool>,
    vectors: [Vec<i16>; 2],
    scales: Vec<f32>,
    sums: Vec<i32>,
    found: Vec<f32>,
}

impl<'a> Cosines<'a> {
    /// Between the words of two sides.
    pub fn new(arabic: &'a Vocabulary, english: &'a Vocabulary) -> Cosines<'a> {
        let mut known: HashMap<(&str, Kind), u32> = HashMap::new();
        for word in &arabic.words {
            let next = known.len() as u32 + 1;
            if word.kind != Kind::Mark {
                known.entry((&word.folded, word.kind)).or_insert(next);
            }
        }
        let twins = |words: &[Word]| -> Vec<u32> {
            let twin = |word: &Word| known.get(&(word.folded.as_str(), word.kind)).copied();
            words.iter().map(|word| twin(word).unwrap_or(0)).collect()
        };
        let twins = [twins(&arabic.words), twins(&english.words)];
        let english_twins: BTreeSet<u32> = twins[1].iter().copied().collect();
        Cosines {
            twinned: twins[0].iter().map(|twin| english_twins.contains(twin)).collect(),
            twins,
            arabic,
            english,
            vectors: [Vec::new(), Vec::new()],
            scales: Vec::new(),
            sums: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Takes up an Arabic line.
    pub fn line(&mut self, arabic: &[u32]) {
        gather(self.arabic, arabic, &mut self.vectors[0]);
    }

    /// The cosines of the words of the line taken up (the same again) with those of an English
    /// line: a row for each Arabic word.
    pub fn with(&mut self, arabic: &[u32], english: &[u32]) -> &[f32] {
        gather(self.english, english, &mut self.vectors[1]);
        self.scales.clear();
        self.scales
            .extend(english.iter().map(|&id| self.english.scales[id as usize]));
        self.sums.clear();
        self.sums.resize(arabic.len() * english.len(), 0);
        self.found.clear();
        if self.sums.is_empty() {
            return &self.found;
        }
        let products = Products {
            weights: &self.vectors[1],
            inputs: DIMS,
            activations: &self.vectors[0],
            stride: DIMS,
        };
        products.fill(&mut self.sums);
        for (&a, sums) in arabic.iter().zip(self.sums.chunks_exact(english.len())) {
            let own = self.arabic.scales[a as usize];
            let first = self.found.len();
            let scaled = sums.iter().zip(&self.scales);
            self.found
                .extend(scaled.map(|(&sum, scale)| sum as f32 * own * scale));
            let twin = self.twins[0][a as usize];
            if twin > 0 && self.twinned[a as usize] {
                for (cosine, &e) in self.found[first..].iter_mut().zip(english) {
                    if self.twins[1][e as usize] == twin {
                        *cosine = 1.0;
                    }
                }
            }
        }
        &self.found
    }
}

fn gather(vocabulary: &Vocabulary, ids: &[u32], out: &mut Vec<i16>) {
    out.clear();
    for &id in ids {
        out.extend_from_slice(vocabulary.vector(id));
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
        let mut capitals: BTreeMap<&Skeleton, Vec<u32>> = BTreeMap::new();
        for (id, word) in english.words.iter().enumerate() {
            for skeleton in &word.skeletons {
                capitals.entry(skeleton).or_default().push(id as u32);
            }
        }
        let index = skeleton::Index::new(capitals.keys().copied());
        let ids: Vec<&Vec<u32>> = capitals.values().collect();
        let mut known: HashMap<&Skeleton, Vec<(u32, f32)>> = HashMap::new();
        for skeleton in arabic.words.iter().flat_map(|word| &word.skeletons) {
            known.entry(skeleton).or_insert_with(|| index.like(skeleton));
        }
        let row_of = |word: &Word| -> Vec<(u32, f32)> {
            let mut best: BTreeMap<u32, f32> = BTreeMap::new();
            for skeleton in &word.skeletons {
                for &(at, likeness) in known.get(skeleton).into_iter().flatten() {
                    for &id in ids[at as usize] {
                        let entry = best.entry(id).or_insert(likeness);
                        *entry = entry.max(likeness);
                    }
                }
            }
            best.into_iter()
                .map(|(id, best)| (id, (best - 0.4) / 0.6))
                .collect()
        };
        NameTable {
            rows: arabic.words.iter().map(row_of).collect(),
        }
    }

    /// The English words that may be the same name, by their numbers, with their likeness, 0.5 to 1.
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
    fn cosines_of_lines_are_those_of_their_words() {
        let ar = vocabulary(Lang::Arabic, "زار BRC الوزير 1984 مدرسة جديدة في ١٢");
        let en = vocabulary(
            Lang::English,
            "BRC said the minister visited 12 new schools, not 1984 مدرسة",
        );
        let ids: Vec<u32> = (0..ar.words().len() as u32).collect();
        let other: Vec<u32> = (0..en.words().len() as u32).collect();
        let mut cosines = Cosines::new(&ar, &en);
        cosines.line(&ids);
        let found = cosines.with(&ids, &other).to_vec();
        for (&a, row) in ids.iter().zip(found.chunks(other.len())) {
            for (&e, cosine) in other.iter().zip(row) {
                assert!((ar.cosine(a, &en, e) - cosine).abs() < 1e-6);
            }
        }
        assert!(found.iter().filter(|&&cosine| cosine > 0.999).count() >= 4);
    }

    #[test]
    fn a_name_is_found_behind_its_prefix() {
        let ar = vocabulary(Lang::Arabic, "وبمصلح كتاب");
        let en = vocabulary(Lang::English, "Musleh Kitab");
        let names = NameTable::new(&ar, &en);
        assert_eq!(names.row(0).first().map(|&(id, _)| id), Some(0));
    }
}
