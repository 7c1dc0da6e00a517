//! What the review screen shows, made from checked texts: rows, findings, counts, coverage.

use std::collections::BTreeMap;

use axum::response::Response;

use crate::bitext::{Alignment, Finding, Pair, Role, Segment, Severity, Status, TransUnit, UnitText};
use crate::lexicon::names::Name;
use crate::lexicon::terms::Term;
use crate::report::time::moment;
use crate::review::Decision;
use crate::review::beads::words_of;
use crate::review::state::Comment;
use crate::review::words::{Change, Stretch};
use crate::text::{Lang, xray};
use crate::web::cell::{Cell, Spot, dir};
use crate::web::page::{self, Edit, Entry, EventLine, Table, Xray, XrayRun, XrayText};
use crate::web::words::Ui;
use crate::workbench::{Checked, Interview};

/// A row: one bead with its texts and findings.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) index: usize,
    pub(crate) kind: String,
    pub(crate) confidence: String,
    /// Line style that tells the confidence.
    pub(crate) line: &'static str,
    pub(crate) status: &'static str,
    pub(crate) state: &'static str,
    pub(crate) label: String,
    /// How many of its findings are open.
    pub(crate) open: usize,
    /// English, then Arabic.
    pub(crate) cells: [Cell; 2],
    pub(crate) findings: Vec<FindingCard>,
    /// Of a stale row: its words since it was sound.
    pub(crate) changes: Vec<Edit>,
    pub(crate) target_lang: &'static str,
    pub(crate) target_dir: &'static str,
    /// Why it has no counterpart, and who said so; empty when nobody did.
    pub(crate) null_reason: String,
    pub(crate) is_null: bool,
    /// Was it confirmed or pinned?
    pub(crate) is_set: bool,
}

/// A finding in the panel.
#[derive(Debug)]
pub(crate) struct FindingCard {
    pub(crate) id: String,
    pub(crate) check: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) class: &'static str,
    pub(crate) confidence: String,
    pub(crate) message: String,
    pub(crate) text: String,
    pub(crate) state: &'static str,
    pub(crate) decision: String,
    pub(crate) comments: Vec<String>,
    pub(crate) evidence: Vec<(&'static str, String)>,
    pub(crate) suggestions: Vec<String>,
    /// Does it point into the rendering, where a suggestion can be put in?
    pub(crate) fixable: bool,
    /// The filter that names it and all that are like it.
    pub(crate) alike: String,
}

/// Neighbouring rows that are alike, as the coverage bar draws them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) class: &'static str,
    pub(crate) start: usize,
    pub(crate) len: usize,
}

/// An aligned, checked rendering with what people did to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) checked: &'a Checked,
    pub(crate) alignment: &'a Alignment,
    pub(crate) comments: &'a [Comment],
    pub(crate) segments: &'a Pair<Vec<Segment>>,
    pub(crate) changes: &'a BTreeMap<usize, Vec<Stretch>>,
    pub(crate) nulls: &'a BTreeMap<String, Decision>,
}

