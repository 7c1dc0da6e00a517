//! The fit itself: exact forward–backward over the lattice, L-BFGS.
//!
//! Every complete text is told its profile; the likelihood of its gold path is taken against
//! all paths under all profiles, so that the prices of a profile, and the choice of a profile,
//! are fitted together. The function is convex.

use std::ops::Range;

use rayon::prelude::*;

use crate::align::excerpt::{MOVES, Web};
use crate::align::features::{COUNT, PRICES, Runs, Vector};
use crate::align::lattice::Lattice;
use crate::align::model::Profile;
use crate::align::posterior::{backward, forward, log_sum, posterior};
use crate::align::sentence;
use crate::align::train::lbfgs;

/// Strength of the pull to nought of the shared weights, of the choice of a profile, and of what a
/// group or kind of texts has of its own: strong, for with a weak one the profiles part so far that a
/// text which chooses the wrong one loses more than the right one gains.
const SHARED_PRIOR: f64 = 0.05;
const CHOICE_PRIOR: f64 = 0.1;
const OWN_PRIOR: f64 = 1.0;

/// An edge of no more share than this under any profile of a first, short fit is left out of the long ones.
const UNLIKELY: f32 = 1e-7;

/// Which of the two passes is fitted; the first has no sentence vectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pass {
    First,
    Second,
}

/// A complete text with its gold.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub lattice: Lattice,
    /// The features of each edge.
    pub features: Vec<Vector>,
    /// Which edges gold paths are made of.
    pub gold: Vec<bool>,
    /// Its profile.
    pub profile: usize,
    /// How much it counts.
    pub weight: f64,
}

impl Case {
    /// The same with the edges alone that are gold or of some share under one of these weights.
    pub(crate) fn pruned(&self, vectors: &[Vec<f32>]) -> Case {
        let mut wanted = self.gold.clone();
        for scores in all_scores(&self.features, vectors) {
            let shares = posterior(&self.lattice, &scores).edges;
            for (wanted, share) in wanted.iter_mut().zip(shares) {
                *wanted |= share > UNLIKELY;
            }
        }
        let mut at = wanted.iter();
        let mut features = self.features.clone();
        features.retain(|_| at.next().is_some_and(|&wanted| wanted));
        let kept = self.gold.iter().zip(&wanted).filter(|(_, wanted)| **wanted);
        Case {
            lattice: self.lattice.only(&wanted),
            features,
            gold: kept.map(|(&gold, _)| gold).collect(),
            profile: self.profile,
            weight: self.weight,
        }
    }
}

/// Marks the edges that make up gold; gaps line by line.
pub(crate) fn gold_edges(lattice: &Lattice, gold: &[Runs]) -> Vec<bool> {
    let fits = |bead: &Runs, runs: &Runs| match (runs.arabic.is_empty(), runs.english.is_empty()) {
        (false, false) => bead == runs,
        (false, true) => bead.english.is_empty() && bead.arabic.contains(&runs.arabic.start),
        _ => bead.arabic.is_empty() && bead.english.contains(&runs.english.start),
    };
    lattice
        .runs()
        .map(|(_, runs)| gold.iter().any(|bead| fits(bead, &runs)))
        .collect()
}

/// An excerpt with its gold.
#[derive(Debug, Clone)]
pub(crate) struct ExcerptCase {
    pub web: Web,
    /// The features of each piece.
    pub features: Vec<Vector>,
    /// Which pieces gold is made of.
    pub gold: Vec<bool>,
    /// How much it counts.
    pub weight: f64,
}

/// Marks the pieces that make up gold (runs by language, the source being Arabic).
pub(crate) fn gold_pieces(web: &Web, gold: &[Runs]) -> Vec<bool> {
    let null = |j: usize| {
        let mut beads = gold.iter();
        !beads.any(|bead| !bead.arabic.is_empty() && bead.english.contains(&j))
    };
    web.pieces
        .iter()
        .map(|piece| {
            if piece.source.is_empty() {
                null(piece.target.start)
            } else {
                gold.iter()
                    .any(|bead| bead.arabic == piece.source && bead.english == piece.target)
            }
        })
        .collect()
}

