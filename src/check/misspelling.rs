//! An English word that is in no dictionary, is no name and is vouched for by nothing.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;

use crate::bitext::{Finding, Severity};
use crate::check::evidence::common_word::{self, SLIP};
use crate::check::evidence::{foreign, names};
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::dates::{self, Named};
use crate::lexicon::names::{NameList, known};
use crate::lexicon::romanise;
use crate::lexicon::spelling::form::{self, Known, Shape};
use crate::lexicon::spelling::table::Entry;
use crate::lexicon::spelling::{Candidate, Variety, capitalised, table};
use crate::text::token::Kind;
use crate::text::{Lang, Token};

declare_check! {
    /// Flags an English word that no dictionary has and nothing vouches for.
    ///
    /// A slip in a published rendering costs trust, and ordinary spell checkers bury it under
    /// names. Here the list is American and British English together, derived words are known by
    /// their parts, and a name passes when it renders a word of the Arabic, comes again as a
    /// name, or is in the name list. Suggestions are ranked by the kind of slip (neighbouring
    /// keys, swapped letters, moved blocks), by frequency, by both neighbours and by the Arabic.
    /// In a text without its source an unknown word with a capital is information only, and so is one
    /// next to another such word: more likely a name. Words in capitals are flagged when they are surely a
    /// slip. Words that the text says are of another language, Latin names of species and addresses
    /// pass, and a suggestion that is hardly likelier than none is left out. It does not see a wrong word that exists: that is `confused-word`.
    Misspelling,
    "misspelling", Warning,
    flags: &[
        Example::Both("وقفوا ضد الحكومة السورية.", "They stood aginas the Syrian government."),
        Example::Both("قال المسؤول إن الحدود مغلقة.", "The offical said the border is closed."),
        Example::Both("قالت لجنة الأمن إن القرار نهائي.", "The Security Commitee said the decision was final."),
        Example::Alone(Lang::English, "They have recieved new reinforcements."),
        Example::Alone(Lang::English, "Most ofthe country is calm."),
        Example::Alone(Lang::English, "OFFICAL SAYS BORDER IS CLSOED"),
    ],
    passes: &[
        Example::Both("قال قاسم مصلح إن الحدود مغلقة.", "Qassem Musleh said the border is closed."),
        Example::Both("قالت أورسولا فون دير لاين إن الاتفاق جاهز.", "Ursula von der Leyen said the deal was ready."),
        Example::Both("فاز غلطة سراي على ضيفه.", "Galatasaray beat their guests."),
        Example::Both("هذا لون الطيران المفضل.", "This is aviation's favourite colour, we've heard."),
        Example::Both("عدد المواقع يفوق التوقعات.", "The prepandemic numbers at www.exmple.org don't matter."),
        Example::Alone(Lang::English, "The anti-government forces withdrew under surveillance."),
        Example::Alone(Lang::English, "See https://exmple.com/newz, [w]hile the entity(ies) follow the roadmap."),
        Example::Alone(Lang::English, "The forest (French: forêt amazonienne) breeds Aedes aegypti."),
        Example::Both("الناتو واليونسكو يوقعان اتفاقا في بغداد", "NATO AND UNESCO SIGN AGREEMENT IN BAGHDAD"),
    ],
}

impl Check for Misspelling {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, context: &Context) -> Vec<Finding> {
        let mut looked_up = LookedUp::default();
        let unknown: Vec<(usize, Vec<Unknown<'_>>)> = aligned
            .units
            .iter()
            .enumerate()
            .map(|(index, unit)| (index, looked_up.unknown_words(index, unit)))
            .filter(|(_, words)| !words.is_empty())
            .collect();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for word in unknown.iter().flat_map(|(_, words)| words) {
            *times.entry(word.key.as_str()).or_default() += 1;
        }
        let mut findings: Vec<Finding> = looked_up.mixed_varieties(aligned).into_iter().collect();
        for (index, words) in &unknown {
            let unit = &aligned.units[*index];
            for word in words {
                let around = Around::of(
                    unit,
                    word,
                    words,
                    times.get(word.key.as_str()).is_some_and(|&n| n > 2),
                );
                if let Some(mut finding) = judge(unit, word, around, context) {
                    finding.unit = *index;
                    findings.push(finding);
                }
            }
        }
        findings
    }
}

/// What the table says of the words of a document; each is looked up once.
#[derive(Default)]
struct LookedUp<'u> {
    entries: HashMap<&'u str, Option<Entry>>,
    /// American and British spellings: unit, token, key.
    varieties: [Vec<(usize, usize, String)>; 2],
}

