//! Cuts of segments by hand, carried over to a new text.
//!
//! A cut is known by the words around it, [`AROUND`] on each side within the segment: it lives
//! on where these words stand together once in the new text.

/// Words on either side by which a cut is known.
pub const AROUND: usize = 3;

/// A cut, known by the words before and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    before: Vec<String>,
    after: Vec<String>,
}

impl Cut {
    /// The cut between two parts of a segment.
    pub fn between(before: &str, after: &str) -> Cut {
        let words = |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
        let (mut before, mut after) = (words(before), words(after));
        before.drain(..before.len().saturating_sub(AROUND));
        after.truncate(AROUND);
        Cut { before, after }
    }

    /// Where in a text it lies: the first byte after it; one place for each time its words stand
    /// together there.
    fn places(&self, text: &str) -> Vec<usize> {
        let words: Vec<(usize, &str)> = words(text);
        let (n, m) = (self.before.len(), self.after.len());
        if n == 0 || m == 0 {
            return Vec::new();
        }
        words
            .windows(n + m)
            .filter(|window| {
                let mut wanted = self.before.iter().chain(&self.after);
                window
                    .iter()
                    .all(|(_, word)| wanted.next().is_some_and(|own| own == word))
            })
            .map(|window| window[n].0)
            .collect()
    }
}

/// The words of a text with their first bytes.
fn words(text: &str) -> Vec<(usize, &str)> {
    text.split_whitespace()
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .collect()
}

/// Where the cuts lie in new segments: segment and byte in its text, in order. A cut whose words
/// stand together nowhere, or more than once, is gone.
pub fn carried(cuts: &[Cut], segments: &[String]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = cuts
        .iter()
        .filter_map(|cut| {
            let mut places = segments.iter().enumerate().flat_map(|(segment, text)| {
                let places = cut.places(text);
                places.into_iter().map(move |at| (segment, at))
            });
            let first = places.next()?;
            places.next().is_none().then_some(first)
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_cut_lives_on_where_its_words_do() {
        let cut = Cut::between("They came home late at night", "and nobody saw them at all");
        let same = texts(&["All well.", "They came back late at night  and nobody saw us."]);
        assert_eq!(carried(std::slice::from_ref(&cut), &same), [(1, 30)]);
        let changed = texts(&["They came home late at dawn and nobody saw them."]);
        assert_eq!(carried(std::slice::from_ref(&cut), &changed), []);
        let twice = texts(&["late at night and nobody saw or late at night and nobody saw"]);
        assert_eq!(carried(&[cut], &twice), []);
    }

    #[test]
    fn short_parts_are_known_by_what_they_have() {
        let cut = Cut::between("نعم،", "كنا هناك.");
        let segments = texts(&["نعم، كنا هناك."]);
        assert_eq!(carried(&[cut], &segments), [(0, "نعم، ".len())]);
    }
}
