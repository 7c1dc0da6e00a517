//! Segments of one side without a link: whether the neighbours on the other side cover them, whether
//! their rendering stands elsewhere, and whether one text ends before the other.

use std::collections::BTreeSet;

use crate::bitext::{Finding, Role};
use crate::check::evidence::coverage::Coverage;
use crate::check::{Aligned, Meta, Unit};
use crate::text::{Lang, Span, Token, token};

/// Cover by a neighbour's text from which a segment counts as said there.
const COVERED: f32 = 0.72;
/// Fewest weighty words of a segment worth telling; fewer are fillers.
const FEWEST: usize = 2;
/// Cover of each by the other from which two segments without a link are the same words elsewhere.
const MOVED: f32 = 0.7;
/// Fewest weighty words of a segment that is sought elsewhere.
const FEWEST_MOVED: usize = 3;
/// Pairs of lone segments that are compared at most: where more have no link, the texts differ in more
/// than their order.
const MOST_COMPARED: usize = 4000;
/// Segments without a link at the end of a text that are told as its end, at least.
const FEWEST_AT_END: usize = 3;

/// A segment that stands alone.
#[derive(Debug)]
pub struct Alone<'u> {
    unit: &'u Unit<'u>,
    index: usize,
    lang: Lang,
    cover: f32,
    /// Do the words of a neighbour say it too?
    pub covered_by_neighbour: bool,
}

/// The null beads that have only a text of this role, fillers left out.
pub fn one_sided<'u>(aligned: &'u Aligned<'u>, role: Role) -> impl Iterator<Item = Alone<'u>> {
    aligned.units.iter().enumerate().filter_map(move |(index, unit)| {
        let lang = unit.transunit.direction.lang(role);
        if unit.text(lang).is_none() || unit.text(lang.other()).is_some() {
            return None;
        }
        let words = unit.tokens(lang).iter().filter(|token| is_weighty(token)).count();
        if words < FEWEST {
            return None;
        }
        let near = [index.checked_sub(1), Some(index + 1)];
        let cover = near
            .into_iter()
            .flatten()
            .filter_map(|at| aligned.units.get(at)?.text(lang.other()))
            .map(|text| cover(unit, lang, &text.text))
            .fold(0.0, f32::max);
        Some(Alone {
            unit,
            index,
            lang,
            cover,
            covered_by_neighbour: cover >= COVERED,
        })
    })
}

/// What lacks a counterpart on one side, sorted for telling.
#[derive(Debug)]
pub struct Lone<'u> {
    /// Segments told one by one.
    pub single: Vec<Alone<'u>>,
    /// Segments that stand elsewhere on the other side, each run of them with where: the units of the
    /// other side.
    pub moved: Vec<(Alone<'u>, usize)>,
    /// The segments behind the last link, when they are many: the other text ends before them.
    pub behind_end: Vec<Alone<'u>>,
}

/// The segments of this role without a link, sorted.
pub fn lone<'u>(aligned: &'u Aligned<'u>, role: Role) -> Lone<'u> {
    let moved = moved(aligned);
    let own = |&(source, target): &(usize, usize)| match role {
        Role::Source => (source, target),
        Role::Target => (target, source),
    };
    let elsewhere: Vec<(usize, usize)> = moved.iter().map(own).collect();
    let end = end(aligned, role);
    let mut out = Lone {
        single: Vec::new(),
        moved: Vec::new(),
        behind_end: Vec::new(),
    };
    let mut last: Option<(usize, usize)> = None;
    for alone in one_sided(aligned, role) {
        let place = elsewhere.iter().find(|(unit, _)| *unit == alone.index).copied();
        if let Some(place) = place {
            let goes_on = last.is_some_and(|last| (last.0 + 1, last.1 + 1) == place);
            last = Some(place);
            if !goes_on {
                out.moved.push((alone, place.1));
            }
        } else if alone.index >= end {
            out.behind_end.push(alone);
        } else {
            out.single.push(alone);
        }
    }
    if out.behind_end.len() < FEWEST_AT_END {
        out.single.append(&mut out.behind_end);
    }
    out
}

