//! Units and currencies of both languages, with the factors that convert one into another.
//!
//! A unit is looked up where a number is beside it, so words with other senses (قدم, عام, second,
//! pound) do no harm. Factors are the exact definitions (1 mile = 1.609344 km) where there is one;
//! months and years are mean Gregorian ones; a dunum is the metric one (1,000 m²), which in Iraq
//! means 2,500 m², so areas in dunum are compared by name only.

use std::sync::LazyLock;

use crate::text::Lang;

/// What a unit measures; only units of one dimension are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Seconds.
    Time,
    /// Metres.
    Length,
    /// Square metres.
    Area,
    /// Kilograms.
    Mass,
    /// Litres.
    Volume,
    /// Kelvin steps; scales differ in their zero, so there is a function of its own.
    Temperature,
    /// Money: no fixed factors.
    Money,
    /// Bytes.
    Data,
    /// Watts.
    Power,
    /// Watt hours.
    Energy,
    /// Hertz.
    Frequency,
    /// Bits, as lines carry them; disks count in bytes.
    Bits,
    /// Volts.
    Voltage,
    /// Points of a picture.
    Pixels,
    /// Parts of a hundred against points of it.
    Share,
}

/// A unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitDef {
    /// Its English name in the singular, unique.
    pub name: &'static str,
    /// The English plural, for suggestions.
    pub plural: &'static str,
    /// An Arabic name, for suggestions.
    pub arabic: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units it is; 0 where there is no fixed factor.
    pub factor: f64,
    /// English words and signs for it, lower case, parted by `|`.
    english: &'static str,
    /// Arabic words for it, folded, parted by `|`.
    arabic_words: &'static str,
}

/// All units, from `units.tsv`.
pub static UNITS: LazyLock<Vec<UnitDef>> = LazyLock::new(|| {
    include_str!("units.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(of_line)
        .collect()
});

fn of_line(line: &'static str) -> Option<UnitDef> {
    let cells: Vec<&'static str> = line.split('\t').collect();
    let &[name, plural, arabic, dimension, factor, english, arabic_words] = cells.as_slice() else {
        return None;
    };
    Some(UnitDef {
        name,
        plural,
        arabic,
        dimension: dimension_of(dimension)?,
        factor: factor.parse().ok()?,
        english,
        arabic_words,
    })
}

fn dimension_of(name: &str) -> Option<Dimension> {
    Some(match name {
        "Time" => Dimension::Time,
        "Length" => Dimension::Length,
        "Area" => Dimension::Area,
        "Mass" => Dimension::Mass,
        "Volume" => Dimension::Volume,
        "Temperature" => Dimension::Temperature,
        "Money" => Dimension::Money,
        "Data" => Dimension::Data,
        "Power" => Dimension::Power,
        "Energy" => Dimension::Energy,
        "Frequency" => Dimension::Frequency,
        "Bits" => Dimension::Bits,
        "Voltage" => Dimension::Voltage,
        "Pixels" => Dimension::Pixels,
        "Share" => Dimension::Share,
        _ => return None,
    })
}

/// The unit that a word, or two or three words with single spaces, names.
///
/// English words are lower case, Arabic ones folded and without clitics. `pound` is the
/// currency; [`may_be`] knows that it may be the weight.
pub fn by_word(word: &str, lang: Lang) -> Option<&'static UnitDef> {
    if word.len() > 40 {
        return None;
    }
    table(lang)
        .binary_search_by(|(known, _)| (*known).cmp(word))
        .ok()
        .and_then(|at| UNITS.get(table(lang)[at].1))
}

type Table = Vec<(&'static str, usize)>;

/// Words sorted for searching; where a word names two units, the later one of [`UNITS`] stays.
fn table(lang: Lang) -> &'static Table {
    static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| Lang::ALL.map(build));
    match lang {
        Lang::Arabic => &TABLES[0],
        Lang::English => &TABLES[1],
    }
}

