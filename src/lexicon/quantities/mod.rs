//! Everything of amount and time in a text, read once: numbers with their units, percent signs,
//! clock times, the numbers inside dates, the date words.
//!
//! Order of reading: date words and percent phrases take their tokens first, then clock times of
//! figures (`5:30`), then the grammar of [`numbers`] reads the rest; at last units, the halves of
//! the day and neighbouring months are attached to the numbers.

mod clocks;
mod date_figures;
mod unit_places;

use crate::lexicon::dates::{self, DateWord, Named};
use crate::lexicon::numbers::{self, Form, Number, Role, Weight};
use crate::lexicon::units::{self, UnitDef};
use crate::text::{Kind, Lang, Span, Token};

/// Half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Half {
    /// Midnight to noon.
    Morning,
    /// Noon to midnight.
    Evening,
}

/// A unit beside a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitUse {
    /// Which.
    pub unit: &'static UnitDef,
    /// Where its word or sign stands.
    pub span: Span,
}

/// A number with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number.
    pub number: Number,
    /// The unit beside it.
    pub unit: Option<UnitUse>,
    /// For a clock time: the half of the day that is said, and where.
    pub half: Option<(Half, Span)>,
    /// Is it the day or the year of a date with a month's name?
    pub in_date: bool,
}

/// What a text says of amounts and times.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Quantities {
    /// Numbers in the order of the text.
    pub numbers: Vec<Quantity>,
    /// Months, weekdays, yesterday and tomorrow, in the order of the text.
    pub dates: Vec<DateWord>,
    /// Figures inside words of Latin letters (`F16`, `H1N1`), which may answer a number.
    pub in_words: Vec<f64>,
}

/// A date with day, month and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FullDate {
    /// Is it of the Hijri calendar?
    pub hijri: bool,
    /// Its Julian day number; Hijri dates may be a day off.
    pub day_number: i64,
    /// The index of the number that is its day.
    pub day: usize,
    /// The index of the number that is its year.
    pub year: usize,
}

impl Quantities {
    /// The dates with day, month and year, in the order of the text.
    pub fn full_dates(&self) -> Vec<FullDate> {
        self.dates
            .iter()
            .filter_map(|date| self.full_date(date))
            .collect()
    }

    /// The day of the month that stands beside a month.
    pub fn day_beside(&self, date: &DateWord) -> Option<f64> {
        let near = |quantity: &&Quantity| {
            let tokens = &quantity.number.tokens;
            tokens.start <= date.tokens.end + 2 && date.tokens.start <= tokens.end + 2
        };
        let fits = |quantity: &&Quantity| quantity.in_date && (1.0..32.0).contains(&quantity.number.value);
        let mut days = self.numbers.iter().filter(fits).filter(near);
        days.next().map(|quantity| quantity.number.value)
    }

    fn full_date(&self, date: &DateWord) -> Option<FullDate> {
        let near = |quantity: &Quantity, reach: usize| {
            let tokens = &quantity.number.tokens;
            tokens.start <= date.tokens.end + reach && date.tokens.start <= tokens.end + reach
        };
        let day = self.numbers.iter().position(|quantity| {
            quantity.in_date && (1.0..32.0).contains(&quantity.number.value) && near(quantity, 2)
        })?;
        let year = self
            .numbers
            .iter()
            .position(|quantity| (1000.0..2200.0).contains(&quantity.number.value) && near(quantity, 4))?;
        let value = |at: usize| {
            self.numbers
                .get(at)
                .map_or(0, |quantity| quantity.number.value as i64)
        };
        let (hijri, day_number) = match date.named {
            Named::Month(month) => (
                false,
                dates::gregorian_day(value(year), i64::from(month), value(day)),
            ),
            Named::HijriMonth(month) => (true, dates::hijri_day(value(year), i64::from(month), value(day))),
            Named::Weekday(_) | Named::Relative(_) => return None,
        };
        Some(FullDate {
            hijri,
            day_number,
            day,
            year,
        })
    }
}

/// Reads the text; `tokens` are those of [`crate::text::token::tokens`].
pub fn read(text: &str, tokens: &[Token], lang: Lang) -> Quantities {
    let page = Page { text, tokens, lang };
    let mut dates = dates::date_words(text, tokens, lang);
    let mut taken = vec![false; tokens.len()];
    for at in dates.iter().flat_map(|date| date.tokens.clone()) {
        taken[at] = true;
    }
    let percents = page.percents(&mut taken);
    let mut found = page.clock_figures(&mut taken);
    let figures = page.date_figures(&mut taken);
    found.extend(numbers::numbers(text, tokens, lang, &taken));
    found.sort_by_key(|number| number.span);
    let mut numbers: Vec<Quantity> = found.into_iter().map(Quantity::of).collect();
    for quantity in &mut numbers {
        page.attach(quantity, &percents);
    }
    page.join_spoken_times(&mut numbers);
    page.share_units(&mut numbers);
    page.fill_short_years(&mut numbers);
    page.mark_dates(&mut numbers, &dates);
    for figure in figures {
        figure.add_to(&mut numbers, &mut dates);
    }
    Quantities {
        numbers,
        dates,
        in_words: page.figures_in_words(),
    }
}

