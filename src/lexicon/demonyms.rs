//! Words for nationalities, and the countries that they belong to.
//!
//! The table `demonyms.tsv`, written for this project, has for each country or people: a key, the
//! English words for its people (the adjective first, then its plural), the Arabic ones without
//! endings, and the names by which the country answers for them in either language.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::numbers::strip_clitics;
use crate::text::{Lang, fold};

/// A word that belongs to a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Belonging {
    /// Which country (index).
    pub country: usize,
    /// Is it a word for its people, and not the name of the country?
    pub is_people: bool,
}

#[derive(Debug, Default)]
struct Table {
    english: HashMap<String, Belonging>,
    arabic: HashMap<String, Belonging>,
    people: Vec<Vec<&'static str>>,
}

/// Endings of Arabic words for people: feminine, duals, plurals, accusative.
const ENDINGS: &[&str] = &["", "ه", "ا", "ون", "ين", "ات", "ان", "تان", "تين"];

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for line in include_str!("demonyms.tsv").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [_, english, arabic, countries, arabic_countries] = fields.as_slice() else {
            continue;
        };
        let country = table.people.len();
        let of = |is_people| Belonging { country, is_people };
        for (list, is_people) in [(english, true), (countries, false)] {
            for word in list.split(' ') {
                table
                    .english
                    .entry(fold::word(word, Lang::English))
                    .or_insert(of(is_people));
            }
        }
        for word in arabic_countries.split(' ') {
            let word = fold::word(word, Lang::Arabic);
            let bare = word.strip_prefix("ال").unwrap_or(&word).to_owned();
            table.arabic.entry(bare).or_insert(of(false));
        }
        for word in arabic.split(' ') {
            let stem = fold::word(word, Lang::Arabic);
            for ending in ENDINGS {
                table.arabic.entry(format!("{stem}{ending}")).or_insert(of(true));
            }
        }
        table.people.push(english.split(' ').collect());
    }
    table
});

/// What a folded word of a language belongs to, behind any Arabic clitics.
pub fn belonging(folded: &str, lang: Lang) -> Option<Belonging> {
    match lang {
        Lang::English => {
            let word = folded.trim_end_matches("'s").trim_end_matches('\'');
            TABLE.english.get(word).copied()
        }
        Lang::Arabic => strip_clitics(folded, |word| TABLE.arabic.get(word).copied()).map(|found| found.0),
    }
}

/// The English words for the people of a country, the adjective first, then its plural.
pub fn people(country: usize) -> &'static [&'static str] {
    TABLE.people.get(country).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_both_languages_lead_to_one_country() {
        let country = |word: &str, lang| belonging(&fold::word(word, lang), lang).map(|found| found.country);
        let chinese = country("Chinese", Lang::English);
        assert!(chinese.is_some());
        for word in ["صيني", "الصينية", "والصينيين", "بالصينيات", "للصينيين", "الصين"]
        {
            assert_eq!(country(word, Lang::Arabic), chinese, "{word}");
        }
        assert_eq!(country("Iraqis'", Lang::English), country("عراقياً", Lang::Arabic));
        assert_eq!(country("الأتراك", Lang::Arabic), country("Turkish", Lang::English));
        assert_eq!(country("كتاب", Lang::Arabic), None);
    }

    #[test]
    fn every_line_has_all_fields() {
        let lines = include_str!("demonyms.tsv").lines();
        assert!(lines.clone().count() >= 100);
        for line in lines {
            assert_eq!(
                line.split('\t').filter(|field| !field.is_empty()).count(),
                5,
                "{line}"
            );
        }
    }
}
