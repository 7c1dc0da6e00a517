//! What the page's script asks for: rows, the index of open findings, deeds, news.

use std::convert::Infallible;

use axum::Json;
use axum::extract::{Path as Segments, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

use crate::bitext::Role;
use crate::review::Verdict;
use crate::review::by_hand::Way;
use crate::review::filter::Filter;
use crate::web::screens::{self, Asked, failed, head, interface, shown};
use crate::web::serve::Shared;
use crate::web::session::{Deed, Path};
use crate::web::view::xray_table;
use crate::workbench::{RowDeed, Treatment};

/// The number in the query, or 0.
fn number(asked: &Asked, name: &str) -> usize {
    asked.get(name).and_then(|text| text.parse().ok()).unwrap_or(0)
}

type Named = Segments<(String, String)>;

/// `GET /api/rows/…?from=N`: the HTML of a chunk.
pub(crate) async fn rows(
    State(shared): State<Shared>,
    named: Named,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let (ui, from) = (interface(&asked, &headers), number(&asked, "from"));
    let Segments((interview, label)) = named;
    let made = shared
        .with(move |session| {
            let path = Path { interview, label };
            session
                .sheet(&path)
                .map(|sheet| screens::chunk(ui, sheet, from).map(Html))
        })
        .await;
    match made {
        Ok(Ok(Ok(html))) => html.into_response(),
        Ok(Ok(Err(error))) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
        Ok(Err(error)) => failed(&error),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// What the script keeps of a rendering.
#[derive(Debug, Serialize)]
struct Index {
    version: u64,
    total: usize,
    /// Row and id of each open finding.
    open: Vec<(usize, String)>,
    settled: Vec<String>,
    state: String,
    progress: String,
    counts: String,
}

/// `GET /api/index/…`: the open findings and the facts at the top.
pub(crate) async fn index(
    State(shared): State<Shared>,
    named: Named,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let ui = interface(&asked, &headers);
    let Segments((interview, label)) = named;
    let made = shared
        .with(move |session| {
            let path = Path { interview, label };
            let sheet = session.sheet(&path)?;
            Ok::<_, crate::workbench::Error>(facts(ui, &path, sheet))
        })
        .await;
    match made {
        Ok(Ok(index)) => Json(index).into_response(),
        Ok(Err(error)) => failed(&error),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// `GET /api/text/…?row=N`: the rendering's text of a row.
pub(crate) async fn text(State(shared): State<Shared>, named: Named, asked: Asked) -> Response {
    #[derive(Serialize)]
    struct Text {
        text: Option<String>,
    }
    let row = number(&asked, "row");
    let Segments((interview, label)) = named;
    let made = shared
        .with(move |session| {
            session.sheet(&Path { interview, label }).map(|sheet| {
                let unit = sheet.checked.transunits.get(row).and_then(|unit| unit.target());
                unit.map(|unit| unit.text.clone())
            })
        })
        .await;
    match made {
        Ok(Ok(text)) => Json(Text { text }).into_response(),
        Ok(Err(error)) => failed(&error),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// `GET /api/xray/…?row=N`: the runs of both texts of a row.
pub(crate) async fn xray(
    State(shared): State<Shared>,
    named: Named,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let (ui, row) = (interface(&asked, &headers), number(&asked, "row"));
    let Segments((interview, label)) = named;
    let made = shared
        .with(move |session| {
            session
                .sheet(&Path { interview, label })
                .map(|sheet| sheet.checked.transunits.get(row).cloned())
        })
        .await;
    match made {
        Ok(Ok(Some(transunit))) => xray_table(ui, &transunit),
        Ok(Ok(None)) => (StatusCode::NOT_FOUND, "there is no such row").into_response(),
        Ok(Err(error)) => failed(&error),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// A deed as the script sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    deed: String,
    #[serde(default)]
    row: usize,
    #[serde(default)]
    finding: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    was: String,
}

impl Sent {
    fn deed(self) -> Option<Deed> {
        Some(match self.deed.as_str() {
            "accept" => Deed::Decide(self.finding, Verdict::Accepted, self.text),
            "dismiss" => Deed::Decide(self.finding, Verdict::Dismissed, self.text),
            "reopen" => Deed::Decide(self.finding, Verdict::Open, self.text),
            "comment" => Deed::Comment(self.finding, self.text),
            "fix" => Deed::Fix(self.finding, self.text),
            "edit" => Deed::Edit(self.row, self.was, self.text),
            "confirm" => Deed::Row(self.row, RowDeed::Confirm),
            "pin" => Deed::Row(self.row, RowDeed::Pin),
            "release" => Deed::Row(self.row, RowDeed::Release),
            "merge" => Deed::Row(self.row, RowDeed::Merge),
            "unlink" => Deed::Row(self.row, RowDeed::Unlink),
            "null" => Deed::Row(self.row, RowDeed::Null(self.text)),
            "source-up" => Deed::Row(self.row, RowDeed::Shift(Role::Source, Way::Up)),
            "source-down" => Deed::Row(self.row, RowDeed::Shift(Role::Source, Way::Down)),
            "target-up" => Deed::Row(self.row, RowDeed::Shift(Role::Target, Way::Up)),
            "target-down" => Deed::Row(self.row, RowDeed::Shift(Role::Target, Way::Down)),
            "split" => Deed::Split(self.row, self.was, self.text),
            "sign-off" => Deed::SignOff,
            "undo" => Deed::Undo,
            "redo" => Deed::Redo,
            _ => return None,
        })
    }
}

/// `POST /api/do/…`: does a deed. When it answers, the deed is on disk. The answer brings what
/// the page shows of it: the facts at the top, and the row, unless rows have come or gone.
pub(crate) async fn act(
    State(shared): State<Shared>,
    named: Named,
    asked: Asked,
    headers: HeaderMap,
    Json(sent): Json<Sent>,
) -> Response {
    #[derive(Serialize)]
    struct Done {
        said: &'static str,
        facts: Index,
        row: usize,
        html: String,
    }
    let ui = interface(&asked, &headers);
    let Segments((interview, label)) = named;
    let row = sent.row;
    let Some(deed) = sent.deed() else {
        return (StatusCode::BAD_REQUEST, "there is no such deed").into_response();
    };
    let done = shared
        .with(move |session| {
            let path = Path { interview, label };
            session.act(&path, &deed)?;
            let sheet = session.sheet(&path)?;
            let html = screens::some_rows(ui, sheet, row, 1).unwrap_or_default();
            Ok::<_, crate::workbench::Error>((facts(ui, &path, sheet), html))
        })
        .await;
    match done {
        Ok(Ok((facts, html))) => {
            shared.tell(facts.version);
            let said = ui.saved();
            Json(Done {
                said,
                facts,
                row,
                html,
            })
            .into_response()
        }
        Ok(Err(error)) => failed(&error),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// What the script keeps of a rendering.
fn facts(ui: &crate::web::words::Ui, path: &Path, sheet: &crate::web::session::Sheet) -> Index {
    let head = head(ui, "review", path, sheet);
    let shown = shown(sheet);
    let open = shown.open().into_iter();
    let settled = shown.settled().into_iter();
    Index {
        version: head.version,
        total: head.total,
        open: open.map(|(row, id)| (row, id.to_owned())).collect(),
        settled: settled.map(str::to_owned).collect(),
        state: head.state,
        progress: head.progress,
        counts: head.counts,
    }
}

/// Many decisions at once as the script sends them.
#[derive(Debug, Deserialize)]
pub(crate) struct SentMany {
    filter: String,
    deed: String,
    #[serde(default)]
    text: String,
}

/// A finding that nothing could be done to.
#[derive(Debug, Serialize)]
struct RefusedItem {
    id: String,
    check: &'static str,
    why: String,
}

/// `POST /api/many/…`: does something to all findings that a filter names, and says what was
/// done and what was not.
pub(crate) async fn many(
    State(shared): State<Shared>,
    named: Named,
    asked: Asked,
    headers: HeaderMap,
    Json(sent): Json<SentMany>,
) -> Response {
    #[derive(Serialize)]
    struct Done {
        said: String,
        version: u64,
        refused: Vec<RefusedItem>,
    }
    let ui = interface(&asked, &headers);
    let Segments((interview, label)) = named;
    let filter = match Filter::read(&sent.filter) {
        Ok(filter) => filter,
        Err(error) => return (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    };
    let treatment = match sent.deed.as_str() {
        "accept" => Treatment::Decide(Verdict::Accepted, sent.text),
        "dismiss" => Treatment::Decide(Verdict::Dismissed, sent.text),
        "reopen" => Treatment::Decide(Verdict::Open, sent.text),
        "comment" => Treatment::Comment(sent.text),
        "fix" => Treatment::Fix,
        _ => return (StatusCode::BAD_REQUEST, "there is no such deed").into_response(),
    };
    let done = shared
        .with(move |session| {
            let path = Path { interview, label };
            let items = session.treat(&path, &filter, &treatment)?;
            Ok::<_, crate::workbench::Error>((items, session.sheet(&path)?.version()))
        })
        .await;
    match done {
        Ok(Ok((items, version))) => {
            shared.tell(version);
            let n = items.len();
            let refused: Vec<RefusedItem> = items
                .into_iter()
                .filter_map(|item| {
                    let (id, check) = (item.id, item.check);
                    item.refused.map(|why| RefusedItem { id, check, why })
                })
                .collect();
            let said = ui.applied(n - refused.len(), refused.len());
            Json(Done {
                said,
                version,
                refused,
            })
            .into_response()
        }
        Ok(Err(error)) => failed(&error),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// `GET /api/events`: one `change` event for each change, with the number of its commit.
pub(crate) async fn events(
    State(shared): State<Shared>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = BroadcastStream::new(shared.changes.subscribe()).map(|version| {
        // A page that fell behind is told to look again.
        let version = version.unwrap_or(u64::MAX);
        Ok(Event::default().event("change").data(version.to_string()))
    });
    Sse::new(news).keep_alive(KeepAlive::default())
}
