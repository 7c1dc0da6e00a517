//! The words of the interface in English and Arabic, with right plurals (CLDR plural rules).

use std::fmt::Write;

use crate::bitext::{Policy, Severity, Status};
use crate::review::Verdict;
use crate::text::Lang;

/// A thing the page counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noun {
    Error,
    Warning,
    Info,
    Change,
    Hit,
    Finding,
}

/// What an Arabic number does to its noun (CLDR plural categories).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

fn arabic_form(n: usize) -> Form {
    match (n, n % 100) {
        (0, _) => Form::Zero,
        (1, _) => Form::One,
        (2, _) => Form::Two,
        (_, 3..=10) => Form::Few,
        (_, 11..=99) => Form::Many,
        _ => Form::Other,
    }
}

/// The interface in one language. Field names say where the words stand.
#[derive(Debug)]
pub(crate) struct Ui {
    pub(crate) lang: &'static str,
    pub(crate) dir: &'static str,
    pub(crate) other: &'static str,
    pub(crate) other_name: &'static str,
    pub(crate) skip: &'static str,
    pub(crate) nav: &'static str,
    pub(crate) search: &'static str,
    pub(crate) documents: &'static str,
    pub(crate) no_documents: &'static str,
    pub(crate) name: &'static str,
    pub(crate) state: &'static str,
    pub(crate) progress: &'static str,
    pub(crate) findings: &'static str,
    pub(crate) review: &'static str,
    pub(crate) diff: &'static str,
    pub(crate) history: &'static str,
    pub(crate) terms: &'static str,
    pub(crate) rows: &'static str,
    pub(crate) panel_empty: &'static str,
    pub(crate) no_findings: &'static str,
    pub(crate) keys: &'static str,
    pub(crate) close: &'static str,
    pub(crate) save: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) xray: &'static str,
    pub(crate) fix: &'static str,
    pub(crate) accept: &'static str,
    pub(crate) dismiss: &'static str,
    pub(crate) comment: &'static str,
    pub(crate) confirm: &'static str,
    pub(crate) edit: &'static str,
    pub(crate) merge: &'static str,
    pub(crate) split: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) redo: &'static str,
    pub(crate) no_changes: &'static str,
    pub(crate) number: &'static str,
    pub(crate) when: &'static str,
    pub(crate) who: &'static str,
    pub(crate) what: &'static str,
    pub(crate) none_yet: &'static str,
    pub(crate) arabic: &'static str,
    pub(crate) english: &'static str,
    pub(crate) note: &'static str,
    pub(crate) shipped_terms: &'static str,
    pub(crate) points: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) level: &'static str,
    pub(crate) run: &'static str,
    pub(crate) unbalanced: &'static str,
    pub(crate) pin: &'static str,
    pub(crate) release: &'static str,
    pub(crate) unlink: &'static str,
    pub(crate) null: &'static str,
    pub(crate) reopen: &'static str,
    pub(crate) alike: &'static str,
    pub(crate) many: &'static str,
    pub(crate) sign_off: &'static str,
    pub(crate) alignment: &'static str,
    pub(crate) source_up: &'static str,
    pub(crate) source_down: &'static str,
    pub(crate) target_up: &'static str,
    pub(crate) target_down: &'static str,
    pub(crate) since_sound: &'static str,
    pub(crate) since_sign_off: &'static str,
    pub(crate) no_counterpart: &'static str,
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) compare: &'static str,
    pub(crate) fixed: &'static str,
    pub(crate) kept: &'static str,
    pub(crate) brought_in: &'static str,
    pub(crate) elsewhere: &'static str,
    pub(crate) own_terms: &'static str,
    pub(crate) own_names: &'static str,
    pub(crate) add_terms: &'static str,
    pub(crate) filter: &'static str,
    pub(crate) filter_help: &'static str,
    pub(crate) deed: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) apply: &'static str,
    pub(crate) segment_edge: &'static str,
    pub(crate) key_table: &'static [(&'static str, &'static str)],
    /// Texts that the script shows: key and words.
    pub(crate) script: &'static [(&'static str, &'static str)],
    not_rendered: &'static str,
    no_source: &'static str,
    forms: fn(Noun, usize) -> String,
}

