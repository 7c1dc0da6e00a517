//! Joins number words and figures into numbers.
//!
//! A [`Sum`] takes one word after another as long as the language allows them to form one
//! number: a unit before tens with `و` in Arabic, tens before a unit in English, a scale after
//! a count, lower groups after higher ones. What does not fit begins a new number.

use std::ops::Range;

use crate::lexicon::numbers::{Form, Number, Part, Read, Role, Weight, Word, arabic, english, numeral};
use crate::text::{Kind, Lang, Span, Token};

/// What “few” and “several” count as: no whole number, so that only each other answers them.
const FEW: f64 = 3.5;

/// How a word stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// Side by side, or with a hyphen between.
    Next,
    /// With “and” or و between.
    And,
}

/// The kind of the word that was taken last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Digits,
    Unit,
    Teen,
    Tens,
    Hundred,
    Scale,
    Half,
    Ordinal,
    Done,
}

/// A number in the making.
#[derive(Debug)]
struct Sum {
    lang: Lang,
    /// What the scales so far have made.
    total: f64,
    /// The group below the last scale.
    group: f64,
    /// The lowest scale so far.
    low: f64,
    last: Last,
    role: Role,
    soft: bool,
    dual: bool,
    /// Did it begin with a figure?
    figures: bool,
    others: Vec<f64>,
}

impl Sum {
    fn new(lang: Lang) -> Sum {
        Sum {
            lang,
            total: 0.0,
            group: 0.0,
            low: f64::INFINITY,
            last: Last::Nothing,
            role: Role::Count,
            soft: false,
            dual: false,
            figures: false,
            others: Vec::new(),
        }
    }

    fn value(&self) -> f64 {
        self.total + self.group
    }

    /// Begins with this word; false if no number begins with it.
    fn begin(&mut self, word: Word) -> bool {
        let (value, last) = match word {
            Word::Unit(v) => (v, Last::Unit),
            Word::Ten => (10.0, Last::Teen),
            Word::Teen(v) => (v, Last::Teen),
            Word::Tens(v) => (v, Last::Tens),
            Word::Hundred(v) => (v, Last::Hundred),
            Word::Scale(v) => {
                self.low = v;
                self.total = v;
                (0.0, Last::Scale)
            }
            Word::TwoScales(v) => {
                self.low = v;
                self.total = 2.0 * v;
                (0.0, Last::Scale)
            }
            Word::Scales(v) | Word::Vague(v) => {
                self.role = Role::Vague;
                (v, Last::Done)
            }
            Word::Ordinal(v) => {
                self.role = Role::Ordinal;
                (v, Last::Ordinal)
            }
            Word::Fraction(v) => {
                self.role = Role::Fraction;
                self.soft = true;
                (v, Last::Half)
            }
            Word::Decade(v) => {
                self.role = Role::Decade;
                (v, Last::Done)
            }
            Word::Few => {
                self.role = Role::Vague;
                self.soft = true;
                (FEW, Last::Done)
            }
            Word::Soft(v) => {
                self.soft = true;
                (v, Last::Done)
            }
            Word::Dual => {
                self.dual = true;
                (2.0, Last::Done)
            }
            Word::Fractions(_) => return false,
        };
        self.group = value;
        self.last = last;
        true
    }

    /// Takes one more word if it fits.
    fn take(&mut self, word: Word, joint: Joint) -> bool {
        match word {
            Word::Unit(v) => self.take_unit(v, joint),
            Word::Ten if self.lang == Lang::Arabic && joint == Joint::Next => self.take_arabic_ten(),
            Word::Ten => self.take_small(10.0, Last::Teen, joint),
            Word::Teen(v) => self.take_small(v, Last::Teen, joint),
            Word::Tens(v) => self.take_tens(v, joint),
            Word::Hundred(v) => self.take_hundred(v, joint),
            Word::Scale(v) | Word::Scales(v) => self.take_scale(v, joint),
            Word::TwoScales(v) => {
                let fits = self.last == Last::Scale && joint == Joint::And && v < self.low;
                if fits {
                    self.total += 2.0 * v;
                    self.low = v;
                }
                fits
            }
            Word::Fraction(v) => self.take_fraction(v, joint),
            Word::Fractions(v) => {
                let fits = matches!(self.last, Last::Unit | Last::Digits) && joint == Joint::Next;
                if fits {
                    self.group *= v;
                    self.role = Role::Fraction;
                    self.last = Last::Done;
                }
                fits
            }
            Word::Ordinal(v) => {
                let fits = self.lang == Lang::English && self.last == Last::Tens && v < 10.0;
                if fits {
                    self.group += v;
                    self.role = Role::Ordinal;
                    self.last = Last::Done;
                }
                fits
            }
            Word::Vague(_) | Word::Decade(_) | Word::Few | Word::Soft(_) | Word::Dual => false,
        }
    }

