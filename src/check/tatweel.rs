//! The stretching character inside a word.

use crate::bitext::Finding;
use crate::check::form::{Look, Spot};
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check, form};
use crate::text::script::{TATWEEL, is_arabic_letter, is_harakah};
use crate::text::{Lang, fold};

declare_check! {
    /// Flags tatweel (kashida, U+0640) inside a word, and the presentation forms that hold one.
    ///
    /// Tatweel only stretches the line; it hides a word from search and from every word list.
    /// The suggestion is the word without it. Not flagged: ه followed by tatweel as the mark of
    /// the Hijri year, and tatweel at the end (list labels, الـ before a Latin word). It
    /// does not see letters doubled for emphasis (جدااا).
    ///
    /// It is told once for each text, at its first place, with the number of places.
    Tatweel,
    "tatweel", Info,
    flags: &[
        Example::Both("أغلقت المعـــابر أمس.", "The crossings were closed yesterday."),
        Example::Alone(Lang::Arabic, "مـدرسة"),
    ],
    passes: &[
        Example::Both("في عام 1446 هـ صدر القرار.", "The decision came in 1446 AH."),
        Example::Both("أغلقت المعابر أمس.", "The crossings were closed yesterday."),
        Example::Alone(Lang::Arabic, "أـ السيادة"),
    ],
}

impl Check for Tatweel {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        form::once_a_text(aligned, &Self::META, spots, |_| String::new())
    }
}

/// Presentation forms with a tatweel in them.
fn stretches(c: char) -> bool {
    c == TATWEEL
        || matches!(
            c,
            '\u{FCF2}'
                ..='\u{FCF4}' | '\u{FE71}' | '\u{FE77}' | '\u{FE79}' | '\u{FE7B}' | '\u{FE7D}' | '\u{FE7F}'
        )
}

fn spots(look: Look<'_>) -> Vec<Spot> {
    let words = look
        .tokens
        .iter()
        .filter(|token| token.lang() == Some(Lang::Arabic));
    words
        .map(|token| (token.span, token.span.of(look.text)))
        .filter(|(_, word)| is_stretched(word))
        .map(|(span, word)| {
            let plain: String = word.chars().filter(|&c| !stretches(c)).collect();
            Spot::new(span, "tatweel stretches this word").with_suggestion(plain)
        })
        .collect()
}

/// Does a letter follow a stretched letter?
fn is_stretched(word: &str) -> bool {
    let mut stretched = false;
    let mut letters = 0;
    for c in word.chars() {
        if stretches(c) {
            stretched = letters > 0;
        } else if is_arabic_letter(c) {
            if stretched {
                return true;
            }
            letters += 1;
        } else if !is_harakah(c) && !fold::is_ignorable(c) {
            letters = 0;
            stretched = false;
        }
    }
    false
}
