//! Candidates that the reader marks, for the checks to propose.
//!
//! The reader marks pieces; a run of marked pieces is widened to whole words. The thresholds here
//! are low: what a candidate is worth is for the judge to say. Single wrong words are not taken
//! from the reader: on texts that it was not trained on it finds one in twenty and is as often
//! wrong.

use crate::bitext::{Finding, Mark, Role};
use crate::check::judge::features::BY_READER;
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

fn finding(meta: &Meta, at: Mark, message: String, score: f32) -> Finding {
    Finding::new(meta.id, meta.severity, at, message)
        .with_confidence(1.0 / (1.0 + (-score).exp()))
        .with_score(score)
        .with_evidence(BY_READER, "read together, the two sides do not agree here")
}

/// A pair of two sentences that are not each other's.
pub fn wrong(unit: &Unit<'_>, meta: &Meta) -> Option<Finding> {
    let reading = unit.reading()?;
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
    Some(finding(meta, whole(target), message, score).with_related(whole(target.other())))
}

/// The run of words of the side of that role that nothing on the other side answers to: of the
/// source an omission, of the rendering an addition.
pub fn extra(unit: &Unit<'_>, meta: &Meta, role: Role) -> Option<Finding> {
    let lang = unit.transunit.direction.lang(role);
    let (span, score) = extra_run(unit, lang)?;
    let shown = span.of(&unit.text(lang)?.text);
    let far = lang.other();
    let marked = unit.reading()?.peak(far, Class::Missing);
    let place = if let Some((piece, _)) = marked.filter(|(_, score)| *score > WORTH) {
        piece.start
    } else {
        let length = unit.text(far).map_or(0, |text| text.text.len());
        unit.counterpart_place(lang, first_token(unit, lang, span))
            .end
            .min(length)
    };
    let message = match role {
        Role::Source => format!("nothing renders “{shown}”"),
        Role::Target => format!("nothing in the source says “{shown}”"),
    };
    Some(finding(meta, unit.mark(lang, span), message, score).with_related(unit.mark(far, Span::at(place))))
}

/// The strongest run of words of a side that nothing on the other side answers to, with its score.
pub fn extra_run(unit: &Unit<'_>, lang: Lang) -> Option<(Span, f32)> {
    run(unit, unit.reading()?, lang, Class::Extra)
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

/// A negation of the side of that role that the other lacks: of the source a lost one, of the
/// rendering an added one.
pub fn negation(unit: &Unit<'_>, meta: &Meta, role: Role) -> Option<Finding> {
    let reading = unit.reading()?;
    let peaks = Lang::ALL.map(|lang| reading.peak(lang, Class::Negation));
    let score = peaks.iter().flatten().map(|(_, score)| *score).reduce(f32::max)?;
    let negates = negating_side(unit)?;
    if score < WORTH || unit.transunit.direction.role(negates) != role {
        return None;
    }
    let cue = unit.side_cues()[negates as usize].cues.plain.first()?;
    let shown = cue.span.of(&unit.text(negates)?.text);
    let far = negates.other();
    let place = peaks[far as usize]
        .filter(|(_, score)| *score >= WORTH)
        .and_then(|(span, _)| whole_words(unit.tokens(far), span))
        .unwrap_or_else(|| unit.counterpart_place(negates, cue.token));
    let (here, there) = (unit.mark(negates, cue.span), unit.mark(far, place));
    Some(match role {
        Role::Source => {
            let message = format!("the source negates here (“{shown}”) and the rendering does not");
            finding(meta, there, message, score).with_related(here)
        }
        Role::Target => {
            let message = format!("the rendering negates here (“{shown}”) and the source does not");
            finding(meta, here, message, score).with_related(there)
        }
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

/// The English name of a rendering that fits least.
pub fn name(unit: &Unit<'_>, meta: &Meta) -> Option<Finding> {
    let reading = unit.reading()?;
    let lang = Lang::English;
    let (span, score) = reading
        .peak(lang, Class::Name)
        .filter(|(_, score)| *score >= WORTH)?;
    let span = whole_words(unit.tokens(lang), span)?;
    let shown = span.of(&unit.text(lang)?.text);
    if !shown.starts_with(char::is_uppercase) {
        return None;
    }
    let message = format!("“{shown}” is not spelt as the source has this name, or is another name");
    let found = finding(meta, unit.mark(lang, span), message, score);
    let far = lang.other();
    let there = reading
        .peak(far, Class::Name)
        .filter(|(_, score)| *score >= WORTH)
        .and_then(|(span, _)| whole_words(unit.tokens(far), span));
    Some(match there {
        Some(there) => found.with_related(unit.mark(far, there)),
        None => found,
    })
}
