//! The embedded lexicon file: a checked little-endian view of its sections.
//!
//! `docs/formats.md` says what each byte means; `corpora/lexicon/` how the file is made. Opening
//! it reads the header and the section table and nothing else: sections are slices of the file.

use std::sync::OnceLock;

/// What this build carries.
static EMBEDDED: &[u8] = include_bytes!("../../corpora/lexicon/lexicon.bin");

const MAGIC: &[u8; 8] = b"muqlex\x01\x00";
const HEADER: usize = 20;
const ENTRY: usize = 16;

/// What may be wrong with a lexicon file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// The first eight bytes are not those of this format and version.
    #[error("not a lexicon file of version 1")]
    Magic,
    /// The file or a section is shorter than its header says.
    #[error("lexicon file cut short: {0} needs {1} bytes")]
    Short(String, usize),
    /// A section is missing.
    #[error("lexicon file without section {0}")]
    Missing(String),
    /// A checksum does not agree.
    #[error("lexicon file damaged in {0}")]
    Checksum(String),
    /// A section's own header holds an impossible value.
    #[error("lexicon section {0}: {1}")]
    Section(String, &'static str),
}

/// A view of a lexicon file.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    bytes: &'a [u8],
    sections: usize,
}

impl<'a> File<'a> {
    /// Checks magic, version, length and the section table.
    ///
    /// # Errors
    /// Which of the four does not hold.
    pub fn open(bytes: &'a [u8]) -> Result<File<'a>, FileError> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err(FileError::Magic);
        }
        let short = |need| FileError::Short("header".into(), need);
        let sections = u32_at(bytes, 8).ok_or_else(|| short(HEADER))? as usize;
        let length = u32_at(bytes, 12).ok_or_else(|| short(HEADER))? as usize;
        let sum = u32_at(bytes, 16).ok_or_else(|| short(HEADER))?;
        if bytes.len() != length {
            return Err(FileError::Short("file".into(), length));
        }
        let end = HEADER + ENTRY * sections;
        let table = bytes.get(HEADER..end).ok_or_else(|| short(end))?;
        if crc32fast::hash(table) != sum {
            return Err(FileError::Checksum("section table".into()));
        }
        Ok(File { bytes, sections })
    }

    /// The file that this build carries.
    ///
    /// # Panics
    /// Never: a test opens the embedded file.
    pub fn embedded() -> &'static File<'static> {
        static FILE: OnceLock<File<'static>> = OnceLock::new();
        FILE.get_or_init(|| File::open(EMBEDDED).expect("the embedded lexicon passes its tests"))
    }

    /// The whole file.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// A section by its four-letter tag.
    ///
    /// # Errors
    /// The file has no such section, or it reaches beyond the end.
    pub fn section(&self, tag: &str) -> Result<&'a [u8], FileError> {
        let (_, data, _) = self
            .entries()
            .find(|&(name, _, _)| name == tag.as_bytes())
            .ok_or_else(|| FileError::Missing(tag.into()))?;
        data.ok_or_else(|| FileError::Short(tag.into(), 0))
    }

    /// Compares every section with its checksum; reads the whole file.
    ///
    /// # Errors
    /// The first section that does not agree.
    pub fn verify(&self) -> Result<(), FileError> {
        for (name, data, sum) in self.entries() {
            let tag = || String::from_utf8_lossy(name).into_owned();
            let data = data.ok_or_else(|| FileError::Short(tag(), 0))?;
            if crc32fast::hash(data) != sum {
                return Err(FileError::Checksum(tag()));
            }
        }
        Ok(())
    }

    fn entries(&self) -> impl Iterator<Item = (&'a [u8], Option<&'a [u8]>, u32)> + use<'a> {
        let bytes = self.bytes;
        let table = bytes.get(HEADER..HEADER + ENTRY * self.sections);
        table.unwrap_or(&[]).chunks_exact(ENTRY).map(move |entry| {
            let field = |at| u32_at(entry, at).unwrap_or(0);
            let start = field(4) as usize;
            let data = bytes.get(start..start.saturating_add(field(8) as usize));
            (&entry[..4], data, field(12))
        })
    }
}

