//! A rendering as it stands: texts, alignment with what people set, findings with decisions.

use std::sync::{Arc, Mutex};

use crate::align::Constraints;
use crate::bitext::{Alignment, Pair, Policy};
use crate::check::{Memory, NotChecked, Settings};
use crate::lexicon::associations::Associations;
use crate::review::event::Happening;
use crate::review::{Rendering, beads};
use crate::store::archive::{self, Made, Revision};
use crate::store::{Batch, MemoryStore};
use crate::workbench::adding::reading;
use crate::workbench::steps::{self, Aligned};
use crate::workbench::{Checked, Error, Interview, Reading, Reasons, Workbench};

/// A rendering of an interview, read and aligned.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The interview that it belongs to.
    pub interview: Interview,
    /// The rendering's state.
    pub rendering: Rendering,
    /// Number of the alignment that is shown.
    pub alignment: u32,
    /// The texts and the beads as they stand.
    pub aligned: Aligned,
    /// How the two files were written.
    pub revisions: Pair<Written>,
}

/// How the file of a revision was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Number of the revision.
    pub revision: u32,
    /// Name of the encoding.
    pub encoding: String,
    /// Does it begin with a byte order mark?
    pub byte_order_mark: bool,
}

impl Workbench {
    /// Opens a rendering; aligns it first when its texts were not aligned yet.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn opened(&mut self, name: &str, label: Option<&str>) -> Result<Opened, Error> {
        let interview = self.interview(name)?;
        let rendering = interview.rendering(label)?.clone();
        self.open_rendering(interview, rendering)
    }

    /// Opens every rendering of an interview, or the one of that label.
    ///
    /// # Errors
    ///
    /// [`Error`] when a text cannot be used, something named is not there, or the store refuses.
    pub fn opened_all(&mut self, name: &str, label: Option<&str>) -> Result<Vec<Opened>, Error> {
        let interview = self.interview(name)?;
        if label.is_some() {
            return Ok(vec![self.opened(name, label)?]);
        }
        let renderings: Vec<Rendering> = interview.state.renderings.values().cloned().collect();
        renderings
            .into_iter()
            .map(|rendering| self.open_rendering(interview.clone(), rendering))
            .collect()
    }

    fn open_rendering(&mut self, interview: Interview, rendering: Rendering) -> Result<Opened, Error> {
        let (source, target) = (interview.state.source_revision(), rendering.revision());
        let texts = self.current(&interview, &rendering)?;
        let revisions = Pair {
            source: written(source, &texts.source),
            target: written(target, &texts.target),
        };
        if let Some(made) = rendering.alignment_of(source, target) {
            let alignment = self.stored(&interview, made.number, &texts)?;
            let aligned = of_revisions(texts, policy(&rendering), alignment);
            return Ok(Opened {
                interview,
                rendering,
                alignment: made.number,
                aligned,
                revisions,
            });
        }
        let mut batch = Batch::default();
        let old = self.last_aligned(&interview, &rendering)?;
        let (aligned, event) = self.align_into(&mut batch, &interview, (&rendering, texts), old.as_ref())?;
        let Happening::Aligned { alignment, .. } = event else {
            return Err(Error::Refused("no alignment was made".to_owned()));
        };
        let decided = old.map_or_else(Vec::new, |old| self.decisions_for(&rendering, &old, &aligned));
        self.record(batch, interview.id, [vec![event], decided].concat())?;
        Ok(Opened {
            interview: self.interview(&interview.name)?,
            rendering,
            alignment,
            aligned,
            revisions,
        })
    }

    /// The rendering as it was last aligned, whatever has changed since.
    pub(super) fn last_aligned(
        &self,
        interview: &Interview,
        rendering: &Rendering,
    ) -> Result<Option<Aligned>, Error> {
        let Some(made) = rendering.alignments.last() else {
            return Ok(None);
        };
        let texts = Pair::new(
            self.revision(interview, 0, made.source_revision)?,
            self.revision(interview, rendering.document, made.target_revision)?,
        );
        let alignment = self.stored(interview, made.number, &texts)?;
        Ok(Some(of_revisions(texts, policy(rendering), alignment)))
    }

    /// A stored alignment with the changes that people made.
    pub(super) fn stored(
        &self,
        interview: &Interview,
        number: u32,
        texts: &Pair<Revision>,
    ) -> Result<Alignment, Error> {
        let n = (texts.source.segments.len(), texts.target.segments.len());
        let alignment = archive::get_alignment(self.store.as_ref(), interview.id, number, n)?;
        let edits = interview.state.edits.get(&number).map_or(&[][..], Vec::as_slice);
        beads::edited(&alignment, edits, n).map_err(|error| Error::Align(error.into()))
    }

    /// Aligns two revisions and puts the outcome into the batch. With `before`, beads that
    /// people set or confirmed live on where their texts do.
    pub(super) fn align_into(
        &self,
        batch: &mut Batch,
        interview: &Interview,
        (rendering, texts): (&Rendering, Pair<Revision>),
        before: Option<&Aligned>,
    ) -> Result<(Aligned, Happening), Error> {
        let (aligned, _) = align_revisions(texts, policy(rendering), before, &self.learnt)?;
        let event = self.put_aligned(batch, interview, rendering, &aligned)?;
        Ok((aligned, event))
    }

    /// Puts an alignment of the current revisions into the batch.
    fn put_aligned(
        &self,
        batch: &mut Batch,
        interview: &Interview,
        rendering: &Rendering,
        aligned: &Aligned,
    ) -> Result<Happening, Error> {
        let (source_revision, target_revision) = (interview.state.source_revision(), rendering.revision());
        let number = archive::next_alignment(self.store.as_ref(), interview.id)?;
        let made = Made {
            document: rendering.document,
            source_revision,
            target_revision,
            policy: aligned.policy.name().to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        archive::put_alignment(batch, interview.id, number, (&aligned.alignment, made))?;
        Ok(Happening::Aligned {
            document: rendering.document,
            alignment: number,
            source_revision,
            target_revision,
        })
    }

    /// Aligns a rendering anew; with `keep`, beads that people set or confirmed stay as they are and
    /// only the rest is aligned.
    ///
    /// # Errors
    ///
    /// [`Error`] when something named is not there, or the store refuses.
    pub fn realign(
        &mut self,
        name: &str,
        label: Option<&str>,
        keep: bool,
    ) -> Result<(Aligned, Reasons), Error> {
        let opened = self.opened(name, label)?;
        let texts = self.current(&opened.interview, &opened.rendering)?;
        let before = keep.then_some(&opened.aligned);
        let (aligned, reasons) = align_revisions(texts, policy(&opened.rendering), before, &self.learnt)?;
        let mut batch = Batch::default();
        let event = self.put_aligned(&mut batch, &opened.interview, &opened.rendering, &aligned)?;
        let decided = self.decisions_for(&opened.rendering, &opened.aligned, &aligned);
        let realigned = Happening::Realigned {
            document: opened.rendering.document,
            kept: keep,
        };
        let happenings = [vec![realigned, event], decided].concat();
        self.record(batch, opened.interview.id, happenings)?;
        Ok((aligned, reasons))
    }

    /// The settings with what the other interviews say, and why some were not compared.
    pub fn settings_for(&self, own: &str) -> (Settings, Option<String>) {
        let mut settings = self.settings.clone();
        match self.memory_beside(own) {
            Ok((memory, left_out)) => {
                settings.memory = memory;
                let told = (left_out > 0)
                    .then(|| format!("the {left_out} oldest renderings of the workspace were not compared"));
                (settings, told)
            }
            Err(error) => (
                settings,
                Some(format!("other interviews could not be read: {error}")),
            ),
        }
    }

    /// The findings in a rendering, with what was decided on them.
    pub fn check(&self, opened: &Opened) -> Checked {
        let (settings, not_compared) = self.settings_for(&opened.interview.name);
        checked(opened, (&settings, not_compared), self.recalled())
    }

    /// All that a check of a rendering takes from the store, so that others may have it meanwhile.
    pub fn prepare(&self, opened: Opened) -> Prepared {
        let (settings, not_compared) = self.settings_for(&opened.interview.name);
        Prepared {
            opened,
            settings,
            not_compared,
            memory: self.memory(),
        }
    }

    /// Lets the store go; nothing can be asked of it afterwards.
    pub fn let_go(&mut self) {
        self.store = Box::new(MemoryStore::default());
    }
}

