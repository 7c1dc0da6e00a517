//! Measures an alignment against gold: strict, strict with gaps, lax.
//!
//! The definitions are those of Vecalign's scorer: a bead counts as right when both of its sides
//! equal a gold bead (strict), or when it shares a line on both sides with one gold bead (lax).
//! Figures are micro-averaged: counts of all cases are added up before dividing.

pub mod beads;
pub mod gold;
pub mod reliability;
pub mod score;

pub use beads::{BeadFile, BeadFileError, read_beads, write_beads};
pub use gold::{GoldCase, GoldError, read_case, read_set};
pub use score::{Counts, Figures, Scores, compare};
