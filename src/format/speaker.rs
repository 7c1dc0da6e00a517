//! Labels that say who speaks: `المذيع: …`, `Qassem Musleh: …`, `[Host]: …`, `(speaker 0) …`.
//!
//! Transcription services write them in many shapes: with a time code before or behind the name, with
//! a remark in brackets or an office behind a comma, in brackets without a colon, on a line of
//! their own. A colon also stands in ordinary sentences, so a label is believed on evidence from the
//! whole text: it names a role (`المذيع`, `Interviewer`, `Q`), or it opens several lines, or it
//! answers a role, or it is written as a Latin name in a text that has sure labels. A shape without a
//! colon is believed where it opens a good part of all lines. Verbs of saying (`قال لي: …`) and headings
//! (`Note: …`) are no labels. The words behind these rules stand in `labels.tsv`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use crate::format::clock::{self, Code};
use crate::text::script::{is_arabic_letter, is_bidi_control, is_invisible, is_latin_letter};
use crate::text::{Lang, Span, fold};

/// Letters for question and answer.
const QUESTION_AND_ANSWER: [[char; 2]; 2] = [['Q', 'A'], ['س', 'ج']];

/// Characters in which a label must end, office and time code included.
const LONGEST_LABEL: usize = 110;

/// Characters in a name with nothing behind it but a colon.
const LONGEST_NAME: usize = 60;

/// Words of a label that stands on a line of its own.
const LONGEST_ALONE: usize = 4;

/// Labels that name no role open at least one line in so many. Long lists of news lines have
/// one chance label (`Kanye West: …`) in 75 lines; interviews wrapped at 80 columns one in 20 or so.
const RAREST: usize = 50;

/// Labels in a shape without a colon open at least one line in so many; with a time code, which says
/// more, they may be rarer.
const RAREST_BARE: usize = 10;
const RAREST_CODED: usize = 25;

/// The shape of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    /// `Name: …`
    Colon,
    /// `Q. …`, `س/ …`: a label only where its counterpart is one too.
    Terse,
    /// `Name 00:12`, mostly on a line of its own.
    Coded,
    /// `[Name] …`
    Bracketed,
    /// `Name`, and the speech on the next line.
    Alone,
}

/// A run at the beginning of a line that has the shape of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The name in the raw text.
    pub name: Span,
    /// First byte after the label, its marks and the white space.
    pub rest: usize,
    /// The time code beside the name.
    pub(crate) code: Option<Code>,
    /// What makes two labels the same one.
    key: String,
    shape: Shape,
    /// What follows the name behind a comma: an office, a network.
    office: Option<String>,
    /// Does `>>` stand before it?
    is_behind_chevrons: bool,
    /// Does white space of two characters or a tab part name and time code, as transcription services write it?
    is_set_apart: bool,
}

impl Label {
    /// Does a colon, or the mark of question and answer, stand behind the name?
    pub(crate) fn has_colon(&self) -> bool {
        matches!(self.shape, Shape::Colon | Shape::Terse)
    }

