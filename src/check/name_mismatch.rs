//! A name of one side that has no counterpart on the other.

use crate::bitext::Finding;
use crate::check::evidence::names::NameWord;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::names::NameList;
use crate::lexicon::romanise;
use crate::lexicon::spelling::form::{self, Known, Shape};
use crate::lexicon::words::{Words, similarity};
use crate::text::token::Kind;
use crate::text::{Lang, fold};

declare_check! {
    /// Flags an English name that nothing in the Arabic answers to, while an Arabic name is left.
    ///
    /// One person's words put into another's mouth, one country for another: the sentence reads
    /// well and says what nobody said. A name counts as answered when an Arabic word romanises
    /// it or translates it; when none does, and a rare Arabic word finds no English one, the two
    /// are shown. It does not see names that were left out, or that stand where any word has a
    /// capital.
    NameMismatch,
    "name-mismatch", Warning,
    flags: &[
        Example::Both("زار الرئيس سمرقند يوم الأحد.", "On Sunday the president visited Toledo."),
        Example::Both("قال السيناتور كافانو إن الجلسة مغلقة.", "The session was closed, said Senator Johnson."),
    ],
    passes: &[
        Example::Both("وصل وزير الخارجية الإيراني إلى دمشق أمس.", "The Iranian foreign minister arrived in Damascus yesterday."),
        Example::Both("قال السيناتور كافانو إن الجلسة مغلقة.", "The session was closed, said Senator Kavanaugh."),
        Example::Both("قال إن الجلسة مغلقة.", "The session was closed, said Kavanaugh."),
    ],
}

/// Likeness and cosine from which an Arabic word answers to a name.
const ROMANISED: f32 = 0.1;
const TRANSLATED: f32 = 0.40;
/// log10 of the frequency below which an Arabic word may be a name.
const RARE: f32 = -4.3;
/// Cosine from which an English word accounts for an Arabic one.
const ACCOUNTED: f32 = 0.42;
/// Names of fewer letters are answered or not by accident.
const SHORTEST: usize = 5;
/// Endings of words that are translated and not romanised (`Zionist`, `Turkish`).
const ENDINGS: &[&str] = &["ist", "ists", "ism", "ish", "ese", "ean"];
/// Sum of what is missing on both sides from which the names are called different.
const DIFFERENT: f32 = 0.55;

impl Check for NameMismatch {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        if !unit.both_sides() {
            return Vec::new();
        }
        let names = unit.names();
        let lost: Vec<(&NameWord, f32)> = names
            .iter()
            .filter(|name| is_name(unit, name))
            .filter_map(|name| Some((name, unanswered(unit, name, &context.names)?)))
            .collect();
        // A surname answered beside an unanswered first name is one person.
        let worst = lost
            .iter()
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.token.cmp(&a.0.token)));
        let Some(&(name, lack)) = worst else {
            return Vec::new();
        };
        let Some((arabic, rest)) = left_over(unit) else {
            return Vec::new();
        };
        if lack + rest < DIFFERENT {
            return Vec::new();
        }
        vec![finding(unit, name, arabic, lack + rest)]
    }
}

fn finding(unit: &Unit<'_>, name: &NameWord, arabic: usize, score: f32) -> Finding {
    let token = &unit.tokens(Lang::English)[name.token];
    let rest = &unit.tokens(Lang::Arabic)[arabic];
    let of = |lang, span: crate::text::Span| unit.text(lang).map_or("", |text| span.of(&text.text));
    Finding::new(
        NameMismatch::META.id,
        NameMismatch::META.severity,
        unit.mark(Lang::English, token.span),
        format!(
            "no Arabic word answers to “{}”, and {} is left over",
            of(Lang::English, token.span),
            of(Lang::Arabic, rest.span)
        ),
    )
    .with_related(unit.mark(Lang::Arabic, rest.span))
    .with_confidence((0.45 + 0.25 * score).min(0.9))
    .with_evidence("score", format!("{score:.2}, flagged above {DIFFERENT}"))
}

/// A capitalised word inside the sentence that is a name by the word table or by no list, and
/// whose letters can be compared.
fn is_name(unit: &Unit<'_>, name: &NameWord) -> bool {
    let plain = matches!(name.known, Known::Yes(entry) if entry.plain());
    let counted = Words::embedded().find(Lang::English, &name.key).is_some();
    let beside = unit.tokens(Lang::English).get(name.token + 1);
    let hyphen = beside.is_some_and(|token| token.kind == Kind::Mark && token.folded == "-");
    name.shape == Shape::Capital
        && name.key.len() >= SHORTEST
        && !ENDINGS.iter().any(|ending| name.key.ends_with(ending))
        && !name.starts_sentence
        && !plain
        && !hyphen
        && name.slip.is_none()
        && (counted || name.known != Known::No)
}

/// How far an English name is from any answer; none when it has one.
fn unanswered(unit: &Unit<'_>, name: &NameWord, own: &NameList) -> Option<f32> {
    let likeness = unit
        .romanisations(&name.key)
        .first()
        .map_or(-1.5, |found| found.found.likeness);
    let similarity = unit.translation(&name.key)?.similarity;
    let arabic = fold::word(&unit.text(Lang::Arabic)?.text, Lang::Arabic);
    let is_listed = own
        .with_word(&name.key)
        .chain(NameList::public().with_word(&name.key))
        .any(|listed| arabic.contains(fold::word(&listed.arabic, Lang::Arabic).as_str()));
    if is_listed {
        return None;
    }
    (likeness < ROMANISED && similarity < TRANSLATED)
        .then(|| (ROMANISED - likeness).min(0.8) * 0.5 + (TRANSLATED - similarity) * 2.0)
}

/// The rare Arabic word that the English accounts for least, and by how much it does not.
fn left_over(unit: &Unit<'_>) -> Option<(usize, f32)> {
    let lexicon = Words::embedded();
    let text = unit.text(Lang::English)?.text.as_str();
    let english = unit.tokens(Lang::English);
    let capitals: Vec<String> = english
        .iter()
        .filter(|token| token.kind == Kind::Latin && Shape::of(token.span.of(text)) != Shape::Lower)
        .map(form::key)
        .collect();
    let vectors: Vec<_> = english
        .iter()
        .filter(|token| token.kind == Kind::Latin)
        .filter_map(|token| lexicon.find(Lang::English, &token.folded))
        .map(|entry| lexicon.vector(Lang::English, entry.row))
        .collect();
    unit.arabic_words()
        .iter()
        .filter(|word| word.log10.is_none_or(|log10| log10 < RARE))
        .filter_map(|word| {
            let arabic = &unit.tokens(Lang::Arabic)[word.token];
            let claimed = capitals
                .iter()
                .filter_map(|key| romanise::best_match(key, &arabic.folded))
                .map(|found| found.likeness)
                .fold(-1.5, f32::max);
            let accounted = word.vector.as_ref().map_or(0.2, |vector| {
                vectors
                    .iter()
                    .map(|other| similarity(vector, other))
                    .fold(0.0, f32::max)
            });
            (arabic.folded.chars().count() >= 3 && claimed < ROMANISED && accounted < ACCOUNTED)
                .then_some((word.token, (ACCOUNTED - accounted) * 1.5))
        })
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
}
