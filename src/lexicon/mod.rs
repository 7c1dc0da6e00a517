//! What is known of the two languages: embedded tables and how to look things up in them.

pub mod spelling;
