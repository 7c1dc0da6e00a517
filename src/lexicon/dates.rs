//! Names of months, weekdays and relative days in both languages, and the tabular Hijri calendar.
//!
//! Arabic months come in three sets: Levantine-Iraqi (كانون الثاني, شباط …), Egyptian-Gulf
//! (يناير …) and Maghrebi (جانفي …, غشت …), besides the Hijri ones. A name that is also another
//! word (May, March, آب, مارس, صفر) counts only where its neighbours make it a date; elsewhere it
//! can answer a month of the other side but is never missed.
//!
//! Source of the Hijri arithmetic: the tabular ("civil") calendar, 30-year cycle with leap years
//! 2 5 7 10 13 16 18 21 24 26 29, epoch 16 July 622 Julian (Reingold and Dershowitz, Calendrical
//! Calculations, chapter on the Islamic calendar). Observed months may differ by a day.

use std::ops::Range;

use crate::lexicon::numbers::Weight;
use crate::text::{Kind, Lang, Span, Token};

/// What a date word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// A Gregorian month, 1 to 12.
    Month(u8),
    /// A Hijri month, 1 to 12.
    HijriMonth(u8),
    /// A day of the week, 0 is Sunday.
    Weekday(u8),
    /// A day counted from today: yesterday is -1.
    Relative(i8),
}

impl Named {
    /// Its English name, for messages.
    pub fn name(self) -> &'static str {
        match self {
            Named::Month(n) => MONTHS[usize::from(n - 1)].0,
            Named::HijriMonth(n) => HIJRI[usize::from(n - 1)],
            Named::Weekday(n) => WEEKDAYS[usize::from(n)].0,
            Named::Relative(-1) => "yesterday",
            Named::Relative(_) => "tomorrow",
        }
    }

    /// How a text in `lang` names it; Arabic months in the set that `like` belongs to.
    pub fn written(self, lang: Lang, like: &str) -> String {
        match (self, lang) {
            (_, Lang::English) => self.name().to_owned(),
            (Named::Month(n), Lang::Arabic) => {
                let (_, east, west) = MONTHS[usize::from(n - 1)];
                let folded = crate::text::fold::word(like, Lang::Arabic);
                if LEVANTINE.iter().any(|(word, _)| folded.contains(word)) {
                    east.to_owned()
                } else {
                    west.to_owned()
                }
            }
            (Named::HijriMonth(n), Lang::Arabic) => HIJRI_ARABIC[usize::from(n - 1)].to_owned(),
            (Named::Weekday(n), Lang::Arabic) => WEEKDAYS[usize::from(n)].1.to_owned(),
            (Named::Relative(-1), Lang::Arabic) => "أمس".to_owned(),
            (Named::Relative(_), Lang::Arabic) => "غدا".to_owned(),
        }
    }
}

/// A date word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateWord {
    /// Where it stands.
    pub span: Span,
    /// The tokens it takes.
    pub tokens: Range<usize>,
    /// What it names.
    pub named: Named,
    /// Must the other side answer it?
    pub weight: Weight,
}

/// English name, Levantine-Iraqi name, Egyptian-Gulf name of each month.
const MONTHS: [(&str, &str, &str); 12] = [
    ("January", "كانون الثاني", "يناير"),
    ("February", "شباط", "فبراير"),
    ("March", "آذار", "مارس"),
    ("April", "نيسان", "أبريل"),
    ("May", "أيار", "مايو"),
    ("June", "حزيران", "يونيو"),
    ("July", "تموز", "يوليو"),
    ("August", "آب", "أغسطس"),
    ("September", "أيلول", "سبتمبر"),
    ("October", "تشرين الأول", "أكتوبر"),
    ("November", "تشرين الثاني", "نوفمبر"),
    ("December", "كانون الأول", "ديسمبر"),
];

const HIJRI: [&str; 12] = [
    "Muharram",
    "Safar",
    "Rabi al-Awwal",
    "Rabi al-Thani",
    "Jumada al-Ula",
    "Jumada al-Thani",
    "Rajab",
    "Shaban",
    "Ramadan",
    "Shawwal",
    "Dhu al-Qadah",
    "Dhu al-Hijjah",
];

const HIJRI_ARABIC: [&str; 12] = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
];

const WEEKDAYS: [(&str, &str); 7] = [
    ("Sunday", "الأحد"),
    ("Monday", "الاثنين"),
    ("Tuesday", "الثلاثاء"),
    ("Wednesday", "الأربعاء"),
    ("Thursday", "الخميس"),
    ("Friday", "الجمعة"),
    ("Saturday", "السبت"),
];

