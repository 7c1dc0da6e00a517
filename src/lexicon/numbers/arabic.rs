//! Arabic number words: all genders and cases, joined hundreds, Iraqi and Levantine speech.

use crate::lexicon::numbers::{Read, Word, strip_clitics};

/// What an Arabic word (folded) says about numbers; clitics are cut off if need be.
pub(crate) fn word(folded: &str) -> Option<Read> {
    if folded.len() < 4 || folded.len() > 40 || is_other_word(folded) {
        return None;
    }
    let (word, and, definite) = strip_clitics(folded, bare)?;
    Some(Read { word, and, definite })
}

/// Words that look like a number with a clitic and are something else.
fn is_other_word(folded: &str) -> bool {
    matches!(
        folded,
        "لست"
            | "فلست"
            | "ولست"
            | "كست"
            | "فست"
            | "لسبع"
            | "كربع"
            | "بربع"
            | "وحده"
            | "وست"
            | "فتسع"
            | "كسته"
            | "بعده"
            | "وبعده"
            | "فبعده"
            | "كنصف"
            | "فالف"
            | "فالفا"
            | "لالف"
    )
}

/// May the word be what ست counts: a plural of a feminine noun, or مرات and its like?
pub(crate) fn is_counted(folded: &str) -> bool {
    const BROKEN: &str = "سنين نساء دول مدن قري ليال ليالي دقائق ثوان ثواني قنابل قذائف سفن غرف شقق مواد لغات رسائل وثائق \
        بنات نقاط صفحات جوائز قصص فرق كتائب مدارس طبقات زوارق مناطق قارات حقائب قواعد شاحنات خيام سيدات فتيات نسوه \
        جثث حافلات قوائم نوافذ ركلات اشهر شهور ايام اسابيع اعوام رجال اشخاص طوابق ابواب مراكز مقاعد اهداف نسخ قطع \
        صور لجان شركات محافظات وزارات جزر تجارب دورات درجات خطوات طائرات عمليات ولايات حالات مباريات جولات شتلات \
        اسر عائلات حلقات بنادق رصاصات وحدات منازل بيوت كلمات مرات ساعات سنوات محطات دبابات مقاتلات نخلات اشجار \
        ليرات روبيات اونصات ياردات اقدام بوصات ميداليات بطولات جامعات مستشفيات كنائس مساجد منظمات";
    folded.ends_with("ات") || BROKEN.split_whitespace().any(|word| word == folded)
}

fn bare(folded: &str) -> Option<Word> {
    cardinal(folded)
        .or_else(|| hundreds_and_up(folded))
        .or_else(|| ordinal(folded))
        .or_else(|| spoken(folded))
        .or_else(|| loose(folded))
}

fn cardinal(folded: &str) -> Option<Word> {
    Some(match folded {
        "صفر" => Word::Soft(0.0),
        "واحد" | "واحدا" | "واحده" | "احد" | "احدي" => Word::Unit(1.0),
        "اثنان" | "اثنين" | "اثنتان" | "اثنتين" | "اثنا" | "اثني" | "اثنتا" | "اثنتي" | "ثنتين" | "اتنين"
        | "ثنين" => Word::Unit(2.0),
        "ثلاث" | "ثلاثا" | "ثلاثه" | "تلات" | "تلاته" => Word::Unit(3.0),
        "اربع" | "اربعا" | "اربعه" => Word::Unit(4.0),
        "خمس" | "خمسا" | "خمسه" => Word::Unit(5.0),
        "ست" | "سته" => Word::Unit(6.0),
        "سبع" | "سبعا" | "سبعه" => Word::Unit(7.0),
        "ثمان" | "ثماني" | "ثمانيه" | "ثمانيا" | "تمنيه" | "تمانيه" => {
            Word::Unit(8.0)
        }
        "تسع" | "تسعا" | "تسعه" => Word::Unit(9.0),
        "عشر" | "عشرا" | "عشره" => Word::Ten,
        "عشرون" | "عشرين" => Word::Tens(20.0),
        "ثلاثون" | "ثلاثين" | "تلاتين" => Word::Tens(30.0),
        "اربعون" | "اربعين" => Word::Tens(40.0),
        "خمسون" | "خمسين" => Word::Tens(50.0),
        "ستون" | "ستين" => Word::Tens(60.0),
        "سبعون" | "سبعين" => Word::Tens(70.0),
        "ثمانون" | "ثمانين" | "تمانين" => Word::Tens(80.0),
        "تسعون" | "تسعين" => Word::Tens(90.0),
        _ => return None,
    })
}

