//! Arabic letters in forms that cannot stand, or that nobody writes so: ى inside a word, ة twice,
//! the article twice; hamza left out or put on hamzat wasl, ى for ي and ه for ة at the end.
//!
//! Folding makes these forms equal, so the word list alone does not see them. What cannot be
//! Arabic is [`impossible`]. What is only unusual ([`unusual`]) is told by frequency: of the listed
//! forms that fold alike the written one must be much rarer than another. Two words that differ
//! by such a letter (أمن and آمن, أن and إن, the imperative اعمل and أعمل) pass. The lists hold what
//! people write, slips among it, so the gap is wide: on 17,000 forms of printed texts one in a hundred
//! is told, nearly all of them slips.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::lexicon::words::Words;
use crate::text::{Lang, fold};

/// Which letter of a word has an unusual form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Letter {
    /// A hamza on an alef that has none, or an alef that lacks it.
    Hamza,
    /// ى for ي, or the other way round, at the end.
    FinalYa,
    /// ه for ة at the end.
    FinalTa,
    /// A second alef behind alef and hamza.
    SecondAlef,
}

/// A word that is usually written otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusual {
    /// The letter.
    pub letter: Letter,
    /// The usual form.
    pub right: String,
}

/// How much more frequent the usual form must be, in log10.
const HAMZA: f32 = 0.7;
const HAMZA_ABOVE: f32 = 1.7;
const TA: f32 = 0.7;
const TA_OR_PRONOUN: f32 = 2.0;
const YA: f32 = 2.0;
/// log10 of the frequency of a form that the lists lack, and the least of a usual form.
const ABSENT: f32 = -6.8;
const USUAL: f32 = -6.1;
/// log10 of the frequency from which a form is an everyday word.
const COMMON: f32 = -5.3;
/// Letters of a word from which its frequency is believed.
const SHORTEST: usize = 4;
/// Letters of a stem that is looked up without its clitics and endings.
const STEM: usize = 4;

const CLITICS: &[&str] = &["", "و", "ف", "ب", "ل", "ك", "وب", "ول", "س", "وس"];
const ARTICLES: &[&str] = &[
    "ال", "وال", "بال", "كال", "فال", "لل", "ولل", "وبال", "فلل", "فبال",
];
const PRONOUNS: &[&str] = &["ها", "هم", "هما", "هن", "نا", "كم", "ه", "ك", "ي"];
/// Verbs in اء of which two people can be said: their second alef is right.
const VERBS: &[&str] = &[
    "جاء",
    "شاء",
    "ساء",
    "باء",
    "فاء",
    "ناء",
    "ضاء",
    "أضاء",
    "أساء",
    "استاء",
    "فاءت",
];
/// Beginnings that are written with and without a hamza.
const BOTH_WAYS: &[&str] = &["إستراتيج", "إنفلونزا", "إسطنبول", "إسكندري", "إثنين", "إسكتلند"];

fn is_ya(c: char) -> bool {
    matches!(c, 'ى' | 'ی')
}

/// log10 of the frequency of the commonest form that folds alike.
fn log10(form: &str) -> Option<f32> {
    let alike = Words::embedded().alike(Lang::Arabic, form);
    alike.first().map(|(_, log10)| *log10)
}

fn is_common(form: &str) -> bool {
    log10(form).is_some_and(|log10| log10 > COMMON)
}

/// The word that was meant by one that cannot be Arabic: with ى or Farsi ya where only ي can
/// stand, with ة before an ending or twice, with the article twice. None where the word may be two
/// that run together, or where no known word comes of it.
pub fn impossible(written: &str) -> Option<String> {
    let bare = fold::bare(written);
    inner_ya(&bare)
        .or_else(|| inner_ta(&bare))
        .or_else(|| doubled_article(&bare))
}

/// Is the letter at this place, ى or ة, the end of one of two words that run together?
fn ends_word(first: &str, rest: &str) -> bool {
    let words = Words::embedded();
    let is_word = |form: &str| {
        let alike = words.alike(Lang::Arabic, &fold::word(form, Lang::Arabic));
        alike
            .iter()
            .any(|(other, log10)| other == form && *log10 > COMMON)
    };
    rest.chars().count() >= 3 && is_word(first) && words.find(Lang::Arabic, rest).is_some()
}

fn inner_ya(bare: &str) -> Option<String> {
    let last = bare.char_indices().next_back()?.0;
    // A Farsi ya is told as a Persian letter.
    let mut inner = bare[..last].char_indices().filter(|&(_, c)| c == 'ى');
    let (at, ya) = inner.next()?;
    let after = at + ya.len_utf8();
    if ends_word(&bare[..after], &bare[after..]) {
        return None;
    }
    let right: String = bare
        .char_indices()
        .map(|(at, c)| if at < last && is_ya(c) { 'ي' } else { c })
        .collect();
    let is_known = || Words::embedded().find(Lang::Arabic, &right).is_some();
    (right.chars().count() >= 3 && is_known()).then_some(right)
}

