//! Something in the rendering that the source does not say.

use crate::bitext::{Finding, Policy, Role, Severity};
use crate::check::evidence::neighbours;
use crate::check::judge::finder;
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};

declare_check! {
    /// Flags a clause, or a whole segment, of the rendering that nothing in the source says.
    ///
    /// What a translator adds is read as the speaker's word. The counterpart of `omission`, by
    /// the same means: a run of words that the other side does not cover and without which the
    /// sentences come nearer to each other. A whole segment without a source is flagged unless
    /// the rendering is an article, whose own prose is expected; three and more behind the end of the
    /// source are told once, and one that only moved is told by `omission`. It does not see one or two
    /// added words, nor what repeats the rest of the sentence.
    Addition,
    "addition", Warning,
    flags: &[
        Example::ArEn(
            "غادرت الحافلات المدينة صباح الجمعة.",
            "The buses left the city on Friday morning, although the football team had already lost its last match.",
        ),
        Example::EnAr(
            "وصل الوزير إلى بغداد صباح اليوم، وزار المستشفى الجديد الذي تبرعت ببنائه شركة نفط يابانية، ثم التقى رئيس الحكومة.",
            "The minister arrived in Baghdad this morning and then met the head of the government.",
        ),
    ],
    passes: &[
        Example::Both("غادرت الحافلات المدينة صباح الجمعة.", "The buses left the city on Friday morning."),
        Example::Both("نعم، هذا صحيح.", "Yes, that is right."),
    ],
    judged: [Missing, Extra],
}

impl Check for Addition {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn cannot(&self, unit: &Unit<'_>, _context: &Context) -> Option<String> {
        unit.too_long()
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        finder::extra(unit, &Self::META, Role::Target)
            .into_iter()
            .collect()
    }

    fn document(&self, aligned: &Aligned<'_>, context: &Context) -> Vec<Finding> {
        if context.policy == Policy::Article || context.alone {
            return Vec::new();
        }
        let told = |segment: &neighbours::Alone<'_>| {
            let finding = segment.finding(&Self::META, "no source of this segment");
            if segment.covered_by_neighbour {
                finding.with_severity(Severity::Info)
            } else {
                finding
            }
        };
        if context.policy != Policy::Full {
            return neighbours::one_sided(aligned, Role::Target)
                .map(|segment| told(&segment))
                .collect();
        }
        // What stands elsewhere is told by `omission`.
        let lone = neighbours::lone(aligned, Role::Target);
        let end = lone.behind_end.first().map(|segment| {
            let message = format!(
                "the source ends here: {} more segments of the rendering",
                lone.behind_end.len()
            );
            segment.finding(&Self::META, &message)
        });
        lone.single.iter().map(told).chain(end).collect()
    }
}
