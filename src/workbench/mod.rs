//! The order of the steps, known nowhere else.
//!
//! Without a store: [`pairs`] are judged one by one, and [`steps`] read, align and check two
//! texts. With one, a [`Workbench`] keeps interviews and everything that happens to them. Both
//! give [`Checked`] texts, which `report` shows.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use ulid::Ulid;

use crate::bitext::Pair;
use crate::check::{Memory, Settings};
use crate::lexicon::associations::Associations;
use crate::review::event::{Event, Happening, Steps};
use crate::review::{Rendering, State};
use crate::store::archive::{self, Revision};
use crate::store::record::InterviewRecord;
use crate::store::{Batch, DiskStore, Holder, Store, backup};

pub mod adding;
pub mod bulk;
pub mod carrying;
pub mod checked;
pub mod comparing;
pub mod cutting;
pub mod deciding;
pub mod editing;
pub mod fault;
pub mod learning;
pub mod learnt_names;
pub mod lists;
pub mod naming;
pub mod opened;
pub mod pairs;
mod remembering;
pub mod rows;
pub mod signing;
pub mod steps;
pub mod terms;
pub mod training;
pub mod units;

pub use adding::{Added, NewRendering, Outcome};
pub use bulk::{Item, Treatment};
pub use checked::{Checked, Text};
pub use comparing::Comparison;
pub use deciding::Found;
pub use fault::Error;
pub use learnt_names::Learnt;
pub use opened::{Opened, Prepared};
pub use rows::RowDeed;
pub use steps::{Aligned, Incoming, Reading, Reasons};

/// Who works, and what the clock says.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who decides and edits.
    pub author: String,
    /// What was asked for, for those who wait for the store.
    pub command: String,
    /// The machine's name.
    pub host: String,
    /// Milliseconds since 1970.
    pub now: fn() -> i64,
}

/// The clock of the system, in milliseconds since 1970.
pub fn system_clock() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

impl Session {
    /// Who has the store while this session does.
    pub fn holder(&self) -> Holder {
        let since = jiff::Timestamp::from_millisecond((self.now)()).unwrap_or_default();
        Holder {
            pid: std::process::id(),
            host: self.host.clone(),
            command: self.command.clone(),
            since: since.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }

    /// A fresh id.
    ///
    /// # Errors
    ///
    /// [`Error`] when the system gives no random numbers.
    pub fn new_id(&self) -> Result<Ulid, Error> {
        let mut random = [0; 16];
        getrandom::fill(&mut random)
            .map_err(|error| Error::Refused(format!("no random numbers: {error}")))?;
        // A clock that is set to a day before 1970 gives the first moment that an id can have.
        Ok(Ulid::from_parts(
            u64::try_from((self.now)()).unwrap_or(0),
            u128::from_be_bytes(random),
        ))
    }
}

/// The log of an interview as far as it was read; logs only grow.
#[derive(Debug, Default)]
struct Log {
    /// Key of its last event.
    last: Vec<u8>,
    events: Vec<Event>,
    state: State,
}

impl Log {
    /// Reads what is new, and folds it on.
    fn catch_up(&mut self, store: &dyn Store, id: Ulid) -> Result<(), Error> {
        let (fresh, last) = archive::events_after(store, id, &self.last)?;
        if fresh.is_empty() {
            return Ok(());
        }
        let steers = fresh
            .iter()
            .any(|event| matches!(event.what, Happening::Undone { .. } | Happening::Redone { .. }));
        let from = self.events.len();
        self.events.extend(fresh);
        self.last = last;
        if steers {
            self.state = State::of(&self.events);
        } else {
            self.state.add(&self.events[from..]);
        }
        Ok(())
    }
}

/// A workspace: interviews, and everything that happened to them.
pub struct Workbench {
    store: Box<dyn Store>,
    /// Logs that were read.
    logs: RefCell<BTreeMap<Ulid, Log>>,
    session: Session,
    settings: Settings,
    /// The words of the configuration and of files, without those of the store.
    given_words: Arc<BTreeSet<String>>,
    /// What the checks found in units, as long as the settings stay.
    memory: Arc<Mutex<Memory>>,
    /// Workspace and build for which it is kept between runs.
    kept: Option<(PathBuf, String)>,
    /// Was what is kept read?
    recalled: OnceLock<()>,
    /// Who may sign off.
    signers: signing::Signers,
    /// What the interviews render how, as of a commit.
    remembered: RefCell<Option<remembering::Remembering>>,
    /// Word pairs that the aligner knows beside the shipped lexicon.
    learnt: Arc<Associations>,
}

impl std::fmt::Debug for Workbench {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbench")
            .field("commit", &self.store.last_commit())
            .finish_non_exhaustive()
    }
}

