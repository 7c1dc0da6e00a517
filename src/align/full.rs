//! Policy `full`: both texts run in the same order and are covered from end to end.
//!
//! Two passes. The first scores every bead of the band by words, lengths and marks under each
//! text profile and takes the profile whose paths weigh most. Where that leaves no doubt, its
//! beads stand. The second pass looks at the rest again, with sentence vectors.

use crate::align::band::{self, Band};
use crate::align::calibrate;
use crate::align::evidence::{Evidence, vouching};
use crate::align::features::{COUNT, Runs, Scratch, Texts, Vector, length};
use crate::align::headings::Headings;
use crate::align::lattice::{Fixed, KINDS, Lattice, NARROW};
use crate::align::length_ratio;
use crate::align::model::{Model, Table, score, vector};
use crate::align::posterior::{forward, posterior};
use crate::align::request::{AlignError, Outcome, Request, contributions};
use crate::align::sentence::Sentences;
use crate::align::side::Side;
use crate::align::turns::Turns;
use crate::bitext::Alignment;
use crate::text::Lang;

/// A change of the length ratio (logarithm) that is worth a second look at lengths.
const RATIO_STEP: f32 = 0.02;
/// A 1-1 bead this sure among narrow beads, between two others like it, is an anchor.
const ANCHOR: f32 = 0.999;
/// A bead this sure after the first pass stands.
const SURE: f32 = 0.98;
/// A bead this unlikely after the first pass is not looked at again.
const UNLIKELY: f32 = 1e-4;

/// The lattice of a text and the scores of its edges under each profile.
pub(crate) struct Scored {
    pub lattice: Lattice,
    pub profiles: Vec<Vec<f32>>,
}

