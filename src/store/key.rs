//! Keys: one byte for the kind of record, then numbers big-endian, so that order means something.
//!
//! | key | record |
//! | --- | --- |
//! | `c` | number of the last commit and counts |
//! | `n` name | name of an interview → its id |
//! | `i` interview | an interview |
//! | `e` interview, commit, index | an event |
//! | `r` interview, document, revision | a revision of a document |
//! | `a` interview, number | an alignment |
//! | `t` folded Arabic | a term of the glossary |
//! | `m` folded Arabic | a name of the authority list |
//! | `w` folded word | a word that is never misspelt |
//! | `p` source, Arabic, English | a word pair learnt from it |
//! | `b` blake3, chunk | a piece of a text or of another long value |

use std::fmt::Write as _;

use ulid::Ulid;

/// The record that holds the number of the last commit and the counts.
pub const COMMIT: &[u8] = b"c";

/// First bytes of the kinds of records that are counted.
pub const COUNTED: [u8; 4] = [b'n', b'i', b'r', b'a'];

/// The key of a name.
pub fn name(name: &str) -> Vec<u8> {
    [b"n", name.as_bytes()].concat()
}

/// The key of a term by its folded Arabic; of all terms, when that is empty.
pub fn term(arabic: &str) -> Vec<u8> {
    [b"t", arabic.as_bytes()].concat()
}

/// The key of a listed name by its folded Arabic; of all names, when that is empty.
pub fn listed_name(arabic: &str) -> Vec<u8> {
    [b"m", arabic.as_bytes()].concat()
}

/// The key of a word of the word list by its folded form; of all words, when that is empty.
pub fn word(folded: &str) -> Vec<u8> {
    [b"w", folded.as_bytes()].concat()
}

/// What the keys of all word pairs learnt from a source begin with; of all word pairs without one.
pub fn word_pairs(source: Option<&str>) -> Vec<u8> {
    match source {
        Some(source) => [b"p", source.as_bytes(), b"\0"].concat(),
        None => b"p".to_vec(),
    }
}

/// The key of a word pair learnt from a source.
pub fn word_pair(source: &str, arabic: &str, english: &str) -> Vec<u8> {
    [
        &word_pairs(Some(source)),
        arabic.as_bytes(),
        b"\0",
        english.as_bytes(),
    ]
    .concat()
}

/// The key of an interview.
pub fn interview(id: Ulid) -> Vec<u8> {
    [b"i".as_slice(), &id.to_bytes()].concat()
}

/// What the keys of all events of an interview begin with.
pub fn events(id: Ulid) -> Vec<u8> {
    [b"e".as_slice(), &id.to_bytes()].concat()
}

/// The key of the `index`-th event of a commit. Stores of format 1 numbered them in two bytes.
pub fn event(id: Ulid, commit: u64, index: u32) -> Vec<u8> {
    [events(id).as_slice(), &commit.to_be_bytes(), &index.to_be_bytes()].concat()
}

/// The commit and index in the key of an event.
pub fn event_place(key: &[u8]) -> Option<(u64, u32)> {
    let (commit, index) = key.get(17..)?.split_first_chunk::<8>()?;
    let index = match index {
        [a, b] => u32::from(u16::from_be_bytes([*a, *b])),
        [a, b, c, d] => u32::from_be_bytes([*a, *b, *c, *d]),
        _ => return None,
    };
    Some((u64::from_be_bytes(*commit), index))
}

/// The interview in the key of an event, a revision, an alignment or an interview.
pub fn interview_of(key: &[u8]) -> Option<Ulid> {
    let (id, _) = key.get(1..)?.split_first_chunk::<16>()?;
    Some(Ulid::from_bytes(*id))
}

/// The document and the number of a revision, from its key.
pub fn revision_place(key: &[u8]) -> Option<(u16, u32)> {
    let [a, b, c, d, e, f] = *key.get(17..)? else {
        return None;
    };
    Some((u16::from_be_bytes([a, b]), u32::from_be_bytes([c, d, e, f])))
}

/// The number of an alignment, from its key.
pub fn alignment_number(key: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(key.get(17..)?.try_into().ok()?))
}

/// The key of a revision.
pub fn revision(id: Ulid, document: u16, revision: u32) -> Vec<u8> {
    [
        b"r".as_slice(),
        &id.to_bytes(),
        &document.to_be_bytes(),
        &revision.to_be_bytes(),
    ]
    .concat()
}

/// What the keys of all revisions of a document begin with.
pub fn revisions(id: Ulid, document: u16) -> Vec<u8> {
    [b"r".as_slice(), &id.to_bytes(), &document.to_be_bytes()].concat()
}

/// What the keys of all alignments of an interview begin with.
pub fn alignments(id: Ulid) -> Vec<u8> {
    [b"a".as_slice(), &id.to_bytes()].concat()
}

/// The key of an alignment.
pub fn alignment(id: Ulid, number: u32) -> Vec<u8> {
    [b"a".as_slice(), &id.to_bytes(), &number.to_be_bytes()].concat()
}

/// The key of a piece of a long value.
pub fn blob(hash: &[u8], chunk: u32) -> Vec<u8> {
    [b"b".as_slice(), hash, &chunk.to_be_bytes()].concat()
}

/// A key for messages: its first byte as a letter, the rest as text or in hexadecimal digits.
pub fn readable(key: &[u8]) -> String {
    let Some((&kind, rest)) = key.split_first() else {
        return "(empty)".to_owned();
    };
    let mut out = format!("{}:", char::from(kind));
    match std::str::from_utf8(rest) {
        Ok(text) if kind == b'n' => out.push_str(text),
        _ => {
            for byte in rest {
                // Writing to a string does not fail.
                let _ = write!(out, "{byte:02x}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_sort_by_commit() {
        let id = Ulid::from_parts(7, 7);
        assert!(event(id, 255, 1) < event(id, 256, 0));
        assert_eq!(event_place(&event(id, 300, 2)), Some((300, 2)));
    }

    #[test]
    fn keys_can_be_read_in_messages() {
        assert_eq!(readable(&name("musleh")), "n:musleh");
        assert_eq!(readable(b"b\x01\xff"), "b:01ff");
    }
}
