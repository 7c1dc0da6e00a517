//! The quantities of both sides laid side by side.
//!
//! Every number of one side looks for an answer on the other, in tiers: the same value with the
//! same role and unit, the same value, a repeated mention, a right conversion, figures joined
//! (`116 123` and `116123`), a magnitude that holds it. What is left over on both sides is paired
//! by likeness and place; such a pair is a [`Fault`], and each fault belongs to one check.

use std::ops::Range;

use crate::lexicon::numbers::{Form, Number, Role, Weight, same};
use crate::lexicon::quantities::{Quantities, Quantity};
use crate::lexicon::units::{self, Dimension};
use crate::text::{Kind as Script, Lang, Token};

/// Which check a fault belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The values differ.
    Number,
    /// They differ by a power of ten, or two digits are exchanged.
    Scale,
    /// They are the day or the year of a date.
    Date,
    /// They are times of day.
    Time,
    /// The values agree and the units do not, or a conversion is wrong.
    Unit,
    /// They are magnitudes: dozens, hundreds, millions.
    Quantifier,
}

/// A number of each side that should agree and do not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fault {
    /// Which check reports it.
    pub kind: Kind,
    /// Index into the Arabic numbers.
    pub arabic: usize,
    /// Index into the English numbers.
    pub english: usize,
    /// How sure it is.
    pub confidence: f32,
}

impl Fault {
    /// The index on the side of this language.
    pub fn index(&self, lang: Lang) -> usize {
        match lang {
            Lang::Arabic => self.arabic,
            Lang::English => self.english,
        }
    }
}

/// Both sides, read and compared.
#[derive(Debug, Clone, Default)]
pub struct Amounts {
    /// The Arabic side.
    pub arabic: Quantities,
    /// The English side.
    pub english: Quantities,
    /// What does not agree, in the order of the Arabic.
    pub faults: Vec<Fault>,
    /// Numbers that answer each other: indices, Arabic first.
    pub answered: Vec<(usize, usize)>,
    /// Firm numbers that nothing answers and that are in no fault: language and index.
    pub alone: Vec<(Lang, usize)>,
}

impl Amounts {
    /// The quantities of one side.
    pub fn side(&self, lang: Lang) -> &Quantities {
        match lang {
            Lang::Arabic => &self.arabic,
            Lang::English => &self.english,
        }
    }

    /// The tokens of the two sides, Arabic first, that say one number or date.
    pub fn equal_tokens(&self) -> Vec<[Range<usize>; 2]> {
        let numbers = self.answered.iter().filter_map(|&(i, j)| {
            let (a, e) = (self.arabic.numbers.get(i)?, self.english.numbers.get(j)?);
            Some([a.number.tokens.clone(), e.number.tokens.clone()])
        });
        let dates = self.arabic.dates.iter().flat_map(|a| {
            let same = self.english.dates.iter().filter(move |e| a.named == e.named);
            same.map(|e| [a.tokens.clone(), e.tokens.clone()])
        });
        numbers.chain(dates).collect()
    }

    /// The quantity that a fault names on one side.
    pub fn of(&self, fault: &Fault, lang: Lang) -> Option<&Quantity> {
        self.side(lang).numbers.get(fault.index(lang))
    }
}

/// Compares what was read; the Arabic tokens tell of duals.
pub fn compare(mut arabic: Quantities, mut english: Quantities, arabic_tokens: &[Token]) -> Amounts {
    arabic.settle_dates(&english);
    english.settle_dates(&arabic);
    let mut matching = Matching::new(&arabic, &english);
    matching.run(arabic_tokens);
    let mut faults = unit_faults(&arabic, &english, &matching.measured);
    let alone = matching.pair_leftovers(&mut faults);
    let answered = matching.answered;
    faults.sort_by_key(|fault| (fault.arabic, fault.english, fault.kind));
    Amounts {
        arabic,
        english,
        faults,
        answered,
        alone,
    }
}

