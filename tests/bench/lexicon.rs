//! Shows what the embedded lexicon computes for the lines of standard input, or how fast.
//!
//! `cargo run --release --example lexicon -- ids|vectors|sums|speed < FILE`: piece ids of each line,
//! its vector, its weighted sum of word vectors, or lines a second of each stage.
//! `corpora/lexicon/compare.py` and `retrieval.py` read the first three.

use std::error::Error;
use std::io::{BufWriter, Read, Write};
use std::time::Instant;

use muqabala::lexicon::words::{DIMS, Vector, similarity};
use muqabala::lexicon::{Encoder, Words};
use muqabala::text::token::tokens;

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let lines: Vec<&str> = text.lines().collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    match std::env::args().nth(1).as_deref() {
        Some("ids") => ids(&lines, &mut out)?,
        Some("vectors") => vectors(&lines, &mut out)?,
        Some("sums") => sums(&lines, &mut out)?,
        Some("speed") => speed(&lines, &mut out)?,
        _ => return Err("which of ids, vectors, sums, speed?".into()),
    }
    Ok(())
}

fn ids(lines: &[&str], out: &mut impl Write) -> std::io::Result<()> {
    for line in lines {
        let ids = Encoder::embedded().pieces().ids(line);
        let ids: Vec<String> = ids.iter().map(u32::to_string).collect();
        writeln!(out, "{}", ids.join(" "))?;
    }
    Ok(())
}

fn vectors(lines: &[&str], out: &mut impl Write) -> std::io::Result<()> {
    let encoder = Encoder::embedded();
    for x in encoder.heads(&encoder.lines(lines)).concat() {
        out.write_all(&x.to_le_bytes())?;
    }
    Ok(())
}

/// Words of probability p count for 0.001 / (0.001 + p).
fn sums(lines: &[&str], out: &mut impl Write) -> std::io::Result<()> {
    let words = Words::embedded();
    for line in lines {
        let mut sum = [0f32; DIMS];
        for token in tokens(line) {
            let Some(lang) = token.lang() else { continue };
            let Some(entry) = words.find(lang, token.span.of(line)) else {
                continue;
            };
            let vector = words.vector(lang, entry.row);
            let share = 1e-3 / (1e-3 + 10f32.powf(entry.log10)) * vector.scale;
            for (sum, &x) in sum.iter_mut().zip(&vector.values) {
                *sum += f32::from(x) * share;
            }
        }
        for x in sum {
            out.write_all(&x.to_le_bytes())?;
        }
    }
    Ok(())
}

fn speed(lines: &[&str], out: &mut impl Write) -> std::io::Result<()> {
    let mut since = Instant::now();
    let mut report = |what: &str, count: usize| {
        let seconds = since.elapsed().as_secs_f64();
        let rate = count as f64 / seconds;
        since = Instant::now();
        writeln!(out, "{what}: {count} in {seconds:.4} s, {rate:.0} a second")
    };
    let words = Words::embedded();
    report("opening words", 1)?;
    let encoder = Encoder::embedded();
    report("unpacking the encoder", 1)?;
    let pieces: usize = lines.iter().map(|l| encoder.pieces().ids(l).len()).sum();
    report("tokenising, lines", lines.len())?;
    report(&format!("({pieces} pieces)"), 1)?;
    let features = encoder.lines(lines);
    report("encoding, lines", lines.len())?;
    let sum: f32 = features.iter().map(|f| encoder.head(f)[0]).sum();
    report("heads one by one", lines.len())?;
    let sum = sum - encoder.heads(&features).iter().map(|head| head[0]).sum::<f32>();
    report("heads together", lines.len())?;
    let found: Vec<_> = lines
        .iter()
        .flat_map(|line| tokens(line))
        .filter_map(|token| token.lang().map(|lang| (lang, token.folded)))
        .collect();
    report("cutting into words", found.len())?;
    let entries: Vec<_> = found.iter().filter_map(|(l, w)| words.find(*l, w)).collect();
    report("looking words up", found.len())?;
    let rows: Vec<Vector> = entries.iter().map(|e| words.vector(e.lang, e.row)).collect();
    report("unpacking vectors", rows.len())?;
    let near = rows.windows(400).step_by(200).map(|rows| {
        rows.iter()
            .map(|a| rows.iter().map(|b| similarity(a, b)).sum::<f32>())
    });
    let total: f32 = near.map(Iterator::sum::<f32>).sum();
    report("similarities", rows.len().saturating_sub(400) / 200 * 160_000)?;
    writeln!(out, "checksums {sum} {total}")
}
