//! Latin names of a unit and how well the Arabic vouches for each.
//!
//! A name that no list has is compared with the Arabic words: it may romanise one of them, or it
//! may nearly do so and be misspelt. The second is judged by a logistic model over the likeness
//! before and after the best changes of letters, the frequency of the Arabic word, what else
//! explains that word, and names of the word table close by, fitted on 2,000 misspelt and 360
//! unknown correct names; its score and what it sees go into boosted trees (`misspelt.tsv`,
//! `corpora/checks/README.md`), trained on other slips. No text of either is part of any test.
//! A place of the public list is judged by that list alone.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::check::Unit;
use crate::check::evidence::authority;
use crate::check::evidence::common_word;
use crate::check::evidence::model::{self, Model};
use crate::check::evidence::name_like;
use crate::check::evidence::opposite::Romanisation;
use crate::lexicon::dialect;
use crate::lexicon::names::{Name, NameList, known};
use crate::lexicon::romanise::{self, Repair};
use crate::lexicon::spelling::form::{self, Known, Shape};
use crate::lexicon::spelling::{self, Surroundings, noise, table};
use crate::lexicon::words::{Words, similarity};
use crate::text::token::Kind;
use crate::text::{Lang, Token};

/// A capitalised English word.
#[derive(Debug)]
pub struct NameWord {
    /// Index among the English tokens.
    pub token: usize,
    /// Its lower-case key.
    pub key: String,
    /// Its capitals.
    pub shape: Shape,
    /// How the word table knows it.
    pub known: Known,
    /// Does it stand where any word has a capital?
    pub starts_sentence: bool,
    /// Is it a common word with a slip, not a name?
    pub is_common: bool,
    /// Do public lists write a word of the Arabic so? Only asked for unknown words.
    pub is_paired: bool,
    /// Arabic words that romanise most like it, best first; only asked for unknown words.
    pub romanisations: Vec<Romanisation>,
    /// The nearly fitting Arabic word, for an unknown name that may be misspelt.
    pub slip: Option<Slip>,
}

/// An unknown name that an Arabic word nearly vouches for.
#[derive(Debug)]
pub struct Slip {
    /// The Arabic token.
    pub arabic: usize,
    /// Logit of the trees that the name is misspelt.
    pub score: f32,
    /// What the model sees.
    pub features: Vec<f32>,
    /// Better spellings, best first, with capital.
    pub spellings: Vec<String>,
}

static MODELS: LazyLock<BTreeMap<String, Model>> =
    LazyLock::new(|| model::models(include_str!("misspelt.tsv")));

/// How sure a slip of that score is.
pub fn confidence(score: f32) -> f32 {
    MODELS
        .get("misspelt")
        .map_or(0.0, |model| model.confidence(score))
}

/// Likeness from which a name fits: no slip is looked for.
pub const FITS: f32 = 1.05;
/// Likeness from which a name fits unless a change of letters gains at least so many nats: a
/// letter that is rarely written so is no slip (`Kassim` for قاسم).
const NEARLY_FITS: f32 = 0.5;
const LEAST_GAIN: f32 = 6.5;
/// Score from which a name is called misspelt.
pub const MISSPELT: f32 = 1.55;
/// Log odds of the logistic model below which the trees are not asked.
const LEAST_ODDS: f32 = 0.6;
/// log10 of the frequency above which the Arabic word nearest to a name is no name, and above
/// which the next ones are none.
const COMMON: f32 = -3.9;
const RARE: f32 = -4.8;
/// Shortest name in which a slip can be told.
const SHORTEST: usize = 4;

impl NameWord {
    /// Does a word of the Arabic romanise well enough to vouch for the name?
    pub fn is_vouched(&self) -> bool {
        self.romanisations
            .first()
            .is_some_and(|best| best.found.likeness >= romanise::SURE)
            || self.is_paired
            || self.is_official()
    }

    /// Is it an official romanisation of a word of the Arabic?
    fn is_official(&self) -> bool {
        let mut near = self.romanisations.iter();
        near.any(|found| romanise::is_official(&self.key, &found.found.arabic))
    }

