//! What the rest of the document says for a place that was flagged.
//!
//! A unit check sees one pair of texts. An article names the speaker whom the transcript has in
//! its labels, tells in one sentence what was said in three, and adds who said it. So a name that
//! a label or another segment vouches for is neither misspelt nor exchanged, what the neighbours
//! of a quoted segment say was not put in, and what hangs on a link that is itself in doubt is
//! information.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::bitext::{Finding, Mark, Pair, Policy, Role, Severity, TransUnit, UnitText};
use crate::check::evidence::coverage::Coverage;
use crate::check::evidence::{attribution, authority};
use crate::check::{Aligned, Context, Unit, by_id};
use crate::lexicon::names::NameList;
use crate::lexicon::romanise;
use crate::lexicon::spelling::form::{self, Shape};
use crate::text::{Lang, Token, token};

/// Checks that flag names.
const OF_NAMES: &[&str] = &["misspelling", "name-mismatch", "name-misspelled"];
/// Checks that believe the link.
const OF_LINKS: &[&str] = &[
    "addition",
    "mistranslation",
    "name-mismatch",
    "negation-added",
    "negation-lost",
    "omission",
];
/// Posterior of a link below which nothing that hangs on it is sure.
const DOUBTFUL: f32 = 0.5;

/// Leaves out what the rest of the document explains, and makes what hangs on a doubtful link
/// information.
pub(super) fn weigh(findings: Vec<Finding>, aligned: &Aligned<'_>, context: &Context) -> Vec<Finding> {
    if context.alone || aligned.units.len() < 2 {
        return findings;
    }
    let mut labels = None;
    let mut kept = Vec::with_capacity(findings.len());
    for mut finding in findings {
        let Some(unit) = aligned.units.get(finding.unit) else {
            kept.push(finding);
            continue;
        };
        let is_known = OF_NAMES.contains(&finding.check) && {
            let labels = labels.get_or_insert_with(|| label_words(aligned));
            is_known_name(&finding, unit, (aligned, context), labels)
        };
        if is_known || (context.policy != Policy::Full && is_said_nearby(&finding, unit, aligned, context)) {
            continue;
        }
        let link = &unit.transunit;
        if link.chosen && unit.both_sides() && link.confidence < DOUBTFUL && OF_LINKS.contains(&finding.check)
        {
            finding.severity = Severity::Info;
            finding = finding.with_evidence("link", format!("in doubt, posterior {:.2}", link.confidence));
        }
        kept.push(finding);
    }
    kept
}

/// The words of all labels, folded.
fn label_words(aligned: &Aligned<'_>) -> BTreeSet<String> {
    let speakers = aligned.units.iter().flat_map(|unit| {
        Lang::ALL
            .into_iter()
            .filter_map(|lang| unit.text(lang)?.speaker.as_deref())
    });
    speakers
        .flat_map(token::tokens)
        .filter(Token::is_word)
        .map(|token| token.folded)
        .collect()
}

/// Likeness from which a label, or one of the many words of a document, vouches for a name, and log10 of the
/// frequency above which it is no name.
const VOUCHES: f32 = 0.9;
const RARE: f32 = -4.8;