/// Who has been answered so far.
struct Matching<'q> {
    arabic: &'q Quantities,
    english: &'q Quantities,
    arabic_met: Vec<bool>,
    english_met: Vec<bool>,
    /// Met only by a number that another one had met: (language, index).
    again: Vec<(Lang, usize)>,
    /// Answered as a part of an amount of several pieces.
    measured: Vec<(Lang, usize)>,
    /// Who answers whom, Arabic first.
    answered: Vec<(usize, usize)>,
}

type Tier = fn(&Quantity, &Quantity) -> bool;

impl<'q> Matching<'q> {
    fn new(arabic: &'q Quantities, english: &'q Quantities) -> Matching<'q> {
        Matching {
            arabic_met: vec![false; arabic.numbers.len()],
            english_met: vec![false; english.numbers.len()],
            again: Vec::new(),
            measured: Vec::new(),
            answered: Vec::new(),
            arabic,
            english,
        }
    }

    fn run(&mut self, arabic_tokens: &[Token]) {
        let tiers: [Tier; 3] = [is_twin, same_number, is_conversion];
        for tier in tiers {
            self.tier(tier);
        }
        self.full_dates();
        self.measures();
        self.repeats();
        self.joined_figures();
        self.tier(is_loosely_equal);
        self.unsaid_scales();
        self.figures_in_words();
        self.duals(arabic_tokens);
    }

    fn tier(&mut self, fits: Tier) {
        for (i, a) in self.arabic.numbers.iter().enumerate() {
            if self.arabic_met[i] {
                continue;
            }
            let found = self
                .english
                .numbers
                .iter()
                .enumerate()
                .position(|(j, e)| !self.english_met[j] && fits(a, e));
            if let Some(j) = found {
                self.arabic_met[i] = true;
                self.english_met[j] = true;
                self.answered.push((i, j));
            }
        }
    }

    /// A Hijri date and the Gregorian date of the same day (or the next) answer each other.
    fn full_dates(&mut self) {
        let (arabic, english) = (self.arabic.full_dates(), self.english.full_dates());
        for a in &arabic {
            for e in &english {
                if a.hijri != e.hijri && (a.day_number - e.day_number).abs() <= 1 {
                    for at in [a.day, a.year] {
                        self.arabic_met[at] = true;
                    }
                    for at in [e.day, e.year] {
                        self.english_met[at] = true;
                    }
                }
            }
        }
    }

    /// The same amount in other pieces: ساعة إلا عشر, fifty minutes.
    fn measures(&mut self) {
        for a in &self.arabic.measures {
            for e in &self.english.measures {
                let same_amount =
                    a.dimension == e.dimension && (a.base - e.base).abs() <= 0.015 * e.base.abs();
                if same_amount && (a.compound || e.compound) {
                    for &at in &a.numbers {
                        self.arabic_met[at] = true;
                        self.measured.push((Lang::Arabic, at));
                    }
                    for &at in &e.numbers {
                        self.english_met[at] = true;
                        self.measured.push((Lang::English, at));
                    }
                }
            }
        }
    }

    /// `sixty-five million … 28 million` and خمسة وستين مليون … ثمانية وعشرين: who speaks of
    /// millions need not say so twice.
    fn unsaid_scales(&mut self) {
        let (arabic, english) = (self.arabic, self.english);
        for (i, a) in arabic.numbers.iter().enumerate() {
            for (j, e) in english.numbers.iter().enumerate() {
                if !self.arabic_met[i]
                    && !self.english_met[j]
                    && (is_unsaid(a, e, arabic) || is_unsaid(e, a, english))
                {
                    self.arabic_met[i] = true;
                    self.english_met[j] = true;
                }
            }
        }
    }

    /// A number said twice on one side and once on the other is answered.
    fn repeats(&mut self) {
        for (i, a) in self.arabic.numbers.iter().enumerate() {
            for (j, e) in self.english.numbers.iter().enumerate() {
                let alike = is_rank(a) == is_rank(e);
                if (self.arabic_met[i] != self.english_met[j]) && alike && same_number(a, e) {
                    self.again.push(if self.arabic_met[i] {
                        (Lang::English, j)
                    } else {
                        (Lang::Arabic, i)
                    });
                    self.arabic_met[i] = true;
                    self.english_met[j] = true;
                }
            }
        }
    }

    /// `116 123` and `116123`.
    fn joined_figures(&mut self) {
        let arabic = joined(self.arabic);
        let english = joined(self.english);
        for (value, range) in &arabic {
            if self.english.numbers.iter().any(|e| same(e.number.value, *value))
                || english.iter().any(|(other, _)| same(*other, *value))
            {
                self.arabic_met[range.clone()].fill(true);
            }
        }
        for (value, range) in &english {
            if self.arabic.numbers.iter().any(|a| same(a.number.value, *value)) {
                self.english_met[range.clone()].fill(true);
            }
        }
        for (value, range) in &english {
            for (j, e) in self.arabic.numbers.iter().enumerate() {
                if same(e.number.value, *value) {
                    self.arabic_met[j] = true;
                    self.english_met[range.clone()].fill(true);
                }
            }
        }
        for (value, _) in &arabic {
            for (j, e) in self.english.numbers.iter().enumerate() {
                if same(e.number.value, *value) {
                    self.english_met[j] = true;
                }
            }
        }
    }

    fn figures_in_words(&mut self) {
        for (met, numbers, others) in [
            (&mut self.arabic_met, &self.arabic.numbers, &self.english.in_words),
            (
                &mut self.english_met,
                &self.english.numbers,
                &self.arabic.in_words,
            ),
        ] {
            for (met, quantity) in met.iter_mut().zip(numbers) {
                *met |= others.iter().any(|&value| same(value, quantity.number.value));
            }
        }
    }

    /// An English two that an Arabic dual may answer: سيارتين, الدولتان.
    fn duals(&mut self, tokens: &[Token]) {
        let ends = |endings: &[&str]| {
            tokens.iter().any(|token| {
                token.kind == Script::Arabic
                    && token.folded.len() >= 10
                    && endings.iter().any(|ending| token.folded.ends_with(ending))
            })
        };
        for (met, quantity) in self.english_met.iter_mut().zip(&self.english.numbers) {
            let number = &quantity.number;
            let two = same(number.value, 2.0) && number.role == Role::Count;
            if !*met && two {
                let all_met = self.arabic_met.iter().all(|&met| met);
                *met = ends(&["تين", "تان"]) || (all_met && ends(&["تا", "تي", "ان", "ين"]));
            }
        }
    }

    /// Pairs what nothing answered; the rest is returned as alone.
    fn pair_leftovers(&self, faults: &mut Vec<Fault>) -> Vec<(Lang, usize)> {
        let has_roman = |met: &[bool], quantities: &Quantities| {
            let mut open = met.iter().zip(&quantities.numbers).filter(|(met, _)| !**met);
            open.any(|(_, quantity)| {
                quantity.number.form == Form::Roman && quantity.number.weight == Weight::Firm
            })
        };
        let left = |met: &[bool], quantities: &Quantities, roman: bool| -> Vec<usize> {
            met.iter()
                .enumerate()
                .filter(|&(i, &met)| !met && may_be_paired(&quantities.numbers[i].number, roman))
                .map(|(i, _)| i)
                .collect()
        };
        let mut arabic = left(
            &self.arabic_met,
            self.arabic,
            has_roman(&self.english_met, self.english),
        );
        let mut english = left(
            &self.english_met,
            self.english,
            has_roman(&self.arabic_met, self.arabic),
        );
        while let Some((fault, x, y)) = self.best_pair(&arabic, &english) {
            faults.push(fault);
            arabic.remove(x);
            english.remove(y);
        }
        let firm = |numbers: &[Quantity], left: &mut Vec<usize>| {
            left.retain(|&index| numbers[index].number.weight == Weight::Firm);
        };
        firm(&self.arabic.numbers, &mut arabic);
        firm(&self.english.numbers, &mut english);
        self.pair_with_repeated(&mut arabic, &mut english, faults);
        arabic
            .into_iter()
            .map(|i| (Lang::Arabic, i))
            .chain(english.into_iter().map(|j| (Lang::English, j)))
            .collect()
    }

    /// A number that nothing answers, where the other side says another number once too often:
    /// Channel 1 and Channel 7 rendered as Channel 1 and Channel 1.
    fn pair_with_repeated(&self, arabic: &mut Vec<usize>, english: &mut Vec<usize>, faults: &mut Vec<Fault>) {
        let again = |lang: Lang| -> Vec<usize> {
            let numbers = |&(own, at): &(Lang, usize)| (own == lang).then_some(at);
            self.again.iter().filter_map(numbers).collect()
        };
        let (mut arabic_again, mut english_again) = (again(Lang::Arabic), again(Lang::English));
        for (left, others, is_arabic) in [
            (arabic, &mut english_again, true),
            (english, &mut arabic_again, false),
        ] {
            left.retain(|&index| {
                let one = [index];
                let best = if is_arabic {
                    self.best_pair(&one, others).map(|(fault, _, y)| (fault, y))
                } else {
                    self.best_pair(others, &one).map(|(fault, x, _)| (fault, x))
                };
                let Some((mut fault, at)) = best.filter(|(fault, _)| self.is_one_sort(fault)) else {
                    return true;
                };
                others.remove(at);
                fault.confidence -= 0.1;
                faults.push(fault);
                false
            });
        }
    }

    /// Are the two of a fault written alike, with the same unit or none?
    fn is_one_sort(&self, fault: &Fault) -> bool {
        let (a, e) = (
            &self.arabic.numbers[fault.arabic],
            &self.english.numbers[fault.english],
        );
        let units = match (a.unit, e.unit) {
            (Some(a), Some(e)) => units::may_be(a.unit, e.unit),
            (None, None) => true,
            _ => false,
        };
        a.number.role == e.number.role && a.in_date == e.in_date && units
    }

    fn best_pair(&self, arabic: &[usize], english: &[usize]) -> Option<(Fault, usize, usize)> {
        let mut best: Option<(f64, Fault, usize, usize)> = None;
        for (x, &i) in arabic.iter().enumerate() {
            for (y, &j) in english.iter().enumerate() {
                let (a, e) = (&self.arabic.numbers[i], &self.english.numbers[j]);
                let Some((kind, likeness)) = relation(a, e) else {
                    continue;
                };
                let place = |index: usize, of: &Quantities| index as f64 / of.numbers.len().max(1) as f64;
                let score = likeness - (place(i, self.arabic) - place(j, self.english)).abs();
                if best.as_ref().is_none_or(|(known, ..)| score > *known) {
                    let fault = Fault {
                        kind,
                        arabic: i,
                        english: j,
                        confidence: confidence(a, e),
                    };
                    best = Some((score, fault, x, y));
                }
            }
        }
        best.map(|(_, fault, x, y)| (fault, x, y))
    }
}

