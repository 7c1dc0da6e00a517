//! English words of contrary meaning, and the Arabic stems that stand for each.
//!
//! The list, `antonyms.txt`, was written by hand for this project; regular plurals and verb forms
//! are made here. The stems, `antonym_stems.tsv`, with their shares, were learned from clean
//! pairs (`corpora/checks/train_antonyms.py`).

use std::collections::HashMap;
use std::sync::LazyLock;

static CONTRARIES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut table: HashMap<String, Vec<String>> = HashMap::new();
    for line in include_str!("antonyms.txt").lines() {
        let mut fields = line.split(' ');
        let (Some(kind), Some(word), Some(others)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        if kind == "#" {
            continue;
        }
        for other in others.split(',') {
            for (form, contrary) in forms(kind, word).into_iter().zip(forms(kind, other)) {
                for (from, to) in [(&form, &contrary), (&contrary, &form)] {
                    let list = table.entry(from.clone()).or_default();
                    if !list.contains(to) {
                        list.push(to.clone());
                    }
                }
            }
        }
    }
    table
});

type Stems = Vec<(&'static str, f32)>;

static STEMS: LazyLock<HashMap<&'static str, Stems>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for line in include_str!("antonym_stems.tsv").lines() {
        let mut fields = line.split('\t');
        let Some(word) = fields.next() else {
            continue;
        };
        let stems = fields.filter_map(|field| {
            let (stem, share) = field.split_once(' ')?;
            Some((stem, share.parse().ok()?))
        });
        table.insert(word, stems.collect());
    }
    table
});

/// The words of contrary meaning to an English word in small letters.
pub fn contraries(word: &str) -> &'static [String] {
    CONTRARIES.get(word).map_or(&[], Vec::as_slice)
}

/// The Arabic stems that stand for an English word of the list, with their shares.
pub fn stems(word: &str) -> &'static [(&'static str, f32)] {
    STEMS.get(word).map_or(&[], Vec::as_slice)
}

/// The regular forms of a word of a kind, in one order for all words of that kind.
fn forms(kind: &str, word: &str) -> Vec<String> {
    match kind {
        "n" => vec![word.to_string(), with_s(word)],
        "v" => vec![word.to_string(), with_s(word), with_ed(word), with_ing(word)],
        _ => vec![word.to_string()],
    }
}

fn is_vowel(c: u8) -> bool {
    b"aeiou".contains(&c)
}

/// Does it end in a consonant and y?
fn ends_in_y(word: &str) -> bool {
    matches!(word.as_bytes(), [.., before, b'y'] if !is_vowel(*before))
}

/// Is its last consonant doubled before an ending (`stop`, `ban`)?
fn doubles(word: &str) -> bool {
    match word.as_bytes() {
        [rest @ .., vowel, last] => {
            is_vowel(*vowel) && b"bdgklmnprt".contains(last) && rest.iter().all(|&c| !is_vowel(c))
        }
        _ => false,
    }
}

fn with_s(word: &str) -> String {
    if ends_in_y(word) {
        format!("{}ies", &word[..word.len() - 1])
    } else if ["s", "x", "ch", "sh", "z"].iter().any(|end| word.ends_with(end)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

fn doubled(word: &str) -> &str {
    if doubles(word) {
        &word[word.len() - 1..]
    } else {
        ""
    }
}

fn with_ed(word: &str) -> String {
    if word.ends_with('e') {
        format!("{word}d")
    } else if ends_in_y(word) {
        format!("{}ied", &word[..word.len() - 1])
    } else {
        format!("{word}{}ed", doubled(word))
    }
}

fn with_ing(word: &str) -> String {
    match word.strip_suffix('e') {
        Some(rest) if !word.ends_with("ee") => format!("{rest}ing"),
        _ => format!("{word}{}ing", doubled(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_both_words_go_together() {
        assert!(contraries("accepted").contains(&"refused".to_string()));
        assert!(contraries("stopped").contains(&"continued".to_string()));
        assert!(contraries("denies").contains(&"admits".to_string()));
        assert!(contraries("enemies").contains(&"friends".to_string()));
        assert!(contraries("table").is_empty());
    }

    #[test]
    fn the_list_is_large() {
        assert!(CONTRARIES.len() > 1800, "{}", CONTRARIES.len());
    }
}
