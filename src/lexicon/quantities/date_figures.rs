//! Dates in figures: `25/3/2024`, `2024-03-25`, `25.3.24`, `3/25/24`.
//!
//! Arabic text mostly puts the day first, English either day or month; a year of two figures may be
//! of this or the last century, and may stand first. What the figures leave open stays open as
//! [`OpenDate::readings`], until the other side is known.

use std::ops::Range;

use crate::lexicon::dates::{DateWord, Named};
use crate::lexicon::numbers::{Form, Number, Part, Role, Weight};
use crate::lexicon::quantities::{Page, Quantities, Quantity};
use crate::text::{Kind, Lang, Span};

/// A way to read a date in figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The likeliest year.
    pub year: f64,
    /// The same year of the other century, when two figures are written.
    pub other_year: Option<f64>,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month.
    pub day: f64,
    /// Where year, month and day stand.
    spans: [Span; 3],
}

/// A date in figures, with all that it may mean, the likeliest first.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenDate {
    tokens: Range<usize>,
    /// What it may mean; at least one reading.
    pub readings: Vec<Reading>,
}

impl OpenDate {
    pub(super) fn add_to(&self, numbers: &mut Vec<Quantity>, dates: &mut Vec<DateWord>) {
        let Some(first) = self.readings.first() else {
            return;
        };
        let mut months: Vec<u8> = Vec::new();
        for reading in &self.readings {
            if !months.contains(&reading.month) {
                months.push(reading.month);
                dates.push(DateWord {
                    span: reading.spans[1],
                    tokens: self.tokens.clone(),
                    named: Named::Month(reading.month),
                    weight: Weight::Soft,
                });
            }
        }
        if let ([_], Some(date)) = (months.as_slice(), dates.last_mut()) {
            date.weight = Weight::Firm;
        }
        let years = self
            .readings
            .iter()
            .flat_map(|reading| [Some(reading.year), reading.other_year])
            .flatten();
        let days = self.readings.iter().map(|reading| reading.day);
        numbers.push(self.piece(first.spans[0], Role::Year, years.collect()));
        numbers.push(self.piece(first.spans[2], Role::Count, days.collect()));
        numbers.sort_by_key(|quantity| (quantity.number.tokens.start, quantity.number.span));
        dates.sort_by_key(|date| (date.tokens.start, date.span));
    }

    /// The year or the day, with the values it may have.
    fn piece(&self, span: Span, role: Role, values: Vec<f64>) -> Quantity {
        let value = values.first().copied().unwrap_or(0.0);
        let mut others: Vec<f64> = Vec::new();
        for other in values.into_iter().skip(1) {
            if (other - value).abs() > 0.5 && !others.contains(&other) {
                others.push(other);
            }
        }
        let mut quantity = Quantity::of(Number {
            span,
            tokens: self.tokens.clone(),
            value,
            others,
            role,
            form: Form::Digits,
            weight: Weight::Firm,
            parts: vec![Part { span, value }],
            definite: false,
        });
        quantity.in_date = true;
        quantity
    }
}

impl Quantities {
    /// Settles each date in figures on the reading that the other side has most of.
    pub fn settle_dates(&mut self, other: &Quantities) {
        let open: Vec<OpenDate> = self.open_dates.clone();
        for date in open
            .iter()
            .filter(|date| date.readings.len() > 1 || date.readings[0].other_year.is_some())
        {
            let score = |reading: &Reading| {
                let has = |value: f64, role: Option<Role>| {
                    other.numbers.iter().any(|quantity| {
                        let number = &quantity.number;
                        let fits = quantity.in_date || role.is_some_and(|role| role == number.role);
                        fits && number.values().any(|own| (own - value).abs() < 0.5)
                    })
                };
                let year = has(reading.year, Some(Role::Year))
                    || reading.other_year.is_some_and(|year| has(year, Some(Role::Year)));
                let month = other
                    .dates
                    .iter()
                    .any(|date| date.named == Named::Month(reading.month));
                usize::from(year) + usize::from(month) + usize::from(has(reading.day, None))
            };
            let best = date.readings.iter().map(score).max().unwrap_or(0);
            let found = date.readings.iter().find(|reading| score(reading) == best);
            if let Some(reading) = found.filter(|_| best > 0) {
                self.settle(date, reading);
            }
        }
    }

    fn settle(&mut self, date: &OpenDate, reading: &Reading) {
        for quantity in &mut self.numbers {
            let number = &mut quantity.number;
            if number.tokens != date.tokens || !quantity.in_date {
                continue;
            }
            let (at, value) = match number.role {
                Role::Year => (0, reading.year),
                _ => (2, reading.day),
            };
            number.value = value;
            number.span = reading.spans[at];
            number.others = reading.other_year.filter(|_| at == 0).into_iter().collect();
            number.parts = vec![Part {
                span: number.span,
                value,
            }];
        }
        self.dates
            .retain(|word| word.tokens != date.tokens || word.named == Named::Month(reading.month));
        for word in self.dates.iter_mut().filter(|word| word.tokens == date.tokens) {
            word.weight = Weight::Firm;
        }
    }
}

