//! Names of the user's list in a unit: where their Arabic stands, and whether the English has one
//! of their forms.
//!
//! A listed name is looked for with the clitics و ف ب ل ك on its first word. Its last word alone
//! counts too when it is rare and ends no other listed name: a surname. Latin forms are compared
//! by their letters, without article, hyphens and accents.

use crate::check::Unit;
use crate::check::evidence::names::NameWord;
use crate::lexicon::names::{Name, NameList};
use crate::lexicon::romanise::{self, latin_key};
use crate::lexicon::spelling::form;
use crate::lexicon::words::Words;
use crate::text::token::Kind;
use crate::text::{Lang, fold};

/// A listed name where it stands in the Arabic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'l> {
    /// The name.
    pub name: &'l Name,
    /// Index of its first Arabic token here.
    pub token: usize,
    /// Which words of the name stand here: all, or the last one.
    pub from: usize,
    /// How many words of the name there are.
    pub words: usize,
}

/// A spelling that the list does not have, of a name that it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted {
    /// Index of the English token.
    pub token: usize,
    /// Index of the Arabic token that it spells.
    pub arabic: usize,
    /// What the list wants there, the preferred form first.
    pub forms: Vec<String>,
}

/// log10 of the frequency above which a surname alone may be anybody's or any word.
const RARE: f32 = -4.8;
/// Likeness from which an English word spells an Arabic one in some way.
const SPELLS: f32 = 0.2;

/// The names of the list that have a word of the unit's Arabic, in the order of the text.
fn near<'l>(unit: &Unit<'_>, list: &'l NameList) -> Vec<&'l Name> {
    let mut near: Vec<&Name> = Vec::new();
    for token in unit
        .tokens(Lang::Arabic)
        .iter()
        .filter(|token| token.kind == Kind::Arabic)
    {
        let stems = CLITICS
            .iter()
            .filter_map(|clitic| token.folded.strip_prefix(clitic));
        let after_lam = AFTER_LAM
            .iter()
            .filter_map(|clitic| token.folded.strip_prefix(clitic));
        let stems = stems
            .map(str::to_owned)
            .chain(after_lam.map(|stem| format!("ال{stem}")));
        for name in stems.flat_map(|stem| list.with_arabic(&stem).collect::<Vec<_>>()) {
            if !near.iter().any(|other| std::ptr::eq(*other, name)) {
                near.push(name);
            }
        }
    }
    near
}

/// Where names of the list stand in the Arabic of a unit.
pub fn places<'l>(unit: &Unit<'_>, list: &'l NameList) -> Vec<Place<'l>> {
    let mut places = Vec::new();
    for name in near(unit, list) {
        let words = arabic_words(name);
        let whole = find(unit, &words);
        if !whole.is_empty() {
            let place = |&token| Place {
                name,
                token,
                from: 0,
                words: words.len(),
            };
            places.extend(whole.iter().map(place));
            continue;
        }
        let Some(last) = words
            .last()
            .filter(|last| words.len() > 1 && is_surname(list, last))
        else {
            continue;
        };
        let place = |token| Place {
            name,
            token,
            from: words.len() - 1,
            words: words.len(),
        };
        places.extend(find(unit, std::slice::from_ref(last)).into_iter().map(place));
    }
    places
}

/// The words of its Arabic, folded.
pub(super) fn arabic_words(name: &Name) -> Vec<String> {
    name.arabic
        .split_whitespace()
        .map(|word| fold::word(word, Lang::Arabic))
        .collect()
}

fn is_surname(list: &NameList, word: &str) -> bool {
    let frequency = Words::embedded().log10_frequency(Lang::Arabic, word);
    let ends = |name: &&Name| arabic_words(name).last().is_some_and(|last| last == word);
    word.chars().count() >= 4
        && frequency.is_none_or(|log10| log10 < RARE)
        && list.names().iter().filter(ends).count() == 1
}

/// The tokens at which these Arabic words begin.
pub(super) fn find(unit: &Unit<'_>, words: &[String]) -> Vec<usize> {
    let tokens = unit.tokens(Lang::Arabic);
    let Some((first, rest)) = words.split_first() else {
        return Vec::new();
    };
    (0..tokens.len())
        .filter(|&at| {
            let others = tokens.get(at + 1..at + words.len());
            is_with_clitics(&tokens[at].folded, first)
                && others.is_some_and(|others| others.iter().map(|token| &token.folded).eq(rest))
        })
        .collect()
}

const CLITICS: &[&str] = &["", "و", "ف", "ب", "ل", "ك", "ول", "وب", "فل", "فب"];
/// The article after ل loses its alif.
const AFTER_LAM: &[&str] = &["لل", "ولل", "فلل"];

