//! A word for one nationality where the other side has another: `Japanese` for صينية.
//!
//! Every country that either side names, by its people or by its name, answers for its people on
//! the other side. One word for people that nothing answers to on each side, at about the same
//! place, is an exchange.

use crate::check::Unit;
use crate::lexicon::demonyms::{self, Belonging};
use crate::text::{Kind, Lang};

/// An exchanged nationality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The English token.
    pub english: usize,
    /// The Arabic token.
    pub arabic: usize,
    /// What the Arabic word is in English.
    pub fitting: String,
}

/// How far apart in the two texts the words may stand, as shares.
const NEAR: f32 = 0.35;

/// The exchange of a unit, if there is one and no more.
pub fn exchange(unit: &Unit<'_>) -> Option<Exchange> {
    let words = Lang::ALL.map(|lang| found(unit, lang));
    let open = Lang::ALL.map(|lang| {
        let other = &words[lang.other() as usize];
        let mut open: Vec<(usize, Belonging)> = words[lang as usize]
            .iter()
            .filter(|(_, own)| own.is_people && !other.iter().any(|(_, far)| far.country == own.country))
            .copied()
            .collect();
        open.dedup_by_key(|(_, own)| own.country);
        open
    });
    let [[(arabic, theirs)], [(english, _)]] = [open[0].as_slice(), open[1].as_slice()] else {
        return None;
    };
    let share = |lang: Lang, token: usize| token as f32 / unit.tokens(lang).len().max(1) as f32;
    if (share(Lang::Arabic, *arabic) - share(Lang::English, *english)).abs() > NEAR {
        return None;
    }
    let people = demonyms::people(theirs.country);
    let is_plural = unit.tokens(Lang::English)[*english].folded.ends_with('s');
    let plural = people.get(1).filter(|word| is_plural && word.ends_with('s'));
    let fitting = plural.or(people.first())?.to_string();
    Some(Exchange {
        english: *english,
        arabic: *arabic,
        fitting,
    })
}

/// The words of a side that belong to a country; English ones with a capital.
fn found(unit: &Unit<'_>, lang: Lang) -> Vec<(usize, Belonging)> {
    let text = unit.text(lang).map_or("", |text| text.text.as_str());
    let all = unit.tokens(lang);
    let after = |at: usize| all.get(at + 1).map_or("", |next| next.folded.as_str());
    all.iter()
        .enumerate()
        // الهنود الحمر, "Red Indians", are Native Americans.
        .filter(|&(at, _)| !matches!(after(at), "الحمر" | "حمر"))
        .filter(|(_, token)| match lang {
            Lang::English => token.kind == Kind::Latin && token.span.of(text).starts_with(char::is_uppercase),
            Lang::Arabic => token.kind == Kind::Arabic,
        })
        .filter_map(|(at, token)| Some((at, demonyms::belonging(&token.folded, lang)?)))
        .collect()
}
