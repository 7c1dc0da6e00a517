//! Prints what the meaning checks see, one JSON line a pair, for training their small models.
//!
//! Standard input holds JSON lines with `ar` and `en`; `cargo run --release --example
//! check_features -- denial|negation|judge|contrast|swap|cover|stems|names|arabic-names|romanised
//! < pairs.jsonl`. See `corpora/checks/README.md`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::too_many_lines,
    missing_docs
)]

use std::io::{BufRead, stdin};

use muqabala::bitext::{Direction, Finding, Role, TransUnit};
use muqabala::check::evidence::arabic_names;
use muqabala::check::evidence::contrast;
use muqabala::check::evidence::cues::Cues;
use muqabala::check::evidence::denial;
use muqabala::check::evidence::negation;
use muqabala::check::evidence::opposite::Romanisation;
use muqabala::check::evidence::replaced;
use muqabala::check::evidence::stem;
use muqabala::check::evidence::swap;
use muqabala::check::judge;
use muqabala::check::runner::proposals;
use muqabala::check::{Aligned, Context, Unit};
use muqabala::lexicon::names::NameList;
use muqabala::text::span::char_offset;
use muqabala::text::{Lang, token};
use rayon::prelude::*;
use serde_json::{Value, json};

/// What is proposed for a unit, and its level.
type Proposed = (Vec<Finding>, Option<judge::Level>);

fn transunits(direction: Direction, pairs: &Value) -> Vec<TransUnit> {
    let of = |pair: &Value| {
        let text = |lang: Lang| pair[lang.code()].as_str().unwrap_or_default();
        let source = direction.lang(Role::Source);
        let mut unit = TransUnit::of_texts(direction, text(source), text(source.other()));
        unit.chosen = true;
        unit
    };
    pairs.as_array().unwrap().iter().map(of).collect()
}

/// The candidates of the units from `at` on, each with its row, as JSON lines.
fn told(units: &[TransUnit], proposed: &[Proposed], at: std::ops::Range<usize>, head: &Value) -> String {
    let mut all = Vec::new();
    for (unit, (findings, _)) in proposed.iter().enumerate() {
        all.extend(findings.iter().cloned().map(|mut finding| {
            finding.unit = unit;
            finding
        }));
    }
    let levels: Vec<Option<judge::Level>> = proposed.iter().map(|(_, level)| *level).collect();
    let aligned = Aligned {
        units: units.iter().map(Unit::new).collect(),
    };
    let rows = judge::rows(&all, &levels, &aligned);
    let mut out = String::new();
    for (finding, row) in all.iter().zip(rows) {
        if !at.contains(&finding.unit) {
            continue;
        }
        let places: Vec<Value> = std::iter::once(&finding.at)
            .chain(&finding.related)
            .map(|mark| {
                let text = &units[finding.unit].text(mark.lang).unwrap().text;
                let place = |byte: usize| char_offset(text, byte);
                json!([mark.lang.code(), place(mark.span.start), place(mark.span.end)])
            })
            .collect();
        let row: Vec<f64> = row
            .iter()
            .map(|value| f64::from((value * 1e4).round()) / 1e4)
            .collect();
        let mut line = head.clone();
        line["unit"] = json!(finding.unit);
        line["check"] = json!(finding.check);
        line["places"] = json!(places);
        line["message"] = json!(finding.message);
        line["row"] = json!(row);
        out.push_str(&line.to_string());
        out.push('\n');
    }
    out
}

/// The candidates of a document of `judge_damage.py` and of its variants.
fn judged(number: usize, line: &str) -> String {
    let document: Value = serde_json::from_str(line).unwrap();
    let direction = match document["direction"].as_str() {
        Some("en-ar") => Direction::EN_AR,
        _ => Direction::AR_EN,
    };
    let context = Context::default();
    let clean = transunits(direction, &document["pairs"]);
    let proposed = proposals(&clean, &context);
    let mut out = told(
        &clean,
        &proposed,
        0..clean.len(),
        &json!({"document": number, "variant": null}),
    );
    for (variant, change) in document["variants"].as_array().unwrap().iter().enumerate() {
        let at = change["at"].as_u64().unwrap() as usize;
        let new = transunits(direction, &change["pairs"]);
        let run = at..at + new.len();
        let (mut units, mut found) = (clean.clone(), proposed.clone());
        for (place, (unit, own)) in run.clone().zip(new.iter().zip(proposals(&new, &context))) {
            units[place] = unit.clone();
            found[place] = own;
        }
        out += &told(
            &units,
            &found,
            run,
            &json!({"document": number, "variant": variant}),
        );
    }
    out
}

