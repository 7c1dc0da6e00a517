//! A character that nobody sees.

use crate::bitext::Finding;
use crate::check::form::{Look, Spot};
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check, form};
use crate::text::script::{is_arabic_letter, is_invisible};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags characters without width (zero-width space and joiners, soft hyphen, byte order
    /// mark, word joiner), control characters, and no-break spaces in a row.
    ///
    /// They come with copied web pages and hide words from search; control characters break
    /// XML files. The suggestion is the word without them. Not flagged: the zero-width non-joiner
    /// and joiner in words with Persian or Kurdish letters, which need it, a single no-break
    /// space. Direction marks are looked at by `bidi-control`. It does not see look-alike letters.
    InvisibleCharacter,
    "invisible-character", Info,
    flags: &[
        Example::Alone(Lang::Arabic, "المع\u{200B}ابر مغلقة"),
        Example::Alone(Lang::English, "The cross\u{AD}ings were closed"),
        Example::Both("نعم.\u{FEFF}", "Yes."),
    ],
    passes: &[
        Example::Alone(Lang::Arabic, "المعابر مغلقة"),
        Example::Alone(Lang::English, "10\u{A0}km"),
        Example::Alone(Lang::Arabic, "می\u{200C}گوید"),
    ],
}

impl Check for InvisibleCharacter {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        form::once_a_text(aligned, &Self::META, spots, |spot| spot.message.clone())
    }
}

fn spots(look: Look<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (span, chunk) in spaced(look.text) {
        let hidden: Vec<char> = chunk.chars().filter(|&c| is_hidden(c, chunk)).collect();
        if let Some(&first) = hidden.first() {
            let plain: String = chunk.chars().filter(|&c| !is_hidden(c, chunk)).collect();
            let message = format!("an invisible character ({}) stands here", form::code_point(first));
            spots.push(Spot::new(span, message).with_suggestion(plain));
        }
    }
    for (at, run) in look.text.match_indices("\u{A0}\u{A0}") {
        let span = Span::new(at, at + run.len());
        spots.push(Spot::new(span, "several no-break spaces in a row").with_suggestion(" "));
    }
    spots
}

/// Chunks between white space; control characters are no white space here.
fn spaced(text: &str) -> Vec<(Span, &str)> {
    let mut chunks = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_space = c.is_whitespace();
        match (start, is_space) {
            (None, false) => start = Some(at),
            (Some(from), true) => {
                chunks.push((Span::new(from, at), &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    chunks
}

fn is_hidden(c: char, chunk: &str) -> bool {
    if matches!(c, '\u{200C}' | '\u{200D}') {
        let is_persian = chunk
            .chars()
            .any(|c| is_arabic_letter(c) && !matches!(c, '\u{0621}'..='\u{064A}'));
        let is_emoji = chunk.chars().any(|c| c as u32 >= 0x1F000);
        return !is_persian && !is_emoji;
    }
    is_invisible(c) || (c.is_control() && !c.is_whitespace())
}
