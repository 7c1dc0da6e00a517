//! Punctuation of the other script.

use crate::bitext::Finding;
use crate::check::form::{Look, Spot};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check, form};
use crate::text::script::{is_arabic_letter, is_harakah, is_latin_letter};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags `,` `;` `?` after an Arabic word, and `،` `؛` `؟` after a Latin one.
    ///
    /// Arabic has its own mirrored marks; the Latin ones point the wrong way and may jump to the
    /// wrong end of the line on display. The suggestion is the mark of the word's script. Not
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

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        form::findings(unit, &Self::META, spots)
    }
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
