//! Shows what the reader says of pairs of texts, or how fast it is.
//!
//! `cargo run --release --example reader -- scores|pieces|speed < PAIRS`, a pair a line: Arabic, a
//! tab, English. `scores` gives the scores of the eight classes on each side, as a line of JSON for
//! each pair; `pieces` those of every piece too, with its span in code points; `speed` the time a
//! pair and beside it that of the sentence encoder for the same lines, both on one thread.
//! Classes: mistranslation, name, real word, negation, missing, extra, number, wrong sentence.

use std::error::Error;
use std::io::{BufWriter, Read, Write};
use std::time::Instant;

use muqabala::lexicon::Encoder;
use muqabala::lexicon::reader::{Class, Reading, read_all};
use muqabala::text::Lang;
use muqabala::text::span::char_offset;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let lines = text.split_terminator('\n');
    let pairs: Vec<(&str, &str)> = lines
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
        .collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let which = std::env::args().nth(1);
    match which.as_deref() {
        Some("scores" | "pieces") => {
            for (pair, reading) in pairs.iter().zip(read_all(&pairs)) {
                writeln!(
                    out,
                    "{}",
                    shown(*pair, &reading, which.as_deref() == Some("pieces"))
                )?;
            }
        }
        Some("speed") => speed(&pairs, &mut out)?,
        _ => return Err("which of scores, pieces, speed?".into()),
    }
    Ok(())
}

fn shown((arabic, english): (&str, &str), reading: &Reading, pieces: bool) -> Value {
    let mut shown = json!({});
    for (lang, text) in [(Lang::Arabic, arabic), (Lang::English, english)] {
        let scores: Vec<f32> = Class::ALL
            .iter()
            .map(|&class| rounded(reading.side(lang, class)))
            .collect();
        shown[lang.code()] = json!(scores);
        if pieces {
            let rows = reading.pieces(lang).iter().map(|piece| {
                let span = [piece.span.start, piece.span.end].map(|at| char_offset(text, at));
                json!([span[0], span[1], piece.scores.map(rounded)])
            });
            shown[format!("{}_pieces", lang.code())] = rows.collect();
        }
    }
    shown
}

fn rounded(x: f32) -> f32 {
    (x * 1000.0).round() / 1000.0
}

fn speed(pairs: &[(&str, &str)], out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let first = Instant::now();
    pool.install(|| read_all(&[("نعم", "Yes")]));
    writeln!(out, "first pair: {:.1} ms", first.elapsed().as_secs_f64() * 1e3)?;
    let start = Instant::now();
    let readings = pool.install(|| read_all(pairs));
    let reader = start.elapsed().as_secs_f64();
    let pieces: usize = readings
        .iter()
        .map(|r| r.sides[0].len() + r.sides[1].len() + 4)
        .sum();
    let encoder = Encoder::embedded();
    let start = Instant::now();
    let lines: Vec<&str> = pairs
        .iter()
        .flat_map(|&(arabic, english)| [arabic, english])
        .collect();
    let vectors = encoder.heads(&encoder.lines(&lines));
    let encoded = start.elapsed().as_secs_f64();
    let each = |seconds: f64| seconds * 1e3 / pairs.len().max(1) as f64;
    writeln!(
        out,
        "reader: {:.2} ms a pair of {:.0} pieces",
        each(reader),
        pieces as f64 / pairs.len().max(1) as f64
    )?;
    writeln!(
        out,
        "encoder: {:.2} ms a pair ({} lines)",
        each(encoded),
        vectors.len()
    )?;
    Ok(())
}