/// Levantine-Iraqi months of one word, folded.
const LEVANTINE: [(&str, u8); 9] = [
    ("شباط", 2),
    ("اذار", 3),
    ("نيسان", 4),
    ("ايار", 5),
    ("حزيران", 6),
    ("تموز", 7),
    ("ايلول", 9),
    ("تشرين", 10),
    ("كانون", 12),
];

/// The date words of a text in order.
pub fn date_words(text: &str, tokens: &[Token], lang: Lang) -> Vec<DateWord> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let found = match (tokens[i].kind, lang) {
            (Kind::Arabic, Lang::Arabic) => arabic(text, tokens, i),
            (Kind::Latin, Lang::English) => {
                english(text, tokens, i).map(|(named, weight)| (named, weight, 1))
            }
            _ => None,
        };
        let Some((named, weight, length)) = found else {
            i += 1;
            continue;
        };
        let range = i..i + length;
        out.push(DateWord {
            span: tokens[i].span.cover(tokens[i + length - 1].span),
            tokens: range,
            named,
            weight,
        });
        i += length;
    }
    out
}

fn folded(tokens: &[Token], at: Option<usize>) -> &str {
    at.and_then(|at| tokens.get(at))
        .map_or("", |token| token.folded.as_str())
}

fn is_number(tokens: &[Token], at: Option<usize>) -> bool {
    at.and_then(|at| tokens.get(at))
        .is_some_and(|token| token.kind == Kind::Number)
}

fn english(text: &str, tokens: &[Token], i: usize) -> Option<(Named, Weight)> {
    let word = tokens[i].folded.as_str();
    let stem = word.strip_suffix("'s").unwrap_or(word);
    match stem {
        "yesterday" => return Some((Named::Relative(-1), Weight::Firm)),
        "tomorrow" => return Some((Named::Relative(1), Weight::Firm)),
        _ => {}
    }
    if !tokens[i]
        .span
        .of(text)
        .starts_with(|c: char| c.is_ascii_uppercase())
    {
        return None;
    }
    let (before, after) = (i.checked_sub(1), Some(i + 1));
    if let Some(day) = english_weekday(stem) {
        let in_name = matches!(
            folded(tokens, before),
            "black" | "good" | "bloody" | "palm" | "cyber" | "ash" | "easter" | "super" | "shrove"
        ) || matches!(
            folded(tokens, after),
            "times" | "mirror" | "express" | "telegraph" | "mail" | "post" | "herald" | "league" | "school"
        );
        return Some((Named::Weekday(day), weight(!in_name)));
    }
    if let Some(month) = english_hijri(tokens, i) {
        return Some((Named::HijriMonth(month), Weight::Soft));
    }
    let dotted = folded(tokens, after) == ".";
    let near_number =
        is_number(tokens, before) || is_number(tokens, after) || (dotted && is_number(tokens, Some(i + 2)));
    let month = english_month(stem)?;
    let sure = match stem {
        "may" | "march" => near_number || (word == stem && is_date_preposition(folded(tokens, before))),
        _ if stem.len() <= 4 && !matches!(stem, "june" | "july") => {
            if !near_number && !dotted {
                return None;
            }
            near_number
        }
        _ => true,
    };
    Some((Named::Month(month), weight(sure)))
}

fn weight(sure: bool) -> Weight {
    if sure { Weight::Firm } else { Weight::Soft }
}

fn is_date_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "since" | "early" | "late" | "mid" | "of" | "during" | "until" | "last" | "next" | "this"
    )
}

fn english_weekday(word: &str) -> Option<u8> {
    let word = word.strip_suffix('s').unwrap_or(word);
    Some(match word {
        "sunday" => 0,
        "monday" => 1,
        "tuesday" => 2,
        "wednesday" => 3,
        "thursday" => 4,
        "friday" => 5,
        "saturday" => 6,
        _ => return None,
    })
}

fn english_month(word: &str) -> Option<u8> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

fn english_hijri(tokens: &[Token], i: usize) -> Option<u8> {
    let second = tokens[i + 1..]
        .iter()
        .take(4)
        .find(|token| token.is_word() && token.folded != "al" && token.folded != "ath")
        .map_or("", |token| token.folded.as_str());
    Some(match tokens[i].folded.as_str() {
        "muharram" => 1,
        "safar" => 2,
        "rabi" | "rabi'" | "rabia" => match second {
            "awwal" | "awal" | "i" => 3,
            _ => 4,
        },
        "jumada" | "jamada" => match second {
            "ula" | "awwal" | "i" => 5,
            _ => 6,
        },
        "rajab" => 7,
        "shaban" | "sha'ban" | "shaaban" => 8,
        "ramadan" | "ramadhan" => 9,
        "shawwal" | "shawal" => 10,
        "dhu" | "zul" | "dhul" => match second {
            word if word.starts_with('q') => 11,
            word if word.starts_with('h') => 12,
            _ => return None,
        },
        _ => return None,
    })
}

