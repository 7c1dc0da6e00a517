//! Writes a number the way a given text writes its numbers, and for messages.

use crate::lexicon::numbers::{Number, Role, arabic, plain, same};
use crate::text::{Lang, digits::DigitSet, fold};

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
    /// The mark that parts thousands; none if nothing does.
    pub group: Option<char>,
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
        return if shape.capital { capitalised(&word) } else { word };
    }
    let scaled = scales(shape.lang)
        .iter()
        .find(|(scale, _)| value >= *scale && is_short(value / scale));
    let text = match scaled {
        Some((scale, words)) => format!(
            "{} {}",
            figures(value / scale, shape),
            counted(value / scale, words)
        ),
        None => figures(value, shape),
    };
    if shape.ordinal && shape.lang == Lang::English {
        format!("{text}{}", english_suffix(value))
    } else {
        text
    }
}

/// A number as messages say it: 4 billion, 14,350, 5 percent, 2nd, 1/2.
pub fn shown(number: &Number) -> String {
    let shape = Shape {
        lang: Lang::English,
        words: false,
        ordinal: number.role == Role::Ordinal,
        set: DigitSet::Ascii,
        group: Some(',').filter(|_| number.role != Role::Year && number.role != Role::Decade),
        feminine: false,
        capital: false,
    };
    let value = number.value;
    match number.role {
        Role::Fraction => (2..=10)
            .map(f64::from)
            .find(|below| same(value * below, (value * below).round()))
            .map_or_else(|| plain(value), |below| format!("{:.0}/{below}", value * below)),
        Role::Percent => format!("{} percent", spell(value, shape)),
        _ => spell(value, shape),
    }
}

