//! What is known of the two languages: embedded tables and how to look things up in them.
//!
//! [`words`] is the token tier of the lexicon file (forms, frequencies, word vectors), [`encoder`]
//! its sentence tier; [`outside`] makes vectors for words that the table lacks. The file is made by
//! `corpora/lexicon/build.sh` and described byte by byte in `docs/formats.md`.

pub mod arabic_spelling;
pub mod associations;
mod coded;
pub mod confusion;
pub mod dates;
pub mod deeds;
pub mod demonyms;
mod dense;
pub mod dialect;
pub mod encoder;
pub mod file;
mod forms;
pub mod hunspell;
pub mod matching;
pub mod names;
pub mod numbers;
pub mod oppositions;
pub mod orthography;
pub mod outside;
pub mod pieces;
mod products;
pub mod quantities;
pub mod reader;
pub mod romanise;
pub mod skeleton;
pub mod speakers;
pub mod spelling;
mod strings;
pub mod terms;
pub mod units;
pub mod words;

pub use encoder::Encoder;
pub use file::{File, FileError};
pub use words::Words;