fn main() {
    let what = std::env::args().nth(1).unwrap_or_default();
    if what == "judge" {
        println!("{}", json!({"features": judge::features::names()}));
        let lines: Vec<String> = stdin().lock().lines().map(Result::unwrap).collect();
        for some in lines.chunks(8).enumerate() {
            let told: Vec<String> = some
                .1
                .par_iter()
                .enumerate()
                .map(|(at, line)| judged(some.0 * 8 + at, line))
                .collect();
            print!("{}", told.concat());
        }
        return;
    }
    for line in stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = |lang: Lang| row[lang.code()].as_str().unwrap_or_default().to_string();
        let out = match what.as_str() {
            "denial" => json!(Lang::ALL.map(|lang| {
                let raw = text(lang);
                let tokens = token::tokens(&raw);
                let cues = Cues::of(&raw, &tokens, lang);
                let classes: Vec<String> = cues.plain.iter().map(|cue| format!("{:?}", cue.class)).collect();
                let excused: Vec<String> = cues
                    .excused
                    .iter()
                    .map(|cue| format!("{:?}", cue.class))
                    .collect();
                json!({"plain": classes, "excused": excused, "keys": denial::keys(&tokens, lang)})
            })),
            "negation" => {
                let transunit =
                    TransUnit::of_texts(Direction::AR_EN, &text(Lang::Arabic), &text(Lang::English));
                let unit = Unit::new(&transunit);
                json!(Lang::ALL.map(|lang| negation::features(&unit, lang)))
            }
            "contrast" => {
                let transunit =
                    TransUnit::of_texts(Direction::AR_EN, &text(Lang::Arabic), &text(Lang::English));
                let unit = Unit::new(&transunit);
                let raw = text(Lang::English);
                let row = |found: contrast::Contrast| {
                    let span = unit.coverage().side(Lang::English)[found.word].span;
                    json!([char_offset(&raw, span.start), found.contrary, found.features])
                };
                json!(
                    contrast::contrasts(&unit)
                        .into_iter()
                        .map(row)
                        .collect::<Vec<Value>>()
                )
            }
            "swap" => {
                let transunit =
                    TransUnit::of_texts(Direction::AR_EN, &text(Lang::Arabic), &text(Lang::English));
                let unit = Unit::new(&transunit);
                let row = |found: swap::Swap| {
                    let start = |lang: Lang| {
                        let word = &unit.coverage().side(lang)[found.words[lang as usize]];
                        char_offset(&text(lang), word.span.start)
                    };
                    json!([start(Lang::Arabic), start(Lang::English), found.features])
                };
                json!(swap::swaps(&unit).into_iter().map(row).collect::<Vec<Value>>())
            }
            "cover" => {
                let transunit =
                    TransUnit::of_texts(Direction::AR_EN, &text(Lang::Arabic), &text(Lang::English));
                let unit = Unit::new(&transunit);
                let coverage = unit.coverage();
                let claimed = coverage.claimed();
                json!(Lang::ALL.map(|lang| {
                    let raw = text(lang);
                    let words = coverage.side(lang).iter().enumerate();
                    words
                        .map(|(index, word)| {
                            json!([
                                char_offset(&raw, word.span.start),
                                word.stem,
                                word.log10,
                                coverage.best(lang, index).0,
                                claimed[lang as usize][index],
                                word.capital
                            ])
                        })
                        .collect::<Vec<Value>>()
                }))
            }
            "names" => {
                let transunit =
                    TransUnit::of_texts(Direction::AR_EN, &text(Lang::Arabic), &text(Lang::English));
                let unit = Unit::new(&transunit);
                let raw = text(Lang::English);
                let start = |token: usize| char_offset(&raw, unit.tokens(Lang::English)[token].span.start);
                let replaced: Vec<Value> = replaced::candidates(&unit, &NameList::default())
                    .into_iter()
                    .map(|found| {
                        let arabic = &unit.tokens(Lang::Arabic)[found.arabic].folded;
                        json!([start(found.english), arabic, found.features])
                    })
                    .collect();
                let slips: Vec<Value> = unit
                    .names()
                    .iter()
                    .filter_map(|name| {
                        let slip = name.slip.as_ref()?;
                        Some(json!([start(name.token), slip.features]))
                    })
                    .collect();
                json!({"replaced": replaced, "slips": slips})
            }
            "arabic-names" => {
                let transunit =
                    TransUnit::of_texts(Direction::EN_AR, &text(Lang::English), &text(Lang::Arabic));
                let unit = Unit::new(&transunit);
                let raw = text(Lang::Arabic);
                let row = |slip: arabic_names::ArabicSlip| {
                    let span = unit.tokens(Lang::Arabic)[slip.arabic].span;
                    json!([
                        char_offset(&raw, span.start),
                        slip.spellings,
                        slip.score,
                        slip.features
                    ])
                };
                json!(
                    arabic_names::slips(&unit)
                        .into_iter()
                        .map(row)
                        .collect::<Vec<Value>>()
                )
            }
            "romanised" => {
                let transunit =
                    TransUnit::of_texts(Direction::EN_AR, &text(Lang::English), &text(Lang::Arabic));
                let unit = Unit::new(&transunit);
                let raw = text(Lang::Arabic);
                let row = |(_, found): &(usize, Romanisation)| {
                    let span = unit.tokens(Lang::Arabic)[found.token].span;
                    json!([
                        char_offset(&raw, span.start),
                        char_offset(&raw, span.end),
                        found.found.arabic,
                        found.found.likeness
                    ])
                };
                json!(unit.romanised().iter().map(row).collect::<Vec<Value>>())
            }
            "stems" => json!(Lang::ALL.map(|lang| {
                let tokens = token::tokens(&text(lang));
                let words = tokens.iter().filter(|token| token.lang() == Some(lang));
                words
                    .map(|token| match lang {
                        Lang::Arabic => stem::stem(&token.folded, lang),
                        Lang::English => token.folded.clone(),
                    })
                    .collect::<Vec<String>>()
            })),
            other => panic!("what is {other:?}?"),
        };
        println!("{out}");
    }
}
