//! Arabic as it is spoken and written down: forms of dialects, which are no misspellings.
//!
//! A list of forms of our own making (`dialect.txt`: Iraqi, Levantine, Egyptian, Gulf), and the
//! particles that dialects write together with verbs and nouns: ش and د before a verb (شيسوي,
//! ديروح), هال before a noun, ب, ح and ه of present and future, the ش of negation after it, and
//! the dative pronouns (گلتله). Words are folded before they are looked up.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::lexicon::words::Words;
use crate::text::{Kind, Lang, fold, token};

const LIST: &str = include_str!("dialect.txt");

fn forms() -> &'static HashSet<String> {
    static FORMS: OnceLock<HashSet<String>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let lines = LIST.lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| line.split_once('\t'))
            .flat_map(|(_, forms)| forms.split_whitespace())
            .map(|form| fold::word(form, Lang::Arabic))
            .collect()
    })
}

/// A group of dialects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// Of Iraq.
    Iraqi,
    /// Of Syria, Lebanon, Palestine and Jordan.
    Levantine,
    /// Of Egypt.
    Egyptian,
    /// Of the Gulf and the Arabian peninsula.
    Gulf,
}

impl Dialect {
    /// All of them, in the order of [`Dialect`].
    pub const ALL: [Dialect; 4] = [
        Dialect::Iraqi,
        Dialect::Levantine,
        Dialect::Egyptian,
        Dialect::Gulf,
    ];

    /// Its name in English.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::Iraqi => "Iraqi",
            Dialect::Levantine => "Levantine",
            Dialect::Egyptian => "Egyptian",
            Dialect::Gulf => "Gulf",
        }
    }

    /// Are its negations, questions and particles in the tables of the checks? What hangs on them cannot be
    /// judged in the others.
    pub fn is_known_well(self) -> bool {
        self == Dialect::Iraqi
    }
}

/// Points of a word that one dialect alone has, by how many share it otherwise.
const BY_DIALECTS: [f32; 5] = [0.0, 1.0, 0.3, 0.1, 0.0];
/// Points from which a turn is of a dialect, and how far it must be before the next.
const ENOUGH: f32 = 1.0;
const BEFORE_NEXT: f32 = 1.5;
/// Words of the standard language of this frequency (logarithm) tell nothing.
const STANDARD: f32 = -4.3;

/// The dialect that the words of a turn speak for; none for standard Arabic, and where they leave it open.
pub fn of_turn(text: &str) -> Option<Dialect> {
    let mut points = [0.0_f32; Dialect::ALL.len()];
    for token in token::tokens(text)
        .iter()
        .filter(|token| token.kind == Kind::Arabic)
    {
        let word = fold::word(&token.folded, Lang::Arabic);
        let Some(found) = speaks_for(&word) else {
            continue;
        };
        let count = found.iter().filter(|has| **has).count();
        for (sum, _) in points.iter_mut().zip(found).filter(|(_, has)| **has) {
            *sum += BY_DIALECTS[count];
        }
    }
    let mut order: Vec<(f32, Dialect)> = points.into_iter().zip(Dialect::ALL).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (best, next) = (order[0], order[1]);
    (best.0 >= ENOUGH && best.0 >= BEFORE_NEXT * next.0).then_some(best.1)
}

/// Which dialects list the word, or the word without a clitic; none for words of the standard language.
fn speaks_for(word: &str) -> Option<&'static [bool; 4]> {
    static BY_FORM: OnceLock<HashMap<String, [bool; 4]>> = OnceLock::new();
    let by_form = BY_FORM.get_or_init(|| {
        let mut by_form: HashMap<String, [bool; 4]> = HashMap::new();
        for (name, forms) in LIST.lines().filter_map(|line| line.split_once('\t')) {
            let Some(at) = Dialect::ALL
                .iter()
                .position(|dialect| dialect.name().eq_ignore_ascii_case(name))
            else {
                continue;
            };
            for form in forms.split_whitespace() {
                by_form.entry(fold::word(form, Lang::Arabic)).or_default()[at] = true;
            }
        }
        by_form.retain(|form, _| {
            let frequency = Words::embedded().log10_frequency(Lang::Arabic, form);
            frequency.is_none_or(|log10| log10 < STANDARD)
        });
        by_form
    });
    CLITICS
        .iter()
        .filter_map(|clitic| word.strip_prefix(clitic))
        .find_map(|stem| by_form.get(stem))
}

