//! A number in the making: takes one word after another as long as the language allows them to
//! form one number.
//!
//! A unit stands before tens with `و` in Arabic, tens before a unit in English, a scale after a
//! count, lower groups after higher ones. What does not fit begins a new number.

use crate::lexicon::numbers::{Role, Word};
use crate::text::Lang;

/// What “few” and “several” count as: no whole number, so that only each other answers them.
const FEW: f64 = 3.5;

/// How a word stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// Side by side, or with a hyphen between.
    Next,
    /// With “and” or و between.
    And,
}

/// The kind of the word that was taken last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Last {
    Nothing,
    Digits,
    Unit,
    Teen,
    Tens,
    Hundred,
    Scale,
    Half,
    /// With places behind the point.
    Decimal,
    Ordinal,
    Done,
}

/// A number in the making.
#[derive(Debug)]
pub(super) struct Sum {
    pub(super) lang: Lang,
    /// What the scales so far have made.
    pub(super) total: f64,
    /// The group below the last scale.
    pub(super) group: f64,
    /// The lowest scale so far.
    pub(super) low: f64,
    pub(super) last: Last,
    pub(super) role: Role,
    pub(super) soft: bool,
    pub(super) dual: bool,
    /// Did it begin with a figure?
    pub(super) figures: bool,
    pub(super) others: Vec<f64>,
}

impl Sum {
    pub(super) fn new(lang: Lang) -> Sum {
        Sum {
            lang,
            total: 0.0,
            group: 0.0,
            low: f64::INFINITY,
            last: Last::Nothing,
            role: Role::Count,
            soft: false,
            dual: false,
            figures: false,
            others: Vec::new(),
        }
    }

    pub(super) fn value(&self) -> f64 {
        self.total + self.group
    }

    /// Begins with this word; false if no number begins with it.
    pub(super) fn begin(&mut self, word: Word) -> bool {
        let (value, last) = match word {
            Word::Unit(v) | Word::Short(v) => (v, Last::Unit),
            Word::Ten => (10.0, Last::Teen),
            Word::Teen(v) => (v, Last::Teen),
            Word::Tens(v) => (v, Last::Tens),
            Word::Hundred(v) => (v, Last::Hundred),
            Word::SpokenHundred => {
                self.soft = true;
                (100.0, Last::Hundred)
            }
            Word::Scale(v) => self.begin_scale(1.0, v),
            Word::Counted(count, v) => self.begin_scale(count, v),
            // Which of the two it is, the reader tells by what follows.
            Word::OneOrTwo(v) => {
                self.others.push(2.0 * v);
                self.begin_scale(1.0, v)
            }
            Word::Fractions(_) | Word::Point => return false,
            _ => self.begin_whole(word),
        };
        self.group = value;
        self.last = last;
        true
    }

    fn begin_scale(&mut self, count: f64, scale: f64) -> (f64, Last) {
        self.low = scale;
        self.total = count * scale;
        (0.0, Last::Scale)
    }

    /// A word of another role than a count, or one that nothing is added to.
    fn begin_whole(&mut self, word: Word) -> (f64, Last) {
        let (role, soft) = match word {
            Word::Scales(_) | Word::Vague(_) => (Role::Vague, false),
            Word::Few => (Role::Vague, true),
            Word::Ordinal(_) | Word::Rank(_) => (Role::Ordinal, false),
            Word::Fraction(_) => (Role::Fraction, true),
            Word::Decade(_) => (Role::Decade, false),
            Word::Soft(_) => (Role::Count, true),
            _ => (Role::Count, false),
        };
        (self.role, self.soft) = (role, soft);
        self.dual = matches!(word, Word::Dual);
        let last = match word {
            Word::Ordinal(_) => Last::Ordinal,
            Word::Fraction(_) => Last::Half,
            _ => Last::Done,
        };
        (value_of(word), last)
    }

