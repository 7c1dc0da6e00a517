//! Yesterday and tomorrow against the date of the document.
//!
//! The date is known when one of the first segments of either side is little more than a date:
//! `Baghdad, 2 December 2024`. Days are counted by Julian day numbers.

use crate::bitext::{Finding, Role};
use crate::check::{Aligned, Meta, Unit};
use crate::lexicon::dates::{self, DateWord, Named};
use crate::lexicon::quantities::Quantities;
use crate::text::Lang;

/// Among how many first segments the date of a document is looked for.
const HEAD: usize = 3;
/// Words that a line with the date of the document has, at most.
const SHORT: usize = 9;

/// Relative days that the other side renders by a date or weekday which is another day.
pub fn findings(aligned: &Aligned<'_>, meta: &Meta) -> Vec<Finding> {
    let has_relative = |unit: &Unit<'_>, lang| unit.amounts().side(lang).dates.iter().any(is_relative);
    let mut findings = Vec::new();
    let mut today = None;
    for (index, unit) in aligned.units.iter().enumerate() {
        for lang in Lang::ALL {
            if !has_relative(unit, lang) {
                continue;
            }
            let Some(today) = *today.get_or_insert_with(|| date_of(aligned)) else {
                return findings;
            };
            findings.extend(of_unit(unit, lang, today, meta).map(|mut finding| {
                finding.unit = index;
                finding
            }));
        }
    }
    findings
}

fn is_relative(date: &DateWord) -> bool {
    matches!(date.named, Named::Relative(_))
}

/// The day of the document and its year.
fn date_of(aligned: &Aligned<'_>) -> Option<(i64, i64)> {
    aligned.units.iter().take(HEAD).find_map(|unit| {
        Lang::ALL.into_iter().find_map(|lang| {
            let words = unit.tokens(lang).iter().filter(|token| token.is_word()).count();
            let side = unit.amounts().side(lang);
            let dates = side.full_dates();
            let [date] = dates.as_slice() else {
                return None;
            };
            let year = side.numbers.get(date.year)?.number.value as i64;
            (words <= SHORT && !date.hijri).then_some((date.day_number, year))
        })
    })
}

/// A relative day of this language whose counterpart is another day.
fn of_unit(unit: &Unit<'_>, lang: Lang, (today, year): (i64, i64), meta: &Meta) -> Option<Finding> {
    let (here, there) = (unit.amounts().side(lang), unit.amounts().side(lang.other()));
    let mut relative = here.dates.iter().filter(|date| is_relative(date));
    let word = relative.next()?;
    let Named::Relative(days) = word.named else {
        return None;
    };
    if relative.next().is_some() || there.dates.iter().any(is_relative) {
        return None;
    }
    let meant = today + i64::from(days);
    let answers = |date: &DateWord| here.dates.iter().any(|own| own.named == date.named);
    let others: Vec<&DateWord> = there.dates.iter().filter(|date| !answers(date)).collect();
    let [other] = others.as_slice() else {
        return None;
    };
    if fits(there, other, meant, year)? {
        return None;
    }
    let target = unit.transunit.direction.lang(Role::Target);
    let (ours, theirs) = if target == lang {
        (word, *other)
    } else {
        (*other, word)
    };
    let written = |lang: Lang, date: &DateWord| {
        let text = unit.text(lang).map_or("", |text| text.text.as_str());
        date.span.of(text).to_owned()
    };
    let (relative, absolute) = (written(lang, word), written(lang.other(), other));
    Some(
        Finding::new(
            meta.id,
            meta.severity,
            unit.mark(target, ours.span),
            format!("the dates differ: by the date of the document “{relative}” is not “{absolute}”"),
        )
        .with_confidence(0.75)
        .with_related(unit.mark(target.other(), theirs.span))
        .with_evidence("document", format!("{days:+} day from its date")),
    )
}

/// Is a date word this day? None when it cannot be told.
fn fits(side: &Quantities, date: &DateWord, meant: i64, year: i64) -> Option<bool> {
    match date.named {
        Named::Weekday(day) => Some((meant + 1).rem_euclid(7) == i64::from(day)),
        Named::Month(month) => {
            let day = side.day_beside(date)? as i64;
            let years = [year - 1, year, year + 1];
            Some(
                years
                    .iter()
                    .any(|&year| dates::gregorian_day(year, i64::from(month), day) == meant),
            )
        }
        Named::HijriMonth(_) | Named::Relative(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::bitext::{Direction, TransUnit};
    use crate::check::date_mismatch::DateMismatch;
    use crate::check::{Context, Settings, run_these};

    fn flagged(pairs: &[(&str, &str)]) -> bool {
        let units: Vec<TransUnit> = pairs
            .iter()
            .map(|(ar, en)| TransUnit::of_texts(Direction::AR_EN, ar, en))
            .collect();
        let outcome = run_these(
            &[&DateMismatch],
            &units,
            &Settings::default(),
            &Context::default(),
        );
        !outcome.findings.is_empty()
    }

    #[test]
    fn yesterday_is_a_day_of_the_calendar() {
        let head = ("بغداد، 2 كانون الأول 2024", "Baghdad, 2 December 2024");
        let case = |en: &str| flagged(&[head, ("زار الوزير المدينة أمس.", en)]);
        assert!(!case("The minister visited the city yesterday."));
        assert!(!case("The minister visited the city on 1 December."));
        assert!(!case("The minister visited the city on Sunday."));
        assert!(!case("The minister visited the city."));
        assert!(case("The minister visited the city on 2 December."));
        assert!(case("The minister visited the city on Monday."));
        assert!(!flagged(&[(
            "زار الوزير المدينة أمس.",
            "The minister visited the city on 2 December."
        )]));
    }

    #[test]
    fn the_turn_of_the_year_is_crossed() {
        let head = ("القاهرة، 1 يناير 2025", "Cairo, 1 January 2025");
        assert!(!flagged(&[head, ("وصلوا أمس.", "They arrived on 31 December.")]));
        assert!(!flagged(&[
            head,
            ("يصلون غدا.", "They will arrive on 2 January.")
        ]));
        assert!(flagged(&[head, ("يصلون غدا.", "They will arrive on 3 January.")]));
    }
}
