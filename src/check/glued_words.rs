//! Two words run together.

use crate::bitext::Finding;
use crate::check::form::{Look, Spot};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check, form};
use crate::lexicon::Words;
use crate::lexicon::words::How;
use crate::text::script::{is_arabic_letter, is_harakah};
use crate::text::{Lang, Span, fold};

declare_check! {
    /// Flags two Arabic words without a space between.
    ///
    /// Run-together words (المساهمةبالتزامات) are missed by readers' search and by every word
    /// list. Two signs are certain: a letter that only ends words (ة, ى) or a tanwin on alif,
    /// followed by another letter. Beyond that an unknown word is split where both parts are
    /// common words and the second is a particle (على, الذي), or has the article after a letter
    /// that does not join (أحرارالعراق). The suggestion is the two
    /// words. Not flagged: known words, names, and what prefixes and endings explain. It does not
    /// see English words run together; those are misspellings.
    GluedWords,
    "glued-words", Warning,
    flags: &[
        Example::Both("أكد المساهمةبالتزامات جديدة.", "He confirmed the contribution with new commitments."),
        Example::Both("كان معروفًاباسم أبي علي.", "He was known as Abu Ali."),
        Example::Alone(Lang::Arabic, "ذهب إلىالمدرسة"),
        Example::Alone(Lang::Arabic, "الحكومةالعراقية ترفض"),
    ],
    passes: &[
        Example::Both("أكد المساهمة بالتزامات جديدة.", "He confirmed the contribution with new commitments."),
        Example::Alone(Lang::Arabic, "فسيكفيكهم وبالمستشفيات والاستراتيجيات"),
        Example::Alone(Lang::Arabic, "قاسم مصلح في الأنبار"),
    ],
}

impl Check for GluedWords {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        form::findings(unit, &Self::META, spots)
    }
}

/// Words that are seen glued after another word, as they are written.
const PARTICLES: &[&str] = &[
    "الذي",
    "التي",
    "الذين",
    "على",
    "إلى",
    "هذا",
    "هذه",
    "كانت",
    "حتى",
    "لكن",
    "نحن",
    "ليس",
    "لقد",
    "باسم",
    "بسبب",
];

fn spots(look: Look<'_>) -> Vec<Spot> {
    let words = look
        .tokens
        .iter()
        .filter(|token| token.lang() == Some(Lang::Arabic));
    words
        .filter_map(|token| {
            let word = token.span.of(look.text);
            let (at, confidence) = certain_split(word)
                .map(|at| (at, 0.95))
                .or_else(|| likely_split(word).map(|at| (at, 0.7)))?;
            let (first, second) = word.split_at(at);
            Some(
                Spot::new(
                    Span::new(token.span.start, token.span.end),
                    "two words run together",
                )
                .with_suggestion(format!("{first} {second}"))
                .with_confidence(confidence),
            )
        })
        .collect()
}

/// Where a letter that only ends words is followed by two letters or more.
fn certain_split(word: &str) -> Option<usize> {
    let mut letters = 0;
    let mut tanwin = false;
    let chars: Vec<(usize, char)> = word.char_indices().collect();
    for (index, &(at, c)) in chars.iter().enumerate() {
        let end = at + c.len_utf8();
        if is_harakah(c) {
            tanwin = c == '\u{064B}';
            continue;
        }
        letters += 1;
        let rest: usize = chars[index + 1..]
            .iter()
            .filter(|&&(_, c)| is_arabic_letter(c))
            .count();
        let ends = matches!(c, 'ة' | 'ى') || (c == 'ا' && tanwin);
        let marks: usize = chars[index + 1..]
            .iter()
            .take_while(|&&(_, c)| is_harakah(c))
            .map(|(_, c)| c.len_utf8())
            .sum();
        tanwin = false;
        let is_glued = chars[index + 1..]
            .iter()
            .map(|&(_, c)| c)
            .find(|&c| !is_harakah(c))
            .is_some_and(is_arabic_letter);
        if ends && is_glued && letters >= 3 && rest >= 2 {
            return Some(end + marks);
        }
    }
    None
}

/// Where an unknown word falls into a common word and a particle or a word with the article.
fn likely_split(word: &str) -> Option<usize> {
    let words = Words::embedded();
    let is_known = |part: &str| {
        words
            .find(Lang::Arabic, part)
            .is_some_and(|entry| entry.how != How::Stripped && entry.log10 > COMMON)
    };
    if word.chars().count() < 6
        || words.find(Lang::Arabic, word).is_some()
        || words.log10_frequency(Lang::Arabic, word).is_some()
    {
        return None;
    }
    let mut cuts = word.char_indices().map(|(at, _)| at).filter(|&at| {
        let (first, second) = word.split_at(at);
        let tail = fold::bare(second);
        let letters = first.chars().filter(|&c| is_arabic_letter(c)).count();
        // A gap is forgotten where the letter before it does not join the next one anyway.
        let is_open = first.ends_with(['ا', 'د', 'ذ', 'ر', 'ز', 'و', 'ء']);
        let has_article = is_open
            && tail
                .strip_prefix("ال")
                .is_some_and(|rest| rest.chars().count() >= 4);
        letters >= 3
            && (PARTICLES.contains(&tail.as_str()) || has_article)
            && is_known(first)
            && is_known(second)
    });
    cuts.next_back()
}

/// log10 of the probability above which a word is common enough to be seen glued.
const COMMON: f32 = -5.3;
