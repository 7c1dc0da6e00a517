//! Which sentence bounds of a text hold.
//!
//! Source: Unicode Standard Annex 29, section 5 (sentence boundaries), as unicode-segmentation has it.
//! DIFFERENCE: line ends are white space here (paragraphs were found before), and the rules of
//! `english` and `arabic` take bounds away and add some.

use unicode_segmentation::UnicodeSegmentation;

use crate::segment::{arabic, english, saying};
use crate::text::script::{is_arabic_letter, is_latin_letter};
use crate::text::{digits, fold};

/// How far back from a bound its last word may begin, in bytes: longer words are no abbreviations.
const TAIL: usize = 80;

/// The places inside `text` that part two sentences, in order.
///
/// The time is linear in the length of the text.
pub(super) fn bounds(text: &str) -> Vec<usize> {
    let flat = flat(text);
    let mut edges: Vec<usize> = flat
        .split_sentence_bound_indices()
        .map(|(at, _)| at)
        .skip(1)
        .collect();
    let mut open = Open::default();
    for edge in &mut edges {
        *edge = beside_quotes(&flat, before_controls(&flat, *edge), &mut open);
    }
    let dashes = dash_bounds(&flat);
    edges.extend(english::glued_bounds(&flat));
    edges.extend(&dashes);
    edges.sort_unstable();
    edges.dedup();
    let mut kept = Vec::new();
    let mut start = 0;
    for (i, &at) in edges.iter().enumerate() {
        let end = edges.get(i + 1).copied().unwrap_or(flat.len());
        let closes_aside = dashes.binary_search(&at).is_ok() && opens_aside(&flat[start..at]);
        if at > start && !closes_aside && holds(&flat[start..at], &flat[at..end]) {
            kept.extend(
                arabic::clauses(&flat[start..at])
                    .into_iter()
                    .map(|cut| start + cut),
            );
            kept.push(at);
            start = at;
        }
    }
    kept.extend(arabic::clauses(&flat[start..]).into_iter().map(|cut| start + cut));
    kept
}

const DASHES: [char; 5] = ['-', '‐', '–', '—', '―'];

/// Places before a dash that stands apart behind the end of a sentence: it opens the next utterance.
///
/// DIFFERENCE: UAX 29, rule `SB8a`, lets a sentence go on at a dash.
fn dash_bounds(flat: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, _) in flat.match_indices(DASHES) {
        let before = &flat[..at];
        let after = flat[at..].trim_start_matches(DASHES);
        let bare = before.trim_end();
        let apart =
            bare.len() < before.len() && after.starts_with(|c: char| c.is_whitespace() || c.is_alphabetic());
        let ended = bare
            .trim_end_matches(is_closer)
            .ends_with(['.', '!', '?', '؟', '…', '۔']);
        if apart && ended {
            found.push(at);
        }
    }
    found
}

/// Does an aside that a dash opened go on at the end of this piece of a sentence?
fn opens_aside(left: &str) -> bool {
    let body = left.trim_start_matches(is_opener);
    let mut count = 0;
    let mut rest = body;
    while let Some(at) = rest.find(DASHES) {
        let after = rest[at..].trim_start_matches(DASHES);
        let spaced = rest[..at].ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace);
        count += usize::from(spaced);
        rest = after;
    }
    count % 2 == 1
}

/// Quotation marks and brackets that are open up to a place.
#[derive(Default)]
struct Open {
    at: usize,
    pairs: [i32; PAIRS.len()],
    straight: bool,
}

const PAIRS: [(char, char); 7] = [
    ('«', '»'),
    ('“', '”'),
    ('‹', '›'),
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('„', '‟'),
];

impl Open {
    fn read_to(&mut self, flat: &str, at: usize) {
        for c in flat.get(self.at..at).unwrap_or("").chars() {
            self.straight ^= c == '"';
            for (count, (open, close)) in self.pairs.iter_mut().zip(PAIRS) {
                *count += i32::from(c == open) - i32::from(c == close);
            }
        }
        self.at = self.at.max(at);
    }

    /// Does this mark close one that is open?
    fn is_closed_by(&self, c: char) -> bool {
        (c == '"' && self.straight)
            || PAIRS
                .iter()
                .zip(self.pairs)
                .any(|(&(_, close), count)| close == c && count > 0)
    }
}

