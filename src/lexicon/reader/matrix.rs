//! Matrices of four-bit weights, multiplied by rows of whole numbers.
//!
//! The weights stay packed in the embedded file. A group of outputs is unpacked, a stripe of inputs
//! at a time, into memory that the nearest cache holds, and all rows pass it. Outputs lie side by
//! side in a register, so nothing is added across one. Sums of integers come out the same in any
//! order, and floats are added stripe by stripe: every path gives the same bytes.

use crate::lexicon::file::{File, FileError, Reader};
use crate::lexicon::reader::maths;

/// Weights that share a multiplier.
const BLOCK: usize = 32;
/// Outputs that are computed side by side.
const GROUP: usize = 32;
/// Inputs whose products are added up before they are scaled.
const STRIPE: usize = 384;
/// Largest activation; the file's scales are made so that no sum leaves 32 bits.
const TOP: usize = 8192;
/// Bytes of a block: a multiplier for each output, and half a byte for each weight.
const BLOCK_BYTES: usize = 2 * GROUP + BLOCK * GROUP / 2;
/// Weights of a pair of inputs: two neighbours for each output.
type Step = [i16; 2 * GROUP];
/// Weights of a group of outputs for a stripe of inputs.
type Weights = [Step; STRIPE / 2];
/// Activations of a stripe of inputs, two in an i32.
type Stripe = [i32; STRIPE / 2];

/// Rows of activations as whole numbers; value = integer x the row's scale.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The stripes of the first row, then those of the next.
    stripes: Vec<Stripe>,
    scales: Vec<f32>,
}

impl Rows {
    /// Rounds rows of `width` numbers each, reusing the memory.
    pub(super) fn set(&mut self, values: &[f32], width: usize) {
        self.stripes.clear();
        self.scales.clear();
        let mut whole = vec![0i16; width];
        pulp::Arch::new().dispatch(|| {
            for row in values.chunks_exact(width) {
                self.scales.push(maths::levels(row, TOP as f32, &mut whole));
                for whole in whole.as_chunks::<STRIPE>().0 {
                    let mut stripe = [0; STRIPE / 2];
                    for (pair, whole) in stripe.iter_mut().zip(whole.as_chunks::<2>().0) {
                        *pair = pulp::cast(*whole);
                    }
                    self.stripes.push(stripe);
                }
            }
        });
    }
}

/// A weight matrix and its bias.
#[derive(Debug)]
pub(super) struct Matrix<'a> {
    inputs: usize,
    scales: Vec<f32>,
    blocks: &'a [u8],
    bias: Vec<f32>,
}

impl<'a> Matrix<'a> {
    /// The matrix in a section of the file, of so many inputs and of as many outputs as the bias.
    pub(super) fn open(
        file: &File<'a>,
        tag: &'static str,
        inputs: usize,
        bias: Vec<f32>,
    ) -> Result<Matrix<'a>, FileError> {
        let mut r = Reader::new(file, tag)?;
        let outputs = bias.len();
        for expected in [inputs, outputs, STRIPE, TOP] {
            if usize::from(r.u16()?) != expected {
                return Err(r.wrong("unexpected shape"));
            }
        }
        if !inputs.is_multiple_of(STRIPE) || !outputs.is_multiple_of(GROUP) {
            return Err(r.wrong("unexpected shape"));
        }
        let scales = r.floats(outputs)?;
        let blocks = r.take(inputs / BLOCK * (outputs / GROUP) * BLOCK_BYTES)?;
        Ok(Matrix {
            inputs,
            scales,
            blocks,
            bias,
        })
    }

    /// Multiplies rows by the matrix and adds the bias; `out` gets a row of outputs for each.
    pub(super) fn multiply(&self, rows: &Rows, out: &mut Vec<f32>) {
        out.clear();
        for _ in 0..rows.scales.len() {
            out.extend_from_slice(&self.bias);
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(lanes) = pulp::x86::V4::try_new() {
            return lanes.vectorize(Fill {
                lanes: wide::Lanes512(lanes),
                matrix: self,
                rows,
                out,
            });
        } else if let Some(lanes) = pulp::x86::V3::try_new() {
            return lanes.vectorize(Fill {
                lanes: wide::Lanes256(lanes),
                matrix: self,
                rows,
                out,
            });
        }
        pulp::NullaryFnOnce::call(Fill {
            lanes: Portable,
            matrix: self,
            rows,
            out,
        });
    }
}

