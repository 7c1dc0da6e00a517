//! The lattice: every bead that may be part of the alignment, cell by cell, and the best path.
//!
//! A cell `(i, j)` stands for the boundary after `i` Arabic and `j` English lines. An edge is a
//! bead that ends in a cell. Edges of a cell are in the order of [`KINDS`]; where two paths are
//! equally good the one whose last bead comes first in that order is taken.

use std::ops::Range;

use crate::align::band::Band;
use crate::align::features::{Runs, Texts, length};

/// The kinds of beads, Arabic lines by English lines, narrow ones first.
pub(crate) const KINDS: [(usize, usize); 36] = [
    (1, 1),
    (1, 0),
    (0, 1),
    (1, 2),
    (2, 1),
    (2, 2),
    (1, 3),
    (3, 1),
    (1, 4),
    (4, 1),
    (2, 3),
    (3, 2),
    (1, 5),
    (5, 1),
    (2, 4),
    (4, 2),
    (3, 3),
    (1, 6),
    (6, 1),
    (2, 5),
    (5, 2),
    (1, 7),
    (7, 1),
    (2, 6),
    (6, 2),
    (1, 8),
    (8, 1),
    (2, 7),
    (7, 2),
    (1, 9),
    (9, 1),
    (2, 8),
    (8, 2),
    (3, 4),
    (4, 3),
    (4, 4),
];

/// How many of them stand first that have at most three lines.
pub(crate) const NARROW: usize = 5;

/// Beads of more than three lines whose lengths differ by more than this factor are not looked at.
const WIDE_LENGTH: f32 = 3.320_117; // e to the power of 1.2

/// A bead that may end in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edge {
    /// The cell it starts from.
    pub from: u32,
    /// Arabic lines.
    pub arabic: u16,
    /// English lines.
    pub english: u16,
}

/// Beads that people have set, and cells that every path runs through.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fixed {
    /// Beads, rising on both sides.
    pub beads: Vec<Runs>,
    /// Cells, rising on both sides; the corners of `beads` are among them.
    pub cells: Vec<(usize, usize)>,
}

impl Fixed {
    /// The set beads and barriers of a request, by language; both rising.
    pub(crate) fn new(mut beads: Vec<Runs>, barriers: &[(usize, usize)]) -> Fixed {
        beads.sort_by_key(|bead| (bead.arabic.start, bead.english.start, bead.arabic.end));
        let corners = beads.iter().flat_map(|bead| {
            [
                (bead.arabic.start, bead.english.start),
                (bead.arabic.end, bead.english.end),
            ]
        });
        let mut cells: Vec<(usize, usize)> = corners.chain(barriers.iter().copied()).collect();
        cells.sort_unstable();
        cells.dedup();
        Fixed { beads, cells }
    }

    /// May this bead be part of a path?
    fn allows(&self, runs: &Runs) -> bool {
        let after = self
            .cells
            .partition_point(|&(i, j)| i <= runs.arabic.start && j <= runs.english.start);
        let Some(&(i, j)) = self.cells.get(after) else {
            return true;
        };
        if i < runs.arabic.end || j < runs.english.end {
            return false;
        }
        let Some(&before) = after.checked_sub(1).and_then(|at| self.cells.get(at)) else {
            return true;
        };
        let within = Runs {
            arabic: before.0..i,
            english: before.1..j,
        };
        !self.beads.contains(&within) || within == *runs
    }
}

/// All edges, in the order of the cells they end in.
#[derive(Debug, Clone)]
pub(crate) struct Lattice {
    pub band: Band,
    pub edges: Vec<Edge>,
    /// For each cell its first edge, and the number of edges at the end.
    pub first: Vec<u32>,
}

impl Lattice {
    /// The edges within a band.
    pub(crate) fn new(texts: &Texts, band: Band, fixed: &Fixed) -> Lattice {
        Lattice::of_kinds(texts, band, fixed, &KINDS)
    }

    /// The edges of some kinds within a band.
    pub(crate) fn of_kinds(texts: &Texts, band: Band, fixed: &Fixed, kinds: &[(usize, usize)]) -> Lattice {
        let mut out = Lattice {
            edges: Vec::with_capacity(band.cells() * 8),
            first: Vec::with_capacity(band.cells() + 1),
            band,
        };
        let rows = out.band.rows.clone();
        for (i, row) in rows.into_iter().enumerate() {
            for j in row {
                out.first.push(out.edges.len() as u32);
                out.end_at(texts, (i, j), fixed, kinds);
            }
        }
        out.first.push(out.edges.len() as u32);
        out
    }

