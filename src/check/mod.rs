//! Checks: each looks at one kind of fault and says where it is and why.
//!
//! One file is one check: its documentation, examples that must flag and that must pass, its
//! code. A check is a pure function of a [`Unit`] (or of the whole [`Aligned`] document) and a
//! read-only [`Context`]. [`run`] runs all that the [`Settings`] switch on, settles what they
//! found and says what could not be checked. Evidence that several checks share lies in
//! `evidence/`.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bitext::{Finding, Mark, Policy, Role, Severity, TransUnit, UnitText};
use crate::lexicon::hunspell::Hunspell;
use crate::lexicon::names::NameList;
use crate::lexicon::reader::{self, Class, Reading};
use crate::lexicon::terms::Glossary;
use crate::text::{Lang, Span, Token, token};

pub mod addition;
pub mod evidence;
pub mod judge;
pub mod low_confidence;
pub mod mistranslation;
pub mod modality_shift;
pub mod negation_added;
pub mod negation_lost;
pub mod omission;
pub mod pages;
pub mod runner;
pub mod settings;
pub mod untranslated;
pub mod wrong_pairing;

pub mod acronym_first_use;
pub mod arabic_misspelling;
pub mod arabic_orthography;
pub mod confused_word;
pub mod consistency;
pub mod form;
pub mod misspelling;
pub mod name_mismatch;
pub mod name_misspelled;
pub mod name_translated;
pub mod name_variant;

pub mod address_mismatch;
pub mod bidi_control;
pub mod confusable_letter;
pub mod date_mismatch;
pub mod doubled_mark;
pub mod end_mark;
pub mod false_friend;
pub mod glued_words;
pub mod invisible_character;
pub mod latin_punctuation;
pub mod mixed_digits;
pub mod mojibake;
pub mod near_duplicate;
pub mod number_mismatch;
pub mod number_scale;
pub mod paired_pattern;
pub mod persian_letter;
pub mod presentation_form;
pub mod quantifier_shift;
pub mod question_mark;
pub mod repeated_word;
pub mod reported_speech;
pub mod role_swap;
pub mod source_differs;
pub mod spacing;
pub mod speaker_mismatch;
pub mod target_differs;
pub mod tatweel;
pub mod term_forbidden;
pub mod term_inconsistent;
pub mod term_violation;
pub mod time_mismatch;
pub mod unbalanced_brackets;
pub mod unbalanced_quotes;
pub mod unit_mismatch;

pub use runner::fingerprint::stamp;
pub use runner::{Memory, NotChecked, Outcome, patched, prepare, run, run_remembering, run_these};
pub use settings::{Profile, Settings};

/// All checks, in report order.
pub const CHECKS: &[&dyn Check] = &[
    &number_mismatch::NumberMismatch,
    &number_scale::NumberScale,
    &mixed_digits::MixedDigits,
    &date_mismatch::DateMismatch,
    &time_mismatch::TimeMismatch,
    &unit_mismatch::UnitMismatch,
    &address_mismatch::AddressMismatch,
    &quantifier_shift::QuantifierShift,
    &repeated_word::RepeatedWord,
    &paired_pattern::PairedPatternBroken,
    &misspelling::Misspelling,
    &name_misspelled::NameMisspelled,
    &name_mismatch::NameMismatch,
    &name_variant::NameVariant,
    &name_translated::NameTranslated,
    &confused_word::ConfusedWord,
    &acronym_first_use::AcronymFirstUse,
    &arabic_misspelling::ArabicMisspelling,
    &arabic_orthography::ArabicOrthography,
    &wrong_pairing::WrongPairing,
    &untranslated::Untranslated,
    &omission::Omission,
    &addition::Addition,
    &mistranslation::Mistranslation,
    &speaker_mismatch::SpeakerMismatch,
    &role_swap::RoleSwap,
    &modality_shift::ModalityShift,
    &low_confidence::LowConfidence,
    &negation_lost::NegationLost,
    &negation_added::NegationAdded,
    &question_mark::QuestionMark,
    &end_mark::EndMark,
    &unbalanced_quotes::UnbalancedQuotes,
    &unbalanced_brackets::UnbalancedBrackets,
    &term_forbidden::TermForbidden,
    &term_violation::TermViolation,
    &term_inconsistent::TermInconsistent,
    &false_friend::FalseFriend,
    &target_differs::TargetDiffers,
    &source_differs::SourceDiffers,
    &near_duplicate::NearDuplicate,
    &reported_speech::ReportedSpeech,
    &spacing::Spacing,
    &doubled_mark::DoubledMark,
    &glued_words::GluedWords,
    &mojibake::Mojibake,
    &bidi_control::BidiControl,
    &invisible_character::InvisibleCharacter,
    &confusable_letter::ConfusableLetter,
    &tatweel::Tatweel,
    &presentation_form::PresentationForm,
    &persian_letter::PersianLetter,
    &latin_punctuation::LatinPunctuation,
];

