//! The English word table: which forms exist, how frequent they are, in which variety.
//!
//! A sorted, front-coded list in blocks of sixteen words, read where it lies; how it is made and
//! its layout byte by byte: `corpora/lexicon/spelling/README.md`. A look-up is a binary search
//! over first words of blocks and a walk through one block. [`Index`] unpacks the list for
//! scans over all words and is made only when a first unknown word asks for candidates.

use std::cmp::Ordering;
use std::sync::OnceLock;

static BYTES: &[u8] = include_bytes!("../../../corpora/lexicon/spelling-en.bin");

const BLOCK: usize = 16;

/// Half of what separates two frequency classes, and where class 1 lies (log2 of a count in a
/// text of 5.4e11 words).
const CLASS_STEP: f32 = 1.45;
const CLASS_ONE: f32 = 13.0;
const LOG2_TEXT: f32 = 38.98;

/// What the table says of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry(u8);

/// Where a spelling is at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variety {
    /// Only the American dictionary has it.
    American,
    /// Only the British dictionary has it.
    British,
}

impl Entry {
    /// Is the form good in lower case?
    pub fn plain(self) -> bool {
        self.0 & 16 != 0
    }

    /// Is the form good with capitals (`Iraq`, `NATO`)?
    pub fn capital(self) -> bool {
        self.0 & 32 != 0
    }

    /// The variety, for a form that only one of the two dictionaries has.
    pub fn variety(self) -> Option<Variety> {
        match self.0 & 0xC0 {
            0x40 => Some(Variety::American),
            0x80 => Some(Variety::British),
            _ => None,
        }
    }

    /// Does only the frequency list have it: real, but no word to offer?
    pub fn counted_only(self) -> bool {
        self.0 & 0xC0 == 0xC0
    }

    /// Its frequency class, 0 (not counted) to 15.
    pub fn class(self) -> u8 {
        self.0 & 15
    }

    /// Natural logarithm of its share of running words; words that were not counted get one
    /// class less than the rarest counted ones.
    pub fn log_probability(self) -> f32 {
        let class = f32::from(self.class());
        (CLASS_ONE + CLASS_STEP * (class - 1.0) - LOG2_TEXT) * std::f32::consts::LN_2
    }
}

/// Looks a form up; `key` is in lower case with straight apostrophes.
pub fn entry(key: &str) -> Option<Entry> {
    let key = key.as_bytes();
    let blocks = number(4);
    let (mut low, mut high) = (0, blocks);
    while low < high {
        let middle = low.midpoint(high);
        match first_word(middle).cmp(key) {
            Ordering::Less | Ordering::Equal => low = middle + 1,
            Ordering::Greater => high = middle,
        }
    }
    let block = low.checked_sub(1)?;
    find_in_block(block, key)
}

/// Walks through a block without unpacking its words: only how much of the key each one has in
/// front is kept.
fn find_in_block(block: usize, key: &[u8]) -> Option<Entry> {
    let mut bytes = block_bytes(block);
    let count = (len() - block * BLOCK).min(BLOCK);
    // Letters that the word before has in common with the key.
    let mut common = 0;
    for at in 0..count {
        let (&head, rest) = bytes.split_first()?;
        let (same, length) = if at == 0 {
            (0, head as usize)
        } else {
            ((head >> 4) as usize, (head & 15) as usize)
        };
        let letters = rest.get(..length)?;
        bytes = rest.get(length + 1..)?;
        if same > common {
            // It goes on as the word before does, which comes before the key.
            continue;
        }
        common = same;
        let wanted = &key[common..];
        let more = letters.iter().zip(wanted).take_while(|(a, b)| a == b).count();
        match (letters.get(more), wanted.get(more)) {
            (None, None) => return Some(Entry(*rest.get(length)?)),
            (Some(_), None) => return None,
            (Some(letter), Some(other)) if letter > other => return None,
            _ => common += more,
        }
    }
    None
}

/// Number of words in the table.
pub fn len() -> usize {
    number(0)
}

fn number(at: usize) -> usize {
    BYTES
        .get(at..at + 4)
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, |bytes| u32::from_le_bytes(bytes) as usize)
}

fn block_bytes(block: usize) -> &'static [u8] {
    let blocks = number(4);
    let body = 8 + 4 * blocks;
    BYTES.get(body + number(8 + 4 * block)..).unwrap_or(&[])
}