impl Ui {
    /// The interface in this language.
    pub(crate) fn of(lang: Lang) -> &'static Ui {
        match lang {
            Lang::Arabic => &ARABIC,
            Lang::English => &ENGLISH,
        }
    }

    /// The language of the interface.
    pub(crate) fn language(&self) -> Lang {
        Lang::from_code(self.lang).unwrap_or(Lang::English)
    }

    /// A number with its noun, in the right plural.
    pub(crate) fn count(&self, noun: Noun, n: usize) -> String {
        (self.forms)(noun, n)
    }

    /// What stands in the cell of a side that a null bead lacks.
    pub(crate) fn missing(&self, source_is_there: bool) -> &'static str {
        if source_is_there {
            self.not_rendered
        } else {
            self.no_source
        }
    }

    /// How severe, in a word.
    pub(crate) fn severity(&self, severity: Severity) -> &'static str {
        match (self.language(), severity) {
            (Lang::English, severity) => severity.name(),
            (Lang::Arabic, Severity::Error) => "خطأ",
            (Lang::Arabic, Severity::Warning) => "تنبيه",
            (Lang::Arabic, Severity::Info) => "ملاحظة",
        }
    }

    /// The state of a bead, in a word.
    pub(crate) fn status(&self, status: Status) -> &'static str {
        match (self.language(), status) {
            (Lang::English, Status::Auto) => "pending",
            (Lang::English, Status::Confirmed) => "✓ confirmed",
            (Lang::English, Status::Stale) => "↻ stale",
            (Lang::English, Status::Pinned) => "📌 pinned",
            (Lang::Arabic, Status::Auto) => "في الانتظار",
            (Lang::Arabic, Status::Confirmed) => "✓ مؤكَّد",
            (Lang::Arabic, Status::Stale) => "↻ تغيّر بعد التأكيد",
            (Lang::Arabic, Status::Pinned) => "📌 مثبَّت",
        }
    }

    /// What a rendering claims to be.
    pub(crate) fn policy(&self, policy: Policy) -> &'static str {
        match (self.language(), policy) {
            (Lang::English, Policy::Full) => "full translation",
            (Lang::English, Policy::Excerpt) => "excerpts",
            (Lang::English, Policy::Article) => "article",
            (Lang::Arabic, Policy::Full) => "ترجمة كاملة",
            (Lang::Arabic, Policy::Excerpt) => "مقتطفات",
            (Lang::Arabic, Policy::Article) => "مقال",
        }
    }

    /// The stage of a rendering, as [`crate::review::Rendering::stage`] names it.
    pub(crate) fn stage<'n>(&self, name: &'n str) -> &'n str {
        match (self.language(), name) {
            (Lang::Arabic, "open") => "مفتوح",
            (Lang::Arabic, "in review") => "قيد المراجعة",
            (Lang::Arabic, "signed off") => "معتمد",
            (Lang::Arabic, "changed since sign-off") => "تغيّر بعد الاعتماد",
            (_, name) => name,
        }
    }

    /// While the checks are still at work.
    pub(crate) fn checking(&self) -> &'static str {
        match self.language() {
            Lang::English => "checking …",
            Lang::Arabic => "جارٍ الفحص …",
        }
    }

    /// Said when a deed is on disk.
    pub(crate) fn saved(&self) -> &'static str {
        match self.language() {
            Lang::English => "Saved.",
            Lang::Arabic => "حُفظ.",
        }
    }

    /// What became of many findings at once.
    pub(crate) fn applied(&self, done: usize, refused: usize) -> String {
        let (done, refused) = (
            self.count(Noun::Finding, done),
            self.count(Noun::Finding, refused),
        );
        match self.language() {
            Lang::English => format!("Applied to {done}, not to {refused}."),
            Lang::Arabic => format!("طُبّق على: {done}؛ ولم يُطبّق على: {refused}."),
        }
    }

    /// What was decided on a finding, by whom and why.
    pub(crate) fn decision(&self, verdict: Verdict, author: &str, why: &str) -> String {
        let deed = match (self.language(), verdict) {
            (Lang::English, verdict) => verdict.name(),
            (Lang::Arabic, Verdict::Accepted) => "مقبول",
            (Lang::Arabic, Verdict::Dismissed) => "مرفوض",
            (Lang::Arabic, Verdict::Open) => "مفتوح",
        };
        // Names and reasons are isolated: they may be of the other direction.
        let mut text = format!("{deed} – \u{2068}{author}\u{2069}");
        if !why.is_empty() {
            let _ = write!(text, ": \u{2068}{why}\u{2069}");
        }
        text
    }

    /// How many source segments are rendered.
    pub(crate) fn covered(&self, covered: usize, all: usize) -> String {
        match self.language() {
            Lang::English => format!("{covered} of {all} source segments are rendered"),
            Lang::Arabic => format!("تُرجم {covered} من {all} من مقاطع الأصل"),
        }
    }

    /// How many beads are confirmed.
    pub(crate) fn confirmed(&self, done: usize, all: usize) -> String {
        match self.language() {
            Lang::English => format!("{done} of {all} confirmed"),
            Lang::Arabic => format!("تأكيد {done} من {all}"),
        }
    }

    /// Errors, warnings and notes that are still open, in one line.
    pub(crate) fn open_counts(&self, errors: usize, warnings: usize, infos: usize) -> String {
        let parts = [
            self.count(Noun::Error, errors),
            self.count(Noun::Warning, warnings),
            self.count(Noun::Info, infos),
        ];
        parts.join(if self.language() == Lang::Arabic {
            "، "
        } else {
            ", "
        })
    }
}

