//! Limited-memory BFGS with backtracking, for smooth convex functions (Nocedal and Wright, 2006,
//! algorithms 7.4 and 7.5).

/// Pairs of steps remembered.
const MEMORY: usize = 10;

/// Minimises `objective`, which returns the value and writes the gradient; returns the last value.
pub(crate) fn minimise(
    weights: &mut [f64],
    rounds: usize,
    mut objective: impl FnMut(&[f64], &mut [f64]) -> f64,
) -> f64 {
    let len = weights.len();
    let mut gradient = vec![0.0; len];
    let mut value = objective(weights, &mut gradient);
    let mut history: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for _ in 0..rounds {
        let mut direction = descent(&gradient, &history);
        if dot(&direction, &gradient) >= 0.0 {
            history.clear();
            direction = gradient.iter().map(|g| -g).collect();
        }
        let slope = dot(&direction, &gradient);
        if slope > -1e-7 {
            break;
        }
        let mut step = if history.is_empty() {
            1.0 / dot(&gradient, &gradient).sqrt().max(1.0)
        } else {
            1.0
        };
        let mut tried = vec![0.0; len];
        let mut tried_gradient = vec![0.0; len];
        let mut accepted = None;
        for _ in 0..25 {
            for ((t, w), d) in tried.iter_mut().zip(&*weights).zip(&direction) {
                *t = w + step * d;
            }
            let tried_value = objective(&tried, &mut tried_gradient);
            if tried_value <= value + 1e-4 * step * slope {
                accepted = Some(tried_value);
                break;
            }
            step *= 0.5;
        }
        let Some(next) = accepted else { break };
        let moved: Vec<f64> = tried.iter().zip(&*weights).map(|(t, w)| t - w).collect();
        let turned: Vec<f64> = tried_gradient.iter().zip(&gradient).map(|(t, g)| t - g).collect();
        if dot(&moved, &turned) > 1e-10 {
            history.push((moved, turned));
            if history.len() > MEMORY {
                history.remove(0);
            }
        }
        weights.copy_from_slice(&tried);
        gradient.copy_from_slice(&tried_gradient);
        let gain = value - next;
        value = next;
        if gain < 1e-6 * value.abs().max(1.0) {
            break;
        }
    }
    value
}

fn descent(gradient: &[f64], history: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut q: Vec<f64> = gradient.to_vec();
    let mut alphas = Vec::new();
    for (moved, turned) in history.iter().rev() {
        let alpha = dot(moved, &q) / dot(moved, turned);
        add(&mut q, -alpha, turned);
        alphas.push(alpha);
    }
    if let Some((moved, turned)) = history.last() {
        let scale = dot(moved, turned) / dot(turned, turned);
        for x in &mut q {
            *x *= scale;
        }
    }
    for ((moved, turned), alpha) in history.iter().zip(alphas.iter().rev()) {
        let beta = dot(turned, &q) / dot(moved, turned);
        add(&mut q, alpha - beta, moved);
    }
    q.iter().map(|x| -x).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn add(to: &mut [f64], factor: f64, what: &[f64]) {
    for (x, y) in to.iter_mut().zip(what) {
        *x += factor * y;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bent_bowl_is_minimised() {
        let mut at = vec![3.0, -2.0];
        let value = minimise(&mut at, 100, |x, g| {
            g[0] = 4.0 * (x[0] - 1.0).powi(3) + 0.2 * x[0];
            g[1] = 20.0 * (x[1] + 0.5);
            (x[0] - 1.0).powi(4) + 0.1 * x[0] * x[0] + 10.0 * (x[1] + 0.5).powi(2)
        });
        assert!((at[1] + 0.5).abs() < 1e-3, "{at:?}");
        assert!(value < 0.09, "{value}");
    }
}
