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
use crate::check::evidence::has;
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
const MOST: usize = 28;
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

/// All candidates of both sides, described, the Arabic ones first.
pub fn candidates(unit: &Unit<'_>) -> Vec<Candidate> {
    let sides = Lang::ALL.map(|lang| {
        let chunks = describe_chunks(unit, lang);
        let ranges = chosen_ranges(&chunks);
        let line = unit.lines().line(lang);
        let alone: Vec<Vec<f32>> = ranges.iter().map(|range| line.alone(range)).collect();
        (chunks, ranges, alone)
    });
    let mut found = Vec::new();
    for lang in Lang::ALL {
        let (chunks, ranges, alone) = &sides[lang as usize];
        let (_, _, far) = &sides[lang.other() as usize];
        let line = unit.lines().line(lang);
        let pair = pair_features(unit, lang);
        let totals = totals(chunks);
        for (range, alone) in ranges.iter().zip(alone) {
            let mut features = span_features(unit, lang, chunks, range, totals);
            let whole = &unit.lines().line(lang.other()).vector;
            let with_whole = cosine(alone, whole);
            let with_span = far
                .iter()
                .map(|far| cosine(alone, far))
                .fold(with_whole, f32::max);
            features.extend([with_whole, with_span]);
            features.extend(pair);
            found.push(Candidate {
                lang,
                chunks: range.clone(),
                span: line.chunks[range.start].cover(line.chunks[range.end - 1]),
                features,
            });
        }
    }
    found
}

/// The ranges of a side that are looked at: where there are many, those least covered.
fn chosen_ranges(chunks: &[Chunk]) -> Vec<Range<usize>> {
    if chunks.len() < SHORTEST + 2 {
        return Vec::new();
    }
    let mut ranges = ranges(chunks);
    let uncovered = |range: &Range<usize>| -> f32 {
        let edge = edges(chunks, range);
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
    ranges
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
            let hard = edges_are_hard(chunks, &(from..to));
            let shortest = if hard { SHORTEST } else { SHORTEST + 1 };
            if to - from >= shortest && to - from <= longest {
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
            chunk.function_start = word.log10 > -2.45 || clitic || opens_clause(&word.folded, lang);
        }
        last = at;
    }
    chunks
}

/// Words that open a clause or a phrase.
fn opens_clause(word: &str, lang: Lang) -> bool {
    match lang {
        Lang::English => has(
            "before after while although though because since until unless whereas despite during including \
             through without using who whom whose which where when if that as with within for by from and but or \
             nor so than then to in on at of into onto over under about against between among toward towards \
             following according given amid upon near behind beyond across along around once whether however \
             instead rather except like unlike due thanks saying adding noting warning citing leaving making",
            word,
        ),
        Lang::Arabic => has(
            "حيث بينما بعد بعدما قبل عندما حين حينما الذي التي الذين اللذين اللتين لكن بسبب خلال اثناء مما لان لانه \
             لانها من في مع عن علي الي حتي منذ دون بدون رغم كما بما ما اذا لو ان انه انها اي او ثم قد وفقا طبقا \
             نظرا نتيجه عبر نحو ضد بين لدي عند حول فوق تحت امام خلف وهو وهي وهم فيما كي لكي الا سوي غير اضافه \
             فضلا مثل وفق بهدف بعيدا كان كانت",
            word,
        ),
    }
}

/// Does the range begin and end at punctuation or at an end of the line?
fn edges(chunks: &[Chunk], range: &Range<usize>) -> (f32, f32) {
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let from = range.start == 0 || chunks[range.start - 1].mark_after || chunks[range.start].mark_before;
    let to = range.end == chunks.len() || chunks[range.end - 1].mark_after || chunks[range.end].mark_before;
    (flag(from), flag(to))
}

fn edges_are_hard(chunks: &[Chunk], range: &Range<usize>) -> bool {
    let (from, to) = edges(chunks, range);
    from + to > 1.5
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

/// The number of the feature that says how much nearer the sides come without the span.
const GAIN: usize = 0;
/// The number of the feature that says how much weight inside is not covered.
const UNCOVERED: usize = 14;
/// The number of the feature that says how well the words inside are covered.
const COVER_INSIDE: usize = 4;

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
