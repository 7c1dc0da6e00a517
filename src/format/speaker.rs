//! Labels that say who speaks: `المذيع: …`, `Qassem Musleh: …`, `[Host]: …`.
//!
//! A colon also stands in ordinary sentences, so a label is believed on evidence from the whole
//! text: it names a role (`المذيع`, `Interviewer`, `Q`), or it opens several lines, or it answers a role, or
//! it is written as a Latin name in a text that has sure labels. Verbs of saying (`قال لي: …`) and
//! headings (`Note: …`) are no labels.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::script::{is_arabic_letter, is_latin_letter};
use crate::text::{Lang, Span, fold};

/// Words that by themselves, or before a name, are a label (folded, as all lists here).
const ROLES: &str = "
    المذيع المذيعه مذيع مذيعه المحاور المحاوره المقدم المقدمه مقدم مقدمه المراسل المراسله الصحفي
    الصحفيه الصحافي الصحافيه الضيف الضيفه السائل المتصل المتصله المتحدث المتحدثه سؤال جواب س ج
    interviewer interviewee host presenter anchor moderator reporter correspondent guest caller
    speaker narrator translator question answer q a
";

/// Letters for question and answer.
const QUESTION_AND_ANSWER: [[char; 2]; 2] = [['Q', 'A'], ['س', 'ج']];

/// Titles that may open the label of one who speaks once.
const TITLES: &str = "
    السيد السيده الدكتور الدكتوره د الاستاذ الاستاذه المهندس المهندسه الشيخ اللواء العميد العقيد
    الفريق النائب الوزير الرئيس الحاج مدير مديره
    mr mrs ms dr prof gen sheikh professor general colonel minister president
";

/// First words that make a run before a colon a piece of a sentence (folded, Arabic without waw or fa before it).
const NOT_NAMES: &str = "
    قال قالت قالوا قلت قلنا يقول تقول نقول اقول يقولون سال سالت سالني سالته يسال اجاب اجابت اجبت
    اجبته رد ردت اضاف اضافت تابع تابعت اكد اكدت ذكر كتب كتبت اعلن صرح تساءل نادي صاح همس هذا هذه هو
    هي ان من في علي الي عن لكن اما اولا ثانيا ثالثا كما مثل منها منهم التالي الاتي ملاحظه تنبيه
    المصدر التاريخ الخلاصه النتيجه السبب المهم شاهد اقرا اردف يذكر
    note notes warning update correction source sources photo image date time place subject re
    summary example result read watch listen first second third finally editor's subtitle subtitles
    caption captions translation transcript disclaimer tip fact however but and so remember he she
    they i we it this that there here the what why how who when where http https
";

/// Words inside a Latin name that need no capital.
const PARTICLES: &str = "
    al el bin ibn bint abu abd de del der den van von of the and for
";

const LONGEST_LABEL: usize = 60;

/// Labels that name no role open at least one line in so many. Long lists of news lines have
/// one chance label (`Kanye West: …`) in 75 lines; interviews wrapped at 80 columns one in 20 or so.
const RAREST: usize = 50;

/// A run before a colon at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The name in the raw text.
    pub name: Span,
    /// First byte after the label, its colon and the white space.
    pub rest: usize,
    /// What makes two labels the same one.
    key: String,
    /// One letter and a mark that is no colon: a label only where its counterpart is one too.
    is_terse: bool,
}

/// The label-shaped beginning of a line, whether or not it is a label.
pub fn candidate(raw: &str, line: Span) -> Option<Label> {
    let text = line.of(raw);
    let (at, colon) = text
        .char_indices()
        .take(LONGEST_LABEL)
        .find(|&(_, c)| matches!(c, ':' | '：'))
        .or_else(|| terse_mark(text))?;
    let after = &text[at + colon.len_utf8()..];
    if after.starts_with(|c: char| c.is_ascii_digit() || c == '/') {
        return None;
    }
    let named = text[..at].trim_matches(is_decoration);
    let start = line.start + text[..at].find(named)?;
    let name = Span::new(start, start + named.len());
    let body = after.trim_start_matches(|c: char| c.is_whitespace() || c == '*' || fold::is_ignorable(c));
    let key = key_of(named)?;
    Some(Label {
        name,
        rest: line.end - body.len(),
        key,
        is_terse: colon != ':' && colon != '：',
    })
}

