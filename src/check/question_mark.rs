//! A question on one side that is none on the other.

use crate::bitext::{Finding, Severity};
use crate::check::form::{self, End, Ending};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a question that is rendered as a statement, or a statement as a question.
    ///
    /// The last mark of both sides is compared (`؟` equals `?`, `؟!` equals `?!`; closing quotes
    /// are looked through). A lost question mark turns what a host asks into what a guest
    /// claims. Not flagged: an indirect question (`asked whether …`), a question mark that stands
    /// inside the other text, a polite request (`Could you …?` for an imperative), a tag
    /// (`…, shall we?`). Where the wording of the source asks and only its mark is missing, the
    /// fault is the source's and the finding is information; a source without any end mark is
    /// not compared. It does not see a question in the middle of a text.
    QuestionMark,
    "question-mark", Warning,
    flags: &[
        Example::ArEn("هل أُغلقت المعابر مع سوريا؟", "The crossings with Syria have been closed."),
        Example::ArEn("أُغلقت المعابر مع سوريا.", "Have the crossings with Syria been closed?"),
        Example::EnAr("من أمر بالانسحاب.", "Who ordered the withdrawal?"),
        Example::EnAr("غادر الوزير يوم الأحد؟", "The minister left on Sunday."),
        Example::Both("«ماذا تتوقعون؟»", "“What do you expect.”"),
        Example::ArEn("سؤال أخير: متى تُفتح المعابر؟", "One last question: when will the crossings open."),
    ],
    passes: &[
        Example::Both("هل تتوقعون هجوما؟!", "Do you expect an attack?!"),
        Example::Both("سأل: «لماذا أغلقتم الطريق؟»", "“Why did you close the road?” he asked."),
        Example::ArEn("هل سيعود أم لا؟", "I wonder whether he will come back."),
        Example::ArEn("من فضلك ساعدني.", "Could you help me?"),
        Example::ArEn("لماذا لا تعودون", "Why don't you come back?"),
        Example::Both("لنذهب باكرا.", "Let's go early, shall we?"),
        Example::Both("وصلت التعزيزات.", "The reinforcements have arrived."),
    ],
}

/// English words that open a direct question.
const ASKING_ENGLISH: &[&str] = &[
    "who",
    "whom",
    "whose",
    "what",
    "which",
    "when",
    "where",
    "why",
    "how",
    "is",
    "are",
    "was",
    "were",
    "am",
    "do",
    "does",
    "did",
    "has",
    "have",
    "had",
    "can",
    "could",
    "will",
    "would",
    "shall",
    "should",
    "may",
    "might",
    "must",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "don't",
    "doesn't",
    "didn't",
    "hasn't",
    "haven't",
    "can't",
    "couldn't",
    "won't",
    "wouldn't",
    "shouldn't",
];

/// Arabic words that open a question (folded), with and without و and ف.
const ASKING_ARABIC: &[&str] = &[
    "هل",
    "ماذا",
    "لماذا",
    "كيف",
    "متي",
    "اين",
    "اي",
    "ايه",
    "كم",
    "ما",
    "من",
    "لم",
    "علام",
    "الام",
    "بماذا",
    "لمن",
    "اليس",
    "الا",
    "ايمكن",
    "هلا",
    "ليش",
    "شنو",
    "شلون",
    "وين",
    "منو",
    "شكد",
    "شو",
    "ليه",
];

/// What makes an indirect question of a sentence without a mark.
const INDIRECT: &[&str] = &[
    "whether",
    "if",
    "wonder",
    "wonders",
    "wondered",
    "wondering",
    "ask",
    "asks",
    "asked",
    "asking",
    "question",
    "questions",
    "questioned",
    "know",
    "tell",
    "اخبرني",
    "اخبرنا",
    "تساءل",
    "يتساءل",
    "تتساءل",
    "نتساءل",
    "اتساءل",
    "سال",
    "سالت",
    "يسال",
    "نسال",
    "اسال",
    "عما",
    "سؤال",
    "استفسر",
    "اعرف",
    "ادري",
];

/// What makes a request of a sentence (folded).
const POLITE: &[&str] = &[
    "please",
    "فضلك",
    "فضلكم",
    "سمحت",
    "سمحتم",
    "رجاء",
    "ارجوك",
    "ارجوكم",
    "هلا",
    "لطفا",
];

impl Check for QuestionMark {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let Some((source, target)) = form::sides(unit) else {
            return Vec::new();
        };
        let (Some(original), Some(rendering)) = (end(unit, source), end(unit, target)) else {
            return Vec::new();
        };
        match (original.ending, rendering.ending) {
            (Ending::Question, Ending::Stop) if !has_mark(unit, target) => {
                lost(unit, target, rendering, original)
            }
            (Ending::Stop, Ending::Question) if !has_mark(unit, source) => {
                gained(unit, target, rendering, original)
            }
            _ => Vec::new(),
        }
    }
}

