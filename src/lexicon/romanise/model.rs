//! The letter model: probability of an Arabic spelling given a Latin one.
//!
//! With `F[i][j]` the probability that the first `i` Latin letters (`^` and `$` mark the ends)
//! gave the first `j` Arabic ones: `F[i][j] = Σ F[i-x][j-y] · P(a[j-y..j] | e[i-x..i])` over the
//! chunk sizes of the table, and small constants for single letters that no row of it allows;
//! `B[i][j]` is the same from the other end.

use std::sync::OnceLock;

/// Longest Latin chunk, longest Arabic chunk.
pub(super) const LATIN: usize = 3;
const ARABIC: usize = 2;
/// Letters of a name beyond which nothing is computed.
const LONGEST: usize = 30;

/// Probabilities of single letters that the table lacks: a letter for a letter, a letter
/// dropped, a letter put in (the values the recipe fits with).
const UNSEEN: f64 = 2e-5;
const UNSEEN_EXTRA: f64 = 5e-5;
/// What an Arabic letter that no name had is worth in the background model.
const RARE_LETTER: f32 = 1e-4;
/// A letter and two marks of the ends, and none.
const CODES: usize = 29;

/// An Arabic chunk: up to two letters, zero where there is none.
type Letters = [u16; ARABIC];

/// A Latin and an Arabic spelling, compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The Latin key that fitted best.
    pub latin: String,
    /// The Arabic stem that fitted best.
    pub arabic: String,
    /// Price of what was stripped off the Arabic word, in nats.
    pub price: f32,
    /// Log probability, in nats, of the Arabic given the Latin, less the price.
    pub fit: f32,
    /// Log odds, in nats, that the Arabic is this name and not chance letters.
    pub odds: f32,
    /// The odds per letter of the longer spelling.
    pub likeness: f32,
}

pub(super) struct Model {
    /// Row number by code of the Latin chunk; 0 is the empty row.
    codes: Vec<u16>,
    rows: Vec<Vec<(Letters, f64)>>,
    background: Vec<(u16, f32)>,
}

fn code(chunk: &[u8]) -> usize {
    chunk.iter().fold(0, |code, &letter| {
        code * CODES
            + match letter {
                b'a'..=b'z' => (letter - b'a') as usize + 1,
                b'^' => 27,
                _ => 28,
            }
    })
}

fn letters(arabic: &[u16]) -> Letters {
    let mut out = [0; ARABIC];
    out[..arabic.len()].copy_from_slice(arabic);
    out
}

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

impl Model {
    pub(super) fn get() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Model::read(include_str!("model.tsv")))
    }

    fn read(table: &str) -> Model {
        let mut model = Model {
            codes: vec![0; CODES * CODES * CODES],
            rows: vec![Vec::new()],
            background: Vec::new(),
        };
        for line in table.lines() {
            let mut fields = line.split('\t');
            let (Some(latin), Some(arabic), Some(log)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let log: f32 = log.parse().unwrap_or(-9.0);
            let arabic = units(arabic);
            if latin == "#" {
                let letter = arabic.first().copied().unwrap_or_default();
                model.background.push((letter, log));
            } else if latin.len() <= LATIN && arabic.len() <= ARABIC {
                let code = code(latin.as_bytes());
                if model.codes[code] == 0 {
                    model.codes[code] = model.rows.len() as u16;
                    model.rows.push(Vec::new());
                }
                model.rows[model.codes[code] as usize].push((letters(&arabic), f64::from(log).exp()));
            }
        }
        model
    }

    /// The Arabic chunks that a Latin chunk gives, with their probabilities.
    pub(super) fn row(&self, chunk: &[u8]) -> Vec<(String, f64)> {
        let row = &self.rows[self.codes[code(chunk)] as usize];
        let text = |letters: &Letters| {
            let used = letters.iter().position(|&c| c == 0).unwrap_or(ARABIC);
            String::from_utf16_lossy(&letters[..used])
        };
        row.iter()
            .map(|(letters, chance)| (text(letters), *chance))
            .collect()
    }

    /// Calls `visit(y, chance)` for the ways in which a Latin chunk gives the `y` letters of
    /// `arabic` that end before `j`.
    fn ways(&self, chunk: &[u8], arabic: &[u16], j: usize, mut visit: impl FnMut(usize, f64)) {
        let row = &self.rows[self.codes[code(chunk)] as usize];
        if row.is_empty() && chunk.len() > 1 {
            return;
        }
        for y in 0..=ARABIC.min(j) {
            let wanted = letters(&arabic[j - y..j]);
            let listed = row.iter().find(|(letters, _)| *letters == wanted);
            let chance = match (listed, chunk.len(), y) {
                (_, 0, 0) => continue,
                (Some(&(_, chance)), _, _) => chance,
                (None, 1, 0 | 1) => UNSEEN,
                (None, 0, 1) => UNSEEN_EXTRA,
                _ => continue,
            };
            visit(y, chance);
        }
    }

    /// `F` over the marked Latin key and the Arabic letters.
    fn forward(&self, latin: &[u8], arabic: &[u16]) -> Grid {
        let mut f = Grid::new(latin.len(), arabic.len());
        *f.at(0, 0) = 1.0;
        for i in 0..=latin.len() {
            for j in 0..=arabic.len() {
                let mut sum = *f.at(i, j);
                for x in (0..=LATIN.min(i)).rev() {
                    self.ways(&latin[i - x..i], arabic, j, |y, chance| {
                        sum += *f.at(i - x, j - y) * chance;
                    });
                }
                *f.at(i, j) = sum;
            }
        }
        f
    }

    /// `B`: from each cell to the end.
    fn backward(&self, latin: &[u8], arabic: &[u16]) -> Grid {
        let mut b = Grid::new(latin.len(), arabic.len());
        *b.at(latin.len(), arabic.len()) = 1.0;
        for end in (0..=latin.len()).rev() {
            for j in (0..=arabic.len()).rev() {
                let through = *b.at(end, j);
                for x in 0..=LATIN.min(end) {
                    self.ways(&latin[end - x..end], arabic, j, |y, chance| {
                        *b.at(end - x, j - y) += through * chance;
                    });
                }
            }
        }
        b
    }
}

