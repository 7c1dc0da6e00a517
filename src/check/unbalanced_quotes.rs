//! A quotation mark that is opened and not closed, or closed and not opened.

use crate::bitext::{Finding, Severity, UnitText};
use crate::check::form::{self, QUOTES, quotes};
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Lang, Span, digits};

declare_check! {
    /// Flags an odd number of double quotation marks in the rendering, where those of the source
    /// pair up.
    ///
    /// Readers of a quotation must see where it ends. All styles count alike (`" " “ ” « »`),
    /// inches and seconds after a digit do not. A speech may run over several segments: in a
    /// document the neighbouring segment then has the partner, which passes; in a pair that
    /// stands alone an opening mark of direct speech (after a colon or comma, before a capital)
    /// or a lone mark at the very end is held possible and is shown under the profile `strict`
    /// only. The finding covers the stretch in which the partner is missing. Marks that
    /// are turned round (`»نعم«`) or opened in one style and closed in another are information. Single quotation marks are not looked at, as they are apostrophes too.
    UnbalancedQuotes,
    "unbalanced-quotes", Warning,
    flags: &[
        Example::ArEn("وصف القرار بأنه «خطأ كبير» أمس.", "He called the decision “a big mistake yesterday."),
        Example::ArEn("قالت: «لن نرحل».", "We will not leave,” she said."),
        Example::EnAr("الحرب انتهت تقريبا\" في المدينة، كما قال.", "The “war is almost over” in the city, he said."),
        Example::Alone(Lang::English, "The so-called \"safe zone is closed."),
        Example::Both("قال »لن نرحل« ثم سكت.", "He said “we will stay” and fell silent."),
    ],
    passes: &[
        Example::Both("وصف القرار بأنه «خطأ كبير».", "He called the decision “a big mistake”."),
        Example::Both("قال: «لن نعبر الحدود.", "He said: “We will not cross the border."),
        Example::ArEn("قال: «لن نعبر الحدود».", "He said, “We will not cross the border."),
        Example::Both("شاشة قياس 24 بوصة.", "A 24\" screen."),
        Example::Both("قال «نعم» ثم «لا» وسكت.", "He said “yes” and then “no” and fell silent."),
    ],
}

impl Check for UnbalancedQuotes {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, context: &Context) -> Vec<Finding> {
        let mut findings = Vec::new();
        for lang in Lang::ALL {
            findings.extend(of_side(aligned, lang, context));
        }
        findings
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let mut findings = form::findings(unit, &Self::META, |look| quotes::wrong_pairs(look.text));
        for finding in &mut findings {
            finding.severity = Severity::Info;
        }
        findings
    }
}

/// The units in the order of one side's text, with the mark that lacks its partner.
fn of_side(aligned: &Aligned<'_>, lang: Lang, context: &Context) -> Vec<Finding> {
    let mut order: Vec<(usize, Option<(char, usize)>)> = aligned
        .units
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.text(lang).is_some())
        .map(|(index, unit)| (index, lone_quote(unit, lang)))
        .collect();
    order.sort_by_key(|&(index, _)| aligned.units[index].text(lang).map(UnitText::whole));
    let mut findings = Vec::new();
    let mut place = 0;
    while place < order.len() {
        let (index, lone) = order[place];
        let next_is_odd = order.get(place + 1).is_some_and(|(_, lone)| lone.is_some());
        if lone.is_some() && next_is_odd {
            place += 2;
            continue;
        }
        place += 1;
        let unit = &aligned.units[index];
        if let Some((quote, at)) = lone
            && is_judged(unit, lang, context)
        {
            let mut finding = finding(unit, lang, quote, at, order.len() > 1);
            finding.unit = index;
            findings.push(finding);
        }
    }
    findings
}

/// The target, if the quotes of the source pair up; a text that is looked at alone.
fn is_judged(unit: &Unit<'_>, lang: Lang, context: &Context) -> bool {
    match form::sides(unit) {
        Some((source, target)) => target == lang && lone_quote(unit, source).is_none(),
        None => context.alone,
    }
}

fn finding(unit: &Unit<'_>, lang: Lang, quote: char, at: usize, has_neighbours: bool) -> Finding {
    let text = unit.text(lang).map_or("", |text| text.text.as_str());
    let confidence = if has_neighbours || !may_run_on(text, at) {
        0.9
    } else {
        0.4
    };
    let end = at + quote.len_utf8();
    let stretch = if opens(text, at) {
        Span::new(at, text.trim_end().len())
    } else {
        Span::new(text.len() - text.trim_start().len(), end)
    };
    Finding::new(
        UnbalancedQuotes::META.id,
        UnbalancedQuotes::META.severity,
        unit.mark(lang, stretch),
        format!("the quotation mark {quote} has no partner"),
    )
    .with_confidence(confidence)
    .with_related(unit.mark(lang, Span::new(at, end)))
}

