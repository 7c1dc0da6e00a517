//! Spans of one side that nothing on the other side renders.
//!
//! Boosted trees (`extra.tsv`, trained on clauses taken out of and put into clean pairs, see
//! `corpora/checks/README.md`) say how likely each of the [`candidates`] is extra; a second model
//! judges the pair with the likeliest candidate of each side in view.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::bitext::{Finding, Role};
use crate::check::evidence::candidates::{COVER_INSIDE, Candidate, GAIN, UNCOVERED, candidates};
use crate::check::evidence::model::{self, Model};
use crate::check::{Meta, Unit};
use crate::text::{Lang, Span};

/// The span that is most likely extra, and how likely.
#[derive(Debug, Clone)]
pub struct Extra {
    /// The side that has more.
    pub lang: Lang,
    /// Its span in the unit's text.
    pub span: Span,
    /// Its chunks.
    pub chunks: Range<usize>,
    /// The model's logit.
    pub score: f32,
    /// How sure that makes it.
    pub confidence: f32,
    /// How well its words are covered, 0 to 1.
    pub cover: f32,
    /// By how much nearer the sides come without it.
    pub gain: f32,
}

static MODELS: LazyLock<BTreeMap<String, Model>> = LazyLock::new(|| model::models(include_str!("extra.tsv")));

/// The likeliest extra span of a pair, if one is worth telling: a first model picks the span of
/// each side, a second judges the pair with that span in view.
pub fn verdict(unit: &Unit<'_>) -> Option<Extra> {
    let (span_model, pair_model) = (MODELS.get("span")?, MODELS.get("pair")?);
    let mut sides: [Vec<(f32, Candidate)>; 2] = [Vec::new(), Vec::new()];
    for candidate in candidates(unit) {
        sides[candidate.lang as usize].push((span_model.score(&candidate.features), candidate));
    }
    Lang::ALL
        .into_iter()
        .filter_map(|lang| {
            let (best, features) = pair_view(&sides[lang as usize], &sides[lang.other() as usize])?;
            let score = pair_model.score(&features);
            Some(Extra {
                lang,
                span: best.span,
                chunks: best.chunks.clone(),
                score,
                confidence: pair_model.confidence(score),
                cover: best.features[COVER_INSIDE],
                gain: best.features[GAIN] / 10.0,
            })
        })
        .max_by(|a, b| a.score.total_cmp(&b.score))
        .filter(|extra| extra.confidence >= model::LEAST)
}

/// The best candidate of a side, and what the second model sees of the pair with it.
fn pair_view<'c>(
    side: &'c [(f32, Candidate)],
    other: &[(f32, Candidate)],
) -> Option<(&'c Candidate, Vec<f32>)> {
    let at = (0..side.len()).max_by(|&a, &b| side[a].0.total_cmp(&side[b].0).then(b.cmp(&a)))?;
    let (score, best) = &side[at];
    let most = |list: &[(f32, Candidate)], value: &dyn Fn(&(f32, Candidate)) -> Option<f32>, none: f32| {
        list.iter()
            .filter_map(value)
            .max_by(f32::total_cmp)
            .unwrap_or(none)
    };
    let gain = |(_, found): &(f32, Candidate)| Some(found.features[GAIN]);
    let uncovered = |(_, found): &(f32, Candidate)| Some(found.features[UNCOVERED]);
    let long = |(_, found): &(f32, Candidate)| (found.chunks.len() >= 4).then(|| found.features[GAIN]);
    let mut scores: Vec<f32> = side.iter().map(|found| found.0).collect();
    let mean = scores.iter().sum::<f32>() / scores.len() as f32;
    scores.sort_by(|a, b| b.total_cmp(a));
    let mut view = vec![*score];
    view.extend(&best.features);
    view.extend([
        scores.get(1).copied().unwrap_or(-6.0),
        mean,
        most(other, &|found| Some(found.0), -8.0),
        most(side, &gain, 0.0),
        most(side, &long, -1.0),
        most(other, &gain, 0.0),
        most(side, &uncovered, 0.0),
        most(other, &uncovered, 0.0),
    ]);
    Some((best, view))
}

