//! Times of day with an hour: `5:30`, `2 p.m.`, `1200 GMT`, `a quarter to three`, الساعة الخامسة
//! والنصف إلا خمس دقائق, عشرة إلا ربع.
//!
//! A time is a number whose minutes stand behind the point (5:30 is 5.3); the same hour of the other
//! half of the day is another value of it. First the figures with a colon are read, then, over the
//! numbers that the grammar made, the words around an hour; last what a range says once
//! (`from 5 to 6 pm`) is given to both of its ends.

use crate::lexicon::numbers::{self, Form, Number, Part, Role, Weight, plain, same};
use crate::lexicon::quantities::{Half, Page, Quantity};
use crate::text::{Kind, Lang, Span};

impl Page<'_> {
    /// Times such as `5:30`, `1200 GMT` and `0530 hours`; `17.05` is left to the numbers.
    pub(super) fn clock_figures(&self, taken: &mut [bool]) -> Vec<Number> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let found = self
                .minutes_after(at)
                .map(|(hour, minute, suffix)| {
                    let seconds = usize::from(self.folded(at + 3) == ":" && self.touch(at + 2, at + 3)) * 2;
                    (hour, minute, suffix, (at + 3 + seconds).min(self.tokens.len()))
                })
                .or_else(|| {
                    self.military(at)
                        .map(|(hour, minute)| (hour, minute, false, at + 1))
                });
            let Some((hour, minute, suffix, end)) = found else {
                at += 1;
                continue;
            };
            let value = hour + minute / 100.0;
            taken[at..end].fill(true);
            let span = self.tokens[at].span.cover(self.tokens[end - 1].span);
            let mut others = vec![turned(value)];
            if minute != 0.0 {
                others.push(hour * 100.0 + minute);
            }
            out.push(Number {
                span,
                tokens: at..end,
                value,
                others,
                role: Role::Clock,
                form: Form::Digits,
                weight: Weight::Firm,
                parts: vec![Part { span, value }],
                definite: suffix,
            });
            at = end;
        }
        out
    }

    fn minutes_after(&self, at: usize) -> Option<(f64, f64, bool)> {
        let (first, last) = (self.tokens.get(at)?, self.tokens.get(at + 2)?);
        let is_clock = first.kind == Kind::Number
            && last.kind == Kind::Number
            && self.folded(at + 1) == ":"
            && self.touch(at, at + 1)
            && self.touch(at + 1, at + 2)
            && !(at > 0 && self.folded(at - 1) == ":" && self.touch(at - 1, at));
        if !is_clock {
            return None;
        }
        let minute = last.folded.get(..2)?;
        let suffix = last
            .folded
            .get(2..)
            .filter(|rest| matches!(*rest, "" | "am" | "pm"))?;
        let hour: u8 = first.folded.parse().ok().filter(|hour| *hour <= 24)?;
        let minute: u8 = minute.parse().ok().filter(|minute| *minute < 60)?;
        Some((f64::from(hour), f64::from(minute), !suffix.is_empty()))
    }

    /// `1200 GMT`, `0530 hours`, 1430 بتوقيت غرينتش: hour and minutes in four figures.
    fn military(&self, at: usize) -> Option<(f64, f64)> {
        let figure = &self
            .tokens
            .get(at)
            .filter(|token| token.kind == Kind::Number)?
            .folded;
        let is_plain = figure.len() == 4 && figure.bytes().all(|byte| byte.is_ascii_digit());
        let named = matches!(
            self.folded(at + 1),
            "gmt" | "utc" | "بالتوقيت" | "بتوقيت" | "غرينتش" | "جرينتش" | "zulu"
        ) || (self.folded(at + 1) == "local" && self.folded(at + 2) == "time")
            || (figure.starts_with('0') && matches!(self.folded(at + 1), "hours" | "hrs" | "h"));
        if !is_plain || !named {
            return None;
        }
        let (hour, minute) = (figure[..2].parse::<u8>().ok()?, figure[2..].parse::<u8>().ok()?);
        (hour <= 24 && minute < 60).then(|| (f64::from(hour), f64::from(minute)))
    }

    /// Makes times of the numbers that are hours, with the minutes around them.
    pub(super) fn times(&self, numbers: &mut Vec<Quantity>) {
        let mut at = 0;
        while at < numbers.len() {
            match self.lang {
                Lang::Arabic => self.arabic_time(numbers, at),
                Lang::English => at = self.english_time(numbers, at),
            }
            at += 1;
        }
        self.share_halves(numbers);
    }

    /// Is the number a time of its own, by its role or the words beside it?
    fn is_hour(&self, number: &Number) -> bool {
        if number.role == Role::Clock {
            return true;
        }
        if !(0.0..=24.9).contains(&number.value) || !matches!(number.role, Role::Count | Role::Ordinal) {
            return false;
        }
        let (start, end) = (number.tokens.start, number.tokens.end);
        match self.lang {
            Lang::English => {
                let next = self.folded(end);
                let part_of_day = matches!(next, "in" | "at" | "this" | "tomorrow" | "yesterday")
                    && matches!(
                        (self.folded(end + 1), self.folded(end + 2)),
                        ("the", "morning" | "afternoon" | "evening")
                            | ("night" | "morning" | "afternoon" | "evening", _)
                    );
                part_of_day
                    || matches!(
                        next,
                        "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m." | "o'clock" | "oclock" | "gmt"
                    )
            }
            Lang::Arabic => {
                let hour = self.before(start, 1);
                let hour = hour.strip_prefix(['و', 'ب', 'ل', 'ع', 'ف']).unwrap_or(hour);
                // «85 ميلا في الساعة 5» does not occur; «في الساعة الواحدة» does.
                let named = matches!(hour, "الساعه" | "لساعه" | "السعه");
                let spoken = number.definite || number.form == Form::Digits || number.role == Role::Count;
                named || (spoken && self.is_arabic_hour(number, end))
            }
        }
    }

    /// An hour without its name: الثامنة صباحا, الخامسة والنصف, خمسة الصبح, عشرة إلا ربع.
    fn is_arabic_hour(&self, number: &Number, end: usize) -> bool {
        let short = matches!(self.folded(end), "م" | "ص");
        let part = self
            .day_part_at(end, true)
            .filter(|_| !short && self.unit_at(end).is_none());
        let construct = matches!(self.folded(end + 1), "اليوم" | "امس" | "غد" | "الغد");
        let ordinal = number.role == Role::Ordinal && number.definite;
        let named = part.is_some() && (ordinal || number.form == Form::Words || !construct);
        let minutes = (ordinal || number.definite) && self.minutes_at(end, false).is_some();
        let less = number.role == Role::Count
            && number.value <= 12.0
            && matches!(self.folded(end), "الا" | "قل" | "غير")
            && self.minutes_at(end, false).is_some();
        named || minutes || less
    }

    /// Minutes added or taken off behind an hour, and how many tokens say so: والنصف, إلا ربعا,
    /// وخمس دقائق, إلا خمسا.
    fn minutes_at(&self, at: usize, named_hour: bool) -> Option<(f64, usize)> {
        let first = self.folded(at);
        let (sign, from) = match first {
            "الا" | "غير" | "قل" => (-1.0, at + 1),
            "و" => (1.0, at + 1),
            _ if first.starts_with('و') => (1.0, at),
            _ => return None,
        };
        let word = self.folded(from);
        let word = if from == at {
            &word['و'.len_utf8()..]
        } else {
            word
        };
        let part = match word.strip_prefix("ال").unwrap_or(word) {
            "نصف" | "نص" | "نصفا" => Some(30.0),
            "ربع" | "ربعا" => Some(15.0),
            "ثلث" | "ثلثا" | "تلت" | "تلث" => Some(20.0),
            _ => None,
        };
        if let Some(minutes) = part {
            return Some((sign * minutes, from + 1 - at));
        }
        let (minutes, length) = self.counted_minutes(from)?;
        let named = matches!(
            self.folded(from + length),
            "دقيقه" | "دقائق" | "دقايق" | "دقيقتين" | "دئايئ" | "دقايء"
        );
        let round = matches!(minutes as u32, 5 | 10 | 20 | 25);
        (named || ((sign < 0.0 || named_hour) && round))
            .then(|| (sign * minutes, from + length + usize::from(named) - at))
    }

    /// A number from 1 to 59 at a token, and how many tokens it takes.
    fn counted_minutes(&self, at: usize) -> Option<(f64, usize)> {
        let tokens = self.tokens.get(at..self.tokens.len().min(at + 4))?;
        let read = numbers::numbers(self.text, tokens, self.lang, &[]);
        let first = read.first().filter(|number| number.tokens.start == 0)?;
        let fits =
            (1.0..60.0).contains(&first.value) && first.value.fract() == 0.0 && first.role == Role::Count;
        fits.then_some((first.value, first.tokens.end))
    }

    fn arabic_time(&self, numbers: &mut Vec<Quantity>, at: usize) {
        self.split_minutes(&mut numbers[at].number);
        let number = &mut numbers[at].number;
        if !self.is_hour(number) {
            // خمسة ونص may be a time or an amount.
            let half = number.value.fract() * 60.0;
            if number.role == Role::Count && number.value < 13.0 && number.form == Form::Words && half > 1.0 {
                number.others.push(clock_of(number.value * 60.0));
            }
            return;
        }
        if number.role != Role::Clock {
            number.others.clear();
            let mut minutes = (number.value * 60.0).round();
            let mut taken = false;
            let named = self.before(number.tokens.start, 1).ends_with("الساعه");
            while let Some((more, length)) = self.minutes_at(number.tokens.end, named) {
                minutes += more;
                taken = true;
                let end = number.tokens.end + length;
                number.span = number.span.cover(self.tokens[end - 1].span);
                number.tokens.end = end;
            }
            if taken || number.value.fract() != 0.0 {
                // The count is less likely: ten but one.
                number.value = clock_of(minutes);
            }
        }
        self.attach_clock(&mut numbers[at]);
        let end = numbers[at].number.tokens.end;
        while numbers
            .get(at + 1)
            .is_some_and(|next| next.number.tokens.start < end)
        {
            numbers.remove(at + 1);
        }
    }

    /// الساعة ثمانية وعشرين دقيقة: eight and twenty minutes, which the grammar reads as 28.
    fn split_minutes(&self, number: &mut Number) {
        let hour = self.before(number.tokens.start, 1).ends_with("الساعه");
        let minutes = matches!(self.folded(number.tokens.end), "دقيقه" | "دقايق");
        let two = number.form == Form::Words && number.parts.len() == 2 && number.value > 12.0;
        if hour && minutes && two && number.parts[0].value <= 12.0 && number.parts[1].value < 60.0 {
            let last = number.tokens.end - 1;
            number.value = number.parts[0].value;
            number.span = number.parts[0].span;
            number.parts.truncate(1);
            number.others.clear();
            number.tokens.end = last;
        }
    }

    /// Times of English words; the index of the time, which takes the numbers of its minutes.
    fn english_time(&self, numbers: &mut Vec<Quantity>, at: usize) -> usize {
        if let Some(minutes) = self.minutes_before(numbers, at) {
            let hour = numbers[at].number.clone();
            let first = numbers
                .get(at.wrapping_sub(1))
                .filter(|before| minutes.start <= before.number.span.start);
            let drop = first.is_some();
            let start = self
                .tokens
                .iter()
                .position(|token| token.span.start >= minutes.start)
                .unwrap_or(hour.tokens.start);
            let number = &mut numbers[at].number;
            number.value = clock_of(hour.value * 60.0 + minutes.added);
            number.others.clear();
            number.span = Span::new(minutes.start, hour.span.end);
            number.tokens.start = start;
            number.role = Role::Clock;
            number.weight = Weight::Firm;
            self.attach_clock(&mut numbers[at]);
            if drop {
                numbers.remove(at - 1);
                return at - 1;
            }
            return at;
        }
        if let Some((value, end)) = self.minutes_of_twelve(&numbers[at].number) {
            let number = &mut numbers[at].number;
            number.span = number.span.cover(self.tokens[end - 1].span);
            number.tokens.end = end;
            number.value = value;
            number.others.clear();
            self.attach_clock(&mut numbers[at]);
            return at;
        }
        self.join_spoken_time(numbers, at);
        if self.is_hour(&numbers[at].number) {
            self.attach_clock(&mut numbers[at]);
        }
        at
    }

    /// `ten to midnight`, `half past noon`: the time, and the token behind it.
    fn minutes_of_twelve(&self, number: &Number) -> Option<(f64, usize)> {
        let minutes = match number.role {
            Role::Count if (1.0..60.0).contains(&number.value) => number.value,
            Role::Fraction => number.value * 60.0,
            _ => return None,
        };
        let end = number.tokens.end;
        let end = end + usize::from(matches!(self.folded(end), "minutes" | "minute"));
        let sign = match self.folded(end) {
            "past" | "after" => 1.0,
            "to" | "before" | "till" => -1.0,
            _ => return None,
        };
        let hour = match self.folded(end + 1) {
            "midnight" => 24.0,
            "noon" | "midday" => 12.0,
            _ => return None,
        };
        Some((clock_of(hour * 60.0 + sign * minutes), end + 2))
    }

    /// `half past`, `a quarter to`, `ten minutes before`, `twenty to` in front of an hour.
    fn minutes_before(&self, numbers: &[Quantity], at: usize) -> Option<Minutes> {
        let hour = &numbers[at].number;
        let start = hour.tokens.start;
        let is_hour = hour.role == Role::Count
            && (1.0..=12.0).contains(&hour.value)
            && hour.value.fract() == 0.0
            && hour.tokens.len() == 1;
        let sign = match self.before(start, 1) {
            "past" | "after" => 1.0,
            "to" | "before" | "till" | "til" => -1.0,
            _ => return None,
        };
        if !is_hour || matches!(self.folded(hour.tokens.end), "%" | "percent" | "per" | "-") {
            return None;
        }
        let named = matches!(self.before(start, 2), "minutes" | "minute" | "mins" | "min");
        let last = start.checked_sub(2 + usize::from(named))?;
        let at_word = |added: f64, from: usize| {
            let article = usize::from(matches!(self.before(from, 1), "a" | "an") && from > 0);
            Some(Minutes {
                added: sign * added,
                start: self.tokens[from - article].span.start,
            })
        };
        match self.folded(last) {
            "half" if sign > 0.0 => return at_word(30.0, last),
            "quarter" => return at_word(15.0, last),
            _ => {}
        }
        let minutes = &numbers.get(at.checked_sub(1)?)?.number;
        let round = matches!(minutes.value as u32, 5 | 10 | 20 | 25) && minutes.form == Form::Words;
        let said =
            named || (round && (sign > 0.0 || self.is_said_as_time(minutes.tokens.start, hour.tokens.end)));
        let fits = minutes.tokens.end == last + 1
            && minutes.role == Role::Count
            && (1.0..60.0).contains(&minutes.value);
        (said
            && fits
            && matches!(
                self.before(start, 1),
                "past" | "to" | "before" | "till" | "til" | "after"
            ))
        .then(|| at_word(minutes.value, minutes.tokens.start))
        .flatten()
    }

    /// `at ten to nine`, `twenty to eleven.`; `from ten to nine`, `five to six people` are ranges.
    fn is_said_as_time(&self, start: usize, end: usize) -> bool {
        let before = self.before(start, 1);
        let cue = matches!(
            before,
            "at" | "by"
                | "around"
                | "about"
                | "until"
                | "till"
                | "since"
                | "is"
                | "was"
                | "it's"
                | "nearly"
                | "almost"
                | "on"
        );
        let ends = self.tokens.get(end).is_none_or(|next| {
            next.kind == Kind::Mark
                || matches!(
                    next.folded.as_str(),
                    "in" | "on" | "when" | "and" | "o'clock" | "am" | "pm"
                )
        });
        before != "from" && before != "between" && cue && ends
    }

    /// Eight-thirty, at six fifteen, six oh five.
    fn join_spoken_time(&self, numbers: &mut Vec<Quantity>, at: usize) {
        let Some(next) = numbers.get(at + 1) else {
            return;
        };
        let (hour, minutes) = (&numbers[at].number, &next.number);
        let gap = minutes.tokens.start - hour.tokens.end.min(minutes.tokens.start);
        let oh = gap == 1 && matches!(self.folded(hour.tokens.end), "oh" | "o");
        let round = matches!(minutes.value as u32, 10 | 15 | 20 | 30 | 40 | 45 | 50);
        let cue = matches!(
            self.before(hour.tokens.start, 1),
            "at" | "by" | "until" | "till" | "since" | "around" | "about" | "past"
        ) || matches!(
            self.folded(minutes.tokens.end),
            "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m."
        );
        let close = gap == 0 || (gap == 1 && self.folded(hour.tokens.end) == "-") || oh;
        let is_time = hour.form == Form::Words
            && minutes.form == Form::Words
            && hour.role == Role::Count
            && minutes.role == Role::Count
            && minutes.weight == Weight::Firm
            && (1.0..=12.0).contains(&hour.value)
            && hour.value.fract() == 0.0
            && close
            && ((oh && minutes.value < 10.0) || round || (cue && (11.0..60.0).contains(&minutes.value)));
        if !is_time {
            return;
        }
        let tail = numbers.remove(at + 1).number;
        let clock = &mut numbers[at].number;
        clock.value += tail.value / 100.0;
        clock.span = clock.span.cover(tail.span);
        clock.tokens.end = tail.tokens.end;
        clock.parts.extend(tail.parts);
        clock.role = Role::Clock;
        clock.weight = Weight::Firm;
    }

    /// Marks a number as a time, with the half of the day that is said behind it.
    fn attach_clock(&self, quantity: &mut Quantity) {
        let number = &mut quantity.number;
        number.role = Role::Clock;
        number.weight = if number.value < 1.15 && number.form == Form::Words && number.value.fract() == 0.0 {
            Weight::Soft
        } else {
            Weight::Firm
        };
        let other = turned(number.value);
        if !number.others.iter().any(|&value| same(value, other)) {
            number.others.push(other);
        }
        let glued = number.span.of(self.text).to_lowercase();
        quantity.half = if glued.ends_with("am") {
            Some((Half::Morning, number.span))
        } else if glued.ends_with("pm") {
            Some((Half::Evening, number.span))
        } else {
            self.half_after(number.tokens.end, number.value)
        };
    }

    /// The half of the day that is said behind an hour.
    fn half_after(&self, end: usize, hour: f64) -> Option<(Half, Span)> {
        (end..end + 4)
            .take_while(|&at| at == end || is_between(self.folded(at - 1)))
            .find_map(|at| self.day_part_at(at, true))
            .map(|(part, _)| (part.half(hour), part.span))
    }

    /// `from 5 to 6 pm`, من الساعة 5 إلى 6 مساء: what is said once belongs to both ends.
    fn share_halves(&self, numbers: &mut [Quantity]) {
        for at in 1..numbers.len() {
            let (head, tail) = numbers.split_at_mut(at);
            let (Some(first), Some(second)) = (head.last_mut(), tail.first_mut()) else {
                continue;
            };
            if !self.is_range(first, second) {
                continue;
            }
            let is_bare_hour = |quantity: &Quantity| {
                let number = &quantity.number;
                let spoken = number.role == Role::Ordinal && number.definite && self.lang == Lang::Arabic;
                (number.role == Role::Count || spoken)
                    && (0.0..=24.0).contains(&number.value)
                    && number.others.is_empty()
            };
            let is_clock = |quantity: &Quantity| quantity.number.role == Role::Clock;
            if is_bare_hour(first) && is_clock(second) && second.half.is_some() {
                self.attach_clock(first);
                first.half = None;
            } else if is_clock(first)
                && is_bare_hour(second)
                && self.unit_after(second.number.tokens.end).is_none()
            {
                self.attach_clock(second);
            }
            if is_clock(first)
                && is_clock(second)
                && first.half.is_none()
                && first.number.value % 12.0 < second.number.value % 12.0
            {
                first.half = second.half;
            }
        }
    }

    /// Do two numbers stand with nothing but a word of range between them?
    fn is_range(&self, first: &Quantity, second: &Quantity) -> bool {
        let between = first.number.tokens.end..second.number.tokens.start;
        let words: Vec<&str> = between.map(|at| self.folded(at)).collect();
        let start = self.before(first.number.tokens.start, 1);
        match words.as_slice() {
            ["to" | "until" | "till" | "-" | "–" | "—" | "through" | "الي" | "حتي" | "لحد"]
            | ["الي" | "حتي" | "لحد", "الساعه"] => true,
            ["and"] => start == "between",
            ["و"] | [] => matches!(start, "بين" | "مابين" | "من") && self.lang == Lang::Arabic,
            _ => false,
        }
    }
}

/// Minutes in front of an hour.
struct Minutes {
    added: f64,
    /// Where they begin in the text.
    start: usize,
}

/// Words that may stand between an hour and its half of the day.
fn is_between(word: &str) -> bool {
    matches!(
        word,
        "من" | "o'clock"
            | "oclock"
            | "in"
            | "on"
            | "at"
            | "the"
            | "this"
            | "tomorrow"
            | "yesterday"
            | "local"
            | "time"
            | "في"
            | "هذا"
    )
}

/// Hours with minutes behind the point, of minutes.
fn clock_of(minutes: f64) -> f64 {
    let minutes = minutes.round().rem_euclid(24.0 * 60.0);
    (minutes / 60.0).floor() + minutes % 60.0 / 100.0
}

/// The same hour of the other half of the day.
fn turned(value: f64) -> f64 {
    if value < 12.0 { value + 12.0 } else { value - 12.0 }
}

/// A time as it is written in figures: 2.45 is `2:45`.
pub fn clock_text(value: f64) -> String {
    let hour = (value + 1e-6).floor();
    format!("{}:{:02.0}", plain(hour), (value - hour) * 100.0)
}
