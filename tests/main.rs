//! The one integration binary: every file of `tests/suite` is a module of it.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod suite {
    mod align_interviews;
    mod aligning;
    mod beside;
    mod carrying;
    mod check_examples;
    mod check_pages;
    mod cli;
    mod cmd;
    mod corpora;
    mod findings;
    mod fuzz;
    mod house;
    mod learning;
    mod model;
    mod reader_golden;
    mod reading;
    mod reviewing;
    mod segmentation;
    mod spelling;
    mod store;
    mod trust;
    mod turns;
    mod workspace;
}
