//! The command line as scripts see it: streams, exit codes, formats, bad input.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run of the program gave.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

pub(super) fn muqabala(folder: &Path, args: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_muqabala"))
        .current_dir(folder)
        .args(args)
        .env("USER", "editor")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[track_caller]
pub(super) fn ok(folder: &Path, args: &[&str]) -> String {
    let run = muqabala(folder, args);
    assert_eq!(run.code, Some(0), "{args:?}: {run:?}");
    run.out
}

pub(super) fn corpus(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").join(file)
}

/// A workspace with the shipped interview and its excerpts.
pub(super) fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    ok(folder.path(), &["init"]);
    let (ar, en) = (
        corpus("al-ahd-musleh/interview.ar.txt"),
        corpus("al-ahd-musleh/excerpts.en.txt"),
    );
    let files = [ar.to_str().unwrap(), en.to_str().unwrap()];
    let args = ["add", files[0], files[1], "--id", "musleh", "--policy", "excerpt"];
    ok(folder.path(), &args);
    folder
}

fn jsonl(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

const AR: &str = "المذيع: هل خرج أحد؟\nقاسم مصلح: غادروا البلاد أمس.\n";
const EN: &str = "Host: Did anyone leave?\nQassem Musleh: They left the the country yesterday.\n";

fn two_files() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ar.txt"), AR).unwrap();
    fs::write(folder.path().join("en.txt"), EN).unwrap();
    folder
}

#[test]
fn a_finding_has_the_fields_that_scripts_rely_on_in_their_order() {
    let folder = two_files();
    let args = [
        "check",
        "ar.txt",
        "en.txt",
        "--rule",
        "repeated-word",
        "--format",
        "jsonl",
    ];
    let run = muqabala(folder.path(), &args);
    assert_eq!(run.code, Some(1), "{run:?}");
    let findings = jsonl(&run.out);
    let keys: Vec<&str> = findings[0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        [
            "schema",
            "id",
            "check",
            "severity",
            "confidence",
            "side",
            "start",
            "end",
            "text",
            "line",
            "message",
            "suggestions",
            "related",
            "evidence",
            "speaker",
            "time",
            "fingerprint",
            "source_segments",
            "target_segments",
            "pair",
            "group",
            "decision"
        ]
    );
    let (start, end) = (
        findings[0]["start"].as_u64().unwrap() as usize,
        findings[0]["end"].as_u64().unwrap() as usize,
    );
    let chars: String = EN.chars().skip(start).take(end - start).collect();
    assert_eq!(
        (chars.as_str(), &findings[0]["text"]),
        ("the the", &Value::from("the the"))
    );
    assert_eq!(findings[0]["line"], 2);
    assert_eq!(findings[0]["side"], "en");
}

#[test]
fn fail_on_decides_the_exit_code() {
    let folder = two_files();
    for (fail_on, code) in [("error", 0), ("warning", 1), ("info", 1), ("never", 0)] {
        let args = [
            "check",
            "ar.txt",
            "en.txt",
            "--rule",
            "repeated-word",
            "--fail-on",
            fail_on,
        ];
        assert_eq!(muqabala(folder.path(), &args).code, Some(code), "{fail_on}");
    }
}

#[test]
fn aligned_segments_come_out_as_beads_whatever_is_stored_nearby() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ar.txt"), "هل خرج أحد؟\nغادروا البلاد أمس.\n").unwrap();
    fs::write(
        folder.path().join("en.txt"),
        "Did anyone leave?\nThey left the country yesterday.\n",
    )
    .unwrap();
    let args = [
        "align",
        "ar.txt",
        "en.txt",
        "--segmented",
        "--policy",
        "full",
        "--format",
        "beads",
    ];
    assert_eq!(ok(folder.path(), &args), "0\t0\n1\t1\n");
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        2,
        "a store was made"
    );
}

