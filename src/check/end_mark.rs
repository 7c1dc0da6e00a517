//! The rendering lacks the mark at its end.

use crate::bitext::Finding;
use crate::check::form::{self, End, Ending};
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a rendering without a mark at its end, where the source sentence has one.
    ///
    /// A sentence that breaks off without a full stop is mostly cut short or pasted badly. Not
    /// flagged: headings (English words capitalised), a source that itself ends without a mark
    /// or only with an exclamation mark, an end with a colon, comma or dash, a single word, a
    /// rendering that ends in a link. A rendering that mostly does without end marks (subtitles)
    /// gets one finding with the count. A source without an end mark is no finding, as transcripts
    /// of speech often have none. It does not see a full stop in place of an ellipsis.
    EndMark,
    "end-mark", Warning,
    flags: &[
        Example::ArEn("أُغلقت المعابر الحدودية مع سوريا.", "Border crossings with Syria have been closed"),
        Example::EnAr("ارتفع منسوب النهر مترين خلال الليل", "The river rose two metres overnight."),
        Example::ArEn("قال: «لن نعبر الحدود».", "He said: “We will not cross the border”"),
    ],
    passes: &[
        Example::ArEn("أُغلقت المعابر الحدودية.", "Border crossings have been closed."),
        Example::ArEn("عاصفة رملية تغلق ثلاثة مطارات.", "Sandstorm Closes Three Airports"),
        Example::ArEn("أُغلقت المعابر الحدودية", "Border crossings have been closed"),
        Example::ArEn("أُغلقت المعابر الحدودية", "Border crossings have been closed."),
        Example::ArEn("وأضاف القائد.", "The commander added:"),
        Example::EnAr("أمر لا يصدق", "Incredible!"),
    ],
}

impl Check for EndMark {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, _context: &Context) -> Vec<Finding> {
        let mut marked = 0;
        let mut findings = Vec::new();
        for (index, unit) in aligned.units.iter().enumerate() {
            let Some(end) = compared(unit) else { continue };
            marked += 1;
            if let Some(finding) = missing(unit, &end) {
                findings.push(Finding {
                    unit: index,
                    ..finding
                });
            }
        }
        if marked >= MANY && findings.len() * 2 > marked {
            let message = format!(
                "{} of {marked} sentences have no mark at their end",
                findings.len()
            );
            findings.truncate(1);
            for finding in &mut findings {
                finding.message.clone_from(&message);
            }
        }
        findings
    }
}

/// From so many sentences on, a rendering that mostly lacks end marks is a habit (subtitles),
/// told once.
const MANY: usize = 8;

/// How both sides of a unit end.
struct Ends {
    source: (Lang, End),
    target: (Lang, End),
}

/// The ends of a unit whose source ends with a mark; none for others.
fn compared(unit: &Unit<'_>) -> Option<Ends> {
    let (source, target) = form::sides(unit)?;
    let text = &unit.text(source)?.text;
    let there = form::end_of(text)?;
    let here = form::end_of(&unit.text(target)?.text)?;
    let is_marked = match there.ending {
        Ending::Question => true,
        Ending::Stop => there.span.of(text).contains(['.', '…', '۔']),
        Ending::Open | Ending::Bare => false,
    };
    is_marked.then_some(Ends {
        source: (source, there),
        target: (target, here),
    })
}

fn missing(unit: &Unit<'_>, ends: &Ends) -> Option<Finding> {
    let (target, here) = ends.target;
    let text = &unit.text(target)?.text;
    if here.ending != Ending::Bare || is_exempt(unit, target, text, here.span.start) {
        return None;
    }
    let mark = match (ends.source.1.ending, target) {
        (Ending::Question, Lang::Arabic) => "؟",
        (Ending::Question, Lang::English) => "?",
        _ => ".",
    };
    let at = unit.mark(target, Span::at(here.span.start));
    let finding = Finding::new(
        EndMark::META.id,
        EndMark::META.severity,
        at,
        "the sentence has no mark at its end",
    );
    let there = unit.mark(ends.source.0, ends.source.1.span);
    Some(
        finding
            .with_confidence(0.85)
            .with_suggestion(mark)
            .with_related(there),
    )
}

/// A heading, a single word, a link, or a text that ends in a sign.
fn is_exempt(unit: &Unit<'_>, target: Lang, text: &str, end: usize) -> bool {
    let core = &text[..end];
    let last_chunk = core.split_whitespace().next_back().unwrap_or("");
    let is_sign = core
        .chars()
        .next_back()
        .is_some_and(|c| !c.is_alphanumeric() && !crate::text::script::is_harakah(c) && c != '%' && c != '٪');
    form::words(unit, target).count() < 2
        || is_sign
        || last_chunk.contains("://")
        || last_chunk.starts_with(['#', '@'])
        || (target == Lang::English && form::is_title(text))
}
