//! Forward–backward: the total weight of all paths, and how probable each bead is.

use crate::align::lattice::Lattice;

/// Sums over all paths.
#[derive(Debug, Clone)]
pub(crate) struct Posterior {
    /// Logarithm of the summed weight of all paths; minus infinity when there is none.
    pub total: f64,
    /// For each edge the share of the paths that hold it.
    pub edges: Vec<f32>,
}

/// Scores are logarithms; an edge of minus infinity is in no path.
pub(crate) fn posterior(lattice: &Lattice, scores: &[f32]) -> Posterior {
    backward(lattice, scores, &forward(lattice, scores))
}

/// The second half of [`posterior`], of what [`forward`] gave.
pub(crate) fn backward(lattice: &Lattice, scores: &[f32], forward: &[f64]) -> Posterior {
    let cells = lattice.band.cells();
    let total = forward[cells - 1];
    let mut edges = vec![0.0_f32; lattice.edges.len()];
    if total == f64::NEG_INFINITY {
        return Posterior { total, edges };
    }
    // Shares flow back from the last cell: a cell's share goes to its edges by their weight.
    let mut share = vec![0.0_f64; cells];
    share[cells - 1] = 1.0;
    for cell in (1..cells).rev() {
        if share[cell] < 1e-30 {
            continue;
        }
        for edge in lattice.edges_of(cell) {
            let from = lattice.edges[edge].from as usize;
            let part = share[cell] * (forward[from] + f64::from(scores[edge]) - forward[cell]).exp();
            edges[edge] = part as f32;
            share[from] += part;
        }
    }
    Posterior { total, edges }
}

/// The logarithm of the summed weight of all paths to each cell.
pub(crate) fn forward(lattice: &Lattice, scores: &[f32]) -> Vec<f64> {
    let cells = lattice.band.cells();
    let mut out = vec![f64::NEG_INFINITY; cells];
    out[0] = 0.0;
    for cell in 1..cells {
        let range = lattice.edges_of(cell);
        let value = |edge: usize| out[lattice.edges[edge].from as usize] + f64::from(scores[edge]);
        let highest = range.clone().map(value).fold(f64::NEG_INFINITY, f64::max);
        if highest > f64::NEG_INFINITY {
            let sum: f64 = range
                .map(|edge| value(edge) - highest)
                .filter(|&below| below > -40.0)
                .map(f64::exp)
                .sum();
            out[cell] = highest + sum.ln();
        }
    }
    out
}

/// The logarithm of the sum of the exponentials.
pub(crate) fn log_sum(values: &[f64]) -> f64 {
    let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if highest == f64::NEG_INFINITY {
        return highest;
    }
    let sum: f64 = values
        .iter()
        .map(|value| value - highest)
        .filter(|&below| below > -40.0)
        .map(f64::exp)
        .sum();
    highest + sum.ln()
}
