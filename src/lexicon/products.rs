//! Dot products of rows of weights with windows of activations: where the encoder spends its time.
//!
//! Whole numbers only, so every path gives the same sums. AVX-512 or AVX2 where the processor has it
//! (asked at run time), else loops that the compiler vectorises for the baseline.

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
        if let Some(simd) = pulp::x86::V4::try_new() {
            return simd.vectorize(wide::Fill {
                lanes: simd,
                products: self,
                sums,
            });
        } else if let Some(simd) = pulp::x86::V3::try_new() {
            return simd.vectorize(wide::Fill {
                lanes: simd,
                products: self,
                sums,
            });
        }
        self.fill_portably(sums);
    }

    fn fill_portably(self, sums: &mut [i32]) {
        let outputs = self.outputs();
        for o in 0..outputs {
            for t in 0..sums.len() / outputs {
                sums[t * outputs + o] = dot(self.row(o), self.window(t));
            }
        }
    }

    #[inline]
    fn outputs(self) -> usize {
        self.weights.len() / self.inputs
    }

    #[inline]
    fn row(self, o: usize) -> &'a [i16] {
        &self.weights[o * self.inputs..][..self.inputs]
    }

    #[inline]
    fn window(self, t: usize) -> &'a [i16] {
        &self.activations[t * self.stride..][..self.inputs]
    }
}

#[inline]
pub(crate) fn dot(w: &[i16], x: &[i16]) -> i32 {
    let products = w.iter().zip(x).map(|(&w, &x)| i32::from(w) * i32::from(x));
    products.sum()
}

/// The same loops for two widths of registers. Rows stay in the nearest cache while all windows pass.
#[cfg(target_arch = "x86_64")]
#[expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the wide registers"
)]
mod wide {
    use super::Products;
    use pulp::x86::{V3, V4};
    use std::arch::x86_64::{__m256i, __m512i};

    /// Rows that are multiplied at a time.
    const ROWS: usize = 2;
    /// Windows that are multiplied at a time.
    const WINDOWS: usize = 4;

    /// A register of sums of products.
    pub(super) trait Lanes: Copy {
        /// The register.
        type Sums: Copy;
        /// Numbers multiplied at a time.
        type Chunk: Copy;
        fn none(self) -> Self::Sums;
        /// The chunks of a row or window, without the rest that fills none.
        fn chunks(self, numbers: &[i16]) -> &[Self::Chunk];
        /// Adds the products of two chunks, neighbours summed.
        fn add(self, sums: Self::Sums, w: Self::Chunk, x: Self::Chunk) -> Self::Sums;
        fn total(self, sums: Self::Sums) -> i32;
    }

    impl Lanes for V3 {
        type Sums = __m256i;
        type Chunk = [i16; 16];

        #[inline(always)]
        fn none(self) -> __m256i {
            pulp::cast([0_i32; 8])
        }

        #[inline(always)]
        fn chunks(self, numbers: &[i16]) -> &[[i16; 16]] {
            numbers.as_chunks().0
        }

        #[inline(always)]
        fn add(self, sums: __m256i, w: [i16; 16], x: [i16; 16]) -> __m256i {
            let products = self.avx2._mm256_madd_epi16(pulp::cast(w), pulp::cast(x));
            self.avx2._mm256_add_epi32(sums, products)
        }

        #[inline(always)]
        fn total(self, sums: __m256i) -> i32 {
            let l: [i32; 8] = pulp::cast(sums);
            ((l[0] + l[4]) + (l[1] + l[5])) + ((l[2] + l[6]) + (l[3] + l[7]))
        }
    }

    impl Lanes for V4 {
        type Sums = __m512i;
        type Chunk = [i16; 32];

        #[inline(always)]
        fn none(self) -> __m512i {
            pulp::cast([0_i32; 16])
        }

        #[inline(always)]
        fn chunks(self, numbers: &[i16]) -> &[[i16; 32]] {
            numbers.as_chunks().0
        }

        #[inline(always)]
        fn add(self, sums: __m512i, w: [i16; 32], x: [i16; 32]) -> __m512i {
            let products = self.avx512bw._mm512_madd_epi16(pulp::cast(w), pulp::cast(x));
            self.avx512f._mm512_add_epi32(sums, products)
        }

        #[inline(always)]
        fn total(self, sums: __m512i) -> i32 {
            self.avx512f._mm512_reduce_add_epi32(sums)
        }
    }

    pub(super) struct Fill<'a, 's, L> {
        pub(super) lanes: L,
        pub(super) products: Products<'a>,
        pub(super) sums: &'s mut [i32],
    }

    impl<L: Lanes> pulp::NullaryFnOnce for Fill<'_, '_, L> {
        type Output = ();

        #[inline(always)]
        fn call(self) {
            let outputs = self.products.outputs();
            let windows = self.sums.len() / outputs;
            let mut o = 0;
            while o < outputs {
                let mut t = 0;
                if o + ROWS <= outputs {
                    while t + WINDOWS <= windows {
                        block::<L, ROWS, WINDOWS>(self.lanes, self.products, (o, t), self.sums);
                        t += WINDOWS;
                    }
                    while t < windows {
                        block::<L, ROWS, 1>(self.lanes, self.products, (o, t), self.sums);
                        t += 1;
                    }
                    o += ROWS;
                } else {
                    while t < windows {
                        block::<L, 1, 1>(self.lanes, self.products, (o, t), self.sums);
                        t += 1;
                    }
                    o += 1;
                }
            }
        }
    }

    /// The products of `R` rows with `N` windows, from row `o` and window `t` on.
    #[inline(always)]
    fn block<L: Lanes, const R: usize, const N: usize>(
        lanes: L,
        products: Products<'_>,
        (o, t): (usize, usize),
        sums: &mut [i32],
    ) {
        let outputs = products.outputs();
        let whole = lanes.chunks(products.row(o)).len();
        let mut rows: [&[L::Chunk]; R] = [&[]; R];
        let mut windows: [&[L::Chunk]; N] = [&[]; N];
        let mut r = 0;
        while r < R {
            rows[r] = &lanes.chunks(products.row(o + r))[..whole];
            r += 1;
        }
        let mut n = 0;
        while n < N {
            windows[n] = &lanes.chunks(products.window(t + n))[..whole];
            n += 1;
        }
        let mut held = [[lanes.none(); N]; R];
        let mut k = 0;
        while k < whole {
            let mut r = 0;
            while r < R {
                let mut n = 0;
                while n < N {
                    held[r][n] = lanes.add(held[r][n], rows[r][k], windows[n][k]);
                    n += 1;
                }
                r += 1;
            }
            k += 1;
        }
        let done = whole * (size_of::<L::Chunk>() / size_of::<i16>());
        let mut r = 0;
        while r < R {
            let row = &products.row(o + r)[done..];
            let mut n = 0;
            while n < N {
                let rest = &products.window(t + n)[done..];
                sums[(t + n) * outputs + o + r] = lanes.total(held[r][n]) + super::dot(row, rest);
                n += 1;
            }
            r += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_paths_give_the_plain_sums(
            (inputs, outputs, count) in (1usize..70, 1usize..5, 1usize..10),
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
            #[cfg(target_arch = "x86_64")]
            if let Some(lanes) = pulp::x86::V3::try_new() {
                sums.fill(0);
                lanes.vectorize(wide::Fill { lanes, products, sums: &mut sums });
                prop_assert_eq!(&sums, &plain);
            }
        }
    }
}
