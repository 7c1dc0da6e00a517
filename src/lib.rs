//! Muqabala (مقابلة: an interview, and collating a copy against its original) aligns
//! Arabic and English texts and shows where a rendering differs from its source.
//!
//! `docs/architecture.md` is the map of the rooms.

pub mod align;
pub mod bitext;
pub mod check;
pub mod cli;
pub mod eval;
pub mod format;
pub mod lexicon;
pub mod report;
pub mod review;
pub mod segment;
pub mod store;
pub mod text;
pub mod web;
pub mod workbench;
