//! Persons exchanged: أنا beside `He`, هي beside `He`, قال لي beside `I told him`.
//!
//! Two plain cases are read. A sentence that begins with a pronoun of one person is held against
//! one whose subject is another person's pronoun. And a verb of telling, giving or calling with
//! both its persons is held against its counterpart: the sides must not exchange the two. Where
//! an ending leaves the person open (طلبت: I, you or she asked), every reading counts. Reported
//! speech changes persons by right, so a sentence with another verb of saying is left alone.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::check::Unit;
use crate::check::evidence::attribution;
use crate::text::{Kind, Lang, Span, Token};

/// Two places whose persons contradict each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// The words of each side, Arabic first.
    pub spans: [Span; 2],
    /// What is exchanged.
    pub what: What,
    /// How sure that is.
    pub confidence: f32,
}

/// What two sides say of persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The subject is another person.
    Subject,
    /// Who tells, gives or calls is exchanged with whom.
    Telling,
}

/// Persons of a verb's subject and object: 1, 2 or 3.
type Persons = (u8, u8);

/// An Arabic form of a verb with a person as its object: which verbs, and its persons; 0 where
/// the object stands apart.
type Reading = (usize, Persons);

#[derive(Debug, Default)]
struct Table {
    pronouns: [HashMap<&'static str, &'static str>; 2],
    any: HashMap<&'static str, HashSet<&'static str>>,
    english: HashMap<&'static str, Vec<(usize, bool)>>,
    arabic: HashMap<String, Vec<Reading>>,
    with: HashMap<&'static str, u8>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("persons.tsv")));

impl Table {
    fn read(text: &'static str) -> Table {
        let mut table = Table::default();
        let mut verbs = 0;
        for line in text.lines() {
            let cells: Vec<&'static str> = line.split('\t').collect();
            match *cells.as_slice() {
                ["pronoun", person, lang, words] => {
                    let side = Lang::from_code(lang).unwrap_or(Lang::Arabic) as usize;
                    table.pronouns[side].extend(words.split(' ').map(|word| (word, person)));
                }
                ["any", person, _, words] => {
                    table.any.insert(person, words.split(' ').collect());
                }
                ["tell", english, arabic] => {
                    for form in english.split(' ') {
                        let (verb, to) = form
                            .strip_suffix("_to")
                            .map_or((form, false), |verb| (verb, true));
                        table.english.entry(verb).or_default().push((verbs, to));
                    }
                    for verb in arabic.split(' ').filter(|verb| !verb.is_empty()) {
                        table.conjugate(verbs, verb);
                    }
                    verbs += 1;
                }
                ["with", person, words] => {
                    let person = person.parse().unwrap_or(0);
                    table.with.extend(words.split(' ').map(|word| (word, person)));
                }
                _ => {}
            }
        }
        table
    }

