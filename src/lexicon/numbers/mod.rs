//! Reads numbers in Arabic and English text: digits of any set, number words and mixtures.
//!
//! A [`Number`] has a place, one or more values (`360.000` may be 360 or 360,000) and the steps
//! by which it was read, so that a finding can show them. The grammar of joining words
//! (`خمسة وعشرون ألفا`, `two hundred and five`) is in `grammar` and `sum`; the words of each
//! language are in tables (`words`), with what clings to them in `arabic` and `english`; figures
//! in `numeral`, spoken decimals in `point`, fractions in `share`, Roman numerals in `roman`. Clock times, dates and units are put on top by
//! [`crate::lexicon::quantities`].

mod arabic;
mod english;
mod grammar;
mod numeral;
mod point;
mod roman;
mod share;
mod spell;
mod sum;
mod words;

use std::ops::Range;

use crate::text::{Lang, Span, Token};

pub use roman::roman;
pub use spell::{Shape, clitics, shown, spell};

/// What a number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// How many or how much: `12`, `ثلاثة`.
    Count,
    /// Which in a row: `third`, `الثالث`, `21st`.
    Ordinal,
    /// So many of a hundred.
    Percent,
    /// A part: `نصف`, `two thirds`.
    Fraction,
    /// Ten years or an age: `1930s`, `الثلاثينيات`.
    Decade,
    /// A magnitude without a count: dozens, مئات, tens of thousands.
    Vague,
    /// A time of day, as hours with minutes behind the point: 5:30 is 5.3.
    Clock,
    /// A year of a calendar.
    Year,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// In figures, with or without a word of scale.
    Digits,
    /// In words.
    Words,
    /// By the dual of a noun: يومان, شهرين.
    Dual,
    /// As a Roman numeral.
    Roman,
}

/// How much a number weighs when the other side lacks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// May answer a number of the other side, is never missed itself: `one`, `both`, `twice`.
    Soft,
    /// May be held against a number of the other side, is never missed itself: a half, `the first`.
    Loose,
    /// Must be answered.
    Firm,
}

/// One step of reading: a piece of text and what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Where.
    pub span: Span,
    /// Its value: 30, 1000, 0.5.
    pub value: f64,
}

/// A number of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Where it stands.
    pub span: Span,
    /// The tokens it takes.
    pub tokens: Range<usize>,
    /// Its likeliest value.
    pub value: f64,
    /// Other values it may have.
    pub others: Vec<f64>,
    /// What it says.
    pub role: Role,
    /// How it is written.
    pub form: Form,
    /// How much it weighs.
    pub weight: Weight,
    /// The steps of reading, in the order of the text.
    pub parts: Vec<Part>,
    /// Does an Arabic article stand before it (الخمسة)?
    pub definite: bool,
}

impl Number {
    /// All values it may have, the likeliest first.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        std::iter::once(self.value).chain(self.others.iter().copied())
    }

    /// May the two have the same value?
    pub fn may_equal(&self, other: &Number) -> bool {
        self.values()
            .any(|mine| other.values().any(|theirs| same(mine, theirs)))
    }

    /// How it was read, for people: `30 × ألف(1000) = 30000`.
    pub fn reading(&self, text: &str) -> String {
        let total = match self.role {
            Role::Clock => crate::lexicon::quantities::clock_text(self.value),
            _ if self.value >= 1e6 => shown(self),
            _ => plain(self.value),
        };
        let steps: Vec<String> = self
            .parts
            .iter()
            .map(|part| {
                let piece = part.span.of(text);
                let value = plain(part.value);
                if piece == value {
                    value
                } else {
                    format!("{piece}({value})")
                }
            })
            .collect();
        match steps.as_slice() {
            [] => total,
            [one] if *one == total => total,
            [_] => format!("{} = {total}", self.span.of(text)),
            several => format!("{} = {total}", several.join(" · ")),
        }
    }
}

/// Are two values the same, but for rounding in the arithmetic?
pub fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1e-3)
}