/// Does a label or another segment have the name that was flagged?
fn is_known_name(
    finding: &Finding,
    unit: &Unit<'_>,
    (aligned, context): (&Aligned<'_>, &Context),
    labels: &BTreeSet<String>,
) -> bool {
    // What the source names cannot be said for what the rendering makes of it.
    let target = unit.transunit.direction.lang(Role::Target);
    if finding.check != "misspelling" && target != Lang::English {
        return false;
    }
    let marks = || std::iter::once(&finding.at).chain(&finding.related);
    let word = |lang: Lang| {
        let mark = marks().find(|mark| mark.lang == lang)?;
        tokens_at(unit, mark).next()
    };
    let Some((_, english)) = word(Lang::English) else {
        return false;
    };
    let written = unit
        .text(Lang::English)
        .map_or("", |text| english.span.of(&text.text));
    if Shape::of(written) == Shape::Lower {
        return false;
    }
    let key = form::key(english);
    let is_in_label = labels.contains(&key)
        || labels
            .iter()
            .filter_map(|label| romanise::best_match(&key, label))
            .any(|found| found.likeness >= VOUCHES);
    if finding.check != "name-mismatch" {
        // What a list says of this Arabic name stands.
        let is_decided = word(Lang::Arabic).is_some_and(|(at, _)| {
            [NameList::public(), &context.names]
                .into_iter()
                .flat_map(|list| authority::places(unit, list))
                .any(|place| (place.token..place.token + place.words - place.from).contains(&at))
        });
        return !is_decided && (is_in_label || is_rendered_elsewhere(&key, finding.unit, aligned));
    }
    // An exchanged name leaves another one behind; what was made plain leaves none.
    let left_over = word(Lang::Arabic).is_some_and(|(_, arabic)| {
        NameList::public().knows_arabic(&arabic.folded)
            || aligned
                .units
                .iter()
                .flat_map(Unit::romanised)
                .any(|(_, found)| found.found.arabic == arabic.folded)
    });
    !left_over
        && (is_in_label || is_rendered_elsewhere(&key, finding.unit, aligned) || is_listed(&key, aligned))
}

/// Does a rare Arabic word of another segment sound just so?
fn is_rendered_elsewhere(key: &str, but: usize, aligned: &Aligned<'_>) -> bool {
    key.len() >= 4
        && aligned.units.iter().enumerate().any(|(index, unit)| {
            index != but
                && unit.arabic_words().iter().any(|word| {
                    let arabic = &unit.tokens(Lang::Arabic)[word.token].folded;
                    word.log10.is_none_or(|log10| log10 < RARE)
                        && romanise::best_match(key, arabic).is_some_and(|found| found.likeness >= VOUCHES)
                })
        })
}

/// Is it a listed name of one word whose Arabic stands somewhere in the document?
fn is_listed(key: &str, aligned: &Aligned<'_>) -> bool {
    NameList::public()
        .with_word(key)
        .filter(|name| !name.arabic.contains(' '))
        .any(|name| {
            let arabic: Vec<String> = token::tokens(&name.arabic)
                .into_iter()
                .map(|token| token.folded)
                .collect();
            aligned.units.iter().any(|unit| {
                let tokens = unit.tokens(Lang::Arabic).iter();
                tokens
                    .filter(|token| token.is_word())
                    .any(|token| arabic.iter().any(|name| token.folded.ends_with(name.as_str())))
            })
        })
}

/// The tokens of a unit that a mark touches, with their numbers.
fn tokens_at<'u>(unit: &'u Unit<'_>, mark: &Mark) -> impl Iterator<Item = (usize, &'u Token)> {
    let (lang, span) = (mark.lang, mark.span);
    unit.tokens(lang)
        .iter()
        .enumerate()
        .filter(move |(_, token)| unit.mark(lang, token.span).span.overlaps(span))
}

/// Does the source say around this segment what the rendering is said to have put in? Who is
/// quoted (`he said`) is no addition either.
fn is_said_nearby(finding: &Finding, unit: &Unit<'_>, aligned: &Aligned<'_>, context: &Context) -> bool {
    let target = unit.transunit.direction.lang(Role::Target);
    if finding.at.lang != target || !matches!(finding.check, "addition" | "negation-added") {
        return false;
    }
    let Some(widened) = widened(unit, aligned) else {
        return false;
    };
    let wide = Unit::of(&widened, context);
    if finding.check == "addition" {
        return few_are_new(finding, unit, &wide, target);
    }
    let again = by_id(finding.check).map_or_else(Vec::new, |check| check.unit(&wide, context));
    !again
        .iter()
        .any(|other| other.at.lang == target && other.at.span.overlaps(finding.at.span))
}

/// Segments of the source on each side of the linked ones that count as near.
const NEAR: usize = 2;

