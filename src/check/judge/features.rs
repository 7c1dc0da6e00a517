//! What the judge sees of a finding, by name.
//!
//! A row has two parts. The first is made with the unit and kept with the finding; the second is
//! made when the whole document is there. [`names`] lists both in order; the table of the judge
//! names the features that it was fitted on and is refused when they are others.

use std::fmt::Display;

use crate::bitext::{Finding, Mark, Role};
use crate::check::{CHECKS, Check, Meta, Unit};
use crate::lexicon::dialect;
use crate::lexicon::reader::{Class, FLOOR, Reading};
use crate::lexicon::words::Words;
use crate::text::{Lang, Span, Token};

/// Scores of the reader are cut to this on both sides: beyond it there is nothing more to learn.
const MOST: f32 = 12.0;

/// What the reader and the word vectors say of a unit as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Level {
    /// Side scores of all classes, Arabic first.
    pub sides: [[f32; 8]; 2],
    /// How well the words of each side are covered, Arabic first, 0 to 1.
    pub cover: [f32; 2],
}

impl Level {
    /// Of a unit that was read.
    pub fn of(unit: &Unit<'_>, reading: &Reading) -> Level {
        let coverage = unit.coverage();
        Level {
            sides: Lang::ALL.map(|lang| Class::ALL.map(|class| cut(reading.side(lang, class)))),
            cover: Lang::ALL.map(|lang| coverage.mean(lang)),
        }
    }

    /// The highest score of these classes on either side.
    pub fn fit(&self, classes: &[Class]) -> f32 {
        let both = |class: &Class| {
            let place = *class as usize - 1;
            self.sides[0][place].max(self.sides[1][place])
        };
        classes.iter().map(both).fold(-MOST, f32::max)
    }

    /// The cover of the side that is covered worse.
    pub fn worst_cover(&self) -> f32 {
        self.cover[0].min(self.cover[1])
    }
}

fn cut(score: f32) -> f32 {
    score.clamp(-MOST, MOST)
}

/// A row that is being filled: names and values side by side.
#[derive(Debug, Default)]
pub struct Row {
    names: Vec<String>,
    /// The values so far.
    pub values: Vec<f32>,
    named: bool,
}

impl From<Vec<f32>> for Row {
    fn from(values: Vec<f32>) -> Row {
        Row {
            values,
            ..Row::default()
        }
    }
}

impl Row {
    fn push(&mut self, name: impl Display, value: f32) {
        if self.named {
            self.names.push(name.to_string());
        }
        self.values.push(value);
    }

    fn flag(&mut self, name: impl Display, value: bool) {
        self.push(name, f32::from(u8::from(value)));
    }
}

/// The checks whose findings are judged, in report order.
pub fn judged() -> impl Iterator<Item = &'static Meta> {
    CHECKS
        .iter()
        .map(|check: &&dyn Check| check.meta())
        .filter(|meta| !meta.judged.is_empty())
}

/// The classes that fit a check; none when its findings are not judged.
pub fn classes(check: &str) -> &'static [Class] {
    judged()
        .find(|meta| meta.id == check)
        .map_or(&[], |meta| meta.judged)
}

/// What is seen of a finding inside its unit. `reading` is none when the reader is off.
pub fn of_unit(unit: &Unit<'_>, finding: &Finding, all: &[Finding], level: &Level, reading: &Reading) -> Row {
    let mut row = Row::default();
    own(&mut row, finding, all);
    let fit = classes(finding.check);
    sides(&mut row, unit, level, fit);
    places(&mut row, unit, finding, (reading, fit));
    shape(&mut row, unit, level);
    row
}

/// What the check itself says.
fn own(row: &mut Row, finding: &Finding, all: &[Finding]) {
    let sure = finding.confidence.clamp(0.02, 0.98);
    let own = (sure / (1.0 - sure)).ln();
    row.push("own", own);
    row.push("own score", cut(finding.score.unwrap_or(own)));
    row.flag("found by the reader", is_by_reader(finding));
    for meta in judged() {
        row.flag(format_args!("check {}", meta.id), meta.id == finding.check);
    }
    let others = all.iter().filter(|other| !classes(other.check).is_empty());
    row.push("candidates", others.count() as f32);
}

/// The key of evidence that marks a candidate of the reader's own.
pub const BY_READER: &str = "reader";