impl<'u> LookedUp<'u> {
    /// The words of a unit that no dictionary has.
    fn unknown_words(&mut self, index: usize, unit: &'u Unit<'_>) -> Vec<Unknown<'u>> {
        let Some(text) = unit.text(Lang::English) else {
            return Vec::new();
        };
        let mut unknown = Vec::new();
        for (at, token) in unit.tokens(Lang::English).iter().enumerate() {
            if token.kind != Kind::Latin {
                continue;
            }
            let entry = *self
                .entries
                .entry(token.folded.as_str())
                .or_insert_with(|| table::entry(&form::key_of(token)));
            if let Some(variety) = entry.and_then(Entry::variety) {
                self.note_variety(variety, (index, at), token);
            }
            let shape = Shape::of(token.span.of(&text.text));
            let is_known = entry.is_some_and(|entry| entry.plain() || shape != Shape::Lower);
            if is_known || !form::is_judged(token, &text.text) {
                continue;
            }
            let key = form::key(token);
            if form::known_as(&key, shape, entry) == Known::No {
                unknown.push(Unknown {
                    token,
                    at,
                    key,
                    shape,
                    hyphenated: form::is_hyphenated(token.span, &text.text),
                });
            }
        }
        unknown
    }

    fn note_variety(&mut self, variety: Variety, (index, at): (usize, usize), token: &Token) {
        let key = form::key(token);
        // `-ize` is British too.
        if key.contains("iz") || key.contains("yz") {
            return;
        }
        self.varieties[usize::from(variety == Variety::British)].push((index, at, key));
    }

    /// British and American spellings in one document: one finding, at the first of the rarer
    /// kind.
    fn mixed_varieties(&self, aligned: &Aligned<'_>) -> Option<Finding> {
        let [american, british] = &self.varieties;
        let (rarer, name, other) = if american.len() < british.len() {
            (american, "American", british)
        } else {
            (british, "British", american)
        };
        let ((index, at, word), (_, _, example)) = (rarer.first()?, other.first()?);
        let unit = &aligned.units[*index];
        let mark = unit.mark(Lang::English, unit.tokens(Lang::English)[*at].span);
        let message = format!("{name} “{word}” stands in a text that writes “{example}”");
        let mut finding =
            Finding::new(Misspelling::META.id, Severity::Info, mark, message).with_confidence(0.7);
        finding.unit = *index;
        Some(finding)
    }
}

/// A word that the table does not know.
struct Unknown<'u> {
    token: &'u Token,
    /// Place among the tokens of its unit.
    at: usize,
    key: String,
    shape: Shape,
    hyphenated: bool,
}

/// What the rest of the text says of an unknown word.
#[derive(Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about the place"
)]
struct Around {
    /// It stands there three times or more.
    recurs: bool,
    /// Another unknown word in lower case is next to it or next but one: a quotation in another language.
    is_foreign: bool,
    /// The text says so, or it is a Latin name.
    is_marked: bool,
    /// All its text is in capitals.
    in_capitals: bool,
    /// It stands next to another name that no list has.
    is_of_a_name: bool,
    /// Words with capitals that no list has stand on both sides.
    is_between_names: bool,
}

