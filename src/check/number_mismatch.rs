//! A number of one side that the other side gives otherwise.

use crate::bitext::{Finding, Role as Side};
use crate::check::evidence::amount_finding::{findings, shown, value_finding, weighed};
use crate::check::evidence::amounts::{Kind, is_telling};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::numbers::Form;
use crate::text::{Lang, Span};

declare_check! {
    /// Flags a number that stands with another value in the rendering.
    ///
    /// A changed number is the most harmful slip of translation and the hardest to see. Numbers
    /// are compared by value, both ways: ٠-٩, ۰-۹ and 0-9, `1,000` and `١٬٠٠٠`, number words with
    /// all their joints (خمسة وعشرون ألفا) and the words of speech (مية, خمسطعش, تلات تلاف), ألف,
    /// مليون, مليار, spoken decimals (سبعة فاصلة خمسة), percent, fractions (½, ثلاثة أرباعهم), ordinals
    /// (بعد المئة too), Roman numerals, decades, dozens, the duals يومين and شهرين, amounts of several
    /// pieces (ساعة إلا عشر). `one`, a, واحد, `both`, `twice` and the like may answer a number and are
    /// never missed. Right conversions pass, so do telephone numbers cut otherwise. Figures in links
    /// and mail addresses are not read.
    ///
    /// It reports a pair where it can: a number of each side that nothing on the other side
    /// answers. A figure, or a plain count in words from three up, that the other side has nowhere
    /// is reported by itself with less confidence. It does not see two right numbers that
    /// changed places; figures inside words (F-16) are only matched.
    ///
    /// Source: values after reading, as in the published comparison of NTREX-128, where naive
    /// equality of digits differs in 73 of 1,997 pairs and three are real errors.
    NumberMismatch,
    "number-mismatch", Error,
    flags: &[
        Example::Both("قتل ٢٥ مقاتلا.", "24 fighters were killed."),
        Example::Both("بعد ثلاثة أشهر من القصف.", "After four months of shelling."),
        Example::Both("تضرر 62 بالمئة من البيوت.", "67 percent of the houses were damaged."),
        Example::Both("خمسة وعشرون ألف نازح.", "Thirty-five thousand displaced people."),
        Example::Both("الفوج الثالث في اللواء.", "The fifth regiment of the brigade."),
        Example::Both("القناة ١ ثم القناة ٧.", "Channel 1, then channel 1."),
        Example::Both("أحب هؤلاء الرجال.", "I love these 12 guys."),
        Example::Both("وجدت سيارتا شرطة.", "Thirty police vans were found."),
        Example::Both("خسرنا نصف المحصول.", "We lost a third of the crop."),
        Example::Both("اندلعت الحرب العالمية الثانية عام 1939.", "World War III broke out in 1939."),
        Example::Both("أضف ½ كوب من الماء.", "Add ¼ cup of water."),
        Example::Both("نسكن في الطابق الثالث.", "We live on the second floor."),
    ],
    passes: &[
        Example::Both("١٢ مقاتلا.", "12 fighters."),
        Example::Both("ثلاثة أشهر.", "Three months."),
        Example::Both("اثنا عشر جنديا.", "A dozen soldiers."),
        Example::Both("300 ألف نازح.", "300,000 displaced people."),
        Example::Both("مليونان ونصف المليون دولار.", "$2.5 million."),
        Example::Both("رقم الهاتف 116123.", "The telephone number is 116 123."),
        Example::Both("في ثلاثينيات القرن الماضي.", "In the 1930s."),
        Example::Both("خندقان وساتر ترابي واحد.", "Two trenches and an earth berm."),
        Example::Both("قال أحدهم ذلك.", "One of them said so."),
        Example::Both("نصف السكان.", "50 percent of the population."),
        Example::Both("ثلث السكان.", "A third of the population."),
        Example::Both("في الربع الأول من السنة.", "In the first quarter of the year."),
        Example::Both("نزح ألفا شخص.", "Two thousand people fled."),
        Example::Both("سبعة فاصلة خمسة بالمئة.", "7.5 percent."),
        Example::Both("المادة الحادية والثلاثون بعد المئة.", "Article 131."),
        Example::Both("عنده مية وعشرين شتلة.", "He has 120 seedlings."),
        Example::Both("بقينا ساعة إلا عشر.", "We stayed for fifty minutes."),
    ],
}

impl Check for NumberMismatch {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let mut found = findings(unit, &Self::META, Kind::Number, |unit, meta, fault| {
            value_finding(unit, meta, fault, "the numbers differ")
        });
        found.extend(alone(unit));
        found
    }
}

/// Numbers that the other side has nowhere.
fn alone(unit: &Unit<'_>) -> Vec<Finding> {
    let amounts = unit.amounts();
    let target = unit.transunit.direction.lang(Side::Target);
    let telling = |&(lang, at): &(Lang, usize)| {
        let quantity = amounts
            .side(lang)
            .numbers
            .get(at)
            .filter(|quantity| is_telling(quantity))?;
        Some((lang, quantity))
    };
    amounts
        .alone
        .iter()
        .filter_map(telling)
        .map(|(lang, quantity)| {
            let text = unit.text(lang).map_or("", |text| text.text.as_str());
            let value = shown(&quantity.number);
            let mark = unit.mark(lang, quantity.number.span);
            let (at, message) = if lang == target {
                (mark, format!("the {} has no {value}", lang.other().name()))
            } else {
                let place = unit.counterpart_place(lang, quantity.number.tokens.start);
                let place = unit.mark(target, Span::at(place.start));
                (
                    place,
                    format!("the number {value} is missing in the {}", target.name()),
                )
            };
            let sure = match quantity.number.form {
                Form::Digits => 0.75,
                Form::Words | Form::Dual | Form::Roman => 0.65,
            };
            let finding = Finding::new(
                NumberMismatch::META.id,
                NumberMismatch::META.severity,
                at,
                message,
            )
            .with_confidence(sure)
            .with_evidence(
                if lang == target { "target" } else { "source" },
                quantity.number.reading(text),
            );
            weighed(if lang == target {
                finding
            } else {
                finding.with_related(mark)
            })
        })
        .collect()
}
