//! Versions of the shipped rendering with random edits: every edit shown in its bead, no word
//! cut, and every decision on an untouched segment alive.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use muqabala::bitext::Policy;
use muqabala::check::Settings;
use muqabala::format::Options;
use muqabala::review::Verdict;
use muqabala::review::words::Change;
use muqabala::store::MemoryStore;
use muqabala::workbench::{Found, Incoming, NewRendering, Session, Workbench};
use proptest::prelude::*;

use crate::suite::cli::corpus;

fn bench() -> Workbench {
    let session = Session {
        author: "editor".to_owned(),
        command: "a test".to_owned(),
        host: "desk".to_owned(),
        now: || 1_733_133_600_000,
    };
    let mut settings = Settings::default();
    for check in muqabala::check::CHECKS {
        let id = check.meta().id;
        settings.set_on(id, id == "repeated-word", "test");
    }
    Workbench::over(Box::new(MemoryStore::default()), session, settings)
}

fn file(name: &str, text: String) -> Incoming {
    Incoming {
        name: name.to_owned(),
        bytes: text.into_bytes(),
        options: Options::default(),
    }
}

fn rendering(text: String) -> NewRendering {
    NewRendering {
        file: file("en.txt", text),
        label: Some("en".to_owned()),
        policy: Some(Policy::Full),
    }
}

/// The lines of the shipped translation, a doubled word in every third.
fn lines() -> Vec<String> {
    let text = fs::read_to_string(corpus("basra-palms/clean.en.txt")).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for line in lines.iter_mut().step_by(3) {
        if line.contains(" the ") {
            *line = line.replacen(" the ", " the the ", 1);
        }
    }
    lines
}

/// Replaces the last word of a line, with its mark, or puts a word there.
fn edited(line: &str) -> String {
    let end = line.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let start = line[..end].rfind(' ').map_or(0, |at| at + 1);
    format!("{}Zanzibar{}", &line[..start], &line[end..])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_show_in_their_beads_and_decisions_elsewhere_survive(picks in proptest::collection::vec(any::<prop::sample::Index>(), 1..5)) {
        let mut bench = bench();
        let source = fs::read_to_string(corpus("basra-palms/interview.ar.txt")).unwrap();
        let old = lines();
        bench.add("palms", &file("ar.txt", source), &rendering(old.join("\n")), BTreeMap::new()).unwrap();
        let opened = bench.opened("palms", None).unwrap();
        let checked = bench.check(&opened);
        prop_assert!(checked.outcome.findings.len() >= 4, "{}", checked.outcome.findings.len());
        for index in 0..checked.ids.len() {
            let found = Found { opened: opened.clone(), checked: checked.clone(), index };
            bench.decide(&found, Verdict::Dismissed, "said so").unwrap();
        }
        let candidates: Vec<usize> = (0..old.len()).filter(|&i| old[i].split(' ').count() > 4).collect();
        let touched: BTreeSet<usize> = picks.iter().map(|pick| candidates[pick.index(candidates.len())]).collect();
        let mut new = old.clone();
        for &line in &touched {
            new[line] = edited(&old[line]);
        }
        bench.add_to("palms", &rendering(new.join("\n"))).unwrap();

        let comparison = bench.compare("palms", None, (None, None)).unwrap().unwrap();
        let texts = comparison.new.texts();
        let changed: Vec<usize> = comparison.rows.iter().flat_map(|row| row.new.clone()).collect();
        for (index, text) in texts.target.iter().enumerate() {
            prop_assert!(!text.contains("Zanzibar") || changed.contains(&index), "{text} is in no changed row");
        }
        for row in &comparison.rows {
            let added: String = row.words.iter().filter(|w| w.change == Change::Added).map(|w| w.text.as_str()).collect();
            prop_assert!(added.contains("Zanzibar"), "a row without an edit: {row:?}");
            prop_assert!(!row.source.is_empty(), "an edit without its source: {row:?}");
        }

        let opened = bench.opened("palms", None).unwrap();
        let checked = bench.check(&opened);
        for (index, finding) in checked.findings() {
            let unit = checked.unit_of(finding).unwrap().target().unwrap();
            let own = unit.segments.clone().any(|segment| texts.target[segment].contains("Zanzibar"));
            prop_assert!(own || checked.is_dismissed(index), "a decision on an untouched segment is lost");
        }
    }
}

