//! Segments of one side without a link, and whether the neighbours on the other side cover them.

use crate::bitext::{Finding, Role};
use crate::check::evidence::coverage::Coverage;
use crate::check::{Aligned, Meta, Unit};
use crate::text::{Lang, Span, Token, token};

/// Cover by a neighbour's text from which a segment counts as said there.
const COVERED: f32 = 0.72;
/// Fewest weighty words of a segment worth telling; fewer are fillers.
const FEWEST: usize = 2;

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

fn is_weighty(token: &Token) -> bool {
    token.is_word() && token.folded.chars().count() >= 3
}

/// How well a text of the other side covers a segment.
fn cover(unit: &Unit<'_>, lang: Lang, far: &str) -> f32 {
    let own = unit.text(lang).map_or("", |text| text.text.as_str());
    let far_tokens = token::tokens(far);
    let coverage = match lang {
        Lang::Arabic => Coverage::of([own, far], [unit.tokens(lang), &far_tokens]),
        Lang::English => Coverage::of([far, own], [&far_tokens, unit.tokens(lang)]),
    };
    coverage.mean(lang)
}

impl Alone<'_> {
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
