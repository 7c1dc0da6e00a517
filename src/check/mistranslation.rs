//! A word that means something else than its counterpart.

use crate::bitext::{Finding, Mark, Role};
use crate::check::evidence::contrast::Verdict;
use crate::check::evidence::mending;
use crate::check::evidence::opposed::Opposed;
use crate::check::evidence::persons::{self, What};
use crate::check::evidence::swap;
use crate::check::judge::finder;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a content word that means something else than what stands in its place.
    ///
    /// `victory` where the Arabic says هزيمة: antonyms are the wrong words that a reader cannot
    /// see, as the sentence stays sound. Each word of a list of some 2,900 English forms and its
    /// contraries are held against the Arabic by word vectors, by Arabic stems learned for the
    /// listed words and by the vector of the sentence with the one in place of the other. Where
    /// one side negates, a word and its own negation (`likely`, `unlikely`) are not compared.
    /// Small words that change all are read by a table of opposed poles in both languages (left
    /// and right, rose and fell, next and last, before and after, denied and confirmed …): a word
    /// that can mean one pole only against one of another pole at the same place. So are persons:
    /// أنا at the head of a sentence beside `He`, قال لي beside `I told him`.
    /// Other wrong words are told where both the word and one at its place on the other side
    /// find much less than they usually do. It does not see a wrong word that is near to the
    /// right one in meaning, nor one in a free rendering, where many words find little.
    Mistranslation,
    "mistranslation", Warning,
    flags: &[
        Example::Both(
            "ارتفعت أسعار النفط في الأسواق العالمية يوم الخميس.",
            "Oil prices decreased in world markets on Thursday.",
        ),
        Example::Both(
            "حقق الفريق انتصارا كبيرا في المباراة.",
            "The team suffered a great defeat in the match.",
        ),
        Example::Both("أصيب في يده اليمنى.", "He was wounded in his left hand."),
        Example::Both("قال لي المدير إن القرار نهائي.", "I told the director that the decision was final."),
    ],
    passes: &[
        Example::Both(
            "ارتفعت أسعار النفط في الأسواق العالمية يوم الخميس.",
            "Oil prices increased in world markets on Thursday.",
        ),
        Example::Both("من غير المرجح أن يعودوا قريبا.", "They are unlikely to return soon."),
        Example::Both("لم ترتفع الأسعار هذا العام.", "Prices fell this year."),
        Example::Both("هذا حقي ولن أتركه.", "This is my right and I will not give it up."),
    ],
    judged: [Mistranslation, RealWord, Negation],
}

impl Check for Mistranslation {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn cannot(&self, unit: &Unit<'_>, _context: &Context) -> Option<String> {
        unit.too_long()
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        let contrast = unit.contrast().and_then(|verdict| {
            let english = unit.coverage().side(Lang::English)[verdict.contrast.word].span;
            let is_negation = unit.negation().is_some_and(|verdict| verdict.confidence >= 0.5);
            (!is_negation && !is_in_extra(unit, Lang::English, english))
                .then(|| finding(unit, context, verdict, english))
        });
        let swap = unit.swap().and_then(|verdict| {
            let spans = Lang::ALL.map(|lang| unit.coverage().side(lang)[verdict.words[lang as usize]].span);
            let is_extra = Lang::ALL
                .iter()
                .any(|&lang| is_in_extra(unit, lang, spans[lang as usize]));
            (!is_extra).then(|| exchanged(unit, verdict, spans))
        });
        let small = unit
            .opposed()
            .and_then(|opposed| contradiction(unit, opposed))
            .or_else(|| unit.persons().map(|exchange| other_person(unit, exchange)));
        let best = [contrast, swap]
            .into_iter()
            .flatten()
            .max_by(|a, b| a.confidence.total_cmp(&b.confidence));
        match (small, best) {
            (Some(small), Some(best)) if touch(&small, &best) => vec![small],
            (small, best) => small.into_iter().chain(best).collect(),
        }
    }
}

/// Score of the reader from which a span is taken for extra.
const SURELY_EXTRA: f32 = 1.0;

/// Do two findings lie on one place of either side?
fn touch(one: &Finding, other: &Finding) -> bool {
    let marks = |finding: &Finding| -> Vec<Mark> {
        let mut marks = finding.related.clone();
        marks.push(finding.at);
        marks
    };
    let theirs = marks(other);
    marks(one).iter().any(|mark| {
        let same = |their: &&Mark| their.lang == mark.lang && their.span.overlaps(mark.span);
        theirs.iter().any(|their| same(&their))
    })
}

