//! Interviews, renderings and revisions come in.

use std::collections::BTreeMap;

use crate::bitext::{Pair, Policy};
use crate::review::carry;
use crate::review::event::{Happening, Reason, TRANSCRIPT};
use crate::review::state::Step;
use crate::review::{Rendering, State};
use crate::store::Batch;
use crate::store::archive::{self, Revision};
use crate::workbench::deciding::fits;
use crate::workbench::steps::{self, Aligned};
use crate::workbench::{Error, Incoming, Interview, Reading, Workbench};

/// Share of segments that must live on for a file to count as a new revision of a rendering
/// that it does not name.
const LIKENESS: f64 = 0.5;

/// A rendering that comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRendering {
    /// The file.
    pub file: Incoming,
    /// What to call it; without a label, an alike rendering gets a new revision.
    pub label: Option<String>,
    /// What it claims to be, if that was said.
    pub policy: Option<Policy>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is a new document.
    New,
    /// It is a new revision of that number.
    Revision(u32),
    /// It is as the current revision.
    Unchanged,
}

/// What became of an import.
#[derive(Debug, Clone, PartialEq)]
pub struct Added {
    /// The interview.
    pub interview: String,
    /// The rendering's label.
    pub label: String,
    /// What became of the transcript; none when it did not come along.
    pub transcript: Option<Outcome>,
    /// What became of the rendering.
    pub rendering: Outcome,
    /// Receipts of the files read.
    pub readings: Vec<Reading>,
    /// What a person should know.
    pub notes: Vec<String>,
    /// The alignment, when one was made.
    pub aligned: Option<Aligned>,
    /// Decisions that went over to changed findings' new fingerprints.
    pub carried: usize,
}