/// The finding of an extra span, for the check of that role: an omission when the source has
/// more, an addition when the rendering has.
pub fn finding(unit: &Unit<'_>, meta: &Meta, role: Role) -> Option<Finding> {
    let extra = unit.extra()?;
    if unit.transunit.direction.role(extra.lang) != role {
        return None;
    }
    let text = unit.text(extra.lang).map_or("", |text| text.text.as_str());
    let words = trim(text, extra.span);
    let shown = words.of(text);
    let own = unit.mark(extra.lang, words);
    let place = Span::at(place(unit, extra));
    let (at, related, message) = match role {
        Role::Source => (
            own,
            unit.mark(extra.lang.other(), place),
            format!("nothing renders “{shown}”"),
        ),
        Role::Target => (
            own,
            unit.mark(extra.lang.other(), place),
            format!("nothing in the source says “{shown}”"),
        ),
    };
    Some(
        Finding::new(meta.id, meta.severity, at, message)
            .with_confidence(extra.confidence)
            .with_related(related)
            .with_evidence("words", shown)
            .with_evidence(
                "covered by the other side",
                format!("{:.0} %", extra.cover * 100.0),
            )
            .with_evidence("likeness without them", format!("{:+.3}", extra.gain))
            .with_evidence("best counterpart", best_counterpart(unit, extra)),
    )
}

/// The span without marks and white space at its ends.
fn trim(text: &str, span: Span) -> Span {
    let mark = |c: char| c.is_whitespace() || ",،;؛:.()-–—\"“”«»؟?!".contains(c);
    let piece = span.of(text);
    let start = span.start + piece.len() - piece.trim_start_matches(mark).len();
    let end = span.end - (piece.len() - piece.trim_end_matches(mark).len());
    if start < end { Span::new(start, end) } else { span }
}

/// The best match of a weighty word in the span, for the evidence.
fn best_counterpart(unit: &Unit<'_>, extra: &Extra) -> String {
    let coverage = unit.coverage();
    let (own, far) = (coverage.side(extra.lang), coverage.side(extra.lang.other()));
    let text = |lang: Lang| unit.text(lang).map_or("", |text| text.text.as_str());
    let inside = own
        .iter()
        .enumerate()
        .filter(|(_, word)| extra.span.contains(word.span) && word.weight >= 1.0);
    let best = inside
        .map(|(index, word)| (coverage.best(extra.lang, index), word))
        .max_by(|a, b| a.0.0.total_cmp(&b.0.0));
    match best {
        Some(((cover, at), word)) if cover > 0.0 => format!(
            "{} ~ {} ({cover:.2})",
            word.span.of(text(extra.lang)),
            far[at].span.of(text(extra.lang.other()))
        ),
        _ => "none".to_string(),
    }
}

/// Where on the other side the span would stand: a byte of that side's text.
fn place(unit: &Unit<'_>, extra: &Extra) -> usize {
    let other = extra.lang.other();
    let text = unit.text(other).map_or("", |text| text.text.as_str());
    let chunks = unit.lines().line(extra.lang).chunks.len();
    let tail = text
        .trim_end_matches(|c: char| c.is_whitespace() || ".؟?!\"”»".contains(c))
        .len();
    if extra.chunks.end == chunks {
        return tail;
    }
    if extra.chunks.start == 0 {
        return 0;
    }
    let coverage = unit.coverage();
    let (own, far) = (coverage.side(extra.lang), coverage.side(other));
    let matched = |index: usize| {
        let (cover, at) = coverage.best(extra.lang, index);
        (cover >= 0.45 && own[index].weight >= 0.6).then_some(at)
    };
    let before = (0..own.len()).filter(|&index| own[index].span.end <= extra.span.start);
    let after = (0..own.len()).filter(|&index| own[index].span.start >= extra.span.end);
    let before = before.rev().take(4).find_map(matched).map(|at| far[at].span.end);
    let after = after.take(4).find_map(matched).map(|at| far[at].span.start);
    match (before, after) {
        (Some(end), _) => end,
        (None, Some(start)) => start,
        (None, None) => tail * extra.chunks.start / chunks.max(1),
    }
    .min(text.len())
}
