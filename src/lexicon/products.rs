//! Dot products of rows of weights with windows of activations: where the encoder spends its time.
//!
//! Whole numbers only, so every path gives the same sums. AVX2 where the processor has it (asked at
//! run time), else loops that the compiler vectorises for the baseline.

/// Rows of weights and windows of activations that are multiplied with one another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Products<'a> {
    /// Rows one after another.
    pub(crate) weights: &'a [i16],
    /// Length of a row and of a window.
    pub(crate) inputs: usize,
    /// Where the windows lie.
    pub(crate) activations: &'a [i16],
    /// From the start of one window to that of the next.
    pub(crate) stride: usize,
}

impl<'a> Products<'a> {
    /// For each window in turn, its product with each row.
    pub(crate) fn fill(self, sums: &mut [i32]) {
        #[cfg(target_arch = "x86_64")]
        if let Some(simd) = pulp::x86::V3::try_new() {
            return simd.vectorize(avx2::Fill {
                simd,
                products: self,
                sums,
            });
        }
        self.fill_portably(sums);
    }

    fn fill_portably(self, sums: &mut [i32]) {
        let outputs = self.outputs();
        for (t, sums) in sums.chunks_mut(4 * outputs).enumerate() {
            let windows = sums.len() / outputs;
            for (o, w) in self.weights.chunks_exact(self.inputs).enumerate() {
                if windows == 4 {
                    let four = [0, 1, 2, 3].map(|i| self.window(4 * t + i));
                    for (i, sum) in dot4(w, four).into_iter().enumerate() {
                        sums[i * outputs + o] = sum;
                    }
                } else {
                    for i in 0..windows {
                        sums[i * outputs + o] = dot(w, self.window(4 * t + i));
                    }
                }
            }
        }
    }

    #[inline]
    fn outputs(self) -> usize {
        self.weights.len() / self.inputs
    }

    #[inline]
    fn window(self, t: usize) -> &'a [i16] {
        &self.activations[t * self.stride..t * self.stride + self.inputs]
    }
}

#[inline]
fn dot(w: &[i16], x: &[i16]) -> i32 {
    let products = w.iter().zip(x).map(|(&w, &x)| i32::from(w) * i32::from(x));
    products.sum()
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

#[cfg(target_arch = "x86_64")]
#[expect(clippy::inline_always, reason = "only what is inlined is compiled for AVX2")]
mod avx2 {
    use super::Products;
    use pulp::x86::V3;
    use std::arch::x86_64::__m256i;

    /// Sixteen numbers at a time.
    const LANES: usize = 16;

    pub(super) struct Fill<'a, 's> {
        pub(super) simd: V3,
        pub(super) products: Products<'a>,
        pub(super) sums: &'s mut [i32],
    }

    impl pulp::NullaryFnOnce for Fill<'_, '_> {
        type Output = ();

        #[inline(always)]
        fn call(self) {
            let Fill { simd, products, sums } = self;
            let outputs = products.outputs();
            let mut t = 0;
            while (t + 4) * outputs <= sums.len() {
                let windows = [
                    products.window(t),
                    products.window(t + 1),
                    products.window(t + 2),
                    products.window(t + 3),
                ];
                fill_some(simd, products, windows, &mut sums[t * outputs..(t + 4) * outputs]);
                t += 4;
            }
            while (t + 1) * outputs <= sums.len() {
                let window = [products.window(t)];
                fill_some(simd, products, window, &mut sums[t * outputs..(t + 1) * outputs]);
                t += 1;
            }
        }
    }

    /// All rows with N windows, two rows at a time: what is read is used N and two times.
    #[inline(always)]
    fn fill_some<const N: usize>(simd: V3, products: Products<'_>, x: [&[i16]; N], sums: &mut [i32]) {
        let (inputs, outputs) = (products.inputs, products.outputs());
        let row = |o: usize| &products.weights[o * inputs..(o + 1) * inputs];
        let mut o = 0;
        while o + 2 <= outputs {
            let two = dots(simd, [row(o), row(o + 1)], x);
            for i in 0..N {
                sums[i * outputs + o] = two[0][i];
                sums[i * outputs + o + 1] = two[1][i];
            }
            o += 2;
        }
        if o < outputs {
            let one = dots(simd, [row(o)], x);
            for i in 0..N {
                sums[i * outputs + o] = one[0][i];
            }
        }
    }

    /// Loops by number throughout: what an iterator calls is not always inlined here.
    #[inline(always)]
    fn dots<const R: usize, const N: usize>(simd: V3, w: [&[i16]; R], x: [&[i16]; N]) -> [[i32; N]; R] {
        let count = w[0].len() / LANES;
        let mut rows: [&[[i16; LANES]]; R] = [&[]; R];
        let mut windows: [&[[i16; LANES]]; N] = [&[]; N];
        for r in 0..R {
            rows[r] = &w[r].as_chunks::<LANES>().0[..count];
        }
        for i in 0..N {
            windows[i] = &x[i].as_chunks::<LANES>().0[..count];
        }
        let mut lanes = [[pulp::cast::<[i32; 8], __m256i>([0; 8]); N]; R];
        for k in 0..count {
            for i in 0..N {
                let x: __m256i = pulp::cast(windows[i][k]);
                for r in 0..R {
                    let products = simd.avx2._mm256_madd_epi16(pulp::cast(rows[r][k]), x);
                    lanes[r][i] = simd.avx2._mm256_add_epi32(lanes[r][i], products);
                }
            }
        }
        let mut sums = [[0; N]; R];
        for r in 0..R {
            for i in 0..N {
                let lanes: [i32; 8] = pulp::cast(lanes[r][i]);
                let mut sum = 0;
                for lane in lanes {
                    sum += lane;
                }
                for k in count * LANES..w[r].len() {
                    sum += i32::from(w[r][k]) * i32::from(x[i][k]);
                }
                sums[r][i] = sum;
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_paths_give_the_plain_sums(
            (inputs, outputs, count) in (1usize..70, 1usize..4, 1usize..7),
            seed in any::<u32>(),
        ) {
            let mut state = seed;
            let mut next = |range: i32| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                ((state >> 8) as i32 % (2 * range + 1) - range) as i16
            };
            let weights: Vec<i16> = (0..inputs * outputs).map(|_| next(127)).collect();
            let activations: Vec<i16> = (0..count * 3 + inputs).map(|_| next(13_000)).collect();
            let products = Products { weights: &weights, inputs, activations: &activations, stride: 3 };
            let mut plain = Vec::new();
            for t in 0..count {
                plain.extend(weights.chunks(inputs).map(|w| dot(w, products.window(t))));
            }
            let mut sums = vec![0; count * outputs];
            products.fill(&mut sums);
            prop_assert_eq!(&sums, &plain);
            sums.fill(0);
            products.fill_portably(&mut sums);
            prop_assert_eq!(&sums, &plain);
        }
    }
}
