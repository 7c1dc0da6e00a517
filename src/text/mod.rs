//! What a text is made of: languages, spans, scripts, digits, folded views, tokens and addresses.
//!
//! This room knows nothing of pairs, alignments or checks. Every position is a byte
//! offset in the raw text; folded text is a view with a map back to it.

pub mod address;
pub mod digits;
pub mod fold;
pub mod lang;
pub mod places;
pub mod script;
pub mod span;
pub mod token;
pub mod xray;

pub use lang::Lang;
pub use span::Span;
pub use token::{Kind, Token};
