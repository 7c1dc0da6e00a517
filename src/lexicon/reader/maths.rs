//! The functions of single numbers and rows that the network is made of.
//!
//! Only additions, multiplications and divisions in a fixed order, so that the results are the
//! same for every width of registers that the loops are compiled for.
#![expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the wide registers"
)]

/// Keeps a layer norm from dividing by nought.
const EPSILON: f32 = 1e-12;
/// Adding and taking away 1.5 x 2^23 rounds an f32 to the nearest integer.
const ROUND: f32 = 12_582_912.0;
/// Numbers that are summed side by side.
const LANES: usize = 16;

/// e to the power of `x`, within 2 parts in ten million; `x` is kept within ±87.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    const HIGH: f32 = 0.693_359_4;
    const LOW: f32 = -2.121_944_4e-4;
    let x = if x > 87.0 { 87.0 } else { x };
    let x = if x < -87.0 { -87.0 } else { x };
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let f = x - n * HIGH - n * LOW;
    let series = 1.987_569_1e-4;
    let series = series * f + 1.398_199_9e-3;
    let series = series * f + 8.333_452e-3;
    let series = series * f + 4.166_579_6e-2;
    let series = series * f + 1.666_666_5e-1;
    let series = series * f + 0.5;
    let series = series * f * f + f + 1.0;
    let power = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    series * f32::from_bits(power)
}

/// GELU in its tanh form, written with one exponential.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    const TWICE_ROOT_OF_2_OVER_PI: f32 = 1.595_769_2;
    let u = TWICE_ROOT_OF_2_OVER_PI * (x + 0.044_715 * x * x * x);
    x / (1.0 + exp(-u))
}

/// A sum of a function of each number, in an order that no width of registers changes.
#[inline(always)]
pub(super) fn sum(x: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0f32; LANES];
    let (chunks, rest) = x.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += of(x);
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane += of(x);
    }
    fold(lanes, |a, b| a + b)
}

/// The largest of some numbers, or `least` where that is larger.
#[inline(always)]
pub(super) fn largest(x: &[f32], least: f32, of: impl Fn(f32) -> f32) -> f32 {
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let mut lanes = [least; LANES];
    let (chunks, rest) = x.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane = larger(*lane, of(x));
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane = larger(*lane, of(x));
    }
    fold(lanes, larger)
}

#[inline(always)]
fn fold(mut lanes: [f32; LANES], join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] = join(lanes[i], lanes[i + half]);
        }
        half /= 2;
    }
    lanes[0]
}

/// To mean 0 and variance 1, then gain and bias.
#[inline(always)]
pub(super) fn layer_norm(x: &mut [f32], gain: &[f32], bias: &[f32]) {
    let n = x.len() as f32;
    let mean = sum(x, |x| x) / n;
    let variance = sum(x, |x| (x - mean) * (x - mean)) / n;
    let scale = 1.0 / (variance + EPSILON).sqrt();
    for ((x, gain), bias) in x.iter_mut().zip(gain).zip(bias) {
        *x = (*x - mean) * scale * gain + bias;
    }
}

/// To shares of one, each as large as e to the power of what was there.
#[inline(always)]
pub(super) fn softmax(x: &mut [f32]) {
    let top = largest(x, f32::MIN, |x| x);
    for x in x.iter_mut() {
        *x = exp(*x - top);
    }
    let whole = 1.0 / sum(x, |x| x);
    for x in x.iter_mut() {
        *x *= whole;
    }
}

/// Rounds numbers to whole parts of the largest one, `top` of them; gives the size of a part.
#[inline(always)]
pub(super) fn levels(x: &[f32], top: f32, out: &mut [i16]) -> f32 {
    let size = largest(x, 0.0, f32::abs);
    let parts = if size > 0.0 { top / size } else { 0.0 };
    for (out, &x) in out.iter_mut().zip(x) {
        *out = ((x * parts + ROUND).to_bits() as i32).wrapping_sub(ROUND.to_bits() as i32) as i16;
    }
    size / top
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_and_gelu_are_near_the_exact_ones() {
        for i in -8000..8000 {
            let x = i as f32 / 100.0;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 4e-7, "{x}");
            let tanh = (0.797_884_560_8 * (f64::from(x) + 0.044_715 * f64::from(x).powi(3))).tanh();
            let exact = 0.5 * f64::from(x) * (1.0 + tanh);
            assert!(
                (f64::from(gelu(x)) - exact).abs() < 1e-6 * (1.0 + exact.abs()),
                "{x}"
            );
        }
        assert!(exp(-1e9) < 1e-30 && exp(1e9).is_finite());
    }

    #[test]
    fn rows_are_normed_shared_and_rounded() {
        let mut x: Vec<f32> = (0..37).map(|i| (i * i % 11) as f32).collect();
        let mut norm = x.clone();
        layer_norm(&mut norm, &[2.0; 37], &[1.0; 37]);
        assert!((sum(&norm, |x| x) / 37.0 - 1.0).abs() < 1e-5);
        assert!((sum(&norm, |x| (x - 1.0) * (x - 1.0)) / 37.0 - 4.0).abs() < 1e-4);
        let mut out = [0; 37];
        let part = levels(&x, 8192.0, &mut out);
        assert!(
            x.iter()
                .zip(out)
                .all(|(x, q)| (x - f32::from(q) * part).abs() <= part)
        );
        softmax(&mut x);
        assert!((sum(&x, |x| x) - 1.0).abs() < 1e-6);
    }
}