/// What is known of a check without running it.
#[derive(Debug, Clone, Copy)]
pub struct Meta {
    /// Its stable id: the fault's name in kebab-case, and the name of its file.
    pub id: &'static str,
    /// The severity its findings have unless a finding or the configuration says otherwise.
    pub severity: Severity,
    /// Does it run unless it is asked for?
    pub default_on: bool,
    /// The reader's classes that fit what it flags; where there are any, the judge decides how sure
    /// and how grave its findings are.
    pub judged: &'static [Class],
    /// Its page for `muqabala explain`: what it flags, why it matters, what it does not see.
    pub doc: &'static str,
    /// Examples that it must flag.
    pub flags: &'static [Example],
    /// Examples that it must not flag.
    pub passes: &'static [Example],
}

/// An example text or pair of texts of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Example {
    /// Arabic source, English rendering.
    ArEn(&'static str, &'static str),
    /// English source, Arabic rendering; still Arabic first.
    EnAr(&'static str, &'static str),
    /// Arabic and English, in either direction.
    Both(&'static str, &'static str),
    /// A text that is looked at alone.
    Alone(Lang, &'static str),
}

/// A check.
pub trait Check: Sync {
    /// Its id, documentation and examples.
    fn meta(&self) -> &'static Meta;

    /// Says why this check cannot judge a unit that it ought to judge; none when it can.
    ///
    /// The reason is half a sentence in lower case: `no calendar covers the year 1620 AH`.
    /// A unit with a reason is listed under [`Outcome::not_checked`] and not looked at.
    fn cannot(&self, _unit: &Unit<'_>, _context: &Context) -> Option<String> {
        None
    }

    /// Says what this check could not judge in the document as a whole; none when nothing.
    ///
    /// The reason is half a sentence as for [`Check::cannot`]; the check runs all the same.
    fn limits(&self, _aligned: &Aligned<'_>, _context: &Context) -> Option<String> {
        None
    }

    /// Looks at one transunit, or at one text alone (then the other side is none and
    /// [`Context::alone`] is set).
    fn unit(&self, _unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        Vec::new()
    }

    /// Looks at the whole document, after all units.
    fn document(&self, _aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        Vec::new()
    }
}