/// May a number that nothing answers be the fault of another one?
/// With a Roman numeral on the other side any ordinal may: الثاني of a king.
fn may_be_paired(number: &Number, roman: bool) -> bool {
    number.weight >= Weight::Loose || (roman && number.role == Role::Ordinal && number.form != Form::Roman)
}

/// Runs of figures side by side, as the number their digits make together.
fn joined(quantities: &Quantities) -> Vec<(f64, std::ops::Range<usize>)> {
    let numbers = &quantities.numbers;
    let mut out = Vec::new();
    for start in 0..numbers.len() {
        let mut value = numbers[start].number.value;
        for end in start + 1..numbers.len().min(start + 5) {
            let (last, next) = (&numbers[end - 1].number, &numbers[end].number);
            let plain = |number: &Number| number.form == Form::Digits && number.parts.len() == 1;
            let length = next.span.len();
            let near = next.tokens.start <= last.tokens.end + 1 && next.span.start <= last.span.end + 2;
            if !plain(last) || !plain(next) || !near || length > 6 || next.value.fract() != 0.0 {
                break;
            }
            value = value * 10f64.powi(length as i32) + next.value;
            if value >= 10_000.0 {
                out.push((value, start..end + 1));
            }
        }
    }
    out
}

/// The same value, role and unit.
fn is_twin(a: &Quantity, e: &Quantity) -> bool {
    let unit = match (a.unit, e.unit) {
        (Some(a), Some(e)) => units::may_be(a.unit, e.unit),
        (None, None) => true,
        _ => false,
    };
    unit && a.number.role == e.number.role && same_number(a, e)
}