fn is_by_reader(finding: &Finding) -> bool {
    finding.evidence.iter().any(|(key, _)| *key == BY_READER)
}

/// The scores of the whole sides.
fn sides(row: &mut Row, unit: &Unit<'_>, level: &Level, fit: &[Class]) {
    row.push("fit", level.fit(fit));
    for (role, name) in [(Role::Source, "source"), (Role::Target, "target")] {
        let lang = unit.transunit.direction.lang(role);
        for class in Class::ALL {
            let score = level.sides[lang as usize][class as usize - 1];
            row.push(format_args!("{name} {class:?}"), score);
        }
    }
}

/// Classes that are looked at where the finding lies.
const AT: [Class; 6] = [
    Class::Mistranslation,
    Class::Name,
    Class::RealWord,
    Class::Negation,
    Class::Missing,
    Class::Extra,
];

/// The scores where the finding lies and where it points to, and how long these places are.
fn places(row: &mut Row, unit: &Unit<'_>, finding: &Finding, (reading, fit): (&Reading, &[Class])) {
    let within = |mark: &Mark, class: Class| {
        let span = unit
            .text(mark.lang)
            .and_then(|text| text.text_span(mark.span))
            .unwrap_or_default();
        cut(reading.within(mark.lang, class, around(span, unit, mark.lang)))
    };
    let related = |class: Class| {
        let scores = finding.related.iter().map(|mark| within(mark, class));
        cut(scores.fold(FLOOR, f32::max))
    };
    let most = |score: &dyn Fn(Class) -> f32| fit.iter().map(|&class| score(class)).fold(-MOST, f32::max);
    row.push("fit at", most(&|class| within(&finding.at, class)));
    row.push("fit related", most(&related));
    for class in AT {
        row.push(format_args!("at {class:?}"), within(&finding.at, class));
    }
    for class in AT {
        row.push(format_args!("related {class:?}"), related(class));
    }
    let mark = longest(finding);
    let tokens = unit.tokens(mark.lang);
    let span = unit
        .text(mark.lang)
        .and_then(|text| text.text_span(mark.span))
        .unwrap_or_default();
    let inside = |token: &&Token| token.is_word() && span.overlaps(token.span);
    let words = tokens.iter().filter(inside).count() as f32;
    let all = tokens.iter().filter(|token| token.is_word()).count().max(1) as f32;
    row.push("span words", words);
    row.push("span share", words / all);
    row.push("span start", span.start as f32 / text_len(unit, mark.lang));
    row.push("span end", span.end as f32 / text_len(unit, mark.lang));
    row.push("span cover", cover(unit, mark.lang, span));
    word(row, unit, finding);
}

/// What is known of the marked English word: how rare it is, whether it is written as a name, and
/// how like an Arabic word it sounds.
fn word(row: &mut Row, unit: &Unit<'_>, finding: &Finding) {
    const ABSENT: f32 = -8.0;
    let marks = std::iter::once(&finding.at).chain(&finding.related);
    let span = marks
        .filter(|mark| mark.lang == Lang::English)
        .find_map(|mark| unit.text(mark.lang)?.text_span(mark.span));
    let token = span.and_then(|span| {
        let mut tokens = unit.tokens(Lang::English).iter();
        tokens.find(|token| token.is_word() && token.span.overlaps(span))
    });
    let written = token.map_or("", |token| {
        unit.text(Lang::English)
            .map_or("", |text| token.span.of(&text.text))
    });
    let is_capital = written.starts_with(char::is_uppercase);
    let rarity = token.and_then(|token| Words::embedded().log10_frequency(Lang::English, &token.folded));
    row.push("word rarity", rarity.unwrap_or(ABSENT));
    row.flag("word capital", is_capital);
    let sound = token.filter(|_| is_capital).and_then(|token| {
        let found = unit.romanisations(&token.folded);
        found.first().map(|found| found.found.likeness)
    });
    row.push("word sound", sound.unwrap_or(-1.0));
}

/// A place without length takes in what is beside it.
fn around(span: Span, unit: &Unit<'_>, lang: Lang) -> Span {
    let beside = 3;
    if span.is_empty() {
        let len = unit.text(lang).map_or(0, |text| text.text.len());
        Span::new(span.start.saturating_sub(beside), (span.end + beside).min(len))
    } else {
        span
    }
}

fn text_len(unit: &Unit<'_>, lang: Lang) -> f32 {
    unit.text(lang).map_or(1, |text| text.text.len().max(1)) as f32
}

