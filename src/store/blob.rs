//! Long values (texts, segments, beads), kept by the blake3 of their bytes in pieces below 100 KB.
//!
//! The same text stored twice takes its place once.

use serde::{Deserialize, Serialize};

use crate::store::{Batch, Error, Store, codec, key};

/// Bytes in a piece.
const CHUNK: usize = 64 * 1024;

/// A record that is longer than that is kept in pieces, and its place in its own: events that name
/// thousands of findings, revisions with thousands of notes.
const LONGEST_RECORD: usize = 60_000;

/// What such a place begins with: a byte that no `MessagePack` begins with.
const IN_PIECES: u8 = 0xC1;

/// Where a long value is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobRef {
    /// blake3 of all its bytes.
    pub hash: [u8; 32],
    /// Its length in bytes.
    pub len: u64,
}

impl BlobRef {
    /// Where these bytes are kept.
    pub fn of(bytes: &[u8]) -> BlobRef {
        BlobRef {
            hash: *blake3::hash(bytes).as_bytes(),
            len: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        }
    }

    /// The keys of its pieces.
    pub(crate) fn keys(&self) -> Result<Vec<Vec<u8>>, Error> {
        let len = usize::try_from(self.len).map_err(|_| Error::TooMany {
            what: "pieces of one text",
        })?;
        (0..len.div_ceil(CHUNK))
            .map(|index| Ok(key::blob(&self.hash, piece(index)?)))
            .collect()
    }
}

/// The number of a piece in its key.
fn piece(index: usize) -> Result<u32, Error> {
    u32::try_from(index).map_err(|_| Error::TooMany {
        what: "pieces of one text",
    })
}

/// Puts a long value into the batch.
///
/// # Errors
///
/// [`Error::TooMany`] when it has more pieces than can be numbered.
pub fn put(batch: &mut Batch, bytes: &[u8]) -> Result<BlobRef, Error> {
    let blob = BlobRef::of(bytes);
    for (index, chunk) in bytes.chunks(CHUNK).enumerate() {
        batch.put(key::blob(&blob.hash, piece(index)?), chunk.to_vec());
    }
    Ok(blob)
}

/// Reads a long value back and compares it with its hash.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn get(store: &dyn Store, blob: &BlobRef) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    for key in blob.keys()? {
        let chunk = store.get(&key)?.ok_or_else(|| Error::Record {
            key: key::readable(&key),
            what: "it is missing".to_owned(),
        })?;
        bytes.extend_from_slice(&chunk);
    }
    if BlobRef::of(&bytes) == *blob {
        return Ok(bytes);
    }
    Err(Error::Record {
        key: key::readable(&key::blob(&blob.hash, 0)),
        what: "its text does not match its hash".to_owned(),
    })
}

/// Puts a record into the batch, in pieces when it is long.
///
/// # Errors
///
/// [`Error::TooMany`] when it has more pieces than can be numbered.
pub fn put_record(batch: &mut Batch, key: Vec<u8>, body: Vec<u8>) -> Result<(), Error> {
    if body.len() <= LONGEST_RECORD {
        batch.put(key, body);
        return Ok(());
    }
    let place = put(batch, &body)?;
    let mut short = vec![IN_PIECES];
    short.extend(codec::encode(&key, &place)?);
    batch.put(key, short);
    Ok(())
}

/// Where the body of a record is kept in pieces, if it is.
pub(crate) fn pieces_of(key: &[u8], body: &[u8]) -> Result<Option<BlobRef>, Error> {
    match body.split_first() {
        Some((&IN_PIECES, place)) => Ok(Some(codec::decode(key, place)?)),
        _ => Ok(None),
    }
}

/// A record out of its body, wherever that is kept.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn decode<T: serde::de::DeserializeOwned>(
    store: &dyn Store,
    key: &[u8],
    body: &[u8],
) -> Result<T, Error> {
    match pieces_of(key, body)? {
        Some(place) => codec::decode(key, &get(store, &place)?),
        None => codec::decode(key, body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryStore;

    #[test]
    fn long_values_come_back_from_pieces() {
        let mut store = MemoryStore::default();
        for len in [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
            let bytes: Vec<u8> = (0..len).map(|i| u8::try_from(i % 251).unwrap()).collect();
            let mut batch = Batch::default();
            let blob = put(&mut batch, &bytes).unwrap();
            assert!(
                batch
                    .changes()
                    .all(|(_, body)| body.unwrap().len() < crate::store::codec::MAX_VALUE)
            );
            store.commit(batch).unwrap();
            assert_eq!(get(&store, &blob).unwrap(), bytes);
        }
    }

    #[test]
    fn a_long_record_is_read_as_a_short_one_is() {
        let mut store = MemoryStore::default();
        for len in [3, 200_000] {
            let record = "x".repeat(len);
            let mut batch = Batch::default();
            put_record(&mut batch, b"e1".to_vec(), codec::encode(b"e1", &record).unwrap()).unwrap();
            store.commit(batch).unwrap();
            let body = store.get(b"e1").unwrap().unwrap();
            assert!(body.len() <= LONGEST_RECORD);
            assert_eq!(decode::<String>(&store, b"e1", &body).unwrap(), record);
        }
    }

    #[test]
    fn a_missing_piece_is_an_error() {
        let store = MemoryStore::default();
        assert!(get(&store, &BlobRef::of(b"text")).is_err());
    }
}
