//! A letter of another script that looks like one of the word's own.

use crate::bitext::Finding;
use crate::check::form::{Look, Spot};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check, form};
use crate::text::digits::{DigitSet, digit};
use crate::text::script::is_latin_letter;
use crate::text::{Lang, Span};

declare_check! {
    /// Flags Cyrillic, Greek and full-width letters inside a Latin word, and letters that stand
    /// for digits in a number (`2O24`, `1l5`).
    ///
    /// The word looks right and is found by no search, link or word list. The suggestion is the
    /// word in its own letters. Not flagged: words wholly in another script, and model numbers
    /// with more letters than digits, a Greek letter at the end (`TNFα`). It does not see look-alikes inside Arabic script; those of
    /// Persian and Urdu are looked at by `persian-letter`.
    ConfusableLetter,
    "confusable-letter", Info,
    flags: &[
        Example::Alone(Lang::English, "The Mini\u{0455}try said so."),
        Example::Alone(Lang::English, "It began in 2O24."),
        Example::Both("قال القائد.", "The \u{0441}ommander said so."),
    ],
    passes: &[
        Example::Alone(Lang::English, "The Ministry said so in 2024."),
        Example::Alone(Lang::English, "He wrote \u{043D}\u{0435}\u{0442} on it."),
        Example::Alone(Lang::English, "an F16 and an SU24"),
    ],
}

impl Check for ConfusableLetter {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        form::findings(unit, &Self::META, spots)
    }
}

/// The Latin letter that this letter of another script looks like.
fn latin(c: char) -> Option<char> {
    const ALIKE: &str =
        "аaеeоoрpсcуyхxіiјjѕsԁdԛqһhАAВBЕEКKМMНHОOРPСCТTХXІIЈJЅSοoαaνvρpιiΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX";
    if matches!(c, '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}') {
        return char::from_u32(c as u32 - 0xFEE0);
    }
    // Greek, Cyrillic and Armenian: no other script has a look-alike.
    if !matches!(c, '\u{370}'..='\u{58F}') {
        return None;
    }
    let mut pairs = ALIKE.chars();
    while let (Some(other), Some(own)) = (pairs.next(), pairs.next()) {
        if other == c {
            return Some(own);
        }
    }
    None
}

fn spots(look: Look<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (span, chunk) in form::chunks(look.text) {
        let word = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        let start = span.start + chunk.find(word).unwrap_or(0);
        let span = Span::new(start, start + word.len());
        if word.chars().any(|c| latin(c).is_some())
            && !is_symbol(word)
            && word.chars().any(|c| c.is_ascii_alphabetic() || is_plain(c))
        {
            let plain: String = word.chars().map(|c| latin(c).unwrap_or(c)).collect();
            spots.push(
                Spot::new(span, "a letter of another script stands in this word").with_suggestion(plain),
            );
        } else if let Some(number) = misread_number(word) {
            spots.push(
                Spot::new(span, "a letter stands for a digit in this number")
                    .with_suggestion(number)
                    .with_confidence(0.8),
            );
        }
    }
    spots
}

/// `TNFα`, `α-helix`: one Greek letter at an end.
fn is_symbol(word: &str) -> bool {
    let is_greek = |c: char| matches!(c, '\u{391}'..='\u{3C9}');
    word.chars().filter(|&c| latin(c).is_some()).all(is_greek)
        && word.chars().filter(|&c| is_greek(c)).count() == 1
        && (word.starts_with(is_greek) || word.ends_with(is_greek))
}

/// A Latin letter that is not itself a look-alike.
fn is_plain(c: char) -> bool {
    is_latin_letter(c) && latin(c).is_none()
}

/// The number meant by `2O24` or `1l5`; none when it is a number already or a name.
fn misread_number(word: &str) -> Option<String> {
    let is_ascii_digit = |c: char| digit(c).is_some_and(|(_, set)| set == DigitSet::Ascii);
    let digits = word.chars().filter(|&c| is_ascii_digit(c)).count();
    let letters = word.chars().filter(|c| matches!(c, 'O' | 'o' | 'l')).count();
    let only_these = word
        .chars()
        .all(|c| is_ascii_digit(c) || matches!(c, 'O' | 'o' | 'l' | ',' | '.'));
    let between = word.starts_with(is_ascii_digit) && word.ends_with(is_ascii_digit);
    (only_these && letters > 0 && digits > letters && digits >= 2 && between).then(|| {
        word.chars()
            .map(|c| match c {
                'O' | 'o' => '0',
                'l' => '1',
                other => other,
            })
            .collect()
    })
}
