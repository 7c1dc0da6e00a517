//! Units and currencies of both languages, with the factors that convert one into another.
//!
//! A unit is looked up where a number is beside it, so words with other senses (قدم, عام, second,
//! pound) do no harm. Factors are the exact definitions (1 mile = 1.609344 km) where there is one;
//! months and years are mean Gregorian ones; a dunum is the metric one (1,000 m²), which in Iraq
//! means 2,500 m², so areas in dunum are compared by name only.

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
    /// English words and signs for it, lower case.
    english: &'static [&'static str],
    /// Arabic words for it, folded.
    arabic_words: &'static [&'static str],
}

macro_rules! units {
    ($( $name:literal $plural:literal $arabic:literal $dim:ident $factor:literal [$($en:literal)*] [$($ar:literal)*] )*) => {
        /// All units.
        pub const UNITS: &[UnitDef] = &[$( UnitDef {
            name: $name, plural: $plural, arabic: $arabic, dimension: Dimension::$dim, factor: $factor,
            english: &[$($en),*], arabic_words: &[$($ar),*],
        } ),*];
    };
}

units! {
    "second" "seconds" "ثانية" Time 1.0 ["second" "seconds" "sec" "secs"] ["ثانيه" "ثواني" "ثوان" "ثانيتين" "ثانيتان"]
    "minute" "minutes" "دقيقة" Time 60.0 ["minute" "minutes" "min" "mins"] ["دقيقه" "دقائق" "دقايق" "دقيقتين" "دقيقتان"]
    "hour" "hours" "ساعة" Time 3600.0 ["hour" "hours" "hr" "hrs"] ["ساعه" "ساعات" "ساعتين" "ساعتان"]
    "day" "days" "يوم" Time 86_400.0 ["day" "days"] ["يوم" "يوما" "ايام" "يومين" "يومان"]
    "night" "nights" "ليلة" Time 0.0 ["night" "nights"] ["ليله" "ليال" "ليالي" "ليلتين" "ليلتان"]
    "week" "weeks" "أسبوع" Time 604_800.0 ["week" "weeks"] ["اسبوع" "اسبوعا" "اسابيع" "اسبوعين" "اسبوعان"]
    "month" "months" "شهر" Time 2_629_746.0 ["month" "months"] ["شهر" "شهرا" "اشهر" "شهور" "شهرين" "شهران"]
    "year" "years" "سنة" Time 31_556_952.0 ["year" "years" "yr" "yrs"] ["سنه" "سنوات" "سنين" "سنتين" "سنتان" "عام" "عاما" "اعوام" "عامين" "عامان" "حول" "حولين" "سنويا"]
    "decade" "decades" "عقد" Time 315_569_520.0 ["decade" "decades"] ["عقد" "عقدا" "عقود" "عقدين" "عقدان"]
    "century" "centuries" "قرن" Time 3_155_695_200.0 ["century" "centuries"] ["قرن" "قرنا" "قرون" "قرنين" "قرنان"]
    "kilometre" "kilometres" "كيلومتر" Length 1000.0 ["km" "kms" "kilometre" "kilometres" "kilometer" "kilometers" "kph" "kmh" "kilometre's"] ["كم" "كيلومتر" "كيلومترا" "كيلومترات" "كيلو متر" "كيلو مترا" "كيلو مترات" "كلم" "كيلومترين"]
    "metre" "metres" "متر" Length 1.0 ["m" "metre" "metres" "meter" "meters"] ["متر" "مترا" "امتار" "امتر" "مترين"]
    "centimetre" "centimetres" "سنتيمتر" Length 0.01 ["cm" "centimetre" "centimetres" "centimeter" "centimeters"] ["سم" "سنتيمتر" "سنتيمترا" "سنتيمترات" "سنتمتر" "سنتمترا" "سنتي متر" "سنتي مترا"]
    "millimetre" "millimetres" "مليمتر" Length 0.001 ["mm" "millimetre" "millimetres" "millimeter" "millimeters"] ["ملم" "مم" "مليمتر" "مليمترا" "ميليمتر" "ميليمترا" "ملليمتر" "مليمترات"]
    "mile" "miles" "ميل" Length 1609.344 ["mile" "miles" "mi" "mph"] ["ميل" "ميلا" "اميال" "ميلين"]
    "nautical mile" "nautical miles" "ميل بحري" Length 1852.0 ["nautical mile" "nautical miles"] ["ميل بحري" "ميلا بحريا" "اميال بحريه"]
    "yard" "yards" "ياردة" Length 0.9144 ["yard" "yards" "yd" "yds"] ["يارده" "ياردات" "ياردا"]
    "foot" "feet" "قدم" Length 0.3048 ["foot" "feet" "ft"] ["قدم" "قدما" "اقدام" "قدمين"]
    "inch" "inches" "بوصة" Length 0.0254 ["inch" "inches"] ["بوصه" "بوصات" "انش" "انشا" "انشات" "بوصتين"]
    "hectare" "hectares" "هكتار" Area 10_000.0 ["hectare" "hectares" "ha"] ["هكتار" "هكتارا" "هكتارات"]
    "acre" "acres" "فدان" Area 4_046.856_422_4 ["acre" "acres" "feddan" "feddans"] ["فدان" "فدانا" "افدنه" "ايكر" "اكر"]
    "dunum" "dunums" "دونم" Area 0.0 ["dunum" "dunums" "donum" "donums" "dunam" "dunams" "donam"] ["دونم" "دونما" "دونمات"]
    "square kilometre" "square kilometres" "كيلومتر مربع" Area 1_000_000.0 ["square kilometre" "square kilometres" "square kilometer" "square kilometers" "square km" "sq km" "km²" "km2"] ["كم مربع" "كيلومتر مربع" "كيلومترا مربعا" "كيلومترات مربعه" "كيلو متر مربع" "كيلو مترا مربعا" "كم²"]
    "square metre" "square metres" "متر مربع" Area 1.0 ["square metre" "square metres" "square meter" "square meters" "sq m" "m²" "m2"] ["متر مربع" "مترا مربعا" "امتار مربعه" "م²"]
    "square mile" "square miles" "ميل مربع" Area 2_589_988.110_336 ["square mile" "square miles" "sq mi"] ["ميل مربع" "ميلا مربعا" "اميال مربعه"]
    "square foot" "square feet" "قدم مربع" Area 0.092_903_04 ["square foot" "square feet" "sq ft"] ["قدم مربع" "قدما مربعا" "قدم مربعه" "اقدام مربعه"]
    "tonne" "tonnes" "طن" Mass 1000.0 ["ton" "tons" "tonne" "tonnes"] ["طن" "طنا" "اطنان" "طنين"]
    "kilogram" "kilograms" "كيلوغرام" Mass 1.0 ["kg" "kgs" "kilo" "kilos" "kilogram" "kilograms" "kilogramme" "kilogrammes"] ["كغ" "كغم" "كجم" "كلغ" "كيلوغرام" "كيلوغراما" "كيلوغرامات" "كيلوجرام" "كيلوجراما" "كيلوجرامات" "كيلو غرام" "كيلو جرام"]
    "gram" "grams" "غرام" Mass 0.001 ["gram" "grams" "gramme" "grammes"] ["غرام" "غراما" "غرامات" "جرام" "جراما" "جرامات" "غم"]
    "milligram" "milligrams" "ميليغرام" Mass 0.000_001 ["mg" "milligram" "milligrams"] ["ملغ" "ملغم" "مجم" "مليغرام" "ميليغرام" "مليجرام" "ميلليجرام" "ملليجرام" "ملليغرام" "مليغراما"]
    "pound (weight)" "pounds" "رطل" Mass 0.453_592_37 ["pound" "pounds" "lb" "lbs"] ["رطل" "رطلا" "ارطال" "باوند"]
    "ounce" "ounces" "أونصة" Mass 0.028_349_523_125 ["ounce" "ounces" "oz"] ["اونصه" "اونصات" "اوقيه"]
    "stone" "stone" "ستون" Mass 0.0 ["stone"] []
    "litre" "litres" "لتر" Volume 1.0 ["litre" "litres" "liter" "liters"] ["لتر" "لترا" "لترات" "ليتر" "ليترا"]
    "millilitre" "millilitres" "ميليلتر" Volume 0.001 ["ml" "millilitre" "millilitres" "milliliter" "milliliters"] ["مل" "مليلتر" "ميليلتر" "ملليلتر" "مليلترا"]
    "barrel" "barrels" "برميل" Volume 158.987_294_928 ["barrel" "barrels" "bbl" "bpd"] ["برميل" "برميلا" "براميل"]
    "gallon" "gallons" "غالون" Volume 3.785_411_784 ["gallon" "gallons"] ["غالون" "غالونا" "غالونات" "جالون" "جالونا" "جالونات"]
    "cubic metre" "cubic metres" "متر مكعب" Volume 1000.0 ["cubic metre" "cubic metres" "cubic meter" "cubic meters" "m³" "m3"] ["متر مكعب" "مترا مكعبا" "امتار مكعبه" "م³"]
    "degree Celsius" "degrees Celsius" "درجة مئوية" Temperature 1.0 ["celsius" "°c" "centigrade" "degrees celsius" "degree celsius" "degrees centigrade" "degrees c"] ["مئويه" "درجه مئويه" "درجات مئويه" "سيلسيوس" "درجه سيليزيه" "درجه سيلسيوس"]
    "degree Fahrenheit" "degrees Fahrenheit" "درجة فهرنهايت" Temperature 0.555_555_555_555_555_6 ["fahrenheit" "°f" "degrees fahrenheit" "degree fahrenheit" "degrees f"] ["فهرنهايت" "درجه فهرنهايت" "درجات فهرنهايت" "درجه فهرنهايتيه"]
    "dollar" "dollars" "دولار" Money 0.0 ["$" "us$" "dollar" "dollars" "usd" "buck" "bucks"] ["دولار" "دولارا" "دولارات" "دولارين" "$"]
    "pound" "pounds" "جنيه" Money 0.0 ["£" "pound" "pounds" "gbp" "quid"] ["جنيه" "جنيها" "جنيهات" "جنيه استرليني" "جنيها استرلينيا" "استرليني" "£"]
    "euro" "euros" "يورو" Money 0.0 ["€" "euro" "euros" "eur"] ["يورو" "€"]
    "yen" "yen" "ين" Money 0.0 ["¥" "yen" "jpy"] ["ين" "ينا" "¥"]
    "yuan" "yuan" "يوان" Money 0.0 ["yuan" "renminbi" "rmb" "cny"] ["يوان" "يوانا"]
    "dinar" "dinars" "دينار" Money 0.0 ["dinar" "dinars" "iqd" "jod" "kwd"] ["دينار" "دينارا" "دنانير" "د ع"]
    "riyal" "riyals" "ريال" Money 0.0 ["riyal" "riyals" "rial" "rials" "sar"] ["ريال" "ريالا" "ريالات"]
    "dirham" "dirhams" "درهم" Money 0.0 ["dirham" "dirhams" "aed"] ["درهم" "درهما" "دراهم"]
    "lira" "liras" "ليرة" Money 0.0 ["lira" "liras" "lire" "try"] ["ليره" "ليرات"]
    "shekel" "shekels" "شيكل" Money 0.0 ["shekel" "shekels" "nis"] ["شيكل" "شيكلا" "شيقل"]
    "rouble" "roubles" "روبل" Money 0.0 ["rouble" "roubles" "ruble" "rubles"] ["روبل" "روبلا"]
    "rupee" "rupees" "روبية" Money 0.0 ["rupee" "rupees"] ["روبيه" "روبيات"]
    "franc" "francs" "فرنك" Money 0.0 ["franc" "francs"] ["فرنك" "فرنكا" "فرنكات"]
    "toman" "tomans" "تومان" Money 0.0 ["toman" "tomans"] ["تومان"]
    "cent" "cents" "سنت" Money 0.0 ["cent" "cents"] ["سنت" "سنتا" "سنتات"]
    "penny" "pence" "بنس" Money 0.0 ["penny" "pence"] ["بنس" "بنسا" "بنسات"]
    "kilobyte" "kilobytes" "كيلوبايت" Data 1e3 ["kb" "kilobyte" "kilobytes"] ["كيلوبايت"]
    "megabyte" "megabytes" "ميغابايت" Data 1e6 ["mb" "megabyte" "megabytes"] ["ميغابايت" "ميجابايت"]
    "gigabyte" "gigabytes" "غيغابايت" Data 1e9 ["gb" "gigabyte" "gigabytes"] ["غيغابايت" "جيجابايت"]
    "terabyte" "terabytes" "تيرابايت" Data 1e12 ["tb" "terabyte" "terabytes"] ["تيرابايت"]
    "kilowatt" "kilowatts" "كيلوواط" Power 1e3 ["kw" "kilowatt" "kilowatts"] ["كيلوواط" "كيلووات"]
    "megawatt" "megawatts" "ميغاواط" Power 1e6 ["mw" "megawatt" "megawatts"] ["ميغاواط" "ميغاوات" "ميجاواط" "ميجاوات"]
    "gigawatt" "gigawatts" "غيغاواط" Power 1e9 ["gw" "gigawatt" "gigawatts"] ["غيغاواط" "غيغاوات" "جيجاواط" "جيجاوات"]
    "percent" "percent" "بالمئة" Share 0.0 [] []
    "percentage point" "percentage points" "نقطة مئوية" Share 0.0 ["percentage point" "percentage points" "percent point"] ["نقطه مئويه" "نقاط مئويه" "نقطتين مئويتين"]
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
    use std::sync::LazyLock;
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
            words.iter().map(move |&word| (word, at))
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
