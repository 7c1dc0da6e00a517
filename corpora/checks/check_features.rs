//! Prints what the meaning checks see, one JSON line a pair, for training their small models.
//!
//! Standard input holds JSON lines with `ar` and `en`; `cargo run --release --example
//! check_features -- denial|negation|pairing|spans|contrast|swap|cover|stems|names|arabic-names|romanised
//! < pairs.jsonl`. See `corpora/checks/README.md`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::too_many_lines,
    missing_docs
)]

use std::io::{BufRead, stdin};

use muqabala::bitext::{Direction, TransUnit};
use muqabala::check::Unit;
use muqabala::check::evidence::arabic_names;
use muqabala::check::evidence::candidates;
use muqabala::check::evidence::contrast;
use muqabala::check::evidence::cues::Cues;
use muqabala::check::evidence::denial;
use muqabala::check::evidence::negation;
use muqabala::check::evidence::opposite::Romanisation;
use muqabala::check::evidence::pairing;
use muqabala::check::evidence::replaced;
use muqabala::check::evidence::stem;
use muqabala::check::evidence::swap;
use muqabala::lexicon::names::NameList;
use muqabala::text::span::char_offset;
use muqabala::text::{Lang, token};
use serde_json::{Value, json};

fn main() {
    let what = std::env::args().nth(1).unwrap_or_default();
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
            "pairing" => {
                let transunit =
                    TransUnit::of_texts(Direction::AR_EN, &text(Lang::Arabic), &text(Lang::English));
                json!(pairing::features(&Unit::new(&transunit)))
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
            "spans" => {
                let transunit =
                    TransUnit::of_texts(Direction::AR_EN, &text(Lang::Arabic), &text(Lang::English));
                let unit = Unit::new(&transunit);
                let all = candidates::candidates(&unit);
                json!(Lang::ALL.map(|lang| {
                    let raw = text(lang);
                    all.iter()
                        .filter(|found| found.lang == lang)
                        .map(|found| {
                            json!([
                                char_offset(&raw, found.span.start),
                                char_offset(&raw, found.span.end),
                                found.features
                            ])
                        })
                        .collect::<Vec<Value>>()
                }))
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