fn hundreds_and_up(folded: &str) -> Option<Word> {
    Some(match folded {
        "مئه" | "مائه" | "مايه" => Word::Hundred(100.0),
        "مئتان" | "مئتين" | "مائتان" | "مائتين" | "مئتا" | "مئتي" | "مائتا" | "مائتي" | "ميتين" => {
            Word::Hundred(200.0)
        }
        "الف" | "الفا" => Word::Scale(1e3),
        "الاف" | "الوف" | "تالاف" | "تلاف" => Word::Scales(1e3),
        "الفان" | "الفين" | "الفي" => Word::TwoScales(1e3),
        "مليون" | "مليونا" => Word::Scale(1e6),
        "ملايين" | "مليونات" => Word::Scales(1e6),
        "مليونان" | "مليونين" | "مليوني" => Word::TwoScales(1e6),
        "مليار" | "مليارا" | "بليون" | "بليونا" => Word::Scale(1e9),
        "مليارات" | "بلايين" => Word::Scales(1e9),
        "ملياران" | "مليارين" | "ملياري" => Word::TwoScales(1e9),
        "تريليون" | "تريليونا" | "ترليون" => Word::Scale(1e12),
        "تريليونات" | "ترليونات" => Word::Scales(1e12),
        "تريليونان" | "تريليونين" | "ترليونين" => Word::TwoScales(1e12),
        "دزينه" | "درزن" | "درزنا" => Word::Scale(12.0),
        _ => return joined_hundreds(folded),
    })
}

/// ثلاثمئة, ثلاثمائة, خمسمية: a unit with the hundred written on.
fn joined_hundreds(folded: &str) -> Option<Word> {
    let unit = ["مئه", "مائه", "مايه", "ميه", "مئة"]
        .iter()
        .find_map(|hundred| folded.strip_suffix(hundred))?;
    let value = match unit {
        "ثلاث" | "ثلث" | "تلت" | "تلات" => 300.0,
        "اربع" | "ربع" => 400.0,
        "خمس" => 500.0,
        "ست" => 600.0,
        "سبع" => 700.0,
        "ثمان" | "ثماني" | "ثمن" | "تمن" => 800.0,
        "تسع" => 900.0,
        _ => return None,
    };
    Some(Word::Hundred(value))
}

fn ordinal(folded: &str) -> Option<Word> {
    let value = match folded {
        "اول" | "اولي" => return Some(Word::Soft(1.0)),
        "حادي" | "حاديه" => 1.0,
        "ثاني" | "ثانيه" | "ثانيا" | "تاني" => 2.0,
        "ثالث" | "ثالثه" | "ثالثا" => 3.0,
        "رابع" | "رابعه" | "رابعا" => 4.0,
        "خامس" | "خامسه" => 5.0,
        "سادس" | "سادسه" => 6.0,
        "سابع" | "سابعه" => 7.0,
        "ثامن" | "ثامنه" => 8.0,
        "تاسع" | "تاسعه" => 9.0,
        "عاشر" | "عاشره" => 10.0,
        _ => return None,
    };
    Some(Word::Ordinal(value))
}

