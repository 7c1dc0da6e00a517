//! Reads the part of `muqabala.toml` that is about checks.
//!
//! ```toml
//! profile = "strict"            # default, strict, quiet
//! threshold = 0.6               # for all checks
//! reader = false                # no second opinion on findings of meaning
//! words = ["mudhif", "muhasasa"] # never misspelt
//! [checks]
//! spacing = false               # off
//! end-mark = "error"            # on, with this severity
//! number-mismatch = { threshold = 0.8 }
//! [[patterns]]
//! id = "ministry"
//! source = "وزارة الدفاع"
//! target = "(?i)minist(ry|er) of defen[cs]e"
//! ```
//! A key that nobody knows is a note; a value of the wrong kind is an error. An error leaves
//! what stood before it applied; callers throw such settings away.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::bitext::{Note, Severity};
use crate::check::by_id;
use crate::check::settings::{PairedPattern, Profile, Settings, pattern};
use crate::lexicon::spelling::form;
use crate::text::span::line_of;

/// The top-level keys that are read here; others belong to other rooms.
pub const KEYS: &[&str] = &["profile", "threshold", "reader", "words", "checks", "patterns"];

/// Why a configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It is no TOML.
    #[error("{origin}, line {line}: {message}")]
    Syntax {
        /// The file, or `command line`.
        origin: String,
        /// 1-based.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// A key has a value of the wrong kind.
    #[error("{origin}, line {line}: {key} is {found}, expected {expected}")]
    Value {
        /// The file, or `command line`.
        origin: String,
        /// 1-based.
        line: usize,
        /// The dotted key.
        key: String,
        /// What stands there.
        found: String,
        /// What may stand there.
        expected: &'static str,
    },
    /// A pattern is no regular expression.
    #[error("{origin}, line {line}: {key} is no regular expression: {message}")]
    Pattern {
        /// The file, or `command line`.
        origin: String,
        /// 1-based.
        line: usize,
        /// The dotted key.
        key: String,
        /// What the parser of expressions says.
        message: String,
    },
}

/// A value with the place to blame when it is wrong.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'t> {
    text: &'t str,
    origin: &'t str,
    pub(super) value: &'t Spanned<DeValue<'t>>,
}

impl<'t> At<'t> {
    pub(super) fn line(&self) -> usize {
        line_of(self.text, self.value.span().start)
    }

    pub(super) fn origin(&self) -> &'t str {
        self.origin
    }

    fn with(self, value: &'t Spanned<DeValue<'t>>) -> At<'t> {
        At { value, ..self }
    }

    pub(super) fn wrong(&self, key: &str, expected: &'static str) -> Error {
        let found = match self.value.get_ref() {
            DeValue::String(text) => format!("\"{text}\""),
            other => other.type_str().to_owned(),
        };
        Error::Value {
            origin: self.origin.to_owned(),
            line: self.line(),
            key: key.to_owned(),
            found,
            expected,
        }
    }

    pub(super) fn str(&self, key: &str, expected: &'static str) -> Result<&'t str, Error> {
        self.value
            .get_ref()
            .as_str()
            .ok_or_else(|| self.wrong(key, expected))
    }

    fn named<T>(
        &self,
        key: &str,
        expected: &'static str,
        find: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Error> {
        find(self.str(key, expected)?).ok_or_else(|| self.wrong(key, expected))
    }

    pub(super) fn severity(&self, key: &str) -> Result<Severity, Error> {
        self.named(key, "\"error\", \"warning\" or \"info\"", Severity::from_name)
    }

    fn share(&self, key: &str) -> Result<f32, Error> {
        let number = match self.value.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(number) => number.as_str().parse().ok(),
            _ => None,
        };
        number
            .filter(|share| (0.0..=1.0).contains(share))
            .ok_or_else(|| self.wrong(key, "a number from 0 to 1"))
    }

    fn bool(&self, key: &str) -> Result<bool, Error> {
        self.value
            .get_ref()
            .as_bool()
            .ok_or_else(|| self.wrong(key, "true or false"))
    }

    pub(super) fn table(&self, key: &str) -> Result<Vec<(&'t str, At<'t>)>, Error> {
        let table = self
            .value
            .get_ref()
            .as_table()
            .ok_or_else(|| self.wrong(key, "a table"))?;
        Ok(self.entries(table))
    }

    fn entries(self, table: &'t DeTable<'t>) -> Vec<(&'t str, At<'t>)> {
        table
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), self.with(value)))
            .collect()
    }
}