impl Quantity {
    fn of(number: Number) -> Quantity {
        Quantity {
            number,
            unit: None,
            half: None,
            in_date: false,
        }
    }

    /// The span of the number with its unit.
    pub fn span(&self) -> Span {
        self.unit
            .map_or(self.number.span, |unit| self.number.span.cover(unit.span))
    }

    /// A plain figure of four digits that may be a year.
    pub fn is_year(&self) -> bool {
        self.number.role == Role::Year
    }
}

#[derive(Clone, Copy)]
struct Page<'t> {
    text: &'t str,
    tokens: &'t [Token],
    lang: Lang,
}

impl Page<'_> {
    fn folded(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.folded.as_str())
    }

    fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.folded(at))
    }

    fn touch(&self, left: usize, right: usize) -> bool {
        match (self.tokens.get(left), self.tokens.get(right)) {
            (Some(left), Some(right)) => left.span.end == right.span.start,
            _ => false,
        }
    }

    /// Percent signs and phrases as token ranges; their tokens are taken.
    fn percents(&self, taken: &mut [bool]) -> Vec<std::ops::Range<usize>> {
        let mut out = Vec::new();
        for at in 0..self.tokens.len() {
            let length = match (self.folded(at), self.lang) {
                ("%" | "٪", _)
                | ("percent" | "pct" | "percentage", Lang::English)
                | ("بالمئه" | "بالمائه" | "بالمايه" | "بالميه" | "بالميت", Lang::Arabic) => {
                    1
                }
                ("per", Lang::English) if self.folded(at + 1) == "cent" => 2,
                ("في" | "ب", Lang::Arabic)
                    if matches!(
                        self.folded(at + 1),
                        "المئه" | "المائه" | "الميه" | "المايه" | "المءه"
                    ) =>
                {
                    2
                }
                _ => continue,
            };
            for place in &mut taken[at..at + length] {
                *place = true;
            }
            out.push(at..at + length);
        }
        out
    }

    /// Percent, unit, clock and year of one number.
    fn attach(&self, quantity: &mut Quantity, percents: &[std::ops::Range<usize>]) {
        let tokens = quantity.number.tokens.clone();
        let percent = percents.iter().find(|percent| {
            percent.start == tokens.end
                || (percent.start == tokens.end + 1 && self.folded(tokens.end) == "-")
                || (percent.end == tokens.start && self.touch(percent.start, tokens.start))
        });
        if let Some(percent) = percent {
            quantity.number.role = Role::Percent;
            quantity.number.weight = Weight::Firm;
            let span = self.tokens[percent.start]
                .span
                .cover(self.tokens[percent.end - 1].span);
            quantity.unit = Some(UnitUse {
                unit: units::percent(),
                span,
            });
            return;
        }
        if self.is_clock(quantity) {
            self.attach_clock(quantity);
            return;
        }
        quantity.unit = self
            .unit_before(tokens.start)
            .or_else(|| self.arabic_unit_of_figure(&quantity.number))
            .or_else(|| self.dual_unit(&quantity.number))
            .or_else(|| self.glued_unit(&quantity.number))
            .or_else(|| self.unit_after(tokens.end))
            .or_else(|| self.arabic_unit_before(&quantity.number));
        self.mark_year(quantity);
        self.mark_rank(&mut quantity.number);
    }

    /// القرن العشرين is the twentieth; الممارسين العامين are no two years.
    fn mark_rank(&self, number: &mut Number) {
        if self.lang != Lang::Arabic || number.form == Form::Digits {
            return;
        }
        let before = self.before(number.tokens.start, 1);
        if number.role == Role::Count && number.definite && before.ends_with("القرن") {
            number.role = Role::Ordinal;
        }
        if number.form == Form::Dual && number.definite {
            number.weight = Weight::Soft;
        }
    }

    fn mark_year(&self, quantity: &mut Quantity) {
        let number = &quantity.number;
        let figures = number.span.of(self.text);
        let is_year = number.role == Role::Count
            && number.parts.len() == 1
            && number.form == Form::Digits
            && quantity.unit.is_none()
            && figures.chars().count() == 4
            && (1300.0..2100.0).contains(&number.value);
        if is_year {
            quantity.number.role = Role::Year;
        }
    }

    /// `1950-53`: the second year in short.
    fn fill_short_years(&self, numbers: &mut [Quantity]) {
        for at in 1..numbers.len() {
            let (head, tail) = numbers.split_at_mut(at);
            let (Some(first), Some(second)) = (head.last(), tail.first_mut()) else {
                continue;
            };
            let between = Span::new(first.number.span.end, second.number.span.start).of(self.text);
            if first.is_year() && matches!(between, "-" | "–" | "/") && second.number.value < 100.0 {
                let century = (first.number.value / 100.0).floor() * 100.0;
                second.number.others.push(century + second.number.value);
            }
        }
    }

    /// Days and years beside a month.
    fn mark_dates(&self, numbers: &mut [Quantity], dates: &[DateWord]) {
        for quantity in numbers.iter_mut() {
            let number = &quantity.number;
            let tokens = &number.tokens;
            let near = dates
                .iter()
                .filter(|date| matches!(date.named, Named::Month(_) | Named::HijriMonth(_)))
                .any(|date| {
                    let gap = if date.tokens.start >= tokens.end {
                        tokens.end..date.tokens.start
                    } else if tokens.start >= date.tokens.end {
                        date.tokens.end..tokens.start
                    } else {
                        return false;
                    };
                    gap.len() <= 2 && gap.clone().all(|at| self.is_date_filler(at))
                });
            let fits = matches!(number.role, Role::Count | Role::Ordinal | Role::Year)
                && quantity.unit.is_none()
                && number.value >= 1.0
                && (number.value <= 31.0 || (1000.0..2200.0).contains(&number.value));
            if near && fits {
                quantity.in_date = true;
            }
        }
    }

    fn is_date_filler(&self, at: usize) -> bool {
        matches!(
            self.folded(at),
            "of" | "," | "the" | "." | "من" | "شهر" | "/" | "عام" | "سنه" | "،" | "(" | "-" | "لعام" | "لسنه"
        )
    }

    fn figures_in_words(&self) -> Vec<f64> {
        let mut out = Vec::new();
        for token in self.tokens.iter().filter(|token| token.kind == Kind::Latin) {
            if token.folded.bytes().any(|b| b.is_ascii_digit()) {
                out.extend(
                    token
                        .folded
                        .split(|c: char| !c.is_ascii_digit())
                        .filter_map(|run| run.parse::<f64>().ok()),
                );
                let figure = token.folded.trim_start_matches(|c: char| !c.is_ascii_digit());
                out.extend(figure.parse::<f64>().ok());
            } else if token.folded.contains('.') {
                out.extend(token.folded.split('.').filter_map(numbers::english_value));
            } else if let Some(value) = roman(token.span.of(self.text)) {
                out.push(value);
            }
        }
        out
    }
}

