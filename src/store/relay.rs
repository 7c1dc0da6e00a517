//! A store that another process has open, reached through it.
//!
//! While the review page is served, the server has the store. It listens on a Unix socket in
//! the workspace's folder, which only the owner may open, and answers the requests of
//! [`RelayStore`], so that every command works as it does on the store itself. Frames are a
//! length (u32, big-endian) and a `MessagePack` body. A commit names the commit that it was
//! worked out on; when another came between, it is refused and nothing is changed.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::store::{Batch, Error, FOLDER, Store, marker};

/// The longest frame that is read, in bytes.
const LONGEST: u32 = 256 * 1024 * 1024;

/// Longest path of a Unix socket that systems take.
const LONGEST_PATH: usize = 100;

/// Where the server listens, and the word that opens it; in `relay.json`, for the owner only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Address {
    socket: PathBuf,
    secret: String,
    /// The store's folder and id: a copy of the folder has this file too, and is another store.
    #[serde(default)]
    folder: PathBuf,
    #[serde(default)]
    store: String,
}

/// What a client asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Request {
    Hello {
        secret: String,
    },
    Get {
        key: Vec<u8>,
    },
    Scan {
        prefix: Vec<u8>,
    },
    Commit {
        after: u64,
        changes: Vec<(Vec<u8>, Option<Vec<u8>>)>,
    },
    LastCommit,
}

/// What the server answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Reply {
    Value(Option<Vec<u8>>),
    Values(Vec<(Vec<u8>, Vec<u8>)>),
    Commit(u64),
    Overtaken,
    Failed(String),
}

fn address_path(folder: &Path) -> PathBuf {
    folder.join("relay.json")
}

fn write_frame(stream: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let body = rmp_serde::to_vec(value).map_err(io::Error::other)?;
    let len = u32::try_from(body.len()).map_err(io::Error::other)?;
    stream.write_all(&len.to_be_bytes())?;
    stream.write_all(&body)?;
    stream.flush()
}

fn read_frame<T: for<'de> Deserialize<'de>>(stream: &mut impl Read) -> io::Result<T> {
    let mut len = [0; 4];
    stream.read_exact(&mut len)?;
    let len = u32::from_be_bytes(len);
    if len > LONGEST {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "the frame is too long",
        ));
    }
    let mut body = Vec::new();
    stream.take(u64::from(len)).read_to_end(&mut body)?;
    rmp_serde::from_slice(&body).map_err(io::Error::other)
}

/// Answers one request from a store. A reply to a commit that changed something is told to
/// `changed`.
fn answer(store: &mut dyn Store, request: Request) -> Reply {
    let outcome = match request {
        Request::Hello { .. } => Ok(Reply::Value(None)),
        Request::Get { key } => store.get(&key).map(Reply::Value),
        Request::Scan { prefix } => store.scan(&prefix).map(Reply::Values),
        Request::LastCommit => Ok(Reply::Commit(store.last_commit())),
        Request::Commit { after, .. } if after != store.last_commit() => Ok(Reply::Overtaken),
        Request::Commit { changes, .. } => {
            let mut batch = Batch::default();
            for (key, body) in changes {
                match body {
                    Some(body) => batch.put(key, body),
                    None => batch.remove(key),
                }
            }
            store.commit(batch).map(Reply::Commit)
        }
    };
    outcome.unwrap_or_else(|error| Reply::Failed(error.to_string()))
}

#[cfg(unix)]
mod unix {
    use std::cell::{Cell, RefCell};
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::time::Duration;

    use super::{
        Address, Batch, Error, FOLDER, LONGEST_PATH, Path, PathBuf, Reply, Request, Store, address_path,
        answer, fs, io, marker, read_frame, write_frame,
    };

    /// How long a client may be silent, and a server slow.
    const PATIENCE: Duration = Duration::from_secs(30);