/// What an edit does to a line: the word `at` becomes another, goes, or gets a neighbour.
#[derive(Debug, Clone, Copy)]
enum Edit {
    Replace,
    Remove,
    Add,
}

fn arabic_lines() -> Vec<String> {
    let text = fs::read_to_string(corpus("library-flood/clean.ar.txt")).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// The line with one of its inner words edited; the word put in is a real one with harakat.
fn with_edit(line: &str, edit: Edit, at: prop::sample::Index) -> String {
    let mut words: Vec<&str> = line.split(' ').collect();
    // Without the stop of its last word a sentence runs into the next one, and two rows change.
    let inner: Vec<usize> = (1..words.len() - 1)
        .filter(|&word| {
            !words[word]
                .trim_end_matches(['»', '”', '"'])
                .ends_with(['.', '؟', '!', '…'])
        })
        .collect();
    let at = inner[at.index(inner.len())];
    match edit {
        Edit::Replace => words[at] = "زَنْجِبارُها",
        Edit::Remove => drop(words.remove(at)),
        Edit::Add => words.insert(at, "زَنْجِبارُها"),
    }
    words.join(" ")
}

/// Is there a letter or a mark on both sides of the place?
fn is_inside_a_word(text: &str, place: usize) -> bool {
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}');
    let (before, after) = text.split_at(place);
    before.chars().next_back().is_some_and(letter) && after.chars().next().is_some_and(letter)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    /// An Arabic rendering: no difference cuts a word, each line that was edited is in a changed
    /// row, and what a row shows is what the two texts say.
    #[test]
    fn no_difference_cuts_an_arabic_word(
        edits in proptest::collection::btree_map(0..40_usize, (prop::sample::select(vec![Edit::Replace, Edit::Remove, Edit::Add]), any::<prop::sample::Index>()), 1..6)
    ) {
        let mut bench = bench();
        let source = fs::read_to_string(corpus("library-flood/interview.en.txt")).unwrap();
        let old = arabic_lines();
        bench.add("flood", &file("en.txt", source), &rendering(old.join("\n")), BTreeMap::new()).unwrap();
        let candidates: Vec<usize> = (0..old.len()).filter(|&i| old[i].split(' ').count() > 5).collect();
        let mut new = old.clone();
        for (pick, (edit, at)) in edits {
            let line = candidates[pick % candidates.len()];
            if new[line] == old[line] {
                new[line] = with_edit(&old[line], edit, at);
            }
        }
        let n_edited = old.iter().zip(&new).filter(|(old, new)| old != new).count();
        bench.add_to("flood", &rendering(new.join("\n"))).unwrap();
        let comparison = bench.compare("flood", None, (None, None)).unwrap().unwrap();
        prop_assert!(!comparison.rows.is_empty() && comparison.rows.len() <= n_edited, "{} rows for {n_edited} edits", comparison.rows.len());
        let texts = comparison.new.texts().target;
        for row in &comparison.rows {
            for dropped in [Change::Removed, Change::Added] {
                let mut whole = String::new();
                let mut cuts = Vec::new();
                for stretch in row.words.iter().filter(|stretch| stretch.change != dropped) {
                    cuts.push(whole.len());
                    whole += &stretch.text;
                }
                for cut in cuts {
                    prop_assert!(!is_inside_a_word(&whole, cut), "{whole} is cut at {cut}");
                }
                if dropped == Change::Removed {
                    let said: Vec<&str> = row.new.iter().map(|&segment| texts[segment].as_str()).collect();
                    prop_assert_eq!(whole, said.join(" "));
                }
            }
        }
    }
}
