//! What the checks of consistency share: keys under which two texts are the same, the memory of
//! what other documents of a workspace say, and the search for texts that stand twice with
//! different counterparts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bitext::{Finding, Mark, Role, TransUnit};
use crate::check::{Aligned, Context, Meta, Unit};
use crate::text::{Kind, token};

/// Texts of fewer words are not compared: greetings and short answers vary rightly.
pub const FEWEST_WORDS: usize = 3;

/// A text of another document of fewer words is not compared: formulas of greeting and thanks
/// recur in every interview.
const FEWEST_ELSEWHERE: usize = 5;

/// A text as its words and numbers, folded: punctuation, case, harakat and spacing do not count.
pub fn key(text: &str) -> String {
    let words: Vec<String> = token::tokens(text)
        .into_iter()
        .filter(|token| token.kind != Kind::Mark)
        .map(|token| token.folded)
        .collect();
    words.join(" ")
}

/// Is a key long enough to be compared?
pub fn is_long(key: &str) -> bool {
    key.split(' ').count() >= FEWEST_WORDS
}

/// Source and target of another document, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remembered {
    /// The document, as people call it.
    pub document: String,
    /// Its text on the other side.
    pub text: String,
}

/// What other documents say: by source, and by target.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    targets: BTreeMap<String, Vec<Remembered>>,
    sources: BTreeMap<String, Vec<Remembered>>,
    pairs: Vec<RememberedPair>,
}

/// A pair of another document by its keys, for the search of near duplicates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RememberedPair {
    /// The document, as people call it.
    pub document: String,
    /// [`key`] of the source.
    pub source: String,
    /// [`key`] of the target.
    pub target: String,
}

impl Memory {
    /// Takes in a unit of a document; units with one side or of few words are left out.
    pub fn add(&mut self, document: &str, unit: &TransUnit) {
        let (Some(source), Some(target)) = (unit.source(), unit.target()) else {
            return;
        };
        let keys = (key(&source.text), key(&target.text));
        let put = |map: &mut BTreeMap<String, Vec<Remembered>>, key: String, text: &str| {
            if is_long(&key) {
                map.entry(key).or_default().push(Remembered {
                    document: document.to_owned(),
                    text: text.to_owned(),
                });
            }
        };
        self.pairs.push(RememberedPair {
            document: document.to_owned(),
            source: keys.0.clone(),
            target: keys.1.clone(),
        });
        put(&mut self.targets, keys.0, &target.text);
        put(&mut self.sources, keys.1, &source.text);
    }
}

/// The memory as one document sees it: without its own pairs.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Of all documents.
    pub memory: Arc<Memory>,
    /// What the document itself is called there.
    pub own: String,
}

impl Beside {
    /// Texts of other documents beside the same text (by its key) on the side of that role.
    pub fn known(&self, same: Role, key: &str) -> impl Iterator<Item = &Remembered> {
        let map = match same {
            Role::Source => &self.memory.targets,
            Role::Target => &self.memory.sources,
        };
        map.get(key)
            .into_iter()
            .flatten()
            .filter(|known| known.document != self.own)
    }

    /// All pairs of other documents, in the order in which they were added.
    pub fn pairs(&self) -> impl Iterator<Item = &RememberedPair> {
        self.memory.pairs.iter().filter(|pair| pair.document != self.own)
    }
}

/// The text of one side of a unit.
pub fn text<'u>(unit: &'u Unit<'_>, role: Role) -> Option<&'u str> {
    let lang = unit.transunit.direction.lang(role);
    unit.text(lang).map(|text| text.text.as_str())
}

/// The whole text of one side as a mark.
pub fn whole(unit: &Unit<'_>, role: Role) -> Option<Mark> {
    let lang = unit.transunit.direction.lang(role);
    let text = unit.text(lang)?;
    Some(Mark {
        lang,
        span: text.whole(),
    })
}

/// What a check of texts that stand twice says.
pub struct Twice {
    /// The side whose texts are the same.
    pub same: Role,
    /// The sentence of the finding.
    pub message: &'static str,
    /// How sure.
    pub confidence: f32,
    /// Is the other text a suggestion?
    pub suggests: bool,
}

/// Units whose text on one side stands elsewhere too, in the document before or in another
/// document, with another text beside it. The finding is at the target.
pub fn twice(aligned: &Aligned<'_>, context: &Context, meta: &Meta, twice: &Twice) -> Vec<Finding> {
    let beside = match twice.same {
        Role::Source => Role::Target,
        Role::Target => Role::Source,
    };
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut findings = Vec::new();
    for (index, unit) in aligned.units.iter().enumerate() {
        let (Some(same), Some(other)) = (text(unit, twice.same), text(unit, beside)) else {
            continue;
        };
        let same_key = key(same);
        if !is_long(&same_key) {
            continue;
        }
        let earlier = first.get(&same_key).map(|&at| &aligned.units[at]);
        let counts = same_key.split(' ').count() >= FEWEST_ELSEWHERE;
        let differing = earlier
            .and_then(|earlier| text(earlier, beside))
            .map(|text| ("this document", text))
            .into_iter()
            .chain(
                context
                    .memory
                    .known(twice.same, &same_key)
                    .filter(|_| counts)
                    .map(|known| (known.document.as_str(), known.text.as_str())),
            )
            .find(|(_, text)| key(text) != key(other));
        if let (Some((document, text)), Some(at)) = (differing, whole(unit, Role::Target)) {
            let mut finding = Finding::new(meta.id, meta.severity, at, twice.message)
                .with_confidence(twice.confidence)
                .with_evidence("elsewhere", format!("{document}: {text}"));
            finding
                .suggestions
                .extend(twice.suggests.then(|| text.to_owned()));
            finding.unit = index;
            finding
                .related
                .extend(earlier.and_then(|earlier| whole(earlier, beside)));
            findings.push(finding);
        }
        first.entry(same_key).or_insert(index);
    }
    findings
}
