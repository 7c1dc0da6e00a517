//! The letters of a name that its romanisation is judged by.

use unicode_normalization::UnicodeNormalization;

use crate::text::{Lang, fold};

/// A Latin name as the model reads it: letters `a` to `z` only, accents dropped.
pub fn latin_key(name: &str) -> String {
    let name = name
        .strip_suffix("'s")
        .or(name.strip_suffix("’s"))
        .unwrap_or(name);
    let mut key = String::with_capacity(name.len());
    for c in name.nfd().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' => key.push(c),
            'ß' => key.push_str("ss"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'ı' => key.push('i'),
            'æ' => key.push_str("ae"),
            'ð' | 'đ' => key.push('d'),
            _ => {}
        }
    }
    key
}

/// An Arabic name as the model reads it: letters only, folded, words run together.
pub fn arabic_key(name: &str) -> String {
    fold::word(name, Lang::Arabic)
        .chars()
        .filter(|c| ('\u{0621}'..='\u{064A}').contains(c))
        .collect()
}

/// The price of each clitic that is taken off, in nats.
const CLITIC: f32 = 0.7;

/// The word as it is, and without the clitics and the article that it may begin with.
pub(super) fn stems(arabic: &str) -> impl Iterator<Item = (&str, f32)> {
    const PREFIXES: &[(&str, f32)] = &[
        ("", 0.0),
        ("ال", 0.2),
        ("و", CLITIC),
        ("ل", CLITIC),
        ("ب", CLITIC),
        ("ف", CLITIC),
        ("ك", CLITIC),
        ("وال", CLITIC + 0.2),
        ("بال", CLITIC + 0.2),
        ("لل", CLITIC + 0.2),
        ("فال", CLITIC + 0.2),
        ("ول", 2.0 * CLITIC),
        ("وب", 2.0 * CLITIC),
    ];
    PREFIXES.iter().filter_map(move |&(prefix, price)| {
        let stem = arabic.strip_prefix(prefix)?;
        (prefix.is_empty() || stem.chars().count() >= 2).then_some((stem, price))
    })
}

/// The Latin name with letters for what one script writes as it sounds and the other does not: an
/// n is m before b (جنبلاط, Jumblatt), a German z is ts (شولتز, Scholz); none when there is no such place.
pub(super) fn as_spoken(latin: &str, arabic: &str) -> Option<String> {
    const CHANGES: &[(&str, &str, &str)] = &[
        ("mb", "nb", "نب"),
        ("lz", "ltz", "لت"),
        ("rz", "rtz", "رت"),
        ("nz", "ntz", "نت"),
    ];
    let mut changes = CHANGES.iter();
    changes
        .find(|(from, _, there)| latin.contains(from) && arabic.contains(there))
        .map(|(from, to, _)| latin.replacen(from, to, 1))
}

/// Without `al`, `el`, `ul` or an assimilated form (`ash`, `as`, `ar`, `an` …), which stand for
/// the article.
pub(super) fn without_latin_article(latin: &str) -> Option<&str> {
    const ARTICLES: &[&str] = &["al", "el", "ul", "ash", "esh", "as", "ar", "an", "ad", "at", "az"];
    ARTICLES.iter().find_map(|article| {
        let rest = latin.strip_prefix(article)?;
        let sun = article.strip_prefix(['a', 'e']).unwrap_or("l");
        let fits = article.ends_with('l') || rest.starts_with(sun);
        (rest.len() >= 3 && fits).then_some(rest)
    })
}
