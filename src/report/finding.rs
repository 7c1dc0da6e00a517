//! A finding as one JSON object: the form that scripts rely on, described in `docs/cli.md`.
//!
//! Field names, kinds and order are fixed under a schema number; fields may be added at the end.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::bitext::{Finding, Mark};
use crate::text::Lang;
use crate::text::places::Places;
use crate::workbench::Checked;

/// Number of the schema.
pub const SCHEMA: u32 = 1;

/// A finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    schema: u32,
    id: String,
    check: &'static str,
    severity: &'static str,
    confidence: f64,
    side: &'static str,
    start: usize,
    end: usize,
    text: String,
    #[serde(rename = "line")]
    number: usize,
    message: String,
    suggestions: Vec<String>,
    related: Vec<Place>,
    evidence: Map<String, Value>,
    speaker: Option<String>,
    time: Option<Time>,
    fingerprint: String,
    source_segments: Vec<usize>,
    target_segments: Vec<usize>,
    pair: Option<Value>,
    group: Option<String>,
    decision: Option<Decided>,
}

/// A place in one of the texts, in code points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Place {
    side: &'static str,
    start: usize,
    end: usize,
    text: String,
}

/// Milliseconds from the start of the recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Time {
    start: u64,
    end: u64,
}

/// What a person decided on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Decided {
    verdict: &'static str,
    author: String,
    why: String,
}

/// The findings of checked texts as lines.
#[derive(Debug)]
pub struct Lines<'a> {
    checked: &'a Checked,
    arabic: Places<'a>,
    english: Places<'a>,
}

impl<'a> Lines<'a> {
    /// Reads the texts for their offsets.
    pub fn of(checked: &'a Checked) -> Lines<'a> {
        Lines {
            checked,
            arabic: Places::new(checked.raw(Lang::Arabic)),
            english: Places::new(checked.raw(Lang::English)),
        }
    }

    fn places(&self, lang: Lang) -> &Places<'a> {
        match lang {
            Lang::Arabic => &self.arabic,
            Lang::English => &self.english,
        }
    }

    fn place(&self, mark: Mark) -> Place {
        let places = self.places(mark.lang);
        Place {
            side: mark.lang.code(),
            start: places.chars(mark.span.start),
            end: places.chars(mark.span.end),
            text: mark.span.of(self.checked.raw(mark.lang)).to_owned(),
        }
    }

    /// The 1-based line of a place in its file.
    pub fn line_number(&self, mark: Mark) -> usize {
        self.places(mark.lang).line(mark.span.start)
    }

    /// The finding of that index; `pair` is the id of the pair it was found in, if there is one.
    pub fn line(&self, index: usize, finding: &Finding, pair: Option<&Value>) -> Line {
        let at = self.place(finding.at);
        let unit = self.checked.unit_of(finding);
        let target = unit.and_then(|unit| unit.target());
        let source = unit.and_then(|unit| unit.source());
        let either = || [target, source].into_iter().flatten();
        let segments = |text: Option<&crate::bitext::UnitText>| {
            text.map_or_else(Vec::new, |text| text.segments.clone().collect())
        };
        let decision = self.checked.decisions.get(index).and_then(Option::as_ref);
        let leads = finding.group == index;
        Line {
            schema: SCHEMA,
            id: self.checked.ids.get(index).cloned().unwrap_or_default(),
            check: finding.check,
            severity: finding.severity.name(),
            confidence: rounded(finding.confidence),
            side: at.side,
            start: at.start,
            end: at.end,
            text: at.text,
            number: self.line_number(finding.at),
            message: finding.message.clone(),
            suggestions: finding.suggestions.clone(),
            related: finding.related.iter().map(|&mark| self.place(mark)).collect(),
            evidence: evidence(finding),
            speaker: either().find_map(|text| text.speaker.clone()),
            time: either()
                .find_map(|text| text.time)
                .map(|(start, end)| Time { start, end }),
            fingerprint: finding.fingerprint.clone(),
            source_segments: segments(source),
            target_segments: segments(target),
            pair: pair.cloned(),
            group: (!leads)
                .then(|| self.checked.ids.get(finding.group).cloned())
                .flatten(),
            decision: decision.map(|decision| Decided {
                verdict: decision.verdict.name(),
                author: decision.author.clone(),
                why: decision.why.clone(),
            }),
        }
    }

    /// All findings in order.
    pub fn all(&self, pair: Option<&Value>) -> Vec<Line> {
        self.checked
            .findings()
            .map(|(index, finding)| self.line(index, finding, pair))
            .collect()
    }
}

/// Confidence as it is written: three decimals.
pub fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

/// Evidence as an object; a key that comes again becomes a list.
fn evidence(finding: &Finding) -> Map<String, Value> {
    let mut map: Map<String, Value> = Map::new();
    for (key, value) in &finding.evidence {
        let value = Value::String(value.clone());
        match map.get_mut(*key) {
            None => {
                map.insert((*key).to_owned(), value);
            }
            Some(Value::Array(list)) => list.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Direction;
    use crate::check::Settings;
    use crate::workbench::pairs;

    #[test]
    fn a_finding_is_one_object_with_offsets_in_code_points() {
        let checked = pairs::check(
            Direction::EN_AR,
            "قالوا غادروا غادروا البلاد أمس.",
            "They said they left the country yesterday.",
            &Settings::default(),
        );
        let lines = Lines::of(&checked);
        let line = lines
            .all(Some(&Value::from("p1")))
            .into_iter()
            .find(|line| line.check == "repeated-word")
            .unwrap();
        let json = serde_json::to_value(line).unwrap();
        assert_eq!(json["schema"], 1);
        assert_eq!(
            (
                json["side"].as_str(),
                json["start"].as_u64(),
                json["end"].as_u64()
            ),
            (Some("ar"), Some(6), Some(19))
        );
        assert_eq!(json["text"], "غادروا غادروا");
        assert_eq!(json["suggestions"][0], "غادروا");
        assert_eq!(json["pair"], "p1");
        assert_eq!(json["speaker"], Value::Null);
        assert_eq!(json["source_segments"][0], 0);
    }
}
