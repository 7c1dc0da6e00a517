//! Times of day that oppose each other: noon for فجرا, 5 p.m. for الخامسة صباحا.

use crate::check::evidence::amounts::Amounts;
use crate::lexicon::numbers::Role;
use crate::lexicon::quantities::{Half, Quantities, Quantity};
use crate::text::{Lang, Span};

/// What a side says of a time, as stretches of hours.
type Hours = (f64, f64);

/// Equal hours of one side and the other whose halves of the day are opposed: the spans, Arabic
/// first.
pub fn opposed_halves(amounts: &Amounts, target: Lang) -> Option<[Span; 2]> {
    let clocks = |lang| {
        amounts
            .side(lang)
            .numbers
            .iter()
            .filter(|quantity| quantity.number.role == Role::Clock)
    };
    clocks(target).find_map(|ours| {
        let mine = half(ours)?;
        let mut equals = clocks(target.other()).filter(|theirs| theirs.number.may_equal(&ours.number));
        let opposed = equals
            .clone()
            .find(|theirs| half(theirs).is_some_and(|half| half.0 != mine.0))?;
        let agrees = equals.any(|theirs| half(theirs).is_none_or(|half| half.0 == mine.0));
        let theirs = half(opposed)?;
        (!agrees).then_some(match target {
            Lang::Arabic => [mine.1, theirs.1],
            Lang::English => [theirs.1, mine.1],
        })
    })
}

/// The half of the day that is said, or that a 24-hour clock implies.
fn half(clock: &Quantity) -> Option<(Half, Span)> {
    let number = &clock.number;
    let implied = (number.value > 12.99).then_some((Half::Evening, number.span));
    clock.half.or(implied)
}

/// The one named time of each side that nothing on the other side may mean, Arabic first.
pub fn opposed_parts(amounts: &Amounts) -> Option<[Span; 2]> {
    let unmet = |lang: Lang| {
        let theirs = hours(amounts.side(lang.other()));
        let mut unmet = amounts
            .side(lang)
            .day_parts
            .iter()
            .filter(|part| !theirs.iter().any(|&hours| part.meets(hours)));
        let first = unmet.next()?;
        unmet.next().is_none().then_some(first)
    };
    let (arabic, english) = (unmet(Lang::Arabic)?, unmet(Lang::English)?);
    (!arabic.meets(english.hours)).then_some([arabic.span, english.span])
}

/// The hours that a side speaks of: named times, and clocks with the halves that they may have.
fn hours(side: &Quantities) -> Vec<Hours> {
    let named = side.day_parts.iter().map(|part| part.hours);
    let clocks = side
        .numbers
        .iter()
        .filter(|quantity| quantity.number.role == Role::Clock)
        .flat_map(|quantity| {
            let hour = quantity.number.value % 12.0;
            let known = half(quantity).map(|half| half.0);
            let at = |hour: f64, half: Half| {
                known
                    .is_none_or(|known| known == half)
                    .then_some((hour - 0.6, hour + 0.6))
            };
            [at(hour, Half::Morning), at(hour + 12.0, Half::Evening)]
        })
        .flatten();
    named.chain(clocks).collect()
}