/// A value as people write it: no exponent, no superfluous zeros, `2/3` rather than `0.6667`.
pub fn plain(value: f64) -> String {
    if value > 0.0
        && value < 1.0
        && !same(value * 1e4, (value * 1e4).round())
        && let Some(whole) = [3.0, 7.0, 6.0, 9.0]
            .into_iter()
            .find(|whole| same(value * whole, (value * whole).round()))
    {
        return format!("{}/{whole}", (value * whole).round());
    }
    let text = format!("{value:.4}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// The value of one English number word by itself.
pub(crate) fn english_value(word: &str) -> Option<f64> {
    match english::word(word)? {
        Word::Unit(value) | Word::Teen(value) | Word::Tens(value) | Word::Soft(value) => Some(value),
        Word::Ten => Some(10.0),
        _ => None,
    }
}

/// What a token says about numbers, before it is joined with its neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Word {
    /// 0 to 9.
    Unit(f64),
    /// عشرة, ten: also the second word of Arabic teens.
    Ten,
    /// 11 to 19 in one word.
    Teen(f64),
    /// 20 to 90.
    Tens(f64),
    /// 100; also 200 to 900 where Arabic writes them as one word.
    Hundred(f64),
    /// A factor from 12 up: dozen, ألف, million.
    Scale(f64),
    /// The plural of a factor: آلاف, thousands; a magnitude when no count stands before it.
    Scales(f64),
    /// A count with its scale in one word: ألفان, مليونين, خمستلاف.
    Counted(f64, f64),
    /// ألفا: one thousand as the accusative, two thousand before what is counted.
    OneOrTwo(f64),
    /// مية: a hundred, or water.
    SpokenHundred,
    /// تلت, تمن: three and eight before what is counted; else a third, a price.
    Short(f64),
    /// The point of a decimal in words: فاصلة, point.
    Point,
    /// Third, الثالث.
    Ordinal(f64),
    /// أول, أولى: an ordinal that makes no teen (أول عشر is the first ten).
    Rank(f64),
    /// Half, ثلث.
    Fraction(f64),
    /// Quarters, أرباع: needs a count before it.
    Fractions(f64),
    /// Dozens, عشرات: a magnitude.
    Vague(f64),
    /// Few, several, بضعة, عدة.
    Few,
    /// Thirties, الثلاثينيات.
    Decade(f64),
    /// Both, pair, مرتين: may answer a number.
    Soft(f64),
    /// يومين, شهرين: two, said by the form of the noun.
    Dual,
}

/// A word with what clings to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Read {
    /// What it says.
    pub(crate) word: Word,
    /// Was an Arabic و cut off?
    pub(crate) and: bool,
    /// Was an Arabic article cut off?
    pub(crate) definite: bool,
}

/// The numbers of a text in order. Tokens with `taken[i]` belong to something else (a month, a
/// weekday) and are passed over.
pub fn numbers(text: &str, tokens: &[Token], lang: Lang, taken: &[bool]) -> Vec<Number> {
    grammar::Reader::new(text, tokens, lang, taken).run()
}

