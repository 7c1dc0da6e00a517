//! Candidates of the reader's own: what it marks and no check proposed.
//!
//! The reader marks pieces; a run of marked pieces is widened to whole words. Which check the
//! candidate belongs to follows from the class and the side. The thresholds here are low: what a
//! candidate is worth is for the judge to say.

use crate::bitext::{Finding, Mark, Role};
use crate::check::addition::Addition;
use crate::check::judge::features::BY_READER;
use crate::check::mistranslation::Mistranslation;
use crate::check::name_misspelled::NameMisspelled;
use crate::check::negation_added::NegationAdded;
use crate::check::negation_lost::NegationLost;
use crate::check::omission::Omission;
use crate::check::wrong_pairing::WrongPairing;
use crate::check::{Meta, Unit};
use crate::lexicon::reader::{Class, Reading};
use crate::text::{Lang, Span, Token};

/// Score from which a class is worth a candidate.
const WORTH: f32 = -1.5;
/// Score from which a piece belongs to a run, and how many weaker pieces a run may hold between two.
const IN_RUN: f32 = -1.5;
const GAP: usize = 2;
/// Fewest words of a span that is missing or extra.
const FEWEST: usize = 2;

/// What the reader proposes for a unit, given what the checks proposed.
pub fn candidates(unit: &Unit<'_>, reading: &Reading, found: &[Finding]) -> Vec<Finding> {
    let mut own = Vec::new();
    own.extend(wrong(unit, reading));
    for lang in Lang::ALL {
        own.extend(extra(unit, reading, lang));
    }
    own.extend(negation(unit, reading));
    own.extend(word(unit, reading));
    own.retain(|finding| !found.iter().any(|other| is_same(other, finding)));
    own
}

/// Do two findings of one check touch?
fn is_same(one: &Finding, other: &Finding) -> bool {
    let marks = |finding: &Finding| {
        let mut marks = finding.related.clone();
        marks.push(finding.at);
        marks
    };
    let theirs = marks(other);
    one.check == other.check
        && marks(one).iter().any(|mark| {
            theirs.iter().any(|their| {
                their.lang == mark.lang && (their.span == mark.span || their.span.overlaps(mark.span))
            })
        })
}

fn finding(meta: &Meta, at: Mark, message: String, score: f32) -> Finding {
    Finding::new(meta.id, meta.severity, at, message)
        .with_confidence(1.0 / (1.0 + (-score).exp()))
        .with_evidence(BY_READER, "read together, the two sides do not agree here")
}

/// A pair of two sentences that are not each other's.
fn wrong(unit: &Unit<'_>, reading: &Reading) -> Option<Finding> {
    let score = Lang::ALL
        .into_iter()
        .map(|lang| reading.side(lang, Class::WrongSentence))
        .fold(f32::NEG_INFINITY, f32::max);
    if score < WORTH {
        return None;
    }
    let target = unit.transunit.direction.lang(Role::Target);
    let whole = |lang: Lang| {
        unit.mark(
            lang,
            Span::new(0, unit.text(lang).map_or(0, |text| text.text.len())),
        )
    };
    let message = "the rendering does not belong to this source".to_owned();
    Some(finding(&WrongPairing::META, whole(target), message, score).with_related(whole(target.other())))
}

/// The run of pieces of a side that nothing on the other side answers to.
fn extra(unit: &Unit<'_>, reading: &Reading, lang: Lang) -> Option<Finding> {
    let (span, score) = run(unit, reading, lang, Class::Extra)?;
    let text = unit.text(lang)?;
    let shown = span.of(&text.text);
    let far = lang.other();
    let place = reading
        .peak(far, Class::Missing)
        .filter(|(_, score)| *score > WORTH)
        .map_or_else(
            || {
                let length = unit.text(far).map_or(0, |text| text.text.len());
                unit.counterpart_place(lang, first_token(unit, lang, span))
                    .end
                    .min(length)
            },
            |(span, _)| span.start,
        );
    let (meta, message) = match unit.transunit.direction.role(lang) {
        Role::Source => (&Omission::META, format!("nothing renders “{shown}”")),
        Role::Target => (&Addition::META, format!("nothing in the source says “{shown}”")),
    };
    Some(finding(meta, unit.mark(lang, span), message, score).with_related(unit.mark(far, Span::at(place))))
}

fn first_token(unit: &Unit<'_>, lang: Lang, span: Span) -> usize {
    let tokens = unit.tokens(lang);
    tokens
        .iter()
        .position(|token| token.span.overlaps(span))
        .unwrap_or(0)
}

