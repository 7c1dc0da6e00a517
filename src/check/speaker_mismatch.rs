//! Words that another says in the rendering than in the source.

use std::collections::{BTreeMap, BTreeSet};

use crate::bitext::{Finding, Mark, Role};
use crate::check::evidence::attribution::{self, Attribution};
use crate::check::evidence::speakers::{self, Likeness, Speaker, likeness};
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};
use crate::text::Lang;

declare_check! {
    /// Flags words whose speaker in the rendering is another than in the source.
    ///
    /// A question of the presenter printed as the guest's statement, or one guest's words given
    /// to the other, is a misquotation however well it is translated. Three things are compared:
    /// the labels of turns (`Musleh:` beside المذيع), the subject of a verb of saying inside a
    /// sentence (قال الوزير إن, `the governor said`), and the person whom an article names as
    /// speaker (`“…,” Musleh said`) with the transcript's turn. Labels are told apart by how they
    /// romanise and by a table of parts (المذيع, host, interviewer), and flagged when the other
    /// text has a better label, or names another person plainly.
    ///
    /// Not flagged: a part beside a name that nothing contradicts, pronouns, quoted third
    /// parties whom both sides name. A wrong label over several sentences is one finding. It does
    /// not see a speaker whose name the other side lacks altogether.
    SpeakerMismatch,
    "speaker-mismatch", Error,
    flags: &[
        Example::Both("قاسم مصلح: لم يخرج أي مقاتل.", "Suad al-Kinani: Not one fighter has left."),
        Example::Both("المذيع: هل عبرتم الحدود؟", "Guest: Have you crossed the border?"),
        Example::Both(
            "قال الجبوري إن السوداني رفض العرض.",
            "Sudani said Jubouri had rejected the offer.",
        ),
    ],
    passes: &[
        Example::Both("قاسم مصلح: لم يخرج أي مقاتل.", "Musleh: Not one fighter has left."),
        Example::Both("المذيع: هل عبرتم الحدود؟", "Interviewer: Have you crossed the border?"),
        Example::Both("المذيع: هل عبرتم الحدود؟", "Karim: Have you crossed the border?"),
        Example::Both(
            "قال الجبوري إن السوداني رفض العرض.",
            "Jubouri said Sudani had rejected the offer.",
        ),
        Example::Both("قال القائد إن الحدود مغلقة.", "Musleh said the border was closed."),
    ],
}

/// Posterior below which a bead says nothing of who speaks.
const LEAST_LINK: f32 = 0.5;
/// Match from which a word stands for another, and by how much that must be the better match.
const MEANS: f32 = 0.5;
const MARGIN: f32 = 0.15;
/// Arabic words in the subject of a verb of saying, at most.
const LONGEST: usize = 4;
/// log10 of the frequency above which a word says nothing of who speaks.
const COMMON: f32 = -2.5;

impl Check for SpeakerMismatch {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        if !unit.both_sides() {
            return Vec::new();
        }
        // Without a verb of saying on each side there is nothing to read.
        let says = |lang: Lang| {
            unit.tokens(lang)
                .iter()
                .any(|token| attribution::opens(&token.folded, lang))
        };
        if !Lang::ALL.into_iter().all(says) {
            return Vec::new();
        }
        let said = Lang::ALL.map(|lang| {
            let text = unit.text(lang).map_or("", |text| text.text.as_str());
            attribution::read(text, unit.tokens(lang), lang)
        });
        let [arabic, english] = &said;
        if arabic.len() != english.len() || arabic.is_empty() {
            return Vec::new();
        }
        let pairs = arabic.iter().zip(english);
        pairs
            .filter_map(|(ar, en)| exchanged(unit, ar, en))
            .take(1)
            .collect()
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        let turns = labelled(aligned);
        let mut findings = of_labels(&turns, aligned);
        findings.extend(of_articles(aligned));
        findings
    }
}

