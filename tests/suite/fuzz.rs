//! Bytes that no person would write, through everything that reads: no panic, whatever comes.
//!
//! `PROPTEST_CASES=20000` makes it long; the suite takes a few of each. Cases that once failed are kept as
//! tests of their own beside the code that they are about.

use muqabala::bitext::Policy;
use muqabala::check::Settings;
use muqabala::format::aligned::{jsonl, taught, tmx, tsv, units};
use muqabala::format::glossary::FORMATS;
use muqabala::format::{self, name_list, word_list};
use muqabala::report::finding::Lines;
use muqabala::report::{aligned, human};
use muqabala::workbench::{Incoming, Reading, steps};
use proptest::collection::vec;
use proptest::prelude::*;

/// Pieces that mean something to one reader or another, or to nobody.
const PIECES: &[&str] = &[
    "WEBVTT",
    "WEBVTT\n\n",
    "1\n",
    "00:00:01,000 --> 00:00:02,000\n",
    "00:00:01.000 --> 00:00:02.000\n",
    "99:99:99,999 -->",
    "<v قاسم>",
    "<v >",
    "</v>",
    "<i>",
    "{\\an8}",
    "NOTE ",
    "STYLE\n",
    "\n\n",
    "\r\n",
    "\r",
    "\n",
    " ",
    "\t",
    "المذيع: ",
    "قاسم مصلح: ",
    "Host: ",
    "Q. ",
    "A. ",
    "س/ ",
    "- ",
    "[00:12:03] ",
    "(ضحك)",
    "قال إن ٢٥ جندياً",
    "he said that 25 soldiers",
    "الساعة الثالثة والنصف",
    "half past three",
    "the the ",
    "في في ",
    "و",
    "ال",
    "لا",
    "ليس",
    "not ",
    "٪",
    "%",
    "1,234.5",
    "١٬٢٣٤٫٥",
    "2024-12-02",
    "Dr. ",
    "د. ",
    "U.S. ",
    "؟",
    "?",
    "!",
    "؛",
    "،",
    "«",
    "»",
    "“",
    "”",
    "\"",
    "'",
    "(",
    ")",
    "…",
    "...",
    "\u{A0}",
    "\u{2003}",
    "\u{3000}",
    "\u{200B}",
    "\u{200D}",
    "\u{200C}",
    "\u{202E}",
    "\u{2066}",
    "\u{2069}",
    "\u{FEFF}",
    "\u{0}",
    "\u{7}",
    "\u{1B}[31m",
    "\u{64B}\u{651}",
    "ـــ",
    "ﷺ",
    "ﻻ",
    "😀",
    "\u{10FFFF}",
    "a\u{301}",
    "<termEntry>",
    "<langSet xml:lang=\"ar\">",
    "<tig><term>",
    "</term></tig>",
    "</langSet>",
    "</termEntry>",
    "<tmx version=\"1.4\"><body>",
    "<tu>",
    "</tu>",
    "<tuv xml:lang=\"en\"><seg>",
    "</seg></tuv>",
    "&amp;",
    "&#x0;",
    "&#xD800;",
    "&bogus;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "arabic\tenglish\tforbidden\tunless\tnote\n",
    "arabic,english\n",
    "{\"ar\":\"",
    "\",\"en\":\"",
    "\"}\n",
    "|",
    ",",
    "\\n",
    "#",
];

fn text() -> impl Strategy<Value = String> {
    vec(
        prop_oneof![
            8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
            2 => "[a-zA-Zء-ي٠-٩0-9 .]{1,20}",
            1 => "\\PC{1,8}",
        ],
        0..60,
    )
    .prop_map(|pieces| pieces.concat())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        6 => text().prop_map(String::into_bytes),
        1 => text().prop_map(|text| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        1 => vec(any::<u8>(), 0..400),
        2 => (text(), vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6)).prop_map(|(text, flips)| {
            let mut bytes = text.into_bytes();
            for (at, byte) in flips {
                if !bytes.is_empty() {
                    let at = at.index(bytes.len());
                    bytes[at] = byte;
                }
            }
            bytes
        }),
    ]
}

fn read(name: &str, bytes: &[u8]) -> Option<Reading> {
    let incoming = Incoming {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
        options: format::Options::default(),
    };
    steps::read(&incoming).ok()
}

/// Everything that is shown of two texts.
fn through(source: Reading, target: Reading, policy: Policy) {
    let Ok((pair, _)) = steps::pair(source, target, None) else {
        return;
    };
    let Ok((aligned, reasons)) = steps::align(pair, policy, &muqabala::align::Constraints::default(), None)
    else {
        return;
    };
    let checked = steps::check(&aligned, &Settings::default());
    let shown = human::report(&checked, human::Options { dismissed: true });
    assert!(!shown.contains('\u{202E}'), "{shown}");
    for line in Lines::of(&checked).all(None) {
        serde_json::to_string(&line).unwrap();
    }
    let rows = units(&aligned.documents, &aligned.segments, aligned.alignment.beads());
    tsv::write(&rows);
    jsonl::write(&rows, &[]).unwrap();
    aligned::side_by_side(&aligned, Some(&reasons), aligned::Width::of_terminal());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(48),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_reader_of_texts_panics(bytes in bytes(), name in proptest::sample::select(&["a.txt", "a.srt", "a.vtt", "a.md", ""][..])) {
        if let Some(reading) = read(name, &bytes) {
            // Segments lie in the text, between its characters.
            for segment in &reading.segments {
                for piece in &segment.pieces {
                    prop_assert!(reading.document.raw.get(piece.start..piece.end).is_some());
                }
            }
            steps::check_alone(&reading, &Settings::default());
        }
    }

    #[test]
    fn no_reader_of_lists_panics(bytes in bytes()) {
        let text = String::from_utf8_lossy(&bytes);
        for format in FORMATS {
            if let Ok((terms, _)) = format.read(&text) {
                format.write(&terms);
            }
        }
        let _names = name_list::read(&bytes);
        let _words = word_list::read(&bytes);
        let _memory = tmx::read(&text);
        for name in ["a.tmx", "a.tsv", "a.jsonl"] {
            let _pairs = taught::read(name, &bytes);
        }
    }

    #[test]
    fn nothing_panics_from_two_texts_to_the_report(
        arabic in text(),
        english in text(),
        policy in proptest::sample::select(&[Policy::Full, Policy::Excerpt, Policy::Article][..]),
    ) {
        let arabic = format!("قال الوزير. {arabic}");
        let english = format!("The minister said so. {english}");
        if let (Some(source), Some(target)) = (read("ar.txt", arabic.as_bytes()), read("en.txt", english.as_bytes())) {
            through(source, target, policy);
        }
    }
}

#[test]
fn pieces_that_mean_something_elsewhere_go_through_whole() {
    let all = PIECES.concat();
    for name in ["a.txt", "a.srt", "a.vtt"] {
        let (Some(source), Some(target)) = (
            read(name, format!("قال الوزير ذلك اليوم. {all}").as_bytes()),
            read(
                name,
                format!("The minister said so today, and he said it at length. {all}").as_bytes(),
            ),
        ) else {
            continue;
        };
        through(source, target, Policy::Excerpt);
    }
}
