//! Names that stand where the Arabic has another one.
//!
//! An English name that no Arabic word romanises, translates or is listed for is one half of
//! the evidence; the other is an Arabic word that looks like a name and that nothing in the
//! English accounts for. Both are looked for among all words of the unit and judged together by
//! boosted trees (`replaced.tsv`), trained on names exchanged between pairs of parallel prose
//! (`corpora/checks/README.md`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::check::Unit;
use crate::check::evidence::authority;
use crate::check::evidence::model::{self, Model};
use crate::check::evidence::name_like;
use crate::check::evidence::names::NameWord;
use crate::lexicon::names::{Name, NameList};
use crate::lexicon::romanise;
use crate::lexicon::spelling::form::{Known, Shape};
use crate::lexicon::words::{Vector, Words, similarity};
use crate::text::token::Kind;
use crate::text::{Lang, Token, fold};

/// An English name that nothing answers to, and the Arabic word that is left over.
#[derive(Debug, Clone, PartialEq)]
pub struct Replaced {
    /// The English token.
    pub english: usize,
    /// The Arabic token.
    pub arabic: usize,
    /// What the model sees.
    pub features: Vec<f32>,
}

/// A candidate with the model's judgement.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The two words.
    pub replaced: Replaced,
    /// The model's logit.
    pub score: f32,
    /// How sure that makes it.
    pub confidence: f32,
}

static MODELS: LazyLock<BTreeMap<String, Model>> =
    LazyLock::new(|| model::models(include_str!("replaced.tsv")));

/// Likeness and cosine from which a word certainly answers to a name.
const ROMANISED: f32 = 0.6;
const TRANSLATED: f32 = 0.62;
/// What an Arabic word must be worth to be left over at all.
const LEFT_OVER: f32 = 0.9;
/// Shortest name that is compared by its letters.
const SHORTEST: usize = 3;
/// Endings of words that are translated and not romanised (`Zionist`, `Turkish`).
const ENDINGS: &[&str] = &["ist", "ists", "ism", "ish", "ese", "ean"];
/// Names of days and months, which other checks compare.
const CALENDAR: &[&str] = &[
    "sunday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Kinds of listed names of several common words that are rendered by their meaning.
const BODIES: &[&str] = &["organisation", "party", "channel"];
/// Letters from which one word of a listed name of several answers to it (أوروبي to EU).
const TELLING: usize = 5;

/// The likeliest replaced name of a unit, judged; `own` is the user's name list.
pub fn verdict(unit: &Unit<'_>, own: &NameList) -> Option<Verdict> {
    let model = MODELS.get("replaced")?;
    let judged = candidates(unit, own).into_iter().map(|replaced| {
        let score = model.score(&replaced.features);
        (score, replaced)
    });
    let (score, replaced) = judged.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.english.cmp(&a.1.english)))?;
    let confidence = model.confidence(score);
    (confidence >= model::LEAST).then_some(Verdict {
        replaced,
        score,
        confidence,
    })
}

/// Every unanswered name, each with the Arabic word most left over.
pub fn candidates(unit: &Unit<'_>, own: &NameList) -> Vec<Replaced> {
    if !unit.both_sides() {
        return Vec::new();
    }
    let lists = [own, NameList::public()];
    let english: Vec<English> = unit
        .names()
        .iter()
        .filter(|name| is_name(unit, name, lists))
        .map(|name| English::of(unit, name, lists))
        .collect();
    if !english.iter().any(English::is_open) {
        return Vec::new();
    }
    let Some(rest) = Rest::of(unit, lists).filter(|rest| rest.worth > LEFT_OVER) else {
        return Vec::new();
    };
    // Beside an answered surname a first name may be left out.
    let stands_alone = |name: &English| {
        let mut beside = english
            .iter()
            .filter(|other| other.token.abs_diff(name.token) == 1);
        !beside.any(|other| other.likeness >= ROMANISED || other.answered_by_list)
    };
    let open = english.iter().filter(|name| name.is_open()).count();
    let cosine = unit.lines().cosine;
    english
        .iter()
        .filter(|name| name.is_open() && stands_alone(name))
        .map(|name| Replaced {
            english: name.token,
            arabic: rest.token,
            features: features(unit, (name, &english), &rest, (open, cosine)),
        })
        .collect()
}

/// A capitalised word that can be a name: no common word, not one that begins a sentence
/// unless it is good with a capital only, no word that is translated by its ending. Common words
/// are names where a listed name stands whole (`Red Cross`).
fn is_name(unit: &Unit<'_>, name: &NameWord, lists: [&NameList; 2]) -> bool {
    let plain = matches!(name.known, Known::Yes(entry) if entry.plain());
    let mut entries = lists.into_iter().flat_map(|list| list.with_word(&name.key));
    let listed =
        entries.any(|entry| !BODIES.contains(&entry.kind.as_str()) && authority::has_form(unit, entry));
    // What is rendered by its meaning is not missed for its sound.
    !name_like::is_of_meaning(&name.key, name.shape)
        && (!plain || listed)
        && (!name.starts_sentence || name.known != Known::No || listed)
        && name.key.len() >= SHORTEST
        && name.misspelt().is_none()
        && !name.is_common
        && !ENDINGS.iter().any(|ending| name.key.ends_with(ending))
        && !CALENDAR.contains(&name.key.as_str())
}