/// Teens as Iraqi and Levantine speech runs them together: خمسطعش, اثنعش.
fn spoken(folded: &str) -> Option<Word> {
    let stem = ["طعشر", "تعشر", "طعش", "تعش"]
        .iter()
        .find_map(|ending| folded.strip_suffix(ending));
    let value = match stem {
        Some("ثلا" | "ثل" | "تل" | "تلا" | "ثلاث") => 13.0,
        Some("اربع" | "اربا") => 14.0,
        Some("خمس" | "خم") => 15.0,
        Some("س" | "ست") => 16.0,
        Some("سبع" | "سبا") => 17.0,
        Some("ثمن" | "تمن" | "ثمان" | "ثمنا") => 18.0,
        Some("تسع" | "تسا") => 19.0,
        _ => match folded {
            "احدعش" | "حدعش" | "احدعشر" | "هدعش" => 11.0,
            "اثنعش" | "ثنعش" | "اطنعش" | "اثنعشر" | "طنعش" => 12.0,
            _ => return None,
        },
    };
    Some(Word::Teen(value))
}

fn loose(folded: &str) -> Option<Word> {
    Some(match folded {
        "نصف" | "نص" | "نصفا" => Word::Fraction(0.5),
        "ربع" | "ربعا" => Word::Fraction(0.25),
        "ثلث" => Word::Fraction(1.0 / 3.0),
        "ثلثا" | "ثلثي" | "ثلثين" | "ثلثان" => Word::Fraction(2.0 / 3.0),
        "سدس" => Word::Fraction(1.0 / 6.0),
        "ارباع" => Word::Fractions(0.25),
        "اثلاث" => Word::Fractions(1.0 / 3.0),
        "اخماس" => Word::Fractions(0.2),
        "اسداس" => Word::Fractions(1.0 / 6.0),
        "اسباع" => Word::Fractions(1.0 / 7.0),
        "اثمان" => Word::Fractions(0.125),
        "اعشار" => Word::Fractions(0.1),
        "عشرات" => Word::Vague(10.0),
        "مئات" | "مئاه" => Word::Vague(100.0),
        "بضع" | "بضعه" | "عده" | "قليله" => Word::Few,
        "كلتا" | "كلتي" | "كلاهما" | "كليهما" | "كلتاهما" | "كلتيهما" | "كلا" | "زوج" | "زوجا" | "زوجين"
        | "مرتين" | "مرتان" | "ضعف" | "ضعفي" | "ضعفا" | "ضعفين" | "مضاعفه" | "مزدوج" | "مزدوجه" | "ثنائي"
        | "ثنائيه" | "توام" | "معا" | "شطرين" | "شقين" | "طرفين" | "جانبين" => {
            Word::Soft(2.0)
        }
        "ثلاثي" | "ثلاثيه" | "ثالوث" | "مثلث" => Word::Soft(3.0),
        "رباعي" | "رباعيه" => Word::Soft(4.0),
        "خماسي" | "خماسيه" => Word::Soft(5.0),
        "سداسي" | "سداسيه" => Word::Soft(6.0),
        "سباعي" | "سباعيه" => Word::Soft(7.0),
        "ثماني" | "ثمانيه" => Word::Soft(8.0),
        "عشري" | "عشريه" | "عقد" | "عقدا" | "عقود" => Word::Soft(10.0),
        "قرن" | "قرون" | "مئويه" => Word::Soft(100.0),
        "ظهرا" | "ظهر" => Word::Soft(12.0),
        "يومان" | "يومين" | "شهران" | "شهرين" | "سنتان" | "سنتين" | "عامان" | "عامين" | "اسبوعان"
        | "اسبوعين" | "ساعتان" | "ساعتين" | "دقيقتان" | "دقيقتين" | "ثانيتان" | "ثانيتين" | "قرنان"
        | "قرنين" | "عقدان" | "عقدين" | "ليلتان" | "ليلتين" => Word::Dual,
        _ => return decade(folded),
    })
}

/// ثلاثينيات, ثلاثينات, ثلاثينية: the ten years from 30 on.
fn decade(folded: &str) -> Option<Word> {
    let stem = ["ينيات", "ينات", "يناتي", "ينيه"]
        .iter()
        .find_map(|ending| folded.strip_suffix(ending))?;
    let value = match stem {
        "عشر" => 20.0,
        "ثلاث" => 30.0,
        "اربع" => 40.0,
        "خمس" => 50.0,
        "ست" => 60.0,
        "سبع" => 70.0,
        "ثمان" => 80.0,
        "تسع" => 90.0,
        _ => return None,
    };
    Some(Word::Decade(value))
}