impl Shown<'_> {
    /// Rows `from` to `from + count`, as far as there are any.
    pub(crate) fn rows(self, ui: &Ui, from: usize, count: usize) -> Vec<Row> {
        let total = self.checked.transunits.len();
        (from..total.min(from.saturating_add(count)))
            .map(|index| self.row(ui, index))
            .collect()
    }

    fn of_unit(&self, unit: usize) -> impl Iterator<Item = (usize, &Finding)> {
        self.checked
            .findings()
            .filter(move |(_, finding)| finding.unit == unit)
    }

    fn row(&self, ui: &Ui, index: usize) -> Row {
        let transunit = &self.checked.transunits[index];
        let bead = self.alignment.beads().get(index);
        let status = bead.map_or(Status::Auto, |bead| bead.status);
        let cells = [Lang::English, Lang::Arabic].map(|lang| match transunit.text(lang) {
            Some(text) => Cell::new(text, &self.spots(index, lang), &self.edges(text, lang)),
            None => Cell::missing(
                lang,
                ui.missing(self.checked.direction.role(lang) == Role::Target),
            ),
        });
        let findings: Vec<FindingCard> = self
            .of_unit(index)
            .map(|(number, finding)| self.card(ui, number, finding))
            .collect();
        let is_null = transunit.source().is_none() || transunit.target().is_none();
        let target = self.checked.target_lang();
        let changes = self.changes.get(&index);
        let count = |text: Option<&UnitText>| text.map_or(0, |text| text.segments.len());
        Row {
            index,
            kind: format!("{}-{}", count(transunit.source()), count(transunit.target())),
            confidence: format!("{:.2}", transunit.confidence),
            line: line(is_null, transunit.confidence),
            status: status.name(),
            state: ui.status(status),
            label: format!("{} – {}", index + 1, ui.status(status)),
            open: findings.iter().filter(|card| card.state == "open").count(),
            cells,
            findings,
            changes: changes.map_or_else(Vec::new, |words| words.iter().map(edit).collect()),
            target_lang: target.code(),
            target_dir: dir(target),
            null_reason: self.null_reason(index),
            is_null,
            is_set: matches!(status, Status::Confirmed | Status::Pinned),
        }
    }

    /// Where further segments of a row's side begin, in the raw text.
    fn edges(&self, text: &UnitText, lang: Lang) -> Vec<usize> {
        let segments = self.segments.get(self.checked.direction.role(lang));
        let own = segments.get(text.segments.clone()).unwrap_or(&[]);
        own.iter().skip(1).map(|segment| segment.span().start).collect()
    }

    /// Why a row has one side only, when somebody said why.
    fn null_reason(&self, index: usize) -> String {
        let unit = &self.checked.transunits[index];
        let (role, text) = match (unit.source(), unit.target()) {
            (Some(text), None) => (Role::Source, text),
            (None, Some(text)) => (Role::Target, text),
            _ => return String::new(),
        };
        self.nulls
            .get(&words_of(role, std::slice::from_ref(&text.text)))
            .map_or_else(String::new, |said| {
                format!("{} – \u{2068}{}\u{2069}", said.why, said.author)
            })
    }

    /// The marks of one side of a unit, of findings that lie or bear on it.
    fn spots(&self, unit: usize, lang: Lang) -> Vec<Spot> {
        self.of_unit(unit)
            .flat_map(|(number, finding)| {
                let settled = self.checked.decisions.get(number).is_some_and(Option::is_some);
                std::iter::once(&finding.at)
                    .chain(&finding.related)
                    .filter(|mark| mark.lang == lang)
                    .map(move |mark| Spot {
                        raw: mark.span,
                        finding: self.checked.ids[number].clone(),
                        severity: finding.severity,
                        settled,
                    })
            })
            .collect()
    }

    fn card(&self, ui: &Ui, number: usize, finding: &Finding) -> FindingCard {
        let decision = self.checked.decisions.get(number).and_then(Option::as_ref);
        let comments = self
            .comments
            .iter()
            .filter(|comment| comment.about == finding.fingerprint)
            .map(|comment| format!("{}: {}", comment.author, comment.text))
            .collect();
        FindingCard {
            id: self.checked.ids[number].clone(),
            check: finding.check,
            severity: ui.severity(finding.severity),
            class: finding.severity.name(),
            confidence: format!("{:.2}", finding.confidence),
            message: finding.message.clone(),
            text: finding.at.span.of(self.checked.raw(finding.at.lang)).to_owned(),
            state: decision.map_or("open", |decision| decision.verdict.name()),
            decision: decision.map_or_else(String::new, |decision| {
                ui.decision(decision.verdict, &decision.author, &decision.why)
            }),
            comments,
            evidence: finding.evidence.clone(),
            suggestions: finding.suggestions.clone(),
            fixable: finding.at.lang == self.checked.target_lang(),
            alike: alike(
                finding.check,
                finding.at.span.of(self.checked.raw(finding.at.lang)),
            ),
        }
    }

    /// Row and id of each open finding, in order.
    pub(crate) fn open(&self) -> Vec<(usize, &str)> {
        self.by_state(false)
    }

    /// Ids of the findings that were decided on.
    pub(crate) fn settled(&self) -> Vec<&str> {
        self.by_state(true).into_iter().map(|(_, id)| id).collect()
    }

    fn by_state(&self, settled: bool) -> Vec<(usize, &str)> {
        self.checked
            .findings()
            .filter(|(number, _)| self.checked.decisions.get(*number).is_some_and(Option::is_some) == settled)
            .map(|(number, finding)| (finding.unit, self.checked.ids[number].as_str()))
            .collect()
    }

    /// Open errors, warnings and notes in one line.
    pub(crate) fn counts(&self, ui: &Ui) -> String {
        let of = |severity| {
            self.checked
                .findings()
                .filter(|(number, _)| self.checked.decisions.get(*number).is_none_or(Option::is_none))
                .filter(|(_, finding)| finding.severity == severity)
                .count()
        };
        ui.open_counts(of(Severity::Error), of(Severity::Warning), of(Severity::Info))
    }

    /// Confirmed beads of all that have two sides.
    pub(crate) fn confirmed(&self) -> (usize, usize) {
        let two_sided = || self.alignment.beads().iter().filter(|bead| !bead.is_null());
        let done = two_sided().filter(|bead| matches!(bead.status, Status::Confirmed | Status::Pinned));
        (done.count(), two_sided().count())
    }

    /// The source segments in runs: rendered and confirmed, rendered, not rendered.
    pub(crate) fn coverage(&self) -> Vec<Run> {
        let mut class = vec![
            "null";
            self.alignment
                .beads()
                .iter()
                .map(|bead| bead.source().end)
                .max()
                .unwrap_or(0)
        ];
        for bead in self.alignment.beads().iter().filter(|bead| !bead.is_null()) {
            class[bead.source()].fill("covered");
        }
        let mut runs: Vec<Run> = Vec::new();
        for (start, class) in class.into_iter().enumerate() {
            match runs.last_mut() {
                Some(run) if run.class == class => run.len += 1,
                _ => runs.push(Run { class, start, len: 1 }),
            }
        }
        runs
    }

    /// How much of the source is rendered, in words.
    pub(crate) fn coverage_text(&self, ui: &Ui) -> String {
        let runs = self.coverage();
        let all: usize = runs.iter().map(|run| run.len).sum();
        let covered: usize = runs
            .iter()
            .filter(|run| run.class == "covered")
            .map(|run| run.len)
            .sum();
        ui.covered(covered, all)
    }
}

