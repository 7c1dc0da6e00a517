//! How often something is: `every month` where the other side has كل سنة.
//!
//! `every`, `each` and كل before a unit of time, and words of their own (`daily`, سنويا), say how
//! often. Any word of the same unit on the other side answers (`a year`, في السنة, `annual`).

use crate::check::Unit;
use crate::check::evidence::has;
use crate::lexicon::numbers::strip_clitics;
use crate::text::{Lang, Span};

/// A period that nothing answers to, on each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exchange {
    /// Where they stand, Arabic first.
    pub spans: [Span; 2],
    /// What the Arabic one is in English: `year`.
    pub arabic: &'static str,
    /// What the English one is: `month`.
    pub english: &'static str,
}

/// Name, English and Arabic words of a unit of time; of the Arabic ones the folded stems.
const PERIODS: &[(&str, &str, &str)] = &[
    ("hour", "hour hours hourly", "ساعه ساعات ساعتين ساعتان"),
    (
        "day",
        "day days daily night nights nightly",
        "يوم يوما ايام يومين يومان يومي يوميا يوميه ليله نهار",
    ),
    (
        "week",
        "week weeks weekly fortnight",
        "اسبوع اسبوعا اسابيع اسبوعين اسبوعان اسبوعي اسبوعيا اسبوعيه",
    ),
    (
        "month",
        "month months monthly",
        "شهر شهرا اشهر شهور شهرين شهران شهري شهريا شهريه",
    ),
    (
        "year",
        "year years yearly annual annually per-annum yearlong",
        "سنه سنوات سنين سنتين سنتان سنوي سنويا سنويه عام عاما اعوام عامين عامان",
    ),
];
const ENGLISH_ADVERBS: &str = "hourly daily nightly weekly monthly yearly annually";
const ARABIC_ADVERBS: &str = "يوميا اسبوعيا شهريا سنويا";

/// A period of a side: which, where, and is it said outright (`every`, `daily`), not by an article
/// alone (`a year`)?
#[derive(Debug, Clone, Copy)]
struct Stated {
    period: usize,
    span: Span,
    is_plain: bool,
}

/// The one exchanged period of a unit; one side at least says it outright.
pub fn exchange(unit: &Unit<'_>) -> Option<Exchange> {
    let open = Lang::ALL.map(|lang| {
        let mut open = stated(unit, lang);
        open.retain(|found| !mentions(unit, lang.other(), found.period));
        open
    });
    let [[arabic], [english]] = [open[0].as_slice(), open[1].as_slice()] else {
        return None;
    };
    (arabic.is_plain || english.is_plain).then(|| Exchange {
        spans: [arabic.span, english.span],
        arabic: PERIODS[arabic.period].0,
        english: PERIODS[english.period].0,
    })
}

fn period_of(folded: &str, lang: Lang) -> Option<usize> {
    let at = |word: &str| {
        PERIODS.iter().position(|(_, english, arabic)| match lang {
            Lang::English => has(english, word),
            Lang::Arabic => has(arabic, word),
        })
    };
    match lang {
        Lang::English => at(folded.trim_end_matches("'s").trim_end_matches('\'')),
        Lang::Arabic => strip_clitics(folded, at).map(|found| found.0),
    }
}

/// Does a side have any word of this unit?
fn mentions(unit: &Unit<'_>, lang: Lang, period: usize) -> bool {
    let mut words = unit.tokens(lang).iter().filter(|token| token.is_word());
    words.any(|token| period_of(&token.folded, lang) == Some(period))
}

/// Where a side says how often.
fn stated(unit: &Unit<'_>, lang: Lang) -> Vec<Stated> {
    let tokens = unit.tokens(lang);
    let (each, per, adverbs) = match lang {
        Lang::English => ("every each", "a an per", ENGLISH_ADVERBS),
        Lang::Arabic => ("كل وكل بكل لكل", "في", ARABIC_ADVERBS),
    };
    let found = (0..tokens.len()).filter_map(|at| {
        let word = &tokens[at];
        let period = period_of(&word.folded, lang)?;
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let after = tokens.get(at + 1).map_or("", |after| after.folded.as_str());
        let follows = |list: &str| before.is_some_and(|before| has(list, &before.folded));
        let is_each = follows(each);
        let is_plain = is_each || has(adverbs, &word.folded);
        // `a year ago`, `a day of rest`, "in the year 2003" say no rate.
        let ends = matches!(after, "" | "." | "," | "،" | "؟" | "?" | ";" | "؛");
        let is_definite = lang == Lang::English || word.folded.starts_with("ال");
        let is_rate = follows(per) && ends && is_definite;
        let start = before
            .filter(|_| is_each || is_rate)
            .map_or(word.span, |before| before.span);
        (is_plain || is_rate).then(|| Stated {
            period,
            span: start.cover(word.span),
            is_plain,
        })
    });
    found.collect()
}
