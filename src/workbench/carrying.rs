//! Decisions that go over to a new text: with the findings that live on.

use std::ops::Range;

use crate::review::Rendering;
use crate::review::carry::{self, Place};
use crate::review::event::Happening;
use crate::text::token;
use crate::workbench::steps::Aligned;
use crate::workbench::{Checked, Workbench};

impl Workbench {
    /// Decisions that go over to the new fingerprints of findings in unchanged segments.
    pub(super) fn decisions_for(
        &self,
        rendering: &Rendering,
        old: &Aligned,
        new: &Aligned,
    ) -> Vec<Happening> {
        if rendering.decisions.is_empty() {
            return Vec::new();
        }
        let (old_texts, new_texts) = (old.texts(), new.texts());
        let carried = carry::segments(&old_texts.target, &new_texts.target);
        let before = places(&self.check_aligned(old));
        let after = places(&self.check_aligned(new));
        carry::fingerprints(&before, &after, &carried)
            .into_iter()
            .filter_map(|(was, is)| {
                let decision = rendering.decisions.get(&was)?;
                let check = before.iter().find(|place| place.fingerprint == was)?.check;
                Some(Happening::Decided {
                    document: rendering.document,
                    fingerprint: is,
                    check: check.to_owned(),
                    verdict: decision.verdict,
                    why: decision.why.clone(),
                })
            })
            .collect()
    }
}

/// Where the findings stand in the rendering.
pub(super) fn places(checked: &Checked) -> Vec<Place> {
    checked
        .findings()
        .map(|(_, finding)| {
            let segments: Range<usize> = checked
                .unit_of(finding)
                .and_then(|unit| unit.target())
                .map_or(0..0, |text| text.segments.clone());
            let words: Vec<String> = token::tokens(finding.at.span.of(checked.raw(finding.at.lang)))
                .into_iter()
                .map(|token| token.folded)
                .collect();
            Place {
                fingerprint: finding.fingerprint.clone(),
                check: finding.check,
                segments,
                words: words.join(" "),
            }
        })
        .collect()
}
