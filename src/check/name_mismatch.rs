//! A name of one side that has no counterpart on the other.

use std::collections::BTreeMap;

use crate::bitext::Finding;
use crate::check::evidence::stem::CLITICS;
use crate::check::evidence::{nationality, replaced};
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::romanise::{self, latin_key};
use crate::lexicon::spelling::form::{self, Known, Shape};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags an English name that nothing in the Arabic answers to, while an Arabic name is left.
    ///
    /// One person's words put into another's mouth, one country for another: the sentence reads
    /// well and says what nobody said. A name counts as answered when an Arabic word romanises
    /// it, translates it or is listed for it; when none does, and a rare Arabic word finds no
    /// English one, the two are shown. How sure that is comes from a model trained on exchanged
    /// names. What the document says elsewhere counts too: an Arabic name that other places
    /// render by its sound, and this one does not, is told with its usual rendering. One
    /// nationality for another (`Japanese`, صينية) is told from a table. It does not
    /// see names that were left out, or that stand where any word has a capital.
    NameMismatch,
    "name-mismatch", Warning,
    flags: &[
        Example::Both("زار الرئيس سمرقند يوم الأحد.", "On Sunday the president visited Toledo."),
        Example::Both("قال السيناتور كافانو إن الجلسة مغلقة.", "The session was closed, said Senator Johnson."),
        Example::Both("وقعت شركة صينية العقد.", "A Japanese company signed the contract."),
    ],
    passes: &[
        Example::Both("وصل وزير الخارجية الإيراني إلى دمشق أمس.", "The Iranian foreign minister arrived in Damascus yesterday."),
        Example::Both("قال السيناتور كافانو إن الجلسة مغلقة.", "The session was closed, said Senator Kavanaugh."),
        Example::Both("وقعت شركة صينية العقد.", "A company from China signed the contract."),
        Example::Both("قال إن الجلسة مغلقة.", "The session was closed, said Kavanaugh."),
    ],
    judged: [Name, Mistranslation],
}

impl Check for NameMismatch {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        if let Some(found) = nationality::exchange(unit).filter(|_| !unit.is_wrong_pair()) {
            return vec![of_nations(unit, &found)];
        }
        let Some(found) = replaced::verdict(unit, &context.names) else {
            return Vec::new();
        };
        let place = (found.replaced.english, found.replaced.arabic);
        vec![
            finding(unit, place)
                .with_confidence(found.confidence)
                .with_score(found.score)
                .with_evidence("score", format!("{:.1}", found.score)),
        ]
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        let memory = Memory::of(aligned);
        let units = aligned.units.iter().enumerate();
        units
            .filter_map(|(index, unit)| {
                let (place, usual) = memory.forgotten(index, unit)?;
                let mut finding = finding(unit, place)
                    .with_confidence(REMEMBERED)
                    .with_suggestion(usual.clone())
                    .with_evidence("elsewhere", usual);
                finding.unit = index;
                Some(finding)
            })
            .collect()
    }
}

/// How sure a finding is that other places of the document speak for.
const REMEMBERED: f32 = 0.85;

/// How sure an exchanged nationality is.
const NATIONS: f32 = 0.88;

/// The finding of one nationality for another.
fn of_nations(unit: &Unit<'_>, found: &nationality::Exchange) -> Finding {
    let span = |lang, token: usize| unit.tokens(lang)[token].span;
    let of = |lang, span: Span| unit.text(lang).map_or("", |text| span.of(&text.text));
    let (english, arabic) = (
        span(Lang::English, found.english),
        span(Lang::Arabic, found.arabic),
    );
    let (word, rest) = (of(Lang::English, english), of(Lang::Arabic, arabic));
    let finding = Finding::new(
        NameMismatch::META.id,
        NameMismatch::META.severity,
        unit.mark(Lang::English, english),
        format!(
            "another nationality: {rest} is {}, and the English has “{word}”",
            found.fitting
        ),
    )
    .with_confidence(NATIONS)
    .with_related(unit.mark(Lang::Arabic, arabic));
    if unit.is_into(Lang::English) {
        finding.with_suggestion(found.fitting.clone())
    } else {
        finding
    }
}

fn finding(unit: &Unit<'_>, (english, arabic): (usize, usize)) -> Finding {
    let token = &unit.tokens(Lang::English)[english];
    let rest = &unit.tokens(Lang::Arabic)[arabic];
    let of = |lang, span: Span| unit.text(lang).map_or("", |text| span.of(&text.text));
    let message = format!(
        "no Arabic word answers to “{}”, and {} is left over",
        of(Lang::English, token.span),
        of(Lang::Arabic, rest.span)
    );
    // The word of the rendering is the one that can be mended.
    let mut marks = [
        unit.mark(Lang::English, token.span),
        unit.mark(Lang::Arabic, rest.span),
    ];
    if unit.is_into(Lang::Arabic) {
        marks.reverse();
    }
    let [at, related] = marks;
    Finding::new(NameMismatch::META.id, NameMismatch::META.severity, at, message).with_related(related)
}