/// Clitics before a dialect form.
const CLITICS: &[&str] = &["", "و", "ف", "ب", "ل", "ع", "وب", "ول"];
/// What stands before verbs of dialects, and what verbs begin with after it.
const PARTICLES: &[&str] = &["ش", "د", "ب", "ح", "ه", "م", "عم", "راح", "رح", "دا", "شد", "ما"];
const PERSONS: [char; 4] = ['ي', 'ت', 'ن', 'ا'];
/// What stands after verbs of dialects.
const ENDINGS: &[&str] = &[
    "", "ش", "له", "لها", "لهم", "لي", "لك", "لنا", "لكم", "هاش", "وش", "ناش", "لهه", "كو", "وله", "ولي",
    "ولنا",
];

/// Is the word a dialect's? `written` may have clitics and marks.
pub fn is_dialect(written: &str) -> bool {
    let folded = fold::word(written, Lang::Arabic);
    let stems = || CLITICS.iter().filter_map(|clitic| folded.strip_prefix(clitic));
    has_letter_of_speech(&folded)
        || stems().any(|stem| forms().contains(stem))
        || stems().any(is_verb)
        || stems().any(has_short_article)
        || stems().any(has_spoken_ending)
}

/// Is the word written by its sound in a dialect: ت for ث, د for ذ, ز for ذ, ي for a hamza, a final hamza
/// left out (التالت, هادا, عيلة, شتا)?
pub fn is_spoken_spelling(written: &str) -> bool {
    const SOUNDS: &[(char, char)] = &[
        ('ت', 'ث'),
        ('د', 'ذ'),
        ('ز', 'ذ'),
        ('ض', 'ظ'),
        ('ز', 'ظ'),
        ('ي', 'ئ'),
        ('س', 'ث'),
        ('ء', 'ق'),
    ];
    let folded = fold::word(written, Lang::Arabic);
    let swapped = SOUNDS
        .iter()
        .filter(|(sound, _)| folded.contains(*sound))
        .flat_map(|(sound, letter)| {
            let all = folded.replace(*sound, &letter.to_string());
            let last = folded
                .rsplit_once(*sound)
                .map(|(one, two)| format!("{one}{letter}{two}"));
            let first = folded.replacen(*sound, &letter.to_string(), 1);
            [Some(all), last, Some(first)].into_iter().flatten()
        });
    let with_hamza = folded.ends_with('ا').then(|| format!("{folded}ء"));
    let words = Words::embedded();
    let is_frequent = |word: &String| {
        let stems = ["", "و", "ب", "ل", "ف"]
            .iter()
            .filter_map(|clitic| word.strip_prefix(clitic));
        stems
            .filter(|stem| stem.chars().count() >= 3)
            .filter_map(|stem| words.log10_frequency(Lang::Arabic, stem))
            .any(|log10| log10 > SPOKEN)
    };
    folded.chars().count() >= 3 && swapped.chain(with_hamza).any(|word| is_frequent(&word))
}

/// log10 of the frequency from which a form is the one that a dialect spells by its sound.
const SPOKEN: f32 = -5.0;

/// Letters that Arabic dialects borrow for their own sounds.
fn has_letter_of_speech(folded: &str) -> bool {
    folded.contains(['چ', 'گ', 'پ', 'ژ', 'ڤ', 'ڨ'])
}