#[test]
fn running_text_is_aligned_as_jsonl_with_code_points() {
    let folder = two_files();
    let beads = jsonl(&ok(
        folder.path(),
        &["align", "ar.txt", "en.txt", "--format", "jsonl"],
    ));
    let bead = &beads[0];
    let keys: Vec<&str> = bead.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["source", "target", "confidence", "status"]);
    for (side, raw) in [("source", AR), ("target", EN)] {
        for bead in &beads {
            for piece in bead[side].as_array().unwrap() {
                let (start, end) = (
                    piece["start"].as_u64().unwrap() as usize,
                    piece["end"].as_u64().unwrap() as usize,
                );
                let text: String = raw.chars().skip(start).take(end - start).collect();
                assert_eq!(piece["text"], Value::from(text));
            }
        }
    }
}

#[test]
fn stdin_is_a_file_called_minus() {
    let folder = two_files();
    let mut child = Command::new(env!("CARGO_BIN_EXE_muqabala"))
        .current_dir(folder.path())
        .args(["segment", "-"])
        .stdin(fs::File::open(folder.path().join("en.txt")).unwrap())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = String::new();
    std::io::Read::read_to_string(child.stdout.as_mut().unwrap(), &mut out).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(out, "Did anyone leave?\nThey left the the country yesterday.\n");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = two_files();
    let mut child = Command::new(env!("CARGO_BIN_EXE_muqabala"))
        .current_dir(folder.path())
        .args(["licenses"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap().as_str()
        ),
        (Some(0), "")
    );
}

/// Files that are no texts, or no pair, with the words that say so.
fn bad_files(folder: &Path) -> Vec<(&'static str, &'static str)> {
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    write("empty.txt", b"");
    write("blank.txt", b" \n\n\t");
    write(
        "binary.txt",
        &(0..3000_u32).map(|i| (i * 7919 % 256) as u8).collect::<Vec<_>>(),
    );
    write("zero.txt", b"ab\0cd");
    write("marks.txt", "؟! … – ٣٫".as_bytes());
    let mut surrogate = vec![0xFF, 0xFE];
    surrogate.extend("سلام ".encode_utf16().flat_map(u16::to_le_bytes));
    surrogate.extend([0x00, 0xD8, b'a', 0]);
    write("surrogate.txt", &surrogate);
    write("english.txt", b"Only English here, and no Arabic.");
    vec![
        ("missing.txt", "there is no such file"),
        ("empty.txt", "empty"),
        ("blank.txt", "empty"),
        ("binary.txt", "not a text file"),
        ("zero.txt", "zero byte"),
        ("marks.txt", "no Arabic and no Latin letter"),
        ("surrogate.txt", "UTF-16LE"),
        ("english.txt", "both English"),
        ("en.txt", "both English"),
        (".", "folder"),
    ]
}

#[test]
fn bad_input_has_a_clear_message_and_exit_code_three() {
    let folder = two_files();
    for (file, message) in bad_files(folder.path()) {
        for args in [vec!["check", file, "en.txt"], vec!["align", file, "en.txt"]] {
            let run = muqabala(folder.path(), &args);
            assert_eq!(run.code, Some(3), "{args:?}: {run:?}");
            assert!(run.err.contains(message), "{args:?}: {}", run.err);
            assert!(!run.err.contains("panicked"), "{args:?}: {}", run.err);
            assert_eq!(run.out, "");
        }
    }
}

#[test]
fn bad_input_leaves_the_store_as_it_was() {
    let folder = workspace();
    fs::write(folder.path().join("en.txt"), EN).unwrap();
    let marker = || fs::read_to_string(folder.path().join(".muqabala/workbench.json")).unwrap();
    let (before, listed) = (marker(), ok(folder.path(), &["list"]));
    for (file, _) in bad_files(folder.path()) {
        let run = muqabala(folder.path(), &["add", file, "en.txt", "--id", "new"]);
        assert_eq!(run.code, Some(3), "{file}: {run:?}");
        if file != "english.txt" && file != "en.txt" {
            let run = muqabala(folder.path(), &["add", file, "--to", "musleh"]);
            assert_eq!(run.code, Some(3), "{file}: {run:?}");
        }
    }
    assert_eq!((marker(), ok(folder.path(), &["list"])), (before, listed));
}

