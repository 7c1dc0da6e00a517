//! What the rooms hand each other: documents, segments, beads, alignments, transunits, findings.

pub mod alignment;
pub mod document;
pub mod finding;
pub mod pair;
pub mod policy;
pub mod references;
pub mod transunit;

pub use alignment::{Alignment, AlignmentError, Bead, Status};
pub use document::{Document, Media, Note, Segment, TimeRange, Turn, joint};
pub use finding::{Finding, Mark, Severity};
pub use pair::{Direction, Pair, Role};
pub use policy::Policy;
pub use transunit::{TransUnit, UnitText};
