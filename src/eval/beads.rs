//! Bead files: one bead a line, Arabic line numbers TAB English line numbers.
//!
//! Numbers are 0-based and comma-joined; the field of a missing side is empty. The order of the
//! lines does not matter, and the numbers of a side need not be neighbours.

use std::collections::BTreeSet;

use crate::bitext::{Alignment, Pair};

/// A bead as a file names it: any set of lines on either side.
pub type BeadFile = Vec<Pair<BTreeSet<usize>>>;

/// Why a text is no bead file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BeadFileError {
    /// Not two fields.
    #[error("line {line}: expected 2 fields divided by a tab, found {found}")]
    Fields {
        /// 1-based.
        line: usize,
        /// How many there are.
        found: usize,
    },
    /// A field that is not a list of numbers.
    #[error("line {line}: expected comma-joined line numbers, found {field:?}")]
    Number {
        /// 1-based.
        line: usize,
        /// The field.
        field: String,
    },
    /// Both sides empty.
    #[error("line {line}: expected lines on one side at least, both are empty")]
    Empty {
        /// 1-based.
        line: usize,
    },
    /// A line number in two beads.
    #[error("line {line}: {side} line {number} is already in another bead")]
    Again {
        /// 1-based.
        line: usize,
        /// `first` or `second`.
        side: &'static str,
        /// 0-based.
        number: usize,
    },
}

/// Reads a bead file; the first field is `source` of the pairs.
///
/// # Errors
///
/// [`BeadFileError`] names the first line that is malformed.
pub fn read_beads(text: &str) -> Result<BeadFile, BeadFileError> {
    let mut seen = Pair::<BTreeSet<usize>>::default();
    let mut out = Vec::new();
    for (at, raw) in text.split('\n').enumerate() {
        let row = raw.trim_end_matches('\r');
        if row.is_empty() {
            continue;
        }
        let line = at + 1;
        let fields: Vec<&str> = row.split('\t').collect();
        let [first, second] = fields[..] else {
            return Err(BeadFileError::Fields {
                line,
                found: fields.len(),
            });
        };
        let bead = Pair::new(numbers(first, line)?, numbers(second, line)?);
        if bead.source.is_empty() && bead.target.is_empty() {
            return Err(BeadFileError::Empty { line });
        }
        again("first", line, &mut seen.source, &bead.source)?;
        again("second", line, &mut seen.target, &bead.target)?;
        out.push(bead);
    }
    Ok(out)
}

fn numbers(field: &str, line: usize) -> Result<BTreeSet<usize>, BeadFileError> {
    let malformed = || BeadFileError::Number {
        line,
        field: field.to_owned(),
    };
    let mut out = BTreeSet::new();
    if field.is_empty() {
        return Ok(out);
    }
    for part in field.split(',') {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let number = part.parse().ok().filter(|_| digits).ok_or_else(malformed)?;
        if !out.insert(number) {
            return Err(malformed());
        }
    }
    Ok(out)
}

fn again(
    side: &'static str,
    line: usize,
    seen: &mut BTreeSet<usize>,
    bead: &BTreeSet<usize>,
) -> Result<(), BeadFileError> {
    if let Some(&number) = seen.intersection(bead).next() {
        return Err(BeadFileError::Again { line, side, number });
    }
    seen.extend(bead);
    Ok(())
}

/// Writes an alignment as a bead file; the source is the first field.
pub fn write_beads(alignment: &Alignment) -> String {
    let mut out = String::new();
    for bead in alignment.beads() {
        out.push_str(&joined(bead.source()));
        out.push('\t');
        out.push_str(&joined(bead.target()));
        out.push('\n');
    }
    out
}

fn joined(run: std::ops::Range<usize>) -> String {
    let numbers: Vec<String> = run.map(|number| number.to_string()).collect();
    numbers.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn malformed_lines_are_named() {
        assert!(matches!(
            read_beads("0\t0\n1"),
            Err(BeadFileError::Fields { line: 2, found: 1 })
        ));
        assert!(matches!(
            read_beads("x\t0"),
            Err(BeadFileError::Number { line: 1, .. })
        ));
        assert!(matches!(
            read_beads("+1\t0"),
            Err(BeadFileError::Number { line: 1, .. })
        ));
        assert!(matches!(read_beads("0,0\t0"), Err(BeadFileError::Number { .. })));
        assert!(matches!(read_beads("\t"), Err(BeadFileError::Empty { line: 1 })));
        assert!(matches!(
            read_beads("0\t0\n1\t0"),
            Err(BeadFileError::Again {
                line: 2,
                side: "second",
                number: 0
            })
        ));
    }

    #[test]
    fn gaps_and_crossings_are_read() {
        let beads = read_beads("2,1\t0\r\n\t1\n\n0\t").map(|beads| beads.len());
        assert_eq!(beads, Ok(3));
    }
}
