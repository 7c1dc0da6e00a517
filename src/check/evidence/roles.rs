//! Who does what to whom in a plain clause of each language.
//!
//! English is read by its order: the noun phrase before the verb does, the one after it suffers;
//! with `was … by` the other way round. Arabic is read against that: the words around its verb
//! whose counterparts are the English doer and sufferer should stand in the order verb, doer,
//! sufferer, or doer, verb, sufferer; with من قبل and على يد the doer stands last. Clauses that
//! are not plain give nothing.

use crate::check::Unit;
use crate::lexicon::deeds::{Shape, deeds};
use crate::text::{Kind, Lang, Token};

/// A clause whose doer and sufferer are exchanged between the sides: tokens of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The English verb.
    pub english: usize,
    /// English tokens of who does it.
    pub doer: Vec<usize>,
    /// English tokens of whom it is done to.
    pub sufferer: Vec<usize>,
    /// The Arabic verb.
    pub arabic: usize,
    /// The last Arabic token of the clause.
    pub last: usize,
}

/// Match from which a word stands for another.
const MEANS: f32 = 0.5;

const BE: &str = "was were is are be been being am got";
const HAVE: &str = "has have had";
const MODALS: &str = "will would may might can could must should shall did does do";
const SKIPPED: &str = "not also already never then again later once twice reportedly allegedly n't";
const PREPOSITIONS: &str = "in on at to from by with about for into over under after before during against near \
    between through across behind without within since until as than";
const STOPS: &str = "and or but that who whom whose which while when where because if so yet nor then";
const TIMES: &str = "yesterday today tomorrow tonight last again twice monday tuesday wednesday thursday friday \
    saturday sunday late early";
const PRONOUNS: &str = "he she it they we i you him them us me his her their our its my your himself herself \
    itself themselves one who this that these those there what everyone nobody none more most all any many some \
    less nothing anything something both each another others few several everything fewer";
const ARABIC_STOPS: &str =
    "ان انه انها انهم بان الذي التي الذين اللذين وقد لكن بعد قبل عندما حين لان اذ كما ثم بينما";
const ARABIC_PREPOSITIONS: &str = "في من الي علي عن مع منذ خلال عبر ضد قرب لدي بين تحت فوق امام وراء حول";

