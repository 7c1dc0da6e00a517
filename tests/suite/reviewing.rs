//! Reviewing from the command line: many decisions at once, alignment by hand, versions, signing.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::suite::cli::{corpus, muqabala, ok};

/// A workspace with the shipped interview on palms and its flawed translation, by `ann`.
fn palms() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    ok(folder.path(), &["init"]);
    let ar = corpus("basra-palms/interview.ar.txt");
    fs::copy(
        corpus("basra-palms/translation.en.txt"),
        folder.path().join("en.txt"),
    )
    .unwrap();
    let args = [
        "add",
        ar.to_str().unwrap(),
        "en.txt",
        "--id",
        "palms",
        "--author",
        "ann",
    ];
    ok(folder.path(), &args);
    folder
}

/// The beads as `export` gives them: source and target segments with the status.
fn beads(folder: &Path) -> Vec<(Vec<u64>, Vec<u64>, String)> {
    let numbers = |value: &Value| -> Vec<u64> {
        let list = value.as_array().unwrap().iter();
        list.map(|segment| segment["segment"].as_u64().unwrap()).collect()
    };
    ok(folder, &["export", "palms", "--format", "jsonl"])
        .lines()
        .map(|line| {
            let bead: Value = serde_json::from_str(line).unwrap();
            let status = bead["status"].as_str().unwrap().to_owned();
            (numbers(&bead["source"]), numbers(&bead["target"]), status)
        })
        .collect()
}

/// The status of the bead of exactly these segments.
fn status(folder: &Path, source: &[u64], target: &[u64]) -> Option<String> {
    let found = beads(folder)
        .into_iter()
        .find(|(s, t, _)| s == source && t == target);
    found.map(|(_, _, status)| status)
}

#[test]
fn many_are_decided_at_once_and_taken_back_at_once() {
    let folder = palms();
    let at = folder.path();
    let filter = "check=misspelling,repeated-word,omission";
    let run = muqabala(at, &["fix", "--where", filter]);
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.err.contains("“electrcity”: fixed"), "{run:?}");
    assert!(run.err.contains("not fixed: it has no suggestion"), "{run:?}");
    let text = ok(at, &["export", "palms", "--format", "rendering"]);
    assert!(text.contains("electricity,") && !text.contains("the the"));
    ok(at, &["undo"]);
    let text = ok(at, &["export", "palms", "--format", "rendering"]);
    assert_eq!(text, fs::read_to_string(at.join("en.txt")).unwrap());
    // An error needs a reason; the refusal says so for each, and nothing was done.
    let run = muqabala(at, &["dismiss", "--where", "check=number-scale"]);
    assert_eq!(run.code, Some(3));
    assert!(run.err.contains("it is an error: say why"), "{run:?}");
    let run = muqabala(
        at,
        &["dismiss", "--where", "check=number-scale", "-m", "as he said it"],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    let again = muqabala(at, &["dismiss", "--where", "check=number-scale", "-m", "x"]);
    assert!(again.err.contains("no finding meets the conditions"), "{again:?}");
    let run = muqabala(at, &["reopen", "--where", "decision=dismissed"]);
    assert!(run.err.contains("findings open"), "{run:?}");
    assert_eq!(muqabala(at, &["accept", "--where", "colour=red"]).code, Some(2));
}

