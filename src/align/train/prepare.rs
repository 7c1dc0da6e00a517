//! From examples to lattices with features, and loosened copies of them.

use crate::align::band::{self, Band};
use crate::align::evidence::Evidence;
use crate::align::excerpt::{Wanted, Web};
use crate::align::features::{COUNT, NAMES, Runs, Scratch, Texts, Vector};
use crate::align::lattice::{Fixed, Lattice};
use crate::align::length_ratio;
use crate::align::model::score;
use crate::align::posterior::posterior;
use crate::align::sentence::Sentences;
use crate::align::side::Side;
use crate::align::train::fit::{Case, ExcerptCase, gold_edges, gold_pieces};
use crate::align::train::{Example, GROUPS, KINDS};
use crate::text::Lang;

/// Round figures, set by hand, by which edges are called too unlikely to be looked at while
/// fitting: fitted ones would know the texts that a fold is measured on.
const ROUGH: [(&str, f32); 15] = [
    ("gap_ar", -3.0),
    ("gap_en", -3.0),
    ("one_two", -2.0),
    ("two_one", -2.0),
    ("one_many", -3.0),
    ("many_one", -3.0),
    ("more_en", -0.5),
    ("more_ar", -0.5),
    ("cross", -3.0),
    ("cross_more", -0.5),
    ("match_share", 5.0),
    ("sure_share", 5.0),
    ("mutual_share", 6.0),
    ("length", 3.0),
    ("end_mark", 1.0),
];
/// An edge less likely than this by them is left out. Not more: with 1e-5 the fit never sees many of
/// the wide beads that it must learn to refuse (`align` .961 in place of .989).
const UNLIKELY: f32 = 1e-13;

/// What the fit needs to know of one example.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// A complete text, once in each group.
    pub(crate) cases: Vec<Case>,
    pub(crate) excerpt: Option<ExcerptCase>,
}

/// Works out all features of an example.
pub(crate) fn prepare(example: &Example, number: usize) -> Prepared {
    let Some(kind) = example.kind else {
        return Prepared {
            cases: Vec::new(),
            excerpt: Some(excerpt(example)),
        };
    };
    let copy = |group: usize| {
        let seed = (number * GROUPS.len() + group) as u64;
        case(example, (group, kind), seed)
    };
    Prepared {
        cases: (0..GROUPS.len()).map(copy).collect(),
        excerpt: None,
    }
}

/// The example as a text of a group and kind.
fn case(example: &Example, (group, kind): (usize, usize), seed: u64) -> Case {
    let (texts, band) = texts(example, group, seed);
    let lattice = Lattice::new(&texts, band, &Fixed::default());
    let mut scratch = Scratch::default();
    let features: Vec<Vector> = lattice
        .runs()
        .map(|(_, runs)| texts.features(&runs, &mut scratch))
        .collect();
    let gold = gold_edges(&lattice, &runs(example));
    let rough = rough();
    let scores: Vec<f32> = features.iter().map(|features| score(&rough, features)).collect();
    let shares = posterior(&lattice, &scores).edges;
    let wanted: Vec<bool> = shares
        .iter()
        .zip(&gold)
        .map(|(&share, &gold)| gold || share > UNLIKELY)
        .collect();
    let mut features: Vec<Vector> = kept(&features, &wanted).copied().collect();
    let gold = kept(&gold, &wanted).copied().collect();
    let lattice = lattice.only(&wanted);
    let lines = (strs(&example.texts.0), strs(&example.texts.1));
    let mut sentences = Sentences::new((&lines.0, &lines.1)).loosened(GROUPS[group].1);
    sentences.prepare(lattice.runs().map(|(_, runs)| runs));
    for ((_, runs), features) in lattice.runs().zip(&mut features) {
        sentences.fill(&runs, features);
    }
    Case {
        lattice,
        features,
        gold,
        profile: group * KINDS.len() + kind,
        weight: example.weight,
    }
}

fn rough() -> Vector {
    let mut out = [0.0; COUNT];
    for (to, name) in out.iter_mut().zip(NAMES) {
        let weight = ROUGH.iter().find(|(of, _)| *of == name);
        *to = weight.map_or(0.0, |(_, weight)| *weight);
    }
    out
}

fn texts(example: &Example, group: usize, seed: u64) -> (Texts, Band) {
    let (mut arabic, mut english) = sides(example);
    let (_, share, spread) = GROUPS[group];
    let mut band = band::find(&arabic.line_vectors(), &english.line_vectors());
    if group > 0 {
        loosen(&mut arabic, (share, spread), 2 * seed);
        loosen(&mut english, (share, spread), 2 * seed + 1);
        band = Band::full(arabic.len(), english.len());
    }
    let evidence = Evidence::new(&arabic, &english, &band, None);
    let ratio = length_ratio::of_beads(&arabic, &english, &runs(example));
    let texts = Texts {
        turns: None,
        headings: None,
        arabic,
        english,
        evidence,
        ratio,
    };
    (texts, band)
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
    let evidence = Evidence::of_pairs((&arabic, &english), reach, None, |i, j| wanted.holds(i, j));
    let texts = Texts {
        turns: None,
        headings: None,
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
    ExcerptCase {
        web,
        features,
        gold,
        weight: example.weight,
    }
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
