//! Verbs of what one does to another, in both languages with their forms.
//!
//! `deeds.tsv` has a pair a line, written by hand: the English verb (base, and past and participle
//! where they are irregular), the Arabic perfect, imperfect and verbal noun. The forms are made
//! from these by rule. A form may belong to several pairs.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::text::{Lang, fold};

static TABLE: &str = include_str!("deeds.tsv");

/// What a form is of its verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// `attack`: after a modal verb.
    Base,
    /// A finite form: `attacks`, هاجم, تهاجم.
    Finite,
    /// Past and participle alike: `attacked`.
    Past,
    /// A participle only: `beaten`.
    Participle,
    /// `attacking`.
    Gerund,
    /// مهاجمة.
    Noun,
}

/// A form in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deed {
    /// The pair of verbs (line of the table, 0-based).
    pub pair: usize,
    /// What form it is.
    pub shape: Shape,
}

type Forms = HashMap<String, Vec<Deed>>;

/// What a folded word may be; an Arabic one with و or ف before it too.
pub fn deeds(folded: &str, lang: Lang) -> &'static [Deed] {
    static FORMS: OnceLock<[Forms; 2]> = OnceLock::new();
    let forms = &FORMS.get_or_init(read)[lang as usize];
    let bare = || folded.strip_prefix(['و', 'ف']).filter(|_| lang == Lang::Arabic);
    forms
        .get(folded)
        .or_else(|| forms.get(bare()?))
        .map_or(&[], Vec::as_slice)
}

fn read() -> [Forms; 2] {
    let mut forms = [Forms::new(), Forms::new()];
    for (pair, line) in TABLE.lines().enumerate() {
        let mut cells = line.split('\t');
        let english: Vec<&str> = cells.next().unwrap_or("").split(' ').collect();
        let arabic: Vec<String> = cells.map(|cell| fold::word(cell, Lang::Arabic)).collect();
        let mut add = |lang: Lang, word: String, shape: Shape| {
            let deeds = forms[lang as usize].entry(word).or_default();
            let deed = Deed { pair, shape };
            if !deeds.contains(&deed) {
                deeds.push(deed);
            }
        };
        for (word, shape) in english_forms(&english) {
            add(Lang::English, word, shape);
        }
        if let [perfect, imperfect, noun] = arabic.as_slice() {
            for (word, shape) in arabic_forms(perfect, imperfect, noun) {
                add(Lang::Arabic, word, shape);
            }
        }
    }
    forms
}

fn english_forms(cells: &[&str]) -> Vec<(String, Shape)> {
    let base = cells.first().copied().unwrap_or("");
    let stem = base.strip_suffix('e').unwrap_or(base);
    let y = base
        .strip_suffix('y')
        .filter(|rest| !rest.ends_with(['a', 'e', 'o', 'u']));
    let doubled = |past: &str| {
        past.strip_suffix("ed")
            .filter(|rest| rest.len() == base.len() + 1)
            .map(str::to_owned)
    };
    let third = match y {
        Some(rest) => format!("{rest}ies"),
        None if base.ends_with(['s', 'x']) || base.ends_with("sh") || base.ends_with("ch") => {
            format!("{base}es")
        }
        None => format!("{base}s"),
    };
    let regular = y.map_or_else(|| format!("{stem}ed"), |rest| format!("{rest}ied"));
    let past = cells.get(1).map_or(regular, |past| (*past).to_owned());
    let participle = cells
        .get(2)
        .map_or_else(|| past.clone(), |word| (*word).to_owned());
    let gerund = format!("{}ing", doubled(&past).unwrap_or_else(|| stem.to_owned()));
    let mut forms = vec![
        (base.to_owned(), Shape::Base),
        (third, Shape::Finite),
        (gerund, Shape::Gerund),
    ];
    if participle == past {
        forms.push((past, Shape::Past));
    } else {
        forms.push((past, Shape::Finite));
        forms.push((participle, Shape::Participle));
    }
    forms
}

fn arabic_forms(perfect: &str, imperfect: &str, noun: &str) -> Vec<(String, Shape)> {
    let stem = perfect
        .strip_suffix(['ا', 'ي'])
        .filter(|stem| stem.chars().count() >= 2)
        .unwrap_or(perfect);
    let rest = imperfect.strip_prefix('ي').unwrap_or(imperfect);
    let short = rest.strip_suffix(['ي', 'و', 'ا']).unwrap_or(rest);
    let finite = [
        perfect.to_owned(),
        format!("{stem}ت"),
        format!("{stem}وا"),
        format!("ي{rest}"),
        format!("ت{rest}"),
        format!("سي{rest}"),
        format!("ست{rest}"),
        format!("ي{short}ون"),
        format!("ي{short}وا"),
    ];
    let mut forms: Vec<(String, Shape)> = finite.into_iter().map(|word| (word, Shape::Finite)).collect();
    forms.push((noun.to_owned(), Shape::Noun));
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shapes(word: &str, lang: Lang) -> Vec<Shape> {
        deeds(&fold::word(word, lang), lang)
            .iter()
            .map(|deed| deed.shape)
            .collect()
    }

    #[test]
    fn forms_are_made_by_rule() {
        assert!(shapes("attacked", Lang::English).contains(&Shape::Past));
        assert!(shapes("attacking", Lang::English).contains(&Shape::Gerund));
        assert!(shapes("accuses", Lang::English).contains(&Shape::Finite));
        assert!(shapes("beaten", Lang::English).contains(&Shape::Participle));
        assert!(shapes("occupied", Lang::English).contains(&Shape::Past));
        assert!(shapes("banning", Lang::English).contains(&Shape::Gerund));
        assert!(shapes("وهاجمت", Lang::Arabic).contains(&Shape::Finite));
        assert!(shapes("سيزور", Lang::Arabic).contains(&Shape::Finite));
        assert!(shapes("غزت", Lang::Arabic).contains(&Shape::Finite));
        assert!(shapes("اعتقال", Lang::Arabic).contains(&Shape::Noun));
    }

    #[test]
    fn every_line_is_whole() {
        for line in TABLE.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() == 4 && cells[2].starts_with('ي'), "{line}");
            assert!(matches!(cells[0].split(' ').count(), 1 | 3), "{line}");
        }
    }
}