struct Grid {
    cells: Vec<f64>,
    width: usize,
}

impl Grid {
    fn new(latin: usize, arabic: usize) -> Grid {
        Grid {
            cells: vec![0.0; (latin + 1) * (arabic + 1)],
            width: arabic + 1,
        }
    }

    fn at(&mut self, i: usize, j: usize) -> &mut f64 {
        &mut self.cells[i * self.width + j]
    }

    fn row(&self, i: usize) -> &[f64] {
        &self.cells[i * self.width..(i + 1) * self.width]
    }
}

/// Both tables of one pair of spellings, to price changes of the Latin one.
pub(super) struct Tables {
    arabic: Vec<u16>,
    forward: Grid,
    backward: Grid,
}

impl Tables {
    /// `marked` is the Latin key between `^` and `$`.
    pub(super) fn new(marked: &[u8], arabic: &str) -> Tables {
        let model = Model::get();
        let arabic = units(arabic);
        Tables {
            forward: model.forward(marked, &arabic),
            backward: model.backward(marked, &arabic),
            arabic,
        }
    }

    /// Log probability of the Arabic given the unchanged key.
    pub(super) fn unchanged(&self) -> f32 {
        log(self.forward.cells.last().copied().unwrap_or_default())
    }

    /// Log probability given `changed`, which differs from the key in the letter at `at` only:
    /// it is another one, or (`shift` 1) it was put in.
    pub(super) fn with_letter(&self, changed: &[u8], at: usize, shift: usize) -> f32 {
        let mut sum = 0.0;
        for x in 1..=LATIN {
            for start in (at + 1).saturating_sub(x)..=at {
                if start + x <= changed.len() {
                    sum += self.over(&changed[start..start + x], start, start + x - shift);
                }
            }
        }
        log(sum)
    }

    /// Log probability when the letter at `at` is taken out; `changed` is the key without it.
    pub(super) fn without_letter(&self, changed: &[u8], at: usize) -> f32 {
        let (before, after) = (self.forward.row(at), self.backward.row(at + 1));
        let mut sum: f64 = before.iter().zip(after).map(|(b, a)| b * a).sum();
        for (j, after) in after.iter().enumerate() {
            // Letters put in after the cut are counted before it.
            Model::get().ways(&[], &self.arabic, j, |y, chance| {
                sum -= before[j - y] * chance * after;
            });
        }
        for x in 2..=LATIN {
            for start in (at + 1).saturating_sub(x)..at {
                if start + x <= changed.len() && start + x > at {
                    sum += self.over(&changed[start..start + x], start, start + x + 1);
                }
            }
        }
        log(sum)
    }

    /// All ways that use this chunk between the cells of rows `from` and `to`.
    fn over(&self, chunk: &[u8], from: usize, to: usize) -> f64 {
        let (before, after) = (self.forward.row(from), self.backward.row(to));
        let mut sum = 0.0;
        for (j, after) in after.iter().enumerate().filter(|(_, after)| **after > 0.0) {
            Model::get().ways(chunk, &self.arabic, j, |y, chance| {
                sum += before[j - y] * chance * after;
            });
        }
        sum
    }
}

