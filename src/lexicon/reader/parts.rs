//! Cuts a pair that is too long for the network into parts, both sides in step and at clauses.

use std::ops::Range;

use crate::lexicon::reader::network::PLACES;
use crate::text::Span;

/// Pieces of a part, its marks left out.
const ROOM: usize = PLACES - 4;
/// Pieces that parts have on average at first, so that a cut can look for its place.
const USUAL: usize = 150;
/// How far a cut may lie from its even place, as a share of a part.
const REACH: f32 = 0.35;
/// What a cut costs whose sides are a whole part out of step; the costs below are beside it.
const STEP_COST: f32 = 2.5;
/// What a cut costs that is a whole part from its even place.
const PLACE_COST: f32 = 0.5;
/// Marks after which a cut is good, with its cost.
const MARKS: [(&str, f32); 3] = [(".!?؟…\n", 0.0), ("؛;:", 0.15), ("،,–—", 0.25)];
/// What a cut between two words costs.
const WORD_COST: f32 = 0.6;
/// What a cut within a word costs.
const INSIDE_COST: f32 = 3.0;
/// Marks that close what ended before them.
const CLOSERS: &[char] = &['"', '”', '’', '\'', '»', ')', ']', '}'];

/// A text and where its pieces lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'t> {
    pub(super) text: &'t str,
    pub(super) spans: &'t [Span],
}

/// The parts of a pair as ranges of its sides' pieces: one where it fits.
pub(super) fn parts(sides: [Side<'_>; 2]) -> Vec<[Range<usize>; 2]> {
    let whole = sides[0].spans.len() + sides[1].spans.len();
    if whole <= ROOM {
        return vec![sides.map(|side| 0..side.spans.len())];
    }
    let most = 2 * whole.div_ceil(ROOM);
    let counts = std::iter::successors(Some(whole.div_ceil(USUAL)), |count| Some(count + count / 8 + 1));
    let found = counts.take_while(|&count| count < most).find_map(|count| {
        let cuts = (1..count).map(|n| best_cut(sides, n, count));
        fitting(sides, cuts)
    });
    let even = (1..most).map(|n| sides.map(|side| side.spans.len() * n / most));
    found.or_else(|| fitting(sides, even)).unwrap_or_default()
}

/// The parts between cuts, if all fit.
fn fitting(sides: [Side<'_>; 2], cuts: impl Iterator<Item = [usize; 2]>) -> Option<Vec<[Range<usize>; 2]>> {
    let ends = sides.map(|side| side.spans.len());
    let mut parts = Vec::new();
    let mut from = [0, 0];
    for to in cuts.chain([ends]) {
        if to[0] - from[0] + to[1] - from[1] > ROOM {
            return None;
        }
        parts.push([from[0]..to[0], from[1]..to[1]]);
        from = to;
    }
    Some(parts)
}

/// The `n`th of the cuts that make `count` parts: near its even place, at marks, in step.
fn best_cut(sides: [Side<'_>; 2], n: usize, count: usize) -> [usize; 2] {
    let [first, second] = sides.map(|side| candidates(side, n, count));
    let mut best = ([first[0].0, second[0].0], f32::INFINITY);
    for &(a, place_a, cost_a) in &first {
        for &(b, place_b, cost_b) in &second {
            let off = (place_a - n as f32).abs() + (place_b - n as f32).abs();
            let cost = cost_a + cost_b + STEP_COST * (place_a - place_b).abs() + PLACE_COST * off;
            if cost < best.1 {
                best = ([a, b], cost);
            }
        }
    }
    best.0
}

/// Cuts of a side: before which piece, where in parts from the start, and what it costs. The first
/// is the even one.
fn candidates(side: Side<'_>, n: usize, count: usize) -> Vec<(usize, f32, f32)> {
    let pieces = side.spans.len();
    let part = pieces as f32 / count as f32;
    let at = |place: f32| ((place * part).round() as usize).min(pieces);
    let even = at(n as f32);
    let range = at(n as f32 - REACH)..at(n as f32 + REACH);
    let place = |cut: usize| {
        if pieces == 0 { n as f32 } else { cut as f32 / part }
    };
    let near = range.filter(|&cut| cut != even);
    let cuts = std::iter::once(even).chain(near);
    cuts.map(|cut| (cut, place(cut), cost(side, cut))).collect()
}

fn cost(side: Side<'_>, cut: usize) -> f32 {
    let before = cut.checked_sub(1).and_then(|last| side.spans.get(last));
    let (Some(before), Some(after)) = (before, side.spans.get(cut)) else {
        return 0.0;
    };
    let between = Span::new(before.end, after.start).of(side.text);
    if between.contains('\n') {
        return 0.0;
    }
    if between.is_empty() && !before.of(side.text).ends_with(char::is_whitespace) {
        return INSIDE_COST;
    }
    let ended = side.text[..before.end].trim_end_matches(CLOSERS);
    let mark = MARKS
        .iter()
        .find(|(marks, _)| ended.ends_with(|c| marks.contains(c)));
    mark.map_or(WORD_COST, |&(_, cost)| cost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Words as pieces.
    fn words(text: &str) -> Vec<Span> {
        let mut at = 0;
        let words = text.split(' ').map(|word| {
            at += word.len() + 1;
            Span::new(at - 1 - word.len(), at - 1)
        });
        words.collect()
    }

    #[test]
    fn a_long_pair_is_cut_after_its_sentences() {
        let first = format!("{}end. {}end.", "one ".repeat(70), "two ".repeat(80));
        let second = format!("{}stop. {}stop.", "a ".repeat(60), "b ".repeat(75));
        let spans = [words(&first), words(&second)];
        let sides = [&first, &second].map(String::as_str);
        let sides = [0, 1].map(|i| Side {
            text: sides[i],
            spans: &spans[i],
        });
        assert_eq!(parts(sides), [[0..71, 0..61], [71..152, 61..137]]);
    }

    #[test]
    fn what_fits_is_one_part() {
        let side = |text| Side { text, spans: &[] };
        assert_eq!(parts([side(""), side("")]), [[0..0, 0..0]]);
    }

    proptest! {
        #[test]
        fn parts_fit_and_cover(
            first in "([a-z]{1,3}[.,]? ){0,400}",
            second in "([a-z]{1,3}[.,]? ){0,900}",
        ) {
            let spans = [words(&first), words(&second)];
            let texts = [&first, &second];
            let sides = [0, 1].map(|i| Side { text: texts[i], spans: &spans[i] });
            let parts = parts(sides);
            for side in 0..2 {
                prop_assert_eq!(parts[0][side].start, 0);
                prop_assert!(parts.windows(2).all(|w| w[0][side].end == w[1][side].start));
                prop_assert_eq!(parts[parts.len() - 1][side].end, spans[side].len());
            }
            prop_assert!(parts.iter().all(|[a, b]| a.len() + b.len() <= ROOM));
        }
    }
}
