//! The reader: a network that reads an Arabic text and its English counterpart together and says,
//! for every piece of both, how likely something is wrong there, and what.
//!
//! A score is the network's odds, as a logarithm, of a fault of one class against none. 0 is even
//! odds under the faults that were planted for its training, so a score has to be calibrated.
//! Multilingual E5 small (MIT), pruned, trained on planted faults and quantised; `corpora/reader/`
//! says how, `docs/formats.md` describes the file.

mod maths;
mod matrix;
mod network;
mod parts;

use std::ops::Range;

use rayon::prelude::*;

use crate::lexicon::reader::network::{CLASSES, Network, Sequence};
use crate::lexicon::reader::parts::{Side, parts};
use crate::text::{Lang, Span};

/// Scores of a piece, one a [`Class`].
const SCORES: usize = CLASSES - 1;
/// Pieces that pass the network together.
const BATCH: usize = 384;
/// The score of a class where no piece tells of it.
pub const FLOOR: f32 = -20.0;

/// What may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A word means something else.
    Mistranslation = 1,
    /// A name is another one or misspelt.
    Name,
    /// A word is right in itself and wrong here.
    RealWord,
    /// A negation is lost or added.
    Negation,
    /// Something that the other side has is missing at this place.
    Missing,
    /// Nothing on the other side answers to this.
    Extra,
    /// A number differs.
    Number,
    /// The other side is another sentence.
    WrongSentence,
}

impl Class {
    /// All classes, in the order of their scores.
    pub const ALL: [Class; SCORES] = [
        Class::Mistranslation,
        Class::Name,
        Class::RealWord,
        Class::Negation,
        Class::Missing,
        Class::Extra,
        Class::Number,
        Class::WrongSentence,
    ];

    /// Its place among the scores of a piece.
    fn place(self) -> usize {
        self as usize - 1
    }
}

/// A piece of a text and what the network says of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// Bytes of that side's text.
    pub span: Span,
    /// A score for each of [`Class::ALL`].
    pub scores: [f32; SCORES],
}

/// What the network says of a pair of texts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The pieces of the Arabic text, then those of the English one.
    pub sides: [Vec<Piece>; 2],
}

impl Reading {
    /// The pieces of a side.
    pub fn pieces(&self, lang: Lang) -> &[Piece] {
        match lang {
            Lang::Arabic => &self.sides[0],
            Lang::English => &self.sides[1],
        }
    }

    /// The score of a class on a side: that something there is wrong in this way.
    pub fn side(&self, lang: Lang, class: Class) -> f32 {
        joined(self.pieces(lang).iter(), class)
    }

    /// The score of a class within a span of a side, or beside an empty one; [`FLOOR`] where no
    /// piece lies.
    pub fn within(&self, lang: Lang, class: Class, span: Span) -> f32 {
        let pieces = self.pieces(lang).iter();
        let beside = |piece: Span| span.is_empty() && piece.start <= span.end && span.start <= piece.end;
        let near = pieces.filter(|piece| piece.span.overlaps(span) || beside(piece.span));
        joined(near, class)
    }

    /// The piece where a class scores highest on a side, the first of equals.
    pub fn peak(&self, lang: Lang, class: Class) -> Option<(Span, f32)> {
        let scores = self.pieces(lang).iter();
        let scores = scores.map(|piece| (piece.span, piece.scores[class.place()]));
        scores.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }
}

/// The logarithm of the summed odds of a class.
fn joined<'p>(pieces: impl Iterator<Item = &'p Piece> + Clone, class: Class) -> f32 {
    let scores = pieces.map(|piece| piece.scores[class.place()]);
    let top = scores.clone().fold(FLOOR, f32::max);
    let sum: f32 = scores.map(|score| (score - top).exp()).sum();
    if sum > 0.0 {
        (top + sum.ln()).max(FLOOR)
    } else {
        FLOOR
    }
}

/// Reads a pair of texts.
pub fn read(arabic: &str, english: &str) -> Reading {
    read_all(&[(arabic, english)]).pop().unwrap_or_default()
}

