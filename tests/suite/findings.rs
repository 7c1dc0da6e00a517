//! All findings of all checks on all shipped texts, as golden files: a change of a check shows
//! its whole effect in their diff. `MUQABALA_BLESS=1 cargo test` writes them anew.
//!
//! `expected.tsv` of each corpus is held against them: what must be found is listed as found or
//! missed, what is flagged where the text is right as an alarm.

use std::fmt::Write;
use std::path::PathBuf;

use muqabala::align::Constraints;
use muqabala::bitext::{Direction, Policy, Severity};
use muqabala::check::Settings;
use muqabala::text::Span;
use muqabala::workbench::{Checked, Incoming, steps};

/// Corpus, source, rendering, policy. The source decides the direction.
const CHECKED: &[(&str, &str, &str, Policy)] = &[
    (
        "al-ahd-musleh",
        "interview.ar.txt",
        "excerpts.en.txt",
        Policy::Excerpt,
    ),
    (
        "al-ahd-musleh",
        "interview.ar.txt",
        "article.en.txt",
        Policy::Article,
    ),
    ("basra-palms", "interview.ar.txt", "clean.en.txt", Policy::Full),
    (
        "basra-palms",
        "interview.ar.txt",
        "translation.en.txt",
        Policy::Full,
    ),
    ("baghdad-deputy", "interview.ar.txt", "clean.en.txt", Policy::Full),
    (
        "baghdad-deputy",
        "interview.ar.txt",
        "translation.en.txt",
        Policy::Full,
    ),
    ("children-ward", "interview.ar.txt", "clean.en.txt", Policy::Full),
    (
        "children-ward",
        "interview.ar.txt",
        "translation.en.txt",
        Policy::Full,
    ),
    ("dinar-talk", "interview.ar.txt", "clean.en.txt", Policy::Full),
    (
        "dinar-talk",
        "interview.ar.txt",
        "translation.en.txt",
        Policy::Full,
    ),
    (
        "dinar-talk",
        "interview.ar.txt",
        "article.en.txt",
        Policy::Article,
    ),
    ("library-flood", "interview.en.txt", "clean.ar.txt", Policy::Full),
    (
        "library-flood",
        "interview.en.txt",
        "translation.ar.txt",
        Policy::Full,
    ),
    ("basra-palms-subtitles", "ar.srt", "en.srt", Policy::Full),
];

/// The corpus on which no alarm is borne.
const SILENT: &str = "al-ahd-musleh";

/// One line of `expected.tsv`; offsets in code points.
struct Expected {
    file: String,
    must: bool,
    checks: Vec<String>,
    severity: Severity,
    start: usize,
    end: usize,
    text: String,
}

fn root(parts: &[&str]) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR")].iter().chain(parts).collect()
}

fn expected(corpus: &str) -> Vec<Expected> {
    let Ok(table) = std::fs::read_to_string(root(&["corpora", corpus, "expected.tsv"])) else {
        return Vec::new();
    };
    table
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            Expected {
                file: cells[0].to_owned(),
                must: cells[1] == "find",
                checks: cells[2].split(',').map(str::to_owned).collect(),
                severity: Severity::from_name(cells[3]).unwrap(),
                start: cells[4].parse().unwrap(),
                end: cells[5].parse().unwrap(),
                text: cells[6].to_owned(),
            }
        })
        .collect()
}

impl Expected {
    fn is_of(&self, check: &str) -> bool {
        self.checks.iter().any(|wanted| match wanted.strip_suffix('*') {
            Some(start) => check.starts_with(start),
            None => check == wanted,
        })
    }

    /// The indexes of findings of the wanted checks that meet the place.
    fn met(&self, checked: &Checked) -> Vec<usize> {
        let target = checked.target_lang();
        let raw = checked.raw(target);
        let byte = |chars: usize| raw.char_indices().nth(chars).map_or(raw.len(), |(at, _)| at);
        let place = Span::new(byte(self.start), byte(self.end));
        checked
            .findings()
            .filter(|(_, finding)| self.is_of(finding.check))
            .filter(|(_, finding)| {
                let marks = std::iter::once(&finding.at).chain(&finding.related);
                let mut on_target = marks.filter(|mark| mark.lang == target);
                on_target.any(|mark| mark.span.start <= place.end && place.start <= mark.span.end)
            })
            .map(|(index, _)| index)
            .collect()
    }
}

fn checked(corpus: &str, source: &str, target: &str, policy: Policy) -> Checked {
    let read = |file: &str| {
        let bytes = std::fs::read(root(&["corpora", corpus, file])).unwrap();
        steps::read(&Incoming {
            name: file.to_owned(),
            bytes,
            options: muqabala::format::Options::default(),
        })
        .unwrap()
    };
    let direction = Direction::from(read(source).document.lang);
    let (pair, _) = steps::pair(read(source), read(target), Some(direction)).unwrap();
    let (aligned, _) = steps::align(pair, policy, &Constraints::default(), None).unwrap();
    steps::check(&aligned, &Settings::default())
}

fn listing(checked: &Checked) -> String {
    let mut out = String::new();
    for (_, finding) in checked.findings() {
        let raw = checked.raw(finding.at.lang);
        let line = muqabala::text::span::line_of(raw, finding.at.span.start);
        let _ = writeln!(
            out,
            "{}\t{}\t{:.1}\t{}:{line}\t{}\t{}\t{}",
            finding.severity.name(),
            finding.check,
            finding.confidence,
            finding.at.lang,
            finding.at.span.of(raw).replace('\n', "⏎"),
            finding.message,
            finding.suggestions.first().map_or("", String::as_str),
        );
    }
    out
}

#[test]
fn findings_on_the_shipped_texts_are_as_recorded() {
    let mut differing = Vec::new();
    let mut loud = Vec::new();
    for &(corpus, source, target, policy) in CHECKED {
        let checked = checked(corpus, source, target, policy);
        let mut text = listing(&checked);
        let _ = writeln!(text, "\nexpected");
        for expected in expected(corpus).iter().filter(|expected| expected.file == target) {
            let met = expected.met(&checked);
            if expected.must {
                let word = if met.is_empty() { "missed" } else { "found" };
                let _ = writeln!(
                    text,
                    "{word}\t{}\t{}\t{}",
                    expected.severity.name(),
                    expected.checks.join(","),
                    expected.text
                );
            } else {
                let warned = met
                    .into_iter()
                    .map(|index| &checked.outcome.findings[index])
                    .filter(|finding| finding.severity >= Severity::Warning);
                for finding in warned {
                    let _ = writeln!(text, "alarm\t{}\t{}", finding.check, finding.message);
                    if corpus == SILENT {
                        loud.push(format!("{target}: {} on {}", finding.check, expected.text));
                    }
                }
            }
        }
        let golden = root(&["tests", "golden", "findings", &format!("{corpus}.{target}")]);
        let recorded = std::fs::read_to_string(&golden).unwrap_or_default();
        if std::env::var_os("MUQABALA_BLESS").is_some() {
            std::fs::create_dir_all(golden.parent().unwrap()).unwrap();
            std::fs::write(&golden, &text).unwrap();
        } else if recorded != text {
            println!(
                "{}",
                similar::TextDiff::from_lines(&recorded, &text).unified_diff()
            );
            differing.push(format!("{corpus}/{target}"));
        }
    }
    assert_eq!(loud, Vec::<String>::new(), "alarms where the texts are right");
    assert_eq!(
        differing,
        Vec::<String>::new(),
        "findings changed: read the diff; MUQABALA_BLESS=1 records them"
    );
}
