//! The steps from files to findings: read, cut, pair, align, check.

use std::sync::Mutex;

use crate::align::{self, Constraints, Contribution, Model, Voice};
use crate::bitext::{Alignment, Direction, Document, Pair, Policy, Role, Segment, TransUnit};
use crate::check::{self, Context, Memory, Settings};
use crate::format::{self, Receipt};
use crate::lexicon::associations::{Associations, WordPair};
use crate::segment;
use crate::text::Lang;
use crate::text::span::line_of;
use crate::workbench::{Checked, Error, Text, units};

/// A file as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// What it is called.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What a person decided about it beforehand.
    pub options: format::Options,
}

/// A file that was read and cut into segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The text with its turns.
    pub document: Document,
    /// Its segments.
    pub segments: Vec<Segment>,
    /// What was read, guessed and dropped.
    pub receipt: Receipt,
}

impl Reading {
    /// The texts of the segments.
    pub fn texts(&self) -> Vec<String> {
        texts(&self.document, &self.segments)
    }
}

/// The texts of the segments of a document.
pub fn texts(document: &Document, segments: &[Segment]) -> Vec<String> {
    segments
        .iter()
        .map(|segment| segment.text(&document.raw))
        .collect()
}

/// Two texts and which segments of them stand for each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Aligned {
    /// From which language into which.
    pub direction: Direction,
    /// What the rendering claims to be.
    pub policy: Policy,
    /// The texts.
    pub documents: Pair<Document>,
    /// Their segments.
    pub segments: Pair<Vec<Segment>>,
    /// The beads.
    pub alignment: Alignment,
}

/// What the aligner saw in each bead, strongest first, and the text profile it used.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reasons {
    /// Name of the profile.
    pub profile: String,
    /// For each bead.
    pub contributions: Vec<Vec<Contribution>>,
    /// For each bead the learnt word pairs that spoke for it.
    pub learnt: Vec<Vec<WordPair>>,
}

impl Aligned {
    /// The beads with their texts.
    pub fn transunits(&self) -> Vec<TransUnit> {
        units::transunits(self)
    }

    /// The two texts with their names, as [`Checked`] holds them.
    pub fn named(&self) -> Pair<Option<Text>> {
        self.documents.as_ref().map(|document| Some(text(document)))
    }

    /// The texts of the segments.
    pub fn texts(&self) -> Pair<Vec<String>> {
        Pair {
            source: texts(&self.documents.source, &self.segments.source),
            target: texts(&self.documents.target, &self.segments.target),
        }
    }
}

/// Reads a file and cuts it.
///
/// # Errors
///
/// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
pub fn read(incoming: &Incoming) -> Result<Reading, Error> {
    let (document, receipt) =
        format::read(&incoming.name, &incoming.bytes, &incoming.options).map_err(|source| Error::Read {
            name: incoming.name.clone(),
            source,
        })?;
    check_lines(&document)?;
    let segments = segment::segment(&document);
    check_segments(&document, &segments)?;
    Ok(Reading {
        document,
        segments,
        receipt,
    })
}

/// Characters in a line, at most: a long novel in one line has about a million.
const LONGEST_LINE: usize = 2_000_000;

/// Characters in a segment, at most: what is compared with what must be seen at a glance, and
/// even run-on speech without a full stop does not come near.
const LONGEST_SEGMENT: usize = 20_000;

fn check_lines(document: &Document) -> Result<(), Error> {
    for (index, line) in document.raw.split('\n').enumerate() {
        let chars = if line.len() > LONGEST_LINE {
            line.chars().count()
        } else {
            0
        };
        if chars > LONGEST_LINE {
            return Err(Error::TooLong {
                name: document.name.clone(),
                line: index + 1,
                what: "a line",
                chars,
                most: LONGEST_LINE,
            });
        }
    }
    Ok(())
}

fn check_segments(document: &Document, segments: &[Segment]) -> Result<(), Error> {
    for segment in segments {
        let span = segment.span();
        let text = span.of(&document.raw);
        let chars = if text.len() > LONGEST_SEGMENT {
            text.chars().count()
        } else {
            0
        };
        if chars > LONGEST_SEGMENT {
            return Err(Error::TooLong {
                name: document.name.clone(),
                line: line_of(&document.raw, span.start),
                what: "a segment",
                chars,
                most: LONGEST_SEGMENT,
            });
        }
    }
    Ok(())
}

