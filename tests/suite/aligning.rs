//! The aligner on the interviews of `corpora/` and the other genres of `tests/align/`, figure by figure, and
//! on the gold development sets.
//!
//! The texts of both folders were written for this project and are in no training: their figures
//! stand in `tests/golden/aligning.txt`. `UPDATE=1 cargo test aligning` writes them anew.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use muqabala::align::{Constraints, Model, Request, align};
use muqabala::bitext::{Direction, Pair, Policy};
use muqabala::eval::{Scores, compare, read_beads, read_case, read_set, write_beads};

/// Name, source, target, gold, direction, policy.
const TEXTS: [(&str, [&str; 3], Direction, Policy); 10] = [
    (
        "al-ahd-musleh",
        ["interview.seg.ar.txt", "excerpts.seg.en.txt", "gold.tsv"],
        Direction::AR_EN,
        Policy::Excerpt,
    ),
    (
        "basra-palms",
        ["interview.seg.ar.txt", "translation.seg.en.txt", "gold.tsv"],
        Direction::AR_EN,
        Policy::Full,
    ),
    (
        "basra-palms",
        ["interview.seg.ar.txt", "clean.seg.en.txt", "gold.clean.tsv"],
        Direction::AR_EN,
        Policy::Full,
    ),
    (
        "baghdad-deputy",
        ["interview.seg.ar.txt", "clean.seg.en.txt", "gold.clean.tsv"],
        Direction::AR_EN,
        Policy::Full,
    ),
    (
        "children-ward",
        ["interview.seg.ar.txt", "clean.seg.en.txt", "gold.clean.tsv"],
        Direction::AR_EN,
        Policy::Full,
    ),
    (
        "dinar-talk",
        ["interview.seg.ar.txt", "clean.seg.en.txt", "gold.clean.tsv"],
        Direction::AR_EN,
        Policy::Full,
    ),
    (
        "dinar-talk",
        ["interview.seg.ar.txt", "article.seg.en.txt", "gold.article.tsv"],
        Direction::AR_EN,
        Policy::Article,
    ),
    (
        "library-flood",
        ["interview.seg.en.txt", "translation.seg.ar.txt", "gold.tsv"],
        Direction::EN_AR,
        Policy::Full,
    ),
    (
        "library-flood",
        ["interview.seg.en.txt", "clean.seg.ar.txt", "gold.clean.tsv"],
        Direction::EN_AR,
        Policy::Full,
    ),
    (
        "basra-palms-subtitles",
        ["ar.seg.txt", "en.seg.txt", "gold.tsv"],
        Direction::AR_EN,
        Policy::Full,
    ),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn aligned(source: &[String], target: &[String], direction: Direction, policy: Policy) -> String {
    let source: Vec<&str> = source.iter().map(String::as_str).collect();
    let target: Vec<&str> = target.iter().map(String::as_str).collect();
    let outcome = align(&Request {
        direction,
        policy,
        texts: Pair::new(&source, &target),
        voices: Pair::new(&[], &[]),
        constraints: &Constraints::default(),
        learnt: None,
        model: Model::embedded(),
    });
    write_beads(&outcome.unwrap().alignment)
}

/// Texts of genres that no weight was fitted to, in pairs, with the least that each pair must reach.
const GENRES: [([&str; 2], f64); 2] = [
    (["law-wells", "law-deposit"], 0.96),
    (["lit-station", "lit-aunt"], 0.72),
];

fn genre(name: &str) -> Scores {
    let case = read_case(&root().join("tests/align").join(name)).unwrap();
    let beads = aligned(
        &case.lines.source,
        &case.lines.target,
        Direction::AR_EN,
        Policy::Full,
    );
    compare(&case.beads, &read_beads(&beads).unwrap(), case.covered())
}

#[test]
fn other_genres_reach_their_floor() {
    for (names, floor) in GENRES {
        let all = names
            .iter()
            .fold(Scores::default(), |sum, name| sum.and(genre(name)));
        let f1 = all.strict.figures().f1;
        assert!(f1 >= floor, "{names:?}: {f1:.4}, expected {floor} at least");
    }
}

fn figures(scores: &Scores) -> String {
    let f1 = [scores.strict, scores.strict_gap, scores.lax].map(|counts| counts.figures().f1);
    format!("{:.3}\t{:.3}\t{:.3}", f1[0], f1[1], f1[2])
}

#[test]
fn figures_on_texts_of_no_training_are_those_written_down() {
    let mut table = String::from("text\tgold\tstrict\tstrict+gap\tlax\n");
    for (name, [source, target, gold], direction, policy) in TEXTS {
        let folder = root().join("corpora").join(name);
        let (source, target) = (lines(&folder.join(source)), lines(&folder.join(target)));
        let beads = aligned(&source, &target, direction, policy);
        let gold_beads = read_beads(&std::fs::read_to_string(folder.join(gold)).unwrap()).unwrap();
        let covers_source = policy == Policy::Full;
        let scores = compare(
            &gold_beads,
            &read_beads(&beads).unwrap(),
            Pair::new(covers_source, true),
        );
        writeln!(table, "{name}\t{gold}\t{}", figures(&scores)).unwrap();
    }
    for name in GENRES.iter().flat_map(|(names, _)| names) {
        writeln!(table, "{name}\tgold.tsv\t{}", figures(&genre(name))).unwrap();
    }
    let path = root().join("tests/golden/aligning.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &table).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    assert_eq!(table, expected, "run with UPDATE=1 if the change is meant");
}

#[test]
fn gold_sets_reach_their_floor() {
    let gold = root().join("../shared/gold");
    if !gold.is_dir() {
        println!("skipped: no gold sets beside the project");
        return;
    }
    let floors = [
        ("align", Policy::Full, 0.97),
        ("hard", Policy::Full, 0.94),
        ("complete", Policy::Full, 0.97),
        ("wide", Policy::Full, 0.9),
    ];
    for (set, policy, floor) in floors {
        let mut all = Scores::default();
        for case in read_set(&gold.join(set)).unwrap().iter().step_by(5) {
            let beads = aligned(&case.lines.source, &case.lines.target, Direction::AR_EN, policy);
            all = all.and(compare(&case.beads, &read_beads(&beads).unwrap(), case.covered()));
        }
        let f1 = all.strict.figures().f1;
        assert!(f1 >= floor, "{set}: {f1:.4}, expected {floor} at least");
    }
}

/// The same counts as the reference scorer of the gold sets gives.
#[test]
fn counts_are_those_of_the_reference_scorer() {
    let scorer = root().join("../shared/gold/score.py");
    let python = std::process::Command::new("python3").arg("--version").output();
    if !scorer.is_file() || python.is_err() {
        println!("skipped: no reference scorer, or no Python");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut all = Scores::default();
    let set = root().join("../shared/gold/hard");
    for case in read_set(&set).unwrap() {
        let (n, m) = (case.lines.source.len(), case.lines.target.len());
        let mut beads = String::new();
        for at in 0..n.max(m) {
            match (at < n, at < m) {
                (true, true) if at % 7 == 3 => writeln!(beads, "{at}\t\n\t{at}").unwrap(),
                (true, true) => writeln!(beads, "{at}\t{at}").unwrap(),
                (true, false) => writeln!(beads, "{at}\t").unwrap(),
                _ => writeln!(beads, "\t{at}").unwrap(),
            }
        }
        std::fs::write(folder.path().join(format!("{}.tsv", case.name)), &beads).unwrap();
        all = all.and(compare(&case.beads, &read_beads(&beads).unwrap(), case.covered()));
    }
    let mut command = std::process::Command::new("python3");
    command.arg(&scorer).arg(&set).arg(folder.path()).arg("--json");
    let output = command.output().unwrap();
    let theirs: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for (name, counts) in [
        ("strict", all.strict),
        ("strict+gap", all.strict_gap),
        ("lax", all.lax),
    ] {
        let figures = counts.figures();
        for (part, ours) in [
            ("precision", figures.precision),
            ("recall", figures.recall),
            ("f1", figures.f1),
        ] {
            let theirs = theirs["total"][name][part].as_f64().unwrap();
            assert!(
                (theirs - ours).abs() <= 0.000_051,
                "{name} {part}: {theirs} {ours}"
            );
        }
    }
}