/// A scale and its Arabic forms: one, two, three to ten of it.
type Scale = (f64, [&'static str; 2]);

fn scales(lang: Lang) -> &'static [Scale] {
    match lang {
        Lang::English => &[
            (1e12, ["trillion", "trillion"]),
            (1e9, ["billion", "billion"]),
            (1e6, ["million", "million"]),
        ],
        Lang::Arabic => &[
            (1e12, ["تريليون", "تريليونات"]),
            (1e9, ["مليار", "مليارات"]),
            (1e6, ["مليون", "ملايين"]),
        ],
    }
}

/// The scale word after a count: ٤ مليارات, ٢٥ مليارا is left as مليار.
fn counted(count: f64, words: &[&'static str; 2]) -> &'static str {
    let few = count.fract() == 0.0 && (3.0..11.0).contains(&count);
    words[usize::from(few)]
}

/// At most two places behind the point.
fn is_short(value: f64) -> bool {
    (value * 100.0 - (value * 100.0).round()).abs() < 1e-6
}

fn figures(value: f64, shape: Shape) -> String {
    let text = plain(value);
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.extend(shape.group);
        }
        out.push(shape.set.written(c));
    }
    if !rest.is_empty() {
        out.push(if shape.set == DigitSet::Ascii { '.' } else { '٫' });
        out.extend(rest.chars().map(|c| shape.set.written(c)));
    }
    out
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

fn in_words(value: f64, shape: Shape) -> Option<String> {
    if value.fract() != 0.0 || !(1.0..100.0).contains(&value) {
        return None;
    }
    let small = value as usize;
    match (shape.lang, shape.ordinal) {
        (Lang::English, ordinal) => Some(english(small, ordinal)),
        (Lang::Arabic, true) => {
            let words = if shape.feminine {
                ARABIC_ORDINALS.1
            } else {
                ARABIC_ORDINALS.0
            };
            words.get(small - 1).map(|&word| word.to_owned())
        }
        (Lang::Arabic, false) => arabic_count(small, shape.feminine),
    }
}

fn english(small: usize, ordinal: bool) -> String {
    let ones = if ordinal { &ENGLISH_ORDINALS } else { &ENGLISH };
    let tens = if ordinal { &ENGLISH_TENTHS } else { &ENGLISH_TENS };
    match (small / 10, small % 10) {
        (0 | 1, _) => ones[small].to_owned(),
        (ten, 0) => tens[ten].to_owned(),
        (ten, one) => format!("{}-{}", ENGLISH_TENS[ten], ones[one]),
    }
}

fn arabic_count(small: usize, feminine: bool) -> Option<String> {
    let ones = if feminine {
        &ARABIC_FEMININE
    } else {
        &ARABIC_MASCULINE
    };
    match (small / 10, small % 10) {
        (0, one) => ones
            .get(one)
            .filter(|word| !word.is_empty())
            .map(|&word| word.to_owned()),
        (1, 0) => Some(if feminine { "عشرة" } else { "عشر" }.to_owned()),
        (1, _) => None,
        (ten, 0) => Some(ARABIC_TENS[ten].to_owned()),
        (ten, one) => ones
            .get(one)
            .filter(|word| one > 2 && !word.is_empty())
            .map(|word| format!("{word} و{}", ARABIC_TENS[ten])),
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The clitics with which a written Arabic number begins: و of وخمسين, بال of بالخمسة.
pub fn clitics(written: &str) -> &str {
    const CLITICS: [&str; 14] = [
        "وال", "فال", "بال", "كال", "ول", "وب", "فب", "لل", "ال", "و", "ف", "ب", "ل", "ك",
    ];
    let word = written.split_whitespace().next().unwrap_or("");
    CLITICS
        .into_iter()
        .filter_map(|clitic| Some((clitic, word.strip_prefix(clitic)?)))
        .find(|(_, rest)| arabic::is_bare(&fold::word(rest, Lang::Arabic)))
        .and_then(|(clitic, _)| written.get(..clitic.len()))
        .filter(|_| !arabic::is_bare(&fold::word(word, Lang::Arabic)))
        .unwrap_or("")
}

const ENGLISH: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 10] = [
    "", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const ENGLISH_ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const ENGLISH_TENTHS: [&str; 10] = [
    "",
    "tenth",
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
];
const ARABIC_MASCULINE: [&str; 10] = ["", "", "اثنان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع"];
const ARABIC_FEMININE: [&str; 10] = [
    "",
    "",
    "اثنتان",
    "ثلاثة",
    "أربعة",
    "خمسة",
    "ستة",
    "سبعة",
    "ثمانية",
    "تسعة",
];
const ARABIC_TENS: [&str; 10] = [
    "",
    "",
    "عشرين",
    "ثلاثين",
    "أربعين",
    "خمسين",
    "ستين",
    "سبعين",
    "ثمانين",
    "تسعين",
];
const ARABIC_ORDINALS: ([&str; 10], [&str; 10]) = (
    [
        "الأول",
        "الثاني",
        "الثالث",
        "الرابع",
        "الخامس",
        "السادس",
        "السابع",
        "الثامن",
        "التاسع",
        "العاشر",
    ],
    [
        "الأولى",
        "الثانية",
        "الثالثة",
        "الرابعة",
        "الخامسة",
        "السادسة",
        "السابعة",
        "الثامنة",
        "التاسعة",
        "العاشرة",
    ],
);

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape {
        lang: Lang::English,
        words: false,
        ordinal: false,
        set: DigitSet::Ascii,
        group: Some(','),
        feminine: false,
        capital: false,
    };

    #[test]
    fn numbers_take_the_shape_of_the_text() {
        let arabic = Shape {
            lang: Lang::Arabic,
            set: DigitSet::ArabicIndic,
            group: Some('٬'),
            ..SHAPE
        };
        assert_eq!(spell(30_000.0, SHAPE), "30,000");
        assert_eq!(spell(2_250_000_000.0, SHAPE), "2.25 billion");
        assert_eq!(spell(2_500_000.0, arabic), "٢٫٥ مليون");
        assert_eq!(spell(4e9, arabic), "٤ مليارات");
        assert_eq!(spell(12_345.0, arabic), "١٢٬٣٤٥");
        let words = Shape { words: true, ..SHAPE };
        assert_eq!(spell(3.0, words), "three");
        assert_eq!(spell(35.0, words), "thirty-five");
        assert_eq!(spell(1250.0, words), "1,250");
        let feminine = Shape {
            words: true,
            feminine: true,
            ..arabic
        };
        assert_eq!(spell(3.0, feminine), "ثلاثة");
        assert_eq!(spell(25.0, feminine), "خمسة وعشرين");
        let ordinal = Shape {
            ordinal: true,
            ..SHAPE
        };
        assert_eq!(spell(22.0, ordinal), "22nd");
        assert_eq!(
            spell(
                22.0,
                Shape {
                    words: true,
                    ..ordinal
                }
            ),
            "twenty-second"
        );
        let swiss = Shape {
            group: Some('\''),
            ..SHAPE
        };
        assert_eq!(spell(14_350.0, swiss), "14'350");
    }

    #[test]
    fn clitics_are_kept() {
        assert_eq!(clitics("وخمسين"), "و");
        assert_eq!(clitics("بالخمسة"), "بال");
        assert_eq!(clitics("واحد"), "");
        assert_eq!(clitics("أربعة"), "");
    }
}
