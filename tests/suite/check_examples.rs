//! Texts that each check must flag or pass: `tests/checks/<id>.tsv`, or `<id>.<class>.tsv` where a
//! check has several classes of faults.
//!
//! A line is `flag` or `pass`, a direction (`ar-en`, `en-ar`) or a language for a text that is
//! looked at alone, the Arabic, the English; then, for a text that must be flagged, perhaps what the
//! place of the finding holds (or lies in), and what is put in there. Segments of one document are
//! separated by `¶`, `\u{200B}` is the character of that number. `#term` lines are a glossary: Arabic, English,
//! forbidden and excusing forms. A share below [`LEAST`] on either side fails.

use std::fs;
use std::path::{Path, PathBuf};

use muqabala::bitext::{Direction, Finding, Pair, TransUnit};
use muqabala::check::{Context, Profile, Settings, by_id, run_these};
use muqabala::lexicon::terms::{Glossary, Term};
use muqabala::text::Lang;

/// Least share of texts that are flagged, and passed, as their line says.
const LEAST: f64 = 0.9;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks")
}

struct Case {
    line: usize,
    flags: bool,
    units: Vec<TransUnit>,
    alone: bool,
    /// What the place of a finding must hold, or lie in.
    place: Option<String>,
    /// What its first suggestion must be.
    put_in: Option<String>,
}

impl Case {
    /// Is it a finding at the place, with the suggestion, that the line names?
    fn is_met_by(&self, finding: &Finding) -> bool {
        let text = self
            .units
            .get(finding.unit)
            .and_then(|unit| unit.text(finding.at.lang));
        let marked = text.map_or("", |text| finding.at.span.of(&text.text));
        let at_place = self.place.as_ref().is_none_or(|place| {
            marked.contains(place.as_str()) || (!marked.is_empty() && place.contains(marked))
        });
        let suggested = self
            .put_in
            .as_ref()
            .is_none_or(|text| finding.suggestions.first() == Some(text));
        at_place && suggested
    }
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("a closed escape");
        let code = u32::from_str_radix(code, 16).expect("a hexadecimal number");
        out.push(char::from_u32(code).expect("a character"));
        out.push_str(rest);
    }
    out
}

fn forms(cell: Option<&str>) -> Vec<String> {
    cell.unwrap_or("")
        .split('|')
        .filter(|form| !form.is_empty())
        .map(str::to_owned)
        .collect()
}

fn term(line: &str) -> Term {
    let mut cells = line.split('\t').skip(1);
    Term {
        arabic: forms(cells.next()),
        english: forms(cells.next()),
        forbidden: forms(cells.next()),
        unless: forms(cells.next()),
        note: String::new(),
    }
}

fn case(number: usize, line: &str) -> Case {
    let cells: Vec<&str> = line.split('\t').collect();
    let &[expected, direction, arabic, english, ref more @ ..] = cells.as_slice() else {
        panic!("line {number}: four to six cells expected");
    };
    assert!(more.len() <= 2, "line {number}: four to six cells expected");
    let cell = |at: usize| {
        more.get(at)
            .filter(|cell| !cell.is_empty())
            .map(|cell| unescaped(cell))
    };
    let direction_of = |lang: Lang| Direction::from(lang);
    let (direction, alone) = match direction {
        "ar-en" => (Direction::AR_EN, false),
        "en-ar" => (Direction::EN_AR, false),
        "ar" => (direction_of(Lang::English), true),
        "en" => (direction_of(Lang::Arabic), true),
        other => panic!("line {number}: no direction {other}"),
    };
    let segments = |cell: &str| -> Vec<String> {
        unescaped(cell)
            .split('¶')
            .map(|segment| segment.trim_matches(' ').to_owned())
            .collect()
    };
    let (arabic, english) = (segments(arabic), segments(english));
    assert_eq!(
        arabic.len(),
        english.len(),
        "line {number}: segments do not pair up"
    );
    let units = arabic
        .iter()
        .zip(&english)
        .map(|(ar, en)| {
            let (source, target) = if direction == Direction::AR_EN {
                (ar, en)
            } else {
                (en, ar)
            };
            let mut unit = TransUnit::of_texts(direction, source, target);
            if alone {
                unit.texts = Pair::new(None, unit.texts.target);
            }
            unit
        })
        .collect();
    Case {
        line: number,
        flags: expected == "flag",
        units,
        alone,
        place: cell(0),
        put_in: cell(1),
    }
}

fn read(text: &str) -> (Context, Vec<Case>) {
    let terms: Vec<Term> = text
        .lines()
        .filter(|line| line.starts_with("#term\t"))
        .map(term)
        .collect();
    let cases = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#') && !line.is_empty())
        .map(|(index, line)| case(index + 1, line))
        .collect();
    let context = Context {
        terms: Glossary::new(terms).into(),
        ..Context::default()
    };
    (context, cases)
}

/// How many of the texts that ought to be flagged are, and of those that ought to pass.
fn judged((id, name): (&str, &str), context: &Context, cases: &[Case]) -> ((usize, usize), (usize, usize)) {
    let check = by_id(id).unwrap_or_else(|| panic!("{name}.tsv: no such check"));
    let (mut flags, mut passes) = ((0, 0), (0, 0));
    for case in cases {
        let context = Context {
            alone: case.alone,
            ..context.clone()
        };
        let outcome = run_these(&[check], &case.units, &Settings::of(Profile::Default), &context);
        let met = outcome.findings.iter().any(|finding| case.is_met_by(finding));
        let is_right = if case.flags {
            met
        } else {
            outcome.findings.is_empty()
        };
        let count = if case.flags { &mut flags } else { &mut passes };
        count.1 += 1;
        count.0 += usize::from(is_right);
        if !is_right {
            let wanted = if case.flags { "flagged" } else { "passed" };
            println!("{name}.tsv:{}: not {wanted}", case.line);
            for finding in &outcome.findings {
                println!("    {} {:?}", finding.message, finding.suggestions);
            }
        }
    }
    (flags, passes)
}

#[test]
fn checks_flag_and_pass_their_texts() {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "tsv"))
        .collect();
    files.sort();
    let mut failed = Vec::new();
    for path in files {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let id = name.split('.').next().unwrap_or(&name);
        let (context, cases) = read(&fs::read_to_string(&path).unwrap());
        let (flags, passes) = judged((id, &name), &context, &cases);
        println!(
            "{name}: {} of {} flagged, {} of {} passed",
            flags.0, flags.1, passes.0, passes.1
        );
        assert!(flags.1 >= 30 && passes.1 >= 30, "{name}.tsv: too few texts");
        let low = |(right, all): (usize, usize)| (right as f64) < LEAST * all as f64;
        if low(flags) || low(passes) {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "below {LEAST}: {failed:?}");
}
