//! Named times of day (فجرا, منتصف الليل, `noon`) as stretches of hours, read from `day_parts.tsv`.
//!
//! Beside an hour a name tells its half of the day; alone it is compared by [`DayPart::meets`].
//! Names that are also other words (الظهر is the back too, المغرب a country) count only behind a
//! preposition of time, a prayer, or before the name of a day.

use std::sync::LazyLock;

use crate::lexicon::dates;
use crate::lexicon::quantities::{Half, Page};
use crate::text::{Lang, Span};

/// A named time of day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayPart {
    /// Where it stands.
    pub span: Span,
    /// The hours from and to which it may last; above 24 is the day after.
    pub hours: (f64, f64),
}

impl DayPart {
    /// May the two mean the same time?
    pub fn meets(&self, other: (f64, f64)) -> bool {
        [-24.0, 0.0, 24.0]
            .into_iter()
            .any(|shift| self.hours.0 + shift < other.1 && other.0 < self.hours.1 + shift)
    }

    /// The half of the day in which an hour of twelve lies, as this name has it.
    pub(super) fn half(&self, hour: f64) -> Half {
        let away = |hour: f64| {
            let off = |hour: f64| (self.hours.0 - hour).max(hour - self.hours.1).max(0.0);
            off(hour).min(off(hour + 24.0))
        };
        let hour = hour % 12.0;
        if away(hour) <= away(hour + 12.0) {
            Half::Morning
        } else {
            Half::Evening
        }
    }
}

/// What a name needs beside it to be a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Nothing,
    Clock,
    Near,
    /// As `Near`, but not في alone: wounded in the back.
    Noon,
    Prayer,
    Day,
}

#[derive(Debug)]
struct Row {
    lang: Lang,
    need: Need,
    hours: (f64, f64),
    words: Vec<&'static str>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut rows: Vec<Row> = include_str!("day_parts.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(rows_of)
        .collect();
    // Longer phrases first: بعد منتصف الليل before منتصف الليل.
    rows.sort_by_key(|row| std::cmp::Reverse(row.words.len()));
    rows
});

fn rows_of(line: &'static str) -> Vec<Row> {
    let cells: Vec<&'static str> = line.split('\t').collect();
    let &[lang, need, from, to, phrases] = cells.as_slice() else {
        return Vec::new();
    };
    let lang = if lang == "ar" { Lang::Arabic } else { Lang::English };
    let need = match need {
        "clock" => Need::Clock,
        "near" => Need::Near,
        "noon" => Need::Noon,
        "prayer" => Need::Prayer,
        "day" => Need::Day,
        _ => Need::Nothing,
    };
    let hours = (from.parse().unwrap_or(0.0), to.parse().unwrap_or(0.0));
    let row = |phrase: &'static str| Row {
        lang,
        need,
        hours,
        words: phrase.split(' ').collect(),
    };
    phrases.split('|').map(row).collect()
}

const BEFORE_TIME: &str = "عند قبل بعد منذ حتي وقت ساعه وعند وقبل وبعد مع قرابه نحو قبيل بعيد";
const BEFORE_PART: &str = "في خلال طوال هذا ذلك اول اخر";
const PRAYERS: &str = "صلاه لصلاه الصلاه اذان ءاذان لاذان عند وقت قبيل بعيد";

impl Page<'_> {
    /// The time of day that is named at a token, and how many tokens it takes; behind an hour more
    /// names count.
    pub(super) fn day_part_at(&self, at: usize, behind_hour: bool) -> Option<(DayPart, usize)> {
        let first = self.folded(at);
        let bare = match self.lang {
            Lang::Arabic => first.strip_prefix('و').unwrap_or(first),
            Lang::English => first,
        };
        let row = ROWS.iter().find(|row| {
            let fits = |(i, word): (usize, &&str)| {
                let here = self.folded(at + i);
                **word == *here || (i == 0 && **word == *bare)
            };
            row.lang == self.lang
                && row.words.iter().enumerate().all(fits)
                && self.is_met(row.need, at, row.words.len(), behind_hour)
        })?;
        let last = self.tokens.get(at + row.words.len() - 1)?;
        let span = self.tokens[at].span.cover(last.span);
        Some((
            DayPart {
                span,
                hours: row.hours,
            },
            row.words.len(),
        ))
    }

    fn is_met(&self, need: Need, at: usize, length: usize, behind_hour: bool) -> bool {
        let before = self.before(at, 1);
        let listed = |list: &str| list.split(' ').any(|word| word == before);
        match need {
            Need::Nothing => !self.is_greeting(at, length),
            Need::Clock => behind_hour,
            Need::Near => listed(BEFORE_TIME) || listed(BEFORE_PART) || listed(PRAYERS),
            Need::Noon => listed(BEFORE_TIME) || listed(PRAYERS),
            Need::Prayer => listed(PRAYERS),
            Need::Day => self.names_day(at + length),
        }
    }

    /// صباح الخير, `good evening`, `good night`: said at any time near enough.
    fn is_greeting(&self, at: usize, length: usize) -> bool {
        matches!(self.before(at, 1), "good" | "يسعد" | "طاب" | "عمت")
            || matches!(
                self.folded(at + length),
                "الخير" | "النور" | "الورد" | "الفل" | "السعاده"
            )
    }

    /// Is there the name of a day, or اليوم and its like, at this token?
    fn names_day(&self, at: usize) -> bool {
        let word = self.folded(at);
        matches!(
            word,
            "اليوم"
                | "امس"
                | "غد"
                | "يوم"
                | "البارحه"
                | "ذلك"
                | "هذا"
                | "الغد"
                | "كل"
                | "اول"
        ) || (word.starts_with("ال")
            && !dates::date_words(
                self.text,
                &self.tokens[at.min(self.tokens.len())..self.tokens.len().min(at + 2)],
                self.lang,
            )
            .is_empty())
    }

    /// All named times of day that belong to no hour; `halves` are the places of those that do.
    pub(super) fn day_parts(&self, halves: &[Span]) -> Vec<DayPart> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let Some((part, length)) = self.day_part_at(at, false) else {
                at += 1;
                continue;
            };
            let is_said = halves
                .iter()
                .any(|half| half.start < part.span.end && part.span.start < half.end);
            if !is_said {
                out.push(part);
            }
            at += length;
        }
        out
    }
}
