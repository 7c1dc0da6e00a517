//! The report as one page: to read, send or print. No script, nothing fetched, all escaped.
//!
//! English stands left, Arabic right, each cell with its language and direction. Findings
//! stand under their bead with the place marked in the text.

use std::ops::Range;

use askama::Template;

use crate::bitext::{Finding, TransUnit};
use crate::report::human;
use crate::report::time::moment;
use crate::text::Lang;
use crate::workbench::{Checked, Opened};

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border-bottom: 1px solid #8888; padding: .4rem .6rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
th.n, td.n { width: 5rem; font-variant-numeric: tabular-nums; }
td[lang="ar"], li [lang="ar"] { font-size: 1.15em; line-height: 1.7; }
mark { background: none; color: inherit; font-weight: bold; text-decoration: underline wavy; }
.info mark { text-decoration-style: dotted; }
tr.empty td { font-style: italic; }
ul { margin: .2rem 0; padding-inline-start: 1.2rem; }
.error > b::before { content: "✖ "; } .warning > b::before { content: "▲ "; } .info > b::before { content: "ℹ "; }
.dismissed { text-decoration: line-through; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } thead { display: table-header-group; } }
</style>
</head>
<body>
<h1>{{ title }}</h1>
<dl>
{%- for (key, value) in about %}
<dt>{{ key }}</dt><dd><bdi>{{ value }}</bdi></dd>
{%- endfor %}
</dl>
<p><strong>{{ summary }}</strong></p>
{%- if !not_checked.is_empty() %}
<h2>Not checked</h2>
<ul>
{%- for (what, reason) in not_checked %}
<li>{{ what }}: <bdi>{{ reason }}</bdi></li>
{%- endfor %}
</ul>
{%- endif %}
<h2>Text</h2>
<table>
<thead><tr><th class="n" scope="col">Bead</th><th scope="col">English</th><th scope="col">Arabic</th></tr></thead>
<tbody>
{%- for row in rows %}
<tr id="bead-{{ loop.index0 }}">
<td class="n">{{ row.numbers }}<br>{{ row.confidence }}<br>{{ row.status }}</td>
<td lang="en" dir="ltr">{% for piece in row.english %}{% if piece.marked %}<mark>{{ piece.text }}</mark>{% else %}{{ piece.text }}{% endif %}{% endfor %}</td>
<td lang="ar" dir="rtl">{% for piece in row.arabic %}{% if piece.marked %}<mark>{{ piece.text }}</mark>{% else %}{{ piece.text }}{% endif %}{% endfor %}</td>
</tr>
{%- if !row.findings.is_empty() %}
<tr><td class="n"></td><td colspan="2"><ul>
{%- for finding in row.findings %}
<li class="{{ finding.severity }}"><b>{{ finding.severity }}: {{ finding.check }}</b> <span{% if finding.dismissed %} class="dismissed"{% endif %}><bdi>{{ finding.message }}</bdi></span>
{%- if !finding.suggestions.is_empty() %}; suggested: {% for text in finding.suggestions %}<bdi>{{ text }}</bdi>{% if !loop.last %}, {% endif %}{% endfor %}{% endif %}
{%- for (key, value) in finding.evidence %}<br>{{ key }}: <bdi>{{ value }}</bdi>{% endfor %}
{%- if !finding.decision.is_empty() %}<br><bdi>{{ finding.decision }}</bdi>{% endif %}</li>
{%- endfor %}
</ul></td></tr>
{%- endif %}
{%- endfor %}
</tbody>
</table>
</body>
</html>
"#
)]
struct Page<'a> {
    title: String,
    about: Vec<(&'a str, String)>,
    summary: String,
    not_checked: Vec<(&'static str, String)>,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    numbers: String,
    confidence: String,
    status: &'static str,
    english: Vec<Piece<'a>>,
    arabic: Vec<Piece<'a>>,
    findings: Vec<Found<'a>>,
}

struct Piece<'a> {
    text: &'a str,
    marked: bool,
}

