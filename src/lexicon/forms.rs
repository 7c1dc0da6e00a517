//! A list of word forms with their frequencies, sorted by folded form and front-coded.
//!
//! Forms that fold alike stand together, the most frequent first, so one search answers both
//! "is this very form known?" and "which form is it, seats of hamza aside?".

use crate::lexicon::file::{File, FileError, Reader, u32_at};
use crate::text::Lang;
use crate::text::fold::fold_letter;

/// Forms in a block; each block begins with a whole form.
const BLOCK: usize = 16;
/// Longest form in bytes.
const LONGEST: usize = 64;
/// A frequency is stored as -log10 of the probability, in this many parts.
const PARTS: f32 = 25.0;

/// The view of one list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Forms<'a> {
    lang: Lang,
    count: usize,
    starts: &'a [u8],
    costs: &'a [u8],
    text: &'a [u8],
}

/// A form found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// Its place in the list.
    pub(crate) at: usize,
    /// log10 of its probability.
    pub(crate) log10: f32,
    /// Is it the very form, not only one that folds alike?
    pub(crate) exact: bool,
}

impl<'a> Forms<'a> {
    pub(crate) fn open(file: &File<'a>, tag: &'static str, lang: Lang) -> Result<Forms<'a>, FileError> {
        let mut r = Reader::new(file, tag)?;
        let (count, length) = (r.u32()? as usize, r.u32()? as usize);
        Ok(Forms {
            lang,
            count,
            starts: r.take(4 * count.div_ceil(BLOCK))?,
            costs: r.take(count)?,
            text: r.take(length)?,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.count
    }

    pub(crate) fn log10(&self, at: usize) -> Option<f32> {
        self.costs.get(at).map(|&cost| -f32::from(cost) / PARTS)
    }

    /// Looks up a form; `folded` is its folded form, `bare` the form itself without marks. The
    /// very form is preferred to a more frequent one that folds alike.
    pub(crate) fn find(&self, bare: &str, folded: &str) -> Option<Found> {
        self.scan(self.block_before(folded), bare.as_bytes(), folded)
    }

    /// The last block that begins before the forms that fold to `folded`.
    fn block_before(&self, folded: &str) -> usize {
        let blocks = self.count.div_ceil(BLOCK);
        let (mut low, mut high) = (0, blocks);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self
                .head(middle)
                .is_some_and(|head| self.order(head, folded).is_lt())
            {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.saturating_sub(1)
    }

    /// From the start of `block` on, the forms that fold to `folded`.
    fn scan(&self, block: usize, bare: &[u8], folded: &str) -> Option<Found> {
        let mut best = None;
        let mut cursor = self.cursor(block);
        while let Some((at, form)) = cursor.next_form() {
            match self.order(form, folded) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Greater => break,
                std::cmp::Ordering::Equal => {
                    let exact = form == bare;
                    if exact || best.is_none() {
                        let log10 = self.log10(at)?;
                        best = Some(Found { at, log10, exact });
                    }
                    if exact {
                        break;
                    }
                }
            }
        }
        best
    }

    /// Compares a listed form, once folded, with a folded one, byte by byte.
    fn order(&self, form: &[u8], folded: &str) -> std::cmp::Ordering {
        let Ok(form) = std::str::from_utf8(form) else {
            return std::cmp::Ordering::Greater;
        };
        match self.lang {
            Lang::English => form.cmp(folded),
            Lang::Arabic => form.chars().map(fold_letter).cmp(folded.chars()),
        }
    }

    /// The forms that fold to `folded`, the most frequent first, each with log10 of its probability.
    pub(crate) fn alike(&self, folded: &str) -> Vec<(String, f32)> {
        let mut alike = Vec::new();
        let mut cursor = self.cursor(self.block_before(folded));
        while let Some((at, form)) = cursor.next_form() {
            match self.order(form, folded) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Greater => break,
                std::cmp::Ordering::Equal => {
                    if let (Ok(form), Some(log10)) = (std::str::from_utf8(form), self.log10(at)) {
                        alike.push((form.to_owned(), log10));
                    }
                }
            }
        }
        alike
    }

    fn head(&self, block: usize) -> Option<&'a [u8]> {
        let start = u32_at(self.starts, 4 * block)? as usize;
        let length = *self.text.get(start + 1)? as usize;
        self.text.get(start + 2..start + 2 + length)
    }

    /// Walks the forms from the start of a block to the end of the list.
    pub(crate) fn cursor(&self, block: usize) -> Cursor<'a> {
        let start = u32_at(self.starts, 4 * block).map_or(self.text.len(), |s| s as usize);
        Cursor {
            rest: self.text.get(start..).unwrap_or(&[]),
            at: block * BLOCK,
            form: [0; LONGEST],
        }
    }
}

/// A walk over a list of forms.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
    at: usize,
    form: [u8; LONGEST],
}

impl Cursor<'_> {
    /// The next form and its place in the list.
    pub(crate) fn next_form(&mut self) -> Option<(usize, &[u8])> {
        let [shared, length, rest @ ..] = self.rest else {
            return None;
        };
        let (shared, length) = (*shared as usize, *length as usize);
        let (tail, rest) = rest.split_at_checked(length)?;
        self.form.get_mut(shared..shared + length)?.copy_from_slice(tail);
        self.rest = rest;
        self.at += 1;
        Some((self.at - 1, &self.form[..shared + length]))
    }
}