/// The scale that a number ends with: 1,000 of ستين ألفا.
fn scale_of(number: &Number) -> Option<f64> {
    let scale = number.parts.last()?.value;
    (scale >= 1000.0 && number.parts.len() > 1).then_some(scale)
}

/// Does `short` leave out the scale of `long` that its own side says of another number, in a word
/// or in the noughts of a figure?
fn is_unsaid(short: &Quantity, long: &Quantity, own: &Quantities) -> bool {
    let (x, y) = (&short.number, &long.number);
    let factor = y.value / x.value;
    let said = [1e3, 1e6, 1e9]
        .into_iter()
        .find(|scale| same(*scale, factor))
        .filter(|_| {
            x.role == Role::Count && y.role == Role::Count && scale_of(x).is_none() && x.value < 1000.0
        });
    said.is_some_and(|scale| {
        own.numbers.iter().any(|other| {
            scale_of(&other.number).is_some_and(|of| same(of, scale)) || is_round(&other.number, scale)
        })
    })
}

fn is_round(number: &Number, scale: f64) -> bool {
    let of = number.value / scale;
    number.form == Form::Digits && number.role == Role::Count && of >= 1.0 && of.fract() == 0.0
}

fn is_rank(quantity: &Quantity) -> bool {
    quantity.number.role == Role::Ordinal
}