/// Declares a check with its id, severity, page and examples.
macro_rules! declare_check {
    (
        $(#[doc = $doc:literal])*
        $name:ident, $id:literal, $severity:ident,
        flags: $flags:expr,
        passes: $passes:expr $(, on: $on:literal)? $(, judged: [$($class:ident),+])? $(,)?
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub struct $name;

        impl $name {
            /// What is known of this check without running it.
            pub const META: $crate::check::Meta = $crate::check::Meta {
                id: $id,
                severity: $crate::bitext::Severity::$severity,
                default_on: true $(&& $on)?,
                judged: &[$($($crate::lexicon::reader::Class::$class),+)?],
                doc: concat!($($doc, "\n"),*),
                flags: $flags,
                passes: $passes,
            };
        }
    };
}
pub(crate) use declare_check;

/// What a check may know besides the texts.
#[derive(Debug, Clone)]
pub struct Context {
    /// What the rendering claims to be.
    pub policy: Policy,
    /// Is a text looked at without its other side (`check --only`)?
    pub alone: bool,
    /// Does the reader give its opinion ([`Settings::reader`])?
    pub reader: bool,
    /// Words of the user's own lists, in lower case: never misspelt.
    pub words: Arc<BTreeSet<String>>,
    /// The user's own names; those that ship are known anyway.
    pub names: Arc<NameList>,
    /// The Hunspell dictionary of Arabic, when one is asked for.
    pub arabic: Option<Arc<Hunspell>>,
    /// The user's own Hunspell dictionaries, of either language.
    pub dictionaries: Vec<Arc<Hunspell>>,
    /// The user's own paired patterns ([`Settings::patterns`]).
    pub patterns: Arc<[settings::PairedPattern]>,
    /// The glossary of the workspace.
    pub terms: Arc<Glossary>,
    /// What other documents of the workspace render how.
    pub memory: consistency::Beside,
}

impl Default for Context {
    fn default() -> Context {
        Context {
            policy: Policy::default(),
            alone: false,
            reader: true,
            words: Arc::default(),
            names: Arc::default(),
            arabic: None,
            dictionaries: Vec::new(),
            patterns: Arc::default(),
            terms: Arc::default(),
            memory: consistency::Beside::default(),
        }
    }
}

/// A transunit with the evidence that checks share, made when first asked for.
#[derive(Debug)]
pub struct Unit<'a> {
    /// The bead with its texts.
    pub transunit: &'a TransUnit,
    arabic: OnceCell<Vec<Token>>,
    english: OnceCell<Vec<Token>>,
    evidence: evidence::Evidence,
    reading: OnceCell<Option<Reading>>,
    is_read: bool,
}

impl<'a> Unit<'a> {
    /// A unit of which nothing has been looked at yet.
    pub fn new(transunit: &'a TransUnit) -> Unit<'a> {
        Unit {
            transunit,
            arabic: OnceCell::new(),
            english: OnceCell::new(),
            evidence: evidence::Evidence::default(),
            reading: OnceCell::new(),
            is_read: true,
        }
    }

    /// The same, which the reader does not look at where `context` switches it off.
    pub fn of(transunit: &'a TransUnit, context: &Context) -> Unit<'a> {
        Unit {
            is_read: context.reader,
            ..Unit::new(transunit)
        }
    }

    /// The text in this language.
    pub fn text(&self, lang: Lang) -> Option<&'a UnitText> {
        self.transunit.text(lang)
    }

    /// Is the rendering in this language?
    pub fn is_into(&self, lang: Lang) -> bool {
        self.transunit.direction.lang(Role::Target) == lang
    }

    /// The tokens of the text in this language; none when there is no such text.
    pub fn tokens(&self, lang: Lang) -> &[Token] {
        let cell = match lang {
            Lang::Arabic => &self.arabic,
            Lang::English => &self.english,
        };
        cell.get_or_init(|| {
            self.text(lang)
                .map_or_else(Vec::new, |text| token::tokens(&text.text))
        })
    }

    /// What the reader says of the two sides together; none when a side is missing or the
    /// reader is off.
    pub fn reading(&self) -> Option<&Reading> {
        self.reading
            .get_or_init(|| {
                let (arabic, english) = (self.text(Lang::Arabic)?, self.text(Lang::English)?);
                (self.is_read && self.both_sides()).then(|| reader::read(&arabic.text, &english.text))
            })
            .as_ref()
    }

    /// A mark in the raw text, from a span in the unit's text of that language.
    pub fn mark(&self, lang: Lang, span: Span) -> Mark {
        let span = match self.text(lang) {
            Some(text) => text.raw_span(span),
            None => Span::at(self.transunit.place),
        };
        Mark { lang, span }
    }
}

/// An aligned document as checks see it: its transunits in the order of the alignment.
#[derive(Debug)]
pub struct Aligned<'a> {
    /// Each with its shared evidence.
    pub units: Vec<Unit<'a>>,
}

