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
    stems().any(|stem| forms().contains(stem)) || stems().any(is_verb) || stems().any(has_short_article)
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
