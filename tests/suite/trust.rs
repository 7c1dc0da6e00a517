//! What a desk trusts the program with: its only copy, its other files, its exit codes.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::suite::cli::{muqabala, ok, workspace};

fn confirmed(folder: &Path) -> usize {
    let beads = ok(folder, &["export", "musleh", "--format", "jsonl"]);
    beads.matches("\"status\":\"confirmed\"").count()
}

/// Segments of the first bead with both sides, as `confirm` takes them.
fn some_bead(folder: &Path) -> [String; 2] {
    let table = ok(folder, &["export", "musleh", "--format", "tsv"]);
    let row = table
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<&str>>())
        .find(|row| {
            !row[0].is_empty() && !row[1].is_empty() && !row[0].contains(',') && !row[1].contains(',')
        })
        .unwrap();
    [row[0].to_owned(), row[1].to_owned()]
}

#[test]
fn init_makes_the_workspace_in_the_folder_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    ok(folder.path(), &["init", "desk"]);
    assert!(folder.path().join("desk/.muqabala").is_dir());
    assert!(!folder.path().join("desk/desk").exists());
    ok(folder.path(), &["-C", "desk", "list"]);
    ok(folder.path(), &["-C", "desk", "init", "inner"]);
    assert!(folder.path().join("desk/inner/.muqabala").is_dir());
}

#[test]
fn of_several_inits_at_once_one_makes_the_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let started: Vec<_> = (0..5)
        .map(|_| {
            Command::new(env!("CARGO_BIN_EXE_muqabala"))
                .current_dir(folder.path())
                .arg("init")
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let mut made = 0;
    for child in started {
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        match output.status.code() {
            Some(0) => made += 1,
            Some(4) => assert!(told.contains("is a workspace already"), "{told}"),
            other => panic!("{other:?}: {told}"),
        }
    }
    assert_eq!(made, 1);
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing else is left"
    );
    ok(folder.path(), &["list"]);
}

#[test]
fn aligning_anew_can_be_taken_back() {
    let folder = workspace();
    let [source, target] = some_bead(folder.path());
    ok(folder.path(), &["confirm", "musleh", &source, &target]);
    assert_eq!(confirmed(folder.path()), 1);
    for (flag, left) in [("--anew", 0), ("--keep-confirmed", 1)] {
        ok(folder.path(), &["align", "musleh", flag, "--format", "beads"]);
        assert_eq!(confirmed(folder.path()), left, "{flag}");
        let run = muqabala(folder.path(), &["undo"]);
        assert!(run.err.contains("aligned anew"), "{}", run.err);
        assert_eq!(confirmed(folder.path()), 1, "{flag}");
        ok(folder.path(), &["redo"]);
        assert_eq!(confirmed(folder.path()), left, "{flag}");
        ok(folder.path(), &["undo"]);
    }
}

#[test]
fn interviews_are_renamed_removed_and_brought_back() {
    let folder = workspace();
    let at = folder.path();
    ok(at, &["rename", "musleh", "مصلح"]);
    assert_eq!(muqabala(at, &["show", "musleh"]).code, Some(3));
    ok(at, &["show", "مصلح"]);
    ok(at, &["remove", "مصلح"]);
    assert_eq!(ok(at, &["list"]), "");
    assert!(ok(at, &["log"]).contains("removed the interview"));
    ok(at, &["undo"]);
    ok(at, &["show", "مصلح"]);
    ok(at, &["undo"]);
    ok(at, &["show", "musleh"]);
    ok(at, &["redo"]);
    ok(at, &["redo"]);
    assert_eq!(ok(at, &["list"]), "");
    ok(at, &["fsck"]);
    let run = muqabala(at, &["delete", "musleh"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("remove"), "{}", run.err);
}

#[test]
fn changed_lists_can_be_taken_back() {
    let folder = workspace();
    let at = folder.path();
    ok(at, &["words", "add", "dunams", "kleicha"]);
    ok(at, &["names", "add", "قاسم مصلح", "Qassem Musleh"]);
    ok(at, &["words", "remove", "kleicha"]);
    ok(at, &["undo"]);
    assert_eq!(ok(at, &["words", "list"]), "dunams\nkleicha\n");
    ok(at, &["undo"]);
    assert_eq!(
        ok(at, &["names", "export"])
            .lines()
            .filter(|line| line.contains("Musleh"))
            .count(),
        0
    );
    ok(at, &["redo"]);
    ok(at, &["redo"]);
    assert_eq!(ok(at, &["words", "list"]), "dunams\n");
}

#[test]
fn a_reader_who_has_seen_enough_does_not_change_the_exit_code() {
    let folder = workspace();
    for (fail_on, code) in [("info", 1), ("never", 0)] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_muqabala"))
            .current_dir(folder.path())
            .args(["check", "musleh", "--format", "jsonl", "--fail-on", fail_on])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(code), "{fail_on}");
    }
}