/// The check with this id.
pub fn by_id(id: &str) -> Option<&'static dyn Check> {
    CHECKS.iter().copied().find(|check| check.meta().id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, Pair};

    fn transunits(example: Example) -> Vec<(TransUnit, Context)> {
        let two = |direction: Direction, ar: &str, en: &str| {
            let (source, target) = match direction.lang(Role::Source) {
                Lang::Arabic => (ar, en),
                Lang::English => (en, ar),
            };
            (TransUnit::of_texts(direction, source, target), Context::default())
        };
        match example {
            Example::ArEn(ar, en) => vec![two(Direction::AR_EN, ar, en)],
            Example::EnAr(ar, en) => vec![two(Direction::EN_AR, ar, en)],
            Example::Both(ar, en) => {
                vec![two(Direction::AR_EN, ar, en), two(Direction::EN_AR, ar, en)]
            }
            Example::Alone(lang, text) => {
                let mut transunit = TransUnit::of_texts(Direction::from(lang.other()), "", text);
                transunit.texts = Pair::new(None, transunit.texts.target);
                let context = Context {
                    alone: true,
                    ..Context::default()
                };
                vec![(transunit, context)]
            }
        }
    }

    /// Does the check find something in the example (in each direction it is meant for)?
    fn fires(check: &dyn Check, example: Example, reader: bool) -> Vec<bool> {
        let any = |findings: &[Finding]| !findings.is_empty();
        looked_at(check, example, reader, &Settings::of(Profile::Strict), &any)
    }

    /// Does it raise an alarm there?
    fn alarms(check: &dyn Check, example: Example, reader: bool) -> Vec<bool> {
        let alarm = |findings: &[Finding]| findings.iter().any(|finding| finding.severity > Severity::Info);
        looked_at(check, example, reader, &Settings::default(), &alarm)
    }

    fn looked_at(
        check: &dyn Check,
        example: Example,
        reader: bool,
        settings: &Settings,
        says: &dyn Fn(&[Finding]) -> bool,
    ) -> Vec<bool> {
        transunits(example)
            .iter()
            .map(|(transunit, context)| {
                let context = &Context {
                    reader,
                    ..context.clone()
                };
                let outcome = run_these(&[check], std::slice::from_ref(transunit), settings, context);
                says(&outcome.findings)
            })
            .collect()
    }

    #[test]
    fn examples_hold() {
        for check in CHECKS {
            let meta = check.meta();
            // What the judge weighs is held by its own report, over thousands of pairs.
            let flags = if meta.judged.is_empty() { meta.flags } else { &[] };
            for &example in flags {
                // The check finds it, by the reader or by itself; how sure that is the judge says, who
                // sees one short pair here and no document.
                let with = fires(*check, example, true);
                let without = fires(*check, example, false);
                assert!(
                    with.iter().zip(&without).all(|(&one, &other)| one || other),
                    "{} must flag {example:?}",
                    meta.id
                );
            }
            for &example in meta.passes {
                // Information on one short pair is no alarm.
                let with = alarms(*check, example, true);
                let without = alarms(*check, example, false);
                assert!(
                    with.iter().zip(&without).all(|(&one, &other)| !one || !other),
                    "{} must pass {example:?}",
                    meta.id
                );
            }
        }
    }

    /// Checks that flag nothing in a single pair without rules, terms or neighbours.
    const NEED_MORE: &[&str] = &[
        "paired-pattern",
        "low-confidence",
        "term-forbidden",
        "term-violation",
        "term-inconsistent",
        "target-differs",
        "source-differs",
        "near-duplicate",
    ];

    #[test]
    fn every_check_has_a_page_and_examples() {
        for check in CHECKS {
            let meta = check.meta();
            assert!(
                meta.doc.lines().count() >= 3,
                "{}: its page is too short",
                meta.id
            );
            assert!(
                // These flag by rules of the user, or over several segments; their files test them.
                (!meta.flags.is_empty() || NEED_MORE.contains(&meta.id)) && !meta.passes.is_empty(),
                "{}: no examples",
                meta.id
            );
        }
    }

    #[test]
    fn every_file_is_registered_and_named_after_its_id() {
        let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check");
        let mut on_disk: Vec<String> = std::fs::read_dir(dir)
            .expect("the folder of checks")
            .map(|entry| entry.expect("a folder entry").path())
            .filter(|path| path.is_file())
            .map(|path| {
                path.file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .replace('_', "-")
            })
            .filter(|stem| stem != "mod")
            .collect();
        on_disk.sort();
        let mut registered: Vec<_> = CHECKS.iter().map(|check| check.meta().id).collect();
        registered.sort_unstable();
        assert_eq!(on_disk, registered);
    }
}
