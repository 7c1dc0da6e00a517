//! The features of a bead: one file per family, one list of names.
//!
//! A feature vector describes one bead alone (its two runs of lines), by language and not by
//! role. The model is linear in it; `explain` prints it times the weights. The first
//! [`PRICES`] features are prices, of which each text profile has its own.

pub(crate) mod coverage;
pub(crate) mod inner;
pub(crate) mod length;
pub(crate) mod marks;
pub(crate) mod price;

use std::ops::Range;

use crate::align::evidence::Evidence;
use crate::align::headings::Headings;
use crate::align::side::{Block, Side};
use crate::align::turns::Turns;

/// Number of features.
pub const COUNT: usize = NAMES.len();

/// Number of those that are prices.
pub const PRICES: usize = price::NAMES;

/// The names of the features, in the order of the vector.
pub const NAMES: [&str; 49] = [
    "gap_ar",
    "gap_en",
    "gap_mass_ar",
    "gap_mass_en",
    "one_two",
    "two_one",
    "one_many",
    "many_one",
    "more_en",
    "more_ar",
    "cross",
    "cross_more",
    "mass_ar",
    "mass_en",
    "match_ar",
    "match_en",
    "match_share",
    "sure_ar",
    "sure_en",
    "sure_share",
    "name_ar",
    "name_en",
    "name_share",
    "mutual_ar",
    "mutual_en",
    "mutual_share",
    "order",
    "weak_ar",
    "weak_en",
    "length",
    "length_log",
    "length_wide",
    "length_log_wide",
    "end_mark",
    "inner_ends",
    "questions",
    "quotes",
    "inner_breaks",
    "sentence",
    "sentence_more",
    "parted",
    "crossing",
    "crossing_share",
    "parted_ends",
    "parted_length",
    "loose_ar",
    "loose_en",
    "inner_quotes",
    "parted_sentence",
];

/// A feature vector.
pub(crate) type Vector = [f32; COUNT];

/// One bead to be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Runs {
    pub arabic: Range<usize>,
    pub english: Range<usize>,
}

/// The two texts with all that the features look at.
#[derive(Debug, Clone)]
pub(crate) struct Texts {
    pub arabic: Side,
    pub english: Side,
    pub evidence: Evidence,
    /// English characters for one Arabic character.
    pub ratio: f32,
    /// Who speaks, where both texts say so.
    pub turns: Option<Turns>,
    /// Headings and numbers of lists, where both texts have them.
    pub headings: Option<Headings>,
}

/// Room for the work on one bead, kept from bead to bead.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scratch {
    pub coverage: coverage::Work,
    pub inner: inner::Work,
}

impl Texts {
    /// May this bead be part of an alignment?
    pub(crate) fn allows(&self, runs: &Runs) -> bool {
        self.turns.as_ref().is_none_or(|turns| turns.allows(runs))
    }

    /// What a bead is worth beside its features: by the turns and the headings of the texts.
    pub(crate) fn points(&self, runs: &Runs) -> f32 {
        let turns = self.turns.as_ref().map_or(0.0, |turns| turns.points(runs));
        let headings = self
            .headings
            .as_ref()
            .map_or(0.0, |headings| headings.points(runs));
        turns + headings
    }

    /// The feature vector of a bead.
    pub(crate) fn features(&self, runs: &Runs, scratch: &mut Scratch) -> Vector {
        let mut out = [0.0; COUNT];
        let arabic = self.arabic.block(&runs.arabic);
        let english = self.english.block(&runs.english);
        price::fill(runs, (&arabic, &english), &mut out);
        if runs.arabic.is_empty() || runs.english.is_empty() {
            return out;
        }
        coverage::fill(self, runs, &mut scratch.coverage, &mut out);
        inner::fill(self, runs, scratch, &mut out);
        length::fill(runs, (&arabic, &english), self.ratio, &mut out);
        marks::fill(self, runs, (&arabic, &english), &mut out);
        out
    }
}

/// The sums of the two blocks of a bead.
pub(crate) type Blocks<'a> = (&'a Block, &'a Block);
