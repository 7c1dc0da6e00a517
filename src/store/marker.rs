//! The two small files beside sled's folder.
//!
//! `workbench.json` says that there is a store, of which format, and how far it got: sled
//! makes a new empty store of a lost or emptied file without a word, so the number of the last
//! commit is kept here too. `holder.json` says who has the store open; it is read only when the
//! lock says that someone has.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::store::{Error, engine};

/// The store format that this version writes.
pub const FORMAT: u32 = 2;

/// What `workbench.json` holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// Format of the store as a whole.
    pub format: u32,
    /// The id of this store.
    pub store: String,
    /// When it was made, in RFC 3339.
    pub created: String,
    /// The version of sled that wrote it.
    pub sled: String,
    /// Number of the last commit that is surely on disk.
    pub commit: u64,
    /// Where the store's folder was when it was opened last.
    #[serde(default)]
    pub place: Option<Place>,
}

/// Where a folder is: enough to tell a copy of it from the folder itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its path.
    pub path: String,
    /// Its number in the file system; 0 where there is none.
    pub inode: u64,
}

impl Place {
    /// The place of a folder.
    pub(crate) fn of(folder: &Path) -> Result<Place, Error> {
        let path = folder.canonicalize().map_err(io(folder))?;
        #[cfg(unix)]
        let inode = {
            use std::os::unix::fs::MetadataExt as _;
            fs::metadata(&path).map_err(io(&path))?.ino()
        };
        #[cfg(not(unix))]
        let inode = 0;
        Ok(Place {
            path: path.to_string_lossy().into_owned(),
            inode,
        })
    }

    /// May that be the same folder? One that was moved keeps its number, one on a file system that was
    /// mounted anew keeps its path; a copy keeps neither.
    pub(crate) fn is_same(&self, other: &Place) -> bool {
        self.path == other.path || (self.inode == other.inode && self.inode != 0)
    }
}

/// Who has the store open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Number of the process.
    pub pid: u32,
    /// The machine.
    pub host: String,
    /// What it was asked to do.
    pub command: String,
    /// Since when, in RFC 3339.
    pub since: String,
}

impl Holder {
    /// Has this process, of the same machine as `of`, ended? Not known everywhere.
    pub(crate) fn has_ended(&self, of: &Holder) -> bool {
        let processes = Path::new("/proc");
        self.host == of.host
            && processes.join("self").exists()
            && !processes.join(self.pid.to_string()).exists()
    }
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "`{}` (process {} on {}, since {})",
            self.command, self.pid, self.host, self.since
        )
    }
}

/// The marker's place in a store's folder.
pub fn path(folder: &Path) -> PathBuf {
    folder.join("workbench.json")
}

fn holder_path(folder: &Path) -> PathBuf {
    folder.join("holder.json")
}

/// An error of the system about a path.
pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| match source.kind() {
        std::io::ErrorKind::StorageFull => Error::Full,
        _ => Error::Io { path, source },
    }
}

/// Reads the marker; none when there is none.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn read(folder: &Path) -> Result<Option<Marker>, Error> {
    let path = path(folder);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io(&path)(error)),
    };
    let marker: Marker = serde_json::from_slice(&bytes).map_err(|source| Error::Damaged {
        folder: folder.to_path_buf(),
        what: format!("workbench.json cannot be read: {source}"),
    })?;
    check_known(folder, &marker)?;
    Ok(Some(marker))
}

/// Was the store written by a program that this one knows?
fn check_known(folder: &Path, marker: &Marker) -> Result<(), Error> {
    let foreign = |what: String| {
        Err(Error::Foreign {
            folder: folder.to_path_buf(),
            what,
        })
    };
    if marker.format > FORMAT {
        return Err(Error::NewerFormat {
            found: marker.format,
            known: FORMAT,
        });
    }
    if marker.format == 0 {
        return foreign(format!("format 0, expected 1 to {FORMAT}"));
    }
    if marker.store.parse::<ulid::Ulid>().is_err() {
        return foreign(format!(
            "the id {:?}, expected 26 letters and digits",
            marker.store
        ));
    }
    if marker.sled != engine::VERSION {
        return foreign(format!("sled {}, expected sled {}", marker.sled, engine::VERSION));
    }
    Ok(())
}

/// Writes the marker so that either the old or the new one is there whatever happens.
///
/// # Errors
///
/// [`Error`] when the store cannot be read or written, or is damaged.
pub fn write(folder: &Path, marker: &Marker) -> Result<(), Error> {
    let body = serde_json::to_vec_pretty(marker).map_err(|source| Error::Damaged {
        folder: folder.to_path_buf(),
        what: source.to_string(),
    })?;
    let new = folder.join("workbench.json.new");
    let mut file = File::create(&new).map_err(io(&new))?;
    file.write_all(&body).map_err(io(&new))?;
    file.write_all(b"\n").map_err(io(&new))?;
    file.sync_all().map_err(io(&new))?;
    let place = path(folder);
    fs::rename(&new, &place).map_err(io(&place))?;
    sync_folder(folder)
}

/// Makes sure that the names in a folder are on disk.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), Error> {
    File::open(folder)
        .and_then(|file| file.sync_all())
        .map_err(io(folder))
}

/// Says who has the store open; only for people, so it is not forced to disk.
pub(crate) fn write_holder(folder: &Path, holder: &Holder) -> Result<(), Error> {
    let place = holder_path(folder);
    let body = serde_json::to_vec(holder).unwrap_or_default();
    fs::write(&place, body).map_err(io(&place))
}

/// Who says to have the store open.
pub(crate) fn read_holder(folder: &Path) -> Option<Holder> {
    serde_json::from_slice(&fs::read(holder_path(folder)).ok()?).ok()
}

/// Takes the note of the holder away; that it stays is no harm.
pub(crate) fn remove_holder(folder: &Path) {
    drop(fs::remove_file(holder_path(folder)));
}
