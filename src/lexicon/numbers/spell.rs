//! Writes a number the way a given text writes its numbers.

use crate::lexicon::numbers::plain;
use crate::text::{Lang, digits::DigitSet};

/// The manner in which a text writes a number that is to be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // independent facts of a written form
pub struct Shape {
    /// The language.
    pub lang: Lang,
    /// In words?
    pub words: bool,
    /// As an ordinal?
    pub ordinal: bool,
    /// The digit set.
    pub set: DigitSet,
    /// Are thousands parted by a mark?
    pub grouped: bool,
    /// Does an Arabic numeral word end in ة (ثلاثة)?
    pub feminine: bool,
    /// Does it begin a sentence with a capital?
    pub capital: bool,
}

/// The number in this shape: `three`, `ثلاثة`, `30,000`, `٢٫٥ مليون`.
pub fn spell(value: f64, shape: Shape) -> String {
    if shape.words
        && let Some(word) = in_words(value, shape)
    {
        return if shape.capital {
            capitalised(word)
        } else {
            word.to_owned()
        };
    }
    let scaled = scales(shape.lang)
        .iter()
        .find(|(scale, _)| value >= *scale && is_short(value / scale));
    let text = match scaled {
        Some((scale, word)) => format!("{} {word}", figures(value / scale, shape)),
        None => figures(value, shape),
    };
    if shape.ordinal && shape.lang == Lang::English {
        format!("{text}{}", english_suffix(value))
    } else {
        text
    }
}

fn scales(lang: Lang) -> &'static [(f64, &'static str)] {
    match lang {
        Lang::English => &[(1e12, "trillion"), (1e9, "billion"), (1e6, "million")],
        Lang::Arabic => &[(1e12, "تريليون"), (1e9, "مليار"), (1e6, "مليون")],
    }
}

/// At most two places behind the point.
fn is_short(value: f64) -> bool {
    (value * 100.0 - (value * 100.0).round()).abs() < 1e-6
}

fn figures(value: f64, shape: Shape) -> String {
    let text = plain(value);
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let indic = shape.set != DigitSet::Ascii;
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if shape.grouped && i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(if indic { '٬' } else { ',' });
        }
        out.push(in_set(c, shape.set));
    }
    if !rest.is_empty() {
        out.push(if indic { '٫' } else { '.' });
        out.extend(rest.chars().map(|c| in_set(c, shape.set)));
    }
    out
}

fn in_set(c: char, set: DigitSet) -> char {
    let zero = match set {
        DigitSet::Ascii => return c,
        DigitSet::ArabicIndic => 0x0660,
        DigitSet::Eastern => 0x06F0,
    };
    c.to_digit(10)
        .and_then(|digit| char::from_u32(zero + digit))
        .unwrap_or(c)
}

fn english_suffix(value: f64) -> &'static str {
    match (value as u64 % 100, value as u64 % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn in_words(value: f64, shape: Shape) -> Option<&'static str> {
    if value.fract() != 0.0 || !(2.0..=90.0).contains(&value) || (shape.ordinal && value > 10.0) {
        return None;
    }
    let small = value as usize;
    let (units, tens) = match (shape.lang, shape.ordinal) {
        (Lang::English, false) => (ENGLISH, ENGLISH_TENS),
        (Lang::English, true) => (ENGLISH_ORDINALS, [""; 8]),
        (Lang::Arabic, false) if shape.feminine => (ARABIC_FEMININE, ARABIC_TENS),
        (Lang::Arabic, false) => (ARABIC_MASCULINE, ARABIC_TENS),
        (Lang::Arabic, true) => (ARABIC_ORDINALS, [""; 8]),
    };
    match small {
        2..=10 => Some(units[small - 2]),
        20..=90 if small.is_multiple_of(10) => Some(tens[small / 10 - 2]),
        _ => None,
    }
    .filter(|word| !word.is_empty())
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

const ENGLISH: [&str; 9] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];
const ENGLISH_TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const ENGLISH_ORDINALS: [&str; 9] = [
    "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];
const ARABIC_MASCULINE: [&str; 9] = ["اثنان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"];
const ARABIC_FEMININE: [&str; 9] = [
    "اثنتان",
    "ثلاثة",
    "أربعة",
    "خمسة",
    "ستة",
    "سبعة",
    "ثمانية",
    "تسعة",
    "عشرة",
];
const ARABIC_TENS: [&str; 8] = [
    "عشرين",
    "ثلاثين",
    "أربعين",
    "خمسين",
    "ستين",
    "سبعين",
    "ثمانين",
    "تسعين",
];
const ARABIC_ORDINALS: [&str; 9] = [
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
];

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape {
        lang: Lang::English,
        words: false,
        ordinal: false,
        set: DigitSet::Ascii,
        grouped: true,
        feminine: false,
        capital: false,
    };

    #[test]
    fn numbers_take_the_shape_of_the_text() {
        let arabic = Shape {
            lang: Lang::Arabic,
            set: DigitSet::ArabicIndic,
            ..SHAPE
        };
        assert_eq!(spell(30_000.0, SHAPE), "30,000");
        assert_eq!(spell(2_250_000_000.0, SHAPE), "2.25 billion");
        assert_eq!(spell(2_500_000.0, arabic), "٢٫٥ مليون");
        assert_eq!(spell(12_345.0, arabic), "١٢٬٣٤٥");
        assert_eq!(spell(3.0, Shape { words: true, ..SHAPE }), "three");
        let feminine = Shape {
            words: true,
            feminine: true,
            ..arabic
        };
        assert_eq!(spell(3.0, feminine), "ثلاثة");
        assert_eq!(
            spell(
                22.0,
                Shape {
                    ordinal: true,
                    ..SHAPE
                }
            ),
            "22nd"
        );
    }
}