impl Settings {
    /// Lays the settings of `text` over these; `origin` names the layer (`muqabala.toml`).
    ///
    /// Returns notes about keys and checks that nobody knows. Tables of other rooms
    /// (anything but [`KEYS`]) are the caller's to read and to complain about.
    ///
    /// The result is [`Error`] when the text is no TOML, a value has the wrong kind or a pattern
    /// is no regular expression.
    #[must_use = "a configuration that could not be read must be reported"]
    pub fn apply(&mut self, text: &str, origin: &str) -> (Vec<Note>, Result<(), Error>) {
        let mut notes = Vec::new();
        let result = self.read(text, origin, &mut notes);
        (notes, result)
    }

    fn read(&mut self, text: &str, origin: &str, notes: &mut Vec<Note>) -> Result<(), Error> {
        let document = DeValue::parse_document(text, origin)?;
        let root = At {
            text,
            origin,
            value: &document,
        };
        for (key, at) in root.table("the file")? {
            match key {
                "profile" => {
                    self.profile =
                        at.named(key, "\"default\", \"strict\" or \"quiet\"", Profile::from_name)?;
                    self.note_origin(key, origin);
                }
                "threshold" => {
                    self.threshold = Some(at.share(key)?);
                    self.note_origin(key, origin);
                }
                "reader" => self.set_reader(at.bool(key)?, origin),
                "words" => self.read_words(at)?,
                "checks" => self.read_checks(at, notes)?,
                "patterns" => self.read_patterns(at, notes)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn read_words(&mut self, words: At<'_>) -> Result<(), Error> {
        let list = words
            .value
            .get_ref()
            .as_array()
            .ok_or_else(|| words.wrong("words", "a list of words"))?;
        for value in list {
            let word = words.with(value).str("words", "a list of words")?;
            Arc::make_mut(&mut self.words).insert(form::word_key(word));
        }
        self.note_origin("words", words.origin);
        Ok(())
    }

    /// Switches the reader on or off; `origin` names the layer.
    pub fn set_reader(&mut self, on: bool, origin: &str) {
        self.reader = on;
        self.note_origin("reader", origin);
    }

    fn note_origin(&mut self, key: &str, origin: &str) {
        self.origins.insert(key.to_owned(), origin.to_owned());
    }

    fn read_checks(&mut self, checks: At<'_>, notes: &mut Vec<Note>) -> Result<(), Error> {
        for (id, at) in checks.table("checks")? {
            if by_id(id).is_none() {
                notes.push(Note {
                    line: Some(at.line()),
                    message: format!("there is no check called {id}"),
                });
                continue;
            }
            let key = format!("checks.{id}");
            match at.value.get_ref() {
                DeValue::Boolean(on) => self.set_on(id, *on, checks.origin),
                DeValue::String(_) => {
                    let severity = at.severity(&key)?;
                    self.set_on(id, true, checks.origin);
                    self.set_severity(id, severity, checks.origin);
                }
                DeValue::Table(_) => self.read_check(id, at, notes)?,
                _ => return Err(at.wrong(&key, "true, false, a severity or a table")),
            }
        }
        Ok(())
    }

    fn read_check(&mut self, id: &str, check: At<'_>, notes: &mut Vec<Note>) -> Result<(), Error> {
        for (name, at) in check.table(id)? {
            let key = format!("checks.{id}.{name}");
            match name {
                "on" => self.set_on(id, at.bool(&key)?, at.origin),
                "severity" => self.set_severity(id, at.severity(&key)?, at.origin),
                "threshold" => {
                    let threshold = at.share(&key)?;
                    self.checks.entry(id.to_owned()).or_default().threshold = Some(threshold);
                    self.note_origin(&key, at.origin);
                }
                _ => notes.push(Note {
                    line: Some(at.line()),
                    message: format!("{key} is not known; a check has on, severity and threshold"),
                }),
            }
        }
        Ok(())
    }

    /// Switches a check on or off.
    pub fn set_on(&mut self, id: &str, on: bool, origin: &str) {
        self.checks.entry(id.to_owned()).or_default().on = Some(on);
        self.note_origin(&format!("checks.{id}.on"), origin);
    }

    /// Sets the severity of a check's findings.
    pub fn set_severity(&mut self, id: &str, severity: Severity, origin: &str) {
        self.checks.entry(id.to_owned()).or_default().severity = Some(severity);
        self.note_origin(&format!("checks.{id}.severity"), origin);
    }

    fn read_patterns(&mut self, patterns: At<'_>, notes: &mut Vec<Note>) -> Result<(), Error> {
        let list = patterns
            .value
            .get_ref()
            .as_array()
            .ok_or_else(|| patterns.wrong("patterns", "a list of tables"))?;
        for value in list {
            let pattern: PairedPattern = pattern::read(patterns.with(value), notes)?;
            self.note_origin(&format!("patterns.{}", pattern.id), patterns.origin);
            self.patterns.retain(|other| other.id != pattern.id);
            self.patterns.push(pattern);
        }
        Ok(())
    }
}

/// Parsing a whole document with our kind of error.
trait ParseDocument<'t>: Sized {
    fn parse_document(text: &'t str, origin: &str) -> Result<Spanned<Self>, Error>;
}

impl<'t> ParseDocument<'t> for DeValue<'t> {
    fn parse_document(text: &'t str, origin: &str) -> Result<Spanned<DeValue<'t>>, Error> {
        match DeTable::parse(text) {
            Ok(table) => {
                let span = table.span();
                Ok(Spanned::new(span, DeValue::Table(table.into_inner())))
            }
            Err(error) => Err(Error::Syntax {
                origin: origin.to_owned(),
                line: error.span().map_or(1, |span| line_of(text, span.start)),
                message: error.message().replace('\n', ", "),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Settings, Vec<Note>, Result<(), Error>) {
        let mut settings = Settings::default();
        let (notes, result) = settings.apply(text, "muqabala.toml");
        (settings, notes, result)
    }

    #[test]
    fn a_check_takes_a_switch_a_severity_or_a_table() {
        let (settings, notes, result) = read(
            "profile = \"strict\"\n[checks]\nrepeated-word = \"error\"\n[checks.paired-pattern]\non = false\nthreshold = 1\n",
        );
        assert_eq!((result, notes), (Ok(()), Vec::new()));
        assert_eq!(settings.profile, Profile::Strict);
        assert_eq!(settings.severity("repeated-word"), Some(Severity::Error));
        assert_eq!(settings.checks["paired-pattern"].on, Some(false));
    }

    #[test]
    fn unknown_names_are_notes_with_a_line() {
        let (_, notes, result) = read("[checks]\nend-mrak = false\n[checks.repeated-word]\nlevel = 3\n");
        assert_eq!(result, Ok(()));
        assert_eq!((notes[0].line, notes[1].line), (Some(2), Some(4)));
        assert_eq!(notes[0].message, "there is no check called end-mrak");
    }

    #[test]
    fn wrong_values_name_the_line_and_what_was_expected() {
        let (_, _, result) = read("\nprofile = \"loud\"\n");
        let message = result.map_err(|error| error.to_string());
        assert_eq!(
            message,
            Err(
                "muqabala.toml, line 2: profile is \"loud\", expected \"default\", \"strict\" or \"quiet\""
                    .to_owned()
            )
        );
        let (_, _, result) = read("profile = \n");
        assert!(matches!(result, Err(Error::Syntax { line: 1, .. })));
        let (_, _, result) = read("[[patterns]]\nid = \"x\"\nsource = \"(\"\n");
        assert!(matches!(result, Err(Error::Pattern { line: 3, .. })));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}") {
            let (_, _, result) = read(&text);
            prop_assert!(result.is_ok() || result.is_err());
        }
    }
}
