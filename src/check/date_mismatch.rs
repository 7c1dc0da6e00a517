//! A date that differs: month, weekday, day or year.

use crate::bitext::{Finding, Role as Side};
use crate::check::evidence::amount_finding::{findings, value_finding, words};
use crate::check::evidence::amounts::Kind;
use crate::check::evidence::relative_day;
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::dates::{DateWord, Named};
use crate::lexicon::numbers::Weight;
use crate::text::Lang;

declare_check! {
    /// Flags a month, weekday, day or year that differs.
    ///
    /// Arabic has three sets of Gregorian months: Levantine and Iraqi (كانون الثاني, شباط, آذار …),
    /// Egyptian and Gulf (يناير, فبراير, مارس …), Maghrebi (جانفي, غشت …); the doubled form
    /// تشرين الثاني/نوفمبر is one month. The classic slip is between the two كانون and the two
    /// تشرين. Weekdays and years are compared too, and full Hijri dates against Gregorian ones
    /// by the tabular calendar with a day's tolerance.
    ///
    /// آب, مارس, ماي, May and March are months only where a figure, شهر or a preposition of time
    /// stands beside them. A date that the other side lacks altogether is no finding. Yesterday for
    /// tomorrow is told as information. Where a text begins with its date (`Baghdad, 2 December
    /// 2024`), أمس and غدا may be rendered by a date or a weekday, and are flagged when it is
    /// another day; without such a line nothing is said of them.
    ///
    /// Source of the Hijri arithmetic: Reingold and Dershowitz, Calendrical Calculations.
    DateMismatch,
    "date-mismatch", Error,
    flags: &[
        Example::Both("في ٢ كانون الأول.", "On 2 January."),
        Example::Both("في تشرين الثاني/نوفمبر الماضي.", "Last October."),
        Example::Both("وصلوا يوم الثلاثاء.", "They arrived on Thursday."),
        Example::Both("بدأت الحرب عام 2011.", "The war began in 2012."),
        Example::Both("في 3 آب 2014.", "On 8 August 2014."),
        Example::Both("في 15 رمضان 1445 هـ.", "On 2 April 2024."),
        Example::Both("بتاريخ 25/3/2024.", "On 25 April 2024."),
        Example::Both("من 3 آذار حتى 9 أيار.", "From 3 March to 9 March."),
    ],
    passes: &[
        Example::Both("في ٢ كانون الأول.", "On 2 December."),
        Example::Both("في تشرين الثاني/نوفمبر الماضي.", "Last November."),
        Example::Both("قالت السيدة ماي ذلك يوم الثلاثاء.", "Mrs May said so on Tuesday."),
        Example::Both("مارس ضغوطا في آب 2014.", "He exerted pressure in August 2014."),
        Example::Both("في غشت ويوليوز.", "In August and July."),
        Example::Both("في 15 رمضان 1445 هـ.", "On 25 March 2024."),
        Example::Both("بتاريخ 3/12/2024.", "On December 3, 2024."),
        Example::Both("بتاريخ 3/12/2024.", "On 12/3/2024."),
    ],
}

impl Check for DateMismatch {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let mut found = findings(unit, &Self::META, Kind::Date, |unit, meta, fault| {
            value_finding(unit, meta, fault, "the dates differ")
        });
        let target = unit.transunit.direction.lang(Side::Target);
        let amounts = unit.amounts();
        let (source, target_side) = (amounts.side(target.other()), amounts.side(target));
        for same_sort in [is_month, is_weekday, is_relative] {
            let mut lost = unanswered(&source.dates, &target_side.dates, same_sort);
            let mut gained = unanswered(&target_side.dates, &source.dates, same_sort);
            if gained.is_empty() && !lost.is_empty() {
                gained = once_too_often(&target_side.dates, &source.dates, same_sort);
            } else if lost.is_empty() && !gained.is_empty() {
                lost = once_too_often(&source.dates, &target_side.dates, same_sort);
            }
            found.extend(
                lost.iter()
                    .zip(&gained)
                    .map(|(theirs, ours)| finding(unit, target, theirs, ours)),
            );
        }
        found
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        relative_day::findings(aligned, &Self::META)
    }
}

fn is_month(named: Named) -> bool {
    matches!(named, Named::Month(_))
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

fn finding(unit: &Unit<'_>, lang: Lang, theirs: &DateWord, ours: &DateWord) -> Finding {
    let severity = match ours.named {
        Named::Relative(_) => crate::bitext::Severity::Info,
        _ => DateMismatch::META.severity,
    };
    let written = words(unit, lang, ours.span);
    let like = match lang {
        Lang::Arabic => written,
        Lang::English => "",
    };
    Finding::new(
        DateMismatch::META.id,
        severity,
        unit.mark(lang, ours.span),
        format!(
            "the dates differ: the {} says {}, the {} {}",
            lang.other().name(),
            theirs.named.name(),
            lang.name(),
            ours.named.name()
        ),
    )
    .with_confidence(0.95)
    .with_related(unit.mark(lang.other(), theirs.span))
    .with_evidence(
        "source",
        format!(
            "{} = {}",
            words(unit, lang.other(), theirs.span),
            theirs.named.name()
        ),
    )
    .with_evidence("target", format!("{written} = {}", ours.named.name()))
    .with_suggestion(theirs.named.written(lang, like))
}
