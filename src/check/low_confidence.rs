//! A link between sentences that the aligner is not sure of.

use crate::bitext::Finding;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a link between source and rendering that the aligner holds for doubtful.
    ///
    /// What the other checks say of such a pair hangs on the link, so look at the link first.
    /// The posterior of the bead is told: below one half another link was likelier in all.
    /// Links that a person has confirmed have a posterior of 1 and are never flagged. It does
    /// not see a wrong link that the aligner is sure of; `wrong-pairing` looks at the texts.
    LowConfidence,
    "low-confidence", Info,
    flags: &[],
    passes: &[
        Example::Both("لم يغادر أحد.", "No one has left."),
    ],
}

/// Posteriors below this are told.
const DOUBTFUL: f32 = 0.5;

impl Check for LowConfidence {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let posterior = unit.transunit.confidence;
        if !unit.both_sides() || posterior >= DOUBTFUL {
            return Vec::new();
        }
        let whole = |lang: Lang| Span::new(0, unit.text(lang).map_or(0, |text| text.text.len()));
        let target = unit.transunit.direction.lang(crate::bitext::Role::Target);
        let other = target.other();
        vec![
            Finding::new(
                LowConfidence::META.id,
                LowConfidence::META.severity,
                unit.mark(target, whole(target)),
                format!("the link of these sentences is doubtful (posterior {posterior:.2})"),
            )
            .with_confidence(0.9)
            .with_related(unit.mark(other, whole(other)))
            .with_evidence("posterior", format!("{posterior:.2}")),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, TransUnit};

    fn findings(posterior: f32) -> Vec<Finding> {
        let mut transunit = TransUnit::of_texts(Direction::AR_EN, "لم يغادر أحد.", "No one has left.");
        transunit.confidence = posterior;
        LowConfidence.unit(&Unit::new(&transunit), &Context::default())
    }

    #[test]
    fn a_doubtful_link_is_told_and_a_sure_one_is_not() {
        assert_eq!(findings(0.3).len(), 1);
        assert_eq!(findings(0.3)[0].related.len(), 1);
        assert!(findings(0.5).is_empty());
    }
}
