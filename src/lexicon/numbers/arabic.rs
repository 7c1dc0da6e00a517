//! Arabic number words: clitics, joined hundreds, teens as speech runs them together, shares with a
//! pronoun; the words themselves are in `arabic.tsv`.

use crate::lexicon::numbers::{Read, Word, strip_clitics, words};
use crate::text::Lang;

/// What an Arabic word (folded) says about numbers; clitics are cut off if need be.
pub(crate) fn word(folded: &str) -> Option<Read> {
    if folded.len() < 4 || folded.len() > 40 {
        return None;
    }
    let (word, and, definite) = strip_clitics(folded, bare)
        .or_else(|| shown(folded))
        .or_else(|| accented(folded))?;
    Some(Read { word, and, definite })
}

/// هالخمسة, بهالخمسين, وهالتسعة: with the short demonstrative of speech.
fn shown(folded: &str) -> Option<(Word, bool, bool)> {
    let (rest, and) = match folded.strip_prefix(['و', 'ف']) {
        Some(rest) => (rest, true),
        None => (folded, false),
    };
    let rest = rest.strip_prefix(['ب', 'ل', 'ع']).unwrap_or(rest);
    let found = rest.strip_prefix("هال").and_then(bare)?;
    Some((found, and, true))
}

/// تلاثين, أغبعة: spelt half as speech says it, or with the ghayn of Mosul for ra.
fn accented(folded: &str) -> Option<(Word, bool, bool)> {
    if !folded.contains(['ث', 'غ']) {
        return None;
    }
    let plain = folded.replace('ث', "ت").replace('غ', "ر");
    let counts = |word: &Word| {
        matches!(
            word,
            Word::Unit(_)
                | Word::Ten
                | Word::Teen(_)
                | Word::Tens(_)
                | Word::Hundred(_)
                | Word::Short(_)
                | Word::Fraction(_)
        )
    };
    strip_clitics(&plain, bare).filter(|(word, ..)| counts(word))
}

/// May the word be what ست counts: a plural of a feminine noun, or مرات and its like?
pub(crate) fn is_counted(folded: &str) -> bool {
    const BROKEN: &str = include_str!("counted.txt");
    folded.ends_with("ات") || BROKEN.split_whitespace().any(|word| word == folded)
}

/// Has the word the shape of a broken plural: أقدام, أسلحة, أماكن, صناديق, دروس? كلاب has that of a
/// name (سعاد) and counts only where the text doubles the letter of ستّ.
pub(crate) fn looks_plural(folded: &str, doubled: bool) -> bool {
    let letters: Vec<char> = folded.chars().collect();
    match letters.as_slice() {
        ['ا', _, _, 'ا', _]
        | ['ا', _, _, _, 'ه']
        | [_, _, 'ا', _, _]
        | [_, _, 'ا', _, 'ي', _]
        | [_, _, 'و', _] => true,
        [_, _, 'ا', _] => doubled,
        _ => false,
    }
}

/// Is this (folded) a number word without clitics?
pub(super) fn is_bare(folded: &str) -> bool {
    bare(folded).is_some()
}

fn bare(folded: &str) -> Option<Word> {
    words::find(folded, Lang::Arabic)
        .or_else(|| joined_hundreds(folded))
        .or_else(|| spoken_teen(folded))
        .or_else(|| joined_thousands(folded))
        .or_else(|| decade(folded))
        .or_else(|| owned_share(folded))
}

/// The count that is written together with a hundred or a thousand.
fn joined_unit(stem: &str) -> Option<f64> {
    Some(match stem {
        "ثلاث" | "ثلث" | "تلت" | "تلات" | "ثلا" => 3.0,
        "اربع" | "ربع" | "اربعه" => 4.0,
        "خمس" => 5.0,
        "ست" => 6.0,
        "سبع" => 7.0,
        "ثمان" | "ثماني" | "ثمن" | "تمن" | "تمان" | "تماني" => 8.0,
        "تسع" => 9.0,
        _ => return None,
    })
}

/// ثلاثمئة, ثلاثمائة, خمسمية, تلتميت: a unit with the hundred written on.
fn joined_hundreds(folded: &str) -> Option<Word> {
    let unit = ["مئه", "مائه", "مايه", "ميه", "ميت", "ءمءه"]
        .iter()
        .find_map(|hundred| folded.strip_suffix(hundred))?;
    joined_unit(unit).map(|unit| Word::Hundred(unit * 100.0))
}

/// خمستلاف, اربعتالاف: a unit with the thousands written on.
fn joined_thousands(folded: &str) -> Option<Word> {
    let unit = ["تالاف", "تلاف", "الاف"]
        .iter()
        .find_map(|thousands| folded.strip_suffix(thousands))?;
    joined_unit(unit).map(|unit| Word::Counted(unit, 1000.0))
}

/// Teens as Iraqi, Egyptian and Levantine speech runs them together: خمسطعش, خمستاشر.
fn spoken_teen(folded: &str) -> Option<Word> {
    let stem = ["طعشر", "تعشر", "طعش", "تعش", "تاشر", "طاشر"]
        .iter()
        .find_map(|ending| folded.strip_suffix(ending))?;
    let value = match stem {
        "ثلا" | "ثل" | "تل" | "تلا" | "ثلاث" | "تلات" | "تلت" => 13.0,
        "اربع" | "اربا" => 14.0,
        "خمس" | "خم" | "خمسا" => 15.0,
        "س" | "ست" => 16.0,
        "سبع" | "سبا" => 17.0,
        "ثمن" | "تمن" | "ثمان" | "ثمنا" | "تمان" => 18.0,
        "تسع" | "تسا" => 19.0,
        _ => return None,
    };
    Some(Word::Teen(value))
}

/// نصفهم, ثلثها, أرباعهم: a share of those that a pronoun names.
fn owned_share(folded: &str) -> Option<Word> {
    let stem = ["هما", "هم", "ها", "هن", "نا", "كم", "ه"]
        .iter()
        .find_map(|pronoun| folded.strip_suffix(pronoun))?;
    words::find(stem, Lang::Arabic).filter(|word| matches!(word, Word::Fraction(_) | Word::Fractions(_)))
}

/// ثلاثينيات, ثلاثينات, ثلاثينية: the ten years from 30 on.
fn decade(folded: &str) -> Option<Word> {
    let stem = ["ينيات", "ينات", "يناتي", "ينيه"]
        .iter()
        .find_map(|ending| folded.strip_suffix(ending))?;
    let value = match stem {
        "عشر" => 20.0,
        "ثلاث" | "تلات" => 30.0,
        "اربع" => 40.0,
        "خمس" => 50.0,
        "ست" => 60.0,
        "سبع" => 70.0,
        "ثمان" | "تمان" => 80.0,
        "تسع" => 90.0,
        _ => return None,
    };
    Some(Word::Decade(value))
}