    /// Takes one more word if it fits.
    pub(super) fn take(&mut self, word: Word, joint: Joint) -> bool {
        match word {
            Word::Unit(v) | Word::Short(v) => self.take_unit(v, joint),
            Word::Ten if self.lang == Lang::Arabic && joint == Joint::Next => self.take_arabic_ten(),
            Word::Ten => self.take_small(10.0, Last::Teen, joint),
            Word::Teen(v) => self.take_small(v, Last::Teen, joint),
            Word::Tens(v) => self.take_tens(v, joint),
            Word::Hundred(v) => self.take_hundred(v, joint),
            Word::SpokenHundred => self.take_hundred(100.0, joint),
            Word::Scale(v) | Word::Scales(v) | Word::OneOrTwo(v) => self.take_scale(v, joint),
            Word::Counted(count, v) => {
                let fits = self.last == Last::Scale && joint == Joint::And && v < self.low;
                if fits {
                    self.add(count * v);
                    self.low = v;
                }
                fits
            }
            Word::Fraction(v) => self.take_fraction(v, joint),
            Word::Fractions(v) => {
                let fits = matches!(self.last, Last::Unit | Last::Digits) && joint == Joint::Next;
                if fits {
                    self.group *= v;
                    self.role = Role::Fraction;
                    self.last = Last::Done;
                }
                fits
            }
            Word::Ordinal(v) => self.take_ordinal(v, joint),
            Word::Vague(_)
            | Word::Decade(_)
            | Word::Few
            | Word::Soft(_)
            | Word::Dual
            | Word::Point
            | Word::Rank(_) => false,
        }
    }

    /// Adds to the group; other values grow with it.
    fn add(&mut self, v: f64) {
        self.group += v;
        for other in &mut self.others {
            *other += v;
        }
        self.soft &= self.last != Last::Hundred;
    }

    /// Twenty-first, one hundred and first, two hundredth; `the one and twentieth` of old texts.
    fn take_ordinal(&mut self, v: f64, joint: Joint) -> bool {
        if self.lang != Lang::English {
            return false;
        }
        let added = match self.last {
            Last::Tens => v < 10.0 && joint == Joint::Next,
            Last::Hundred | Last::Scale => v < 100.0,
            Last::Unit => joint == Joint::And && (20.0..100.0).contains(&v) && self.total == 0.0,
            _ => false,
        };
        let multiplied = self.last == Last::Unit && joint == Joint::Next && v >= 100.0;
        if added {
            self.add(v);
        } else if multiplied {
            self.group *= v;
        }
        if added || multiplied {
            self.role = Role::Ordinal;
            self.soft = false;
            self.last = Last::Done;
        }
        added || multiplied
    }

    /// An ordinal that بعد المئة follows: الحادية والثلاثون بعد المئة.
    pub(super) fn take_after_hundred(&mut self, v: f64) -> bool {
        let fits = self.lang == Lang::Arabic && self.value() >= 1.0 && self.value() < 100.0 && v >= 100.0;
        if fits {
            self.add(v);
            self.role = Role::Ordinal;
            self.soft = false;
            self.last = Last::Done;
        }
        fits
    }

    /// Places behind a spoken point, as digits: `5` behind سبعة فاصلة makes 7.5.
    pub(super) fn take_places(&mut self, places: &str) -> bool {
        let counted = matches!(
            self.last,
            Last::Unit | Last::Teen | Last::Tens | Last::Hundred | Last::Digits
        );
        let Ok(part) = format!("0.{places}").parse::<f64>() else {
            return false;
        };
        if counted && self.group.fract() == 0.0 {
            self.add(part);
            self.others.clear();
            self.soft = false;
            self.last = Last::Decimal;
        }
        counted
    }

    fn take_unit(&mut self, v: f64, joint: Joint) -> bool {
        let fits = match (self.last, joint, self.lang) {
            (Last::Tens, Joint::Next, Lang::English) | (Last::Hundred | Last::Scale, Joint::And, _) => {
                v > 0.0
            }
            (Last::Hundred | Last::Scale, Joint::Next, Lang::English) => {
                v > 0.0 && self.low > 12.0 && !self.figures
            }
            _ => false,
        };
        if fits {
            self.add(v);
            self.last = Last::Unit;
        }
        fits
    }

    /// The second word of ثلاثة عشر, الثالث عشر.
    fn take_arabic_ten(&mut self) -> bool {
        let fits = matches!(self.last, Last::Unit | Last::Ordinal) && self.group % 100.0 < 9.5;
        if fits {
            self.add(10.0);
            self.last = if self.last == Last::Unit {
                Last::Teen
            } else {
                Last::Done
            };
        }
        fits
    }

    fn take_small(&mut self, v: f64, last: Last, joint: Joint) -> bool {
        let fits = match (self.last, joint) {
            (Last::Hundred | Last::Scale, Joint::And) => true,
            (Last::Hundred | Last::Scale, Joint::Next) => {
                self.lang == Lang::English && self.low > 12.0 && !self.figures
            }
            _ => false,
        };
        if fits {
            self.add(v);
            self.last = last;
        }
        fits || self.take_as_year(v, last, joint)
    }

