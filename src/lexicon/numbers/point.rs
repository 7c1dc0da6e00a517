//! Decimals in words: سبعة فاصلة خمسة, `forty-one point eight`, `zero point zero five`.
//!
//! The word for the point counts only between two numbers. What follows it is one number (فاصلة
//! خمسة وعشرين is .25) or digits one by one (`three point one four`).

use crate::lexicon::numbers::grammar::Reader;
use crate::lexicon::numbers::sum::{Joint, Last, Sum};
use crate::lexicon::numbers::{Part, Word, numeral};
use crate::text::{Kind, Lang};

impl Reader<'_> {
    /// Takes a point at token `at` and the places behind it; the token after them.
    pub(super) fn decimal(&self, sum: &mut Sum, parts: &mut Vec<Part>, at: usize) -> Option<usize> {
        let is_point = matches!(self.word(at)?.word, Word::Point);
        let counted = matches!(
            sum.last,
            Last::Unit | Last::Teen | Last::Tens | Last::Hundred | Last::Digits
        );
        // `At one point five men came in.`
        let in_time = self.lang == Lang::English && parts.len() == 1 && sum.group < 1.5 && self.is_at_one(at);
        if !is_point || !counted || in_time {
            return None;
        }
        let (places, end) = self.places(at + 1)?;
        if !sum.take_places(&places) {
            return None;
        }
        let span = self.tokens[at].span.cover(self.tokens[end - 1].span);
        let value = format!("0.{places}").parse().unwrap_or(0.0);
        parts.push(Part { span, value });
        Some(end)
    }

    fn is_at_one(&self, point: usize) -> bool {
        point >= 2
            && self.folded(point - 1) == "one"
            && matches!(self.folded(point - 2), "at" | "this" | "that")
    }

    /// The digits that the words from token `at` on say, and the token after them.
    fn places(&self, at: usize) -> Option<(String, usize)> {
        let token = self.tokens.get(at).filter(|_| self.is_free(at))?;
        if token.kind == Kind::Number {
            let plain = token.folded.bytes().all(|byte| byte.is_ascii_digit());
            return plain.then(|| (token.folded.clone(), at + 1));
        }
        let mut digits = String::new();
        let mut end = at;
        while let Some(digit) = self.digit(end) {
            digits.push_str(&digit.to_string());
            end += 1;
        }
        // One digit may begin a longer number: خمسة وعشرين, twenty-five.
        if digits.len() >= 2 || digits.starts_with('0') {
            return Some((digits, end));
        }
        let first = self.word(at).filter(|read| !read.and)?.word;
        let mut sum = Sum::new(self.lang);
        if !matches!(
            first,
            Word::Unit(_) | Word::Ten | Word::Teen(_) | Word::Tens(_) | Word::Hundred(_)
        ) || !sum.begin(first)
        {
            return None;
        }
        let mut end = at + 1;
        while let Some((next, joint, word)) = self.next_word(end) {
            let small = !matches!(
                word,
                Word::Scale(_) | Word::Scales(_) | Word::OneOrTwo(_) | Word::Fraction(_)
            );
            if !small || !sum.take(word, joint) {
                break;
            }
            end = next + 1;
        }
        Some((format!("{:.0}", sum.value()), end))
    }

    /// The digit that a word of its own says.
    fn digit(&self, at: usize) -> Option<u8> {
        if self.lang == Lang::English && matches!(self.folded(at), "oh" | "o" | "nought") {
            return Some(0);
        }
        match self.word(at).filter(|read| !read.and && !read.definite)?.word {
            Word::Unit(value) => Some(value as u8),
            _ => None,
        }
    }

    /// The number word after token `end - 1`, and how it is joined on.
    fn next_word(&self, end: usize) -> Option<(usize, Joint, Word)> {
        self.following(end)
            .and_then(|(at, joint, following)| following.word().map(|word| (at, joint, word)))
    }

    /// The value of a figure that stands at a token.
    pub(super) fn plain_figure(&self, at: usize) -> Option<f64> {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Number)?;
        let plain = token.folded.bytes().all(|byte| byte.is_ascii_digit());
        plain
            .then(|| numeral::numeral(&token.folded).map(|read| read.value))
            .flatten()
    }
}