fn same_number(a: &Quantity, e: &Quantity) -> bool {
    a.number.may_equal(&e.number)
}

/// One is the other in another unit.
fn is_conversion(a: &Quantity, e: &Quantity) -> bool {
    let (Some(from), Some(to)) = (a.unit, e.unit) else {
        return false;
    };
    if from.unit.name == to.unit.name {
        return false;
    }
    units::convert(a.number.value, from.unit, to.unit)
        .is_some_and(|exact| units::is_rounding(e.number.value, exact))
        || units::convert(e.number.value, to.unit, from.unit)
            .is_some_and(|exact| units::is_rounding(a.number.value, exact))
}

/// A part against percents (half, 50 %), a magnitude against a count within it, the hundreds of a
/// year against a century, words of a time against figures.
fn is_loosely_equal(a: &Quantity, e: &Quantity) -> bool {
    let one_way = |a: &Quantity, e: &Quantity| {
        let (x, y) = (a.number.value, e.number.value);
        match (a.number.role, e.number.role) {
            (Role::Fraction, Role::Percent) => (x * 100.0 - y).abs() < 1.01,
            // أربعة ونص is 4:30 too.
            // Four minutes past, of an hour that was said before.
            (Role::Count, Role::Clock) if a.unit.is_some_and(|unit| unit.unit.name == "minute") => {
                same((y.fract() * 100.0).round(), x)
            }
            (Role::Count, Role::Clock) => same(x, y.floor() + y.fract() / 0.6),
            (Role::Fraction, Role::Count | Role::Ordinal) => same(1.0 / x, y) || same(y.fract(), x),
            (Role::Count, Role::Year) => x < 100.0 && a.number.form == Form::Words && same(y % 100.0, x),
            (Role::Vague, Role::Count | Role::Year) if x < 10.0 => (2.0..20.0).contains(&y),
            (Role::Vague, Role::Count | Role::Year) => y >= x && y < x * 1000.0,
            (Role::Decade, Role::Year) => (y - x).abs() < 10.0,
            _ => false,
        }
    };
    one_way(a, e) || one_way(e, a)
}