/// A rendering that can be checked without the store.
#[derive(Debug)]
pub struct Prepared {
    /// The rendering.
    pub opened: Opened,
    settings: Settings,
    not_compared: Option<String>,
    memory: Arc<Mutex<Memory>>,
}

impl Prepared {
    /// The findings in it, with what was decided on them.
    pub fn check(&self) -> Checked {
        let settings = (&self.settings, self.not_compared.clone());
        checked(&self.opened, settings, &self.memory)
    }
}

fn checked(
    opened: &Opened,
    (settings, not_compared): (&Settings, Option<String>),
    memory: &Mutex<Memory>,
) -> Checked {
    let mut checked = steps::check_remembering(&opened.aligned, settings, memory);
    checked
        .outcome
        .not_checked
        .extend(not_compared.map(|reason| NotChecked {
            unit: None,
            what: "target-differs",
            reason,
        }));
    checked.decide(&opened.rendering.decisions);
    checked
}

impl Workbench {
    /// The findings in an aligned text, remembered where they can be.
    pub(super) fn check_aligned(&self, aligned: &Aligned) -> Checked {
        steps::check_remembering(aligned, &self.settings, self.recalled())
    }
}

/// The policy of a rendering.
pub(super) fn policy(rendering: &Rendering) -> Policy {
    Policy::from_name(&rendering.policy).unwrap_or_default()
}

