//! A text laid bare: code points, bidi levels (UAX #9), digit sets, what is invisible.
//!
//! Two texts that look alike on a screen may differ here: `1٣` mixes two digit sets, an override
//! turns a name round, a zero-width joiner hides in a word.

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

use crate::text::digits::{DigitSet, digit};
use crate::text::script::{
    TATWEEL, is_arabic_letter, is_bidi_control, is_harakah, is_invisible, is_latin_letter,
};
use crate::text::{Lang, Span};

/// A run of code points of one level and one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Where in the text.
    pub span: Span,
    /// Its embedding level: even runs from left to right, odd from right to left.
    pub level: u8,
    /// What its code points are.
    pub kind: Kind,
}

/// What a code point is, as far as it matters to how a line is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Letters of Arabic script.
    Arabic,
    /// Letters of Latin script.
    Latin,
    /// Digits of one set.
    Digits(DigitSet),
    /// Harakat and other marks on letters.
    Marks,
    /// The stretching character.
    Tatweel,
    /// White space.
    Space,
    /// A control that steers direction, shown by its short name.
    Control(&'static str),
    /// Another invisible character.
    Invisible,
    /// Punctuation, symbols, letters of other scripts.
    Other,
}

impl Kind {
    /// A short name of the kind.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Arabic => "Arabic letters",
            Kind::Latin => "Latin letters",
            Kind::Digits(DigitSet::Ascii) => "digits 0-9",
            Kind::Digits(DigitSet::ArabicIndic) => "digits ٠-٩",
            Kind::Digits(DigitSet::Eastern) => "digits ۰-۹",
            Kind::Marks => "harakat",
            Kind::Tatweel => "tatweel",
            Kind::Space => "space",
            Kind::Control(name) => name,
            Kind::Invisible => "invisible",
            Kind::Other => "other",
        }
    }
}

fn kind(c: char) -> Kind {
    match c {
        _ if is_bidi_control(c) => Kind::Control(control_name(c)),
        TATWEEL => Kind::Tatweel,
        _ if is_invisible(c) => Kind::Invisible,
        _ if is_harakah(c) => Kind::Marks,
        _ if is_arabic_letter(c) => Kind::Arabic,
        _ if is_latin_letter(c) => Kind::Latin,
        _ if c.is_whitespace() => Kind::Space,
        _ => digit(c).map_or(Kind::Other, |(_, set)| Kind::Digits(set)),
    }
}

fn control_name(c: char) -> &'static str {
    match c {
        '\u{061C}' => "ALM",
        '\u{200E}' => "LRM",
        '\u{200F}' => "RLM",
        '\u{202A}' => "LRE",
        '\u{202B}' => "RLE",
        '\u{202C}' => "PDF",
        '\u{202D}' => "LRO",
        '\u{202E}' => "RLO",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        _ => "PDI",
    }
}

/// The runs of a text in logical order; `lang` gives the direction of the paragraph.
///
/// Paragraph separators end a bidi paragraph, as UAX #9 has it; the level of each is its own.
pub fn runs(text: &str, lang: Lang) -> Vec<Run> {
    let base = match lang {
        Lang::Arabic => Level::rtl(),
        Lang::English => Level::ltr(),
    };
    let info = BidiInfo::new(text, Some(base));
    let mut runs: Vec<Run> = Vec::new();
    for (at, c) in text.char_indices() {
        let level = info.levels.get(at).map_or(0, Level::number);
        let end = at + c.len_utf8();
        let kind = kind(c);
        match runs.last_mut() {
            Some(run) if run.level == level && run.kind == kind => run.span.end = end,
            _ => runs.push(Run {
                span: Span::new(at, end),
                level,
                kind,
            }),
        }
    }
    runs
}

/// The code points of a run: `U+0661 U+0662`.
pub fn code_points(text: &str) -> String {
    let points: Vec<String> = text.chars().map(|c| format!("U+{:04X}", c as u32)).collect();
    points.join(" ")
}

/// Bidi controls that open something and are not closed, or close what was not open.
pub fn is_balanced(text: &str) -> bool {
    let mut open = Vec::new();
    for c in text.chars() {
        match bidi_class(c) {
            BidiClass::LRE | BidiClass::RLE | BidiClass::LRO | BidiClass::RLO => open.push(BidiClass::PDF),
            BidiClass::LRI | BidiClass::RLI | BidiClass::FSI => open.push(BidiClass::PDI),
            closing @ (BidiClass::PDF | BidiClass::PDI) if open.pop() != Some(closing) => return false,
            _ => {}
        }
    }
    open.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(text: &str, lang: Lang, expected: &str) {
        let shown: Vec<String> = runs(text, lang)
            .iter()
            .map(|run| format!("{}:{}={}", run.level, run.kind.name(), run.span.of(text)))
            .collect();
        assert_eq!(shown.join(" | "), expected);
    }

    #[test]
    fn mixed_digit_sets_show() {
        case("1٣", Lang::Arabic, "2:digits 0-9=1 | 2:digits ٠-٩=٣");
    }

    #[test]
    fn a_latin_name_in_an_arabic_line_has_its_own_level() {
        case(
            "قال BRC",
            Lang::Arabic,
            "1:Arabic letters=قال | 1:space=  | 2:Latin letters=BRC",
        );
    }

    #[test]
    fn controls_are_named_and_counted() {
        assert!(is_balanced("a\u{2067}b\u{2069}"));
        assert!(!is_balanced("a\u{202E}b"));
        assert!(!is_balanced("a\u{2069}"));
        case(
            "a\u{202E}b",
            Lang::English,
            "0:Latin letters=a | 0:RLO=\u{202E} | 1:Latin letters=b",
        );
    }

    proptest! {
        #[test]
        fn runs_rejoin_to_the_text(text in "\\PC{0,40}") {
            let joined: String = runs(&text, Lang::Arabic).iter().map(|run| run.span.of(&text)).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
