//! A word and a word of the other side that ought to be its counterpart and is not.
//!
//! A wrong word leaves a trace on both sides: it finds less on the other side than such words
//! usually do ([`normal`](crate::check::evidence::normal)), and so does, at about the same place,
//! the word that it stands for. Only pairs of words that both fall short are looked at; boosted
//! trees (`swap.tsv`, trained on clean pairs with a word exchanged for another) weigh by how
//! much, with what the encoder makes of the words in their context and of the sentences without
//! them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::check::Unit;
use crate::check::evidence::coverage::Word;
use crate::check::evidence::lists::Lists;
use crate::check::evidence::model::{self, Model};
use crate::check::evidence::normal::usual;
use crate::check::evidence::occlusion::cosine;
use crate::lexicon::words::Words;
use crate::text::{Kind, Lang};

/// Two words that stand at one place and do not match.
#[derive(Debug, Clone)]
pub struct Swap {
    /// The words, by their numbers in the coverage, Arabic first.
    pub words: [usize; 2],
    /// What the model sees.
    pub features: Vec<f32>,
}

impl Swap {
    /// How near the two come to each other by way of a third word, from either side.
    fn by_neighbour(&self, unit: &Unit<'_>) -> f32 {
        let vectors = Lang::ALL.map(|lang| unit.coverage().side(lang)[self.words[lang as usize]].vector());
        let [Some(arabic), Some(english)] = vectors else {
            return 0.0;
        };
        let table = Words::embedded();
        let from_arabic = table.by_neighbour(Lang::Arabic, arabic, english);
        from_arabic.max(table.by_neighbour(Lang::English, english, arabic))
    }
}

/// The swap that is told.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The words.
    pub words: [usize; 2],
    /// The model's logit.
    pub score: f32,
    /// How sure that makes it.
    pub confidence: f32,
    /// How near the two come to each other by way of a third word.
    pub by_neighbour: f32,
}

static MODELS: LazyLock<BTreeMap<String, Model>> = LazyLock::new(|| model::models(include_str!("swap.tsv")));

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("swap_words.tsv")));

/// By how much a word's cover must fall short of the usual to be looked at.
const LEAST: [f32; 2] = [0.2, 0.3];
/// Likeness by way of a third word from which two words may mean the same.
const SYNONYMS: f32 = 0.36;
/// Most words of a unit that are looked at.
const MOST: usize = 3;

/// The likeliest swap of a pair, if one is worth telling.
pub fn verdict(unit: &Unit<'_>) -> Option<Verdict> {
    let model = MODELS.get("swap")?;
    let judged = swaps(unit)
        .into_iter()
        .map(|swap| (model.score(&swap.features), swap));
    let (score, swap) = judged.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let confidence = model.confidence(score);
    if confidence < model::LEAST {
        return None;
    }
    let by_neighbour = swap.by_neighbour(unit);
    (by_neighbour < SYNONYMS).then_some(Verdict {
        words: swap.words,
        score,
        confidence,
        by_neighbour,
    })
}

/// By how much the cover of a word falls short: of its best match, of one of its own.
#[derive(Debug, Clone, Copy)]
struct Short {
    best: f32,
    claimed: f32,
    usual: f32,
}

fn shorts(unit: &Unit<'_>, lang: Lang) -> Vec<Short> {
    let coverage = unit.coverage();
    let words = coverage.side(lang).iter().enumerate();
    words
        .map(|(index, word)| {
            let usual = usual(word, lang);
            Short {
                best: usual.best - coverage.best(lang, index).0,
                claimed: usual.claimed - coverage.claimed()[lang as usize][index],
                usual: usual.best,
            }
        })
        .collect()
}

/// The pairs of words that are looked at, described.
pub fn swaps(unit: &Unit<'_>) -> Vec<Swap> {
    let coverage = unit.coverage();
    let shorts = Lang::ALL.map(|lang| shorts(unit, lang));
    let english = coverage.side(Lang::English);
    let mut chosen: Vec<(usize, usize)> = (0..english.len())
        .filter(|&at| is_plain(&english[at], at) && shorts[1][at].best >= LEAST[1])
        .filter_map(|at| Some((counterpart(unit, at, &shorts[0])?, at)))
        .collect();
    chosen.sort_by(|a, b| shorts[1][b.1].best.total_cmp(&shorts[1][a.1].best).then(a.cmp(b)));
    chosen.truncate(MOST);
    if chosen.is_empty() {
        return Vec::new();
    }
    let alone = Lang::ALL.map(|lang| chunk_vectors(unit, lang));
    chosen
        .into_iter()
        .map(|(arabic, english)| {
            let mut features = word_features(unit, &shorts, [arabic, english]);
            features.extend(vector_features(unit, &alone, [arabic, english]));
            Swap {
                words: [arabic, english],
                features,
            }
        })
        .collect()
}

