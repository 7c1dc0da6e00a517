//! Dictionaries of this machine and of the user: Hunspell ones and plain lists of words.
//!
//! The Arabic Hunspell dictionary is looked for where Hunspell looks: in the folders of
//! `DICPATH`, then in those of the system. Nothing of a Hunspell dictionary is read before a
//! check asks.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::Settings;
use crate::cli::{Fault, input};
use crate::format::word_list;
use crate::lexicon::hunspell::Hunspell;
use crate::lexicon::spelling::form::word_key;

const FOLDERS: [&str; 3] = [
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/Library/Spelling",
];

/// The first `ar.dic` with its `ar.aff`.
pub fn arabic() -> Option<Arc<Hunspell>> {
    let of_user = std::env::var_os("DICPATH").unwrap_or_default();
    let folder = std::env::split_paths(&of_user)
        .chain(FOLDERS.iter().map(PathBuf::from))
        .find(|folder| folder.join("ar.dic").is_file() && folder.join("ar.aff").is_file())?;
    Some(hunspell(folder.join("ar.dic")))
}

fn hunspell(words: PathBuf) -> Arc<Hunspell> {
    Arc::new(Hunspell::new(words.display().to_string(), move || {
        let affixes = std::fs::read(words.with_extension("aff")).ok()?;
        let words = std::fs::read(&words).ok()?;
        Some((decoded(affixes), decoded(words)))
    }))
}

/// UTF-8, or Latin-1, which old dictionaries have.
fn decoded(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect())
}

/// Adds a dictionary of the user's: a `.dic` file with its `.aff` beside it, or a list of words.
///
/// # Errors
///
/// [`Fault`] with the file, and the line that is no word.
pub fn add(settings: &mut Settings, path: &str) -> Result<(), Fault> {
    if Path::new(path).extension().is_some_and(|ending| ending == "dic") {
        let affixes = Path::new(path).with_extension("aff");
        for file in [Path::new(path), &affixes] {
            if !file.is_file() {
                return Err(Fault::input(format!(
                    "{}: there is no such file, expected a Hunspell dictionary of a .dic and an .aff file",
                    file.display()
                )));
            }
        }
        settings.dictionaries.push(hunspell(PathBuf::from(path)));
        return Ok(());
    }
    let input = input::read(path)?;
    let words =
        word_list::read(&input.bytes).map_err(|error| Fault::input(format!("{}, {error}", input.path)))?;
    Arc::make_mut(&mut settings.words).extend(words.iter().map(|word| word_key(word)));
    Ok(())
}
