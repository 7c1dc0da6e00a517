//! What the events of an interview add up to.

use std::collections::BTreeMap;

use crate::review::event::{
    BeadEdit, DocumentNumber, Event, Happening, Reason, TRANSCRIPT, Verdict, counting,
};

/// A decision on a finding, with what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub verdict: Verdict,
    /// Who decided.
    pub author: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Why; may be empty.
    pub why: String,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The fingerprint of a finding, or `segment N`.
    pub about: String,
    /// Who said it.
    pub author: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What was said.
    pub text: String,
}

/// A revision in the history of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number, from 1.
    pub revision: u32,
    /// Why it was made.
    pub reason: Reason,
    /// By whom.
    pub author: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// An alignment of two revisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aligned {
    /// Its number in the interview.
    pub number: u32,
    /// Revision of the transcript.
    pub source_revision: u32,
    /// Revision of the rendering.
    pub target_revision: u32,
}

/// A rendering as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// Its number in the interview.
    pub document: DocumentNumber,
    /// What people call it.
    pub label: String,
    /// What it claims to be, by name.
    pub policy: String,
    /// Its revisions, the current one last.
    pub history: Vec<Step>,
    /// Its alignments, oldest first.
    pub alignments: Vec<Aligned>,
    /// Decisions by fingerprint.
    pub decisions: BTreeMap<String, Decision>,
    /// What was said, oldest first.
    pub comments: Vec<Comment>,
    /// Who signed off which revision, last.
    pub signed_off: Option<Step>,
    /// Why segments have no counterpart, by their words.
    pub nulls: BTreeMap<String, Decision>,
    /// Has anybody set or confirmed a bead, or changed its text?
    pub is_worked_on: bool,
}

impl Rendering {
    /// A rendering of which nothing is known yet.
    pub fn new(document: DocumentNumber, label: String, policy: String) -> Rendering {
        Rendering {
            document,
            label,
            policy,
            history: Vec::new(),
            alignments: Vec::new(),
            decisions: BTreeMap::new(),
            comments: Vec::new(),
            signed_off: None,
            nulls: BTreeMap::new(),
            is_worked_on: false,
        }
    }

    /// The number of its current revision.
    pub fn revision(&self) -> u32 {
        self.history.last().map_or(0, |step| step.revision)
    }

    /// The latest alignment of two revisions.
    pub fn alignment_of(&self, source_revision: u32, target_revision: u32) -> Option<Aligned> {
        self.alignments
            .iter()
            .rev()
            .find(|aligned| {
                aligned.source_revision == source_revision && aligned.target_revision == target_revision
            })
            .copied()
    }

    /// `open`, `in review`, `signed off`, or `changed since sign-off`.
    pub fn stage(&self) -> &'static str {
        match &self.signed_off {
            Some(step) if self.has_words_of(step.revision) => "signed off",
            Some(_) => "changed since sign-off",
            None if self.decisions.is_empty() && self.comments.is_empty() && !self.is_worked_on => "open",
            None => "in review",
        }
    }

    /// Are the current words those of that revision: the same one, or only cut otherwise?
    fn has_words_of(&self, revision: u32) -> bool {
        let later = self
            .history
            .iter()
            .rev()
            .take_while(|step| step.revision != revision);
        self.history.iter().any(|step| step.revision == revision)
            && later
                .into_iter()
                .all(|step| matches!(step.reason, Reason::Cut { .. }))
    }
}

/// An interview as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// What is said of it: `title`, `date`, `source`, `channel`, `speaker`.
    pub about: BTreeMap<String, String>,
    /// Revisions of the transcript, the current one last.
    pub transcript: Vec<Step>,
    /// The renderings by number.
    pub renderings: BTreeMap<DocumentNumber, Rendering>,
    /// Changes of beads by hand, per alignment, oldest first.
    pub edits: BTreeMap<u32, Vec<BeadEdit>>,
    /// The name it was given later than at first.
    pub name: Option<String>,
    /// Was it removed?
    pub is_removed: bool,
}

impl State {
    /// Folds the log.
    pub fn of(events: &[Event]) -> State {
        let mut state = State::default();
        for event in counting(events) {
            state.apply(event);
        }
        state
    }

    /// Folds events on that came behind the others; none of them may be about undoing.
    pub fn add(&mut self, events: &[Event]) {
        for event in events {
            self.apply(event);
        }
    }

    /// Is there an interview? Not before its import, nor after it was undone or removed.
    pub fn is_there(&self) -> bool {
        !self.transcript.is_empty() && !self.is_removed
    }

    /// The transcript's current revision.
    pub fn source_revision(&self) -> u32 {
        self.transcript.last().map_or(0, |step| step.revision)
    }

    /// The rendering of that label.
    pub fn labelled(&self, label: &str) -> Option<&Rendering> {
        self.renderings
            .values()
            .find(|rendering| rendering.label == label)
    }

