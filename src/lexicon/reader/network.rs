//! The network: embedding, six layers with the norm after each half, and the head.
//!
//! Pieces of many sequences pass the matrices together; only attention keeps sequences apart. Each
//! row is rounded by itself, so a sequence has the same scores in any company.

use std::sync::OnceLock;

use crate::lexicon::file::{File, FileError, Reader, from_half};
use crate::lexicon::pieces::Pieces;
use crate::lexicon::reader::maths;
use crate::lexicon::reader::matrix::{Matrix, Rows};

/// What this build carries.
static EMBEDDED: &[u8] = include_bytes!("../../../corpora/reader/reader.bin");

/// Numbers of a piece between layers.
const WIDTH: usize = 384;
/// Hidden numbers of the second half of a layer.
const INNER: usize = 4 * WIDTH;
/// Numbers of an attention head.
const HEAD: usize = 32;
/// Attention heads.
const HEADS: usize = WIDTH / HEAD;
/// Hidden numbers of the last layers.
const LAST: usize = 256;
/// Classes, the first of which is that nothing is wrong.
pub(super) const CLASSES: usize = 9;
/// Pieces of the longest sequence, its four marks among them.
pub(super) const PLACES: usize = 192;
/// Bytes of an embedding row: blocks of 32 numbers, a scale and sixteen bytes each.
const WORD_BYTES: usize = WIDTH / 32 * 18;

/// Sections of each layer.
const SECTIONS: [[&str; 5]; 6] = [
    ["QKV0", "ATT0", "WID0", "NAR0", "VEC0"],
    ["QKV1", "ATT1", "WID1", "NAR1", "VEC1"],
    ["QKV2", "ATT2", "WID2", "NAR2", "VEC2"],
    ["QKV3", "ATT3", "WID3", "NAR3", "VEC3"],
    ["QKV4", "ATT4", "WID4", "NAR4", "VEC4"],
    ["QKV5", "ATT5", "WID5", "NAR5", "VEC5"],
];

/// Gain and bias of a norm.
type Norm = [Vec<f32>; 2];

#[derive(Debug)]
struct Layer<'a> {
    qkv: Matrix<'a>,
    attended: Matrix<'a>,
    wide: Matrix<'a>,
    narrow: Matrix<'a>,
    norms: [Norm; 2],
}

/// The network; its weights stay in the file's four bits.
#[derive(Debug)]
pub(super) struct Network<'a> {
    pieces: Pieces<'a>,
    words: &'a [u8],
    places: Vec<f32>,
    sides: [Vec<f32>; 2],
    norm: Norm,
    layers: Vec<Layer<'a>>,
    last: [Vec<f32>; 2],
    classes: [Vec<f32>; 2],
}

/// Two texts as ids, with their marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sequence {
    ids: Vec<u32>,
    /// Pieces that belong to the first text, its two marks included.
    first: usize,
}

impl Sequence {
    /// Pieces, the four marks included.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }
}

impl Network<'static> {
    /// The network that this build carries.
    ///
    /// # Panics
    /// Never: a test opens the embedded file.
    pub(super) fn embedded() -> &'static Network<'static> {
        static NETWORK: OnceLock<Network<'static>> = OnceLock::new();
        NETWORK.get_or_init(|| {
            let file = File::open(EMBEDDED).and_then(|file| Network::open(&file));
            file.expect("the embedded reader passes its tests")
        })
    }
}

impl<'a> Network<'a> {
    /// Reads the parts of a file; the large ones stay where they are.
    fn open(file: &File<'a>) -> Result<Network<'a>, FileError> {
        let pieces = Pieces::open_exact(file)?;
        let mut words = Reader::new(file, "WORD")?;
        let words = words.take((pieces.len() + 3) * WORD_BYTES)?;
        let mut r = Reader::new(file, "EMBE")?;
        let places = r.halves(PLACES * WIDTH)?;
        let sides = [r.halves(WIDTH)?, r.halves(WIDTH)?];
        let norm = [r.halves(WIDTH)?, r.halves(WIDTH)?];
        let layers = SECTIONS.iter().map(|tags| Layer::open(file, *tags));
        let layers = layers.collect::<Result<Vec<_>, _>>()?;
        let mut r = Reader::new(file, "HEAD")?;
        Ok(Network {
            pieces,
            words,
            places,
            sides,
            norm,
            layers,
            last: [r.halves(WIDTH * LAST)?, r.halves(LAST)?],
            classes: [r.halves(LAST * CLASSES)?, r.halves(CLASSES)?],
        })
    }

    /// The tokeniser.
    pub(super) fn pieces(&self) -> &Pieces<'a> {
        &self.pieces
    }

