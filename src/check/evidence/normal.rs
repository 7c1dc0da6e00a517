//! How well a word is usually covered by a true rendering.
//!
//! `school` finds its مدرسة in nearly every pair, `set` finds a counterpart in every other one:
//! only against what a word normally gets does it say something that it is not covered here. The
//! table, `normal.tsv`, was counted over clean pairs (`corpora/checks/train_normal.py`).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::check::evidence::coverage::Word;
use crate::text::Lang;

/// Usual cover, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usual {
    /// By the best match.
    pub best: f32,
    /// By a match that no other word claims.
    pub claimed: f32,
}

/// The rarest words have their own class; so do all more common than one in ten.
const CLASSES: usize = 8;

#[derive(Debug, Default)]
struct Table {
    stems: HashMap<&'static str, Usual>,
    classes: [Option<Usual>; CLASSES],
}

static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| {
    let mut tables = [Table::default(), Table::default()];
    for line in include_str!("normal.tsv").lines() {
        let mut fields = line.split('\t');
        let (Some(code), Some(stem)) = (fields.next(), fields.next()) else {
            continue;
        };
        let mut number = || Some(fields.next()?.parse::<f32>().ok()? / 100.0);
        let (Some(lang), Some(best), Some(claimed)) = (Lang::from_code(code), number(), number()) else {
            continue;
        };
        let table = &mut tables[lang as usize];
        let usual = Usual { best, claimed };
        match stem.strip_prefix('*').map(str::parse::<usize>) {
            Some(Ok(class)) if class < CLASSES => table.classes[class] = Some(usual),
            _ => {
                table.stems.insert(stem, usual);
            }
        }
    }
    tables
});

/// What a word of a language usually gets.
pub fn usual(word: &Word, lang: Lang) -> Usual {
    let table = &TABLES[lang as usize];
    let class = (-word.log10).round().clamp(0.0, (CLASSES - 1) as f32) as usize;
    let by_class = || table.classes[class].or(table.classes[1]);
    let found = table.stems.get(word.stem.as_str()).copied().or_else(by_class);
    found.unwrap_or(Usual {
        best: 0.5,
        claimed: 0.5,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::evidence::coverage::Coverage;
    use crate::text::token;

    #[test]
    fn a_plain_noun_usually_finds_its_counterpart() {
        let texts = ["المدرسة", "The school was set up"];
        let tokens = texts.map(token::tokens);
        let coverage = Coverage::of(texts, [&tokens[0], &tokens[1]], &[]);
        let get = |text: &str| {
            let words = coverage.side(Lang::English);
            let word = words.iter().find(|word| word.folded == text).expect("a word");
            usual(word, Lang::English).best
        };
        assert!(get("school") > 0.9);
        assert!(get("set") < get("school") - 0.1);
    }
}
