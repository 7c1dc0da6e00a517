//! A text with its turns and segments.

use crate::bitext::references;
use crate::text::{Lang, Span, fold};

/// The form in which a document came and goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Media {
    /// Running text.
    Text,
    /// One segment per line, not to be cut again.
    Lines,
    /// `SubRip` subtitles.
    Srt,
    /// `WebVTT` subtitles.
    Vtt,
}

impl Media {
    /// The usual ending of its files, without the dot; [`Media::Lines`] is called `lines`.
    pub fn name(self) -> &'static str {
        match self {
            Media::Text => "txt",
            Media::Lines => "lines",
            Media::Srt => "srt",
            Media::Vtt => "vtt",
        }
    }

    /// The form of that name.
    pub fn from_name(name: &str) -> Option<Media> {
        [Media::Text, Media::Lines, Media::Srt, Media::Vtt]
            .into_iter()
            .find(|media| media.name() == name)
    }
}

/// A stretch of time in milliseconds from the start of the recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeRange {
    /// First millisecond.
    pub start: u64,
    /// One past the last.
    pub end: u64,
}

/// What one speaker says in one go.
///
/// `text` lists the stretches of the raw text that are speech, in order and without overlap:
/// for running text its paragraphs, for subtitles the text of its cues. Labels (`Name:`), cue
/// numbers and time codes lie between them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Turn {
    /// The speaker as the text names them.
    pub speaker: Option<String>,
    /// Stretches of speech in the raw text. A segment never crosses from one stretch of a text
    /// document (paragraph) to the next; in subtitles it may.
    pub text: Vec<Span>,
    /// The time of each stretch of `text`, in subtitles and where a transcript has time codes; empty otherwise.
    pub times: Vec<TimeRange>,
}

/// A text of one language as it came in, with what was understood of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What people call it: mostly the file's name.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// The form it came in.
    pub media: Media,
    /// The decoded text, byte for byte the truth; a byte order mark is not part of it.
    pub raw: String,
    /// The turns in the order of the text; a text without speakers has one turn or one for
    /// each stretch that stands apart.
    pub turns: Vec<Turn>,
}

/// A sentence, or what stands for one: the unit of alignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its pieces in the raw text, in order; one piece but for subtitles, where a sentence may
    /// run over cues. Never empty.
    pub pieces: Vec<Span>,
    /// Which turn of the document it belongs to (index into [`Document::turns`]).
    pub turn: usize,
    /// Which stretch of [`Turn::text`] it begins in (the paragraph, or the cue).
    pub stretch: usize,
}

impl Segment {
    /// The whole span in the raw text, from its first to its last piece.
    pub fn span(&self) -> Span {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => first.cover(*last),
            _ => Span::default(),
        }
    }

    /// Its text; pieces are joined as [`joint`] says.
    pub fn text(&self, raw: &str) -> String {
        let mut text = String::new();
        let mut last: Option<Span> = None;
        for &piece in &self.pieces {
            if let Some(last) = last {
                text.push_str(joint(Span::new(last.end, piece.start).of(raw)));
            }
            text.push_str(&references::read(piece.of(raw)));
            last = Some(piece);
        }
        text
    }
}

/// What stands between two pieces of speech when they are read as one text: nothing where only
/// tags and other markup of subtitles lie between them in the raw text, one space otherwise.
pub fn joint(between: &str) -> &'static str {
    let mut rest = between;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '&' => match references::at(rest) {
                Some((length, found)) if found.chars().all(fold::is_ignorable) => length,
                _ => 0,
            },
            '<' => rest.find('>').map_or(0, |end| end + 1),
            '{' => rest.find('}').map_or(0, |end| end + 1),
            _ => 0,
        };
        if length == 0 || rest[..length].contains('\n') {
            return " ";
        }
        rest = &rest[length..];
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_join_and_everything_else_parts() {
        assert_eq!(joint("</i>"), "");
        assert_eq!(joint("{\\an8}<b>"), "");
        assert_eq!(joint("</i> "), " ");
        assert_eq!(joint("\n\n2\n00:01 --> 00:02\n"), " ");
    }
}

/// Something about a document that a person should know, and that is not an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// 1-based line in the file, when it is about one.
    pub line: Option<usize>,
    /// What was seen, in lower case without a final stop.
    pub message: String,
}
