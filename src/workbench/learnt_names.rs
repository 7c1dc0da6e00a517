//! Names that the confirmed beads of a workspace teach: pairs that romanise and recur.
//!
//! Only beads that a person confirmed or set are read. A run of capitalised English words is a
//! name when each word surely romanises one of a run of Arabic words, in order. The spelling
//! seen most often is proposed as the preferred one, others of the same Arabic as variants.

use std::collections::BTreeMap;

use crate::bitext::Status;
use crate::check::Unit;
use crate::lexicon::names::{Name, NameList};
use crate::lexicon::romanise::{self, arabic_key, latin_key};
use crate::lexicon::spelling::form::{self, Known, Shape};
use crate::text::token::Kind;
use crate::text::{Lang, Span, fold};
use crate::workbench::{Error, Workbench};

/// A name that confirmed beads teach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learnt {
    /// The name as it may be listed.
    pub name: Name,
    /// In how many places it stands.
    pub times: usize,
}

/// Spellings of one Arabic name, by their letters: times and form as first written.
type Spellings = BTreeMap<String, (usize, String)>;

impl Workbench {
    /// Names of confirmed beads that stand there at least `least` times and are in no list yet,
    /// the most frequent first.
    ///
    /// # Errors
    ///
    /// A store that cannot be read or written (what is not aligned yet is aligned first).
    pub fn learnt_names(&mut self, least: usize) -> Result<Vec<Learnt>, Error> {
        let mut seen: BTreeMap<String, (String, Spellings)> = BTreeMap::new();
        let interviews = self.interviews()?;
        for interview in interviews {
            for opened in self.opened_all(&interview.name, None)? {
                let beads = opened.aligned.alignment.beads().iter();
                let transunits = opened.aligned.transunits();
                let confirmed = beads.zip(&transunits).filter(|(bead, _)| is_set(bead.status));
                for (_, transunit) in confirmed {
                    for (arabic, latin) in pairs(&Unit::new(transunit)) {
                        let key = arabic_key(&arabic);
                        let (_, spellings) = seen.entry(key).or_insert_with(|| (arabic, Spellings::new()));
                        let spelling = spellings.entry(latin_key(&latin)).or_insert((0, latin));
                        spelling.0 += 1;
                    }
                }
            }
        }
        let mut learnt: Vec<Learnt> = seen
            .into_values()
            .map(|(arabic, spellings)| learnt(arabic, spellings))
            .filter(|learnt| learnt.times >= least && !self.lists(&learnt.name))
            .collect();
        learnt.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.name.cmp(&b.name)));
        Ok(learnt)
    }

    /// Is the name in the list of the workspace, or in the one that ships?
    fn lists(&self, name: &Name) -> bool {
        let key = arabic_key(&name.arabic);
        [NameList::public(), &self.settings.names]
            .into_iter()
            .flat_map(NameList::names)
            .any(|listed| arabic_key(&listed.arabic) == key)
    }
}

fn is_set(status: Status) -> bool {
    matches!(status, Status::Confirmed | Status::Pinned)
}

fn learnt(arabic: String, spellings: Spellings) -> Learnt {
    let times = spellings.values().map(|(times, _)| times).sum();
    let mut forms: Vec<(usize, String)> = spellings.into_values().collect();
    forms.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut forms = forms.into_iter().map(|(_, form)| form);
    let name = Name {
        arabic,
        latin: forms.next().unwrap_or_default(),
        variants: forms.collect(),
        kind: String::new(),
        note: String::new(),
    };
    Learnt { name, times }
}

/// A Latin word with the Arabic token that it romanises.
struct Matched {
    latin: usize,
    arabic: usize,
    /// The Arabic word without its clitics, but with its article.
    form: String,
}

