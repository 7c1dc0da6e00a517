//! Formats of glossaries: lists of terms in and out.
//!
//! TSV and CSV have a heading line with the columns `arabic`, `english`, `forbidden`, `unless`,
//! `note`, in any order; forms of one cell are separated by `|`. TBX is read in its versions 2
//! and 3 and written as TBX-Basic 3. A list that is read, written and read again is the same.

pub mod csv;
pub mod tbx;
pub mod tsv;

use crate::bitext::Note;
use crate::lexicon::terms::Term;
use crate::text::Lang;
use crate::text::script::Share;

/// All formats.
pub const FORMATS: &[&dyn Format] = &[&tsv::Tsv, &csv::Csv, &tbx::Tbx];

/// A format of glossaries.
pub trait Format: Sync {
    /// Its name, and the ending of its files without the dot.
    fn name(&self) -> &'static str;

    /// Reads a list; entries that make no sense are notes.
    ///
    /// # Errors
    ///
    /// [`Error`] when the text is not of this format at all.
    fn read(&self, text: &str) -> Result<(Vec<Term>, Vec<Note>), Error>;

    /// Writes a list.
    fn write(&self, terms: &[Term]) -> String;
}

/// Why a glossary cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The heading lacks a column.
    #[error(
        "line 1: no column named {column}; expected arabic and english, and maybe forbidden, unless, note"
    )]
    NoColumn {
        /// The column that is missing.
        column: &'static str,
    },
    /// A line is not of the format.
    #[error("line {line}: {problem}")]
    Malformed {
        /// 1-based.
        line: usize,
        /// What is wrong.
        problem: String,
    },
}

/// The format of that name (`tsv`, `csv`, `tbx`).
pub fn by_name(name: &str) -> Option<&'static dyn Format> {
    FORMATS
        .iter()
        .copied()
        .find(|format| format.name().eq_ignore_ascii_case(name))
}

/// The columns of the tables.
const COLUMNS: [&str; 5] = ["arabic", "english", "forbidden", "unless", "note"];

/// Where each of [`COLUMNS`] stands in a table.
type Places = [Option<usize>; 5];

fn places(heading: &[String]) -> Result<Places, Error> {
    let place = |name: &str| {
        heading.iter().position(|cell| {
            cell.trim()
                .trim_start_matches('\u{FEFF}')
                .eq_ignore_ascii_case(name)
        })
    };
    let places = COLUMNS.map(place);
    for (column, place) in COLUMNS.into_iter().zip(places).take(2) {
        if place.is_none() {
            return Err(Error::NoColumn { column });
        }
    }
    Ok(places)
}

/// A line of a table as a term; a note when it has no Arabic or no rendering at all.
fn term(cells: &[String], places: &Places, line: usize) -> Result<Term, Note> {
    let cell = |column: usize| {
        places[column]
            .and_then(|place| cells.get(place))
            .map_or("", |cell| cell.trim())
    };
    let forms = |column: usize| -> Vec<String> {
        cell(column)
            .split('|')
            .map(str::trim)
            .filter(|form| !form.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let term = Term {
        arabic: forms(0),
        english: forms(1),
        forbidden: forms(2),
        unless: forms(3),
        note: cell(4).to_owned(),
    };
    checked(term, line)
}

fn checked(term: Term, line: usize) -> Result<Term, Note> {
    let note = |message: String| Note {
        line: Some(line),
        message,
    };
    if term.arabic.is_empty() || (term.english.is_empty() && term.forbidden.is_empty()) {
        return Err(note("an entry needs Arabic and English; left out".to_owned()));
    }
    if let Some(form) = term
        .arabic
        .iter()
        .find(|form| Share::of(form).lang() == Some(Lang::English))
    {
        return Err(note(format!("“{form}” stands under Arabic; left out")));
    }
    Ok(term)
}

fn cells(term: &Term) -> [String; 5] {
    [
        term.arabic.join("|"),
        term.english.join("|"),
        term.forbidden.join("|"),
        term.unless.join("|"),
        term.note.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn example() -> Vec<Term> {
        let list = |forms: &[&str]| forms.iter().map(|&form| form.to_owned()).collect();
        vec![
            Term {
                arabic: list(&["مانع منفاخي", "موانع منفاخية"]),
                english: list(&["concertina wire", "concertina obstacle"]),
                forbidden: list(&["inflatable"]),
                unless: list(&["قارب"]),
                note: "coils, \"open\" like an accordion & <folded>".to_owned(),
            },
            Term {
                arabic: list(&["داعش"]),
                english: list(&["ISIS"]),
                ..Term::default()
            },
        ]
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        for format in FORMATS {
            let text = format.write(&example());
            let (terms, notes) = format.read(&text).expect("its own output");
            assert_eq!((terms, notes.len()), (example(), 0), "{}", format.name());
        }
    }

    #[test]
    fn a_table_without_its_columns_is_refused() {
        assert_eq!(
            tsv::Tsv.read("term\tmeaning\nداعش\tISIS\n"),
            Err(Error::NoColumn { column: "arabic" })
        );
    }

    #[test]
    fn an_entry_without_a_rendering_is_a_note() {
        let (terms, notes) = csv::Csv
            .read("english,arabic\nISIS,داعش\n,الحشد\nPMF,Hashd\n")
            .expect("a table");
        assert_eq!(terms.len(), 1);
        assert_eq!((notes[0].line, notes[1].line), (Some(3), Some(4)));
    }

    proptest! {
        #[test]
        fn no_text_makes_a_reader_panic(text in "\\PC{0,80}") {
            for format in FORMATS {
                let read = format.read(&text);
                prop_assert!(read.is_ok() || read.is_err());
            }
        }
    }
}