/// The strongest run of a class on a side, widened to whole words, with its score.
fn run(unit: &Unit<'_>, reading: &Reading, lang: Lang, class: Class) -> Option<(Span, f32)> {
    let place = class as usize - 1;
    let mut runs: Vec<Span> = Vec::new();
    let mut weak = usize::MAX;
    for piece in reading.pieces(lang) {
        if piece.scores[place] < IN_RUN {
            weak = weak.saturating_add(1);
            continue;
        }
        match runs.last_mut() {
            Some(last) if weak <= GAP => *last = last.cover(piece.span),
            _ => runs.push(piece.span),
        }
        weak = 0;
    }
    let scored = runs.into_iter().filter_map(|span| {
        let span = whole_words(unit.tokens(lang), span)?;
        let words = unit
            .tokens(lang)
            .iter()
            .filter(|token| token.is_word() && span.overlaps(token.span));
        (words.count() >= FEWEST).then(|| (span, reading.within(lang, class, span)))
    });
    scored
        .filter(|(_, score)| *score >= WORTH)
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// The span from the first to the last word that it touches.
fn whole_words(tokens: &[Token], span: Span) -> Option<Span> {
    let mut words = tokens
        .iter()
        .filter(|token| token.is_word() && token.span.overlaps(span))
        .map(|token| token.span);
    let first = words.next()?;
    Some(words.fold(first, Span::cover))
}

/// A negation of one side that the other lacks.
fn negation(unit: &Unit<'_>, reading: &Reading) -> Option<Finding> {
    let peaks = Lang::ALL.map(|lang| reading.peak(lang, Class::Negation));
    let score = peaks.iter().flatten().map(|(_, score)| *score).reduce(f32::max)?;
    if score < WORTH {
        return None;
    }
    let negates = negating_side(unit)?;
    let cue = unit.side_cues()[negates as usize].cues.plain.first()?;
    let text = unit.text(negates)?;
    let shown = cue.span.of(&text.text);
    let far = negates.other();
    let marked = peaks[far as usize].filter(|(_, score)| *score >= WORTH);
    let place = marked
        .and_then(|(span, _)| whole_words(unit.tokens(far), span))
        .unwrap_or_else(|| unit.counterpart_place(negates, cue.token));
    let (here, there) = (unit.mark(negates, cue.span), unit.mark(far, place));
    Some(match unit.transunit.direction.role(negates) {
        Role::Source => finding(
            &NegationLost::META,
            there,
            format!("the source negates here (“{shown}”) and the rendering does not"),
            score,
        )
        .with_related(here),
        Role::Target => finding(
            &NegationAdded::META,
            here,
            format!("the rendering negates here (“{shown}”) and the source does not"),
            score,
        )
        .with_related(there),
    })
}

/// The side with more plain negations; of equals, the source when it has any.
fn negating_side(unit: &Unit<'_>) -> Option<Lang> {
    let cues = unit.side_cues();
    let counts = [cues[0].cues.plain.len(), cues[1].cues.plain.len()];
    match counts[0].cmp(&counts[1]) {
        std::cmp::Ordering::Greater => Some(Lang::ALL[0]),
        std::cmp::Ordering::Less => Some(Lang::ALL[1]),
        std::cmp::Ordering::Equal => (counts[0] > 0).then(|| unit.transunit.direction.lang(Role::Source)),
    }
}

/// The word of the rendering that fits least: a name or another word.
fn word(unit: &Unit<'_>, reading: &Reading) -> Option<Finding> {
    let target = unit.transunit.direction.lang(Role::Target);
    let text = unit.text(target)?;
    let peak = |class: Class| {
        reading
            .peak(target, class)
            .map(|(span, score)| (span, score, class))
    };
    let (span, score, class) = [Class::Mistranslation, Class::Name, Class::RealWord]
        .into_iter()
        .filter_map(peak)
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    if score < WORTH {
        return None;
    }
    let span = whole_words(unit.tokens(target), span)?;
    let shown = span.of(&text.text);
    let (meta, message) = if class == Class::Name && shown.starts_with(char::is_uppercase) {
        (
            &NameMisspelled::META,
            format!("“{shown}” is not spelt as the source has this name, or is another name"),
        )
    } else {
        (
            &Mistranslation::META,
            format!("“{shown}” does not fit what the source says here"),
        )
    };
    let far = target.other();
    let there = reading
        .peak(far, class)
        .filter(|(_, score)| *score >= WORTH)
        .and_then(|(span, _)| whole_words(unit.tokens(far), span));
    let found = finding(meta, unit.mark(target, span), message, score);
    Some(match there {
        Some(there) => found.with_related(unit.mark(far, there)),
        None => found,
    })
}