#[test]
fn a_cut_segment_lives_on_through_edits_imports_and_undo() {
    let folder = palms();
    let at = folder.path();
    let before = beads(at);
    let list = ok(at, &["export", "palms", "--format", "jsonl"]);
    let line: Value = serde_json::from_str(list.lines().nth(5).unwrap()).unwrap();
    let target = &line["target"][0];
    let segment = target["segment"].as_u64().unwrap().to_string();
    let text = target["text"].as_str().unwrap();
    let words: Vec<&str> = text.split(' ').collect();
    let second = words[words.len() / 2..].join(" ");
    ok(at, &["split", "palms", &segment, "--before", &second]);
    let after = beads(at);
    assert_eq!(after.len(), before.len());
    assert_eq!(after[5].1.len(), before[5].1.len() + 1);
    // The second part goes to the row after, and stays cut when the text comes in anew.
    let cut = (segment.parse::<usize>().unwrap() + 1).to_string();
    ok(at, &["move", "palms", &cut, "down"]);
    let moved = beads(at);
    assert_eq!(moved[6].1.first(), Some(&cut.parse::<u64>().unwrap()));
    assert_eq!(moved[6].2, "pinned");
    let fresh = fs::read_to_string(at.join("en.txt"))
        .unwrap()
        .replacen("Good evening", "Good morning", 1);
    fs::write(at.join("en.txt"), fresh).unwrap();
    ok(at, &["add", "en.txt", "--to", "palms"]);
    assert_eq!(beads(at)[6], moved[6], "cut and pin live on");
    for _ in 0..3 {
        ok(at, &["undo", "palms"]);
    }
    assert_eq!(beads(at), before);
    assert_eq!(
        muqabala(at, &["split", "palms", "3", "--before", "zzz"]).code,
        Some(3)
    );
}

#[test]
fn pins_reasons_and_their_release() {
    let folder = palms();
    let at = folder.path();
    ok(at, &["pin", "palms", "0", "0"]);
    assert_eq!(status(at, &[0], &[0]).as_deref(), Some("pinned"));
    ok(at, &["release", "palms", "0", "0"]);
    assert_eq!(status(at, &[0], &[0]).as_deref(), Some("auto"));
    ok(at, &["null", "palms", "-", "0", "-m", "said by the channel"]);
    assert_eq!(status(at, &[], &[0]).as_deref(), Some("pinned"));
    assert!(ok(at, &["log", "palms"]).contains("said by the channel"));
    assert!(ok(at, &["show", "palms"]).contains("said by the channel"));
    assert_eq!(
        muqabala(at, &["null", "palms", "0", "1", "-m", "x"]).code,
        Some(3)
    );
    ok(at, &["undo"]);
    assert_eq!(status(at, &[0], &[0]).as_deref(), Some("auto"));
}

#[test]
fn versions_are_shown_compared_and_traced() {
    let folder = palms();
    let at = folder.path();
    ok(
        at,
        &[
            "fix",
            "--where",
            "check=misspelling and severity=warning",
            "--author",
            "bob",
        ],
    );
    assert!(ok(at, &["show", "palms", "1"]).contains("electrcity"));
    assert!(!ok(at, &["show", "palms"]).contains("electrcity"));
    assert_eq!(muqabala(at, &["show", "palms", "7"]).code, Some(3));
    let diff = ok(at, &["diff", "palms", "1..2"]);
    assert!(diff.contains("fixed: ") && diff.contains("+ en │"), "{diff}");
    let lines = ok(at, &["diff", "palms", "1..2", "--format", "jsonl"]);
    assert!(lines.contains("\"finding\":\"gone\"") && lines.contains("\"finding\":\"kept\""));
    let blame = ok(at, &["blame", "palms"]);
    assert_eq!(
        blame.lines().filter(|line| line.contains("\tbob\t")).count(),
        1,
        "{blame}"
    );
    ok(at, &["restore", "palms", "1"]);
    let blame = ok(at, &["blame", "palms"]);
    assert!(blame.lines().all(|line| line.contains("\tann\t")), "{blame}");
}

#[test]
fn nobody_signs_off_their_own_words_where_that_is_asked_for() {
    let folder = palms();
    let at = folder.path();
    fs::write(at.join("muqabala.toml"), "sign-off = \"another\"\n").unwrap();
    let run = muqabala(at, &["sign-off", "palms", "--author", "ann"]);
    assert_eq!(run.code, Some(3));
    assert!(
        run.err.contains("by another person than its author: ann wrote"),
        "{run:?}"
    );
    ok(at, &["sign-off", "palms", "--author", "bob"]);
    assert!(ok(at, &["list"]).contains("signed off"));
    // Cutting a segment changes no word; a fix does, and the difference is shown.
    ok(at, &["split", "palms", "0", "--before", "and"]);
    assert!(ok(at, &["list"]).contains(": signed off"));
    ok(at, &["fix", "--where", "check=repeated-word"]);
    assert!(ok(at, &["list"]).contains("changed since sign-off"));
    assert!(ok(at, &["diff", "palms", "--since-sign-off"]).contains("[-the -]"));
    fs::write(at.join("muqabala.toml"), "sign-off = \"nobody\"\n").unwrap();
    assert_eq!(muqabala(at, &["list"]).code, Some(3));
}

