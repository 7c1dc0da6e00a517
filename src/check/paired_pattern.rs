//! A paired pattern of the user's own is broken.

use regex::Regex;

use crate::bitext::{Finding, Mark, Role};
use crate::check::settings::{Expect, PairedPattern};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Lang, Span};

declare_check! {
    /// Flags what a `[[patterns]]` rule of `muqabala.toml` forbids.
    ///
    /// A rule pairs two regular expressions: where `source` matches in the source, `target` must
    /// match in the target, or, with `expect = "absent"`, must not. A rule with only one of the
    /// two flags every match. House rules (how a ministry is called, which spelling of a channel
    /// is wanted) need no code this way. The rule's `id` stands in the evidence, its `message`
    /// and `severity` are the finding's. A target that says the same in other words is not seen:
    /// the expression must allow for it.
    PairedPatternBroken,
    "paired-pattern", Warning,
    flags: &[],
    passes: &[Example::Both("زار وزارة الدفاع.", "He visited the ministry of defence.")],
}

impl Check for PairedPatternBroken {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        let mut findings = Vec::new();
        for pattern in context.patterns.iter() {
            if pattern
                .direction
                .is_none_or(|direction| direction == unit.transunit.direction)
            {
                broken(unit, pattern, &mut findings);
            }
        }
        findings
    }
}

fn broken(unit: &Unit<'_>, pattern: &PairedPattern, findings: &mut Vec<Finding>) {
    let matches = |role: Role, regex: &Option<Regex>| -> Vec<Mark> {
        regex
            .as_ref()
            .map_or_else(Vec::new, |regex| marks(unit, role, regex))
    };
    let source = matches(Role::Source, &pattern.source);
    let target = matches(Role::Target, &pattern.target);
    let (places, related): (&[Mark], &[Mark]) = match (&pattern.source, &pattern.target) {
        (Some(_), Some(_)) => match pattern.expect {
            Expect::Present if target.is_empty() && unit.transunit.target().is_some() => (&source, &[]),
            Expect::Absent if !source.is_empty() => (&target, &source),
            _ => (&[], &[]),
        },
        (Some(_), None) => (&source, &[]),
        _ => (&target, &[]),
    };
    for &at in places {
        let mut finding = Finding::new(
            PairedPatternBroken::META.id,
            pattern.severity,
            at,
            message(pattern),
        )
        .with_confidence(0.95)
        .with_evidence("rule", pattern.id.as_str());
        finding.related.extend_from_slice(related);
        findings.push(finding);
    }
}

fn message(pattern: &PairedPattern) -> String {
    match (&pattern.message, pattern.expect) {
        (Some(message), _) => message.clone(),
        (None, Expect::Present) if pattern.source.is_some() && pattern.target.is_some() => {
            format!("the target lacks what the rule {} asks for", pattern.id)
        }
        _ => format!("the rule {} forbids this", pattern.id),
    }
}

fn marks(unit: &Unit<'_>, role: Role, regex: &Regex) -> Vec<Mark> {
    let lang: Lang = unit.transunit.direction.lang(role);
    unit.text(lang).map_or_else(Vec::new, |text| {
        regex
            .find_iter(&text.text)
            .filter(|found| !found.is_empty())
            .map(|found| unit.mark(lang, Span::new(found.start(), found.end())))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, Severity, TransUnit};
    use crate::check::{Settings, run};

    const RULES: &str = r#"
        [[patterns]]
        id = "defence"
        source = "وزارة الدفاع"
        target = "(?i)ministry of defen[cs]e"
        [[patterns]]
        id = "no-hashd"
        source = "الحشد"
        target = "Hashd"
        expect = "absent"
        message = "write PMF"
        severity = "error"
    "#;

    fn messages(ar: &str, en: &str) -> Vec<(String, Severity)> {
        let mut settings = Settings::default();
        assert_eq!(settings.apply(RULES, "muqabala.toml"), (Vec::new(), Ok(())));
        let context = Context {
            patterns: settings.patterns.clone().into(),
            ..Context::default()
        };
        let unit = TransUnit::of_texts(Direction::AR_EN, ar, en);
        let outcome = run(&[unit], &settings, &context);
        let of_rules = outcome
            .findings
            .into_iter()
            .filter(|finding| finding.check == "paired-pattern");
        of_rules
            .map(|finding| (finding.message, finding.severity))
            .collect()
    }

    #[test]
    fn the_target_must_have_what_the_rule_asks_for() {
        assert_eq!(
            messages(
                "زار وزارة الدفاع أمس.",
                "He visited the defence office yesterday."
            ),
            [(
                "the target lacks what the rule defence asks for".to_owned(),
                Severity::Warning
            )]
        );
        assert_eq!(
            messages("زار وزارة الدفاع.", "He visited the Ministry of Defense."),
            []
        );
    }

    #[test]
    fn the_target_must_not_have_what_the_rule_forbids() {
        assert_eq!(
            messages("قوات الحشد هناك.", "The Hashd forces are there."),
            [("write PMF".to_owned(), Severity::Error)]
        );
    }
}
