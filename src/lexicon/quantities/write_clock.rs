//! Writes a time of day the way a given time is written: `half past six`, `6:30`, `6.30pm`, الخامسة
//! والنصف.

use crate::lexicon::numbers::{Shape, spell};
use crate::text::Lang;
use crate::text::digits::{DigitSet, digit};

/// The time `value` (minutes behind the point) in the manner of `like`; none if that manner has no
/// words for it and figures would not fit the text.
pub fn clock_like(value: f64, like: &str, lang: Lang) -> Option<String> {
    let minutes = (value * 100.0).round() as u32;
    let (hour, minute) = (minutes / 100, minutes % 100);
    if minute > 59 || hour > 24 {
        return None;
    }
    let set = like.chars().find_map(digit).map(|(_, set)| set);
    match set {
        Some(set) => in_figures(hour, minute, like, set),
        None if lang == Lang::Arabic => in_arabic(hour, minute, like),
        None => in_english(hour, minute, like),
    }
}

fn in_figures(hour: u32, minute: u32, like: &str, set: DigitSet) -> Option<String> {
    let is_digit = |c: char| digit(c).is_some();
    let figures = like.chars().filter(|&c| is_digit(c)).count();
    let first = like.find(is_digit)?;
    let last = like.rfind(is_digit)? + like[like.rfind(is_digit)?..].chars().next()?.len_utf8();
    let own = &like[first..last];
    if !own.chars().all(|c| is_digit(c) || matches!(c, ':' | '.' | '٫')) {
        return None;
    }
    let own_hour = own
        .chars()
        .take_while(|&c| is_digit(c))
        .filter_map(digit)
        .fold(0, |hour, (value, _)| hour * 10 + value);
    let is_long = own_hour > 12 || (figures == 4 && own_hour > 100);
    let hour = if is_long || hour == 12 { hour } else { hour % 12 };
    let hour = if !is_long && hour == 0 { 12 } else { hour };
    let mark = own.chars().find(|&c| !is_digit(c));
    let written = match mark {
        _ if figures == 4 && mark.is_none() => format!("{hour:02}{minute:02}"),
        Some(mark) if own.starts_with(|c| digit(c).is_some_and(|(value, _)| value == 0)) => {
            format!("{hour:02}{mark}{minute:02}")
        }
        Some(mark) => format!("{hour}{mark}{minute:02}"),
        None if minute == 0 => hour.to_string(),
        None => format!("{hour}:{minute:02}"),
    };
    let written: String = written.chars().map(|c| set.written(c)).collect();
    Some(format!("{}{written}{}", &like[..first], &like[last..]))
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "its twin for Arabic may have nothing to say"
)]
fn in_english(hour: u32, minute: u32, like: &str) -> Option<String> {
    let shape = Shape {
        lang: Lang::English,
        words: true,
        ordinal: false,
        set: DigitSet::Ascii,
        group: None,
        feminine: false,
        capital: false,
    };
    let word = |value: u32| spell(f64::from(value), shape);
    let name = |hour: u32| word((hour + 11) % 12 + 1);
    let article = if like.to_lowercase().starts_with("a ") {
        "a "
    } else {
        ""
    };
    let said = match minute {
        0 => name(hour),
        15 => format!("{article}quarter past {}", name(hour)),
        30 => format!("half past {}", name(hour)),
        45 => format!("{article}quarter to {}", name(hour + 1)),
        5 | 10 | 20 | 25 => format!("{} past {}", word(minute), name(hour)),
        35 | 40 | 50 | 55 => format!("{} to {}", word(60 - minute), name(hour + 1)),
        _ => format!("{}:{minute:02}", (hour + 11) % 12 + 1),
    };
    let mut chars = said.chars();
    Some(match chars.next() {
        Some(first) if like.starts_with(char::is_uppercase) => first.to_uppercase().chain(chars).collect(),
        _ => said,
    })
}

/// An hour with its article is written as such; what speech says otherwise gets no words.
fn in_arabic(hour: u32, minute: u32, like: &str) -> Option<String> {
    const HOURS: [&str; 12] = [
        "الواحدة",
        "الثانية",
        "الثالثة",
        "الرابعة",
        "الخامسة",
        "السادسة",
        "السابعة",
        "الثامنة",
        "التاسعة",
        "العاشرة",
        "الحادية عشرة",
        "الثانية عشرة",
    ];
    let first = like.split_whitespace().next()?;
    if !HOURS.iter().any(|hour| hour.split(' ').next() == Some(first)) {
        return None;
    }
    let name = |hour: u32| HOURS[((hour + 11) % 12) as usize];
    let (name, minutes) = match minute {
        0 => (name(hour), ""),
        5 => (name(hour), " وخمس دقائق"),
        10 => (name(hour), " وعشر دقائق"),
        15 => (name(hour), " والربع"),
        20 => (name(hour), " والثلث"),
        30 => (name(hour), " والنصف"),
        40 => (name(hour + 1), " إلا ثلثا"),
        45 => (name(hour + 1), " إلا ربعا"),
        50 => (name(hour + 1), " إلا عشر دقائق"),
        55 => (name(hour + 1), " إلا خمس دقائق"),
        _ => return None,
    };
    Some(format!("{name}{minutes}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(value: f64, like: &str, lang: Lang, expected: &str) {
        assert_eq!(
            clock_like(value, like, lang).as_deref().unwrap_or(""),
            expected,
            "{like}"
        );
    }

    #[test]
    fn a_time_is_written_as_the_one_in_its_place() {
        case(7.3, "half past six", Lang::English, "half past seven");
        case(7.3, "Six thirty", Lang::English, "Half past seven");
        case(2.45, "a quarter past three", Lang::English, "a quarter to three");
        case(7.3, "6:30", Lang::English, "7:30");
        case(7.3, "6.30pm", Lang::English, "7.30pm");
        case(7.3, "6pm", Lang::English, "7:30pm");
        case(17.3, "6:30", Lang::English, "5:30");
        case(17.3, "18:30", Lang::English, "17:30");
        case(7.05, "٦:٣٠", Lang::Arabic, "٧:٠٥");
        case(8.0, "08:30", Lang::English, "08:00");
        case(2.45, "الثالثة والنصف", Lang::Arabic, "الثالثة إلا ربعا");
        case(2.45, "ثلاثة ونص", Lang::Arabic, "");
        case(2.45, "1530", Lang::English, "0245");
        case(7.12, "six", Lang::English, "7:12");
    }
}
