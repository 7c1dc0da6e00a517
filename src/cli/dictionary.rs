//! The Arabic Hunspell dictionary of this machine, if it has one.
//!
//! It is looked for where Hunspell looks: in the folders of `DICPATH`, then in those of the
//! system. Nothing is read before a check asks.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lexicon::arabic_spelling::ArabicDictionary;

const FOLDERS: [&str; 3] = [
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/Library/Spelling",
];

/// The first `ar.dic` with its `ar.aff`.
pub fn arabic() -> Option<Arc<ArabicDictionary>> {
    let of_user = std::env::var_os("DICPATH").unwrap_or_default();
    let folder = std::env::split_paths(&of_user)
        .chain(FOLDERS.iter().map(PathBuf::from))
        .find(|folder| folder.join("ar.dic").is_file() && folder.join("ar.aff").is_file())?;
    Some(Arc::new(ArabicDictionary::new(move || read(&folder))))
}

fn read(folder: &Path) -> Option<(String, String)> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    Some((read("ar.aff")?, read("ar.dic")?))
}
