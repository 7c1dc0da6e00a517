//! The score that one side negates what the other does not.
//!
//! Plain cues of both sides are counted and, where one side has more, a logistic model weighs
//! which cues they are, whether the other side has none at all, and whether its words deny in
//! another way ([`denial`]). Weights: `negation.tsv`, trained on clean and damaged pairs
//! (`corpora/checks/README.md`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::bitext::{Finding, Role};
use crate::check::evidence::cues::{Class, Cue, Cues};
use crate::check::evidence::denial;
use crate::check::evidence::flat;
use crate::check::evidence::model::{self, Model};
use crate::check::{Meta, Unit};
use crate::text::{Lang, Token};

/// What one side of a pair shows of negation.
#[derive(Debug, Clone, Default)]
pub struct SideCues {
    /// Its cues.
    pub cues: Cues,
    /// The logit that the other side negates, by the words of this side.
    pub denial: f32,
    /// How many words it has.
    pub words: usize,
    /// How many tokens it has.
    pub tokens: usize,
}

impl SideCues {
    /// Reads a side.
    pub fn of(text: &str, tokens: &[Token], lang: Lang) -> SideCues {
        SideCues {
            cues: Cues::of(text, tokens, lang),
            denial: denial::logit(tokens, lang),
            words: tokens.iter().filter(|token| token.is_word()).count(),
            tokens: tokens.len(),
        }
    }
}

/// What the model sees when the side of `lang` has more cues than the other; none when it has
/// not.
pub fn features(unit: &Unit<'_>, lang: Lang) -> Option<Vec<f32>> {
    let sides = unit.side_cues();
    let (side, other) = (&sides[lang as usize], &sides[lang.other() as usize]);
    let extra = side.cues.plain.len().checked_sub(other.cues.plain.len())?;
    if extra == 0 {
        return None;
    }
    let alone = other.cues.plain.is_empty();
    let denial = other.denial.clamp(-6.0, 3.0);
    let mut features = vec![
        flag(alone),
        (extra as f32).min(3.0),
        denial,
        denial * flag(alone),
        flag(!other.cues.excused.is_empty()),
        flag(!side.cues.excused.is_empty()),
        (other.words as f32 + 3.0).ln(),
        (side.words as f32 + 3.0).ln(),
        flag(alone && side.cues.plain.len() == 1),
    ];
    features.extend(pairing(unit, lang));
    features.extend(surroundings(unit, lang));
    for class in Class::ALL {
        let has = |cues: &[Cue]| cues.iter().any(|cue| written_kin(cue.class) == class);
        features.push(flag(has(&side.cues.plain) && alone));
        features.push(flag(has(&side.cues.plain) && !alone));
    }
    Some(features)
}

fn flag(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

/// How the cue without a counterpart lies: is its governed word found, does that counterpart
/// deny by its make, is a cue of the other side near it, how well are the texts covered?
fn pairing(unit: &Unit<'_>, lang: Lang) -> [f32; 6] {
    let sides = unit.side_cues();
    let other = lang.other();
    let coverage = unit.coverage();
    let means = [coverage.mean(lang), coverage.mean(other)];
    let cue = loneliest(unit, lang);
    let Some(found) = cue.and_then(|cue| unit.counterpart(lang, cue.token)) else {
        return [0.0, 0.0, 0.0, 0.0, means[0], means[1]];
    };
    let tokens = unit.tokens(other);
    let around = &tokens[found.token.saturating_sub(1)..(found.token + 2).min(tokens.len())];
    let denies = denial::strongest(around, other).map_or(0.0, |(_, weight)| weight.min(4.0));
    let far = &sides[other as usize].cues;
    let near = |cues: &[Cue]| cues.iter().any(|cue| cue.token.abs_diff(found.token) <= 4);
    [
        found.cover,
        denies,
        flag(near(&far.plain)),
        flag(near(&far.excused)),
        means[0],
        means[1],
    ]
}

/// How far the sentence of the cue is rendered word by word, whether it asks, and whether nothing
/// on the other side, or in the clause of what is denied, could stand for the cue.
fn surroundings(unit: &Unit<'_>, lang: Lang) -> [f32; 5] {
    let Some(cue) = loneliest(unit, lang) else {
        return [0.0; 5];
    };
    let tokens = unit.tokens(lang);
    let ends = |token: &Token| matches!(token.folded.as_str(), "." | "!" | "?" | "؟" | "؛" | ";");
    let start = tokens[..cue.token]
        .iter()
        .rposition(ends)
        .map_or(0, |mark| mark + 1);
    let end = tokens[cue.token..]
        .iter()
        .position(ends)
        .map_or(tokens.len(), |mark| cue.token + mark);
    let coverage = unit.coverage();
    let (mut weight, mut covered, mut words) = (0.0, 0.0, 0.0);
    for (index, word) in coverage.side(lang).iter().enumerate() {
        if (start..end).contains(&word.token) && word.token != cue.token {
            weight += word.weight;
            covered += word.weight * coverage.best(lang, index).0;
            words += 1.0;
        }
    }
    let asks = tokens
        .get(end)
        .is_some_and(|mark| matches!(mark.folded.as_str(), "?" | "؟"));
    [
        covered / (weight + 0.2),
        f32::ln(words + 1.0),
        flag(asks),
        flag(flat::denial(unit, lang).is_some()),
        flag(flat::local_denial(unit, lang).is_some()),
    ]
}

/// The cue of written Arabic that stands for a spoken one: training text has too few of those.
fn written_kin(class: Class) -> Class {
    match class {
        Class::Speech | Class::Ma => Class::Lam,
        class => class,
    }
}

/// What the pair says about negation, when one side seems to have one too many.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The side that negates.
    pub side: Lang,
    /// The cue without a counterpart.
    pub cue: Cue,
    /// The model's logit.
    pub score: f32,
    /// How sure that makes it.
    pub confidence: f32,
    /// Could nothing on the other side stand for the cue?
    pub is_flat: bool,
}

