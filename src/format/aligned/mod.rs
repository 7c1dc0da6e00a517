//! Formats of aligned texts: what goes to other programs, and comes back.
//!
//! One file is one format; they share [`Unit`], a bead with its texts.

use std::ops::Range;

use crate::bitext::{Bead, Document, Pair, Role, Segment};
use crate::text::Lang;
use crate::text::places::Places;

pub mod jsonl;
pub mod taught;
pub mod tmx;
pub mod tsv;

/// A segment as other programs see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its number, 0-based.
    pub segment: usize,
    /// Where it stands in the decoded text, in code points, half-open.
    pub chars: Range<usize>,
    /// Its text.
    pub text: String,
}

/// A bead with its texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// The segments of both sides; one side may be empty.
    pub pieces: Pair<Vec<Piece>>,
    /// Posterior of the bead, 0 to 1.
    pub confidence: f32,
    /// Name of its status.
    pub status: &'static str,
}

impl Unit {
    /// The texts of a side's segments joined by one space; empty when there are none.
    pub fn text(&self, role: Role) -> String {
        let texts: Vec<&str> = self
            .pieces
            .get(role)
            .iter()
            .map(|piece| piece.text.as_str())
            .collect();
        texts.join(" ")
    }

    /// The numbers of a side's segments, comma-joined.
    pub fn numbers(&self, role: Role) -> String {
        let numbers: Vec<String> = self
            .pieces
            .get(role)
            .iter()
            .map(|piece| piece.segment.to_string())
            .collect();
        numbers.join(",")
    }
}

/// The units of beads over two documents.
pub fn units(documents: &Pair<Document>, segments: &Pair<Vec<Segment>>, beads: &[Bead]) -> Vec<Unit> {
    let places = documents.as_ref().map(|document| Places::new(&document.raw));
    let pieces = |role: Role, run: Range<usize>| -> Vec<Piece> {
        run.filter_map(|index| {
            let segment = segments.get(role).get(index)?;
            let span = segment.span();
            let places = places.get(role);
            Some(Piece {
                segment: index,
                chars: places.chars(span.start)..places.chars(span.end),
                text: segment.text(&documents.get(role).raw),
            })
        })
        .collect()
    };
    beads
        .iter()
        .map(|bead| Unit {
            pieces: Pair::new(
                pieces(Role::Source, bead.source()),
                pieces(Role::Target, bead.target()),
            ),
            confidence: bead.confidence,
            status: bead.status.name(),
        })
        .collect()
}

/// What a file of aligned texts says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Name of the interview or of the two files.
    pub name: String,
    /// Languages of source and target.
    pub langs: Pair<Lang>,
    /// Language tags to write instead of the plain codes (`ar-IQ`).
    pub tags: Pair<Option<String>>,
    /// When it was made: `YYYYMMDDThhmmssZ`.
    pub date: String,
}

impl About {
    /// The language tag of a side.
    pub fn tag(&self, role: Role) -> &str {
        self.tags
            .get(role)
            .as_deref()
            .unwrap_or(self.langs.get(role).code())
    }
}

/// Confidence with three decimals.
pub(crate) fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

#[cfg(test)]
pub(crate) mod examples {
    use super::*;

    /// Three units: 1-1, 2-1, and a source segment without a rendering.
    pub(crate) fn units() -> Vec<Unit> {
        let piece = |segment: usize, text: &str| Piece {
            segment,
            chars: segment * 100..segment * 100 + text.chars().count(),
            text: text.to_owned(),
        };
        let unit = |source: Vec<Piece>, target: Vec<Piece>, status| Unit {
            pieces: Pair::new(source, target),
            confidence: 0.9876,
            status,
        };
        vec![
            unit(
                vec![piece(0, "قال <نعم> & ذهب.")],
                vec![piece(0, "He said \"yes\" & left.")],
                "auto",
            ),
            unit(
                vec![piece(1, "جلس."), piece(2, "ثم\tقام.")],
                vec![piece(1, "He sat,\nthen rose.")],
                "confirmed",
            ),
            unit(vec![piece(3, "شكرا.")], vec![], "auto"),
        ]
    }

    pub(crate) fn about() -> About {
        About {
            name: "a \"test\"".to_owned(),
            langs: Pair::new(Lang::Arabic, Lang::English),
            tags: Pair::new(Some("ar-IQ".to_owned()), None),
            date: "20241202T100000Z".to_owned(),
        }
    }
}