    /// The nearly fitting Arabic word, when the name is probably misspelt.
    pub fn misspelt(&self) -> Option<&Slip> {
        self.slip.as_ref().filter(|slip| slip.score > MISSPELT)
    }

    /// Is it a word that no list has?
    pub fn is_unknown(&self) -> bool {
        self.known == Known::No || (self.known == Known::Derived && !self.starts_sentence)
    }
}

/// The capitalised words of the English text that may be names.
pub fn names(unit: &Unit<'_>) -> Vec<NameWord> {
    let Some(text) = unit.text(Lang::English) else {
        return Vec::new();
    };
    let text = text.text.as_str();
    let tokens = unit.tokens(Lang::English);
    let mut names = Vec::new();
    let in_capitals = form::is_in_capitals(text);
    for (index, token) in tokens.iter().enumerate() {
        let mut shape = Shape::of(token.span.of(text));
        if in_capitals && shape == Shape::Upper && token.folded.len() >= SHORTEST {
            shape = Shape::Capital;
        }
        if token.kind != Kind::Latin || shape == Shape::Lower || !form::is_judged(token, text) {
            continue;
        }
        let key = form::key(token);
        let mut name = NameWord {
            token: index,
            shape,
            known: form::known(&key, shape),
            starts_sentence: starts_sentence(tokens, index, text),
            is_common: false,
            is_paired: false,
            romanisations: Vec::new(),
            slip: None,
            key,
        };
        if name.is_unknown() && name.key.len() >= 3 {
            name.romanisations = unit.romanisations(&name.key);
            name.is_paired = name_like::is_answered(unit, &name.key);
            name.is_common = is_common(unit, &name);
            name.slip = if name.is_common { None } else { slip(unit, &name) };
        }
        names.push(name);
    }
    names
}

/// Is it written for a common word that the Arabic has? Nothing that sounds like a word of the
/// Arabic is.
fn is_common(unit: &Unit<'_>, name: &NameWord) -> bool {
    unit.both_sides()
        && name.known == Known::No
        && name.shape == Shape::Capital
        && name.key.len() >= SHORTEST
        && !name.is_vouched()
        && !NameList::public().knows(&name.key)
        && common_word::is_common(unit, name.token, &name.key)
}

/// Does the token come first, or after a full stop, an opening mark or a line break?
pub fn starts_sentence(tokens: &[Token], index: usize, text: &str) -> bool {
    let Some(before) = index.checked_sub(1).map(|before| &tokens[before]) else {
        return true;
    };
    let between = text.get(before.span.end..tokens[index].span.start).unwrap_or("");
    between.contains('\n')
        || (before.kind == Kind::Mark
            && before
                .span
                .of(text)
                .contains(['.', '!', '?', ':', '“', '"', '‘', '–', '…', '—']))
}

fn slip(unit: &Unit<'_>, name: &NameWord) -> Option<Slip> {
    if name.is_paired || name_like::is_listed_meaning(&name.key) {
        return None;
    }
    let of_a_place = (name.known == Known::No)
        .then(|| slip_of_a_place(unit, name))
        .flatten();
    of_a_place.or_else(|| slip_of_letters(unit, name))
}

/// Kinds of listed names of which the list has every usual spelling.
const SETTLED: &[&str] = &[
    "country",
    "capital",
    "city",
    "governorate",
    "region",
    "state",
    "river",
    "sea",
];
/// The dearest slip of a listed place, in nats: one, or two in a long name.
const ONE_SLIP: f32 = 8.4;
const TWO_SLIPS: f32 = 15.0;
const LONG: usize = 7;
/// What a slip of a listed place is worth: its Arabic stands there, and its English does not.
const CERTAIN: f32 = 5.0;

