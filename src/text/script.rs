//! Which script a character belongs to, and what a text is mostly written in.

use crate::text::Lang;

/// Is this an Arabic letter (presentation forms and letters of Persian and Urdu among them)?
pub fn is_arabic_letter(c: char) -> bool {
    matches!(c,
        '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{066F}'
        | '\u{0671}'..='\u{06D3}' | '\u{06D5}' | '\u{06EE}'..='\u{06EF}'
        | '\u{06FA}'..='\u{06FC}' | '\u{06FF}' | '\u{0750}'..='\u{077F}'
        | '\u{08A0}'..='\u{08C9}' | '\u{FB50}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}')
}

/// Is this a mark above or below a letter: harakat, tanwin, shadda, dagger alif, Quranic signs?
pub fn is_harakah(c: char) -> bool {
    matches!(c,
        '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}' | '\u{06E7}' | '\u{06E8}'
        | '\u{06EA}'..='\u{06ED}' | '\u{08D3}'..='\u{08FF}')
}

/// The stretching character, which carries no meaning.
pub const TATWEEL: char = '\u{0640}';

/// Is this a character that only steers the order of display?
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Is this an invisible character of no width that is not a bidi control?
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{180E}'
    )
}

/// Is this a letter of the Latin script?
pub fn is_latin_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (c.is_alphabetic()
            && matches!(c, '\u{00AA}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' | '\u{FF21}'..='\u{FF5A}'))
}

/// How many letters of each script a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Arabic letters.
    pub arabic: usize,
    /// Latin letters.
    pub latin: usize,
}

impl Share {
    /// Counts the letters of `text`.
    pub fn of(text: &str) -> Share {
        let mut share = Share::default();
        for c in text.chars() {
            if is_arabic_letter(c) {
                share.arabic += 1;
            } else if is_latin_letter(c) {
                share.latin += 1;
            }
        }
        share
    }

    /// The language whose script has more letters; none when there is no letter of either.
    pub fn lang(self) -> Option<Lang> {
        match (self.arabic, self.latin) {
            (0, 0) => None,
            (arabic, latin) if arabic >= latin => Some(Lang::Arabic),
            _ => Some(Lang::English),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_with_more_letters_decides() {
        assert_eq!(Share::of("قال Qassem").lang(), Some(Lang::English));
        assert_eq!(Share::of("القائد Qasim قال").lang(), Some(Lang::Arabic));
        assert_eq!(Share::of("12 – ؟!").lang(), None);
    }
}
