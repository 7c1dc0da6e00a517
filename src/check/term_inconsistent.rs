//! One term rendered in several ways in a document.

use std::collections::BTreeMap;

use crate::bitext::Finding;
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check};
use crate::lexicon::terms::{Glossary, Match};
use crate::text::Lang;

declare_check! {
    /// Flags a term of the glossary that is rendered by several of its allowed forms in one
    /// document: داعش as ISIS here and as Daesh there.
    ///
    /// The form used most (on a tie the one listed first) is taken as the document's; the others
    /// are flagged. Not flagged: an abbreviation of another form (PMF for Popular Mobilization
    /// Forces), several forms in one segment (a first use with its explanation), and renderings
    /// of a source that does not have the term. It looks at English renderings only, as Arabic
    /// forms of an entry are mostly plurals. A page of examples needs two segments, so see its
    /// tests.
    TermInconsistent,
    "term-inconsistent", Warning,
    flags: &[],
    passes: &[Example::Both("انسحب داعش.", "ISIS withdrew.")],
}

impl Check for TermInconsistent {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, context: &Context) -> Vec<Finding> {
        let glossary = &context.terms;
        if glossary.is_empty() {
            return Vec::new();
        }
        let uses = uses(aligned, glossary);
        let mut findings = Vec::new();
        for (&term, of_term) in &uses {
            let usual = usual(of_term);
            for &(unit, found) in of_term.iter().filter(|(_, found)| found.form != usual) {
                findings.push(finding(aligned, glossary, (term, usual), (unit, found)));
            }
        }
        findings
    }
}

/// By term: the units whose English renders it by exactly one form, and that place.
fn uses(aligned: &Aligned<'_>, glossary: &Glossary) -> BTreeMap<usize, Vec<(usize, Match)>> {
    let mut uses: BTreeMap<usize, Vec<(usize, Match)>> = BTreeMap::new();
    for (index, unit) in aligned.units.iter().enumerate() {
        if unit
            .transunit
            .target()
            .is_none_or(|text| text.lang != Lang::English)
        {
            continue;
        }
        let mut terms: Vec<usize> = glossary
            .find_arabic(unit.tokens(Lang::Arabic))
            .into_iter()
            .map(|found| found.term)
            .collect();
        terms.sort_unstable();
        terms.dedup();
        let rendered = glossary.find_english(unit.tokens(Lang::English));
        for term in terms {
            let forms: Vec<Match> = rendered
                .iter()
                .filter(|found| found.term == term)
                .map(|&found| Match {
                    form: long_form(&glossary.terms()[term].english, found.form),
                    ..found
                })
                .collect();
            let Some(first) = forms.first() else { continue };
            if forms.iter().all(|form| form.form == first.form) {
                uses.entry(term).or_default().push((index, *first));
            }
        }
    }
    uses
}

/// The form of which this one is the abbreviation; itself if it is none.
fn long_form(forms: &[String], form: usize) -> usize {
    let Some(short) = forms
        .get(form)
        .filter(|form| form.chars().all(char::is_uppercase))
    else {
        return form;
    };
    forms
        .iter()
        .position(|long| {
            let initials: String = long
                .split(|c: char| !c.is_alphanumeric())
                .filter_map(|word| word.chars().next())
                .filter(|c| c.is_uppercase())
                .collect();
            initials.len() > 1 && initials == *short
        })
        .unwrap_or(form)
}

/// The form used most; on a tie the one listed first.
fn usual(uses: &[(usize, Match)]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, found) in uses {
        *counts.entry(found.form).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|&(form, count)| (count, std::cmp::Reverse(form)))
        .map_or(0, |(form, _)| form)
}

fn finding(
    aligned: &Aligned<'_>,
    glossary: &Glossary,
    (term, usual): (usize, usize),
    (index, found): (usize, Match),
) -> Finding {
    let unit = &aligned.units[index];
    let text = unit.text(Lang::English).map_or("", |text| text.text.as_str());
    let term = &glossary.terms()[term];
    let usual = term.english.get(usual).map_or("", String::as_str);
    let arabic = term.arabic.first().map_or("", String::as_str);
    let message = format!(
        "“{}” for “{arabic}”, which is “{usual}” elsewhere in this document",
        found.span.of(text)
    );
    let mut finding = Finding::new(
        TermInconsistent::META.id,
        TermInconsistent::META.severity,
        unit.mark(Lang::English, found.span),
        message,
    )
    .with_confidence(0.85)
    .with_suggestion(usual);
    finding.unit = index;
    finding
}
