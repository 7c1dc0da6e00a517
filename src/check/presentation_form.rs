//! Letters in the shapes of a printed font instead of letters.

use unicode_normalization::UnicodeNormalization;

use crate::bitext::Finding;
use crate::check::form::{Look, Spot};
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check, form};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags Arabic presentation forms: code points for a letter's shape or for a ligature
    /// (U+FB50–FDFF, U+FE70–FEFC), and Latin ligatures such as ﬁ.
    ///
    /// They come from PDF files and old fonts; no search and no word list finds such a word. The
    /// suggestion is the word in plain letters (NFKC). Not flagged: ﷺ ﷻ ﷲ ﷽ and the ornate
    /// brackets ﴾ ﴿, which have no plain counterpart or are written so on purpose. It does not see
    /// text that was stored in visual order.
    ///
    /// It is told once for each text, at its first place, with the number of places.
    PresentationForm,
    "presentation-form", Info,
    flags: &[
        Example::Alone(Lang::Arabic, "ﺍﻟﻌﺮﺍﻕ"),
        Example::Both("وصلت ﻻئحة الأسماء.", "The list of names has come."),
    ],
    passes: &[
        Example::Both("قال النبي ﷺ.", "The Prophet (peace be upon him) said."),
        Example::Both("العراق", "Iraq"),
    ],
}

impl Check for PresentationForm {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        form::once_a_text(aligned, &Self::META, spots, |_| String::new())
    }
}

fn is_form(c: char) -> bool {
    matches!(c, '\u{FB00}'..='\u{FB06}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        && !matches!(c, '\u{FDF0}'..='\u{FDFF}' | '\u{FD3E}' | '\u{FD3F}')
}

fn spots(look: Look<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (span, chunk) in form::chunks(look.text) {
        let Some(first) = chunk.find(is_form) else {
            continue;
        };
        let start = chunk[..first]
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |at| at + chunk[at..].chars().next().map_or(0, char::len_utf8));
        let end = chunk[first..]
            .find(|c: char| !c.is_alphabetic())
            .map_or(chunk.len(), |at| first + at);
        let word = &chunk[start..end];
        let plain: String = word.nfkc().collect();
        spots.push(
            Spot::new(
                Span::new(span.start + start, span.start + end),
                "this word is written in presentation forms",
            )
            .with_suggestion(plain),
        );
    }
    spots
}
