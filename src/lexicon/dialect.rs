//! Arabic as it is spoken and written down: forms of dialects, which are no misspellings.
//!
//! A list of forms of our own making (`dialect.txt`: Iraqi, Levantine, Egyptian, Gulf), and the
//! particles that dialects write together with verbs and nouns: ش and د before a verb (شيسوي,
//! ديروح), هال before a noun, ب, ح and ه of present and future, the ش of negation after it, and
//! the dative pronouns (گلتله). Words are folded before they are looked up.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::lexicon::words::Words;
use crate::text::{Lang, fold};

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
        for word in ["يومچ", "هقول", "وقتو", "گبل"] {
            assert!(is_dialect(word), "{word}");
        }
        for word in ["الحكوممة", "المدررسة", "اتلاريخ"] {
            assert!(!is_spoken_spelling(word), "{word}");
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
