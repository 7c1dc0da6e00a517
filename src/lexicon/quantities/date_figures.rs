//! Dates in figures: `25/3/2024`, `2024-03-25`, `25.3.2024`.
//!
//! Arabic text puts the day first; in English either may come first unless one is above 12.

use std::ops::Range;

use crate::lexicon::dates::{DateWord, Named};
use crate::lexicon::numbers::{Form, Number, Part, Role, Weight};
use crate::lexicon::quantities::{Page, Quantity};
use crate::text::{Kind, Lang, Span};

/// A date in figures: `25/3/2024`, `2024-03-25`, `25.3.2024`.
#[derive(Debug, Clone)]
pub(super) struct DateFigures {
    tokens: Range<usize>,
    span: Span,
    year: f64,
    /// The two others, in the order of the text.
    others: [f64; 2],
    /// Is the month surely the second (first) of the two? None if either may be.
    month: Option<usize>,
}

impl DateFigures {
    pub(super) fn add_to(&self, numbers: &mut Vec<Quantity>, dates: &mut Vec<DateWord>) {
        let months: Vec<usize> = self.month.map_or_else(|| vec![0, 1], |month| vec![month]);
        for at in &months {
            dates.push(DateWord {
                span: self.span,
                tokens: self.tokens.clone(),
                named: Named::Month((self.others[*at] as u8).clamp(1, 12)),
                weight: if months.len() == 1 {
                    Weight::Firm
                } else {
                    Weight::Soft
                },
            });
        }
        let day = self.month.map(|month| self.others[1 - month]);
        let values = [
            (self.year, Role::Year),
            (day.unwrap_or(self.others[0]), Role::Count),
        ];
        for (value, role) in values {
            let mut quantity = Quantity::of(Number {
                span: self.span,
                tokens: self.tokens.clone(),
                value,
                others: if role == Role::Count && day.is_none() {
                    vec![self.others[1]]
                } else {
                    Vec::new()
                },
                role,
                form: Form::Digits,
                weight: Weight::Firm,
                parts: vec![Part {
                    span: self.span,
                    value,
                }],
                definite: false,
            });
            quantity.in_date = true;
            numbers.push(quantity);
        }
        numbers.sort_by_key(|quantity| quantity.number.span);
        dates.sort_by_key(|date| date.span);
    }
}

impl Page<'_> {
    /// Dates in figures; their tokens are taken.
    pub(super) fn date_figures(&self, taken: &mut [bool]) -> Vec<DateFigures> {
        let mut out: Vec<DateFigures> = Vec::new();
        for at in 0..self.tokens.len() {
            if taken[at] || self.tokens[at].kind != Kind::Number {
                continue;
            }
            let dotted: Vec<&str> = self.folded(at).split('.').collect();
            let (pieces, length) = if dotted.len() == 3 {
                (dotted, 1)
            } else {
                let mark = self.folded(at + 1);
                let same_mark = matches!(mark, "/" | "-") && self.folded(at + 3) == mark;
                let close = (at..at + 4).all(|left| self.touch(left, left + 1));
                if !same_mark || !close {
                    continue;
                }
                (vec![self.folded(at), self.folded(at + 2), self.folded(at + 4)], 5)
            };
            let Some((year, others, month)) = date_of_pieces(&pieces, self.lang) else {
                continue;
            };
            taken[at..at + length].fill(true);
            out.push(DateFigures {
                tokens: at..at + length,
                span: self.tokens[at].span.cover(self.tokens[at + length - 1].span),
                year,
                others,
                month,
            });
        }
        out
    }
}

/// Year, the two others and which of them is the month, of three figures.
fn date_of_pieces(pieces: &[&str], lang: Lang) -> Option<(f64, [f64; 2], Option<usize>)> {
    let [first, second, third] = pieces else {
        return None;
    };
    let (year, others, iso) = match (first.len(), third.len()) {
        (4, 1 | 2) => (first, [second, third], true),
        (1 | 2, 4) => (third, [first, second], false),
        _ => return None,
    };
    let year: u16 = year.parse().ok().filter(|year| (1000..2200).contains(year))?;
    let [a, b] = others.map(|piece| piece.parse::<u8>().ok().filter(|value| (1..=31).contains(value)));
    let (a, b) = (a?, b?);
    let month = match (a > 12, b > 12) {
        (true, true) => return None,
        (true, false) => Some(1),
        (false, true) => Some(0),
        _ if a == b => Some(1),
        _ if iso => Some(0),
        _ if lang == Lang::Arabic => Some(1),
        _ => None,
    };
    Some((f64::from(year), [f64::from(a), f64::from(b)], month))
}