/// The first of the units at the end of the texts that all have a text of this role alone.
fn end(aligned: &Aligned<'_>, role: Role) -> usize {
    let is_lone = |unit: &Unit<'_>| {
        let lang = unit.transunit.direction.lang(role);
        unit.text(lang).is_some() && unit.text(lang.other()).is_none()
    };
    let linked = aligned.units.iter().rposition(|unit| !is_lone(unit));
    linked.map_or(0, |last| last + 1)
}

/// Segments without a link whose words are those of a segment without a link of the other side: their
/// units, source and target.
fn moved(aligned: &Aligned<'_>) -> Vec<(usize, usize)> {
    let weight = |alone: &Alone<'_>| {
        let words = alone
            .unit
            .tokens(alone.lang)
            .iter()
            .filter(|token| is_weighty(token));
        words.count() >= FEWEST_MOVED
    };
    let sources: Vec<Alone<'_>> = one_sided(aligned, Role::Source).filter(weight).collect();
    let targets: Vec<Alone<'_>> = one_sided(aligned, Role::Target).filter(weight).collect();
    if sources.len() * targets.len() > MOST_COMPARED {
        return Vec::new();
    }
    let text = |alone: &Alone<'_>| {
        alone
            .unit
            .text(alone.lang)
            .map_or("", |text| text.text.as_str())
            .to_owned()
    };
    let mut found: Vec<(f32, usize, usize)> = Vec::new();
    for source in &sources {
        for target in &targets {
            let there = cover(source.unit, source.lang, &text(target));
            if there < MOVED {
                continue;
            }
            let both = there.min(cover(target.unit, target.lang, &text(source)));
            if both >= MOVED {
                found.push((both, source.index, target.index));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut out) = ((BTreeSet::new(), BTreeSet::new()), Vec::new());
    for (_, source, target) in found {
        if !used.0.contains(&source) && !used.1.contains(&target) {
            used.0.insert(source);
            used.1.insert(target);
            out.push((source, target));
        }
    }
    out.sort_unstable();
    out
}

fn is_weighty(token: &Token) -> bool {
    token.is_word() && token.folded.chars().count() >= 3
}

/// How well a text of the other side covers a segment.
fn cover(unit: &Unit<'_>, lang: Lang, far: &str) -> f32 {
    let own = unit.text(lang).map_or("", |text| text.text.as_str());
    let far_tokens = token::tokens(far);
    let coverage = match lang {
        Lang::Arabic => Coverage::of([own, far], [unit.tokens(lang), &far_tokens], &[]),
        Lang::English => Coverage::of([far, own], [&far_tokens, unit.tokens(lang)], &[]),
    };
    coverage.mean(lang)
}

impl Alone<'_> {
    /// The finding that the rendering of this segment of the source stands elsewhere: in `there`, a unit of
    /// the rendering alone.
    pub fn moved_finding(&self, meta: &Meta, there: &Unit<'_>, unit: usize) -> Option<Finding> {
        let far = there.text(self.lang.other())?;
        let own = self.unit.text(self.lang)?;
        let message = match far.segments.start.checked_sub(1) {
            Some(before) => format!(
                "the rendering of segment {} stands elsewhere: after segment {before}",
                own.segments.start
            ),
            None => format!(
                "the rendering of segment {} stands elsewhere: at the beginning",
                own.segments.start
            ),
        };
        let at = there.mark(self.lang.other(), Span::new(0, far.text.len()));
        let related = self.unit.mark(self.lang, Span::new(0, own.text.len()));
        let mut finding = Finding::new(meta.id, meta.severity, at, message)
            .with_confidence(0.7)
            .with_related(related);
        finding.unit = unit;
        Some(finding)
    }

    /// The finding of the whole segment.
    pub fn finding(&self, meta: &Meta, message: &str) -> Finding {
        let length = self.unit.text(self.lang).map_or(0, |text| text.text.len());
        let own = self.unit.mark(self.lang, Span::new(0, length));
        let place = self.unit.mark(self.lang.other(), Span::at(0));
        let (at, related) = match self.unit.transunit.direction.role(self.lang) {
            Role::Source => (place, own),
            Role::Target => (own, place),
        };
        let mut finding = Finding::new(meta.id, meta.severity, at, message)
            .with_confidence(if self.covered_by_neighbour { 0.5 } else { 0.8 })
            .with_related(related)
            .with_evidence(
                "best cover by a neighbour",
                format!("{:.0} %", self.cover * 100.0),
            );
        finding.unit = self.index;
        finding
    }
}
