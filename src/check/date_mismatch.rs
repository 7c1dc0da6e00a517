//! A date that differs: month, weekday, day or year.

use crate::bitext::{Finding, Role as Side};
use crate::check::evidence::amount_finding::{findings, value_finding, words};
use crate::check::evidence::amounts::Kind;
use crate::check::evidence::{date_pairs, relative_day};
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::dates::{DateWord, Named};
use crate::text::Lang;

declare_check! {
    /// Flags a month, weekday, day or year that differs.
    ///
    /// Arabic has three sets of Gregorian months: Levantine and Iraqi (كانون الثاني, شباط, آذار …),
    /// Egyptian and Gulf (يناير, فبراير, مارس …), Maghrebi (جانفي, غشت …); the doubled form
    /// تشرين الثاني/نوفمبر is one month, and كانون 2 or ك2 says which by a figure. The classic slip is
    /// between the two كانون and the two تشرين. Weekdays and years are compared too, Hijri months
    /// with each other in any romanisation, and full Hijri dates against Gregorian ones by the
    /// tabular calendar with a day's tolerance. A date in figures is read in the order that agrees
    /// with the other side; a year of two figures is of this or the last century.
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
        Example::Both("وصل الوفد في 25/3/24.", "The delegation arrived on 25 March 2023."),
        Example::Both("في 5 كانون 2 2022.", "On 5 February 2022."),
        Example::Both("توفي في ذي القعدة 1440.", "He died in Dhu al-Hijjah 1440."),
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
        Example::Both("وصل الوفد في 25/3/24.", "The delegation arrived on 25 March 2024."),
        Example::Both("ولد في 12 ربيع الآخر.", "He was born on 12 Rabi' ath-Thani."),
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
        let pairs = date_pairs::exchanged(amounts.side(target.other()), amounts.side(target));
        found.extend(
            pairs
                .into_iter()
                .map(|(theirs, ours)| finding(unit, target, theirs, ours)),
        );
        found
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        relative_day::findings(aligned, &Self::META)
    }
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
