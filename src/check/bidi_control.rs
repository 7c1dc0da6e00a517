//! Characters that steer the order of display.

use crate::bitext::Finding;
use crate::bitext::Severity;
use crate::check::form::{Look, Spot};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check, form};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags overrides of the text direction, and embeddings and isolates that are not closed.
    ///
    /// An override (U+202D, U+202E) makes a reader see other text than a program reads: an error.
    /// An embedding or isolate without its end turns round what follows: information. Not
    /// flagged: balanced embeddings and isolates, and the marks U+200E, U+200F, U+061C, which are
    /// good practice. It does not judge whether a mark is needed.
    BidiControl,
    "bidi-control", Info,
    flags: &[
        Example::Alone(Lang::English, "The file \u{202E}gnp.exe"),
        Example::Alone(Lang::Arabic, "قوات \u{2066}PMF في الأنبار"),
        Example::Both("قال \u{202B}نعم.", "He said yes."),
    ],
    passes: &[
        Example::Alone(Lang::Arabic, "قوات \u{2066}PMF\u{2069} في الأنبار"),
        Example::Alone(Lang::Arabic, "قناة \u{200E}Al-Ahd\u{200E} الفضائية"),
    ],
}

impl Check for BidiControl {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        form::findings(unit, &Self::META, spots)
    }
}

fn spots(look: Look<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, c) in look.text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        match c {
            '\u{202D}' | '\u{202E}' => {
                open.push((c, at));
                let message = format!("a direction override ({}) stands here", form::code_point(c));
                spots.push(
                    Spot::new(span, message)
                        .with_severity(Severity::Error)
                        .with_suggestion(""),
                );
            }
            '\u{202A}' | '\u{202B}' | '\u{2066}'..='\u{2068}' => open.push((c, at)),
            '\u{202C}' | '\u{2069}' => {
                let partner = open.iter().rposition(|&(other, _)| closes(c, other));
                if partner.map(|partner| open.remove(partner)).is_none() {
                    spots.push(unpaired(c, span));
                }
            }
            _ => {}
        }
    }
    for (c, at) in open {
        if !matches!(c, '\u{202D}' | '\u{202E}') {
            spots.push(unpaired(c, Span::new(at, at + c.len_utf8())));
        }
    }
    spots
}

fn closes(end: char, start: char) -> bool {
    let is_isolate = matches!(start, '\u{2066}'..='\u{2068}');
    is_isolate == (end == '\u{2069}')
}

fn unpaired(c: char, span: Span) -> Spot {
    let message = format!("the direction control {} has no partner", form::code_point(c));
    Spot::new(span, message).with_suggestion("")
}
