//! The shipped starter list: terms of media monitoring whose literal rendering misleads.
//!
//! `starter.tsv` has one term a line: Arabic forms, right English renderings, literal traps,
//! words beside which the literal rendering is right, and the reason; forms are separated by `|`.

use std::sync::OnceLock;

use crate::lexicon::terms::{Glossary, Term};

const LIST: &str = include_str!("starter.tsv");

/// The starter list.
pub fn glossary() -> &'static Glossary {
    static GLOSSARY: OnceLock<Glossary> = OnceLock::new();
    GLOSSARY.get_or_init(|| Glossary::new(terms()))
}

/// The terms of the list, in the order of the file.
pub fn terms() -> Vec<Term> {
    LIST.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut cells = line.split('\t');
            let mut forms = || -> Vec<String> {
                cells
                    .next()
                    .unwrap_or("")
                    .split('|')
                    .map(str::trim)
                    .filter(|form| !form.is_empty())
                    .map(str::to_owned)
                    .collect()
            };
            Term {
                arabic: forms(),
                english: forms(),
                forbidden: forms(),
                unless: forms(),
                note: forms().join("|"),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_has_both_languages_and_a_reason() {
        let terms = terms();
        assert!(terms.len() >= 150, "{} terms", terms.len());
        for term in terms {
            assert!(
                !term.arabic.is_empty() && !term.english.is_empty() && term.note.len() > 10,
                "{term:?}"
            );
            assert!(
                term.forbidden.iter().all(|trap| !term.english.contains(trap)),
                "{term:?}: a trap is a right rendering"
            );
        }
    }

    #[test]
    fn no_arabic_form_is_listed_twice() {
        let mut forms: Vec<String> = terms().into_iter().flat_map(|term| term.arabic).collect();
        let n = forms.len();
        forms.sort();
        forms.dedup();
        assert_eq!(forms.len(), n);
    }
}
