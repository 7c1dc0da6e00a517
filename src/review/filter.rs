//! Which findings a decision is about, as people write it: `check=spacing and severity=info`.
//!
//! Conditions are joined by `and`. A condition is a field, a comparison and a value; several
//! values between commas are alternatives; a value with spaces stands between quotation marks.

use std::ops::Range;

use crate::bitext::Severity;
use crate::text::fold::View;
use crate::text::{Lang, fold};

/// The fields with what they compare.
pub const FIELDS: &[(&str, &str)] = &[
    ("check", "id of the check"),
    ("severity", "error, warning, info"),
    ("confidence", "0 to 1, also with < <= > >="),
    ("side", "ar or en: the language of the place"),
    (
        "text",
        "the words of the place, folded; ~ for a part of them or of the message",
    ),
    ("segment", "numbers of the rendering's segments, as 3 or 3-9"),
    ("document", "name of the interview"),
    ("rendering", "label of the rendering"),
    ("decision", "open, accepted, dismissed"),
];

/// A finding as a filter sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts<'a> {
    /// Id of the check.
    pub check: &'a str,
    /// Its severity.
    pub severity: Severity,
    /// Its confidence.
    pub confidence: f32,
    /// The language of its place.
    pub side: Lang,
    /// The words of its place.
    pub text: &'a str,
    /// Its message.
    pub message: &'a str,
    /// The rendering's segments of its bead.
    pub segments: Range<usize>,
    /// The interview.
    pub document: &'a str,
    /// The label of the rendering.
    pub rendering: &'a str,
    /// `open`, `accepted` or `dismissed`.
    pub decision: &'a str,
}

/// Conditions that all hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter(Vec<Condition>);

/// Why a filter cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing is asked for.
    #[error("the filter is empty, expected a condition as check=spacing")]
    Empty,
    /// A condition without a comparison.
    #[error("{0:?} is no condition, expected a field, = (or != ~ < <= > >=) and a value")]
    NoCondition(String),
    /// A field that findings do not have.
    #[error("findings have no {0:?}, expected one of {names}", names = names())]
    NoField(String),
    /// A comparison that this field does not have.
    #[error("{field} cannot be compared by {comparison}")]
    Comparison {
        /// The field.
        field: &'static str,
        /// The comparison.
        comparison: &'static str,
    },
    /// A value that the field cannot have.
    #[error("{field} is {value:?}, expected {expected}")]
    Value {
        /// The field.
        field: &'static str,
        /// What was written.
        value: String,
        /// What can be written.
        expected: &'static str,
    },
}

fn names() -> String {
    let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

#[derive(Debug, Clone, PartialEq)]
struct Condition {
    field: &'static str,
    comparison: &'static str,
    values: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq)]
enum Value {
    Word(String),
    Number(f32),
    Run(Range<usize>),
    Lang(Lang),
}

/// Longer ones first, so that `<=` is not read as `<`.
const COMPARISONS: &[&str] = &["!=", "<=", ">=", "=", "~", "<", ">"];

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    ///
    /// [`Error`] with the condition that is wrong and what was expected.
    pub fn read(text: &str) -> Result<Filter, Error> {
        let conditions: Vec<Condition> = split(text)
            .iter()
            .map(|part| Condition::read(part))
            .collect::<Result<_, Error>>()?;
        if conditions.is_empty() {
            return Err(Error::Empty);
        }
        Ok(Filter(conditions))
    }

    /// Do all conditions hold?
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        self.0.iter().all(|condition| condition.holds(facts))
    }

    /// Do the conditions speak of `decision`? Where they do not, open findings are meant.
    pub fn names_decision(&self) -> bool {
        self.0.iter().any(|condition| condition.field == "decision")
    }
}

/// The conditions between `and`; quotation marks keep words together.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for word in words(text) {
        if word.eq_ignore_ascii_case("and") {
            parts.push(String::new());
            continue;
        }
        if let Some(part) = parts.last_mut() {
            if !part.is_empty() {
                part.push(' ');
            }
            part.push_str(&word);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Words of a filter: white space parts them but for that between quotation marks.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' | '“' | '”' => {
                quoted = !quoted;
                word.push('"');
            }
            c if c.is_whitespace() && !quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            c => word.push(c),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

impl Condition {
    fn read(part: &str) -> Result<Condition, Error> {
        let unreadable = || Error::NoCondition(part.to_owned());
        let at = part.find(['=', '!', '~', '<', '>']).ok_or_else(unreadable)?;
        let comparison = COMPARISONS
            .iter()
            .copied()
            .find(|comparison| part[at..].starts_with(comparison))
            .ok_or_else(unreadable)?;
        let name = part[..at].trim();
        let field = FIELDS
            .iter()
            .map(|(known, _)| *known)
            .find(|known| known.eq_ignore_ascii_case(name))
            .ok_or_else(|| Error::NoField(name.to_owned()))?;
        let fits = match comparison {
            "=" | "!=" => true,
            "~" => field == "text",
            _ => field == "confidence",
        };
        if !fits {
            return Err(Error::Comparison { field, comparison });
        }
        let given = part[at + comparison.len()..].trim();
        let values = values(given)
            .iter()
            .map(|value| read_value(field, value))
            .collect::<Result<Vec<Value>, Error>>()?;
        if values.is_empty() {
            return Err(unreadable());
        }
        Ok(Condition {
            field,
            comparison,
            values,
        })
    }