/// Reads a section front to back, field by field.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    tag: &'static str,
    rest: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(file: &File<'a>, tag: &'static str) -> Result<Reader<'a>, FileError> {
        let rest = file.section(tag)?;
        Ok(Reader { tag, rest, at: 0 })
    }

    pub(crate) fn take(&mut self, n: usize) -> Result<&'a [u8], FileError> {
        let short = || FileError::Short(self.tag.into(), self.at.saturating_add(n));
        let (head, rest) = self.rest.split_at_checked(n).ok_or_else(short)?;
        self.rest = rest;
        self.at += n;
        Ok(head)
    }

    /// Skips to the next multiple of four.
    pub(crate) fn align(&mut self) -> Result<(), FileError> {
        self.take(self.at.wrapping_neg() % 4).map(|_| ())
    }

    pub(crate) fn u8(&mut self) -> Result<u8, FileError> {
        Ok(self.take(1)?[0])
    }

    pub(crate) fn u16(&mut self) -> Result<u16, FileError> {
        let b = self.take(2)?;
        Ok(u16::from_le_bytes([b[0], b[1]]))
    }

    pub(crate) fn u32(&mut self) -> Result<u32, FileError> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    pub(crate) fn f32(&mut self) -> Result<f32, FileError> {
        self.u32().map(f32::from_bits)
    }

    pub(crate) fn floats(&mut self, count: usize) -> Result<Vec<f32>, FileError> {
        (0..count).map(|_| self.f32()).collect()
    }

    pub(crate) fn wrong(&self, what: &'static str) -> FileError {
        FileError::Section(self.tag.into(), what)
    }

    /// Numbers of sixteen bits (IEEE 754 binary16, finite).
    pub(crate) fn halves(&mut self, count: usize) -> Result<Vec<f32>, FileError> {
        let bytes = self.take(2 * count)?;
        Ok(bytes.as_chunks().0.iter().map(|&half| from_half(half)).collect())
    }
}

/// The value of a finite little-endian binary16.
pub(crate) fn from_half(bytes: [u8; 2]) -> f32 {
    /// Makes up for the larger bias of a wide exponent: 2 to the 112th.
    const REBIAS: f32 = f32::from_bits(0x7780_0000);
    let bits = u32::from(u16::from_le_bytes(bytes));
    let size = f32::from_bits((bits & 0x7fff) << 13) * REBIAS;
    if bits & 0x8000 == 0 { size } else { -size }
}

/// The little-endian u32 at a byte offset.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let b = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// The little-endian u16 at a byte offset.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let b = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([b[0], b[1]]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_embedded_file_agrees_with_its_checksums() {
        File::open(EMBEDDED).unwrap().verify().unwrap();
    }

    #[test]
    fn short_numbers_are_widened() {
        for (half, value) in [
            (0x0000u16, 0.0f32),
            (0x3c00, 1.0),
            (0xc100, -2.5),
            (0x7bff, 65504.0),
            (0x0001, 5.960_464_5e-8),
        ] {
            assert_eq!(from_half(half.to_le_bytes()).to_bits(), value.to_bits());
        }
    }

    #[test]
    fn a_cut_file_is_refused() {
        let cut = &EMBEDDED[..EMBEDDED.len() - 1];
        assert!(matches!(File::open(cut), Err(FileError::Short(..))));
        assert_eq!(File::open(b"nonsense").unwrap_err(), FileError::Magic);
    }

    proptest! {
        #[test]
        fn no_header_panics(tail in proptest::collection::vec(any::<u8>(), 0..80)) {
            let bytes = [MAGIC.as_slice(), &tail].concat();
            if let Ok(file) = File::open(&bytes) {
                prop_assert!(file.section("none").is_err());
            }
        }
    }
}
