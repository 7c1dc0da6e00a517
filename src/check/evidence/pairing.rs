//! The score that two texts are not each other's translation.
//!
//! A logistic model over the likeness of the sentence vectors, the cover of both sides and the
//! lengths; `pairing.tsv`, trained on clean pairs against neighbours and strangers put in their
//! place (`corpora/checks/README.md`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::check::Unit;
use crate::check::evidence::model::{self, Model};
use crate::text::{Kind, Lang};

/// The pair as the model judges it.
#[derive(Debug, Clone, Copy)]
pub struct Verdict {
    /// The model's logit.
    pub score: f32,
    /// How sure that makes it.
    pub confidence: f32,
}

static MODELS: LazyLock<BTreeMap<String, Model>> =
    LazyLock::new(|| model::models(include_str!("pairing.tsv")));

/// What the model sees.
pub fn features(unit: &Unit<'_>) -> Vec<f32> {
    let coverage = unit.coverage();
    let means = Lang::ALL.map(|lang| coverage.mean(lang));
    let words = Lang::ALL.map(|lang| coverage.side(lang).len() as f32);
    let letters = Lang::ALL.map(|lang| {
        unit.text(lang)
            .map_or(0.0, |text| text.text.chars().count() as f32)
    });
    let ratio = ((letters[1] + 8.0) / (1.12 * letters[0] + 8.0)).ln();
    let cosine = unit.lines().cosine;
    let short = 1.0 / (words[0].min(words[1]) + 1.0);
    let claimed = claimed(unit);
    vec![
        cosine,
        means[0],
        means[1],
        means[0].min(means[1]),
        ratio.abs(),
        short,
        cosine * short,
        anchors(unit),
        claimed[0],
        claimed[1],
        claimed[0].min(claimed[1]) - short,
        (words[0].min(words[1]) + 1.0).ln(),
        cosine * cosine,
    ]
}

/// The weighted mean cover of each side by matches that no other word claims.
fn claimed(unit: &Unit<'_>) -> [f32; 2] {
    let coverage = unit.coverage();
    let claimed = coverage.claimed();
    Lang::ALL.map(|lang| {
        let words = coverage.side(lang).iter().zip(&claimed[lang as usize]);
        let (all, own) = words.fold((0.0, 0.0), |sum, (word, cover)| {
            (sum.0 + word.weight, sum.1 + word.weight * cover)
        });
        own / (all + 1e-6)
    })
}

/// Numbers and names of the English that are found in the Arabic less those that are not.
fn anchors(unit: &Unit<'_>) -> f32 {
    let coverage = unit.coverage();
    let english = coverage.side(Lang::English).iter().enumerate();
    let anchors = english.filter(|(index, word)| word.kind == Kind::Number || (word.capital && *index > 0));
    let balance: f32 = anchors
        .map(|(index, _)| coverage.best(Lang::English, index).0 - 0.5)
        .sum();
    balance.clamp(-2.0, 2.0)
}

/// Judges a pair.
pub fn verdict(unit: &Unit<'_>) -> Option<Verdict> {
    let model = MODELS.get("pairing")?;
    let score = model.score(&features(unit));
    let confidence = model.confidence(score);
    (confidence >= model::LEAST).then_some(Verdict { score, confidence })
}