/// The token without Arabic clitics (و ف, ب ك ل, ال) if `known` holds for what remains; the
/// longest known form wins.
pub(crate) fn strip_clitics<T>(folded: &str, known: impl Fn(&str) -> Option<T>) -> Option<(T, bool, bool)> {
    if let Some(found) = known(folded) {
        return Some((found, false, false));
    }
    let (rest, and) = match folded.strip_prefix(['و', 'ف']) {
        Some(rest) => (rest, true),
        None => (folded, false),
    };
    for (rest, and) in [(rest, and), (folded, false)] {
        if let Some(found) = known(rest) {
            return Some((found, and, false));
        }
        for (prefix, definite) in [("ال", true), ("بال", true), ("كال", true), ("لل", true)] {
            if let Some(found) = rest.strip_prefix(prefix).and_then(&known) {
                return Some((found, and, definite));
            }
        }
        for prefix in ['ب', 'ل', 'ك'] {
            let bare = rest.strip_prefix(prefix).filter(|bare| bare.chars().count() > 2);
            if let Some(found) = bare.and_then(&known) {
                return Some((found, and, false));
            }
        }
        if !and {
            break;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token;
    use proptest::prelude::*;

    #[track_caller]
    fn case(lang: Lang, text: &str, expected: &str) {
        let tokens = token::tokens(text);
        let read: Vec<String> = numbers(text, &tokens, lang, &vec![false; tokens.len()])
            .iter()
            .filter(|number| number.weight == Weight::Firm)
            .map(|number| plain(number.value))
            .collect();
        assert_eq!(read.join(" "), expected, "{text}");
    }

    #[track_caller]
    fn arabic(text: &str, expected: &str) {
        case(Lang::Arabic, text, expected);
    }

    #[track_caller]
    fn english(text: &str, expected: &str) {
        case(Lang::English, text, expected);
    }

    #[test]
    fn figures_of_every_set_and_separator() {
        arabic("١٢ مقاتلا و٢٬٥٠٠ جندي و۴ و٣٫٥", "12 2500 4 3.5");
        arabic("25,2 مليار، و30 ألف", "25200000000 30000");
        english(
            "1,127 of 2.25 billion, 30,000 and $11million",
            "1127 2250000000 30000 11000000",
        );
    }

    #[test]
    fn compound_arabic_numerals() {
        arabic("خمسة وعشرون رجلا", "25");
        arabic("ألف وتسعمائة وخمسة وأربعين", "1945");
        arabic("ثلاثة آلاف ومئتان واثنا عشر", "3212");
        arabic("اثنتي عشرة سنة", "12");
        arabic("مئة وخمسون ألفا", "150000");
        arabic("مليونان ونصف المليون", "2500000");
        arabic("نصف مليون لاجئ", "500000");
        arabic("3 آلاف و500 مقاتل", "3500");
        arabic("القرن التاسع عشر والحادي والعشرين", "19 21");
        arabic("ثلاثة أرباع", "0.75");
        arabic("خمسطعش يوم", "15");
        arabic("سبعة وستة", "7 6");
    }

    #[test]
    fn english_number_words() {
        english("twenty-five men", "25");
        english("two hundred and fifty thousand", "250000");
        english("one hundred and five", "105");
        english("nineteen eighty-four", "1984");
        english("two and a half million", "2500000");
        english("half a million", "500000");
        english("a dozen, two dozen", "12 24");
        english("the twenty-first of 21st", "21 21");
        english("three quarters", "0.75");
        // A lone part is soft, as half is: it is never missed.
        english("a third of the crop fell by a fifth.", "");
        english("a third attack", "3");
        english("three or four", "3 4");
    }

    #[test]
    fn values_read_as_people_write_them() {
        let read = [0.75, 2.0 / 3.0, 1.0 / 6.0, 0.2, 1500.0, 2.5].map(plain);
        assert_eq!(read, ["0.75", "2/3", "1/6", "0.2", "1500", "2.5"]);
    }

    #[test]
    fn one_and_articles_are_not_counted() {
        english("one of them, a man", "");
        arabic("واحد منهم وأحدهم لست هناك", "");
    }

    #[test]
    fn a_reading_shows_its_steps() {
        let text = "30 ألف";
        let tokens = token::tokens(text);
        let read = numbers(text, &tokens, Lang::Arabic, &[false, false]);
        assert_eq!(read[0].reading(text), "30 · ألف(1000) = 30000");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(text in "[0-9٠-٩.,٬ a-zخمسةعشر وألف%:-]{0,40}") {
            let tokens = token::tokens(&text);
            for lang in Lang::ALL {
                let mut last = 0;
                for number in numbers(&text, &tokens, lang, &vec![false; tokens.len()]) {
                    prop_assert!(number.span.start >= last && !number.span.of(&text).is_empty());
                    prop_assert!(number.value.is_finite());
                    last = number.span.end;
                }
            }
        }
    }
}
