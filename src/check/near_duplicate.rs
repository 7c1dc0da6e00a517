//! Nearly the same source with a wholly different rendering.

use std::collections::{BTreeMap, BTreeSet};

use crate::bitext::{Finding, Role};
use crate::check::consistency::{key, text, whole};
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check};

declare_check! {
    /// Notes two segments of a document or workspace whose sources share nine tenths of their words or more,
    /// and whose renderings share less than six tenths.
    ///
    /// Where a speaker repeats himself almost word for word, the renderings ought to be alike.
    /// Information only. Equal sources are looked at by `target-differs`. Not compared: sources
    /// of fewer than six words. Other documents of the workspace count as standing before. It does
    /// not look at the order of words. A page of examples needs two segments, so see its tests.
    NearDuplicate,
    "near-duplicate", Info,
    flags: &[],
    passes: &[
        Example::Both("نحن قادرون على حماية البلاد.", "We are capable of protecting the country."),
    ],
}

/// Fewest words of a source that is compared.
const FEWEST: usize = 6;
/// Share of words (of those of both) from which two sources are nearly the same.
const ALIKE: f32 = 0.9;
/// Share of words below which two renderings are wholly different.
const UNLIKE: f32 = 0.6;

impl Check for NearDuplicate {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, context: &Context) -> Vec<Finding> {
        let remembered = context.memory.pairs().map(|pair| Near {
            place: Place::Elsewhere(&pair.document, &pair.target),
            source: words(&pair.source),
            target: words(&pair.target),
        });
        let units = aligned.units.iter().enumerate().filter_map(|(index, unit)| {
            Some(Near {
                place: Place::Here(index),
                source: words(&key(text(unit, Role::Source)?)),
                target: words(&key(text(unit, Role::Target)?)),
            })
        });
        let pairs: Vec<Near<'_>> = remembered
            .chain(units)
            .filter(|pair| pair.source.len() >= FEWEST)
            .collect();
        alike(&pairs)
            .into_iter()
            .filter_map(|(later, earlier)| {
                let shared = share(&pairs[later].target, &pairs[earlier].target);
                finding(aligned, (&pairs[later].place, &pairs[earlier].place), shared)
            })
            .collect()
    }
}

/// Where a pair stands.
enum Place<'m> {
    /// A unit of this document.
    Here(usize),
    /// Another document, and the key of its rendering.
    Elsewhere(&'m str, &'m str),
}

/// A pair by the words of its sides.
struct Near<'m> {
    place: Place<'m>,
    source: BTreeSet<String>,
    target: BTreeSet<String>,
}

fn words(key: &str) -> BTreeSet<String> {
    key.split(' ').map(str::to_owned).collect()
}

/// Size of the intersection over size of the union.
fn share(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f32 {
    let both = one.intersection(other).count();
    let all = one.len() + other.len() - both;
    if all == 0 { 1.0 } else { both as f32 / all as f32 }
}

/// For each source the first earlier one that is nearly, not wholly, the same.
///
/// Two sets that share nine tenths have one of their rarest words in common, so only sets that
/// meet there are compared (prefix filtering; Chaudhuri, Ganti and Kaushik 2006).
fn alike(pairs: &[Near<'_>]) -> Vec<(usize, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for pair in pairs {
        for word in &pair.source {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut seen: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, Near { source, place, .. }) in pairs.iter().enumerate() {
        let is_here = matches!(place, Place::Here(_));
        let mut rarest: Vec<&str> = source.iter().map(String::as_str).collect();
        rarest.sort_by_key(|word| (counts.get(word).copied().unwrap_or(0), *word));
        let prefix = source.len() - (ALIKE * source.len() as f32).ceil() as usize + 1;
        rarest.truncate(prefix);
        let candidates: BTreeSet<usize> = rarest
            .iter()
            .filter_map(|word| seen.get(word))
            .flatten()
            .copied()
            .collect();
        let first = candidates.into_iter().find(|&earlier| {
            pairs[earlier].source != *source && share(source, &pairs[earlier].source) >= ALIKE
        });
        found.extend(first.filter(|_| is_here).map(|earlier| (at, earlier)));
        for word in rarest {
            seen.entry(word).or_default().push(at);
        }
    }
    found
}

fn finding(
    aligned: &Aligned<'_>,
    (later, earlier): (&Place<'_>, &Place<'_>),
    shared: f32,
) -> Option<Finding> {
    let Place::Here(index) = *later else {
        return None;
    };
    if shared >= UNLIKE {
        return None;
    }
    let at = whole(&aligned.units[index], Role::Target)?;
    let mut finding = Finding::new(
        NearDuplicate::META.id,
        NearDuplicate::META.severity,
        at,
        "nearly the same source is rendered quite differently before",
    )
    .with_confidence(0.7)
    .with_evidence(
        "shared words of the renderings",
        format!("{:.0} %", shared * 100.0),
    );
    match earlier {
        Place::Here(earlier) => finding
            .related
            .extend(whole(&aligned.units[*earlier], Role::Target)),
        Place::Elsewhere(document, target) => {
            finding = finding.with_evidence("elsewhere", format!("{document}: {target}"));
        }
    }
    finding.unit = index;
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, TransUnit};
    use crate::check::{Settings, run_these};

    fn findings(pairs: &[(&str, &str)]) -> Vec<usize> {
        let units: Vec<TransUnit> = pairs
            .iter()
            .map(|(ar, en)| TransUnit::of_texts(Direction::AR_EN, ar, en))
            .collect();
        let outcome = run_these(
            &[&NearDuplicate],
            &units,
            &Settings::default(),
            &Context::default(),
        );
        outcome.findings.iter().map(|finding| finding.unit).collect()
    }

    const LONG: &str = "لم يغادر أي مقاتل من قواتنا العراق إلى سوريا بشكل رسمي حتى الآن";

    #[test]
    fn a_repeated_speech_with_another_rendering_is_noted() {
        let again = format!("{LONG} أبدا");
        let first = (
            LONG,
            "So far not one fighter of ours has officially left Iraq for Syria",
        );
        assert_eq!(findings(&[first, (&again, "Nobody ever crossed")]), [1]);
        assert_eq!(findings(&[first, (&again, first.1)]), [0; 0]);
        assert_eq!(findings(&[first, (LONG, "Nobody ever crossed")]), [0; 0]);
    }
}
