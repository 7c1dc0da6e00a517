//! Dense layers in whole numbers: weights of eight bits, activations of fourteen, sums in i32.
//!
//! Sums of integers come out the same in any order, so the loops may be vectorised freely and the
//! result does not depend on the machine.

use crate::lexicon::coded::Matrix;
use crate::lexicon::products::Products;

/// Largest activation: 1,280 products of it with 127 stay within an i32.
const TOP: f32 = 13_000.0;
/// Adding and taking away 1.5 x 2^23 rounds an f32 to the nearest integer.
const ROUND: f32 = 12_582_912.0;

/// Activations as whole numbers: value = integer x scale, the scale being that of the vector it
/// belongs to, or one for all.
#[derive(Debug, Clone, Default)]
pub(crate) struct Levels {
    values: Vec<i16>,
    scales: Vec<f32>,
}

impl Levels {
    /// Rounds values to whole numbers of the largest one's 13,000th part.
    pub(crate) fn of(values: &[f32]) -> Levels {
        let mut levels = Levels::default();
        levels.set(values, 0, 0);
        levels
    }

    /// Vectors of `width` numbers one after another, each with a scale of its own.
    pub(crate) fn of_rows(values: &[f32], width: usize) -> Levels {
        let mut levels = Levels::default();
        for row in values.chunks_exact(width) {
            levels.push(row);
        }
        levels
    }

    /// As [`Levels::of`], with noughts before and after; reuses the memory.
    pub(crate) fn set(&mut self, values: &[f32], before: usize, after: usize) {
        self.scales.clear();
        self.values.clear();
        self.values.resize(before, 0);
        self.push(values);
        self.values.resize(before + values.len() + after, 0);
    }

    fn push(&mut self, values: &[f32]) {
        let top = values.iter().fold(0f32, |top, x| top.max(x.abs()));
        let parts = if top > 0.0 { TOP / top } else { 0.0 };
        self.scales.push(top / TOP);
        let rounded = values.iter().map(|x| ((x * parts + ROUND) - ROUND) as i16);
        self.values.extend(rounded);
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
        let products = Products {
            weights: &self.weights,
            inputs: self.inputs,
            activations: &x.values,
            stride,
        };
        let mut sums = vec![0; count * self.outputs()];
        products.fill(&mut sums);
        out.clear();
        for (t, sums) in sums.chunks_exact(self.outputs()).enumerate() {
            let own = x.scales.get(t).or(x.scales.first()).copied();
            let own = own.unwrap_or(0.0);
            let scaled = sums.iter().zip(&self.scales);
            out.extend(scaled.map(|(&sum, scale)| sum as f32 * (scale * own)));
        }
    }

    /// Multiplies vectors laid out by [`Levels::of_rows`] by the matrix.
    pub(crate) fn rows(&self, x: &Levels, out: &mut Vec<f32>) {
        self.windows(x, self.inputs, x.scales.len(), out);
    }

    /// Multiplies one vector by the matrix.
    pub(crate) fn apply(&self, x: &Levels, out: &mut Vec<f32>) {
        self.windows(x, 0, 1, out);
    }
}