    /// The name as people read it: without marks of direction and characters of no width.
    pub fn shown(&self, raw: &str) -> String {
        let shown = |c: &char| !is_bidi_control(*c) && !is_invisible(*c);
        let name: String = self.name.of(raw).chars().filter(shown).collect();
        name.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The label-shaped beginning of a line, whether or not it is a label.
pub fn candidate(raw: &str, line: Span) -> Option<Label> {
    let text = line.of(raw);
    if let Some((at, mark)) = terse_mark(text) {
        return label(
            raw,
            line,
            Shape::Terse,
            &Parts::of(text, at, at + mark.len_utf8()),
        );
    }
    let opened = text.len() - text.trim_start_matches(is_decoration).len();
    let (stop, code) = scan(&text[opened..]);
    let code = code.map(|(at, code)| (opened + at, code));
    let colon = stop.map(|(at, colon)| (opened + at, colon));
    with_colon(raw, line, colon, code)
        .or_else(|| {
            with_code(
                raw,
                line,
                code.filter(|&(at, _)| at > opened && colon.is_none_or(|colon| at < colon.0))?,
            )
        })
        .or_else(|| bracketed(raw, line))
        .or_else(|| alone(raw, line))
}

/// `Name: …`, with a time code before or behind the name.
fn with_colon(
    raw: &str,
    line: Span,
    colon: Option<(usize, char)>,
    code: Option<(usize, Code)>,
) -> Option<Label> {
    let (text, (at, colon)) = (line.of(raw), colon?);
    let end = at + colon.len_utf8();
    let goes_on = text[end..].starts_with(|c: char| c.is_ascii_digit() || c == '/');
    let parts = Parts {
        code,
        ..Parts::of(text, at, end)
    };
    (!goes_on)
        .then(|| label(raw, line, Shape::Colon, &parts))
        .flatten()
}

/// `Name 00:12`, with speech behind it only where brackets set the time code off.
fn with_code(raw: &str, line: Span, (at, code): (usize, Code)) -> Option<Label> {
    let text = line.of(raw);
    let end = at + code.len;
    let is_own = text[end..].trim_matches(is_decoration).is_empty();
    let is_bracketed = !text[at..].starts_with(char::is_alphanumeric);
    let parts = Parts {
        code: Some((at, code)),
        ..Parts::of(text, at, end)
    };
    (is_own || is_bracketed)
        .then(|| label(raw, line, Shape::Coded, &parts))
        .flatten()
}

/// A name and nothing else.
fn alone(raw: &str, line: Span) -> Option<Label> {
    let text = line.of(raw);
    let end = text.trim_end().len();
    let is_short = end <= 2 * LONGEST_NAME && text.split_whitespace().count() <= LONGEST_ALONE;
    is_short
        .then(|| label(raw, line, Shape::Alone, &Parts::of(text, end, text.len())))
        .flatten()
}

/// Where in a line the parts of a label stand.
struct Parts<'t> {
    text: &'t str,
    /// One past the name and all that belongs to it.
    end: usize,
    /// Where the speech begins, white space aside.
    rest: usize,
    code: Option<(usize, Code)>,
}

impl Parts<'_> {
    fn of(text: &str, end: usize, rest: usize) -> Parts<'_> {
        Parts {
            text,
            end,
            rest,
            code: None,
        }
    }

    /// The name with what stands beside it, the time code left out.
    fn named(&self) -> &str {
        let whole = &self.text[..self.end];
        match self.code.filter(|(at, _)| *at < self.end) {
            Some((at, code)) => {
                let before = &whole[..at];
                if before.trim_matches(is_decoration).is_empty() {
                    &whole[(at + code.len).min(self.end)..]
                } else {
                    before
                }
            }
            None => whole,
        }
    }
}

/// The colon behind a label, and the time code before it: the places in the text.
#[expect(
    clippy::type_complexity,
    reason = "two optional places, named by the sentence above"
)]
fn scan(text: &str) -> (Option<(usize, char)>, Option<(usize, Code)>) {
    let mut found = None;
    let mut at = 0;
    let mut fresh = true;
    let end = text
        .char_indices()
        .nth(LONGEST_LABEL)
        .map_or(text.len(), |(at, _)| at);
    while let Some(c) = text[at..end].chars().next() {
        if fresh
            && found.is_none()
            && let Some(code) = clock::code(&text[at..])
        {
            found = Some((at, code));
            at = (at + code.len).min(end);
            continue;
        }
        if matches!(c, ':' | '：') {
            return (Some((at, c)), found);
        }
        fresh = c.is_whitespace()
            || fold::is_ignorable(c)
            || matches!(c, '[' | '(' | '{' | ',' | '،' | '-' | '–' | '|');
        at += c.len_utf8();
    }
    (None, found)
}

/// `[Name]` or `(Name)` at the beginning of a line.
fn bracketed(raw: &str, line: Span) -> Option<Label> {
    let text = line.of(raw);
    let body = text.trim_start_matches(|c: char| c.is_whitespace() || fold::is_ignorable(c) || c == '*');
    let close = match body.chars().next()? {
        '[' => ']',
        '(' => ')',
        '【' => '】',
        _ => return None,
    };
    let start = text.len() - body.len();
    let at = body.find(close)?;
    label(
        raw,
        line,
        Shape::Bracketed,
        &Parts::of(text, start + at, start + at + close.len_utf8()),
    )
}