/// The longest place of a finding.
pub fn longest(finding: &Finding) -> Mark {
    let marks = std::iter::once(&finding.at).chain(&finding.related);
    marks
        .copied()
        .max_by_key(|mark| mark.span.len())
        .unwrap_or(finding.at)
}

/// How well the words in a span are covered by the other side, by weight.
fn cover(unit: &Unit<'_>, lang: Lang, span: Span) -> f32 {
    let coverage = unit.coverage();
    let words = coverage.side(lang).iter().enumerate();
    let (all, covered) = words.filter(|(_, word)| span.overlaps(word.span)).fold(
        (0.0, 0.0),
        |(all, covered), (index, word)| {
            (
                all + word.weight,
                covered + word.weight * coverage.best(lang, index).0,
            )
        },
    );
    covered / (all + 0.1)
}

/// What the bead is like.
fn shape(row: &mut Row, unit: &Unit<'_>, level: &Level) {
    let transunit = unit.transunit;
    let words = |lang: Lang| unit.tokens(lang).iter().filter(|token| token.is_word()).count() as f32;
    let (source, target) = (
        transunit.direction.lang(Role::Source),
        transunit.direction.lang(Role::Target),
    );
    row.push("source words", (1.0 + words(source)).ln());
    row.push("target words", (1.0 + words(target)).ln());
    let [arabic, english] = Lang::ALL.map(|lang| text_len(unit, lang));
    row.push("length ratio", ((english + 8.0) / (0.62 * arabic + 8.0)).ln());
    row.push("source cover", level.cover[source as usize]);
    row.push("target cover", level.cover[target as usize]);
    row.flag("into Arabic", target == Lang::Arabic);
    for (lang, name) in [(source, "source"), (target, "target")] {
        let side = &unit.side_cues()[lang as usize];
        row.push(format_args!("{name} negations"), side.cues.plain.len() as f32);
        row.push(format_args!("{name} excused"), side.cues.excused.len() as f32);
        row.push(format_args!("{name} denial"), side.denial.clamp(-6.0, 3.0));
    }
    let arabic = unit.text(Lang::Arabic).map_or("", |text| text.text.as_str());
    let arabic_words = unit.tokens(Lang::Arabic).iter().filter(|token| token.is_word());
    let spoken = arabic_words
        .filter(|token| dialect::is_dialect(token.span.of(arabic)))
        .count() as f32;
    row.push("dialect", spoken / words(Lang::Arabic).max(1.0));
}

/// What the rest of the document says, after what is seen in the unit.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Around {
    /// How many units the document has.
    pub units: f32,
    /// Median and spread over its units of the score that the pair is a wrong one.
    pub wrong: (f32, f32),
    /// Median of the scores that something is missing or extra.
    pub uneven: f32,
    /// Median of the worse cover.
    pub cover: f32,
    /// By how much the fitting score lies over its median in the document.
    pub over: f32,
    /// Share of the units with a candidate of the same check.
    pub same: f32,
    /// How well the place is covered by the other side's text of the bead before or after.
    pub near: f32,
}

impl Around {
    /// Adds its features to a row.
    pub fn push(&self, row: &mut Row) {
        row.push("document units", (1.0 + self.units).ln());
        row.push("document wrong", self.wrong.0);
        row.push("document spread", self.wrong.1);
        row.push("document uneven", self.uneven);
        row.push("document cover", self.cover);
        row.push("fit over document", self.over);
        row.push("same check", self.same);
        row.push("near cover", self.near);
    }
}

/// The names of all features, in the order of a full row.
pub fn names() -> Vec<String> {
    let transunit = crate::bitext::TransUnit::of_texts(crate::bitext::Direction::AR_EN, "نعم", "Yes");
    let unit = Unit::new(&transunit);
    let at = unit.mark(Lang::English, Span::new(0, 3));
    let finding = Finding::new("", crate::bitext::Severity::Info, at, "");
    let mut row = Row {
        named: true,
        ..Row::default()
    };
    let (level, reading) = (Level::default(), Reading::default());
    own(&mut row, &finding, &[]);
    sides(&mut row, &unit, &level, &[]);
    places(&mut row, &unit, &finding, (&reading, &[]));
    shape(&mut row, &unit, &level);
    Around::default().push(&mut row);
    row.names
}