/// Values that agree with units that do not, after each number has met its twin.
fn unit_faults(arabic: &Quantities, english: &Quantities, measured: &[(Lang, usize)]) -> Vec<Fault> {
    let mut met: Vec<bool> = (0..arabic.numbers.len())
        .map(|at| measured.contains(&(Lang::Arabic, at)))
        .collect();
    let mut left = Vec::new();
    let open = |&(j, _): &(usize, &Quantity)| !measured.contains(&(Lang::English, j));
    for (j, e) in english.numbers.iter().enumerate().filter(open) {
        let twin = (0..met.len()).find(|&i| !met[i] && is_twin(&arabic.numbers[i], e));
        match twin {
            Some(i) => met[i] = true,
            None => left.push(j),
        }
    }
    let mut out: Vec<Fault> = Vec::new();
    for j in left {
        let e = &english.numbers[j];
        let other = (0..met.len()).find(|&i| !met[i] && is_other_unit(&arabic.numbers[i], e));
        let answered = arabic
            .numbers
            .iter()
            .any(|a| same_number(a, e) && has_same_unit(a, e));
        let repeated = english.numbers[..j].iter().any(|before| is_twin(before, e));
        if let Some(i) = other.filter(|_| !answered || !repeated) {
            met[i] = true;
            out.push(Fault {
                kind: Kind::Unit,
                arabic: i,
                english: j,
                confidence: 0.93,
            });
        }
    }
    out
}

fn has_same_unit(a: &Quantity, e: &Quantity) -> bool {
    match (a.unit, e.unit) {
        (Some(a), Some(e)) => units::may_be(a.unit, e.unit),
        _ => false,
    }
}

/// The same value in another unit of the same dimension.
fn is_other_unit(a: &Quantity, e: &Quantity) -> bool {
    let (Some(theirs), Some(mine)) = (a.unit, e.unit) else {
        return false;
    };
    theirs.unit.dimension == mine.unit.dimension
        && mine.unit.dimension != Dimension::Share
        && !units::may_be(theirs.unit, mine.unit)
        && same_number(a, e)
}

/// What the leftover pair would be, and how alike its two are; none if they have nothing to do
/// with each other.
fn relation(a: &Quantity, e: &Quantity) -> Option<(Kind, f64)> {
    let (x, y) = (&a.number, &e.number);
    let dated = |quantity: &Quantity| quantity.in_date || quantity.is_year();
    let mut likeness = 0.0;
    likeness += if x.role == y.role { 2.0 } else { 0.0 };
    likeness += if x.form == y.form { 1.0 } else { 0.0 };
    likeness += if has_same_unit(a, e) { 2.0 } else { 0.0 };
    let kind = match (x.role, y.role) {
        _ if dated(a) && dated(e) && (a.is_year() == e.is_year() || a.in_date == e.in_date) => Kind::Date,
        (Role::Clock, Role::Clock) if is_bare_hour(a) && is_bare_hour(e) => Kind::Number,
        (Role::Clock, Role::Clock) => Kind::Time,
        (Role::Ordinal, Role::Clock) | (Role::Clock, Role::Ordinal) if x.value.max(y.value) < 13.0 => {
            Kind::Time
        }
        (Role::Count, Role::Ordinal) if x.definite => Kind::Number,
        (Role::Vague, Role::Vague) => Kind::Quantifier,
        (Role::Ordinal, Role::Ordinal) | (Role::Decade, Role::Decade) | (Role::Fraction, Role::Fraction) => {
            Kind::Number
        }
        (
            Role::Count | Role::Percent | Role::Year | Role::Clock,
            Role::Count | Role::Percent | Role::Year | Role::Clock,
        ) => number_kind(a, e),
        _ => return None,
    };
    Some((kind, likeness))
}

