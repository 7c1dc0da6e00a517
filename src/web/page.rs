//! The pages as templates see them; each template is a file in `templates/`.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::web::cell::Cell;
use crate::web::view::{Row, Run};
use crate::web::words::Ui;

/// What every page of one rendering shows at its top.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// `review`, `diff`, `history` or `terms`.
    pub(crate) page: &'static str,
    /// Interview and rendering, as addresses name them.
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) state: String,
    pub(crate) progress: String,
    pub(crate) counts: String,
    pub(crate) policy: &'static str,
    pub(crate) coverage: Vec<Run>,
    pub(crate) coverage_width: usize,
    pub(crate) coverage_text: String,
    /// Rows in all, and rows in a chunk.
    pub(crate) total: usize,
    pub(crate) chunk: usize,
    /// Number of the last commit that the page shows.
    pub(crate) version: u64,
    /// Was it ever signed off?
    pub(crate) is_signed: bool,
}

/// The list of renderings.
#[derive(Debug, Template)]
#[template(path = "documents.html", config = "src/web/askama.toml")]
pub(crate) struct Documents {
    pub(crate) ui: &'static Ui,
    pub(crate) documents: Vec<DocumentLine>,
}

/// A rendering in the list.
#[derive(Debug)]
pub(crate) struct DocumentLine {
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) title: String,
    pub(crate) state: String,
    pub(crate) progress: String,
    pub(crate) findings: String,
}

/// The two-column review.
#[derive(Debug, Template)]
#[template(path = "review.html", config = "src/web/askama.toml")]
pub(crate) struct Review {
    pub(crate) ui: &'static Ui,
    pub(crate) head: Head,
    /// HTML of each chunk of rows; empty for those that the script fetches when they come near.
    pub(crate) chunks: Vec<String>,
}

/// A chunk of rows.
#[derive(Debug, Template)]
#[template(path = "rows.html", config = "src/web/askama.toml")]
pub(crate) struct RowsPage {
    pub(crate) ui: &'static Ui,
    pub(crate) rows: Vec<Row>,
    pub(crate) total: usize,
}

/// What changed since the revision before.
#[derive(Debug, Template)]
#[template(path = "diff.html", config = "src/web/askama.toml")]
pub(crate) struct Diff {
    pub(crate) ui: &'static Ui,
    pub(crate) head: Head,
    pub(crate) summary: String,
    /// The revisions that can be compared, for either side.
    pub(crate) olds: Vec<RevisionChoice>,
    pub(crate) news: Vec<RevisionChoice>,
    pub(crate) changes: Vec<Change>,
}

/// A revision that can be chosen.
#[derive(Debug)]
pub(crate) struct RevisionChoice {
    pub(crate) number: u32,
    pub(crate) is_chosen: bool,
}

/// What became of a finding.
#[derive(Debug)]
pub(crate) struct FindingLine {
    pub(crate) what: &'static str,
    pub(crate) class: &'static str,
    pub(crate) check: &'static str,
    pub(crate) words: String,
    pub(crate) message: String,
}

/// A changed row.
#[derive(Debug, Default)]
pub(crate) struct Change {
    pub(crate) label: String,
    pub(crate) lang: &'static str,
    pub(crate) dir: &'static str,
    pub(crate) pieces: Vec<Edit>,
    pub(crate) other_lang: &'static str,
    pub(crate) other_dir: &'static str,
    pub(crate) other: String,
    pub(crate) findings: Vec<FindingLine>,
}

/// A stretch of words: kept (no class), `ins` or `del`.
#[derive(Debug)]
pub(crate) struct Edit {
    pub(crate) class: &'static str,
    pub(crate) text: String,
}

/// What happened, newest first.
#[derive(Debug, Template)]
#[template(path = "history.html", config = "src/web/askama.toml")]
pub(crate) struct History {
    pub(crate) ui: &'static Ui,
    pub(crate) head: Head,
    pub(crate) events: Vec<EventLine>,
}

/// An event in the history.
#[derive(Debug)]
pub(crate) struct EventLine {
    pub(crate) number: u64,
    pub(crate) when: String,
    pub(crate) who: String,
    pub(crate) what: String,
}

/// Names and terms of the workspace.
#[derive(Debug, Template)]
#[template(path = "terms.html", config = "src/web/askama.toml")]
pub(crate) struct Terms {
    pub(crate) ui: &'static Ui,
    pub(crate) tables: Vec<Table>,
}

/// A list of entries.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) title: String,
    /// The command that keeps such a list.
    pub(crate) command: &'static str,
    pub(crate) rows: Vec<Entry>,
}

/// A name or a term.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) arabic: String,
    pub(crate) english: String,
    pub(crate) note: String,
}

/// What a search found.
#[derive(Debug, Template)]
#[template(path = "search.html", config = "src/web/askama.toml")]
pub(crate) struct Search {
    pub(crate) ui: &'static Ui,
    pub(crate) query: String,
    pub(crate) summary: String,
    pub(crate) hits: Vec<Hit>,
}

/// A row that was found.
#[derive(Debug)]
pub(crate) struct Hit {
    pub(crate) label: String,
    pub(crate) link: String,
    pub(crate) cells: [Cell; 2],
}

/// The texts of a row laid bare.
#[derive(Debug, Template)]
#[template(path = "xray.html", config = "src/web/askama.toml")]
pub(crate) struct Xray {
    pub(crate) ui: &'static Ui,
    pub(crate) texts: Vec<XrayText>,
}

/// One text laid bare.
#[derive(Debug)]
pub(crate) struct XrayText {
    pub(crate) lang: &'static str,
    pub(crate) dir: &'static str,
    /// Are its bidi controls closed?
    pub(crate) balanced: bool,
    pub(crate) runs: Vec<XrayRun>,
}

/// A run of code points of one level and kind.
#[derive(Debug)]
pub(crate) struct XrayRun {
    pub(crate) text: String,
    pub(crate) level: u8,
    pub(crate) kind: &'static str,
    pub(crate) points: String,
}

/// A page that says one thing.
#[derive(Debug, Template)]
#[template(path = "message.html", config = "src/web/askama.toml")]
pub(crate) struct Message {
    pub(crate) ui: &'static Ui,
    pub(crate) title: String,
    pub(crate) text: String,
}

/// A template as an answer.
pub(crate) fn answer(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
