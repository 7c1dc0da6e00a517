//! The noisy channel: what a slip of fingers or of memory costs.
//!
//! Costs are negative natural logarithms, set by hand after the usual order of typing errors
//! (Damerau 1964: one letter missing, extra, wrong, or two neighbours swapped make up four
//! fifths) and checked on planted slips, see `docs/quality.md`. Beyond single letters a whole
//! block of one to three letters may have moved (`aginas` for `against` with a letter lost).

const MISSING: f32 = 4.6;
const MISSING_DOUBLE: f32 = 3.2;
const EXTRA: f32 = 4.8;
const EXTRA_DOUBLE: f32 = 3.2;
const EXTRA_NEIGHBOUR: f32 = 4.2;
const WRONG: f32 = 6.6;
const WRONG_VOWEL: f32 = 4.8;
const WRONG_NEIGHBOUR: f32 = 4.0;
const SWAPPED: f32 = 3.6;
/// Added when the first letter is not the same.
const FIRST: f32 = 1.6;
/// A block that moved, and for each letter of the block beyond the first.
const MOVED: f32 = 5.6;
const MOVED_LETTER: f32 = 0.6;
/// Sound spellings: `ph` for `f`, `sh` for `ch`, `y` for `i` at the end …
const SOUND: f32 = 4.4;

/// Longest word that is looked at.
pub const LONGEST: usize = 24;

/// For each letter, its neighbours on a QWERTY keyboard.
const NEIGHBOURS: [&[u8]; 26] = [
    b"qwsz", b"vghn", b"xdfv", b"serfcx", b"wsdr", b"drtgcv", b"ftyhvb", b"gyujbn", b"ujko", b"huiknm",
    b"jiolm", b"kop", b"njk", b"bhjm", b"iklp", b"ol", b"wa", b"edft", b"awedxz", b"rfgy", b"yhji", b"cfgb",
    b"qase", b"zsdc", b"tghu", b"asx",
];

