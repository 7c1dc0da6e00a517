//! The house keeps its own rules: layers, registered tests, no sockets, readable source.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order of the imports: each may name those of earlier lines with `crate::`, never
/// one beside it or below it.
const LAYERS: &[&[&str]] = &[
    &["text"],
    &["bitext"],
    &["lexicon"],
    &["format", "segment", "align", "check", "review", "eval"],
    &["store"],
    &["workbench"],
    &["report"],
    &["web"],
    &["cli"],
];

/// What a room may name; none for a folder that is no room.
fn allowed(room: &str) -> Option<Vec<&'static str>> {
    let layer = LAYERS.iter().position(|layer| layer.contains(&room))?;
    Some(LAYERS[..layer].concat())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The room that a file of `src/` is in: its folder, or its own name.
fn room(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap();
    let name = first.as_os_str().to_string_lossy();
    name.trim_end_matches(".rs").to_owned()
}

/// The rooms that a line of code names.
fn named_rooms(line: &str) -> impl Iterator<Item = String> {
    line.split("crate::").skip(1).map(|rest| {
        rest.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    })
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

#[test]
fn rooms_only_look_down() {
    let mut faults = Vec::new();
    for path in rust_files(&root().join("src")) {
        let room = room(&path);
        if ["lib", "main"].contains(&room.as_str()) {
            continue;
        }
        let allowed =
            allowed(&room).unwrap_or_else(|| panic!("{}: room {room} is in no layer", path.display()));
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            for other in named_rooms(line) {
                if !is_comment(line) && other != room && !allowed.contains(&other.as_str()) {
                    faults.push(format!("{}:{}: {other}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "rooms that look up or sideways:\n{}",
        faults.join("\n")
    );
}

#[test]
fn only_the_store_names_sled() {
    for path in rust_files(&root().join("src")) {
        let names_sled = fs::read_to_string(&path)
            .unwrap()
            .lines()
            .any(|line| !is_comment(line) && line.contains("sled::"));
        assert!(!names_sled || room(&path) == "store", "{}", path.display());
    }
}

/// Only the review page binds a port, and nothing connects over a network. While the page is
/// served, `store/relay.rs` talks to its server through a file of the workspace.
#[test]
fn no_socket_is_opened_outside_the_review_page() {
    let of_network = ["TcpStream", "TcpListener", "TcpSocket", "UdpSocket", "tokio::net"];
    let of_files = ["UnixStream", "UnixListener", "UnixDatagram"];
    let relay = root().join("src/store/relay.rs");
    for path in rust_files(&root().join("src")) {
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let names = |sockets: &[&str]| sockets.iter().any(|socket| line.contains(socket));
            let is_web = room(&path) == "web";
            let opens = (names(&of_network) && !is_web) || (names(&of_files) && !is_web && path != relay);
            assert!(
                !opens || is_comment(line),
                "{}:{}: {line}",
                path.display(),
                number + 1
            );
            let connects = line.contains("TcpStream::connect") || line.contains("UdpSocket");
            assert!(!connects, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

#[test]
fn every_file_of_the_suite_is_registered() {
    let main = fs::read_to_string(root().join("tests/main.rs")).unwrap();
    for path in rust_files(&root().join("tests/suite")) {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            main.contains(&format!("mod {stem};")),
            "{stem} is not in tests/main.rs"
        );
    }
}

#[test]
fn main_is_short_and_files_say_what_they_are() {
    let main = fs::read_to_string(root().join("src/main.rs")).unwrap();
    assert!(main.lines().count() <= 30);
    for path in rust_files(&root().join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("//!"),
            "{} does not open with //!",
            path.display()
        );
        assert!(text.lines().count() <= 800, "{} is too long", path.display());
    }
}

/// Look-alike and invisible characters stand behind names, as `\u{…}`.
#[test]
fn no_invisible_character_stands_in_the_source() {
    for folder in ["src", "tests"] {
        for path in rust_files(&root().join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            let hidden = text.char_indices().find(|(_, c)| {
                matches!(*c, '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
                    | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
            });
            if let Some((at, c)) = hidden {
                let line = text[..at].lines().count();
                panic!("{}:{line}: {}", path.display(), c.escape_unicode());
            }
        }
    }
}
