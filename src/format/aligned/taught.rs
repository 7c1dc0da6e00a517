//! Aligned texts as they come in: TMX, tab-separated, JSON lines; by the ending of the file's name.
//!
//! Tab-separated: two columns with an Arabic and an English text in either order, or the columns of
//! `tsv`. JSON lines: `{"ar","en"}`, or the lines of `jsonl`. A line without text on both sides is
//! passed over.

use serde_json::Value;

use crate::format::aligned::{tmx, tsv};
use crate::text::script::is_arabic_letter;

/// Why a file of aligned texts cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Its name does not say what it is.
    #[error("the name ends in neither .tmx nor .tsv nor .jsonl")]
    Ending,
    /// It is not in UTF-8.
    #[error("byte {offset}: expected UTF-8")]
    Encoding {
        /// Where, from 0.
        offset: usize,
    },
    /// It is no TMX.
    #[error(transparent)]
    Tmx(#[from] tmx::Error),
    /// A line is not what it should be.
    #[error("line {line}: {message}")]
    Line {
        /// From 1.
        line: usize,
        /// What was expected.
        message: String,
    },
}

/// The pairs of a file, Arabic first, each with its number in the file, from 1.
///
/// # Errors
///
/// [`Error`] with the line and what was expected.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<(usize, String, String)>, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| Error::Encoding {
        offset: error.valid_up_to(),
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    match ending.as_str() {
        "tmx" => {
            let pairs = tmx::read(text)?.pairs.into_iter();
            let pairs = pairs.map(|(pair, _)| (pair.source, pair.target));
            Ok((1..)
                .zip(pairs)
                .filter_map(|(number, pair)| sorted(number, pair))
                .collect())
        }
        "tsv" => lines(text, tsv_line),
        "jsonl" => lines(text, json_line),
        _ => Err(Error::Ending),
    }
}

type Texts = (String, String);

fn lines(
    text: &str,
    pair: impl Fn(&str) -> Result<Option<Texts>, String>,
) -> Result<Vec<(usize, String, String)>, Error> {
    let mut out = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let found = pair(line).map_err(|message| Error::Line {
            line: at + 1,
            message,
        })?;
        out.extend(found.and_then(|pair| sorted(at + 1, pair)));
    }
    Ok(out)
}

fn tsv_line(line: &str) -> Result<Option<Texts>, String> {
    if line == tsv::HEADER.trim_end() {
        return Ok(None);
    }
    let columns: Vec<&str> = line.split('\t').collect();
    match columns.as_slice() {
        [first, second] | [_, _, _, _, first, second] => {
            Ok(Some((tsv::unescape(first), tsv::unescape(second))))
        }
        _ => Err(format!("{} columns, expected two or six", columns.len())),
    }
}

fn json_line(line: &str) -> Result<Option<Texts>, String> {
    let value: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let side = |names: [&str; 2]| -> Option<String> {
        let found = names.iter().find_map(|name| value.get(name))?;
        match found {
            Value::String(text) => Some(text.clone()),
            Value::Array(pieces) => {
                let texts = pieces
                    .iter()
                    .map(|piece| piece.get("text").and_then(Value::as_str));
                Some(texts.collect::<Option<Vec<&str>>>()?.join(" "))
            }
            _ => None,
        }
    };
    match (side(["ar", "source"]), side(["en", "target"])) {
        (Some(first), Some(second)) => Ok(Some((first, second))),
        _ => Err("expected ar and en, or source and target".to_owned()),
    }
}

/// Arabic first; none when the two are not one text in each script.
fn sorted(number: usize, (first, second): Texts) -> Option<(usize, String, String)> {
    let letters = |text: &str, arabic: bool| {
        text.chars()
            .filter(|&c| c.is_alphabetic() && is_arabic_letter(c) == arabic)
            .count()
    };
    let is_arabic = |text: &str| letters(text, true) > letters(text, false);
    match (is_arabic(&first), is_arabic(&second)) {
        (true, false) if letters(&second, false) > 0 => Some((number, first, second)),
        (false, true) if letters(&first, false) > 0 => Some((number, second, first)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn either_order_and_every_form_is_read() {
        let expected = vec![(1, "نعم".to_owned(), "Yes".to_owned())];
        assert_eq!(read("a.tsv", "Yes\tنعم\n".as_bytes()).unwrap(), expected);
        let line = r#"{"ar":"نعم","en":"Yes","id":1}"#;
        assert_eq!(read("a.jsonl", line.as_bytes()).unwrap(), expected);
        let line = r#"{"source":[{"text":"نعم"}],"target":[{"text":"Yes"}]}"#;
        assert_eq!(read("a.JSONL", line.as_bytes()).unwrap(), expected);
        let tmx = r#"<?xml version="1.0"?><tmx version="1.4"><header srclang="ar"/><body>
<tu><tuv xml:lang="ar"><seg>نعم</seg></tuv><tuv xml:lang="en"><seg>Yes</seg></tuv></tu></body></tmx>"#;
        assert_eq!(read("m.tmx", tmx.as_bytes()).unwrap(), expected);
        let ours = format!(
            "{}0\t0\t0.990\tauto\tنعم\tYes\n1\t\t0.9\tauto\tلا\t\n",
            tsv::HEADER
        );
        assert_eq!(
            read("a.tsv", ours.as_bytes()).unwrap(),
            vec![(2, "نعم".to_owned(), "Yes".to_owned())]
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let error = |name: &str, text: &str| read(name, text.as_bytes()).unwrap_err().to_string();
        assert_eq!(
            error("a.tsv", "نعم\tYes\nx\n"),
            "line 2: 1 columns, expected two or six"
        );
        assert_eq!(
            error("a.jsonl", "{}"),
            "line 1: expected ar and en, or source and target"
        );
        assert!(error("a.txt", "").contains(".tmx"));
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC{0,60}") {
            for name in ["a.tmx", "a.tsv", "a.jsonl", "a"] {
                drop(read(name, text.as_bytes()));
            }
        }
    }
}