/// How the weights lie in one vector: shared; those of each group of texts; the prices of each
/// kind of texts; choice of each profile; excerpts; moves.
struct Layout {
    groups: usize,
    kinds: usize,
}

impl Layout {
    fn profiles(&self) -> usize {
        self.groups * self.kinds
    }
    fn group(&self, profile: usize) -> Range<usize> {
        let start = COUNT * (1 + profile / self.kinds);
        start..start + COUNT
    }
    fn prices(&self, profile: usize) -> Range<usize> {
        let start = COUNT * (1 + self.groups) + profile % self.kinds * PRICES;
        start..start + PRICES
    }
    fn choice(&self) -> Range<usize> {
        let start = COUNT * (1 + self.groups) + self.kinds * PRICES;
        start..start + self.profiles()
    }
    fn excerpt(&self) -> Range<usize> {
        let start = self.choice().end;
        start..start + COUNT
    }
    fn moves(&self) -> Range<usize> {
        let start = self.excerpt().end;
        start..start + MOVES
    }
    fn len(&self) -> usize {
        self.moves().end
    }

    /// How strongly a weight is pulled to nought.
    fn strength(&self, at: usize) -> f64 {
        if at < COUNT {
            SHARED_PRIOR
        } else if self.choice().contains(&at) || self.moves().contains(&at) {
            CHOICE_PRIOR
        } else {
            OWN_PRIOR
        }
    }

    /// Is this the weight of a feature made of sentence vectors?
    fn of_sentences(&self, at: usize) -> bool {
        let excerpt = self.excerpt();
        let place = if excerpt.contains(&at) {
            at - excerpt.start
        } else if at < COUNT * (1 + self.groups) {
            at % COUNT
        } else {
            return false;
        };
        sentence::PLACES.contains(&place)
    }

    /// The weights of a profile.
    fn of_profile(&self, weights: &[f64], profile: usize) -> Vec<f32> {
        let mut out: Vec<f64> = weights[..COUNT].to_vec();
        for (to, from) in out.iter_mut().zip(&weights[self.group(profile)]) {
            *to += from;
        }
        for (to, from) in out.iter_mut().zip(&weights[self.prices(profile)]) {
            *to += from;
        }
        out.into_iter().map(|w| w as f32).collect()
    }

    /// Steps of about equal worth: one over the size of each feature along the gold paths.
    fn scales(&self, cases: &[&Case], excerpts: &[&ExcerptCase]) -> Vec<f64> {
        let mut sizes = vec![1.0; self.len()];
        for case in cases {
            let part = squares(&case.features, &case.gold, case.weight);
            add(&mut sizes[..COUNT], &part);
            add(&mut sizes[self.group(case.profile)], &part);
            add(&mut sizes[self.prices(case.profile)], &part[..PRICES]);
            sizes[self.choice().start + case.profile] += case.weight;
        }
        for case in excerpts {
            let part = squares(&case.features, &case.gold, case.weight);
            add(&mut sizes[..COUNT], &part);
            add(&mut sizes[self.excerpt()], &part);
            add(&mut sizes[self.moves()], &[part[12] + 1.0; MOVES]);
        }
        sizes.into_iter().map(|size| 1.0 / f64::sqrt(size)).collect()
    }

    /// The weights of excerpts.
    fn of_excerpt(&self, weights: &[f64]) -> Vec<f32> {
        let own = &weights[self.excerpt()];
        weights[..COUNT]
            .iter()
            .zip(own)
            .map(|(w, o)| (w + o) as f32)
            .collect()
    }
}

/// What was fitted.
pub(crate) struct Fitted {
    pub profiles: Vec<Profile>,
    pub excerpt: Vec<f32>,
    pub moves: Vec<f32>,
    /// All weights as they lie in one vector, to go on from.
    pub all: Vec<f64>,
}