static MODELS: LazyLock<BTreeMap<String, Model>> =
    LazyLock::new(|| model::models(include_str!("negation.tsv")));

/// Judges both sides and gives the worse case, if there is one worth telling.
pub fn verdict(unit: &Unit<'_>) -> Option<Verdict> {
    Lang::ALL
        .into_iter()
        .flat_map(|lang| [judge(unit, lang), judge_clause(unit, lang)])
        .flatten()
        .filter(|verdict| verdict.confidence >= model::LEAST)
        .max_by(|a, b| a.confidence.total_cmp(&b.confidence))
}

fn judge(unit: &Unit<'_>, lang: Lang) -> Option<Verdict> {
    let features = features(unit, lang)?;
    let model = MODELS.get(lang.code())?;
    let score = model.score(&features);
    if is_said_otherwise(unit, lang) || loneliest(unit, lang).is_some_and(|cue| is_answered(unit, lang, cue))
    {
        return None;
    }
    let flat = flat::denial(unit, lang);
    let sure = flat.map_or(0.0, |_| flat::CONFIDENCE);
    Some(Verdict {
        side: lang,
        cue: flat
            .or_else(|| flat::local_denial(unit, lang))
            .or_else(|| loneliest(unit, lang))?,
        score,
        confidence: model.confidence(score).max(sure),
        is_flat: flat.is_some(),
    })
}

/// A negation lost in its clause, where the whole of the two sides does not tell it.
fn judge_clause(unit: &Unit<'_>, lang: Lang) -> Option<Verdict> {
    let cue = flat::local_denial(unit, lang).filter(|&cue| !is_answered(unit, lang, cue))?;
    Some(Verdict {
        side: lang,
        cue,
        score: 0.0,
        confidence: flat::CONFIDENCE_LOCAL,
        is_flat: true,
    })
}

/// Tokens by which what answers to a cue may stand off its place.
const ANSWERS_WITHIN: usize = 6;

/// Does something that is no plain cue of the other side answer to this one, at its place: a
/// cue that is excused, `unless`, `incredible`, يستحيل, a ما that may be "not"?
fn is_answered(unit: &Unit<'_>, lang: Lang, cue: Cue) -> bool {
    let (own, other) = (unit.tokens(lang), unit.tokens(lang.other()));
    let far = &unit.side_cues()[lang.other() as usize].cues;
    let place = unit
        .counterpart(lang, cue.token)
        .map_or(cue.token * other.len() / own.len().max(1), |found| found.token);
    let mut answers = far
        .excused
        .iter()
        .map(|cue| cue.token)
        .chain(far.answers.iter().copied());
    answers.any(|answer| answer.abs_diff(place) <= ANSWERS_WITHIN)
}

/// Does the other side deny without a cue: by the one word that means it (`has failed` for لم
/// ينجح), or by a ما before a past tense, which may be "not" or "what" (وما تركته)?
fn is_said_otherwise(unit: &Unit<'_>, lang: Lang) -> bool {
    let sides = unit.side_cues();
    let other = lang.other();
    let optional = chained(unit, other);
    if optional > 0
        && sides[lang as usize].cues.plain.len() <= sides[other as usize].cues.plain.len() + optional
    {
        return true;
    }
    if !sides[other as usize].cues.plain.is_empty() {
        return false;
    }
    let tokens = unit.tokens(other);
    let is_one = sides[lang as usize].cues.plain.len() == 1;
    // لم without vowel signs is "did not" and "why".
    let may_ask = sides[lang as usize]
        .cues
        .plain
        .iter()
        .all(|cue| cue.class == Class::Lam);
    if may_ask && tokens.iter().any(|token| token.folded == "why") || is_name(unit, lang) {
        return true;
    }
    let denies = is_one && denial::keys(tokens, other).iter().any(|key| key == "<deny>");
    denies
        || tokens
            .windows(2)
            .any(|two| may_be_not(&two[0].folded, &two[1].folded))
}

