//! The screen of differences between two revisions: rows with their words, what became of their
//! findings, and the choice of revisions.

use axum::extract::{Path as Segments, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::bitext::Role;
use crate::web::cell::dir;
use crate::web::page::{self, Change, Diff, FindingLine, RevisionChoice};
use crate::web::screens::{Asked, head, interface, page};
use crate::web::serve::Shared;
use crate::web::session::Path;
use crate::web::view::edit;
use crate::web::words::{Noun, Ui};
use crate::workbench::{Checked, Comparison};

/// `GET /diff/{interview}/{label}?from=&to=`: what changed between two revisions; without, what
/// the last one changed, or with `since=sign-off` what changed since then.
pub(crate) async fn changes(
    State(shared): State<Shared>,
    Segments((interview, label)): Segments<(String, String)>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let ui = interface(&asked, &headers);
    let number = |name: &str| asked.get(name).and_then(|text| text.parse::<u32>().ok());
    let wanted = (number("from"), number("to"));
    let since_sign_off = asked.get("since").is_some_and(|since| since == "sign-off");
    page(shared, ui, move |session| {
        let path = Path { interview, label };
        let sheet = session.sheet(&path)?;
        let head = head(ui, "diff", &path, sheet);
        let rendering = sheet.opened.rendering.clone();
        let signed = rendering.signed_off.as_ref().map(|step| step.revision);
        let wanted = if since_sign_off { (signed, None) } else { wanted };
        let compared = session
            .bench()
            .compare(&path.interview, Some(&path.label), wanted)?;
        let changes = compared
            .as_ref()
            .map_or_else(Vec::new, |compared| rows(ui, compared));
        let chosen = compared.as_ref().map_or((0, 0), |compared| compared.revisions);
        let mut numbers: Vec<u32> = rendering.history.iter().map(|step| step.revision).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let choice = |chosen: u32| {
            let options = numbers.iter().map(|&number| RevisionChoice {
                number,
                is_chosen: number == chosen,
            });
            options.collect()
        };
        Ok(page::answer(&Diff {
            ui,
            head,
            summary: ui.count(
                Noun::Change,
                compared.as_ref().map_or(0, |compared| compared.rows.len()),
            ),
            olds: choice(chosen.0),
            news: choice(chosen.1),
            changes,
        }))
    })
    .await
}

fn rows(ui: &Ui, compared: &Comparison) -> Vec<Change> {
    let direction = compared.new.direction;
    let (source, target) = (direction.lang(Role::Source), direction.lang(Role::Target));
    let texts = compared.new.texts();
    let mut told = (Vec::new(), Vec::new());
    let mut changes: Vec<Change> = compared
        .rows
        .iter()
        .map(|row| {
            let number = row.new.first().or(row.old.first()).map_or(0, |number| number + 1);
            let other: Vec<&str> = row.source.iter().map(|&n| texts.source[n].as_str()).collect();
            let findings = compared.of_row(row);
            let lines = lines(ui, compared, [&findings.gone, &findings.kept, &findings.come]);
            told.0.extend(findings.gone);
            told.1.extend(findings.come);
            Change {
                label: number.to_string(),
                lang: target.code(),
                dir: dir(target),
                pieces: row.words.iter().map(edit).collect(),
                other_lang: source.code(),
                other_dir: dir(source),
                other: other.join(" "),
                findings: lines,
            }
        })
        .collect();
    let rest = |all: &[usize], told: &[usize]| -> Vec<usize> {
        let left = all.iter().filter(|index| !told.contains(index));
        left.copied().collect()
    };
    let (gone, come) = (rest(&compared.gone, &told.0), rest(&compared.come, &told.1));
    let findings = lines(ui, compared, [&gone, &Vec::new(), &come]);
    if !findings.is_empty() {
        changes.push(Change {
            label: ui.elsewhere.to_owned(),
            findings,
            ..Change::default()
        });
    }
    changes
}

/// What became of findings: gone from the old text, kept and brought in with the new one.
fn lines(ui: &Ui, compared: &Comparison, [gone, kept, come]: [&Vec<usize>; 3]) -> Vec<FindingLine> {
    let of = |what: &'static str, class: &'static str, checked: &Checked, indices: &[usize]| {
        let lines: Vec<FindingLine> = indices
            .iter()
            .map(|&index| {
                let finding = &checked.outcome.findings[index];
                FindingLine {
                    what,
                    class,
                    check: finding.check,
                    words: finding.at.span.of(checked.raw(finding.at.lang)).to_owned(),
                    message: finding.message.clone(),
                }
            })
            .collect();
        lines
    };
    let mut lines = of(ui.fixed, "gone", &compared.before, gone);
    lines.extend(of(ui.kept, "kept", &compared.after, kept));
    lines.extend(of(ui.brought_in, "come", &compared.after, come));
    lines
}
