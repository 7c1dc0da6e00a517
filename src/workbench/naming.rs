//! Interviews by name: renamed, removed, brought back; and undo and redo over everything.
//!
//! The names in the store are an index of what the logs say. Whatever changes what an interview is
//! called, or whether there is one, changes its name there in the same commit.

use ulid::Ulid;

use crate::review::State;
use crate::review::event::{Change, Event, Happening, Steps};
use crate::store::archive;
use crate::store::{self, Batch, key};
use crate::workbench::{Error, Interview, Workbench};

use base64::prelude::{BASE64_STANDARD, Engine};

/// The id under which the workspace keeps its own log: what happened to its lists.
pub const WORKSPACE: Ulid = Ulid::nil();

/// How often a change of a list is put in before others that write at the same time have their way.
const TRIES: usize = 50;

/// Undo or redo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Forth,
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Way::Back => "undo",
            Way::Forth => "redo",
        }
    }

    /// The commit that is taken back or brought back, and when that came to be the next one.
    fn next(self, steps: &Steps) -> Option<(u64, u64)> {
        match self {
            Way::Back => steps.undo().map(|commit| (commit, commit)),
            Way::Forth => Some((steps.redo()?, steps.undone_at()?)),
        }
    }

    fn happening(self, commit: u64) -> Happening {
        match self {
            Way::Back => Happening::Undone { commit },
            Way::Forth => Happening::Redone { commit },
        }
    }
}

impl Workbench {
    /// Gives an interview another name.
    ///
    /// # Errors
    ///
    /// [`Error`] when there is none of that name, or one of the new name.
    pub fn rename(&mut self, old: &str, new: &str) -> Result<(), Error> {
        let interview = self.interview(old)?;
        if old == new {
            return Err(Error::Refused(format!("{old} is called so already")));
        }
        let happening = Happening::Renamed { name: new.to_owned() };
        self.record_naming(&interview, happening, Batch::default())
    }

    /// Removes an interview; [`undo`](Workbench::undo) brings it back.
    ///
    /// # Errors
    ///
    /// [`Error`] when there is none of that name, or the store refuses.
    pub fn remove(&mut self, name: &str) -> Result<(), Error> {
        let interview = self.interview(name)?;
        self.record_naming(&interview, Happening::Removed, Batch::default())
    }

    /// Records an event that may change the interview's name or whether there is one.
    fn record_naming(
        &mut self,
        interview: &Interview,
        what: Happening,
        mut batch: Batch,
    ) -> Result<(), Error> {
        let mut events = interview.events.clone();
        events.push(Event {
            commit: self.store.last_commit() + 1,
            ..self.event(what.clone())
        });
        let after = Interview {
            name: name_of(&State::of(&events), &interview.first_name),
            state: State::of(&events),
            ..interview.clone()
        };
        if interview.id != WORKSPACE {
            self.index(&mut batch, interview, &after)?;
        }
        self.record(batch, interview.id, vec![what])?;
        Ok(())
    }

    /// Puts what an interview is called now into the batch.
    fn index(&self, batch: &mut Batch, before: &Interview, after: &Interview) -> Result<(), Error> {
        let name = |interview: &Interview| interview.state.is_there().then(|| interview.name.clone());
        let (was, is) = (name(before), name(after));
        if was == is {
            return Ok(());
        }
        if let Some(was) = was {
            batch.remove(key::name(&was));
        }
        if let Some(is) = is {
            let other = archive::find(self.store.as_ref(), &is)?;
            if other.is_some_and(|other| other.id != before.id) {
                return Err(Error::Refused(format!(
                    "there is an interview called {is} already; rename that one first"
                )));
            }
            batch.put(key::name(&is), before.id.to_bytes().to_vec());
        }
        Ok(())
    }

    /// Every interview that there is or was, and the workspace's own log under the empty name.
    ///
    /// # Errors
    ///
    /// [`Error`] when the store refuses.
    pub fn logs(&self) -> Result<Vec<Interview>, Error> {
        let mut logs: Vec<Interview> = archive::all(self.store.as_ref())?
            .into_iter()
            .map(|found| self.with_log(found))
            .collect::<Result<_, _>>()?;
        logs.push(self.own_log()?);
        Ok(logs)
    }

    /// The workspace's own log.
    fn own_log(&self) -> Result<Interview, Error> {
        Ok(Interview {
            id: WORKSPACE,
            name: String::new(),
            first_name: String::new(),
            made: 0,
            events: archive::events(self.store.as_ref(), WORKSPACE)?,
            state: State::default(),
        })
    }