/// How many cues carry an earlier negation on (ولا) and may stand for one of their own.
fn chained(unit: &Unit<'_>, lang: Lang) -> usize {
    let tokens = unit.tokens(lang);
    let excused = unit.side_cues()[lang as usize].cues.excused.iter();
    excused
        .filter(|cue| tokens.get(cue.token).is_some_and(|token| token.folded == "ولا"))
        .count()
}

/// Is the one Arabic cue a name's part that the English has: دون for `Don`, لا بومبا for `La
/// Bomba`?
fn is_name(unit: &Unit<'_>, lang: Lang) -> bool {
    let [cue] = unit.side_cues()[lang as usize].cues.plain.as_slice() else {
        return false;
    };
    if lang != Lang::Arabic {
        return false;
    }
    let coverage = unit.coverage();
    let english = coverage.side(Lang::English);
    let matched = |token: usize, least: f32| {
        let word = coverage.word_of(lang, token)?;
        let (cover, far) = coverage.best(lang, word);
        (cover >= least && english[far].capital).then_some(far)
    };
    let is_itself = matched(cue.token, 0.6).is_some_and(|far| far > 0);
    // The word behind it is a name whose first part is as short: La, Le, Don.
    let begins = matched(cue.token + 1, 0.5)
        .and_then(|far| english.get(far.checked_sub(1)?))
        .is_some_and(|first| first.capital && first.folded.len() <= 3);
    is_itself || begins
}

/// `وما` or `فما` before what looks like a past tense with an ending.
fn may_be_not(ma: &str, verb: &str) -> bool {
    const ENDINGS: [&str; 7] = ["ته", "تها", "تهم", "ناه", "نا", "وا", "ت"];
    matches!(ma, "وما" | "فما")
        && !verb.starts_with("ال")
        && verb.chars().count() >= 4
        && ENDINGS.iter().any(|ending| verb.ends_with(ending))
}

/// The cue whose counterpart lies farthest from every cue of the other side.
fn loneliest(unit: &Unit<'_>, lang: Lang) -> Option<Cue> {
    let sides = unit.side_cues();
    let (side, other) = (&sides[lang as usize], &sides[lang.other() as usize]);
    if other.cues.plain.is_empty() || side.cues.plain.len() == 1 {
        return side.cues.plain.first().copied();
    }
    let place = |token: usize, side: &SideCues| token as f32 / side.tokens.max(1) as f32;
    let distance = |cue: &Cue| {
        let here = match unit.counterpart(lang, cue.token) {
            Some(found) => place(found.token, other),
            None => place(cue.token, side),
        };
        let near = other
            .cues
            .plain
            .iter()
            .map(|far| (place(far.token, other) - here).abs());
        near.fold(1.0, f32::min)
    };
    side.cues
        .plain
        .iter()
        .copied()
        .max_by(|a, b| distance(a).total_cmp(&distance(b)).then(b.token.cmp(&a.token)))
}

/// The finding of a verdict, for the check of that role: lost when the source negates, added
/// when the rendering does.
pub fn finding(unit: &Unit<'_>, meta: &Meta, role: Role) -> Option<Finding> {
    let verdict = unit.negation()?;
    if unit.transunit.direction.role(verdict.side) != role {
        return None;
    }
    let other = verdict.side.other();
    let text = unit.text(verdict.side).map_or("", |text| text.text.as_str());
    let cue = verdict.cue.span.of(text);
    let cue_mark = unit.mark(verdict.side, verdict.cue.span);
    let place = unit.mark(other, unit.counterpart_place(verdict.side, verdict.cue.token));
    let (at, related) = match role {
        Role::Source => (place, cue_mark),
        Role::Target => (cue_mark, place),
    };
    let found: Vec<&str> = unit.side_cues()[other as usize]
        .cues
        .plain
        .iter()
        .map(|far| {
            far.span
                .of(unit.text(other).map_or("", |text| text.text.as_str()))
        })
        .collect();
    let found = match found.as_slice() {
        [] => "none".to_string(),
        found => found.join(", "),
    };
    let message = match role {
        Role::Source => format!("the source negates here (“{cue}”) and the rendering does not"),
        Role::Target => format!("the rendering negates here (“{cue}”) and the source does not"),
    };
    Some(
        Finding::new(meta.id, meta.severity, at, message)
            .with_confidence(verdict.confidence)
            .with_score(verdict.score)
            .with_related(related)
            .with_evidence("negation", cue)
            .with_evidence(
                match other {
                    Lang::Arabic => "negations in the Arabic",
                    Lang::English => "negations in the English",
                },
                found,
            )
            .with_evidence(
                "judged by",
                if verdict.is_flat {
                    "no word of the other side could stand for it".to_string()
                } else {
                    format!("score {:.1}", verdict.score)
                },
            ),
    )
}