fn is_decoration(c: char) -> bool {
    c.is_whitespace() || fold::is_ignorable(c) || "*_[]#-–—•".contains(c)
}

/// The mark after the letter of `Q. Why?`, `A - So`, `س/ لماذا؟`.
fn terse_mark(text: &str) -> Option<(usize, char)> {
    let body = text.trim_start_matches(is_decoration);
    let mut chars = body.char_indices();
    let letter = chars.next()?.1;
    let (at, mark) = chars.find(|(_, c)| !c.is_whitespace())?;
    let is_label = QUESTION_AND_ANSWER.iter().flatten().any(|&l| l == letter) && "./-–)".contains(mark);
    is_label.then_some((text.len() - body.len() + at, mark))
}

/// The folded name, when it has the shape of one: up to six words, letters, no mark of a sentence.
fn key_of(named: &str) -> Option<String> {
    let words: Vec<&str> = named.split_whitespace().collect();
    let marked = |word: &&str| {
        let stop = word.trim_end_matches('.');
        (stop.contains('.') || (stop.len() < word.len() && stop.chars().count() > 4))
            || word.contains([
                '؟', '?', '!', '،', ',', '؛', ';', '«', '»', '"', '“', '”', '…', '<', '>', '{',
            ])
    };
    let has_letter = named.chars().any(|c| is_arabic_letter(c) || is_latin_letter(c));
    if words.is_empty() || words.len() > 6 || !has_letter || words.iter().any(marked) {
        return None;
    }
    let latin = named.chars().any(is_latin_letter);
    if latin && !words.iter().all(|word| name_word(word)) {
        return None;
    }
    let folded = fold::word(named, if latin { Lang::English } else { Lang::Arabic });
    let key = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = key.split(' ').next().unwrap_or_default().trim_end_matches('.');
    let bare = first.strip_prefix(['و', 'ف']).unwrap_or(first);
    let known = is_listed(NOT_NAMES, first) || (bare.chars().count() > 1 && is_listed(NOT_NAMES, bare));
    let ends_in_saying = key
        .split(' ')
        .next_back()
        .is_some_and(|last| matches!(last, "قائلا" | "قائله" | "قال"));
    (!known && !ends_in_saying).then_some(key)
}

fn name_word(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let first = bare.chars().next();
    first.is_none_or(|c| c.is_uppercase() || c.is_numeric() || is_arabic_letter(c))
        || bare
            .split(['-', '’', '\''])
            .next()
            .is_some_and(|head| is_listed(PARTICLES, head))
        || is_listed(ROLES, bare)
}

/// The labels that a text is believed to use.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    known: BTreeMap<String, usize>,
}

impl Labels {
    /// Learns the labels from the lines of a text, in order.
    pub fn learn(raw: &str, lines: impl IntoIterator<Item = Span>) -> Labels {
        let mut n_lines = 0_usize;
        let mut seen: Vec<Label> = lines
            .into_iter()
            .inspect(|line| n_lines += usize::from(!line.is_empty()))
            .filter_map(|line| candidate(raw, line))
            .collect();
        let names: BTreeSet<String> = seen.iter().map(|label| label.key.clone()).collect();
        let has = |letter: char| names.contains(&letter.to_lowercase().to_string());
        let paired = QUESTION_AND_ANSWER
            .iter()
            .any(|[question, answer]| has(*question) && has(*answer));
        seen.retain(|label| paired || !label.is_terse);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for label in &seen {
            *counts.entry(label.key.clone()).or_default() += 1;
        }
        let sure = |key: &str| is_role(key) || counts.get(key).is_some_and(|&n| n > 1);
        let any_sure = seen.iter().any(|label| sure(&label.key));
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut after_role = false;
        for label in &seen {
            let answers = after_role && label.key.contains(' ');
            let latin_name = any_sure && label.key.contains(is_latin_letter);
            if sure(&label.key) || is_titled(&label.key) || answers || latin_name {
                *known.entry(label.key.clone()).or_default() += 1;
            }
            after_role = is_role(&label.key);
        }
        let lone = known.len() == 1 && known.values().all(|&n| n == 1);
        let rare = known.values().sum::<usize>() * RAREST < n_lines;
        if (lone || rare) && !known.keys().any(|key| is_role(key)) {
            known.clear();
        }
        Labels { known }
    }

