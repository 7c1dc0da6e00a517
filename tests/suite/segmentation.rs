//! Sentence bounds against bounds that people set: the figures of `docs/quality.md`, "Segmentation".
//!
//! `cargo test --test suite segmentation -- --nocapture` prints them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use muqabala::format::{self, Options};
use muqabala::segment;
use unicode_segmentation::UnicodeSegmentation;

/// Bounds found, bounds where none should be, bounds missed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Score {
    found: usize,
    extra: usize,
    missed: usize,
}

impl Score {
    fn add(&mut self, cuts: &BTreeSet<usize>, gold: &BTreeSet<usize>) {
        self.found += cuts.intersection(gold).count();
        self.extra += cuts.difference(gold).count();
        self.missed += gold.difference(cuts).count();
    }
}

/// Starts of sentences but the first, as UAX 29 has them.
fn plain(text: &str) -> BTreeSet<usize> {
    let mut starts: BTreeSet<usize> = text
        .split_sentence_bound_indices()
        .map(|(at, piece)| at + piece.len() - piece.trim_start().len())
        .filter(|&at| at < text.len())
        .collect();
    starts.pop_first();
    starts
}

/// Starts of sentences but the first, as we have them.
fn ours(text: &str) -> BTreeSet<usize> {
    segment::sentences(text)
        .into_iter()
        .skip(1)
        .map(|span| span.start)
        .collect()
}

/// Joins `lines` in fives and scores both ways of cutting them: UAX 29 alone, ours.
fn score(lines: &[String]) -> (Score, Score) {
    let mut scores = (Score::default(), Score::default());
    for group in lines.chunks(5) {
        let mut text = String::new();
        let mut gold = BTreeSet::new();
        for line in group
            .iter()
            .map(|line| line.trim())
            .filter(|line| !line.is_empty())
        {
            if !text.is_empty() {
                text.push(' ');
                gold.insert(text.len());
            }
            text.push_str(line);
        }
        scores.0.add(&plain(&text), &gold);
        scores.1.add(&ours(&text), &gold);
    }
    scores
}

fn shared() -> Option<PathBuf> {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    if !gold.is_dir() {
        println!("skipped: no ../shared/gold here");
        return None;
    }
    Some(gold)
}

/// The clean pairs of the divergence set, which are whole lines of news: Arabic, English.
fn news(gold: &Path) -> [Vec<String>; 2] {
    let table = std::fs::read_to_string(gold.join("diverge/pairs.jsonl")).unwrap();
    let mut sides = [Vec::new(), Vec::new()];
    for line in table.lines() {
        let pair: serde_json::Value = serde_json::from_str(line).unwrap();
        if pair["planted"].as_array().is_some_and(Vec::is_empty) {
            sides[0].push(pair["ar"].as_str().unwrap().to_owned());
            sides[1].push(pair["en"].as_str().unwrap().to_owned());
        }
    }
    sides
}

#[test]
fn news_lines_are_cut_better_than_by_uax_29_alone() {
    let Some(gold) = shared() else { return };
    for (name, lines) in ["Arabic", "English"].into_iter().zip(news(&gold)) {
        let (uax, own) = score(&lines);
        println!(
            "{name}: {} lines of news; UAX 29 {uax:?}; ours {own:?}",
            lines.len()
        );
        assert!(
            own.extra + own.missed <= uax.extra + uax.missed,
            "{name}: {uax:?} {own:?}"
        );
    }
}

#[test]
#[allow(clippy::too_many_lines)] // a table of texts
fn the_shipped_interviews_are_cut_as_their_gold_says() {
    let texts = [
        (
            "al-ahd-musleh/interview.ar.txt",
            "al-ahd-musleh/interview.seg.ar.txt",
        ),
        (
            "al-ahd-musleh/excerpts.en.txt",
            "al-ahd-musleh/excerpts.seg.en.txt",
        ),
        ("basra-palms/interview.ar.txt", "basra-palms/interview.seg.ar.txt"),
        ("basra-palms/clean.en.txt", "basra-palms/clean.seg.en.txt"),
        (
            "basra-palms/translation.en.txt",
            "basra-palms/translation.seg.en.txt",
        ),
        (
            "baghdad-deputy/interview.ar.txt",
            "baghdad-deputy/interview.seg.ar.txt",
        ),
        ("baghdad-deputy/clean.en.txt", "baghdad-deputy/clean.seg.en.txt"),
        (
            "baghdad-deputy/translation.en.txt",
            "baghdad-deputy/translation.seg.en.txt",
        ),
        (
            "children-ward/interview.ar.txt",
            "children-ward/interview.seg.ar.txt",
        ),
        ("children-ward/clean.en.txt", "children-ward/clean.seg.en.txt"),
        (
            "children-ward/translation.en.txt",
            "children-ward/translation.seg.en.txt",
        ),
        ("dinar-talk/interview.ar.txt", "dinar-talk/interview.seg.ar.txt"),
        ("dinar-talk/clean.en.txt", "dinar-talk/clean.seg.en.txt"),
        (
            "dinar-talk/translation.en.txt",
            "dinar-talk/translation.seg.en.txt",
        ),
        ("dinar-talk/article.en.txt", "dinar-talk/article.seg.en.txt"),
        (
            "library-flood/interview.en.txt",
            "library-flood/interview.seg.en.txt",
        ),
        ("library-flood/clean.ar.txt", "library-flood/clean.seg.ar.txt"),
        (
            "library-flood/translation.ar.txt",
            "library-flood/translation.seg.ar.txt",
        ),
        ("basra-palms-subtitles/ar.srt", "basra-palms-subtitles/ar.seg.txt"),
        ("basra-palms-subtitles/en.srt", "basra-palms-subtitles/en.seg.txt"),
        ("basra-palms-subtitles/ar.vtt", "basra-palms-subtitles/ar.seg.txt"),
        ("basra-palms-subtitles/en.vtt", "basra-palms-subtitles/en.seg.txt"),
    ];
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    for (text, gold) in texts {
        let bytes = std::fs::read(corpora.join(text)).unwrap();
        let (document, receipt) = format::read(text, &bytes, &Options::default()).unwrap();
        let words = |text: &str| {
            text.replace('\u{a0}', " ")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let cut: Vec<String> = segment::segment(&document)
            .iter()
            .map(|segment| words(&segment.text(&document.raw)))
            .collect();
        let gold = std::fs::read_to_string(corpora.join(gold)).unwrap();
        let gold: Vec<String> = gold.lines().map(words).collect();
        assert_eq!(cut, gold, "{text}");
        let back = receipt.encoding.encode(&document.raw);
        assert_eq!(back.as_ref(), Ok(&bytes), "{text}");
    }
}
