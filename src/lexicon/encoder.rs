//! Sentence encoder: a line of either language to a unit vector of 512 numbers.
//!
//! Pieces pass three n-gram branches; their features are summed before the output layers, so the
//! vector of a block of lines, or of a line with a span left out, needs only sums and the head.
//! Google's universal-sentence-encoder-multilingual v3 (Apache-2.0), pruned and quantised.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use crate::lexicon::coded::Matrix;
use crate::lexicon::dense::{Dense, Levels};
use crate::lexicon::file::{File, FileError, Reader};
use crate::lexicon::pieces::Pieces;
use crate::text::Span;

/// Numbers in a sentence vector.
pub const DIMS: usize = 512;
/// Numbers of a piece's row.
const ROW: usize = 512;
/// Width of a branch.
const BRANCH: usize = 256;
/// Pieces that each branch sees, and how many of them are to the left.
const ORDERS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// Features of a piece: its row and three branches.
const FEATURES: usize = ROW + 3 * BRANCH;
/// Hidden units of the head.
const HIDDEN: usize = 320;
/// Pieces whose projections a run keeps (5 kB each).
const KNOWN: usize = 1024;
/// Vectors that pass the head together.
const HEADS: usize = 32;
/// Keeps a layer norm from dividing by nought.
const EPSILON: f32 = 1e-12;

/// What a stretch of text contributes to a vector: sums of its pieces' features after the first
/// linear layers, and the number of pieces. Stretches add up.
#[derive(Debug, Clone, PartialEq)]
pub struct LineFeatures {
    /// 640 sums.
    pub f: Vec<f32>,
    /// Number of pieces, the marks before and after a line included.
    pub n: f32,
}

impl LineFeatures {
    /// Of no text at all.
    pub fn none() -> LineFeatures {
        LineFeatures {
            f: vec![0.0; 2 * HIDDEN],
            n: 0.0,
        }
    }

    /// Adds another stretch.
    pub fn add(&mut self, other: &LineFeatures) {
        self.f.iter_mut().zip(&other.f).for_each(|(a, b)| *a += b);
        self.n += other.n;
    }

    /// Takes a stretch away.
    pub fn subtract(&mut self, other: &LineFeatures) {
        self.f.iter_mut().zip(&other.f).for_each(|(a, b)| *a -= b);
        self.n -= other.n;
    }
}

/// A line whose stretches can be left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Chunked {
    /// The whole line, with the marks before and after it.
    pub whole: LineFeatures,
    /// One for each span asked for.
    pub chunks: Vec<LineFeatures>,
}

/// The encoder, unpacked for computing (about 7 MB).
#[derive(Debug)]
pub struct Encoder<'a> {
    pieces: Pieces<'a>,
    rows: Matrix<'a>,
    row_scales: &'a [u8],
    mean: Vec<f32>,
    project: Dense,
    first: [Dense; 3],
    second: [Dense; 3],
    sum: Dense,
    hidden: [Dense; 2],
    head: [Dense; 4],
    bias: Bias,
}

#[derive(Debug)]
struct Bias {
    project: Vec<f32>,
    norm_in: [Vec<f32>; 2],
    first: [Vec<f32>; 3],
    second: [Vec<f32>; 3],
    norm_out: [Vec<f32>; 2],
    hidden: Vec<f32>,
}

impl Encoder<'static> {
    /// The encoder that this build carries; unpacked at the first call.
    ///
    /// # Panics
    /// Never: a test opens the embedded file.
    pub fn embedded() -> &'static Encoder<'static> {
        static ENCODER: OnceLock<Encoder<'static>> = OnceLock::new();
        ENCODER
            .get_or_init(|| Encoder::open(File::embedded()).expect("the embedded lexicon passes its tests"))
    }
}

