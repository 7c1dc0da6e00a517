//! The order of the steps, known nowhere else.
//!
//! Without a store: [`pairs`] are judged one by one, two texts are read, aligned and checked.
//! With one, a [`Workbench`] keeps interviews and everything that happens to them. Both give
//! [`Checked`] texts, which `report` shows.

pub mod checked;
pub mod pairs;

pub use checked::{Checked, Text};
