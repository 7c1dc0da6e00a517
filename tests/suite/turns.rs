//! Labels in every shape, and dialogues whose turns find their turn.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use muqabala::align::Constraints;
use muqabala::bitext::{Pair, Policy};
use muqabala::format::Options;
use muqabala::text::span::line_of;
use muqabala::workbench::steps::{self, Aligned, Incoming, Reading};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str, text: &str) -> Reading {
    steps::read(&Incoming {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
        options: Options::default(),
    })
    .unwrap()
}

/// Marks of direction, by name: rustc takes none of them in a literal.
const RLE: char = '\u{202B}';
const PDF: char = '\u{202C}';
const RLI: char = '\u{2067}';
const PDI: char = '\u{2069}';
const LRM: char = '\u{200E}';
const ZERO_WIDTH: char = '\u{200B}';

/// A labelled line in another shape, from its number, its label and its speech.
type Shape = fn(usize, &str, &str) -> String;

fn clock(number: usize) -> String {
    format!("{:02}:{:02}", number / 6, number % 6 * 10 + 3)
}

fn arabic_clock(number: usize) -> String {
    let digit = |c: char| {
        c.to_digit(10)
            .and_then(|d| char::from_u32(0x0660 + d))
            .unwrap_or(c)
    };
    clock(number).chars().map(digit).collect()
}

const SHAPES: &[(&str, Shape)] = &[
    ("code behind the name", |n, label, speech| {
        format!("{label} [00:{}]: {speech}", clock(n))
    }),
    ("code in round brackets", |n, label, speech| {
        format!("{label} ({}): {speech}", clock(n))
    }),
    ("code before the name", |n, label, speech| {
        format!("[{}] {label}: {speech}", clock(n))
    }),
    ("bare code before the name", |n, label, speech| {
        format!("{} {label}: {speech}", clock(n))
    }),
    ("bare code in Arabic digits", |n, label, speech| {
        format!("{} {label}: {speech}", arabic_clock(n))
    }),
    ("code with the name in brackets", |n, label, speech| {
        format!("[00:{} {label}] {speech}", clock(n)).replacen("] ", "]: ", 1)
    }),
    ("Whisper", |n, label, speech| {
        format!("[{}.000 --> {}.500] {label}: {speech}", clock(n), clock(n))
    }),
    ("Otter", |n, label, speech| {
        format!("{label}  {}\n{speech}", clock(n))
    }),
    ("Teams", |n, label, speech| {
        format!("{label}   0:{}\n{speech}", clock(n))
    }),
    ("Zoom", |n, label, speech| {
        format!("[{label}] 00:{}\n{speech}", clock(n))
    }),
    ("chevrons", |_, label, speech| format!(">> {label}: {speech}")),
    ("chevrons without a space", |_, label, speech| {
        format!(">>>{label}: {speech}")
    }),
    ("square brackets", |_, label, speech| {
        format!("[{label}]: {speech}")
    }),
    ("brackets without a colon", |_, label, speech| {
        format!("[{label}] {speech}")
    }),
    ("round brackets without a colon", |_, label, speech| {
        format!("({label}) {speech}")
    }),
    ("a remark", |_, label, speech| {
        format!("{label} (through translator): {speech}")
    }),
    ("an Arabic remark", |_, label, speech| {
        format!("{label} (عبر مترجم): {speech}")
    }),
    ("a dash", |_, label, speech| format!("- {label}: {speech}")),
    ("bold", |_, label, speech| format!("**{label}:** {speech}")),
    ("label on its own line", |_, label, speech| {
        format!("{label}:\n{speech}")
    }),
    ("embedded lines", |_, label, speech| {
        format!("{RLE}{label}: {speech}{PDF}")
    }),
    ("embedded dash", |_, label, speech| {
        format!("{RLE}- {label}: {speech}{PDF}")
    }),
    ("isolated label", |_, label, speech| {
        format!("{RLI}{label}{PDI}: {speech}")
    }),
    ("marks round the colon", |_, label, speech| {
        format!("{LRM}{label}{LRM}: {LRM}{speech}")
    }),
    ("a character of no width", |_, label, speech| {
        let second = label.char_indices().nth(1).map_or(label.len(), |(at, _)| at);
        format!("{}{ZERO_WIDTH}{}: {speech}", &label[..second], &label[second..])
    }),
    ("a space before the colon", |_, label, speech| {
        format!("{label} : {speech}")
    }),
];

