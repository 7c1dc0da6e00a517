//! Where the true path can run: a band of cells, found coarsely.
//!
//! Lines are compared by the sums of their word vectors. A chain of matching lines (each cell
//! adds what its cosine exceeds the usual) is scored forwards and backwards; a cell stays when
//! the best chain through it comes near the best of all. Long texts are first compared in
//! blocks of four lines, those in blocks of sixteen, and so on, so that time and memory grow
//! with the length of the text and not with its square.

use std::ops::Range;

use crate::lexicon::matching::DIMS;

/// Texts of up to so many cells are looked at in full.
const SMALL: usize = 300 * 300;
/// Lines that make one block of the next coarser level.
const FACTOR: usize = 4;
/// How far below the best chain a cell may be.
const SLACK: f32 = 2.5;
/// Cells for a line, on average, that a long text may keep; where more are within [`SLACK`], as in
/// texts that do not belong together, less slack is given.
const WIDEST: usize = 48;
/// Cells added on each side.
const MARGIN: usize = 4;

/// For each boundary `0..=n` of the Arabic lines the boundaries of the English lines allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Band {
    pub rows: Vec<Range<usize>>,
    /// Index of the first cell of each row, and the number of cells at the end.
    pub first: Vec<usize>,
}

impl Band {
    /// A band of these rows; makes each row follow on the one above.
    pub(crate) fn new(mut rows: Vec<Range<usize>>, m: usize) -> Band {
        let n = rows.len() - 1;
        rows[0].start = 0;
        rows[n].end = m + 1;
        for i in 1..=n {
            rows[i].start = rows[i].start.min(rows[i - 1].end);
            rows[i].end = rows[i].end.max(rows[i - 1].end);
        }
        for i in (0..n).rev() {
            rows[i].start = rows[i].start.min(rows[i + 1].start);
            rows[i].end = rows[i].end.max(rows[i].start + 1);
        }
        rows[n].end = m + 1;
        let mut first = vec![0];
        for row in &rows {
            first.push(first[first.len() - 1] + row.len());
        }
        Band { rows, first }
    }

    /// All cells.
    pub(crate) fn full(n: usize, m: usize) -> Band {
        Band::new(vec![0..m + 1; n + 1], m)
    }

    /// Number of cells.
    pub(crate) fn cells(&self) -> usize {
        self.first[self.rows.len()]
    }

    /// The index of a cell; none outside the band.
    pub(crate) fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let row = self.rows.get(i)?;
        row.contains(&j).then(|| self.first[i] + j - row.start)
    }

    /// Narrows the band so that every path runs through these cells (rising in both).
    pub(crate) fn through(&self, cells: &[(usize, usize)]) -> Band {
        let m = self.rows[self.rows.len() - 1].end - 1;
        let mut rows = self.rows.clone();
        for (i, row) in rows.iter_mut().enumerate() {
            let low = cells.partition_point(|cell| cell.0 <= i).checked_sub(1);
            let low = low.map_or(0, |at| cells[at].1);
            let high = cells
                .get(cells.partition_point(|cell| cell.0 < i))
                .map_or(m, |cell| cell.1);
            let high = high.max(low);
            row.start = row.start.clamp(low, high);
            row.end = row.end.clamp(row.start + 1, high + 1);
        }
        for &(i, j) in cells {
            if let Some(row) = rows.get_mut(i) {
                row.start = row.start.min(j);
                row.end = row.end.max(j + 1);
            }
        }
        Band::new(rows, m)
    }

    /// The English lines that meet each Arabic line in some cell.
    pub(crate) fn lines(&self) -> Vec<Range<usize>> {
        let m = self.rows[self.rows.len() - 1].end - 1;
        self.rows
            .windows(2)
            .map(|pair| pair[0].start.min(m)..(pair[1].end - 1).max(pair[0].start).min(m))
            .collect()
    }
}

/// The band of two texts, by the vectors of their lines.
pub(crate) fn find(arabic: &[[f32; DIMS]], english: &[[f32; DIMS]]) -> Band {
    let (n, m) = (arabic.len(), english.len());
    if n == 0 || m == 0 {
        return Band::full(n, m);
    }
    let within = if n * m <= SMALL || n.min(m) < 2 * FACTOR {
        Band::full(n, m)
    } else {
        finer(&find(&merged(arabic), &merged(english)), n, m)
    };
    narrow(&unit(arabic), &unit(english), &within)
}

fn merged(lines: &[[f32; DIMS]]) -> Vec<[f32; DIMS]> {
    lines
        .chunks(FACTOR)
        .map(|chunk| {
            let mut sum = [0.0; DIMS];
            for line in chunk {
                for (x, y) in sum.iter_mut().zip(line) {
                    *x += y;
                }
            }
            sum
        })
        .collect()
}

fn unit(lines: &[[f32; DIMS]]) -> Vec<[f32; DIMS]> {
    lines
        .iter()
        .map(|line| {
            let norm = line.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
            line.map(|x| x / norm)
        })
        .collect()
}

fn finer(coarse: &Band, n: usize, m: usize) -> Band {
    let rows = (0..=n)
        .map(|i| {
            let low = &coarse.rows[i / FACTOR];
            let high = &coarse.rows[i.div_ceil(FACTOR).min(coarse.rows.len() - 1)];
            let start = low.start.saturating_sub(2) * FACTOR;
            start.min(m)..((high.end + 1) * FACTOR + 1).min(m + 1)
        })
        .collect();
    Band::new(rows, m)
}