    fn apply(&mut self, event: &Event) {
        match &event.what {
            Happening::Described { about } => self.describe(about),
            Happening::RenderingAdded {
                document,
                label,
                policy,
            } => {
                let rendering = Rendering::new(*document, label.clone(), policy.clone());
                self.renderings.insert(*document, rendering);
            }
            Happening::Revised {
                document,
                revision,
                reason,
            } => {
                let step = step(event, *revision, reason.clone());
                if *document == TRANSCRIPT {
                    self.transcript.push(step);
                } else if let Some(rendering) = self.renderings.get_mut(document) {
                    rendering.is_worked_on |= step.reason != Reason::Import;
                    rendering.history.push(step);
                }
            }
            Happening::Beads { alignment, edit } => {
                self.edits.entry(*alignment).or_default().push(edit.clone());
                let of_it = |rendering: &&mut Rendering| {
                    rendering.alignments.iter().any(|made| made.number == *alignment)
                };
                if let Some(rendering) = self.renderings.values_mut().find(of_it) {
                    rendering.beads_changed(event, edit);
                }
            }
            Happening::Renamed { name } => self.name = Some(name.clone()),
            Happening::Removed => self.is_removed = true,
            Happening::Undone { .. }
            | Happening::Redone { .. }
            | Happening::Realigned { .. }
            | Happening::Listed { .. } => {}
            Happening::Aligned { document, .. }
            | Happening::PolicySet { document, .. }
            | Happening::Decided { document, .. }
            | Happening::Commented { document, .. }
            | Happening::SignedOff { document, .. } => {
                if let Some(rendering) = self.renderings.get_mut(document) {
                    rendering.apply(event);
                }
            }
        }
    }

    fn describe(&mut self, about: &BTreeMap<String, String>) {
        for (key, value) in about {
            if value.is_empty() {
                self.about.remove(key);
            } else {
                self.about.insert(key.clone(), value.clone());
            }
        }
    }
}

impl Rendering {
    fn beads_changed(&mut self, event: &Event, edit: &BeadEdit) {
        self.is_worked_on = true;
        if let BeadEdit::Null { why, words, .. } = edit {
            let decision = Decision {
                verdict: Verdict::Accepted,
                author: event.author.clone(),
                at: event.at,
                why: why.clone(),
            };
            self.nulls.insert(words.clone(), decision);
        }
    }

    fn apply(&mut self, event: &Event) {
        match &event.what {
            Happening::Aligned {
                alignment,
                source_revision,
                target_revision,
                ..
            } => self.alignments.push(Aligned {
                number: *alignment,
                source_revision: *source_revision,
                target_revision: *target_revision,
            }),
            Happening::Decided {
                fingerprint,
                verdict: Verdict::Open,
                ..
            } => {
                self.decisions.remove(fingerprint);
            }
            Happening::Decided {
                fingerprint,
                verdict,
                why,
                ..
            } => {
                let decision = Decision {
                    verdict: *verdict,
                    author: event.author.clone(),
                    at: event.at,
                    why: why.clone(),
                };
                self.decisions.insert(fingerprint.clone(), decision);
            }
            Happening::Commented { about, text, .. } => self.comments.push(Comment {
                about: about.clone(),
                author: event.author.clone(),
                at: event.at,
                text: text.clone(),
            }),
            Happening::PolicySet { policy, .. } => self.policy.clone_from(policy),
            Happening::SignedOff { revision, .. } => {
                self.signed_off = Some(step(event, *revision, Reason::Edit));
            }
            _ => {}
        }
    }
}

fn step(event: &Event, revision: u32, reason: Reason) -> Step {
    Step {
        revision,
        reason,
        author: event.author.clone(),
        at: event.at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(happenings: Vec<Happening>) -> Vec<Event> {
        happenings
            .into_iter()
            .zip(1..)
            .map(|(what, commit)| Event {
                commit,
                at: i64::try_from(commit).unwrap(),
                author: "editor".to_owned(),
                what,
            })
            .collect()
    }

    fn start() -> Vec<Happening> {
        vec![
            Happening::RenderingAdded {
                document: 1,
                label: "en".to_owned(),
                policy: "full".to_owned(),
            },
            Happening::Revised {
                document: 1,
                revision: 1,
                reason: Reason::Import,
            },
        ]
    }

    fn decided(verdict: Verdict) -> Happening {
        Happening::Decided {
            document: 1,
            fingerprint: "f00d".to_owned(),
            check: "misspelling".to_owned(),
            verdict,
            why: "a name".to_owned(),
        }
    }

    #[test]
    fn the_last_decision_counts() {
        let mut happenings = start();
        happenings.push(decided(Verdict::Accepted));
        happenings.push(decided(Verdict::Dismissed));
        let state = State::of(&log(happenings.clone()));
        assert_eq!(state.renderings[&1].decisions["f00d"].verdict, Verdict::Dismissed);
        happenings.push(Happening::Undone { commit: 4 });
        let state = State::of(&log(happenings.clone()));
        assert_eq!(state.renderings[&1].decisions["f00d"].verdict, Verdict::Accepted);
        happenings.push(decided(Verdict::Open));
        assert!(State::of(&log(happenings)).renderings[&1].decisions.is_empty());
    }

    #[test]
    fn a_change_after_sign_off_shows() {
        let mut happenings = start();
        happenings.push(Happening::SignedOff {
            document: 1,
            revision: 1,
        });
        assert_eq!(
            State::of(&log(happenings.clone())).renderings[&1].stage(),
            "signed off"
        );
        happenings.push(Happening::Revised {
            document: 1,
            revision: 2,
            reason: Reason::Edit,
        });
        assert_eq!(
            State::of(&log(happenings)).renderings[&1].stage(),
            "changed since sign-off"
        );
    }
}
