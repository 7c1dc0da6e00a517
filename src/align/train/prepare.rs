//! From examples to lattices with features, and loosened copies of them.

use rayon::prelude::*;

use crate::align::band::{self, Band};
use crate::align::evidence::Evidence;
use crate::align::excerpt::{Wanted, Web};
use crate::align::features::{Runs, Scratch, Texts, Vector};
use crate::align::full::{doubt, second_features};
use crate::align::lattice::{Fixed, Lattice};
use crate::align::length_ratio;
use crate::align::model::{Model, score, vector};
use crate::align::posterior::posterior;
use crate::align::sentence::Sentences;
use crate::align::side::Side;
use crate::align::train::fit::{Case, ExcerptCase, gold_edges, gold_pieces};
use crate::align::train::{Example, GROUPS, KINDS};
use crate::text::Lang;

/// An edge less likely than this under every profile of the weights at hand is left out.
const UNLIKELY: f32 = 1e-6;

/// All cases of the first pass.
pub(crate) struct Prepared {
    pub cases: Vec<Case>,
    pub excerpts: Vec<ExcerptCase>,
}

/// One text in one group.
struct Copy<'a> {
    example: &'a Example,
    kind: usize,
    group: usize,
    seed: u64,
}

/// The cases of the first pass.
pub(crate) fn first(examples: &[&Example], start: &Model) -> Prepared {
    let excerpts: Vec<&&Example> = examples.iter().filter(|example| example.kind.is_none()).collect();
    Prepared {
        cases: copies(examples)
            .par_iter()
            .map(|copy| copy.first(start))
            .collect(),
        excerpts: excerpts.par_iter().map(|example| excerpt(example)).collect(),
    }
}

/// The cases of the second pass: what the first leaves in doubt, with sentence vectors.
pub(crate) fn second(examples: &[&Example], model: &Model) -> Vec<Case> {
    copies(examples)
        .par_iter()
        .map(|copy| copy.second(model))
        .collect()
}

fn copies<'a>(examples: &[&'a Example]) -> Vec<Copy<'a>> {
    let mut out = Vec::new();
    for group in 0..GROUPS.len() {
        for (at, example) in examples.iter().enumerate() {
            if let Some(kind) = example.kind {
                let seed = (at * GROUPS.len() + group) as u64;
                out.push(Copy {
                    example,
                    kind,
                    group,
                    seed,
                });
            }
        }
    }
    out
}

impl Copy<'_> {
    fn texts(&self) -> (Texts, Band) {
        let (mut arabic, mut english) = sides(self.example);
        let (_, share, spread) = GROUPS[self.group];
        let mut band = band::find(&arabic.line_vectors(), &english.line_vectors());
        if self.group > 0 {
            loosen(&mut arabic, (share, spread), 2 * self.seed);
            loosen(&mut english, (share, spread), 2 * self.seed + 1);
            band = Band::full(arabic.len(), english.len());
        }
        let evidence = Evidence::new(&arabic, &english, &band);
        let ratio = length_ratio::of_beads(&arabic, &english, &runs(self.example));
        let texts = Texts {
            arabic,
            english,
            evidence,
            ratio,
        };
        (texts, band)
    }

    fn profile(&self) -> usize {
        self.group * KINDS.len() + self.kind
    }

    fn first(&self, start: &Model) -> Case {
        let (texts, band) = self.texts();
        let lattice = Lattice::new(&texts, band, &Fixed::default());
        let mut scratch = Scratch::default();
        let features: Vec<Vector> = lattice
            .runs()
            .map(|(_, runs)| texts.features(&runs, &mut scratch))
            .collect();
        let gold = gold_edges(&lattice, &runs(self.example));
        let mut wanted = gold.clone();
        for profile in &start.profiles {
            let weights = vector(&profile.weights);
            let scores: Vec<f32> = features
                .iter()
                .map(|features| score(&weights, features))
                .collect();
            let shares = posterior(&lattice, &scores);
            for (wanted, share) in wanted.iter_mut().zip(shares.edges) {
                *wanted |= share > UNLIKELY;
            }
        }
        Case {
            lattice: lattice.only(&wanted),
            features: kept(&features, &wanted).copied().collect(),
            gold: kept(&gold, &wanted).copied().collect(),
            profile: self.profile(),
        }
    }

    fn second(&self, model: &Model) -> Case {
        let (texts, band) = self.texts();
        let lattice = Lattice::new(&texts, band, &Fixed::default());
        let weights = vector(&model.profiles[self.profile()].weights);
        let mut scratch = Scratch::default();
        let scores: Vec<f32> = lattice
            .runs()
            .map(|(_, runs)| score(&weights, &texts.features(&runs, &mut scratch)))
            .collect();
        let gold = gold_edges(&lattice, &runs(self.example));
        let doubt = doubt(&lattice, &scores, |edge| gold[edge]);
        let lines = (strs(&self.example.texts.0), strs(&self.example.texts.1));
        let sentences = Sentences::new((&lines.0, &lines.1)).loosened(GROUPS[self.group].1);
        let features = second_features(&texts, &doubt, Some(sentences));
        Case {
            gold: gold_edges(&doubt.lattice, &runs(self.example)),
            lattice: doubt.lattice,
            features,
            profile: self.profile(),
        }
    }
}

fn kept<'a, T>(values: &'a [T], wanted: &'a [bool]) -> impl Iterator<Item = &'a T> {
    values
        .iter()
        .zip(wanted)
        .filter(|(_, wanted)| **wanted)
        .map(|(value, _)| value)
}

fn excerpt(example: &Example) -> ExcerptCase {
    let (arabic, english) = sides(example);
    let wanted = Wanted::new(&arabic.line_vectors(), &english.line_vectors());
    let reach = vec![0..english.len(); arabic.len()];
    let evidence = Evidence::of_pairs(&arabic, &english, reach, |i, j| wanted.holds(i, j));
    let texts = Texts {
        arabic,
        english,
        evidence,
        ratio: length_ratio::USUAL,
    };
    let web = Web::new(&texts, Lang::Arabic, &wanted, |_| true);
    let mut scratch = Scratch::default();
    let features = web
        .pieces
        .iter()
        .map(|piece| texts.features(&piece.runs(Lang::Arabic), &mut scratch))
        .collect();
    let gold = gold_pieces(&web, &runs(example));
    ExcerptCase { web, features, gold }
}

fn sides(example: &Example) -> (Side, Side) {
    (
        Side::new(Lang::Arabic, &strs(&example.texts.0)),
        Side::new(Lang::English, &strs(&example.texts.1)),
    )
}

fn strs(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

fn runs(example: &Example) -> Vec<Runs> {
    example
        .gold
        .iter()
        .map(|bead| Runs {
            arabic: bead.source.clone(),
            english: bead.target.clone(),
        })
        .collect()
}

/// Takes a share of the words out of all comparisons and stretches lines by a factor whose
/// logarithm has the given spread.
fn loosen(side: &mut Side, (share, spread): (f32, f32), seed: u64) {
    let draw =
        |at: u64| (mixed(seed.wrapping_mul(0x1_0000_0001).wrapping_add(at)) >> 40) as f32 / 16_777_216.0;
    let normal = |at: usize| {
        let sum: f32 = (0..6).map(|k| draw(1_000_000_000 + 6 * at as u64 + k)).sum();
        1.41 * (sum - 3.0)
    };
    side.loosen(|at| draw(at as u64) < share, |at| (spread * normal(at)).exp());
}

/// `SplitMix64` (Steele, Lea and Flood, 2014).
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
