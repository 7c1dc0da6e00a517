//! Something of the source that the rendering leaves out.

use crate::bitext::{Finding, Policy, Role, Severity};
use crate::check::evidence::neighbours;
use crate::check::judge::finder;
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};

declare_check! {
    /// Flags a clause, or a whole segment, of the source that nothing in the rendering says.
    ///
    /// Inside a pair a network that reads both sides together marks the words that nothing on the
    /// other side answers to; with them the place in the rendering where they would stand is told. This holds under every policy. A whole
    /// segment without a rendering is flagged only where the rendering claims to be complete
    /// (`full`), and is information where the words of a neighbour cover it. A segment whose rendering
    /// stands elsewhere is told once, where it stands; where three and more segments at the end have
    /// none, it is told once that the rendering ends. It does not see
    /// the loss of one or two words, nor of what the rest of the sentence says too.
    Omission,
    "omission", Warning,
    flags: &[
        Example::ArEn(
            "أعلن الجيش إغلاق الحدود أمس، بعد اجتماع طويل مع وزير الدفاع الفرنسي في باريس، ومنع سفر المدنيين.",
            "The army announced the closure of the border yesterday and banned civilian travel.",
        ),
        Example::EnAr(
            "وصل الوزير إلى بغداد صباح اليوم ثم التقى رئيس الحكومة.",
            "The minister arrived in Baghdad this morning, visited the new hospital that a Japanese oil company had paid for, and then met the head of the government.",
        ),
    ],
    passes: &[
        Example::Both(
            "أعلن الجيش إغلاق الحدود أمس ومنع سفر المدنيين.",
            "The army announced the closure of the border yesterday and banned civilian travel.",
        ),
        Example::Both("نعم، هذا صحيح.", "Yes, that is right."),
    ],
    judged: [Missing, Extra],
}

impl Check for Omission {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn cannot(&self, unit: &Unit<'_>, _context: &Context) -> Option<String> {
        unit.too_long()
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        finder::extra(unit, &Self::META, Role::Source)
            .into_iter()
            .collect()
    }

    fn document(&self, aligned: &Aligned<'_>, context: &Context) -> Vec<Finding> {
        if context.policy != Policy::Full || context.alone {
            return Vec::new();
        }
        let lone = neighbours::lone(aligned, Role::Source);
        let single = lone.single.iter().map(|segment| {
            let finding = segment.finding(&Self::META, "no rendering of this segment");
            if segment.covered_by_neighbour {
                finding.with_severity(Severity::Info)
            } else {
                finding
            }
        });
        let moved = lone.moved.iter().filter_map(|(segment, there)| {
            segment.moved_finding(&Self::META, aligned.units.get(*there)?, *there)
        });
        let end = lone.behind_end.first().map(|segment| {
            let message = format!(
                "the rendering ends here: {} more segments of the source",
                lone.behind_end.len()
            );
            segment.finding(&Self::META, &message)
        });
        single.chain(moved).chain(end).collect()
    }
}
