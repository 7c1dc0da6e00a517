//! SentencePiece unigram tokeniser over the pruned pieces, and the normaliser before it.
//!
//! Follows the reference implementation step by step (normaliser `nmt_nfkc`, dummy prefix, extra
//! white space removed, Viterbi in f32 with strict improvement, runs of unknowns merged), so that
//! both give the same ids; `corpora/lexicon/compare_pieces.py` compares them on whole files.

use std::ops::Range;

use crate::lexicon::file::{File, FileError, Reader};
use crate::lexicon::strings::Strings;
use crate::text::Span;

/// What stands for a space.
const SPACE: &[u8] = "▁".as_bytes();
/// Rounded scores are stored as their negative in this many parts.
const PARTS: f32 = 2048.0;
/// How much worse than the rarest piece an unknown character is.
const UNKNOWN_PENALTY: f32 = 10.0;

/// The tokeniser.
#[derive(Debug)]
pub struct Pieces<'a> {
    texts: Strings<'a>,
    scores: Vec<f32>,
    unknown_score: f32,
    keys: Strings<'a>,
    values: Strings<'a>,
}

/// The best way to a byte of the normalised text.
#[derive(Debug, Clone, Copy)]
struct Step {
    score: f32,
    from: u32,
    piece: u32,
}

const UNREACHED: u32 = u32::MAX;

impl<'a> Pieces<'a> {
    /// The pieces and the character map of a lexicon file, whose scores are rounded.
    ///
    /// # Errors
    /// A section is missing or cut short.
    pub fn open(file: &File<'a>) -> Result<Pieces<'a>, FileError> {
        let mut r = Reader::new(file, "PIEC")?;
        let (count, length, rarest) = (r.u32()? as usize, r.u32()? as usize, r.u32()?);
        let index = Strings::index(&mut r, count)?;
        let scores = r.take(2 * count)?.as_chunks().0.iter();
        let scores = scores
            .map(|&parts| -f32::from(u16::from_le_bytes(parts)) / PARTS)
            .collect();
        r.align()?;
        let texts = index.with_text(r.take(length)?);
        Pieces::with(texts, scores, -(rarest as f32) / PARTS, file)
    }

    /// The pieces and the character map of a file whose scores are whole.
    ///
    /// # Errors
    /// A section is missing or cut short.
    pub(crate) fn open_exact(file: &File<'a>) -> Result<Pieces<'a>, FileError> {
        let mut r = Reader::new(file, "PIEF")?;
        let (count, length, rarest) = (r.u32()? as usize, r.u32()? as usize, r.f32()?);
        let index = Strings::index(&mut r, count)?;
        let scores = r.floats(count)?;
        let texts = index.with_text(r.take(length)?);
        Pieces::with(texts, scores, rarest, file)
    }

    fn with(
        texts: Strings<'a>,
        scores: Vec<f32>,
        rarest: f32,
        file: &File<'a>,
    ) -> Result<Pieces<'a>, FileError> {
        let mut r = Reader::new(file, "CMAP")?;
        let count = r.u32()? as usize;
        let (key_bytes, value_bytes) = (r.u32()? as usize, r.u32()? as usize);
        let (keys, values) = (Strings::index(&mut r, count)?, Strings::index(&mut r, count)?);
        Ok(Pieces {
            texts,
            scores,
            unknown_score: rarest - UNKNOWN_PENALTY,
            keys: keys.with_text(r.take(key_bytes)?),
            values: values.with_text(r.take(value_bytes)?),
        })
    }

    /// Number of pieces; also the id of the unknown piece.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Are there no pieces?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Id of what is no piece.
    pub fn unknown(&self) -> u32 {
        self.len() as u32
    }

    /// Id of the mark before a text.
    pub fn start(&self) -> u32 {
        self.unknown() + 1
    }

    /// Id of the mark after a text.
    pub fn end(&self) -> u32 {
        self.unknown() + 2
    }

    /// A piece's text, `▁` for a space; empty for the unknown piece and the marks.
    pub fn piece(&self, id: u32) -> &'a str {
        std::str::from_utf8(self.texts.get(id as usize)).unwrap_or("")
    }