fn first_word(block: usize) -> &'static [u8] {
    let bytes = block_bytes(block);
    let length = bytes.first().map_or(0, |&n| n as usize);
    bytes.get(1..=length).unwrap_or(&[])
}

fn for_each_in_block(block: usize, word: &mut Vec<u8>, mut visit: impl FnMut(&[u8], Entry)) -> Option<()> {
    let mut bytes = block_bytes(block);
    let count = (len() - block * BLOCK).min(BLOCK);
    word.clear();
    for at in 0..count {
        let (&head, rest) = bytes.split_first()?;
        let (same, length) = if at == 0 {
            (0, head as usize)
        } else {
            ((head >> 4) as usize, (head & 15) as usize)
        };
        word.truncate(same);
        word.extend_from_slice(rest.get(..length)?);
        let entry = Entry(*rest.get(length)?);
        bytes = rest.get(length + 1..)?;
        visit(word, entry);
    }
    Some(())
}

/// All words unpacked, with the set of letters of each.
#[derive(Debug)]
pub struct Index {
    text: String,
    starts: Vec<u32>,
    entries: Vec<Entry>,
    masks: Vec<u32>,
}

impl Index {
    /// The one index of the embedded table, made on first use.
    pub fn get() -> &'static Index {
        static INDEX: OnceLock<Index> = OnceLock::new();
        INDEX.get_or_init(Index::unpack)
    }

    fn unpack() -> Index {
        let mut index = Index {
            text: String::with_capacity(len() * 9),
            starts: Vec::with_capacity(len() + 1),
            entries: Vec::with_capacity(len()),
            masks: Vec::with_capacity(len()),
        };
        let mut word = Vec::with_capacity(24);
        for block in 0..number(4) {
            for_each_in_block(block, &mut word, |word, entry| {
                index.starts.push(index.text.len() as u32);
                index.text.extend(word.iter().map(|&byte| byte as char));
                index.entries.push(entry);
                index.masks.push(letter_mask(word));
            });
        }
        index.starts.push(index.text.len() as u32);
        index
    }

    /// Calls `visit` with every word whose set of letters differs from that of `word` in at most
    /// `letters` letters and whose length differs by at most `length`.
    pub fn near(&self, word: &[u8], letters: u32, length: usize, mut visit: impl FnMut(&'static str, Entry))
    where
        Self: 'static,
    {
        let mask = letter_mask(word);
        let index = Index::get();
        for (at, &other) in self.masks.iter().enumerate() {
            if (mask ^ other).count_ones() > letters {
                continue;
            }
            let (start, end) = (self.starts[at] as usize, self.starts[at + 1] as usize);
            if (end - start).abs_diff(word.len()) <= length {
                visit(&index.text[start..end], self.entries[at]);
            }
        }
    }
}

/// One bit for each letter `a` to `z` that occurs, bit 26 for the apostrophe.
fn letter_mask(word: &[u8]) -> u32 {
    word.iter().fold(0, |mask, &byte| {
        mask | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            _ => 1 << 26,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_both_varieties_are_there_and_nonsense_is_not() {
        for word in ["against", "a", "zymurgy", "colour", "color", "don't", "iraq"] {
            assert!(entry(word).is_some(), "{word}");
        }
        for word in ["aginas", "teh", "", "zzzz", "'", "recieve"] {
            assert!(entry(word).is_none(), "{word}");
        }
    }

    #[test]
    fn an_entry_knows_capitals_variety_and_frequency() {
        let of = |word| entry(word).map_or(Entry(0), |entry| entry);
        assert!(of("iraq").capital() && !of("iraq").plain());
        assert!(of("china").capital() && of("china").plain());
        assert_eq!(of("colour").variety(), Some(Variety::British));
        assert_eq!(of("color").variety(), Some(Variety::American));
        assert_eq!(of("border").variety(), None);
        assert!(of("the").log_probability() > of("border").log_probability());
        assert!(of("border").log_probability() > of("zymurgy").log_probability());
    }

    #[test]
    fn the_index_holds_every_word_that_can_be_looked_up() {
        let mut count = 0;
        Index::get().near(b"", 27, 99, |word, found| {
            count += 1;
            if count % 97 == 0 {
                assert_eq!(entry(word), Some(found), "{word}");
            }
        });
        assert_eq!(count, len());
    }
}