/// A listed place whose Arabic stands in the text and whose name this is but for one slip.
fn slip_of_a_place(unit: &Unit<'_>, name: &NameWord) -> Option<Slip> {
    if name.key.len() < SHORTEST || name.shape != Shape::Capital || NameList::public().knows(&name.key) {
        return None;
    }
    let places = authority::places(unit, NameList::public());
    let mut slips = places.into_iter().filter(|place| {
        SETTLED.contains(&place.name.kind.as_str())
            && place.words == 1
            && !authority::has_form(unit, place.name)
    });
    slips.find_map(|place| {
        if is_official_form(&name.key, place.name) {
            return None;
        }
        let latin = romanise::latin_key(&place.name.latin);
        let is_doubled = name.key.strip_prefix(&latin) == latin.get(latin.len().saturating_sub(1)..);
        let has_ending = !is_doubled && name.key.starts_with(&latin) || latin.starts_with(&name.key);
        let cost = noise::letters(name.key.as_bytes(), latin.as_bytes());
        let is_long = latin.len() >= LONG || has_moved_letters(&name.key, &latin);
        let most = if is_long { TWO_SLIPS } else { ONE_SLIP };
        (cost < most && !has_ending).then(|| Slip {
            arabic: place.token,
            score: CERTAIN,
            features: Vec::new(),
            spellings: vec![place.name.latin.clone()],
        })
    })
}

/// Is it an official romanisation of a listed name, and does no official form of the list have
/// other vowels?
fn is_official_form(key: &str, name: &Name) -> bool {
    let vowels = |latin: &str| -> String {
        let key = romanise::latin_key(latin).replace("ay", "ai").replace("aw", "au");
        let key = key
            .strip_suffix("ah")
            .map_or(key.clone(), |stem| format!("{stem}a"));
        key.chars().filter(|c| "aiu".contains(*c)).collect()
    };
    let is_official = |latin: &str| romanise::is_official(latin, &name.arabic);
    let mut official = name.forms().filter(|form| is_official(form)).peekable();
    is_official(key) && (official.peek().is_none() || official.any(|form| vowels(form) == vowels(key)))
}

/// The same letters after the same first one, in another order: `Beruit`.
fn has_moved_letters(written: &str, latin: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    written.chars().next() == latin.chars().next() && sorted(written) == sorted(latin)
}

fn slip_of_letters(unit: &Unit<'_>, name: &NameWord) -> Option<Slip> {
    let best = name.romanisations.first()?;
    let counted = Words::embedded()
        .log10_frequency(Lang::English, &name.key)
        .is_some();
    if name.shape != Shape::Capital
        || name.key.len() < SHORTEST
        || counted
        || name.is_official()
        || NameList::public().knows(&name.key)
        || best.found.likeness >= FITS
        || name.starts_sentence && table::entry(&name.key).is_some()
    {
        return None;
    }
    let listed = Listed::of(unit, &name.key);
    let gains = |found: &Romanisation| {
        let arabic = &unit.tokens(Lang::Arabic)[found.token].folded;
        romanise::repair(&name.key, arabic)
            .first()
            .map_or(0.0, |repair| repair.gain)
    };
    if best.found.likeness > NEARLY_FITS && gains(best) < LEAST_GAIN {
        return None;
    }
    let frequency = |token: usize| {
        let word = unit.arabic_words().iter().find(|word| word.token == token);
        word.and_then(|word| word.log10).unwrap_or(-9.0)
    };
    let mut slips: Vec<Slip> = name
        .romanisations
        .iter()
        .enumerate()
        .filter(|(rank, found)| frequency(found.token) < if *rank == 0 { COMMON } else { RARE })
        .filter(|(_, found)| may_be_name(unit, name, found))
        .filter_map(|(_, found)| judged(unit, name, found, &listed))
        .collect();
    let first = slips
        .iter()
        .position(|slip| slip.score > MISSPELT)
        .or_else(|| (!slips.is_empty()).then_some(0))?;
    Some(slips.swap_remove(first))
}

/// log10 of the frequency, and cosine with another English word, from which an Arabic word that no list
/// of names has is a word of the language.
const EVERYDAY: f32 = -4.3;
const EXPLAINED: f32 = 0.5;

/// Can the Arabic word be a name? An everyday word, or one that another English word translates, is
/// none unless lists of names have it.
fn may_be_name(unit: &Unit<'_>, name: &NameWord, found: &Romanisation) -> bool {
    let token = &unit.tokens(Lang::Arabic)[found.token];
    let written = unit
        .text(Lang::Arabic)
        .map_or("", |text| token.span.of(&text.text));
    let word = unit.arabic_words().iter().find(|word| word.token == found.token);
    let is_everyday = word
        .and_then(|word| word.log10)
        .is_some_and(|log10| log10 > EVERYDAY);
    known::is_arabic_name(written)
        || NameList::public().knows_arabic(&token.folded)
        || !is_everyday
            && explained(unit, name.token, found.token) < EXPLAINED
            && !dialect::is_dialect(written)
}

