//! A word that means something else than its counterpart.

use crate::bitext::{Finding, Role};
use crate::check::evidence::contrast::Verdict;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a content word whose contrary fits the other side better than the word itself.
    ///
    /// `victory` where the Arabic says هزيمة: antonyms are the wrong words that a reader cannot
    /// see, as the sentence stays sound. Each word of a list of some 2,900 English forms and its
    /// contraries are held against the Arabic by word vectors, by Arabic stems learned for the
    /// listed words and by the vector of the sentence with the one in place of the other. Where
    /// one side negates, a word and its own negation (`likely`, `unlikely`) are not compared. It
    /// does not see a wrong word that is no antonym of the right one.
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
    ],
    passes: &[
        Example::Both(
            "ارتفعت أسعار النفط في الأسواق العالمية يوم الخميس.",
            "Oil prices increased in world markets on Thursday.",
        ),
        Example::Both("من غير المرجح أن يعودوا قريبا.", "They are unlikely to return soon."),
    ],
}

impl Check for Mistranslation {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let Some(verdict) = unit.contrast() else {
            return Vec::new();
        };
        let english = unit.coverage().side(Lang::English)[verdict.contrast.word].span;
        let extra = unit.extra().filter(|extra| extra.confidence >= 0.5);
        let is_in_extra =
            extra.is_some_and(|extra| extra.lang == Lang::English && extra.span.contains(english));
        let is_negation = unit.negation().is_some_and(|verdict| verdict.confidence >= 0.5);
        if is_in_extra || is_negation {
            return Vec::new();
        }
        vec![finding(unit, verdict, english)]
    }
}

fn finding(unit: &Unit<'_>, verdict: &Verdict, english: Span) -> Finding {
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
    .with_related(marks[target.other() as usize])
    .with_evidence("contrary", contrast.contrary.as_str())
    .with_evidence("best counterpart", far)
    .with_evidence("fit gained by the contrary", format!("{:+.2}", contrast.gain));
    if target == Lang::English {
        finding.with_suggestion(like(word, &contrast.contrary))
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