/// What answers to an English name.
#[allow(clippy::struct_excessive_bools)] // what the model sees, most of it yes or no
struct English {
    token: usize,
    likeness: f32,
    similarity: f32,
    has_vector: bool,
    cover: f32,
    /// 0 when no listed name has the word, 2 when such a name stands here whole, else 1.
    listed: f32,
    answered_by_list: bool,
    log10: f32,
    known: bool,
    starts_sentence: bool,
    upper: bool,
    letters: usize,
}

impl English {
    fn of(unit: &Unit<'_>, name: &NameWord, lists: [&NameList; 2]) -> English {
        let likeness = unit
            .romanisations(&name.key)
            .first()
            .map_or(-1.5, |found| found.found.likeness.clamp(-1.5, 1.5));
        let translation = unit.translation(&name.key);
        let coverage = unit.coverage();
        let cover = coverage
            .word_of(Lang::English, name.token)
            .map_or(0.0, |word| coverage.best(Lang::English, word).0);
        let entries: Vec<&Name> = lists
            .into_iter()
            .flat_map(|list| list.with_word(&name.key))
            .collect();
        let is_whole = entries.iter().any(|entry| authority::has_form(unit, entry));
        let listed = f32::from(u8::from(!entries.is_empty())) + f32::from(u8::from(is_whole));
        let frequency = Words::embedded().log10_frequency(Lang::English, &name.key);
        English {
            token: name.token,
            likeness,
            similarity: translation.map_or(0.0, |found| found.similarity),
            has_vector: translation.is_some(),
            cover,
            listed,
            answered_by_list: entries.iter().any(|entry| arabic_of(unit, entry).is_some())
                || name_like::is_answered(unit, &name.key),
            log10: frequency.unwrap_or(-8.0),
            known: name.known != Known::No,
            starts_sentence: name.starts_sentence,
            upper: name.shape == Shape::Upper,
            letters: name.key.len(),
        }
    }

    fn is_open(&self) -> bool {
        !self.answered_by_list && self.likeness < ROMANISED && self.similarity < TRANSLATED
    }

    /// How well it is answered, 0 to 1.
    fn answered(&self) -> f32 {
        let romanised = (self.likeness + 0.3).clamp(0.0, 1.0);
        let listed = f32::from(u8::from(self.answered_by_list));
        romanised.max(self.similarity * 1.4).max(listed).clamp(0.0, 1.0)
    }
}

/// The token at which a listed name begins in the Arabic, if it stands there with any clitics
/// and endings.
fn arabic_of(unit: &Unit<'_>, name: &Name) -> Option<usize> {
    let tokens = unit.tokens(Lang::Arabic);
    let words: Vec<String> = name
        .arabic
        .split_whitespace()
        .map(|word| fold::word(word, Lang::Arabic))
        .collect();
    let first = words.first()?;
    if words.len() > 1
        && let Some(found) = telling_word(tokens, &words)
    {
        return Some(found);
    }
    // Adjectives (`أمريكي`) and forms with the article answer too.
    let stem = first.strip_prefix("ال").unwrap_or(first);
    let stem = stem.trim_end_matches(['ا', 'ه']);
    let stem = if stem.chars().count() < 3 { first } else { stem };
    (0..tokens.len()).find(|&at| {
        let others = tokens.get(at + 1..at + words.len());
        tokens[at].kind == Kind::Arabic
            && tokens[at].folded.contains(stem)
            && others.is_some_and(|others| {
                let pairs = others.iter().zip(&words[1..]);
                pairs
                    .clone()
                    .all(|(token, word)| token.folded.contains(word.as_str()))
            })
    })
}

/// The token that holds the last word of a name of several, when that word is long enough to
/// tell; without its article, since adjectives answer too.
fn telling_word(tokens: &[Token], words: &[String]) -> Option<usize> {
    let last = words.last()?;
    let stem = last.strip_prefix("ال").unwrap_or(last);
    let tells = stem.chars().count() >= TELLING;
    tokens
        .iter()
        .position(|token| tells && token.folded.contains(stem))
}

/// The Arabic word that the English accounts for least.
struct Rest {
    token: usize,
    claimed: f32,
    accounted: f32,
    cover: f32,
    log10: f32,
    listed: bool,
    letters: usize,
    has_article: bool,
    worth: f32,
    /// How many words are left over nearly as much.
    others: usize,
}