impl<'a> Encoder<'a> {
    /// Unpacks the encoder of a lexicon file.
    ///
    /// # Errors
    /// A section is missing, cut short or of another shape.
    pub fn open(file: &File<'a>) -> Result<Encoder<'a>, FileError> {
        let mut scales = Reader::new(file, "NSCL")?;
        let mut dense = |tag, inputs, outputs| {
            let matrix = Matrix::open(file, tag, inputs)?;
            if matrix.rows() != outputs {
                return Err(FileError::Section(tag.into(), "unexpected shape"));
            }
            Ok(Dense::unpack(&matrix, scales.floats(outputs)?))
        };
        let project = dense("NM00", ROW, 3 * BRANCH)?;
        let mut branches = |tags: [&'static str; 3]| {
            let [a, b, c] = [0, 1, 2].map(|i| dense(tags[i], ORDERS[i].0 * BRANCH, BRANCH));
            Ok::<_, FileError>([a?, b?, c?])
        };
        let first = branches(["NM01", "NM02", "NM03"])?;
        let second = branches(["NM04", "NM05", "NM06"])?;
        let sum = dense("NM07", FEATURES, DIMS)?;
        let d0 = dense("NM08", DIMS, HIDDEN)?;
        let d1 = dense("NM09", HIDDEN, HIDDEN)?;
        let d2 = dense("NM10", HIDDEN, DIMS)?;
        let d3 = dense("NM11", DIMS, DIMS)?;
        let p1 = dense("NM12", DIMS, HIDDEN)?;
        let p3 = dense("NM13", HIDDEN, DIMS)?;
        let hidden = [d0, p1];
        Ok(Encoder {
            pieces: Pieces::open(file)?,
            rows: Matrix::open(file, "PROW", ROW)?,
            row_scales: file.section("PSCL")?,
            mean: Reader::new(file, "PMEA")?.floats(ROW)?,
            bias: Bias::open(file, &hidden)?,
            project,
            first,
            second,
            sum,
            hidden,
            head: [d1, d2, d3, p3],
        })
    }

    /// The tokeniser.
    pub fn pieces(&self) -> &Pieces<'a> {
        &self.pieces
    }

    /// The features of a line.
    pub fn line(&self, text: &str) -> LineFeatures {
        self.lines(&[text]).pop().unwrap_or_else(LineFeatures::none)
    }

    /// The features of several lines; pieces that recur are projected once.
    pub fn lines<T: AsRef<str>>(&self, texts: &[T]) -> Vec<LineFeatures> {
        let mut run = Run::new(self);
        let lines = texts.iter().map(|text| {
            let ids = self.marked(self.pieces.ids(text.as_ref()));
            let mut sums = vec![0.0; FEATURES];
            run.each_piece(&ids, |_, features| add(&mut sums, features));
            self.features(&sums, ids.len())
        });
        lines.collect()
    }

    /// A line and some of its spans, at best white-space chunks: each span is cut into pieces by
    /// itself but computed in its context. The whole is that of the spans, joined by spaces.
    pub fn chunks(&self, text: &str, spans: &[Span]) -> Chunked {
        let cut: Vec<Vec<u32>> = spans.iter().map(|span| self.pieces.ids(span.of(text))).collect();
        let mut owner: Vec<Option<usize>> = vec![None];
        for (chunk, ids) in cut.iter().enumerate() {
            owner.extend(ids.iter().map(|_| Some(chunk)));
        }
        let ids = self.marked(cut.concat());
        let mut ends = vec![0.0; FEATURES];
        let mut sums = vec![vec![0.0; FEATURES]; spans.len()];
        Run::new(self).each_piece(&ids, |at, features| {
            let sum = match owner.get(at).copied().flatten() {
                Some(chunk) => &mut sums[chunk],
                None => &mut ends,
            };
            add(sum, features);
        });
        let counts: Vec<usize> = cut.iter().map(Vec::len).collect();
        let chunks = self.features_of_all(&sums.concat(), &counts);
        let mut whole = self.features(&ends, 2);
        for chunk in &chunks {
            whole.add(chunk);
        }
        Chunked { whole, chunks }
    }

    /// The unit vector of summed features.
    pub fn head(&self, sum: &LineFeatures) -> Vec<f32> {
        self.some_heads(&[sum]).pop().unwrap_or_default()
    }

    /// The unit vectors of many sums, the same as one by one and faster.
    pub fn heads(&self, sums: &[LineFeatures]) -> Vec<Vec<f32>> {
        let batches = sums.chunks(HEADS);
        batches
            .flat_map(|batch| self.some_heads(&batch.iter().collect::<Vec<_>>()))
            .collect()
    }

