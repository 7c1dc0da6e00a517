//! Files and stdin as bytes, with errors that name them.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::cli::Fault;

/// A file's bytes and what to call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its path as it was given, or `stdin`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Input {
    /// The file's own name, without folders.
    pub fn file_name(&self) -> String {
        Path::new(&self.path)
            .file_name()
            .map_or_else(|| self.path.clone(), |name| name.to_string_lossy().into_owned())
    }
}

/// Makes `dir` the current folder.
///
/// # Errors
///
/// [`Fault`] with the exit code and what is wrong.
pub fn enter(dir: &Path) -> Result<(), Fault> {
    std::env::set_current_dir(dir)
        .map_err(|error| Fault::input(format!("{}: {}", dir.display(), plain(&error))))
}

/// Reads a file, or stdin for `-`.
///
/// # Errors
///
/// [`Fault`] with the exit code and what is wrong.
pub fn read(path: &str) -> Result<Input, Fault> {
    let read = if path == "-" {
        whole(io::stdin().lock())
    } else {
        fs::File::open(path).and_then(|file| {
            // A file without end on the disk is not read to see that it is too long.
            match file.metadata() {
                Ok(there) if there.len() > LONGEST => Err(io::Error::from(io::ErrorKind::FileTooLarge)),
                _ => whole(file),
            }
        })
    };
    match read {
        Ok(bytes) => Ok(Input {
            path: if path == "-" { "stdin" } else { path }.to_owned(),
            bytes,
        }),
        Err(error) => Err(Fault::input(format!("{path}: {}", plain(&error)))),
    }
}

/// Bytes of a file that are read, at most: a million lines of two texts have less.
pub const LONGEST: u64 = 256 * 1024 * 1024;

/// All that a file or stream holds, if that is not too much.
fn whole(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    Ok(bytes)
}

/// What the system said, without its number.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, expected a file".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is no folder".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        io::ErrorKind::FileTooLarge => format!(
            "it is longer than {} MiB, which is the most that is read",
            LONGEST >> 20
        ),
        _ => error.to_string(),
    }
}
