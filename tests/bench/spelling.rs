//! Words a second of the English spelling check, on one core.
//!
//! `RAYON_NUM_THREADS=1 cargo run --release --example spelling < FILE`: reading and cutting the text is not
//! counted, tokens, look-ups and suggestions are.

#![allow(clippy::print_stdout, clippy::cast_precision_loss, missing_docs)]

use std::error::Error;
use std::io::Read;
use std::time::Instant;

use muqabala::bitext::{Direction, Pair, TransUnit};
use muqabala::check::misspelling::Misspelling;
use muqabala::check::{Aligned, Check, Context, Unit};

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let units: Vec<TransUnit> = text
        .lines()
        .map(|line| {
            let mut unit = TransUnit::of_texts(Direction::AR_EN, "", line);
            unit.texts = Pair::new(None, unit.texts.target);
            unit
        })
        .collect();
    let words = text.split_whitespace().count();
    let context = Context {
        alone: true,
        ..Context::default()
    };
    let start = Instant::now();
    let aligned = Aligned {
        units: units.iter().map(Unit::new).collect(),
    };
    let findings = Misspelling.document(&aligned, &context);
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{words} words, {} findings, {:.0} words a second",
        findings.len(),
        words as f64 / seconds
    );
    Ok(())
}