/// Multiplies the weights of a stripe and group with rows.
trait Lanes: Copy {
    /// Rows that are multiplied at a time.
    const ROWS: usize;

    /// The sums of products of `N` rows, `N` being [`Lanes::ROWS`] or 1.
    fn sums<const N: usize>(self, weights: &Weights, rows: [&Stripe; N]) -> [[i32; GROUP]; N];
}

struct Fill<'m, L> {
    lanes: L,
    matrix: &'m Matrix<'m>,
    rows: &'m Rows,
    out: &'m mut [f32],
}

#[expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the wide registers"
)]
impl<L: Lanes> pulp::NullaryFnOnce for Fill<'_, L> {
    type Output = ();

    #[expect(
        clippy::large_stack_arrays,
        reason = "24 kB that stay in the nearest cache; a thread's stack has 2 MB"
    )]
    #[inline(always)]
    fn call(mut self) {
        let stripes = self.matrix.inputs / STRIPE;
        let mut weights = [[0i16; 2 * GROUP]; STRIPE / 2];
        let blocks = self.matrix.blocks.chunks_exact(STRIPE / BLOCK * BLOCK_BYTES);
        for (n, blocks) in blocks.enumerate() {
            unpack(blocks, &mut weights);
            self.group(&weights, n / stripes, n % stripes);
        }
    }
}

impl<L: Lanes> Fill<'_, L> {
    #[expect(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn group(&mut self, weights: &Weights, group: usize, stripe: usize) {
        let count = self.rows.scales.len();
        let mut row = 0;
        while row < count {
            row += match L::ROWS {
                8 if row + 8 <= count => self.some::<8>(weights, (group, stripe), row),
                4 if row + 4 <= count => self.some::<4>(weights, (group, stripe), row),
                _ => self.some::<1>(weights, (group, stripe), row),
            };
        }
    }

    #[expect(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn some<const N: usize>(
        &mut self,
        weights: &Weights,
        (group, stripe): (usize, usize),
        row: usize,
    ) -> usize {
        let outputs = self.matrix.scales.len();
        let scales = &self.matrix.scales[group * GROUP..][..GROUP];
        let stripes = self.matrix.inputs / STRIPE;
        let rows = std::array::from_fn(|n| &self.rows.stripes[(row + n) * stripes + stripe]);
        let sums = self.lanes.sums::<N>(weights, rows);
        for (n, sums) in sums.iter().enumerate() {
            let own = self.rows.scales[row + n];
            let out = &mut self.out[(row + n) * outputs + group * GROUP..][..GROUP];
            for ((out, &sum), scale) in out.iter_mut().zip(sums).zip(scales) {
                *out += sum as f32 * (scale * own);
            }
        }
        N
    }
}

/// The weights of a stripe and group, those of neighbouring inputs side by side.
#[expect(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn unpack(blocks: &[u8], weights: &mut Weights) {
    let steps = weights.chunks_exact_mut(BLOCK / 2);
    for (block, steps) in blocks.chunks_exact(BLOCK_BYTES).zip(steps) {
        let (multipliers, nibbles) = block.split_at(2 * GROUP);
        let mut factors = [0i16; 2 * GROUP];
        for (pair, bytes) in factors
            .as_chunks_mut()
            .0
            .iter_mut()
            .zip(multipliers.as_chunks().0)
        {
            *pair = [i16::from_le_bytes(*bytes); 2];
        }
        let (low, high) = factors.split_at(GROUP);
        for (step, nibbles) in steps.iter_mut().zip(nibbles.as_chunks::<GROUP>().0) {
            let (lows, highs) = step.split_at_mut(GROUP);
            for i in 0..GROUP {
                lows[i] = (i16::from(nibbles[i] & 15) - 8) * low[i];
                highs[i] = (i16::from(nibbles[i] >> 4) - 8) * high[i];
            }
        }
    }
}