fn arabic(text: &str, tokens: &[Token], i: usize) -> Option<(Named, Weight, usize)> {
    let word = tokens[i].folded.as_str();
    match word {
        "امس" | "البارحه" | "مبارح" | "امبارح" => {
            return Some((Named::Relative(-1), Weight::Firm, 1));
        }
        "غدا" | "باجر" | "بكره" => return Some((Named::Relative(1), Weight::Firm, 1)),
        _ => {}
    }
    if let Some(day) = arabic_weekday(tokens, i) {
        return Some((Named::Weekday(day), Weight::Firm, 1));
    }
    for (cut, word) in without_prefix(word) {
        if let Some(found) = arabic_two_words(word, folded(tokens, Some(i + 1))) {
            return Some((found, Weight::Firm, 2));
        }
        if let Some(month) = arabic_month(word) {
            return Some((Named::Month(month), Weight::Firm, 1));
        }
        if let Some((named, needs)) = arabic_doubtful(word, tokens[i].span.of(text)) {
            let sure = is_arabic_date_place(tokens, i) || (cut && needs == Need::Preposition);
            match (sure, needs) {
                (true, _) => return Some((named, Weight::Firm, 1)),
                (false, Need::Preposition) => return Some((named, Weight::Soft, 1)),
                (false, Need::Neighbour) => {}
            }
        }
    }
    None
}

/// The word itself, and without و ف ب ل ك before it (true: something was cut off).
fn without_prefix(word: &str) -> impl Iterator<Item = (bool, &str)> {
    let first = word.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']);
    let second = first.and_then(|rest| rest.strip_prefix(['ب', 'ل']));
    [
        Some((false, word)),
        first.map(|rest| (true, rest)),
        second.map(|rest| (true, rest)),
    ]
    .into_iter()
    .flatten()
    .filter(|(_, word)| word.len() >= 4)
}

fn arabic_weekday(tokens: &[Token], i: usize) -> Option<u8> {
    let word = tokens[i].folded.as_str();
    let word = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let after_day = matches!(folded(tokens, i.checked_sub(1)), "يوم" | "ليله" | "نهار");
    let bare = word
        .strip_prefix("ال")
        .or_else(|| word.strip_prefix("بال"))
        .or_else(|| word.strip_prefix("لل"))
        .or(if after_day { Some(word) } else { None })?;
    Some(match bare {
        "احد" => 0,
        "اثنين" | "اتنين" => 1,
        "ثلاثاء" | "ثلاثا" | "تلاتاء" => 2,
        "اربعاء" | "اربعا" => 3,
        "خميس" => 4,
        "جمعه" => 5,
        "سبت" => 6,
        _ => return None,
    })
}

fn arabic_two_words(word: &str, next: &str) -> Option<Named> {
    let second = match next {
        "الاول" | "اول" | "الاولي" => 1,
        "الثاني" | "ثاني" | "الثانيه" | "الاخر" | "الاخره" => 2,
        "القعده" | "قعده" => 3,
        "الحجه" | "حجه" => 4,
        _ => return None,
    };
    Some(match (word, second) {
        ("كانون", 1) => Named::Month(12),
        ("كانون", 2) => Named::Month(1),
        ("تشرين", 1) => Named::Month(10),
        ("تشرين", 2) => Named::Month(11),
        ("ربيع", 1) => Named::HijriMonth(3),
        ("ربيع", 2) => Named::HijriMonth(4),
        ("جمادي", 1) => Named::HijriMonth(5),
        ("جمادي", 2) => Named::HijriMonth(6),
        ("ذو" | "ذي", 3) => Named::HijriMonth(11),
        ("ذو" | "ذي", 4) => Named::HijriMonth(12),
        _ => return None,
    })
}

fn arabic_month(word: &str) -> Option<u8> {
    if let Some(&(_, month)) = LEVANTINE.iter().find(|(name, _)| *name == word) {
        return (month < 10).then_some(month);
    }
    Some(match word {
        "يناير" | "جانفي" => 1,
        "فبراير" | "فيفري" => 2,
        "ابريل" | "افريل" | "نيسان" => 4,
        "مايو" => 5,
        "يونيو" | "يونيه" | "جوان" => 6,
        "يوليو" | "يوليه" | "جويليه" | "يوليوز" => 7,
        "اغسطس" | "غشت" => 8,
        "سبتمبر" | "شتنبر" => 9,
        "اكتوبر" => 10,
        "نوفمبر" | "نونبر" => 11,
        "ديسمبر" | "دجنبر" => 12,
        _ => return None,
    })
    .filter(|_| word != "جوان")
}

