//! The tables of number words: `arabic.tsv`, `english.tsv`, and `senses.tsv`, which tells where a
//! number word is something else (a name, a letter, a lion).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::numbers::Word;
use crate::text::Lang;

type Table = HashMap<&'static str, Word>;

/// What a word says about numbers: Arabic folded and without clitics, English in lower case.
pub(super) fn find(word: &str, lang: Lang) -> Option<Word> {
    static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| {
        [
            table(include_str!("arabic.tsv")),
            table(include_str!("english.tsv")),
        ]
    });
    match lang {
        Lang::Arabic => &TABLES[0],
        Lang::English => &TABLES[1],
    }
    .get(word)
    .copied()
}

/// The lines of a table without its comments, each as its first two cells and the words of the third.
fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?, cells.next()?))
        })
}

fn table(text: &'static str) -> Table {
    let mut table = Table::new();
    for (class, value, words) in rows(text) {
        let word = fraction(value).and_then(|value| of_class(class, value));
        for listed in words.split_whitespace() {
            if let Some(word) = word {
                table.entry(listed).or_insert(word);
            }
        }
    }
    table
}

/// `2/3` or `1000`.
fn fraction(text: &str) -> Option<f64> {
    match text.split_once('/') {
        Some((above, below)) => Some(above.parse::<f64>().ok()? / below.parse::<f64>().ok()?),
        None => text.parse().ok(),
    }
}

fn of_class(class: &str, value: f64) -> Option<Word> {
    Some(match class {
        "unit" => Word::Unit(value),
        "ten" => Word::Ten,
        "teen" => Word::Teen(value),
        "tens" => Word::Tens(value),
        "hundred" => Word::Hundred(value),
        "spoken-hundred" => Word::SpokenHundred,
        "scale" => Word::Scale(value),
        "scales" => Word::Scales(value),
        "two-scales" => Word::Counted(2.0, value),
        "one-or-two" => Word::OneOrTwo(value),
        "ordinal" => Word::Ordinal(value),
        "rank" => Word::Rank(value),
        "fraction" => Word::Fraction(value),
        "fractions" => Word::Fractions(value),
        "short" => Word::Short(value),
        "vague" => Word::Vague(value),
        "few" => Word::Few,
        "decade" => Word::Decade(value),
        "soft" => Word::Soft(value),
        "dual" => Word::Dual,
        "point" => Word::Point,
        _ => return None,
    })
}

/// Beside which neighbours a word is no number.
#[derive(Debug, Default)]
struct Sense {
    /// Words that may stand before it.
    after: Vec<&'static str>,
    /// Words that may stand behind it.
    before: Vec<&'static str>,
    /// Is it never one?
    never: bool,
}

/// Is this Arabic word (folded) no number, between the words before and behind it?
pub(super) fn is_other_sense(word: &str, before: &str, behind: &str) -> bool {
    static SENSES: LazyLock<HashMap<&'static str, Sense>> = LazyLock::new(senses);
    SENSES
        .get(word)
        .is_some_and(|sense| sense.never || sense.after.contains(&before) || sense.before.contains(&behind))
}

fn senses() -> HashMap<&'static str, Sense> {
    let mut senses: HashMap<&'static str, Sense> = HashMap::new();
    for (relation, words, neighbours) in rows(include_str!("senses.tsv")) {
        if relation == "never" {
            for word in neighbours.split_whitespace() {
                senses.entry(word).or_default().never = true;
            }
            continue;
        }
        for word in words.split_whitespace() {
            let sense = senses.entry(word).or_default();
            let list = if relation == "after" {
                &mut sense.after
            } else {
                &mut sense.before
            };
            list.extend(neighbours.split_whitespace());
        }
    }
    senses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn the_tables_are_folded_and_every_line_is_read() {
        for (text, lang) in [
            (include_str!("arabic.tsv"), Lang::Arabic),
            (include_str!("english.tsv"), Lang::English),
        ] {
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let cells: Vec<&str> = line.split('\t').collect();
                let &[class, value, words] = cells.as_slice() else {
                    panic!("three cells expected: {line}");
                };
                assert!(
                    fraction(value).and_then(|value| of_class(class, value)).is_some(),
                    "{line}"
                );
                for word in words.split_whitespace() {
                    assert_eq!(fold::word(word, lang), word);
                }
            }
        }
        for (_, words, neighbours) in rows(include_str!("senses.tsv")) {
            for word in words.split_whitespace().chain(neighbours.split_whitespace()) {
                assert_eq!(fold::word(word, Lang::Arabic), word);
            }
        }
    }
}
