//! A real English word written for another one.

use crate::bitext::{Finding, Severity};
use crate::check::evidence::mending;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::confusion;
use crate::lexicon::spelling::context::{Pairing, pairing};
use crate::lexicon::spelling::{capitalised, table};
use crate::lexicon::words::{Words, similarity};
use crate::text::token::Kind;
use crate::text::{Lang, Token};

declare_check! {
    /// Flags a word that exists but was written for another: `form` for `from`.
    ///
    /// No dictionary sees such slips. Over six hundred sets of words that are confused, by
    /// sound, by one letter or by two swapped, are listed; which member was meant is decided by
    /// the words on both sides and by the Arabic opposite: a `trail` where the Arabic has a
    /// trial. A word that goes with its neighbours stays unless the other goes with all of them,
    /// and an Arabic word that another English word explains vouches for nothing. In a text without its source the neighbours alone decide, and the finding is
    /// information. It does not see words outside the sets, nor slips that read as well.
    ConfusedWord,
    "confused-word", Warning,
    flags: &[
        Example::Both("بدأت محاكمة الوزير أمس.", "The trail of the minister began yesterday."),
        Example::Both("عبروا الصحراء في يومين.", "They crossed the dessert in two days."),
    ],
    passes: &[
        Example::Both("املأ استمارة الطلب.", "Fill in the form for the application."),
        Example::Both("سلكوا الدرب الجبلي.", "They took the mountain trail."),
        Example::Both("الأمر أصعب مما كان في عهدهم.", "It is harder than it was in their time."),
        Example::Both("الوقت ضيق، لذلك نبحث عن حلول أخرى.", "Time is short, so we're looking for other solutions."),
        Example::Both("أرسلنا رسالتين إلى الجميع.", "We sent everyone two text messages."),
        Example::Both("قُدمت الحلوى بعد العشاء.", "The dessert came after dinner."),
    ],
    judged: [RealWord, Mistranslation],
}

/// Log odds from which a word may have been written for another. How sure that is decides what
/// a profile shows.
const CONFUSED: f32 = 0.0;

/// Swaps that good prose invites too often: the word as it stands, the other.
const USUAL: &[(&str, &str)] = &[
    ("saw", "was"),
    ("if", "in"),
    ("if", "is"),
    ("is", "in"),
    ("it", "in"),
    ("it", "is"),
    ("one", "on"),
    ("may", "many"),
    ("what", "that"),
    ("through", "throughout"),
    ("he", "the"),
    ("they", "the"),
    ("up", "us"),
    ("while", "white"),
    ("that", "than"),
    ("now", "how"),
    ("you", "your"),
    ("or", "our"),
    ("two", "to"),
    ("you're", "your"),
    ("tough", "though"),
    ("an", "and"),
];
const USUAL_PRICE: f32 = 2.5;
/// `off` stands well before all that `of` stands before (`two months off having a baby`, `three
/// points off the top`), and counts of pairs always prefer the commoner word.
const OFF_PRICE: f32 = 5.5;

impl Check for ConfusedWord {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        let tokens = unit.tokens(Lang::English);
        (0..tokens.len())
            .filter_map(|at| {
                let (score, other) = best_other(unit, tokens, at)?;
                (score > CONFUSED).then(|| finding(unit, context, &tokens[at], (score, other)))
            })
            .collect()
    }
}

fn finding(unit: &Unit<'_>, context: &Context, token: &Token, (score, other): (f32, &str)) -> Finding {
    let text = unit.text(Lang::English).map_or("", |text| text.text.as_str());
    let written = token.span.of(text);
    let suggestion = if written.starts_with(char::is_uppercase) {
        capitalised(other)
    } else {
        other.to_owned()
    };
    let severity = if context.alone {
        Severity::Info
    } else {
        ConfusedWord::META.severity
    };
    let mut finding = Finding::new(
        ConfusedWord::META.id,
        severity,
        unit.mark(Lang::English, token.span),
        format!("“{written}” may be written for “{suggestion}”"),
    )
    .with_confidence((0.55 + 0.08 * score).min(0.95))
    .with_score(score)
    .with_evidence("score", format!("{score:.1}, flagged above {CONFUSED}"));
    if mending::reads_better(unit, context, (Lang::English, token.span), &suggestion) {
        finding = finding.with_suggestion(suggestion);
    }
    if let Some(found) = unit.translation(other).filter(|found| found.similarity > SPEAKS) {
        let arabic = &unit.tokens(Lang::Arabic)[found.token];
        finding = finding.with_related(unit.mark(Lang::Arabic, arabic.span));
    }
    finding
}