    /// Puts the forms of an Arabic verb in, with and without pronouns behind them.
    fn conjugate(&mut self, verbs: usize, cells: &str) {
        let parts: Vec<&str> = cells.split(',').collect();
        let &[perfect, first, imperfect] = parts.as_slice() else {
            return;
        };
        let weak = perfect.strip_suffix(['ا', 'ي']).unwrap_or(perfect);
        let mut forms: Vec<(String, u8)> = vec![
            (perfect.to_owned(), 3),
            (format!("{weak}ت"), 3),
            (format!("{weak}وا"), 3),
            (format!("{weak}و"), 3),
            // أعطى is أعطا before a pronoun.
            (format!("{weak}ا"), 3),
            (format!("{first}ت"), 1),
            (format!("{first}ت"), 2),
            (format!("{first}نا"), 1),
            (format!("{first}يت"), 1),
        ];
        for before in ["", "س", "ب", "ح", "د"] {
            for (letter, person) in [("ي", 3), ("ت", 3), ("ت", 2), ("ا", 1), ("ن", 1)] {
                forms.push((format!("{before}{letter}{imperfect}"), person));
                forms.push((format!("{before}{letter}{imperfect}ون"), person));
                forms.push((format!("{before}{letter}{imperfect}وا"), person));
            }
        }
        for (form, subject) in forms {
            let mut add = |text: String, object: u8| {
                let readings = self.arabic.entry(text).or_default();
                let reading = (verbs, (subject, object));
                if !readings.contains(&reading) {
                    readings.push(reading);
                }
            };
            for (ending, object) in OBJECTS {
                add(format!("{form}{ending}"), *object);
            }
            add(form, 0);
        }
    }
}

/// Pronouns behind a verb and the person that they are, with ل- before them or without.
const OBJECTS: &[(&str, u8)] = &[
    ("ني", 1),
    ("نا", 1),
    ("لي", 1),
    ("لنا", 1),
    ("ه", 3),
    ("ها", 3),
    ("هم", 3),
    ("هن", 3),
    ("له", 3),
    ("لها", 3),
    ("لهم", 3),
    ("لو", 3),
    ("لن", 3),
    ("ك", 2),
    ("كم", 2),
    ("لك", 2),
    ("لكم", 2),
];

/// The persons that the two sides exchange, if they do.
pub fn exchange(unit: &Unit<'_>) -> Option<Exchange> {
    telling(unit).or_else(|| subject(unit))
}

/// A sentence that begins with a pronoun of one person beside a subject of another.
fn subject(unit: &Unit<'_>) -> Option<Exchange> {
    let table = &*TABLE;
    let tokens = Lang::ALL.map(|lang| unit.tokens(lang));
    let says = |lang: Lang| {
        tokens[lang as usize]
            .iter()
            .any(|token| attribution::opens(&token.folded, lang))
    };
    if Lang::ALL.into_iter().any(says) || asks(unit) {
        return None;
    }
    let first = Lang::ALL.map(|lang| {
        let at = tokens[lang as usize].iter().position(Token::is_word)?;
        let word = tokens[lang as usize][at].folded.as_str();
        let bare = word
            .strip_prefix('و')
            .filter(|_| lang == Lang::Arabic)
            .unwrap_or(word);
        Some((at, *table.pronouns[lang as usize].get(bare)?))
    });
    let [Some((arabic, here)), Some((english, there))] = first else {
        return None;
    };
    if here == there || is_same_group(here, there) || is_followed_by_pronoun(tokens[0], arabic) {
        return None;
    }
    // The other person's words stand nowhere on the English side.
    let own = table.any.get(if here == "we" { "i" } else { here })?;
    let mut others = tokens[1].iter().map(|token| token.folded.as_str());
    if others.any(|word| own.contains(word)) && matches!(here, "i" | "we") {
        return None;
    }
    Some(Exchange {
        spans: [tokens[0][arabic].span, tokens[1][english].span],
        what: What::Subject,
        confidence: 0.8,
    })
}

/// `they` for a woman or a group that Arabic names in the singular, and the like.
fn is_same_group(arabic: &str, english: &str) -> bool {
    matches!(
        (arabic, english),
        ("i", "we") | ("we", "i") | ("she" | "he", "they") | ("they", "she" | "he")
    )
}

/// هو أنا قلت: the first word asks or stresses, the second is the subject; هي الحرب names a thing.
fn is_followed_by_pronoun(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1).filter(|next| next.kind == Kind::Arabic) else {
        return true;
    };
    let word = next.folded.as_str();
    TABLE.pronouns[0].contains_key(word) || word == "و" || word.starts_with("وه") || word.starts_with("وان")
}

fn asks(unit: &Unit<'_>) -> bool {
    let asks = |lang: Lang| {
        let mut tokens = unit.tokens(lang).iter();
        tokens.any(|token| matches!(token.folded.as_str(), "?" | "؟"))
    };
    Lang::ALL.into_iter().any(asks)
}

/// A verb of telling whose persons the two sides exchange.
fn telling(unit: &Unit<'_>) -> Option<Exchange> {
    let english = english_tellings(unit);
    let arabic = arabic_tellings(unit);
    let [(verbs, to, persons, at)] = english.as_slice() else {
        return None;
    };
    let (subject, object) = (*persons)?;
    let mut places: Vec<usize> = arabic.iter().map(|(place, _)| place.0).collect();
    places.dedup();
    let [place] = places.as_slice() else {
        return None;
    };
    let readings: Vec<Persons> = arabic
        .iter()
        .filter(|(_, (verb, _))| verbs.contains(verb))
        .map(|(_, (_, persons))| *persons)
        .collect();
    let is_plain = |person: u8| matches!(person, 1 | 3);
    let is_exchanged = subject != object
        && is_plain(subject)
        && is_plain(object)
        && readings.contains(&(object, subject))
        && !readings.contains(&(subject, object))
        && !readings.iter().any(|reading| reading.1 == 0);
    if !is_exchanged {
        return None;
    }
    let last = arabic.first().map_or(*place, |(place, _)| place.1);
    let arabic_tokens = unit.tokens(Lang::Arabic);
    let english_tokens = unit.tokens(Lang::English);
    Some(Exchange {
        spans: [
            arabic_tokens[*place].span.cover(arabic_tokens[last].span),
            english_tokens[*at].span.cover(english_tokens[*to].span),
        ],
        what: What::Telling,
        confidence: 0.85,
    })
}

