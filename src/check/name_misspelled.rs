//! A name that the Arabic nearly vouches for.

use std::collections::BTreeMap;

use crate::bitext::{Finding, Severity};
use crate::check::evidence::arabic_names;
use crate::check::evidence::authority::{self, Unlisted};
use crate::check::evidence::names::{self, MISSPELT, NameWord, Slip};
use crate::check::judge::finder;
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::romanise;
use crate::lexicon::spelling::form;
use crate::text::{Lang, Span, fold};

declare_check! {
    /// Flags a name whose Arabic counterpart is there, but spelt as if it were another name.
    ///
    /// No dictionary has the names of the news, so spell checkers are blind where a slip hurts
    /// most. Here the Arabic is the dictionary: a name that no list knows is compared letter by
    /// letter with the Arabic words, and flagged when one or two letters keep it from fitting
    /// one of them (Muslem for مصلح). Other ways to write the same sounds are no fault (Qasim,
    /// Kassem), unless the name list of the workspace says otherwise: of a name that is listed
    /// there, only the preferred form and the accepted variants pass. It does not see a wrong
    /// letter that sounds right, nor a known name in place of another: that is `name-mismatch`.
    /// In a rendering into Arabic the Arabic spelling is looked at in the same way, and Arabic
    /// spellings are offered: of the name list, of other places of the document, of the shipped
    /// lists, or as the name sounds. A source is never asked to change: a name that only the
    /// English misspells is information there.
    NameMisspelled,
    "name-misspelled", Warning,
    flags: &[
        Example::EnAr("قال تشيدي أوكافرو إن المطر تأخر.", "Chidi Okafor said the rain was late."),
        Example::EnAr("وصل الوفد إلى لنندن أمس.", "The delegation arrived in London yesterday."),
        Example::Both("قال بوريس جونسون إن الاتفاق صعب.", "Boris Johgson said the deal was difficult."),
        Example::Both("وصل الوفد إلى لندن أمس.", "The delegation arrived in Dondon yesterday."),
        Example::Both("زار الوزير إندونيسيا في مايو.", "The minister visited Igdobesia in May."),
        Example::Both("التقى الرئيس زيلينسكي بالوفد.", "President Zelenksy met the delegation."),
    ],
    passes: &[
        Example::Both("قال قاسم مصلح إن الحدود مغلقة.", "Qasem Musleh said the border is closed."),
        Example::Both("قال قاسم مصلح إن الحدود مغلقة.", "Kassim Muslih said the border is closed."),
        Example::Both("وصل نوفاك ديوكوفيتش إلى بلغراد.", "Novak Djokovic arrived in Belgrade."),
        Example::EnAr("قال تشيدي أوكافور إن المطر تأخر.", "Chidi Okafor said the rain was late."),
    ],
    judged: [Name, RealWord, Mistranslation],
}

impl Check for NameMisspelled {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        if unit.is_into(Lang::Arabic) {
            return Vec::new();
        }
        let unlisted = authority::unlisted(unit, &context.names);
        let is_told = |name: &NameWord| {
            unlisted.iter().any(|found| found.token == name.token) || is_listed(&name.key, context)
        };
        let listed = unlisted.iter().map(|found| against_the_list(unit, found));
        let slips = unit
            .names()
            .iter()
            .filter(|name| !is_told(name))
            .filter_map(|name| Some(finding(unit, name, name.misspelt()?)));
        let mut found: Vec<Finding> = listed.chain(slips).collect();
        let by_reader = finder::name(unit, &Self::META);
        found.extend(by_reader.filter(|own| !found.iter().any(|other| other.at.span.overlaps(own.at.span))));
        found
    }

    fn document(&self, aligned: &Aligned<'_>, context: &Context) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut memory: Option<Memory> = None;
        for (index, unit) in aligned.units.iter().enumerate() {
            if !unit.is_into(Lang::Arabic) {
                continue;
            }
            let mut found = rendered(unit, context);
            for (name, finding) in &mut found {
                let memory = memory.get_or_insert_with(|| Memory::of(aligned));
                memory.offer((index, unit), name, finding);
                finding.unit = index;
            }
            findings.extend(found.into_iter().map(|(_, finding)| finding));
        }
        findings
    }
}

/// Is the name in a list of the user's?
fn is_listed(key: &str, context: &Context) -> bool {
    context.words.contains(key) || context.names.knows(key)
}

