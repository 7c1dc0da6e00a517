//! Findings and aligned texts for people and for scripts.
//!
//! [`finding`] is the JSON that scripts rely on, [`human`] what a terminal shows. Offsets are
//! counted in code points here and nowhere below.

pub mod aligned;
pub mod bidi;
pub mod comparison;
pub mod finding;
pub mod html;
pub mod human;
pub mod time;
