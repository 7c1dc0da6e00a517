//! What the aligner is asked, and what it answers.

use std::ops::Range;

use crate::align::features::{self, Runs, Vector};
use crate::align::model::Model;
use crate::bitext::{Alignment, AlignmentError, Bead, Direction, Document, Pair, Policy, Segment};
use crate::lexicon::associations::{Associations, WordPair};
use crate::text::Lang;

/// What people have decided beforehand: hard constraints.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// Pinned and confirmed beads; they are in the answer as they stand. A null bead says by its
    /// empty run where the gap is.
    pub beads: Vec<Bead>,
    /// Boundaries that no bead crosses: so many source segments and so many target segments lie
    /// before it.
    pub barriers: Vec<(usize, usize)>,
}

/// Where a segment stands among the turns of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice<'a> {
    /// Number of its turn.
    pub turn: usize,
    /// Number of its stretch (paragraph, cue) in the turn.
    pub stretch: usize,
    /// Who speaks, as the text names them.
    pub speaker: Option<&'a str>,
}

impl<'a> Voice<'a> {
    /// Those of the segments of a document.
    pub fn of(document: &'a Document, segments: &[Segment]) -> Vec<Voice<'a>> {
        let voice = |segment: &Segment| Voice {
            turn: segment.turn,
            stretch: segment.stretch,
            speaker: document
                .turns
                .get(segment.turn)
                .and_then(|turn| turn.speaker.as_deref()),
        };
        segments.iter().map(voice).collect()
    }
}

/// Two texts to be aligned.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// From which language into which.
    pub direction: Direction,
    /// What the rendering claims to be.
    pub policy: Policy,
    /// The segments' texts.
    pub texts: Pair<&'a [&'a str]>,
    /// Who speaks each segment; empty where nothing is known of turns.
    pub voices: Pair<&'a [Voice<'a>]>,
    /// What people have decided beforehand.
    pub constraints: &'a Constraints,
    /// Word pairs that count beside the shipped lexicon.
    pub learnt: Option<&'a Associations>,
    /// The weights; [`Model::embedded`] unless others were trained.
    pub model: &'a Model,
}

/// Why texts could not be aligned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AlignError {
    /// A constraint names a segment that does not exist.
    #[error("a {what} names {side} segment {segment}, but there are only {len}")]
    OutOfRange {
        /// `bead` or `barrier`.
        what: &'static str,
        /// `source` or `target`.
        side: &'static str,
        /// 0-based.
        segment: usize,
        /// How many there are.
        len: usize,
    },
    /// Two set beads share a segment, or cross where the order must be kept.
    #[error("the set beads at source segments {0} and {1} share a segment or cross")]
    Crossing(usize, usize),
    /// The answer did not cover the texts.
    #[error(transparent)]
    Cover(#[from] AlignmentError),
}

/// What one feature adds to the score of a bead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// The feature.
    pub feature: &'static str,
    /// Its value for this bead.
    pub value: f32,
    /// What the model multiplies it with.
    pub weight: f32,
}

impl Contribution {
    /// Value times weight: in favour of the bead when positive.
    pub fn points(&self) -> f32 {
        self.value * self.weight
    }
}

/// An alignment and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The beads.
    pub alignment: Alignment,
    /// The text profile whose prices were used.
    pub profile: String,
    /// For each bead the features that are not zero, strongest first.
    pub contributions: Vec<Vec<Contribution>>,
    /// For each bead the learnt word pairs that spoke for it where the shipped lexicon said less.
    pub learnt: Vec<Vec<WordPair>>,
}

impl Request<'_> {
    /// The texts of a language.
    pub(crate) fn lines(&self, lang: Lang) -> &[&str] {
        self.texts.get(self.direction.role(lang))
    }

    /// A bead's runs by language.
    pub(crate) fn runs(&self, bead: &Bead) -> Runs {
        self.by_language(bead.source(), bead.target())
    }

    /// Source and target runs by language.
    pub(crate) fn by_language(&self, source: Range<usize>, target: Range<usize>) -> Runs {
        let pair = Pair::new(source, target);
        Runs {
            arabic: pair.get(self.direction.role(Lang::Arabic)).clone(),
            english: pair.get(self.direction.role(Lang::English)).clone(),
        }
    }

    /// Runs by language as a bead; a set bead keeps its status.
    pub(crate) fn bead(&self, runs: &Runs, confidence: f32) -> Option<Bead> {
        let (source, target) = if self.direction == Direction::AR_EN {
            (runs.arabic.clone(), runs.english.clone())
        } else {
            (runs.english.clone(), runs.arabic.clone())
        };
        let same = |set: &&Bead| {
            let part =
                |run: Range<usize>, set: Range<usize>| run == set || (run.is_empty() && set.is_empty());
            part(source.clone(), set.source()) && part(target.clone(), set.target())
        };
        if let Some(set) = self.constraints.beads.iter().find(same) {
            return Some(set.clone());
        }
        Bead::new(source, target, confidence)
    }

    /// Are the constraints such that an alignment can meet them?
    pub(crate) fn check(&self) -> Result<(), AlignError> {
        let lens = (self.texts.source.len(), self.texts.target.len());
        for bead in &self.constraints.beads {
            within("bead", (bead.source().end, bead.target().end), lens)?;
        }
        for &barrier in &self.constraints.barriers {
            within("barrier", barrier, lens)?;
        }
        let mut beads: Vec<&Bead> = self.constraints.beads.iter().collect();
        beads.sort_by_key(|bead| (bead.source().start, bead.source().end, bead.target().start));
        for (at, bead) in beads.iter().enumerate() {
            for other in &beads[at + 1..] {
                let shared =
                    overlap(&bead.source(), &other.source()) || overlap(&bead.target(), &other.target());
                let crossing = self.policy.is_monotone()
                    && !(bead.source().end <= other.source().start
                        && bead.target().end <= other.target().start);
                if shared || crossing {
                    return Err(AlignError::Crossing(bead.source().start, other.source().start));
                }
            }
        }
        Ok(())
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn within(what: &'static str, at: (usize, usize), lens: (usize, usize)) -> Result<(), AlignError> {
    for (side, end, len) in [("source", at.0, lens.0), ("target", at.1, lens.1)] {
        if end > len {
            return Err(AlignError::OutOfRange {
                what,
                side,
                segment: end.saturating_sub(usize::from(what == "bead")),
                len,
            });
        }
    }
    Ok(())
}

/// The features of a bead that are not zero, strongest first, and what turns and headings add.
pub(crate) fn contributions(weights: &Vector, features: &Vector, beside: f32) -> Vec<Contribution> {
    let mut out: Vec<Contribution> = features::NAMES
        .iter()
        .zip(weights.iter().zip(features))
        .map(|(feature, (&weight, &value))| Contribution {
            feature,
            value,
            weight,
        })
        .chain([Contribution {
            feature: "turns_and_headings",
            value: beside,
            weight: 1.0,
        }])
        .filter(|part| part.points().abs() > 1e-3)
        .collect();
    out.sort_by(|a, b| b.points().abs().total_cmp(&a.points().abs()));
    out
}