/// Source and rendering in their places, and a note when they had to be exchanged or when
/// their direction is worth a word.
///
/// # Errors
///
/// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
pub fn pair(
    source: Reading,
    target: Reading,
    direction: Option<Direction>,
) -> Result<(Pair<Reading>, Option<String>), Error> {
    let (from, to) = (source.document.lang, target.document.lang);
    if from == to {
        return Err(Error::SameLanguage {
            equal: source.document.raw == target.document.raw,
            first: source.document.name,
            second: target.document.name,
            lang: from,
        });
    }
    let named = |reading: &Reading| {
        let document = &reading.document;
        format!("{} is {}", document.name, document.lang.name())
    };
    let wanted = direction.map_or(from, |direction| direction.lang(Role::Source));
    if wanted != from {
        let note = format!(
            "source and rendering are swapped ({}, {}); taken the other way round",
            named(&source),
            named(&target)
        );
        return Ok((Pair::new(target, source), Some(note)));
    }
    let note = (from == Lang::English && direction.is_none()).then(|| {
        format!(
            "the source {} and the rendering {}: read as English into Arabic; --direction ar-en if they are swapped",
            named(&source),
            named(&target)
        )
    });
    Ok((Pair::new(source, target), note))
}

/// Aligns two texts; beads that people set or confirmed stay as they are, and learnt word pairs count.
///
/// # Errors
///
/// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
pub fn align(
    readings: Pair<Reading>,
    policy: Policy,
    constraints: &Constraints,
    learnt: Option<&Associations>,
) -> Result<(Aligned, Reasons), Error> {
    let direction = Direction::from(readings.source.document.lang);
    let texts = readings.as_ref().map(Reading::texts);
    let lines = texts
        .as_ref()
        .map(|texts| texts.iter().map(String::as_str).collect::<Vec<&str>>());
    let voices = readings
        .as_ref()
        .map(|reading| Voice::of(&reading.document, &reading.segments));
    let outcome = align::align(&align::Request {
        direction,
        policy,
        texts: lines.as_ref().map(Vec::as_slice),
        voices: voices.as_ref().map(Vec::as_slice),
        constraints,
        learnt,
        model: Model::embedded(),
    })?;
    let aligned = Aligned {
        direction,
        policy,
        alignment: outcome.alignment,
        segments: Pair::new(readings.source.segments, readings.target.segments),
        documents: Pair::new(readings.source.document, readings.target.document),
    };
    let reasons = Reasons {
        profile: outcome.profile,
        contributions: outcome.contributions,
        learnt: outcome.learnt,
    };
    Ok((aligned, reasons))
}

fn text(document: &Document) -> Text {
    Text {
        name: document.name.clone(),
        raw: document.raw.clone(),
    }
}

/// Checks an aligned text.
pub fn check(aligned: &Aligned, settings: &Settings) -> Checked {
    check_remembering(aligned, settings, &Mutex::default())
}

/// As [`check()`], but looks only at units that are not remembered.
pub fn check_remembering(aligned: &Aligned, settings: &Settings, memory: &Mutex<Memory>) -> Checked {
    let transunits = aligned.transunits();
    let context = context(aligned.policy, settings);
    let outcome = check::run_remembering(&transunits, settings, &context, memory);
    Checked::new(aligned.direction, aligned.named(), transunits, outcome)
}

/// What checks know of a rendering under this policy besides its texts.
pub fn context(policy: Policy, settings: &Settings) -> Context {
    Context {
        policy,
        alone: false,
        reader: settings.reader,
        patterns: settings.patterns.clone().into(),
        terms: settings.terms.clone(),
        memory: settings.memory.clone(),
        words: settings.words.clone(),
        names: settings.names.clone(),
        arabic: settings.arabic.clone(),
        dictionaries: settings.dictionaries.clone(),
    }
}

/// Checks one text without another side.
pub fn check_alone(reading: &Reading, settings: &Settings) -> Checked {
    let direction = Direction::from(reading.document.lang.other());
    let context = Context {
        alone: true,
        ..context(Policy::Full, settings)
    };
    let transunits: Vec<TransUnit> = (0..reading.segments.len())
        .map(|index| TransUnit {
            direction,
            texts: Pair::new(
                None,
                units::unit_text(&reading.document, &reading.segments, index..index + 1),
            ),
            place: 0,
            confidence: 1.0,
            chosen: false,
        })
        .collect();
    let outcome = check::run(&transunits, settings, &context);
    let texts = Pair::new(None, Some(text(&reading.document)));
    Checked::new(direction, texts, transunits, outcome)
}
