//! What can happen to an interview, as its log keeps it.
//!
//! Events are only ever added. Undoing is an event too: it names the commit whose events no
//! longer count. Events are written to the log as they stand here, so fields may be added
//! with a default, never renamed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Number of a document in its interview: 0 is the transcript, renderings follow.
pub type DocumentNumber = u16;

/// The transcript's number.
pub const TRANSCRIPT: DocumentNumber = 0;

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The commit that it belongs to; events of one commit are undone together.
    #[serde(skip)]
    pub commit: u64,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Who did it.
    pub author: String,
    /// What was done.
    pub what: Happening,
}

/// What a person thinks of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is right and is to be mended.
    Accepted,
    /// It is no fault, for a reason.
    Dismissed,
    /// Taken back: open again.
    Open,
}

impl Verdict {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Dismissed => "dismissed",
            Verdict::Open => "open",
        }
    }
}

/// Why there is a new revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A file was read.
    Import,
    /// A person changed the text.
    Edit,
    /// The suggestion of a finding was applied.
    Fix {
        /// Which finding.
        fingerprint: String,
    },
    /// Suggestions of several findings were applied at once.
    Fixes {
        /// Which findings.
        fingerprints: Vec<String>,
    },
    /// A segment was cut in two; the words are the same.
    Cut {
        /// Which segment of the revision before.
        segment: usize,
    },
    /// An earlier revision was taken up again.
    Restore {
        /// Which one.
        revision: u32,
    },
}

/// A change of beads by hand; segment numbers are 0-based, in the alignment's own revisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BeadEdit {
    /// The bead of exactly these segments is right.
    Confirm {
        /// Source segments.
        source: (usize, usize),
        /// Target segments.
        target: (usize, usize),
    },
    /// These segments are one bead, set by hand; what overlapped is cut back.
    Link {
        /// Source segments.
        source: (usize, usize),
        /// Target segments.
        target: (usize, usize),
    },
    /// The bead of exactly these segments is taken apart into null beads.
    Unlink {
        /// Source segments.
        source: (usize, usize),
        /// Target segments.
        target: (usize, usize),
    },
    /// The bead of exactly these segments is an anchor: aligning again keeps it.
    Pin {
        /// Source segments.
        source: (usize, usize),
        /// Target segments.
        target: (usize, usize),
    },
    /// The bead of exactly these segments is neither confirmed nor an anchor any more.
    Release {
        /// Source segments.
        source: (usize, usize),
        /// Target segments.
        target: (usize, usize),
    },
    /// The segments of one side have no counterpart, for a reason.
    Null {
        /// Source segments.
        source: (usize, usize),
        /// Target segments.
        target: (usize, usize),
        /// Why.
        why: String,
        /// What the reason is bound to ([`words_of`](crate::review::beads::words_of) the segments).
        words: String,
    },
}

impl Reason {
    /// The reason in a word or two.
    fn name(&self) -> String {
        match self {
            Reason::Import => "imported".to_owned(),
            Reason::Edit => "edited".to_owned(),
            Reason::Fix { .. } => "fixed as suggested".to_owned(),
            Reason::Fixes { fingerprints } => format!("{} fixed as suggested", fingerprints.len()),
            Reason::Cut { segment } => format!("segment {segment} cut in two"),
            Reason::Restore { revision } => format!("restored revision {revision}"),
        }
    }
}

impl BeadEdit {
    fn summary(&self) -> String {
        let (source, target) = self.segments();
        let deed = match self {
            BeadEdit::Confirm { .. } => "confirmed",
            BeadEdit::Link { .. } => "linked",
            BeadEdit::Unlink { .. } => "unlinked",
            BeadEdit::Pin { .. } => "pinned",
            BeadEdit::Release { .. } => "released",
            BeadEdit::Null { .. } => "said to have no counterpart:",
        };
        let run = |(start, end): (usize, usize)| match end - start.min(end) {
            0 => "nothing".to_owned(),
            1 => start.to_string(),
            _ => format!("{start}-{}", end - 1),
        };
        let mut text = format!("{deed} source {} with target {}", run(source), run(target));
        if let BeadEdit::Null { why, .. } = self {
            text.extend([", because \u{2068}", why, "\u{2069}"]);
        }
        text
    }

    /// The runs of source and target segments that it names.
    pub fn segments(&self) -> ((usize, usize), (usize, usize)) {
        match self {
            BeadEdit::Confirm { source, target }
            | BeadEdit::Link { source, target }
            | BeadEdit::Unlink { source, target }
            | BeadEdit::Pin { source, target }
            | BeadEdit::Release { source, target }
            | BeadEdit::Null { source, target, .. } => (*source, *target),
        }
    }
}

fn document_name(document: DocumentNumber) -> String {
    match document {
        TRANSCRIPT => "the transcript".to_owned(),
        number => format!("rendering {number}"),
    }
}

