//! Folded views: what is made equal before two words are compared.
//!
//! Folding follows Lucene's Arabic normalisation (alef forms, ya, ta marbuta), and also drops
//! harakat, tatweel, bidi controls and invisible characters and reads every digit set as
//! ASCII. Presentation forms (ﻻ, ﺃﺭﺑﻌﺔ), ligatures and full-width letters are read as the letters
//! that they stand for, and a letter with its hamza, madda or accent as a combining mark as the
//! one letter that it is. A [`View`] keeps a map from each folded byte to the raw text.

use unicode_normalization::char::{compose, decompose_compatible};

use crate::text::script::{TATWEEL, is_bidi_control, is_harakah, is_invisible};
use crate::text::{Lang, Span, digits};

/// Is this a character that no comparison of words looks at?
pub fn is_ignorable(c: char) -> bool {
    c == TATWEEL || is_harakah(c) || is_bidi_control(c) || is_invisible(c) || is_vowel_form(c)
}

/// A vowel sign in a presentation form, alone or on a tatweel.
fn is_vowel_form(c: char) -> bool {
    matches!(c, '\u{FC5E}'..='\u{FC63}' | '\u{FCF2}'..='\u{FCF4}' | '\u{FE70}'..='\u{FE7F}')
}

/// A character that stands for other letters: a presentation form, a ligature, a full-width
/// sign. Signs that are one character by tradition (ﷺ ﷽) are not.
fn is_form(c: char) -> bool {
    c >= '\u{FB00}'
        && matches!(c,
            '\u{FB00}'..='\u{FB06}' | '\u{FB50}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDF9}' | '\u{FDFC}'
            | '\u{FE70}'..='\u{FEFC}' | '\u{FF01}'..='\u{FF5E}')
}

/// A mark that makes one letter with the one before it: an accent, or hamza or madda above or
/// below.
fn is_joining_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0653}'..='\u{0655}')
}

/// Calls `push` for each letter that `c` stands for; harakat and the like among them are dropped.
fn letters(c: char, mut push: impl FnMut(char)) {
    if is_form(c) {
        decompose_compatible(c, |part| {
            if part != ' ' && (!is_ignorable(part) || is_joining_mark(part)) {
                push(part);
            }
        });
    } else if !is_ignorable(c) || is_joining_mark(c) {
        push(c);
    }
}

/// Puts a mark on the last letter of `out`; a mark that makes no letter with it is dropped when
/// it is one that comparisons do not look at.
fn join_mark(mark: char, fold: impl Fn(char) -> char, out: &mut String) {
    let joined = out.chars().next_back().and_then(|last| compose(last, mark));
    if let Some(joined) = joined {
        out.pop();
        out.push(fold(joined));
    } else if !is_ignorable(mark) {
        out.push(mark);
    }
}

/// The text without harakat, tatweel, bidi controls and invisible characters, with ASCII
/// digits and each letter as one character; letters else stay as they are.
pub fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        letters(c, |letter| {
            if is_joining_mark(letter) {
                join_mark(letter, |joined| joined, &mut out);
            } else {
                out.push(digits::to_ascii(letter));
            }
        });
    }
    out
}

/// Alef forms to bare alef, final ya to dotted ya, ta marbuta to ha, and Persian kaf and ya
/// to the Arabic ones; hamza seats on waw and ya stay.
pub fn fold_letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        other => other,
    }
}

/// A word of `lang` as comparisons see it: [`bare`], then Arabic letters by [`fold_letter`],
/// Latin letters in lower case with a straight apostrophe.
pub fn word(text: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded(c, lang, &mut out);
    }
    out
}

fn push_folded(c: char, lang: Lang, out: &mut String) {
    letters(c, |letter| match (lang, letter) {
        (_, mark) if is_joining_mark(mark) => join_mark(mark, fold_letter, out),
        (_, '’' | '‘' | 'ʼ' | '＇') => out.push('\''),
        (Lang::Arabic, c) if !c.is_ascii_uppercase() => out.push(fold_letter(digits::to_ascii(c))),
        (_, c) => out.extend(digits::to_ascii(c).to_lowercase()),
    });
}

/// A folded text with the way back to the raw one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// The folded text; runs of white space are one space.
    pub text: String,
    /// For each byte of `text` and for its end, the byte offset in the raw text.
    raw: Vec<u32>,
}

