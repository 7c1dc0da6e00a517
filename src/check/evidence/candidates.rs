//! Candidates for an extra span, and what the models see of each.
//!
//! A candidate begins and ends at punctuation, before function words or at the ends of the line.
//! It is described by what leaving it out does to the sentence vectors, by how well its words are
//! covered (by their best match, and by one that no other word claims), by what the other side
//! would lose of its cover with it, by its edges and by the lengths of both sides with and
//! without it.

use std::ops::Range;

use crate::check::Unit;
use crate::check::evidence::coverage::{Coverage, Word};
use crate::check::evidence::has;
use crate::check::evidence::occlusion::cosine;
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

/// The number of the feature that says how much nearer the sides come without the span.
pub const GAIN: usize = 0;
/// The number of the feature that says how well the words inside are covered.
pub const COVER_INSIDE: usize = 4;
/// The number of the feature that says how much weight inside is not covered.
pub const UNCOVERED: usize = 14;

/// Most candidates of one side that are looked at.
const MOST: usize = 24;
/// Fewest chunks of a candidate.
const SHORTEST: usize = 3;
/// A candidate leaves at least this share of the line.
const LARGEST: f32 = 0.66;
/// English letters for an Arabic one.
const ENGLISH_PER_ARABIC: f32 = 1.12;

/// Per chunk: its words (numbers of the coverage), their weight, what of that is covered, and
/// what it is made of.
#[derive(Debug, Clone, Default)]
struct Chunk {
    words: Range<usize>,
    weight: f32,
    covered: f32,
    claimed: f32,
    names: f32,
    numbers: f32,
    anchored: f32,
    letters: f32,
    function_start: bool,
    mark_after: bool,
    mark_before: bool,
}

/// A side with its chunks and what leaving a stretch of it out would take from the other.
struct Side<'u> {
    lang: Lang,
    chunks: Vec<Chunk>,
    coverage: &'u Coverage,
}

/// All candidates of both sides, described, the Arabic ones first.
pub fn candidates(unit: &Unit<'_>) -> Vec<Candidate> {
    let coverage = unit.coverage();
    let claimed = coverage.claimed();
    let sides = Lang::ALL.map(|lang| {
        let chunks = describe_chunks(unit, lang, &claimed[lang as usize]);
        let side = Side {
            lang,
            chunks,
            coverage,
        };
        let ranges = side.chosen_ranges();
        let alone = unit.lines().line(lang).alone_each(&ranges);
        (side, ranges, alone)
    });
    let mut found = Vec::new();
    for lang in Lang::ALL {
        let (side, ranges, alone) = &sides[lang as usize];
        let (_, _, far_alone) = &sides[lang.other() as usize];
        let line = unit.lines().line(lang);
        let far = &unit.lines().line(lang.other()).vector;
        let rests = line.without_each(ranges);
        let pair = pair_features(unit, lang);
        let mut own: Vec<Candidate> = Vec::new();
        for ((range, alone), rest) in ranges.iter().zip(alone).zip(&rests) {
            let mut features = side.vector_features(range, rest, unit);
            features.extend(side.word_features(range));
            features.extend(length_features(unit, lang, side.letters(range)));
            let with_whole = cosine(alone, far);
            let with_spans = far_alone.iter().map(|far| cosine(alone, far));
            features.extend([with_whole, with_spans.fold(with_whole, f32::max)]);
            features.extend(pair);
            own.push(Candidate {
                lang,
                chunks: range.clone(),
                span: line.chunks[range.start].cover(line.chunks[range.end - 1]),
                features,
            });
        }
        compare(&mut own);
        found.append(&mut own);
    }
    found
}