/// A record of a list before and after a change; keys and bodies in Base64, none where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The record's key.
    pub key: String,
    /// Its body before.
    pub was: Option<String>,
    /// Its body after.
    pub is: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happening {
    /// The interview was described: title, date, source, channel, speaker.
    Described {
        /// What is said of it; an empty value takes an entry away.
        about: BTreeMap<String, String>,
    },
    /// A rendering was added.
    RenderingAdded {
        /// Its number.
        document: DocumentNumber,
        /// What people call it.
        label: String,
        /// What it claims to be.
        policy: String,
    },
    /// A rendering claims to be something else now.
    PolicySet {
        /// Which rendering.
        document: DocumentNumber,
        /// What it claims to be.
        policy: String,
    },
    /// A document has a new revision, which is the current one.
    Revised {
        /// Which document.
        document: DocumentNumber,
        /// The revision's number, from 1.
        revision: u32,
        /// Why.
        reason: Reason,
    },
    /// A rendering was aligned with the transcript.
    Aligned {
        /// Which rendering.
        document: DocumentNumber,
        /// The alignment's number in the interview.
        alignment: u32,
        /// Revision of the transcript.
        source_revision: u32,
        /// Revision of the rendering.
        target_revision: u32,
    },
    /// Beads were changed by hand.
    Beads {
        /// Of which alignment.
        alignment: u32,
        /// The change.
        edit: BeadEdit,
    },
    /// A finding was decided on.
    Decided {
        /// Which rendering.
        document: DocumentNumber,
        /// Fingerprint of the finding.
        fingerprint: String,
        /// Id of its check.
        check: String,
        /// What was decided.
        verdict: Verdict,
        /// Why; empty when nothing was said.
        why: String,
    },
    /// Something was said about a finding or a segment.
    Commented {
        /// Which document.
        document: DocumentNumber,
        /// The fingerprint, or `segment N`.
        about: String,
        /// What was said.
        text: String,
    },
    /// A rendering was signed off as it is.
    SignedOff {
        /// Which rendering.
        document: DocumentNumber,
        /// The revision that was looked at.
        revision: u32,
    },
    /// A person had a rendering aligned anew; the alignment follows in the same commit.
    Realigned {
        /// Which rendering.
        document: DocumentNumber,
        /// Did what people had set stay?
        kept: bool,
    },
    /// The interview has another name.
    Renamed {
        /// The new one.
        name: String,
    },
    /// The interview was removed. Its log and texts stay, so that it can come back.
    Removed,
    /// A list of the workspace was changed; in the workspace's own log only.
    Listed {
        /// What was done, in a few words.
        deed: String,
        /// Which records changed, and how.
        changes: Vec<Change>,
    },
    /// The events of a commit count no longer.
    Undone {
        /// Which commit.
        commit: u64,
    },
    /// The events of a commit count again.
    Redone {
        /// Which commit.
        commit: u64,
    },
}

impl Happening {
    /// What happened, in a few words, for logs and histories. Words of people stand between
    /// isolates, so that their direction does not disturb the line.
    pub fn summary(&self) -> String {
        let isolated = |text: &str| format!("\u{2068}{text}\u{2069}");
        match self {
            Happening::Described { about } => {
                let entries: Vec<String> = about
                    .iter()
                    .map(|(key, value)| format!("{key} {}", isolated(value)))
                    .collect();
                format!("described: {}", entries.join(", "))
            }
            Happening::RenderingAdded { label, policy, .. } => {
                format!("added rendering {} ({policy})", isolated(label))
            }
            Happening::PolicySet { document, policy } => {
                format!("{} is {policy} now", document_name(*document))
            }
            Happening::Revised {
                document,
                revision,
                reason,
            } => format!(
                "{} revision {revision}: {}",
                document_name(*document),
                reason.name()
            ),
            Happening::Aligned {
                document,
                source_revision,
                target_revision,
                ..
            } => format!(
                "aligned revision {target_revision} of {} with revision {source_revision} of the transcript",
                document_name(*document)
            ),
            Happening::Beads { edit, .. } => edit.summary(),
            Happening::Decided {
                check, verdict, why, ..
            } if why.is_empty() => format!("{} a finding of {check}", verdict.name()),
            Happening::Decided {
                check, verdict, why, ..
            } => format!("{} a finding of {check}: {}", verdict.name(), isolated(why)),
            Happening::Commented { text, .. } => format!("commented: {}", isolated(text)),
            Happening::SignedOff { document, revision } => {
                format!("signed off revision {revision} of {}", document_name(*document))
            }
            Happening::Realigned { document, kept } => format!(
                "had {} aligned anew, {}",
                document_name(*document),
                if *kept {
                    "keeping what people had set"
                } else {
                    "dropping what people had set"
                }
            ),
            Happening::Renamed { name } => format!("renamed the interview to {}", isolated(name)),
            Happening::Removed => "removed the interview".to_owned(),
            Happening::Listed { deed, .. } => deed.clone(),
            Happening::Undone { commit } => format!("took back {commit}"),
            Happening::Redone { commit } => format!("brought back {commit}"),
        }
    }
}

/// Commits that are the machine's own work, which undo passes over: a text was aligned when it
/// was opened, and decisions went over with it.
fn automatic(events: &[Event]) -> std::collections::BTreeSet<u64> {
    let mut aligned = std::collections::BTreeSet::new();
    let mut by_hand = std::collections::BTreeSet::new();
    for event in events {
        match event.what {
            Happening::Aligned { .. } => {
                aligned.insert(event.commit);
            }
            Happening::Decided { .. } => {}
            _ => {
                by_hand.insert(event.commit);
            }
        }
    }
    aligned.difference(&by_hand).copied().collect()
}

