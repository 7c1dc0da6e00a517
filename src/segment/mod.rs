//! Cuts documents into segments, the units of alignment: mostly sentences.
//!
//! Sentence bounds of UAX 29, then a pass of our own that takes bounds away (abbreviations,
//! initials, list numbers, quoted questions) and adds some (`left.The`, clauses of speech
//! that has no full stops). Every rule looks at the script of the words at the bound, so both
//! languages may stand in one text. Segments never cross a turn or a paragraph; in subtitles
//! they run over cues. White space and labels lie between segments, nothing else.

use crate::bitext::{Document, Media, Segment, Turn, document, references};
use crate::text::Span;

mod arabic;
mod bound;
mod english;

/// A silence between two cues that ends a segment, in milliseconds.
///
/// A second is a usual pause for breath in an interview, two are a change of thought; three
/// are on the safe side. Judged, not measured.
const SILENCE: u64 = 3000;

/// The segments of a document in the order of its text.
///
/// A document of one segment per line gives a segment for each line, empty ones too.
///
/// # Examples
///
/// ```
/// use muqabala::{format, segment};
///
/// let bytes = "Host: Did Dr. Okafor see it? At 5.30 p.m. she did.".as_bytes();
/// let (document, _) = format::read("a.txt", bytes, &format::Options::default())?;
/// let segments = segment::segment(&document);
/// assert_eq!(segments[1].text(&document.raw), "At 5.30 p.m. she did.");
/// # Ok::<(), format::Error>(())
/// ```
pub fn segment(document: &Document) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (number, turn) in document.turns.iter().enumerate() {
        match document.media {
            Media::Lines => segments.extend(turn.text.iter().enumerate().map(|(stretch, &line)| Segment {
                pieces: vec![line],
                turn: number,
                stretch,
            })),
            Media::Text => paragraphs(&document.raw, turn, number, &mut segments),
            Media::Srt | Media::Vtt => Joined::new(&document.raw, turn).segments(number, &mut segments),
        }
    }
    segments
}

/// The sentences of a text without turns and paragraphs: trimmed spans in order that hold all
/// of it but white space.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for end in bound::bounds(text).into_iter().chain([text.len()]) {
        let span = trimmed(text, Span::new(start, end));
        if !span.is_empty() {
            sentences.push(span);
        }
        start = end;
    }
    sentences
}

fn paragraphs(raw: &str, turn: &Turn, number: usize, segments: &mut Vec<Segment>) {
    for (stretch, paragraph) in turn.text.iter().enumerate() {
        for sentence in sentences(paragraph.of(raw)) {
            segments.push(Segment {
                pieces: vec![sentence.shift(paragraph.start)],
                turn: number,
                stretch,
            });
        }
    }
}

fn trimmed(text: &str, span: Span) -> Span {
    let piece = span.of(text);
    let start = span.start + (piece.len() - piece.trim_start().len());
    Span::new(start, start + piece.trim().len())
}

/// The cues of a turn as one text, with the way back.
struct Joined<'a> {
    turn: &'a Turn,
    text: String,
    /// Where each stretch begins in `text`.
    starts: Vec<usize>,
    /// Which stretches are a character reference.
    references: Vec<bool>,
}

