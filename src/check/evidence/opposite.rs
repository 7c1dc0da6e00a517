//! What the Arabic side says for or against an English word: translation by word vectors,
//! romanisation by the letter model.

use crate::check::Unit;
use crate::lexicon::romanise::{self, Match};
use crate::lexicon::spelling::form::{self, Known, Shape};
use crate::lexicon::words::{How, Vector, Words, similarity, weight};
use crate::text::Lang;
use crate::text::token::Kind;

/// An Arabic word with what the lexicon knows of it.
#[derive(Debug)]
pub struct ArabicWord {
    /// Index among the tokens of the Arabic text.
    pub token: usize,
    /// log10 of its probability; none when no list has it.
    pub log10: Option<f32>,
    /// How it was found.
    pub how: Option<How>,
    /// Its vector, when it has one.
    pub vector: Option<Vector>,
}

/// The best translation of an English word on the Arabic side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Translation {
    /// Index among the tokens of the Arabic text.
    pub token: usize,
    /// Cosine of the two vectors.
    pub similarity: f32,
}

/// The best romanisation of a Latin name on the Arabic side.
#[derive(Debug, Clone, PartialEq)]
pub struct Romanisation {
    /// Index of the (first) token of the Arabic text.
    pub token: usize,
    /// The comparison.
    pub found: Match,
}

/// Words that bind to the next one in names (folded).
const BINDING: &[&str] = &["عبد", "ابو", "ابن", "بن", "بو", "نيو", "سان", "لوس", "ام"];

/// The Arabic words of a unit.
pub fn arabic_words(unit: &Unit<'_>) -> Vec<ArabicWord> {
    let lexicon = Words::embedded();
    let Some(text) = unit.text(Lang::Arabic) else {
        return Vec::new();
    };
    unit.tokens(Lang::Arabic)
        .iter()
        .enumerate()
        .filter(|(_, token)| token.kind == Kind::Arabic)
        .map(|(index, token)| {
            let written = token.span.of(&text.text);
            let entry = lexicon.find(Lang::Arabic, written);
            ArabicWord {
                token: index,
                log10: lexicon
                    .log10_frequency(Lang::Arabic, written)
                    .or(entry.map(|entry| entry.log10)),
                how: entry.map(|entry| entry.how),
                vector: entry.map(|entry| lexicon.vector(Lang::Arabic, entry.row)),
            }
        })
        .collect()
}

/// Shortest name whose romanisation is believed.
const SHORTEST: usize = 4;

/// The capitalised English words that are no common words, each with the Arabic word that it
/// surely romanises.
pub fn romanised(unit: &Unit<'_>) -> Vec<(usize, Romanisation)> {
    let Some(text) = unit.text(Lang::English) else {
        return Vec::new();
    };
    unit.tokens(Lang::English)
        .iter()
        .enumerate()
        .filter(|(_, token)| {
            token.kind == Kind::Latin && Shape::of(token.span.of(&text.text)) == Shape::Capital
        })
        .filter_map(|(at, token)| {
            let key = form::key(token);
            let is_word = matches!(form::known(&key, Shape::Capital), Known::Yes(entry) if entry.plain());
            if is_word || key.len() < SHORTEST {
                return None;
            }
            let best = unit.romanisations(&key).into_iter().next()?;
            (best.found.likeness >= romanise::SURE).then_some((at, best))
        })
        .collect()
}

impl Unit<'_> {
    /// The Arabic word whose vector is nearest to that of an English word; rare words count
    /// more than common ones. None when the English word has no vector.
    pub fn translation(&self, english: &str) -> Option<Translation> {
        let lexicon = Words::embedded();
        let entry = lexicon.find(Lang::English, english)?;
        let vector = lexicon.vector(Lang::English, entry.row);
        self.arabic_words()
            .iter()
            .filter_map(|word| {
                Some(Translation {
                    token: word.token,
                    similarity: similarity(&vector, word.vector.as_ref()?),
                })
            })
            .max_by(|a, b| a.similarity.total_cmp(&b.similarity).then(b.token.cmp(&a.token)))
    }

    /// The Arabic words that romanise most like a Latin name, best first, at most three.
    pub fn romanisations(&self, latin: &str) -> Vec<Romanisation> {
        let Some(text) = self.text(Lang::Arabic) else {
            return Vec::new();
        };
        let length = latin.chars().count();
        let mut found: Vec<Romanisation> = Vec::new();
        let tokens = self.tokens(Lang::Arabic);
        for (index, token) in tokens.iter().enumerate() {
            let letters = token.folded.chars().count();
            if token.kind != Kind::Arabic || letters < 2 || letters > length + 5 || length > 3 * letters + 2 {
                continue;
            }
            let written = token.span.of(&text.text);
            let joined = BINDING
                .contains(&token.folded.as_str())
                .then(|| tokens.get(index + 1))
                .flatten()
                .map(|next| format!("{written}{}", next.span.of(&text.text)));
            for form in std::iter::once(written).chain(joined.as_deref()) {
                if let Some(comparison) = romanise::best_match(latin, form) {
                    found.push(Romanisation {
                        token: index,
                        found: comparison,
                    });
                }
            }
        }
        found.sort_by(|a, b| {
            b.found
                .likeness
                .total_cmp(&a.found.likeness)
                .then(a.token.cmp(&b.token))
        });
        found.truncate(3);
        found
    }

    /// How much the Arabic speaks for an English word, in nats: 0 when it says nothing.
    pub fn support(&self, english: &str) -> f32 {
        let translated = self
            .translation(english)
            .map_or(0.0, |found| ((found.similarity - 0.25) * 9.0).clamp(0.0, 5.0));
        let rarity = Words::embedded()
            .log10_frequency(Lang::English, english)
            .map_or(0.0, |log10| (weight(log10) / 2.0).min(1.0));
        translated * rarity
    }
}