    /// Takes back the last thing that a person did in an interview, or, without a name, in the
    /// workspace. Returns the interview's name (empty for lists) and what was taken back.
    ///
    /// # Errors
    ///
    /// [`Error`] when there is nothing to undo, or the store refuses.
    pub fn undo(&mut self, name: Option<&str>) -> Result<(String, Vec<Happening>), Error> {
        self.step(Way::Back, name)
    }

    /// Brings back what was undone last.
    ///
    /// # Errors
    ///
    /// [`Error`] when there is nothing to redo, or the store refuses.
    pub fn redo(&mut self, name: Option<&str>) -> Result<(String, Vec<Happening>), Error> {
        self.step(Way::Forth, name)
    }

    /// The logs that a step may be in.
    fn logs_of(&self, way: Way, name: Option<&str>) -> Result<Vec<Interview>, Error> {
        let Some(name) = name else {
            return self.logs();
        };
        match self.interview(name) {
            // One that was removed, or whose import was undone, can come back.
            Err(error @ Error::NoInterview { .. }) => {
                let mut logs = self.logs()?;
                logs.retain(|log| log.name == name && way.next(&log.steps()).is_some());
                if logs.is_empty() { Err(error) } else { Ok(logs) }
            }
            found => Ok(vec![found?]),
        }
    }

    fn step(&mut self, way: Way, name: Option<&str>) -> Result<(String, Vec<Happening>), Error> {
        let latest = self
            .logs_of(way, name)?
            .into_iter()
            .filter_map(|log| way.next(&log.steps()).map(|(commit, since)| (since, commit, log)))
            .max_by_key(|(since, _, _)| *since);
        let Some((_, commit, log)) = latest else {
            return Err(Error::NothingTo(way.name()));
        };
        let happenings: Vec<Happening> = log
            .events
            .iter()
            .filter(|event| event.commit == commit)
            .map(|event| event.what.clone())
            .collect();
        let mut batch = Batch::default();
        for happening in &happenings {
            if let Happening::Listed { changes, .. } = happening {
                turn(&mut batch, changes, way)?;
            }
        }
        self.record_naming(&log, way.happening(commit), batch)?;
        if log.id == WORKSPACE {
            self.take_in_lists()?;
            self.take_in_learnt()?;
        }
        Ok((log.name, happenings))
    }

    /// Changes records of lists in one commit with its event, again when others were quicker: an entry
    /// of a list depends on no other one.
    pub(super) fn change_lists(&mut self, deed: &str, changes: &Batch) -> Result<(), Error> {
        if changes.is_empty() {
            return Ok(());
        }
        for _ in 0..TRIES {
            let happening = Happening::Listed {
                deed: deed.to_owned(),
                changes: self.as_changes(changes)?,
            };
            match self.record(changes.clone(), WORKSPACE, vec![happening]) {
                Err(Error::Store(store::Error::Overtaken)) => {}
                done => return done.map(drop),
            }
        }
        Err(store::Error::Overtaken.into())
    }

    fn as_changes(&self, batch: &Batch) -> Result<Vec<Change>, Error> {
        let coded = |bytes: &[u8]| BASE64_STANDARD.encode(bytes);
        batch
            .changes()
            .map(|(key, is)| {
                Ok(Change {
                    key: coded(key),
                    was: self.store.get(key)?.map(|body| coded(&body)),
                    is: is.map(coded),
                })
            })
            .collect()
    }
}

/// The name that a log gives, or else the first one.
pub(super) fn name_of(state: &State, first: &str) -> String {
    state.name.clone().unwrap_or_else(|| first.to_owned())
}

/// Puts records of lists back to how they were, or to how they became.
fn turn(batch: &mut Batch, changes: &[Change], way: Way) -> Result<(), Error> {
    let bytes = |text: &str| {
        BASE64_STANDARD
            .decode(text)
            .map_err(|_| Error::Refused("what the log says of this list cannot be read".to_owned()))
    };
    for change in changes {
        let value = match way {
            Way::Back => &change.was,
            Way::Forth => &change.is,
        };
        match value {
            Some(value) => batch.put(bytes(&change.key)?, bytes(value)?),
            None => batch.remove(bytes(&change.key)?),
        }
    }
    Ok(())
}
