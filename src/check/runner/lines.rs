//! English texts alone, a unit a line: what the runner's tests work on.

use crate::bitext::{Direction, Pair, TransUnit, UnitText};
use crate::text::{Lang, Span};

/// The lines of a text.
pub(super) fn units(raw: &str) -> Vec<TransUnit> {
    let mut start = 0;
    raw.split_inclusive('\n')
        .map(|line| {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            TransUnit {
                direction: Direction::AR_EN,
                texts: Pair::new(None, Some(UnitText::new(Lang::English, raw, &[span]))),
                place: 0,
                confidence: 1.0,
                chosen: false,
            }
        })
        .collect()
}
