//! A time of day that differs.

use crate::bitext::{Finding, Role as Side};
use crate::check::evidence::amount_finding::{findings, value_finding, weighed, words};
use crate::check::evidence::amounts::Kind;
use crate::check::evidence::hours;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a time of day that differs, or whose half of the day does.
    ///
    /// `5:30`, `5.30`, `17:30`, `1200 GMT`, `a quarter to six`, الساعة الخامسة والنصف, وخمس دقائق,
    /// الثالثة إلا ربعا and what speech says (خمسة ونص, عشرة إلا ربع) are read as times; twelve- and
    /// twenty-four-hour clocks are one. ص and م, صباحا, فجرا, ظهرا, بعد الظهر, عصرا and مساء are
    /// held against am, pm, morning, afternoon and evening; in a range (من 5 إلى 6 مساء) what is said
    /// once belongs to both ends. Times that are named without an hour (فجرا, noon, midnight) are
    /// flagged when they cannot mean the same.
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
        Example::Both("الساعة الخامسة والربع.", "At a quarter to five."),
        Example::Both("من الساعة 5 إلى 6 مساء.", "From 5 to 6 am."),
        Example::Both("قصفت المدينة فجرا.", "The city was shelled at noon."),
    ],
    passes: &[
        Example::Both("وصلوا الساعة الخامسة والنصف.", "They arrived at 5:30."),
        Example::Both("في الساعة 17:30.", "At 5:30 pm."),
        Example::Both("الساعة الثالثة إلا ربعا.", "At 2:45."),
        Example::Both("الساعة 2 بعد الظهر.", "At 2 p.m."),
        Example::Both("عند الساعة 4 فجرا.", "At 4 in the morning."),
        Example::Both("الساعة التاسعة و 20 دقيقة.", "At 9:20."),
        Example::Both("الساعة عشرة إلا ربع.", "At 9:45."),
        Example::Both("عند منتصف النهار.", "At noon."),
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
        let amounts = unit.amounts();
        let target = unit.transunit.direction.lang(Side::Target);
        if let Some(spans) = hours::opposed_halves(amounts, target) {
            let message = "the time is of the other half of the day";
            found.push(opposed(unit, spans, message, 0.9));
        } else if let Some(spans) = hours::opposed_parts(amounts) {
            let said = |lang: Lang, span: Span| words(unit, lang, span);
            let (arabic, english) = (said(Lang::Arabic, spans[0]), said(Lang::English, spans[1]));
            let message =
                format!("another time of day: “{arabic}” in the Arabic, “{english}” in the English");
            found.push(opposed(unit, spans, &message, 0.9));
        }
        found
    }
}

/// The finding of two times that oppose each other: their spans, Arabic first.
fn opposed(unit: &Unit<'_>, spans: [Span; 2], message: &str, sure: f32) -> Finding {
    let lang = unit.transunit.direction.lang(Side::Target);
    let span = |lang: Lang| match lang {
        Lang::Arabic => spans[0],
        Lang::English => spans[1],
    };
    let found = Finding::new(
        TimeMismatch::META.id,
        TimeMismatch::META.severity,
        unit.mark(lang, span(lang)),
        message,
    )
    .with_confidence(sure)
    .with_related(unit.mark(lang.other(), span(lang.other())))
    .with_evidence("source", words(unit, lang.other(), span(lang.other())))
    .with_evidence("target", words(unit, lang, span(lang)));
    weighed(found)
}
