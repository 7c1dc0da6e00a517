//! Words that carry little and change all: sides, directions, first and last, before and after.
//!
//! `oppositions.tsv`, written by hand, has the poles of some thirty axes with the words of both
//! languages that claim a pole, those that may only excuse the other side from it, and phrases
//! in which a word claims nothing. Forms of verbs are made here by rule.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use crate::text::{Kind, Lang, Token};

static TABLE: &str = include_str!("oppositions.tsv");

/// How much a word says for its pole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Force {
    /// It says nothing here and takes back what its words would say.
    None,
    /// It may stand for the pole.
    Weak,
    /// It claims the pole.
    Sure,
}

/// A place of a text that says something of a pole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// The axis, by its number.
    pub axis: usize,
    /// The pole, by its number in the axis.
    pub pole: usize,
    /// How much it says.
    pub force: Force,
    /// The first token of the words.
    pub first: usize,
    /// The last one.
    pub last: usize,
}

/// An axis with its poles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Axis {
    /// What it is called in the table.
    pub name: &'static str,
    /// Its poles, two or more.
    pub poles: Vec<&'static str>,
    /// Does a negation turn its poles round?
    pub negatable: bool,
}

#[derive(Debug, Clone)]
enum Element {
    /// A word, with whatever may be written together with it.
    Word(String),
    /// A word as it stands, with و or ف at most.
    Exact(String),
    /// A word of a set.
    Set(&'static str),
}

#[derive(Debug)]
struct Pattern {
    axis: usize,
    pole: usize,
    force: Force,
    elements: Vec<Element>,
}

#[derive(Debug, Default)]
struct Table {
    axes: Vec<Axis>,
    sets: BTreeMap<&'static str, HashSet<&'static str>>,
    patterns: [Vec<Pattern>; 2],
    /// Patterns by their first word.
    starts: [HashMap<String, Vec<usize>>; 2],
}

static OPPOSITIONS: LazyLock<Table> = LazyLock::new(|| Table::read(TABLE));

/// The axes of the table.
pub fn axes() -> &'static [Axis] {
    &OPPOSITIONS.axes
}

/// What the tokens of a text say of the poles, in the order of their places.
pub fn read(tokens: &[Token], lang: Lang) -> Vec<Claim> {
    let table = &*OPPOSITIONS;
    let variants: Vec<Vec<&str>> = tokens.iter().map(|token| variants(token, lang)).collect();
    let page = Page {
        table,
        tokens,
        variants: &variants,
        lang,
    };
    let mut claims: Vec<Claim> = (0..tokens.len()).flat_map(|at| page.claims_at(at)).collect();
    let taken_back: Vec<Claim> = claims
        .iter()
        .copied()
        .filter(|claim| claim.force == Force::None)
        .collect();
    claims.retain(|claim| {
        claim.force != Force::None
            && !taken_back
                .iter()
                .any(|none| none.axis == claim.axis && none.first <= claim.first && claim.last <= none.last)
    });
    claims
}

struct Page<'a> {
    table: &'static Table,
    tokens: &'a [Token],
    variants: &'a [Vec<&'a str>],
    lang: Lang,
}

impl Page<'_> {
    fn claims_at(&self, at: usize) -> Vec<Claim> {
        let starts = &self.table.starts[self.lang as usize];
        let mut found: Vec<usize> = self.variants[at]
            .iter()
            .filter_map(|variant| starts.get(*variant))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        let patterns = &self.table.patterns[self.lang as usize];
        found
            .into_iter()
            .filter_map(|index| {
                let pattern = &patterns[index];
                let last = self.matched(&pattern.elements, at)?;
                Some(Claim {
                    axis: pattern.axis,
                    pole: pattern.pole,
                    force: pattern.force,
                    first: at,
                    last,
                })
            })
            .collect()
    }

    /// The last token of the words that match from a token on.
    fn matched(&self, elements: &[Element], at: usize) -> Option<usize> {
        let mut place = at;
        for (number, element) in elements.iter().enumerate() {
            if number > 0 {
                place += 1;
                let is_joint =
                    |token: &Token| token.kind == Kind::Mark && matches!(token.folded.as_str(), "-" | "'");
                if self.tokens.get(place).is_some_and(is_joint) {
                    place += 1;
                }
            }
            if !self.fits(element, place) {
                return None;
            }
        }
        Some(place)
    }

    fn fits(&self, element: &Element, at: usize) -> bool {
        let Some(variants) = self.variants.get(at) else {
            return false;
        };
        match element {
            Element::Word(word) => variants.contains(&word.as_str()),
            Element::Exact(word) => {
                variants.first() == Some(&word.as_str()) || {
                    let bare = variants.first().and_then(|raw| raw.strip_prefix(['و', 'ف']));
                    bare == Some(word.as_str())
                }
            }
            Element::Set(name) => self
                .table
                .sets
                .get(name)
                .is_some_and(|set| variants.iter().any(|variant| set.contains(*variant))),
        }
    }
}

