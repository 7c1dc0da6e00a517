//! A change in how sure, free or bound a statement is: may, must, will.

use std::collections::BTreeSet;

use crate::bitext::{Finding, Role};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Kind, Lang, Span, Token};

declare_check! {
    /// Flags a statement whose force changes between source and rendering: possible, bound, certain.
    ///
    /// `may`, `might`, `perhaps`, ربما, قد with the imperfect say that something is possible;
    /// `must`, `have to`, يجب, ينبغي, لا بد that it is bound to be; `will`, `shall`, سوف, سـ that
    /// it is sure to come. A threat made of a possibility is a misquotation. Only a plain change
    /// counts: one side has words of one force alone, the other of another alone, and neither
    /// has softer words such as `could` or يمكن that go with either. قد before a perfect verb
    /// ("has") is no possibility. It does not see force that lies in the tone or the verb.
    ModalityShift,
    "modality-shift", Info,
    flags: &[
        Example::Both("قد نتدخل في سوريا.", "We will intervene in Syria."),
        Example::Both("يجب على القوات أن تنسحب.", "The forces may withdraw."),
        Example::Both("سوف تغلق المعابر غدا.", "The crossings might be closed tomorrow."),
    ],
    passes: &[
        Example::Both("قد غادر المقاتلون.", "The fighters have left."),
        Example::Both("ربما نتدخل.", "We may intervene."),
        Example::Both("يجب أن نغادر.", "We have to leave."),
        Example::Both("من الممكن أن يعودوا.", "They could return."),
    ],
}

/// The force of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Force {
    Possible,
    Bound,
    Certain,
    /// Goes with any of the others.
    Soft,
}

impl Force {
    fn name(self) -> &'static str {
        match self {
            Force::Possible => "possible",
            Force::Bound => "bound to be",
            Force::Certain => "sure to come",
            Force::Soft => "soft",
        }
    }
}

impl Check for ModalityShift {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let forces = Lang::ALL.map(|lang| match lang {
            Lang::Arabic => arabic(unit.tokens(lang)),
            Lang::English => english(unit.tokens(lang)),
        });
        let kinds =
            |side: &[(Force, Span)]| side.iter().map(|&(force, _)| force).collect::<BTreeSet<Force>>();
        let [ar, en] = [kinds(&forces[0]), kinds(&forces[1])];
        if ar.len() != 1 || en.len() != 1 || ar == en || ar.union(&en).any(|&force| force == Force::Soft) {
            return Vec::new();
        }
        let target = unit.transunit.direction.lang(Role::Target);
        let (own, far) = (forces[target as usize][0], forces[target.other() as usize][0]);
        vec![finding(unit, target, own, far)]
    }
}

fn finding(unit: &Unit<'_>, target: Lang, own: (Force, Span), far: (Force, Span)) -> Finding {
    let word = |lang: Lang, span: Span| {
        span.of(unit.text(lang).map_or("", |text| text.text.as_str()))
            .to_string()
    };
    let (here, there) = (word(target, own.1), word(target.other(), far.1));
    Finding::new(
        ModalityShift::META.id,
        ModalityShift::META.severity,
        unit.mark(target, own.1),
        format!(
            "the source says “{there}” ({}), the rendering “{here}” ({})",
            far.0.name(),
            own.0.name()
        ),
    )
    .with_confidence(0.7)
    .with_related(unit.mark(target.other(), far.1))
    .with_evidence("source", format!("{there}: {}", far.0.name()))
    .with_evidence("rendering", format!("{here}: {}", own.0.name()))
}

fn word_at(tokens: &[Token], index: usize) -> &str {
    tokens.get(index).map_or("", |token| token.folded.as_str())
}

fn english(tokens: &[Token]) -> Vec<(Force, Span)> {
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let next = word_at(tokens, index + 1);
        let force = match token.folded.as_str() {
            "may" if is_month(tokens, index) => continue,
            "may" | "might" | "perhaps" | "maybe" | "possibly" | "probably" | "likely" => Force::Possible,
            "must" | "mustn't" => Force::Bound,
            "have" | "has" | "had" | "need" | "needs" | "ought" | "obliged" | "forced" if next == "to" => {
                Force::Bound
            }
            "will" | "won't" | "shall" | "we'll" | "i'll" | "they'll" | "he'll" | "she'll" | "it'll"
            | "you'll" => Force::Certain,
            "going" if next == "to" => Force::Certain,
            "should" | "shouldn't" | "necessary" | "need" | "needed" | "required" | "supposed" | "can"
            | "could" | "can't" | "cannot" | "couldn't" | "would" | "wouldn't" | "able" | "possible"
            | "unable" | "expected" | "set" | "due" | "if" | "let" | "seem" | "seems" | "appear"
            | "appears" | "potentially" => Force::Soft,
            _ => continue,
        };
        found.push((force, token.span));
    }
    found
}