fn inner_ta(bare: &str) -> Option<String> {
    let (stem, rest) = bare.split_once('ة')?;
    let noun = format!("{stem}ة");
    let is_known = || Words::embedded().find(Lang::Arabic, &noun).is_some();
    if stem.chars().count() < 2 || rest.is_empty() || !is_known() {
        return None;
    }
    if rest == "ة" {
        return Some(noun);
    }
    let has_article = ARTICLES.iter().any(|article| stem.starts_with(article));
    (PRONOUNS.contains(&rest) && !has_article).then(|| format!("{stem}ت{rest}"))
}

/// The article before itself (الالحكومة), or whole after ل (لالحكومة).
fn doubled_article(bare: &str) -> Option<String> {
    const BEFORE: &[(&str, &str)] = &[
        ("الال", "ال"),
        ("والال", "وال"),
        ("بالال", "بال"),
        ("للال", "لل"),
        ("لالال", "لل"),
        ("لال", "لل"),
        ("ولال", "ولل"),
        ("الل", "ال"),
        ("والل", "وال"),
        ("بالل", "بال"),
    ];
    let folded = fold::word(bare, Lang::Arabic);
    if log10(&folded).is_some() {
        return None;
    }
    BEFORE.iter().find_map(|(twice, once)| {
        let rest = bare.strip_prefix(twice)?;
        let whole = format!("ال{rest}");
        // A word may begin with ال by itself (الالتزام): then the rest alone is none.
        let is_noun = rest.chars().count() >= 3 && is_common(&whole) && log10(rest).is_some();
        // A word may begin with ل by itself (اللجنة).
        let is_noun = is_noun && (!twice.ends_with("الل") || log10(&format!("ل{rest}")).is_none());
        is_noun.then(|| format!("{once}{rest}"))
    })
}

fn listed() -> &'static HashMap<&'static str, &'static str> {
    static LISTED: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    LISTED.get_or_init(|| {
        let lines = include_str!("orthography.tsv").lines();
        lines
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .collect()
    })
}

/// The usual form of a word that is written with an unusual form of a letter; none when it is
/// written as usual, or when both forms are words.
pub fn unusual(written: &str) -> Option<Unusual> {
    let bare = fold::bare(written);
    second_alef(&bare)
        .or_else(|| short_word(&bare))
        .or_else(|| by_frequency(&bare))
}

fn second_alef(bare: &str) -> Option<Unusual> {
    let right = bare.strip_suffix('ا').filter(|stem| stem.ends_with("اء"))?;
    let stem = right.trim_start_matches(['و', 'ف']);
    let is_verb = VERBS.contains(&right) || VERBS.contains(&stem);
    (right.chars().count() >= 4 && !is_verb && log10(right).is_some()).then(|| Unusual {
        letter: Letter::SecondAlef,
        right: right.to_owned(),
    })
}

fn short_word(bare: &str) -> Option<Unusual> {
    let (clitic, right) = ["", "و", "ف"].iter().find_map(|clitic| {
        let stem = bare.strip_prefix(clitic)?;
        let right = listed().get(stem)?;
        // فان and واحد are words by themselves.
        let is_free = clitic.is_empty() || !is_common_itself(bare);
        is_free.then_some((clitic, right))
    })?;
    let right = format!("{clitic}{right}");
    let letter = if right.ends_with(['ي', 'ى'])
        && bare.ends_with(['ى', 'ي'])
        && right.chars().last() != bare.chars().last()
    {
        Letter::FinalYa
    } else {
        Letter::Hamza
    };
    Some(Unusual { letter, right })
}

/// Do the lists have the very form as an everyday word?
fn is_common_itself(form: &str) -> bool {
    let alike = Words::embedded().alike(Lang::Arabic, &fold::word(form, Lang::Arabic));
    alike
        .iter()
        .any(|(other, log10)| other == form && *log10 > COMMON)
}

/// The stem of a word as the lists have it, with what stands before and behind it.
struct Stem<'w> {
    before: &'w str,
    form: &'w str,
    after: &'w str,
    alike: Vec<(String, f32)>,
}

/// The longest part of the word of which the lists have forms.
fn stem(bare: &str) -> Option<Stem<'_>> {
    let words = Words::embedded();
    let prefixes = || CLITICS.iter().chain(ARTICLES);
    let mut cuts = prefixes().flat_map(|before| {
        let endings = std::iter::once(&"").chain(PRONOUNS);
        endings.map(move |after| (*before, *after))
    });
    cuts.find_map(|(before, after)| {
        let form = bare.strip_prefix(before)?.strip_suffix(after)?;
        let is_whole = before.is_empty() && after.is_empty();
        let letters = form.chars().count();
        if letters < if is_whole { SHORTEST } else { STEM } {
            return None;
        }
        let alike = words.alike(Lang::Arabic, &fold::word(form, Lang::Arabic));
        (!alike.is_empty()).then_some(Stem {
            before,
            form,
            after,
            alike,
        })
    })
}

