//! Pairs of texts that stand alone: every pair is judged by itself.

use crate::bitext::{Direction, Pair, Policy, Role, TransUnit};
use crate::check::{Context, Settings, run};
use crate::text::Lang;
use crate::workbench::{Checked, Text};

/// Checks one pair. No other pair, order or count has any bearing on the outcome.
pub fn check(direction: Direction, arabic: &str, english: &str, settings: &Settings) -> Checked {
    let text = |role| {
        let raw = match direction.lang(role) {
            Lang::Arabic => arabic,
            Lang::English => english,
        };
        Text {
            name: direction.lang(role).code().to_owned(),
            raw: raw.to_owned(),
        }
    };
    let texts = Pair::new(text(Role::Source), text(Role::Target));
    let unit = TransUnit::of_texts(direction, &texts.source.raw, &texts.target.raw);
    let context = Context {
        policy: Policy::Full,
        alone: false,
        reader: settings.reader,
        patterns: settings.patterns.clone().into(),
        terms: settings.terms.clone(),
        words: settings.words.clone(),
        names: settings.names.clone(),
        arabic: settings.arabic.clone(),
        dictionaries: settings.dictionaries.clone(),
        ..Context::default()
    };
    let transunits = vec![unit];
    let mut outcome = run(&transunits, settings, &context);
    // What holds for every pair alike is told of documents only.
    outcome.not_checked.retain(|not| not.unit.is_some());
    Checked::new(direction, texts.map(Some), transunits, outcome)
}