impl Around {
    fn of(unit: &Unit<'_>, word: &Unknown<'_>, words: &[Unknown<'_>], recurs: bool) -> Around {
        let text = unit.text(Lang::English).map_or("", |text| text.text.as_str());
        let is_unknown = |at: usize| words.iter().any(|other| other.at == at);
        let mut near = words
            .iter()
            .filter(|other| (1..=2).contains(&other.at.abs_diff(word.at)));
        let is_beside = |other: &Unknown<'_>| other.shape != Shape::Lower && other.at.abs_diff(word.at) == 1;
        Around {
            recurs,
            is_foreign: near.any(|other| other.shape == Shape::Lower),
            is_marked: foreign::is_foreign(unit.tokens(Lang::English), word.at, text, &is_unknown),
            in_capitals: form::is_in_capitals(text),
            is_of_a_name: word.shape == Shape::Capital
                && (words.iter().any(&is_beside) || is_beside_a_name(unit, word.at, text)),
            is_between_names: words.iter().filter(|other| is_beside(other)).count() == 2,
        }
    }
}

/// Does a word stand next to it that is good with a capital only (`Institut Pasteur`)?
fn is_beside_a_name(unit: &Unit<'_>, at: usize, text: &str) -> bool {
    let tokens = unit.tokens(Lang::English);
    let mut beside = [at.checked_sub(1), Some(at + 1)]
        .into_iter()
        .flatten()
        .filter_map(|at| tokens.get(at));
    beside.any(|token| {
        let is_capital = token.kind == Kind::Latin && Shape::of(token.span.of(text)) == Shape::Capital;
        is_capital && table::entry(&form::key_of(token)).is_some_and(|entry| !entry.plain())
    })
}

/// Is it a part of a Hijri month's name, which is romanised in many ways?
fn is_month(unit: &Unit<'_>, token: usize) -> bool {
    let text = unit.text(Lang::English).map_or("", |text| text.text.as_str());
    dates::date_words(text, unit.tokens(Lang::English), Lang::English)
        .iter()
        .any(|date| matches!(date.named, Named::HijriMonth(_)) && date.tokens.contains(&token))
}

fn judge(unit: &Unit<'_>, word: &Unknown<'_>, around: Around, context: &Context) -> Option<Finding> {
    let text = &unit.text(Lang::English)?.text;
    if is_passed_over(unit, word, around, context) {
        return None;
    }
    let name_like = word.shape != Shape::Lower;
    let starts_sentence = names::starts_sentence(unit.tokens(Lang::English), word.at, text);
    let offered = if word.shape == Shape::Upper {
        shouted(unit, word, around)?
    } else {
        offered(unit, word, name_like && !starts_sentence)
    };
    let best = offered.first();
    let is_loan = !name_like && is_loan_of(unit, &word.key, best);
    let is_word_of_two = is_compound(&word.key) && best.is_none_or(|best| best.score < SLIP + COMPOUND);
    if is_loan || is_word_of_two || is_month(unit, word.at) {
        return None;
    }
    let is_name = context.alone && name_like || !starts_sentence && may_be_name(word, around);
    let severity = if is_slip(word, best, around) && !is_name {
        Severity::Warning
    } else {
        Severity::Info
    };
    let written = word.token.span.of(text);
    let mut finding = Finding::new(
        Misspelling::META.id,
        severity,
        unit.mark(Lang::English, word.token.span),
        match best {
            Some(best) => format!("“{written}” is in no dictionary; “{}” may be meant", best.word),
            None if name_like => {
                format!("“{written}” is in no dictionary, and no source vouches for the name")
            }
            None => format!("“{written}” is in no dictionary"),
        },
    )
    .with_confidence(confidence(best));
    if let Some(best) = best {
        finding = finding.with_evidence(
            "score",
            format!("{:.1}, usual slips are above {SLIP}", best.score),
        );
    }
    finding.suggestions = offered.into_iter().map(|found| found.word).collect();
    Some(finding)
}

/// Is the word listed, too short, a part of a foreign phrase or vouched for, so that nothing is said of it?
fn is_passed_over(unit: &Unit<'_>, word: &Unknown<'_>, around: Around, context: &Context) -> bool {
    let text = unit.text(Lang::English).map_or("", |text| text.text.as_str());
    let name_like = word.shape != Shape::Lower;
    let is_short = word.key.len() < 3 || (word.hyphenated && word.key.len() < 5);
    is_short
        || around.is_marked
        || is_listed(&word.key, word.token.span.of(text), context)
        || name_like && (around.recurs || word.shape == Shape::Mixed || is_told_elsewhere(unit, word.at))
        || is_particle(unit, word)
        || is_quoted(unit, &word.key)
}

/// Is it surely enough a slip: not a word that recurs, of another language, or part of a name?
fn is_slip(word: &Unknown<'_>, best: Option<&Candidate>, around: Around) -> bool {
    // Short words with a capital are abbreviations and parts of names (`Det Insp`, `Ng`).
    let is_short = word.shape != Shape::Lower && word.key.len() < 4;
    let has_accents = word
        .token
        .folded
        .nfc()
        .any(|c| c.is_alphabetic() && !c.is_ascii());
    let is_joining = word.shape == Shape::Lower && word.key.len() <= 4 && around.is_between_names;
    best.is_some_and(|best| best.score > SLIP)
        && !around.recurs
        && !around.is_foreign
        && !is_short
        && !has_accents
        && !is_joining
}

/// Is a word with a capital likelier a name than a slip?
fn may_be_name(word: &Unknown<'_>, around: Around) -> bool {
    let is_known = word.shape == Shape::Capital && known::is_latin_name(&word.key);
    word.shape != Shape::Lower && (around.is_of_a_name || is_known)
}

/// Has nearly every longer word of the text a capital, so that capitals say nothing of names?
fn is_headline(unit: &Unit<'_>) -> bool {
    let text = unit.text(Lang::English).map_or("", |text| text.text.as_str());
    let (mut words, mut capitals) = (0, 0);
    for token in unit.tokens(Lang::English) {
        if token.kind == Kind::Latin && token.folded.len() >= 4 {
            words += 1;
            capitals += usize::from(Shape::of(token.span.of(text)) != Shape::Lower);
        }
    }
    words >= 5 && capitals * 5 >= words * 4
}

/// Is it a word of the user's lists and dictionaries, or of a listed name?
fn is_listed(key: &str, written: &str, context: &Context) -> bool {
    let accepts = |word: &str| {
        let mut dictionaries = context.dictionaries.iter();
        dictionaries.any(|dictionary| dictionary.accepts(word) == Some(true))
    };
    context.words.contains(key)
        || NameList::public().knows(key)
        || context.names.knows(key)
        || accepts(written)
        || accepts(key)
}

/// Words inside names that are no words of English.
const PARTICLES: &[&str] = &[
    "von", "van", "der", "den", "ter", "zu", "della", "delle", "dei", "dos", "das", "bin", "bint", "ibn",
    "umm", "abu", "bou", "ould", "ait", "haj", "hajj", "hajji", "hadji", "sayyid", "sayyed", "sheikha",
    "mullah", "seyed", "cheb", "oum", "moulay", "lalla", "oglu",
];

/// Is it a particle before or after a word with a capital?
fn is_particle(unit: &Unit<'_>, word: &Unknown<'_>) -> bool {
    let (tokens, text) = (unit.tokens(Lang::English), unit.text(Lang::English));
    let has_capital = |token: &Token| {
        text.is_some_and(|text| {
            Shape::of(token.span.of(&text.text)) != Shape::Lower || PARTICLES.contains(&token.folded.as_str())
        })
    };
    let before = word.at.checked_sub(1).and_then(|at| tokens.get(at));
    let mut beside = before.into_iter().chain(tokens.get(word.at + 1));
    PARTICLES.contains(&word.key.as_str()) && beside.any(has_capital)
}

/// Letters from which a name may be written as two Arabic words (غلطة سراي).
const LONG: usize = 8;

/// Do two Arabic words that stand together romanise the name?
fn is_two_words(unit: &Unit<'_>, key: &str) -> bool {
    let words: Vec<&Token> = unit
        .tokens(Lang::Arabic)
        .iter()
        .filter(|token| token.kind == Kind::Arabic)
        .collect();
    key.len() >= LONG
        && words.windows(2).any(|two| {
            let joined = format!("{}{}", two[0].folded, two[1].folded);
            let most = key.len() + 3;
            joined.chars().count() <= most
                && romanise::best_match(key, &joined).is_some_and(|found| found.likeness >= romanise::SURE)
        })
}

/// Does the Arabic text hold the very word in Latin letters?
fn is_quoted(unit: &Unit<'_>, key: &str) -> bool {
    let mut tokens = unit.tokens(Lang::Arabic).iter();
    tokens.any(|token| token.kind == Kind::Latin && form::key_of(token) == key)
}

/// Likeness from which a short word in small letters writes an Arabic one.
const SHORT_LOAN: f32 = 0.6;
/// How much the Arabic must speak for the word that was meant, to make a slip of a loan.
const MEANT: f32 = 0.5;

/// Does it write an Arabic word by its sound (`oud`, عود), and does the Arabic not speak for the
/// word that it may be a slip of?
fn is_loan_of(unit: &Unit<'_>, key: &str, best: Option<&Candidate>) -> bool {
    let is_meant = best.is_some_and(|best| unit.support(&best.word.to_lowercase()) > MEANT);
    if is_meant || !unit.both_sides() {
        return false;
    }
    let single = key.strip_suffix('s').filter(|single| single.len() >= 3);
    std::iter::once(key).chain(single).any(|key| {
        let least = if key.len() < 5 { SHORT_LOAN } else { romanise::SURE };
        unit.romanisations(key)
            .iter()
            .any(|found| found.found.likeness >= least || romanise::is_official(key, &found.found.arabic))
    })
}

/// Does the Arabic vouch for the name, or does `name-misspelled` flag it?
fn is_told_elsewhere(unit: &Unit<'_>, at: usize) -> bool {
    unit.names()
        .iter()
        .find(|name| name.token == at)
        .is_some_and(|name| {
            name.is_vouched()
                || name.misspelt().is_some()
                || is_two_words(unit, &name.key)
                || is_plural_name(unit, &name.key)
        })
}

/// Is it the plural of a name that the Arabic has (`Merkits`, المركيتيين)?
fn is_plural_name(unit: &Unit<'_>, key: &str) -> bool {
    key.strip_suffix('s')
        .filter(|single| single.len() >= 4)
        .is_some_and(|single| {
            let found = unit.romanisations(single);
            found
                .first()
                .is_some_and(|best| best.found.likeness >= romanise::SURE)
        })
}

fn confidence(best: Option<&Candidate>) -> f32 {
    match best {
        Some(best) if best.score > SLIP + 3.0 => 0.95,
        Some(best) if best.score > SLIP => 0.85,
        Some(_) => 0.6,
        None => 0.5,
    }
}

/// Known words for an unknown one; for one with a capital inside a sentence those alone that the
/// Arabic speaks for.
fn offered(unit: &Unit<'_>, word: &Unknown<'_>, inside: bool) -> Vec<Candidate> {
    if inside && !unit.both_sides() {
        return Vec::new();
    }
    let mut offered = common_word::offered(unit, word.at, &word.key);
    if inside {
        let in_headline = is_headline(unit);
        let is_common = |word: &str| in_headline || table::entry(word).is_some_and(Entry::plain);
        offered
            .retain(|found| common_word::is_spoken_for(unit, found) && is_common(&found.word.to_lowercase()));
    }
    worth_offering(&mut offered);
    as_written(word, offered)
}

/// By how much a word in capitals must be more surely a slip than one in small letters, as it may be
/// an acronym or a name; letters that one outside a line of capitals has; the dearest slip of it.
const SHOUTED: f32 = 4.0;
const LONG_SHOUT: usize = 6;
const SHOUTED_COST: f32 = 7.0;

/// Known words for one in capitals; none when it is likelier an acronym or a name.
fn shouted(unit: &Unit<'_>, word: &Unknown<'_>, around: Around) -> Option<Vec<Candidate>> {
    let shortest = if around.in_capitals { 4 } else { LONG_SHOUT };
    if word.key.len() < shortest {
        return None;
    }
    let mut offered = common_word::offered(unit, word.at, &word.key);
    worth_offering(&mut offered);
    let best = offered.first()?;
    let is_word = table::entry(&best.word.to_lowercase()).is_some_and(Entry::plain);
    let is_slip = best.score > SLIP + SHOUTED && best.cost <= SHOUTED_COST && is_word;
    is_slip.then(|| as_written(word, offered))
}

/// A suggestion that is less likely than the best by more than so many nats, or than a usual slip by
/// more than so many, is worse than none.
const BEHIND_BEST: f32 = 4.0;
const BEHIND_SLIP: f32 = 2.5;

/// Leaves out suggestions that are not worth reading.
fn worth_offering(offered: &mut Vec<Candidate>) {
    let best = offered.first().map_or(f32::NEG_INFINITY, |best| best.score);
    offered.retain(|found| found.score > best - BEHIND_BEST && found.score > SLIP - BEHIND_SLIP);
}

/// By how much surer a slip must be that also reads as a compound.
const COMPOUND: f32 = 6.0;

/// Is it two everyday words of three letters and more (`roadmap`, `homeware`), neither of them
/// one that only joins others?
fn is_compound(key: &str) -> bool {
    let is_part = |part: &str| {
        let entry = table::entry(part);
        entry.is_some_and(|entry| {
            entry.plain() && !entry.counted_only() && (7..JOINING).contains(&entry.class())
        })
    };
    key.is_ascii()
        && key.len() >= 7
        && (3..=key.len() - 3).any(|cut| is_part(&key[..cut]) && is_part(key[cut..].trim_end_matches('s')))
}

/// Frequency class from which a word is one of grammar.
const JOINING: u8 = 14;

/// Candidates in the capitals of the written word, with what follows its stem (`'s`).
fn as_written(word: &Unknown<'_>, offered: Vec<Candidate>) -> Vec<Candidate> {
    let ending = word
        .token
        .folded
        .strip_prefix(word.key.as_str())
        .unwrap_or_default();
    let mut offered = offered;
    for found in &mut offered {
        match word.shape {
            Shape::Capital => found.word = capitalised(&found.word),
            Shape::Upper => found.word = found.word.to_uppercase(),
            _ => {}
        }
        found.word.push_str(ending);
    }
    offered
}