    fn some_heads(&self, sums: &[&LineFeatures]) -> Vec<Vec<f32>> {
        let (mut below, mut beside) = (Vec::new(), Vec::new());
        for sum in sums {
            let pieces = sum.n.max(1.0);
            let scaled = |(x, bias): (&f32, &f32)| (x + pieces * bias) / pieces.sqrt();
            let mut mean = sum.f.iter().zip(&self.bias.hidden).map(scaled);
            below.extend(mean.by_ref().take(HIDDEN));
            beside.extend(mean);
        }
        let [d1, d2, d3, p3] = &self.head;
        let (mut y1, mut more, mut out) = (Vec::new(), Vec::new(), Vec::new());
        d1.rows(&Levels::of_rows(&relu(&below), HIDDEN), &mut y1);
        add(&mut y1, &beside);
        let y1 = Levels::of_rows(&relu(&y1), HIDDEN);
        d2.rows(&y1, &mut more);
        let y2 = Levels::of_rows(&relu(&more), DIMS);
        p3.rows(&y1, &mut out);
        d3.rows(&y2, &mut more);
        add(&mut out, &more);
        out.chunks_exact(DIMS).map(unit_of_tanh).collect()
    }

    /// The unit vector of a text: [`Encoder::line`], then [`Encoder::head`].
    pub fn encode(&self, text: &str) -> Vec<f32> {
        self.head(&self.line(text))
    }

    fn marked(&self, mut ids: Vec<u32>) -> Vec<u32> {
        ids.insert(0, self.pieces.start());
        ids.push(self.pieces.end());
        ids
    }

    fn features(&self, sums: &[f32], pieces: usize) -> LineFeatures {
        let mut features = self.features_of_all(sums, &[pieces]);
        features.pop().unwrap_or_else(LineFeatures::none)
    }

    /// The features of several stretches, whose sums lie one after another; `pieces` of each.
    fn features_of_all(&self, sums: &[f32], pieces: &[usize]) -> Vec<LineFeatures> {
        let (mut summed, mut below, mut beside) = (Vec::new(), Vec::new(), Vec::new());
        self.sum.rows(&Levels::of_rows(sums, FEATURES), &mut summed);
        let summed = Levels::of_rows(&summed, DIMS);
        self.hidden[0].rows(&summed, &mut below);
        self.hidden[1].rows(&summed, &mut beside);
        let rows = below.chunks_exact(HIDDEN).zip(beside.chunks_exact(HIDDEN));
        rows.zip(pieces)
            .map(|((below, beside), &pieces)| LineFeatures {
                f: [below, beside].concat(),
                n: pieces as f32,
            })
            .collect()
    }

    fn row(&self, id: u32, out: &mut [f32]) {
        let mut packed = [0i8; ROW];
        self.rows.row(id as usize, &mut packed);
        let power = f32::from(self.row_scales.get(id as usize).copied().unwrap_or(0));
        let scale = (power / 16.0 - 12.0).exp2();
        for ((out, &q), mean) in out.iter_mut().zip(&packed).zip(&self.mean) {
            *out = f32::from(q) * scale + mean;
        }
    }
}

impl Bias {
    fn open(file: &File<'_>, hidden: &[Dense; 2]) -> Result<Bias, FileError> {
        let mut r = Reader::new(file, "NVEC")?;
        let project = r.floats(3 * BRANCH)?;
        let norm_in = [r.floats(3 * BRANCH)?, r.floats(3 * BRANCH)?];
        let first = [r.floats(BRANCH)?, r.floats(BRANCH)?, r.floats(BRANCH)?];
        let second = [r.floats(BRANCH)?, r.floats(BRANCH)?, r.floats(BRANCH)?];
        let norm_out = [r.floats(FEATURES)?, r.floats(FEATURES)?];
        let summed = Levels::of(&r.floats(DIMS)?);
        let (mut bias, mut beside) = (Vec::new(), Vec::new());
        hidden[0].apply(&summed, &mut bias);
        hidden[1].apply(&summed, &mut beside);
        bias.append(&mut beside);
        Ok(Bias {
            project,
            norm_in,
            first,
            second,
            norm_out,
            hidden: bias,
        })
    }
}

