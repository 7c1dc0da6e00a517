//! Interviews as they come: running text, either direction, any number of threads.

use std::path::Path;

use muqabala::align::{Constraints, Model, Request, align};
use muqabala::bitext::{Bead, Direction, Pair, Policy};
use muqabala::eval::read_case;
use muqabala::format::Options;
use muqabala::workbench::steps::{self, Incoming, Reading};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn reading(file: &str) -> Reading {
    let path = root().join("corpora/al-ahd-musleh").join(file);
    steps::read(&Incoming {
        name: file.to_owned(),
        bytes: std::fs::read(path).unwrap(),
        options: Options::default(),
    })
    .unwrap()
}

#[test]
fn every_sentence_of_an_excerpt_finds_its_source_and_the_host_stays_out() {
    let readings = Pair::new(reading("interview.ar.txt"), reading("excerpts.en.txt"));
    let (aligned, _) = steps::align(readings, Policy::Excerpt, &Constraints::default(), None).unwrap();
    let mut rendered = 0;
    let mut of_host = 0;
    for unit in aligned.transunits() {
        let host = unit
            .source()
            .is_some_and(|text| text.speaker.as_deref() == Some("المذيع"));
        of_host += usize::from(host);
        if let Some(target) = unit.target() {
            rendered += target.segments.len();
            assert!(unit.source().is_some(), "no source: {}", target.text);
            assert!(!host, "the host: {}", target.text);
        }
    }
    assert!(rendered >= 8 && of_host >= 3, "{rendered} {of_host}");
}

fn law() -> Pair<Vec<String>> {
    read_case(&root().join("tests/align/law-wells")).unwrap().lines
}

fn beads(lines: &Pair<Vec<String>>, direction: Direction) -> Vec<Bead> {
    let lines = lines
        .as_ref()
        .map(|side| side.iter().map(String::as_str).collect::<Vec<&str>>());
    let outcome = align(&Request {
        direction,
        policy: Policy::Full,
        texts: lines.as_ref().map(Vec::as_slice),
        voices: Pair::new(&[], &[]),
        constraints: &Constraints::default(),
        learnt: None,
        model: Model::embedded(),
    });
    outcome.unwrap().alignment.beads().to_vec()
}

#[test]
fn any_number_of_threads_gives_the_same_beads() {
    let lines = law();
    let once = beads(&lines, Direction::AR_EN);
    for threads in [1, 2, 4] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let many = pool.install(|| {
            rayon::join(
                || beads(&lines, Direction::AR_EN),
                || beads(&lines, Direction::AR_EN),
            )
        });
        assert_eq!(many.0, once);
        assert_eq!(many.1, once);
    }
}

#[test]
fn exchanged_sides_give_the_exchanged_beads() {
    let lines = law();
    let swapped = Pair::new(lines.target.clone(), lines.source.clone());
    let back: Vec<Bead> = beads(&swapped, Direction::EN_AR).iter().map(Bead::swap).collect();
    let ahead = beads(&lines, Direction::AR_EN);
    assert_eq!(
        back.iter()
            .map(|bead| (bead.source(), bead.target()))
            .collect::<Vec<_>>(),
        ahead
            .iter()
            .map(|bead| (bead.source(), bead.target()))
            .collect::<Vec<_>>()
    );
}
