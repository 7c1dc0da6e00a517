//! Speech tags: `“Is it open?” Salma asked`, `«متى نعود؟» همس الطفل`. They belong to their quotation.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::text::script::{is_arabic_letter, is_latin_letter};
use crate::text::{Lang, fold};

/// Words of a name, title included, that may stand before the verb.
const LONGEST_NAME: usize = 4;

/// Words that begin a new sentence behind a quotation, whatever verb follows (folded).
const STARTERS: &str =
    "ثم لكن بعدها بعد عندها حينها وعندها وبعدها فجاه هكذا لم لا لن ما هل قد لقد كان كانت هنا هناك بينما";

/// Does this text, which follows a quotation, say who spoke it?
pub(super) fn is_tag(text: &str) -> bool {
    let bare = |word: &'_ str| fold::word(word.trim_matches(|c: char| !c.is_alphanumeric()), Lang::English);
    let mut words = text.split_whitespace().take(LONGEST_NAME + 1);
    let Some(first) = words.next() else {
        return false;
    };
    if first.starts_with(is_latin_letter) {
        // Name after name up to the verb: `Salma asked`, `Dr. Okafor replied`.
        let mut is_named = is_name(first);
        return words.any(|word| {
            let tagged = is_named && is_saying(&bare(word));
            is_named &= is_name(word);
            tagged
        });
    }
    let folded = |word: &str| fold::word(word.trim_matches(|c: char| !c.is_alphanumeric()), Lang::Arabic);
    if is_saying(&folded(first)) {
        return true;
    }
    let is_starter = STARTERS.split_whitespace().any(|word| word == folded(first));
    let joined = first.starts_with(['و', 'ف']);
    !is_starter
        && !joined
        && first.starts_with(is_arabic_letter)
        && words
            .take(2)
            .any(|word| word.starts_with(is_arabic_letter) && is_saying(&folded(word)))
}

/// Is it written as a name or a title, or a pronoun that begins with a capital?
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !word.ends_with([',', ';', ':', '!', '?'])
}

/// Is the folded word a verb of saying?
fn is_saying(word: &str) -> bool {
    static FORMS: OnceLock<HashSet<String>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        let mut forms = HashSet::new();
        for line in include_str!("saying.tsv").lines() {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["en", words] => forms.extend(words.split(' ').map(str::to_owned)),
                ["ar", perfect, present] => {
                    forms.extend(["", "ت", "وا", "ن"].map(|ending| format!("{perfect}{ending}")));
                    forms.insert(present.to_owned());
                    if let Some(stem) = present.strip_prefix('ي') {
                        forms.extend(["ت", "ا", "ن"].map(|person| format!("{person}{stem}")));
                        forms.extend(["ون", "ان"].map(|ending| format!("{present}{ending}")));
                    }
                }
                _ => {}
            }
        }
        forms
    });
    forms.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_sentences() {
        for text in [
            "Salma asked.",
            "Dr. Okafor replied, and left.",
            "He said.",
            "همس الطفل.",
            "تتساءل أم علي.",
            "الطفل سأل أمه.",
        ] {
            assert!(is_tag(text), "{text}");
        }
        for text in [
            "Salma left the room.",
            "The door closed.",
            "The old man who had asked left.",
            "ثم سأل الطفل.",
            "وقال إنه عاد.",
            "لم يجب أحد.",
            "",
        ] {
            assert!(!is_tag(text), "{text}");
        }
    }
}
