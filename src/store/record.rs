//! The records of the store, and how they stand for the types of the other rooms.
//!
//! These types are what lies on disk. A field may be added with a default; none is renamed or
//! given another meaning without a new format number.

use serde::{Deserialize, Serialize};

use crate::bitext::{Alignment, Bead, Document, Media, Segment, Status, TimeRange, Turn};
use crate::store::blob::BlobRef;
use crate::text::{Lang, Span};

/// An interview: what never changes about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterviewRecord {
    /// The name that people gave it.
    pub name: String,
    /// When it was made, in milliseconds since 1970.
    pub made: i64,
}

/// A revision of a document. Never changed once written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionRecord {
    /// What its file was called.
    pub name: String,
    /// Code of its language.
    pub lang: String,
    /// Name of its form.
    pub media: String,
    /// Name of the encoding that the file had.
    pub encoding: String,
    /// Did the file begin with a byte order mark?
    #[serde(default)]
    pub byte_order_mark: bool,
    /// The decoded text.
    pub text: BlobRef,
    /// Turns and segments: a [`StructureRecord`].
    pub structure: BlobRef,
    /// What was said when it was read: guesses, losses, doubts.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// An alignment of two revisions. Never changed once written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlignmentRecord {
    /// Number of the rendering.
    pub document: u16,
    /// Revision of the transcript.
    pub source_revision: u32,
    /// Revision of the rendering.
    pub target_revision: u32,
    /// Name of the policy it was made under.
    pub policy: String,
    /// Version of the program that made it.
    pub version: String,
    /// The beads: a list of [`BeadRecord`].
    pub beads: BlobRef,
}

/// Start and end, half-open.
pub type Range = (u64, u64);

/// Turns and segments of a revision.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StructureRecord {
    /// The turns in order.
    pub turns: Vec<TurnRecord>,
    /// The segments in order.
    pub segments: Vec<SegmentRecord>,
}

/// A turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnRecord {
    /// Who speaks.
    #[serde(default)]
    pub speaker: Option<String>,
    /// Stretches of speech, in bytes of the text.
    pub text: Vec<Range>,
    /// Their times in milliseconds, for subtitles.
    #[serde(default)]
    pub times: Vec<Range>,
}

/// A segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentRecord {
    /// Its pieces, in bytes of the text.
    pub pieces: Vec<Range>,
    /// Which turn it belongs to.
    pub turn: u64,
    /// Which stretch of the turn it begins in.
    pub stretch: u64,
}

/// A bead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BeadRecord {
    /// Source segments.
    pub source: Range,
    /// Target segments.
    pub target: Range,
    /// Posterior, 0 to 1.
    pub confidence: f32,
    /// Name of its status.
    pub status: String,
}

/// A number as it is kept; no processor has longer ones.
fn kept(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// A kept number; one that this processor does not have lies outside of every text.
fn number(kept: u64) -> usize {
    usize::try_from(kept).unwrap_or(usize::MAX)
}

fn range(start: usize, end: usize) -> Range {
    (kept(start), kept(end))
}

fn span(range: Range) -> Span {
    let (start, end) = (number(range.0), number(range.1));
    Span::new(start, end.max(start))
}

impl StructureRecord {
    /// Turns and segments as they are kept.
    pub fn of(document: &Document, segments: &[Segment]) -> StructureRecord {
        let turn = |turn: &Turn| TurnRecord {
            speaker: turn.speaker.clone(),
            text: turn.text.iter().map(|span| range(span.start, span.end)).collect(),
            times: turn.times.iter().map(|time| (time.start, time.end)).collect(),
        };
        let segment = |segment: &Segment| SegmentRecord {
            pieces: segment
                .pieces
                .iter()
                .map(|span| range(span.start, span.end))
                .collect(),
            turn: kept(segment.turn),
            stretch: kept(segment.stretch),
        };
        StructureRecord {
            turns: document.turns.iter().map(turn).collect(),
            segments: segments.iter().map(segment).collect(),
        }
    }

    /// Do all turns and segments lie in that text, between its characters?
    pub fn is_of(&self, raw: &str) -> bool {
        let turns = self.turns.iter().flat_map(|turn| &turn.text);
        let mut ranges = turns.chain(self.segments.iter().flat_map(|segment| &segment.pieces));
        let is_inside = |&(start, end): &Range| start <= end && raw.get(number(start)..number(end)).is_some();
        ranges.all(is_inside)
    }

    /// The turns.
    pub fn turns(&self) -> Vec<Turn> {
        self.turns
            .iter()
            .map(|turn| Turn {
                speaker: turn.speaker.clone(),
                text: turn.text.iter().copied().map(span).collect(),
                times: turn
                    .times
                    .iter()
                    .map(|&(start, end)| TimeRange { start, end })
                    .collect(),
            })
            .collect()
    }

    /// The segments.
    pub fn segments(&self) -> Vec<Segment> {
        self.segments
            .iter()
            .map(|segment| Segment {
                pieces: segment.pieces.iter().copied().map(span).collect(),
                turn: number(segment.turn),
                stretch: number(segment.stretch),
            })
            .collect()
    }
}

impl BeadRecord {
    /// A bead as it is kept.
    pub fn of(bead: &Bead) -> BeadRecord {
        BeadRecord {
            source: range(bead.source().start, bead.source().end),
            target: range(bead.target().start, bead.target().end),
            confidence: bead.confidence,
            status: bead.status.name().to_owned(),
        }
    }

    /// The bead; none when it is none.
    pub fn bead(&self) -> Option<Bead> {
        let (source, target) = (span(self.source), span(self.target));
        let mut bead = Bead::new(
            source.start..source.end,
            target.start..target.end,
            self.confidence,
        )?;
        bead.status = Status::from_name(&self.status)?;
        Some(bead)
    }
}

/// The alignment of kept beads; none when they do not cover both sides.
pub fn alignment(beads: &[BeadRecord], n_source: usize, n_target: usize) -> Option<Alignment> {
    let beads: Option<Vec<Bead>> = beads.iter().map(BeadRecord::bead).collect();
    Alignment::new(beads?, n_source, n_target).ok()
}

/// The language and form of a revision; none when this version does not know them.
pub fn lang_and_media(revision: &RevisionRecord) -> Option<(Lang, Media)> {
    Some((
        Lang::from_code(&revision.lang)?,
        Media::from_name(&revision.media)?,
    ))
}
