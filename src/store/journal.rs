//! Every commit once more, in a plain file, before the database sees it.
//!
//! A commit is done when its frame is on disk here. What the database misses after a full disk, a
//! kill or a power cut is put into it from here when it is opened; and a database that is damaged
//! can be made anew from a backup and this file.
//!
//! The file begins with a line that names the commit after which it begins. A frame is its length
//! (u32, big-endian), its commit (u64), the first 8 bytes of the BLAKE3 hash of commit and body, and
//! the body: for each change the length of the key (u32), the key, 0 for a removal or 1, and for a value its
//! length (u32) and the value. An unfinished frame at the end was never reported as done and is cut off.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use crate::store::marker::{io, sync_folder};
use crate::store::{Batch, Error};

/// Its name in the store's folder.
pub(crate) const NAME: &str = "journal";

/// What its first line begins with; the number of the commit follows, padded.
const HEAD: &str = "muqabala journal 1 after ";

/// Bytes of the first line.
const HEAD_LEN: u64 = 46;

/// Bytes before the body of a frame: its length, commit and hash.
const FRAME_HEAD: u64 = 4 + 8 + 8;

/// Bytes from which on the journal is begun anew, behind a backup.
pub(crate) const LONGEST: u64 = 32 * 1024 * 1024;

/// The open journal of a store.
#[derive(Debug)]
pub(crate) struct Journal {
    file: File,
    path: PathBuf,
    /// Where the next frame goes.
    len: u64,
    /// The commit after which it begins.
    from: u64,
    /// The last commit that it holds, or `from`.
    last: u64,
}

/// A commit as the journal holds it.
pub(crate) type Frame = (u64, Batch);

fn sum(commit: u64, body: &[u8]) -> [u8; 8] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&commit.to_be_bytes());
    hasher.update(body);
    let mut sum = [0; 8];
    sum.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    sum
}

