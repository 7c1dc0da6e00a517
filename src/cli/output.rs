//! Files that commands write: whole or not at all, and never over something of somebody else's.
//!
//! A new file comes to its place when all of it is on disk. A file that is there is replaced only
//! when this program wrote it and nobody changed it since, or with `--force`; its mode and owner
//! stay. Streams (FIFOs, terminals, `/dev/stdout`) are written into. Links, block devices, sockets
//! and folders are never replaced.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Exit, Fault, Screen};
use crate::store::{disk, written};

/// Where a command writes.
#[derive(Debug, Clone, Default, Args)]
pub struct Output {
    /// Where to write; - or nothing for stdout
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,

    /// Replace a file that this program did not write; write where a link points
    #[arg(long, requires = "output")]
    force: bool,
}

/// Which files may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// Those that this program wrote and nobody changed since.
    Own,
    /// All.
    Any,
}

impl Output {
    /// The path, when it is not stdout.
    pub fn path(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// Which files may be replaced.
    pub fn replace(&self) -> Replace {
        if self.force { Replace::Any } else { Replace::Own }
    }

    /// Writes the bytes to the file, or to stdout, and says so.
    ///
    /// # Errors
    ///
    /// [`Fault`] when the file cannot be written, or is not to be replaced.
    pub fn write(&self, bytes: &[u8], screen: &mut Screen) -> Result<Exit, Fault> {
        let Some(path) = self.path() else {
            screen.print_bytes(bytes)?;
            return Ok(Exit::Clean);
        };
        write(path, bytes, self.replace())?;
        screen.say(&format!("{}: {} bytes", path.display(), bytes.len()));
        Ok(Exit::Clean)
    }
}

/// Writes a file whole or not at all, or into a stream.
///
/// # Errors
///
/// [`Fault`] when it cannot be written, or is not to be replaced.
pub fn write(path: &Path, bytes: &[u8], replace: Replace) -> Result<(), Fault> {
    let failed = |error: io::Error| Fault::input(format!("{}: {}", path.display(), plain(&error)));
    if is_own_stream(path) {
        return write_into(path, bytes).map_err(failed);
    }
    let there = match fs::symlink_metadata(path) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            put(path, bytes, None).map_err(failed)?;
            note(path, bytes);
            return Ok(());
        }
        Err(error) => return Err(failed(error)),
    };
    match kind(&there) {
        Kind::Stream => write_into(path, bytes).map_err(failed),
        Kind::Link => write_behind(path, bytes, replace),
        Kind::Folder => Err(refused(path, "is a folder, expected a file")),
        Kind::Other => Err(refused(
            path,
            "is a device or a socket, expected a file or a stream",
        )),
        Kind::File => {
            may_replace(path, &there, bytes, replace)?;
            put(path, bytes, Some(&there)).map_err(failed)?;
            note(path, bytes);
            Ok(())
        }
    }
}

/// What lies at a path.
enum Kind {
    File,
    Folder,
    Link,
    Stream,
    Other,
}

fn kind(there: &Metadata) -> Kind {
    let is = there.file_type();
    if is.is_symlink() {
        return Kind::Link;
    }
    if is.is_dir() {
        return Kind::Folder;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if is.is_fifo() || is.is_char_device() {
            return Kind::Stream;
        }
    }
    if is.is_file() { Kind::File } else { Kind::Other }
}

/// Is that a name of one of the process's own streams, whatever is behind it?
fn is_own_stream(path: &Path) -> bool {
    let name = path.to_string_lossy();
    ["/dev/stdout", "/dev/stderr"].contains(&name.as_ref())
        || name.starts_with("/dev/fd/")
        || name.starts_with("/proc/self/fd/")
}

fn write_into(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(bytes)?;
    file.flush()
}

/// Writes where a link points, when that was asked for; the link stays.
fn write_behind(path: &Path, bytes: &[u8], replace: Replace) -> Result<(), Fault> {
    let target = path.canonicalize();
    if let Ok(there) = fs::metadata(path)
        && matches!(kind(&there), Kind::Stream)
    {
        return write_into(path, bytes)
            .map_err(|error| Fault::input(format!("{}: {}", path.display(), plain(&error))));
    }
    match (target, replace) {
        (Ok(target), Replace::Any) => write(&target, bytes, replace),
        (Ok(target), Replace::Own) => {
            let what = format!("is a link to {}", target.display());
            Err(refused(path, &what).hint("name that file, or write there with --force"))
        }
        (Err(_), _) => Err(refused(path, "is a link that points nowhere")),
    }
}

fn refused(path: &Path, what: &str) -> Fault {
    Fault::input(format!("{} {what}; nothing was written", path.display()))
}