/// `May 5`, `in May`: the month, by its neighbours.
fn is_month(tokens: &[Token], index: usize) -> bool {
    let number = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Number);
    let before = index.checked_sub(1).map_or("", |at| word_at(tokens, at));
    number(index + 1)
        || index.checked_sub(1).is_some_and(number)
        || matches!(
            before,
            "in" | "last" | "next" | "since" | "of" | "until" | "early" | "late" | "mrs" | "theresa" | "this"
        )
        || word_at(tokens, index + 1) == "'s"
}

fn arabic(tokens: &[Token]) -> Vec<(Force, Span)> {
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        if token.kind != Kind::Arabic {
            continue;
        }
        let bare = token.folded.strip_prefix(['و', 'ف']).unwrap_or(&token.folded);
        let next = word_at(tokens, index + 1);
        let force = match bare {
            "قد" if is_imperfect(next) => Force::Possible,
            "ربما" | "لعل" | "لعله" | "لعلها" | "يحتمل" | "محتمل" | "المحتمل" | "المرجح" | "يرجح" => {
                Force::Possible
            }
            "يجب" | "يتعين" | "يتوجب" | "لازم" | "مضطر" | "مضطرون" | "مضطرين" | "اضطر" | "يضطر" => {
                Force::Bound
            }
            "بد" if index > 0 && word_at(tokens, index - 1).ends_with("لا") => Force::Bound,
            "ينبغي" | "يلزم" | "الضروري" | "الواجب" | "المفترض" | "يفترض" => {
                Force::Soft
            }
            "سوف" | "راح" | "حنروح" if is_imperfect(next) => Force::Certain,
            "لن" => Force::Certain,
            "يمكن" | "يمكننا" | "يمكنه" | "يمكنهم" | "يمكنها" | "يمكنك" | "يمكنني" | "الممكن" | "ممكن"
            | "تمكن" | "بامكان" | "بامكاننا" | "بامكانهم" | "بامكانه" | "يستطيع" | "تستطيع" | "نستطيع"
            | "قادر" | "قادرون" | "قادرين" | "قادره" | "اذا" | "لو" | "المقرر" | "المتوقع" | "يتوقع"
            | "كان" | "كانت" | "عسي" | "يبدو" => Force::Soft,
            other if is_future(other) => Force::Certain,
            _ => continue,
        };
        found.push((force, token.span));
    }
    found
}

fn is_imperfect(word: &str) -> bool {
    word.starts_with(['ي', 'ت', 'ن', 'ا']) && word.chars().count() >= 3 && !word.starts_with("ال")
}

/// سـ before an imperfect verb; words whose own first letter is س are rare before ي or ن.
fn is_future(word: &str) -> bool {
    const OWN: &str = "سيما سيد سيده سيدي سيادي سياده سياسه سياسي سياسيه سياق سيطر سيطره سيارات سياره سياح سياحه سيناء سير \
        سيره سيول ستار ستاره ستين ستون ستالين سيف سيئه سيئ سنه سنوات سنوي سنويا سنين سيرا سيل سينما سيقان سترات \
        ستره سيان سيدات سيجار سيطرته سيطرتها سنا سنت سني سنيه ساعه ساعات ساعد ساحه ساحات ساحل سابق سابقا سابقه ساخن \
        سائق سائر ساد ساره سام سانت ستيفن ستيف ستريت ستار ستاد ستوديو ستوك سيتي سيلفا سيرفر سيبيريا سيدني سيرينا";
    word.strip_prefix('س')
        .is_some_and(|rest| rest.starts_with(['ي', 'ت', 'ن']) && rest.chars().count() >= 4)
        && !OWN.split(' ').any(|own| own == word)
        && !word.starts_with("سيار")
        && !word.starts_with("سياس")
        && !word.starts_with("سيطر")
        && !word.starts_with("سنو")
}
