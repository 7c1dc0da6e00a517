//! Glossaries as tab-separated values: no quoting; a tab or line end inside a cell is a space.

use crate::bitext::Note;
use crate::format::glossary::{COLUMNS, Error, Format, cells, places, term};
use crate::lexicon::terms::Term;

/// Tab-separated values.
#[derive(Debug)]
pub struct Tsv;

impl Format for Tsv {
    fn name(&self) -> &'static str {
        "tsv"
    }

    fn read(&self, text: &str) -> Result<(Vec<Term>, Vec<Note>), Error> {
        let mut lines = text.lines().enumerate();
        let heading = split(lines.next().map_or("", |(_, line)| line));
        let places = places(&heading)?;
        let mut terms = Vec::new();
        let mut notes = Vec::new();
        for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
            match term(&split(line), &places, index + 1) {
                Ok(term) => terms.push(term),
                Err(note) => notes.push(note),
            }
        }
        Ok((terms, notes))
    }

    fn write(&self, terms: &[Term]) -> String {
        let mut text = COLUMNS.join("\t") + "\n";
        for term in terms {
            let cells = cells(term).map(|cell| cell.replace(['\t', '\n', '\r'], " "));
            text.push_str(&cells.join("\t"));
            text.push('\n');
        }
        text
    }
}

fn split(line: &str) -> Vec<String> {
    line.split('\t').map(str::to_owned).collect()
}
