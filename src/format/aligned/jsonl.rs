//! One bead a line as JSON, null beads included.
//!
//! `{"source":[{"segment","start","end","text"}…],"target":[…],"confidence","status"}`; a
//! missing side is an empty list, offsets are code points of the decoded text.

use serde::Serialize;

use crate::format::aligned::{Piece, Unit, rounded};

#[derive(Debug, Serialize)]
struct Line<'a> {
    source: Vec<Place<'a>>,
    target: Vec<Place<'a>>,
    confidence: f64,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<&'a serde_json::Value>,
}

#[derive(Debug, Serialize)]
struct Place<'a> {
    segment: usize,
    start: usize,
    end: usize,
    text: &'a str,
}

fn places(pieces: &[Piece]) -> Vec<Place<'_>> {
    pieces
        .iter()
        .map(|piece| Place {
            segment: piece.segment,
            start: piece.chars.start,
            end: piece.chars.end,
            text: &piece.text,
        })
        .collect()
}

/// Writes units, one a line; `reasons` may have a value for each, added to its line.
///
/// # Errors
///
/// What `serde_json` says when a value cannot be written.
pub fn write(units: &[Unit], reasons: &[serde_json::Value]) -> Result<String, serde_json::Error> {
    let mut out = String::new();
    for (index, unit) in units.iter().enumerate() {
        let line = Line {
            source: places(&unit.pieces.source),
            target: places(&unit.pieces.target),
            confidence: rounded(unit.confidence),
            status: unit.status,
            reasons: reasons.get(index),
        };
        out += &serde_json::to_string(&line)?;
        out.push('\n');
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::aligned::examples;

    #[test]
    fn null_beads_have_an_empty_side() {
        let text = write(&examples::units(), &[]).unwrap();
        let last = text.lines().last().unwrap();
        assert_eq!(
            last,
            r#"{"source":[{"segment":3,"start":300,"end":305,"text":"شكرا."}],"target":[],"confidence":0.988,"status":"auto"}"#
        );
    }
}