    /// Two texts' ids with the marks around them; at most [`PLACES`] with the marks.
    pub(super) fn sequence(
        &self,
        first: impl Iterator<Item = u32>,
        second: impl Iterator<Item = u32>,
    ) -> Sequence {
        let (start, end) = (self.pieces.start(), self.pieces.end());
        let mut ids = vec![start];
        ids.extend(first);
        ids.push(end);
        let first = ids.len();
        ids.push(end);
        ids.extend(second);
        ids.push(end);
        ids.truncate(PLACES);
        Sequence { ids, first }
    }

    /// The values of the classes for every piece of every sequence, marks included.
    pub(super) fn classes(&self, sequences: &[&Sequence]) -> Vec<[f32; CLASSES]> {
        let mut run = Run::default();
        self.embed(sequences, &mut run.x);
        for layer in &self.layers {
            run.layer(layer, sequences);
        }
        self.head(&run.x)
    }

    fn embed(&self, sequences: &[&Sequence], x: &mut Vec<f32>) {
        let count: usize = sequences.iter().map(|sequence| sequence.len()).sum();
        x.resize(count * WIDTH, 0.0);
        let mut rows = x.chunks_exact_mut(WIDTH);
        for sequence in sequences {
            let places = self.places.chunks_exact(WIDTH);
            for (((at, &id), place), x) in sequence.ids.iter().enumerate().zip(places).zip(rows.by_ref()) {
                self.word(id, x);
                let side = &self.sides[usize::from(at >= sequence.first)];
                for ((x, place), side) in x.iter_mut().zip(place).zip(side) {
                    *x += place + side;
                }
            }
        }
        norm_rows(x, &self.norm);
    }

    fn word(&self, id: u32, out: &mut [f32]) {
        let start = id as usize * WORD_BYTES;
        let row = self.words.get(start..start + WORD_BYTES).unwrap_or(&[]);
        for (block, out) in row.as_chunks::<18>().0.iter().zip(out.as_chunks_mut::<32>().0) {
            let scale = from_half([block[0], block[1]]);
            for (i, &byte) in block[2..].iter().enumerate() {
                out[i] = (f32::from(byte & 15) - 8.0) * scale;
                out[i + 16] = (f32::from(byte >> 4) - 8.0) * scale;
            }
        }
    }

    fn head(&self, x: &[f32]) -> Vec<[f32; CLASSES]> {
        let [weights, bias] = &self.last;
        let [to_classes, class_bias] = &self.classes;
        let mut out = Vec::with_capacity(x.len() / WIDTH);
        pulp::Arch::new().dispatch(|| {
            for x in x.chunks_exact(WIDTH) {
                let mut hidden = [0f32; LAST];
                hidden.copy_from_slice(bias);
                for (x, weights) in x.iter().zip(weights.as_chunks::<LAST>().0) {
                    for (hidden, weight) in hidden.iter_mut().zip(weights) {
                        *hidden += x * weight;
                    }
                }
                let mut classes = [0f32; CLASSES];
                classes.copy_from_slice(class_bias);
                for (hidden, weights) in hidden.iter().zip(to_classes.as_chunks::<CLASSES>().0) {
                    let hidden = maths::gelu(*hidden);
                    for (class, weight) in classes.iter_mut().zip(weights) {
                        *class += hidden * weight;
                    }
                }
                out.push(classes);
            }
        });
        out
    }
}

impl<'a> Layer<'a> {
    fn open(
        file: &File<'a>,
        [qkv, attended, wide, narrow, vectors]: [&'static str; 5],
    ) -> Result<Layer<'a>, FileError> {
        let mut r = Reader::new(file, vectors)?;
        let qkv = Matrix::open(file, qkv, WIDTH, r.halves(3 * WIDTH)?)?;
        let attended = Matrix::open(file, attended, WIDTH, r.halves(WIDTH)?)?;
        let first = [r.halves(WIDTH)?, r.halves(WIDTH)?];
        let wide = Matrix::open(file, wide, WIDTH, r.halves(INNER)?)?;
        let narrow = Matrix::open(file, narrow, INNER, r.halves(WIDTH)?)?;
        let second = [r.halves(WIDTH)?, r.halves(WIDTH)?];
        Ok(Layer {
            qkv,
            attended,
            wide,
            narrow,
            norms: [first, second],
        })
    }
}

/// Working memory of a run over sequences.
#[derive(Debug, Default)]
struct Run {
    x: Vec<f32>,
    y: Vec<f32>,
    hidden: Vec<f32>,
    rows: Rows,
}