/// Loops that the compiler vectorises for the baseline.
#[derive(Debug, Clone, Copy)]
struct Portable;

impl Lanes for Portable {
    const ROWS: usize = 4;

    #[inline]
    fn sums<const N: usize>(self, weights: &Weights, rows: [&Stripe; N]) -> [[i32; GROUP]; N] {
        let mut sums = [[0i32; GROUP]; N];
        for (k, weights) in weights.iter().enumerate() {
            for (sums, row) in sums.iter_mut().zip(rows) {
                let [a, b]: [i16; 2] = pulp::cast(row[k]);
                for (sum, [v, w]) in sums.iter_mut().zip(weights.as_chunks().0) {
                    *sum += i32::from(a) * i32::from(*v) + i32::from(b) * i32::from(*w);
                }
            }
        }
        sums
    }
}

#[cfg(target_arch = "x86_64")]
#[expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the wide registers"
)]
mod wide {
    use super::{GROUP, Lanes, Stripe, Weights};
    use pulp::x86::{V3, V4};

    #[derive(Clone, Copy)]
    pub(super) struct Lanes512(pub(super) V4);

    impl Lanes for Lanes512 {
        const ROWS: usize = 8;

        #[inline(always)]
        fn sums<const N: usize>(self, weights: &Weights, rows: [&Stripe; N]) -> [[i32; GROUP]; N] {
            let Lanes512(V4 {
                avx512f, avx512bw, ..
            }) = self;
            let mut held = [[pulp::cast([0i32; 16]); 2]; N];
            for (k, weights) in weights.iter().enumerate() {
                let halves: [[i16; 32]; 2] = pulp::cast(*weights);
                let halves = [pulp::cast(halves[0]), pulp::cast(halves[1])];
                let mut n = 0;
                while n < N {
                    let x = avx512f._mm512_set1_epi32(rows[n][k]);
                    let products = avx512bw._mm512_madd_epi16(halves[0], x);
                    held[n][0] = avx512f._mm512_add_epi32(held[n][0], products);
                    let products = avx512bw._mm512_madd_epi16(halves[1], x);
                    held[n][1] = avx512f._mm512_add_epi32(held[n][1], products);
                    n += 1;
                }
            }
            held.map(pulp::cast)
        }
    }

    #[derive(Clone, Copy)]
    pub(super) struct Lanes256(pub(super) V3);

    impl Lanes for Lanes256 {
        const ROWS: usize = 4;

        #[inline(always)]
        fn sums<const N: usize>(self, weights: &Weights, rows: [&Stripe; N]) -> [[i32; GROUP]; N] {
            let mut sums = [[0i32; GROUP]; N];
            for half in 0..2 {
                let halves = self.half(weights, rows, half);
                for (sums, half_sums) in sums.iter_mut().zip(halves) {
                    sums[half * GROUP / 2..][..GROUP / 2].copy_from_slice(&half_sums);
                }
            }
            sums
        }
    }