/// The verbs of telling of the English: which verbs of the table, the last token of the object,
/// the persons where they are plain, and the token of the subject or verb.
type Telling = (Vec<usize>, usize, Option<Persons>, usize);

fn english_tellings(unit: &Unit<'_>) -> Vec<Telling> {
    let tokens = unit.tokens(Lang::English);
    let word = |at: usize| tokens.get(at).map_or("", |token| token.folded.as_str());
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(verbs) = TABLE.english.get(token.folded.as_str()) else {
            continue;
        };
        let to = word(at + 1) == "to";
        let numbers: Vec<usize> = verbs
            .iter()
            .filter(|(_, with_to)| *with_to == to || !with_to && !to)
            .map(|(verb, _)| *verb)
            .collect();
        if numbers.is_empty() {
            continue;
        }
        let object = at + 1 + usize::from(to);
        let subject = subject_before(tokens, at);
        let persons = subject.and_then(|(_, person)| Some((person, object_at(word(object))?)));
        found.push((
            numbers,
            object.min(tokens.len() - 1),
            persons,
            subject.map_or(at, |one| one.0),
        ));
    }
    found
}

/// The person of the subject before a verb and its token: a pronoun, or a noun that begins after
/// a mark or with an article.
fn subject_before(tokens: &[Token], verb: usize) -> Option<(usize, u8)> {
    const BETWEEN: &str = "had have has will would did also then just never always not already once later \
        immediately didn't can could again";
    let mut at = verb;
    while let Some(before) = at.checked_sub(1) {
        let word = tokens[before].folded.as_str();
        at = before;
        if BETWEEN.split_whitespace().any(|listed| listed == word) {
            continue;
        }
        return match word {
            "i" | "we" | "i've" | "i'd" | "we'd" | "we've" | "i'll" | "we'll" => Some((before, 1)),
            "you" => Some((before, 2)),
            "he" | "she" | "they" => Some((before, 3)),
            "was" | "were" | "been" | "be" | "is" | "are" | "to" | "and" | "or" | "who" | "that"
            | "which" | "what" | "me" | "him" | "them" | "us" | "her" => None,
            _ if tokens[before].kind == Kind::Latin => noun_before(tokens, before),
            _ => None,
        };
    }
    None
}

/// `the director`, `my mother`, `an unknown man`: the noun phrase that ends at a token.
fn noun_before(tokens: &[Token], end: usize) -> Option<(usize, u8)> {
    const OPENERS: &str = "the a an my his her our their your this that one another every";
    let from = end.saturating_sub(4);
    let start = (from..=end).rev().find(|&at| {
        OPENERS
            .split_whitespace()
            .any(|opener| tokens[at].folded == opener)
    })?;
    let is_plain = tokens[start..=end].iter().all(|token| token.kind == Kind::Latin);
    let begins = start == 0 || tokens[start - 1].kind == Kind::Mark;
    (is_plain && begins).then_some((start, 3))
}

fn object_at(word: &str) -> Option<u8> {
    match word {
        "me" | "us" => Some(1),
        "you" => Some(2),
        "him" | "her" | "them" | "the" | "my" | "an" => Some(3),
        _ => None,
    }
}

/// The verbs of telling of the Arabic: first and last token, and a reading each.
fn arabic_tellings(unit: &Unit<'_>) -> Vec<((usize, usize), Reading)> {
    let tokens = unit.tokens(Lang::Arabic);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let word = token.folded.as_str();
        let bare = word.strip_prefix(['و', 'ف']);
        let readings = TABLE
            .arabic
            .get(word)
            .or_else(|| bare.and_then(|bare| TABLE.arabic.get(bare)));
        for &(verb, (subject, object)) in readings.into_iter().flatten() {
            let next = tokens.get(at + 1).map_or("", |token| token.folded.as_str());
            let (object, last) = match object {
                0 => match TABLE.with.get(next) {
                    Some(&person) => (person, at + 1),
                    None if next.starts_with("لل") => (3, at + 1),
                    None => (0, at),
                },
                object => (object, at),
            };
            found.push(((at, last), (verb, (subject, object))));
        }
    }
    found
}