/// Adds to each candidate how its gain lies among those of its side.
fn compare(candidates: &mut [Candidate]) {
    let gains: Vec<f32> = candidates.iter().map(|found| found.features[GAIN]).collect();
    let mean = gains.iter().sum::<f32>() / gains.len().max(1) as f32;
    let most = gains.iter().copied().fold(f32::MIN, f32::max);
    for candidate in candidates {
        let gain = candidate.features[GAIN];
        let apart: f32 = gains.iter().filter(|&&other| other > gain).count() as f32;
        candidate
            .features
            .extend([gain - mean, most - gain, apart / gains.len() as f32]);
    }
}

impl Side<'_> {
    /// The ranges that are looked at: where there are many, those least covered.
    fn chosen_ranges(&self) -> Vec<Range<usize>> {
        if self.chunks.len() < SHORTEST + 2 {
            return Vec::new();
        }
        let mut ranges = ranges(&self.chunks);
        if ranges.len() > MOST {
            let mut rated: Vec<(f32, Range<usize>)> = ranges
                .into_iter()
                .map(|range| (self.doubt(&range), range))
                .collect();
            rated.sort_by(|a, b| b.0.total_cmp(&a.0));
            rated.truncate(MOST);
            ranges = rated.into_iter().map(|(_, range)| range).collect();
        }
        ranges
    }

    /// How little speaks for the range being rendered, by words alone.
    fn doubt(&self, range: &Range<usize>) -> f32 {
        let (from, to) = edges(&self.chunks, range);
        let sum = self.totals(range);
        let open = sum.weight - 0.5 * (sum.covered + sum.claimed);
        open - 0.5 * self.loss(range).0 + 0.7 * (from + to)
    }

    /// The sums over a range.
    fn totals(&self, range: &Range<usize>) -> Chunk {
        let mut sum = Chunk::default();
        for chunk in &self.chunks[range.clone()] {
            sum.weight += chunk.weight;
            sum.covered += chunk.covered;
            sum.claimed += chunk.claimed;
            sum.names += chunk.names;
            sum.numbers += chunk.numbers;
            sum.anchored += chunk.anchored;
            sum.letters += chunk.letters;
        }
        sum
    }

    fn letters(&self, range: &Range<usize>) -> f32 {
        self.totals(range).letters
    }

    /// How much weight of the other side would lose its cover without the range, and the weight
    /// of the other side.
    fn loss(&self, range: &Range<usize>) -> (f32, f32) {
        let words = self.chunks[range.start].words.start..self.chunks[range.end - 1].words.end;
        let far = self.coverage.side(self.lang.other());
        let (mut loss, mut all) = (0.0, 0.0);
        for (index, word) in far.iter().enumerate() {
            all += word.weight;
            let (best, at) = self.coverage.best(self.lang.other(), index);
            if best > 0.0 && words.contains(&at) {
                let without = self.coverage.best_outside(self.lang.other(), index, &words);
                loss += word.weight * (best - without);
            }
        }
        (loss, all)
    }

    /// What leaving the range out does to the vectors, its cover, shares and edges.
    fn vector_features(&self, range: &Range<usize>, rest: &[f32], unit: &Unit<'_>) -> Vec<f32> {
        let lines = unit.lines();
        let far = &lines.line(self.lang.other()).vector;
        let near = cosine(rest, far);
        let gain = near - lines.cosine;
        let own = 1.0 - cosine(rest, &lines.line(self.lang).vector);
        let count = self.chunks.len();
        let (inside, all) = (self.totals(range), self.totals(&(0..count)));
        let cover_in = inside.covered / (inside.weight + 0.5);
        let cover_out = (all.covered - inside.covered) / (all.weight - inside.weight + 0.5);
        let (from, to) = edges(&self.chunks, range);
        vec![
            gain * 10.0,
            own,
            gain / (own + 0.03),
            near,
            cover_in,
            cover_out,
            cover_out - cover_in,
            inside.weight / (all.weight + 1e-3),
            range.len() as f32 / count as f32,
            range.len() as f32,
            from,
            to,
            flag(range.start == 0),
            flag(range.end == count),
            inside.weight - inside.covered,
            inside.numbers,
            inside.names,
        ]
    }

    /// Cover by matches that no other word claims, and what the other side would lose.
    fn word_features(&self, range: &Range<usize>) -> [f32; 9] {
        let (inside, all) = (self.totals(range), self.totals(&(0..self.chunks.len())));
        let (loss, far) = self.loss(range);
        let claimed_in = inside.claimed / (inside.weight + 0.5);
        let claimed_out = (all.claimed - inside.claimed) / (all.weight - inside.weight + 0.5);
        [
            claimed_in,
            claimed_out,
            inside.weight - inside.claimed,
            loss,
            loss / (far + 1e-3),
            loss / (inside.weight + 0.5),
            inside.anchored,
            flag(self.chunks[range.start].function_start),
            flag(
                self.chunks
                    .get(range.end)
                    .is_some_and(|chunk| chunk.function_start),
            ),
        ]
    }
}

