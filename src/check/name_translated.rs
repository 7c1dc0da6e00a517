//! A name that was translated as if it were a common word.

use crate::bitext::Finding;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::names::{Name, NameList};
use crate::lexicon::romanise;
use crate::lexicon::spelling::form::{self, Shape};
use crate::lexicon::words::{Words, similarity};
use crate::text::token::Kind;
use crate::text::{Lang, Token, fold};

declare_check! {
    /// Flags a listed name whose common meaning stands in the English in place of the name.
    ///
    /// العهد is a covenant, and a television channel: "the Covenant channel" is a channel that
    /// nobody can find. A name of the name list is looked for after a word that announces a name
    /// (channel, newspaper, agency, party, movement, city); it is flagged when none of its Latin
    /// forms is in the English but a word that means the same is, with a capital. It does not
    /// see names that are in no list.
    NameTranslated,
    "name-translated", Warning,
    flags: &[
        Example::Both("قال لقناة العهد إن الحدود مغلقة.", "He told the Covenant channel that the border is closed."),
        Example::Both("ذكرت صحيفة الحياة أن اللقاء تأجل.", "The meeting was postponed, reported the newspaper Life."),
    ],
    passes: &[
        Example::Both("قال لقناة العهد إن الحدود مغلقة.", "He told Al-Ahd TV that the border is closed."),
        Example::Both("نقض الملك العهد.", "The king broke the covenant."),
        Example::Both("ذكرت صحيفة الحياة أن اللقاء تأجل.", "The meeting was postponed, Al-Hayat newspaper reported."),
    ],
}

/// Words that announce a name (folded, without clitics).
const ANNOUNCING: &[&str] = &[
    "قناه",
    "فضائيه",
    "تلفزيون",
    "اذاعه",
    "راديو",
    "صحيفه",
    "جريده",
    "مجله",
    "وكاله",
    "شبكه",
    "موقع",
    "حزب",
    "حركه",
    "تيار",
    "منظمه",
    "كتله",
    "مدينه",
    "محافظه",
    "بلده",
    "قريه",
    "نهر",
];

/// Cosine from which an English word means the same as the Arabic one.
const MEANS: f32 = 0.38;

impl Check for NameTranslated {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        if !unit.both_sides() {
            return Vec::new();
        }
        let tokens = unit.tokens(Lang::Arabic);
        (1..tokens.len())
            .filter(|&at| announces(&tokens[at - 1]))
            .filter_map(|at| {
                let name = [NameList::public(), &context.names]
                    .into_iter()
                    .flat_map(NameList::names)
                    .find(|name| fold::word(&name.arabic, Lang::Arabic) == tokens[at].folded)?;
                finding(unit, at, name)
            })
            .collect()
    }
}

fn announces(token: &Token) -> bool {
    let word = token.folded.as_str();
    let bare = ["وال", "بال", "لل", "ال", "و", "ل", "ب", "ف"]
        .iter()
        .filter_map(|clitic| word.strip_prefix(clitic));
    std::iter::once(word)
        .chain(bare)
        .any(|word| ANNOUNCING.contains(&word))
}

fn finding(unit: &Unit<'_>, at: usize, name: &Name) -> Option<Finding> {
    let arabic = &unit.tokens(Lang::Arabic)[at];
    let text = unit.text(Lang::English)?.text.as_str();
    let english = unit.tokens(Lang::English);
    let is_rendered = english.iter().any(|token| {
        token.kind == Kind::Latin
            && romanise::best_match(&form::key(token), &arabic.folded)
                .is_some_and(|found| found.likeness > romanise::SURE)
    }) || name
        .forms()
        .any(|form| text.to_lowercase().contains(&form.to_lowercase()));
    if is_rendered {
        return None;
    }
    let lexicon = Words::embedded();
    let entry = lexicon.find(Lang::Arabic, &arabic.folded)?;
    let vector = lexicon.vector(Lang::Arabic, entry.row);
    let (likeness, token) = english
        .iter()
        .filter(|token| token.kind == Kind::Latin && Shape::of(token.span.of(text)) == Shape::Capital)
        .filter_map(|token| {
            let entry = lexicon.find(Lang::English, &token.folded)?;
            let likeness = similarity(&vector, &lexicon.vector(Lang::English, entry.row));
            Some((likeness, token))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.span.cmp(&a.1.span)))?;
    (likeness > MEANS).then(|| {
        Finding::new(
            NameTranslated::META.id,
            NameTranslated::META.severity,
            unit.mark(Lang::English, token.span),
            format!("“{}” translates the name {}", token.span.of(text), name.arabic),
        )
        .with_suggestion(name.latin.clone())
        .with_related(unit.mark(Lang::Arabic, arabic.span))
        .with_confidence(0.75)
    })
}
