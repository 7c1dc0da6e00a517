//! Dictionaries of the user: Hunspell ones and plain lists of words.
//!
//! None is used unless `muqabala.toml` or `--dict` asks for it, so that every machine and every
//! command gives the same verdict. A name of a language (`ar`, `en_GB`) is looked for where
//! Hunspell looks: in the folders of `DICPATH`, then in those of the system. A Hunspell dictionary
//! is known by its contents too: when they change, what was found with it is forgotten.

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

/// Is it a name of a language as Hunspell has it: `ar`, `en_GB`?
fn is_language(name: &str) -> bool {
    let mut parts = name.split('_');
    let language = parts.next().unwrap_or("");
    (2..=3).contains(&language.len())
        && language.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// The installed dictionary of a language: the first `NAME.dic` with its `NAME.aff`.
fn installed(name: &str) -> Result<PathBuf, Fault> {
    let of_user = std::env::var_os("DICPATH").unwrap_or_default();
    let mut folders = std::env::split_paths(&of_user).chain(FOLDERS.iter().map(PathBuf::from));
    let found = folders.find(|folder| {
        let has = |ending: &str| folder.join(format!("{name}.{ending}")).is_file();
        has("dic") && has("aff")
    });
    found
        .map(|folder| folder.join(format!("{name}.dic")))
        .ok_or_else(|| {
            Fault::input(format!(
                "{name}: no such Hunspell dictionary is installed, looked for {name}.dic in DICPATH, {}",
                FOLDERS.join(", ")
            ))
        })
}

/// The dictionary of a `.dic` file, which has its `.aff` beside it.
fn hunspell(words: &Path) -> Result<Arc<Hunspell>, Fault> {
    let read = |file: &Path| {
        std::fs::read(file).map_err(|error| {
            let fault = match error.kind() {
                std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                _ => error.to_string(),
            };
            Fault::input(format!(
                "{}: {fault}, expected a Hunspell dictionary of a .dic and an .aff file",
                file.display()
            ))
        })
    };
    let (entries, affixes) = (read(words)?, read(&words.with_extension("aff"))?);
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(affixes.len() as u64).to_le_bytes());
    hasher.update(&affixes);
    hasher.update(&entries);
    let name = format!("{} {}", words.display(), hasher.finalize().to_hex());
    let words = words.to_owned();
    Ok(Arc::new(Hunspell::new(name, move || {
        let affixes = std::fs::read(words.with_extension("aff")).ok()?;
        let entries = std::fs::read(&words).ok()?;
        Some((decoded(affixes), decoded(entries)))
    })))
}

/// UTF-8, or Latin-1, which old dictionaries have.
fn decoded(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect())
}

/// Adds what the configuration in `folder` or the command line asks for: the name of an installed
/// Hunspell dictionary, a `.dic` file with its `.aff` beside it, or a list of words. A Hunspell
/// dictionary of Arabic is also asked whether a word is none.
///
/// # Errors
///
/// [`Fault`] with the file, and the line that is no word.
pub fn add(settings: &mut Settings, asked: &str, folder: &Path) -> Result<(), Fault> {
    let file = folder.join(asked);
    let words = if is_language(asked) && !file.is_file() {
        installed(asked)?
    } else {
        file
    };
    if words.extension().is_none_or(|ending| ending != "dic") {
        let input = input::read(&words.to_string_lossy())?;
        let listed = word_list::read(&input.bytes)
            .map_err(|error| Fault::input(format!("{}, {error}", input.path)))?;
        Arc::make_mut(&mut settings.words).extend(listed.iter().map(|word| word_key(word)));
        return Ok(());
    }
    let dictionary = hunspell(&words)?;
    let stem = words
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let language = stem.split(['_', '-']).next().unwrap_or("");
    if language == "ar" {
        settings.arabic = Some(dictionary);
    } else {
        settings.dictionaries.push(dictionary);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_languages_are_told_from_files() {
        assert!(is_language("ar") && is_language("en_GB") && is_language("sr_Latn_RS"));
        for file in ["words.txt", "house", "./ar", "ar.dic", "", "AR"] {
            assert!(!is_language(file), "{file}");
        }
    }
}
