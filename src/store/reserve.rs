//! Room that is kept for a full disk.
//!
//! A database cannot be opened, and no decision kept, where there is no byte left. So a store holds a
//! file of no use; when the disk is full it is given up, and made again when there is room.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Its length in bytes: some starts of sled (half a megabyte each) and many decisions.
const LEN: usize = 4 * 1024 * 1024;

/// Changes of up to that many bytes may use it.
pub(crate) const SMALL: usize = 256 * 1024;

fn path(folder: &Path) -> PathBuf {
    folder.join("reserve")
}

/// Makes the reserve where there is none and there is room; that there is no room is no fault.
pub(crate) fn make(folder: &Path) {
    let path = path(folder);
    if fs::metadata(&path).is_ok_and(|there| there.len() == LEN as u64) {
        return;
    }
    if fill(&path, LEN).is_err() {
        drop(fs::remove_file(&path));
    }
}

/// Gives the reserve up; says whether there was one.
pub(crate) fn give_up(folder: &Path) -> bool {
    fs::remove_file(path(folder)).is_ok()
}

/// Is there room for that many bytes? Asked by writing them: what a disk says to be free is often
/// not free for everybody.
pub(crate) fn has_room(folder: &Path, bytes: usize) -> bool {
    let probe = folder.join("room");
    let has_room = fill(&probe, bytes).is_ok();
    drop(fs::remove_file(&probe));
    has_room
}

fn fill(path: &Path, len: usize) -> std::io::Result<()> {
    // Not zeros, which some file systems do not keep.
    let block = vec![0xA5; 64 * 1024];
    let mut file = File::create(path)?;
    let mut rest = len;
    while rest > 0 {
        let now = rest.min(block.len());
        file.write_all(&block[..now])?;
        rest -= now;
    }
    file.sync_data()
}
