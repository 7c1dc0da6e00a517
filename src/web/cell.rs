//! One side of a row, cut into marked and unmarked pieces.

use crate::bitext::{Severity, UnitText};
use crate::text::{Lang, Span};

/// A stretch of a finding in the raw text of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Where, in the raw text of the document.
    pub(crate) raw: Span,
    /// The id of the finding.
    pub(crate) finding: String,
    /// Its severity.
    pub(crate) severity: Severity,
    /// Has it been decided on?
    pub(crate) settled: bool,
}

impl Spot {
    /// Something that a search found.
    pub(crate) fn of_search(raw: Span) -> Spot {
        Spot {
            raw,
            finding: "hit".to_owned(),
            severity: Severity::Info,
            settled: false,
        }
    }
}

/// A piece of text under the same findings from end to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The text; empty at the place of an omission.
    pub(crate) text: String,
    /// Ids of the findings, separated by one space; empty for unmarked text.
    pub(crate) finding: String,
    /// Classes of the mark.
    pub(crate) class: &'static str,
    /// Does a further segment begin here?
    pub(crate) edge: bool,
}

/// One side of a row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub(crate) lang: &'static str,
    pub(crate) dir: &'static str,
    pub(crate) speaker: String,
    /// Segment numbers, 0-based, comma-joined.
    pub(crate) segments: String,
    /// Empty when the side has no text.
    pub(crate) text: Vec<Piece>,
    /// What to say when the side has no text.
    pub(crate) missing: &'static str,
}

/// The direction in which a language is written, as HTML names it.
pub(crate) fn dir(lang: Lang) -> &'static str {
    match lang {
        Lang::Arabic => "rtl",
        Lang::English => "ltr",
    }
}

impl Cell {
    /// The cell of a text with the spots that lie in it.
    pub(crate) fn new(text: &UnitText, spots: &[Spot], edges: &[usize]) -> Cell {
        let segments: Vec<String> = text.segments.clone().map(|n| n.to_string()).collect();
        Cell {
            lang: text.lang.code(),
            dir: dir(text.lang),
            speaker: text.speaker.clone().unwrap_or_default(),
            segments: segments.join(","),
            text: pieces(text, spots, edges),
            missing: "",
        }
    }

    /// The cell of a side that a null bead lacks.
    pub(crate) fn missing(lang: Lang, why: &'static str) -> Cell {
        Cell {
            lang: lang.code(),
            dir: dir(lang),
            missing: why,
            ..Cell::default()
        }
    }
}

/// Cuts a text at the ends of all spots and at the raw places `edges`, where further segments
/// begin; a place without length gives an empty piece.
fn pieces(text: &UnitText, spots: &[Spot], edges: &[usize]) -> Vec<Piece> {
    let edges: Vec<usize> = edges
        .iter()
        .filter_map(|&raw| local(text, Span::at(raw)))
        .map(|span| span.start)
        .filter(|&at| at > 0)
        .collect();
    let inside: Vec<(Span, &Spot)> = spots
        .iter()
        .filter_map(|spot| local(text, spot.raw).map(|span| (span, spot)))
        .collect();
    let mut cuts: Vec<usize> = inside
        .iter()
        .flat_map(|(span, _)| [span.start, span.end])
        .chain([0, text.text.len()])
        .chain(edges.iter().copied())
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = Vec::new();
    for (index, &start) in cuts.iter().enumerate() {
        let here: Vec<&Spot> = inside
            .iter()
            .filter(|(span, _)| span.is_empty() && span.start == start)
            .map(|(_, spot)| *spot)
            .collect();
        if !here.is_empty() {
            out.push(piece("", &here, true));
        }
        let Some(&end) = cuts.get(index + 1) else { break };
        let over: Vec<&Spot> = inside
            .iter()
            .filter(|(span, _)| span.start < end && start < span.end)
            .map(|(_, spot)| *spot)
            .collect();
        let mut piece = piece(Span::new(start, end).of(&text.text), &over, false);
        piece.edge = edges.contains(&start);
        out.push(piece);
    }
    out
}

fn piece(text: &str, spots: &[&Spot], place: bool) -> Piece {
    let ids: Vec<&str> = spots.iter().map(|spot| spot.finding.as_str()).collect();
    let worst = spots
        .iter()
        .filter(|spot| !spot.settled)
        .map(|spot| spot.severity)
        .max();
    Piece {
        text: text.to_owned(),
        finding: ids.join(" "),
        edge: false,
        class: match (worst, place) {
            (None, _) => "settled",
            (Some(Severity::Error), false) => "error",
            (Some(Severity::Warning), false) => "warning",
            (Some(Severity::Info), false) => "info",
            (Some(Severity::Error), true) => "error place",
            (Some(Severity::Warning), true) => "warning place",
            (Some(Severity::Info), true) => "info place",
        },
    }
}

/// Where a raw span lies in the joined text, cut to it; none when it lies outside.
fn local(text: &UnitText, raw: Span) -> Option<Span> {
    let whole = text.whole();
    if raw.end < whole.start || raw.start > whole.end {
        return None;
    }
    let place = |raw: usize| {
        let mut best = 0;
        for (at, _) in text.text.char_indices() {
            if text.raw_span(Span::at(at)).start <= raw {
                best = at;
            }
        }
        if raw >= whole.end { text.text.len() } else { best }
    };
    Some(Span::new(place(raw.start), place(raw.end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(start: usize, end: usize, finding: &str, severity: Severity) -> Spot {
        Spot {
            raw: Span::new(start, end),
            finding: finding.to_owned(),
            severity,
            settled: false,
        }
    }

    fn shown(text: &str, spots: &[Spot]) -> String {
        let cell = Cell::new(&UnitText::alone(Lang::English, text), spots, &[]);
        cell.text
            .iter()
            .map(|piece| match piece.finding.as_str() {
                "" => piece.text.clone(),
                ids => format!("[{ids} {}:{}]", piece.class, piece.text),
            })
            .collect()
    }

    #[test]
    fn overlapping_findings_share_the_worse_class() {
        let spots = [
            spot(4, 9, "x", Severity::Warning),
            spot(6, 12, "y", Severity::Error),
        ];
        assert_eq!(
            shown("the cat sat on", &spots),
            "the [x warning:ca][x y error:t s][y error:at ]on"
        );
    }

    #[test]
    fn an_omission_is_a_place() {
        assert_eq!(
            shown("ab", &[spot(1, 1, "o", Severity::Warning)]),
            "a[o warning place:]b"
        );
    }

    #[test]
    fn a_further_segment_begins_a_piece() {
        let cell = Cell::new(&UnitText::alone(Lang::English, "One. Two."), &[], &[5]);
        let shown: Vec<(&str, bool)> = cell
            .text
            .iter()
            .map(|piece| (piece.text.as_str(), piece.edge))
            .collect();
        assert_eq!(shown, [("One. ", false), ("Two.", true)]);
    }

    #[test]
    fn a_spot_elsewhere_is_not_shown() {
        assert_eq!(shown("ab", &[spot(7, 9, "o", Severity::Warning)]), "ab");
    }
}
