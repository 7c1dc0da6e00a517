//! Times of day: `5:30`, `2 p.m.`, الساعة الخامسة والنصف, الثالثة إلا ربعا.

use crate::lexicon::numbers::{Form, Number, Part, Role, Weight};
use crate::lexicon::quantities::{Half, Page, Quantity};
use crate::text::{Kind, Lang, Span};

impl Page<'_> {
    /// Times such as `5:30`, `17.05` is left to the numbers.
    pub(super) fn clock_figures(&self, taken: &mut [bool]) -> Vec<Number> {
        let mut out = Vec::new();
        let mut at = 0;
        while at + 2 < self.tokens.len() {
            let minutes = self.minutes_after(at);
            let Some((hour, minute, suffix)) = minutes else {
                at += 1;
                continue;
            };
            let seconds = usize::from(self.folded(at + 3) == ":" && self.touch(at + 2, at + 3)) * 2;
            let end = (at + 3 + seconds).min(self.tokens.len());
            let value = hour + minute / 100.0;
            let other = if hour < 12.0 { value + 12.0 } else { value - 12.0 };
            taken[at..end].fill(true);
            let span = self.tokens[at].span.cover(self.tokens[end - 1].span);
            out.push(Number {
                span,
                tokens: at..end,
                value,
                others: if minute == 0.0 {
                    vec![other]
                } else {
                    vec![other, hour * 100.0 + minute]
                },
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

    pub(super) fn minutes_after(&self, at: usize) -> Option<(f64, f64, bool)> {
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

    pub(super) fn is_clock(&self, quantity: &Quantity) -> bool {
        let number = &quantity.number;
        if number.role == Role::Clock {
            return true;
        }
        if !(0.0..=24.5).contains(&number.value) || !matches!(number.role, Role::Count | Role::Ordinal) {
            return false;
        }
        match self.lang {
            Lang::English => {
                let end = number.tokens.end;
                let next = self.folded(end);
                let part_of_day = matches!(next, "in" | "at")
                    && matches!(
                        (self.folded(end + 1), self.folded(end + 2)),
                        ("the", "morning" | "afternoon" | "evening") | ("night", _)
                    );
                part_of_day || matches!(next, "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m." | "o'clock")
            }
            Lang::Arabic if number.role == Role::Ordinal && number.definite => {
                let end = number.tokens.end;
                let hour = self.before(number.tokens.start, 1);
                let minutes = matches!(
                    self.folded(end),
                    "والنصف"
                        | "ونصف"
                        | "والربع"
                        | "والثلث"
                        | "صباحا"
                        | "مساء"
                        | "فجرا"
                        | "ظهرا"
                ) || (self.folded(end) == "و"
                    && matches!(self.folded(end + 1), "النصف" | "الربع" | "الثلث" | "نصف"))
                    || (self.folded(end) == "الا"
                        && matches!(self.folded(end + 1), "ربعا" | "الربع" | "ثلثا"));
                minutes || matches!(hour, "الساعه" | "والساعه" | "للساعه" | "بالساعه")
            }
            Lang::Arabic => {
                let hour = self.before(number.tokens.start, 1);
                let hour = hour.strip_prefix(['و', 'ب', 'ل']).unwrap_or(hour);
                // «85 ميلا في الساعة 5» does not occur; «في الساعة الواحدة» does.
                hour == "الساعه" || hour == "للساعه"
            }
        }
    }

    pub(super) fn attach_clock(&self, quantity: &mut Quantity) {
        let number = &mut quantity.number;
        number.role = Role::Clock;
        number.weight = if number.value < 1.5 && number.form == Form::Words {
            Weight::Soft
        } else {
            Weight::Firm
        };
        if self.lang == Lang::Arabic {
            self.add_arabic_minutes(number);
        }
        let turned = if number.value < 12.0 {
            number.value + 12.0
        } else {
            number.value - 12.0
        };
        number.others.push(turned);
        let figure = number.span.of(self.text);
        let glued = figure.to_lowercase();
        quantity.half = if glued.ends_with("am") {
            Some((Half::Morning, number.span))
        } else if glued.ends_with("pm") {
            Some((Half::Evening, number.span))
        } else {
            self.half_after(number.tokens.end, number.value)
        };
    }

    /// الخامسة والنصف, الثالثة إلا ربعا.
    pub(super) fn add_arabic_minutes(&self, number: &mut Number) {
        let end = number.tokens.end;
        let (minutes, length) = match (self.folded(end), self.folded(end + 1)) {
            ("و", "النصف" | "نصف") => (30.0, 2),
            ("و", "الربع" | "ربع") => (15.0, 2),
            ("و", "الثلث" | "ثلث") => (20.0, 2),
            ("والنصف" | "ونصف", _) => (30.0, 1),
            ("والربع" | "وربع", _) => (15.0, 1),
            ("والثلث" | "وثلث", _) => (20.0, 1),
            ("الا", "ربعا" | "الربع" | "ربع") => (-15.0, 2),
            ("الا", "ثلثا" | "الثلث" | "ثلث") => (-20.0, 2),
            _ => return,
        };
        number.others.push(number.value);
        number.value = if minutes < 0.0 {
            number.value - 1.0 + (60.0 + minutes) / 100.0
        } else {
            number.value + minutes / 100.0
        };
        number.tokens.end = end + length;
        number.span = number.span.cover(self.tokens[end + length - 1].span);
    }

    /// Eight-thirty, at six fifteen.
    pub(super) fn join_spoken_times(&self, numbers: &mut Vec<Quantity>) {
        if self.lang != Lang::English {
            return;
        }
        let mut at = 0;
        while at + 1 < numbers.len() {
            let (hour, minutes) = (&numbers[at].number, &numbers[at + 1].number);
            let is_time = hour.form == Form::Words
                && minutes.form == Form::Words
                && hour.role == Role::Count
                && minutes.role == Role::Count
                && minutes.weight == Weight::Firm
                && (1.0..=12.0).contains(&hour.value)
                && matches!(minutes.value as u32, 10 | 15 | 20 | 30 | 40 | 45 | 50)
                && (minutes.tokens.start == hour.tokens.end
                    || (minutes.tokens.start == hour.tokens.end + 1 && self.folded(hour.tokens.end) == "-"));
            if is_time {
                let tail = numbers.remove(at + 1).number;
                let clock = &mut numbers[at];
                clock.number.value += tail.value / 100.0;
                clock.number.span = clock.number.span.cover(tail.span);
                clock.number.tokens.end = tail.tokens.end;
                clock.number.parts.extend(tail.parts);
                clock.number.role = Role::Clock;
                clock.number.others = vec![clock.number.value + 12.0];
                clock.unit = None;
            }
            at += 1;
        }
    }

    pub(super) fn half_after(&self, end: usize, value: f64) -> Option<(Half, Span)> {
        let skip = usize::from(matches!(self.folded(end), "من" | "o'clock" | "in" | "on"));
        for at in end..=end + skip + 1 {
            let half = match (self.folded(at), self.folded(at + 1), self.lang) {
                ("am" | "a.m" | "a.m." | "morning", _, Lang::English)
                | ("صباحا" | "صباح" | "الصباح" | "فجرا" | "فجر" | "ص", _, Lang::Arabic) => {
                    Half::Morning
                }
                ("pm" | "p.m" | "p.m." | "afternoon" | "evening", _, Lang::English)
                | ("مساء" | "المساء" | "عصرا" | "العصر" | "م", _, Lang::Arabic)
                | ("بعد", "الظهر" | "ظهر", Lang::Arabic) => Half::Evening,
                ("ظهرا", _, Lang::Arabic) if !(4.0..12.0).contains(&value) => Half::Evening,
                _ => continue,
            };
            return Some((half, self.tokens[at].span));
        }
        None
    }
}