/// A spelling that the user's name list does not have.
fn against_the_list(unit: &Unit<'_>, found: &Unlisted) -> Finding {
    let token = &unit.tokens(Lang::English)[found.token];
    let arabic = &unit.tokens(Lang::Arabic)[found.arabic];
    let written = |lang, span: crate::text::Span| unit.text(lang).map_or("", |text| span.of(&text.text));
    let ending = token
        .folded
        .strip_prefix(form::key(token).as_str())
        .unwrap_or_default();
    let mut finding = Finding::new(
        NameMisspelled::META.id,
        NameMisspelled::META.severity,
        unit.mark(Lang::English, token.span),
        format!(
            "the name list spells {} “{}”, not “{}”",
            written(Lang::Arabic, arabic.span),
            found.forms.first().map_or("", String::as_str),
            written(Lang::English, token.span)
        ),
    )
    .with_related(unit.mark(Lang::Arabic, arabic.span))
    .with_confidence(0.95);
    for form in &found.forms {
        let spelling = form::in_capitals_of(written(Lang::English, token.span), &format!("{form}{ending}"));
        finding = finding.with_suggestion(spelling);
    }
    finding
}

fn finding(unit: &Unit<'_>, name: &NameWord, slip: &Slip) -> Finding {
    let token = &unit.tokens(Lang::English)[name.token];
    let arabic = &unit.tokens(Lang::Arabic)[slip.arabic];
    let written = |lang, span: crate::text::Span| unit.text(lang).map_or("", |text| span.of(&text.text));
    let (latin, source) = (
        written(Lang::English, token.span),
        written(Lang::Arabic, arabic.span),
    );
    let ending = token.folded.strip_prefix(name.key.as_str()).unwrap_or_default();
    let mut finding = Finding::new(
        NameMisspelled::META.id,
        NameMisspelled::META.severity,
        unit.mark(Lang::English, token.span),
        format!("“{latin}” is nearly, but not quite, {source}"),
    )
    .with_related(unit.mark(Lang::Arabic, arabic.span))
    .with_confidence(names::confidence(slip.score))
    .with_score(slip.score)
    .with_evidence("score", format!("{:.1}, flagged above {MISSPELT}", slip.score));
    for spelling in &slip.spellings {
        finding = finding.with_suggestion(form::in_capitals_of(latin, &format!("{spelling}{ending}")));
    }
    if let Some(found) = slip
        .spellings
        .first()
        .and_then(|spelling| romanise::best_match(spelling, &arabic.folded))
    {
        finding = finding.with_evidence("letters", romanise::chunks(&found));
    }
    finding
}

/// The findings of a rendering into Arabic, each with the key of the English name.
fn rendered(unit: &Unit<'_>, context: &Context) -> Vec<(String, Finding)> {
    let key = |token: usize| form::key(&unit.tokens(Lang::English)[token]);
    let unlisted = authority::unlisted_arabic(unit, &context.names);
    let mut found: Vec<(String, Finding)> = unlisted
        .iter()
        .map(|found| {
            let arabic = &unit.tokens(Lang::Arabic)[found.arabic];
            let finding = on_arabic(unit, (found.token, found.arabic))
                .with_confidence(LISTED)
                .with_evidence("name list", found.forms.join(" "));
            let clitic = clitic(&arabic.folded, &key(found.token));
            let spellings = found.forms.iter().map(|form| format!("{clitic}{form}"));
            (
                key(found.token),
                spellings.fold(finding, Finding::with_suggestion),
            )
        })
        .collect();
    let is_told = |token: usize| unlisted.iter().any(|found| found.arabic == token);
    let slips = arabic_names::slips(unit);
    let told = |token: usize| {
        let word = fold::bare(written(unit, Lang::Arabic, unit.tokens(Lang::Arabic)[token].span));
        let folded = &unit.tokens(Lang::Arabic)[token].folded;
        let dictionaries = context.arabic.iter().chain(&context.dictionaries);
        is_told(token)
            || context.words.contains(folded)
            || context.names.knows_arabic(folded)
            || dictionaries
                .clone()
                .any(|dictionary| dictionary.accepts(&word) == Some(true))
    };
    for slip in slips
        .iter()
        .filter(|slip| slip.score > arabic_names::MISSPELT && !told(slip.arabic))
    {
        let finding = on_arabic(unit, (slip.english, slip.arabic))
            .with_confidence(slip.confidence())
            .with_evidence(
                "score",
                format!("{:.1}, flagged above {}", slip.score, arabic_names::MISSPELT),
            );
        let spellings = slip.spellings.iter().cloned();
        found.push((
            key(slip.english),
            spellings.fold(finding, Finding::with_suggestion),
        ));
    }
    for name in unit.names().iter().filter(|name| !is_listed(&name.key, context)) {
        if let Some(slip) = name.misspelt()
            && !found.iter().any(|(other, _)| *other == name.key)
            && !told(slip.arabic)
        {
            found.push((name.key.clone(), of_source(unit, name, slip)));
        }
    }
    found
}

/// How sure a finding is that the user's name list makes.
const LISTED: f32 = 0.95;

fn written<'u>(unit: &Unit<'u>, lang: Lang, span: Span) -> &'u str {
    unit.text(lang).map_or("", |text| span.of(&text.text))
}

