//! Which words are names, and which Latin word writes which Arabic one, by public data.
//!
//! `corpora/names/known.bin` holds hashes alone: of pairs of a Latin and an Arabic word, of Arabic
//! words and of Latin words; its recipe and layout are in `corpora/names`. It answers whether
//! something is known, and lists nothing; a word that is none is taken for one about once in 200,000
//! times.

use crate::lexicon::romanise::latin_key;
use crate::text::{Lang, fold};

static BYTES: &[u8] = include_bytes!("../../../corpora/names/known.bin");

const MAGIC: &[u8] = b"muqnam\x01\x00";

/// The sections of the file, in order.
#[derive(Debug, Clone, Copy)]
enum Section {
    Pairs,
    Arabic,
    Latin,
}

/// The hashes of a section, in ascending order, four bytes each.
fn section(wanted: Section) -> &'static [u8] {
    let mut rest = BYTES.strip_prefix(MAGIC).unwrap_or(&[]);
    for at in 0..3 {
        let Some((count, after)) = rest.split_first_chunk::<4>() else {
            return &[];
        };
        let Some((hashes, next)) = after.split_at_checked(4 * u32::from_le_bytes(*count) as usize) else {
            return &[];
        };
        if at == wanted as usize {
            return hashes;
        }
        rest = next;
    }
    &[]
}

fn holds(wanted: Section, hash: u32) -> bool {
    let (hashes, _) = section(wanted).as_chunks::<4>();
    hashes
        .binary_search_by(|bytes| u32::from_le_bytes(*bytes).cmp(&hash))
        .is_ok()
}

/// FNV-1a over the parts with a zero byte between, 32 bits, with a final mix; as in the recipe.
fn hash(first: &str, second: &str) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    for byte in first.bytes().chain(std::iter::once(0)).chain(second.bytes()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2C1B_3C6D);
    hash ^ hash >> 12
}

/// Clitics under which an Arabic name is looked up; the article with them.
const CLITICS: &[&str] = &[
    "", "ال", "و", "ف", "ب", "ل", "ك", "لل", "وال", "بال", "فال", "كال", "ول", "وب", "ولل", "وبال", "يا",
];
/// Endings of adjectives and plurals that Arabic puts on the name of a place or a people.
const ENDINGS: &[&str] = &["", "ي", "يه", "يين", "يون", "يات", "ين", "ون"];

/// Do public lists write this Arabic word so, clitics and the ending of an adjective apart?
pub fn is_pair(latin: &str, arabic: &str) -> bool {
    let latin = latin_key(latin);
    let bare = ["al", "el"]
        .iter()
        .find_map(|article| latin.strip_prefix(article))
        .filter(|rest| rest.len() >= 4);
    let arabic = fold::word(arabic, Lang::Arabic);
    let mut stems = CLITICS
        .iter()
        .filter_map(|clitic| arabic.strip_prefix(clitic))
        .filter(|stem| stem.chars().count() >= 2);
    let is_one = |stem: &str| {
        let mut latins = std::iter::once(latin.as_str()).chain(bare);
        latins.any(|latin| holds(Section::Pairs, hash(latin, stem)))
    };
    stems.any(|stem| {
        let mut forms = ENDINGS.iter().filter_map(|ending| stem.strip_suffix(ending));
        forms.any(is_one)
    })
}

/// Is it an Arabic name of a person or a place, clitics apart?
pub fn is_arabic_name(arabic: &str) -> bool {
    let arabic = fold::word(arabic, Lang::Arabic);
    let mut stems = CLITICS.iter().filter_map(|clitic| arabic.strip_prefix(clitic));
    stems.any(|stem| stem.chars().count() >= 3 && holds(Section::Arabic, hash("ar", stem)))
}

/// Is it a Latin name of a person or a place?
pub fn is_latin_name(latin: &str) -> bool {
    holds(Section::Latin, hash("en", &latin_key(latin)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_three_ordered_sections() {
        for wanted in [Section::Pairs, Section::Arabic, Section::Latin] {
            let (hashes, rest) = section(wanted).as_chunks::<4>();
            assert!(hashes.len() > 10_000 && rest.is_empty(), "{wanted:?}");
            let numbers: Vec<u32> = hashes.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect();
            assert!(numbers.windows(2).all(|two| two[0] < two[1]), "{wanted:?}");
        }
    }

    #[test]
    fn pairs_are_known_with_clitics_and_endings() {
        for (latin, arabic) in [
            ("Qassem", "قاسم"),
            ("Jerusalem", "أورشليم"),
            ("Paul", "بولس"),
            ("Heidelberg", "هايدلبرغ"),
            ("Berber", "بالأمازيغية"),
            ("al-Adnani", "العدناني"),
        ] {
            assert!(is_pair(latin, arabic), "{latin} {arabic}");
        }
        for (latin, arabic) in [
            ("Johnson", "كافانو"),
            ("Muslem", "مصلح"),
            ("Paris", "لندن"),
            ("", ""),
            ("x", "x"),
        ] {
            assert!(!is_pair(latin, arabic), "{latin} {arabic}");
        }
    }

    #[test]
    fn names_are_told_from_words() {
        assert!(is_arabic_name("ولقاسم") && is_arabic_name("هايدلبرغ"));
        assert!(is_latin_name("Heidelberg") && is_latin_name("Qassem"));
        for word in ["يسمع", "المواطنات", "انحاء", "والتمني", "بحشد", "الحرفيين", ""]
        {
            assert!(!is_arabic_name(word), "{word}");
        }
        for word in ["aginas", "recieved", "goverment", "Muslem", ""] {
            assert!(!is_latin_name(word), "{word}");
        }
    }
}