impl Journal {
    /// Begins a journal after that commit, in place of one that is there.
    ///
    /// # Errors
    ///
    /// [`Error`] when it cannot be written.
    pub(crate) fn begin(folder: &Path, from: u64) -> Result<Journal, Error> {
        let (path, new) = (folder.join(NAME), folder.join("journal.new"));
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(&new)
            .map_err(io(&new))?;
        file.write_all(format!("{HEAD}{from:020}\n").as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(io(&new))?;
        fs::rename(&new, &path).map_err(io(&path))?;
        sync_folder(folder)?;
        Ok(Journal {
            file,
            path,
            len: HEAD_LEN,
            from,
            last: from,
        })
    }

    /// Opens the journal of a store; none when there is none, or its first line is damaged.
    ///
    /// # Errors
    ///
    /// [`Error`] when it cannot be read.
    pub(crate) fn open(folder: &Path) -> Result<Option<Journal>, Error> {
        let path = folder.join(NAME);
        let file = match OpenOptions::new().read(true).write(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(io(&path)(error)),
        };
        let mut journal = Journal {
            file,
            path,
            len: HEAD_LEN,
            from: 0,
            last: 0,
        };
        let Some(from) = journal.read_head()? else {
            return Ok(None);
        };
        (journal.from, journal.last) = (from, from);
        journal.find_end()?;
        Ok(Some(journal))
    }

    fn read_head(&mut self) -> Result<Option<u64>, Error> {
        let mut head = [0; 46];
        if !self.read_at(0, &mut head)? {
            return Ok(None);
        }
        let number = std::str::from_utf8(&head)
            .ok()
            .and_then(|head| head.strip_prefix(HEAD)?.strip_suffix('\n'))
            .and_then(|number| number.parse().ok());
        Ok(number)
    }

    /// Fills the buffer from that place; false when the file ends before.
    fn read_at(&mut self, place: u64, buffer: &mut [u8]) -> Result<bool, Error> {
        let read = self
            .file
            .seek(SeekFrom::Start(place))
            .and_then(|_| self.file.read_exact(buffer));
        match read {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
            Err(error) => Err(io(&self.path)(error)),
        }
    }

    /// Length of the body, commit and hash of the frame at a place, if one is there.
    fn head_at(&mut self, place: u64) -> Result<Option<(u64, u64, [u8; 8])>, Error> {
        let mut head = [0; 4 + 8 + 8];
        if !self.read_at(place, &mut head)? {
            return Ok(None);
        }
        let (len, rest) = head.split_at(4);
        let (commit, hash) = rest.split_at(8);
        let (Ok(len), Ok(commit), Ok(hash)) = (len.try_into(), commit.try_into(), hash.try_into()) else {
            return Ok(None);
        };
        Ok(Some((
            u64::from(u32::from_be_bytes(len)),
            u64::from_be_bytes(commit),
            hash,
        )))
    }

    /// The frame at a place with the place after it; none when it is not whole.
    fn frame_at(&mut self, place: u64) -> Result<Option<(Frame, u64)>, Error> {
        let Some((len, commit, hash)) = self.head_at(place)? else {
            return Ok(None);
        };
        let size = self.file.metadata().map_err(io(&self.path))?.len();
        let end = place + FRAME_HEAD + len;
        if end > size {
            return Ok(None);
        }
        let Ok(len) = usize::try_from(len) else {
            return Ok(None);
        };
        let mut body = vec![0; len];
        if !self.read_at(place + FRAME_HEAD, &mut body)? || sum(commit, &body) != hash {
            return Ok(None);
        }
        Ok(read_batch(&body).map(|batch| ((commit, batch), end)))
    }

    /// Walks over the frames; the last one is compared with its hash, those before it were when
    /// they were the last.
    fn find_end(&mut self) -> Result<(), Error> {
        let size = self.file.metadata().map_err(io(&self.path))?.len();
        let mut before = None;
        let (mut place, mut last) = (HEAD_LEN, self.from);
        while let Some((len, commit, _)) = self.head_at(place)? {
            let end = place + FRAME_HEAD + len;
            if end > size || commit != last + 1 {
                break;
            }
            before = Some((place, last));
            (place, last) = (end, commit);
        }
        if let Some((at, earlier)) = before
            && self.frame_at(at)?.is_none()
        {
            (place, last) = (at, earlier);
        }
        (self.len, self.last) = (place, last);
        Ok(())
    }

    /// The commit after which it begins.
    pub(crate) fn from(&self) -> u64 {
        self.from
    }

    /// The last commit that it holds.
    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    /// Its length in bytes.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    /// Are all bytes of the file frames that are whole?
    ///
    /// # Errors
    ///
    /// [`Error`] when it cannot be read.
    pub(crate) fn is_sound(&mut self) -> Result<bool, Error> {
        let mut place = HEAD_LEN;
        let mut last = self.from;
        while place < self.len {
            match self.frame_at(place)? {
                Some(((commit, _), end)) if commit == last + 1 => (place, last) = (end, commit),
                _ => return Ok(false),
            }
        }
        Ok(self.file.metadata().map_err(io(&self.path))?.len() == self.len)
    }

    /// The commits after that one, as far as they can be read without a gap.
    ///
    /// # Errors
    ///
    /// [`Error`] when it cannot be read.
    pub(crate) fn after(&mut self, commit: u64) -> Result<Vec<Frame>, Error> {
        let mut found = Vec::new();
        let mut place = HEAD_LEN;
        while place < self.len {
            let Some((len, number, _)) = self.head_at(place)? else {
                break;
            };
            if number > commit {
                match self.frame_at(place)? {
                    Some((frame, _)) => found.push(frame),
                    None => break,
                }
            }
            place += FRAME_HEAD + len;
        }
        Ok(found)
    }

    /// Puts a commit at the end and forces it to disk. When that fails, nothing of it stays.
    ///
    /// # Errors
    ///
    /// [`Error`] when it cannot be written.
    pub(crate) fn append(&mut self, commit: u64, batch: &Batch) -> Result<(), Error> {
        let too_long = |_| io(&self.path)(std::io::Error::other("the change is too long for the journal"));
        let body = write_batch(batch).map_err(too_long)?;
        let len = u32::try_from(body.len()).map_err(too_long)?;
        let mut frame = Vec::with_capacity(body.len() + 20);
        frame.extend_from_slice(&len.to_be_bytes());
        frame.extend_from_slice(&commit.to_be_bytes());
        frame.extend_from_slice(&sum(commit, &body));
        frame.extend_from_slice(&body);
        let written = self
            .file
            .set_len(self.len)
            .and_then(|()| self.file.seek(SeekFrom::Start(self.len)))
            .and_then(|_| self.file.write_all(&frame))
            .and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // What stays of it has no whole frame, or the next one takes its place.
            drop(self.file.set_len(self.len));
            return Err(io(&self.path)(error));
        }
        self.len += FRAME_HEAD + u64::from(len);
        self.last = commit;
        Ok(())
    }
}

