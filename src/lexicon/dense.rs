//! Dense layers in whole numbers: weights of eight bits, activations of fourteen, sums in i32.
//!
//! Sums of integers come out the same in any order, so the loops may be vectorised freely and the
//! result does not depend on the machine.

use crate::lexicon::coded::Matrix;

/// Largest activation: 1,280 products of it with 127 stay within an i32.
const TOP: f32 = 13_000.0;
/// Adding and taking away 1.5 x 2^23 rounds an f32 to the nearest integer.
const ROUND: f32 = 12_582_912.0;

/// Activations as whole numbers: value = integer x scale.
#[derive(Debug, Clone, Default)]
pub(crate) struct Levels {
    pub(crate) values: Vec<i16>,
    pub(crate) scale: f32,
}

impl Levels {
    /// Rounds values to whole numbers of the largest one's 13,000th part.
    pub(crate) fn of(values: &[f32]) -> Levels {
        let mut levels = Levels::default();
        levels.set(values, 0, 0);
        levels
    }

    /// As [`Levels::of`], with noughts before and after; reuses the memory.
    pub(crate) fn set(&mut self, values: &[f32], before: usize, after: usize) {
        let top = values.iter().fold(0f32, |top, x| top.max(x.abs()));
        self.scale = top / TOP;
        let parts = if top > 0.0 { TOP / top } else { 0.0 };
        self.values.clear();
        self.values.resize(before, 0);
        let rounded = values.iter().map(|x| ((x * parts + ROUND) - ROUND) as i16);
        self.values.extend(rounded);
        self.values.resize(before + values.len() + after, 0);
    }
}

/// A weight matrix, one row an output.
#[derive(Debug)]
pub(crate) struct Dense {
    inputs: usize,
    weights: Vec<i16>,
    scales: Vec<f32>,
}

impl Dense {
    /// Weights of `scales.len()` outputs, each with `inputs` of them.
    pub(crate) fn new(inputs: usize, weights: Vec<i16>, scales: Vec<f32>) -> Dense {
        Dense {
            inputs,
            weights,
            scales,
        }
    }

    /// Unpacks a coded matrix; `scales` has a factor for each output.
    pub(crate) fn unpack(matrix: &Matrix<'_>, scales: Vec<f32>) -> Dense {
        let inputs = matrix.cols();
        let mut weights = Vec::with_capacity(inputs * scales.len());
        let mut row = vec![0i8; inputs];
        for output in 0..scales.len() {
            matrix.row(output, &mut row);
            weights.extend(row.iter().map(|&w| i16::from(w)));
        }
        Dense::new(inputs, weights, scales)
    }

    pub(crate) fn outputs(&self) -> usize {
        self.scales.len()
    }

    /// Multiplies `count` windows of `x`, each `stride` further on, by the matrix; `out` gets a row
    /// of outputs for each window.
    pub(crate) fn windows(&self, x: &Levels, stride: usize, count: usize, out: &mut Vec<f32>) {
        let outputs = self.outputs();
        out.clear();
        out.resize(count * outputs, 0.0);
        let window = |t: usize| &x.values[t * stride..t * stride + self.inputs];
        for (o, (w, scale)) in self.rows().enumerate() {
            let scale = scale * x.scale;
            let mut t = 0;
            while t + 4 <= count {
                let sums = dot4(w, [window(t), window(t + 1), window(t + 2), window(t + 3)]);
                for (i, sum) in sums.into_iter().enumerate() {
                    out[(t + i) * outputs + o] = sum as f32 * scale;
                }
                t += 4;
            }
            for t in t..count {
                out[t * outputs + o] = dot(w, window(t)) as f32 * scale;
            }
        }
    }

    /// Multiplies one vector by the matrix.
    pub(crate) fn apply(&self, x: &Levels, out: &mut Vec<f32>) {
        self.windows(x, 0, 1, out);
    }

    fn rows(&self) -> impl Iterator<Item = (&[i16], f32)> {
        let rows = self.weights.chunks_exact(self.inputs);
        rows.zip(self.scales.iter().copied())
    }
}

#[inline]
fn dot(w: &[i16], x: &[i16]) -> i32 {
    w.iter().zip(x).map(|(&w, &x)| i32::from(w) * i32::from(x)).sum()
}

/// Four dot products with one row of weights, which is read once.
#[inline]
fn dot4(w: &[i16], x: [&[i16]; 4]) -> [i32; 4] {
    let n = w.len();
    let [a, b, c, d] = x.map(|x| &x[..n]);
    let mut sums = [0i32; 4];
    for i in 0..n {
        let w = i32::from(w[i]);
        sums[0] += w * i32::from(a[i]);
        sums[1] += w * i32::from(b[i]);
        sums[2] += w * i32::from(c[i]);
        sums[3] += w * i32::from(d[i]);
    }
    sums
}