    /// The ids of a text, without the marks before and after it.
    pub fn ids(&self, text: &str) -> Vec<u32> {
        let mut ids = Vec::with_capacity(text.len() / 3 + 1);
        self.cut(&self.normalise(text, |_, _| ()), |id, _| ids.push(id));
        ids
    }

    /// The ids of a text and what each stands for in it: its letters without the space before
    /// them, or that space where a piece is nothing else.
    pub fn spans(&self, text: &str) -> Vec<(u32, Span)> {
        let mut origins = Vec::with_capacity(text.len() + SPACE.len());
        let normal = self.normalise(text, |span, bytes| origins.resize(origins.len() + bytes, span));
        let mut spans = Vec::with_capacity(text.len() / 3 + 1);
        self.cut(&normal, |id, bytes| {
            let own = if bytes.len() > SPACE.len() && normal[bytes.clone()].starts_with(SPACE) {
                &origins[bytes.start + SPACE.len()..bytes.end]
            } else {
                &origins[bytes]
            };
            let ends = own.first().zip(own.last());
            let span = ends.map_or(Span::at(0), |(first, last)| first.cover(*last));
            spans.push((id, span));
        });
        spans
    }

    /// Calls `visit` with the id of each piece of a normalised text and the bytes of it.
    fn cut(&self, normal: &[u8], mut visit: impl FnMut(u32, Range<usize>)) {
        let steps = self.best_paths(normal);
        let mut pieces: Vec<(u32, Range<usize>)> = Vec::with_capacity(normal.len() / 3 + 1);
        let mut at = normal.len();
        while at > 0 {
            let (step, end) = (steps[at], at);
            at = step.from as usize;
            match pieces.last_mut() {
                Some((id, bytes)) if *id == self.unknown() && step.piece == *id => bytes.start = at,
                _ => pieces.push((step.piece, at..end)),
            }
        }
        for (id, bytes) in pieces.into_iter().rev() {
            visit(id, bytes);
        }
    }

    fn score(&self, piece: usize) -> f32 {
        self.scores.get(piece).copied().unwrap_or(self.unknown_score)
    }

    fn best_paths(&self, normal: &[u8]) -> Vec<Step> {
        let unreached = Step {
            score: 0.0,
            from: UNREACHED,
            piece: 0,
        };
        let mut steps = vec![unreached; normal.len() + 1];
        let mut at = 0;
        while at < normal.len() {
            let here = steps[at].score;
            let width = char_width(normal[at]).min(normal.len() - at);
            let mut single = false;
            let mut offer = |end: usize, score: f32, piece: u32| {
                let step = &mut steps[end];
                if step.from == UNREACHED || score > step.score {
                    *step = Step {
                        score,
                        from: at as u32,
                        piece,
                    };
                }
            };
            self.texts.prefixes(&normal[at..], |length, piece| {
                offer(at + length, self.score(piece) + here, piece as u32);
                single |= length == width;
            });
            if !single {
                offer(at + width, self.unknown_score + here, self.unknown());
            }
            at += width;
        }
        steps
    }

    /// The text as the pieces see it: compatibility forms composed, white space as single `▁`, one
    /// of them in front. `origin` is told of every stretch of the text that goes into it, and how
    /// many bytes it becomes.
    fn normalise(&self, text: &str, mut origin: impl FnMut(Span, usize)) -> Vec<u8> {
        let mut rest = text.as_bytes();
        let mut out = Vec::with_capacity(rest.len() + rest.len() / 4 + SPACE.len());
        out.extend_from_slice(SPACE);
        origin(Span::at(0), SPACE.len());
        let mut after_space = true;
        while !rest.is_empty() {
            let (mut part, length) = self.normal_prefix(rest);
            let (from, before) = (text.len() - rest.len(), out.len());
            rest = &rest[length..];
            while let (true, [b' ', tail @ ..]) = (after_space, part) {
                part = tail;
            }
            for &byte in part {
                match byte {
                    b' ' => out.extend_from_slice(SPACE),
                    _ => out.push(byte),
                }
            }
            origin(Span::new(from, from + length), out.len() - before);
            after_space = part.last().map_or(after_space, |&byte| byte == b' ');
        }
        while out.ends_with(SPACE) {
            out.truncate(out.len() - SPACE.len());
        }
        out
    }