/// A doubled word put into a text: the first of a few letters that stands between spaces.
fn with_slip(bytes: &[u8]) -> Vec<u8> {
    // In subtitles after the first time code, so that no header is meant.
    let code = bytes.windows(3).position(|window| window == b"-->");
    let (head, bytes) = bytes.split_at(code.unwrap_or(0));
    let is_letter = |byte: &u8| byte.is_ascii_lowercase() || *byte >= 0xC0;
    let words: Vec<&[u8]> = bytes.split(|byte| *byte == b' ').collect();
    let at = (1..words.len() - 1)
        .find(|&at| words[at].len() >= 4 && words[at].iter().all(is_letter) && words[at - 1] != words[at])
        .unwrap();
    let slip = [words[..=at].join(&b' '), words[at..].join(&b' ')].join(&b' ');
    [head, &slip].concat()
}

/// A rendering with a slip comes in, the slip is fixed, and the text goes out.
#[track_caller]
fn comes_back(source: &str, name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    ok(at, &["init"]);
    fs::write(at.join(name), with_slip(bytes)).unwrap();
    let source = corpus(&format!("basra-palms-subtitles/{source}"));
    ok(at, &["add", source.to_str().unwrap(), name, "--id", "x"]);
    ok(at, &["fix", "--where", "check=repeated-word"]);
    ok(at, &["export", "x", "--format", "rendering", "-o", "out"]);
    assert_eq!(fs::read(at.join("out")).unwrap(), bytes, "{name}");
}

#[test]
fn a_corrected_text_comes_back_equal_byte_for_byte_elsewhere() {
    let read = |name: &str| fs::read(corpus(&format!("basra-palms-subtitles/{name}"))).unwrap();
    let crlf = |bytes: &[u8]| -> Vec<u8> {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        text.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes()
    };
    let marked = |bytes: &[u8]| [b"\xEF\xBB\xBF", bytes].concat();
    comes_back("ar.srt", "en.srt", &read("en.srt"));
    comes_back("ar.srt", "dos.srt", &marked(&crlf(&read("en.srt"))));
    comes_back("ar.vtt", "en.vtt", &read("en.vtt"));
    comes_back("ar.vtt", "dos.vtt", &crlf(&read("en.vtt")));
    comes_back("en.srt", "ar.srt", &read("ar.windows-1256.srt"));
    comes_back("ar.seg.txt", "en.txt", &crlf(&read("en.seg.txt")));
}

/// Decisions one after the other, the program killed at ever later moments: what it said to be
/// done is there.
#[test]
fn acknowledged_decisions_outlive_a_kill() {
    let folder = palms();
    let at = folder.path();
    let report = ok(at, &["check", "palms", "--format", "jsonl", "--fail-on", "never"]);
    let ids: Vec<String> = report
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let mut acknowledged = Vec::new();
    for (round, id) in ids.iter().take(10).enumerate() {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_muqabala"))
            .current_dir(at)
            .args(["dismiss", id, "-m", "so it is said", "--quiet"])
            .spawn()
            .unwrap();
        for _ in 0..round * round * 6000 {
            if let Some(status) = child.try_wait().unwrap() {
                acknowledged.extend(status.success().then(|| id.clone()));
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let left = ok(at, &["check", "palms", "--format", "jsonl", "--fail-on", "never"]);
    for id in acknowledged {
        assert!(!left.contains(&format!("\"id\":\"{id}\"")), "{id} is lost");
    }
}