/// The clitics of an Arabic word that writes this Latin name.
fn clitic<'a>(arabic: &'a str, latin: &str) -> &'a str {
    let found = romanise::best_match(latin, arabic);
    found
        .and_then(|found| arabic.strip_suffix(found.arabic.as_str()))
        .unwrap_or("")
}

fn on_arabic(unit: &Unit<'_>, (english, arabic): (usize, usize)) -> Finding {
    let (latin, word) = (
        unit.tokens(Lang::English)[english].span,
        unit.tokens(Lang::Arabic)[arabic].span,
    );
    Finding::new(
        NameMisspelled::META.id,
        NameMisspelled::META.severity,
        unit.mark(Lang::Arabic, word),
        format!(
            "{} is nearly, but not quite, “{}”",
            written(unit, Lang::Arabic, word),
            written(unit, Lang::English, latin)
        ),
    )
    .with_related(unit.mark(Lang::English, latin))
}

/// An English name that fits its Arabic badly. Where lists know the Arabic word the source is at
/// fault, which is told and not mended; else the Arabic is, and what the name sounds like is
/// offered.
fn of_source(unit: &Unit<'_>, name: &NameWord, slip: &Slip) -> Finding {
    if !arabic_names::is_known(unit, slip.arabic) {
        let arabic = &unit.tokens(Lang::Arabic)[slip.arabic].folded;
        let clitic = clitic(arabic, &name.key);
        let finding =
            on_arabic(unit, (name.token, slip.arabic)).with_confidence(names::confidence(slip.score));
        let spellings = romanise::arabic_spellings(&name.key, OFFERED);
        return spellings.into_iter().fold(finding, |finding, spelling| {
            finding.with_suggestion(format!("{clitic}{spelling}"))
        });
    }
    let mut finding = finding(unit, name, slip).with_severity(Severity::Info);
    finding.suggestions.clear();
    finding
}

/// Spellings that are offered when only the sound of a name is known.
const OFFERED: usize = 2;

/// How the document writes its English names in Arabic: by the key of the name, its Arabic
/// spellings with the units in which they stand.
struct Memory(BTreeMap<String, BTreeMap<String, Vec<usize>>>);

impl Memory {
    fn of(aligned: &Aligned<'_>) -> Memory {
        let mut names: BTreeMap<String, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
        for (index, unit) in aligned.units.iter().enumerate() {
            for (token, found) in unit.romanised() {
                let key = form::key(&unit.tokens(Lang::English)[*token]);
                let span = unit.tokens(Lang::Arabic)[found.token].span;
                let word = fold::bare(written(unit, Lang::Arabic, span));
                let letters = found.found.arabic.chars().count();
                let before = word.chars().count().saturating_sub(letters);
                let stem: String = word.chars().skip(before).collect();
                names.entry(key).or_default().entry(stem).or_default().push(index);
            }
        }
        Memory(names)
    }