fn is_with_clitics(written: &str, word: &str) -> bool {
    let plain = written
        .strip_suffix(word)
        .is_some_and(|before| CLITICS.contains(&before));
    let after_lam = word
        .strip_prefix("ال")
        .and_then(|stem| written.strip_suffix(stem))
        .is_some_and(|before| AFTER_LAM.contains(&before));
    plain || after_lam
}

/// Spellings in this unit that the list does not have, of names whose Arabic stands in it.
pub fn unlisted(unit: &Unit<'_>, list: &NameList) -> Vec<Unlisted> {
    let mut found: Vec<Unlisted> = Vec::new();
    for place in places(unit, list) {
        if has_form(unit, place.name) {
            continue;
        }
        for word in place.from..place.words {
            let Some(wanted) = wanted(place, word) else {
                continue;
            };
            let arabic = place.token + word - place.from;
            let Some(name) = unit.names().iter().find(|name| spells(unit, name, arabic)) else {
                continue;
            };
            let is_wanted = |form: &String| same_word(form, &name.key);
            if wanted.iter().any(is_wanted) || found.iter().any(|other| other.token == name.token) {
                continue;
            }
            found.push(Unlisted {
                token: name.token,
                arabic,
                forms: wanted,
            });
        }
    }
    found
}

/// Arabic spellings in this unit that the list does not have, of names whose Latin form stands in
/// the English; `forms` are Arabic words then, and both tokens may stand anywhere.
pub fn unlisted_arabic(unit: &Unit<'_>, list: &NameList) -> Vec<Unlisted> {
    let mut near: Vec<&Name> = Vec::new();
    for name in unit.names().iter().flat_map(|name| list.with_word(&name.key)) {
        if !near.iter().any(|other| std::ptr::eq(*other, name)) {
            near.push(name);
        }
    }
    near.retain(|name| has_form(unit, name));
    let is_there = |name: &&Name| !find(unit, &arabic_words(name)).is_empty();
    let mut found = Vec::new();
    for name in &near {
        let others = near.iter().filter(|other| other.latin == name.latin);
        if others.copied().any(|other| is_there(&other)) {
            continue;
        }
        let words = arabic_words(name);
        let written = name.arabic.split_whitespace();
        for (at, (wanted, raw)) in words.iter().zip(written).enumerate() {
            let place = Place {
                name,
                token: 0,
                from: 0,
                words: words.len(),
            };
            let Some(latin) = self::wanted(place, at) else {
                continue;
            };
            if let Some((token, arabic)) = other_spelling(unit, &latin, wanted) {
                let forms = vec![raw.to_owned()];
                found.push(Unlisted { token, arabic, forms });
            }
        }
    }
    found
}

/// The English token that is one of these Latin words, and the Arabic one that spells it in
/// another way than `wanted`; none when `wanted` itself stands there.
fn other_spelling(unit: &Unit<'_>, latin: &[String], wanted: &str) -> Option<(usize, usize)> {
    let is_form = |name: &&NameWord| latin.iter().any(|form| same_word(form, &name.key));
    let name = unit.names().iter().find(is_form)?;
    if !find(unit, std::slice::from_ref(&wanted.to_owned())).is_empty() {
        return None;
    }
    let tokens = unit.tokens(Lang::Arabic).iter().enumerate();
    let spelt = tokens.filter(|(_, token)| token.kind == Kind::Arabic);
    let fits = spelt.filter_map(|(at, token)| {
        let found = romanise::best_match(&name.key, &token.folded)?;
        (found.likeness >= SPELLS).then_some((found.likeness, at))
    });
    let best = fits.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    Some((name.token, best.1))
}

fn same_word(form: &str, key: &str) -> bool {
    let bare = |word: &str| latin_key(word).trim_start_matches("al").to_owned();
    latin_key(form) == latin_key(key) || bare(form) == bare(key)
}

/// Does the English hold one of the name's forms, whole?
pub fn has_form(unit: &Unit<'_>, name: &Name) -> bool {
    const LONGEST: usize = 8;
    let words: Vec<String> = unit
        .tokens(Lang::English)
        .iter()
        .filter(|token| token.kind == Kind::Latin)
        .map(|token| latin_key(&form::key(token)))
        .collect();
    name.forms().map(latin_key).any(|wanted| {
        (0..words.len()).any(|at| {
            let mut joined = String::new();
            words[at..].iter().take(LONGEST).any(|word| {
                joined.push_str(word);
                joined == wanted
            })
        })
    })
}