    /// The label that opens this line, if it is one.
    pub fn of(&self, raw: &str, line: Span) -> Option<Label> {
        candidate(raw, line).filter(|label| self.known.contains_key(&label.key))
    }
}

/// Is the word in one of the lists above?
fn is_listed(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

/// Is the name a role, perhaps with a number (`Speaker 1`) or a name behind it (`مقدم البرنامج`)?
fn is_role(key: &str) -> bool {
    let first = key.split(' ').next().unwrap_or_default();
    is_listed(
        ROLES,
        first.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.'),
    )
}

fn is_titled(key: &str) -> bool {
    let first = key.split(' ').next().unwrap_or_default();
    key.contains(' ') && is_listed(TITLES, first.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::lines;

    #[track_caller]
    fn case(raw: &str, expected: &[&str]) {
        let spans = lines::spans(raw);
        let labels = Labels::learn(raw, spans.iter().copied());
        let read: Vec<&str> = spans
            .into_iter()
            .filter_map(|line| labels.of(raw, line))
            .map(|label| label.name.of(raw))
            .collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn the_lists_are_folded() {
        for word in [ROLES, TITLES, NOT_NAMES, PARTICLES]
            .iter()
            .flat_map(|list| list.split_whitespace())
        {
            assert_eq!(fold::word(word, Lang::Arabic), word);
        }
    }

    #[test]
    fn roles_and_those_who_answer_them_speak() {
        case("المذيع: أهلاً\nقاسم مصلح: شكراً\n", &["المذيع", "قاسم مصلح"]);
        case(
            "Host: Welcome.\nSuad al-Kinani: Thank you.\n",
            &["Host", "Suad al-Kinani"],
        );
        case("**Q:** Why?\n**A:** Because.\n", &["Q", "A"]);
    }

    #[test]
    fn letters_for_question_and_answer_speak() {
        case("Q. Why?\nA. So.\nQ. And?", &["Q", "A", "Q"]);
        case("س/ لماذا؟\nج/ هكذا.", &["س", "ج"]);
        case("A. One.\nB. Two.", &[]);
    }

    #[test]
    fn a_dash_before_a_label_is_no_part_of_it() {
        case("- المذيع : أهلاً\n- الشيخ حسن : شكراً", &["المذيع", "الشيخ حسن"]);
    }

    #[test]
    fn a_name_that_opens_several_lines_speaks() {
        case(
            "Okafor: It is.\nAshworth: Why?\nOkafor: So.\nAshworth: Oh.",
            &["Okafor", "Ashworth", "Okafor", "Ashworth"],
        );
        case(
            "آشوورث: لماذا؟\nأوكافور: هكذا\nآشوورث: نعم\nأوكافور: لا",
            &["آشوورث", "أوكافور", "آشوورث", "أوكافور"],
        );
    }

    #[test]
    fn sentences_with_a_colon_are_no_labels() {
        case(
            "المذيع: ماذا تقولون؟\nنقول لهم: ناموا مرتاحين.\nوقال لي: لا.\nقال لي: نعم.\n",
            &["المذيع"],
        );
        case(
            "He said: no.\nHe said: yes.\nNote: this.\nNote: that.\nSee http://x.org\n",
            &[],
        );
        case("Some excerpts of the interview with Al-Ahd TV:\nOne.\nTwo.", &[]);
        case("The meeting was at 10:30 and\nThe meeting was at 11:30 or", &[]);
    }
}