/// Cosine from which an Arabic word is shown as evidence.
const SPEAKS: f32 = 0.4;

/// The likeliest other word for the token at `at`, and the log odds that it was meant.
fn best_other(unit: &Unit<'_>, tokens: &[Token], at: usize) -> Option<(f32, &'static str)> {
    let token = &tokens[at];
    let word = token.folded.as_str();
    if token.kind != Kind::Latin || confusion::others(word).is_empty() {
        return None;
    }
    let near = Near::of(tokens, at);
    let own = Seen::of(unit, &near, word, at);
    let seen = confusion::others(word)
        .iter()
        .map(|&other| (Seen::of(unit, &near, other, at), other));
    seen.filter(|(other, _)| !own.reads_well(other))
        .map(|(seen, other)| {
            let price = match (word, other) {
                ("off", "of") => OFF_PRICE,
                swap if USUAL.contains(&swap) => USUAL_PRICE,
                _ => 0.0,
            };
            (score(&own, &seen) - price, other)
        })
        .filter(|(_, other)| near.left != Some(*other) && near.right != Some(*other))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
}

/// The words around a place, in lower case; marks cut.
struct Near<'t> {
    left: Option<&'t str>,
    right: Option<&'t str>,
    left_but_one: Option<&'t str>,
    right_but_one: Option<&'t str>,
}

impl<'t> Near<'t> {
    fn of(tokens: &'t [Token], at: usize) -> Near<'t> {
        let word = |at: Option<usize>| {
            at.and_then(|at| tokens.get(at))
                .filter(|token| token.kind == Kind::Latin)
                .map(|token| token.folded.as_str())
        };
        Near {
            left: word(at.checked_sub(1)),
            right: word(Some(at + 1)),
            left_but_one: word(at.checked_sub(2)),
            right_but_one: word(Some(at + 2)),
        }
    }
}

/// What speaks for a word at a place.
struct Seen {
    left: Option<Pairing>,
    right: Option<Pairing>,
    /// Listed pairs with the words next but one.
    beyond: f32,
    log_probability: f32,
    similarity: f32,
    /// 0 for function words, 1 for words of content.
    content: f32,
}

/// Cosine taken for a word without a vector.
const NO_VECTOR: f32 = 0.1;

impl Seen {
    fn of(unit: &Unit<'_>, near: &Near<'_>, word: &str, at: usize) -> Seen {
        let listed = |pair: Option<Pairing>| f32::from(u8::from(pair.is_some_and(|pair| pair.listed)));
        let (first, last) = parts(word);
        let log_probability = table::entry(word).map_or(-20.0, table::Entry::log_probability);
        Seen {
            left: near.left.and_then(|left| pairing(left, first)),
            right: near.right.and_then(|right| pairing(last, right)),
            beyond: listed(near.left_but_one.and_then(|left| pairing(left, first)))
                + listed(near.right_but_one.and_then(|right| pairing(last, right))),
            log_probability,
            // A function word has its like somewhere in every Arabic sentence.
            similarity: if log_probability > FUNCTION {
                NO_VECTOR
            } else {
                vouched(unit, word, at)
            },
            content: Words::embedded()
                .log10_frequency(Lang::English, word)
                .map_or(0.0, |log10| ((-log10 - 2.3) / 2.0).clamp(0.0, 1.0)),
        }
    }

    /// Does it count as a function word?
    fn is_function(&self) -> bool {
        self.log_probability > FUNCTION
    }