/// The finding of two small words that say the contrary of each other.
fn contradiction(unit: &Unit<'_>, opposed: &Opposed) -> Option<Finding> {
    let spans = [
        opposed.span(unit, Lang::Arabic)?,
        opposed.span(unit, Lang::English)?,
    ];
    let target = unit.transunit.direction.lang(Role::Target);
    let word = |lang: Lang| {
        let text = unit.text(lang).map_or("", |text| text.text.as_str());
        spans[lang as usize].of(text)
    };
    let message = format!(
        "“{}” ({}) stands where the source says “{}” ({})",
        word(target),
        opposed.pole(target),
        word(target.other()),
        opposed.pole(target.other()),
    );
    Some(
        at_both(unit, spans, message, opposed.confidence)
            .with_evidence("same place", format!("{:.2}", opposed.place)),
    )
}

/// The finding of exchanged persons.
fn other_person(unit: &Unit<'_>, exchange: &persons::Exchange) -> Finding {
    let target = unit.transunit.direction.lang(Role::Target);
    let word = |lang: Lang| {
        let text = unit.text(lang).map_or("", |text| text.text.as_str());
        exchange.spans[lang as usize].of(text)
    };
    let what = match exchange.what {
        What::Subject => "is another person than",
        What::Telling => "exchanges the persons of",
    };
    let message = format!(
        "“{}” {what} “{}” of the source",
        word(target),
        word(target.other())
    );
    at_both(unit, exchange.spans, message, exchange.confidence)
}

/// A finding at the rendering's span, with the source's beside it.
fn at_both(unit: &Unit<'_>, spans: [Span; 2], message: String, confidence: f32) -> Finding {
    let target = unit.transunit.direction.lang(Role::Target);
    let mark = |lang: Lang| unit.mark(lang, spans[lang as usize]);
    Finding::new(
        Mistranslation::META.id,
        Mistranslation::META.severity,
        mark(target),
        message,
    )
    .with_confidence(confidence)
    .with_related(mark(target.other()))
}

/// Is the place part of what the other side does not say at all?
fn is_in_extra(unit: &Unit<'_>, lang: Lang, span: Span) -> bool {
    finder::extra_run(unit, lang).is_some_and(|(extra, score)| score >= SURELY_EXTRA && extra.contains(span))
}

/// The finding of two words at one place that do not match.
fn exchanged(unit: &Unit<'_>, verdict: &swap::Verdict, spans: [Span; 2]) -> Finding {
    let target = unit.transunit.direction.lang(Role::Target);
    let word = |lang: Lang| {
        let text = unit.text(lang).map_or("", |text| text.text.as_str());
        spans[lang as usize].of(text)
    };
    let coverage = unit.coverage();
    let best = |lang: Lang| coverage.best(lang, verdict.words[lang as usize]).0;
    Finding::new(
        Mistranslation::META.id,
        Mistranslation::META.severity,
        unit.mark(target, spans[target as usize]),
        format!(
            "“{}” stands where the source says “{}”, and neither finds its counterpart",
            word(target),
            word(target.other())
        ),
    )
    .with_confidence(verdict.confidence)
    .with_related(unit.mark(target.other(), spans[target.other() as usize]))
    .with_evidence(
        "best match of the English word",
        format!("{:.2}", best(Lang::English)),
    )
    .with_evidence(
        "best match of the Arabic word",
        format!("{:.2}", best(Lang::Arabic)),
    )
    .with_evidence(
        "nearest by way of a third word",
        format!("{:.2}", verdict.by_neighbour),
    )
    .with_score(verdict.score)
    .with_evidence("score", format!("{:.1}", verdict.score))
}

/// The finding of a word whose contrary fits better.
fn finding(unit: &Unit<'_>, context: &Context, verdict: &Verdict, english: Span) -> Finding {
    let contrast = &verdict.contrast;
    let text = |lang: Lang| unit.text(lang).map_or("", |text| text.text.as_str());
    let arabic = unit.coverage().side(Lang::Arabic)[contrast.arabic].span;
    let word = english.of(text(Lang::English));
    let far = arabic.of(text(Lang::Arabic));
    let marks = [unit.mark(Lang::Arabic, arabic), unit.mark(Lang::English, english)];
    let target = unit.transunit.direction.lang(Role::Target);
    let finding = Finding::new(
        Mistranslation::META.id,
        Mistranslation::META.severity,
        marks[target as usize],
        format!(
            "“{word}” seems to be the contrary of “{far}”; “{}” fits better",
            contrast.contrary
        ),
    )
    .with_confidence(verdict.confidence)
    .with_score(verdict.score)
    .with_related(marks[target.other() as usize])
    .with_evidence("contrary", contrast.contrary.as_str())
    .with_evidence("best counterpart", far)
    .with_evidence("fit gained by the contrary", format!("{:+.2}", contrast.gain));
    let suggestion = like(word, &contrast.contrary);
    if target == Lang::English && mending::reads_better(unit, context, (target, english), &suggestion) {
        finding.with_suggestion(suggestion)
    } else {
        finding
    }
}

/// The word with a capital if the other has one.
fn like(model: &str, word: &str) -> String {
    if !model.starts_with(char::is_uppercase) {
        return word.to_string();
    }
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
