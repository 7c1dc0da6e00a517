//! How long the checks take: `cargo bench --bench checks`.
//!
//! The texts are the shipped interviews. `rules` are all checks that need neither the sentence
//! encoder nor the spelling models, on one pair of segments; `interview` is the whole default
//! profile on a document of 500 beads, on as many threads as rayon is given.

use divan::Bencher;
use divan::counter::ItemsCount;

use muqabala::bitext::{Direction, TransUnit};
use muqabala::check::{CHECKS, Check, Context, Settings, run, run_these};

/// Checks with a model of meaning, or of spelling and names.
const MODELS: &[&str] = &[
    "wrong-pairing",
    "omission",
    "addition",
    "mistranslation",
    "negation-lost",
    "negation-added",
    "misspelling",
    "name-misspelled",
    "name-mismatch",
    "name-variant",
    "name-translated",
    "confused-word",
    "arabic-misspelling",
];

fn main() {
    divan::main();
}

fn rules() -> Vec<&'static dyn Check> {
    let is_rule = |check: &&dyn Check| !MODELS.contains(&check.meta().id);
    CHECKS.iter().copied().filter(is_rule).collect()
}

/// The palm interview and its translation, bead by bead.
fn pairs() -> Vec<TransUnit> {
    let arabic: Vec<&str> = include_str!("../../corpora/basra-palms/interview.seg.ar.txt")
        .lines()
        .collect();
    let english: Vec<&str> = include_str!("../../corpora/basra-palms/clean.seg.en.txt")
        .lines()
        .collect();
    let joined = |lines: &[&str], cell: &str| {
        let numbers = cell
            .split(',')
            .filter_map(|number| number.trim().parse::<usize>().ok());
        let texts: Vec<&str> = numbers.filter_map(|at| lines.get(at).copied()).collect();
        texts.join(" ")
    };
    include_str!("../../corpora/basra-palms/gold.clean.tsv")
        .lines()
        .filter_map(|bead| bead.split_once('\t'))
        .map(|(ar, en)| (joined(&arabic, ar), joined(&english, en)))
        .filter(|(ar, en)| !ar.is_empty() && !en.is_empty())
        .map(|(ar, en)| TransUnit::of_texts(Direction::AR_EN, &ar, &en))
        .collect()
}

#[divan::bench]
fn rules_on_a_pair(bencher: Bencher<'_, '_>) {
    let (pairs, rules) = (pairs(), rules());
    let (settings, context) = (Settings::default(), Context::default());
    // The tables are read at their first use.
    divan::black_box(run_these(&rules, &pairs, &settings, &context));
    bencher.counter(ItemsCount::new(pairs.len())).bench_local(|| {
        for pair in &pairs {
            divan::black_box(run_these(&rules, std::slice::from_ref(pair), &settings, &context));
        }
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn interview_of_500_beads(bencher: Bencher<'_, '_>) {
    let long: Vec<TransUnit> = pairs().into_iter().cycle().take(500).collect();
    let (settings, context) = (Settings::default(), Context::default());
    bencher.bench_local(|| divan::black_box(run(&long, &settings, &context)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn spelling_of_the_article(bencher: Bencher<'_, '_>) {
    let article = include_str!("../../corpora/al-ahd-musleh/article.en.txt");
    let lines = article.lines().filter(|line| !line.trim().is_empty());
    let units: Vec<TransUnit> = lines
        .map(|line| {
            let mut unit = TransUnit::of_texts(Direction::AR_EN, "", line);
            unit.texts.source = None;
            unit
        })
        .collect();
    let words = article.split_whitespace().count();
    let context = Context {
        alone: true,
        ..Context::default()
    };
    let spelling: Vec<&dyn Check> = CHECKS
        .iter()
        .copied()
        .filter(|check| matches!(check.meta().id, "misspelling" | "confused-word"))
        .collect();
    bencher
        .counter(ItemsCount::new(words))
        .bench_local(|| divan::black_box(run_these(&spelling, &units, &Settings::default(), &context)));
}