    /// Is the word that stands there right in its own sentence, as far as pairs of words tell:
    /// it goes with a neighbour, and the other word does not go with both at least as well?
    fn reads_well(&self, other: &Seen) -> bool {
        let goes = |pair: Option<Pairing>| pair.is_some_and(|pair| pair.listed);
        let own = goes(self.left) || goes(self.right);
        let fits = |own: Option<Pairing>, other: Option<Pairing>| match (own, other) {
            (Some(own), Some(other)) => {
                other.listed || !own.listed && own.log_probability <= other.log_probability
            }
            _ => true,
        };
        own && !(fits(self.left, other.left) && fits(self.right, other.right))
    }
}

/// Log probability from which a word counts as a function word.
const FUNCTION: f32 = -7.0;

/// The words that a contraction stands for before and behind: `we're` goes with what is left of
/// `we` and right of `are`.
fn parts(word: &str) -> (&str, &str) {
    const ENDINGS: [(&str, &str); 5] = [
        ("'re", "are"),
        ("'s", "is"),
        ("'ve", "have"),
        ("'ll", "will"),
        ("'d", "would"),
    ];
    ENDINGS
        .iter()
        .find_map(|(ending, last)| Some((word.strip_suffix(ending)?, *last)))
        .unwrap_or((word, word))
}

/// How near the nearest Arabic word comes that no other English word explains better: one Arabic
/// word vouches for one word of the English, not for two.
fn vouched(unit: &Unit<'_>, word: &str, at: usize) -> f32 {
    let lexicon = Words::embedded();
    let Some(entry) = lexicon.find(Lang::English, word) else {
        return NO_VECTOR;
    };
    let vector = lexicon.vector(Lang::English, entry.row);
    let coverage = unit.coverage();
    let english = coverage.side(Lang::English);
    let near = coverage.side(Lang::Arabic).iter().filter_map(|arabic| {
        let own = similarity(&vector, arabic.vector()?);
        let others = english
            .iter()
            .filter(|other| other.token != at && other.folded != word);
        let explained = others.map(|other| other.cosine(arabic)).fold(0.0, f32::max);
        (own > explained).then_some(own)
    });
    near.fold(NO_VECTOR, f32::max)
}

/// Log odds that `other` was meant where `own` stands: logistic regression over 3,236 planted
/// slips and 83,000 sound places of parallel prose.
fn score(own: &Seen, other: &Seen) -> f32 {
    let pair = |own: Option<Pairing>, other: Option<Pairing>| match (own, other) {
        (Some(own), Some(other)) => (
            (other.log_probability - own.log_probability).clamp(-6.0, 8.0),
            f32::from(u8::from(other.listed && !own.listed)),
            f32::from(u8::from(own.listed)),
        ),
        _ => (0.0, 0.0, 0.0),
    };
    let (left, left_only, left_own) = pair(own.left, other.left);
    let (right, right_only, right_own) = pair(own.right, other.right);
    let rarer = (other.log_probability - own.log_probability).clamp(-5.0, 5.0);
    let function = own.is_function() && other.is_function();
    let both = left.max(0.0) + right.max(0.0);
    let terms = [
        (0.45, left),
        (0.88, left_only),
        (-0.80, left_own),
        (0.57, right),
        (0.93, right_only),
        (-1.09, right_own),
        (0.28, rarer),
        (5.80, (other.similarity - own.similarity).clamp(-0.5, 0.6)),
        (1.66, other.similarity * other.content),
        (-0.94, own.similarity * own.content),
        (
            1.67,
            (other.similarity * other.content - own.similarity * own.content).clamp(-1.0, 1.0),
        ),
        (0.41, other.beyond - own.beyond),
        (-0.64, f32::from(u8::from(function))),
        (0.28, if function { (left + right).max(0.0) } else { 0.0 }),
        (0.70, if rarer < 0.0 { left } else { 0.0 }),
        (0.08, left.min(right)),
        (0.03, both),
    ];
    -3.89 + terms.iter().map(|(weight, value)| weight * value).sum::<f32>()
}