    fn holds(&self, facts: &Facts<'_>) -> bool {
        let any = self.values.iter().any(|value| self.meets(value, facts));
        any != (self.comparison == "!=")
    }

    fn meets(&self, value: &Value, facts: &Facts<'_>) -> bool {
        match (self.field, value) {
            ("check", Value::Word(word)) => word == facts.check,
            ("severity", Value::Word(word)) => word == facts.severity.name(),
            ("document", Value::Word(word)) => word == facts.document,
            ("rendering", Value::Word(word)) => word == facts.rendering,
            ("decision", Value::Word(word)) => word == facts.decision,
            ("side", Value::Lang(lang)) => *lang == facts.side,
            ("segment", Value::Run(run)) => run.start < facts.segments.end && facts.segments.start < run.end,
            ("text", Value::Word(word)) if self.comparison == "~" => {
                [(facts.text, facts.side), (facts.message, Lang::English)]
                    .into_iter()
                    .any(|(text, lang)| folded(text, lang).contains(&folded(word, lang)))
            }
            ("text", Value::Word(word)) => folded(facts.text, facts.side) == folded(word, facts.side),
            ("confidence", Value::Number(number)) => match self.comparison {
                "<" => facts.confidence < *number,
                "<=" => facts.confidence <= *number,
                ">" => facts.confidence > *number,
                ">=" => facts.confidence >= *number,
                _ => (facts.confidence - number).abs() < 0.005,
            },
            _ => false,
        }
    }
}

fn folded(text: &str, lang: Lang) -> String {
    fold::bare(&View::new(text.trim(), lang).text)
}

/// The alternatives between commas; quotation marks are taken off.
fn values(given: &str) -> Vec<String> {
    let (mut values, mut value, mut quoted) = (Vec::new(), String::new(), false);
    for c in given.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | '،' if !quoted => values.push(std::mem::take(&mut value)),
            c => value.push(c),
        }
    }
    values.push(value);
    let trimmed = values.iter().map(|value| value.trim().to_owned());
    trimmed.filter(|value| !value.is_empty()).collect()
}

fn read_value(field: &'static str, given: &str) -> Result<Value, Error> {
    let wrong = |expected| Error::Value {
        field,
        value: given.to_owned(),
        expected,
    };
    match field {
        "severity" => match Severity::from_name(given) {
            Some(severity) => Ok(Value::Word(severity.name().to_owned())),
            None => Err(wrong("error, warning or info")),
        },
        "decision" if !["open", "accepted", "dismissed"].contains(&given) => {
            Err(wrong("open, accepted or dismissed"))
        }
        "side" => Lang::from_code(given)
            .map(Value::Lang)
            .ok_or_else(|| wrong("ar or en")),
        "confidence" => given
            .parse::<f32>()
            .ok()
            .filter(|number| (0.0..=1.0).contains(number))
            .map(Value::Number)
            .ok_or_else(|| wrong("a number from 0 to 1")),
        "segment" => {
            let (first, last) = given.split_once('-').unwrap_or((given, given));
            match (first.trim().parse(), last.trim().parse::<usize>()) {
                (Ok(first), Ok(last)) if first <= last && last < usize::MAX => {
                    Ok(Value::Run(first..last + 1))
                }
                _ => Err(wrong("segment numbers as 3 or 3-9")),
            }
        }
        _ => Ok(Value::Word(given.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn facts() -> Facts<'static> {
        Facts {
            check: "spacing",
            severity: Severity::Info,
            confidence: 0.8,
            side: Lang::Arabic,
            text: "الحَشْد",
            message: "two spaces",
            segments: 4..6,
            document: "musleh",
            rendering: "article",
            decision: "open",
        }
    }

    #[track_caller]
    fn case(filter: &str, expected: bool) {
        assert_eq!(
            Filter::read(filter).unwrap().holds(&facts()),
            expected,
            "{filter}"
        );
    }

    #[test]
    fn all_conditions_hold() {
        case("check=spacing and severity=info", true);
        case("check=spacing,tatweel AND severity=error", false);
        case("check!=tatweel", true);
        case("confidence<0.9 and confidence>=0.8 and side=ar", true);
        case("segment=5-9", true);
        case("segment=6", false);
        case("text=الحشد", true);
        case("text ~ \"two spaces\"", true);
        case("document=musleh and rendering=en", false);
        case("decision=open", true);
    }

    #[track_caller]
    fn wrong(filter: &str, expected: &str) {
        let error = Filter::read(filter).unwrap_err().to_string();
        assert!(error.contains(expected), "{filter}: {error}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        wrong("", "empty");
        wrong("spacing", "no condition");
        wrong("colour=red", "no \"colour\", expected one of check, severity");
        wrong("severity=grave", "expected error, warning or info");
        wrong("check<3", "cannot be compared by <");
        wrong("segment=9-3", "as 3 or 3-9");
        wrong("check=", "no condition");
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[a-z=<>~!,\" ءل0-9-]{0,40}") {
            if let Ok(filter) = Filter::read(&text) {
                filter.holds(&facts());
            }
        }
    }
}
