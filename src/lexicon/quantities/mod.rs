//! Everything of amount and time in a text, read once: numbers with their units, percent signs,
//! clock times, the numbers inside dates, the date words.
//!
//! Order of reading: date words and percent phrases take their tokens first, then clock times of
//! figures (`5:30`), then the grammar of [`numbers`] reads the rest; at last units, the halves of
//! the day and neighbouring months are attached to the numbers.

mod clocks;
mod date_figures;
mod day_parts;
mod measures;
mod unit_places;
mod write_clock;

use crate::lexicon::dates::{self, DateWord, Named};
use crate::lexicon::numbers::{self, Form, Number, Role, Weight};
use crate::lexicon::units::{self, UnitDef};
use crate::text::{Kind, Lang, Span, Token};

pub use clocks::clock_text;
pub use date_figures::{OpenDate, Reading};
pub use day_parts::DayPart;
pub use measures::Measure;
pub use write_clock::clock_like;

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
    /// Times of day that are named without an hour: noon, فجرا.
    pub day_parts: Vec<DayPart>,
    /// Dates in figures, with all that they may mean.
    pub open_dates: Vec<OpenDate>,
    /// Amounts with all their pieces, in the order of the text.
    pub measures: Vec<Measure>,
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
    page.addresses(&mut taken);
    let percents = page.percents(&mut taken);
    let mut found = page.clock_figures(&mut taken);
    let figures = page.date_figures(&mut taken);
    found.extend(numbers::numbers(text, tokens, lang, &taken));
    found.sort_by_key(|number| number.span);
    let mut numbers: Vec<Quantity> = found.into_iter().map(Quantity::of).collect();
    page.times(&mut numbers);
    for quantity in &mut numbers {
        page.attach(quantity, &percents);
    }
    page.share_units(&mut numbers);
    Page::share_scales(&mut numbers);
    page.fill_short_years(&mut numbers);
    page.mark_dates(&mut numbers, &dates);
    for figure in &figures {
        figure.add_to(&mut numbers, &mut dates);
    }
    let halves: Vec<Span> = numbers
        .iter()
        .filter_map(|quantity| quantity.half.map(|half| half.1))
        .collect();
    Quantities {
        dates,
        open_dates: figures,
        day_parts: page.day_parts(&halves),
        measures: page.measures(&numbers),
        in_words: page.figures_in_words(),
        numbers,
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

    /// Figures in links, mail addresses and paths are no numbers: their tokens are taken.
    fn addresses(&self, taken: &mut [bool]) {
        let is_address = |chunk: &str| {
            chunk.contains("://")
                || chunk.contains("www.")
                || (chunk.contains('@') && chunk.contains('.') && chunk.is_ascii())
        };
        if !["://", "www.", "@"].iter().any(|mark| self.text.contains(mark)) {
            return;
        }
        let mut start = 0;
        for chunk in self.text.split_inclusive(char::is_whitespace) {
            let end = start + chunk.len();
            if is_address(chunk) {
                for (token, place) in self.tokens.iter().zip(taken.iter_mut()) {
                    *place |= token.span.start >= start && token.span.end <= end;
                }
            }
            start = end;
        }
    }

    /// `Step 4: …`, القسم 4: …: the number of a heading, which often stands in a segment of its own.
    fn mark_heading(&self, number: &mut Number) {
        let (start, end) = (number.tokens.start, number.tokens.end);
        let marked = matches!(self.folded(end), ":" | "-" | "–" | "—");
        let heads = number.form == Form::Digits
            && (1..=2).contains(&start)
            && self.tokens[..start].iter().all(Token::is_word);
        if marked && heads && number.role == Role::Count && number.value < 100.0 {
            number.weight = number.weight.min(Weight::Loose);
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
            // مية بالمية is said for surely.
            let whole =
                quantity.number.value.total_cmp(&100.0).is_eq() && quantity.number.form == Form::Words;
            quantity.number.role = Role::Percent;
            quantity.number.weight = if whole { Weight::Loose } else { Weight::Firm };
            let span = self.tokens[percent.start]
                .span
                .cover(self.tokens[percent.end - 1].span);
            quantity.unit = Some(UnitUse {
                unit: units::percent(),
                span,
            });
            return;
        }
        if quantity.number.role == Role::Clock {
            return;
        }
        if self.lang == Lang::Arabic && quantity.number.role == Role::Ordinal {
            // اليوم الأول من الشهر: the day.
            quantity.unit = self.arabic_unit_before(&quantity.number);
            self.weigh_rank(&mut quantity.number);
            return;
        }
        quantity.unit = self
            .unit_before(tokens.start)
            .or_else(|| self.arabic_unit_of_figure(&quantity.number))
            .or_else(|| self.dual_unit(&quantity.number))
            .or_else(|| self.glued_unit(&quantity.number))
            .or_else(|| self.unit_after(tokens.end))
            .or_else(|| self.arabic_unit_before(&quantity.number));
        self.add_share_behind(quantity);
        self.mark_heading(&mut quantity.number);
        self.mark_year(quantity);
        self.mark_rank(&mut quantity.number);
        self.weigh_rank(&mut quantity.number);
    }

    /// The first and the second may be held against each other where they are said of a noun:
    /// الطابق الأول, `the second floor`.
    fn weigh_rank(&self, number: &mut Number) {
        if number.role != Role::Ordinal || number.weight != Weight::Soft {
            return;
        }
        let before = self.before(number.tokens.start, 1);
        let qualifies = match self.lang {
            Lang::Arabic => {
                let noun = before.trim_start_matches(['و', 'ف', 'ب', 'ك']);
                number.definite && (noun.starts_with("ال") || noun.starts_with("لل"))
            }
            Lang::English => {
                let owner = matches!(
                    before,
                    "the" | "his" | "her" | "its" | "their" | "our" | "my" | "your"
                ) || before.ends_with("'s");
                let next = self.tokens.get(number.tokens.end);
                owner
                    && next.is_some_and(|next| {
                        next.kind == Kind::Latin
                            && !matches!(next.folded.as_str(), "of" | "to" | "in" | "and" | "or")
                    })
            }
        };
        if qualifies {
            number.weight = Weight::Loose;
        }
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

    /// أربعة ملايين درهم ونصف, two hours and a half: the part behind the unit.
    fn add_share_behind(&self, quantity: &mut Quantity) {
        let Some(used) = quantity.unit else {
            return;
        };
        let mut end = quantity.number.tokens.end;
        while self
            .tokens
            .get(end)
            .is_some_and(|token| token.span.end <= used.span.end)
        {
            end += 1;
        }
        let share = match (self.folded(end), self.folded(end + 1), self.folded(end + 2)) {
            ("ونصف" | "ونص", _, _) | ("و", "نصف" | "نص", _) | ("and", "a", "half") => 0.5,
            ("وربع", _, _) | ("و", "ربع", _) | ("and", "a", "quarter") => 0.25,
            ("وثلث" | "وتلت", _, _) => 1.0 / 3.0,
            ("الا", "ربع" | "ربعا", _) => -0.25,
            ("الا", "ثلث" | "ثلثا" | "تلت", _) => -1.0 / 3.0,
            _ => return,
        };
        let number = &mut quantity.number;
        let scale = number.parts.last().map_or(1.0, |part| part.value).max(1.0);
        let scale = if scale >= 1000.0 { scale } else { 1.0 };
        number.others.push(number.value + share * scale);
    }

    /// `three to six million`, بين ثلاثة وستة ملايين: the first may have the scale of the second.
    fn share_scales(numbers: &mut [Quantity]) {
        for at in 1..numbers.len() {
            let (head, tail) = numbers.split_at_mut(at);
            let (Some(first), Some(second)) = (head.last_mut(), tail.first()) else {
                continue;
            };
            let scale = second.number.parts.last().map_or(0.0, |part| part.value);
            let near = second.number.tokens.start <= first.number.tokens.end + 1;
            let plain = |number: &Number| matches!(number.role, Role::Count);
            if near
                && scale >= 1000.0
                && second.number.parts.len() > 1
                && plain(&first.number)
                && first.number.value < scale
            {
                first.number.others.push(first.number.value * scale);
            }
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
        for (at, token) in self.tokens.iter().enumerate() {
            let english = token.folded == "clock" && matches!(self.before(at, 2), "round" | "around");
            if english || (token.folded == "الساعه" && self.before(at, 1) == "مدار") {
                out.extend([24.0, 7.0]); // round the clock
            }
        }
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
            }
        }
        out
    }
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
}