/// A label of these parts, if what stands in them can be a name.
fn label(raw: &str, line: Span, shape: Shape, parts: &Parts<'_>) -> Option<Label> {
    let whole = parts.named();
    let bracket = |c: char| is_decoration(c) || matches!(c, '(' | '【');
    let named = without_remark(whole.trim_start_matches(bracket).trim_end_matches(is_decoration));
    let (named, office) = match named.split_once([',', '،']) {
        Some((name, office)) if is_office(office) => (name, Some(office.trim().to_owned())),
        Some(_) => return None,
        None => (named, None),
    };
    let named = without_remark(named.trim_matches(is_decoration));
    if named.chars().count() > LONGEST_NAME {
        return None;
    }
    let key = key_of(named)?;
    let start = named.as_ptr() as usize - raw.as_ptr() as usize;
    let after = &parts.text[parts.rest..];
    let body = after.trim_start_matches(|c: char| {
        c.is_whitespace()
            || c == '*'
            || fold::is_ignorable(c)
            || (shape != Shape::Colon && matches!(c, ':' | '：'))
    });
    let gap = whole.len() - whole.trim_end().len();
    Some(Label {
        name: Span::new(start, start + named.len()),
        rest: line.end - body.len(),
        code: parts.code.map(|(_, code)| code),
        key,
        shape,
        office,
        is_behind_chevrons: false,
        is_set_apart: gap >= 2 || whole.ends_with('\t'),
    })
}

/// The name without a remark in brackets behind it: `MUSLEH (through translator)`.
fn without_remark(named: &str) -> &str {
    let trimmed = named.trim_end_matches(|c: char| c.is_whitespace() || fold::is_ignorable(c) || c == '*');
    let open = match trimmed.chars().next_back() {
        Some(')') => '(',
        Some(']') => '[',
        // Decoration at the end has been taken off: `Host [on the phone`.
        _ => match (trimmed.rfind('['), trimmed.contains(']')) {
            (Some(at), false) if at > 0 => return trimmed[..at].trim_end(),
            _ => return named,
        },
    };
    match trimmed.rfind(open) {
        Some(at) if at > 0 => trimmed[..at].trim_matches(is_decoration),
        _ => named,
    }
}

/// Can this stand behind a name and a comma? Words without a mark of a sentence, not too many.
fn is_office(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=12).contains(&words)
        && !text.contains(['؟', '?', '!', '؛', ';', '«', '»', '"', '“', '”', '…', '<', '>'])
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
                '؟', '?', '!', '،', ',', '؛', ';', ':', '：', '«', '»', '"', '“', '”', '…', '<', '>', '{',
                '(', ')', '[', ']',
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
    let known = is_listed("not-name", first) || (bare.chars().count() > 1 && is_listed("not-name", bare));
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
            .is_some_and(|head| is_listed("particle", head))
        || is_role(bare)
}

/// The labels that a text is believed to use.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    known: BTreeMap<String, usize>,
    bare: BTreeSet<(Shape, String)>,
}

impl Labels {
    /// Learns the labels from the lines of a text, in order; of each line it is said whether `>>` stands
    /// before it.
    pub fn learn(raw: &str, lines: impl IntoIterator<Item = (Span, bool)>) -> Labels {
        let read = |(line, is_behind_chevrons): (Span, bool)| {
            candidate(raw, line).map(|label| Label {
                is_behind_chevrons,
                ..label
            })
        };
        let lines = lines.into_iter().filter(|(line, _)| !line.is_empty());
        let lines: Vec<Option<Label>> = lines.map(read).collect();
        let seen: Vec<&Label> = lines.iter().flatten().collect();
        let names: BTreeSet<&str> = seen.iter().map(|label| label.key.as_str()).collect();
        let has = |letter: char| names.contains(letter.to_lowercase().to_string().as_str());
        let paired = QUESTION_AND_ANSWER
            .iter()
            .any(|[question, answer]| has(*question) && has(*answer));
        let marked = |label: &&&Label| match label.shape {
            Shape::Colon => true,
            Shape::Terse => paired,
            _ => false,
        };
        let with_mark: Vec<&Label> = seen.iter().filter(marked).copied().collect();
        let mut bare = BTreeSet::new();
        for shape in [Shape::Coded, Shape::Bracketed, Shape::Alone] {
            bare.extend(bare_keys(raw, &lines, shape).into_iter().map(|key| (shape, key)));
        }
        Labels {
            known: known(raw, &with_mark, lines.len()),
            bare,
        }
    }

    /// The label that opens this line, if it is one.
    pub fn of(&self, raw: &str, line: Span) -> Option<Label> {
        candidate(raw, line).filter(|label| match label.shape {
            Shape::Colon | Shape::Terse => {
                self.known.contains_key(&label.key)
                    || (label.code.is_some() && self.bare.iter().any(|(_, key)| *key == label.key))
            }
            shape => self.bare.contains(&(shape, label.key.clone())),
        })
    }
}

