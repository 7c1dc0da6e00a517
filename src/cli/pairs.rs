//! `muqabala check --pairs`: separate pairs of texts, one JSON object a line.
//!
//! A line that is no pair is reported with its number; the others are judged, and the exit
//! code says that something was wrong.

use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use crate::bitext::{Direction, Severity};
use crate::check::Settings;
use crate::cli::check::{Format, Judging};
use crate::cli::{Exit, Fault, Screen, input};
use crate::report::bidi::{isolate_runs, visible};
use crate::report::finding::{Line, Lines};
use crate::report::human;
use crate::workbench::{Checked, pairs};

/// Lines judged side by side before they are printed.
const AT_ONCE: usize = 512;

/// A line of the file; other fields are ignored.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct PairLine {
    id: Value,
    ar: String,
    en: String,
    direction: String,
}

/// What became of a line.
struct Judged {
    text: String,
    lines: Vec<Line>,
    worst: Option<Severity>,
}

/// Judges every line of `file`.
///
/// # Errors
///
/// [`Fault`] with the exit code and what is wrong.
pub fn run(file: &str, judging: &Judging, settings: &Settings, screen: &mut Screen) -> Result<Exit, Fault> {
    let input = input::read(file)?;
    let text = String::from_utf8(input.bytes)
        .map_err(|error| Fault::input(format!("{}: {}, expected UTF-8", input.path, error.utf8_error())))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let (mut worst, mut bad, mut found) = (None, 0, 0);
    let mut all: Vec<Line> = Vec::new();
    for some in lines.chunks(AT_ONCE) {
        let judged: Vec<Result<Judged, String>> = some
            .par_iter()
            .map(|(number, line)| judge(*number, line, judging.format, settings))
            .collect();
        for result in judged {
            match result {
                Ok(judged) => {
                    worst = worst.max(judged.worst);
                    found += judged.lines.len();
                    match judging.format {
                        Format::Human => screen.paint(&judged.text)?,
                        _ => screen.print(&judged.text)?,
                    }
                    if judging.format == Format::Json {
                        all.extend(judged.lines);
                    }
                }
                Err(message) => {
                    bad += 1;
                    screen.warn(&format!("error: {}, {message}", input.path));
                }
            }
        }
    }
    if judging.format == Format::Json {
        screen.print(&format!("{}\n", json(&all)?))?;
    }
    screen.say(&format!(
        "{} in {}{}",
        human::plural(found, "finding"),
        human::plural(lines.len() - bad, "pair"),
        if bad > 0 {
            format!("; {bad} not read")
        } else {
            String::new()
        }
    ));
    if bad > 0 {
        return Ok(Exit::Input);
    }
    Ok(judging.fail_on.exit(worst))
}

/// A value as JSON.
///
/// # Errors
///
/// [`Fault`] with the exit code and what is wrong.
pub fn json<T: serde::Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::input(format!("cannot be written as JSON: {error}")))
}

fn judge(number: usize, line: &str, format: Format, settings: &Settings) -> Result<Judged, String> {
    let bad = |what: String| format!("line {}: {what}", number + 1);
    let pair: PairLine = serde_json::from_str(line).map_err(|error| {
        bad(format!(
            "{error}; expected an object with id, ar, en and direction"
        ))
    })?;
    let direction = match pair.direction.as_str() {
        "ar-en" => Direction::AR_EN,
        "en-ar" => Direction::EN_AR,
        other => {
            return Err(bad(format!(
                "direction is {other:?}, expected \"ar-en\" or \"en-ar\""
            )));
        }
    };
    let checked = pairs::check(direction, &pair.ar, &pair.en, settings);
    let lines = Lines::of(&checked).all(Some(&pair.id));
    let text = match format {
        Format::Human => shown(&pair.id, &checked),
        Format::Jsonl => {
            let mut text = String::new();
            for line in &lines {
                text += &serde_json::to_string(line).map_err(|error| bad(error.to_string()))?;
                text.push('\n');
            }
            text
        }
        Format::Json => String::new(),
    };
    Ok(Judged {
        text,
        worst: checked.worst(),
        lines,
    })
}

/// The findings of a pair for people, under its id; nothing for a clean pair.
fn shown(id: &Value, checked: &Checked) -> String {
    if checked.outcome.findings.is_empty() {
        return String::new();
    }
    let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    let lines = Lines::of(checked);
    let mut out = format!("pair {}\n", isolate_runs(&visible(&id)));
    for found in checked.findings() {
        out += &human::one(checked, &lines, found);
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LINES: &[&str] = &[
        r#"{"id":"a","ar":"غادروا البلاد أمس.","en":"They left the the country yesterday.","direction":"ar-en"}"#,
        r#"{"id":2,"ar":"دفع ٢٥ دينارا.","en":"He paid 24 dinars.","direction":"ar-en","extra":1}"#,
        r#"{"id":"c","ar":"غادروا غادروا البلاد.","en":"They left the country.","direction":"en-ar"}"#,
        r#"{"id":"d","ar":"هل عاد؟","en":"He came back.","direction":"ar-en"}"#,
        r#"{"id":"e","ar":"عادوا.","en":"They came back.","direction":"ar-en"}"#,
    ];

    fn output(lines: &[&str]) -> Vec<String> {
        lines
            .iter()
            .flat_map(|line| {
                let judged = judge(0, line, Format::Jsonl, &Settings::default()).unwrap();
                judged.text.lines().map(str::to_owned).collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn a_line_that_is_no_pair_says_what_was_expected() {
        let fault = |line: &str| judge(6, line, Format::Jsonl, &Settings::default()).err().unwrap();
        assert!(fault("{}").starts_with("line 7: missing field `id`"));
        let sideways = r#"{"id":1,"ar":"a","en":"b","direction":"fr-en"}"#;
        assert!(fault(sideways).contains("expected \"ar-en\" or \"en-ar\""));
    }

    #[test]
    fn texts_without_anything_to_compare_do_no_harm() {
        for (ar, en) in [("", ""), ("؟!", "..."), ("\u{202E}", "\u{0}"), ("سلام", "")] {
            let line = serde_json::json!({"id": 1, "ar": ar, "en": en, "direction": "ar-en"}).to_string();
            assert!(judge(0, &line, Format::Jsonl, &Settings::default()).is_ok());
        }
    }

    proptest! {
        #[test]
        fn no_pair_is_judged_by_its_neighbours(order in Just((0..LINES.len()).collect::<Vec<_>>()).prop_shuffle()) {
            let shuffled: Vec<&str> = order.iter().map(|&index| LINES[index]).collect();
            let mut together = output(&shuffled);
            let mut one_by_one: Vec<String> = LINES.iter().flat_map(|line| output(&[line])).collect();
            together.sort();
            one_by_one.sort();
            prop_assert!(!together.is_empty());
            prop_assert_eq!(together, one_by_one);
        }
    }
}