/// The two speakers of a sentence, when each is named elsewhere on the other side.
fn exchanged(unit: &Unit<'_>, arabic: &Attribution, english: &Attribution) -> Option<Finding> {
    let coverage = unit.coverage();
    let words = |lang: Lang, said: &Attribution| -> Vec<usize> {
        let tokens = said.speaker.iter();
        tokens
            .filter_map(|&token| coverage.word_of(lang, token))
            .collect()
    };
    let (ar, en) = (words(Lang::Arabic, arabic), words(Lang::English, english));
    if ar.len() > LONGEST {
        return None; // where the name ends is not sure
    }
    let between = ar
        .iter()
        .flat_map(|&a| en.iter().map(move |&e| coverage.at(a, e)))
        .fold(0.0_f32, f32::max);
    // The word of one side that is sure to stand for another than the speaker's.
    let elsewhere = |lang: Lang, own: &[usize], far: &[usize]| {
        own.iter().any(|&word| {
            let (cover, best) = coverage.best(lang, word);
            let is_content = coverage.side(lang)[word].log10 < COMMON;
            is_content && cover >= MEANS && cover >= between + MARGIN && !far.contains(&best)
        })
    };
    if !elsewhere(Lang::Arabic, &ar, &en) || !elsewhere(Lang::English, &en, &ar) {
        return None;
    }
    let target = unit.transunit.direction.lang(Role::Target);
    let (own, far) = match target {
        Lang::Arabic => (arabic, english),
        Lang::English => (english, arabic),
    };
    let (ours, theirs) = (phrase(unit, target, own)?, phrase(unit, target.other(), far)?);
    Some(
        finding(ours.0, &ours.1, &theirs.1)
            .with_confidence(0.75)
            .with_related(theirs.0),
    )
}

fn phrase(unit: &Unit<'_>, lang: Lang, said: &Attribution) -> Option<(Mark, String)> {
    let tokens = unit.tokens(lang);
    let span = tokens
        .get(*said.speaker.first()?)?
        .span
        .cover(tokens.get(*said.speaker.last()?)?.span);
    let text = span.of(&unit.text(lang)?.text).to_owned();
    Some((unit.mark(lang, span), text))
}

fn finding(at: Mark, ours: &str, theirs: &str) -> Finding {
    Finding::new(
        SpeakerMismatch::META.id,
        SpeakerMismatch::META.severity,
        at,
        format!("another speaker: “{theirs}” says this in the source, “{ours}” in the rendering"),
    )
    .with_evidence("source", theirs)
    .with_evidence("rendering", ours)
}

/// The speakers of a unit, Arabic first, when both sides have a label.
struct Labelled {
    unit: usize,
    speakers: [Speaker; 2],
}

fn labelled(aligned: &Aligned<'_>) -> Vec<Labelled> {
    let units = aligned.units.iter().enumerate();
    units
        .filter(|(_, unit)| is_linked(unit))
        .filter_map(|(index, unit)| {
            let arabic = speakers::of_label(unit, Lang::Arabic)?;
            let english = speakers::of_label(unit, Lang::English)?;
            Some(Labelled {
                unit: index,
                speakers: [arabic, english],
            })
        })
        .collect()
}

fn is_linked(unit: &Unit<'_>) -> bool {
    unit.both_sides() && unit.transunit.confidence >= LEAST_LINK
}

fn of_labels(turns: &[Labelled], aligned: &Aligned<'_>) -> Vec<Finding> {
    let labels =
        |side: usize| -> BTreeSet<&Speaker> { turns.iter().map(|turn| &turn.speakers[side]).collect() };
    let (arabic, english) = (labels(0), labels(1));
    let mut counts: BTreeMap<[&Speaker; 2], usize> = BTreeMap::new();
    for turn in turns {
        let [ar, en] = &turn.speakers;
        *counts.entry([ar, en]).or_default() += 1;
    }
    let mut known: BTreeMap<[&Speaker; 2], Option<f32>> = BTreeMap::new();
    let mut findings: Vec<Finding> = Vec::new();
    let mut last: Option<(&[Speaker; 2], usize)> = None;
    for turn in turns {
        let [ar, en] = &turn.speakers;
        let sure = *known
            .entry([ar, en])
            .or_insert_with(|| mismatch([ar, en], (&arabic, &english), &counts));
        let goes_on = last.is_some_and(|(pair, unit)| *pair == turn.speakers && unit + 1 == turn.unit);
        if let Some(sure) = sure.filter(|_| !goes_on) {
            findings.extend(of_label(&aligned.units[turn.unit], turn, sure));
        }
        last = Some((&turn.speakers, turn.unit));
    }
    findings
}

