//! A set of gold alignments: folders NAME with `ar.txt`, `en.txt` (a segment a line) and `gold.tsv`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::bitext::Pair;
use crate::eval::beads::{BeadFile, BeadFileError, read_beads};

/// A text with gold beads; the Arabic is `source`.
#[derive(Debug, Clone)]
pub struct GoldCase {
    /// The folder's name.
    pub name: String,
    /// The lines of both texts.
    pub lines: Pair<Vec<String>>,
    /// The gold.
    pub beads: BeadFile,
}

/// Why a set of gold could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GoldError {
    /// A file or folder could not be read.
    #[error("{path}: {error}", path = path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A bead file is malformed.
    #[error("{path}, {error}", path = path.display())]
    Beads {
        /// Which.
        path: PathBuf,
        /// Why.
        error: BeadFileError,
    },
}

/// Reads all cases of a folder, by name; folders without `gold.tsv` are passed over.
///
/// # Errors
///
/// [`GoldError`] names the first file that cannot be read.
pub fn read_set(folder: &Path) -> Result<Vec<GoldCase>, GoldError> {
    let failed = |error| GoldError::Read {
        path: folder.to_owned(),
        error,
    };
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        folders.push(entry.map_err(failed)?.path());
    }
    folders.sort();
    folders
        .into_iter()
        .filter(|folder| folder.join("gold.tsv").is_file())
        .map(|folder| read_case(&folder))
        .collect()
}

/// Reads one case.
///
/// # Errors
///
/// As [`read_set`].
pub fn read_case(folder: &Path) -> Result<GoldCase, GoldError> {
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map_err(|error| GoldError::Read { path, error })
    };
    let lines = |name| Ok::<_, GoldError>(read(name)?.lines().map(str::to_owned).collect());
    let beads = read_beads(&read("gold.tsv")?).map_err(|error| GoldError::Beads {
        path: folder.join("gold.tsv"),
        error,
    })?;
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(GoldCase {
        name: name.unwrap_or_default(),
        lines: Pair::new(lines("ar.txt")?, lines("en.txt")?),
        beads,
    })
}

impl GoldCase {
    /// Which sides the gold names every line of, so that gaps are judged there.
    pub fn covered(&self) -> Pair<bool> {
        let named = |lines: BTreeSet<usize>, len: usize| lines.len() == len;
        Pair::new(
            named(
                self.beads
                    .iter()
                    .flat_map(|bead| bead.source.iter().copied())
                    .collect(),
                self.lines.source.len(),
            ),
            named(
                self.beads
                    .iter()
                    .flat_map(|bead| bead.target.iter().copied())
                    .collect(),
                self.lines.target.len(),
            ),
        )
    }
}