fn judged(unit: &Unit<'_>, name: &NameWord, found: &Romanisation, listed: &Listed) -> Option<Slip> {
    let arabic = &unit.tokens(Lang::Arabic)[found.token];
    let repairs = romanise::repair(&name.key, &arabic.folded);
    repairs.first()?;
    let features = Features {
        name,
        found,
        repairs: &repairs,
        listed,
        log10: unit
            .arabic_words()
            .iter()
            .find(|word| word.token == found.token)
            .and_then(|word| word.log10),
        explained: explained(unit, name.token, found.token),
        claimed: claimed(unit, name.token, &arabic.folded),
        letters: arabic.folded.chars().count(),
    };
    let values = features.values();
    // The trees alone believe in any word where the sentence is short.
    if features.log_odds() < LEAST_ODDS {
        return None;
    }
    Some(Slip {
        arabic: found.token,
        score: MODELS.get("misspelt").map_or(-9.0, |model| model.score(&values)),
        features: values,
        spellings: spellings(&arabic.folded, &repairs, listed),
    })
}

/// Gain in nats from which a second change is needed too.
const SECOND: f32 = 4.0;
/// Likeness by which a listed name may fit worse than the best change of letters.
const LISTED_LEEWAY: f32 = 0.35;
/// Cosine from which a listed name is the translation of an Arabic word.
const TRANSLATED: f32 = 0.45;

/// A name of the table that fits as well, then the best change of letters.
fn spellings(arabic: &str, repairs: &[Repair], listed: &Listed) -> Vec<String> {
    let fits = |key: &str| romanise::best_match(key, arabic).map_or(-9.0, |found| found.likeness);
    let gain = repairs.last().map_or(0.0, |last| last.gain);
    let changed = repairs
        .iter()
        .find(|repair| repair.gain + SECOND > gain)
        .map_or("", |repair| repair.latin.as_str());
    let mut spellings = Vec::new();
    if let Some(word) = &listed.word
        && (fits(word) + LISTED_LEEWAY > fits(changed) || listed.similarity > TRANSLATED)
    {
        spellings.push(spelling::capitalised(word));
    }
    let changed = spelling::capitalised(changed);
    if !spellings.contains(&changed) {
        spellings.push(changed);
    }
    spellings
}

/// A name of the word table close to the unknown one, and what the Arabic says of it.
struct Listed {
    word: Option<String>,
    likeness: f32,
    similarity: f32,
}

/// What a name of the table gains over common words when candidates are ranked, in nats, and
/// the dearest slip that leads to one.
const NAME_GAIN: f32 = 6.0;
const MAX_COST: f32 = 12.5;

impl Listed {
    fn of(unit: &Unit<'_>, key: &str) -> Listed {
        let is_name = |word: &str| table::entry(word).is_some_and(table::Entry::capital);
        let around = Surroundings {
            support: &|word| if is_name(word) { NAME_GAIN } else { 0.0 },
            ..Surroundings::none()
        };
        let mut listed = Listed {
            word: None,
            likeness: -9.0,
            similarity: -1.0,
        };
        let mut best = f32::NEG_INFINITY;
        for candidate in spelling::candidates(key, &around, 8) {
            let word = candidate.word.to_lowercase();
            if candidate.cost > MAX_COST || !is_name(&word) {
                continue;
            }
            let likeness = unit
                .romanisations(&word)
                .first()
                .map_or(-9.0, |best| best.found.likeness);
            let similarity = unit
                .translation(&word)
                .map_or(-1.0, |translation| translation.similarity);
            let worth = likeness.max(4.0 * similarity - 0.8) - 0.1 * candidate.cost;
            if worth > best {
                best = worth;
                listed.word = Some(word);
            }
            listed.likeness = listed.likeness.max(likeness);
            listed.similarity = listed.similarity.max(similarity);
        }
        listed
    }
}

