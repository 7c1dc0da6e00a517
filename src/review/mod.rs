//! Reviewing: what people decide, how it lives on when texts change, and what changed.
//!
//! Everything that happens to an interview is an [`event`]; its state is a fold of them
//! ([`state`]). Decisions are bound to fingerprints of words, segments carried over to new
//! revisions by content ([`carry`]), and two revisions are compared bead by bead ([`diff`]).
#![deny(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

pub mod beads;
pub mod by_hand;
pub mod carry;
pub mod cuts;
pub mod diff;
pub mod event;
pub mod filter;
pub mod state;
pub mod words;

pub use event::{Event, Happening, Verdict};
pub use state::{Decision, Rendering, State};