/// A bound moved behind closing marks that stand apart, and before opening ones that stand close.
///
/// DIFFERENCE: UAX 29 takes opening and closing marks for the same.
fn beside_quotes(flat: &str, edge: usize, open: &mut Open) -> usize {
    let mut at = edge;
    let body = flat[..at].trim_end_matches(|c: char| fold::is_ignorable(c));
    if body.ends_with(['«', '“', '‹', '(', '[', '„']) {
        let marks = body.trim_end_matches(|c: char| PAIRS.iter().any(|&(open, _)| open == c));
        if !marks.trim_end_matches(is_closer).is_empty() {
            at = marks.len();
            open.read_to(flat, at);
            return at;
        }
    }
    open.read_to(flat, at);
    while let Some(c) = flat[at..]
        .chars()
        .next()
        .filter(|&c| open.is_closed_by(c) && ends_here(&flat[at + c.len_utf8()..]))
    {
        at += c.len_utf8();
        at += flat[at..].len()
            - flat[at..]
                .trim_start_matches(['.', '؟', '?', '!', '،', ' ', '\u{A0}'])
                .len();
        open.read_to(flat, at);
    }
    at
}

/// Bidi controls between white space and a bound belong to what follows.
fn before_controls(flat: &str, at: usize) -> usize {
    let open = flat[..at].trim_end_matches(fold::is_ignorable);
    if open.ends_with(char::is_whitespace) {
        open.len()
    } else {
        at
    }
}

/// Can a straight mark close before this text? One that a word follows at once opens, also where an
/// earlier one was forgotten.
fn ends_here(after: &str) -> bool {
    after
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || ".,،؟?!؛;:)]»”".contains(c))
}

/// The text with spaces in place of line ends and of the escapes of Markdown, byte for byte.
fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' if rest.as_str().starts_with(['"', '\'', '*', '_']) => flat.push(' '),
            '\n' | '\r' | '\u{B}' | '\u{C}' => flat.push(' '),
            '\u{85}' => flat.push_str("  "),
            '\u{2028}' | '\u{2029}' => flat.push_str("   "),
            c => flat.push(c),
        }
    }
    flat
}

/// Does the bound between a sentence and the next piece hold?
fn holds(left: &str, right: &str) -> bool {
    let words = |text: &str| text.contains(char::is_alphanumeric);
    if !words(right) || !words(left) {
        return false;
    }
    let tail = Tail::new(left);
    let next = Next::new(right);
    if is_list_number(left) || is_caption_number(left) {
        return false;
    }
    match tail.mark {
        Mark::Stop => stop_holds(left, &tail, &next),
        Mark::Dots => dots_hold(&tail, &next),
        Mark::Strong => {
            !(next.is_lower
                || (tail.closed && next.resumes)
                || (!tail.closed && english::is_company(next.word)))
        }
        Mark::None => true,
    }
}

fn stop_holds(left: &str, tail: &Tail<'_>, next: &Next<'_>) -> bool {
    if next.is_lower || (tail.closed && next.resumes) {
        return false;
    }
    let last = tail.word.chars().next_back();
    if last.is_some_and(is_latin_letter) {
        english::stop_holds(left, tail, next)
    } else if last.is_some_and(|c| is_arabic_letter(c) || fold::is_ignorable(c)) {
        arabic::stop_holds(tail, next)
    } else {
        true
    }
}

/// Three dots end a sentence before a capital; in Arabic, which has none, they are as often a
/// pause, and no bound is certain.
fn dots_hold(tail: &Tail<'_>, next: &Next<'_>) -> bool {
    let latin = next.word.starts_with(is_latin_letter);
    latin && !next.is_lower && !tail.word.is_empty()
}

/// What ends a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Stop,
    Dots,
    Strong,
    None,
}

/// The end of a sentence, taken apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tail<'a> {
    mark: Mark,
    /// Do quotes or brackets close after the mark?
    closed: bool,
    /// The last word, without the mark, and without quotes and brackets before it.
    pub word: &'a str,
    /// The word before it; empty at the start.
    pub before: &'a str,
}

