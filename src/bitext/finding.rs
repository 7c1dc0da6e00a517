//! What a check found.

use crate::text::{Lang, Span};

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never counted against a text.
    Info,
    /// Probably a fault.
    Warning,
    /// A fault that changes what was said, or breaks the text.
    Error,
}

impl Severity {
    /// All of them, from the mildest.
    pub const ALL: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// A span in the raw text of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Which language's text.
    pub lang: Lang,
    /// Where in that document's raw text.
    pub span: Span,
}

/// A fault, where it is, and why it is thought to be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The id of the check.
    pub check: &'static str,
    /// How bad it would be.
    pub severity: Severity,
    /// How sure the check is, 0 to 1: of findings at 0.9 about nine in ten are right.
    pub confidence: f32,
    /// The raw score of the check's own model, where it has one: log odds on a scale of its own.
    pub score: Option<f32>,
    /// The place of the fault; an omission has an empty span at its place in the rendering.
    pub at: Mark,
    /// Places that bear on it, mostly on the other side.
    pub related: Vec<Mark>,
    /// One sentence without a final stop.
    pub message: String,
    /// Replacements for the text at `at`, best first, plain text.
    pub suggestions: Vec<String>,
    /// What a reader needs to follow the reasoning: key and value, in order.
    pub evidence: Vec<(&'static str, String)>,
    /// What the judge sees of it inside its unit, in the order of its names; empty for findings that
    /// are not judged. Set by the runner.
    pub features: Vec<f32>,
    /// Which transunit (index), set by the runner.
    pub unit: usize,
    /// Findings of one group are about one place, or one explains the others; a group is
    /// called by the index of its leading finding in the outcome. Set by the runner.
    pub group: usize,
    /// What a decision on this finding is bound to, 32 hexadecimal digits; set by the runner.
    /// Equal faults in equal words have equal fingerprints.
    pub fingerprint: String,
}

impl Finding {
    /// A finding of a check at a place; the other fields are filled by the `with_…` methods.
    pub fn new(check: &'static str, severity: Severity, at: Mark, message: impl Into<String>) -> Finding {
        Finding {
            check,
            severity,
            confidence: 0.9,
            score: None,
            at,
            related: Vec::new(),
            message: message.into(),
            suggestions: Vec::new(),
            evidence: Vec::new(),
            features: Vec::new(),
            unit: 0,
            group: 0,
            fingerprint: String::new(),
        }
    }

    /// Sets how sure the check is.
    #[must_use]
    pub fn with_confidence(mut self, confidence: f32) -> Finding {
        self.confidence = confidence.clamp(0.0, 1.0);
        self
    }

    /// Sets the raw score of the check's own model.
    #[must_use]
    pub fn with_score(mut self, score: f32) -> Finding {
        self.score = Some(score);
        self
    }

    /// Sets how bad it would be.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }

    /// Adds a place that bears on it.
    #[must_use]
    pub fn with_related(mut self, mark: Mark) -> Finding {
        self.related.push(mark);
        self
    }

    /// Adds a replacement, after those already there.
    #[must_use]
    pub fn with_suggestion(mut self, text: impl Into<String>) -> Finding {
        self.suggestions.push(text.into());
        self
    }

    /// Adds a line of evidence.
    #[must_use]
    pub fn with_evidence(mut self, key: &'static str, value: impl Into<String>) -> Finding {
        self.evidence.push((key, value.into()));
        self
    }
}
