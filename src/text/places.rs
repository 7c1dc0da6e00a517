//! From bytes to code points and lines, quickly for many places of one text.

/// Bytes between two notes of the index.
const STEP: usize = 512;

/// An index of a text.
#[derive(Debug)]
pub struct Places<'a> {
    raw: &'a str,
    /// Code points and line ends before byte `i * STEP` (moved up to a character boundary).
    notes: Vec<(usize, usize, usize)>,
}

impl<'a> Places<'a> {
    /// Reads the text once.
    pub fn new(raw: &'a str) -> Places<'a> {
        let mut notes = vec![(0, 0, 0)];
        let (mut chars, mut lines) = (0, 0);
        for (at, c) in raw.char_indices() {
            if at >= notes.len() * STEP {
                notes.push((at, chars, lines));
            }
            chars += 1;
            lines += usize::from(c == '\n');
        }
        Places { raw, notes }
    }

    fn before(&self, byte: usize) -> (usize, usize) {
        let mut end = byte.min(self.raw.len());
        while !self.raw.is_char_boundary(end) {
            end -= 1;
        }
        let note = self.notes.partition_point(|(at, _, _)| *at <= end);
        let (at, chars, lines) = self
            .notes
            .get(note.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let rest = &self.raw[at..end];
        (
            chars + rest.chars().count(),
            lines + rest.bytes().filter(|&byte| byte == b'\n').count(),
        )
    }

    /// How many code points stand before a byte.
    pub fn chars(&self, byte: usize) -> usize {
        self.before(byte).0
    }

    /// The line that a byte is on, from 1.
    pub fn line(&self, byte: usize) -> usize {
        self.before(byte).1 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::{char_offset, line_of};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_counts_as_counting_from_the_start_does(
            text in "[aب😀\n]{0,400}",
            at in any::<proptest::sample::Index>(),
        ) {
            let byte = at.index(text.len() + 1);
            let places = Places::new(&text);
            prop_assert_eq!(places.chars(byte), char_offset(&text, byte));
            let mut boundary = byte;
            while !text.is_char_boundary(boundary) {
                boundary -= 1;
            }
            prop_assert_eq!(places.line(byte), line_of(&text, boundary));
        }
    }
}