impl Workbench {
    /// Imports a transcript with a rendering under a name, as a new interview, or as new
    /// revisions of one that is there.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn add(
        &mut self,
        name: &str,
        source: &Incoming,
        rendering: &NewRendering,
        about: BTreeMap<String, String>,
    ) -> Result<Added, Error> {
        for (key, value) in &about {
            fits(&format!("the {key}"), value)?;
        }
        let readings = (steps::read(source)?, steps::read(&rendering.file)?);
        let there = match self.interview(name) {
            Ok(interview) => Some(interview),
            Err(Error::NoInterview { .. }) => None,
            Err(error) => return Err(error),
        };
        let direction = match &there {
            Some(interview) => Some(self.direction(interview)?),
            None => None,
        };
        let (pair, note) = steps::pair(readings.0, readings.1, direction)?;
        let mut batch = Batch::default();
        let mut happenings = Vec::new();
        let mut interview = match there {
            Some(interview) => interview,
            None => Interview {
                id: self.new_interview(&mut batch, name)?,
                name: name.to_owned(),
                first_name: name.to_owned(),
                made: (self.session.now)(),
                events: Vec::new(),
                state: State::default(),
            },
        };
        if !about.is_empty() {
            happenings.push(Happening::Described { about });
        }
        let pair = Pair {
            source: self.recut(&interview, TRANSCRIPT, pair.source)?,
            ..pair
        };
        let transcript = self.revise_into(
            &mut batch,
            &mut happenings,
            &mut interview,
            (TRANSCRIPT, &pair.source),
        )?;
        let mut added = self.add_rendering(Into { batch, happenings }, interview, (&pair, rendering))?;
        added.transcript = Some(transcript);
        added.notes.extend(note);
        added.readings = vec![pair.source, pair.target];
        Ok(added)
    }

    /// Imports a rendering of an interview that is there.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn add_to(&mut self, name: &str, rendering: &NewRendering) -> Result<Added, Error> {
        let interview = self.interview(name)?;
        let target = steps::read(&rendering.file)?;
        let source = self.revision(&interview, TRANSCRIPT, interview.state.source_revision())?;
        if source.document.lang == target.document.lang {
            return Err(Error::NotARendering {
                name: target.document.name,
                interview: interview.name,
                lang: target.document.lang,
            });
        }
        let source = reading(source);
        let pair = Pair::new(source, target);
        let to = Into {
            batch: Batch::default(),
            happenings: Vec::new(),
        };
        let mut added = self.add_rendering(to, interview, (&pair, rendering))?;
        added.readings = vec![pair.target];
        Ok(added)
    }

    fn direction(&self, interview: &Interview) -> Result<crate::bitext::Direction, Error> {
        let source = self.revision(interview, TRANSCRIPT, interview.state.source_revision())?;
        Ok(crate::bitext::Direction::from(source.document.lang))
    }

    /// The text cut by hand where the document's current revision is.
    fn recut(&self, interview: &Interview, document: u16, reading: Reading) -> Result<Reading, Error> {
        match history(&interview.state, document).last() {
            Some(step) => {
                let current = self.revision(interview, document, step.revision)?;
                Ok(crate::workbench::cutting::recut(&current, reading))
            }
            None => Ok(reading),
        }
    }

    /// Puts a text into the batch as the document's newest revision, unless it is the current one.
    fn revise_into(
        &self,
        batch: &mut Batch,
        happenings: &mut Vec<Happening>,
        interview: &mut Interview,
        (document, reading): (u16, &Reading),
    ) -> Result<Outcome, Error> {
        let history = history(&interview.state, document);
        if let Some(step) = history.last() {
            let current = self.revision(interview, document, step.revision)?;
            if current.document.raw == reading.document.raw {
                return Ok(Outcome::Unchanged);
            }
        }
        let is_new = history.is_empty();
        let number = archive::next_revision(self.store.as_ref(), interview.id, document)?;
        archive::put_revision(batch, interview.id, (document, number), &revision_of(reading))?;
        self.revised(happenings, interview, (document, number, Reason::Import));
        Ok(if is_new {
            Outcome::New
        } else {
            Outcome::Revision(number)
        })
    }

    /// Says that a document has a new current revision.
    pub(super) fn revised(
        &self,
        happenings: &mut Vec<Happening>,
        interview: &mut Interview,
        (document, revision, reason): (u16, u32, Reason),
    ) {
        let step = Step {
            revision,
            reason: reason.clone(),
            author: self.session.author.clone(),
            at: (self.session.now)(),
        };
        if document == TRANSCRIPT {
            interview.state.transcript.push(step);
        } else if let Some(rendering) = interview.state.renderings.get_mut(&document) {
            rendering.history.push(step);
        }
        happenings.push(Happening::Revised {
            document,
            revision,
            reason,
        });
    }

    fn add_rendering(
        &mut self,
        to: Into,
        mut interview: Interview,
        (pair, new): (&Pair<Reading>, &NewRendering),
    ) -> Result<Added, Error> {
        let Into {
            mut batch,
            mut happenings,
        } = to;
        let mut notes = Vec::new();
        let document = self.rendering_for(&mut happenings, &mut interview, (pair, new), &mut notes)?;
        let pair = &Pair {
            source: pair.source.clone(),
            target: self.recut(&interview, document, pair.target.clone())?,
        };
        let outcome = self.revise_into(
            &mut batch,
            &mut happenings,
            &mut interview,
            (document, &pair.target),
        )?;
        let label = interview
            .state
            .renderings
            .get(&document)
            .map_or_else(String::new, |rendering| rendering.label.clone());
        let mut added = Added {
            interview: interview.name.clone(),
            label,
            transcript: None,
            rendering: outcome,
            readings: Vec::new(),
            notes,
            aligned: None,
            carried: 0,
        };
        if happenings.is_empty() {
            return Ok(added);
        }
        let changed = happenings
            .iter()
            .any(|happening| !matches!(happening, Happening::Described { .. }));
        if changed {
            let (aligned, carried) =
                self.realign_into(&mut batch, &mut happenings, &interview, (document, pair))?;
            added.aligned = Some(aligned);
            added.carried = carried;
        }
        self.record(batch, interview.id, happenings)?;
        // It is on disk. That the files cannot be put in order now takes nothing back.
        drop(self.store.settle());
        Ok(added)
    }

    /// Aligns the new texts, and carries decisions over.
    fn realign_into(
        &self,
        batch: &mut Batch,
        happenings: &mut Vec<Happening>,
        interview: &Interview,
        (document, pair): (u16, &Pair<Reading>),
    ) -> Result<(Aligned, usize), Error> {
        let rendering = interview
            .state
            .renderings
            .get(&document)
            .ok_or_else(|| Error::Refused(format!("{} has no document {document}", interview.name)))?;
        let texts = pair.as_ref().map(revision_of);
        let old = self.last_aligned(interview, rendering)?;
        let (aligned, event) = self.align_into(batch, interview, (rendering, texts), old.as_ref())?;
        happenings.push(event);
        let decided = old.map_or_else(Vec::new, |old| self.decisions_for(rendering, &old, &aligned));
        let carried = decided.len();
        happenings.extend(decided);
        Ok((aligned, carried))
    }

    /// The document that the rendering is: a known one, or a new one, which is announced.
    fn rendering_for(
        &self,
        happenings: &mut Vec<Happening>,
        interview: &mut Interview,
        (pair, new): (&Pair<Reading>, &NewRendering),
        notes: &mut Vec<String>,
    ) -> Result<u16, Error> {
        fits("the label", new.label.as_deref().unwrap_or_default())?;
        let known = match &new.label {
            Some(label) => interview.state.labelled(label).cloned(),
            None => self.alike(interview, &pair.target)?,
        };
        if let Some(rendering) = known {
            if let Some(policy) = new.policy.filter(|policy| policy.name() != rendering.policy) {
                happenings.push(Happening::PolicySet {
                    document: rendering.document,
                    policy: policy.name().to_owned(),
                });
                if let Some(state) = interview.state.renderings.get_mut(&rendering.document) {
                    policy.name().clone_into(&mut state.policy);
                }
            }
            if new.label.is_none() {
                notes.push(format!(
                    "taken as the rendering {}; --label gives it another",
                    rendering.label
                ));
            }
            return Ok(rendering.document);
        }
        let document = Self::next_document(interview)?;
        let policy = new.policy.unwrap_or_default().name().to_owned();
        let label = new
            .label
            .clone()
            .unwrap_or_else(|| free_label(&interview.state, &pair.target.document.name));
        let rendering = Rendering::new(document, label.clone(), policy.clone());
        interview.state.renderings.insert(document, rendering);
        happenings.push(Happening::RenderingAdded {
            document,
            label,
            policy,
        });
        Ok(document)
    }

    /// The number of a new rendering: none is used twice, even when the one that had it was undone.
    fn next_document(interview: &Interview) -> Result<u16, Error> {
        let announced = interview.events.iter().filter_map(|event| match event.what {
            Happening::RenderingAdded { document, .. } => Some(document),
            _ => None,
        });
        let here = interview.state.renderings.keys().copied();
        let last = announced.chain(here).max().unwrap_or(TRANSCRIPT);
        last.checked_add(1).ok_or_else(|| {
            crate::store::Error::TooMany {
                what: "renderings of one interview",
            }
            .into()
        })
    }

    /// The rendering that a file without a label is a revision of: the one whose file has its
    /// name, else the one most of whose segments live on in it.
    fn alike(&self, interview: &Interview, reading: &Reading) -> Result<Option<Rendering>, Error> {
        let mut best: Option<(f64, Rendering)> = None;
        let texts = reading.texts();
        for rendering in interview.state.renderings.values() {
            let current = self.revision(interview, rendering.document, rendering.revision())?;
            let old = steps::texts(&current.document, &current.segments);
            let share = carry::share(&carry::segments(&old, &texts));
            if current.document.name == reading.document.name {
                return Ok(Some(rendering.clone()));
            }
            if share >= LIKENESS && best.as_ref().is_none_or(|(most, _)| share > *most) {
                best = Some((share, rendering.clone()));
            }
        }
        Ok(best.map(|(_, rendering)| rendering))
    }
}

