//! Small logistic models and boosted trees, read from the tables that training writes.
//!
//! A table has, for each model by name, a line `weights` (the bias, then one weight a feature),
//! any number of lines `tree` (nodes: feature, threshold, left, right; a leaf has its value
//! alone), a line `features` with the names of what it was fitted on, and a line `knots` (score and confidence pairs, rising): how sure a finding of that
//! score is.

use std::collections::BTreeMap;

/// Findings less sure than this are not made at all.
pub const LEAST: f32 = 0.2;

/// A node of a tree.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Node {
    /// Features up to the threshold go left, others right.
    Split {
        feature: usize,
        threshold: f32,
        left: usize,
        right: usize,
    },
    Leaf(f32),
}

impl Node {
    fn read(text: &str) -> Option<Node> {
        let fields: Vec<&str> = text.split(' ').collect();
        match fields.as_slice() {
            [value] => Some(Node::Leaf(value.parse().ok()?)),
            [feature, threshold, left, right] => Some(Node::Split {
                feature: feature.parse().ok()?,
                threshold: threshold.parse().ok()?,
                left: left.parse().ok()?,
                right: right.parse().ok()?,
            }),
            _ => None,
        }
    }
}

/// The value of a tree; nought when a node leads nowhere.
fn leaf(tree: &[Node], features: &[f32]) -> f32 {
    let mut at = 0;
    for _ in 0..tree.len() {
        match tree.get(at) {
            Some(&Node::Leaf(value)) => return value,
            Some(&Node::Split {
                feature,
                threshold,
                left,
                right,
            }) => {
                let low = features.get(feature).is_none_or(|&value| value <= threshold);
                at = if low { left } else { right };
            }
            None => return 0.0,
        }
    }
    0.0
}

/// A logistic model, boosted trees or both, with the confidence of their scores.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    bias: f32,
    weights: Vec<f32>,
    trees: Vec<Vec<Node>>,
    knots: Vec<(f32, f32)>,
    /// The names of the features that it was fitted on, in order, where the table has them.
    pub features: Vec<String>,
}

impl Model {
    /// The logit of these features. A feature without a weight counts nothing.
    pub fn score(&self, features: &[f32]) -> f32 {
        let products = self
            .weights
            .iter()
            .zip(features)
            .map(|(weight, value)| weight * value);
        let trees = self.trees.iter().map(|tree| leaf(tree, features));
        self.bias + products.sum::<f32>() + trees.sum::<f32>()
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
            "features" => model.features = fields.map(str::to_owned).collect(),
            "tree" => model.trees.push(fields.filter_map(Node::read).collect()),
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

    #[test]
    fn trees_add_up() {
        let models = models("tree\tt\t1 0.5 1 2\t-1\t2\ntree\tt\t0.25\nweights\tt\t1\n");
        let score = |x: f32| models["t"].score(&[9.0, x]);
        assert!((score(0.5) - 0.25).abs() < 1e-6);
        assert!((score(0.6) - 3.25).abs() < 1e-6);
    }
}