/// The folded word of a token, first as it stands, then without what may be written together
/// with it; nothing for marks and numbers.
fn variants(token: &Token, lang: Lang) -> Vec<&str> {
    let word = token.folded.as_str();
    match (lang, token.kind) {
        (Lang::English, Kind::Latin) if word.ends_with("'s") => vec![word, "'s"],
        (Lang::English, Kind::Latin) => vec![word],
        (Lang::Arabic, Kind::Arabic) => arabic_variants(word),
        _ => Vec::new(),
    }
}

/// Shortest word that is left when something is cut off.
const SHORTEST: usize = 3;

fn arabic_variants(word: &str) -> Vec<&str> {
    const SUFFIXES: [&str; 8] = ["ها", "هم", "هن", "نا", "كم", "ه", "ي", "ك"];
    let mut found = vec![word];
    let mut heads = vec![word];
    heads.extend(word.strip_prefix(['و', 'ف']));
    let bases: Vec<&str> = heads
        .iter()
        .flat_map(|head| [Some(*head), head.strip_prefix(['ب', 'ل', 'ك'])])
        .flatten()
        .collect();
    for base in bases {
        let bare = base
            .strip_prefix("ال")
            .or_else(|| base.strip_prefix('ل').filter(|_| base != word));
        for core in std::iter::once(base).chain(bare) {
            let cut = SUFFIXES.iter().filter_map(|suffix| core.strip_suffix(suffix));
            for variant in std::iter::once(core).chain(cut) {
                if variant.chars().count() >= SHORTEST && !found.contains(&variant) {
                    found.push(variant);
                }
            }
        }
    }
    found
}

impl Table {
    fn read(text: &'static str) -> Table {
        let mut table = Table::default();
        let mut negatable: HashSet<&str> = HashSet::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&'static str> = line.split('\t').collect();
            match *cells.as_slice() {
                ["set", name, words] => {
                    table.sets.insert(name, words.split(' ').collect());
                }
                ["negatable", names] => negatable.extend(names.split(' ')),
                [axis, pole, lang, force, forms] => table.take([axis, pole, lang, force], forms),
                _ => {}
            }
        }
        for axis in &mut table.axes {
            axis.negatable = negatable.contains(axis.name);
        }
        table.index();
        table
    }

    fn take(&mut self, [axis, pole, lang, force]: [&'static str; 4], forms: &'static str) {
        let axis = if let Some(axis) = self.axes.iter().position(|known| known.name == axis) {
            axis
        } else {
            self.axes.push(Axis {
                name: axis,
                ..Axis::default()
            });
            self.axes.len() - 1
        };
        let poles = &mut self.axes[axis].poles;
        let pole = poles.iter().position(|known| *known == pole).unwrap_or_else(|| {
            poles.push(pole);
            poles.len() - 1
        });
        let force = match force {
            "sure" => Force::Sure,
            "weak" => Force::Weak,
            _ => Force::None,
        };
        let Some(lang) = Lang::from_code(lang) else {
            return;
        };
        for form in forms.split(' ') {
            for elements in expanded(form, lang) {
                self.patterns[lang as usize].push(Pattern {
                    axis,
                    pole,
                    force,
                    elements,
                });
            }
        }
    }

    fn index(&mut self) {
        for side in 0..2 {
            for (index, pattern) in self.patterns[side].iter().enumerate() {
                let words: Vec<String> = match &pattern.elements[0] {
                    Element::Word(word) => vec![word.clone()],
                    Element::Exact(word) => vec![word.clone(), format!("و{word}"), format!("ف{word}")],
                    Element::Set(name) => {
                        let mut words: Vec<String> = self
                            .sets
                            .get(name)
                            .into_iter()
                            .flatten()
                            .map(|word| (*word).to_owned())
                            .collect();
                        words.sort();
                        words
                    }
                };
                for word in words {
                    self.starts[side].entry(word).or_default().push(index);
                }
            }
        }
    }
}

/// The phrases that a form of the table stands for.
fn expanded(form: &'static str, lang: Lang) -> Vec<Vec<Element>> {
    let word = |text: String| vec![Element::Word(text)];
    if let Some(cells) = form.strip_prefix("v:") {
        let cells: Vec<&str> = cells.split(',').collect();
        let forms = match lang {
            Lang::Arabic => arabic_verb(&cells),
            Lang::English => english_verb(&cells),
        };
        return forms.into_iter().map(word).collect();
    }
    if let Some(noun) = form.strip_prefix("n:") {
        return vec![word(noun.to_owned()), word(format!("{noun}s"))];
    }
    let elements = form.split('_').map(|part| {
        let set = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        match (set, part.strip_prefix('=')) {
            (Some(name), _) => Element::Set(name),
            (_, Some(exact)) => Element::Exact(exact.to_owned()),
            _ => Element::Word(part.to_owned()),
        }
    });
    vec![elements.collect()]
}

