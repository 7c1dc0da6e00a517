//! Byte strings in sorted order, searched for all that a text begins with.

use crate::lexicon::file::{FileError, Reader};

/// Lengths and starts of strings that follow one another in a section.
#[derive(Debug, Clone)]
pub(crate) struct Strings<'a> {
    starts: Vec<u32>,
    text: &'a [u8],
}

impl<'a> Strings<'a> {
    /// Reads the index of `count` strings; their text is given later by [`Strings::with_text`].
    pub(crate) fn index(r: &mut Reader<'a>, count: usize) -> Result<Strings<'a>, FileError> {
        r.take(4 * count.div_ceil(16))?;
        let lengths = r.take(count)?;
        r.align()?;
        let mut starts = Vec::with_capacity(count + 1);
        let mut at = 0u32;
        starts.push(at);
        for &length in lengths {
            at += u32::from(length);
            starts.push(at);
        }
        Ok(Strings { starts, text: &[] })
    }

    /// The strings with their text.
    pub(crate) fn with_text(mut self, text: &'a [u8]) -> Strings<'a> {
        self.text = text;
        self
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(crate) fn get(&self, i: usize) -> &'a [u8] {
        let at = |k| self.starts.get(k).map_or(0, |&s| s as usize);
        self.text.get(at(i)..at(i + 1)).unwrap_or(&[])
    }

    /// Calls `visit` with length and index of each string that `text` begins with, shortest first.
    pub(crate) fn prefixes(&self, text: &[u8], mut visit: impl FnMut(usize, usize)) {
        let (mut low, mut high) = (0, self.len());
        for (depth, &byte) in text.iter().enumerate() {
            low = self.first(low, high, |s| s.get(depth).is_some_and(|&b| b >= byte));
            high = self.first(low, high, |s| s.get(depth).is_some_and(|&b| b > byte));
            if low == high {
                return;
            }
            if self.get(low).len() == depth + 1 {
                visit(depth + 1, low);
            }
        }
    }

    /// The first string of a range for which `holds`, given that it holds for all after it.
    fn first(&self, mut low: usize, mut high: usize, holds: impl Fn(&[u8]) -> bool) -> usize {
        while low < high {
            let middle = usize::midpoint(low, high);
            if holds(self.get(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }
}
