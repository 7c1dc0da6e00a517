//! Half-open byte ranges of a raw text.

/// A half-open range of UTF-8 bytes, on character boundaries of the raw text of one side.
///
/// Which side is said by what holds the span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte; never less than `start`.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; an end before the start gives an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Span {
        Span {
            start,
            end: end.max(start),
        }
    }

    /// The empty span at a place.
    pub fn at(place: usize) -> Span {
        Span::new(place, place)
    }

    /// The text it covers; empty when it does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Does it cover nothing?
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same span, `by` bytes further right (from a part's own offsets to the whole text's).
    #[must_use]
    pub fn shift(self, by: usize) -> Span {
        Span::new(self.start + by, self.end + by)
    }

    /// Do the two share a byte?
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Does it hold all of `other`?
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// The number of code points before a byte offset, as JSON output counts places.
pub fn char_offset(text: &str, byte: usize) -> usize {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].chars().count()
}

/// The 1-based line on which a byte offset lies.
pub fn line_of(text: &str, byte: usize) -> usize {
    text.char_indices()
        .take_while(|&(at, _)| at < byte)
        .filter(|&(_, c)| c == '\n')
        .count()
        + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_off_a_character_boundary_covers_nothing() {
        assert_eq!(Span::new(1, 2).of("سلام"), "");
        assert_eq!(Span::new(0, 4).of("سلام"), "سل");
        assert_eq!(Span::new(3, 99).of("abc"), "");
    }

    #[test]
    fn places_are_counted_in_code_points() {
        assert_eq!(char_offset("سلام x", 9), 5);
        assert_eq!(char_offset("سلام", 3), 1);
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}