/// A clock time of a plain figure: its value is a number like others.
fn is_bare_hour(quantity: &Quantity) -> bool {
    quantity.number.form == Form::Digits
        && quantity.number.value.fract() == 0.0
        && quantity.number.tokens.len() == 1
}

fn number_kind(a: &Quantity, e: &Quantity) -> Kind {
    let (x, y) = (a.number.value, e.number.value);
    let converted = match (a.unit, e.unit) {
        (Some(from), Some(to)) if from.unit.name != to.unit.name => units::convert(x, from.unit, to.unit),
        _ => None,
    };
    if converted.is_some_and(|exact| (y / exact - 1.0).abs() < 0.25) {
        return Kind::Unit;
    }
    let is_scale = x > 0.0 && y > 0.0 && {
        let power = (x / y).log10();
        (power - power.round()).abs() < 1e-9 && power.abs() > 0.5
    };
    if is_scale || is_digit_swap(x, y) {
        Kind::Scale
    } else {
        Kind::Number
    }
}

/// Are the digits of one those of the other with two exchanged (or the point moved)?
fn is_digit_swap(x: f64, y: f64) -> bool {
    let digits = |value: f64, trim: bool| -> Vec<u8> {
        let mut value = value;
        while value.fract() != 0.0 && value < 1e12 {
            value *= 10.0;
        }
        let mut digits: Vec<u8> = format!("{value:.0}").into_bytes();
        while trim && digits.len() > 1 && digits.last() == Some(&b'0') {
            digits.pop();
        }
        digits
    };
    [true, false].into_iter().any(|trim| {
        let (a, b) = (digits(x, trim), digits(y, trim));
        if a.len() != b.len() || a.len() < 2 {
            return false;
        }
        let differing: Vec<usize> = (0..a.len()).filter(|&i| a[i] != b[i]).collect();
        match differing.as_slice() {
            [i, j] => a[*i] == b[*j] && a[*j] == b[*i],
            _ => false,
        }
    })
}

/// Does a number that nothing answers make a finding of its own?
///
/// Figures do, and words from three up that are plainly a count; ordinals, magnitudes, fractions
/// and times have too many other ways of being said.
pub fn is_telling(quantity: &Quantity) -> bool {
    let number = &quantity.number;
    match (number.form, number.role) {
        (Form::Digits, Role::Count | Role::Percent | Role::Year) => number.value > 2.5,
        (Form::Words, Role::Count | Role::Percent) => {
            number.value > 2.5 && !number.definite && !(number.parts.len() == 1 && number.value >= 1000.0)
        }
        _ => false,
    }
}

/// How sure it is that the two of a leftover pair should agree.
fn confidence(a: &Quantity, e: &Quantity) -> f32 {
    let (x, y) = (&a.number, &e.number);
    // باتناشر and twelve thousand: who speaks of thousands may leave them out.
    let factor = (x.value / y.value).max(y.value / x.value);
    let short = if x.value < y.value { x } else { y };
    let unsaid = [1e3, 1e6, 1e9].into_iter().any(|scale| same(scale, factor));
    if unsaid && short.form == Form::Words && scale_of(short).is_none() {
        return 0.55;
    }
    let mut sure: f32 = if x.form == y.form { 0.92 } else { 0.9 };
    if x.role != y.role {
        sure -= 0.2;
    }
    if x.weight == Weight::Soft || y.weight == Weight::Soft {
        sure -= 0.1;
    }
    sure
}