/// The text with its labelled lines in another shape.
fn reshaped(raw: &str, speakers: &BTreeSet<&str>, shape: Shape) -> String {
    let mut number = 0;
    let mut out = String::new();
    for line in raw.lines() {
        let label = line
            .split_once(':')
            .filter(|(label, _)| speakers.contains(label.trim()));
        match label {
            Some((label, speech)) => {
                number += 1;
                out.push_str(&shape(number, label.trim(), speech.trim()));
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// A text with each paragraph on one line, as services write it: wrapped lines joined.
fn unwrapped(raw: &str) -> String {
    let reading = read("plain.txt", raw);
    let mut out = String::new();
    for turn in &reading.document.turns {
        for (number, stretch) in turn.text.iter().enumerate() {
            if let Some(speaker) = turn.speaker.as_deref().filter(|_| number == 0) {
                out.push_str(speaker);
                out.push_str(": ");
            }
            out.push_str(&stretch.of(raw).split_whitespace().collect::<Vec<_>>().join(" "));
            out.push('\n');
        }
    }
    out
}

/// What reading gives: speaker and text of each segment, without marks of direction.
fn said(reading: &Reading) -> Vec<(String, usize, String)> {
    let bare = |text: String| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace(LRM, "")
    };
    reading
        .segments
        .iter()
        .map(|segment| {
            let turn = &reading.document.turns[segment.turn];
            let speaker = turn.speaker.clone().unwrap_or_default();
            (speaker, segment.turn, bare(segment.text(&reading.document.raw)))
        })
        .collect()
}

/// The labelled texts of `corpora`.
fn interviews() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in [
        "al-ahd-musleh",
        "baghdad-deputy",
        "basra-palms",
        "children-ward",
        "dinar-talk",
        "library-flood",
    ] {
        for entry in std::fs::read_dir(root().join("corpora").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let is_plain = path.extension().is_some_and(|ending| ending == "txt") && !name.contains(".seg.");
            if is_plain
                && ["interview", "clean", "translation"]
                    .iter()
                    .any(|start| name.starts_with(start))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn an_interview_reads_the_same_in_every_shape_of_labels() {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for path in interviews() {
        let raw = unwrapped(&std::fs::read_to_string(&path).unwrap());
        let plain = read("plain.txt", &raw);
        let speakers: BTreeSet<&str> = plain
            .document
            .turns
            .iter()
            .filter_map(|turn| turn.speaker.as_deref())
            .collect();
        assert!(speakers.len() > 1, "{}", path.display());
        let expected = said(&plain);
        for (name, shape) in SHAPES {
            let found = said(&read("other.txt", &reshaped(&raw, &speakers, *shape)));
            compared += 1;
            if found != expected {
                let at = found
                    .iter()
                    .zip(&expected)
                    .position(|(a, b)| a != b)
                    .unwrap_or(found.len().min(expected.len()));
                wrong.push(format!(
                    "{}: {name}: {:?} for {:?}",
                    path.display(),
                    found.get(at),
                    expected.get(at)
                ));
            }
        }
    }
    assert!(compared > 200, "{compared}");
    // A line of speech that itself begins like a label (سؤال أخير، يسأله أهل البصرة:) cannot be told from one
    // where labels stand on lines of their own.
    assert!(
        wrong.len() * 50 <= compared,
        "{} of {compared}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn an_interview_in_another_shape_gives_the_same_findings() {
    let folder = root().join("corpora/children-ward");
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let (source, target) = (text("interview.ar.txt"), text("translation.en.txt"));
    let findings = |source: &str, target: &str| {
        let readings = Pair::new(
            read("interview.ar.txt", source),
            read("translation.en.txt", target),
        );
        let (aligned, _) = steps::align(readings, Policy::Full, &Constraints::default(), None).unwrap();
        let checked = steps::check(&aligned, &muqabala::check::Settings::default());
        let told = |(_, finding): (usize, &muqabala::bitext::Finding)| {
            (
                finding.check,
                finding.severity,
                finding.message.clone(),
                finding.suggestions.clone(),
            )
        };
        checked.findings().map(told).collect::<Vec<_>>()
    };
    let plain = findings(&source, &target);
    assert!(plain.len() > 3);
    let reading = read("interview.ar.txt", &source);
    let speakers: BTreeSet<&str> = reading
        .document
        .turns
        .iter()
        .filter_map(|turn| turn.speaker.as_deref())
        .collect();
    for (name, shape) in SHAPES
        .iter()
        .filter(|(name, _)| ["Otter", "Whisper", "embedded lines"].contains(name))
    {
        assert_eq!(
            findings(&reshaped(&source, &speakers, *shape), &target),
            plain,
            "{name}"
        );
    }
}

/// The lines of a text that each bead touches, source and target.
fn lines_of_beads(aligned: &Aligned) -> Vec<[BTreeSet<usize>; 2]> {
    let lines =
        |document: &muqabala::bitext::Document, segments: &[muqabala::bitext::Segment]| -> BTreeSet<usize> {
            segments
                .iter()
                .map(|segment| line_of(&document.raw, segment.span().start) - 1)
                .collect()
        };
    aligned
        .alignment
        .beads()
        .iter()
        .map(|bead| {
            [
                lines(&aligned.documents.source, &aligned.segments.source[bead.source()]),
                lines(&aligned.documents.target, &aligned.segments.target[bead.target()]),
            ]
        })
        .collect()
}

/// Lines in their own bead, all lines, beads with two speakers on a side.
fn own_lines(name: &str, is_from_english: bool) -> (usize, usize, usize) {
    let folder = root().join("tests/align").join(name);
    let text = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let (arabic, english) = (read("ar.txt", &text("ar.txt")), read("en.txt", &text("en.txt")));
    let readings = if is_from_english {
        Pair::new(english, arabic)
    } else {
        Pair::new(arabic, english)
    };
    let (aligned, _) = steps::align(readings, Policy::Full, &Constraints::default(), None).unwrap();
    let numbers =
        |cell: &str| -> BTreeSet<usize> { cell.split(',').filter_map(|n| n.parse().ok()).collect() };
    let gold: Vec<[BTreeSet<usize>; 2]> = text("gold.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(ar, en)| [numbers(ar), numbers(en)])
        .map(|[ar, en]| if is_from_english { [en, ar] } else { [ar, en] })
        .collect();
    let beads = lines_of_beads(&aligned);
    let mut own = 0;
    for group in &gold {
        let touching: Vec<_> = beads
            .iter()
            .filter(|bead| (0..2).any(|side| !bead[side].is_disjoint(&group[side])))
            .collect();
        let is_two_sided = group.iter().all(|side| !side.is_empty());
        let right = touching.iter().all(|bead| {
            (0..2).all(|side| bead[side].is_subset(&group[side]) && !(is_two_sided && bead[side].is_empty()))
        });
        own += if right { group[0].len() + group[1].len() } else { 0 };
    }
    let total = gold.iter().map(|group| group[0].len() + group[1].len()).sum();
    let speakers = |side: usize, lines: &BTreeSet<usize>| -> usize {
        let raw = if side == 0 {
            &aligned.documents.source.raw
        } else {
            &aligned.documents.target.raw
        };
        let all: Vec<&str> = raw.lines().collect();
        lines
            .iter()
            .filter_map(|line| all[*line].split_once(':'))
            .map(|(name, _)| name)
            .collect::<BTreeSet<_>>()
            .len()
    };
    let mixed = beads
        .iter()
        .filter(|bead| (0..2).any(|side| speakers(side, &bead[side]) > 1))
        .count();
    (own, total, mixed)
}

#[test]
fn turns_of_dialogues_find_their_turn() {
    let (mut own, mut total) = (0, 0);
    for (name, is_from_english) in [
        ("talk-taxi", false),
        ("talk-marsh", false),
        ("talk-pharmacy", false),
        ("talk-lighthouse", true),
    ] {
        let found = own_lines(name, is_from_english);
        println!("{name}: {} of {} lines in their own bead", found.0, found.1);
        assert_eq!(found.2, 0, "{name}: beads of two speakers");
        own += found.0;
        total += found.1;
    }
    assert!(own * 100 >= total * 97, "{own} of {total}");
}