/// May the file be replaced?
fn may_replace(path: &Path, there: &Metadata, bytes: &[u8], replace: Replace) -> Result<(), Fault> {
    if replace == Replace::Any {
        return Ok(());
    }
    let force = "--force replaces it";
    if there.permissions().readonly() {
        return Err(refused(path, "may not be written").hint(force));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if there.nlink() > 1 {
            let what = format!("is one of {} names of the same file", there.nlink());
            return Err(refused(path, &what).hint("--force makes it a file of its own"));
        }
    }
    let is_same = there.len() == bytes.len() as u64 && fs::read(path).is_ok_and(|old| old == bytes);
    let is_ours = || disk::find(Path::new(".")).is_ok_and(|workspace| written::is_ours(&workspace, path));
    if is_same || is_ours() {
        return Ok(());
    }
    Err(refused(
        path,
        "is there already and was not written by this program, or changed since",
    )
    .hint(force))
}

fn note(path: &Path, bytes: &[u8]) {
    if let Ok(workspace) = disk::find(Path::new(".")) {
        written::note(&workspace, path, bytes);
    }
}

/// Writes beside the place and moves it there; takes over mode and owner of what it replaces.
fn put(path: &Path, bytes: &[u8], old: Option<&Metadata>) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let (mut file, beside) = new_beside(folder)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| old.map_or(Ok(()), |old| dress(&file, &beside, old)))
        .and_then(|()| file.sync_all())
        .and_then(|()| match old {
            Some(_) => fs::rename(&beside, path),
            None => move_to_free(&beside, path),
        });
    if written.is_err() {
        // What was half written is taken away; if that fails too, the first error counts.
        drop(fs::remove_file(&beside));
    } else {
        // The name is on disk too, where the system can say so of a folder.
        drop(File::open(folder).and_then(|folder| folder.sync_all()));
    }
    written
}

/// A new file in the folder, under a name that nothing has.
fn new_beside(folder: &Path) -> io::Result<(File, PathBuf)> {
    let mut n = 0_u32;
    loop {
        let path = folder.join(format!(".muqabala-{}-{n}.part", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && n < 1000 => n += 1,
            outcome => return outcome.map(|file| (file, path)),
        }
    }
}

/// Moves to a name that was free; what came there meanwhile stays.
fn move_to_free(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Not every file system knows a second name.
        Err(_) => fs::rename(from, to),
    }
}

/// Gives a file the owner and mode of another.
fn dress(file: &File, path: &Path, old: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, chown};
        let new = file.metadata()?;
        if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
            chown(path, Some(old.uid()), Some(old.gid())).map_err(|error| {
                io::Error::new(error.kind(), format!("its owner cannot be kept: {error}"))
            })?;
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    file.set_permissions(old.permissions())
}

fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full; nothing was written".to_owned(),
        io::ErrorKind::AlreadyExists => "it came to be meanwhile; nothing was written".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    fn case(make: impl FnOnce(&Path)) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out");
        make(&path);
        (folder, path)
    }

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).expect("the folder").count()
    }

    #[test]
    fn a_new_file_is_written_and_nothing_is_left_beside_it() {
        let (folder, path) = case(|_| ());
        write(&path, b"new", Replace::Own).expect("written");
        assert_eq!(fs::read(&path).expect("read"), b"new");
        assert_eq!(names(folder.path()), 1);
        let missing = path.with_file_name("no").join("out");
        assert!(write(&missing, b"new", Replace::Own).is_err());
    }

    #[test]
    fn a_file_of_somebody_elses_stays_without_force() {
        let (folder, path) = case(|path| fs::write(path, "theirs").expect("written"));
        assert!(write(&path, b"new", Replace::Own).is_err());
        assert_eq!(fs::read(&path).expect("read"), b"theirs");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
        write(&path, b"new", Replace::Any).expect("written");
        assert_eq!(fs::read(&path).expect("read"), b"new");
        assert_eq!(fs::metadata(&path).expect("there").mode() & 0o777, 0o640);
        assert_eq!(names(folder.path()), 1);
    }

    #[test]
    fn a_link_stays_a_link() {
        let (folder, path) = case(|path| {
            let target = path.with_file_name("target");
            fs::write(&target, "theirs").expect("written");
            symlink(target, path).expect("a link");
        });
        assert!(write(&path, b"new", Replace::Own).is_err());
        write(&path, b"new", Replace::Any).expect("written");
        assert!(fs::symlink_metadata(&path).expect("there").is_symlink());
        assert_eq!(fs::read(folder.path().join("target")).expect("read"), b"new");
        let nowhere = folder.path().join("nowhere");
        symlink("no/such/file", &nowhere).expect("a link");
        assert!(write(&nowhere, b"new", Replace::Any).is_err());
    }

    #[test]
    fn a_second_name_of_a_file_and_a_folder_are_left_alone() {
        let (_folder, path) = case(|path| {
            fs::write(path, "theirs").expect("written");
            fs::hard_link(path, path.with_file_name("second")).expect("a second name");
        });
        assert!(write(&path, b"new", Replace::Own).is_err());
        let folder = path.parent().expect("a folder");
        assert!(write(folder, b"new", Replace::Any).is_err());
        assert!(write(Path::new("/dev/null"), b"new", Replace::Own).is_ok());
        assert!(!fs::metadata("/dev/null").expect("there").is_file());
    }
}