/// Reads pairs of texts, Arabic first; each as if it were read alone, and faster.
pub fn read_all(pairs: &[(&str, &str)]) -> Vec<Reading> {
    let network = Network::embedded();
    let texts: Vec<Texts> = pairs
        .par_iter()
        .map(|&(arabic, english)| Texts::cut(network, [arabic, english]))
        .collect();
    let parts: Vec<&Part> = texts.iter().flat_map(|texts| &texts.parts).collect();
    let scores = scores(network, &parts);
    let mut scores = scores.iter();
    let readings = texts.iter().map(|texts| texts.reading(scores.by_ref()));
    readings.collect()
}

/// The scores of the pieces of parts, marks included, in their order.
fn scores(network: &Network<'_>, parts: &[&Part]) -> Vec<Vec<[f32; CLASSES]>> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&part| parts[part].sequence.len());
    let mut batches: Vec<&[usize]> = Vec::new();
    let mut rest = order.as_slice();
    while !rest.is_empty() {
        let mut pieces = 0;
        let full = rest.iter().position(|&part| {
            pieces += parts[part].sequence.len();
            pieces > BATCH
        });
        let (batch, after) = rest.split_at(full.unwrap_or(rest.len()).max(1));
        batches.push(batch);
        rest = after;
    }
    let computed: Vec<Vec<[f32; CLASSES]>> = batches
        .par_iter()
        .map(|batch| {
            let sequences: Vec<&Sequence> = batch.iter().map(|&part| &parts[part].sequence).collect();
            network.classes(&sequences)
        })
        .collect();
    let mut scores = vec![Vec::new(); parts.len()];
    for (batch, computed) in batches.iter().zip(&computed) {
        let mut rows = computed.as_slice();
        for &part in *batch {
            let (own, after) = rows.split_at(parts[part].sequence.len());
            scores[part] = own.to_vec();
            rows = after;
        }
    }
    scores
}

/// The two texts of a pair as the network takes them.
struct Texts {
    spans: [Vec<Span>; 2],
    parts: Vec<Part>,
}

/// What of a pair passes the network at a time.
struct Part {
    sequence: Sequence,
    /// Which pieces of the two sides.
    pieces: [Range<usize>; 2],
}

impl Texts {
    fn cut(network: &Network<'_>, texts: [&str; 2]) -> Texts {
        let pieces = texts.map(|text| network.pieces().spans(text));
        let spans = [0, 1].map(|side| pieces[side].iter().map(|&(_, span)| span).collect::<Vec<_>>());
        let sides = [0, 1].map(|side| Side {
            text: texts[side],
            spans: &spans[side],
        });
        let parts = parts(sides).into_iter().map(|ranges| {
            let [first, second] =
                [0, 1].map(|side| pieces[side][ranges[side].clone()].iter().map(|&(id, _)| id));
            Part {
                sequence: network.sequence(first, second),
                pieces: ranges,
            }
        });
        let parts = parts.collect();
        Texts { spans, parts }
    }