/// Working memory of a run over lines.
struct Run<'e, 'a> {
    encoder: &'e Encoder<'a>,
    /// A piece's row and its normalised projection, which no context changes.
    known: HashMap<u32, Vec<f32>>,
    levels: Levels,
    inner: Vec<f32>,
    outer: Vec<f32>,
}

impl<'e, 'a> Run<'e, 'a> {
    fn new(encoder: &'e Encoder<'a>) -> Run<'e, 'a> {
        Run {
            encoder,
            known: HashMap::new(),
            levels: Levels::default(),
            inner: Vec::new(),
            outer: Vec::new(),
        }
    }

    /// Computes the features of every piece of a line and hands them over with its place.
    fn each_piece(&mut self, ids: &[u32], mut visit: impl FnMut(usize, &[f32])) {
        let Encoder { bias, .. } = self.encoder;
        let mut features = vec![0.0; ids.len() * FEATURES];
        let mut projected = vec![0.0; ids.len() * 3 * BRANCH];
        self.project(ids);
        for (at, id) in ids.iter().enumerate() {
            let known = &self.known[id];
            features[at * FEATURES..][..ROW].copy_from_slice(&known[..ROW]);
            projected[at * 3 * BRANCH..][..3 * BRANCH].copy_from_slice(&known[ROW..]);
        }
        for branch in 0..ORDERS.len() {
            self.branch(branch, &projected, &mut features);
        }
        for (at, features) in features.chunks_exact_mut(FEATURES).enumerate() {
            layer_norm(features, &bias.norm_out);
            visit(at, features);
        }
    }

    /// Projects the pieces that are not known yet, all at once.
    fn project(&mut self, ids: &[u32]) {
        let encoder = self.encoder;
        if self.known.len() + ids.len() > KNOWN {
            self.known.clear();
        }
        let missing: BTreeSet<u32> = ids
            .iter()
            .copied()
            .filter(|id| !self.known.contains_key(id))
            .collect();
        let mut rows = vec![0.0; missing.len() * ROW];
        for (row, &id) in rows.chunks_exact_mut(ROW).zip(&missing) {
            encoder.row(id, row);
        }
        encoder
            .project
            .rows(&Levels::of_rows(&rows, ROW), &mut self.inner);
        let projections = self.inner.chunks_exact_mut(3 * BRANCH);
        for ((id, row), inner) in missing.into_iter().zip(rows.chunks_exact(ROW)).zip(projections) {
            add(inner, &encoder.bias.project);
            layer_norm(inner, &encoder.bias.norm_in);
            self.known.insert(id, [row, inner].concat());
        }
    }

    /// Two layers over the neighbours of each piece, with what went in added after each.
    fn branch(&mut self, branch: usize, projected: &[f32], features: &mut [f32]) {
        let Encoder {
            first, second, bias, ..
        } = self.encoder;
        let (width, left) = ORDERS[branch];
        let (before, after) = (left * BRANCH, (width - 1 - left) * BRANCH);
        let count = projected.len() / (3 * BRANCH);
        let slices = projected.chunks_exact(3 * BRANCH);
        let mut input: Vec<f32> = slices
            .flat_map(|x| &x[branch * BRANCH..(branch + 1) * BRANCH])
            .copied()
            .collect();
        for (layer, bias) in [
            (&first[branch], &bias.first[branch]),
            (&second[branch], &bias.second[branch]),
        ] {
            self.levels.set(&input, before, after);
            layer.windows(&self.levels, BRANCH, count, &mut self.outer);
            let rows = input.chunks_exact_mut(BRANCH);
            for (x, y) in rows.zip(self.outer.chunks_exact(BRANCH)) {
                for ((x, y), bias) in x.iter_mut().zip(y).zip(bias) {
                    *x += (y + bias).max(0.0);
                }
            }
        }
        let place = ROW + branch * BRANCH;
        for (out, x) in features
            .chunks_exact_mut(FEATURES)
            .zip(input.chunks_exact(BRANCH))
        {
            out[place..place + BRANCH].copy_from_slice(x);
        }
    }
}

fn add(sums: &mut [f32], more: &[f32]) {
    sums.iter_mut().zip(more).for_each(|(a, b)| *a += b);
}