fn flag(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
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

fn describe_chunks(unit: &Unit<'_>, lang: Lang, claimed: &[f32]) -> Vec<Chunk> {
    let line = unit.lines().line(lang);
    let text = unit.text(lang).map_or("", |text| text.text.as_str());
    let coverage = unit.coverage();
    let mut chunks = vec![Chunk::default(); line.chunks.len()];
    for (chunk, span) in chunks.iter_mut().zip(&line.chunks) {
        let piece = span.of(text);
        chunk.letters = letters(piece);
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
        chunk.claimed += word.weight * claimed[index];
        match word.kind {
            Kind::Number => {
                chunk.numbers += 1.0 - cover;
                chunk.anchored += cover;
            }
            Kind::Latin if word.capital && index > 0 => {
                chunk.names += 1.0 - cover;
                chunk.anchored += cover;
            }
            _ => {}
        }
        if at != last {
            chunk.words.start = index;
            chunk.function_start = is_function_start(word, lang);
        }
        chunk.words.end = index + 1;
        last = at;
    }
    let mut end = 0;
    for chunk in &mut chunks {
        if chunk.words.is_empty() {
            chunk.words = end..end;
        }
        end = chunk.words.end;
    }
    chunks
}

fn is_function_start(word: &Word, lang: Lang) -> bool {
    let clitic = lang == Lang::Arabic
        && word.folded.starts_with(['و', 'ف', 'ب', 'ل'])
        && word.folded.chars().count() >= 4;
    word.log10 > -2.45 || clitic || opens_clause(&word.folded, lang)
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

/// Letters of a text, marks that are written over letters aside.
fn letters(text: &str) -> f32 {
    text.chars()
        .filter(|&c| !crate::text::fold::is_ignorable(c))
        .count() as f32
}

fn both_letters(unit: &Unit<'_>) -> [f32; 2] {
    Lang::ALL.map(|lang| letters(unit.text(lang).map_or("", |text| text.text.as_str())))
}

/// How much longer a side is than the other lets expect, as a logarithm: with and without the
/// candidate, by how much that is better, and the share of the candidate.
fn length_features(unit: &Unit<'_>, lang: Lang, candidate: f32) -> [f32; 3] {
    let [arabic, english] = both_letters(unit);
    let (own, far) = match lang {
        Lang::Arabic => (arabic * ENGLISH_PER_ARABIC, english),
        Lang::English => (english, arabic * ENGLISH_PER_ARABIC),
    };
    let share = candidate
        / (own
            / if lang == Lang::Arabic {
                ENGLISH_PER_ARABIC
            } else {
                1.0
            })
        .max(1.0);
    let with = ((own + 8.0) / (far + 8.0)).ln();
    let without = ((own * (1.0 - share).max(0.0) + 8.0) / (far + 8.0)).ln();
    [without, with.abs() - without.abs(), share]
}

/// What is the same for all candidates of a side: lengths, likeness, cover of both sides.
fn pair_features(unit: &Unit<'_>, lang: Lang) -> [f32; 7] {
    let [arabic, english] = both_letters(unit);
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
