//! Long values (texts, segments, beads), kept by the blake3 of their bytes in pieces below 100 KB.
//!
//! The same text stored twice takes its place once.

use serde::{Deserialize, Serialize};

use crate::store::{Batch, Error, Store, key};

/// Bytes in a piece.
const CHUNK: usize = 64 * 1024;

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
            len: bytes.len() as u64,
        }
    }
}

/// Puts a long value into the batch.
pub fn put(batch: &mut Batch, bytes: &[u8]) -> BlobRef {
    let blob = BlobRef::of(bytes);
    for (index, piece) in bytes.chunks(CHUNK).enumerate() {
        batch.put(key::blob(&blob.hash, index as u32), piece.to_vec());
    }
    blob
}

/// Reads a long value back and compares it with its hash.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn get(store: &dyn Store, blob: &BlobRef) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    for index in 0..blob.len.div_ceil(CHUNK as u64) {
        let key = key::blob(&blob.hash, index as u32);
        let piece = store.get(&key)?.ok_or_else(|| Error::Record {
            key: key::readable(&key),
            what: "it is missing".to_owned(),
        })?;
        bytes.extend_from_slice(&piece);
    }
    if BlobRef::of(&bytes) == *blob {
        return Ok(bytes);
    }
    Err(Error::Record {
        key: key::readable(&key::blob(&blob.hash, 0)),
        what: "its text does not match its hash".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryStore;

    #[test]
    fn long_values_come_back_from_pieces() {
        let mut store = MemoryStore::default();
        for len in [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
            let bytes: Vec<u8> = (0..len).map(|i| (i % 251) as u8).collect();
            let mut batch = Batch::default();
            let blob = put(&mut batch, &bytes);
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
    fn a_missing_piece_is_an_error() {
        let store = MemoryStore::default();
        assert!(get(&store, &BlobRef::of(b"text")).is_err());
    }
}