fn english_count(noun: Noun, n: usize) -> String {
    let (one, many) = match noun {
        Noun::Error => ("error", "errors"),
        Noun::Warning => ("warning", "warnings"),
        Noun::Info => ("note", "notes"),
        Noun::Change => ("changed row", "changed rows"),
        Noun::Hit => ("hit", "hits"),
        Noun::Finding => ("finding", "findings"),
    };
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Singular, dual, plural of three to ten, accusative singular of eleven to ninety-nine.
fn arabic_nouns(noun: Noun) -> [&'static str; 4] {
    match noun {
        Noun::Error => ["خطأ", "خطآن", "أخطاء", "خطأً"],
        Noun::Warning => ["تنبيه", "تنبيهان", "تنبيهات", "تنبيهًا"],
        Noun::Info | Noun::Finding => ["ملاحظة", "ملاحظتان", "ملاحظات", "ملاحظة"],
        Noun::Change => ["صف متغيّر", "صفان متغيّران", "صفوف متغيّرة", "صفًا متغيّرًا"],
        Noun::Hit => ["نتيجة", "نتيجتان", "نتائج", "نتيجة"],
    }
}

fn arabic_count(noun: Noun, n: usize) -> String {
    let [one, two, few, many] = arabic_nouns(noun);
    match arabic_form(n) {
        Form::Zero => format!("لا {few}"),
        Form::One => match noun {
            Noun::Info | Noun::Hit | Noun::Finding => format!("{one} واحدة"),
            _ => format!("{one} واحد"),
        },
        Form::Two => two.to_owned(),
        Form::Few => format!("{n} {few}"),
        Form::Many => format!("{n} {many}"),
        Form::Other => format!("{n} {one}"),
    }
}

static ENGLISH: Ui = Ui {
    lang: "en",
    dir: "ltr",
    other: "ar",
    other_name: "العربية",
    skip: "Skip to the text",
    nav: "Pages",
    search: "Search",
    documents: "Interviews",
    no_documents: "No interview is stored yet. Add one with",
    name: "Name",
    state: "State",
    progress: "Progress",
    findings: "Findings",
    review: "Review",
    diff: "Changes",
    history: "History",
    terms: "Names and terms",
    rows: "Aligned text, English left, Arabic right",
    panel_empty: "Choose a row to see what was found in it.",
    no_findings: "Nothing was found in this row.",
    keys: "Keys",
    close: "Close",
    save: "Save",
    cancel: "Cancel",
    xray: "Bidi X-ray",
    fix: "Fix",
    accept: "Accept",
    dismiss: "Dismiss",
    comment: "Comment",
    confirm: "Confirm row",
    edit: "Edit rendering",
    merge: "Merge with next",
    split: "Split",
    undo: "Undo",
    redo: "Redo",
    no_changes: "No text has changed since the revision before.",
    number: "No.",
    when: "When",
    who: "Who",
    what: "What",
    none_yet: "None yet.",
    arabic: "Arabic",
    english: "English",
    note: "Note",
    shipped_terms: "Shipped terms and their traps",
    points: "Code points",
    kind: "Kind",
    level: "Level",
    run: "Run",
    unbalanced: "A bidi control is not closed.",
    pin: "Pin row",
    release: "Release",
    unlink: "Take apart",
    null: "No counterpart …",
    reopen: "Open again",
    alike: "All like this …",
    many: "Many at once …",
    sign_off: "Sign off",
    alignment: "Alignment",
    source_up: "First source sentence up",
    source_down: "Last source sentence down",
    target_up: "First rendered sentence up",
    target_down: "Last rendered sentence down",
    since_sound: "Changed since it was confirmed or signed off",
    since_sign_off: "Changes since sign-off",
    no_counterpart: "No counterpart:",
    from: "From",
    to: "To",
    compare: "Compare",
    fixed: "Fixed",
    kept: "Kept",
    brought_in: "Brought in",
    elsewhere: "In other rows",
    own_terms: "Terms of this workspace",
    own_names: "Names of this workspace",
    add_terms: "Add some with",
    filter: "Which findings",
    filter_help: "Conditions joined by “and”: check=spacing and severity=info. Fields: check, severity, confidence, side, text, segment.",
    deed: "What to do",
    reason: "Reason or comment",
    apply: "Apply",
    segment_edge: "next sentence",
    key_table: &[
        ("j / k", "next / previous row"),
        ("n / p", "next / previous open finding"),
        ("a", "accept the finding: it is a fault"),
        ("d", "dismiss the finding, with a reason"),
        ("f", "fix: put the first suggestion into the rendering"),
        ("i", "comment on the finding"),
        ("c", "confirm the row"),
        ("e", "edit the rendering"),
        ("m", "merge with the next row"),
        ("s", "split: cut the rendering of the row in two"),
        ("l", "pin the row: aligning again keeps it"),
        ("b", "many findings at once"),
        ("u / r", "undo / redo"),
        ("x", "bidi X-ray"),
        ("/", "search"),
        ("?", "these keys"),
    ],
    script: &[
        ("none_open", "No finding is open."),
        ("no_finding", "This row has no finding."),
        ("no_fix", "This finding has no suggestion."),
        ("nothing_here", "This row has no rendering."),
        ("edit", "Edit rendering"),
        ("edit_label", "Text of this row"),
        ("split", "Split the segment"),
        ("split_label", "Put a line break where the segment is to be cut"),
        ("dismiss", "Dismiss the finding"),
        ("dismiss_label", "Why is it no fault?"),
        ("comment", "Comment"),
        ("comment_label", "Your comment"),
        ("null", "No counterpart"),
        ("null_label", "Why is there no counterpart?"),
    ],
    not_rendered: "not rendered",
    no_source: "nothing of the source",
    forms: english_count,
};

static ARABIC: Ui = Ui {
    lang: "ar",
    dir: "rtl",
    other: "en",
    other_name: "English",
    skip: "انتقل إلى النص",
    nav: "الصفحات",
    search: "بحث",
    documents: "المقابلات",
    no_documents: "لا توجد مقابلات محفوظة بعد. أضف مقابلة بالأمر",
    name: "الاسم",
    state: "الحالة",
    progress: "الإنجاز",
    findings: "الملاحظات",
    review: "المراجعة",
    diff: "التغييرات",
    history: "السجل",
    terms: "الأسماء والمصطلحات",
    rows: "النص المتقابل: الإنجليزية يسارًا والعربية يمينًا",
    panel_empty: "اختر صفًا لترى ما وُجد فيه.",
    no_findings: "لم يوجد شيء في هذا الصف.",
    keys: "المفاتيح",
    close: "إغلاق",
    save: "حفظ",
    cancel: "إلغاء",
    xray: "كشف اتجاه النص",
    fix: "تصحيح",
    accept: "قبول",
    dismiss: "رفض",
    comment: "تعليق",
    confirm: "تأكيد الصف",
    edit: "تحرير الترجمة",
    merge: "دمج مع التالي",
    split: "تقسيم",
    undo: "تراجع",
    redo: "إعادة",
    no_changes: "لم يتغير أي نص منذ النسخة السابقة.",
    number: "الرقم",
    when: "متى",
    who: "من",
    what: "ماذا",
    none_yet: "لا شيء بعد.",
    arabic: "العربية",
    english: "الإنجليزية",
    note: "ملاحظة",
    shipped_terms: "مصطلحات مرفقة ومزالقها",
    points: "نقاط الترميز",
    kind: "النوع",
    level: "المستوى",
    run: "المقطع",
    unbalanced: "رمز اتجاه غير مغلق.",
    pin: "تثبيت الصف",
    release: "إلغاء التثبيت",
    unlink: "فكّ الربط",
    null: "لا مقابل له …",
    reopen: "إعادة الفتح",
    alike: "كل ما يشبهها …",
    many: "عدة ملاحظات معًا …",
    sign_off: "اعتماد",
    alignment: "المقابلة",
    source_up: "أول جملة من الأصل إلى أعلى",
    source_down: "آخر جملة من الأصل إلى أسفل",
    target_up: "أول جملة من الترجمة إلى أعلى",
    target_down: "آخر جملة من الترجمة إلى أسفل",
    since_sound: "ما تغيّر منذ التأكيد أو الاعتماد",
    since_sign_off: "التغييرات منذ الاعتماد",
    no_counterpart: "لا مقابل له:",
    from: "من",
    to: "إلى",
    compare: "قارن",
    fixed: "زالت",
    kept: "باقية",
    brought_in: "جديدة",
    elsewhere: "في صفوف أخرى",
    own_terms: "مصطلحات هذا العمل",
    own_names: "أسماء هذا العمل",
    add_terms: "أضف بالأمر",
    filter: "أي ملاحظات",
    filter_help: "شروط يصل بينها and، مثل: check=spacing and severity=info. الحقول: check وseverity وconfidence وside وtext وsegment.",
    deed: "ما العمل",
    reason: "السبب أو التعليق",
    apply: "تطبيق",
    segment_edge: "الجملة التالية",
    key_table: &[
        ("j / k", "الصف التالي / السابق"),
        ("n / p", "الملاحظة المفتوحة التالية / السابقة"),
        ("a", "قبول الملاحظة: هذا خطأ فعلًا"),
        ("d", "رفض الملاحظة مع ذكر السبب"),
        ("f", "تصحيح: وضع الاقتراح الأول في الترجمة"),
        ("i", "تعليق على الملاحظة"),
        ("c", "تأكيد الصف"),
        ("e", "تحرير الترجمة"),
        ("m", "دمج مع الصف التالي"),
        ("s", "تقسيم ترجمة الصف"),
        ("l", "تثبيت الصف: تبقيه المقابلة من جديد"),
        ("b", "عدة ملاحظات معًا"),
        ("u / r", "تراجع / إعادة"),
        ("x", "كشف اتجاه النص"),
        ("/", "بحث"),
        ("?", "هذه المفاتيح"),
    ],
    script: &[
        ("none_open", "لا توجد ملاحظات مفتوحة."),
        ("no_finding", "لا ملاحظة في هذا الصف."),
        ("no_fix", "لا اقتراح لهذه الملاحظة."),
        ("nothing_here", "لا ترجمة في هذا الصف."),
        ("edit", "تحرير الترجمة"),
        ("edit_label", "نص هذا الصف"),
        ("split", "تقسيم الجملة"),
        ("split_label", "ضع سطرًا جديدًا حيث تُقطع الجملة"),
        ("dismiss", "رفض الملاحظة"),
        ("dismiss_label", "لماذا ليست خطأ؟"),
        ("comment", "تعليق"),
        ("comment_label", "تعليقك"),
        ("null", "لا مقابل له"),
        ("null_label", "لماذا لا مقابل له؟"),
    ],
    not_rendered: "غير مترجم",
    no_source: "لا مقابل له في الأصل",
    forms: arabic_count,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_counts_follow_its_six_forms() {
        let ui = Ui::of(Lang::Arabic);
        let read: Vec<String> = [0, 1, 2, 3, 10, 11, 99, 100, 103]
            .into_iter()
            .map(|n| ui.count(Noun::Warning, n))
            .collect();
        let expected = [
            "لا تنبيهات",
            "تنبيه واحد",
            "تنبيهان",
            "3 تنبيهات",
            "10 تنبيهات",
            "11 تنبيهًا",
            "99 تنبيهًا",
            "100 تنبيه",
            "103 تنبيهات",
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let keys = |ui: &Ui| -> Vec<&str> { ui.script.iter().map(|(key, _)| *key).collect() };
        assert_eq!(keys(&ENGLISH), keys(&ARABIC));
        let table = |ui: &Ui| -> Vec<&str> { ui.key_table.iter().map(|(key, _)| *key).collect() };
        assert_eq!(table(&ENGLISH), table(&ARABIC));
    }
}