/// The Latin words that stand for the `word`-th Arabic one, the preferred first; none when the
/// forms have other numbers of words.
fn wanted(place: Place<'_>, word: usize) -> Option<Vec<String>> {
    let mut wanted: Vec<String> = Vec::new();
    for form in place.name.forms() {
        let words = latin_words(form);
        if words.len() == place.words && !wanted.contains(&words[word]) {
            wanted.push(words[word].clone());
        }
    }
    (!wanted.is_empty()).then_some(wanted)
}

/// The words of a Latin form; an article that stands apart belongs to the next word.
fn latin_words(form: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut article: Option<&str> = None;
    for word in form.split_whitespace() {
        if matches!(word.to_lowercase().as_str(), "al" | "el") {
            article = Some(word);
            continue;
        }
        words.push(match article.take() {
            Some(article) => format!("{article} {word}"),
            None => word.to_owned(),
        });
    }
    words
}

/// Is this English name a spelling of that Arabic token, right or nearly?
fn spells(unit: &Unit<'_>, name: &NameWord, arabic: usize) -> bool {
    let is_slip = name.misspelt().is_some_and(|slip| slip.arabic == arabic);
    let token = &unit.tokens(Lang::Arabic)[arabic];
    let likeness = romanise::best_match(&name.key, &token.folded).map_or(-9.0, |found| found.likeness);
    is_slip || likeness >= SPELLS
}

/// Are both words forms of one listed name's word? Then that name.
pub fn name_of_both<'l>(list: &'l NameList, one: &str, other: &str) -> Option<&'l Name> {
    list.with_word(one).find(|name| {
        let has = |word: &str| {
            name.forms()
                .flat_map(latin_words)
                .any(|form| same_word(&form, word))
        };
        has(one) && has(other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, TransUnit};

    fn list() -> NameList {
        let lines = [
            "قاسم مصلح\tQassem Musleh\tKassem Musleh\tperson",
            "حزب الدعوة\tDawa Party",
            "الهيت\tHit\tHeet",
        ];
        NameList::new(lines.iter().filter_map(|line| Name::read(line)))
    }

    #[track_caller]
    fn spelt(arabic: &str, english: &str) -> Vec<(String, Vec<String>)> {
        let transunit = TransUnit::of_texts(Direction::AR_EN, arabic, english);
        let unit = Unit::new(&transunit);
        let found = unlisted(&unit, &list());
        found
            .into_iter()
            .map(|found| {
                (
                    unit.tokens(Lang::English)[found.token].folded.clone(),
                    found.forms,
                )
            })
            .collect()
    }

    #[test]
    fn preferred_forms_and_variants_pass() {
        for english in [
            "Qassem Musleh said so.",
            "Kassem Musleh said so.",
            "Mr. Musleh said so.",
            "QASSEM MUSLEH said so.",
        ] {
            assert_eq!(spelt("وقال قاسم مصلح ذلك.", english), []);
        }
    }

    #[test]
    fn another_form_gets_the_preferred_one() {
        let found = spelt("وقال قاسم مصلح ذلك.", "Qasim Muslih said so.");
        let wanted = [
            ("qasim".to_owned(), vec!["Qassem".to_owned(), "Kassem".to_owned()]),
            ("muslih".to_owned(), vec!["Musleh".to_owned()]),
        ];
        assert_eq!(found, wanted);
        let found = spelt("وأضاف مصلح ذلك.", "Then Muslih added this.");
        assert_eq!(found, [("muslih".to_owned(), vec!["Musleh".to_owned()])]);
    }

    #[test]
    fn the_list_knows_how_a_name_is_written_in_arabic() {
        let spelt = |english: &str, arabic: &str| {
            let transunit = TransUnit::of_texts(Direction::EN_AR, english, arabic);
            let unit = Unit::new(&transunit);
            unlisted_arabic(&unit, &list())
                .into_iter()
                .map(|found| {
                    let token = &unit.tokens(Lang::Arabic)[found.arabic];
                    (token.folded.clone(), found.forms.join(" "))
                })
                .collect::<Vec<_>>()
        };
        let english = "Kassem Musleh said so.";
        assert_eq!(spelt(english, "وقال قاسم مصلح ذلك."), []);
        let wanted = ("موصلح".to_owned(), "مصلح".to_owned());
        assert_eq!(spelt(english, "وقال قاسم موصلح ذلك."), [wanted]);
    }

    #[test]
    fn clitics_and_articles_do_not_hide_a_name() {
        assert!(is_with_clitics("لقاسم", "قاسم") && is_with_clitics("للهيت", "الهيت"));
        assert!(!is_with_clitics("شقاسم", "قاسم"));
        assert_eq!(latin_words("Bashar al Assad"), ["Bashar", "al Assad"]);
    }
}
