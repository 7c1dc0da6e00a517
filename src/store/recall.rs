//! What the checks found in units, kept between runs beside the store.
//!
//! One file, `findings` in the workspace's folder: a first line that names the build of the
//! program, then frames of a length (u32, big-endian), the first 8 bytes of the BLAKE3 hash of
//! the body, and a `MessagePack` body. It is no record of anything: a file of another build, or
//! one that is damaged, is passed over and made anew, and what cannot be written is checked again.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::check::Memory;
use crate::check::runner::memory::{Kept, Key};
use crate::store::FOLDER;

/// Its name in the workspace's folder.
const NAME: &str = "findings";

/// Bytes from which on the file is made anew.
const LONGEST: u64 = 64 * 1024 * 1024;

fn head(build: &str) -> String {
    format!("muqabala findings 1 {build}\n")
}

/// What earlier runs of this build kept in a workspace.
pub fn load(workspace: &Path, build: &str) -> Memory {
    let mut memory = Memory::default();
    let Ok(bytes) = fs::read(workspace.join(FOLDER).join(NAME)) else {
        return memory;
    };
    let Some(mut rest) = bytes.strip_prefix(head(build).as_bytes()) else {
        return memory;
    };
    while let Some((key, kept, after)) = frame(rest) {
        memory.put(key, kept);
        rest = after;
    }
    memory
}

fn frame(bytes: &[u8]) -> Option<(Key, Kept, &[u8])> {
    let (len, rest) = bytes.split_first_chunk::<4>()?;
    let (sum, rest) = rest.split_first_chunk::<8>()?;
    let (body, after) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*len)).ok()?)?;
    if blake3::hash(body).as_bytes()[..8] != sum[..] {
        return None;
    }
    let (key, kept) = rmp_serde::from_slice(body).ok()?;
    Some((key, kept, after))
}

/// Adds what was learnt to the file.
pub fn keep(workspace: &Path, build: &str, fresh: &[(Key, Kept)]) {
    let folder = workspace.join(FOLDER);
    if fresh.is_empty() || !folder.is_dir() {
        return;
    }
    let mut bytes = Vec::new();
    for entry in fresh {
        let Ok(body) = rmp_serde::to_vec(entry) else {
            continue;
        };
        let Ok(len) = u32::try_from(body.len()) else {
            continue;
        };
        bytes.extend(len.to_be_bytes());
        bytes.extend(&blake3::hash(&body).as_bytes()[..8]);
        bytes.extend(body);
    }
    // That it cannot be written costs time, nothing else.
    drop(add(&folder.join(NAME), head(build).as_bytes(), &bytes));
}

fn add(path: &Path, head: &[u8], bytes: &[u8]) -> std::io::Result<()> {
    let is_ours = is_ours(path, head).unwrap_or(false);
    let mut file = fs::OpenOptions::new()
        .create(true)
        .append(is_ours)
        .write(true)
        .truncate(!is_ours)
        .open(path)?;
    if is_ours {
        file.write_all(bytes)
    } else {
        file.write_all(&[head, bytes].concat())
    }
}

/// Is the file of this build, and not too long?
fn is_ours(path: &Path, head: &[u8]) -> std::io::Result<bool> {
    use std::io::Read as _;
    let mut file = fs::File::open(path)?;
    if file.metadata()?.len() > LONGEST {
        return Ok(false);
    }
    let mut found = vec![0; head.len()];
    file.read_exact(&mut found)?;
    Ok(found == head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join(FOLDER)).expect("the store's folder");
        folder
    }

    #[test]
    fn what_is_kept_is_there_for_the_same_build_only() {
        let folder = workspace();
        let at = folder.path();
        assert!(load(at, "a").is_empty());
        keep(at, "a", &[([1; 16], Kept::default()), ([2; 16], Kept::default())]);
        keep(at, "a", &[([3; 16], Kept::default())]);
        assert_eq!(load(at, "a").len(), 3);
        assert!(load(at, "b").is_empty());
        keep(at, "b", &[([4; 16], Kept::default())]);
        assert_eq!((load(at, "a").len(), load(at, "b").len()), (0, 1));
    }

    #[test]
    fn a_damaged_end_is_passed_over() {
        let folder = workspace();
        let at = folder.path();
        keep(at, "a", &[([1; 16], Kept::default()), ([2; 16], Kept::default())]);
        let path = at.join(FOLDER).join(NAME);
        let whole = fs::read(&path).expect("the file");
        for cut in 0..whole.len() {
            fs::write(&path, &whole[..cut]).expect("written");
            assert!(load(at, "a").len() < 2);
        }
        let mut flipped = whole.clone();
        *flipped.last_mut().expect("a byte") ^= 1;
        fs::write(&path, &flipped).expect("written");
        assert_eq!(load(at, "a").len(), 1);
    }
}