    /// What a text begins with, normalised, and how many bytes of it that takes.
    fn normal_prefix<'t>(&self, text: &'t [u8]) -> (&'t [u8], usize)
    where
        'a: 't,
    {
        let plain = (b' '..0x7f).contains(&text[0]);
        if plain && text.get(1).is_none_or(u8::is_ascii) {
            return (&text[..1], 1);
        }
        let mut longest = None;
        self.keys
            .prefixes(text, |length, key| longest = Some((length, key)));
        longest.map_or_else(
            || {
                let width = char_width(text[0]).min(text.len());
                (&text[..width], width)
            },
            |(length, key)| (self.values.get(key), length),
        )
    }
}

/// Bytes of the character that begins with this byte.
fn char_width(lead: u8) -> usize {
    match lead {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces() -> Pieces<'static> {
        Pieces::open(File::embedded()).unwrap()
    }

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let pieces = pieces();
        let cut: Vec<&str> = pieces
            .ids(text)
            .into_iter()
            .map(|id| {
                if id == pieces.unknown() {
                    "?"
                } else {
                    pieces.piece(id)
                }
            })
            .collect();
        assert_eq!(cut.join("|"), expected);
    }

    #[test]
    fn the_ids_are_those_of_the_reference() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpora/lexicon/fixture/ids.tsv");
        let fixture = std::fs::read_to_string(path).unwrap();
        let pieces = pieces();
        for row in fixture.split_terminator('\n') {
            let (ids, line) = row.split_once('\t').unwrap();
            let line = line.replace("\\t", "\t");
            let ours: Vec<String> = pieces.ids(&line).iter().map(u32::to_string).collect();
            assert_eq!(ours.join(" "), ids, "{line:?}");
        }
    }

    #[test]
    fn words_fall_into_pieces() {
        case("the school", "▁the|▁school");
        case("  المدرسة  ", "▁المدرسة");
        case("ﬁve", "▁five");
        case("漢漢 x", "▁|?|▁x");
        case(" \u{200b} ", "");
    }

    #[test]
    fn a_piece_knows_its_letters_in_the_raw_text() {
        let of = |text: &'static str| -> Vec<&str> {
            let spans = pieces().spans(text);
            spans.iter().map(|(_, span)| span.of(text)).collect()
        };
        assert_eq!(of("  the   school "), ["the", "school"]);
        assert_eq!(of("\u{fb01}ve 漢漢 x"), ["\u{fb01}ve", " ", "漢漢", "x"]);
        assert_eq!(of("المدرسة"), ["المدرسة"]);
    }

    proptest! {
        #[test]
        fn spans_go_with_the_ids_and_lie_in_the_text(text in "[\\PC\\t\u{64e}ﻻ½ﷺ…]{0,30}") {
            let pieces = pieces();
            let (ids, spans): (Vec<u32>, Vec<Span>) = pieces.spans(&text).into_iter().unzip();
            prop_assert_eq!(ids, pieces.ids(&text));
            for span in &spans {
                prop_assert!(text.get(span.start..span.end).is_some());
            }
            prop_assert!(spans.windows(2).all(|w| w[0].start <= w[1].start && w[0].end <= w[1].end));
        }

        #[test]
        fn chunks_cut_alone_give_the_pieces_of_the_line(words in "[a-zA-Z.,'ء-يَُ0-9 ]{0,40}") {
            let pieces = pieces();
            let alone: Vec<u32> = words.split_whitespace().flat_map(|w| pieces.ids(w)).collect();
            prop_assert_eq!(alone, pieces.ids(&words));
        }

        #[test]
        fn every_text_has_ids_within_range(text in "\\PC{0,30}") {
            let pieces = pieces();
            prop_assert!(pieces.ids(&text).iter().all(|&id| id <= pieces.unknown()));
        }
    }
}