fn end(unit: &Unit<'_>, lang: Lang) -> Option<End> {
    unit.text(lang).and_then(|text| form::end_of(&text.text))
}

fn has_mark(unit: &Unit<'_>, lang: Lang) -> bool {
    unit.text(lang)
        .is_some_and(|text| text.text.chars().any(form::is_question_mark))
}

/// The source asks, the target states.
fn lost(unit: &Unit<'_>, target: Lang, rendering: End, original: End) -> Vec<Finding> {
    let is_polite =
        has_any(unit, target, POLITE) || is_tag(unit) || (is_request(unit) && !asks(unit, target));
    let is_indirect =
        has_any(unit, target, INDIRECT) && !opens_as_question(unit, target, &[':', '"', '«', '“']);
    if is_indirect || is_polite {
        return Vec::new();
    }
    let confidence = if asks(unit, target) || asks(unit, target.other()) {
        0.95
    } else {
        0.8
    };
    let mark = if target == Lang::Arabic { "؟" } else { "?" };
    vec![
        finding(
            unit,
            target,
            rendering,
            original,
            "the source asks, the target states",
        )
        .with_confidence(confidence)
        .with_suggestion(mark),
    ]
}

/// The target asks, the source states.
fn gained(unit: &Unit<'_>, target: Lang, rendering: End, original: End) -> Vec<Finding> {
    let source = target.other();
    if has_any(unit, source, INDIRECT) || has_any(unit, source, POLITE) || is_tag(unit) || is_request(unit) {
        return Vec::new();
    }
    if asks(unit, source) {
        // The wording asks: the mark is missing in the source.
        let mut fault = finding(
            unit,
            source,
            original,
            rendering,
            "this asks, but has no question mark",
        );
        fault.severity = Severity::Info;
        return vec![fault.with_confidence(0.8)];
    }
    let confidence = if asks(unit, target) { 0.8 } else { 0.95 };
    vec![
        finding(
            unit,
            target,
            rendering,
            original,
            "the source states, the target asks",
        )
        .with_confidence(confidence)
        .with_suggestion("."),
    ]
}

fn finding(unit: &Unit<'_>, lang: Lang, here: End, there: End, message: &str) -> Finding {
    Finding::new(
        QuestionMark::META.id,
        QuestionMark::META.severity,
        unit.mark(lang, here.span),
        message,
    )
    .with_related(unit.mark(lang.other(), there.span))
}

fn has_any(unit: &Unit<'_>, lang: Lang, list: &[&str]) -> bool {
    form::words(unit, lang).any(|word| list.contains(&word.folded.as_str()))
}

/// Does the text, or a clause of it, open like a question?
fn asks(unit: &Unit<'_>, lang: Lang) -> bool {
    opens_as_question(unit, lang, &[',', '،', ':', '.', '"', '«', '“'])
}

/// Does the text, or what follows one of `marks`, open like a question?
fn opens_as_question(unit: &Unit<'_>, lang: Lang, marks: &[char]) -> bool {
    let Some(text) = unit.text(lang) else {
        return false;
    };
    let opens = |word: &str| match lang {
        Lang::English => ASKING_ENGLISH.contains(&word),
        Lang::Arabic => {
            ASKING_ARABIC.contains(&word)
                || word
                    .strip_prefix(['و', 'ف'])
                    .is_some_and(|rest| ASKING_ARABIC.contains(&rest) && rest.chars().count() > 2)
        }
    };
    let mut before = 0;
    form::words(unit, lang).any(|word| {
        let between = Span::new(before, word.span.start).of(&text.text);
        let is_first = before == 0 || between.contains(marks);
        before = word.span.end;
        is_first && opens(&word.folded)
    })
}

/// `…, isn't it?`, `…, will you?`, `right?`
fn is_tag(unit: &Unit<'_>) -> bool {
    let Some(text) = unit.text(Lang::English) else {
        return false;
    };
    let Some((_, tail)) = text.text.rsplit_once(',') else {
        return false;
    };
    let words: Vec<&str> = tail
        .split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .collect();
    matches!(
        words.as_slice(),
        ["right" | "okay" | "OK" | "huh" | "eh"] | [_, "you" | "we" | "he" | "she" | "it" | "they" | "I"]
    )
}

/// `Could you …?`, `Will you …?`: an imperative says the same.
fn is_request(unit: &Unit<'_>) -> bool {
    let mut words = form::words(unit, Lang::English).map(|word| word.folded.as_str());
    matches!(words.next(), Some("could" | "can" | "would" | "will" | "won't"))
        && matches!(words.next(), Some("you" | "someone" | "somebody"))
}
