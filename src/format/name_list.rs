//! Lists of names as tab-separated values: Arabic, preferred Latin form, accepted variants
//! (comma-joined), kind, note.
//!
//! UTF-8, one name a line; the last three columns may be missing. A first line that says
//! `arabic`, `latin` … is a heading; empty lines and lines that begin with `#` do not count. A
//! list that is read and written again holds the same names.

use crate::format::word_list::decoded;
use crate::lexicon::names::Name;
use crate::lexicon::romanise::{arabic_key, latin_key};

/// The columns, in their order.
pub const COLUMNS: [&str; 5] = ["arabic", "latin", "variants", "kind", "note"];

/// Why a list of names cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no UTF-8.
    #[error("line {line}: it is not UTF-8")]
    NotUtf8 {
        /// 1-based.
        line: usize,
    },
    /// The line has one column only.
    #[error("line {line}: “{found}” has no tab, expected an Arabic name, a tab and its Latin form")]
    OneColumn {
        /// 1-based.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// A column does not hold letters of its script.
    #[error("line {line}: the {column} column holds “{found}”, expected {script} letters")]
    Script {
        /// 1-based.
        line: usize,
        /// The column.
        column: &'static str,
        /// What stands there.
        found: String,
        /// The letters that it should have.
        script: &'static str,
    },
}

/// Reads a list, in the order of the file.
///
/// # Errors
///
/// [`Error`] with the first line that is no name.
pub fn read(bytes: &[u8]) -> Result<Vec<Name>, Error> {
    let text = decoded(bytes).map_err(|line| Error::NotUtf8 { line })?;
    text.lines()
        .enumerate()
        .filter(|(index, line)| !(*index == 0 && is_heading(line)))
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(index, line)| name(line, index + 1))
        .collect()
}

fn is_heading(line: &str) -> bool {
    let first = line.split('\t').next().unwrap_or_default();
    first.trim().eq_ignore_ascii_case(COLUMNS[0])
}

/// A line as a name; the error says what is wrong with it.
fn name(text: &str, line: usize) -> Result<Name, Error> {
    let cell = |column: usize| text.split('\t').nth(column).unwrap_or_default().trim();
    let shown = |text: &str| -> String { text.chars().take(40).collect() };
    if !text.contains('\t') {
        return Err(Error::OneColumn {
            line,
            found: shown(text),
        });
    }
    let wrong = |column: usize, script| Error::Script {
        line,
        column: COLUMNS[column],
        found: shown(cell(column)),
        script,
    };
    if arabic_key(cell(0)).is_empty() {
        return Err(wrong(0, "Arabic"));
    }
    let variants = cell(2).split(',').filter(|variant| !variant.trim().is_empty());
    if variants.into_iter().any(|variant| latin_key(variant).is_empty()) {
        return Err(wrong(2, "Latin"));
    }
    Name::read(text).ok_or_else(|| wrong(1, "Latin"))
}

/// Writes a list with its heading.
pub fn write(names: &[Name]) -> String {
    let mut text = COLUMNS.join("\t") + "\n";
    for name in names {
        text.push_str(&name.line());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_list_is_read_with_and_without_heading() {
        let bare = "البصرة\tBasra\tBasrah\n";
        let names = read(bare.as_bytes()).expect("a list");
        assert_eq!(names[0].variants, ["Basrah"]);
        assert_eq!(read(write(&names).as_bytes()), Ok(names));
    }

    #[test]
    fn a_line_that_is_no_name_is_named() {
        let message = |text: &str| read(text.as_bytes()).map_err(|error| error.to_string());
        assert_eq!(
            message("# names\nBasra\tالبصرة\n"),
            Err("line 2: the arabic column holds “Basra”, expected Arabic letters".to_owned())
        );
        assert_eq!(
            message("البصرة\tالبصرة\n"),
            Err("line 1: the latin column holds “البصرة”, expected Latin letters".to_owned())
        );
        assert!(message("البصرة Basra\n").is_err_and(|error| error.contains("has no tab")));
    }

    proptest! {
        #[test]
        fn a_list_goes_round(latin in "[A-Z][a-z]{1,8}", arabic in "[ب-غف-ي]{2,8}", note in "[a-z ]{0,9}") {
            let name = Name {
                arabic,
                latin,
                variants: vec!["Other".to_owned()],
                kind: String::new(),
                note: note.trim().to_owned(),
            };
            prop_assert_eq!(read(write(std::slice::from_ref(&name)).as_bytes()), Ok(vec![name]));
        }
    }
}
