//! Folded views: what is made equal before two words are compared.
//!
//! Folding follows Lucene's Arabic normalisation (alef forms, ya, ta marbuta), and also drops
//! harakat, tatweel, bidi controls and invisible characters and reads every digit set as
//! ASCII. A [`View`] keeps a map from each folded byte to the raw text.

use crate::text::script::{TATWEEL, is_bidi_control, is_harakah, is_invisible};
use crate::text::{Lang, Span, digits};

/// Is this a character that no comparison of words looks at?
pub fn is_ignorable(c: char) -> bool {
    c == TATWEEL || is_harakah(c) || is_bidi_control(c) || is_invisible(c)
}

/// The text without harakat, tatweel, bidi controls and invisible characters, with ASCII
/// digits; letters stay as they are.
pub fn bare(text: &str) -> String {
    text.chars()
        .filter(|&c| !is_ignorable(c))
        .map(digits::to_ascii)
        .collect()
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
    for c in text.chars().filter(|&c| !is_ignorable(c)) {
        push_folded(c, lang, &mut out);
    }
    out
}

fn push_folded(c: char, lang: Lang, out: &mut String) {
    match (lang, c) {
        (_, '’' | '‘' | 'ʼ' | '＇') => out.push('\''),
        (Lang::Arabic, c) if !c.is_ascii_uppercase() => out.push(fold_letter(digits::to_ascii(c))),
        (_, c) => out.extend(digits::to_ascii(c).to_lowercase()),
    }
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
        for (at, c) in raw.char_indices().filter(|&(_, c)| !is_ignorable(c)) {
            if c.is_whitespace() && after_space {
                continue;
            }
            after_space = c.is_whitespace();
            let before = view.text.len();
            if after_space {
                view.text.push(' ');
            } else {
                push_folded(c, lang, &mut view.text);
            }
            view.raw
                .resize(view.raw.len() + view.text.len() - before, at as u32);
        }
        view.raw.push(raw.len() as u32);
        view
    }

    /// The raw span behind a span of the folded text; its end takes in the marks that follow
    /// the last letter.
    pub fn raw_span(&self, folded: Span) -> Span {
        let place = |byte: usize| {
            let last = self.raw.len().saturating_sub(1);
            self.raw.get(byte.min(last)).map_or(0, |&at| at as usize)
        };
        Span::new(place(folded.start), place(folded.end))
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