fn log(probability: f64) -> f32 {
    probability.max(1e-60).ln() as f32
}

/// The Latin key with the marks of its ends.
pub(super) fn marked(latin: &str) -> Vec<u8> {
    format!("^{latin}$").into_bytes()
}

/// Log probability of chance Arabic letters.
fn by_chance(arabic: &[u16]) -> f32 {
    let background = &Model::get().background;
    arabic
        .iter()
        .map(|letter| {
            background
                .iter()
                .find(|(known, _)| known == letter)
                .map_or(RARE_LETTER.ln(), |&(_, log)| log)
        })
        .sum()
}

/// Compares a Latin key with an Arabic stem; `price` is taken off for what was stripped.
pub fn likeness(latin: &str, arabic: &str, price: f32) -> Match {
    let letters = units(arabic);
    let fit = if latin.len() > LONGEST || letters.len() > LONGEST {
        f32::NEG_INFINITY
    } else {
        let mut forward = Model::get().forward(&marked(latin), &letters);
        log(*forward.at(latin.len() + 2, letters.len())) - price
    };
    let odds = fit - by_chance(&letters);
    Match {
        latin: latin.to_owned(),
        arabic: arabic.to_owned(),
        price,
        fit,
        odds,
        likeness: odds / latin.len().max(letters.len()).max(4) as f32,
    }
}

/// The likeliest cut of both spellings: `q→ق a→ا s→س s→· e→· m→م`.
pub fn chunks(found: &Match) -> String {
    let model = Model::get();
    let (latin, arabic) = (marked(&found.latin), units(&found.arabic));
    let width = arabic.len() + 1;
    let mut best = vec![(0.0_f64, 0_usize, 0_usize); (latin.len() + 1) * width];
    best[0].0 = 1.0;
    for i in 0..=latin.len() {
        for j in 0..=arabic.len() {
            for x in (0..=LATIN.min(i)).rev() {
                let mut top = best[i * width + j];
                model.ways(&latin[i - x..i], &arabic, j, |y, chance| {
                    let through = best[(i - x) * width + j - y].0 * chance;
                    if through > top.0 {
                        top = (through, x, y);
                    }
                });
                best[i * width + j] = top;
            }
        }
    }
    let (mut i, mut j) = (latin.len(), arabic.len());
    let mut out = Vec::new();
    while i + j > 0 {
        let (_, x, y) = best[i * width + j];
        if x + y == 0 {
            break;
        }
        let from: String = latin[i - x..i].iter().map(|&byte| byte as char).collect();
        let into = String::from_utf16_lossy(&arabic[j - y..j]);
        let from = from.trim_matches(['^', '$']);
        if !from.is_empty() || !into.is_empty() {
            let shown = |part: &str| {
                if part.is_empty() {
                    "·".to_owned()
                } else {
                    part.to_owned()
                }
            };
            out.push(format!("{}→{}", shown(from), shown(&into)));
        }
        (i, j) = (i - x, j - y);
    }
    out.reverse();
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn full(latin: &str, arabic: &str) -> f32 {
        Tables::new(&marked(latin), arabic).unchanged()
    }

    proptest! {
        #[test]
        fn both_tables_agree(latin in "[a-z]{1,7}", arabic in "[ا-ي]{1,6}") {
            let tables = Tables::new(&marked(&latin), &arabic);
            let back = log(tables.backward.row(0)[0]);
            prop_assert!((tables.unchanged() - back).abs() < 1e-3);
        }

        #[test]
        fn a_changed_letter_is_priced_as_by_computing_anew(
            latin in "[a-z]{2,7}", arabic in "[ا-ي]{1,6}", at in 0..7_usize, letter in "[a-z]"
        ) {
            let at = at % latin.len();
            let tables = Tables::new(&marked(&latin), &arabic);
            let changed = format!("{}{letter}{}", &latin[..at], &latin[at + 1..]);
            let found = tables.with_letter(&marked(&changed), at + 1, 0);
            prop_assert!((found - full(&changed, &arabic)).abs() < 1e-2);
            let longer = format!("{}{letter}{}", &latin[..at], &latin[at..]);
            let found = tables.with_letter(&marked(&longer), at + 1, 1);
            prop_assert!((found - full(&longer, &arabic)).abs() < 1e-2);
            let shorter = format!("{}{}", &latin[..at], &latin[at + 1..]);
            let found = tables.without_letter(&marked(&shorter), at + 1);
            prop_assert!((found - full(&shorter, &arabic)).abs() < 1e-2);
        }
    }
}