    /// Listens for commands while the store is held; the socket goes when this does.
    #[derive(Debug)]
    pub struct Relay {
        listener: UnixListener,
        folder: PathBuf,
        address: Address,
    }

    impl Relay {
        /// Listens in the folder of the workspace, or, where that path is too long for a socket,
        /// in `elsewhere`. `secret` is a fresh random word.
        ///
        /// # Errors
        ///
        /// When the socket or the file that tells of it cannot be made.
        pub fn listen(workspace: &Path, elsewhere: &Path, secret: String) -> Result<Relay, Error> {
            let folder = workspace.join(FOLDER);
            let place = |path: &Path| {
                let path = path.to_path_buf();
                move |source| Error::Io { path, source }
            };
            let mut socket = folder.join("relay.sock");
            if socket.as_os_str().len() > LONGEST_PATH {
                socket = elsewhere.join(format!("muqabala-{}.sock", std::process::id()));
            }
            drop(fs::remove_file(&socket));
            let listener = UnixListener::bind(&socket).map_err(place(&socket))?;
            fs::set_permissions(&socket, fs::Permissions::from_mode(0o600)).map_err(place(&socket))?;
            let (whole, store) = identity(&folder)?;
            let relay = Relay {
                listener,
                folder,
                address: Address {
                    socket,
                    secret,
                    folder: whole,
                    store,
                },
            };
            relay.tell().map_err(place(&address_path(&relay.folder)))?;
            Ok(relay)
        }

        /// Writes the address, readable by the owner only from its first byte on.
        fn tell(&self) -> io::Result<()> {
            use std::io::Write;
            use std::os::unix::fs::OpenOptionsExt;
            let path = address_path(&self.folder);
            drop(fs::remove_file(&path));
            let mut file = fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path)?;
            file.write_all(&serde_json::to_vec(&self.address).map_err(io::Error::other)?)
        }