    /// The reading, given the scores of the pieces of each part in turn.
    fn reading<'s>(&self, mut scores: impl Iterator<Item = &'s Vec<[f32; CLASSES]>>) -> Reading {
        let mut reading = Reading::default();
        for (part, scores) in self.parts.iter().zip(scores.by_ref()) {
            let [first, second] = &part.pieces;
            let starts = [1, first.len() + 3];
            for (side, range) in [first, second].into_iter().enumerate() {
                let spans = &self.spans[side][range.clone()];
                let pieces = spans.iter().zip(scores.get(starts[side]..).unwrap_or(&[]));
                reading.sides[side].extend(pieces.map(|(&span, [none, rest @ ..])| Piece {
                    span,
                    scores: rest.map(|class| class - none),
                }));
            }
        }
        reading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(name: &str) -> String {
        let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/corpora/reader/fixture/");
        std::fs::read_to_string(format!("{dir}{name}")).unwrap()
    }

    #[track_caller]
    fn near(ours: f32, expected: &serde_json::Value, tolerance: f64) {
        let expected = expected.as_f64().unwrap();
        assert!(
            (f64::from(ours) - expected).abs() < tolerance,
            "{ours} {expected}"
        );
    }

    #[test]
    fn scores_are_those_of_the_reference() {
        let (pairs, scores) = (fixture("pairs.tsv"), fixture("scores.jsonl"));
        let pairs: Vec<(&str, &str)> = pairs.lines().map(|line| line.split_once('\t').unwrap()).collect();
        let readings = read_all(&pairs);
        assert!(readings.len() > 10 && readings.len() == scores.lines().count());
        for (reading, expected) in readings.iter().zip(scores.lines()) {
            let expected: serde_json::Value = serde_json::from_str(expected).unwrap();
            for (side, lang) in Lang::ALL.into_iter().enumerate() {
                let pieces = reading.pieces(lang);
                assert_eq!(expected["pieces"][side], pieces.len());
                for class in Class::ALL {
                    near(
                        reading.side(lang, class),
                        &expected["sides"][side][class.place()],
                        0.05,
                    );
                    for (at, piece) in pieces.iter().enumerate() {
                        let expected = &expected["scores"][side][at][class.place()];
                        near(piece.scores[class.place()], expected, 0.08);
                    }
                }
            }
        }
    }

    #[test]
    fn a_pair_reads_the_same_in_any_company() {
        let pairs = fixture("pairs.tsv");
        let pairs: Vec<(&str, &str)> = pairs.lines().map(|line| line.split_once('\t').unwrap()).collect();
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let alone: Vec<Reading> = pairs[..3]
            .iter()
            .map(|(arabic, english)| read(arabic, english))
            .collect();
        assert_eq!(one.install(|| read_all(&pairs[..3])), alone);
        assert_eq!(read_all(&[pairs[2], pairs[0], pairs[1]])[1..], alone[..2]);
    }

    #[test]
    fn what_is_missing_is_seen_on_both_sides() {
        let arabic = "الأرض باقية باسم صاحبها، والعقد بيننا وبينه لعشر سنوات، وله ثلثا المحصول.";
        let english = "The land stays in its owner's name. The contract between us runs for ten years.";
        let reading = read(arabic, english);
        let at = arabic.find("وله").unwrap();
        let (span, score) = reading.peak(Lang::Arabic, Class::Extra).unwrap();
        assert!(score > 0.0 && span.start >= at, "{span:?} {score}");
        let within = |span| reading.within(Lang::Arabic, Class::Extra, span);
        assert!(within(Span::new(at, arabic.len())) > 0.0);
        assert!(within(Span::new(0, 20)) < -5.0);
        assert!(within(Span::at(at)) > -5.0);
        let after = Span::new(arabic.len() + 1, arabic.len() + 9);
        assert!((within(after) - FLOOR).abs() < f32::EPSILON);
        assert!(reading.side(Lang::English, Class::Missing) > -1.0);
    }

    #[test]
    fn a_long_pair_is_read_in_parts_whose_places_hold() {
        let sentence = [
            "وصل الوفد إلى بغداد صباح اليوم والتقى رئيس الوزراء.",
            "The delegation arrived in Baghdad this morning and met the prime minister.",
        ];
        let [arabic, english] = sentence.map(|text| [text; 9].join(" "));
        let reading = read(&arabic, &english);
        for (text, pieces) in [&arabic, &english].into_iter().zip(&reading.sides) {
            let letters: String = pieces.iter().map(|piece| piece.span.of(text)).collect();
            assert_eq!(letters.replace(' ', ""), text.replace(' ', ""));
        }
        assert!(reading.sides[0].len() + reading.sides[1].len() > 192);
        assert!(reading.side(Lang::English, Class::WrongSentence) < 0.0);
        assert!(reading.side(Lang::Arabic, Class::Extra) < 0.0);
    }

    #[test]
    fn nothing_is_read_as_nothing() {
        let reading = read("", "");
        assert_eq!(reading, Reading::default());
        assert!((reading.side(Lang::Arabic, Class::Name) - FLOOR).abs() < f32::EPSILON);
        assert_eq!(reading.peak(Lang::English, Class::Name), None);
        assert!(read_all(&[]).is_empty());
    }
}