fn build(lang: Lang) -> Table {
    let mut words: Table = UNITS
        .iter()
        .enumerate()
        .flat_map(|(at, unit)| {
            let words = match lang {
                Lang::Arabic => unit.arabic_words,
                Lang::English => unit.english,
            };
            words
                .split('|')
                .filter(|word| !word.is_empty())
                .map(move |word| (word, at))
        })
        .collect();
    words.sort_by_key(|&(word, at)| (word, std::cmp::Reverse(at)));
    words.dedup_by_key(|&mut (word, _)| word);
    words
}

/// The percent, which is written by signs and phrases rather than by a unit's word.
pub fn percent() -> &'static UnitDef {
    let at = UNITS.iter().position(|unit| unit.name == "percent").unwrap_or(0);
    &UNITS[at]
}

/// Are the two the same unit, or one word for two (pound of money and of weight, the Syrian and
/// Lebanese pound that is ليرة, the ton of either size, a day and a night)?
pub fn may_be(a: &UnitDef, b: &UnitDef) -> bool {
    const ALIKE: &[(&str, &str)] = &[
        ("pound", "pound (weight)"),
        ("pound", "lira"),
        ("cent", "penny"),
        ("day", "night"),
        ("percent", "percentage point"),
    ];
    a.name == b.name
        || ALIKE
            .iter()
            .any(|&(x, y)| (a.name == x && b.name == y) || (a.name == y && b.name == x))
}

/// `value` of unit `from` in unit `to`; none if there is no fixed factor.
pub fn convert(value: f64, from: &UnitDef, to: &UnitDef) -> Option<f64> {
    if from.dimension != to.dimension || from.factor == 0.0 || to.factor == 0.0 {
        return None;
    }
    if from.dimension == Dimension::Temperature {
        return Some(match (from.factor < 1.0, to.factor < 1.0) {
            (true, false) => (value - 32.0) / 1.8,
            (false, true) => value * 1.8 + 32.0,
            _ => value,
        });
    }
    Some(value * from.factor / to.factor)
}

/// Is `given` an acceptable rounding of `exact`: within 2 %, or within half a step of the last
/// digit that is not zero?
pub fn is_rounding(given: f64, exact: f64) -> bool {
    let off = (given - exact).abs();
    off <= 0.02 * exact.abs() || off <= 0.5 * last_step(given) + 1e-9
}

/// The worth of the last digit that is not zero, at most a tenth of the value: 180 -> 10.
fn last_step(value: f64) -> f64 {
    let mut step = 1e-2;
    while step < 1e12 && (value / (step * 10.0) - (value / (step * 10.0)).round()).abs() < 1e-9 {
        step *= 10.0;
    }
    step.min(value.abs() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn name(word: &str, lang: Lang) -> &'static str {
        by_word(word, lang).map_or("", |unit| unit.name)
    }

    #[test]
    fn words_of_both_languages_meet() {
        assert_eq!(name("كيلومترا", Lang::Arabic), name("km", Lang::English));
        assert_eq!(name("دينار", Lang::Arabic), name("dinars", Lang::English));
        assert_eq!(name("pounds", Lang::English), "pound");
        assert_eq!(name("xyz", Lang::English), "");
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("units.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'));
        for line in lines {
            let unit = of_line(line);
            assert!(unit.is_some(), "{line}");
            for word in unit.iter().flat_map(|unit| unit.arabic_words.split('|')) {
                assert_eq!(crate::text::fold::word(word, Lang::Arabic), word);
            }
        }
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = UNITS.iter().map(|unit| unit.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), UNITS.len());
    }

    #[test]
    fn conversions_allow_rounding() {
        let (km, mile) = (by_word("km", Lang::English), by_word("miles", Lang::English));
        let exact = km
            .zip(mile)
            .and_then(|(km, mile)| convert(618.0, km, mile))
            .unwrap();
        assert!(is_rounding(384.0, exact) && is_rounding(380.0, exact));
        assert!(!is_rounding(618.0, exact) && !is_rounding(350.0, exact));
        let (c, f) = (
            by_word("celsius", Lang::English),
            by_word("fahrenheit", Lang::English),
        );
        let boiling = c.zip(f).and_then(|(c, f)| convert(100.0, c, f)).unwrap();
        assert!((boiling - 212.0).abs() < 1e-9);
    }
}