    fn take_unit(&mut self, v: f64, joint: Joint) -> bool {
        let fits = match (self.last, joint, self.lang) {
            (Last::Tens, Joint::Next, Lang::English) | (Last::Hundred | Last::Scale, Joint::And, _) => {
                v > 0.0
            }
            (Last::Hundred | Last::Scale, Joint::Next, Lang::English) => {
                v > 0.0 && self.low > 12.0 && !self.figures
            }
            _ => false,
        };
        if fits {
            self.group += v;
            self.last = Last::Unit;
        }
        fits
    }

    /// The second word of ثلاثة عشر, الثالث عشر.
    fn take_arabic_ten(&mut self) -> bool {
        let fits = matches!(self.last, Last::Unit | Last::Ordinal) && self.group % 100.0 < 9.5;
        if fits {
            self.group += 10.0;
            self.last = if self.last == Last::Unit {
                Last::Teen
            } else {
                Last::Done
            };
        }
        fits
    }

    fn take_small(&mut self, v: f64, last: Last, joint: Joint) -> bool {
        let fits = match (self.last, joint) {
            (Last::Hundred | Last::Scale, Joint::And) => true,
            (Last::Hundred | Last::Scale, Joint::Next) => {
                self.lang == Lang::English && self.low > 12.0 && !self.figures
            }
            _ => false,
        };
        if fits {
            self.group += v;
            self.last = last;
        }
        fits || self.take_as_year(v, last, joint)
    }

    /// Nineteen eighty-four, twenty nineteen.
    fn take_as_year(&mut self, v: f64, last: Last, joint: Joint) -> bool {
        let fits = self.lang == Lang::English
            && joint == Joint::Next
            && self.total == 0.0
            && (10.0..=20.0).contains(&self.group)
            && matches!(self.last, Last::Teen | Last::Tens)
            && v >= 10.0;
        if fits {
            self.group = self.group * 100.0 + v;
            self.last = last;
        }
        fits
    }

    fn take_tens(&mut self, v: f64, joint: Joint) -> bool {
        let arabic_unit = self.lang == Lang::Arabic
            && joint == Joint::And
            && matches!(self.last, Last::Unit | Last::Ordinal)
            && self.group % 100.0 < 9.5;
        if arabic_unit {
            self.group += v;
            self.last = if self.last == Last::Unit {
                Last::Tens
            } else {
                Last::Done
            };
            return true;
        }
        self.take_small(v, Last::Tens, joint)
    }

    fn take_hundred(&mut self, v: f64, joint: Joint) -> bool {
        let counted = joint == Joint::Next
            && matches!(self.last, Last::Unit | Last::Teen | Last::Digits)
            && self.group < 100.0
            && self.group >= 1.0;
        let added = joint == Joint::And && self.last == Last::Scale;
        if counted {
            self.group *= v;
        } else if added {
            self.group += v;
        }
        if counted || added {
            self.last = Last::Hundred;
        }
        counted || added
    }

    fn take_scale(&mut self, v: f64, joint: Joint) -> bool {
        let fits = match (self.last, joint) {
            (Last::Unit | Last::Teen | Last::Tens | Last::Hundred | Last::Digits, Joint::Next) => {
                v < self.low && self.group > 0.0
            }
            (Last::Half, Joint::Next) => self.low.is_infinite(),
            (Last::Scale, _) => v < self.low || (joint == Joint::Next && v > self.low),
            _ => false,
        };
        if !fits {
            return false;
        }
        match self.last {
            Last::Scale if v > self.low => self.total *= v,
            Last::Scale => self.total += v,
            _ => {
                self.total += self.group * v;
                self.group = 0.0;
                for other in &mut self.others {
                    *other *= v;
                }
            }
        }
        if self.last == Last::Half {
            self.role = Role::Count;
            self.soft = false;
        }
        self.low = v;
        self.last = Last::Scale;
        true
    }

    /// Two and a half (then perhaps a scale), مليونان ونصف.
    fn take_fraction(&mut self, v: f64, joint: Joint) -> bool {
        let counted = matches!(
            self.last,
            Last::Unit | Last::Teen | Last::Tens | Last::Hundred | Last::Scale | Last::Digits
        );
        if joint != Joint::And || !counted || v > 0.7 {
            return false;
        }
        let whole = self.value();
        if self.last == Last::Scale {
            self.total += v * self.low;
            self.last = Last::Done;
        } else {
            self.group += v;
            self.last = Last::Unit;
        }
        self.others.push(whole);
        true
    }

