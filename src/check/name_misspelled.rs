//! A name that the Arabic nearly vouches for.

use crate::bitext::Finding;
use crate::check::evidence::authority::{self, Unlisted};
use crate::check::evidence::names::{self, MISSPELT, NameWord, Slip};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::romanise;
use crate::lexicon::spelling::form;
use crate::text::Lang;

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
    NameMisspelled,
    "name-misspelled", Warning,
    flags: &[
        Example::Both("قال بوريس جونسون إن الاتفاق صعب.", "Boris Johgson said the deal was difficult."),
        Example::Both("وصل الوفد إلى لندن أمس.", "The delegation arrived in Dondon yesterday."),
        Example::Both("زار الوزير إندونيسيا في مايو.", "The minister visited Igdobesia in May."),
        Example::Both("التقى الرئيس زيلينسكي بالوفد.", "President Zelenksy met the delegation."),
    ],
    passes: &[
        Example::Both("قال قاسم مصلح إن الحدود مغلقة.", "Qasem Musleh said the border is closed."),
        Example::Both("قال قاسم مصلح إن الحدود مغلقة.", "Kassim Muslih said the border is closed."),
        Example::Both("وصل نوفاك ديوكوفيتش إلى بلغراد.", "Novak Djokovic arrived in Belgrade."),
        Example::Both("يتحدث الخبراء عن النتائج.", "Experts at Zentrix spoke of the results."),
    ],
}

impl Check for NameMisspelled {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        let unlisted = authority::unlisted(unit, &context.names);
        let is_told = |name: &NameWord| {
            unlisted.iter().any(|found| found.token == name.token)
                || context.words.contains(&name.key)
                || context.names.knows(&name.key)
        };
        let listed = unlisted.iter().map(|found| against_the_list(unit, found));
        let slips = unit
            .names()
            .iter()
            .filter(|name| !is_told(name))
            .filter_map(|name| Some(finding(unit, name, name.misspelt()?)));
        listed.chain(slips).collect()
    }
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
        finding = finding.with_suggestion(format!("{form}{ending}"));
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
    .with_evidence("score", format!("{:.1}, flagged above {MISSPELT}", slip.score));
    for spelling in &slip.spellings {
        finding = finding.with_suggestion(format!("{spelling}{ending}"));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, TransUnit};
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
}
