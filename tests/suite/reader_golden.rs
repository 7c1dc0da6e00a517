//! The reader against the scores that came with its weights, where they are at hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use muqabala::lexicon::reader::{Class, Reading, read_all};
use muqabala::text::Lang;
use serde_json::Value;

/// Every so many pairs are read, besides those with scores for each piece; all of them with
/// `MUQABALA_GOLDEN=all`.
const EVERY: usize = 24;

fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if !shared.join("reader").is_dir() || !shared.join("gold").is_dir() {
        println!("skipped: no ../shared/reader here");
        return None;
    }
    Some(shared)
}

/// The texts of the pairs of a set, Arabic first, by their id.
fn texts(shared: &Path, set: &str) -> BTreeMap<(String, String), (String, String)> {
    let lines = std::fs::read_to_string(shared.join(format!("gold/{set}/pairs.jsonl"))).unwrap();
    let pair = |line: &str| {
        let pair: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| pair[key].as_str().unwrap().to_owned();
        ((set.to_owned(), text("id")), (text("ar"), text("en")))
    };
    lines.lines().map(pair).collect()
}

#[test]
fn scores_are_those_that_came_with_the_weights() {
    let Some(shared) = shared() else { return };
    let golden = Command::new("gzip")
        .arg("-dc")
        .arg(shared.join("reader/golden.jsonl.gz"))
        .output();
    let golden = String::from_utf8(golden.unwrap().stdout).unwrap();
    let mut pairs = texts(&shared, "diverge");
    pairs.append(&mut texts(&shared, "diverge-wiki"));
    let all = std::env::var("MUQABALA_GOLDEN").is_ok_and(|which| which == "all");
    let golden: Vec<Value> = golden
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .enumerate()
        .filter(|(n, row): &(usize, Value)| all || row["pieces"].is_array() || n % EVERY == 0)
        .map(|(_, row)| row)
        .collect();
    let key = |row: &Value| ["set", "id"].map(|key| row[key].as_str().unwrap().to_owned());
    let chosen: Vec<(&str, &str)> = golden
        .iter()
        .map(|row| {
            let (arabic, english) = &pairs[&<(String, String)>::from(key(row))];
            (arabic.as_str(), english.as_str())
        })
        .collect();
    assert!(chosen.len() > 80);
    for (row, reading) in golden.iter().zip(read_all(&chosen)) {
        compare(row, &reading, &key(row));
    }
}

/// Holds pieces, side scores and, where the row has them, the scores of each piece to a row.
fn compare(row: &Value, reading: &Reading, name: &[String; 2]) {
    let marked = row["ids"].as_array().unwrap().len();
    let pieces: Vec<_> = Lang::ALL
        .into_iter()
        .flat_map(|lang| reading.pieces(lang))
        .collect();
    assert_eq!(pieces.len() + 4, marked, "{name:?}");
    assert_eq!(
        row["arabic_pieces"],
        reading.pieces(Lang::Arabic).len(),
        "{name:?}"
    );
    let near = |ours: f32, expected: &Value, tolerance: f64| {
        let expected = expected.as_f64().unwrap();
        assert!(
            (f64::from(ours) - expected).abs() <= tolerance,
            "{name:?}: {ours} {expected}"
        );
    };
    for (side, lang) in Lang::ALL.into_iter().enumerate() {
        for class in Class::ALL {
            near(
                reading.side(lang, class),
                &row["sides"][side][class as usize - 1],
                0.05,
            );
        }
    }
    if let Some(expected) = row["pieces"].as_array() {
        let arabic = reading.pieces(Lang::Arabic).len();
        let marks = [0, arabic + 1, arabic + 2, marked - 1];
        let has_marks = expected.len() == marked;
        let expected = expected.iter().enumerate();
        let expected = expected.filter(|(at, _)| !has_marks || !marks.contains(at));
        for (piece, (_, expected)) in pieces.iter().zip(expected) {
            for (ours, expected) in piece.scores.iter().zip(expected.as_array().unwrap()) {
                near(*ours, expected, 0.08);
            }
        }
    }
}