impl Joined<'_> {
    fn new<'a>(raw: &str, turn: &'a Turn) -> Joined<'a> {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(turn.text.len());
        let mut last: Option<Span> = None;
        for &stretch in &turn.text {
            if let Some(last) = last {
                text.push_str(document::joint(Span::new(last.end, stretch.start).of(raw)));
            }
            starts.push(text.len());
            text.push_str(&references::read(stretch.of(raw)));
            last = Some(stretch);
        }
        let is_reference = |stretch: &Span| references::read(stretch.of(raw)) != stretch.of(raw);
        Joined {
            turn,
            text,
            starts,
            references: turn.text.iter().map(is_reference).collect(),
        }
    }

    fn segments(&self, number: usize, segments: &mut Vec<Segment>) {
        let forced = self.forced();
        let mut start = 0;
        for end in forced.into_iter().chain([self.text.len()]) {
            for sentence in sentences(&self.text[start..end]) {
                let pieces = self.pieces(sentence.shift(start));
                if let Some(&(stretch, _)) = pieces.first() {
                    segments.push(Segment {
                        pieces: pieces.into_iter().map(|(_, piece)| piece).collect(),
                        turn: number,
                        stretch,
                    });
                }
            }
            start = end;
        }
    }

    /// Places in the joined text that end a segment whatever the words: silences, edges of what
    /// stands in brackets alone (`[Music]`), and every edge of a cue when the cues have no full
    /// stops at all (automatic captions).
    fn forced(&self) -> Vec<usize> {
        let times = &self.turn.times;
        let bare = self.turn.text.len() >= 4 && !self.text.contains(['.', '؟', '?', '!', '…', '۔']);
        let aside = |i: usize| {
            let end = self.starts.get(i + 1).copied().unwrap_or(self.text.len());
            let text = self.text[self.starts[i]..end].trim();
            let enclosed =
                |open: char, close: char| text.starts_with(open) && text.find(close) == Some(text.len() - 1);
            enclosed('[', ']') || enclosed('(', ')')
        };
        (1..self.starts.len())
            .filter(|&i| match (times.get(i - 1), times.get(i)) {
                (Some(before), Some(after)) if before == after => false,
                (Some(before), Some(after)) => {
                    let silence = after.start >= before.end.saturating_add(SILENCE);
                    bare || silence || aside(i - 1) || aside(i)
                }
                _ => false,
            })
            .map(|i| self.starts[i])
            .collect()
    }

    /// The stretches under a span of the joined text: their numbers and raw spans.
    fn pieces(&self, span: Span) -> Vec<(usize, Span)> {
        let first = self
            .starts
            .partition_point(|&start| start <= span.start)
            .saturating_sub(1);
        let mut pieces = Vec::new();
        for (i, stretch) in self.turn.text.iter().enumerate().skip(first) {
            let offset = self.starts[i];
            if offset >= span.end {
                break;
            }
            if self.references[i] {
                pieces.push((i, *stretch));
                continue;
            }
            let start = span.start.max(offset) - offset;
            let end = span.end.min(offset + stretch.len()).saturating_sub(offset);
            if start < end {
                pieces.push((i, Span::new(stretch.start + start, stretch.start + end)));
            }
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::TimeRange;
    use crate::text::Lang;
    use proptest::prelude::*;

    fn cues(raw: &str, cues: &[(&str, u64, u64)]) -> Document {
        let mut turn = Turn::default();
        for &(text, start, end) in cues {
            let at = raw.find(text).expect("a cue of the text");
            turn.text.push(Span::new(at, at + text.len()));
            turn.times.push(TimeRange { start, end });
        }
        Document {
            name: String::new(),
            lang: Lang::English,
            media: Media::Srt,
            raw: raw.to_owned(),
            turns: vec![turn],
        }
    }

    fn texts(document: &Document) -> Vec<String> {
        segment(document).iter().map(|s| s.text(&document.raw)).collect()
    }

    #[test]
    fn a_sentence_runs_over_cues() {
        let raw = "We have\n#\n<i>no</i> idea. Ask\n#\nhim.";
        let document = cues(
            raw,
            &[
                ("We have", 0, 9),
                ("no", 10, 19),
                (" idea. Ask", 10, 19),
                ("him.", 20, 29),
            ],
        );
        assert_eq!(texts(&document), ["We have no idea.", "Ask him."]);
        let segments = segment(&document);
        assert_eq!(segments[0].pieces.len(), 3);
        assert_eq!((segments[0].stretch, segments[1].stretch), (0, 2));
    }

    #[test]
    fn captions_without_full_stops_are_cut_at_cues() {
        let raw = "yes | and so | it was | then";
        let document = cues(
            raw,
            &[
                ("yes", 0, 9),
                ("and so", 10, 19),
                ("it was", 20, 29),
                ("then", 30, 39),
            ],
        );
        assert_eq!(texts(&document), ["yes", "and so", "it was", "then"]);
    }

    #[test]
    fn a_long_silence_ends_a_segment() {
        let raw = "I see | Well. Yes.";
        let document = cues(raw, &[("I see", 0, 9), ("Well. Yes.", 5000, 6000)]);
        assert_eq!(texts(&document), ["I see", "Well.", "Yes."]);
    }

    #[test]
    fn what_stands_in_brackets_alone_is_a_segment() {
        let raw = "it is | [Music] | so. Yes";
        let document = cues(raw, &[("it is", 0, 9), ("[Music]", 10, 19), ("so. Yes", 20, 29)]);
        assert_eq!(texts(&document), ["it is", "[Music]", "so.", "Yes"]);
    }

    proptest! {
        #[test]
        fn sentences_hold_all_but_white_space(
            text in "([a-zA-Z ]{0,4}|[ابتمد]{0,3}|[.!?؟؛،…\"»«)( \n-]{0,2}|[0-9٠-٩]{0,2}|\\PC){0,40}"
        ) {
            let mut last = 0;
            for span in sentences(&text) {
                prop_assert!(text[last..span.start].trim().is_empty());
                prop_assert!(!span.of(&text).is_empty());
                last = span.end;
            }
            prop_assert!(text[last..].trim().is_empty());
        }
    }
}