/// May the speech have begun before this text, or go on after it?
fn may_run_on(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    let after = text[at..].trim_start_matches(QUOTES);
    let ends_here = !after.chars().any(char::is_alphanumeric);
    if ends_here {
        // A colon shows where the opening mark is missing.
        return !before.contains([':']);
    }
    if !opens(text, at) {
        return false;
    }
    let opens_speech = before.is_empty() || before.ends_with([',', '،', ':']);
    opens_speech && !after.starts_with(char::is_lowercase) && !after.contains(['”', '»'])
}

/// The double quotation mark of a text that has no partner, if their number is odd: of the
/// shape of a mark and of the white space about it the most suspect, else the last.
fn lone_quote(unit: &Unit<'_>, lang: Lang) -> Option<(char, usize)> {
    let text = &unit.text(lang)?.text;
    let quotes: Vec<(char, usize)> = text
        .char_indices()
        .filter(|&(at, c)| QUOTES.contains(&c) && !is_inch(text, at, c) && !text[..at].ends_with('€'))
        .map(|(at, c)| (c, at))
        .collect();
    if quotes.len().is_multiple_of(2) {
        return None;
    }
    let mut open: Option<(char, usize)> = None;
    for &(quote, at) in &quotes {
        match (open, opens(text, at)) {
            (None, false) => return Some((quote, at)),
            (Some(first), true) => return Some(first),
            (None, true) => open = Some((quote, at)),
            (Some(_), false) => open = None,
        }
    }
    open.or(quotes.last().copied())
}

/// Does the mark open: white space, a bracket or nothing before it, a letter after it?
fn opens(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let mut rest = text[at..].chars();
    let quote = rest.next();
    if matches!(quote, Some('“' | '«' | '„')) {
        return true;
    }
    let after = rest.next();
    let free_before = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '–' | '—'));
    let letter_after = after.is_some_and(|c| !c.is_whitespace());
    // Arabic glues one-letter words to the opening mark: و"بالإضافة.
    let glued = before.is_some_and(|c| matches!(c, 'و' | 'ب' | 'ل' | 'ف' | 'ك'))
        && after.is_some_and(char::is_alphabetic);
    letter_after && (free_before || glued)
}

fn is_inch(text: &str, at: usize, c: char) -> bool {
    c == '"'
        && text[..at].chars().next_back().is_some_and(digits::is_digit)
        && text[at + 1..]
            .chars()
            .next()
            .is_some_and(|c| c.is_whitespace() || c == '-' || c == ')')
        && text.matches('"').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, Pair, TransUnit};
    use crate::check::{Settings, run_these};

    fn findings(source: &[&str], target: &[&str]) -> usize {
        let raws = Pair::new(source.join(" "), target.join(" "));
        let mut at = Pair::new(0, 0);
        let units: Vec<TransUnit> = source
            .iter()
            .zip(target)
            .map(|(ar, en)| {
                let texts = Pair::new(
                    Some(UnitText::new(
                        Lang::Arabic,
                        &raws.source,
                        &[Span::new(at.source, at.source + ar.len())],
                    )),
                    Some(UnitText::new(
                        Lang::English,
                        &raws.target,
                        &[Span::new(at.target, at.target + en.len())],
                    )),
                );
                at = Pair::new(at.source + ar.len() + 1, at.target + en.len() + 1);
                TransUnit {
                    direction: Direction::AR_EN,
                    texts,
                    place: 0,
                    confidence: 1.0,
                    chosen: false,
                }
            })
            .collect();
        let outcome = run_these(
            &[&UnbalancedQuotes],
            &units,
            &Settings::default(),
            &Context::default(),
        );
        outcome.findings.len()
    }

    #[test]
    fn a_speech_may_run_over_two_segments() {
        let source = ["قال إنه لن يرحل.", "وأضاف أن الطريق مغلق."];
        assert_eq!(
            findings(&source, &["He said: “I will not leave.", "The road is closed.”"]),
            0
        );
        assert_eq!(
            findings(&source, &["He said: “I will not leave.", "The road is closed."]),
            1
        );
    }
}