/// The future in ه or ح on a first person (هقول), and و for ه behind a noun or a verb (وقتو), چ and ن
/// for pronouns of the Levant and the Gulf.
fn has_spoken_ending(word: &str) -> bool {
    let future = word
        .strip_prefix(['ه', 'ح'])
        .filter(|rest| rest.chars().count() >= 3)
        .is_some_and(|rest| is_common(&format!("ا{rest}")) && !is_common(rest));
    let pronoun = word
        .strip_suffix('و')
        .filter(|stem| stem.chars().count() >= 3)
        .is_some_and(|stem| is_common(stem) && (is_common(&format!("{stem}ه")) || stem.chars().count() >= 4));
    future || pronoun
}

/// A particle or an ending of dialects on a verb that the word list has.
fn is_verb(word: &str) -> bool {
    let begun = PARTICLES
        .iter()
        .filter_map(|particle| word.strip_prefix(particle));
    let present = begun
        .filter(|rest| rest.starts_with(PERSONS))
        .flat_map(|rest| ENDINGS.iter().filter_map(move |ending| rest.strip_suffix(ending)));
    let ended = ENDINGS[1..].iter().filter_map(|ending| word.strip_suffix(ending));
    present
        .chain(ended.filter(|stem| stem.chars().count() >= 4))
        .any(is_common)
}

/// `هال` before a noun (هالبلد).
fn has_short_article(word: &str) -> bool {
    word.strip_prefix("هال")
        .or(word.strip_prefix("عال"))
        .is_some_and(is_common)
}

/// Does the word list have it as a form of some frequency?
fn is_common(stem: &str) -> bool {
    const FREQUENT: f32 = -5.6;
    stem.chars().count() >= 3
        && Words::embedded()
            .log10_frequency(Lang::Arabic, stem)
            .is_some_and(|log10| log10 > FREQUENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_four_dialects_are_known() {
        for word in [
            "ماكو",
            "أكو",
            "محد",
            "شلون",
            "هواية",
            "وشلونكم",
            "هسه",
            "شيسوي",
            "شتريد",
            "ديروح",
            "هالبلد",
            "بدنا",
            "هلأ",
            "بيقولوا",
            "عايزين",
            "النهاردة",
            "دلوقتي",
            "معرفش",
            "وش",
            "ابغى",
            "الحين",
            "وايد",
        ] {
            assert!(is_dialect(word), "{word}");
        }
    }

    #[test]
    fn spellings_by_the_sound_are_known() {
        for word in ["التالت", "والتاني", "الشتا", "تلات"] {
            assert!(is_spoken_spelling(word), "{word}");
        }
        for word in ["يومچ", "وقتو", "گبل"] {
            assert!(is_dialect(word), "{word}");
        }
        for word in ["الحكوممة", "المدررسة", "اتلاريخ"] {
            assert!(!is_spoken_spelling(word), "{word}");
        }
    }

    #[test]
    fn the_dialect_of_a_turn_is_told_by_its_words() {
        for (text, expected) in [
            ("ماكو ماي، شلون نعيش؟", Some(Dialect::Iraqi)),
            ("هسه شكد تريد؟ هواي.", Some(Dialect::Iraqi)),
            ("انت عايز ايه دلوقتي؟", Some(Dialect::Egyptian)),
            ("هلأ شو بدك؟", Some(Dialect::Levantine)),
            ("الحين وش تبي؟", Some(Dialect::Gulf)),
            ("أغلقت الحكومة المنافذ أمس.", None),
            ("نعم.", None),
            ("", None),
        ] {
            assert_eq!(of_turn(text), expected, "{text}");
        }
    }

    #[test]
    fn slips_are_no_dialect() {
        for word in ["الحكوممة", "المدررسة", "اتلاريخ", "نهااية", "الرسابة"]
        {
            assert!(!is_dialect(word), "{word}");
        }
    }

    #[test]
    fn the_list_has_forms_of_each_dialect() {
        for dialect in ["iraqi", "levantine", "egyptian", "gulf"] {
            let lines = LIST.lines().filter_map(|line| line.split_once('\t'));
            let forms = lines.filter(|(name, _)| *name == dialect);
            let count: usize = forms.map(|(_, forms)| forms.split_whitespace().count()).sum();
            assert!(count >= 80, "{dialect}: {count}");
        }
    }
}
