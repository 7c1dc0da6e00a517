//! The one integration binary: every file of `tests/suite` is a module of it.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod suite {
    mod check_examples;
    mod corpora;
    mod house;
    mod reading;
    mod segmentation;
    mod store;
}
