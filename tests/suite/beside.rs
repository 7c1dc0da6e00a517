//! Word list and name list, kept from other processes while the review page is served.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::suite::cli::{corpus, ok};

/// A review server; it ends with the test.
struct Server(Child);

impl Server {
    /// Serves the workspace; it has the store when its first line is out.
    fn start(folder: &Path) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_muqabala"))
            .current_dir(folder)
            .args(["review", "--no-open"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.starts_with("http://127.0.0.1:"), "{line}");
        Server(child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn lines(folder: &Path, args: &[&str]) -> Vec<String> {
    ok(folder, args).lines().map(str::to_owned).collect()
}

#[test]
fn lists_are_kept_while_the_page_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    ok(at, &["init"]);
    let (ar, en) = (
        corpus("baghdad-deputy/interview.ar.txt"),
        corpus("baghdad-deputy/translation.en.txt"),
    );
    let texts = [ar.to_str().unwrap(), en.to_str().unwrap()];
    ok(at, &["add", texts[0], texts[1], "--id", "palms"]);
    let check = ["check", "palms", "--rule", "misspelling", "--fail-on", "never"];
    assert!(ok(at, &check).contains("Commitee"));

    let server = Server::start(at);
    ok(at, &["words", "add", "commitee", "kleicha"]);
    assert!(!ok(at, &check).contains("Commitee"));
    fs::write(at.join("w.txt"), "barhi\nmadgooga\n").unwrap();
    ok(at, &["words", "import", "w.txt"]);
    ok(at, &["words", "remove", "kleicha"]);
    ok(
        at,
        &[
            "names",
            "add",
            "قاسم مصلح",
            "Qassem Musleh",
            "--variant",
            "Kassem Musleh",
        ],
    );
    fs::write(at.join("n.tsv"), "شط العرب\tShatt al-Arab\n").unwrap();
    ok(at, &["names", "import", "n.tsv"]);
    ok(at, &["names", "remove", "قاسم مصلح"]);
    ok(at, &["names", "suggest"]);
    // All at once: none is lost.
    let words = ["athaq", "brem", "chibchab", "derri", "ghaddar", "hilawi"];
    let adding = words.map(|word| {
        Command::new(env!("CARGO_BIN_EXE_muqabala"))
            .current_dir(at)
            .args(["words", "add", word, "--quiet"])
            .spawn()
            .unwrap()
    });
    for mut child in adding {
        assert!(child.wait().unwrap().success());
    }
    let mut wanted: Vec<&str> = vec!["barhi", "commitee", "madgooga"];
    wanted.extend(words);
    wanted.sort_unstable();
    assert_eq!(lines(at, &["words", "list"]), wanted);
    let names = lines(at, &["names", "export"]);
    drop(server);

    assert_eq!(lines(at, &["words", "list"]), wanted);
    assert_eq!(lines(at, &["names", "export"]), names);
    assert!(
        names
            .iter()
            .any(|line| line.starts_with("شط العرب\tShatt al-Arab"))
    );
    assert!(!names.iter().any(|line| line.contains("Musleh")));
}