impl Run {
    fn layer(&mut self, layer: &Layer<'_>, sequences: &[&Sequence]) {
        self.rows.set(&self.x, WIDTH);
        layer.qkv.multiply(&self.rows, &mut self.hidden);
        self.y.resize(self.x.len(), 0.0);
        attend(&self.hidden, sequences, &mut self.y);
        self.rows.set(&self.y, WIDTH);
        layer.attended.multiply(&self.rows, &mut self.y);
        self.add_and_norm(&layer.norms[0]);
        self.rows.set(&self.x, WIDTH);
        layer.wide.multiply(&self.rows, &mut self.hidden);
        pulp::Arch::new().dispatch(|| {
            for x in &mut self.hidden {
                *x = maths::gelu(*x);
            }
        });
        self.rows.set(&self.hidden, INNER);
        layer.narrow.multiply(&self.rows, &mut self.y);
        self.add_and_norm(&layer.norms[1]);
    }

    fn add_and_norm(&mut self, norm: &Norm) {
        for (x, y) in self.x.iter_mut().zip(&self.y) {
            *x += y;
        }
        norm_rows(&mut self.x, norm);
    }
}

fn norm_rows(x: &mut [f32], [gain, bias]: &Norm) {
    pulp::Arch::new().dispatch(|| {
        for row in x.chunks_exact_mut(WIDTH) {
            maths::layer_norm(row, gain, bias);
        }
    });
}

/// Attention of every piece to all pieces of its own sequence.
fn attend(qkv: &[f32], sequences: &[&Sequence], out: &mut [f32]) {
    let mut start = 0;
    for sequence in sequences {
        let len = sequence.len();
        let qkv = &qkv[start * 3 * WIDTH..][..len * 3 * WIDTH];
        let out = &mut out[start * WIDTH..][..len * WIDTH];
        pulp::Arch::new().dispatch(|| {
            let mut memory = Attention::default();
            for head in 0..HEADS {
                memory.load(qkv, head);
                for (row, out) in qkv.chunks_exact(3 * WIDTH).zip(out.chunks_exact_mut(WIDTH)) {
                    let out = &mut out[head * HEAD..][..HEAD];
                    out.copy_from_slice(&memory.of(&row[head * HEAD..][..HEAD], len));
                }
            }
        });
        start += len;
    }
}

/// Keys and values of one head in one sequence.
#[derive(Default)]
struct Attention {
    /// Number by number, pieces in chunks of 32.
    keys: Vec<[[f32; HEAD]; HEAD]>,
    values: Vec<[f32; HEAD]>,
    shares: Vec<f32>,
}

#[expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the wide registers"
)]
impl Attention {
    #[inline(always)]
    fn load(&mut self, qkv: &[f32], head: usize) {
        let len = qkv.len() / (3 * WIDTH);
        self.keys.clear();
        self.keys.resize(len.div_ceil(HEAD), [[0.0; HEAD]; HEAD]);
        self.values.clear();
        for (at, row) in qkv.chunks_exact(3 * WIDTH).enumerate() {
            let key = &row[WIDTH + head * HEAD..][..HEAD];
            for (numbers, key) in self.keys[at / HEAD].iter_mut().zip(key) {
                numbers[at % HEAD] = *key;
            }
            let mut value = [0.0; HEAD];
            value.copy_from_slice(&row[2 * WIDTH + head * HEAD..][..HEAD]);
            self.values.push(value);
        }
    }

    /// The values' mean, weighted by how well their keys answer a query.
    #[inline(always)]
    fn of(&mut self, query: &[f32], len: usize) -> [f32; HEAD] {
        const SCALE: f32 = 0.176_776_7; // 1 / sqrt(HEAD)
        self.shares.clear();
        for keys in &self.keys {
            let mut sums = [0f32; HEAD];
            for (query, keys) in query.iter().zip(keys) {
                for (sum, key) in sums.iter_mut().zip(keys) {
                    *sum += query * key;
                }
            }
            self.shares.extend(sums.map(|sum| sum * SCALE));
        }
        self.shares.truncate(len);
        maths::softmax(&mut self.shares);
        let mut mean = [0f32; HEAD];
        for (share, value) in self.shares.iter().zip(&self.values) {
            for (mean, value) in mean.iter_mut().zip(value) {
                *mean += share * value;
            }
        }
        mean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_file_agrees_with_its_checksums() {
        let file = File::open(EMBEDDED).unwrap();
        file.verify().unwrap();
        Network::open(&file).unwrap();
    }
}