fn has(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

/// The first clause of a unit in which the two sides exchange doer and sufferer.
pub fn exchange(unit: &Unit<'_>) -> Option<Exchange> {
    let occurrences = |lang: Lang| -> Vec<(usize, usize, Shape)> {
        let tokens = unit.tokens(lang).iter().enumerate();
        tokens
            .flat_map(|(at, token)| {
                let found = deeds(&token.folded, lang).iter();
                found.map(move |deed| (at, deed.pair, deed.shape))
            })
            .collect()
    };
    let english = occurrences(Lang::English);
    if english.is_empty() {
        return None;
    }
    let arabic = occurrences(Lang::Arabic);
    english.iter().find_map(|&(verb, pair, shape)| {
        let alone = |found: &[(usize, usize, Shape)]| {
            let mut places: Vec<usize> = found
                .iter()
                .filter(|one| one.1 == pair)
                .map(|one| one.0)
                .collect();
            places.dedup();
            places.len() == 1
        };
        let there = arabic.iter().find(|one| one.1 == pair)?;
        if !alone(&english) || !alone(&arabic) {
            return None;
        }
        let (doer, sufferer) = english_roles(unit, verb, shape)?;
        let clause = Clause {
            unit,
            doer: &doer,
            sufferer: &sufferer,
        };
        let last = clause.exchanged(there.0, there.2)?;
        Some(Exchange {
            english: verb,
            arabic: there.0,
            last,
            doer,
            sufferer,
        })
    })
}

/// Doer and sufferer of an English verb.
fn english_roles(unit: &Unit<'_>, verb: usize, shape: Shape) -> Option<(Vec<usize>, Vec<usize>)> {
    let text = &unit.text(Lang::English)?.text;
    let page = English {
        text,
        tokens: unit.tokens(Lang::English),
    };
    let (aux, before) = page.auxiliaries(verb);
    let is_passive = aux.iter().any(|word| has(BE, word)) && matches!(shape, Shape::Past | Shape::Participle);
    if is_passive {
        let by = (verb + 1..page.tokens.len().min(verb + 6)).find(|&at| page.word(at) == "by")?;
        let marks = (verb + 1..by).any(|at| page.tokens[at].kind == Kind::Mark);
        let pair = (page.phrase_after(by + 1)?, page.phrase_before(before)?);
        return (!marks).then_some(pair);
    }
    let fits = match shape {
        Shape::Base => aux.iter().any(|word| has(MODALS, word)),
        Shape::Finite => aux.is_empty(),
        Shape::Past => aux.iter().all(|word| has(HAVE, word)) && page.word(verb + 1) != "by",
        Shape::Participle => aux.iter().any(|word| has(HAVE, word)),
        Shape::Gerund => aux.iter().any(|word| has(BE, word)),
        Shape::Noun => false,
    };
    if !fits {
        return None;
    }
    Some((page.phrase_before(before)?, page.phrase_after(verb + 1)?))
}

struct English<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl English<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.folded.as_str())
    }

    /// The auxiliaries before a verb, and the token at which they begin.
    fn auxiliaries(&self, verb: usize) -> (Vec<&str>, usize) {
        let mut aux = Vec::new();
        let mut start = verb;
        while let Some(before) = start.checked_sub(1) {
            let word = self.word(before);
            let known = has(BE, word) || has(HAVE, word) || has(MODALS, word);
            if known {
                aux.push(word);
            } else if !(has(SKIPPED, word) || word.ends_with("ly") && word.len() > 4) {
                break;
            }
            start = before;
        }
        (aux, start)
    }

    /// The head of the noun phrase that ends before a token and begins its clause.
    fn phrase_before(&self, end: usize) -> Option<Vec<usize>> {
        let mut phrase: Vec<usize> = Vec::new();
        for at in (0..end).rev() {
            let token = &self.tokens[at];
            let word = token.folded.as_str();
            let inner = matches!(token.span.of(self.text), "-" | "." | "’" | "'");
            let opens = has(PRONOUNS, word) && word != "that";
            if opens || has(PREPOSITIONS, word) || phrase.len() > 7 {
                return None;
            }
            let is_word = matches!(token.kind, Kind::Latin | Kind::Number) || inner;
            if !is_word || (has(STOPS, word) && word != "and") {
                break;
            }
            phrase.push(at);
        }
        phrase.reverse();
        let of = phrase.iter().position(|&at| self.word(at) == "of");
        phrase.truncate(of.unwrap_or(phrase.len()));
        (!phrase.is_empty()).then_some(phrase)
    }

    /// The head of the noun phrase that begins at a token.
    fn phrase_after(&self, start: usize) -> Option<Vec<usize>> {
        let mut phrase = Vec::new();
        for (at, token) in self.tokens.iter().enumerate().skip(start).take(7) {
            let word = token.folded.as_str();
            let inner = token.span.of(self.text) == "-" && !phrase.is_empty();
            let ends = has(TIMES, word)
                || word.ends_with("ly") && word.len() > 4
                || has(PREPOSITIONS, word)
                || has(PRONOUNS, word)
                || has(STOPS, word)
                || word == "of";
            if ends || (token.kind != Kind::Latin && token.kind != Kind::Number && !inner) {
                break;
            }
            phrase.push(at);
        }
        (!phrase.is_empty()).then_some(phrase)
    }
}

/// Which English role an Arabic word answers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Doer,
    Sufferer,
}

struct Clause<'a, 'u> {
    unit: &'a Unit<'u>,
    doer: &'a [usize],
    sufferer: &'a [usize],
}

impl Clause<'_, '_> {
    /// The last Arabic token of the clause, when its order says the contrary of the English.
    fn exchanged(&self, verb: usize, shape: Shape) -> Option<usize> {
        let tokens = self.unit.tokens(Lang::Arabic);
        let word = |at: usize| tokens.get(at).map_or("", |token| token.folded.as_str());
        let end = (verb + 1..tokens.len().min(verb + 12))
            .find(|&at| tokens[at].kind == Kind::Mark || has(ARABIC_STOPS, word(at)))
            .unwrap_or(tokens.len().min(verb + 12));
        let after: Vec<usize> = (verb + 1..end).collect();
        if let Some((marker, length)) = agent_marker(&word, verb + 1, end) {
            let from = marker + length;
            let end = (from..tokens.len().min(from + 5))
                .find(|&at| tokens[at].kind == Kind::Mark || has(ARABIC_STOPS, word(at)))
                .unwrap_or(tokens.len().min(from + 5));
            let (first, second) = (self.sides(verb + 1..marker), self.sides(from..end));
            let exchanged =
                is_all(&first, Side::Doer) && second.first().is_some_and(|one| one.1 == Side::Sufferer);
            return exchanged.then(|| end - 1);
        }
        // قُتل: a passive that names no doer.
        if shape == Shape::Noun
            || self
                .raw(verb)
                .trim_start_matches(['و', 'ف', '\u{64E}'])
                .chars()
                .nth(1)
                == Some('\u{64F}')
        {
            return None;
        }
        let start = (0..verb)
            .rev()
            .take(6)
            .take_while(|&at| tokens[at].kind == Kind::Arabic && !has(ARABIC_STOPS, word(at)))
            .last()
            .unwrap_or(verb);
        let (before, behind) = (self.sides(start..verb), self.sides(verb + 1..end));
        let exchanged = match (before.as_slice(), behind.as_slice()) {
            ([], [(first, Side::Sufferer), rest @ ..]) => {
                let near = after
                    .iter()
                    .position(|at| at == first)
                    .is_some_and(|place| place <= 1)
                    && !after
                        .iter()
                        .take_while(|at| *at < first)
                        .any(|&at| has(ARABIC_PREPOSITIONS, word(at)));
                near && self.may_be_subject(*first, verb) && turns(rest) && !self.is_object_last(rest)
            }
            (before, behind) if !before.is_empty() => {
                let opens = !(start..verb).any(|at| has(ARABIC_PREPOSITIONS, word(at)));
                let near = behind.first().is_some_and(|one| one.0 <= verb + 3);
                opens && near && is_all(before, Side::Sufferer) && is_all(behind, Side::Doer)
            }
            _ => false,
        };
        exchanged.then(|| end - 1)
    }