/// Of the labels with a colon those that are believed, with their numbers.
fn known(raw: &str, seen: &[&Label], n_lines: usize) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in seen.iter().filter(|label| label.office.is_none()) {
        *counts.entry(&label.key).or_default() += 1;
    }
    let sure = |key: &str| is_role(key) || counts.get(key).is_some_and(|&n| n > 1);
    let any_sure = seen
        .iter()
        .any(|label| label.is_behind_chevrons || sure(&label.key));
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut after_role = false;
    for label in seen {
        let answers = after_role && label.key.contains(' ');
        let latin_name = any_sure && label.key.contains(is_latin_letter);
        let coded = any_sure && label.code.is_some();
        let believed = match label.office {
            Some(_) => is_role(&label.key) || holds_office(raw, label, seen, &sure),
            None => {
                label.is_behind_chevrons
                    || sure(&label.key)
                    || is_titled(&label.key)
                    || answers
                    || latin_name
                    || coded
            }
        };
        if believed {
            *known.entry(label.key.clone()).or_default() += 1;
        }
        after_role = is_role(&label.key);
    }
    let lone = known.len() == 1
        && known.values().all(|&n| n == 1)
        && !seen.iter().any(|label| label.is_behind_chevrons);
    let rare = known.values().sum::<usize>() * RAREST < n_lines;
    let coded = seen.iter().any(|label| label.code.is_some());
    if (rare || (lone && !coded)) && !known.keys().any(|key| is_role(key)) {
        known.clear();
    }
    known
}

/// Is a run with a comma in it a name with an office? Sentences have commas before a colon too (`Well,
/// I told him: go`), so it stands in capitals, or part of the name is a sure label, or the same name
/// of two words has the same office again.
fn holds_office(raw: &str, label: &Label, seen: &[&Label], sure: &impl Fn(&str) -> bool) -> bool {
    let again = |other: &&&Label| other.key == label.key && other.office == label.office;
    let mut words = label.key.split(' ');
    is_name_in_capitals(label.name.of(raw))
        || words.any(|word| word.chars().count() > 2 && sure(word))
        || (label.key.contains(' ') && seen.iter().filter(again).count() > 1)
}

/// The names that a shape without a colon is believed to give: where it opens a good part of the
/// lines, those of roles and those that come back; and where time codes rise from each to the next, all.
fn bare_keys(raw: &str, lines: &[Option<Label>], shape: Shape) -> BTreeSet<String> {
    let has_shape = |label: &&Label| label.shape == shape && is_bare_name(label);
    let seen: Vec<&Label> = lines.iter().flatten().filter(has_shape).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in &seen {
        *counts.entry(&label.key).or_default() += 1;
    }
    let again = |key: &str| counts.get(key).is_some_and(|&n| n > 1);
    let believed: Vec<&&Label> = seen
        .iter()
        .filter(|label| again(&label.key) || is_role(&label.key))
        .collect();
    let rarest = if shape == Shape::Coded {
        RAREST_CODED
    } else {
        RAREST_BARE
    };
    let often = |n: usize| n >= 2 && n * rarest >= lines.len();
    let keys = |labels: &[&&Label]| labels.iter().map(|label| label.key.clone()).collect();
    let roles = believed.iter().filter(|label| is_role(&label.key)).count();
    match shape {
        Shape::Coded => {
            let starts: Vec<u64> = seen
                .iter()
                .filter_map(|label| label.code)
                .map(|code| code.start)
                .collect();
            let rises = starts.is_sorted();
            let plain = seen
                .iter()
                .all(|label| label.is_set_apart || label.code.is_some_and(|code| code.is_sure));
            if rises && often(seen.len()) && (plain || believed.len() * 2 >= seen.len()) {
                return seen.iter().map(|label| label.key.clone()).collect();
            }
            BTreeSet::new()
        }
        Shape::Bracketed if often(believed.len()) && (roles > 0 || distinct(&believed) > 1) => {
            keys(&believed)
        }
        Shape::Alone
            if often(believed.len()) && distinct(&believed) > 1 && !are_neighbours(lines, &believed) =>
        {
            let written = |label: &&&&Label| is_role(&label.key) || is_name_in_capitals(label.name.of(raw));
            let sure = believed.iter().filter(written).count();
            if sure * 2 >= believed.len() && (roles > 0 || sure == believed.len()) {
                return keys(&believed);
            }
            BTreeSet::new()
        }
        _ => BTreeSet::new(),
    }
}

/// Can it be a name where no colon says so?
fn is_bare_name(label: &Label) -> bool {
    let first = label.key.split(' ').next().unwrap_or_default();
    !is_listed("sound", first) && label.office.is_none()
}

