//! Does a text deny by the meaning of its words, without a plain cue?
//!
//! `fail`, `unlikely`, `lack`, `too … to`; رفض، نفى، استحال: such a text is often rendered with
//! a plain negation. A logistic model over stems (and English word shapes: `un-`, `-less`)
//! says how likely the other language negates; its weights, `denial.tsv`, are learned from
//! clean pairs alone (`corpora/checks/README.md`). Which words deny is listed in `denying.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::check::evidence::lists::Lists;
use crate::check::evidence::stem::stem;
use crate::text::{Lang, Token};

type Weights = HashMap<&'static str, f32>;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("denying.tsv")));

static TABLE: LazyLock<[Weights; 2]> = LazyLock::new(|| {
    let mut tables = [Weights::new(), Weights::new()];
    for line in include_str!("denial.tsv").lines() {
        let mut fields = line.split('\t');
        if let (Some(code), Some(key), Some(weight)) = (fields.next(), fields.next(), fields.next())
            && let (Some(lang), Ok(weight)) = (Lang::from_code(code), weight.parse())
        {
            tables[lang as usize].insert(key, weight);
        }
    }
    tables
});

/// The logit that the other language has a plain negation, for a text of `lang`.
pub fn logit(tokens: &[Token], lang: Lang) -> f32 {
    let table = &TABLE[lang as usize];
    let mut keys = keys(tokens, lang);
    keys.sort_unstable();
    keys.dedup();
    let sum: f32 = keys.iter().filter_map(|key| table.get(key.as_str())).sum();
    sum + table.get("*").copied().unwrap_or(-3.0)
}

/// The word that speaks most for a denial, if one does: its token and weight.
pub fn strongest(tokens: &[Token], lang: Lang) -> Option<(usize, f32)> {
    let table = &TABLE[lang as usize];
    let weight = |token: &Token| -> f32 {
        let keys = keys(std::slice::from_ref(token), lang);
        keys.iter().filter_map(|key| table.get(key.as_str())).sum()
    };
    tokens
        .iter()
        .enumerate()
        .map(|(index, token)| (index, weight(token)))
        .filter(|&(_, weight)| weight > 0.7)
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// What the model looks at: stems, neighbouring stems, word shapes.
pub fn keys(tokens: &[Token], lang: Lang) -> Vec<String> {
    let mut keys = Vec::new();
    let mut last: Option<String> = None;
    for token in tokens {
        if token.lang() != Some(lang) {
            last = None;
            continue;
        }
        let stem = stem(&token.folded, lang);
        if let Some(before) = last {
            let is_phrase = LISTS.has("phrases.en", &format!("{before}_{stem}"));
            keys.extend(is_phrase.then(|| "<phrase>".to_string()));
            keys.push(format!("{before} {stem}"));
        }
        match lang {
            Lang::English => keys.extend(shape(&token.folded).map(str::to_string)),
            Lang::Arabic => keys.extend(without_person(&stem)),
        }
        keys.push(stem.clone());
        last = Some(stem);
    }
    keys
}

/// May a plain negation of the other side stand for this word: `impossible`, `refuse`, يستحيل?
pub fn may_answer(token: &Token, lang: Lang) -> bool {
    let word = token.folded.as_str();
    if token.lang() != Some(lang) {
        return false;
    }
    match lang {
        Lang::English => {
            LISTS.begins("answer.en", word)
                || shape(word).is_some_and(|kind| !matches!(kind, "<limit>" | "<end>"))
        }
        Lang::Arabic => {
            let stem = stem(word, lang);
            let bare = stem.strip_prefix(['ي', 'ت', 'ن', 'ا']).unwrap_or(&stem);
            let mut forms = [word, stem.as_str(), bare].into_iter();
            forms.any(|form| LISTS.has("answer.ar", form) || LISTS.has("deny.ar", form))
        }
    }
}

/// Does an English word deny by its make alone: `un-`, `in-`, `dis-`, `non-`, `-less`?
pub fn is_negative_make(word: &str) -> bool {
    let starts = |prefix: &str| {
        word.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() >= 3 && LISTS.begins(prefix, rest))
    };
    let un = word.len() >= 6
        && word
            .strip_prefix("un")
            .is_some_and(|rest| !LISTS.begins("un.not", rest));
    un || ["in", "im", "ir", "il", "dis"].into_iter().any(starts)
        || word.len() > 6 && word.starts_with("non")
        || is_less(word)
}

/// `-less`, not in `nevertheless` and its like.
fn is_less(word: &str) -> bool {
    word.len() > 6 && (word.ends_with("less") || word.ends_with("lessly")) && !LISTS.begins("less.not", word)
}

/// The kind of an English word that denies by its make or its meaning.
pub fn shape(word: &str) -> Option<&'static str> {
    let starts = |prefix: &str| {
        word.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() >= 4 && LISTS.begins(prefix, rest))
    };
    let kinds = [
        ("<deny>", "deny.en"),
        ("<limit>", "limit.en"),
        ("<end>", "end.en"),
    ];
    if let Some((kind, _)) = kinds.iter().find(|(_, list)| LISTS.begins(list, word)) {
        return Some(kind);
    }
    if word.len() >= 6
        && word
            .strip_prefix("un")
            .is_some_and(|rest| !LISTS.begins("un.not", rest))
    {
        return Some("<un->");
    }
    if ["in", "im", "ir", "il"].into_iter().any(starts) {
        return Some("<in->");
    }
    if starts("dis") {
        return Some("<dis->");
    }
    if word.starts_with("non") && word.len() > 6 {
        return Some("<non->");
    }
    is_less(word).then_some("<-less>")
}

/// An Arabic stem without the letter of the imperfect's person, marked as such, and its kind.
fn without_person(stem: &str) -> Vec<String> {
    let bare = stem
        .strip_prefix(['ي', 'ت', 'ن'])
        .filter(|rest| rest.chars().count() >= 3);
    let mut keys: Vec<String> = bare.map(|rest| format!("~{rest}")).into_iter().collect();
    if LISTS.has("deny.ar", stem) || bare.is_some_and(|rest| LISTS.has("deny.ar", rest)) {
        keys.push("<deny>".to_string());
    }
    if LISTS.has("limit.ar", stem) {
        keys.push("<limit>".to_string());
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_deny_by_their_make_are_known() {
        for word in [
            "incredible",
            "incredibly",
            "infinite",
            "indisputable",
            "relentless",
            "disagreed",
            "uncommon",
            "impossible",
            "irrelevant",
            "illegal",
            "nonviolent",
        ] {
            assert!(is_negative_make(word), "{word}");
        }
        for word in [
            "under",
            "until",
            "interest",
            "important",
            "distance",
            "nevertheless",
            "union",
            "inside",
        ] {
            assert!(!is_negative_make(word), "{word}");
        }
    }
}