        /// Answers clients for ever, each in a thread of its own. `with` lends the store for one
        /// request; it is told the number of the last commit before and after.
        pub fn serve<F>(&self, with: F)
        where
            F: Fn(&mut dyn FnMut(&mut dyn Store)) + Clone + Send + 'static,
        {
            for stream in self.listener.incoming().flatten() {
                let (with, secret) = (with.clone(), self.address.secret.clone());
                std::thread::spawn(move || {
                    // A client that breaks off only loses its own answer.
                    drop(converse(stream, &secret, &with));
                });
            }
        }
    }

    impl Drop for Relay {
        fn drop(&mut self) {
            drop(fs::remove_file(address_path(&self.folder)));
            drop(fs::remove_file(&self.address.socket));
        }
    }

    fn converse(
        mut stream: UnixStream,
        secret: &str,
        with: &impl Fn(&mut dyn FnMut(&mut dyn Store)),
    ) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        match read_frame(&mut stream)? {
            Request::Hello { secret: given }
                if blake3::hash(given.as_bytes()) == blake3::hash(secret.as_bytes()) => {}
            _ => return write_frame(&mut stream, &Reply::Failed("the secret is wrong".to_owned())),
        }
        write_frame(&mut stream, &Reply::Value(None))?;
        loop {
            let mut request = Some(read_frame::<Request>(&mut stream)?);
            let mut reply = Reply::Failed("the server is stopping".to_owned());
            with(&mut |store| {
                if let Some(request) = request.take() {
                    reply = answer(store, request);
                }
            });
            write_frame(&mut stream, &reply)?;
        }
    }

    /// The store of a workspace, through the process that has it open.
    #[derive(Debug)]
    pub struct RelayStore {
        stream: RefCell<UnixStream>,
        seen: Cell<u64>,
    }

    impl RelayStore {
        /// Connects to the server that has the workspace's store; none when nobody listens.
        ///
        /// # Errors
        ///
        /// When someone listens and does not let us in.
        pub fn connect(workspace: &Path) -> Result<Option<RelayStore>, Error> {
            let path = address_path(&workspace.join(FOLDER));
            let Some(address) = fs::read(&path)
                .ok()
                .and_then(|bytes| serde_json::from_slice::<Address>(&bytes).ok())
            else {
                return Ok(None);
            };
            if identity(&workspace.join(FOLDER))? != (address.folder.clone(), address.store.clone()) {
                return Ok(None);
            }
            let Ok(stream) = UnixStream::connect(&address.socket) else {
                return Ok(None);
            };
            let set = stream
                .set_read_timeout(Some(PATIENCE))
                .and_then(|()| stream.set_write_timeout(Some(PATIENCE)));
            set.map_err(|error| told(&error, Asked::Question))?;
            let store = RelayStore {
                stream: RefCell::new(stream),
                seen: Cell::new(0),
            };
            store.ask(&Request::Hello {
                secret: address.secret,
            })?;
            if let Reply::Commit(seen) = store.ask(&Request::LastCommit)? {
                store.seen.set(seen);
            }
            Ok(Some(store))
        }

        fn ask(&self, request: &Request) -> Result<Reply, Error> {
            let asked = match request {
                Request::Commit { .. } => Asked::Change,
                _ => Asked::Question,
            };
            let mut stream = self.stream.borrow_mut();
            let reply = write_frame(&mut *stream, request).and_then(|()| read_frame(&mut *stream));
            match reply.map_err(|error| told(&error, asked))? {
                Reply::Failed(why) => Err(Error::Server(why)),
                reply => Ok(reply),
            }
        }
    }

    fn out_of_step() -> Error {
        Error::Server(
            "the server of the review page is of another version of this program; end it and start it again"
                .to_owned(),
        )
    }

    /// What a server was asked for.
    #[derive(Clone, Copy)]
    enum Asked {
        Question,
        Change,
    }

    /// What an error between the two processes means for the one who asked.
    fn told(error: &io::Error, asked: Asked) -> Error {
        let what = match error.kind() {
            io::ErrorKind::UnexpectedEof | io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset => {
                "the server of the review page has ended".to_owned()
            }
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => {
                format!(
                    "the server of the review page has not answered for {} seconds",
                    PATIENCE.as_secs()
                )
            }
            _ => format!("the server of the review page cannot be asked: {error}"),
        };
        let then = match asked {
            Asked::Question => "run the command again",
            Asked::Change => "whether this change was kept is not known: `muqabala log` tells",
        };
        Error::Server(format!("{what}; {then}"))
    }

    /// The whole path and the id of a store's folder.
    fn identity(folder: &Path) -> Result<(PathBuf, String), Error> {
        let whole = folder.canonicalize().map_err(marker::io(folder))?;
        let id = marker::read(folder)?.map_or_else(String::new, |marker| marker.store);
        Ok((whole, id))
    }

    impl Store for RelayStore {
        fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
            match self.ask(&Request::Get { key: key.to_vec() })? {
                Reply::Value(value) => Ok(value),
                _ => Err(out_of_step()),
            }
        }

        fn scan(&self, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Vec<u8>)>, Error> {
            let request = Request::Scan {
                prefix: prefix.to_vec(),
            };
            match self.ask(&request)? {
                Reply::Values(values) => Ok(values),
                _ => Err(out_of_step()),
            }
        }

        fn commit(&mut self, batch: Batch) -> Result<u64, Error> {
            let changes = batch
                .changes()
                .map(|(key, body)| (key.to_vec(), body.map(<[u8]>::to_vec)))
                .collect();
            let request = Request::Commit {
                after: self.seen.get(),
                changes,
            };
            match self.ask(&request)? {
                Reply::Commit(commit) => {
                    self.seen.set(commit);
                    Ok(commit)
                }
                Reply::Overtaken => {
                    // Whatever is read or worked out after this is of the newer state.
                    if let Reply::Commit(commit) = self.ask(&Request::LastCommit)? {
                        self.seen.set(commit);
                    }
                    Err(Error::Overtaken)
                }
                _ => Err(out_of_step()),
            }
        }

        fn last_commit(&self) -> u64 {
            self.seen.get()
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::store::MemoryStore;
        use std::sync::{Arc, Mutex};

        fn served() -> (tempfile::TempDir, Arc<Mutex<MemoryStore>>) {
            let folder = tempfile::tempdir().expect("a folder");
            fs::create_dir(folder.path().join(FOLDER)).expect("the store's folder");
            let store = Arc::new(Mutex::new(MemoryStore::default()));
            let relay = Relay::listen(folder.path(), folder.path(), "s3cret".to_owned()).expect("a socket");
            let shared = Arc::clone(&store);
            std::thread::spawn(move || {
                relay.serve(move |work| work(&mut *shared.lock().expect("the store")));
            });
            (folder, store)
        }

        fn put(key: &[u8], body: &[u8]) -> Batch {
            let mut batch = Batch::default();
            batch.put(key.to_vec(), body.to_vec());
            batch
        }

        #[test]
        fn what_is_put_through_the_relay_is_there() {
            let (folder, store) = served();
            let mut remote = RelayStore::connect(folder.path())
                .expect("let in")
                .expect("served");
            assert_eq!(remote.commit(put(b"a", b"1")).expect("a commit"), 1);
            assert_eq!(remote.get(b"a").expect("an answer"), Some(b"1".to_vec()));
            let there = store.lock().expect("the store").scan(b"").expect("all of it");
            assert_eq!(remote.scan(b"").expect("all of it"), there);
        }

        #[test]
        fn a_commit_that_was_overtaken_changes_nothing() {
            let (folder, store) = served();
            let mut remote = RelayStore::connect(folder.path())
                .expect("let in")
                .expect("served");
            store
                .lock()
                .expect("the store")
                .commit(put(b"b", b"2"))
                .expect("a commit");
            assert!(matches!(remote.commit(put(b"a", b"1")), Err(Error::Overtaken)));
            assert_eq!(
                store.lock().expect("the store").get(b"a").expect("an answer"),
                None
            );
        }

        #[test]
        fn without_the_secret_nobody_gets_in() {
            let (folder, _store) = served();
            let path = address_path(&folder.path().join(FOLDER));
            let mode = fs::metadata(&path).expect("the address").permissions().mode();
            assert_eq!(mode & 0o077, 0);
            let told = fs::read_to_string(&path).expect("the address");
            fs::write(&path, told.replace("s3cret", "guess")).expect("written");
            assert!(RelayStore::connect(folder.path()).is_err());
        }

        #[test]
        fn a_copy_of_the_folder_is_not_served() {
            let (folder, _store) = served();
            let copy = tempfile::tempdir().expect("a folder");
            fs::create_dir(copy.path().join(FOLDER)).expect("the store's folder");
            let told = |at: &Path| address_path(&at.join(FOLDER));
            fs::copy(told(folder.path()), told(copy.path())).expect("copied");
            assert!(RelayStore::connect(copy.path()).expect("no fault").is_none());
            assert!(RelayStore::connect(folder.path()).expect("let in").is_some());
        }

        #[test]
        fn a_server_that_ends_is_told_in_plain_words() {
            let gone = io::Error::from(io::ErrorKind::UnexpectedEof);
            let question = told(&gone, Asked::Question).to_string();
            assert!(
                question.contains("has ended; run the command again"),
                "{question}"
            );
            assert!(told(&gone, Asked::Change).to_string().contains("muqabala log"));
        }

        #[test]
        fn where_nobody_listens_there_is_no_relay() {
            let folder = tempfile::tempdir().expect("a folder");
            assert!(RelayStore::connect(folder.path()).expect("no fault").is_none());
        }
    }
}

#[cfg(unix)]
pub use unix::{Relay, RelayStore};