fn distinct(labels: &[&&Label]) -> usize {
    labels
        .iter()
        .map(|label| label.key.as_str())
        .collect::<BTreeSet<_>>()
        .len()
}

/// Do two of these follow each other at once, so that one of them has no speech?
fn are_neighbours(lines: &[Option<Label>], labels: &[&&Label]) -> bool {
    let keys: BTreeSet<&str> = labels.iter().map(|label| label.key.as_str()).collect();
    let is_one = |label: &Option<Label>| {
        label
            .as_ref()
            .is_some_and(|label| label.shape == Shape::Alone && keys.contains(label.key.as_str()))
    };
    lines.windows(2).any(|pair| is_one(&pair[0]) && is_one(&pair[1]))
}

/// Is it written in capitals throughout, as scripts write names?
fn is_name_in_capitals(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

/// Is the word in the list of that kind?
fn is_listed(kind: &str, word: &str) -> bool {
    static LISTS: OnceLock<HashMap<&str, HashSet<&str>>> = OnceLock::new();
    let lists = LISTS.get_or_init(|| {
        let mut lists: HashMap<&str, HashSet<&str>> = HashMap::new();
        let lines = include_str!("labels.tsv").lines();
        for (kind, words) in lines.filter_map(|line| line.split_once('\t')) {
            lists.entry(kind).or_default().extend(words.split_whitespace());
        }
        lists
    });
    lists.get(kind).is_some_and(|words| words.contains(word))
}

/// Is the name a role, perhaps with a number (`Speaker 1`) or a name behind it (`مقدم البرنامج`)?
fn is_role(key: &str) -> bool {
    let first = key.split(' ').next().unwrap_or_default();
    is_listed(
        "role",
        first.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '_')),
    )
}

fn is_titled(key: &str) -> bool {
    let first = key.split(' ').next().unwrap_or_default();
    key.contains(' ') && is_listed("title", first.trim_end_matches('.'))
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::lines;

    #[track_caller]
    fn case(raw: &str, expected: &[&str]) {
        let spans = lines::spans(raw);
        let labels = Labels::learn(raw, spans.iter().map(|&line| (line, false)));
        let read: Vec<&str> = spans
            .into_iter()
            .filter_map(|line| labels.of(raw, line))
            .map(|label| label.name.of(raw))
            .collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn the_lists_are_folded() {
        let lines = include_str!("labels.tsv")
            .lines()
            .filter_map(|line| line.split_once('\t'));
        for word in lines.flat_map(|(_, words)| words.split_whitespace()) {
            assert_eq!(fold::word(word, Lang::Arabic), word);
        }
    }

    #[test]
    fn what_stands_beside_a_name_is_no_part_of_it() {
        case(
            "HADDAD: Has it come?\nMUSLEH (through translator): Yes.\nHADDAD [smiling]: When?",
            &["HADDAD", "MUSLEH", "HADDAD"],
        );
        case(
            "RANA HADDAD, PRESENTER: Has it?\nHADDAD: When?\nHADDAD: And?",
            &["RANA HADDAD", "HADDAD", "HADDAD"],
        );
        case(
            "رنا حداد، مقدمة البرنامج: هل وصل؟\nحداد: متى؟\nحداد: ثم؟",
            &["رنا حداد", "حداد", "حداد"],
        );
        case(
            "المذيع [00:12:03]: هل وصل؟\nقاسم مصلح (00:12): نعم.\n[00:13 المذيع]: ومتى؟",
            &["المذيع", "قاسم مصلح", "المذيع"],
        );
    }

    #[test]
    fn shapes_without_a_colon_are_believed_where_most_lines_have_them() {
        case(
            "Speaker 1  00:12\nHas it?\nSpeaker 2  00:20\nYes.",
            &["Speaker 1", "Speaker 2"],
        );
        case(
            "[المذيع] هل؟\n[قاسم] نعم.\n[المذيع] متى؟\n[قاسم] أمس.",
            &["المذيع", "قاسم", "المذيع", "قاسم"],
        );
        case(
            "HOST\nHas it?\nMUSLEH\nYes.\nHOST\nWhen?\nMUSLEH\nNow.",
            &["HOST", "MUSLEH", "HOST", "MUSLEH"],
        );
        case("Matthew 5:44\nLove your enemies.\nThat is it.", &[]);
        case("(applause) Thank you.\n(laughter) We begin.\n(applause) So.", &[]);
        case("نعم\nلا\nنعم\nلا\nكلام آخر هنا", &[]);
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