/// Base, -s, past, participle and -ing of an English verb; past and participle are given where
/// they are irregular.
fn english_verb(cells: &[&str]) -> Vec<String> {
    let base = cells[0];
    let ends_in_y = base.ends_with('y') && !base.ends_with("ey") && !base.ends_with("ay");
    let doubles = matches!(
        base,
        "drop" | "forbid" | "ban" | "win" | "begin" | "permit" | "admit" | "plan" | "bar" | "rob" | "stop"
    );
    let stem = base.strip_suffix('e').unwrap_or(base);
    let last = if doubles { &base[base.len() - 1..] } else { "" };
    let third = match base {
        _ if ends_in_y => format!("{}ies", &base[..base.len() - 1]),
        _ if ["s", "x", "ch", "sh"].iter().any(|end| base.ends_with(end)) => format!("{base}es"),
        _ => format!("{base}s"),
    };
    let past = if ends_in_y {
        format!("{}ied", &base[..base.len() - 1])
    } else {
        format!("{stem}{last}ed")
    };
    let mut forms = vec![base.to_owned(), third, format!("{stem}{last}ing")];
    if cells.len() > 1 {
        forms.extend(cells[1..].iter().map(|cell| (*cell).to_owned()));
    } else {
        forms.push(past);
    }
    forms
}

/// The forms of an Arabic verb, written and spoken, by its perfect, its imperfect without the
/// person's letter, and its perfect before ت and نا where that differs.
fn arabic_verb(cells: &[&str]) -> Vec<String> {
    let perfect = cells[0];
    let imperfect = cells
        .get(1)
        .copied()
        .unwrap_or_else(|| perfect.strip_prefix('ا').unwrap_or(perfect));
    let first = cells.get(2).copied().unwrap_or(perfect);
    let weak = perfect.strip_suffix(['ا', 'ي']).unwrap_or(perfect);
    let mut forms: Vec<String> = vec![perfect.to_owned(), format!("{first}ت"), format!("{first}نا")];
    for ending in ["ت", "وا", "و", "ا", "ن", "تا"] {
        forms.push(format!("{weak}{ending}"));
        forms.push(format!("{perfect}{ending}"));
    }
    let short = imperfect.strip_suffix(['ي', 'و', 'ا']).unwrap_or(imperfect);
    for before in ["", "س", "ب", "ح", "ه", "د"] {
        for person in ["ي", "ت", "ن", "ا"] {
            forms.push(format!("{before}{person}{imperfect}"));
            forms.push(format!("{before}{person}{short}ون"));
            forms.push(format!("{before}{person}{short}وا"));
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token;

    #[track_caller]
    fn case(text: &str, lang: Lang, expected: &[&str]) {
        let tokens = token::tokens(text);
        let mut sure: Vec<String> = read(&tokens, lang)
            .iter()
            .filter(|claim| claim.force == Force::Sure)
            .map(|claim| {
                let axis = &axes()[claim.axis];
                format!("{} {}", axis.name, axis.poles[claim.pole])
            })
            .collect();
        sure.dedup();
        assert_eq!(sure, expected, "{text}");
    }

    #[test]
    fn a_pole_is_claimed_where_the_words_can_mean_nothing_else() {
        case(
            "He lost his left hand.",
            Lang::English,
            &["contest lose", "side left"],
        );
        case("They left the right answer.", Lang::English, &["passage out"]);
        case("He has the right to stay.", Lang::English, &[]);
        case("He sat on the president's right.", Lang::English, &["side right"]);
        case(
            "Prices went up last week.",
            Lang::English,
            &["direction up", "time last"],
        );
        case("A few came, after all.", Lang::English, &[]);
        case("أصيب في يده اليمنى.", Lang::Arabic, &["side right"]);
        case(
            "وازدادت الأسعار الشهر القادم",
            Lang::Arabic,
            &["direction up", "time next"],
        );
        case("ستنخفض", Lang::Arabic, &["direction down"]);
    }

    #[test]
    fn every_axis_has_two_poles_that_both_languages_claim() {
        for (index, axis) in axes().iter().enumerate() {
            assert!(axis.poles.len() >= 2, "{}", axis.name);
            for pole in 0..axis.poles.len() {
                for patterns in &OPPOSITIONS.patterns {
                    let claims = |pattern: &&Pattern| {
                        pattern.axis == index && pattern.pole == pole && pattern.force == Force::Sure
                    };
                    assert!(
                        patterns.iter().any(|pattern| claims(&pattern)),
                        "{} {pole}",
                        axis.name
                    );
                }
            }
        }
    }

    #[test]
    fn every_set_that_is_used_is_there() {
        for pattern in OPPOSITIONS.patterns.iter().flatten() {
            for element in &pattern.elements {
                if let Element::Set(name) = element {
                    assert!(OPPOSITIONS.sets.contains_key(name), "{name}");
                }
            }
        }
    }
}