/// How the document renders Arabic names by their sound.
struct Memory {
    /// By the Arabic name: the Latin spellings with the units in which they stand.
    names: BTreeMap<String, BTreeMap<String, Vec<usize>>>,
}

/// In how many other units a name must stand to be a habit of the document.
const HABIT: usize = 2;
/// Likeness below which two names are not one.
const OTHER: f32 = -0.2;

impl Memory {
    fn of(aligned: &Aligned<'_>) -> Memory {
        let mut names: BTreeMap<String, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
        if aligned.units.len() > HABIT {
            for (index, unit) in aligned.units.iter().enumerate() {
                for (token, found) in unit.romanised() {
                    let text = unit.text(Lang::English).map_or("", |text| text.text.as_str());
                    let written = unit.tokens(Lang::English)[*token].span.of(text);
                    let written = written
                        .strip_suffix("'s")
                        .or(written.strip_suffix("’s"))
                        .unwrap_or(written);
                    let spellings = names.entry(found.found.arabic.clone()).or_default();
                    spellings.entry(written.to_owned()).or_default().push(index);
                }
            }
        }
        Memory { names }
    }

    /// The Arabic name of this unit that is rendered by its sound elsewhere and not here, with
    /// the English name that stands for it here, and its usual rendering.
    fn forgotten(&self, index: usize, unit: &Unit<'_>) -> Option<((usize, usize), String)> {
        let taken: Vec<usize> = unit.romanised().iter().map(|(_, found)| found.token).collect();
        let stranger = unit
            .names()
            .iter()
            .find(|name| self.is_strange(index, unit, name.token))?;
        unit.arabic_words().iter().find_map(|word| {
            let arabic = &unit.tokens(Lang::Arabic)[word.token];
            if taken.contains(&word.token) {
                return None;
            }
            let usual = self.habit(index, &arabic.folded)?;
            let apart = romanise::best_match(&stranger.key, &arabic.folded)
                .is_none_or(|found| found.likeness < OTHER);
            let is_here = unit
                .names()
                .iter()
                .any(|name| latin_key(&name.key) == latin_key(usual));
            (apart && !is_here).then(|| ((stranger.token, word.token), usual.to_owned()))
        })
    }

    /// The spelling that stands for this Arabic name in at least [`HABIT`] other units.
    fn habit(&self, but: usize, arabic: &str) -> Option<&str> {
        let stems = CLITICS.iter().filter_map(|clitic| arabic.strip_prefix(clitic));
        let spellings = stems.into_iter().find_map(|stem| self.names.get(stem))?;
        let others = |units: &Vec<usize>| units.iter().filter(|&&unit| unit != but).count();
        spellings
            .iter()
            .map(|(spelling, units)| (others(units), spelling))
            .filter(|(others, _)| *others >= HABIT)
            .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(a.1)))
            .map(|(_, spelling)| spelling.as_str())
    }

    /// Is it a name inside the sentence that nothing answers to here?
    fn is_strange(&self, index: usize, unit: &Unit<'_>, token: usize) -> bool {
        const ROMANISED: f32 = 0.1;
        const TRANSLATED: f32 = 0.4;
        let Some(name) = unit.names().iter().find(|name| name.token == token) else {
            return false;
        };
        let plain = matches!(name.known, Known::Yes(entry) if entry.plain());
        let answered = unit
            .romanisations(&name.key)
            .first()
            .is_some_and(|found| found.found.likeness >= ROMANISED)
            || unit
                .translation(&name.key)
                .is_some_and(|found| found.similarity >= TRANSLATED);
        let key = latin_key(&form::key(&unit.tokens(Lang::English)[token]));
        // A name that has its own Arabic elsewhere is a name for sure.
        let is_known_here = self.names.values().any(|spellings| {
            spellings
                .iter()
                .any(|(spelling, units)| latin_key(spelling) == key && units.iter().any(|&at| at != index))
        });
        name.shape == Shape::Capital && !plain && !answered && !name.starts_sentence && is_known_here
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, TransUnit};
    use crate::check::{Settings, run_these};

    #[test]
    fn the_document_remembers_how_a_name_is_rendered() {
        let pair = |ar, en| TransUnit::of_texts(Direction::AR_EN, ar, en);
        let units = [
            pair("قال كركوش إن الماء قليل.", "Karkush said there was little water."),
            pair("سألنا كركوش عن السوق.", "We asked Karkush about the market."),
            pair("وصل طبيلي مساء.", "Tabili arrived in the evening."),
            pair(
                "ثم غادر كركوش البلدة.",
                "Then they said that Tabili left the town.",
            ),
        ];
        let outcome = run_these(
            &[&NameMismatch],
            &units,
            &Settings::default(),
            &Context::default(),
        );
        let found = outcome
            .findings
            .iter()
            .find(|finding| finding.unit == 3)
            .expect("a finding");
        assert_eq!(found.suggestions, ["Karkush"]);
        assert!(outcome.findings.iter().all(|finding| finding.unit == 3));
    }
}
