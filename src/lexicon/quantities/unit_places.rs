//! Where the unit of a number stands: behind it, before it, in a sign, in the number itself.

use crate::lexicon::dates;
use crate::lexicon::numbers::{self, Form, Number, Role};
use crate::lexicon::quantities::{Page, Quantity, UnitUse};
use crate::lexicon::units::{self, UnitDef};
use crate::text::{Kind, Lang, Token};

impl Page<'_> {
    /// `$200`, `£ 5`, `US$3`.
    pub(super) fn unit_before(&self, start: usize) -> Option<UnitUse> {
        let at = start.checked_sub(1)?;
        let word = self.folded(at);
        let sign = matches!(
            word,
            "$" | "£" | "€" | "¥" | "us$" | "usd" | "gbp" | "eur" | "iqd"
        );
        let unit = units::by_word(word, Lang::English).filter(|_| sign)?;
        Some(UnitUse {
            unit,
            span: self.tokens[at].span,
        })
    }

    /// The unit of which a dual speaks: يومين.
    pub(super) fn dual_unit(&self, number: &Number) -> Option<UnitUse> {
        if number.form != Form::Dual {
            return None;
        }
        let token = self.tokens.get(number.tokens.start)?;
        Page::arabic_unit(&token.folded).map(|unit| UnitUse {
            unit,
            span: token.span,
        })
    }

    /// `15km`.
    pub(super) fn glued_unit(&self, number: &Number) -> Option<UnitUse> {
        let token = self.tokens.get(number.tokens.end.checked_sub(1)?)?;
        if token.kind != Kind::Number {
            return None;
        }
        let at = token.folded.find(|c: char| c.is_ascii_lowercase())?;
        let unit = units::by_word(&token.folded[at..], Lang::English)?;
        Some(UnitUse {
            unit,
            span: token.span,
        })
    }

    /// A unit behind the number, or one word further (`five more days`, `20 US dollars`).
    pub(super) fn unit_after(&self, end: usize) -> Option<UnitUse> {
        let hyphen = usize::from(self.folded(end) == "-" && self.lang == Lang::English);
        let first = end + hyphen;
        self.unit_at(first).or_else(|| {
            let skipped = self.folded(first);
            let may_skip = match self.lang {
                Lang::English => matches!(
                    skipped,
                    "more"
                        | "u.s"
                        | "us"
                        | "american"
                        | "iraqi"
                        | "syrian"
                        | "egyptian"
                        | "lebanese"
                        | "kuwaiti"
                        | "jordanian"
                        | "canadian"
                        | "australian"
                        | "full"
                        | "whole"
                        | "of"
                        | "straight"
                        | "consecutive"
                        | "long"
                        | "short"
                        | "extra"
                        | "saudi"
                        | "british"
                        | "metric"
                        | "imperial"
                        | "turkish"
                        | "iranian"
                        | "square"
                        | "cubic"
                        | "the"
                        | "calendar"
                        | "working"
                ),
                Lang::Arabic => matches!(skipped, "من" | "او"),
            };
            may_skip.then(|| self.unit_at(first + 1)).flatten()
        })
    }

    /// The longest unit that begins at a token.
    pub(super) fn unit_at(&self, at: usize) -> Option<UnitUse> {
        let token = self.tokens.get(at)?;
        if matches!(token.kind, Kind::Number) || token.folded == "الثانيه" || self.begins_date(at) {
            return None;
        }
        (1..=3).rev().find_map(|length| {
            let last = self.tokens.get(at + length - 1)?;
            let unit = if length == 1 {
                self.unit_word(&token.folded)
            } else {
                let rest = &self.tokens[at + 1..at + length];
                if !(token.is_word() || token.folded == "°") || !rest.iter().all(Token::is_word) {
                    return None;
                }
                let words = rest
                    .iter()
                    .fold(token.folded.clone(), |words, word| words + " " + &word.folded);
                self.unit_word(&words)
            }?;
            Some(UnitUse {
                unit,
                span: token.span.cover(last.span),
            })
        })
    }

    pub(super) fn unit_word(&self, word: &str) -> Option<&'static UnitDef> {
        match self.lang {
            Lang::English => {
                let word = word
                    .strip_suffix("'s")
                    .or(word.strip_suffix("s'"))
                    .unwrap_or(word);
                units::by_word(word, Lang::English)
            }
            // واحد بالسنة: one a year.
            Lang::Arabic
                if word.starts_with(['ب', 'ل', 'ك']) && units::by_word(word, Lang::Arabic).is_none() =>
            {
                None
            }
            Lang::Arabic => Page::arabic_unit(word),
        }
    }

    pub(super) fn arabic_unit(word: &str) -> Option<&'static UnitDef> {
        numbers::strip_clitics(word, |bare| units::by_word(bare, Lang::Arabic))
            .filter(|&(_, and, _)| !and)
            .map(|(unit, _, _)| unit)
    }

    /// الدقيقة 89, اليوم 14: a definite unit before a figure.
    pub(super) fn arabic_unit_of_figure(&self, number: &Number) -> Option<UnitUse> {
        if self.lang != Lang::Arabic || number.form != Form::Digits {
            return None;
        }
        let token = self.tokens.get(number.tokens.start.checked_sub(1)?)?;
        let unit = token
            .folded
            .strip_prefix("ال")
            .and_then(|bare| units::by_word(bare, Lang::Arabic))?;
        Some(UnitUse {
            unit,
            span: token.span,
        })
    }

    /// Does the word begin a date: يوم السبت, عام 2018, شهر آذار?
    pub(super) fn begins_date(&self, at: usize) -> bool {
        self.lang == Lang::Arabic
            && matches!(self.folded(at), "يوم" | "ليله" | "عام" | "سنه" | "شهر")
            && (self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.kind == Kind::Number)
                || !dates::date_words(
                    self.text,
                    &self.tokens[at..self.tokens.len().min(at + 3)],
                    self.lang,
                )
                .is_empty())
    }

    /// الأيام القليلة, السنوات الخمس: the unit stands before a definite number word.
    pub(super) fn arabic_unit_before(&self, number: &Number) -> Option<UnitUse> {
        let few = number.role == Role::Vague && number.value < 10.0;
        if self.lang != Lang::Arabic || !(number.definite || few) || number.role == Role::Ordinal {
            return None;
        }
        let token = self.tokens.get(number.tokens.start.checked_sub(1)?)?;
        if !token.folded.contains("ال") && !few {
            return None;
        }
        Page::arabic_unit(&token.folded).map(|unit| UnitUse {
            unit,
            span: token.span,
        })
    }

    /// `2 to 4 inches`: the first number has the second one's unit.
    pub(super) fn share_units(&self, numbers: &mut [Quantity]) {
        for at in (1..numbers.len()).rev() {
            let (head, tail) = numbers.split_at_mut(at);
            let (Some(first), Some(second)) = (head.last_mut(), tail.first()) else {
                continue;
            };
            let between = first.number.tokens.end..second.number.tokens.start;
            let joined = between.len() == 1
                && matches!(
                    self.folded(between.start),
                    "to" | "or" | "and" | "-" | "–" | "الي" | "او" | "و" | "،" | "," | "حتي" | "by"
                );
            let plain = matches!(first.number.role, Role::Count) && first.unit.is_none();
            if joined && plain && second.number.role != Role::Year {
                first.unit = second.unit;
                if second.number.role == Role::Percent {
                    first.number.role = Role::Percent;
                }
            }
        }
    }
}
