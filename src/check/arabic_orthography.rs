//! An Arabic word with a hamza, ya or ta marbuta that is usually written otherwise.

use std::collections::BTreeMap;

use crate::bitext::{Finding, Mark};
use crate::check::{Aligned, Check, Context, Example, Meta, declare_check};
use crate::lexicon::dialect;
use crate::lexicon::names::NameList;
use crate::lexicon::orthography::{self, Letter, Unusual};
use crate::text::{Kind, Lang, Token};

declare_check! {
    /// Flags Arabic words with a hamza left out or put on hamzat wasl (الى, انشاء, إقتراح), with ى for
    /// ي or ه for ة at the end (فى, الحكومه), and with a second alef behind اء (بناءا).
    ///
    /// Houses differ in how strict they are here, and Egypt writes ى for ي, so these are
    /// information, apart from other slips, and can be switched off by their id. Each form is
    /// told once for the text, at its first place, with the number of places; a sweep over a text
    /// that leaves hamzas out is then one line a form. A word counts when a form that differs in
    /// this letter alone is much more frequent. Not flagged: words that both letters make (أمن,
    /// آمن), imperatives (اعمل), dialect, names of lists, spellings that are both usual
    /// (إستراتيجية). It does not see أن for إن.
    ArabicOrthography,
    "arabic-orthography", Info,
    flags: &[
        Example::Both("إستقبل الوزير الوفد أمس.", "The minister received the delegation yesterday."),
        Example::Both("كان الأمر بناءا على طلبه.", "It was at his request."),
        Example::Both("ذهب الى المدرسه.", "He went to the school."),
        Example::Alone(Lang::Arabic, "تم انشاء الموقع."),
    ],
    passes: &[
        Example::Both("زار الوزير إستونيا وإسبانيا أمس.", "The minister visited Estonia and Spain yesterday."),
        Example::Both("كان الأمر بناءً على طلبه وجزءا من الخطة.", "It was at his request and part of the plan."),
        Example::Both("اعمل بجد، فالعمل واحد.", "Work hard, for the work is one."),
    ],
}

impl Check for ArabicOrthography {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn document(&self, aligned: &Aligned<'_>, context: &Context) -> Vec<Finding> {
        let mut forms: BTreeMap<&str, Option<Unusual>> = BTreeMap::new();
        let mut order: Vec<&str> = Vec::new();
        let mut places: BTreeMap<&str, Vec<(usize, Mark)>> = BTreeMap::new();
        for (index, unit) in aligned.units.iter().enumerate() {
            let Some(text) = unit.text(Lang::Arabic) else {
                continue;
            };
            for token in unit
                .tokens(Lang::Arabic)
                .iter()
                .filter(|token| token.kind == Kind::Arabic)
            {
                let written = token.span.of(&text.text);
                let form = forms
                    .entry(written)
                    .or_insert_with(|| judged(written, token, context));
                if form.is_none() || has_neighbour(&text.text, token) {
                    continue;
                }
                let of_form = places.entry(written).or_insert_with(|| {
                    order.push(written);
                    Vec::new()
                });
                of_form.push((index, unit.mark(Lang::Arabic, token.span)));
            }
        }
        let told = order.into_iter().filter_map(|written| {
            let unusual = forms.get(written)?.as_ref()?;
            finding(written, unusual, places.get(written)?)
        });
        told.collect()
    }
}

/// Is the word part of an address or an abbreviation?
fn has_neighbour(text: &str, token: &Token) -> bool {
    let after = text[token.span.end..].chars().next();
    after.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

fn judged(written: &str, token: &Token, context: &Context) -> Option<Unusual> {
    let unusual = orthography::unusual(written)?;
    let is_accepted = context.words.contains(&token.folded)
        || context.names.knows_arabic(&token.folded)
        || NameList::public().knows_arabic(&token.folded) && unusual.letter != Letter::Hamza
        || dialect::is_dialect(written) && unusual.letter != Letter::Hamza;
    (!is_accepted).then_some(unusual)
}

fn finding(written: &str, unusual: &Unusual, places: &[(usize, Mark)]) -> Option<Finding> {
    let (unit, at) = places.first()?;
    let letter = match unusual.letter {
        Letter::Hamza => "hamza",
        Letter::FinalYa => "ya",
        Letter::FinalTa => "ta marbuta",
        Letter::SecondAlef => "alef",
    };
    let message = format!("{written} is usually written {}: the {letter}", unusual.right);
    let mut finding = Finding::new(
        ArabicOrthography::META.id,
        ArabicOrthography::META.severity,
        *at,
        message,
    )
    .with_confidence(0.8)
    .with_suggestion(unusual.right.clone());
    finding.unit = *unit;
    if places.len() > 1 {
        finding = finding.with_evidence("places", format!("{} in this text", places.len()));
    }
    Some(finding)
}