/// Is it a content word that is no name?
fn is_plain(word: &Word, at: usize) -> bool {
    word.kind == Kind::Latin && !(word.capital && at > 0) && (-5.8..-2.9).contains(&word.log10)
}

/// The Arabic word near the place of an English one that falls shortest of its usual cover.
fn counterpart(unit: &Unit<'_>, english: usize, shorts: &[Short]) -> Option<usize> {
    let coverage = unit.coverage();
    let arabic = coverage.side(Lang::Arabic);
    let count = |lang: Lang| coverage.side(lang).len().max(1) as f32;
    let place = english as f32 / count(Lang::English);
    let value = |at: usize| {
        let rare = -arabic[at].log10 / 4.0;
        shorts[at].claimed * rare - 0.8 * (at as f32 / count(Lang::Arabic) - place).abs()
    };
    (0..arabic.len())
        .filter(|&at| arabic[at].kind == Kind::Arabic && shorts[at].claimed >= LEAST[0])
        .filter(|&at| !LISTS.has("never.ar", &arabic[at].folded))
        .max_by(|&a, &b| value(a).total_cmp(&value(b)).then(b.cmp(&a)))
}

/// How far the two and the rest of the words fall short, and where the two stand.
fn word_features(unit: &Unit<'_>, shorts: &[Vec<Short>; 2], words: [usize; 2]) -> Vec<f32> {
    let coverage = unit.coverage();
    let sides = Lang::ALL.map(|lang| coverage.side(lang));
    let counts = sides.map(|side| side.len().max(1) as f32);
    let own = [shorts[0][words[0]], shorts[1][words[1]]];
    let place = [0, 1].map(|s: usize| words[s] as f32 / counts[s]);
    let rest = [0, 1].map(|s: usize| {
        let others = shorts[s].iter().enumerate().filter(|&(at, _)| at != words[s]);
        others.map(|(_, short)| short.best.max(0.0)).fold(0.0, f32::max)
    });
    let total = [0, 1].map(|s: usize| {
        let sum: f32 = shorts[s].iter().map(|short| short.claimed.max(0.0)).sum();
        sum / counts[s]
    });
    let near = |s: usize| {
        let around = words[s].saturating_sub(1)..(words[s] + 2).min(sides[s].len());
        let others = around.filter(|&at| at != words[s]);
        others.map(|at| shorts[s][at].best).fold(-1.0, f32::max)
    };
    vec![
        own[1].best,
        own[1].claimed,
        own[1].usual,
        sides[1][words[1]].log10,
        own[0].best,
        own[0].claimed,
        own[0].usual,
        sides[0][words[0]].log10,
        coverage.at(words[0], words[1]),
        (place[0] - place[1]).abs(),
        total[0],
        total[1],
        counts[0],
        counts[1],
        rest[0],
        rest[1],
        near(0),
        near(1),
        coverage.mean(Lang::Arabic),
        coverage.mean(Lang::English),
    ]
}

/// The vector of each chunk of a side, as it is in the line.
fn chunk_vectors(unit: &Unit<'_>, lang: Lang) -> Vec<Vec<f32>> {
    let line = unit.lines().line(lang);
    let ranges: Vec<_> = (0..line.chunks.len()).map(|at| at..at + 1).collect();
    line.alone_each(&ranges)
}

/// What the encoder makes of the two words in their context and of the sentences without them.
fn vector_features(unit: &Unit<'_>, alone: &[Vec<Vec<f32>>; 2], words: [usize; 2]) -> Vec<f32> {
    let lines = unit.lines();
    let coverage = unit.coverage();
    let at = Lang::ALL.map(|lang| {
        let start = coverage.side(lang)[words[lang as usize]].span.start;
        lines.line(lang).chunk_at(start)
    });
    let rests = Lang::ALL.map(|lang| {
        let range = at[lang as usize]..at[lang as usize] + 1;
        lines.line(lang).without_each(&[range]).pop().unwrap_or_default()
    });
    let whole = Lang::ALL.map(|lang| &lines.line(lang).vector);
    let best = |s: usize| {
        let own = &alone[s][at[s]];
        alone[1 - s]
            .iter()
            .map(|far| cosine(own, far))
            .fold(-1.0, f32::max)
    };
    let changed = |s: usize| 1.0 - cosine(&rests[s], whole[s]);
    vec![
        100.0 * (cosine(&rests[1], whole[0]) - lines.cosine),
        100.0 * (cosine(&rests[0], whole[1]) - lines.cosine),
        100.0 * (cosine(&rests[0], &rests[1]) - lines.cosine),
        cosine(&alone[0][at[0]], &alone[1][at[1]]),
        best(0),
        best(1),
        cosine(&alone[1][at[1]], whole[0]),
        cosine(&alone[0][at[0]], whole[1]),
        changed(0),
        changed(1),
        lines.cosine,
    ]
}
