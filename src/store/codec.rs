//! Values as they lie on disk: `[format byte][body][crc32 of key and body]`.
//!
//! The checksum takes in the key, so that a value under a wrong key is noticed too. Bodies are
//! `MessagePack` with named fields: fields can be added, moved and dropped between versions.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::{Error, key};

/// The format byte of values written by this version.
const FORMAT: u8 = 1;

/// Largest value of a store: sled puts values of some 256 KB into files of their own, which
/// it leaks when the process is killed.
pub const MAX_VALUE: usize = 100_000;

/// Largest key of a store: names and words of lists have a limit below it.
pub const MAX_KEY: usize = 8_000;

fn checksum(key: &[u8], body: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&[FORMAT]);
    hasher.update(key);
    hasher.update(body);
    hasher.finalize()
}

/// A body with its format byte and checksum.
pub fn seal(key: &[u8], body: &[u8]) -> Vec<u8> {
    let mut value = Vec::with_capacity(body.len() + 5);
    value.push(FORMAT);
    value.extend_from_slice(body);
    value.extend_from_slice(&checksum(key, body).to_be_bytes());
    value
}

/// The body of a value, after its checksum was compared.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn unseal(key: &[u8], value: &[u8]) -> Result<Vec<u8>, Error> {
    let damaged = |what: String| Error::Record {
        key: key::readable(key),
        what,
    };
    let (Some((&format, rest)), true) = (value.split_first(), value.len() >= 5) else {
        return Err(damaged(format!("{} bytes, expected at least 5", value.len())));
    };
    if format != FORMAT {
        return Err(damaged(format!("format byte {format}, expected {FORMAT}")));
    }
    let (body, sum) = rest.split_at(rest.len() - 4);
    if checksum(key, body).to_be_bytes() != sum {
        return Err(damaged("its checksum does not match".to_owned()));
    }
    Ok(body.to_vec())
}

/// A record as a body.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn encode<T: Serialize>(key: &[u8], record: &T) -> Result<Vec<u8>, Error> {
    rmp_serde::to_vec_named(record).map_err(|source| Error::Record {
        key: key::readable(key),
        what: source.to_string(),
    })
}

/// A record out of its body.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn decode<T: DeserializeOwned>(key: &[u8], body: &[u8]) -> Result<T, Error> {
    rmp_serde::from_slice(body).map_err(|source| Error::Record {
        key: key::readable(key),
        what: source.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_value_under_another_key_is_damaged() {
        let value = seal(b"n-one", b"body");
        assert_eq!(unseal(b"n-one", &value).unwrap(), b"body");
        assert!(unseal(b"n-two", &value).is_err());
    }

    #[test]
    fn fields_may_be_added_later() {
        #[derive(serde::Serialize)]
        struct Old {
            name: String,
        }
        #[derive(serde::Deserialize)]
        struct New {
            #[serde(default)]
            channel: Option<String>,
            name: String,
        }
        let body = encode(b"k", &Old { name: "x".to_owned() }).unwrap();
        let new: New = decode(b"k", &body).unwrap();
        assert_eq!((new.name.as_str(), new.channel), ("x", None));
    }

    proptest! {
        #[test]
        fn one_flipped_bit_is_noticed(
            body in proptest::collection::vec(any::<u8>(), 0..60),
            at in any::<proptest::sample::Index>(),
            bit in 0..8_u32,
        ) {
            let mut value = seal(b"key", &body);
            let at = at.index(value.len());
            value[at] ^= 1 << bit;
            prop_assert!(unseal(b"key", &value).is_err());
        }
    }
}
