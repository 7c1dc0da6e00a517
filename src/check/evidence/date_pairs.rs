//! The months, weekdays and relative days of two sides, paired where they differ.

use crate::lexicon::dates::{DateWord, Named};
use crate::lexicon::numbers::Weight;
use crate::lexicon::quantities::Quantities;

/// Date words of one sort that the other side has otherwise: mine and theirs.
pub fn exchanged<'q>(mine: &'q Quantities, theirs: &'q Quantities) -> Vec<(&'q DateWord, &'q DateWord)> {
    let mut out = Vec::new();
    for same_sort in [is_month, is_hijri, is_weekday, is_relative] {
        let mut lost = unanswered(&mine.dates, &theirs.dates, same_sort);
        let mut gained = unanswered(&theirs.dates, &mine.dates, same_sort);
        if gained.is_empty() && !lost.is_empty() {
            gained = once_too_often(&theirs.dates, &mine.dates, same_sort);
        } else if lost.is_empty() && !gained.is_empty() {
            lost = once_too_often(&mine.dates, &theirs.dates, same_sort);
        }
        out.extend(lost.into_iter().zip(gained));
    }
    out
}

fn is_month(named: Named) -> bool {
    matches!(named, Named::Month(_))
}

fn is_hijri(named: Named) -> bool {
    matches!(named, Named::HijriMonth(_))
}

fn is_weekday(named: Named) -> bool {
    matches!(named, Named::Weekday(_))
}

fn is_relative(named: Named) -> bool {
    matches!(named, Named::Relative(_))
}

/// Firm date words of one sort that the other side has not, each named once.
fn unanswered<'d>(
    mine: &'d [DateWord],
    theirs: &[DateWord],
    of_sort: fn(Named) -> bool,
) -> Vec<&'d DateWord> {
    let mut out: Vec<&DateWord> = Vec::new();
    for word in mine {
        let answered = theirs.iter().any(|other| other.named == word.named);
        let known = out.iter().any(|other| other.named == word.named);
        if of_sort(word.named) && word.weight == Weight::Firm && !answered && !known {
            out.push(word);
        }
    }
    out
}

/// Date words that one side says more often than the other, which has them too; a doubled form
/// (تشرين الثاني/نوفمبر) counts once.
fn once_too_often<'d>(
    mine: &'d [DateWord],
    theirs: &[DateWord],
    of_sort: fn(Named) -> bool,
) -> Vec<&'d DateWord> {
    let times = |words: &[DateWord], named: Named| {
        let mut last_end = None;
        let mut count = 0;
        for word in words.iter().filter(|word| word.named == named) {
            let doubled = last_end.is_some_and(|end| word.tokens.start <= end + 1);
            count += usize::from(!doubled);
            last_end = Some(word.tokens.end);
        }
        count
    };
    mine.iter()
        .rev()
        .filter(|word| of_sort(word.named) && word.weight == Weight::Firm)
        .filter(|word| times(theirs, word.named) > 0 && times(mine, word.named) > times(theirs, word.named))
        .take(1)
        .collect()
}