/// The filter that names the findings of a check on the same words.
fn alike(check: &str, words: &str) -> String {
    if words.trim().is_empty() || words.contains(['"', '“', '”']) {
        return format!("check={check}");
    }
    format!("check={check} and text=\"{}\"", words.trim())
}

/// A stretch of words as templates draw it.
pub(crate) fn edit(stretch: &Stretch) -> Edit {
    Edit {
        class: match stretch.change {
            Change::Kept => "",
            Change::Removed => "del",
            Change::Added => "ins",
        },
        text: stretch.text.clone(),
    }
}

/// The line between the two cells: solid when sure, dashed in doubt, dotted when weak.
fn line(is_null: bool, confidence: f32) -> &'static str {
    match (is_null, confidence) {
        (true, _) => "none",
        (false, c) if c >= 0.9 => "sure",
        (false, c) if c >= 0.6 => "doubt",
        (false, _) => "weak",
    }
}

/// What happened to an interview, newest first.
pub(crate) fn history(interview: &Interview) -> Vec<EventLine> {
    interview
        .events
        .iter()
        .rev()
        .map(|event| EventLine {
            number: event.commit,
            when: moment(event.at),
            who: event.author.clone(),
            what: event.what.summary(),
        })
        .collect()
}

/// A table of terms.
pub(crate) fn terms(title: &str, terms: &[Term]) -> Table {
    let rows = terms
        .iter()
        .map(|term| {
            let not = if term.forbidden.is_empty() {
                String::new()
            } else {
                format!("× {} · ", term.forbidden.join(", "))
            };
            Entry {
                arabic: term.arabic.join("، "),
                english: term.english.join(", "),
                note: format!("{not}{}", term.note),
            }
        })
        .collect();
    Table {
        title: title.to_owned(),
        command: "terms",
        rows,
    }
}

/// A table of names.
pub(crate) fn names(title: &str, names: &[Name]) -> Table {
    let rows = names.iter().map(|name| {
        let line = name.line();
        let mut fields = line.split('\t').map(str::to_owned);
        let mut next = || fields.next().unwrap_or_default();
        Entry {
            arabic: next(),
            english: next(),
            note: next(),
        }
    });
    Table {
        title: title.to_owned(),
        command: "names",
        rows: rows.collect(),
    }
}

/// The runs of both texts of a unit.
pub(crate) fn xray_table(ui: &'static Ui, transunit: &TransUnit) -> Response {
    let texts = Lang::ALL
        .into_iter()
        .rev()
        .filter_map(|lang| transunit.text(lang))
        .map(|text| XrayText {
            lang: text.lang.code(),
            dir: dir(text.lang),
            balanced: xray::is_balanced(&text.text),
            runs: xray::runs(&text.text, text.lang)
                .into_iter()
                .map(|run| XrayRun {
                    text: run.span.of(&text.text).to_owned(),
                    level: run.level,
                    kind: run.kind.name(),
                    points: xray::code_points(run.span.of(&text.text)),
                })
                .collect(),
        })
        .collect();
    page::answer(&Xray { ui, texts })
}