/// Do the two letters lie side by side on a QWERTY keyboard?
pub fn are_neighbours(a: u8, b: u8) -> bool {
    a.is_ascii_lowercase() && NEIGHBOURS[(a - b'a') as usize].contains(&b)
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn wrong(typed: u8, meant: u8) -> f32 {
    if are_neighbours(typed, meant) {
        WRONG_NEIGHBOUR
    } else if is_vowel(typed) && is_vowel(meant) {
        WRONG_VOWEL
    } else if matches!(
        &[typed, meant],
        b"sc" | b"cs" | b"kc" | b"ck" | b"zs" | b"sz" | b"fv"
    ) {
        SOUND
    } else {
        WRONG
    }
}

/// What it costs to type `typed` when `meant` is meant, by single letters and swaps.
pub fn letters(typed: &[u8], meant: &[u8]) -> f32 {
    if typed.len() > LONGEST || meant.len() > LONGEST {
        return f32::INFINITY;
    }
    let mut cost = [[0.0_f32; LONGEST + 1]; LONGEST + 1];
    for j in 1..=meant.len() {
        cost[0][j] = cost[0][j - 1] + missing(meant, j);
    }
    for i in 1..=typed.len() {
        cost[i][0] = cost[i - 1][0] + extra(typed, i);
        for j in 1..=meant.len() {
            let (t, m) = (typed[i - 1], meant[j - 1]);
            let mut best = cost[i - 1][j - 1] + if t == m { 0.0 } else { wrong(t, m) };
            best = best.min(cost[i - 1][j] + extra(typed, i));
            best = best.min(cost[i][j - 1] + missing(meant, j));
            if i > 1 && j > 1 && t == meant[j - 2] && typed[i - 2] == m && t != m {
                best = best.min(cost[i - 2][j - 2] + SWAPPED);
            }
            cost[i][j] = best;
        }
    }
    let first = if typed.first() == meant.first() {
        0.0
    } else {
        FIRST
    };
    cost[typed.len()][meant.len()] + first
}

fn missing(meant: &[u8], j: usize) -> f32 {
    if j > 1 && meant[j - 1] == meant[j - 2] {
        MISSING_DOUBLE
    } else {
        MISSING
    }
}

fn extra(typed: &[u8], i: usize) -> f32 {
    let letter = typed[i - 1];
    if i > 1 && typed[i - 2] == letter {
        EXTRA_DOUBLE
    } else if (i > 1 && are_neighbours(typed[i - 2], letter))
        || typed.get(i).is_some_and(|&next| are_neighbours(next, letter))
    {
        EXTRA_NEIGHBOUR
    } else {
        EXTRA
    }
}

/// As [`letters`], and a block of one to three letters of `typed` may stand in another place
/// than in `meant`.
pub fn with_moved_block(typed: &[u8], meant: &[u8]) -> f32 {
    let plain = letters(typed, meant);
    // A move and two more slips cost more than any slip that is believed.
    if typed.len() > LONGEST || bag_distance(typed, meant) > 1 {
        return plain;
    }
    let mut best = plain;
    let mut letters_moved = [0_u8; LONGEST];
    let moved = &mut letters_moved[..typed.len()];
    for size in 1..=3.min(typed.len().saturating_sub(1)) {
        let price = MOVED + MOVED_LETTER * (size as f32 - 1.0);
        if price >= best {
            break;
        }
        for from in 0..=typed.len() - size {
            for to in (0..=typed.len() - size).filter(|&to| to != from) {
                moved.copy_from_slice(typed);
                if to < from {
                    moved[to..from + size].rotate_right(size);
                } else {
                    moved[from..to + size].rotate_left(size);
                }
                if differs_little(moved, meant) {
                    best = best.min(price + letters(moved, meant));
                }
            }
        }
    }
    best
}

/// A cheap test before the full table: common start and end cover all but two letters.
fn differs_little(a: &[u8], b: &[u8]) -> bool {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    start + end + 2 >= a.len().max(b.len())
}

/// The larger number of letters that one word has and the other lacks.
pub fn bag_distance(a: &[u8], b: &[u8]) -> usize {
    let mut count = [0_i8; 32];
    for &letter in a.iter().take(99) {
        count[(letter & 31) as usize] += 1;
    }
    for &letter in b.iter().take(99) {
        count[(letter & 31) as usize] -= 1;
    }
    let more: i32 = count.iter().map(|&n| i32::from(n.max(0))).sum();
    let less: i32 = count.iter().map(|&n| i32::from((-n).max(0))).sum();
    more.max(less) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn cheaper(typed: &str, meant: &str, than: &str) {
        let (meant, than) = (meant.as_bytes(), than.as_bytes());
        let typed = typed.as_bytes();
        assert!(with_moved_block(typed, meant) < with_moved_block(typed, than));
    }

    #[test]
    fn likely_slips_cost_less() {
        cheaper("teh", "the", "tax");
        cheaper("bkown", "blown", "brown");
        cheaper("aginas", "against", "virginias");
        cheaper("goverment", "government", "governments");
    }

    #[test]
    fn a_block_may_move() {
        let moved = with_moved_block(b"mentgovern", b"government");
        assert!(moved > 12.0, "four letters are no block: {moved}");
        assert!(with_moved_block(b"isetances", b"distances") < 12.0);
        assert!(with_moved_block(b"stdiances", b"distances") < 7.0);
    }

    proptest! {
        #[test]
        fn equal_words_cost_nothing_and_others_something(a in "[a-z']{0,30}", b in "[a-z']{0,30}") {
            if a.len() <= LONGEST {
                prop_assert!(with_moved_block(a.as_bytes(), a.as_bytes()).abs() < 1e-6);
            }
            if a != b {
                prop_assert!(with_moved_block(a.as_bytes(), b.as_bytes()) > 0.0);
            }
        }
    }
}
