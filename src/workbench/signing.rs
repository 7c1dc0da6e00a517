//! Signing a rendering off: who may, and what has changed since.

use std::collections::BTreeSet;

use crate::review::diff::{self, Row, Side};
use crate::review::event::{Happening, Reason};
use crate::store::Batch;
use crate::workbench::{Error, Opened, Workbench};

/// Who may sign a rendering off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Signers {
    /// Anybody.
    #[default]
    Anyone,
    /// Nobody signs words off that are their own: neither imported nor written by them.
    Another,
}

impl Signers {
    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Signers::Anyone => "anyone",
            Signers::Another => "another",
        }
    }

    /// The rule of that name.
    pub fn from_name(name: &str) -> Option<Signers> {
        [Signers::Anyone, Signers::Another]
            .into_iter()
            .find(|signers| signers.name() == name)
    }
}

impl Workbench {
    /// Sets who may sign off.
    pub fn set_signers(&mut self, signers: Signers) {
        self.signers = signers;
    }

    /// Signs a rendering off as it is.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] when the signer may not, [`Error`] when the store refuses.
    pub fn sign_off(&mut self, opened: &Opened) -> Result<(), Error> {
        if self.signers == Signers::Another {
            self.is_another(opened)?;
        }
        let happening = Happening::SignedOff {
            document: opened.rendering.document,
            revision: opened.rendering.revision(),
        };
        self.record(Batch::default(), opened.interview.id, vec![happening])?;
        Ok(())
    }

    /// Has whoever is at work written nothing of the current text?
    fn is_another(&mut self, opened: &Opened) -> Result<(), Error> {
        let author = self.session.author.clone();
        let (name, label) = (&opened.interview.name, &opened.rendering.label);
        let mine: BTreeSet<usize> = self
            .blame(name, Some(label))?
            .into_iter()
            .enumerate()
            .filter(|(_, (_, step))| {
                step.author == author && matches!(step.reason, Reason::Import | Reason::Edit)
            })
            .map(|(segment, _)| segment)
            .collect();
        let Some(first) = mine.first() else {
            return Ok(());
        };
        Err(Error::Refused(format!(
            "{label} is to be signed off by another person than its author: {author} wrote {} of its \
             segments, the first of them {first}; sign-off = \"another\" in muqabala.toml asks for that",
            mine.len()
        )))
    }

    /// What has changed since a revision of the rendering, row by row; rows without a change are
    /// left out.
    ///
    /// # Errors
    ///
    /// [`Error`] when the revision is not there or the store refuses.
    pub fn changes_since(&self, opened: &Opened, revision: u32) -> Result<Vec<Row>, Error> {
        let old = self.aligned_at(&opened.interview, &opened.rendering.label, revision)?;
        let (was, is) = (old.texts(), opened.aligned.texts());
        let rows = diff::rows(
            Side {
                segments: &was.target,
                alignment: &old.alignment,
            },
            Side {
                segments: &is.target,
                alignment: &opened.aligned.alignment,
            },
            opened.aligned.segments.source.len(),
        );
        Ok(rows.into_iter().filter(Row::is_changed).collect())
    }

    /// The revision that stale rows are compared with: the one that was signed off, or else the
    /// last one in which no row was stale.
    ///
    /// # Errors
    ///
    /// [`Error`] when the store refuses.
    pub fn last_sound_revision(&self, opened: &Opened) -> Result<Option<u32>, Error> {
        let current = opened.rendering.revision();
        if let Some(signed) = &opened.rendering.signed_off {
            return Ok((signed.revision != current).then_some(signed.revision));
        }
        let history = opened.rendering.history.iter().rev();
        let earlier: Vec<u32> = history
            .map(|step| step.revision)
            .filter(|&revision| revision != current)
            .collect();
        for &revision in &earlier {
            let old = self.aligned_at(&opened.interview, &opened.rendering.label, revision)?;
            let is_stale = |bead: &crate::bitext::Bead| bead.status == crate::bitext::Status::Stale;
            if !old.alignment.beads().iter().any(is_stale) {
                return Ok(Some(revision));
            }
        }
        Ok(earlier.last().copied())
    }
}
