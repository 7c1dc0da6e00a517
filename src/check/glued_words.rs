//! Two words run together.

use crate::bitext::Finding;
use crate::check::form::{Look, Spot};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check, form};
use crate::lexicon::Words;
use crate::lexicon::orthography;
use crate::lexicon::words::How;
use crate::text::script::{TATWEEL, is_arabic_letter, is_harakah};
use crate::text::{Kind, Lang, Span, Token, fold};

declare_check! {
    /// Flags two Arabic words without a space between.
    ///
    /// Run-together words (المساهمةبالتزامات) are missed by readers' search and by every word
    /// list. Two signs are certain: a letter that only ends words (ة, ى) or a tanwin on alif,
    /// followed by another letter. Beyond that an unknown word is split where both parts are
    /// common words and the second is a particle (على, الذي), or has the article after a letter
    /// that does not join or a particle (أحرارالعراق, منالممكن), and an Arabic word is parted from a Latin one
    /// unless it is a clitic. The suggestion is the two
    /// words. Not flagged: known words, names, and what prefixes and endings explain. It does not
    /// see English words run together; those are misspellings.
    GluedWords,
    "glued-words", Warning,
    flags: &[
        Example::Both("أكد المساهمةبالتزامات جديدة.", "He confirmed the contribution with new commitments."),
        Example::Both("كان معروفًاباسم أبي علي.", "He was known as Abu Ali."),
        Example::Alone(Lang::Arabic, "ذهب إلىالمدرسة"),
        Example::Alone(Lang::Arabic, "الحكومةالعراقية ترفض"),
        Example::Alone(Lang::Arabic, "كان ذلك منالممكن أمس"),
        Example::Alone(Lang::Arabic, "شركةMicrosoft الأمريكية"),
    ],
    passes: &[
        Example::Both("أكد المساهمة بالتزامات جديدة.", "He confirmed the contribution with new commitments."),
        Example::Alone(Lang::Arabic, "فسيكفيكهم وبالمستشفيات والاستراتيجيات"),
        Example::Alone(Lang::Arabic, "قاسم مصلح في الأنبار"),
        Example::Alone(Lang::Arabic, "نظام الـHTTP وWord والAPIات"),
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

/// Words that are seen glued before a word with the article, as they are written; their last letter
/// may join.
const LEADING: &[&str] = &[
    "من",
    "عن",
    "في",
    "على",
    "إلى",
    "أن",
    "إن",
    "لأن",
    "لكن",
    "بأن",
    "فإن",
    "وأن",
    "وإن",
    "كأن",
    "لن",
    "كان",
    "كانت",
    "بين",
    "حين",
    "دون",
    "ضمن",
    "لدن",
    "ومن",
    "وعن",
    "وفي",
    "وعلى",
    "وإلى",
    "وكان",
    "وبين",
    "ودون",
    "هذا",
    "هذه",
    "تلك",
    "ذلك",
    "بعد",
    "قبل",
    "مع",
    "كل",
    "عند",
    "حول",
    "خلال",
    "أثناء",
    "جميع",
    "بعض",
    "غير",
    "حيث",
];

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
    let mut spots = with_latin(look);
    let glued = words.filter_map(|token| {
        let word = token.span.of(look.text);
        if orthography::impossible(word).is_some() {
            return None;
        }
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
    });
    spots.extend(glued);
    spots.sort_by_key(|spot| spot.span);
    spots
}

/// Arabic words of one letter and the article, which Latin words take before them, and endings that
/// they take behind.
const BEFORE_LATIN: &[&str] = &[
    "و", "ف", "ب", "ل", "ك", "ال", "لل", "وال", "بال", "فال", "كال", "ول", "وب", "ولل", "وبال", "س", "ا",
];
const AFTER_LATIN: &[&str] = &[
    "ي", "ية", "ات", "ين", "ون", "يا", "ه", "ها", "هم", "نا", "ك", "يين", "يون",
];

/// An Arabic word and a Latin one without a space between.
fn with_latin(look: Look<'_>) -> Vec<Spot> {
    let pairs = look.tokens.windows(2);
    pairs
        .filter_map(|pair| {
            let [first, second] = pair else { return None };
            let (one, two) = (first.span.of(look.text), second.span.of(look.text));
            let latin = |token: &Token| token.kind == Kind::Latin && token.folded.chars().count() >= 2;
            let is_glued = first.span.end == second.span.start
                && match (first.kind, second.kind) {
                    (Kind::Arabic, Kind::Latin) => {
                        latin(second) && !BEFORE_LATIN.contains(&fold::bare(one).as_str())
                    }
                    (Kind::Latin, Kind::Arabic) => {
                        latin(first) && !AFTER_LATIN.contains(&fold::bare(two).as_str())
                    }
                    _ => false,
                };
            // A mark of tatweel joins on purpose (الـHTTP).
            let is_joined = one.ends_with(TATWEEL) || two.starts_with(TATWEEL);
            (is_glued && !is_joined).then(|| {
                Spot::new(
                    Span::new(first.span.start, second.span.end),
                    "an Arabic and a Latin word run together",
                )
                .with_suggestion(format!("{one} {two}"))
                .with_confidence(0.8)
            })
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
    let is_listed = |part: &str| words.find(Lang::Arabic, part).is_some();
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
        // A gap is forgotten where the letter before it does not join the next one anyway, and after
        // ن and ة, which close words.
        let is_open = first.ends_with(['ا', 'د', 'ذ', 'ر', 'ز', 'و', 'ء', 'ن', 'ة', 'ى']);
        let leads = LEADING.contains(&fold::bare(first).as_str());
        let has_article = (is_open || leads)
            && tail
                .strip_prefix("ال")
                .is_some_and(|rest| rest.chars().count() >= if leads { 3 } else { 4 });
        // ن closes many words that the lists have under endings alone.
        let is_first = is_known(first) || first.ends_with('ن') && letters >= 4 && is_listed(first);
        letters >= if leads { 2 } else { 3 }
            && (PARTICLES.contains(&tail.as_str()) || has_article)
            && is_first
            && (is_known(second) || has_article && is_listed(second))
    });
    cuts.next_back()
}

/// log10 of the probability above which a word is common enough to be seen glued.
const COMMON: f32 = -5.3;
