//! Policies `excerpt` and `article`: the rendering takes parts of the source, in any order.

use std::collections::BTreeSet;

use crate::align::calibrate;
use crate::align::evidence::{Evidence, vouching};
use crate::align::excerpt::{Piece, Wanted, Web};
use crate::align::features::{PRICES, Runs, Scratch, Texts, Vector};
use crate::align::length_ratio;
use crate::align::model::{Model, score, vector};
use crate::align::request::{AlignError, Contribution, Outcome, Request, contributions};
use crate::align::side::Side;
use crate::align::turns::Turns;
use crate::bitext::{Alignment, Bead, Role};
use crate::text::Lang;

/// How often a source line that two beads want may be settled.
const ROUNDS: usize = 20;

/// Aligns under policy `excerpt` or `article`; see [`crate::align::align`].
pub(crate) fn align_partial(request: &Request<'_>) -> Result<Outcome, AlignError> {
    let source = request.direction.lang(Role::Source);
    let (mut texts, wanted) = read(request, source);
    let weights = weights(request.model, source);
    let moves = &request.model.moves;
    let web = Web::new(&texts, source, &wanted, |piece| {
        allowed(request, piece) && texts.allows(&piece.runs(source))
    });
    let mut scratch = Scratch::default();
    let features: Vec<f32> = web
        .pieces
        .iter()
        .map(|piece| score(&weights, &texts.features(&piece.runs(source), &mut scratch)))
        .collect();
    if texts.turns.is_some() {
        let shares = web.shares(&beside(&texts, &web, source, &features), moves).pieces;
        let beads = web
            .pieces
            .iter()
            .zip(shares)
            .map(|(piece, share)| (piece.runs(source), share));
        if let Some(turns) = &mut texts.turns {
            turns.learn(beads);
        }
    }
    let mut scores = beside(&texts, &web, source, &features);
    prefer_set(request, &web, &mut scores);
    let shares = web.shares(&scores, moves);
    let chosen = settle(&web, &mut scores, moves, &shares.pieces);
    let mut beads: Vec<(Bead, Vec<Contribution>)> = Vec::new();
    for at in chosen {
        let piece = &web.pieces[at];
        let confidence = calibrate::partial(shares.pieces[at]);
        let runs = piece.runs(source);
        if let Some(bead) = request.bead(&runs, confidence) {
            beads.push((
                bead,
                contributions(
                    &weights,
                    &texts.features(&runs, &mut scratch),
                    texts.points(&runs),
                ),
            ));
        }
    }
    let used = used_share(&web, &shares.pieces);
    with_gaps(&mut beads, request, &used);
    let (beads, reasons): (Vec<Bead>, Vec<Vec<Contribution>>) = beads.into_iter().unzip();
    let runs: Vec<Runs> = beads.iter().map(|bead| request.runs(bead)).collect();
    let learnt = vouching((&texts.arabic, &texts.english), &runs, request.learnt);
    Ok(Outcome {
        alignment: Alignment::new(beads, request.texts.source.len(), request.texts.target.len())?,
        profile: "excerpt".to_owned(),
        contributions: reasons,
        learnt,
    })
}

fn read(request: &Request<'_>, source: Lang) -> (Texts, Wanted) {
    let arabic = Side::new(Lang::Arabic, request.lines(Lang::Arabic));
    let english = Side::new(Lang::English, request.lines(Lang::English));
    let (from, to) = match source {
        Lang::Arabic => (&arabic, &english),
        Lang::English => (&english, &arabic),
    };
    let mut wanted = Wanted::new(&from.line_vectors(), &to.line_vectors());
    for bead in &request.constraints.beads {
        wanted.add(bead.source(), &bead.target());
    }
    let reach = vec![0..english.len(); arabic.len()];
    let evidence = Evidence::of_pairs((&arabic, &english), reach, request.learnt, |i, j| match source {
        Lang::Arabic => wanted.holds(i, j),
        Lang::English => wanted.holds(j, i),
    });
    let texts = Texts {
        arabic,
        english,
        evidence,
        ratio: length_ratio::USUAL,
        turns: Turns::new(request),
        headings: None,
    };
    (texts, wanted)
}

/// The scores of the pieces with what turns add.
fn beside(texts: &Texts, web: &Web, source: Lang, scores: &[f32]) -> Vec<f32> {
    let points = web.pieces.iter().map(|piece| texts.points(&piece.runs(source)));
    scores
        .iter()
        .zip(points)
        .map(|(score, points)| score + points)
        .collect()
}

