//! Glossaries as comma-separated values (RFC 4180), as spreadsheets write them; semicolons are
//! read too.

use crate::bitext::Note;
use crate::format::glossary::{COLUMNS, Error, Format, cells, places, term};
use crate::lexicon::terms::Term;

/// Comma-separated values.
#[derive(Debug)]
pub struct Csv;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn read(&self, text: &str) -> Result<(Vec<Term>, Vec<Note>), Error> {
        let heading = text.lines().next().unwrap_or("");
        let semicolons = heading.contains(';') && !heading.contains(',');
        let mut reader = ::csv::ReaderBuilder::new()
            .delimiter(if semicolons { b';' } else { b',' })
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut rows = reader.records();
        let row = |row: Option<Result<::csv::StringRecord, ::csv::Error>>| match row {
            None => Ok(None),
            Some(Ok(record)) => Ok(Some(record)),
            Some(Err(error)) => Err(malformed(&error)),
        };
        let heading = row(rows.next())?.unwrap_or_default();
        let places = places(&strings(&heading))?;
        let mut terms = Vec::new();
        let mut notes = Vec::new();
        while let Some(record) = row(rows.next())? {
            let line = record.position().map_or(0, |position| position.line() as usize);
            match term(&strings(&record), &places, line) {
                Ok(term) => terms.push(term),
                Err(note) => notes.push(note),
            }
        }
        Ok((terms, notes))
    }

    fn write(&self, terms: &[Term]) -> String {
        let mut text = COLUMNS.join(",") + "\n";
        for term in terms {
            let cells = cells(term).map(|cell| quoted(&cell));
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        text
    }
}

fn strings(record: &::csv::StringRecord) -> Vec<String> {
    record.iter().map(str::to_owned).collect()
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn malformed(error: &::csv::Error) -> Error {
    Error::Malformed {
        line: error.position().map_or(1, |position| position.line() as usize),
        problem: error.to_string(),
    }
}