fn by_frequency(bare: &str) -> Option<Unusual> {
    let is_open = |c: char| matches!(c, 'ا' | 'أ' | 'إ' | 'ى' | 'ي' | 'ه');
    if !bare.contains(is_open) || BOTH_WAYS.iter().any(|word| bare.contains(word)) {
        return None;
    }
    let stem = stem(bare)?;
    let (best, most) = stem.alike.first()?;
    if best == stem.form || *most < USUAL && !stem.form.contains("إست") || bare.chars().count() < SHORTEST
    {
        return None;
    }
    let own = stem.alike.iter().find(|(form, _)| form == stem.form);
    let gap = most - own.map_or(ABSENT, |(_, log10)| *log10);
    // No word begins with إست or إنت and the like but a few, which are listed so.
    let is_tenth =
        stem.form.starts_with("إست") || stem.form.starts_with("الإست") || stem.form.starts_with("لإست");
    let gap = if is_tenth && best.contains("است") {
        gap.max(HAMZA)
    } else {
        gap
    };
    let letter = changed(&stem, best, gap)?;
    Some(Unusual {
        letter,
        right: format!("{}{best}{}", stem.before, stem.after),
    })
}

/// The letter in which the usual form differs, when the gap is wide enough for it; none when
/// they differ in more, or in a letter that makes another word.
fn changed(stem: &Stem<'_>, best: &str, gap: f32) -> Option<Letter> {
    let own: Vec<char> = stem.form.chars().collect();
    let usual: Vec<char> = best.chars().collect();
    let mut places = (0..own.len().max(usual.len())).filter(|&at| own.get(at) != usual.get(at));
    let (place, other) = (places.next()?, places.next());
    if own.len() != usual.len() || other.is_some() {
        return None;
    }
    let has_article = ARTICLES.contains(&stem.before);
    let article = ARTICLES.iter().find(|article| stem.form.starts_with(**article));
    let first = if has_article {
        0
    } else {
        article.map_or(0, |article| article.chars().count())
    };
    let begins = place == 0
        || place == first
        || place == 1
            && matches!(own[0], 'و' | 'ف' | 'ب' | 'ل' | 'ك')
            && stem.before.is_empty()
            && own.len() > STEM + 1;
    let ends = place + 1 == own.len() && stem.after.is_empty();
    let (letter, need) = match (own[place], usual[place]) {
        ('ا', 'أ' | 'إ') | ('إ', 'ا') if begins => (Letter::Hamza, HAMZA),
        ('أ', 'ا') if begins => (Letter::Hamza, HAMZA_ABOVE),
        ('ى', 'ي') | ('ي', 'ى') if ends => (Letter::FinalYa, YA),
        ('ه', 'ة') if ends && (has_article || article.is_some()) => (Letter::FinalTa, TA),
        ('ه', 'ة') if ends => (Letter::FinalTa, TA_OR_PRONOUN),
        _ => return None,
    };
    (gap >= need).then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_arabic_leads_to_the_word() {
        for (written, right) in [
            ("الوزىر", "الوزير"),
            ("ىعود", "يعود"),
            ("المدىنة", "المدينة"),
            ("الحكومةة", "الحكومة"),
            ("مدرسةها", "مدرستها"),
            ("الالحكومة", "الحكومة"),
            ("لالحكومة", "للحكومة"),
        ] {
            assert_eq!(impossible(written).as_deref(), Some(right), "{written}");
        }
        for written in [
            "الالتزام",
            "إلىالمدرسة",
            "هدىً",
            "الذى",
            "على",
            "الالعاب",
            "لالتزام",
            "المساهمةبالتزامات",
            "الحكومة",
        ] {
            assert_eq!(impossible(written), None, "{written}");
        }
    }

    #[test]
    fn unusual_letters_lead_to_the_usual_form() {
        for (written, right) in [
            ("إقتراح", "اقتراح"),
            ("إستقبل", "استقبل"),
            ("الإجتماع", "الاجتماع"),
            ("بإستخدام", "باستخدام"),
            ("انشاء", "إنشاء"),
            ("الى", "إلى"),
            ("اذا", "إذا"),
            ("والانظار", "والأنظار"),
            ("بناءا", "بناء"),
            ("فى", "في"),
            ("الحكومه", "الحكومة"),
            ("إبن", "ابن"),
        ] {
            let found = unusual(written).map(|found| found.right);
            assert_eq!(found.as_deref(), Some(right), "{written}");
        }
    }

    #[test]
    fn two_words_that_differ_by_a_hamza_pass() {
        for written in [
            "إستونيا",
            "وإسبانيا",
            "جزءا",
            "جاءا",
            "كان",
            "كانت",
            "واحد",
            "اعمل",
            "آمن",
            "علي",
            "إن",
            "الكلى",
            "الإستراتيجية",
            "تفشى",
            "يوصى",
            "إعداد",
            "أعداد",
            "وحده",
            "كتابه",
            "أستخدم",
            "إليها",
            "الله",
            "مياه",
        ] {
            assert_eq!(unusual(written), None, "{written}");
        }
    }
}