/// The best cosine of an Arabic word with any other English word: high when it is translated.
pub fn explained(unit: &Unit<'_>, but: usize, arabic: usize) -> f32 {
    let lexicon = Words::embedded();
    let word = unit.arabic_words().iter().find(|word| word.token == arabic);
    let Some(vector) = word.and_then(|word| word.vector.as_ref()) else {
        return 0.0;
    };
    unit.tokens(Lang::English)
        .iter()
        .enumerate()
        .filter(|(index, token)| *index != but && token.kind == Kind::Latin)
        .filter_map(|(_, token)| lexicon.find(Lang::English, &token.folded))
        .map(|entry| similarity(vector, &lexicon.vector(Lang::English, entry.row)))
        .fold(0.0, f32::max)
}

/// The best likeness of an Arabic word with any other capitalised English word.
fn claimed(unit: &Unit<'_>, but: usize, arabic: &str) -> f32 {
    let text = unit.text(Lang::English).map_or("", |text| text.text.as_str());
    unit.tokens(Lang::English)
        .iter()
        .enumerate()
        .filter(|(index, token)| {
            *index != but && token.kind == Kind::Latin && Shape::of(token.span.of(text)) != Shape::Lower
        })
        .filter_map(|(_, token)| romanise::best_match(&form::key(token), arabic))
        .map(|found| found.likeness)
        .fold(-9.0, f32::max)
}

struct Features<'a> {
    name: &'a NameWord,
    found: &'a Romanisation,
    repairs: &'a [Repair],
    listed: &'a Listed,
    log10: Option<f32>,
    explained: f32,
    claimed: f32,
    letters: usize,
}

impl Features<'_> {
    /// What the model sees.
    fn values(&self) -> Vec<f32> {
        let one = self.repairs.first().map_or(0.0, |repair| repair.gain);
        let two = self.repairs.last().map_or(one, |repair| repair.gain);
        let length = self.name.key.len().max(4) as f32;
        vec![
            one,
            two - one,
            self.found.found.likeness.max(-1.5),
            (self.found.found.odds + one) / length,
            (self.found.found.odds + two) / length,
            length,
            self.log10.unwrap_or(-7.0),
            self.explained,
            self.claimed.max(-1.5),
            self.listed.likeness.max(-1.5),
            self.listed.similarity.max(-0.2),
            self.letters as f32,
            f32::from(u8::from(self.name.starts_sentence)),
            f32::from(u8::from(self.listed.word.is_some())),
            self.log_odds(),
        ]
    }

    /// Log odds of a misspelt name; the weights are those of the fit.
    fn log_odds(&self) -> f32 {
        let over = |value: f32, from: f32| (value - from).max(0.0);
        let length = self.name.key.len().max(4) as f32;
        let one = self.repairs.first().map_or(0.0, |repair| repair.gain);
        let two = self.repairs.last().map_or(one, |repair| repair.gain);
        let before = self.found.found.likeness.max(-1.5);
        let (after_one, after_two) = (
            (self.found.found.odds + one) / length,
            (self.found.found.odds + two) / length,
        );
        let listed = self.listed.likeness.max(-0.8);
        let translated = self.listed.similarity.max(0.0);
        let rarity = self.log10.map_or(6.0, |log10| (-log10).min(6.0));
        let terms = [
            (-0.17, one.min(11.0)),
            (0.54, over(one, 6.0)),
            (-0.02, (two - one).min(10.0)),
            (-0.58, before),
            (-0.20, over(before, 0.7)),
            (-1.23, over(-before, 0.3)),
            (1.53, after_two),
            (0.20, after_one),
            (0.44, over(1.0, after_two)),
            (-0.77, over(6.0, length)),
            (-0.36, rarity),
            (-0.29, self.explained),
            (0.03, over(self.explained, 0.35)),
            (-0.58, self.claimed.max(-0.5)),
            (1.00, over(listed - before, 0.0)),
            (0.88, listed),
            (-0.80, translated),
            (4.71, over(translated, 0.35)),
            (0.33, over(4.0, self.letters as f32)),
        ];
        1.2 + terms.iter().map(|(weight, value)| weight * value).sum::<f32>()
    }
}