fn written(revision: u32, text: &Revision) -> Written {
    Written {
        revision,
        encoding: text.encoding.clone(),
        byte_order_mark: text.byte_order_mark,
    }
}

/// Stored revisions with their alignment.
pub(super) fn of_revisions(texts: Pair<Revision>, policy: Policy, alignment: Alignment) -> Aligned {
    Aligned {
        direction: crate::bitext::Direction::from(texts.source.document.lang),
        policy,
        segments: Pair::new(texts.source.segments, texts.target.segments),
        documents: Pair::new(texts.source.document, texts.target.document),
        alignment,
    }
}

/// Aligns two revisions, keeping of `before` what people set or confirmed and what lives on.
pub(super) fn align_revisions(
    texts: Pair<Revision>,
    policy: Policy,
    before: Option<&Aligned>,
    learnt: &Associations,
) -> Result<(Aligned, Reasons), Error> {
    let readings = texts.map(reading);
    let learnt = Some(learnt);
    let Some(before) = before else {
        return steps::align(readings, policy, &Constraints::default(), learnt);
    };
    let old = before.texts();
    let new = readings.as_ref().map(Reading::texts);
    let segments = Pair {
        source: crate::review::carry::segments(&old.source, &new.source),
        target: crate::review::carry::segments(&old.target, &new.target),
    };
    let carried = beads::carried(&before.alignment, &segments, policy.is_monotone());
    let constraints = Constraints {
        beads: carried.beads.clone(),
        barriers: Vec::new(),
    };
    // What people set may contradict a new text (segments that moved): then the aligner decides.
    let (mut aligned, reasons) = steps::align(readings.clone(), policy, &constraints, learnt)
        .or_else(|_| steps::align(readings, policy, &Constraints::default(), learnt))?;
    let n = (new.source.len(), new.target.len());
    if let Some(alignment) = beads::restatus(&aligned.alignment, &carried, n) {
        aligned.alignment = alignment;
    }
    Ok((aligned, reasons))
}