    impl Lanes256 {
        #[inline(always)]
        fn half<const N: usize>(
            self,
            weights: &Weights,
            rows: [&Stripe; N],
            half: usize,
        ) -> [[i32; GROUP / 2]; N] {
            let Lanes256(V3 { avx, avx2, .. }) = self;
            let mut held = [[pulp::cast([0i32; 8]); 2]; N];
            for (k, weights) in weights.iter().enumerate() {
                let quarters: [[i16; 16]; 4] = pulp::cast(*weights);
                let pair = [pulp::cast(quarters[2 * half]), pulp::cast(quarters[2 * half + 1])];
                let mut n = 0;
                while n < N {
                    let x = avx._mm256_set1_epi32(rows[n][k]);
                    let products = avx2._mm256_madd_epi16(pair[0], x);
                    held[n][0] = avx2._mm256_add_epi32(held[n][0], products);
                    let products = avx2._mm256_madd_epi16(pair[1], x);
                    held[n][1] = avx2._mm256_add_epi32(held[n][1], products);
                    n += 1;
                }
            }
            held.map(pulp::cast)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The products in plain order, from the packed bytes.
    fn plain(matrix: &Matrix<'_>, rows: &Rows) -> Vec<f32> {
        let outputs = matrix.bias.len();
        let mut out = Vec::new();
        for row in 0..rows.scales.len() {
            for o in 0..outputs {
                let mut value = matrix.bias[o];
                for stripe in 0..matrix.inputs / STRIPE {
                    let sum: i32 = (0..STRIPE)
                        .map(|i| {
                            let [a, b]: [i16; 2] =
                                pulp::cast(rows.stripes[row * (matrix.inputs / STRIPE) + stripe][i / 2]);
                            let x = if i % 2 == 0 { a } else { b };
                            i32::from(x) * weight(matrix, o, stripe * STRIPE + i)
                        })
                        .sum();
                    value += sum as f32 * (matrix.scales[o] * rows.scales[row]);
                }
                out.push(value);
            }
        }
        out
    }

    fn weight(matrix: &Matrix<'_>, output: usize, input: usize) -> i32 {
        let block = output / GROUP * (matrix.inputs / BLOCK) + input / BLOCK;
        let block = &matrix.blocks[block * BLOCK_BYTES..][..BLOCK_BYTES];
        let place = 2 * (output % GROUP) + input % 2;
        let byte = block[2 * GROUP + input % BLOCK / 2 * GROUP + place % GROUP];
        let nibble = if place < GROUP { byte & 15 } else { byte >> 4 };
        let at = 2 * (output % GROUP);
        (i32::from(nibble) - 8) * i32::from(i16::from_le_bytes([block[at], block[at + 1]]))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn every_path_gives_the_plain_sums(
            count in 1usize..11,
            stripes in 1usize..3,
            seed in any::<u32>(),
        ) {
            let mut state = seed;
            let mut next = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state >> 8
            };
            let (inputs, outputs) = (stripes * STRIPE, 2 * GROUP);
            let mut blocks: Vec<u8> = (0..inputs / BLOCK * 2 * BLOCK_BYTES).map(|_| next() as u8).collect();
            for block in blocks.chunks_exact_mut(BLOCK_BYTES) {
                for high in block[..2 * GROUP].iter_mut().skip(1).step_by(2) {
                    *high = 0;
                }
            }
            let matrix = Matrix {
                inputs,
                scales: (0..outputs).map(|_| next() as f32 * 1e-12).collect(),
                blocks: &blocks,
                bias: (0..outputs).map(|_| next() as f32 * 1e-6).collect(),
            };
            let values: Vec<f32> = (0..count * inputs).map(|_| next() as f32 - 8e6).collect();
            let mut rows = Rows::default();
            rows.set(&values, inputs);
            let expected = plain(&matrix, &rows);
            let mut out = Vec::new();
            matrix.multiply(&rows, &mut out);
            prop_assert_eq!(&out, &expected);
            let fresh = || matrix.bias.repeat(count);
            let mut portable = fresh();
            pulp::NullaryFnOnce::call(Fill { lanes: Portable, matrix: &matrix, rows: &rows, out: &mut portable });
            prop_assert_eq!(&portable, &expected);
            #[cfg(target_arch = "x86_64")]
            if let Some(lanes) = pulp::x86::V3::try_new() {
                let mut out = fresh();
                lanes.vectorize(Fill { lanes: wide::Lanes256(lanes), matrix: &matrix, rows: &rows, out: &mut out });
                prop_assert_eq!(&out, &expected);
            }
        }
    }
}