impl Drop for Workbench {
    fn drop(&mut self) {
        self.keep_now();
    }
}

/// An interview as it stands, with its log.
#[derive(Debug, Clone, PartialEq)]
pub struct Interview {
    /// Its id in the store.
    pub id: Ulid,
    /// What people call it.
    pub name: String,
    /// What they called it when it came in.
    pub first_name: String,
    /// When it was made, in milliseconds since 1970.
    pub made: i64,
    /// Everything that happened to it, oldest first.
    pub events: Vec<Event>,
    /// What that adds up to.
    pub state: State,
}

impl Interview {
    /// The rendering of that label; without one the only rendering.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn rendering(&self, label: Option<&str>) -> Result<&Rendering, Error> {
        let known = || -> Vec<String> {
            let labels = self.state.renderings.values();
            labels.map(|rendering| rendering.label.clone()).collect()
        };
        match label {
            Some(label) => self.state.labelled(label).ok_or_else(|| Error::NoRendering {
                interview: self.name.clone(),
                label: label.to_owned(),
                known: known(),
            }),
            None if self.state.renderings.len() > 1 => Err(Error::WhichRendering {
                interview: self.name.clone(),
                known: known(),
            }),
            None => self.state.renderings.values().next().ok_or_else(|| {
                Error::Refused(format!(
                    "{} has no rendering yet; `muqabala add` adds one",
                    self.name
                ))
            }),
        }
    }

    /// Which commits undo and redo would take.
    pub fn steps(&self) -> Steps {
        Steps::of(&self.events)
    }
}

/// The store through the server that has it, if one does; one that is just ending is none, as long as there
/// is time to wait for its end.
#[cfg(unix)]
fn served(folder: &Path, may_wait: bool) -> Result<Option<crate::store::relay::RelayStore>, Error> {
    match crate::store::relay::RelayStore::connect(folder) {
        Err(crate::store::Error::Server(_)) if may_wait => Ok(None),
        connected => Ok(connected?),
    }
}

/// Longest pause between two tries for a store that is in use.
const LONGEST_PAUSE: Duration = Duration::from_millis(250);

