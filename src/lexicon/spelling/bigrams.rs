//! How often two English words stand side by side.
//!
//! The pairs of the `SymSpell` list that occur often enough, hashed: 2^16 buckets of 16-bit cells,
//! 12 bits of hash and 4 of a logarithmic count. A pair that is not there is taken for another
//! about once in 2,500 times. Layout: `corpora/lexicon/spelling/README.md`.

static BYTES: &[u8] = include_bytes!("../../../corpora/lexicon/bigrams-en.bin");

const BUCKETS: usize = 1 << 16;
const STRIDE: usize = 64;
const SIZES: usize = 4 + 4 * (BUCKETS / STRIDE);
const CELLS: usize = SIZES + BUCKETS;

/// log2 of the count of class 0, the step between classes, and log2 of all pairs counted.
const CLASS_ZERO: f32 = 23.8;
const CLASS_STEP: f32 = 0.9;
const LOG2_PAIRS: f32 = 43.5;

/// Natural logarithm of the share of this pair among all pairs of neighbours (words in lower
/// case); none when it is too rare to be listed.
pub fn log_probability(left: &str, right: &str) -> Option<f32> {
    let hash = hash(left, right);
    let bucket = (hash >> 16) as usize;
    let stride = bucket / STRIDE;
    let start = BYTES
        .get(4 + 4 * stride..8 + 4 * stride)
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, u32::from_le_bytes) as usize;
    let sizes = BYTES.get(SIZES + stride * STRIDE..=SIZES + bucket)?;
    let (&size, before) = sizes.split_last()?;
    let first = start + before.iter().map(|&n| n as usize).sum::<usize>();
    let cells = BYTES.get(CELLS + 2 * first..CELLS + 2 * (first + size as usize))?;
    let wanted = (hash & 0xFFF) as u16;
    cells
        .chunks_exact(2)
        .map(|cell| u16::from_le_bytes([cell[0], cell[1]]))
        .find(|cell| cell >> 4 == wanted)
        .map(|cell| {
            let class = f32::from(cell & 15);
            (CLASS_ZERO + CLASS_STEP * class - LOG2_PAIRS) * std::f32::consts::LN_2
        })
}

/// Natural logarithm below which a pair is not listed.
pub const FLOOR: f32 = (CLASS_ZERO - LOG2_PAIRS) * std::f32::consts::LN_2;

/// FNV-1a over `left right`, 32 bits, with a final mix; as in the recipe.
fn hash(left: &str, right: &str) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    for byte in left.bytes().chain(std::iter::once(b' ')).chain(right.bytes()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2C1B_3C6D);
    hash ^ hash >> 12
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_pairs_are_listed_in_order_of_frequency() {
        let of = |left, right| log_probability(left, right).unwrap_or(f32::NEG_INFINITY);
        assert!(of("of", "the") > of("against", "the"));
        assert!(of("against", "the") > of("again", "the"));
        assert!(of("their", "own") > of("there", "own"));
        assert!(of("zebra", "quietly").is_infinite());
    }

    #[test]
    fn few_random_pairs_are_taken_for_listed_ones() {
        let taken = (0..5000)
            .filter(|n| log_probability(&format!("x{n}"), "qqq").is_some())
            .count();
        assert!(taken < 10, "{taken} of 5000");
    }
}