/// The value of a Roman numeral in capitals, up to 89.
fn roman(word: &str) -> Option<f64> {
    if word.is_empty() || word.len() > 7 {
        return None;
    }
    let digit = |c: char| match c {
        'I' => Some(1i32),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let digits: Vec<i32> = word.chars().map(digit).collect::<Option<_>>()?;
    let sum: i32 = digits
        .iter()
        .enumerate()
        .map(|(i, &value)| {
            if digits.get(i + 1).is_some_and(|&next| next > value) {
                -value
            } else {
                value
            }
        })
        .sum();
    (sum > 0).then_some(f64::from(sum))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::numbers::plain;
    use crate::text::token;

    #[track_caller]
    fn case(lang: Lang, text: &str, expected: &str) {
        let tokens = token::tokens(text);
        let read: Vec<String> = read(text, &tokens, lang)
            .numbers
            .iter()
            .filter(|quantity| quantity.number.weight == Weight::Firm || quantity.unit.is_some())
            .map(|quantity| {
                let unit = quantity.unit.map_or("-", |unit| unit.unit.name);
                format!(
                    "{} {unit} {:?}",
                    plain(quantity.number.value),
                    quantity.number.role
                )
            })
            .collect();
        assert_eq!(read.join("; "), expected, "{text}");
    }

    #[test]
    fn units_stand_on_either_side() {
        case(
            Lang::English,
            "$200 billion (£150m)",
            "200000000000 dollar Count; 150000000 pound Count",
        );
        case(Lang::Arabic, "200 مليار دولار", "200000000000 dollar Count");
        case(Lang::English, "2 to 4 inches", "2 inch Count; 4 inch Count");
        case(Lang::Arabic, "الأيام القليلة القادمة", "3.5 day Vague");
        case(Lang::Arabic, "لمدة يومين", "2 day Count");
        case(
            Lang::English,
            "a 45-year-old, 15km",
            "45 year Count; 15 kilometre Count",
        );
    }

    #[test]
    fn percents_and_clocks() {
        case(
            Lang::Arabic,
            "80 في المائة و%14 و5 بالمئة",
            "80 percent Percent; 14 percent Percent; 5 percent Percent",
        );
        case(
            Lang::English,
            "five to ten per cent",
            "5 percent Percent; 10 percent Percent",
        );
        case(Lang::English, "at 5:30pm or 2pm", "5.3 - Clock; 2 - Clock");
        case(Lang::Arabic, "الساعة الخامسة والنصف", "5.3 - Clock");
        case(Lang::Arabic, "في عام 2013", "2013 - Year");
    }

    #[test]
    fn roman_numerals_answer() {
        assert_eq!(roman("VIII"), Some(8.0));
        assert_eq!(roman("IV"), Some(4.0));
        assert_eq!(roman("Hi"), None);
    }
}