    /// A figure behind a scale with و: 3 آلاف و500.
    fn take_digits(&mut self, v: f64, joint: Joint) -> bool {
        let fits = self.lang == Lang::Arabic
            && joint == Joint::And
            && self.last == Last::Scale
            && v < self.low
            && v >= 10.0;
        if fits {
            self.group += v;
            self.last = Last::Digits;
        }
        fits
    }
}

/// Reads one text.
pub(crate) struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    lang: Lang,
    taken: &'t [bool],
}

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t str, tokens: &'t [Token], lang: Lang, taken: &'t [bool]) -> Reader<'t> {
        Reader {
            text,
            tokens,
            lang,
            taken,
        }
    }

    pub(crate) fn run(&self) -> Vec<Number> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < self.tokens.len() {
            match self.number_at(i) {
                Some(number) => {
                    i = number.tokens.end.max(i + 1);
                    out.push(number);
                }
                None => i += 1,
            }
        }
        out
    }

    fn is_free(&self, i: usize) -> bool {
        !self.taken.get(i).copied().unwrap_or(false)
    }

    fn word(&self, i: usize) -> Option<Read> {
        let token = self.tokens.get(i).filter(|_| self.is_free(i))?;
        match (token.kind, self.lang) {
            (Kind::Arabic, Lang::Arabic) if self.is_lady(i) => None,
            (Kind::Arabic, Lang::Arabic) => arabic::word(&token.folded),
            (Kind::Latin, Lang::English) => {
                let folded = token.folded.strip_suffix("'s").unwrap_or(&token.folded);
                english::word(folded).map(|word| Read {
                    word: self.as_part(i, word),
                    and: false,
                    definite: false,
                })
            }
            _ => None,
        }
    }

    /// `a third of the crop`, `fell by a fifth.`: a part, where `a third attack` is a rank.
    fn as_part(&self, i: usize, word: Word) -> Word {
        let Word::Ordinal(value) = word else {
            return word;
        };
        let folded = |at: usize| self.tokens.get(at).map(|token| token.folded.as_str());
        let before = |back: usize| i.checked_sub(back).and_then(folded);
        let counted = match before(1) {
            Some("a" | "one") => true,
            Some("-") => before(2) == Some("one"),
            _ => false,
        };
        let ends = self
            .tokens
            .get(i + 1)
            .is_none_or(|next| next.folded == "of" || next.kind == Kind::Mark && next.folded != "-");
        if counted && ends && value > 2.5 && value < 10.5 {
            Word::Fraction(1.0 / value)
        } else {
            word
        }
    }

    /// ست سعاد, الست أم علي: the title. Six stands before what is counted, in the plural.
    fn is_lady(&self, i: usize) -> bool {
        if !matches!(
            self.tokens[i].folded.as_str(),
            "ست" | "الست" | "والست" | "للست" | "بالست"
        ) {
            return false;
        }
        let Some(next) = self.tokens.get(i + 1).filter(|next| next.kind == Kind::Arabic) else {
            // ست alone or before a mark: أهلا يا ست.
            return self.tokens[i].folded != "ست"
                || i.checked_sub(1).is_some_and(|at| self.tokens[at].folded == "يا");
        };
        arabic::word(&next.folded).is_none() && !arabic::is_counted(&next.folded)
    }

    fn number_at(&self, i: usize) -> Option<Number> {
        let token = self.tokens.get(i).filter(|_| self.is_free(i))?;
        let mut sum = Sum::new(self.lang);
        let mut definite = false;
        let mut form = Form::Words;
        let mut value = f64::NAN;
        let mut grouped = 0;
        if token.kind == Kind::Number {
            let mut read = numeral::numeral(&token.folded)?;
            if let Some((joined, more)) = self.grouped(i) {
                (read.value, grouped) = (joined, more);
                read.others.clear();
            }
            read.soft |= self.is_name_part(i) && read.value < 100.0;
            sum.figures = true;
            (sum.group, sum.others, sum.role, sum.soft) = (read.value, read.others, read.role, read.soft);
            sum.last = if read.role == Role::Count && !read.soft {
                Last::Digits
            } else {
                Last::Done
            };
            form = Form::Digits;
            value = read.value;
        } else {
            let read = self.word(i).filter(|_| !is_only_scale(&token.folded))?;
            definite = read.definite;
            if !sum.begin(read.word) {
                return None;
            }
            if token.folded.ends_with("ثلثا") {
                sum.others.push(1.0 / 3.0); // ثلثا المحصول is two of them, ثلثاً one
            }
            if let Some(number) = self.magnitude(i, &sum, read) {
                return Some(number);
            }
        }
        if value.is_nan() {
            value = sum.value();
        }
        let mut parts = vec![Part {
            span: token.span.cover(self.tokens[i + grouped].span),
            value,
        }];
        let end = self.extend(&mut sum, &mut parts, i + 1 + grouped);
        Some(Reader::finish(sum, parts, i..end, form, definite))
    }

    /// `12 000`: groups of three figures with one space between them; the value, and how many
    /// tokens follow the first.
    fn grouped(&self, i: usize) -> Option<(f64, usize)> {
        let figures = |at: usize, lengths: std::ops::RangeInclusive<usize>| {
            let folded = &self.tokens.get(at).filter(|_| self.is_free(at))?.folded;
            let plain = folded.bytes().all(|byte| byte.is_ascii_digit()) && lengths.contains(&folded.len());
            plain.then_some(folded.as_str())
        };
        let spaced = |left: usize| {
            let (left, right) = (self.tokens.get(left)?, self.tokens.get(left + 1)?);
            let between = Span::new(left.span.end, right.span.start).of(self.text);
            matches!(between, " " | "\u{A0}" | "\u{2009}" | "\u{202F}").then_some(())
        };
        let mut digits = figures(i, 1..=3)
            .filter(|first| !first.starts_with('0'))?
            .to_owned();
        let mut more = 0;
        while spaced(i + more).is_some()
            && let Some(group) = figures(i + more + 1, 3..=3)
        {
            digits.push_str(group);
            more += 1;
        }
        // A figure of another length behind the groups: a telephone number.
        let goes_on = spaced(i + more).is_some() && figures(i + more + 1, 1..=12).is_some();
        let follows = i > 0 && spaced(i - 1).is_some() && figures(i - 1, 1..=12).is_some();
        if more == 0 || goes_on || follows {
            return None;
        }
        Some((digits.parse().ok()?, more))
    }

    /// Is the figure hung on a word by a hyphen: COVID-19, سارس-كوف-2?
    fn is_name_part(&self, i: usize) -> bool {
        let (Some(word), Some(hyphen)) = (
            i.checked_sub(2).and_then(|at| self.tokens.get(at)),
            i.checked_sub(1).and_then(|at| self.tokens.get(at)),
        ) else {
            return false;
        };
        hyphen.folded == "-"
            && word.is_word()
            && word.span.end == hyphen.span.start
            && hyphen.span.end == self.tokens[i].span.start
            && word.folded != "ال"
            && word.folded != "mid"
    }

    /// Takes following words into the sum; the token after the last one taken.
    fn extend(&self, sum: &mut Sum, parts: &mut Vec<Part>, from: usize) -> usize {
        let mut end = from;
        while let Some((next, joint, read)) = self.following(end) {
            let (fits, value) = match read {
                Following::Word(word) => (sum.take(word, joint), part_value(word)),
                Following::Digits(value) => (sum.take_digits(value, joint), value),
            };
            if !fits {
                break;
            }
            parts.push(Part {
                span: self.tokens[next].span,
                value,
            });
            end = self.skip_repeated_scale(sum, next + 1);
        }
        end
    }

    /// مليون ونصف المليون: the scale said again adds nothing.
    fn skip_repeated_scale(&self, sum: &Sum, at: usize) -> usize {
        if sum.last != Last::Done || sum.low.is_infinite() {
            return at;
        }
        match self.word(at) {
            Some(Read {
                word: Word::Scale(v),
                and: false,
                ..
            }) if (v - sum.low).abs() < 0.5 => at + 1,
            _ => at,
        }
    }

    /// The number word after token `end - 1`, and how it is joined on.
    fn following(&self, end: usize) -> Option<(usize, Joint, Following)> {
        let previous = self.tokens.get(end.checked_sub(1)?)?;
        let token = self.tokens.get(end)?;
        let between = Span::new(previous.span.end, token.span.start).of(self.text);
        if !between.chars().all(char::is_whitespace) {
            return None;
        }
        let (at, joint) = match (self.lang, token.folded.as_str()) {
            (Lang::English, "-" | "‐" | "‑" | "+") if between.is_empty() => (end + 1, Joint::Next),
            (Lang::English, "and") => {
                let article = self.tokens.get(end + 1).is_some_and(|token| token.folded == "a");
                (end + 1 + usize::from(article), Joint::And)
            }
            (Lang::English, "a" | "of") => return self.after_article(end),
            (Lang::Arabic, "و") => (end + 1, Joint::And),
            _ => (end, Joint::Next),
        };
        if self.lang == Lang::English
            && joint == Joint::And
            && self.tokens.get(end - 1).is_some_and(|token| token.folded == "-")
        {
            return None;
        }
        let token = self.tokens.get(at).filter(|_| self.is_free(at))?;
        if token.kind == Kind::Number {
            let read = numeral::numeral(&token.folded).filter(|read| read.role == Role::Count)?;
            return Some((at, joint, Following::Digits(read.value)));
        }
        let read = self.word(at)?;
        let joint = if read.and { Joint::And } else { joint };
        Some((at, joint, Following::Word(read.word)))
    }

    /// Half a million, a quarter of a million.
    fn after_article(&self, at: usize) -> Option<(usize, Joint, Following)> {
        let of = self.tokens.get(at)?.folded == "of";
        let article = self.tokens.get(at + usize::from(of))?.folded == "a";
        let next = at + usize::from(of) + usize::from(article);
        match self.word(next)?.word {
            word @ (Word::Scale(_) | Word::Hundred(_)) if article => {
                Some((next, Joint::Next, Following::Word(word)))
            }
            _ => None,
        }
    }

    /// Tens of thousands, عشرات الآلاف, several hundred, بضعة آلاف.
    fn magnitude(&self, i: usize, sum: &Sum, read: Read) -> Option<Number> {
        if !matches!(read.word, Word::Vague(_) | Word::Few | Word::Scales(_)) {
            return None;
        }
        let mut parts = vec![Part {
            span: self.tokens[i].span,
            value: sum.group,
        }];
        let (mut end, mut value, mut soft) = (i + 1, sum.group, sum.soft);
        let of = self.lang == Lang::English && self.tokens.get(end).is_some_and(|token| token.folded == "of");
        let next = end + usize::from(of);
        let factor = self
            .word(next)
            .filter(|read| !read.and)
            .and_then(|read| match read.word {
                Word::Scale(v) | Word::Scales(v) | Word::Hundred(v) => Some(v),
                Word::Vague(v) if sum.soft => Some(v),
                _ => None,
            });
        if let Some(factor) = factor {
            value = if sum.soft { factor } else { value * factor };
            soft = false;
            parts.push(Part {
                span: self.tokens[next].span,
                value: factor,
            });
            end = next + 1;
        }
        let sum = Sum {
            role: Role::Vague,
            group: value,
            soft,
            ..Sum::new(self.lang)
        };
        Some(Reader::finish(sum, parts, i..end, Form::Words, read.definite))
    }

    fn finish(sum: Sum, parts: Vec<Part>, tokens: Range<usize>, form: Form, definite: bool) -> Number {
        let value = sum.value();
        let small = match sum.role {
            Role::Ordinal => value < 2.5,
            Role::Count => value < 1.5 && form == Form::Words,
            Role::Fraction => parts.len() == 1,
            _ => false,
        };
        let weight = if sum.soft || small {
            Weight::Soft
        } else {
            Weight::Firm
        };
        let span = parts
            .iter()
            .fold(parts[0].span, |span, part| span.cover(part.span));
        Number {
            span,
            tokens,
            value,
            others: sum.others,
            role: sum.role,
            form: if sum.dual { Form::Dual } else { form },
            weight,
            parts,
            definite,
        }
    }
}

/// «ألفا» without a count before it is the Greek letter.
fn is_only_scale(folded: &str) -> bool {
    matches!(folded, "الفا" | "والفا" | "بالفا")
}

/// What may follow in a number.
#[derive(Debug, Clone, Copy)]
enum Following {
    Word(Word),
    Digits(f64),
}

/// The value of a word on its own, as evidence shows it.
fn part_value(word: Word) -> f64 {
    match word {
        Word::Unit(v)
        | Word::Teen(v)
        | Word::Tens(v)
        | Word::Hundred(v)
        | Word::Scale(v)
        | Word::Scales(v)
        | Word::Ordinal(v)
        | Word::Fraction(v)
        | Word::Fractions(v)
        | Word::Vague(v)
        | Word::Decade(v)
        | Word::Soft(v) => v,
        Word::TwoScales(v) => 2.0 * v,
        Word::Ten => 10.0,
        Word::Few => FEW,
        Word::Dual => 2.0,
    }
}
