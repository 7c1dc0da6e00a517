//! Tab-separated values: one bead a line under a header, for spreadsheets and scripts.
//!
//! Columns: segment numbers of both sides, confidence, status, both texts. Tabs, line ends and
//! backslashes in a text are written as `\t`, `\n`, `\r`, `\\`, so that a line is a bead.

use std::fmt::Write as _;

use crate::bitext::Role;
use crate::format::aligned::{Unit, rounded};

/// The header.
pub const HEADER: &str = "source_segments\ttarget_segments\tconfidence\tstatus\tsource\ttarget\n";

/// Writes units under the header.
pub fn write(units: &[Unit]) -> String {
    let mut out = HEADER.to_owned();
    for unit in units {
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            "{}\t{}\t{:.3}\t{}\t{}\t{}",
            unit.numbers(Role::Source),
            unit.numbers(Role::Target),
            rounded(unit.confidence),
            unit.status,
            escape(&unit.text(Role::Source)),
            escape(&unit.text(Role::Target)),
        );
    }
    out
}

/// A text on one line without tabs.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out
}

/// A text on one line: tabs and line ends become spaces, CRLF one.
pub fn one_line(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| {
            if matches!(
                c,
                '\t' | '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
            ) {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// The text behind an escaped one.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('t') => out.push('\t'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::aligned::examples;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_a_bead() {
        let units = examples::units();
        let text = write(&units);
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
        assert_eq!(rows.len(), units.len() + 1);
        assert!(rows.iter().all(|row| row.len() == 6));
        assert_eq!(rows[2][..4], ["1,2", "1", "0.988", "confirmed"]);
        assert_eq!(unescape(rows[2][4]), "جلس. ثم\tقام.");
        assert_eq!(rows[3][1], "");
    }

    proptest! {
        #[test]
        fn escaping_can_be_undone(text in "[a\\\\\t\n\rب]{0,20}") {
            prop_assert!(!escape(&text).contains(['\t', '\n', '\r']));
            prop_assert_eq!(unescape(&escape(&text)), text);
        }
    }
}
