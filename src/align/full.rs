//! Policy `full`: both texts run in the same order and are covered from end to end.

use crate::align::band::{self, Band};
use crate::align::calibrate;
use crate::align::evidence::Evidence;
use crate::align::features::{PRICES, Scratch, Texts, Vector};
use crate::align::lattice::{Fixed, Lattice};
use crate::align::length_ratio;
use crate::align::model::{Model, score};
use crate::align::posterior::{forward, posterior};
use crate::align::request::{AlignError, Outcome, Request, contributions};
use crate::align::side::Side;
use crate::bitext::Alignment;
use crate::text::Lang;

/// The scores of all edges under each profile.
struct Scored {
    lattice: Lattice,
    profiles: Vec<Vec<f32>>,
}

/// Aligns under policy `full`; see [`crate::align::align`].
pub(crate) fn align_full(request: &Request<'_>) -> Result<Outcome, AlignError> {
    let fixed = Fixed::new(
        request
            .constraints
            .beads
            .iter()
            .map(|bead| request.runs(bead))
            .collect(),
        &barriers(request),
    );
    let (texts, band) = read(request, &fixed);
    let scored = scored(&texts, band, &fixed, request.model);
    let profile = choose(&scored, request.model);
    let scores = &scored.profiles[profile];
    let shares = posterior(&scored.lattice, scores);
    let weights = request.model.weights(&request.model.profiles[profile]);
    let mut scratch = Scratch::default();
    let mut beads = Vec::new();
    let mut reasons = Vec::new();
    for (edge, runs) in scored.lattice.best_path(scores) {
        let confidence = calibrate::full(shares.edges[edge]);
        let Some(bead) = request.bead(&runs, confidence) else {
            continue;
        };
        reasons.push(contributions(&weights, &texts.features(&runs, &mut scratch)));
        beads.push(bead);
    }
    Ok(Outcome {
        alignment: Alignment::new(beads, request.texts.source.len(), request.texts.target.len())?,
        profile: request.model.profiles[profile].name.clone(),
        contributions: reasons,
    })
}

fn barriers(request: &Request<'_>) -> Vec<(usize, usize)> {
    let by_language = |&(source, target): &(usize, usize)| {
        let runs = request.by_language(0..source, 0..target);
        (runs.arabic.end, runs.english.end)
    };
    request.constraints.barriers.iter().map(by_language).collect()
}

fn read(request: &Request<'_>, fixed: &Fixed) -> (Texts, Band) {
    let arabic = Side::new(Lang::Arabic, request.lines(Lang::Arabic));
    let english = Side::new(Lang::English, request.lines(Lang::English));
    let mut band = band::find(&arabic.line_vectors(), &english.line_vectors());
    if !fixed.cells.is_empty() {
        band = band.through(&fixed.cells);
    }
    let evidence = Evidence::new(&arabic, &english, &band);
    let ratio = length_ratio::of_texts(&arabic, &english);
    let texts = Texts {
        arabic,
        english,
        evidence,
        ratio,
    };
    (texts, band)
}

fn scored(texts: &Texts, band: Band, fixed: &Fixed, model: &Model) -> Scored {
    let lattice = Lattice::new(texts, band, fixed);
    let shared = model.weights(&crate::align::model::Profile::blank(""));
    let mut profiles = vec![Vec::with_capacity(lattice.edges.len()); model.profiles.len()];
    let mut scratch = Scratch::default();
    for (_, runs) in lattice.runs() {
        let features = texts.features(&runs, &mut scratch);
        let base = score(&shared, &features);
        for (scores, profile) in profiles.iter_mut().zip(&model.profiles) {
            scores.push(base + priced(&profile.prices, &features));
        }
    }
    Scored { lattice, profiles }
}

fn priced(prices: &[f32], features: &Vector) -> f32 {
    prices.iter().zip(&features[..PRICES]).map(|(w, f)| w * f).sum()
}

/// The profile whose paths weigh most; of equals the first.
fn choose(scored: &Scored, model: &Model) -> usize {
    let mut best = (0, f64::NEG_INFINITY);
    for (at, (scores, profile)) in scored.profiles.iter().zip(&model.profiles).enumerate() {
        let totals = forward(&scored.lattice, scores);
        let total = totals[totals.len() - 1] + f64::from(profile.prior);
        if total > best.1 {
            best = (at, total);
        }
    }
    best.0
}
