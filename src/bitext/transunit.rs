//! A bead with its texts.

use std::ops::Range;

use crate::bitext::{Direction, Pair, Role, joint, references};
use crate::text::{Lang, Span};

/// The text of one side of a transunit.
///
/// `text` is what checks read. It is a piece of the raw text, or, where the segments do not
/// touch each other (subtitles, turns with labels between), its pieces joined by one space;
/// [`UnitText::raw_span`] leads back in both cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitText {
    /// The language.
    pub lang: Lang,
    /// The joined text.
    pub text: String,
    /// Start of each piece in `text`, and the raw span it came from; in order.
    pieces: Vec<(usize, Span)>,
    /// Segment numbers of the document, 0-based.
    pub segments: Range<usize>,
    /// Who speaks, when all its segments are of one named speaker.
    pub speaker: Option<String>,
    /// Milliseconds from the start of the recording, for subtitles.
    pub time: Option<(u64, u64)>,
}

impl UnitText {
    /// Joins raw pieces as [`joint`] says; pieces with nothing but white space between them stay
    /// one piece.
    pub fn new(lang: Lang, raw: &str, spans: &[Span]) -> UnitText {
        let mut joined = UnitText {
            lang,
            text: String::new(),
            pieces: Vec::new(),
            segments: 0..0,
            speaker: None,
            time: None,
        };
        let mut merged: Vec<Span> = Vec::new();
        for &span in spans {
            match merged.last_mut() {
                Some(last)
                    if is_space(Span::new(last.end, span.start).of(raw))
                        && !(is_reference(last.of(raw)) || is_reference(span.of(raw))) =>
                {
                    *last = last.cover(span);
                }
                _ => merged.push(span),
            }
        }
        let mut last: Option<Span> = None;
        for span in merged {
            if let Some(last) = last {
                joined
                    .text
                    .push_str(joint(Span::new(last.end, span.start).of(raw)));
            }
            last = Some(span);
            joined.pieces.push((joined.text.len(), span));
            joined.text.push_str(&references::read(span.of(raw)));
        }
        joined
    }

    /// A text that stands alone: its own raw text.
    pub fn alone(lang: Lang, raw: &str) -> UnitText {
        UnitText::new(lang, raw, &[Span::new(0, raw.len())])
    }

    /// From a span in `text` to the span in the raw text of the document.
    pub fn raw_span(&self, span: Span) -> Span {
        Span::new(self.raw_place(span.start, false), self.raw_place(span.end, true))
    }

    /// From a span in the raw text of the document to the span in `text`; none when it lies outside
    /// of all pieces.
    pub fn text_span(&self, raw: Span) -> Option<Span> {
        let place = |at: usize, is_end: bool| {
            let held = |&&(_, span): &&(usize, Span)| {
                span.start <= at && (at < span.end || (at == span.end && is_end)) || span == Span::at(at)
            };
            let piece = self.pieces.iter().find(held).or_else(|| {
                // The end of a piece is the place of an empty span there.
                self.pieces
                    .iter()
                    .rev()
                    .find(|(_, span)| span.start <= at && at <= span.end)
            });
            piece.map(|&(start, span)| {
                // A character reference is shorter in the text.
                let next = self.pieces.iter().map(|piece| piece.0).find(|&next| next > start);
                (start + (at - span.start)).min(next.unwrap_or(self.text.len()))
            })
        };
        let start = place(raw.start, false)?;
        let end = if raw.is_empty() {
            start
        } else {
            place(raw.end, true)?
        };
        Some(Span::new(start, end))
    }

    /// The pieces that were joined: start in `text` and raw span, in order.
    pub fn pieces(&self) -> &[(usize, Span)] {
        &self.pieces
    }

    /// The whole raw span.
    pub fn whole(&self) -> Span {
        self.raw_span(Span::new(0, self.text.len()))
    }

    fn raw_place(&self, place: usize, is_end: bool) -> usize {
        let at = self
            .pieces
            .iter()
            .rposition(|(start, _)| *start < place || (*start == place && !is_end))
            .unwrap_or(0);
        let Some(&(start, span)) = self.pieces.get(at) else {
            return 0;
        };
        let end = self.pieces.get(at + 1).map_or(self.text.len(), |next| next.0);
        // A character reference is longer in the raw text than what it stands for.
        if place > start && span.len() > end - start {
            return span.end;
        }
        (span.start + place.saturating_sub(start)).min(span.end)
    }
}

