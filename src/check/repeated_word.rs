//! A word twice in a row.

use crate::bitext::Finding;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Lang, Span, Token};

declare_check! {
    /// Flags a word that stands twice in a row with only white space between.
    ///
    /// A doubled word is the commonest slip of editing (`the the`), and spell checkers pass it.
    /// Words that are rightly doubled pass: `had had`, `that that`, Arabic emphasis and
    /// distribution such as كلا كلا and شيئا فشيئا, and a doubling that the other side has too.
    /// A doubling over a comma is not one (`many, many`). It does not see repeated phrases.
    RepeatedWord,
    "repeated-word", Warning,
    flags: &[
        Example::Both("غادروا البلاد أمس.", "They left the the country yesterday."),
        Example::Both("غادروا غادروا البلاد أمس.", "They left the country yesterday."),
        Example::Alone(Lang::English, "It was in in the north."),
    ],
    passes: &[
        Example::Both("كلا كلا لن نقبل.", "No no, we will not accept."),
        Example::Both("كان قد رآه.", "He had had enough."),
        Example::Both("تغير الوضع شيئا فشيئا.", "The situation changed little by little."),
        Example::Both("عدد كبير جدا جدا.", "A very, very large number."),
    ],
}

/// English words that good prose doubles.
const ENGLISH: &[&str] = &[
    "had", "that", "is", "her", "you", "very", "no", "yes", "bye", "so", "ha", "blah", "hush", "knock",
    "there", "now",
];

/// Arabic words that are doubled for emphasis or to say "each" (folded).
const ARABIC: &[&str] = &[
    "كلا",
    "جدا",
    "لا",
    "نعم",
    "شيئا",
    "رويدا",
    "واحدا",
    "يوما",
    "خطوه",
    "كثيرا",
    "قليلا",
    "مره",
    "هيهات",
    "مهلا",
    "بابا",
    "صفا",
    "دكا",
    "وجها",
    "جنبا",
    "حرفا",
    "كلمه",
    "سطرا",
    "بندا",
    "اثنين",
    "فردا",
    "زوجا",
    "لحظه",
    "بيتا",
    "شبرا",
    "حي",
];

impl Check for RepeatedWord {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let doubled = Lang::ALL.map(|lang| doubled_words(unit, lang));
        let mut findings = Vec::new();
        for (index, lang) in Lang::ALL.into_iter().enumerate() {
            if !doubled[1 - index].is_empty() {
                continue;
            }
            for &(first, second) in &doubled[index] {
                findings.push(finding(unit, lang, first, second));
            }
        }
        findings
    }
}

fn finding(unit: &Unit<'_>, lang: Lang, first: &Token, second: &Token) -> Finding {
    let text = unit.text(lang).map_or("", |text| text.text.as_str());
    let word = first.span.of(text);
    let at = unit.mark(lang, first.span.cover(second.span));
    Finding::new(
        RepeatedWord::META.id,
        RepeatedWord::META.severity,
        at,
        format!("the word “{word}” stands twice"),
    )
    .with_confidence(0.97)
    .with_suggestion(word)
}

/// Neighbouring equal words of one side with white space between that no list excuses.
fn doubled_words<'u>(unit: &'u Unit<'_>, lang: Lang) -> Vec<(&'u Token, &'u Token)> {
    let Some(text) = unit.text(lang) else {
        return Vec::new();
    };
    let excused = match lang {
        Lang::English => ENGLISH,
        Lang::Arabic => ARABIC,
    };
    unit.tokens(lang)
        .windows(2)
        .filter_map(|pair| match pair {
            [first, second] => Some((first, second)),
            _ => None,
        })
        .filter(|(first, second)| first.is_word() && first.folded == second.folded)
        .filter(|(first, second)| {
            let between = Span::new(first.span.end, second.span.start).of(&text.text);
            !between.is_empty() && between.chars().all(char::is_whitespace)
        })
        .filter(|(first, second)| !is_name_like(first, second, &text.text))
        .filter(|(first, _)| !excused.contains(&first.folded.as_str()))
        .collect()
}

/// `Duran Duran`, `New York New York`: both capitalised inside a sentence.
fn is_name_like(first: &Token, second: &Token, text: &str) -> bool {
    let capital = |token: &Token| token.span.of(text).chars().next().is_some_and(char::is_uppercase);
    first.span.start > 0 && capital(first) && capital(second)
}