impl Tail<'_> {
    fn new(left: &str) -> Tail<'_> {
        let text = left.trim_end();
        // Closing marks may stand apart: `« نعم ! »`.
        let open = text.trim_end_matches(|c: char| is_closer(c) || c.is_whitespace());
        let body = open.trim_end_matches(['.', '…', '!', '?', '؟', '۔']);
        let marks = &open[body.len()..];
        let mark = match marks {
            "" => Mark::None,
            "." => Mark::Stop,
            _ if marks.chars().all(|c| matches!(c, '.' | '…')) => Mark::Dots,
            _ => Mark::Strong,
        };
        let from = (body.len().saturating_sub(TAIL)..=body.len())
            .find(|&at| body.is_char_boundary(at))
            .unwrap_or(0);
        let mut last = body[from..].split_whitespace().rev();
        let word = last.next().filter(|_| !body.ends_with(char::is_whitespace));
        let closed = open.len() < text.len();
        Tail {
            mark,
            closed,
            word: word.unwrap_or("").trim_start_matches(is_opener),
            before: last.next().unwrap_or("").trim_start_matches(is_opener),
        }
    }
}

/// The beginning of what follows a bound.
#[derive(Debug, Clone, Copy)]
pub(super) struct Next<'a> {
    /// Its first word, without quotes and brackets around it.
    pub word: &'a str,
    is_lower: bool,
    /// Does it take up the sentence that a quote interrupted (`«…؟» قال`)?
    resumes: bool,
}

impl Next<'_> {
    fn new(right: &str) -> Next<'_> {
        let text = right.trim_start().trim_start_matches(is_opener).trim_start();
        let opened = right.trim_start().starts_with(is_opener);
        let word = text.split_whitespace().next().unwrap_or("");
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        Next {
            word,
            is_lower: text.starts_with(|c: char| c.is_lowercase() && is_latin_letter(c)),
            resumes: !opened && saying::is_tag(text),
        }
    }
}

fn is_closer(c: char) -> bool {
    fold::is_ignorable(c)
        || matches!(
            c,
            '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | ']' | '}' | '›'
        )
}

fn is_opener(c: char) -> bool {
    fold::is_ignorable(c)
        || matches!(
            c,
            '"' | '\''
                | '“'
                | '‘'
                | '«'
                | '»'
                | '”'
                | '('
                | '['
                | '{'
                | '‹'
                | '-'
                | '–'
                | '—'
                | '•'
                | '*'
        )
}

/// What stands before the number of a caption (folded).
const CAPTIONS: &str = "figure fig table box chart map exhibit plate appendix annex article section chapter شكل الشكل جدول الجدول \
    خريطه الخريطه صوره الصوره ملحق الملحق ماده الماده";

/// `Figure 1-2.`, `الجدول 3.`: the number of a caption, not a sentence.
fn is_caption_number(left: &str) -> bool {
    let Some(body) = left.trim().strip_suffix(['.', ':']) else {
        return false;
    };
    let body = body.trim_start_matches(is_opener);
    let mut words = body.split_whitespace();
    let (Some(first), Some(number), None) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    let folded = fold::word(first.trim_end_matches('.'), crate::text::Lang::Arabic).to_lowercase();
    number.starts_with(digits::is_digit)
        && number
            .chars()
            .all(|c| digits::is_digit(c) || matches!(c, '.' | '-' | '–' | '/'))
        && CAPTIONS.split_whitespace().any(|word| word == folded)
}