impl Page<'_> {
    /// Dates in figures; their tokens are taken.
    pub(super) fn date_figures(&self, taken: &mut [bool]) -> Vec<OpenDate> {
        let mut out: Vec<OpenDate> = Vec::new();
        for at in 0..self.tokens.len() {
            if taken[at] || self.tokens[at].kind != Kind::Number {
                continue;
            }
            let Some((pieces, mark, length)) = self.three_pieces(at) else {
                continue;
            };
            let readings = readings(&pieces, self.lang);
            let is_short = readings
                .first()
                .is_some_and(|reading| reading.other_year.is_some());
            if readings.is_empty() || (is_short && !self.may_be_short(at, &mark)) {
                continue;
            }
            taken[at..at + length].fill(true);
            out.push(OpenDate {
                tokens: at..at + length,
                readings,
            });
        }
        out
    }

    /// Three figures with the same mark between: each with its place, the mark, how many tokens.
    #[expect(clippy::type_complexity, reason = "the tuple is taken apart where it is made")]
    fn three_pieces(&self, at: usize) -> Option<([(&str, Span); 3], String, usize)> {
        let token = &self.tokens[at];
        let goes_on = |end: usize, mark: &str| {
            let behind = self.folded(end) == mark && self.touch(end - 1, end);
            let more = self
                .tokens
                .get(end + 1)
                .is_some_and(|next| next.kind == Kind::Number)
                && self.touch(end, end + 1);
            let before = at > 0 && self.before(at, 1) == mark && self.touch(at - 1, at);
            (behind && more) || before
        };
        let dotted: Vec<&str> = token.folded.split('.').collect();
        if let &[first, second, third] = dotted.as_slice() {
            let raw = token.span.of(self.text);
            let marks: Vec<usize> = raw
                .match_indices('.')
                .map(|(at, _)| token.span.start + at)
                .collect();
            let &[one, two] = marks.as_slice() else {
                return None;
            };
            let pieces = [
                (first, Span::new(token.span.start, one)),
                (second, Span::new(one + 1, two)),
                (third, Span::new(two + 1, token.span.end)),
            ];
            return (!goes_on(at + 1, ".")).then(|| (pieces, ".".to_owned(), 1));
        }
        let mark = self.folded(at + 1);
        let same_mark = matches!(mark, "/" | "-" | "؍" | "‐" | "‑" | "⁄") && self.folded(at + 3) == mark;
        let close = (at..at + 4).all(|left| self.touch(left, left + 1));
        if !same_mark || !close || goes_on(at + 5, mark) {
            return None;
        }
        let piece = |at: usize| Some((self.folded(at), self.tokens.get(at)?.span));
        Some(([piece(at)?, piece(at + 2)?, piece(at + 4)?], mark.to_owned(), 5))
    }

    /// May three figures with two for the year be a date? Versions, scores and numbers of articles
    /// look alike; only a slash needs no word of date before it.
    fn may_be_short(&self, at: usize, mark: &str) -> bool {
        let before = self.before(at, 1);
        let version = |word: &str| {
            matches!(
                word,
                "version"
                    | "v"
                    | "release"
                    | "النسخه"
                    | "نسخه"
                    | "اصدار"
                    | "الاصدار"
                    | "الماده"
                    | "ماده"
                    | "article"
                    | "section"
                    | "الفقره"
                    | "القسم"
            )
        };
        let dated = matches!(
            before,
            "في" | "بتاريخ"
                | "تاريخ"
                | "يوم"
                | "منذ"
                | "حتي"
                | "من"
                | "الي"
                | "بين"
                | "و"
                | "المورخ"
                | "الموافق"
                | "المءرخ"
                | "قبل"
                | "بعد"
                | "on"
                | "dated"
                | "date"
                | "since"
                | "until"
                | "till"
                | "of"
                | "from"
                | "to"
                | "between"
                | "before"
                | "after"
                | "by"
                | "and"
                | "("
                | ":"
                | "،"
                | ","
        ) || at == 0;
        let named = version(before) || version(self.before(at, 2));
        !named && (matches!(mark, "/" | "؍" | "⁄") || dated)
    }
}

/// All that three figures may mean as a date, the likeliest first.
fn readings(pieces: &[(&str, Span); 3], lang: Lang) -> Vec<Reading> {
    let lengths = pieces.map(|piece| piece.0.len());
    let is_plain = pieces
        .iter()
        .all(|piece| piece.0.bytes().all(|byte| byte.is_ascii_digit()));
    // Where year, month and day stand, by the order that is likeliest.
    let orders: &[[usize; 3]] = match lengths {
        [4, 1 | 2, 1 | 2] | [2, 1 | 2, 1] => &[[0, 1, 2]],
        [1 | 2, 1 | 2, 4] | [1, 1 | 2, 2] => &[[2, 1, 0], [2, 0, 1]],
        [2, 1 | 2, 2] => &[[2, 1, 0], [2, 0, 1], [0, 1, 2]],
        _ => &[],
    };
    let mut out: Vec<Reading> = Vec::new();
    for &[year, month, day] in orders.iter().filter(|_| is_plain) {
        let value = |at: usize| pieces[at].0.parse::<u16>().unwrap_or(0);
        let (written, month_value, day_value) = (value(year), value(month), value(day));
        let is_short = pieces[year].0.len() == 2;
        let is_date = (1..=12).contains(&month_value)
            && (1..=31).contains(&day_value)
            && (is_short || (1000..2200).contains(&written));
        // Arabic text puts the month first in no full date that can be read otherwise.
        let foreign = lang == Lang::Arabic && !is_short && month < day && year == 2 && !out.is_empty();
        if !is_date || foreign {
            continue;
        }
        let century = if !is_short {
            0
        } else if written <= 40 {
            2000
        } else {
            1900
        };
        out.push(Reading {
            year: f64::from(century + written),
            other_year: is_short.then(|| f64::from(if century == 2000 { 1900 } else { 2000 } + written)),
            month: month_value as u8,
            day: f64::from(day_value),
            spans: [pieces[year].1, pieces[month].1, pieces[day].1],
        });
    }
    out.dedup_by(|a, b| {
        a.year.total_cmp(&b.year).is_eq() && a.month == b.month && a.day.total_cmp(&b.day).is_eq()
    });
    out
}