/// The unit with the segments around its source.
fn widened(unit: &Unit<'_>, aligned: &Aligned<'_>) -> Option<TransUnit> {
    let source = unit.transunit.source()?;
    let run = source.segments.start.saturating_sub(NEAR)..source.segments.end + NEAR;
    let mut near: Vec<(Range<usize>, &str)> = aligned
        .units
        .iter()
        .filter_map(|other| other.transunit.source())
        .filter(|text| text.segments.start < run.end && text.segments.end > run.start)
        .map(|text| (text.segments.clone(), text.text.as_str()))
        .collect();
    near.sort_by_key(|(segments, _)| segments.start);
    let texts: Vec<&str> = near.into_iter().map(|(_, text)| text).collect();
    Some(TransUnit {
        texts: Pair::new(
            Some(UnitText::alone(source.lang, &texts.join(" "))),
            unit.transunit.target().cloned(),
        ),
        ..unit.transunit.clone()
    })
}

/// Cover from which the neighbours say a word, and how many words that nobody says are an
/// addition.
const SAID: f32 = 0.5;
const FEWEST: usize = 2;
/// log10 of the frequency above which a word adds nothing.
const COMMON: f32 = -2.5;

/// Are hardly any of the flagged words new, when the neighbours are read too and the words that
/// name the speaker are left out?
fn few_are_new(finding: &Finding, unit: &Unit<'_>, wide: &Unit<'_>, lang: Lang) -> bool {
    let text = unit.text(lang).map_or("", |text| text.text.as_str());
    let mut of_speaker: BTreeSet<usize> = BTreeSet::new();
    for said in attribution::read(text, unit.tokens(lang), lang) {
        of_speaker.insert(said.verb);
        of_speaker.extend(said.speaker);
    }
    let coverage: &Coverage = wide.coverage();
    let new = tokens_at(unit, &finding.at)
        .filter(|(at, token)| !of_speaker.contains(at) && !attribution::is_saying(&token.folded, lang))
        .filter_map(|(at, _)| coverage.word_of(lang, at))
        .filter(|&word| coverage.side(lang)[word].log10 < COMMON && coverage.best(lang, word).0 < SAID);
    new.count() < FEWEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Direction;
    use crate::check::{Settings, run};

    /// The checks that speak at warning or above on an article beside its transcript: texts of
    /// the units, Arabic first, and the speaker of the Arabic.
    fn told(units: &[(&str, &str)], speaker: &str) -> Vec<&'static str> {
        let mut transunits: Vec<TransUnit> = units
            .iter()
            .map(|(arabic, english)| TransUnit::of_texts(Direction::AR_EN, arabic, english))
            .collect();
        for (index, (unit, (arabic, english))) in transunits.iter_mut().zip(units).enumerate() {
            if let Some(text) = unit.texts.source.as_mut() {
                text.segments = index..index + 1;
                text.speaker = Some(speaker.to_owned());
            }
            if arabic.is_empty() {
                unit.texts.source = None;
            }
            if english.is_empty() {
                unit.texts.target = None;
            }
        }
        let context = Context {
            policy: Policy::Article,
            // What the checks propose is looked at, not how sure the judge is of it.
            reader: false,
            ..Context::default()
        };
        run(&transunits, &Settings::default(), &context)
            .findings
            .iter()
            .filter(|finding| finding.severity >= Severity::Warning)
            .map(|finding| finding.check)
            .collect()
    }

    #[test]
    fn a_label_vouches_for_the_name_of_the_speaker() {
        let article = "Nabil al-Jubouri told the channel on Sunday that the market was closed.";
        let known = [("السوق مغلقة.", ""), ("", article)];
        assert_eq!(told(&known, "نبيل الجبوري"), Vec::<&str>::new());
        assert_eq!(told(&known, "حيدر الساعدي"), ["misspelling"]);
    }

    #[test]
    fn what_the_next_segment_says_was_not_put_in() {
        let article = "He said three studies on electronic payment had never been read.";
        let source = ("قدمنا ثلاث دراسات حول الدفع الإلكتروني.", article);
        let speaker = "نبيل الجبوري";
        assert_eq!(
            told(&[source, ("لم يقرأها أحد.", "")], speaker),
            Vec::<&str>::new()
        );
        assert_eq!(
            told(&[source, ("كان ذلك في الصيف.", "")], speaker),
            ["negation-added"]
        );
    }
}
