//! Joins number words and figures of a text into numbers, with [`Sum`] for what fits together.

use std::ops::Range;

use crate::lexicon::numbers::sum::{Joint, Last, Sum, value_of};
use crate::lexicon::numbers::{
    Form, Number, Part, Read, Role, Weight, Word, arabic, english, numeral, roman, words,
};
use crate::text::{Kind, Lang, Span, Token};

/// Reads one text.
pub(crate) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) lang: Lang,
    taken: &'t [bool],
}

/// The first word of a number, read.
struct Start {
    sum: Sum,
    parts: Vec<Part>,
    /// The token behind it.
    end: usize,
    form: Form,
    definite: bool,
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

    pub(super) fn is_free(&self, i: usize) -> bool {
        !self.taken.get(i).copied().unwrap_or(false)
    }

    pub(super) fn folded(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.folded.as_str())
    }

    fn before(&self, at: usize, back: usize) -> &'t str {
        at.checked_sub(back).map_or("", |at| self.folded(at))
    }

    /// Does nothing stand between a token and the next?
    pub(super) fn touch(&self, left: usize) -> bool {
        match (self.tokens.get(left), self.tokens.get(left + 1)) {
            (Some(left), Some(right)) => left.span.end == right.span.start,
            _ => false,
        }
    }

    pub(super) fn word(&self, i: usize) -> Option<Read> {
        let token = self.tokens.get(i).filter(|_| self.is_free(i))?;
        match (token.kind, self.lang) {
            (Kind::Arabic, Lang::Arabic) => {
                let read = arabic::word(&token.folded)?;
                let other = words::is_other_sense(&token.folded, self.before(i, 1), self.folded(i + 1))
                    || (token.folded.contains("الف") && token.span.of(self.text).contains('إ')); // إلفي: of elves
                (!other && !self.is_lady(i)).then_some(read)
            }
            (Kind::Latin, Lang::English) => {
                let folded = token.folded.strip_suffix("'s").unwrap_or(&token.folded);
                english::word(folded)
                    .filter(|_| !self.is_moment(i))
                    .map(|word| Read {
                        word: self.as_part(i, word),
                        and: false,
                        definite: false,
                    })
            }
            _ => None,
        }
    }

    /// `for a second`, `per second`: the time, where `a second chance` is a rank.
    fn is_moment(&self, i: usize) -> bool {
        self.folded(i) == "second"
            && (matches!(self.before(i, 1), "per" | "one" | "split" | "every" | "each")
                || (matches!(self.before(i, 1), "a" | "the")
                    && self.tokens.get(i + 1).is_none_or(|next| next.kind != Kind::Latin)
                    && !matches!(self.before(i, 2), "and")))
    }

    /// `a third of the crop`, `fell by a fifth.`: a part, where `a third attack` is a rank.
    fn as_part(&self, i: usize, word: Word) -> Word {
        let Word::Ordinal(value) = word else {
            return word;
        };
        let counted = match self.before(i, 1) {
            "a" | "one" => true,
            "-" => self.before(i, 2) == "one",
            _ => false,
        };
        let ends = self
            .tokens
            .get(i + 1)
            .is_none_or(|next| next.folded == "of" || next.kind == Kind::Mark && next.folded != "-");
        let one = self.before(i, 1) != "a";
        if counted && ends && value > 2.5 && (one || value < 10.5) {
            Word::Fraction(1.0 / value)
        } else {
            word
        }
    }

    /// ست سعاد, الست أم علي, وست: the title, or the west. Six stands before what is counted, in
    /// the plural, or with its article behind what has one (الدرجات الست).
    fn is_lady(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let bare = token.folded.trim_start_matches(['و', 'ف', 'ب', 'ل', 'ك']);
        let definite = bare.starts_with("ال") || bare.starts_with("لست");
        if !matches!(bare, "ست" | "الست" | "ستا") {
            return false;
        }
        if bare == "ستا" {
            return !self.folded(i + 1).starts_with('و');
        }
        let before = self.before(i, 1);
        if definite && (before.starts_with("ال") || before.starts_with("لل") || before.starts_with("بال"))
        {
            return false;
        }
        let Some(next) = self.tokens.get(i + 1).filter(|next| next.kind == Kind::Arabic) else {
            // ست alone or before a mark: أهلا يا ست.
            return token.folded != "ست"
                || before == "يا"
                || before == ":"
                || before == "«"
                || before == "\"";
        };
        let doubled = token.span.of(self.text).contains('\u{651}');
        arabic::word(&next.folded).is_none()
            && !arabic::is_counted(&next.folded)
            && !arabic::looks_plural(&next.folded, doubled)
    }

    fn number_at(&self, i: usize) -> Option<Number> {
        let token = self.tokens.get(i).filter(|_| self.is_free(i))?;
        if let Some(number) = roman::number(self.text, self.tokens, i) {
            return Some(number);
        }
        let start = match self.share_in_figures(i) {
            Some((value, length)) => self.share_start(i, value, length),
            None if token.kind == Kind::Number => self.figure_start(i)?,
            None => self.word_start(i)?,
        };
        if start.form == Form::Words
            && let Some(number) = self.magnitude(i, &start)
        {
            return Some(number);
        }
        let Start {
            mut sum,
            mut parts,
            end,
            form,
            definite,
        } = start;
        let end = self.extend(&mut sum, &mut parts, end, definite);
        let mut number = Reader::finish(sum, parts, i..end, form, definite);
        if self.is_compound(&number) {
            number.weight = number.weight.min(Weight::Loose);
        }
        Some(number)
    }

    fn share_start(&self, i: usize, value: f64, length: usize) -> Start {
        let mut sum = Sum::new(self.lang);
        sum.begin(Word::Fraction(value));
        let span = self.tokens[i].span.cover(self.tokens[i + length - 1].span);
        Start {
            sum,
            parts: vec![Part { span, value }],
            end: i + length,
            form: Form::Digits,
            definite: false,
        }
    }

    fn figure_start(&self, i: usize) -> Option<Start> {
        let token = self.tokens.get(i)?;
        // 1990's
        let owned =
            self.folded(i + 1) == "'" && self.folded(i + 2) == "s" && self.touch(i) && self.touch(i + 1);
        let mut read = if owned {
            numeral::numeral(&format!("{}s", token.folded))?
        } else {
            numeral::numeral(&token.folded)?
        };
        let mut grouped = if owned { 2 } else { 0 };
        if let Some((joined, more)) = self.grouped(i) {
            (read.value, grouped) = (joined, more);
            read.others.clear();
        }
        read.soft |= self.is_name_part(i) && read.value < 100.0;
        let mut sum = Sum::new(self.lang);
        sum.figures = true;
        (sum.group, sum.others, sum.role, sum.soft) = (read.value, read.others, read.role, read.soft);
        sum.last = if read.role == Role::Count && !read.soft {
            Last::Digits
        } else {
            Last::Done
        };
        Some(Start {
            sum,
            parts: vec![Part {
                span: token.span.cover(self.tokens[i + grouped].span),
                value: read.value,
            }],
            end: i + 1 + grouped,
            form: Form::Digits,
            definite: false,
        })
    }

    fn word_start(&self, i: usize) -> Option<Start> {
        let token = self.tokens.get(i)?;
        let read = self.word(i)?;
        let word = match self.lang {
            Lang::Arabic => self.as_arabic_part(i, read.word),
            Lang::English => read.word,
        };
        let mut sum = Sum::new(self.lang);
        if !sum.begin(word) {
            return None;
        }
        if token.folded.ends_with("ثلثا") {
            sum.others.push(1.0 / 3.0); // ثلثا المحصول is two of them, ثلثاً one
        }
        if let Word::OneOrTwo(scale) = word {
            self.settle_dual(i, scale, &mut sum);
        }
        let value = sum.value();
        Some(Start {
            sum,
            parts: vec![Part {
                span: token.span,
                value,
            }],
            end: i + 1,
            form: Form::Words,
            definite: read.definite,
        })
    }

    /// ألفا: two thousand before what is counted; one thousand with its tanwin, and where nothing
    /// is counted; both where more of the number follows.
    fn settle_dual(&self, i: usize, scale: f64, sum: &mut Sum) {
        let next = self.tokens.get(i + 1);
        let counts = next.is_some_and(|next| {
            next.kind == Kind::Arabic && !next.folded.starts_with("ال") && !is_function_word(&next.folded)
        });
        let more = self
            .following(i + 1)
            .is_some_and(|(_, joint, _)| joint == Joint::And);
        if self.tokens[i].span.of(self.text).contains('\u{64B}') {
            sum.others.clear();
        } else if counts && !more {
            sum.total = 2.0 * scale;
            sum.others.clear();
        }
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
        let Some(word) = i.checked_sub(2).and_then(|at| self.tokens.get(at)) else {
            return false;
        };
        self.before(i, 1) == "-"
            && word.is_word()
            && self.touch(i - 2)
            && self.touch(i - 1)
            && word.folded != "ال"
            && word.folded != "mid"
    }

    /// `four-footed`, `eight-stringed`: a word of its own, which need not hold a number in the
    /// other language.
    fn is_compound(&self, number: &Number) -> bool {
        let end = number.tokens.end;
        self.lang == Lang::English
            && number.form == Form::Words
            && self.folded(end) == "-"
            && end > 0
            && self.touch(end - 1)
            && self.touch(end)
            && self
                .tokens
                .get(end + 1)
                .is_some_and(|next| next.kind == Kind::Latin)
    }

    /// Takes following words into the sum; the token after the last one taken.
    fn extend(&self, sum: &mut Sum, parts: &mut Vec<Part>, from: usize, definite: bool) -> usize {
        let mut end = from;
        loop {
            if let Some(after) = self.decimal(sum, parts, end) {
                end = after;
                continue;
            }
            if let Some(after) = self
                .more_share(sum, parts, end)
                .or_else(|| self.after_hundred(sum, parts, end))
            {
                end = after;
                continue;
            }
            let Some((next, joint, read)) = self.following(end) else {
                break;
            };
            // الشقة الواحدة وخمسين عروة, الثامنة وثلاثين دقيقة: both parts of one number have the article.
            let one_of = definite
                && joint == Joint::And
                && (sum.last == Last::Ordinal || (sum.value() < 1.5 && self.folded(end - 1).ends_with('ه')));
            if self.begins_anew(sum, next) || (one_of && !self.is_definite(next)) {
                break;
            }
            let (fits, value) = match read {
                Following::Word(word) => (sum.take(word, joint), value_of(word)),
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

    fn is_definite(&self, at: usize) -> bool {
        self.word(at).is_some_and(|read| read.definite)
    }

    /// Two ½, `2 1/2`, four and three quarters: the part behind a count, and the token after it.
    fn more_share(&self, sum: &mut Sum, parts: &mut Vec<Part>, end: usize) -> Option<usize> {
        let (from, value, after) = if let Some((value, length)) = self.share_in_figures(end) {
            (end, value, end + length)
        } else {
            let (next, joint, _) = self.following(end)?;
            let (value, after) = self.counted_share(next).filter(|_| joint == Joint::And)?;
            (next, value, after)
        };
        if !matches!(
            sum.last,
            Last::Digits | Last::Unit | Last::Teen | Last::Tens | Last::Hundred
        ) {
            return None;
        }
        sum.take_fraction(value, Joint::And).then(|| {
            sum.others.clear();
            parts.push(Part {
                span: self.tokens[from].span.cover(self.tokens[after - 1].span),
                value,
            });
            after
        })
    }

    /// بعد المئة behind an ordinal.
    fn after_hundred(&self, sum: &mut Sum, parts: &mut Vec<Part>, end: usize) -> Option<usize> {
        let ordinal =
            sum.role == Role::Ordinal || matches!(sum.last, Last::Tens | Last::Done | Last::Ordinal);
        if self.lang != Lang::Arabic || !ordinal || self.folded(end) != "بعد" {
            return None;
        }
        let read = self.word(end + 1).filter(|read| read.definite && !read.and)?;
        let value = match read.word {
            Word::Hundred(value) | Word::Scale(value) => value,
            Word::SpokenHundred => 100.0,
            Word::Counted(count, scale) => count * scale,
            _ => return None,
        };
        sum.take_after_hundred(value).then(|| {
            parts.push(Part {
                span: self.tokens[end].span.cover(self.tokens[end + 1].span),
                value,
            });
            end + 2
        })
    }

    /// Three million and six million: does a number begin here that has a scale as large as the
    /// one before it?
    fn begins_anew(&self, sum: &Sum, next: usize) -> bool {
        if sum.last != Last::Scale {
            return false;
        }
        let mut at = next;
        for _ in 0..6 {
            let Some(read) = self.word(at) else {
                return false;
            };
            match read.word {
                Word::Scale(value) | Word::Scales(value) | Word::OneOrTwo(value) => {
                    return at > next && value >= sum.low;
                }
                Word::Unit(_) | Word::Ten | Word::Teen(_) | Word::Tens(_) | Word::Hundred(_) => {}
                _ => return false,
            }
            at += 1;
            at += usize::from(matches!(self.folded(at), "and" | "-" | "و"));
        }
        false
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
    pub(super) fn following(&self, end: usize) -> Option<(usize, Joint, Following)> {
        let previous = self.tokens.get(end.checked_sub(1)?)?;
        let token = self.tokens.get(end)?;
        let between = Span::new(previous.span.end, token.span.start).of(self.text);
        if !between.chars().all(char::is_whitespace) {
            return None;
        }
        let (at, joint) = match (self.lang, token.folded.as_str()) {
            (Lang::English, "-" | "‐" | "‑" | "+") if between.is_empty() => (end + 1, Joint::Next),
            (Lang::English, ",") => return self.after_comma(end),
            (Lang::English, "and") => {
                let article = self.folded(end + 1) == "a";
                (end + 1 + usize::from(article), Joint::And)
            }
            (Lang::English, "a" | "of") => return self.after_article(end),
            (Lang::Arabic, "و") => (end + 1, Joint::And),
            _ => (end, Joint::Next),
        };
        if self.lang == Lang::English && joint == Joint::And && self.folded(end - 1) == "-" {
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
        let of = self.folded(at) == "of";
        let article = self.folded(at + usize::from(of)) == "a";
        let next = at + usize::from(of) + usize::from(article);
        match self.word(next)?.word {
            word @ (Word::Scale(_) | Word::Hundred(_)) if article => {
                Some((next, Joint::Next, Following::Word(word)))
            }
            _ => None,
        }
    }

    /// One thousand, two hundred thirty-four: the comma between a scale and a lower group.
    fn after_comma(&self, comma: usize) -> Option<(usize, Joint, Following)> {
        let scale = matches!(self.word(comma.checked_sub(1)?)?.word, Word::Scale(value) if value > 100.0);
        let word = self.word(comma + 1)?.word;
        let group = matches!(word, Word::Unit(_)) && matches!(self.word(comma + 2)?.word, Word::Hundred(_));
        (scale && group).then_some((comma + 1, Joint::And, Following::Word(word)))
    }

    /// Tens of thousands, عشرات الآلاف, several hundred, بضعة آلاف.
    fn magnitude(&self, i: usize, start: &Start) -> Option<Number> {
        let (sum, word) = (&start.sum, self.word(i)?.word);
        if !matches!(word, Word::Vague(_) | Word::Few | Word::Scales(_)) {
            return None;
        }
        let mut parts = start.parts.clone();
        let (mut end, mut value, mut soft) = (i + 1, sum.group, sum.soft);
        let of = self.lang == Lang::English && self.folded(end) == "of";
        let next = end + usize::from(of);
        let factor = self
            .word(next)
            .filter(|read| !read.and)
            .and_then(|read| match read.word {
                Word::Scale(v) | Word::Scales(v) | Word::Hundred(v) => Some(v),
                Word::SpokenHundred => Some(100.0),
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
        Some(Reader::finish(sum, parts, i..end, Form::Words, start.definite))
    }

    fn finish(sum: Sum, parts: Vec<Part>, tokens: Range<usize>, form: Form, definite: bool) -> Number {
        let value = sum.value();
        let small = match sum.role {
            Role::Ordinal => value < 2.5,
            Role::Count => value < 1.5 && form == Form::Words,
            _ => false,
        };
        let weight = match sum.role {
            Role::Fraction if parts.len() == 1 => Weight::Loose,
            // A hundred alone is said of any large number.
            Role::Count
                if form == Form::Words
                    && parts.len() == 1
                    && value.total_cmp(&100.0).is_eq()
                    && !sum.soft =>
            {
                Weight::Loose
            }
            _ if sum.soft || small => Weight::Soft,
            _ => Weight::Firm,
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

/// Words that are counted by nothing (folded): what follows ألفا is none of them when it is two
/// thousand of something.
fn is_function_word(folded: &str) -> bool {
    const WORDS: &str =
        "من في علي الي عن مع هو هي كان كانت قد لم لا ما ان او ثم بعد قبل فقط تقريبا كل هذا هذه";
    folded.starts_with('و') || WORDS.split(' ').any(|word| word == folded)
}

/// What may follow in a number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Following {
    Word(Word),
    Digits(f64),
}

impl Following {
    pub(super) fn word(self) -> Option<Word> {
        match self {
            Following::Word(word) => Some(word),
            Following::Digits(_) => None,
        }
    }
}