/// Fits one profile for each group and kind.
pub(crate) fn fit(
    (cases, excerpts): (&[&Case], &[&ExcerptCase]),
    (groups, kinds): (&[&str], &[&str]),
    pass: Pass,
    (start, rounds): (Option<&Fitted>, usize),
) -> Fitted {
    let layout = Layout {
        groups: groups.len(),
        kinds: kinds.len(),
    };
    let scales = layout.scales(cases, excerpts);
    let mut scaled = match start {
        Some(start) => start.all.iter().zip(&scales).map(|(w, s)| w / s).collect(),
        None => vec![0.0_f64; layout.len()],
    };
    let unscaled = |scaled: &[f64]| -> Vec<f64> { scaled.iter().zip(&scales).map(|(x, s)| x * s).collect() };
    lbfgs::minimise(&mut scaled, rounds, |scaled, gradient| {
        let weights = unscaled(scaled);
        let mut loss = losses(cases, excerpts, &layout, &weights, gradient);
        for (at, (w, g)) in weights.iter().zip(gradient.iter_mut()).enumerate() {
            let strength = layout.strength(at);
            loss += 0.5 * strength * w * w;
            *g = (*g + strength * w) * scales[at];
            if pass == Pass::First && layout.of_sentences(at) {
                *g = 0.0;
            }
        }
        loss
    });
    let weights = unscaled(&scaled);
    let mut profiles = Vec::new();
    for p in 0..layout.profiles() {
        profiles.push(Profile {
            name: format!("{} {}", groups[p / kinds.len()], kinds[p % kinds.len()]),
            prior: weights[layout.choice().start + p] as f32,
            weights: layout.of_profile(&weights, p),
        });
    }
    Fitted {
        profiles,
        excerpt: layout.of_excerpt(&weights),
        moves: weights[layout.moves()].iter().map(|&w| w as f32).collect(),
        all: weights,
    }
}

/// The loss of all cases and its gradient; cases side by side, added up in their order.
fn losses(
    cases: &[&Case],
    excerpts: &[&ExcerptCase],
    layout: &Layout,
    weights: &[f64],
    gradient: &mut [f64],
) -> f64 {
    let vectors: Vec<Vec<f32>> = (0..layout.profiles())
        .map(|p| layout.of_profile(weights, p))
        .collect();
    let run = |at: usize| {
        let mut part = vec![0.0; layout.len()];
        let (loss, weight) = if let Some(case) = cases.get(at) {
            (one(case, layout, (weights, &vectors), &mut part), case.weight)
        } else {
            let case = excerpts[at - cases.len()];
            (one_excerpt(case, layout, weights, &mut part), case.weight)
        };
        for g in &mut part {
            *g *= weight;
        }
        (weight * loss, part)
    };
    let parts: Vec<(f64, Vec<f64>)> = (0..cases.len() + excerpts.len())
        .into_par_iter()
        .map(run)
        .collect();
    gradient.fill(0.0);
    let mut total = 0.0;
    for (loss, part) in parts {
        total += loss;
        for (g, p) in gradient.iter_mut().zip(part) {
            *g += p;
        }
    }
    total
}

/// The loss of one case; adds its gradient.
fn one(case: &Case, layout: &Layout, (weights, vectors): (&[f64], &[Vec<f32>]), gradient: &mut [f64]) -> f64 {
    let mut totals = Vec::new();
    let mut ahead = Vec::new();
    for (p, scores) in all_scores(&case.features, vectors).into_iter().enumerate() {
        let forward = forward(&case.lattice, &scores);
        totals.push(forward[forward.len() - 1] + weights[layout.choice().start + p]);
        ahead.push((scores, forward));
    }
    let gold = posterior(&case.lattice, &only(&ahead[case.profile].0, &case.gold));
    if gold.total == f64::NEG_INFINITY {
        return 0.0;
    }
    let all = log_sum(&totals);
    for (p, (scores, forward)) in ahead.iter().enumerate() {
        let share = (totals[p] - all).exp();
        let mine = p == case.profile;
        gradient[layout.choice().start + p] += share - f64::from(u8::from(mine));
        if share < 1e-6 && !mine {
            continue;
        }
        let post = backward(&case.lattice, scores, forward);
        let part = expected(&case.features, (share, &post.edges), mine.then_some(&gold.edges));
        add(&mut gradient[..COUNT], &part);
        add(&mut gradient[layout.group(p)], &part);
        add(&mut gradient[layout.prices(p)], &part[..PRICES]);
    }
    all - gold.total - weights[layout.choice().start + case.profile]
}

