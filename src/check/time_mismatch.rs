//! A time of day that differs.

use crate::bitext::Finding;
use crate::check::evidence::amount_finding::{findings, value_finding, words};
use crate::check::evidence::amounts::Kind;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::numbers::Role;
use crate::lexicon::quantities::{Half, Quantity};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a time of day that differs, or whose half of the day does.
    ///
    /// `5:30`, `5.30`, `17:30`, الساعة الخامسة والنصف and الثالثة إلا ربعا are read as times; twelve-
    /// and twenty-four-hour clocks are one. ص and م, صباحا, فجرا, ظهرا, بعد الظهر, عصرا and مساء are
    /// held against am, pm, morning, afternoon and evening.
    ///
    /// Hours in plain figures on both sides that differ (الساعة 3, 6 p.m.) are a
    /// `number-mismatch`. It does not know time zones: a time that was converted is flagged.
    TimeMismatch,
    "time-mismatch", Error,
    flags: &[
        Example::Both("وصلوا الساعة الخامسة والنصف.", "They arrived at 6:30."),
        Example::Both("في الساعة 5:30 صباحا.", "At 5:30 pm."),
        Example::Both("الساعة 2 مساء.", "At 2 a.m."),
        Example::Both("عند الساعة 17:00.", "At 5 am."),
    ],
    passes: &[
        Example::Both("وصلوا الساعة الخامسة والنصف.", "They arrived at 5:30."),
        Example::Both("في الساعة 17:30.", "At 5:30 pm."),
        Example::Both("الساعة الثالثة إلا ربعا.", "At 2:45."),
        Example::Both("الساعة 2 بعد الظهر.", "At 2 p.m."),
        Example::Both("عند الساعة 4 فجرا.", "At 4 in the morning."),
    ],
}

impl Check for TimeMismatch {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let mut found = findings(unit, &Self::META, Kind::Time, |unit, meta, fault| {
            value_finding(unit, meta, fault, "the times differ")
        });
        found.extend(half_of_day(unit));
        found
    }
}

/// Equal hours whose halves of the day are opposed.
fn half_of_day(unit: &Unit<'_>) -> Option<Finding> {
    let amounts = unit.amounts();
    let target = unit.transunit.direction.lang(crate::bitext::Role::Target);
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
        (!agrees).then(|| finding(unit, target, mine, theirs))
    })
}

/// The half of the day that is said, or that a 24-hour clock implies.
fn half(clock: &Quantity) -> Option<(Half, Span)> {
    let number = &clock.number;
    let implied = (number.value > 12.99).then_some((Half::Evening, number.span));
    clock.half.or(implied)
}

fn finding(unit: &Unit<'_>, lang: Lang, mine: (Half, Span), theirs: (Half, Span)) -> Finding {
    Finding::new(
        TimeMismatch::META.id,
        TimeMismatch::META.severity,
        unit.mark(lang, mine.1),
        "the time is of the other half of the day",
    )
    .with_confidence(0.9)
    .with_related(unit.mark(lang.other(), theirs.1))
    .with_evidence("source", words(unit, lang.other(), theirs.1))
    .with_evidence("target", words(unit, lang, mine.1))
}