/// How sure it is that two labels are two people; none when they may be one.
fn mismatch(
    [ar, en]: [&Speaker; 2],
    (arabic, english): (&BTreeSet<&Speaker>, &BTreeSet<&Speaker>),
    counts: &BTreeMap<[&Speaker; 2], usize>,
) -> Option<f32> {
    let own = likeness(ar, en);
    let better = |found: Likeness| matches!(found, Likeness::Same(_)) && found > own;
    let known_otherwise = arabic
        .iter()
        .any(|other| *other != ar && better(likeness(other, en)))
        || english
            .iter()
            .any(|other| *other != en && better(likeness(ar, other)));
    if known_otherwise {
        return Some(0.9);
    }
    // Labels that nothing tells apart are known by the company they keep.
    let count = |ar: &Speaker, en: &Speaker| counts.get(&[ar, en]).copied().unwrap_or(0);
    let times = count(ar, en);
    let mostly = |most: usize| most >= 4 && most >= 4 * times;
    let by_company = own < Likeness::Same(1)
        && arabic.iter().any(|other| mostly(count(other, en)))
        && english.iter().any(|other| mostly(count(ar, other)));
    if by_company {
        return Some(0.75);
    }
    (own == Likeness::Different && times <= 2).then_some(0.7)
}

fn of_label(unit: &Unit<'_>, turn: &Labelled, sure: f32) -> Option<Finding> {
    let target = unit.transunit.direction.lang(Role::Target);
    let speaker = |lang: Lang| turn.speakers[lang as usize].name.as_str();
    let mark = |lang: Lang| {
        let text = unit.text(lang)?;
        Some(Mark {
            lang,
            span: text.whole(),
        })
    };
    let mut finding = finding(mark(target)?, speaker(target), speaker(target.other())).with_confidence(sure);
    finding.related.extend(mark(target.other()));
    finding.unit = turn.unit;
    Some(finding)
}

/// An unlabelled side that names a speaker beside a labelled one.
fn of_articles(aligned: &Aligned<'_>) -> Vec<Finding> {
    Lang::ALL
        .into_iter()
        .flat_map(|lang| {
            let labels: BTreeSet<Speaker> = aligned
                .units
                .iter()
                .filter_map(|unit| speakers::of_label(unit, lang.other()))
                .collect();
            let units = aligned.units.iter().enumerate();
            units
                .filter(|(_, unit)| !labels.is_empty() && is_linked(unit))
                .filter_map(|(index, unit)| of_article(unit, index, lang, &labels))
                .collect::<Vec<Finding>>()
        })
        .collect()
}

fn of_article(unit: &Unit<'_>, index: usize, lang: Lang, labels: &BTreeSet<Speaker>) -> Option<Finding> {
    let text = unit.text(lang)?;
    if speakers::of_label(unit, lang).is_some() {
        return None;
    }
    let label = speakers::of_label(unit, lang.other())?;
    let said = attribution::read(&text.text, unit.tokens(lang), lang);
    let [said] = said.as_slice() else {
        return None;
    };
    let named = speakers::of_tokens(unit, lang, &said.speaker)?;
    let alike = |label: &Speaker| match lang {
        Lang::Arabic => likeness(&named, label),
        Lang::English => likeness(label, &named),
    };
    let own = alike(&label);
    let other = labels.iter().find(|other| {
        let found = alike(other);
        **other != label && matches!(found, Likeness::Same(_)) && found > own
    })?;
    if is_quoted(unit, lang.other(), &named) {
        return None;
    }
    let (at, ours) = phrase(unit, lang, said)?;
    let mut finding = finding(at, &ours, &label.name)
        .with_confidence(0.8)
        .with_evidence("is the label", other.name.clone());
    finding.unit = index;
    Some(finding)
}

/// Does the labelled text itself say that this person said it?
fn is_quoted(unit: &Unit<'_>, lang: Lang, named: &Speaker) -> bool {
    let text = unit.text(lang).map_or("", |text| text.text.as_str());
    attribution::read(text, unit.tokens(lang), lang)
        .iter()
        .filter_map(|said| speakers::of_tokens(unit, lang, &said.speaker))
        .any(|said| {
            let found = match lang {
                Lang::Arabic => likeness(&said, named),
                Lang::English => likeness(named, &said),
            };
            matches!(found, Likeness::Same(_))
        })
}