#[test]
fn a_note_that_is_too_long_is_refused_in_plain_words() {
    let folder = workspace();
    let line = ok(
        folder.path(),
        &["check", "musleh", "--format", "jsonl", "--fail-on", "never"],
    );
    let finding: serde_json::Value = serde_json::from_str(line.lines().next().unwrap()).unwrap();
    let long = "x".repeat(120_000);
    for command in ["comment", "dismiss", "accept"] {
        let run = muqabala(
            folder.path(),
            &[command, finding["id"].as_str().unwrap(), "-m", &long],
        );
        assert_eq!(run.code, Some(3), "{command}: {}", run.err);
        assert!(run.err.contains("expected at most 20000"), "{}", run.err);
    }
}

#[test]
fn a_file_of_somebody_elses_is_not_replaced() {
    let folder = workspace();
    let at = folder.path();
    let export = ["export", "musleh", "--format", "tsv", "-o", "out.tsv"];
    ok(at, &export);
    ok(at, &export);
    fs::write(at.join("out.tsv"), "mine").unwrap();
    assert_eq!(muqabala(at, &export).code, Some(3));
    assert_eq!(fs::read_to_string(at.join("out.tsv")).unwrap(), "mine");
    ok(at, &[&export[..], &["--force"]].concat());
    assert!(
        fs::read_to_string(at.join("out.tsv"))
            .unwrap()
            .starts_with("source_segments")
    );
    assert_eq!(
        muqabala(at, &["export", "musleh", "--format", "tsv", "-o", "/dev/null"]).code,
        Some(0)
    );
}

#[test]
fn a_backup_comes_back_and_a_damaged_store_is_repaired() {
    let folder = workspace();
    let at = folder.path();
    ok(at, &["words", "add", "dunams"]);
    let log = ok(at, &["log", "--format", "jsonl"]);
    ok(at, &["backup", "desk.mqb"]);
    assert!(ok(at, &["fsck"]).ends_with("the store is sound\n"));
    // In another folder.
    let other = tempfile::tempdir().unwrap();
    let backup = at.join("desk.mqb");
    ok(other.path(), &["restore-backup", backup.to_str().unwrap()]);
    assert_eq!(ok(other.path(), &["log", "--format", "jsonl"]), log);
    ok(other.path(), &["fsck"]);
    // Over a store that went on.
    ok(at, &["words", "add", "kleicha"]);
    ok(at, &["restore-backup", "desk.mqb"]);
    assert_eq!(ok(at, &["words", "list"]), "dunams\n");
    ok(at, &["compact"]);
    assert_eq!(ok(at, &["log", "--format", "jsonl"]), log);
    // A database of which nothing can be read.
    fs::write(at.join(".muqabala/db/db"), b"nothing").unwrap();
    let run = muqabala(at, &["list"]);
    assert_eq!(run.code, Some(4), "{run:?}");
    assert!(run.err.contains("muqabala repair"), "{}", run.err);
    assert_eq!(muqabala(at, &["fsck"]).code, Some(4));
    assert!(ok(at, &["repair"]).contains("nothing is lost"));
    assert_eq!(ok(at, &["log", "--format", "jsonl"]), log);
    assert!(ok(at, &["doctor"]).contains("sound"));
}
