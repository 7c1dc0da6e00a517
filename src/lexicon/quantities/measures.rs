//! Amounts of several pieces: ساعتين وربع, ساعة إلا عشر, `an hour and twenty minutes`, مترين وعشرين
//! سنتيمترا, `three quarters of a kilo`.
//!
//! Each is summed in the base unit of its dimension, so that pieces that are cut otherwise in the
//! other language answer each other.

use crate::lexicon::numbers::Role;
use crate::lexicon::quantities::{Page, Quantity};
use crate::lexicon::units::{Dimension, UnitDef};
use crate::text::{Kind, Lang};

/// An amount with all its pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units it is.
    pub base: f64,
    /// Has it more pieces than a number with its unit?
    pub compound: bool,
    /// The numbers it is made of, by their index.
    pub numbers: Vec<usize>,
    /// The unit of its last piece.
    unit: &'static UnitDef,
}

impl Page<'_> {
    /// The amounts of a text in its order.
    pub(super) fn measures(&self, numbers: &[Quantity]) -> Vec<Measure> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let Some((mut measure, mut end)) = self.first_piece(numbers, at) else {
                at += 1;
                continue;
            };
            while let Some(after) = self.next_piece(numbers, &mut measure, end) {
                measure.compound = true;
                end = after;
            }
            out.push(measure);
            at = end.max(at + 1);
        }
        out
    }

    /// The number that begins at a token.
    fn starting(numbers: &[Quantity], at: usize) -> Option<(usize, &Quantity)> {
        let index = numbers.partition_point(|quantity| quantity.number.tokens.start < at);
        let quantity = numbers
            .get(index)
            .filter(|quantity| quantity.number.tokens.start == at)?;
        (quantity.number.role != Role::Clock).then_some((index, quantity))
    }

    /// The token behind a number and the unit after it.
    fn end_of(&self, quantity: &Quantity) -> usize {
        let mut end = quantity.number.tokens.end;
        if let Some(unit) = quantity.unit {
            while self
                .tokens
                .get(end)
                .is_some_and(|token| token.span.end <= unit.span.end)
            {
                end += 1;
            }
        }
        end
    }

    /// A number with its unit, a share of a unit, or a unit alone that stands for one of it.
    fn first_piece(&self, numbers: &[Quantity], at: usize) -> Option<(Measure, usize)> {
        let piece = |unit: &'static UnitDef, count: f64, numbers: Vec<usize>, compound: bool| Measure {
            dimension: unit.dimension,
            base: count * unit.factor,
            compound,
            numbers,
            unit,
        };
        if let Some((index, quantity)) = Page::starting(numbers, at) {
            let end = self.end_of(quantity);
            let value = quantity.number.value;
            let share = quantity.number.role == Role::Fraction;
            if let Some(used) = quantity.unit.filter(|used| used.unit.factor > 0.0) {
                return Some((piece(used.unit, value, vec![index], share), end));
            }
            let article = (end..end + 2)
                .take_while(|&at| matches!(self.folded(at), "of" | "a" | "an" | "the"))
                .count();
            let used = self
                .unit_at(end + article)
                .filter(|used| used.unit.factor > 0.0 && share)?;
            return Some((piece(used.unit, value, vec![index], true), end + article + 1));
        }
        let article = usize::from(self.lang == Lang::English);
        let next = self.folded(at + 1);
        let may_be = match self.lang {
            Lang::English => matches!(self.folded(at), "a" | "an"),
            Lang::Arabic => next.starts_with('و') || matches!(next, "الا" | "غير" | "قل" | "ناقص"),
        };
        if !may_be {
            return None;
        }
        let token = self.tokens.get(at + article).filter(|token| token.is_word())?;
        if self.lang == Lang::Arabic && (token.kind != Kind::Arabic || token.folded.starts_with("ال")) {
            return None;
        }
        let used = self.unit_at(at + article).filter(|used| used.unit.factor > 0.0)?;
        Some((piece(used.unit, 1.0, Vec::new(), false), at + article + 1))
    }

    /// One more piece behind token `end`: added to the measure; the token behind it.
    fn next_piece(&self, numbers: &[Quantity], measure: &mut Measure, end: usize) -> Option<usize> {
        let word = self.folded(end);
        let less = self.lang == Lang::Arabic && matches!(word, "الا" | "غير" | "قل" | "ناقص");
        let joint = match self.lang {
            Lang::Arabic => usize::from(less || word == "و"),
            Lang::English => usize::from(matches!(word, "and" | ",")),
        };
        let article = usize::from(joint == 1 && matches!(self.folded(end + 1), "a" | "an"));
        let at = end + joint + article;
        let joined = joint == 1 || self.lang == Lang::English || word.starts_with('و');
        let (index, quantity) = Page::starting(numbers, at).filter(|_| joined)?;
        let sign = if less { -1.0 } else { 1.0 };
        let worth = Page::worth(quantity, measure, less)?;
        if worth >= measure.base {
            return None;
        }
        measure.base += sign * worth;
        measure.numbers.push(index);
        if let Some(used) = quantity.unit {
            measure.unit = used.unit;
        }
        Some(self.end_of(quantity))
    }

    /// What a further piece adds, in base units.
    fn worth(quantity: &Quantity, measure: &Measure, less: bool) -> Option<f64> {
        let number = &quantity.number;
        match quantity.unit {
            Some(used) if number.role != Role::Fraction => {
                let smaller = used.unit.dimension == measure.dimension && used.unit.factor > 0.0;
                (smaller && used.unit.factor < measure.unit.factor).then_some(number.value * used.unit.factor)
            }
            _ if number.role == Role::Fraction => Some(number.value * measure.unit.factor),
            // ساعة إلا عشر: minutes are left out.
            None if less && measure.dimension == Dimension::Time && number.role == Role::Count => {
                Some(number.value * measure.unit.factor / 60.0)
            }
            _ => None,
        }
    }
}
