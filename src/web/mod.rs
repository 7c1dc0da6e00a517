//! The review page: a thin rim over `workbench`, served on this machine only.
//!
//! Pages are templates checked at compile time and rendered by the server; a small script moves
//! through them. [`guard`] decides who may talk to it, [`view`] and [`cell`] turn checked texts
//! into what is shown, [`words`] holds the interface in English and Arabic.

mod api;
mod cell;
mod changes;
mod guard;
mod guesses;
mod listen;
mod page;
mod screens;
mod serve;
mod session;
mod view;
mod words;

pub use serve::{Error, Options, Workspace, serve};
