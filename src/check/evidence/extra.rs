//! Spans of one side that nothing on the other side renders.
//!
//! Candidates begin and end at punctuation, before function words, and at the ends of the line.
//! Each is described by what leaving it out does to the sentence vectors, by how well its words
//! are covered inside and outside, by its edges and by the lengths of both sides; boosted trees
//! (`extra.tsv`, trained on clauses taken out of and put into clean pairs, see
//! `corpora/checks/README.md`) say how likely it is extra.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::bitext::{Finding, Role};
use crate::check::evidence::model::{self, Model};
use crate::check::evidence::occlusion::cosine;
use crate::check::{Meta, Unit};
use crate::text::{Kind, Lang, Span};

/// A candidate and what is known of it.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The side it is on.
    pub lang: Lang,
    /// Its chunks.
    pub chunks: Range<usize>,
    /// Its span in the unit's text.
    pub span: Span,
    /// What the model sees.
    pub features: Vec<f32>,
}

/// Most candidates of one side that are looked at.
const MOST: usize = 40;
/// Fewest chunks of a candidate.
const SHORTEST: usize = 3;
/// A candidate leaves at least this share of the line.
const LARGEST: f32 = 0.66;

/// Per chunk: weight of its words, what of that is covered, and what it is made of.
#[derive(Debug, Clone, Copy, Default)]
struct Chunk {
    weight: f32,
    covered: f32,
    names: f32,
    numbers: f32,
    function_start: bool,
    mark_after: bool,
    mark_before: bool,
}

/// All candidates of one side, described.
pub fn candidates(unit: &Unit<'_>, lang: Lang) -> Vec<Candidate> {
    let line = unit.lines().line(lang);
    let chunks = describe_chunks(unit, lang);
    let count = chunks.len();
    if count < SHORTEST + 2 {
        return Vec::new();
    }
    let mut ranges = ranges(&chunks);
    let uncovered = |range: &Range<usize>| -> f32 {
        let edge = edges(&chunks, range);
        chunks[range.clone()]
            .iter()
            .map(|chunk| chunk.weight - chunk.covered)
            .sum::<f32>()
            + edge.0
            + edge.1
    };
    if ranges.len() > MOST {
        ranges.sort_by(|a, b| uncovered(b).total_cmp(&uncovered(a)));
        ranges.truncate(MOST);
    }
    let pair = pair_features(unit, lang);
    let totals = totals(&chunks);
    ranges
        .into_iter()
        .map(|range| {
            let mut features = span_features(unit, lang, &chunks, &range, totals);
            features.extend(pair);
            let span = line.chunks[range.start].cover(line.chunks[range.end - 1]);
            Candidate {
                lang,
                chunks: range,
                span,
                features,
            }
        })
        .collect()
}

fn ranges(chunks: &[Chunk]) -> Vec<Range<usize>> {
    let count = chunks.len();
    let longest = ((count as f32 * LARGEST) as usize).min(count - 2);
    let is_edge = |at: usize| {
        at == 0
            || at == count
            || chunks[at].function_start
            || chunks[at].mark_before
            || chunks[at - 1].mark_after
    };
    let edges: Vec<usize> = (0..=count).filter(|&at| is_edge(at)).collect();
    let mut ranges = Vec::new();
    for (index, &from) in edges.iter().enumerate() {
        for &to in &edges[index + 1..] {
            if to - from >= SHORTEST && to - from <= longest {
                ranges.push(from..to);
            }
        }
    }
    ranges
}

fn describe_chunks(unit: &Unit<'_>, lang: Lang) -> Vec<Chunk> {
    let line = unit.lines().line(lang);
    let text = unit.text(lang).map_or("", |text| text.text.as_str());
    let coverage = unit.coverage();
    let mut chunks = vec![Chunk::default(); line.chunks.len()];
    for (chunk, span) in chunks.iter_mut().zip(&line.chunks) {
        let piece = span.of(text);
        chunk.mark_after = piece.ends_with([',', '،', ';', '؛', ':', ')', '-', '–', '—', '.', '"', '”', '»']);
        chunk.mark_before = piece.starts_with(['(', '-', '–', '—', '"', '“', '«']);
    }
    let mut last = usize::MAX;
    for (index, word) in coverage.side(lang).iter().enumerate() {
        let at = line.chunk_at(word.span.start);
        let Some(chunk) = chunks.get_mut(at) else {
            continue;
        };
        let cover = coverage.best(lang, index).0;
        chunk.weight += word.weight;
        chunk.covered += word.weight * cover;
        match word.kind {
            Kind::Number => chunk.numbers += 1.0 - cover,
            Kind::Latin if word.capital && index > 0 => chunk.names += 1.0 - cover,
            _ => {}
        }
        if at != last {
            let clitic = lang == Lang::Arabic
                && word.folded.starts_with(['و', 'ف', 'ب', 'ل'])
                && word.folded.chars().count() >= 4;
            chunk.function_start = word.log10 > -2.45 || clitic;
        }
        last = at;
    }
    chunks
}

