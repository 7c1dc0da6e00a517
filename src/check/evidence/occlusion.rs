//! What a sentence means without a part of it.
//!
//! The encoder's features are sums over the chunks of a line (words between white space), so the
//! vector of the line without a span, or of a span alone, costs one pass of the output layers.
//! When leaving a span out brings the line nearer to the other side, the other side lacks it.
//! Source: the summation of USE (Yang et al. 2020); occlusion after Zeiler and Fergus 2014.

use std::ops::Range;

use crate::lexicon::encoder::{Encoder, LineFeatures};
use crate::text::{Lang, Span};

/// A line cut at white space, with the features of each chunk.
#[derive(Debug, Clone)]
pub struct Line {
    /// The chunks, in the unit's text.
    pub chunks: Vec<Span>,
    /// Its unit vector.
    pub vector: Vec<f32>,
    whole: LineFeatures,
    sums: Vec<LineFeatures>,
}

impl Line {
    fn of(text: &str) -> Line {
        let chunks = white_space_chunks(text);
        let encoder = Encoder::embedded();
        let chunked = encoder.chunks(text, &chunks);
        let mut sums = vec![LineFeatures::none()];
        for chunk in &chunked.chunks {
            let mut sum = sums.last().cloned().unwrap_or_else(LineFeatures::none);
            sum.add(chunk);
            sums.push(sum);
        }
        Line {
            vector: encoder.head(&chunked.whole),
            whole: chunked.whole,
            chunks,
            sums,
        }
    }

    fn part(&self, range: &Range<usize>) -> LineFeatures {
        let mut part = self.sums[range.end].clone();
        part.subtract(&self.sums[range.start]);
        part
    }

    /// The vectors of the line without each of these stretches of chunks.
    pub fn without_each(&self, ranges: &[Range<usize>]) -> Vec<Vec<f32>> {
        let rests: Vec<LineFeatures> = ranges
            .iter()
            .map(|range| {
                let mut rest = self.whole.clone();
                rest.subtract(&self.part(range));
                rest
            })
            .collect();
        Encoder::embedded().heads(&rests)
    }

    /// The vectors of each of these stretches of chunks alone, as they are in the line.
    pub fn alone_each(&self, ranges: &[Range<usize>]) -> Vec<Vec<f32>> {
        let parts: Vec<LineFeatures> = ranges.iter().map(|range| self.part(range)).collect();
        Encoder::embedded().heads(&parts)
    }

    /// The vector of the line with these chunks exchanged for others.
    pub fn with(&self, range: &Range<usize>, others: &LineFeatures) -> Vec<f32> {
        let mut line = self.whole.clone();
        line.subtract(&self.part(range));
        line.add(others);
        Encoder::embedded().head(&line)
    }

    /// The chunk that holds a byte of the text.
    pub fn chunk_at(&self, byte: usize) -> usize {
        self.chunks
            .partition_point(|chunk| chunk.start <= byte)
            .saturating_sub(1)
    }
}

fn white_space_chunks(text: &str) -> Vec<Span> {
    let mut chunks = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                chunks.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    chunks.extend(start.map(|from| Span::new(from, text.len())));
    chunks
}

/// Both lines of a pair.
#[derive(Debug, Clone)]
pub struct Lines {
    lines: [Line; 2],
    /// How near the two are.
    pub cosine: f32,
}

impl Lines {
    /// Encodes two texts, Arabic first.
    pub fn of(texts: [&str; 2]) -> Lines {
        let lines = texts.map(Line::of);
        let cosine = cosine(&lines[0].vector, &lines[1].vector);
        Lines { lines, cosine }
    }

    /// The line of a language.
    pub fn line(&self, lang: Lang) -> &Line {
        &self.lines[lang as usize]
    }

    /// By how much nearer the pair comes when these chunks are left out.
    pub fn gain_without(&self, lang: Lang, range: &Range<usize>) -> f32 {
        let rest = self.line(lang).without_each(std::slice::from_ref(range));
        let far = &self.line(lang.other()).vector;
        rest.first().map_or(0.0, |rest| cosine(rest, far) - self.cosine)
    }
}

/// Cosine of two unit vectors.
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_other_side_lacks_is_better_left_out() {
        let lines = Lines::of([
            "أغلق الجيش المدرسة أمس.",
            "The army closed the school yesterday before the storm hit the northern coast.",
        ]);
        assert!(lines.gain_without(Lang::English, &(6..13)) > 0.02);
        assert!(lines.gain_without(Lang::English, &(0..5)) < 0.0);
    }

    #[test]
    fn chunks_lie_between_white_space() {
        let text = " one  two\nthree ";
        let chunks: Vec<&str> = white_space_chunks(text)
            .iter()
            .map(|span| span.of(text))
            .collect();
        assert_eq!(chunks, ["one", "two", "three"]);
    }
}
