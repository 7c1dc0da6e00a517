//! Parts of a store that take each other's place, so that a kill in between loses none.
//!
//! A database that is made anew (`db.new`) is whole before it comes to its place; the one that was
//! there is put aside with a number and stays until people take it away. Nothing is ever deleted
//! that was not written anew a moment before.

use std::fs;
use std::path::{Path, PathBuf};

use crate::store::marker::{io, sync_folder};
use crate::store::{Error, FOLDER};

/// Where parts of a store go that are no longer used.
const ASIDE: &str = "aside";

/// A folder in `aside` that is not there yet: `aside/WHAT-N`.
fn free_place(folder: &Path, what: &str) -> Result<PathBuf, Error> {
    let aside = folder.join(ASIDE);
    fs::create_dir_all(&aside).map_err(io(&aside))?;
    for n in 1..10_000 {
        let place = aside.join(format!("{what}-{n}"));
        match fs::create_dir(&place) {
            Ok(()) => return Ok(place),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(io(&place)(error)),
        }
    }
    Err(Error::TooMany {
        what: "parts put aside",
    })
}

/// Moves files into a new folder `aside/WHAT-N` of the store's; returns that folder.
///
/// # Errors
///
/// [`Error`] when one cannot be moved.
pub(crate) fn put_aside(folder: &Path, files: &[PathBuf], what: &str) -> Result<PathBuf, Error> {
    let place = free_place(folder, what)?;
    for file in files {
        if let Some(name) = file.file_name() {
            fs::rename(file, place.join(name)).map_err(io(file))?;
        }
    }
    Ok(place)
}

/// Copies a folder with all that is in it, in place of what is there.
///
/// # Errors
///
/// [`Error`] when something cannot be copied.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<(), Error> {
    if to.exists() {
        fs::remove_dir_all(to).map_err(io(to))?;
    }
    fs::create_dir_all(to).map_err(io(to))?;
    for entry in fs::read_dir(from).map_err(io(from))? {
        let path = entry.map_err(io(from))?.path();
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            copy_folder(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name)).map_err(io(&path))?;
        }
    }
    Ok(())
}

/// Puts `db.new` in the place of the database, which goes to `aside/WHAT-N`. Returns where that is.
///
/// # Errors
///
/// [`Error`] when they cannot be moved.
pub(crate) fn exchange(folder: &Path, what: &str) -> Result<PathBuf, Error> {
    let db = folder.join("db");
    let place = if db.exists() {
        put_aside(folder, std::slice::from_ref(&db), what)?
    } else {
        free_place(folder, what)?
    };
    let new = folder.join("db.new");
    fs::rename(&new, &db).map_err(io(&db))?;
    sync_folder(folder)?;
    Ok(place)
}

/// Ends an exchange that was cut off: without a database, the new one, which is whole, takes its
/// place; beside one, what is left of a new one is taken away.
///
/// # Errors
///
/// [`Error`] when it cannot be moved.
pub(crate) fn finish(folder: &Path) -> Result<(), Error> {
    let (db, new) = (folder.join("db"), folder.join("db.new"));
    if !new.exists() {
        return Ok(());
    }
    if db.exists() {
        return fs::remove_dir_all(&new).map_err(io(&new));
    }
    fs::rename(&new, &db).map_err(io(&db))?;
    sync_folder(folder)
}

/// Takes away what killed `init`s left in the folder of a workspace.
pub(crate) fn remove_left_overs(workspace: &Path) {
    let Ok(entries) = fs::read_dir(workspace) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let pid = name
            .strip_prefix(FOLDER)
            .and_then(|rest| rest.strip_prefix(".new-"));
        let processes = Path::new("/proc");
        let has_ended = |pid: &str| {
            pid.bytes().all(|byte| byte.is_ascii_digit())
                && processes.join("self").exists()
                && !processes.join(pid).exists()
        };
        if pid.is_some_and(has_ended) {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}