/// What a name that is also another word needs beside it to be a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    /// A figure, شهر or a preposition of time; without it, it may still answer a month.
    Preposition,
    /// A figure or شهر; without it, it is another word.
    Neighbour,
}

fn arabic_doubtful(word: &str, raw: &str) -> Option<(Named, Need)> {
    Some(match word {
        "مارس" => (Named::Month(3), Need::Preposition),
        "اب" if raw.contains('آ') => (Named::Month(8), Need::Preposition),
        "ماي" => (Named::Month(5), Need::Neighbour),
        "جوان" => (Named::Month(6), Need::Neighbour),
        "اوت" => (Named::Month(8), Need::Neighbour),
        "رمضان" => (Named::HijriMonth(9), Need::Preposition),
        "محرم" => (Named::HijriMonth(1), Need::Neighbour),
        "صفر" => (Named::HijriMonth(2), Need::Neighbour),
        "رجب" => (Named::HijriMonth(7), Need::Neighbour),
        "شعبان" => (Named::HijriMonth(8), Need::Neighbour),
        "شوال" => (Named::HijriMonth(10), Need::Neighbour),
        _ => return None,
    })
}

/// Is there a figure, شهر, a slash or a preposition of time beside token `i`?
fn is_arabic_date_place(tokens: &[Token], i: usize) -> bool {
    let before = i.checked_sub(1);
    is_number(tokens, before)
        || is_number(tokens, Some(i + 1))
        || matches!(
            folded(tokens, before),
            "شهر"
                | "بشهر"
                | "/"
                | "منذ"
                | "في"
                | "خلال"
                | "قبل"
                | "حتي"
                | "منتصف"
                | "نهايه"
                | "بدايه"
                | "اوايل"
                | "اواخر"
                | "مطلع"
        )
        || matches!(folded(tokens, Some(i + 1)), "/" | "عام" | "سنه")
        || folded(tokens, before) == "من"
}

/// Julian day number (at noon) of a Gregorian date.
pub fn gregorian_day(year: i64, month: i64, day: i64) -> i64 {
    let shift = (14 - month) / 12;
    let y = year + 4800 - shift;
    let m = month + 12 * shift - 3;
    day + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32045
}

/// Julian day number (at noon) of a date of the tabular Hijri calendar.
pub fn hijri_day(year: i64, month: i64, day: i64) -> i64 {
    day + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year) / 30 + 1_948_439
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token;

    #[track_caller]
    fn case(lang: Lang, text: &str, expected: &str) {
        let read: Vec<&str> = date_words(text, &token::tokens(text), lang)
            .iter()
            .filter(|word| word.weight == Weight::Firm)
            .map(|word| word.named.name())
            .collect();
        assert_eq!(read.join(" "), expected, "{text}");
    }

    #[test]
    fn all_sets_of_arabic_months() {
        case(Lang::Arabic, "٢ كانون الأول وكانون الثاني", "December January");
        case(Lang::Arabic, "تشرين الثاني/نوفمبر", "November November");
        case(Lang::Arabic, "في غشت وجويلية و3 ماي", "August July May");
        case(Lang::Arabic, "15 شعبان وذي الحجة", "Shaban Dhu al-Hijjah");
        case(Lang::Arabic, "يوم الاثنين والثلاثاء", "Monday Tuesday");
    }

    #[test]
    fn names_and_verbs_are_not_months() {
        case(Lang::Arabic, "قالت السيدة ماي إن أب الطفل مارس الضغط", "");
        case(Lang::Arabic, "رجع في آب الماضي", "August");
        case(Lang::English, "Mrs May said they may march", "");
        case(
            Lang::English,
            "in May and on March 3, Sept. 4",
            "May March September",
        );
        case(Lang::English, "the Sunday Times on Friday", "Friday");
    }

    #[test]
    fn hijri_days_agree_with_known_dates() {
        // 1 Muharram 1 is 16 July 622 Julian, 19 July Gregorian; 1 Muharram 1445 fell on 19 July 2023.
        assert_eq!(hijri_day(1, 1, 1), gregorian_day(622, 7, 19));
        assert!((hijri_day(1445, 1, 1) - gregorian_day(2023, 7, 19)).abs() <= 1);
        assert!((hijri_day(1446, 9, 1) - gregorian_day(2025, 3, 1)).abs() <= 1);
    }
}