/// Keeps the cells through which a chain nearly as good as the best runs.
fn narrow(arabic: &[[f32; DIMS]], english: &[[f32; DIMS]], within: &Band) -> Band {
    let (n, m) = (arabic.len(), english.len());
    let gains = gains(arabic, english, within);
    let forward = chains(n, m, within, |i, j| gain_at(&gains, within, i, j));
    let flipped = flip(within, m);
    let backward = chains(n, m, &flipped, |i, j| {
        gain_at(&gains, within, n - 1 - i, m - 1 - j)
    });
    let value = |i: usize, j: usize| match (within.cell(i, j), flipped.cell(n - i, m - j)) {
        (Some(ahead), Some(behind)) => forward[ahead] + backward[behind],
        _ => f32::NEG_INFINITY,
    };
    let best = value(0, 0);
    let kept = |slack: f32| {
        let rows = (0..=n).map(|i| {
            let row = within.rows[i].clone();
            let mut kept = row.clone().filter(|&j| value(i, j) >= best - slack);
            let low = kept.next().unwrap_or(row.start);
            let high = kept.next_back().unwrap_or(low);
            low.saturating_sub(MARGIN).max(row.start)..(high + MARGIN + 1).min(row.end)
        });
        Band::new(rows.collect(), m)
    };
    let (mut slack, mut band) = (SLACK, kept(SLACK));
    while n * m > SMALL && band.cells() > WIDEST * (n + m) && slack > 0.01 {
        slack /= 2.0;
        band = kept(slack);
    }
    if n * m > SMALL && band.cells() > WIDEST * (n + m) {
        return corridor(&band, n, m);
    }
    band
}

/// The cells of a band near the straight way from end to end: where no lines match at all, every way
/// is as good as any other.
fn corridor(band: &Band, n: usize, m: usize) -> Band {
    let half = WIDEST * (n + m) / (2 * n.max(1)) + MARGIN;
    let rows = band.rows.iter().enumerate().map(|(i, row)| {
        let middle = i * m / n.max(1);
        let start = row.start.max(middle.saturating_sub(half)).min(row.end - 1);
        start..row.end.min(middle + half + 1).max(start + 1)
    });
    Band::new(rows.collect(), m)
}

/// What each pair of lines in the band adds to a chain.
fn gains(arabic: &[[f32; DIMS]], english: &[[f32; DIMS]], within: &Band) -> Vec<Vec<f32>> {
    within
        .lines()
        .iter()
        .enumerate()
        .map(|(i, run)| {
            let cosines: Vec<f32> = run.clone().map(|j| cosine(&arabic[i], &english[j])).collect();
            let mean = cosines.iter().sum::<f32>() / cosines.len().max(1) as f32;
            cosines
                .iter()
                .map(|cosine| (cosine - mean - 0.15).max(0.0))
                .collect()
        })
        .collect()
}

/// The product of two unit vectors, summed in eight lanes so that it can be vectorised.
pub(crate) fn cosine(a: &[f32; DIMS], b: &[f32; DIMS]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    for (x, y) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for k in 0..8 {
            lanes[k] += x[k] * y[k];
        }
    }
    lanes.iter().sum()
}

fn gain_at(gains: &[Vec<f32>], within: &Band, i: usize, j: usize) -> f32 {
    let start = within.rows[i].start;
    j.checked_sub(start)
        .and_then(|at| gains[i].get(at))
        .copied()
        .unwrap_or(0.0)
}

/// The best chain from the first cell to each cell; a line may go on matching (merged lines).
fn chains(n: usize, m: usize, band: &Band, gain: impl Fn(usize, usize) -> f32) -> Vec<f32> {
    let mut best = vec![0.0_f32; band.cells()];
    for i in 0..=n {
        for j in band.rows[i].clone() {
            let mut value = 0.0_f32;
            if i > 0
                && let Some(up) = band.cell(i - 1, j)
            {
                value = value.max(best[up]);
            }
            if j > 0
                && let Some(left) = band.cell(i, j - 1)
            {
                value = value.max(best[left]);
            }
            if i > 0
                && j > 0
                && j <= m
                && let Some(diagonal) = band.cell(i - 1, j - 1)
            {
                value = value.max(best[diagonal] + gain(i - 1, j - 1));
            }
            if let Some(cell) = band.cell(i, j) {
                best[cell] = value;
            }
        }
    }
    best
}

fn flip(band: &Band, m: usize) -> Band {
    let rows: Vec<Range<usize>> = band
        .rows
        .iter()
        .rev()
        .map(|row| m + 1 - row.end..m + 1 - row.start)
        .collect();
    Band::new(rows, m)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(seed: usize) -> [f32; DIMS] {
        let mut out = [0.0; DIMS];
        out[seed % DIMS] = 1.0;
        out[(seed / DIMS + 7) % DIMS] += 0.5;
        out
    }

    #[test]
    fn the_band_holds_the_true_path_of_a_long_text() {
        let arabic: Vec<_> = (0..900).map(vector).collect();
        let english: Vec<_> = (0..900).filter(|k| !(300..340).contains(k)).map(vector).collect();
        let band = find(&arabic, &english);
        assert!((0..=300).all(|i| band.cell(i, i).is_some()));
        assert!((340..=900).all(|i| band.cell(i, i - 40).is_some()));
        assert!(band.cells() < 900 * 200);
    }

    #[test]
    fn lines_of_which_none_match_keep_a_narrow_band() {
        let nothing = vec![[0.0; DIMS]; 2000];
        let band = find(&nothing, &nothing[..1500]);
        assert!(band.cells() <= 2 * WIDEST * 3500, "{}", band.cells());
        assert!(band.cell(2000, 1500).is_some());
    }

    #[test]
    fn a_path_can_be_led_through_a_cell() {
        let band = Band::full(10, 10).through(&[(4, 7)]);
        assert_eq!(band.rows[4], 7..8);
        assert!(band.cell(3, 8).is_none() && band.cell(5, 6).is_none());
    }
}
