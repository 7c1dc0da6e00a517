//! Bounds after Latin words: abbreviations, initials, `left.The`.
//!
//! The tables are our own (CLDR's suppressions lack `Dr.` and hold `Do.`); each says what its words
//! have in common. Case matters: `gen.` is no title.

use crate::segment::bound::{Next, Tail};
use crate::text::digits;
use crate::text::script::is_arabic_letter;

/// Always before a name or a word of the same sentence.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Messrs", "Mx", "Dr", "Drs", "Prof", "Rev", "Fr", "Hon", "Gov", "Sen", "Sens", "Rep",
    "Reps", "Pres", "Gen", "Lt", "Col", "Maj", "Capt", "Cpt", "Sgt", "Cpl", "Pvt", "Adm", "Cmdr", "Brig",
    "Cdr", "Det", "Insp", "Supt", "Amb", "Eng", "Sh", "Mt", "Ft", "St", "Ste", "vs", "v", "viz", "cf", "al",
    "approx", "est", "dept", "Dept", "Fig", "Figs", "fig", "figs", "Nos", "nos", "vol", "Vol", "pp", "Sect",
    "Eq",
];

/// Before a number only; elsewhere the word may end a sentence.
const BEFORE_NUMBER: &[&str] = &[
    "No", "no", "Art", "art", "Sec", "sec", "Ch", "ch", "p", "para", "ca", "c", "Op", "op", "Ex", "Jan",
    "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
];

/// May end a sentence: it does when a word follows that begins sentences.
const OPEN: &[&str] = &[
    "Inc", "Ltd", "Co", "Corp", "Cos", "Bros", "Jr", "Sr", "Esq", "Ph.D", "etc", "Ave", "Rd", "Blvd", "Bldg",
    "Univ", "Assn", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Kan", "Ky", "Md",
    "Mich", "Minn", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Va", "Vt", "Wis", "Wyo", "min", "hr",
    "hrs", "ft", "lb", "lbs", "oz", "mi", "km",
];

/// Words that with a capital begin a sentence far more often than a name.
const STARTERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "By",
    "For",
    "From",
    "To",
    "With",
    "Of",
    "As",
    "He",
    "She",
    "It",
    "They",
    "We",
    "I",
    "You",
    "But",
    "And",
    "Or",
    "So",
    "Yet",
    "Then",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "Here",
    "His",
    "Her",
    "Its",
    "Their",
    "Our",
    "My",
    "Your",
    "If",
    "When",
    "While",
    "After",
    "Before",
    "Since",
    "Because",
    "Although",
    "Though",
    "However",
    "Meanwhile",
    "Now",
    "Not",
    "No",
    "Yes",
    "What",
    "Who",
    "Why",
    "How",
    "Where",
    "Which",
    "Some",
    "Many",
    "Most",
    "All",
    "Both",
    "Each",
    "One",
    "Two",
    "Three",
    "Another",
    "Other",
    "Others",
    "Once",
    "Until",
    "Under",
    "Over",
    "Despite",
    "Today",
    "Yesterday",
    "Earlier",
    "Later",
    "Last",
    "Even",
    "Only",
    "Also",
    "According",
    "During",
    "Do",
    "Did",
    "Is",
    "Was",
];

/// Does a full stop after a Latin word end the sentence?
pub(super) fn stop_holds(left: &str, tail: &Tail<'_>, next: &Next<'_>) -> bool {
    let word = tail.word;
    let head = next.word.split(['\'', '’']).next().unwrap_or(next.word);
    let other_script = head.starts_with(is_arabic_letter);
    let starts = STARTERS.contains(&head) || matches!(head, "Mr" | "Mrs" | "Ms" | "Dr") || other_script;
    let in_lower = tail.before.starts_with(char::is_lowercase);
    if TITLES.contains(&word) || matches!(word, "e.g" | "i.e" | "E.g" | "I.e" | "eg" | "ie") {
        return false;
    }
    if BEFORE_NUMBER.contains(&word) {
        return !next.word.starts_with(digits::is_digit);
    }
    if is_initial(word) {
        // "vitamin C. The …" ends, "George W. Bush" and "A. The point" do not.
        let first = left.trim_start().len() <= word.len() + 3;
        return starts && (in_lower || other_script) && !first;
    }
    if is_dotted(word) || OPEN.contains(&word) {
        return starts;
    }
    true
}

/// One capital letter.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none() && word != "I"
}

/// Letters with full stops between: `U.S`, `p.m`, `J.K`.
fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

/// Places where a full stop is followed at once by a word that begins sentences: `left.The`.
pub(super) fn glued_bounds(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for (dot, _) in text.match_indices('.') {
        let lower = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
        if dot < 3 || !(lower(dot - 1) && lower(dot - 2) && lower(dot - 3)) {
            continue;
        }
        let rest = &bytes[dot + 1..];
        let length = rest
            .iter()
            .take(12)
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let word = text.get(dot + 1..dot + 1 + length).unwrap_or("");
        if STARTERS.contains(&word)
            && rest
                .get(length)
                .is_some_and(|&after| after == b' ' || after == b',')
        {
            found.push(dot + 1);
        }
    }
    found
}