/// Which commits undo and redo would take.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Steps {
    done: Vec<u64>,
    /// What was undone, with the commit that undid it.
    undone: Vec<(u64, u64)>,
}

impl Steps {
    /// Reads the log.
    pub fn of(events: &[Event]) -> Steps {
        let mut steps = Steps::default();
        let automatic = automatic(events);
        for event in events {
            match event.what {
                Happening::Undone { commit } => {
                    steps.done.retain(|&done| done != commit);
                    steps.undone.push((commit, event.commit));
                }
                Happening::Redone { commit } => {
                    steps.undone.retain(|&(undone, _)| undone != commit);
                    steps.done.push(commit);
                }
                _ if automatic.contains(&event.commit) => {}
                _ if steps.done.last() == Some(&event.commit) => {}
                _ => {
                    steps.done.push(event.commit);
                    steps.undone.clear();
                }
            }
        }
        steps
    }

    /// The commit that undo takes back.
    pub fn undo(&self) -> Option<u64> {
        self.done.last().copied()
    }

    /// The commit that redo brings back.
    pub fn redo(&self) -> Option<u64> {
        self.undone.last().map(|(commit, _)| *commit)
    }

    /// The commit that took back what redo would bring back.
    pub fn undone_at(&self) -> Option<u64> {
        self.undone.last().map(|(_, at)| *at)
    }
}

/// The events that count: neither undone nor about undoing.
pub fn counting(events: &[Event]) -> Vec<&Event> {
    let mut undone = std::collections::BTreeSet::new();
    for event in events {
        match event.what {
            Happening::Undone { commit } => {
                undone.insert(commit);
            }
            Happening::Redone { commit } => {
                undone.remove(&commit);
            }
            _ => {}
        }
    }
    events
        .iter()
        .filter(|event| !matches!(event.what, Happening::Undone { .. } | Happening::Redone { .. }))
        .filter(|event| !undone.contains(&event.commit))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event(commit: u64, what: Happening) -> Event {
        Event {
            commit,
            at: 0,
            author: "a".to_owned(),
            what,
        }
    }

    fn comment(commit: u64) -> Event {
        event(
            commit,
            Happening::Commented {
                document: 1,
                about: "segment 0".to_owned(),
                text: commit.to_string(),
            },
        )
    }

    #[test]
    fn redo_ends_where_something_new_is_done() {
        let mut log = vec![comment(1), comment(2), comment(3)];
        log.push(event(4, Happening::Undone { commit: 3 }));
        assert_eq!(
            (Steps::of(&log).undo(), Steps::of(&log).redo()),
            (Some(2), Some(3))
        );
        log.push(comment(5));
        assert_eq!((Steps::of(&log).undo(), Steps::of(&log).redo()), (Some(5), None));
    }

    #[test]
    fn the_first_commit_can_be_taken_back_too() {
        assert_eq!(Steps::of(&[comment(1)]).undo(), Some(1));
    }

    #[test]
    fn a_link_is_told_by_its_segments() {
        let edit = BeadEdit::Link {
            source: (3, 5),
            target: (7, 8),
        };
        let what = Happening::Beads { alignment: 1, edit };
        assert_eq!(what.summary(), "linked source 3-4 with target 7");
    }

    #[test]
    fn aligning_again_does_not_end_redo() {
        let aligned = Happening::Aligned {
            document: 1,
            alignment: 2,
            source_revision: 1,
            target_revision: 1,
        };
        let log = [
            comment(1),
            comment(2),
            event(3, Happening::Undone { commit: 2 }),
            event(4, aligned.clone()),
        ];
        assert_eq!(Steps::of(&log).redo(), Some(2));
        // Nor does a decision that went over with it.
        let decided = Happening::Decided {
            document: 1,
            fingerprint: "f".to_owned(),
            check: "spacing".to_owned(),
            verdict: Verdict::Dismissed,
            why: String::new(),
        };
        let log = [log.to_vec(), vec![event(4, decided)]].concat();
        assert_eq!(Steps::of(&log).redo(), Some(2));
    }

    proptest! {
        #[test]
        fn undoing_all_and_redoing_all_changes_nothing(n in 1_u64..12) {
            let mut log: Vec<Event> = (1..=n).map(comment).collect();
            let before: Vec<Event> = counting(&log).into_iter().cloned().collect();
            let mut commit = n;
            while let Some(undo) = Steps::of(&log).undo() {
                commit += 1;
                log.push(event(commit, Happening::Undone { commit: undo }));
            }
            prop_assert_eq!(counting(&log).len(), 0);
            while let Some(redo) = Steps::of(&log).redo() {
                commit += 1;
                log.push(event(commit, Happening::Redone { commit: redo }));
            }
            let after: Vec<Event> = counting(&log).into_iter().cloned().collect();
            prop_assert_eq!(before, after);
        }
    }
}
