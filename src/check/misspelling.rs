//! An English word that is in no dictionary, is no name and is vouched for by nothing.

use std::collections::{BTreeMap, HashMap};

use crate::bitext::{Finding, Severity};
use crate::check::evidence::common_word::{self, SLIP};
use crate::check::evidence::names;
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::names::NameList;
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
    /// In a text without its source an unknown word with a capital is information only. It does
    /// not see a wrong word that exists: that is `confused-word`.
    Misspelling,
    "misspelling", Warning,
    flags: &[
        Example::Both("وقفوا ضد الحكومة السورية.", "They stood aginas the Syrian government."),
        Example::Both("قال المسؤول إن الحدود مغلقة.", "The offical said the border is closed."),
        Example::Both("قالت لجنة الأمن إن القرار نهائي.", "The Security Commitee said the decision was final."),
        Example::Alone(Lang::English, "They have recieved new reinforcements."),
        Example::Alone(Lang::English, "Most ofthe country is calm."),
    ],
    passes: &[
        Example::Both("قال قاسم مصلح إن الحدود مغلقة.", "Qassem Musleh said the border is closed."),
        Example::Both("قالت أورسولا فون دير لاين إن الاتفاق جاهز.", "Ursula von der Leyen said the deal was ready."),
        Example::Both("فاز غلطة سراي على ضيفه.", "Galatasaray beat their guests."),
        Example::Both("هذا لون الطيران المفضل.", "This is aviation's favourite colour, we've heard."),
        Example::Both("عدد المواقع يفوق التوقعات.", "The prepandemic numbers at www.exmple.org don't matter."),
        Example::Alone(Lang::English, "The anti-government forces withdrew under surveillance."),
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
                let around = Around {
                    recurs: times.get(word.key.as_str()).is_some_and(|&n| n > 2),
                    is_foreign: words.iter().any(|other| {
                        other.shape == Shape::Lower && (1..=2).contains(&other.at.abs_diff(word.at))
                    }),
                };
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
struct Around {
    /// It stands there three times or more.
    recurs: bool,
    /// Another unknown word in lower case is next to it or next but one: a quotation in another language.
    is_foreign: bool,
}

fn judge(unit: &Unit<'_>, word: &Unknown<'_>, around: Around, context: &Context) -> Option<Finding> {
    let Around { recurs, is_foreign } = around;
    let name_like = word.shape != Shape::Lower;
    let text = &unit.text(Lang::English)?.text;
    if is_listed(&word.key, word.token.span.of(text), context)
        || word.key.len() < 3
        || (word.hyphenated && word.key.len() < 5)
    {
        return None;
    }
    if name_like && (recurs || word.shape != Shape::Capital) {
        return None;
    }
    let starts_sentence = names::starts_sentence(unit.tokens(Lang::English), word.at, text);
    if (name_like && is_told_elsewhere(unit, word.at)) || is_particle(unit, word) {
        return None;
    }
    let offered = offered(unit, word, name_like && !starts_sentence);
    let best = offered.first();
    // Short words with a capital are abbreviations and parts of names (`Det Insp`, `Ng`).
    let is_short = name_like && word.key.len() < 4;
    let is_slip = best.is_some_and(|best| best.score > SLIP) && !is_foreign && !is_short;
    let severity = if recurs || !is_slip || (name_like && context.alone) {
        Severity::Info
    } else {
        Severity::Warning
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

/// Does the Arabic vouch for the name, or does `name-misspelled` flag it?
fn is_told_elsewhere(unit: &Unit<'_>, at: usize) -> bool {
    unit.names()
        .iter()
        .find(|name| name.token == at)
        .is_some_and(|name| name.is_vouched() || name.misspelt().is_some() || is_two_words(unit, &name.key))
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
    as_written(word, offered)
}

/// Candidates in the capitals of the written word, with what follows its stem (`'s`).
fn as_written(word: &Unknown<'_>, offered: Vec<Candidate>) -> Vec<Candidate> {
    let ending = word
        .token
        .folded
        .strip_prefix(word.key.as_str())
        .unwrap_or_default();
    let mut offered = offered;
    for found in &mut offered {
        if word.shape == Shape::Capital {
            found.word = capitalised(&found.word);
        }
        found.word.push_str(ending);
    }
    offered
}