fn is_reference(piece: &str) -> bool {
    references::at(piece).is_some_and(|(length, _)| length == piece.len())
}

fn is_space(between: &str) -> bool {
    between.chars().all(char::is_whitespace)
}

/// A bead with its texts: one side is none in a null bead, and in a text that is looked at alone.
#[derive(Debug, Clone, PartialEq)]
pub struct TransUnit {
    /// From which language into which.
    pub direction: Direction,
    /// The two texts.
    pub texts: Pair<Option<UnitText>>,
    /// For a side that is none: the place in its raw text where it would stand.
    pub place: usize,
    /// Posterior of the bead, 0 to 1.
    pub confidence: f32,
    /// Was the bead chosen among the others of a whole text? A pair that stands alone was not.
    pub chosen: bool,
}

impl TransUnit {
    /// A unit of two texts that stand alone.
    pub fn of_texts(direction: Direction, source: &str, target: &str) -> TransUnit {
        let text = |role, raw: &str| {
            let mut text = UnitText::alone(direction.lang(role), raw);
            text.segments = 0..1;
            Some(text)
        };
        TransUnit {
            direction,
            texts: Pair::new(text(Role::Source, source), text(Role::Target, target)),
            place: 0,
            confidence: 1.0,
            chosen: false,
        }
    }

    /// The text in this language.
    pub fn text(&self, lang: Lang) -> Option<&UnitText> {
        self.texts.get(self.direction.role(lang)).as_ref()
    }

    /// The source text.
    pub fn source(&self) -> Option<&UnitText> {
        self.texts.source.as_ref()
    }

    /// The target text.
    pub fn target(&self) -> Option<&UnitText> {
        self.texts.target.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_back_over_a_label() {
        let raw = "A: one two\nB: three";
        let unit = UnitText::new(Lang::English, raw, &[Span::new(3, 10), Span::new(14, 19)]);
        assert_eq!(unit.text, "one two three");
        assert_eq!(unit.raw_span(Span::new(8, 13)).of(raw), "three");
        assert_eq!(unit.raw_span(Span::new(4, 7)).of(raw), "two");
        assert_eq!(unit.whole(), Span::new(3, 19));
    }

    #[test]
    fn a_tag_inside_a_word_does_not_part_it() {
        let raw = "the <i>Chemin</i>s";
        let unit = UnitText::new(
            Lang::English,
            raw,
            &[Span::new(0, 4), Span::new(7, 13), Span::new(17, 18)],
        );
        assert_eq!(unit.text, "the Chemins");
        assert_eq!(unit.raw_span(Span::new(4, 11)).of(raw), "Chemin</i>s");
    }

    #[test]
    fn raw_spans_lead_into_the_text() {
        let raw = "A: one two\nB: three";
        let unit = UnitText::new(Lang::English, raw, &[Span::new(3, 10), Span::new(14, 19)]);
        for span in [Span::new(8, 13), Span::new(4, 7), Span::new(0, 13), Span::at(13)] {
            assert_eq!(unit.text_span(unit.raw_span(span)), Some(span));
        }
        assert_eq!(unit.text_span(Span::new(11, 13)), None);
    }

    #[test]
    fn a_character_reference_is_read_and_leads_back_whole() {
        let raw = "don&#39;t go";
        let pieces = [Span::new(0, 3), Span::new(3, 8), Span::new(8, 12)];
        let unit = UnitText::new(Lang::English, raw, &pieces);
        assert_eq!(unit.text, "don't go");
        assert_eq!(unit.raw_span(Span::new(0, 5)).of(raw), "don&#39;t");
        assert_eq!(unit.raw_span(Span::new(3, 4)).of(raw), "&#39;");
        assert_eq!(unit.raw_span(Span::new(6, 8)).of(raw), "go");
    }

    #[test]
    fn neighbours_stay_as_they_stand_in_the_raw_text() {
        let raw = "One.  Two.";
        let unit = UnitText::new(Lang::English, raw, &[Span::new(0, 4), Span::new(6, 10)]);
        assert_eq!(unit.text, raw);
    }
}