    /// The Arabic words of a stretch that answer to one of the English roles.
    fn sides(&self, range: std::ops::Range<usize>) -> Vec<(usize, Side)> {
        let coverage = self.unit.coverage();
        range
            .filter_map(|token| {
                let word = coverage.word_of(Lang::Arabic, token)?;
                let (cover, far) = coverage.best(Lang::Arabic, word);
                let (back, own) = coverage.best(Lang::English, far);
                let there = coverage.side(Lang::English)[far].token;
                let meant = cover >= MEANS && (own == word || back <= cover);
                let side = if self.doer.contains(&there) {
                    Side::Doer
                } else if self.sufferer.contains(&there) {
                    Side::Sufferer
                } else {
                    return None;
                };
                meant.then_some((token, side))
            })
            .collect()
    }

    /// May this first noun behind a verb be its subject? Not when its ending is an object's, or a
    /// masculine verb stands before a feminine noun.
    fn may_be_subject(&self, noun: usize, verb: usize) -> bool {
        let raw = self.raw(noun);
        let verb_raw = self.raw(verb);
        let accusative = raw.ends_with(['\u{64E}', '\u{64B}'])
            || raw.ends_with("ًا")
            || (raw.ends_with("ين") && raw.chars().count() > 5 && raw.starts_with("ال"))
            || raw.starts_with("أبا ");
        let folded = &self.unit.tokens(Lang::Arabic)[verb].folded;
        let feminine_verb =
            verb_raw.ends_with('ت') || verb_raw.ends_with("تْ") || is_feminine_imperfect(folded);
        let feminine_noun = raw.ends_with('ة') || raw.ends_with("ةُ");
        let attached = raw.starts_with("بال") || raw.starts_with("لل");
        !accusative && !attached && (feminine_verb || !feminine_noun)
    }

    /// Does what follows end as a subject does (ون, the damma)?
    fn is_object_last(&self, rest: &[(usize, Side)]) -> bool {
        rest.iter().filter(|one| one.1 == Side::Doer).any(|one| {
            let raw = self.raw(one.0);
            raw.ends_with('\u{64F}')
                || (raw.ends_with("ون") && raw.starts_with("ال"))
                || raw.starts_with("أبو")
        })
    }

    fn raw(&self, token: usize) -> &str {
        let text = self.unit.text(Lang::Arabic).map_or("", |text| text.text.as_str());
        self.unit
            .tokens(Lang::Arabic)
            .get(token)
            .map_or("", |token| token.span.of(text))
    }
}

fn is_feminine_imperfect(folded: &str) -> bool {
    folded.trim_start_matches(['و', 'ف', 'س']).starts_with('ت')
}

/// Does the rest turn from the sufferer to the doer, once?
fn turns(rest: &[(usize, Side)]) -> bool {
    let from = rest.iter().position(|one| one.1 == Side::Doer);
    from.is_some_and(|from| rest[from..].iter().all(|one| one.1 == Side::Doer))
}

fn is_all(sides: &[(usize, Side)], side: Side) -> bool {
    !sides.is_empty() && sides.iter().all(|one| one.1 == side)
}

/// من قبل, على يد, بيد: where it stands and how many words it has.
fn agent_marker<'w>(word: &impl Fn(usize) -> &'w str, from: usize, end: usize) -> Option<(usize, usize)> {
    (from..end).find_map(|at| match (word(at), word(at + 1)) {
        ("من", "قبل" | "جانب" | "طرف") | ("علي", "يد" | "ايدي") => Some((at, 2)),
        ("بيد" | "بايدي", _) => Some((at, 1)),
        _ => None,
    })
}
