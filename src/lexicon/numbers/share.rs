//! Parts of a whole: ½, `3/4`, خمس السكان, `four and three quarters`.

use crate::lexicon::numbers::grammar::Reader;
use crate::lexicon::numbers::{Word, arabic, words};
use crate::text::{Kind, Lang};

/// Words before two figures with a slash that make them the number of an article, a page or a date
/// (folded).
const NO_SHARE: &str = include_str!("no_share.txt");

/// The value of a fraction that is one sign.
pub(super) fn sign(folded: &str) -> Option<f64> {
    const SIGNS: [(char, f64, f64); 19] = [
        ('½', 1.0, 2.0),
        ('⅓', 1.0, 3.0),
        ('⅔', 2.0, 3.0),
        ('¼', 1.0, 4.0),
        ('¾', 3.0, 4.0),
        ('⅕', 1.0, 5.0),
        ('⅖', 2.0, 5.0),
        ('⅗', 3.0, 5.0),
        ('⅘', 4.0, 5.0),
        ('⅙', 1.0, 6.0),
        ('⅚', 5.0, 6.0),
        ('⅐', 1.0, 7.0),
        ('⅛', 1.0, 8.0),
        ('⅜', 3.0, 8.0),
        ('⅝', 5.0, 8.0),
        ('⅞', 7.0, 8.0),
        ('⅑', 1.0, 9.0),
        ('⅒', 1.0, 10.0),
        ('↉', 0.0, 3.0),
    ];
    let mut chars = folded.chars();
    let only = chars.next().filter(|_| chars.next().is_none())?;
    SIGNS
        .iter()
        .find(|(sign, ..)| *sign == only)
        .map(|(_, above, below)| above / below)
}

impl Reader<'_> {
    /// A fraction in figures at a token: ½, `3/4`, `3⁄4`; its value and how many tokens it takes.
    pub(super) fn share_in_figures(&self, at: usize) -> Option<(f64, usize)> {
        let token = self.tokens.get(at).filter(|_| self.is_free(at))?;
        if token.kind == Kind::Mark {
            return sign(&token.folded).map(|value| (value, 1));
        }
        let slash = self.folded(at + 1);
        if !matches!(slash, "/" | "⁄" | "∕") || !self.touch(at) || !self.touch(at + 1) {
            return None;
        }
        let (above, below) = (self.plain_figure(at)?, self.plain_figure(at + 2)?);
        let is_share = above >= 1.0 && above < below && below <= 10.0 && self.tokens[at + 2].span.len() <= 4;
        let goes_on = matches!(self.folded(at + 3), "/" | "-" | "." | ":") && self.touch(at + 2);
        let before = |back: usize| at.checked_sub(back).map_or("", |at| self.folded(at));
        let follows = matches!(before(1), "/" | "-" | ":") && self.touch(at - 1);
        let is_number_of = NO_SHARE
            .split_whitespace()
            .any(|word| word == before(1) || (matches!(before(1), "." | ":" | "رقم") && word == before(2)));
        (is_share && !goes_on && !follows && !is_number_of).then_some((above / below, 3))
    }

    /// `three quarters`, ثلاثة أرباع behind `and`: its value and the token after it.
    pub(super) fn counted_share(&self, at: usize) -> Option<(f64, usize)> {
        let count = match self.word(at)?.word {
            Word::Unit(value) if value >= 1.0 => value,
            _ => return None,
        };
        let hyphen = usize::from(self.folded(at + 1) == "-");
        let part = match self.word(at + 1 + hyphen)?.word {
            Word::Fractions(value) => value,
            Word::Fraction(value) if value < 0.3 => value,
            _ => return None,
        };
        let value = count * part;
        (value < 1.0).then_some((value, at + 2 + hyphen))
    }

    /// خمس السكان, عُشر: the part, where خمس سنوات is a count.
    pub(super) fn as_arabic_part(&self, at: usize, word: Word) -> Word {
        let value = match word {
            Word::Unit(value) if value >= 5.0 => value,
            Word::Ten => 10.0,
            Word::Short(value) => return self.short(at, value),
            _ => return word,
        };
        let token = &self.tokens[at];
        let bare = token.folded.trim_start_matches(['و', 'ف', 'ب', 'ل', 'ك']);
        if !matches!(bare, "خمس" | "سدس" | "سبع" | "تسع" | "عشر") {
            return word;
        }
        // With its vowel: عُشر.
        let raw = token.span.of(self.text);
        let damma = raw
            .chars()
            .zip(raw.chars().skip(1))
            .any(|(letter, mark)| matches!(letter, 'خ' | 'س' | 'ت' | 'ع') && mark == '\u{64F}');
        if damma || self.is_definite_noun(at + 1) {
            Word::Fraction(1.0 / value)
        } else {
            word
        }
    }

    /// تلت أيام, تمن نسوان; تلت المبلغ, ثمن البيت.
    fn short(&self, at: usize, value: f64) -> Word {
        let next = self.folded(at + 1);
        let counts = arabic::is_counted(next)
            || words::find(next, Lang::Arabic).is_some_and(|word| {
                matches!(
                    word,
                    Word::Scales(_)
                        | Word::Scale(_)
                        | Word::Hundred(_)
                        | Word::Fractions(_)
                        | Word::SpokenHundred
                )
            });
        match (counts, value > 5.0) {
            (true, _) => Word::Unit(value),
            (false, false) => Word::Fraction(1.0 / value),
            // A price, unless it is spelt as speech spells eight.
            (false, true) => Word::Soft(value),
        }
    }

    /// Is the token an Arabic noun with its article, and no number?
    fn is_definite_noun(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.kind == Kind::Arabic) else {
            return false;
        };
        token.folded.starts_with("ال")
            && token.folded.chars().count() > 4
            && arabic::word(&token.folded).is_none()
    }
}