struct Found<'a> {
    severity: &'static str,
    check: &'static str,
    message: &'a str,
    suggestions: &'a [String],
    evidence: &'a [(&'static str, String)],
    dismissed: bool,
    decision: String,
}

/// The page of a rendering.
///
/// # Errors
///
/// What the template says when it cannot be filled, which memory alone decides.
pub fn page(checked: &Checked, opened: &Opened) -> Result<String, askama::Error> {
    let state = &opened.interview.state;
    let mut about: Vec<(&str, String)> = state
        .about
        .iter()
        .map(|(key, value)| (key.as_str(), value.clone()))
        .collect();
    about.push(("rendering", opened.rendering.label.clone()));
    about.push(("policy", opened.rendering.policy.clone()));
    about.push(("revision", opened.rendering.revision().to_string()));
    about.push(("stage", opened.rendering.stage().to_owned()));
    if let Some(step) = opened.rendering.history.last() {
        about.push(("changed", moment(step.at)));
    }
    let beads = opened.aligned.alignment.beads();
    let rows = checked
        .transunits
        .iter()
        .zip(beads)
        .enumerate()
        .map(|(index, (unit, bead))| row(checked, (index, unit), bead))
        .collect();
    Page {
        title: opened.interview.name.clone(),
        about,
        summary: human::summary(checked).trim_end().to_owned(),
        not_checked: checked
            .outcome
            .not_checked
            .iter()
            .map(|missed| {
                let place = human::place_not_checked(checked, missed);
                (
                    missed.what,
                    format!("{place} {}", missed.reason).trim_start().to_owned(),
                )
            })
            .collect(),
        rows,
    }
    .render()
}

fn row<'a>(
    checked: &'a Checked,
    (index, unit): (usize, &'a TransUnit),
    bead: &crate::bitext::Bead,
) -> Row<'a> {
    let findings: Vec<(usize, &Finding)> = checked
        .findings()
        .filter(|(_, finding)| finding.unit == index)
        .collect();
    let numbers = |run: Range<usize>| {
        let numbers: Vec<String> = run.map(|number| number.to_string()).collect();
        if numbers.is_empty() {
            "–".to_owned()
        } else {
            numbers.join(",")
        }
    };
    Row {
        numbers: format!("{} ↔ {}", numbers(bead.source()), numbers(bead.target())),
        confidence: format!("{:.2}", bead.confidence),
        status: bead.status.name(),
        english: cell(unit, Lang::English, &findings),
        arabic: cell(unit, Lang::Arabic, &findings),
        findings: findings
            .iter()
            .map(|&(index, finding)| found(checked, index, finding))
            .collect(),
    }
}

fn found<'a>(checked: &'a Checked, index: usize, finding: &'a Finding) -> Found<'a> {
    let decision = checked.decisions.get(index).and_then(Option::as_ref);
    Found {
        severity: finding.severity.name(),
        check: finding.check,
        message: &finding.message,
        suggestions: &finding.suggestions,
        evidence: &finding.evidence,
        dismissed: checked.is_dismissed(index),
        decision: decision.map_or_else(String::new, |decision| {
            format!(
                "{} by {}: {}",
                decision.verdict.name(),
                decision.author,
                decision.why
            )
        }),
    }
}

/// A side's text in pieces, marked where findings point.
fn cell<'a>(unit: &'a TransUnit, lang: Lang, findings: &[(usize, &Finding)]) -> Vec<Piece<'a>> {
    let Some(text) = unit.text(lang) else {
        return Vec::new();
    };
    let spans: Vec<_> = findings
        .iter()
        .map(|(_, finding)| finding.at)
        .filter(|at| at.lang == lang && !at.span.is_empty())
        .map(|at| at.span)
        .collect();
    let mut pieces = Vec::new();
    let mut done = 0;
    for place in human::places_in(text, &spans) {
        if place.start < done {
            continue;
        }
        pieces.push(Piece {
            text: &text.text[done..place.start],
            marked: false,
        });
        pieces.push(Piece {
            text: &text.text[place.clone()],
            marked: true,
        });
        done = place.end;
    }
    pieces.push(Piece {
        text: &text.text[done..],
        marked: false,
    });
    pieces
}
