//! Why a step cannot be done.

use crate::align::AlignError;
use crate::format;
use crate::store;
use crate::text::Lang;

/// Why a step cannot be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be read as a text.
    #[error("{name}: {source}")]
    Read {
        /// What the file is called.
        name: String,
        /// What is wrong with it.
        source: format::Error,
    },
    /// A line or a segment that no text for people has.
    #[error("{name}, line {line}: {what} of {chars} characters, expected at most {most}; is this a text?")]
    TooLong {
        /// What the file is called.
        name: String,
        /// 1-based.
        line: usize,
        /// `a line` or `a segment`.
        what: &'static str,
        /// How long it is.
        chars: usize,
        /// How long it may be.
        most: usize,
    },
    /// A text cannot be written back.
    #[error("{name} cannot be written: {source}")]
    Write {
        /// What the file is called.
        name: String,
        /// What is wrong.
        source: format::Error,
    },
    /// Two texts of one language.
    #[error("{first} and {second} are both {}, expected one Arabic and one English text{}", lang.name(), if *equal { "; the two are equal" } else { "" })]
    SameLanguage {
        /// The source's name.
        first: String,
        /// The rendering's name.
        second: String,
        /// Their language.
        lang: Lang,
        /// Are the texts equal?
        equal: bool,
    },
    /// A rendering in the language of the transcript.
    #[error("{name} is {}, as the transcript of {interview} is; expected a rendering in {}", lang.name(), lang.other().name())]
    NotARendering {
        /// What the file is called.
        name: String,
        /// The interview.
        interview: String,
        /// The language of both.
        lang: Lang,
    },
    /// The aligner refused.
    #[error("cannot align: {0}")]
    Align(#[from] AlignError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// No interview has that name.
    #[error("there is no interview called {name}{}", known_list(known))]
    NoInterview {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// No rendering has that label.
    #[error("{interview} has no rendering called {label}{}", known_list(known))]
    NoRendering {
        /// The interview.
        interview: String,
        /// The label asked for.
        label: String,
        /// The labels there are.
        known: Vec<String>,
    },
    /// Several renderings, and none was named.
    #[error("{interview} has {} renderings, expected one to be named: {}", known.len(), known.join(", "))]
    WhichRendering {
        /// The interview.
        interview: String,
        /// The labels there are.
        known: Vec<String>,
    },
    /// A document has no such revision.
    #[error("{document} has no revision {revision}, expected 1 to {last}")]
    NoRevision {
        /// The label of the rendering.
        document: String,
        /// The number asked for.
        revision: u32,
        /// The latest one.
        last: u32,
    },
    /// No finding has that id.
    #[error("no finding is called {id}")]
    NoFinding {
        /// The id asked for.
        id: String,
    },
    /// Several findings begin with that id.
    #[error("{id} is the beginning of several findings: {}", found.join(", "))]
    WhichFinding {
        /// The id asked for.
        id: String,
        /// Those it may mean.
        found: Vec<String>,
    },
    /// There is nothing to undo or redo.
    #[error("there is nothing to {0}")]
    NothingTo(&'static str),
    /// Something that was asked for cannot be done.
    #[error("{0}")]
    Refused(String),
}

fn known_list(known: &[String]) -> String {
    match known {
        [] => "; there is none yet".to_owned(),
        [one] => format!("; there is {one}"),
        many => format!("; there are {}", many.join(", ")),
    }
}
