//! A negation of the source that the rendering does not have.

use crate::bitext::{Finding, Role};
use crate::check::evidence::{dialects, negation};
use crate::check::judge::finder;
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};

declare_check! {
    /// Flags a negation of the source that is nowhere in the rendering.
    ///
    /// A dropped `not` turns a statement into its contrary, and the sentence stays fluent, so
    /// no one who reads the rendering alone will see it. Cues of both languages are counted
    /// (لا لم لن ليس غير عدم دون بلا and, in speech, ماكو مو مش ما…ش; `not`, `never`, `no`,
    /// `without` …). What only looks like a negation is set aside (لا يزال, لا … إلا,
    /// `not only`, `no doubt`, a tag question), and so is a negation that the other side says
    /// by the meaning of its words (`fail`, `unlikely`, رفض): a model trained on clean and
    /// damaged pairs weighs these. It does not see a negation that moved to another clause, nor
    /// one lost where the rendering has as many others.
    NegationLost,
    "negation-lost", Error,
    flags: &[
        Example::ArEn("لم يغادر أي مقاتل عراقي البلاد حتى الآن.", "An Iraqi fighter has left the country so far."),
        Example::ArEn("ماكو أي قوات أمريكية على الحدود.", "There are American forces on the border."),
        Example::EnAr("سوف نسمح لهم بعبور الحدود إلى سوريا.", "We will not allow them to cross the border into Syria."),
    ],
    passes: &[
        Example::Both("لم يغادر أي مقاتل عراقي البلاد.", "No Iraqi fighter has left the country."),
        Example::Both("لا يزال الجيش على الحدود.", "The army is still on the border."),
        Example::Both("فشلت الحكومة في حماية المدينة.", "The government did not manage to protect the city."),
        Example::Both("هذا أمر غير قانوني.", "This is illegal."),
    ],
    judged: [Negation],
}

impl Check for NegationLost {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn limits(&self, aligned: &Aligned<'_>, _context: &Context) -> Option<String> {
        let (dialect, count) = dialects::unknown(aligned)?;
        Some(format!(
            "{count} texts are in {} Arabic, whose negations are not all known",
            dialect.name()
        ))
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        negation::finding(unit, &Self::META, Role::Source)
            .or_else(|| finder::negation(unit, &Self::META, Role::Source))
            .into_iter()
            .collect()
    }
}
