//! A workspace over its life: revisions, decisions, undo, exports, kills.

use std::fs;
use std::process::{Command, Stdio};

use muqabala::format::aligned::tmx;

use crate::suite::cli::{corpus, muqabala, ok, workspace};

fn excerpts() -> String {
    fs::read_to_string(corpus("al-ahd-musleh/excerpts.en.txt")).unwrap()
}

/// Puts a doubled word into the excerpts, so that there is something to decide on.
fn with_slip() -> String {
    excerpts().replacen("the Iraqi-Syrian border", "the the Iraqi-Syrian border", 1)
}

fn finding(folder: &std::path::Path) -> String {
    let args = [
        "check",
        "musleh",
        "--rule",
        "repeated-word",
        "--format",
        "jsonl",
        "--fail-on",
        "never",
    ];
    let line = ok(folder, &args);
    let value: serde_json::Value = serde_json::from_str(line.lines().next().unwrap()).unwrap();
    value["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_changed_rendering_becomes_a_revision_and_the_diff_shows_the_words() {
    let folder = workspace();
    fs::write(folder.path().join("again.txt"), with_slip()).unwrap();
    let run = muqabala(folder.path(), &["add", "again.txt", "--to", "musleh"]);
    assert!(run.err.contains("revision 2"), "{run:?}");
    let diff = ok(folder.path(), &["diff", "musleh", "--words"]);
    assert!(
        diff.contains("along [-the-]{+the the+} Iraqi") || diff.contains("{+the +}"),
        "{diff}"
    );
    assert!(
        diff.contains("brought in: ") && diff.contains("repeated-word"),
        "{diff}"
    );
    assert!(diff.contains("1 of "), "one bead changed: {diff}");
    // The same file once more changes nothing.
    let run = muqabala(folder.path(), &["add", "again.txt", "--to", "musleh"]);
    assert!(run.err.contains("unchanged"), "{run:?}");
    ok(folder.path(), &["restore", "musleh", "1"]);
    assert_eq!(
        ok(folder.path(), &["export", "musleh", "--format", "rendering"]),
        excerpts()
    );
}

#[test]
fn a_dismissal_lives_until_its_words_change() {
    let folder = workspace();
    let add = |text: &str| {
        fs::write(folder.path().join("excerpts.en.txt"), text).unwrap();
        ok(folder.path(), &["add", "excerpts.en.txt", "--to", "musleh"]);
    };
    add(&with_slip());
    let id = finding(folder.path());
    ok(folder.path(), &["dismiss", &id[..6], "-m", "it is said so"]);
    let check = ["check", "musleh", "--rule", "repeated-word"];
    assert_eq!(muqabala(folder.path(), &check).code, Some(0));
    // A change elsewhere, also right before the sentence, leaves it alone.
    add(&with_slip().replace("Significant military", "New.\nSignificant military"));
    assert_eq!(muqabala(folder.path(), &check).code, Some(0));
    // A change of its words brings it back.
    add(&with_slip().replace("underway along", "underway all along"));
    assert_eq!(muqabala(folder.path(), &check).code, Some(1));
}

#[test]
fn decisions_are_undone_and_redone_across_runs() {
    let folder = workspace();
    fs::write(folder.path().join("excerpts.en.txt"), with_slip()).unwrap();
    ok(folder.path(), &["add", "excerpts.en.txt", "--to", "musleh"]);
    let id = finding(folder.path());
    let check = ["check", "musleh", "--rule", "repeated-word"];
    ok(folder.path(), &["fix", &id]);
    assert_eq!(
        ok(folder.path(), &["export", "musleh", "--format", "rendering"]),
        excerpts()
    );
    assert_eq!(muqabala(folder.path(), &check).code, Some(0));
    ok(folder.path(), &["undo"]);
    assert_eq!(muqabala(folder.path(), &check).code, Some(1));
    ok(folder.path(), &["redo"]);
    assert_eq!(muqabala(folder.path(), &check).code, Some(0));
    let log = ok(folder.path(), &["log", "musleh"]);
    assert!(log.contains("editor: rendering 1 revision 3: fixed"), "{log}");
    ok(folder.path(), &["sign-off", "musleh"]);
    assert!(ok(folder.path(), &["list"]).contains("signed off"));
    ok(folder.path(), &["undo", "musleh"]);
    ok(folder.path(), &["undo", "musleh"]);
    ok(folder.path(), &["undo", "musleh"]);
    // The import itself.
    ok(folder.path(), &["undo"]);
    assert_eq!(ok(folder.path(), &["list"]), "");
    assert_eq!(muqabala(folder.path(), &["undo"]).code, Some(3));
    ok(folder.path(), &["redo", "musleh"]);
    assert!(ok(folder.path(), &["list"]).contains("musleh"));
}

#[test]
fn exports_can_be_read_back() {
    let folder = workspace();
    let path = folder.path().join("out.tmx");
    ok(
        folder.path(),
        &[
            "export",
            "musleh",
            "--format",
            "tmx",
            "--lang-tags",
            "ar-IQ,en-GB",
            "-o",
            "out.tmx",
        ],
    );
    let memory = tmx::read(&fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!((memory.srclang.as_str(), memory.passed_over), ("ar-IQ", 0));
    let beads = ok(folder.path(), &["export", "musleh", "--format", "tsv"]);
    let two_sided = beads
        .lines()
        .skip(1)
        .filter(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            !fields[0].is_empty() && !fields[1].is_empty()
        })
        .count();
    assert_eq!(memory.pairs.len(), two_sided);
    assert_eq!(
        ok(folder.path(), &["export", "musleh", "--format", "rendering"]),
        excerpts()
    );
    let html = ok(folder.path(), &["export", "musleh", "--format", "html"]);
    assert!(html.contains("<td lang=\"ar\" dir=\"rtl\">") && !html.contains("<script"));
    let wrong = ["export", "musleh", "--format", "tmx", "--lang-tags", "en,ar"];
    assert_eq!(muqabala(folder.path(), &wrong).code, Some(2));
}

#[test]
fn a_rendering_goes_back_in_its_own_encoding_also_through_a_pipe() {
    let folder = workspace();
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(excerpts().encode_utf16().flat_map(u16::to_le_bytes));
    fs::write(folder.path().join("wide.txt"), &bytes).unwrap();
    ok(
        folder.path(),
        &["add", "wide.txt", "--to", "musleh", "--label", "wide"],
    );
    let export = ["export", "musleh", "--rendering", "wide", "--format", "rendering"];
    let output = Command::new(env!("CARGO_BIN_EXE_muqabala"))
        .current_dir(folder.path())
        .args(export)
        .output()
        .unwrap();
    assert_eq!(output.stdout, bytes);
    ok(folder.path(), &[export.as_slice(), &["-o", "back.txt"]].concat());
    assert_eq!(fs::read(folder.path().join("back.txt")).unwrap(), bytes);
}

#[test]
fn names_and_texts_with_markup_are_escaped_in_the_page() {
    let folder = tempfile::tempdir().unwrap();
    ok(folder.path(), &["init"]);
    fs::write(folder.path().join("ar.txt"), "<b>قاسم</b>: \"نعم\" & لا.\n").unwrap();
    fs::write(
        folder.path().join("en.txt"),
        "<script>alert(1)</script> \"Yes\" & no.\n",
    )
    .unwrap();
    let add = ["add", "ar.txt", "en.txt", "--id", "<x>\"&", "--title", "<i>t</i>"];
    ok(folder.path(), &add);
    let html = ok(folder.path(), &["export", "<x>\"&", "--format", "html"]);
    for raw in ["<script", "<b>قاسم", "<i>t", "<x>"] {
        assert!(!html.contains(raw), "{raw} is not escaped");
    }
}

#[test]
fn a_store_in_use_is_waited_for_or_named() {
    let folder = workspace();
    let holder = muqabala::store::Holder {
        pid: 4711,
        host: "desk".to_owned(),
        command: "muqabala review".to_owned(),
        since: "2024-12-02T10:00:00Z".to_owned(),
    };
    let held = muqabala::store::DiskStore::open(folder.path(), holder).unwrap();
    let run = muqabala(folder.path(), &["list", "--wait", "0"]);
    assert_eq!(run.code, Some(4));
    assert!(
        run.err.contains("muqabala review") && run.err.contains("4711"),
        "{}",
        run.err
    );
    let waiting = Command::new(env!("CARGO_BIN_EXE_muqabala"))
        .current_dir(folder.path())
        .args(["list", "--wait", "60"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(held);
    let output = waiting.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8(output.stdout).unwrap().contains("musleh"));
}

/// Kills the program at ever later moments while it imports revisions: what it said to be done
/// is there, and no import is there by half.
#[test]
fn what_was_acknowledged_outlives_a_kill() {
    let folder = workspace();
    let revision = || -> usize {
        let line = ok(folder.path(), &["list", "--format", "jsonl"]);
        let value: serde_json::Value = serde_json::from_str(line.trim()).unwrap();
        value["renderings"][0]["revision"].as_u64().unwrap() as usize
    };
    let mut done = revision();
    for round in 0..24_usize {
        let text = excerpts().replacen("reinforcements", &format!("reinforcements {round}"), 1);
        fs::write(folder.path().join("excerpts.en.txt"), text).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_muqabala"))
            .current_dir(folder.path())
            .args(["add", "excerpts.en.txt", "--to", "musleh", "--quiet"])
            .spawn()
            .unwrap();
        let mut acknowledged = false;
        // Spinning, for a moment that differs from round to round.
        for _ in 0..round * round * 400 {
            if let Some(status) = child.try_wait().unwrap() {
                acknowledged = status.success();
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let now = revision();
        assert!(
            now == done + 1 || (!acknowledged && now == done),
            "round {round}: {now} after {done}"
        );
        done = now;
        ok(folder.path(), &["check", "musleh", "--fail-on", "never"]);
    }
}

#[test]
fn another_interview_with_another_rendering_of_the_same_words_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let lines = |first: &str| {
        format!("{first}\n\nThe schools will open on Sunday.\n\nThe river rose by two metres.\n")
    };
    put(
        "one.ar.txt",
        "لم يخرج أي مقاتل عراقي من العراق إلى سوريا.\n\nستفتح المدارس يوم الأحد.\n\nارتفع النهر مترين.\n",
    );
    put("one.en.txt", &lines("No Iraqi fighter has left Iraq for Syria."));
    put(
        "two.ar.txt",
        "لم يخرج أي مقاتل عراقي من العراق إلى سوريا.\n\nستفتح المدارس يوم الأحد.\n\nارتفع النهر مترين.\n",
    );
    put(
        "two.en.txt",
        &lines("Not a single fighter from Iraq went out to Syria."),
    );
    ok(folder.path(), &["init"]);
    for id in ["one", "two"] {
        let files = [format!("{id}.ar.txt"), format!("{id}.en.txt")];
        ok(folder.path(), &["add", &files[0], &files[1], "--id", id]);
    }
    let check = |id: &str| {
        let args = [
            "check",
            id,
            "--rule",
            "target-differs",
            "--format",
            "jsonl",
            "--fail-on",
            "never",
        ];
        ok(folder.path(), &args)
    };
    let found = check("two");
    assert!(
        found.contains("one: No Iraqi fighter has left Iraq for Syria."),
        "{found}"
    );
    assert!(
        !found.contains("open on Sunday"),
        "equal renderings pass: {found}"
    );
    assert!(check("one").contains("two: Not a single fighter"), "both ways");
}
