//! Characters that steer the order of display.

use crate::bitext::{Finding, Severity, UnitText};
use crate::check::form::{Look, Spot};
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check, form};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags overrides of the text direction, and embeddings and isolates that are not closed.
    ///
    /// An override (U+202D, U+202E) makes a reader see other text than a program reads: an error.
    /// An embedding or isolate without its end turns round what follows: information. Not
    /// flagged: balanced embeddings and isolates, and the marks U+200E, U+200F, U+061C, which are
    /// good practice; a pair that is opened in one segment and closed in the next. It does not judge whether a mark is needed.
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
        form::findings(unit, &Self::META, overrides)
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        Lang::ALL
            .into_iter()
            .flat_map(|lang| unpaired_of_side(aligned, lang))
            .collect()
    }
}

fn overrides(look: Look<'_>) -> Vec<Spot> {
    let is_override = |c: char| matches!(c, '\u{202D}' | '\u{202E}');
    let places = look.text.char_indices().filter(|&(_, c)| is_override(c));
    places
        .map(|(at, c)| {
            let message = format!("a direction override ({}) stands here", form::code_point(c));
            Spot::new(Span::new(at, at + c.len_utf8()), message)
                .with_severity(Severity::Error)
                .with_suggestion("")
        })
        .collect()
}

/// The controls of one side that have no partner. A pair may hold several segments: one that is opened in
/// a segment and closed in the next is whole.
fn unpaired_of_side(aligned: &Aligned<'_>, lang: Lang) -> Vec<Finding> {
    let mut order: Vec<usize> = (0..aligned.units.len())
        .filter(|&index| aligned.units[index].text(lang).is_some())
        .collect();
    order.sort_by_key(|&index| aligned.units[index].text(lang).map(UnitText::whole));
    let mut open: Vec<(usize, char, usize)> = Vec::new();
    let mut lone: Vec<(usize, char, usize)> = Vec::new();
    let mut last = None;
    for index in order {
        let text = aligned.units[index].text(lang);
        // What was not closed in the segment after its own is not closed.
        let (near, far): (Vec<_>, Vec<_>) = open.into_iter().partition(|(unit, _, _)| Some(*unit) == last);
        open = near;
        lone.extend(far);
        for (at, c) in text.map_or("", |text| text.text.as_str()).char_indices() {
            match c {
                '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' | '\u{2066}'..='\u{2068}' => {
                    open.push((index, c, at));
                }
                '\u{202C}' | '\u{2069}' => match open.iter().rposition(|&(_, other, _)| closes(c, other)) {
                    Some(partner) => {
                        open.remove(partner);
                    }
                    None => lone.push((index, c, at)),
                },
                _ => {}
            }
        }
        last = Some(index);
    }
    lone.extend(open);
    lone.sort_unstable();
    lone.into_iter()
        .filter(|(_, c, _)| !matches!(c, '\u{202D}' | '\u{202E}'))
        .map(|(index, c, at)| unpaired(&aligned.units[index], lang, (c, at), index))
        .collect()
}

fn closes(end: char, start: char) -> bool {
    let is_isolate = matches!(start, '\u{2066}'..='\u{2068}');
    is_isolate == (end == '\u{2069}')
}

fn unpaired(unit: &Unit<'_>, lang: Lang, (c, at): (char, usize), index: usize) -> Finding {
    let message = format!("the direction control {} has no partner", form::code_point(c));
    let span = Span::new(at, at + c.len_utf8());
    let meta = &BidiControl::META;
    let mut finding =
        Finding::new(meta.id, meta.severity, unit.mark(lang, span), message).with_confidence(0.95);
    finding.suggestions.push(String::new());
    finding.unit = index;
    finding
}
