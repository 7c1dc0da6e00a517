//! What the interviews of a workspace render how, for the checks of consistency.

use std::sync::Arc;

use crate::bitext::Status;
use crate::check::consistency::{Beside, Memory};
use crate::workbench::{Error, Workbench};

/// Renderings that are remembered, the newest first.
const MOST: usize = 200;
/// Posterior from which a bead is remembered that nobody has confirmed.
const SURE: f32 = 0.9;

/// The memory as of a commit.
#[derive(Debug, Clone)]
pub(super) struct Remembering {
    commit: u64,
    memory: Arc<Memory>,
    left_out: usize,
}

impl Workbench {
    /// The confirmed and the surely aligned beads of all interviews but the one of this name, with
    /// how many renderings were left out for being too many.
    ///
    /// # Errors
    ///
    /// A store that cannot be read.
    pub fn memory_beside(&self, own: &str) -> Result<(Beside, usize), Error> {
        let commit = self.store.last_commit();
        let known = self
            .remembered
            .borrow()
            .clone()
            .filter(|known| known.commit == commit);
        let known = if let Some(known) = known {
            known
        } else {
            let made = self.remember(commit)?;
            self.remembered.replace(Some(made.clone()));
            made
        };
        let beside = Beside {
            memory: known.memory,
            own: own.to_owned(),
        };
        Ok((beside, known.left_out))
    }

    fn remember(&self, commit: u64) -> Result<Remembering, Error> {
        let mut interviews = self.interviews()?;
        interviews.sort_by_key(|interview| std::cmp::Reverse((interview.made, interview.id)));
        let mut memory = Memory::default();
        let mut seen = 0;
        for interview in &interviews {
            for rendering in interview.state.renderings.values() {
                seen += 1;
                if seen > MOST {
                    continue;
                }
                let Some(aligned) = self.last_aligned(interview, rendering)? else {
                    continue;
                };
                let beads = aligned.alignment.beads().iter();
                for (bead, unit) in beads.zip(aligned.transunits()) {
                    let vouched = matches!(bead.status, Status::Confirmed | Status::Pinned);
                    if vouched || unit.confidence >= SURE {
                        memory.add(&interview.name, &unit);
                    }
                }
            }
        }
        Ok(Remembering {
            commit,
            memory: Arc::new(memory),
            left_out: seen.saturating_sub(MOST),
        })
    }
}
