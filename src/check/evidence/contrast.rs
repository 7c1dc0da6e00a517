//! Does a word of contrary meaning fit the other side better than the word that stands there?
//!
//! For each English word of the antonym list both it and its contraries are held against the
//! Arabic: by word vectors, leaving out Arabic words that another English word explains better;
//! by the stems learned for the listed words; and by the sentence vectors with one word put in
//! place of the other. Boosted trees (`contrast.tsv`, trained on clean pairs with a listed word
//! exchanged for its contrary) weigh these.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::check::Unit;
use crate::check::evidence::antonyms;
use crate::check::evidence::coverage::Word;
use crate::check::evidence::model::{self, Model};
use crate::check::evidence::occlusion::cosine;
use crate::check::evidence::opposed;
use crate::lexicon::encoder::{Encoder, LineFeatures};
use crate::lexicon::words::{self, Vector, Words};
use crate::text::{Kind, Lang, Span};

/// A word and a contrary that may fit better.
#[derive(Debug, Clone)]
pub struct Contrast {
    /// The English word, by its number in the coverage.
    pub word: usize,
    /// The contrary.
    pub contrary: String,
    /// The Arabic word that the two are held against.
    pub arabic: usize,
    /// How well the contrary fits it less how well the word does.
    pub gain: f32,
    /// What the model sees.
    pub features: Vec<f32>,
}

/// The contrast that is told.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The word and its contrary.
    pub contrast: Contrast,
    /// The model's logit.
    pub score: f32,
    /// How sure that makes it.
    pub confidence: f32,
}

static MODELS: LazyLock<BTreeMap<String, Model>> =
    LazyLock::new(|| model::models(include_str!("contrast.tsv")));

/// The likeliest contrast of a pair, if one is worth telling.
pub fn verdict(unit: &Unit<'_>) -> Option<Verdict> {
    let model = MODELS.get("contrast")?;
    contrasts(unit)
        .into_iter()
        .filter(|contrast| is_placed(unit, contrast))
        .map(|contrast| {
            let score = model.score(&contrast.features);
            Verdict {
                score,
                confidence: model.confidence(score),
                contrast,
            }
        })
        .max_by(|a, b| a.score.total_cmp(&b.score))
        .filter(|verdict| verdict.confidence >= model::LEAST)
}

/// Place from which two words of contrary meaning are held against each other.
const PLACED: f32 = 0.35;

/// Do the word and the Arabic one stand in the same place of the clause? In a list of openings
/// and closings every word finds its contrary somewhere.
fn is_placed(unit: &Unit<'_>, contrast: &Contrast) -> bool {
    let coverage = unit.coverage();
    let arabic = coverage.side(Lang::Arabic)[contrast.arabic].token;
    let english = coverage.side(Lang::English)[contrast.word].token;
    opposed::placed(unit, [(arabic, arabic), (english, english)]) >= PLACED
}

/// Every listed word against each of its contraries.
pub fn contrasts(unit: &Unit<'_>) -> Vec<Contrast> {
    let english = unit.coverage().side(Lang::English);
    let mut found = Vec::new();
    for (index, word) in english.iter().enumerate() {
        if word.kind != Kind::Latin || (word.capital && index > 0) {
            continue;
        }
        for contrary in antonyms::contraries(&word.folded) {
            if !english.iter().any(|other| &other.folded == contrary) {
                found.extend(contrast(unit, index, contrary));
            }
        }
    }
    found
}

fn contrast(unit: &Unit<'_>, index: usize, contrary: &str) -> Option<Contrast> {
    let coverage = unit.coverage();
    let word = &coverage.side(Lang::English)[index];
    let table = Words::embedded();
    let entry = table.find(Lang::English, contrary)?;
    let vector = table.vector(Lang::English, entry.row);
    let fits = Fits::of(unit, index, &vector)?;
    let shares = [&word.folded, contrary].map(|word| share(unit, word));
    let negated = !unit.side_cues()[Lang::Arabic as usize].cues.plain.is_empty();
    let related = word.folded.contains(contrary) || contrary.contains(word.folded.as_str());
    let gain = fits.contrary - fits.word;
    let worth = gain > -0.12 || shares[1] > shares[0];
    if !worth || (related && negated) {
        return None;
    }
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let exchanged = exchange(unit, word, contrary);
    let features = vec![
        fits.contrary,
        fits.word,
        gain,
        fits.at_one,
        shares[1],
        shares[0],
        shares[1] - shares[0],
        flag(antonyms::stems(&word.folded).is_empty()),
        flag(antonyms::stems(contrary).is_empty()),
        exchanged * 100.0,
        unit.lines().cosine,
        coverage.best(Lang::English, index).0,
        word.log10,
        entry.log10,
        flag(negated),
        flag(!unit.side_cues()[Lang::English as usize].cues.plain.is_empty()),
        flag(related),
        coverage.side(Lang::English).len() as f32,
        coverage.mean(Lang::English),
    ];
    Some(Contrast {
        word: index,
        contrary: contrary.to_string(),
        arabic: fits.arabic,
        gain,
        features,
    })
}

/// How well a word and its contrary fit the Arabic.
struct Fits {
    word: f32,
    contrary: f32,
    /// The difference at the Arabic word that fits either best.
    at_one: f32,
    arabic: usize,
}

impl Fits {
    fn of(unit: &Unit<'_>, index: usize, contrary: &Vector) -> Option<Fits> {
        let coverage = unit.coverage();
        let english = coverage.side(Lang::English);
        let word = &english[index];
        let mut fits = Fits {
            word: 0.0,
            contrary: 0.0,
            at_one: 0.0,
            arabic: 0,
        };
        let mut best = f32::MIN;
        for (at, arabic) in coverage.side(Lang::Arabic).iter().enumerate() {
            let Some(vector) = arabic.vector() else {
                continue;
            };
            let own = word.cosine(arabic);
            let far = words::similarity(contrary, vector);
            fits.word = fits.word.max(own);
            let others = english.iter().enumerate().filter(|&(other, _)| other != index);
            let explained = others.map(|(_, other)| other.cosine(arabic)).fold(0.0, f32::max);
            if far > explained + 0.02 {
                fits.contrary = fits.contrary.max(far);
                if own.max(far) > best {
                    best = own.max(far);
                    fits.at_one = far - own;
                    fits.arabic = at;
                }
            }
        }
        (best > 0.1).then_some(fits)
    }
}

/// The largest share of a listed word's stems that stands in the Arabic.
fn share(unit: &Unit<'_>, word: &str) -> f32 {
    let arabic = unit.coverage().side(Lang::Arabic);
    let present = antonyms::stems(word)
        .iter()
        .filter(|(stem, _)| arabic.iter().any(|word: &Word| word.stem == *stem));
    present.map(|&(_, share)| share).fold(0.0, f32::max)
}

/// By how much nearer the sides come with the contrary in place of the word, both put in
/// without their context.
fn exchange(unit: &Unit<'_>, word: &Word, contrary: &str) -> f32 {
    let lines = unit.lines();
    let line = lines.line(Lang::English);
    let at = line.chunk_at(word.span.start);
    let far = &lines.line(Lang::Arabic).vector;
    let [own, other] = [&word.folded, contrary].map(|word| {
        let features = bare(word);
        cosine(&line.with(&(at..at + 1), &features), far)
    });
    other - own
}

/// The features of a word by itself.
fn bare(word: &str) -> LineFeatures {
    let chunked = Encoder::embedded().chunks(word, &[Span::new(0, word.len())]);
    chunked
        .chunks
        .into_iter()
        .next()
        .unwrap_or_else(LineFeatures::none)
}
