//! Small logistic models, read from the tables that training writes.
//!
//! A table has, for each model by name, a line `weights` (the bias, then one weight a feature)
//! and a line `knots` (score and confidence pairs, rising): how sure a finding of that score is.

use std::collections::BTreeMap;

/// Findings less sure than this are not made at all.
pub const LEAST: f32 = 0.2;

/// A logistic model with the confidence of its scores.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    bias: f32,
    weights: Vec<f32>,
    knots: Vec<(f32, f32)>,
}

impl Model {
    /// The logit of these features. A feature without a weight counts nothing.
    pub fn score(&self, features: &[f32]) -> f32 {
        let products = self
            .weights
            .iter()
            .zip(features)
            .map(|(weight, value)| weight * value);
        self.bias + products.sum::<f32>()
    }

    /// How sure a finding of this score is: between the knots a straight line.
    pub fn confidence(&self, score: f32) -> f32 {
        let after = self.knots.partition_point(|&(knot, _)| knot <= score);
        match (
            after.checked_sub(1).and_then(|at| self.knots.get(at)),
            self.knots.get(after),
        ) {
            (None, None) => 0.0,
            (Some(&(_, sure)), None) => sure,
            (None, Some(&(knot, sure))) => (sure - 0.1 * (knot - score)).max(0.0),
            (Some(&(low, from)), Some(&(high, to))) => from + (to - from) * (score - low) / (high - low),
        }
    }
}

/// The models of a table, by name. Lines that say nothing known are passed over.
pub fn models(table: &str) -> BTreeMap<String, Model> {
    let mut models: BTreeMap<String, Model> = BTreeMap::new();
    for line in table.lines() {
        let mut fields = line.split('\t');
        let (Some(kind), Some(name)) = (fields.next(), fields.next()) else {
            continue;
        };
        let model = models.entry(name.to_string()).or_default();
        match kind {
            "weights" => {
                let mut numbers = fields.filter_map(|field| field.parse().ok());
                model.bias = numbers.next().unwrap_or(0.0);
                model.weights = numbers.collect();
            }
            "knots" => {
                model.knots = fields
                    .filter_map(|field| field.split_once(' '))
                    .filter_map(|(score, sure)| Some((score.parse().ok()?, sure.parse().ok()?)))
                    .collect();
            }
            _ => {}
        }
    }
    models
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_scores_and_confidence() {
        let models = models("weights\ten\t-1\t2\t0.5\nknots\ten\t0 0.5\t2 0.9\n");
        let model = &models["en"];
        assert!((model.score(&[1.0, 2.0]) - 2.0).abs() < 1e-6);
        assert!((model.confidence(1.0) - 0.7).abs() < 1e-6);
        assert!((model.confidence(9.0) - 0.9).abs() < 1e-6);
        assert!((model.confidence(-2.0) - 0.3).abs() < 1e-6);
    }
}
