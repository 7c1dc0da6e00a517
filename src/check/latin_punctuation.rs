//! Punctuation of the other script.

use std::collections::BTreeSet;

use crate::bitext::{Finding, Mark};
use crate::check::form::{Look, Spot};
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check};
use crate::text::script::{is_arabic_letter, is_harakah, is_latin_letter};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags `,` `;` `?` after an Arabic word, and `،` `؛` `؟` after a Latin one.
    ///
    /// Arabic has its own mirrored marks; the Latin ones point the wrong way and may jump to the
    /// wrong end of the line on display. It is a habit more than a slip, so it is told once for each
    /// text, at its first place, with the number of places. The suggestion is the mark of the word's script. Not
    /// flagged: marks inside numbers, links and Latin runs. It does not see full stops, colons
    /// and exclamation marks, which are shared.
    LatinPunctuation,
    "latin-punctuation", Info,
    flags: &[
        Example::Both("غادروا, ثم عادوا.", "They left, then came back."),
        Example::Both("من أمر بذلك؟", "Who ordered that؟"),
        Example::Alone(Lang::Arabic, "هل عادوا?"),
    ],
    passes: &[
        Example::Both("غادروا، ثم عادوا.", "They left, then came back."),
        Example::Both("قوات PMF, كما يقول.", "PMF forces, as he says."),
        Example::Both("بلغ 1,500 مقاتل.", "There were 1,500 fighters."),
    ],
}

impl Check for LatinPunctuation {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        Lang::ALL
            .into_iter()
            .filter_map(|lang| of_language(aligned, lang))
            .collect()
    }
}

/// All places of one language as one finding at the first of them.
fn of_language(aligned: &Aligned<'_>, lang: Lang) -> Option<Finding> {
    let mut seen = BTreeSet::new();
    let mut places: Vec<(usize, Mark, Spot)> = Vec::new();
    for (index, unit) in aligned.units.iter().enumerate() {
        let Some(text) = unit.text(lang) else { continue };
        let found = spots(Look {
            lang,
            text: &text.text,
            tokens: &[],
        });
        for spot in found {
            let mark = unit.mark(lang, spot.span);
            // Pairs that stand alone have texts of their own and the same places.
            if seen.insert((index, mark)) {
                places.push((index, mark, spot));
            }
        }
    }
    let (unit, at, spot) = places.first()?;
    let mut finding = Finding::new(
        LatinPunctuation::META.id,
        LatinPunctuation::META.severity,
        *at,
        spot.message.clone(),
    )
    .with_confidence(spot.confidence);
    finding.unit = *unit;
    finding.suggestions.extend(spot.suggestion.clone());
    if places.len() > 1 {
        finding = finding.with_evidence("places", format!("{} in this text", places.len()));
    }
    Some(finding)
}

fn spots(look: Look<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in look.text.char_indices() {
        let right = match c {
            ',' => Some('،'),
            ';' => Some('؛'),
            '?' => Some('؟'),
            _ => None,
        };
        let wrong_in_latin = match c {
            '،' => Some(','),
            '؛' => Some(';'),
            '؟' => Some('?'),
            _ => None,
        };
        let fits = match (before, look.lang) {
            (Some(letter), Lang::Arabic) if is_arabic_letter(letter) => right,
            (Some(letter), Lang::English) if is_latin_letter(letter) => wrong_in_latin,
            _ => None,
        };
        if let Some(fit) = fits {
            let message = format!("the mark {c} belongs to the other script");
            spots.push(Spot::new(Span::new(at, at + c.len_utf8()), message).with_suggestion(fit.to_string()));
        }
        if !is_harakah(c) {
            before = Some(c);
        }
    }
    spots
}