/// The loss of one excerpt; adds its gradient.
fn one_excerpt(case: &ExcerptCase, layout: &Layout, weights: &[f64], gradient: &mut [f64]) -> f64 {
    let scores = scores(&case.features, &layout.of_excerpt(weights));
    let moves: Vec<f32> = weights[layout.moves()].iter().map(|&w| w as f32).collect();
    let all = case.web.shares(&scores, &moves);
    let gold = case.web.shares(&only(&scores, &case.gold), &moves);
    if gold.total == f64::NEG_INFINITY {
        return 0.0;
    }
    let part = expected(&case.features, (1.0, &all.pieces), Some(&gold.pieces));
    add(&mut gradient[..COUNT], &part);
    add(&mut gradient[layout.excerpt()], &part);
    for (g, (all, gold)) in gradient[layout.moves()]
        .iter_mut()
        .zip(all.moves.iter().zip(gold.moves))
    {
        *g += all - gold;
    }
    all.total - gold.total
}

fn scores(features: &[Vector], weights: &[f32]) -> Vec<f32> {
    features
        .iter()
        .map(|features| product(features, weights))
        .collect()
}

/// The scores under each vector of weights, by one pass over the features.
fn all_scores(features: &[Vector], vectors: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let mut out = vec![Vec::with_capacity(features.len()); vectors.len()];
    for features in features {
        for (scores, weights) in out.iter_mut().zip(vectors) {
            scores.push(product(features, weights));
        }
    }
    out
}

/// The sum of products, in eight lanes so that it can be vectorised.
fn product(features: &Vector, weights: &[f32]) -> f32 {
    let (f, f_rest) = features.as_chunks::<8>();
    let (w, w_rest) = weights.as_chunks::<8>();
    let mut lanes = [0.0_f32; 8];
    for (f, w) in f.iter().zip(w) {
        for k in 0..8 {
            lanes[k] += f[k] * w[k];
        }
    }
    let rest: f32 = f_rest.iter().zip(w_rest).map(|(f, w)| f * w).sum();
    lanes.iter().sum::<f32>() + rest
}

fn only(scores: &[f32], gold: &[bool]) -> Vec<f32> {
    scores
        .iter()
        .zip(gold)
        .map(|(&score, &gold)| if gold { score } else { f32::NEG_INFINITY })
        .collect()
}

/// The summed squares of each feature over gold edges.
fn squares(features: &[Vector], gold: &[bool], weight: f64) -> Vec<f64> {
    let mut out = vec![0.0; COUNT];
    for (features, _) in features.iter().zip(gold).filter(|(_, gold)| **gold) {
        for (x, f) in out.iter_mut().zip(features) {
            *x += weight * f64::from(*f) * f64::from(*f);
        }
    }
    out
}

/// Expected features over all paths less those over gold paths.
fn expected(features: &[Vector], (share, edges): (f64, &[f32]), gold: Option<&Vec<f32>>) -> Vec<f64> {
    let mut out = vec![0.0; COUNT];
    for (at, features) in features.iter().enumerate() {
        let weight = share * f64::from(edges[at]) - gold.map_or(0.0, |gold| f64::from(gold[at]));
        if weight.abs() > 1e-9 {
            for (x, f) in out.iter_mut().zip(features) {
                *x += weight * f64::from(*f);
            }
        }
    }
    out
}

fn add(to: &mut [f64], what: &[f64]) {
    for (x, y) in to.iter_mut().zip(what) {
        *x += y;
    }
}
