//! Events in words.

use crate::review::event::{BeadEdit, Reason, TRANSCRIPT};
use crate::review::{Happening, State};

/// Milliseconds since 1970 as `2024-12-02T10:00:00Z`.
pub fn moment(at: i64) -> String {
    jiff::Timestamp::from_millisecond(at)
        .unwrap_or_default()
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}

/// What people call a document of an interview.
pub fn label(state: &State, document: u16) -> String {
    match state.renderings.get(&document) {
        _ if document == TRANSCRIPT => "the transcript".to_owned(),
        Some(rendering) => rendering.label.clone(),
        None => format!("rendering {document}"),
    }
}

/// An event as half a sentence; `label` names documents.
pub fn sentence(what: &Happening, label: &dyn Fn(u16) -> String) -> String {
    match what {
        Happening::Described { about } => {
            let facts: Vec<String> = about
                .iter()
                .map(|(key, value)| format!("{key} {value}"))
                .collect();
            format!("described: {}", facts.join(", "))
        }
        Happening::RenderingAdded {
            document,
            label: name,
            policy,
        } => {
            format!("rendering {name} ({policy}) is number {document}")
        }
        Happening::PolicySet { document, policy } => format!("{} is {policy} now", label(*document)),
        Happening::Revised {
            document,
            revision,
            reason,
        } => format!("revision {revision} of {}, {}", label(*document), why(reason)),
        Happening::Aligned {
            document,
            source_revision,
            target_revision,
            ..
        } => format!(
            "aligned {}, revision {target_revision} with {source_revision} of the transcript",
            label(*document)
        ),
        Happening::Beads { edit, .. } => bead(edit),
        Happening::Decided {
            fingerprint,
            check,
            verdict,
            why,
            ..
        } => {
            let short = fingerprint.get(..10).unwrap_or(fingerprint);
            let why = if why.is_empty() {
                String::new()
            } else {
                format!(": {why}")
            };
            format!("{} {check} {short}{why}", verdict.name())
        }
        Happening::Commented { about, text, .. } => {
            format!("about {}: {text}", about.get(..10).unwrap_or(about))
        }
        Happening::SignedOff { document, revision } => {
            format!("signed off {}, revision {revision}", label(*document))
        }
        Happening::Undone { commit } => format!("undid {commit}"),
        Happening::Redone { commit } => format!("redid {commit}"),
    }
}

fn why(reason: &Reason) -> String {
    match reason {
        Reason::Import => "imported".to_owned(),
        Reason::Edit => "edited".to_owned(),
        Reason::Fix { fingerprint } => {
            format!("fixed {}", fingerprint.get(..10).unwrap_or(fingerprint))
        }
        Reason::Restore { revision } => format!("restored from {revision}"),
    }
}

fn bead(edit: &BeadEdit) -> String {
    let (what, source, target) = match edit {
        BeadEdit::Confirm { source, target } => ("confirmed", source, target),
        BeadEdit::Link { source, target } => ("linked", source, target),
        BeadEdit::Unlink { source, target } => ("unlinked", source, target),
    };
    let run = |(start, end): (usize, usize)| match end - start {
        0 => "–".to_owned(),
        1 => start.to_string(),
        _ => format!("{start}-{}", end - 1),
    };
    format!("{what} bead {} ↔ {}", run(*source), run(*target))
}