    /// Nineteen eighty-four, twenty nineteen.
    fn take_as_year(&mut self, v: f64, last: Last, joint: Joint) -> bool {
        let fits = self.lang == Lang::English
            && joint == Joint::Next
            && self.total == 0.0
            && (10.0..=20.0).contains(&self.group)
            && matches!(self.last, Last::Teen | Last::Tens)
            && v >= 10.0;
        if fits {
            self.group = self.group * 100.0 + v;
            self.last = last;
        }
        fits
    }

    fn take_tens(&mut self, v: f64, joint: Joint) -> bool {
        let arabic_unit = self.lang == Lang::Arabic
            && joint == Joint::And
            && matches!(self.last, Last::Unit | Last::Ordinal)
            && self.group % 100.0 < 9.5;
        if arabic_unit {
            self.add(v);
            self.last = if self.last == Last::Unit {
                Last::Tens
            } else {
                Last::Done
            };
            return true;
        }
        self.take_small(v, Last::Tens, joint)
    }

    fn take_hundred(&mut self, v: f64, joint: Joint) -> bool {
        let counted = joint == Joint::Next
            && matches!(self.last, Last::Unit | Last::Teen | Last::Digits)
            && self.group < 100.0
            && self.group >= 1.0;
        let added = joint == Joint::And && self.last == Last::Scale;
        if counted {
            self.group *= v;
        } else if added {
            self.add(v);
        }
        if counted || added {
            self.last = Last::Hundred;
        }
        counted || added
    }

    fn take_scale(&mut self, v: f64, joint: Joint) -> bool {
        let fits = match (self.last, joint) {
            (
                Last::Unit | Last::Teen | Last::Tens | Last::Hundred | Last::Digits | Last::Decimal,
                Joint::Next,
            ) => v < self.low && self.group > 0.0,
            (Last::Half, Joint::Next) => self.low.is_infinite(),
            (Last::Scale, _) => v < self.low || (joint == Joint::Next && v > self.low),
            _ => false,
        };
        if !fits {
            return false;
        }
        match self.last {
            Last::Scale if v > self.low => self.total *= v,
            Last::Scale => self.total += v,
            _ => {
                self.total += self.group * v;
                self.group = 0.0;
                for other in &mut self.others {
                    *other *= v;
                }
            }
        }
        if self.last == Last::Half {
            self.role = Role::Count;
        }
        self.soft = false;
        self.low = v;
        self.last = Last::Scale;
        true
    }

    /// Two and a half (then perhaps a scale), مليونان ونصف.
    pub(super) fn take_fraction(&mut self, v: f64, joint: Joint) -> bool {
        let counted = matches!(
            self.last,
            Last::Unit | Last::Teen | Last::Tens | Last::Hundred | Last::Scale | Last::Digits
        );
        if joint != Joint::And || !counted || v > 0.9 {
            return false;
        }
        let whole = self.value();
        if self.last == Last::Scale {
            self.total += v * self.low;
            self.last = Last::Done;
        } else {
            self.group += v;
            self.last = Last::Unit;
        }
        self.others.push(whole);
        true
    }

    /// A figure behind a scale with و: 3 آلاف و500.
    pub(super) fn take_digits(&mut self, v: f64, joint: Joint) -> bool {
        let fits = self.lang == Lang::Arabic
            && joint == Joint::And
            && self.last == Last::Scale
            && v < self.low
            && v >= 10.0;
        if fits {
            self.add(v);
            self.last = Last::Digits;
        }
        fits
    }
}

/// The value of a word on its own, as evidence shows it.
pub(super) fn value_of(word: Word) -> f64 {
    match word {
        Word::Unit(v)
        | Word::Teen(v)
        | Word::Tens(v)
        | Word::Hundred(v)
        | Word::Scale(v)
        | Word::Scales(v)
        | Word::OneOrTwo(v)
        | Word::Short(v)
        | Word::Ordinal(v)
        | Word::Rank(v)
        | Word::Fraction(v)
        | Word::Fractions(v)
        | Word::Vague(v)
        | Word::Decade(v)
        | Word::Soft(v) => v,
        Word::Counted(count, v) => count * v,
        Word::Ten => 10.0,
        Word::SpokenHundred => 100.0,
        Word::Few => FEW,
        Word::Dual => 2.0,
        Word::Point => 0.0,
    }
}