/// `1.`, `12.` or `أ.` at the beginning: the number of a list, not a sentence.
fn is_list_number(left: &str) -> bool {
    let text = left.trim();
    let Some(body) = text.strip_suffix(['.', ')', '-']) else {
        return false;
    };
    let body = body.trim_start_matches(is_opener);
    let is_number = !body.is_empty()
        && body.len() <= 4
        && body.chars().all(digits::is_digit)
        && body.chars().count() <= 2;
    let is_letter = body.len() == 1 && body.starts_with(|c: char| c.is_ascii_alphabetic());
    is_number || is_letter
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences are parted by ` | `.
    #[track_caller]
    fn case(expected: &str) {
        let text = expected.replace(" | ", " ");
        let mut cut = Vec::new();
        let mut start = 0;
        for end in bounds(&text).into_iter().chain([text.len()]) {
            cut.push(text[start..end].trim());
            start = end;
        }
        assert_eq!(cut.join(" | "), expected);
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        case("Dr. Okafor met Gen. Ali and Mr. Smith vs. Col. Jones. | They agreed.");
        case(
            "The U.N. Security Council met in the U.S. | The vote was No. 5. | He left at 5 p.m. Baghdad time.",
        );
        case("J. K. Rowling and George W. Bush came. | See Fig. 3 and p. 4, e.g. Table 2.");
        case("He got an A. | Mr Smith did not. | It's vitamin C. | It's good (Fig. B). | See Fig. C.");
        case("We need soap, water, etc. | The rest is here.");
        case("قال د. محمد و م. سعاد و أ.د. علي إنهم قادمون. | ثم ذهبوا.");
        case("انظر ص. 5 و ج. ٢ من الكتاب. | انتهى.");
    }

    #[test]
    fn clitics_and_names_of_letters_stand_before_abbreviations() {
        case("التقى الوزير د. خالد ود. سامي ولد. أحمد وأ.د. علي. | ثم غادر.");
        case("انظر ص. 15 وص. 20 من الكتاب. | ثم عد.");
        case("كان بين الرجلين ود. | ثم افترقا.");
        case("كتبه جون سي. ميسنجر وجورج دبليو. بوش. | ثم نشر.");
        case("كما في (سميث وآخرون. 2010). | وجاء آخرون. | ثم ذهبوا.");
        case("He works at Yahoo! Inc. in Texas. | Figure 1-2. The dam. | It broke.");
    }

    #[test]
    fn a_dash_opens_an_utterance_and_closes_an_aside() {
        case("هل وصل الوفد؟ | - نعم، وصل أمس. | - ومتى يغادر؟ | – غدا.");
        case("Has it? | -- Yes. | – No. | Then he left.");
        case("كان الحارس - أتصدق ذلك؟ - نائما. | ثم صحا.");
        case("Stir it once and -- look! -- it holds. | Then pour it.");
        case("He met the U.S. - backed forces at 5 p.m. – before sunset. | Then he left.");
    }

    #[test]
    fn quotation_marks_go_with_what_they_hold() {
        let cut = |text: &str| -> Vec<String> {
            crate::segment::sentences(text)
                .iter()
                .map(|span| span.of(text).to_owned())
                .collect()
        };
        assert_eq!(cut("«نعم».«لا».«ربما»."), ["«نعم».", "«لا».", "«ربما»."]);
        assert_eq!(
            cut("قال: « نعم ! » وعاد. ثم نام."),
            ["قال: « نعم ! »", "وعاد.", "ثم نام."]
        );
        assert_eq!(
            cut("\" Yes! \" He left. (\u{A0}Why? ) She knew."),
            ["\" Yes! \"", "He left.", "(\u{A0}Why? )", "She knew."]
        );
        assert_eq!(
            cut(r#"He said \"no.\" Then he left."#),
            [r#"He said \"no.\""#, "Then he left."]
        );
    }

    #[test]
    fn a_unit_after_a_number_ends_a_sentence() {
        case("كان ذلك عام 1445 هـ. | وقال إنه عاد.");
        case("ولد عام 1960 م. في بغداد. | ثم غادر. | وصل في 5 ص. بتوقيت بغداد. | ونام.");
        case("طوله ٣ م. | وعرضه متر.");
        case("كان ذلك عام 511 ق. م، في الصيف. | ثم عاد.");
    }

    #[test]
    fn numbers_stay_whole() {
        case("It was 1.4 metres. | He paid 2.50 then.");
        case("1. النقطة الأولى. | 2. النقطة الثانية.");
        case("كان ذلك في 2014. | وبعدها عدنا.");
    }

    #[test]
    fn quotes_and_questions() {
        case("\"Is it so?\" he asked. | \"Yes.\"");
        case("قال: «هل جاء؟». | لم يجب أحد.");
        case("«متى تعود؟» سأل الرجل. | فسكتت.");
        case("هل عبرت قوات؟ | لا! | أبداً؛ لم يعبر أحد، رسمياً.");
        case("He said: \"The river is in the basement.\" | I drove there.");
    }

    #[test]
    fn a_missing_space_parts_all_the_same() {
        let cut = |text: &str| bounds(text).len();
        assert_eq!(cut("لم يحدث ذلك.وقال إنه عاد."), 1);
        assert_eq!(cut("They left.The rest stayed."), 1);
        assert_eq!(cut("See example.com and node.js or Al-Monitor.Com."), 0);
        assert_eq!(cut("هل جاء؟نعم."), 1);
    }

    #[test]
    fn dots_are_a_pause_unless_a_capital_follows() {
        case("أنا... يعني... لا أعرف.. والله. | هسه نرى.");
        case("The end... and so on. | Well... | He left.");
    }

    #[test]
    fn line_ends_do_not_part() {
        assert_eq!(bounds("We were\nin the house.\nYes.").len(), 1);
    }
}