#[test]
fn a_wrong_encoding_is_named_and_the_right_one_read() {
    let folder = two_files();
    let bytes = encoding_rs::WINDOWS_1256.encode(AR).0.into_owned();
    fs::write(folder.path().join("old.txt"), bytes).unwrap();
    let run = muqabala(
        folder.path(),
        &["check", "old.txt", "en.txt", "--encoding", "utf-8"],
    );
    assert_eq!(run.code, Some(3));
    assert!(run.err.contains("is not UTF-8"), "{}", run.err);
    let args = ["check", "old.txt", "en.txt", "--fail-on", "never"];
    let run = muqabala(folder.path(), &args);
    assert_eq!(run.code, Some(0));
    assert!(run.err.contains("windows-1256"), "{}", run.err);
}

#[test]
fn swapped_texts_are_noticed_and_said() {
    let folder = two_files();
    let run = muqabala(
        folder.path(),
        &[
            "check",
            "en.txt",
            "ar.txt",
            "--direction",
            "ar-en",
            "--fail-on",
            "never",
        ],
    );
    assert_eq!(run.code, Some(0));
    assert!(run.err.contains("swapped"), "{}", run.err);
    let straight = ok(
        folder.path(),
        &["check", "ar.txt", "en.txt", "--fail-on", "never"],
    );
    assert_eq!(run.out, straight, "handled as if they stood right");
    let run = muqabala(
        folder.path(),
        &["check", "en.txt", "ar.txt", "--fail-on", "never"],
    );
    assert!(run.err.contains("English into Arabic"), "{}", run.err);
}

#[test]
fn a_line_of_fifty_megabytes_ends_in_a_message() {
    let folder = two_files();
    let line = "كلمة ".repeat(50_000_000 / 9);
    fs::write(folder.path().join("long.txt"), line).unwrap();
    let run = muqabala(folder.path(), &["check", "long.txt", "en.txt"]);
    assert_eq!(run.code, Some(3), "{}", run.err);
    assert!(run.err.contains("long.txt, line 1"), "{}", run.err);
}

#[test]
fn usage_is_exit_code_two() {
    let folder = two_files();
    for args in [
        vec!["check", "ar.txt", "en.txt", "--policy", "half"],
        vec!["check", "--only", "en.txt", "--pairs", "x"],
        vec!["align", "-", "-"],
        vec!["add", "en.txt"],
        vec!["nothing"],
        vec!["explain", "repeted-word"],
    ] {
        assert_eq!(muqabala(folder.path(), &args).code, Some(2), "{args:?}");
    }
}

#[test]
fn a_wrong_place_is_an_error_never_a_new_store() {
    let folder = tempfile::tempdir().unwrap();
    for args in [vec!["list"], vec!["check"], vec!["-C", "nowhere", "list"]] {
        let run = muqabala(folder.path(), &args);
        assert!(matches!(run.code, Some(3 | 4)), "{run:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn pairs_are_read_from_a_file_and_bad_lines_named() {
    let folder = tempfile::tempdir().unwrap();
    let good = r#"{"id":"a","ar":"غادروا.","en":"They left left.","direction":"ar-en","more":1}"#;
    fs::write(
        folder.path().join("p.jsonl"),
        format!("{good}\nnot a pair\n{good}\n"),
    )
    .unwrap();
    let args = [
        "check",
        "--pairs",
        "p.jsonl",
        "--rule",
        "repeated-word",
        "--format",
        "jsonl",
    ];
    let run = muqabala(folder.path(), &args);
    assert_eq!(run.code, Some(3));
    assert!(run.err.contains("p.jsonl, line 2"), "{}", run.err);
    let lines = jsonl(&run.out);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0], lines[1]);
    assert_eq!(lines[0]["pair"], "a");
}
