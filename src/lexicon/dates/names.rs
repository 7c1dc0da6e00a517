//! The table of the names of days and months, `names.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::lexicon::dates::Named;
use crate::text::Lang;

/// What a name needs beside it to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing.
    Nothing,
    /// A figure, شهر or a preposition of time; without it, it may still answer.
    Time,
    /// As `Time`, and its madda in the text (آب).
    Madda,
    /// A figure or شهر; without it, it is another word.
    Near,
    /// A figure behind it, or a full stop.
    Short,
    /// An article.
    Article,
    /// يوم and its like before it.
    AfterDay,
    /// As `Time`: the name of a person too.
    Name,
}

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// A day or month by itself.
    Name(Named, Need),
    /// A month that comes twice a year: the first and the second.
    Pair(Named, Named),
    /// ك, ت: the letter that stands for one of two months, before a figure.
    Letter(Named, Named),
    /// ذو: القعدة or الحجة follows.
    Dhu,
}

/// What the word (folded; English in plain letters, see [`plain`]) says.
pub(super) fn find(word: &str, lang: Lang) -> Option<Entry> {
    table(lang).names.get(word).copied()
}

/// Which of two months a word names.
pub(super) fn which(word: &str, lang: Lang) -> Option<u8> {
    table(lang).which.get(word).copied()
}

/// An English word in plain letters: without apostrophes, ayns and accents.
pub(super) fn plain(word: &str) -> String {
    word.nfd().filter(char::is_ascii_alphanumeric).collect()
}

#[derive(Debug, Default)]
struct Table {
    names: HashMap<&'static str, Entry>,
    which: HashMap<&'static str, u8>,
}

fn table(lang: Lang) -> &'static Table {
    static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| [build("ar"), build("en")]);
    match lang {
        Lang::Arabic => &TABLES[0],
        Lang::English => &TABLES[1],
    }
}

fn build(lang: &str) -> Table {
    let mut table = Table::default();
    let lines = include_str!("names.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    for line in lines {
        let cells: Vec<&'static str> = line.split('\t').collect();
        let &[kind, of, value, need, words] = cells.as_slice() else {
            continue;
        };
        if of != lang {
            continue;
        }
        for word in words.split_whitespace() {
            if kind == "which" {
                table.which.insert(word, value.parse().unwrap_or(0));
            } else if let Some(entry) = entry(kind, value, need) {
                table.names.entry(word).or_insert(entry);
            }
        }
    }
    table
}

fn entry(kind: &str, value: &str, need: &str) -> Option<Entry> {
    let number = |text: &str| text.parse::<u8>().ok();
    if kind == "pair" {
        let (first, second) = value.split_once(' ')?;
        let (first, second) = (number(first)?, number(second)?);
        return Some(match need {
            "month" => Entry::Pair(Named::Month(first), Named::Month(second)),
            "letter" => Entry::Letter(Named::Month(first), Named::Month(second)),
            "dhu" => Entry::Dhu,
            _ => Entry::Pair(Named::HijriMonth(first), Named::HijriMonth(second)),
        });
    }
    let named = match kind {
        "month" => Named::Month(number(value)?),
        "hijri" => Named::HijriMonth(number(value)?),
        "weekday" => Named::Weekday(number(value)?),
        "relative" => Named::Relative(value.parse().ok()?),
        _ => return None,
    };
    let need = match need {
        "time" => Need::Time,
        "madda" => Need::Madda,
        "near" => Need::Near,
        "short" => Need::Short,
        "article" => Need::Article,
        "after-day" => Need::AfterDay,
        "name" => Need::Name,
        _ => Need::Nothing,
    };
    Some(Entry::Name(named, need))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn every_line_of_the_table_is_read() {
        for line in include_str!("names.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            let cells: Vec<&str> = line.split('\t').collect();
            let &[kind, lang, value, need, words] = cells.as_slice() else {
                panic!("five cells expected: {line}");
            };
            let lang = if lang == "ar" { Lang::Arabic } else { Lang::English };
            assert!(kind == "which" || entry(kind, value, need).is_some(), "{line}");
            for word in words.split_whitespace() {
                assert_eq!(fold::word(word, lang), word);
                assert!(lang == Lang::Arabic || plain(word) == word, "{word}");
            }
        }
    }
}