/// What the first pass leaves to the second: the edges still in question, the rest as it stands.
pub(crate) struct Doubt {
    pub lattice: Lattice,
    /// For each edge, how sure the first pass was.
    pub shares: Vec<f32>,
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
    let (mut texts, band) = read(request, &fixed);
    let model = request.model;
    let (scored, profile) = first_pass(&mut texts, band, &fixed, model);
    let doubt = doubt(&scored.lattice, &scored.profiles[profile]);
    drop(scored);
    let second = model.second.get(profile).or(model.second.first());
    let weights = vector(&second.unwrap_or(&model.profiles[profile]).weights);
    let lines = (request.lines(Lang::Arabic), request.lines(Lang::English));
    let sentences = second.map(|_| Sentences::new(lines));
    let features = second_features(&texts, &doubt, sentences);
    let beside: Vec<f32> = doubt
        .lattice
        .runs()
        .map(|(_, runs)| texts.points(&runs))
        .collect();
    let scores: Vec<f32> = features
        .iter()
        .zip(&beside)
        .map(|(features, beside)| score(&weights, features) + beside)
        .collect();
    let shares = posterior(&doubt.lattice, &scores);
    let mut beads = Vec::new();
    let mut reasons = Vec::new();
    for (edge, runs) in doubt.lattice.best_path(&scores) {
        let share = if doubt.shares[edge] >= SURE {
            doubt.shares[edge]
        } else {
            shares.edges[edge]
        };
        let Some(bead) = request.bead(&runs, calibrate::full(share)) else {
            continue;
        };
        reasons.push(contributions(&weights, &features[edge], beside[edge]));
        beads.push(bead);
    }
    let runs: Vec<Runs> = beads.iter().map(|bead| request.runs(bead)).collect();
    let learnt = vouching((&texts.arabic, &texts.english), &runs, request.learnt);
    Ok(Outcome {
        alignment: Alignment::new(beads, request.texts.source.len(), request.texts.target.len())?,
        profile: model.profiles[profile].name.clone(),
        contributions: reasons,
        learnt,
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
    let evidence = Evidence::new(&arabic, &english, &band, request.learnt);
    let ratio = length_ratio::of_texts(&arabic, &english);
    let texts = Texts {
        arabic,
        english,
        evidence,
        ratio,
        turns: Turns::new(request),
        headings: Headings::new(request.lines(Lang::Arabic), request.lines(Lang::English)),
    };
    (texts, band)
}

/// Scores all beads, chooses the profile, measures the length ratio by the beads found, and
/// does both again by that ratio.
pub(crate) fn first_pass(texts: &mut Texts, band: Band, fixed: &Fixed, model: &Model) -> (Scored, usize) {
    let band = anchored(texts, band, fixed, model);
    let lattice = Lattice::new(texts, band, fixed);
    texts.evidence = texts.evidence.narrowed(lattice.reach(texts.arabic.len()));
    let mut scored = scored(texts, lattice, model);
    let mut profile = choose(&scored, model);
    let found = scored.lattice.best_path(&scored.profiles[profile]);
    let beads: Vec<Runs> = found.into_iter().map(|(_, runs)| runs).collect();
    let ratio = length_ratio::of_beads(&texts.arabic, &texts.english, &beads);
    if (ratio / texts.ratio).ln().abs() > RATIO_STEP {
        by_ratio(texts, ratio, &mut scored, model);
        profile = choose(&scored, model);
    }
    (scored, profile)
}

/// Leads the band through 1-1 beads that are beyond doubt between two others, by the narrow kinds of
/// beads alone: most of a close translation needs no look at wider ones.
fn anchored(texts: &mut Texts, band: Band, fixed: &Fixed, model: &Model) -> Band {
    let Some(usual) = model.profiles.first() else {
        return band;
    };
    let weights = vector(&usual.weights);
    let lattice = Lattice::of_kinds(texts, band, fixed, &KINDS[..NARROW]);
    let mut scratch = Scratch::default();
    let features: Vec<f32> = lattice
        .runs()
        .map(|(_, runs)| score(&weights, &texts.features(&runs, &mut scratch)))
        .collect();
    let mut scores = beside(texts, &lattice, &features);
    let mut shares = posterior(&lattice, &scores).edges;
    if let Some(turns) = &mut texts.turns {
        turns.learn(lattice.runs().map(|(edge, runs)| (runs, shares[edge])));
        scores = beside(texts, &lattice, &features);
        shares = posterior(&lattice, &scores).edges;
    }
    let path = lattice.best_path(&scores);
    let firm = |(edge, runs): &(usize, Runs)| {
        shares[*edge] >= ANCHOR && runs.arabic.len() == 1 && runs.english.len() == 1
    };
    let mut cells = Vec::new();
    for three in path.windows(3).filter(|three| three.iter().all(firm)) {
        let runs = &three[1].1;
        cells.push((runs.arabic.start, runs.english.start));
        cells.push((runs.arabic.end, runs.english.end));
    }
    cells.dedup();
    lattice.band.through(&cells)
}

/// The scores with what turns and headings add.
fn beside(texts: &Texts, lattice: &Lattice, scores: &[f32]) -> Vec<f32> {
    if texts.turns.is_none() && texts.headings.is_none() {
        return scores.to_vec();
    }
    let points = lattice.runs().map(|(_, runs)| texts.points(&runs));
    scores
        .iter()
        .zip(points)
        .map(|(score, points)| score + points)
        .collect()
}

fn scored(texts: &Texts, lattice: Lattice, model: &Model) -> Scored {
    let table = Table::new(model);
    let mut profiles = vec![Vec::with_capacity(lattice.edges.len()); model.profiles.len()];
    let mut scratch = Scratch::default();
    let mut sums = vec![0.0; model.profiles.len()];
    for (_, runs) in lattice.runs() {
        table.scores(&texts.features(&runs, &mut scratch), &mut sums);
        let beside = texts.points(&runs);
        for (scores, sum) in profiles.iter_mut().zip(&sums) {
            scores.push(*sum + beside);
        }
    }
    Scored { lattice, profiles }
}

/// Puts the length features by another ratio in place of those in the scores.
fn by_ratio(texts: &mut Texts, ratio: f32, scored: &mut Scored, model: &Model) {
    let before = texts.ratio;
    texts.ratio = ratio;
    for (edge, runs) in scored.lattice.runs() {
        if runs.arabic.is_empty() || runs.english.is_empty() {
            continue;
        }
        let blocks = (
            &texts.arabic.block(&runs.arabic),
            &texts.english.block(&runs.english),
        );
        let (mut old, mut new) = ([0.0; COUNT], [0.0; COUNT]);
        length::fill(&runs, blocks, before, &mut old);
        length::fill(&runs, blocks, ratio, &mut new);
        for (scores, profile) in scored.profiles.iter_mut().zip(&model.profiles) {
            let change = length::PLACES.map(|at| profile.weights[at] * (new[at] - old[at]));
            scores[edge] += change.iter().sum::<f32>();
        }
    }
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

/// Keeps the edges that are likely enough and do not touch a bead that is sure.
fn doubt(lattice: &Lattice, scores: &[f32]) -> Doubt {
    let shares = posterior(lattice, scores).edges;
    let path = lattice.best_path(scores);
    let sure: Vec<&Runs> = path
        .iter()
        .filter(|(edge, _)| shares[*edge] >= SURE)
        .map(|(_, runs)| runs)
        .collect();
    let on_path: Vec<usize> = path.iter().map(|(edge, _)| *edge).collect();
    let wanted: Vec<bool> = lattice
        .runs()
        .map(|(edge, runs)| {
            on_path.binary_search(&edge).is_ok() || (shares[edge] > UNLIKELY && !touches(&sure, &runs))
        })
        .collect();
    Doubt {
        shares: shares
            .iter()
            .zip(&wanted)
            .filter(|(_, wanted)| **wanted)
            .map(|(share, _)| *share)
            .collect(),
        lattice: lattice.only(&wanted),
    }
}

/// Does a bead share a line with one of these, which rise on both sides?
fn touches(sure: &[&Runs], runs: &Runs) -> bool {
    let after_arabic = sure.partition_point(|bead| bead.arabic.end <= runs.arabic.start);
    let after_english = sure.partition_point(|bead| bead.english.end <= runs.english.start);
    let meets = |bead: &&Runs| {
        (bead.arabic.start < runs.arabic.end && runs.arabic.start < bead.arabic.end)
            || (bead.english.start < runs.english.end && runs.english.start < bead.english.end)
    };
    sure[after_arabic.min(after_english)..]
        .iter()
        .take_while(|bead| bead.arabic.start < runs.arabic.end || bead.english.start < runs.english.end)
        .any(meets)
}

/// The features of the edges in question; those of beads that are sure lack the sentence vectors.
fn second_features(texts: &Texts, doubt: &Doubt, sentences: Option<Sentences<'_>>) -> Vec<Vector> {
    let mut scratch = Scratch::default();
    let mut sentences = sentences;
    if let Some(sentences) = &mut sentences {
        sentences.prepare(
            doubt
                .lattice
                .runs()
                .filter(|(edge, _)| doubt.shares[*edge] < SURE)
                .map(|(_, runs)| runs),
        );
    }
    doubt
        .lattice
        .runs()
        .map(|(edge, runs)| {
            let mut features = texts.features(&runs, &mut scratch);
            if let Some(sentences) = sentences.as_ref().filter(|_| doubt.shares[edge] < SURE) {
                sentences.fill(&runs, &mut features);
            }
            features
        })
        .collect()
}
