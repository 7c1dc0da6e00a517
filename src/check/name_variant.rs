//! One name in two spellings.

use std::collections::BTreeMap;

use crate::bitext::{Finding, Severity};
use crate::check::evidence::authority;
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check};
use crate::lexicon::names::NameList;
use crate::lexicon::romanise::latin_key;
use crate::lexicon::spelling::form;
use crate::lexicon::spelling::{noise, table};
use crate::text::Lang;

declare_check! {
    /// Flags a name that a document spells in two ways for one Arabic name.
    ///
    /// A reader takes Qassem and Qasim for two people. The Arabic says that they are one: both
    /// romanise the same Arabic word. The spelling used less often is flagged, the other is
    /// offered; of equals the later one is flagged. An article that comes and goes (`Al-Assad`,
    /// `Assad`) is style; two forms that the name list of the workspace accepts are information,
    /// with the preferred one offered. It needs the Arabic of both places, and does not see two names for one
    /// person.
    NameVariant,
    "name-variant", Warning,
    flags: &[
        Example::Both("قال قاسم مصلح. وأضاف قاسم.", "Qassem Musleh spoke. Then Qasim added."),
        Example::Both("التقى الجبوري الوفد، ثم غادر الجبوري.", "Mr Jubouri met the delegation, then Mr Jabouri left."),
    ],
    passes: &[
        Example::Both("قال قاسم مصلح. وأضاف قاسم.", "Qassem Musleh spoke. Then Qassem added."),
        Example::Both("قال بشار الأسد. وأضاف الأسد.", "Bashar Al-Assad spoke. Then Assad added."),
        Example::Both("التقى حسن بحسين.", "He met Hassan and Hussein."),
    ],
}

/// A spelling of an Arabic name.
#[derive(Debug, Default)]
struct Spelling {
    times: usize,
    last: (usize, usize),
    written: String,
}

impl Check for NameVariant {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, context: &Context) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (arabic, spellings) in spellings(aligned) {
            let worth = |spelling: &Spelling| (is_preferred(&context.names, spelling), spelling.times);
            let Some(usual) = spellings
                .values()
                .max_by(|a, b| worth(a).cmp(&worth(b)).then(b.last.cmp(&a.last)))
            else {
                continue;
            };
            for other in spellings.values().filter(|other| are_variants(other, usual)) {
                let listed = authority::name_of_both(&context.names, &other.written, &usual.written);
                let severity = match listed {
                    Some(_) => Severity::Info,
                    None => NameVariant::META.severity,
                };
                let (index, at) = other.last;
                let unit = &aligned.units[index];
                let mut finding = Finding::new(
                    NameVariant::META.id,
                    severity,
                    unit.mark(Lang::English, unit.tokens(Lang::English)[at].span),
                    format!(
                        "“{}” and “{}” both stand for {arabic}",
                        other.written, usual.written
                    ),
                )
                .with_suggestion(usual.written.clone())
                .with_confidence(0.85);
                finding.unit = index;
                findings.push(finding);
            }
        }
        findings
    }
}

/// Is it a word of the preferred form of a listed name?
fn is_preferred(list: &NameList, spelling: &Spelling) -> bool {
    list.with_word(&spelling.written).any(|name| {
        name.latin
            .split_whitespace()
            .any(|word| latin_key(word) == latin_key(&spelling.written))
    })
}

/// Is the name in no dictionary? Two names that dictionaries have are two names (`Naples`,
/// `Napoli`).
fn is_unlisted(key: &str) -> bool {
    table::entry(key).is_none()
}

/// Two spellings of nearly the same letters, neither the other with an ending (`Iraq`, `Iraqi`).
fn are_variants(one: &Spelling, other: &Spelling) -> bool {
    let (a, b) = (latin_key(&one.written), latin_key(&other.written));
    one.last != other.last
        && noise::bag_distance(a.as_bytes(), b.as_bytes()) <= 3
        && is_unlisted(&a)
        && is_unlisted(&b)
        && !a.starts_with(b.as_str())
        && !b.starts_with(a.as_str())
        && !a.ends_with(b.as_str())
        && !b.ends_with(a.as_str())
}

/// For each Arabic name (key) its Latin spellings: names that the word table does not hold as
/// ordinary words, each with the one Arabic word that it surely romanises.
fn spellings(aligned: &Aligned<'_>) -> BTreeMap<String, BTreeMap<String, Spelling>> {
    let mut names: BTreeMap<String, BTreeMap<String, Spelling>> = BTreeMap::new();
    for (index, unit) in aligned.units.iter().enumerate() {
        let Some(text) = unit.text(Lang::English) else {
            continue;
        };
        for (at, best) in unit.romanised() {
            let token = &unit.tokens(Lang::English)[*at];
            let written = token.span.of(&text.text);
            let key = form::key(token);
            let spelling = names
                .entry(best.found.arabic.clone())
                .or_default()
                .entry(latin_key(&key))
                .or_default();
            spelling.times += 1;
            spelling.last = (index, *at);
            written
                .strip_suffix("'s")
                .or(written.strip_suffix("’s"))
                .unwrap_or(written)
                .clone_into(&mut spelling.written);
        }
    }
    names.retain(|_, spellings| spellings.len() > 1);
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, TransUnit};
    use crate::check::{Settings, run_these};
    use crate::lexicon::names::Name;

    #[test]
    fn two_forms_of_the_name_list_are_information() {
        let unit = TransUnit::of_texts(
            Direction::AR_EN,
            "قال قاسم مصلح. وأضاف قاسم. وختم قاسم.",
            "Qasim Musleh spoke. Then Qasim added. Qassem closed.",
        );
        let found = |context: &Context| {
            let units = std::slice::from_ref(&unit);
            let outcome = run_these(&[&NameVariant], units, &Settings::default(), context);
            let finding = outcome.findings.into_iter().next().expect("two spellings");
            (finding.severity, finding.suggestions)
        };
        let usual = (Severity::Warning, vec!["Qasim".to_owned()]);
        assert_eq!(found(&Context::default()), usual);
        let list = "قاسم مصلح\tQassem Musleh\tQasim Musleh";
        let context = Context {
            names: NameList::new(Name::read(list)).into(),
            ..Context::default()
        };
        assert_eq!(found(&context), (Severity::Info, vec!["Qassem".to_owned()]));
    }
}