/// The weights were fitted to renderings in English; for Arabic ones the prices by side change places.
fn weights(model: &Model, source: Lang) -> Vector {
    let mut out = vector(&model.excerpt);
    if source == Lang::English {
        for at in (0..PRICES - 4).step_by(2) {
            out.swap(at, at + 1);
        }
        out.swap(12, 13);
    }
    out
}

/// Set beads stand as they are; nothing else touches their lines, and nothing crosses a barrier.
fn allowed(request: &Request<'_>, piece: &Piece) -> bool {
    let overlap = |a: &std::ops::Range<usize>, b: &std::ops::Range<usize>| a.start < b.end && b.start < a.end;
    let beads = request.constraints.beads.iter().all(|bead| {
        (piece.source == bead.source() && piece.target == bead.target())
            || !(overlap(&piece.source, &bead.source()) || overlap(&piece.target, &bead.target()))
    });
    beads
        && request.constraints.barriers.iter().all(|&(i, j)| {
            (piece.source.end <= i && piece.target.end <= j)
                || (piece.source.start >= i && piece.target.start >= j)
        })
}

/// A set bead is worth more than any way around it.
fn prefer_set(request: &Request<'_>, web: &Web, scores: &mut [f32]) {
    for bead in &request.constraints.beads {
        let set = web
            .pieces
            .iter()
            .position(|piece| piece.source == bead.source() && piece.target == bead.target());
        if let Some(at) = set.filter(|_| !bead.is_null()) {
            scores[at] = 1e4;
        }
    }
}

/// The best way on which no source line is used twice: of two beads that share one the likelier
/// stays, the other is struck out, and the best way is sought again.
fn settle(web: &Web, scores: &mut [f32], moves: &[f32], shares: &[f32]) -> Vec<usize> {
    for _ in 0..ROUNDS {
        let mut best = web.best(scores, moves);
        best.sort_by(|&a, &b| shares[b].total_cmp(&shares[a]).then(a.cmp(&b)));
        let mut used = BTreeSet::new();
        let mut struck = false;
        for &at in &best {
            let piece = &web.pieces[at];
            if piece.source.clone().any(|line| used.contains(&line)) {
                scores[at] = f32::NEG_INFINITY;
                struck = true;
            } else {
                used.extend(piece.source.clone());
            }
        }
        if !struck {
            best.sort_by_key(|&at| web.pieces[at].target.start);
            return best;
        }
    }
    let null = |at: usize| web.pieces[at].source.is_empty();
    let best = web.best(scores, moves);
    let mut used = BTreeSet::new();
    let mut out = Vec::new();
    for at in best {
        let piece = &web.pieces[at];
        if null(at) || !piece.source.clone().any(|line| used.contains(&line)) {
            used.extend(piece.source.clone());
            out.push(at);
        } else {
            out.extend(piece.target.clone().map(|j| web.null(j)));
        }
    }
    out
}

/// For each source line, the summed share of the beads that use it.
fn used_share(web: &Web, shares: &[f32]) -> Vec<f32> {
    let len = web.pieces.iter().map(|piece| piece.source.end).max().unwrap_or(0);
    let mut out = vec![0.0; len];
    for (piece, share) in web.pieces.iter().zip(shares) {
        for line in piece.source.clone() {
            out[line] += share;
        }
    }
    out
}

/// Puts the source lines that are in no bead before the first bead that holds a later one.
fn with_gaps(beads: &mut Vec<(Bead, Vec<Contribution>)>, request: &Request<'_>, used: &[f32]) {
    let taken: BTreeSet<usize> = beads.iter().flat_map(|(bead, _)| bead.source()).collect();
    let mut gaps: Vec<Vec<usize>> = vec![Vec::new(); beads.len() + 1];
    let mut highest = 0;
    let mut reach = Vec::new();
    for (bead, _) in beads.iter() {
        highest = highest.max(bead.source().end);
        reach.push(highest);
    }
    for line in (0..request.texts.source.len()).filter(|line| !taken.contains(line)) {
        let at = reach.partition_point(|&end| end <= line);
        gaps[at].push(line);
    }
    let mut out = Vec::with_capacity(beads.len() + request.texts.source.len());
    let mut target = 0;
    for (at, lines) in gaps.into_iter().enumerate() {
        if let Some((bead, _)) = beads.get(at) {
            target = bead.target().start;
        }
        for line in lines {
            let confidence = calibrate::partial(1.0 - used.get(line).copied().unwrap_or(0.0).min(1.0));
            let null = Bead::new(line..line + 1, target..target, confidence);
            out.extend(null.map(|bead| (bead, Vec::new())));
        }
        if let Some(bead) = beads.get(at) {
            out.push(bead.clone());
            target = bead.0.target().end;
        }
    }
    *beads = out;
}
