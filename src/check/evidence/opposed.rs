//! One side says the contrary of the other in a small word: left for right, next for last.
//!
//! Where a word of one side surely claims a pole ([`oppositions`]), a word of the other surely
//! claims another pole of the same axis, and neither side has anything that could stand for the
//! pole of the other, the two are held against each other. They must stand at one place: words
//! beside the one match words beside the other, or both texts are short. A negation of one of
//! the two clauses turns most axes round, so nothing is said there.

use crate::check::Unit;
use crate::check::evidence::cues::{Class, Cue};
use crate::check::evidence::flat;
use crate::lexicon::oppositions::{self, Claim, Force};
use crate::text::{Lang, Span};

/// Two words of opposed poles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Opposed {
    /// The axis, by its number.
    pub axis: usize,
    /// What the Arabic says.
    pub arabic: Claim,
    /// What the English says.
    pub english: Claim,
    /// How surely they stand at one place, 0 to 1.
    pub place: f32,
    /// How sure it is that this is a fault.
    pub confidence: f32,
}

/// Words around a claim that are looked at for its place.
const AROUND: usize = 4;
/// Tokens by which the counterpart of a neighbour may be off.
const OFF: usize = 5;
/// Match from which a neighbour has its counterpart.
const MATCHED: f32 = 0.5;
/// Words of a side up to which all of it is one place.
const SHORT: usize = 9;
/// Place from which the two are held against each other at all.
const PLACED: f32 = 0.25;

/// The two words of a unit that contradict each other, if there are such.
pub fn opposed(unit: &Unit<'_>) -> Option<Opposed> {
    let claims = Lang::ALL.map(|lang| oppositions::read(unit.tokens(lang), lang));
    let [arabic, english] = &claims;
    let mut found: Vec<Opposed> = Vec::new();
    for here in arabic.iter().filter(|claim| claim.force == Force::Sure) {
        for there in english.iter().filter(|claim| claim.force == Force::Sure) {
            let is_opposed = here.axis == there.axis && here.pole != there.pole;
            let says = |side: &[Claim], pole: usize| {
                side.iter()
                    .any(|claim| claim.axis == here.axis && claim.pole == pole)
            };
            if is_opposed && !says(english, here.pole) && !says(arabic, there.pole) {
                found.extend(judged(unit, here, there));
            }
        }
    }
    found.into_iter().max_by(|a, b| {
        let order = a.confidence.total_cmp(&b.confidence);
        order.then(b.english.first.cmp(&a.english.first))
    })
}

fn judged(unit: &Unit<'_>, arabic: &Claim, english: &Claim) -> Option<Opposed> {
    let is_turned = negations(unit, Lang::Arabic, arabic) != negations(unit, Lang::English, english);
    if oppositions::axes()[arabic.axis].negatable && is_turned {
        return None;
    }
    let place = placed(unit, [(arabic.first, arabic.last), (english.first, english.last)]);
    (place >= PLACED).then_some(Opposed {
        axis: arabic.axis,
        arabic: *arabic,
        english: *english,
        place,
        confidence: 0.6 + 0.3 * place.min(1.0),
    })
}

/// How many words deny in the clause of a claim, the claim's own left out; لا, لم and ما that are
/// excused (لا يزال, قبل لا) turn nothing round.
fn negations(unit: &Unit<'_>, lang: Lang, claim: &Claim) -> usize {
    let clause = flat::clause(unit.tokens(lang), claim.first);
    let cues = &unit.side_cues()[lang as usize].cues;
    let turns = |cue: &&Cue| !matches!(cue.class, Class::La | Class::Lam | Class::Ma);
    let all = cues.plain.iter().chain(cues.excused.iter().filter(turns));
    all.filter(|cue| clause.contains(&cue.token) && !(claim.first..=claim.last).contains(&cue.token))
        .count()
}

/// How surely two runs of tokens (first and last, Arabic first) stand at one place, 0 to 1: the
/// weight of the neighbours of both that have their counterparts beside the other, against all
/// that have one.
pub fn placed(unit: &Unit<'_>, places: [(usize, usize); 2]) -> f32 {
    let words = |lang: Lang| unit.tokens(lang).iter().filter(|token| token.is_word()).count();
    let is_short = Lang::ALL.into_iter().all(|lang| words(lang) <= SHORT);
    let (mut near, mut all) = (0.0, 0.0);
    for lang in Lang::ALL {
        let (own, other) = (places[lang as usize], places[lang.other() as usize]);
        let coverage = unit.coverage();
        for (index, word) in coverage.side(lang).iter().enumerate() {
            let is_own = (own.0..=own.1).contains(&word.token);
            let is_beside = word.token + AROUND >= own.0 && word.token <= own.1 + AROUND;
            let (cover, far) = coverage.best(lang, index);
            if is_own || !is_beside || cover < MATCHED || word.weight < 0.4 {
                continue;
            }
            let there = coverage.side(lang.other())[far].token;
            let is_near = there + OFF >= other.0 && there <= other.1 + OFF;
            all += word.weight * cover;
            near += if is_near { word.weight * cover } else { 0.0 };
        }
    }
    let share = near / (all + 0.5);
    if is_short { share.max(0.5) } else { share }
}

impl Opposed {
    /// The words of a side.
    pub fn span(&self, unit: &Unit<'_>, lang: Lang) -> Option<Span> {
        let claim = match lang {
            Lang::Arabic => self.arabic,
            Lang::English => self.english,
        };
        let tokens = unit.tokens(lang);
        let (first, last) = (tokens.get(claim.first)?, tokens.get(claim.last)?);
        Some(first.span.cover(last.span))
    }

    /// What a side says, by the table's name of the pole.
    pub fn pole(&self, lang: Lang) -> &'static str {
        let pole = match lang {
            Lang::Arabic => self.arabic.pole,
            Lang::English => self.english.pole,
        };
        oppositions::axes()[self.axis].poles[pole]
    }
}