/// The names of a unit: Arabic and Latin form.
fn pairs(unit: &Unit<'_>) -> Vec<(String, String)> {
    let Some(english) = unit.text(Lang::English) else {
        return Vec::new();
    };
    let tokens = unit.tokens(Lang::English);
    let mut runs: Vec<Vec<Matched>> = Vec::new();
    for latin in 0..tokens.len() {
        let Some(found) = matched(unit, latin) else {
            continue;
        };
        let joins = |before: &Matched| {
            let between = Span::new(tokens[before.latin].span.end, tokens[latin].span.start);
            let is_near = matches!(
                between.of(&english.text),
                " " | "-" | " al-" | " Al-" | " el-" | " El-"
            );
            is_near && before.arabic + 1 == found.arabic
        };
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(joins) => run.push(found),
            _ => runs.push(vec![found]),
        }
    }
    runs.iter().filter_map(|run| pair(unit, run)).collect()
}

fn pair(unit: &Unit<'_>, run: &[Matched]) -> Option<(String, String)> {
    let tokens = unit.tokens(Lang::English);
    let text = &unit.text(Lang::English)?.text;
    let span = tokens[run.first()?.latin]
        .span
        .cover(tokens[run.last()?.latin].span);
    let latin = span.of(text);
    let latin = latin
        .strip_suffix("'s")
        .or(latin.strip_suffix("’s"))
        .unwrap_or(latin);
    let arabic: Vec<&str> = run.iter().map(|found| found.form.as_str()).collect();
    Some((arabic.join(" "), latin.to_owned()))
}

/// The Arabic word that a capitalised English word surely romanises, if it is no common word.
fn matched(unit: &Unit<'_>, latin: usize) -> Option<Matched> {
    let token = &unit.tokens(Lang::English)[latin];
    let written = token.span.of(&unit.text(Lang::English)?.text);
    let key = form::key(token);
    let is_word = matches!(form::known(&key, Shape::Capital), Known::Yes(entry) if entry.plain());
    if token.kind != Kind::Latin || Shape::of(written) != Shape::Capital || is_word || key.len() < 3 {
        return None;
    }
    let best = unit.romanisations(&key).into_iter().next()?;
    if best.found.likeness < romanise::SURE {
        return None;
    }
    let arabic = &unit.tokens(Lang::Arabic)[best.token];
    let bare = fold::bare(arabic.span.of(&unit.text(Lang::Arabic)?.text));
    Some(Matched {
        latin,
        arabic: best.token,
        form: without_clitics(&bare, &arabic.folded, &best.found.arabic),
    })
}

/// The word without what stands before `stem`, but with its article.
fn without_clitics(bare: &str, folded: &str, stem: &str) -> String {
    let Some(before) = folded.strip_suffix(stem) else {
        return bare.to_owned();
    };
    let rest: String = bare.chars().skip(before.chars().count()).collect();
    if before.ends_with("ال") || before == "لل" {
        format!("ال{rest}")
    } else {
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, TransUnit};

    #[test]
    fn names_of_several_words_are_taken_whole_and_without_clitics() {
        let unit = TransUnit::of_texts(
            Direction::AR_EN,
            "وقال حسين التكريتي لكامل إن الحدود مغلقة.",
            "Hussein al-Tikriti told Kamel that the border is closed.",
        );
        let found = pairs(&Unit::new(&unit));
        assert!(
            found.contains(&("حسين التكريتي".to_owned(), "Hussein al-Tikriti".to_owned())),
            "{found:?}"
        );
        assert!(
            found.contains(&("كامل".to_owned(), "Kamel".to_owned())),
            "{found:?}"
        );
    }

    #[test]
    fn the_spelling_seen_most_often_is_preferred() {
        let mut spellings = Spellings::new();
        spellings.insert("kasim".to_owned(), (1, "Kasim".to_owned()));
        spellings.insert("qasim".to_owned(), (3, "Qasim".to_owned()));
        let learnt = learnt("قاسم".to_owned(), spellings);
        assert_eq!(
            (learnt.times, learnt.name.line().as_str()),
            (4, "قاسم\tQasim\tKasim")
        );
    }
}