    /// Puts the usual spelling of the document first, when there is another than the one that is
    /// flagged and the list of the workspace has not spoken.
    fn offer(&self, (index, unit): (usize, &Unit<'_>), key: &str, finding: &mut Finding) {
        let own = finding.suggestions.first().cloned().unwrap_or_default();
        if finding.at.lang != Lang::Arabic || finding.evidence.iter().any(|(key, _)| *key == "name list") {
            return;
        }
        let tokens = unit.tokens(Lang::Arabic).iter();
        let Some(token) = tokens
            .clone()
            .find(|token| unit.mark(Lang::Arabic, token.span) == finding.at)
        else {
            return;
        };
        let flagged = fold::bare(written(unit, Lang::Arabic, token.span));
        let clitic = clitic(&token.folded, key);
        let spellings = self.0.get(key).into_iter().flatten();
        let usual = spellings
            .map(|(stem, units)| {
                let times = units.iter().filter(|&&at| at != index).count();
                (times, format!("{clitic}{stem}"))
            })
            .filter(|(times, word)| *times > 0 && *word != flagged)
            .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((_, word)) = usual.filter(|(_, word)| *word != own) {
            finding.suggestions.retain(|other| *other != word);
            finding.suggestions.insert(0, word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, Role, TransUnit};
    use crate::check::{Settings, run_these};
    use crate::lexicon::names::{Name, NameList};

    #[track_caller]
    fn found(english: &str, context: &Context) -> Vec<Vec<String>> {
        let unit = TransUnit::of_texts(Direction::AR_EN, "قال قاسم مصلح إن الحدود مغلقة.", english);
        let outcome = run_these(&[&NameMisspelled], &[unit], &Settings::default(), context);
        outcome
            .findings
            .into_iter()
            .map(|finding| finding.suggestions)
            .collect()
    }

    #[test]
    fn the_name_list_decides_between_spellings_that_sound_right() {
        let list = "قاسم مصلح\tQassem Musleh\tKassem Musleh\tperson";
        let context = Context {
            names: NameList::new(Name::read(list)).into(),
            ..Context::default()
        };
        assert_eq!(
            found("Kassem Musleh said the border is closed.", &context),
            [[""; 0]; 0]
        );
        assert_eq!(
            found("Qassem Muslih's men said it is closed.", &context),
            [["Musleh's"]]
        );
        assert_eq!(
            found("Qassem Muslih's men said it is closed.", &Context::default()),
            [[""; 0]; 0]
        );
        assert_eq!(found("Qassem Muslem said it is closed.", &context), [["Musleh"]]);
    }

    #[test]
    fn a_word_of_the_word_list_is_never_misspelt() {
        let english = "Qassem Muslem said the border is closed.";
        assert_eq!(found(english, &Context::default()).len(), 1);
        let context = Context {
            words: std::sync::Arc::new(std::iter::once("muslem".to_owned()).collect()),
            ..Context::default()
        };
        assert_eq!(found(english, &context).len(), 0);
    }

    fn rendered(pairs: &[(&str, &str)], context: &Context) -> Vec<(Lang, Severity, Vec<String>)> {
        let unit = |(english, arabic): &(&str, &str)| TransUnit::of_texts(Direction::EN_AR, english, arabic);
        let units: Vec<TransUnit> = pairs.iter().map(unit).collect();
        let outcome = run_these(&[&NameMisspelled], &units, &Settings::default(), context);
        outcome
            .findings
            .into_iter()
            .map(|finding| (finding.at.lang, finding.severity, finding.suggestions))
            .collect()
    }

    #[test]
    fn a_rendering_into_arabic_is_mended_and_not_its_source() {
        let english = "Chidi Okafor said the rain was late.";
        let found = rendered(
            &[(english, "قال تشيدي أوكافرو إن المطر تأخر.")],
            &Context::default(),
        );
        let [(lang, Severity::Warning, offered)] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(
            (*lang, offered.first().map(String::as_str)),
            (Lang::Arabic, Some("أوكافور"))
        );
        // The source is misspelt, the rendering is not.
        let english = "Boris Johgson said the deal was difficult.";
        let found = rendered(
            &[(english, "قال بوريس جونسون إن الاتفاق صعب.")],
            &Context::default(),
        );
        assert_eq!(found, [(Lang::English, Severity::Info, Vec::new())]);
    }

    #[test]
    fn the_list_and_the_document_come_before_the_sound() {
        let bad = (
            "Mr Okafor said the rain was late.",
            "قال السيد أوكافرو إن المطر تأخر.",
        );
        let good = ("Mr Okafor left.", "غادر السيد أوكافور.");
        let other = ("Mr Okafor left.", "غادر السيد اوكافور.");
        let first = |pairs: &[(&str, &str)], context: &Context| {
            let found = rendered(pairs, context);
            found.first().and_then(|(_, _, offered)| offered.first().cloned())
        };
        let none = Context::default();
        assert_eq!(first(&[bad, good, good], &none).as_deref(), Some("أوكافور"));
        assert_eq!(first(&[bad, other, other], &none).as_deref(), Some("اوكافور"));
        let listed = Context {
            names: NameList::new(Name::read("أوكافَر\tOkafor")).into(),
            ..Context::default()
        };
        assert_eq!(first(&[bad, other, other], &listed).as_deref(), Some("أوكافَر"));
    }

    #[test]
    fn no_public_name_is_turned_into_another() {
        let public = NameList::public();
        let mut pairs: Vec<(String, String)> = Vec::new();
        for name in public.names() {
            pairs.extend(name.forms().map(|latin| (name.arabic.clone(), latin.to_owned())));
        }
        for direction in [Direction::AR_EN, Direction::EN_AR] {
            for (arabic, latin) in &pairs {
                let (arabic, english) = (
                    format!("تحدث الناس عن {arabic} أمس."),
                    format!("People talked about {latin} yesterday."),
                );
                let unit = match direction.lang(Role::Source) {
                    Lang::Arabic => TransUnit::of_texts(direction, &arabic, &english),
                    Lang::English => TransUnit::of_texts(direction, &english, &arabic),
                };
                let checks: [&dyn Check; 2] = [&NameMisspelled, &crate::check::misspelling::Misspelling];
                let outcome = run_these(&checks, &[unit], &Settings::default(), &Context::default());
                for suggestion in outcome.findings.iter().flat_map(|finding| &finding.suggestions) {
                    let is_other = pairs
                        .iter()
                        .any(|(ar, la)| (ar == suggestion || la == suggestion) && ar != &arabic);
                    assert!(!is_other, "{latin} {arabic}: {suggestion}");
                }
            }
        }
    }
}
