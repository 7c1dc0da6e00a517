//! English spelling: which words exist and which word was meant.
//!
//! `table` answers membership, `noise` prices a slip, `bigrams` knows neighbours, `suggest` puts
//! them together. Names and Arabic evidence are the business of the checks that ask.

pub mod bigrams;
pub mod context;
pub mod form;
pub mod noise;
pub mod suggest;
pub mod table;

pub use suggest::{Candidate, Surroundings, candidates, capitalised, is_unfit};
pub use table::{Entry, Variety};
