//! A Persian or Urdu letter in an Arabic word.

use crate::bitext::Finding;
use crate::check::form::{Look, Spot};
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check, form};
use crate::text::{Lang, script};

declare_check! {
    /// Flags letters of Persian and Urdu keyboards (ی ک ھ ۀ ہ ے) in an otherwise Arabic word.
    ///
    /// They look like the Arabic letters, but no search for the Arabic word finds them. The
    /// suggestion is the word in Arabic letters. Not flagged: texts with letters that only
    /// Persian, Kurdish or Urdu have (پ چ ژ گ ڤ ۆ ێ ڵ ڕ ە), as their words are
    /// foreign on purpose. It does not see Persian words in Arabic letters.
    ///
    /// It is told once for each text, at its first place, with the number of places.
    PersianLetter,
    "persian-letter", Info,
    flags: &[
        Example::Both("قال السودانی إن الحدود آمنة.", "Al-Sudani said the border was safe."),
        Example::Alone(Lang::Arabic, "الحکومة"),
    ],
    passes: &[
        Example::Both("قال السوداني إن الحدود آمنة.", "Al-Sudani said the border was safe."),
        Example::Both("وصل إلى گرمیان صباحا.", "He reached Garmian in the morning."),
    ],
}

impl Check for PersianLetter {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        form::once_a_text(aligned, &Self::META, spots, |_| String::new())
    }
}

/// The Arabic letter for its Persian or Urdu look-alike.
fn arabic(c: char) -> Option<char> {
    match c {
        '\u{06CC}' | '\u{06D2}' => Some('ي'),
        '\u{06A9}' | '\u{06AA}' => Some('ك'),
        '\u{06BE}' | '\u{06C1}' => Some('ه'),
        '\u{06C0}' | '\u{06C3}' => Some('ة'),
        _ => None,
    }
}

fn is_foreign(c: char) -> bool {
    matches!(
        c,
        'پ' | 'چ' | 'ژ' | 'گ' | 'ڤ' | 'ۆ' | 'ێ' | 'ڵ' | 'ڕ' | 'ە' | 'ۇ' | 'ڭ' | 'ٹ' | 'ڈ' | 'ڑ' | 'ں'
    )
}

fn spots(look: Look<'_>) -> Vec<Spot> {
    if look.text.chars().any(is_foreign) {
        return Vec::new();
    }
    look.tokens
        .iter()
        .map(|token| (token.span, token.span.of(look.text)))
        .filter(|(_, word)| word.chars().any(|c| arabic(c).is_some()))
        .filter(|(_, word)| word.chars().filter(|&c| script::is_arabic_letter(c)).count() > 1)
        .map(|(span, word)| {
            let last = word.chars().count() - 1;
            // A final Farsi ya without dots stands for ya as a rule; for alif maqsura too.
            let plain: String = word
                .chars()
                .enumerate()
                .map(|(at, c)| match c {
                    '\u{06CC}' if at == last && matches!(word, "علی" | "إلی" | "حتی" | "متی" | "لدی") => {
                        'ى'
                    }
                    c => arabic(c).unwrap_or(c),
                })
                .collect();
            Spot::new(span, "a Persian or Urdu letter stands in this Arabic word").with_suggestion(plain)
        })
        .collect()
}
