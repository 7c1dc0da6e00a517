//! What a workspace learns, and aligning an interview anew with what people set.

use std::fs;
use std::path::Path;

use crate::suite::cli::{muqabala, ok};

/// The Arabic line that each English one of `tests/align/terms` renders, for readers who know the words.
const RIGHT: [usize; 5] = [0, 3, 4, 5, 6];

/// How many English lines are in a bead with the line that they render, and with one more at most.
fn right(beads: &str) -> usize {
    let lines = |list: &str| -> Vec<usize> { list.split(',').filter_map(|n| n.parse().ok()).collect() };
    let pairs = beads.lines().filter_map(|bead| bead.split_once('\t'));
    pairs
        .flat_map(|(arabic, english)| lines(english).into_iter().map(move |e| (lines(arabic), e)))
        .filter(|(arabic, e)| arabic.contains(&RIGHT[*e]) && arabic.len() <= 2)
        .count()
}

/// A workspace with the list of invented words, and the lesson beside it.
fn terms() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/align/terms");
    for name in ["ar.txt", "en.txt", "lesson.tsv"] {
        fs::copy(from.join(name), folder.path().join(name)).unwrap();
    }
    ok(folder.path(), &["init"]);
    ok(folder.path(), &["add", "ar.txt", "en.txt", "--id", "list"]);
    folder
}

fn beads(folder: &Path, args: &[&str]) -> String {
    let all = [&["align", "list", "--format", "beads"], args].concat();
    ok(folder, &all)
}

#[test]
fn learnt_words_align_what_the_shipped_lexicon_cannot() {
    let folder = terms();
    let before = beads(folder.path(), &[]);
    assert!(
        right(&before) <= 2,
        "the words are known without a lesson: {before}"
    );
    ok(folder.path(), &["learn", "--from", "lesson.tsv"]);
    let after = beads(folder.path(), &[]);
    assert_eq!(right(&after), 5, "{after}");
    let list = ok(folder.path(), &["learn", "--list"]);
    assert_eq!(list.lines().count(), 7, "{list}");
    assert!(
        list.contains("drabble\t2 of 2 and 2\t") && list.contains("lesson.tsv 1; lesson.tsv 2"),
        "{list}"
    );
    let explained = ok(folder.path(), &["align", "list", "--explain"]);
    assert!(
        explained.contains("learnt: \u{2068}مردغان\u{2069} = veltrish (2 of 2 and 2, "),
        "{explained}"
    );
    ok(folder.path(), &["learn", "--forget", "lesson.tsv"]);
    assert_eq!(ok(folder.path(), &["learn", "--list"]), "");
    assert_eq!(beads(folder.path(), &[]), before);
    assert_eq!(
        muqabala(folder.path(), &["learn", "--forget", "lesson.tsv"]).code,
        Some(3)
    );
}

#[test]
fn confirmed_beads_teach() {
    let folder = terms();
    let lesson = fs::read_to_string(folder.path().join("lesson.tsv")).unwrap();
    let (arabic, english): (Vec<&str>, Vec<&str>) =
        lesson.lines().filter_map(|line| line.split_once('\t')).unzip();
    fs::write(folder.path().join("talk.ar.txt"), arabic.join("\n")).unwrap();
    fs::write(folder.path().join("talk.en.txt"), english.join("\n")).unwrap();
    ok(
        folder.path(),
        &["add", "talk.ar.txt", "talk.en.txt", "--id", "talk"],
    );
    let run = muqabala(folder.path(), &["learn"]);
    assert!(run.err.contains("0 word pairs learnt from 0 beads"), "{run:?}");
    for at in 0..arabic.len() {
        let at = at.to_string();
        ok(folder.path(), &["link", "talk", &at, &at]);
    }
    let run = muqabala(folder.path(), &["learn", "talk"]);
    assert!(run.err.contains("7 word pairs learnt from 15 beads"), "{run:?}");
    assert!(ok(folder.path(), &["learn", "--list"]).contains("confirmed beads"));
    assert_eq!(right(&beads(folder.path(), &[])), 5);
    assert_eq!(muqabala(folder.path(), &["learn", "nobody"]).code, Some(3));
}

#[test]
fn what_people_set_is_kept_or_dropped_as_they_say() {
    let folder = terms();
    ok(folder.path(), &["link", "list", "2", "1"]);
    let refused = muqabala(folder.path(), &["align", "list"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(refused.err.contains("--keep-confirmed"), "{refused:?}");
    let kept = beads(folder.path(), &["--keep-confirmed"]);
    assert!(kept.contains("2\t1\n"), "{kept}");
    let shown = ok(folder.path(), &["show", "list"]);
    assert!(shown.contains("[2 ↔ 1] 1.00 pinned"), "{shown}");
    ok(folder.path(), &["learn", "--from", "lesson.tsv"]);
    assert!(beads(folder.path(), &["--keep-confirmed"]).contains("2\t1\n"));
    assert_eq!(right(&beads(folder.path(), &["--anew"])), 5);
    assert!(!ok(folder.path(), &["show", "list"]).contains("pinned"));
}