fn unit_of_tanh(x: &[f32]) -> Vec<f32> {
    let mut out: Vec<f32> = x.iter().map(|x| x.tanh()).collect();
    let length = sum_by_lanes(&out, |x| x * x).sqrt().max(EPSILON);
    for x in &mut out {
        *x /= length;
    }
    out
}

fn relu(x: &[f32]) -> Vec<f32> {
    x.iter().map(|x| x.max(0.0)).collect()
}

/// To mean 0 and variance 1, then gain and bias.
fn layer_norm(x: &mut [f32], [gain, bias]: &[Vec<f32>; 2]) {
    let n = x.len() as f32;
    let mean = sum_by_lanes(x, |x| x) / n;
    for x in x.iter_mut() {
        *x -= mean;
    }
    let variance = sum_by_lanes(x, |x| x * x) / n;
    let scale = 1.0 / (variance + EPSILON).sqrt();
    for ((x, gain), bias) in x.iter_mut().zip(gain).zip(bias) {
        *x = *x * scale * gain + bias;
    }
}

/// A sum in eight lanes, in an order that is the same on every machine.
fn sum_by_lanes(x: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0f32; 8];
    for chunk in x.chunks_exact(8) {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += of(x);
        }
    }
    let rest = x.chunks_exact(8).remainder();
    lanes.iter().sum::<f32>() + rest.iter().map(|&x| of(x)).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(a: &[f32], b: &[f32]) -> f32 {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }

    fn fixture(name: &str) -> Vec<u8> {
        let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/corpora/lexicon/fixture/");
        std::fs::read(format!("{dir}{name}")).unwrap()
    }

    #[test]
    fn vectors_are_those_of_the_reference() {
        let lines = String::from_utf8(fixture("base.txt")).unwrap();
        let lines: Vec<&str> = lines.lines().collect();
        let expected = fixture("vectors.bin");
        assert_eq!(expected.len(), lines.len() * DIMS);
        let encoder = Encoder::embedded();
        for (features, expected) in encoder.lines(&lines).iter().zip(expected.chunks(DIMS)) {
            let expected: Vec<f32> = expected.iter().map(|&b| f32::from(b.cast_signed())).collect();
            let cosine = dot(&encoder.head(features), &expected) / dot(&expected, &expected).sqrt();
            assert!(cosine > 0.999, "{cosine}");
        }
    }

    #[test]
    fn a_translation_is_nearer_than_another_line() {
        let encoder = Encoder::embedded();
        let [ar, en, other] = [
            "ذهب الولد إلى المدرسة",
            "The boy went to school",
            "Prices rose sharply in March",
        ]
        .map(|text| encoder.encode(text));
        assert!(dot(&ar, &en) > dot(&ar, &other) + 0.3);
        assert!((dot(&ar, &ar) - 1.0).abs() < 1e-4);
    }

    #[test]
    fn chunks_add_up_to_the_line() {
        let encoder = Encoder::embedded();
        let text = "He paid twelve dinars a month";
        let mut at = 0;
        let spans: Vec<Span> = text
            .split(' ')
            .map(|word| {
                at += word.len() + 1;
                Span::new(at - 1 - word.len(), at - 1)
            })
            .collect();
        let cut = encoder.chunks(text, &spans);
        let whole = encoder.line(text);
        assert_eq!(cut.chunks.len(), 6);
        assert!((cut.whole.n - whole.n).abs() < 0.5);
        assert!(dot(&encoder.head(&cut.whole), &encoder.head(&whole)) > 0.9999);
        let mut rest = cut.whole.clone();
        rest.subtract(&cut.chunks[2]);
        assert!(dot(&encoder.head(&rest), &encoder.head(&whole)) < 0.999);
    }

    #[test]
    fn lines_together_give_what_each_gives_alone() {
        let encoder = Encoder::embedded();
        let lines = ["one line", "", "another line"];
        let together = encoder.lines(&lines);
        for (line, features) in lines.iter().zip(&together) {
            assert_eq!(&encoder.line(line), features);
        }
        let heads = encoder.heads(&together);
        for (features, head) in together.iter().zip(&heads) {
            assert_eq!(&encoder.head(features), head);
        }
        assert!(encoder.head(&LineFeatures::none()).iter().all(|x| x.is_finite()));
    }
}