impl Rest {
    fn of(unit: &Unit<'_>, lists: [&NameList; 2]) -> Option<Rest> {
        let names = unit.names();
        let vectors = english_vectors(unit);
        let all: Vec<Rest> = unit
            .arabic_words()
            .iter()
            .map(|word| {
                let token = &unit.tokens(Lang::Arabic)[word.token];
                let accounted = word.vector.as_ref().map_or(0.15, |vector| {
                    let all = vectors.iter().map(|other| similarity(vector, other));
                    all.fold(0.0, f32::max)
                });
                let is_listed = is_unrendered(unit, token, lists);
                let written = unit
                    .text(Lang::Arabic)
                    .map_or("", |text| token.span.of(&text.text));
                if !is_listed && !name_like::is_arabic_name(written, &token.folded, lists[0]) {
                    return Rest::no_name(word.token);
                }
                Rest::judged(unit, word.token, (names, accounted), (word.log10, is_listed))
            })
            .collect();
        let best = all
            .iter()
            .map(|rest| rest.worth)
            .fold(f32::NEG_INFINITY, f32::max);
        let others = all.iter().filter(|rest| rest.worth > best - 0.25).count();
        let mut best = all
            .into_iter()
            .max_by(|a, b| a.worth.total_cmp(&b.worth).then(b.token.cmp(&a.token)))?;
        best.others = others;
        Some(best)
    }

    /// A word of the language, which no name can stand for.
    fn no_name(token: usize) -> Rest {
        Rest {
            token,
            claimed: -1.5,
            accounted: 1.0,
            cover: 1.0,
            log10: 0.0,
            listed: false,
            letters: 0,
            has_article: false,
            worth: f32::NEG_INFINITY,
            others: 0,
        }
    }

    fn judged(
        unit: &Unit<'_>,
        token: usize,
        (names, accounted): (&[NameWord], f32),
        (log10, listed): (Option<f32>, bool),
    ) -> Rest {
        let arabic = &unit.tokens(Lang::Arabic)[token];
        let letters = arabic.folded.chars().count();
        let log10 = log10.unwrap_or(-7.0);
        let mut rest = Rest {
            token,
            claimed: -1.5,
            accounted,
            cover: 0.0,
            log10,
            listed,
            letters,
            has_article: arabic.folded.starts_with("ال") || arabic.folded.starts_with("وال"),
            worth: f32::NEG_INFINITY,
            others: 0,
        };
        if letters < 3 || (log10 > -3.6 && !listed) || accounted > 0.6 {
            return rest;
        }
        let coverage = unit.coverage();
        rest.cover = coverage
            .word_of(Lang::Arabic, token)
            .map_or(0.0, |word| coverage.best(Lang::Arabic, word).0);
        let likeness = |name: &NameWord| {
            romanise::best_match(&name.key, &arabic.folded).map_or(-1.5, |found| found.likeness)
        };
        rest.claimed = names.iter().map(likeness).fold(-1.5, f32::max).min(1.5);
        rest.worth = (0.45 - accounted) * 2.0
            + (0.2 - rest.claimed).clamp(-1.0, 0.6)
            + ((-4.2 - log10) * 0.3).clamp(-0.4, 0.6)
            + (0.5 - rest.cover)
            + 0.8 * f32::from(u8::from(listed));
        rest
    }
}

fn english_vectors(unit: &Unit<'_>) -> Vec<Vector> {
    let lexicon = Words::embedded();
    unit.tokens(Lang::English)
        .iter()
        .filter(|token| token.kind == Kind::Latin)
        .filter_map(|token| lexicon.find(Lang::English, &token.folded))
        .map(|entry| lexicon.vector(Lang::English, entry.row))
        .collect()
}

/// Is the token a word of a listed name that stands here whole, but in none of its forms in the
/// English?
fn is_unrendered(unit: &Unit<'_>, token: &Token, lists: [&NameList; 2]) -> bool {
    const CLITICS: &[&str] = &["", "و", "ب", "ل", "ف", "ك"];
    let stems = CLITICS
        .iter()
        .filter_map(|clitic| token.folded.strip_prefix(clitic));
    let mut names = stems.flat_map(|stem| lists.into_iter().flat_map(move |list| list.with_arabic(stem)));
    names.any(|name| {
        let place = authority::find(unit, &authority::arabic_words(name));
        !place.is_empty() && !authority::has_form(unit, name)
    })
}

fn features(
    unit: &Unit<'_>,
    (name, all): (&English, &[English]),
    rest: &Rest,
    (open, cosine): (usize, f32),
) -> Vec<f32> {
    let flag = |value: bool| f32::from(u8::from(value));
    let near = all
        .iter()
        .filter(|other| other.token != name.token && other.token.abs_diff(name.token) <= 1)
        .map(English::answered)
        .fold(-0.2, f32::max);
    let between = romanise::best_match(
        &unit.tokens(Lang::English)[name.token].folded,
        &unit.tokens(Lang::Arabic)[rest.token].folded,
    );
    let coverage = unit.coverage();
    vec![
        name.likeness,
        name.similarity,
        flag(name.has_vector),
        name.cover,
        name.listed,
        name.log10,
        flag(name.known),
        flag(name.starts_sentence),
        flag(name.upper),
        name.letters as f32,
        near,
        open as f32,
        all.len() as f32,
        rest.claimed,
        rest.accounted,
        rest.cover,
        rest.log10,
        flag(rest.listed),
        rest.letters as f32,
        flag(rest.has_article),
        rest.worth,
        rest.others as f32,
        between.map_or(-1.5, |found| found.likeness.max(-1.5)),
        cosine,
        coverage.mean(Lang::Arabic),
        coverage.mean(Lang::English),
    ]
}
