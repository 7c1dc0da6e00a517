//! What people do to a row of an aligned text: confirm, pin, merge, split, move, set apart.

use crate::bitext::Role;
use crate::review::beads::words_of;
use crate::review::by_hand::{self, Bounds, Way};
use crate::review::event::BeadEdit;
use crate::text::Span;
use crate::workbench::deciding::fits;
use crate::workbench::{Error, Opened, Workbench};

/// What is done to a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowDeed {
    /// Its segments stand for each other.
    Confirm,
    /// It is an anchor: aligning again keeps it.
    Pin,
    /// It is neither confirmed nor an anchor any more.
    Release,
    /// One row of this and the next.
    Merge,
    /// Its two sides do not belong together.
    Unlink,
    /// Its first segment of a side goes to the row before, or its last to the row after.
    Shift(Role, Way),
    /// Its segments have no counterpart, for a reason.
    Null(String),
}

impl Workbench {
    /// Does something to a row (from 0, in the order of the alignment).
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] with the reason when it cannot be done to this row.
    pub fn change_row(&mut self, opened: &Opened, row: usize, deed: &RowDeed) -> Result<(), Error> {
        let beads = Bounds::of(&opened.aligned.alignment);
        let refused = |why: by_hand::Refusal| Error::Refused(why.to_owned());
        let Some(&Bounds { source, target }) = beads.get(row) else {
            return Err(refused("there is no such row"));
        };
        let edits = match deed {
            RowDeed::Confirm => vec![BeadEdit::Confirm { source, target }],
            RowDeed::Pin => vec![BeadEdit::Pin { source, target }],
            RowDeed::Release => vec![BeadEdit::Release { source, target }],
            RowDeed::Merge => by_hand::merge(&beads, row).map_err(refused)?,
            RowDeed::Shift(role, way) => by_hand::shift(&beads, row, *role, *way).map_err(refused)?,
            RowDeed::Unlink if source.0 < source.1 && target.0 < target.1 => {
                vec![BeadEdit::Unlink { source, target }]
            }
            RowDeed::Unlink => return Err(refused("this row has one side only")),
            RowDeed::Null(why) => vec![null(opened, (source, target), why)?],
        };
        self.edit_beads(opened, &edits)
    }

    /// Splits a row in two at the byte `at` of its rendering's text. A segment that the place
    /// lies in is cut; where the source has several segments they are shared out by length, so
    /// that the row becomes two, else the row holds both parts.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] with the reason when it cannot be done to this row.
    pub fn split_row(&mut self, opened: &Opened, row: usize, at: usize) -> Result<(), Error> {
        let refused = |why: &str| Error::Refused(why.to_owned());
        let units = opened.aligned.transunits();
        let Some(text) = units.get(row).and_then(|unit| unit.target()) else {
            return Err(refused("this row has no rendering"));
        };
        let place = text.raw_span(Span::at(at)).start;
        let segments = &opened.aligned.segments.target;
        let inside = text
            .segments
            .clone()
            .find(|&n| segments[n].span().start < place && place < segments[n].span().end);
        let n_before = text
            .segments
            .clone()
            .filter(|&n| segments[n].span().start < place)
            .count();
        let mut beads = Bounds::of(&opened.aligned.alignment);
        let share = at as f64 / text.text.len().max(1) as f64;
        let Bounds { source, target } = beads[row];
        let lengths: Vec<usize> = opened.aligned.texts().source[source.0..source.1]
            .iter()
            .map(String::len)
            .collect();
        let cut_source = source.0 + by_hand::split_by_length(&lengths, share);
        let cut_target = target.0 + n_before;
        let Some(segment) = inside else {
            let edits = by_hand::split(&beads, row, (cut_source, cut_target));
            return self.edit_beads(opened, &edits.map_err(refused)?);
        };
        for bounds in &mut beads {
            for end in [&mut bounds.target.0, &mut bounds.target.1] {
                *end += usize::from(*end > segment);
            }
        }
        let then = if source.1 - source.0 > 1 {
            by_hand::split(&beads, row, (cut_source, cut_target)).map_err(refused)?
        } else {
            Vec::new()
        };
        self.cut(opened, (Role::Target, segment), place, &then)
    }
}

/// Says that segments of one side have no counterpart.
///
/// # Errors
///
/// [`Error::Refused`] when both sides are named, or no reason is.
pub fn null(
    opened: &Opened,
    (source, target): (by_hand::Run, by_hand::Run),
    why: &str,
) -> Result<BeadEdit, Error> {
    fits("the reason", why)?;
    let texts = opened.aligned.texts();
    let of = |texts: &[String], run: by_hand::Run| texts.get(run.0..run.1).map(<[String]>::to_vec);
    let (role, texts) = match (source.0 < source.1, target.0 < target.1) {
        (true, false) => (Role::Source, of(&texts.source, source)),
        (false, true) => (Role::Target, of(&texts.target, target)),
        _ => {
            return Err(Error::Refused(
                "both sides are there, expected segments of one; unlink them first".to_owned(),
            ));
        }
    };
    if why.trim().is_empty() {
        return Err(Error::Refused("say why there is no counterpart".to_owned()));
    }
    let texts = texts.ok_or_else(|| Error::Refused("there are no such segments".to_owned()))?;
    Ok(BeadEdit::Null {
        source,
        target,
        why: why.to_owned(),
        words: words_of(role, &texts),
    })
}