    fn end_at(&mut self, texts: &Texts, (i, j): (usize, usize), fixed: &Fixed, kinds: &[(usize, usize)]) {
        let set = fixed
            .beads
            .iter()
            .find(|bead| bead.arabic.end == i && bead.english.end == j);
        if let Some(bead) = set {
            self.push(bead);
            return;
        }
        for &(a, e) in kinds {
            if a > i || e > j {
                continue;
            }
            let runs = Runs {
                arabic: i - a..i,
                english: j - e..j,
            };
            if fits(texts, &runs) && texts.allows(&runs) && (fixed.cells.is_empty() || fixed.allows(&runs)) {
                self.push(&runs);
            }
        }
    }

    fn push(&mut self, runs: &Runs) {
        if let Some(from) = self.band.cell(runs.arabic.start, runs.english.start) {
            self.edges.push(Edge {
                from: from as u32,
                arabic: runs.arabic.len() as u16,
                english: runs.english.len() as u16,
            });
        }
    }

    /// The same lattice with the wanted edges alone.
    pub(crate) fn only(&self, wanted: &[bool]) -> Lattice {
        let mut out = Lattice {
            band: self.band.clone(),
            edges: Vec::new(),
            first: Vec::with_capacity(self.first.len()),
        };
        for cell in 0..self.band.cells() {
            out.first.push(out.edges.len() as u32);
            let kept = self.edges_of(cell).filter(|&edge| wanted[edge]);
            out.edges.extend(kept.map(|edge| self.edges[edge]));
        }
        out.first.push(out.edges.len() as u32);
        out
    }

    /// The edges that end in a cell, by their numbers.
    pub(crate) fn edges_of(&self, cell: usize) -> std::ops::Range<usize> {
        self.first[cell] as usize..self.first[cell + 1] as usize
    }

    /// The bead of every edge, with the edge's number.
    pub(crate) fn runs(&self) -> impl Iterator<Item = (usize, Runs)> + '_ {
        self.band.rows.iter().enumerate().flat_map(move |(i, row)| {
            row.clone().flat_map(move |j| {
                let cell = self.band.first[i] + j - row.start;
                self.edges_of(cell)
                    .map(move |edge| (edge, self.edges[edge].runs(i, j)))
            })
        })
    }

    /// For each Arabic line the English lines that stand in some bead with it.
    pub(crate) fn reach(&self, lines: usize) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = vec![0..0; lines];
        for (_, runs) in self.runs().filter(|(_, runs)| !runs.english.is_empty()) {
            for reach in &mut out[runs.arabic] {
                if reach.start == reach.end {
                    *reach = runs.english.clone();
                }
                reach.start = reach.start.min(runs.english.start);
                reach.end = reach.end.max(runs.english.end);
            }
        }
        out
    }

    /// The edges of the best path by these scores, from the beginning of the texts.
    pub(crate) fn best_path(&self, scores: &[f32]) -> Vec<(usize, Runs)> {
        let cells = self.band.cells();
        let mut best = vec![f64::NEG_INFINITY; cells];
        let mut through = vec![u32::MAX; cells];
        best[0] = 0.0;
        for cell in 1..cells {
            for edge in self.edges_of(cell) {
                let value = best[self.edges[edge].from as usize] + f64::from(scores[edge]);
                if value > best[cell] {
                    best[cell] = value;
                    through[cell] = edge as u32;
                }
            }
        }
        self.trace(&through)
    }

    fn trace(&self, through: &[u32]) -> Vec<(usize, Runs)> {
        let mut i = self.band.rows.len() - 1;
        let mut j = self.band.rows[i].end - 1;
        let mut out = Vec::new();
        while (i, j) != (0, 0) {
            let Some(&number) = self.band.cell(i, j).and_then(|cell| through.get(cell)) else {
                break;
            };
            let Some(edge) = self.edges.get(number as usize) else {
                break;
            };
            out.push((number as usize, edge.runs(i, j)));
            i -= usize::from(edge.arabic);
            j -= usize::from(edge.english);
        }
        out.reverse();
        out
    }
}

impl Edge {
    fn runs(self, i: usize, j: usize) -> Runs {
        Runs {
            arabic: i - usize::from(self.arabic)..i,
            english: j - usize::from(self.english)..j,
        }
    }
}

fn fits(texts: &Texts, runs: &Runs) -> bool {
    if runs.arabic.len() + runs.english.len() <= 3 {
        return true;
    }
    let arabic = texts.arabic.block(&runs.arabic).chars;
    let english = texts.english.block(&runs.english).chars;
    length::within(arabic, english, texts.ratio, WIDE_LENGTH)
}