impl View {
    /// Folds `raw` for searching and comparing: as [`word`], white space runs as one space.
    pub fn new(raw: &str, lang: Lang) -> View {
        let mut view = View::default();
        let mut after_space = false;
        for (at, c) in raw.char_indices() {
            if c.is_whitespace() {
                if !after_space {
                    view.text.push(' ');
                }
                after_space = true;
            } else {
                let before = view.text.len();
                push_folded(c, lang, &mut view.text);
                after_space &= view.text.len() == before;
            }
            view.raw.resize(view.text.len(), at as u32);
        }
        view.raw.push(raw.len() as u32);
        view
    }

    /// The raw span behind a span of the folded text; its end takes in the marks that follow
    /// the last letter, and the whole of a ligature of which it has a part.
    pub fn raw_span(&self, folded: Span) -> Span {
        let last = self.raw.len().saturating_sub(1);
        let place = |byte: usize| self.raw.get(byte.min(last)).map_or(0, |&at| at as usize);
        let mut end = folded.end.min(last);
        while end > folded.start && end < last && self.raw[end] == self.raw[end - 1] {
            end += 1;
        }
        Span::new(place(folded.start), place(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_and_seats_do_not_matter() {
        assert_eq!(word("الأَجْوَاءِ", Lang::Arabic), word("الاجواء", Lang::Arabic));
        assert_eq!(word("مـــدرسة", Lang::Arabic), "مدرسه");
        assert_eq!(word("Musleh’s", Lang::English), "musleh's");
        assert_eq!(bare("٢٠٢٤"), "2024");
    }

    #[test]
    fn presentation_forms_are_the_letters_they_stand_for() {
        assert_eq!(word("ﻻ ﺃﺭﺑﻌﺔ", Lang::Arabic), word("لا أربعة", Lang::Arabic));
        assert_eq!(word("آﻻف ﷲ", Lang::Arabic), "الاف الله");
        assert_eq!(bare("اﻷردن"), "الأردن");
        assert_eq!(word("ﬁnd ＡＢ１２", Lang::English), "find ab12");
        assert_eq!(word("النبي ﷺ", Lang::Arabic), "النبي ﷺ");
        // Vowel signs in presentation forms are vowel signs.
        assert_eq!(word("مﹷدﱠ", Lang::Arabic), "مد");
    }

    #[test]
    fn a_mark_that_makes_a_letter_is_part_of_it() {
        assert_eq!(word("مسو\u{654}ول", Lang::Arabic), word("مسؤول", Lang::Arabic));
        // In canonical order a vowel stands before the hamza.
        assert_eq!(
            word("مسو\u{64F}\u{654}ول", Lang::Arabic),
            word("مسؤول", Lang::Arabic)
        );
        assert_eq!(word("مي\u{654}تي", Lang::Arabic), word("مئتي", Lang::Arabic));
        assert_eq!(bare("ا\u{653}لاف ا\u{655}ن ا\u{654}ن"), "آلاف إن أن");
        assert_eq!(word("Cafe\u{301}", Lang::English), word("Café", Lang::English));
        assert_eq!(word("مَرَضࣰا", Lang::Arabic), "مرضا");
    }

    #[test]
    fn a_part_of_a_ligature_is_the_whole_of_it() {
        let raw = "في ﻻهاي";
        let view = View::new(raw, Lang::Arabic);
        assert_eq!(view.text, "في لاهاي");
        let at = view.text.find('ل').unwrap_or(0);
        assert_eq!(view.raw_span(Span::new(at, at + 2)).of(raw), "ﻻ");
    }

    #[test]
    fn a_view_leads_back_to_the_raw_text() {
        let raw = "قالَ  أَحمد";
        let view = View::new(raw, Lang::Arabic);
        assert_eq!(view.text, "قال احمد");
        let at = view.text.find("احمد").map_or(0, |at| at);
        let span = view.raw_span(Span::new(at, view.text.len()));
        assert_eq!(span.of(raw), "أَحمد");
    }

    proptest! {
        #[test]
        fn every_folded_span_lies_on_raw_boundaries(raw in "\\PC{0,40}") {
            for lang in Lang::ALL {
                let view = View::new(&raw, lang);
                for (at, _) in view.text.char_indices() {
                    let span = view.raw_span(Span::new(at, view.text.len()));
                    prop_assert!(raw.get(span.start..span.end).is_some());
                }
            }
        }
    }
}
