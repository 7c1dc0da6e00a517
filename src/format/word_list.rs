//! Lists of words that are never misspelt, as plain text: one word a line.
//!
//! UTF-8; white space around a word, empty lines and lines that begin with `#` do not count. The
//! words may be Arabic or English. A list that is read and written again holds the same words.

use crate::text::script::Share;

/// Why a list of words cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no UTF-8.
    #[error("line {line}: it is not UTF-8")]
    NotUtf8 {
        /// 1-based.
        line: usize,
    },
    /// A line holds no word, or more than one.
    #[error("line {line}: “{found}”, expected one word of Arabic or Latin letters")]
    NotAWord {
        /// 1-based.
        line: usize,
        /// What stands there.
        found: String,
    },
}

/// The text of a file; the error names the first line that is no UTF-8.
pub(super) fn decoded(bytes: &[u8]) -> Result<&str, usize> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or(bytes);
        before.split(|&byte| byte == b'\n').count()
    })
}

/// Reads a list; the words as they are written, in the order of the file.
///
/// # Errors
///
/// [`Error`] with the first line that is no word.
pub fn read(bytes: &[u8]) -> Result<Vec<String>, Error> {
    let text = decoded(bytes).map_err(|line| Error::NotUtf8 { line })?;
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(line, word)| {
            word_of(word).ok_or_else(|| Error::NotAWord {
                line,
                found: word.chars().take(40).collect(),
            })
        })
        .collect()
}

/// The word, if it is one: letters of one script, perhaps with apostrophes.
pub fn word_of(word: &str) -> Option<String> {
    let word = word.trim();
    let has_letters = Share::of(word).lang().is_some();
    (has_letters && !word.contains(char::is_whitespace) && !word.contains(|c: char| c.is_ascii_digit()))
        .then(|| word.to_owned())
}

/// Writes a list, one word a line.
pub fn write<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let mut text = String::new();
    for word in words {
        text.push_str(word);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn comments_and_empty_lines_are_left_out() {
        let words = read("# house words\nmudhif\r\n\n  شلون \n".as_bytes());
        assert_eq!(words, Ok(vec!["mudhif".to_owned(), "شلون".to_owned()]));
    }

    #[test]
    fn a_line_that_is_no_word_is_named() {
        let error = read(b"mudhif\ntwo words\n").expect_err("two words are no word");
        assert_eq!(
            error.to_string(),
            "line 2: “two words”, expected one word of Arabic or Latin letters"
        );
        assert_eq!(read(b"a\n\xff\n"), Err(Error::NotUtf8 { line: 2 }));
        assert!(read(b"1234\n").is_err());
    }

    proptest! {
        #[test]
        fn a_list_goes_round(words in prop::collection::vec("[a-zا-ي']{0,4}[bن][a-z]{0,3}", 0..9)) {
            let text = write(words.iter().map(String::as_str));
            prop_assert_eq!(read(text.as_bytes()), Ok(words));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(read(&bytes).is_ok() || read(&bytes).is_err());
        }
    }
}
