//! Paired patterns: a rule of the user's own, without code.
//!
//! Where the expression `source` matches in the source, the expression `target` must match in
//! the target (or, with `expect = "absent"`, must not). With only one of the two the match
//! itself is the fault. Expressions are those of the regex crate, over the raw text.

use std::fmt;

use regex::Regex;

use crate::bitext::{Direction, Note, Severity};
use crate::check::settings::Error;
use crate::check::settings::parse::At;
use crate::text::Lang;

/// What the target must do where the source matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Expect {
    /// Match too.
    #[default]
    Present,
    /// Not match.
    Absent,
}

/// A rule of the user's own.
#[derive(Debug, Clone)]
pub struct PairedPattern {
    /// Its name, shown with its findings.
    pub id: String,
    /// What to look for in the source.
    pub source: Option<Regex>,
    /// What to look for in the target.
    pub target: Option<Regex>,
    /// What the target must do where the source matches.
    pub expect: Expect,
    /// Only in this direction.
    pub direction: Option<Direction>,
    /// The severity of its findings.
    pub severity: Severity,
    /// The sentence that its findings say.
    pub message: Option<String>,
}

impl PartialEq for PairedPattern {
    fn eq(&self, other: &PairedPattern) -> bool {
        self.to_string() == other.to_string()
    }
}

impl fmt::Display for PairedPattern {
    /// As an inline table of `muqabala.toml`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{ id = {:?}", self.id)?;
        for (key, regex) in [("source", &self.source), ("target", &self.target)] {
            if let Some(regex) = regex {
                write!(f, ", {key} = {:?}", regex.as_str())?;
            }
        }
        if self.expect == Expect::Absent {
            write!(f, ", expect = \"absent\"")?;
        }
        if let Some(direction) = self.direction {
            write!(f, ", direction = {:?}", direction.code())?;
        }
        if let Some(message) = &self.message {
            write!(f, ", message = {message:?}")?;
        }
        write!(f, ", severity = {:?} }}", self.severity.name())
    }
}

/// Reads one `[[patterns]]` table.
pub(super) fn read(table: At<'_>, notes: &mut Vec<Note>) -> Result<PairedPattern, Error> {
    let mut pattern = PairedPattern {
        id: String::new(),
        source: None,
        target: None,
        expect: Expect::Present,
        direction: None,
        severity: Severity::Warning,
        message: None,
    };
    for (name, at) in table.table("patterns")? {
        let key = format!("patterns.{name}");
        match name {
            "id" => at.str(&key, "a name")?.clone_into(&mut pattern.id),
            "source" => pattern.source = Some(regex(at, &key)?),
            "target" => pattern.target = Some(regex(at, &key)?),
            "message" => pattern.message = Some(at.str(&key, "a sentence")?.to_owned()),
            "severity" => pattern.severity = at.severity(&key)?,
            "expect" => pattern.expect = expect(at, &key)?,
            "direction" => pattern.direction = Some(direction(at, &key)?),
            _ => notes.push(Note {
                line: Some(at.line()),
                message: format!("{key} is not known"),
            }),
        }
    }
    if pattern.id.is_empty() {
        return Err(table.wrong("patterns", "a table with an id"));
    }
    if pattern.source.is_none() && pattern.target.is_none() {
        return Err(table.wrong("patterns", "a table with source, target or both"));
    }
    Ok(pattern)
}

fn regex(at: At<'_>, key: &str) -> Result<Regex, Error> {
    Regex::new(at.str(key, "a regular expression")?).map_err(|error| Error::Pattern {
        origin: at.origin().to_owned(),
        line: at.line(),
        key: key.to_owned(),
        message: error.to_string().replace('\n', " "),
    })
}

fn expect(at: At<'_>, key: &str) -> Result<Expect, Error> {
    const EXPECTED: &str = "\"present\" or \"absent\"";
    match at.str(key, EXPECTED)? {
        "present" => Ok(Expect::Present),
        "absent" => Ok(Expect::Absent),
        _ => Err(at.wrong(key, EXPECTED)),
    }
}

fn direction(at: At<'_>, key: &str) -> Result<Direction, Error> {
    const EXPECTED: &str = "\"ar-en\" or \"en-ar\"";
    let name = at.str(key, EXPECTED)?;
    Lang::ALL
        .into_iter()
        .map(Direction::from)
        .find(|direction| direction.code() == name)
        .ok_or_else(|| at.wrong(key, EXPECTED))
}
