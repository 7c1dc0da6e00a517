//! Which sentence bounds of a text hold.
//!
//! Source: Unicode Standard Annex 29, section 5 (sentence boundaries), as unicode-segmentation has it.
//! DIFFERENCE: line ends are white space here (paragraphs were found before), and the rules of
//! `english` and `arabic` take bounds away and add some.

use unicode_segmentation::UnicodeSegmentation;

use crate::segment::{arabic, english};
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
    for edge in &mut edges {
        *edge = before_controls(&flat, *edge);
    }
    edges.extend(english::glued_bounds(&flat));
    edges.sort_unstable();
    edges.dedup();
    let mut kept = Vec::new();
    let mut start = 0;
    for (i, &at) in edges.iter().enumerate() {
        let end = edges.get(i + 1).copied().unwrap_or(flat.len());
        if holds(&flat[start..at], &flat[at..end]) {
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

/// Bidi controls between white space and a bound belong to what follows.
fn before_controls(flat: &str, at: usize) -> usize {
    let open = flat[..at].trim_end_matches(fold::is_ignorable);
    if open.ends_with(char::is_whitespace) {
        open.len()
    } else {
        at
    }
}

/// The text with spaces in place of line ends, byte for byte.
fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
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
    if is_list_number(left) {
        return false;
    }
    match tail.mark {
        Mark::Stop => stop_holds(left, &tail, &next),
        Mark::Dots => dots_hold(&tail, &next),
        Mark::Strong => !(next.is_lower || (tail.closed && next.resumes)),
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
        let open = text.trim_end_matches(is_closer);
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
            resumes: !opened && arabic::resumes(word),
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

/// `1.`, `12.` or `أ.` at the beginning: the number of a list, not a sentence.
fn is_list_number(left: &str) -> bool {
    let text = left.trim();
    let Some(body) = text.strip_suffix(['.', ')', '-']) else {
        return false;
    };
    let body = body.trim_start_matches(is_opener);
    let is_number = !body.is_empty() && body.chars().all(digits::is_digit) && body.chars().count() <= 2;
    let is_letter = body.chars().count() == 1 && body.starts_with(|c: char| c.is_ascii_alphabetic());
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
    fn a_unit_after_a_number_ends_a_sentence() {
        case("كان ذلك عام 1445 هـ. | وقال إنه عاد.");
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