impl Workbench {
    /// Makes a new workspace in `folder`.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn init(folder: &Path, session: Session, settings: Settings) -> Result<Workbench, Error> {
        let store = DiskStore::init(folder, session.new_id()?, session.holder())?;
        Ok(Workbench::over(Box::new(store), session, settings))
    }

    /// Opens the workspace that `start` lies in. While a review page is served, the store is
    /// reached through its server; for anybody else who has it open it waits up to `wait`.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn open(
        start: &Path,
        session: Session,
        settings: Settings,
        wait: Duration,
    ) -> Result<Workbench, Error> {
        let folder = crate::store::disk::find(start)?;
        let (mut waited, mut pause) = (Duration::ZERO, Duration::from_millis(5));
        loop {
            match DiskStore::open(&folder, session.holder()) {
                #[cfg(unix)]
                Err(crate::store::Error::Locked { .. })
                    if let Some(store) = served(&folder, waited < wait)? =>
                {
                    let mut workbench = Workbench::over(Box::new(store), session, settings);
                    workbench.take_in_lists()?;
                    workbench.take_in_learnt()?;
                    return Ok(workbench);
                }
                Err(crate::store::Error::Locked { .. }) if waited < wait => {
                    std::thread::sleep(pause);
                    waited += pause;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                Err(error) => return Err(error.into()),
                Ok(store) => {
                    let mut workbench = Workbench::over(Box::new(store), session, settings);
                    workbench.take_in_lists()?;
                    workbench.take_in_learnt()?;
                    return Ok(workbench);
                }
            }
        }
    }

    /// A workbench over any store.
    pub fn over(store: Box<dyn Store>, session: Session, settings: Settings) -> Workbench {
        Workbench {
            store,
            logs: RefCell::default(),
            session,
            given_words: settings.words.clone(),
            settings,
            memory: Arc::default(),
            kept: None,
            recalled: OnceLock::new(),
            learnt: Arc::default(),
            signers: signing::Signers::default(),
            remembered: RefCell::new(None),
        }
    }

    /// What the checks found in units; others may check with it and add to it.
    pub fn memory(&self) -> Arc<Mutex<Memory>> {
        Arc::clone(self.recalled())
    }

    /// Keeps what the checks find in a workspace between runs of one build of the program. What
    /// was found with a dictionary is remembered under its contents.
    pub fn keep_findings(&mut self, workspace: PathBuf, build: String) {
        self.kept = Some((workspace, build));
    }

    fn recalled(&self) -> &Arc<Mutex<Memory>> {
        self.recalled.get_or_init(|| {
            if let Some((workspace, build)) = &self.kept {
                let kept = crate::store::recall::load(workspace, build);
                *self.memory.lock().unwrap_or_else(PoisonError::into_inner) = kept;
            }
        });
        &self.memory
    }

    /// Writes what the checks found since this was done last beside the store.
    pub fn keep_now(&self) {
        if let Some((workspace, build)) = &self.kept {
            let fresh = self
                .memory
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take_fresh();
            crate::store::recall::keep(workspace, build, &fresh);
        }
    }

    /// All of the store as the bytes of a backup, and how many records that are.
    ///
    /// # Errors
    ///
    /// [`Error`] when the store cannot be read.
    pub fn backup(&mut self) -> Result<(Vec<u8>, u64), Error> {
        let about = backup::About::now(self.store.as_ref(), &self.session.holder().since);
        let mut bytes = Vec::new();
        let records = backup::write(self.store.as_ref(), &about, (&mut bytes, Path::new("the backup")))?;
        Ok((bytes, records))
    }

    /// What was mended, or made, when the store was opened.
    pub fn notes(&self) -> Vec<String> {
        self.store
            .as_disk()
            .map_or_else(Vec::new, |disk| disk.notes().to_vec())
    }

    /// The store itself, for the relay through which other processes reach it.
    pub(crate) fn store(&mut self) -> &mut dyn Store {
        self.store.as_mut()
    }

    /// What checks are run with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The interview that is named, or the names of all.
    fn named_or_all(&self, interview: Option<&str>) -> Result<Vec<String>, Error> {
        match interview {
            Some(name) => Ok(vec![name.to_owned()]),
            None => Ok(self
                .interviews()?
                .into_iter()
                .map(|interview| interview.name)
                .collect()),
        }
    }

    /// All interviews in the order of their names.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn interviews(&self) -> Result<Vec<Interview>, Error> {
        let found = archive::interviews(self.store.as_ref())?;
        found.into_iter().map(|found| self.with_log(found)).collect()
    }

    /// The interview of that name.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn interview(&self, name: &str) -> Result<Interview, Error> {
        match archive::find(self.store.as_ref(), name)? {
            Some(found) => self.with_log(found),
            None => Err(Error::NoInterview {
                name: name.to_owned(),
                known: archive::names(self.store.as_ref())?,
            }),
        }
    }

    fn with_log(&self, found: archive::Interview) -> Result<Interview, Error> {
        let mut logs = self.logs.borrow_mut();
        let log = logs.entry(found.id).or_default();
        log.catch_up(self.store.as_ref(), found.id)?;
        Ok(Interview {
            id: found.id,
            name: naming::name_of(&log.state, &found.record.name),
            first_name: found.record.name,
            made: found.record.made,
            state: log.state.clone(),
            events: log.events.clone(),
        })
    }

    /// The revision of a document of an interview (0 is the transcript).
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn revision(&self, interview: &Interview, document: u16, revision: u32) -> Result<Revision, Error> {
        Ok(archive::revision(
            self.store.as_ref(),
            interview.id,
            (document, revision),
        )?)
    }

    /// Both texts' current revisions.
    fn current(&self, interview: &Interview, rendering: &Rendering) -> Result<Pair<Revision>, Error> {
        let source = interview.state.source_revision();
        Ok(Pair::new(
            self.revision(interview, 0, source)?,
            self.revision(interview, rendering.document, rendering.revision())?,
        ))
    }

    fn event(&self, what: Happening) -> Event {
        Event {
            commit: 0,
            at: (self.session.now)(),
            author: self.session.author.clone(),
            what,
        }
    }

    /// Adds events to the batch and commits it.
    fn record(&mut self, mut batch: Batch, id: Ulid, happenings: Vec<Happening>) -> Result<u64, Error> {
        let events: Vec<Event> = happenings.into_iter().map(|what| self.event(what)).collect();
        archive::put_events(&mut batch, id, self.store.last_commit() + 1, &events)?;
        Ok(self.store.commit(batch)?)
    }

    /// Starts a new interview in the batch.
    fn new_interview(&self, batch: &mut Batch, name: &str) -> Result<Ulid, Error> {
        let id = self.session.new_id()?;
        let interview = archive::Interview {
            id,
            record: InterviewRecord {
                name: name.to_owned(),
                made: (self.session.now)(),
            },
        };
        archive::put_interview(batch, &interview)?;
        Ok(id)
    }
}