/// What a new rendering is put into.
struct Into {
    batch: Batch,
    happenings: Vec<Happening>,
}

/// The history of a document.
fn history(state: &State, document: u16) -> &[Step] {
    if document == TRANSCRIPT {
        &state.transcript
    } else {
        state
            .renderings
            .get(&document)
            .map_or(&[], |rendering| &rendering.history)
    }
}

/// The file's name without its ending, with a number when it is taken.
fn free_label(state: &State, name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let stem = if stem.is_empty() { "rendering" } else { stem };
    (1..=state.renderings.len() + 1)
        .map(|n| {
            if n == 1 {
                stem.to_owned()
            } else {
                format!("{stem}-{n}")
            }
        })
        .find(|label| state.labelled(label).is_none())
        .unwrap_or_default()
}

/// A text as the store keeps it.
pub(super) fn revision_of(reading: &Reading) -> Revision {
    let notes = reading.receipt.notes.iter().map(|note| note.message.clone());
    Revision {
        document: reading.document.clone(),
        segments: reading.segments.clone(),
        encoding: reading.receipt.encoding.name().to_owned(),
        byte_order_mark: reading.receipt.encoding.bom,
        notes: reading.receipt.guessed.iter().cloned().chain(notes).collect(),
    }
}

/// A stored text as the steps know it.
pub(super) fn reading(revision: Revision) -> Reading {
    let mut encoding =
        crate::format::Encoding::from_name(&revision.encoding).unwrap_or(crate::format::Encoding::UTF_8);
    encoding.bom = revision.byte_order_mark;
    Reading {
        receipt: crate::format::Receipt {
            encoding,
            ground: crate::format::Ground::Named,
            read: Vec::new(),
            guessed: Vec::new(),
            dropped: Vec::new(),
            notes: Vec::new(),
        },
        document: revision.document,
        segments: revision.segments,
    }
}