/// Does the range begin and end at punctuation or at an end of the line?
fn edges(chunks: &[Chunk], range: &Range<usize>) -> (f32, f32) {
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let from = range.start == 0 || chunks[range.start - 1].mark_after || chunks[range.start].mark_before;
    let to = range.end == chunks.len() || chunks[range.end - 1].mark_after || chunks[range.end].mark_before;
    (flag(from), flag(to))
}

fn totals(chunks: &[Chunk]) -> (f32, f32) {
    chunks.iter().fold((0.0, 0.0), |sum, chunk| {
        (sum.0 + chunk.weight, sum.1 + chunk.covered)
    })
}

fn span_features(
    unit: &Unit<'_>,
    lang: Lang,
    chunks: &[Chunk],
    range: &Range<usize>,
    totals: (f32, f32),
) -> Vec<f32> {
    let lines = unit.lines();
    let (line, far) = (lines.line(lang), &lines.line(lang.other()).vector);
    let rest = line.without(range);
    let gain = cosine(&rest, far) - lines.cosine;
    let own = 1.0 - cosine(&rest, &line.vector);
    let alone = cosine(&line.alone(range), far);
    let inside = &chunks[range.clone()];
    let (weight, covered) = self::totals(inside);
    let (all, all_covered) = totals;
    let cover_in = covered / (weight + 0.5);
    let cover_out = (all_covered - covered) / (all - weight + 0.5);
    let length = range.len() as f32;
    let (from, to) = edges(chunks, range);
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let numbers: f32 = inside.iter().map(|chunk| chunk.numbers).sum();
    let names: f32 = inside.iter().map(|chunk| chunk.names).sum();
    vec![
        gain * 10.0,
        own,
        gain / (own + 0.03),
        alone,
        cosine(&rest, far),
        cover_in,
        cover_out,
        cover_out - cover_in,
        weight / (all + 1e-3),
        length / chunks.len() as f32,
        length,
        from,
        to,
        flag(range.start == 0),
        flag(range.end == chunks.len()),
        weight - covered,
        numbers,
        names,
    ]
}

/// What is the same for all candidates of a side: lengths, likeness, cover of both sides.
fn pair_features(unit: &Unit<'_>, lang: Lang) -> [f32; 7] {
    let letters = |lang: Lang| {
        let text = unit.text(lang).map_or("", |text| text.text.as_str());
        text.chars()
            .filter(|&c| !crate::text::fold::is_ignorable(c))
            .count() as f32
    };
    let (arabic, english) = (letters(Lang::Arabic), letters(Lang::English));
    let sign = if lang == Lang::English { 1.0 } else { -1.0 };
    let expected = ENGLISH_PER_ARABIC * arabic;
    let z = (english - expected) / (3.0 * (expected + english) + 1.0).sqrt();
    let ratio = ((english + 8.0) / (expected + 8.0)).ln();
    let coverage = unit.coverage();
    [
        z * sign,
        ratio * sign,
        unit.lines().cosine,
        coverage.mean(lang),
        coverage.mean(lang.other()),
        unit.lines().line(lang).chunks.len() as f32,
        sign,
    ]
}

/// English letters for an Arabic one.
const ENGLISH_PER_ARABIC: f32 = 1.12;

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

/// The likeliest extra span of a pair, if one is worth telling.
pub fn verdict(unit: &Unit<'_>) -> Option<Extra> {
    let model = MODELS.get("extra")?;
    Lang::ALL
        .into_iter()
        .flat_map(|lang| candidates(unit, lang))
        .map(|candidate| (model.score(&candidate.features), candidate))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(score, candidate)| Extra {
            lang: candidate.lang,
            span: candidate.span,
            chunks: candidate.chunks,
            score,
            confidence: model.confidence(score),
            cover: candidate.features[5],
            gain: candidate.features[0] / 10.0,
        })
        .filter(|extra| extra.confidence >= model::LEAST)
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
            unit.mark(extra.lang.other(), place),
            own,
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