fn write_batch(batch: &Batch) -> Result<Vec<u8>, std::num::TryFromIntError> {
    let mut body = Vec::new();
    for (key, value) in batch.changes() {
        body.extend_from_slice(&u32::try_from(key.len())?.to_be_bytes());
        body.extend_from_slice(key);
        body.push(u8::from(value.is_some()));
        if let Some(value) = value {
            body.extend_from_slice(&u32::try_from(value.len())?.to_be_bytes());
            body.extend_from_slice(value);
        }
    }
    Ok(body)
}

fn read_batch(mut body: &[u8]) -> Option<Batch> {
    fn bytes<'b>(body: &mut &'b [u8]) -> Option<&'b [u8]> {
        let (len, rest) = body.split_first_chunk::<4>()?;
        let (bytes, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*len)).ok()?)?;
        *body = rest;
        Some(bytes)
    }
    let mut batch = Batch::default();
    while !body.is_empty() {
        let key = bytes(&mut body)?.to_vec();
        let (&is_value, rest) = body.split_first()?;
        body = rest;
        if is_value == 1 {
            batch.put(key, bytes(&mut body)?.to_vec());
        } else {
            batch.remove(key);
        }
    }
    Some(batch)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(n: u8) -> Batch {
        let mut batch = Batch::default();
        batch.put(vec![b'e', n], vec![n; 100]);
        batch.remove(vec![b'f', n]);
        batch
    }

    fn filled(folder: &Path) -> Journal {
        let mut journal = Journal::begin(folder, 7).expect("a journal");
        for n in 8..12_u8 {
            journal.append(u64::from(n), &batch(n)).expect("appended");
        }
        journal
    }

    #[test]
    fn commits_come_back_in_order() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(filled(folder.path()));
        let mut journal = Journal::open(folder.path()).expect("read").expect("there");
        assert_eq!((journal.from(), journal.last()), (7, 11));
        assert!(journal.is_sound().expect("read"));
        let frames = journal.after(9).expect("read");
        assert_eq!(frames, [(10, batch(10)), (11, batch(11))]);
        journal.append(12, &batch(12)).expect("appended");
        assert_eq!(journal.after(11).expect("read"), [(12, batch(12))]);
    }

    #[test]
    fn whatever_is_cut_off_leaves_the_whole_frames() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(filled(folder.path()));
        let path = folder.path().join(NAME);
        let whole = fs::read(&path).expect("read");
        let frame = (whole.len() - 46) / 4;
        for cut in 46..whole.len() {
            fs::write(&path, &whole[..cut]).expect("written");
            let mut journal = Journal::open(folder.path()).expect("read").expect("there");
            let whole = u64::try_from((cut - 46) / frame).expect("a number");
            assert_eq!(journal.last(), 7 + whole, "cut at {cut}");
            journal.append(journal.last() + 1, &batch(1)).expect("appended");
            assert!(journal.is_sound().expect("read"));
        }
    }

    #[test]
    fn a_last_frame_with_other_bytes_does_not_count() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(filled(folder.path()));
        let path = folder.path().join(NAME);
        let mut bytes = fs::read(&path).expect("read");
        *bytes.last_mut().expect("bytes") ^= 1;
        fs::write(&path, bytes).expect("written");
        let journal = Journal::open(folder.path()).expect("read").expect("there");
        assert_eq!(journal.last(), 10);
    }
}
