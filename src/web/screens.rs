//! The screens: each reads from the session and fills a template.

use std::collections::HashMap;

use axum::extract::{Path as Segments, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::bitext::Policy;
use crate::lexicon::terms::starter;
use crate::text::fold::View;
use crate::text::{Lang, Span};
use crate::web::cell::{Cell, Spot};
use crate::web::page::{
    self, DocumentLine, Documents, Head, History, Hit, Message, Review, RowsPage, Search, Terms,
};
use crate::web::serve::Shared;
use crate::web::session::{Path, Session, Sheet};
use crate::web::view::{self, Shown};
use crate::web::words::{Noun, Ui};
use crate::workbench::Error;

/// Rows in a chunk.
pub(crate) const CHUNK: usize = 40;

/// Hits that a search shows.
const MOST_HITS: usize = 200;

const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// Interview and label as one address writes them.
pub(crate) fn address(interview: &str, label: &str) -> String {
    format!(
        "{}/{}",
        utf8_percent_encode(interview, KEPT),
        utf8_percent_encode(label, KEPT)
    )
}

/// The words of the query.
pub(crate) type Asked = Query<HashMap<String, String>>;

/// The language of the interface: asked for, or remembered, or English.
pub(crate) fn interface(asked: &Asked, headers: &HeaderMap) -> &'static Ui {
    let remembered = || {
        let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
        cookies
            .split(';')
            .find_map(|pair| pair.trim().strip_prefix("muqabala-ui="))
            .and_then(Lang::from_code)
    };
    let asked = asked.get("ui").and_then(|code| Lang::from_code(code));
    Ui::of(asked.or_else(remembered).unwrap_or(Lang::English))
}

/// An answer that remembers the language of the interface.
pub(crate) fn remember(ui: &Ui, mut response: Response) -> Response {
    let cookie = format!(
        "muqabala-ui={}; Path=/; SameSite=Strict; Max-Age=31536000",
        ui.lang
    );
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// What went wrong, as an answer with a fitting status.
pub(crate) fn failed(error: &Error) -> Response {
    let status = match error {
        Error::NoInterview { .. } | Error::NoRendering { .. } | Error::NoFinding { .. } => {
            StatusCode::NOT_FOUND
        }
        Error::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::CONFLICT,
    };
    (status, error.to_string()).into_response()
}

/// A page made by work on the session, or the message of what went wrong.
pub(crate) async fn page(
    shared: Shared,
    ui: &'static Ui,
    make: impl FnOnce(&mut Session) -> Result<Response, Error> + Send + 'static,
) -> Response {
    let response = match shared.with(make).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => {
            let mut response = page::answer(&Message {
                ui,
                title: ui.documents.to_owned(),
                text: error.to_string(),
            });
            *response.status_mut() = failed(&error).status();
            response
        }
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    };
    remember(ui, response)
}

/// `GET /`: all renderings.
pub(crate) async fn documents(State(shared): State<Shared>, asked: Asked, headers: HeaderMap) -> Response {
    let ui = interface(&asked, &headers);
    page(shared, ui, move |session| {
        let mut documents = Vec::new();
        for interview in session.interviews()? {
            for rendering in interview.state.renderings.values() {
                let path = Path {
                    interview: interview.name.clone(),
                    label: rendering.label.clone(),
                };
                let title = interview.state.about.get("title").cloned().unwrap_or_default();
                let sheet = session.sheet(&path)?;
                documents.push(document_line(ui, &path, title, sheet));
            }
        }
        Ok(page::answer(&Documents { ui, documents }))
    })
    .await
}

fn document_line(ui: &Ui, path: &Path, title: String, sheet: &Sheet) -> DocumentLine {
    let shown = shown(sheet);
    let (done, all) = shown.confirmed();
    DocumentLine {
        path: address(&path.interview, &path.label),
        id: path.interview.clone(),
        label: path.label.clone(),
        title,
        state: ui.stage(sheet.opened.rendering.stage()).to_owned(),
        progress: ui.confirmed(done, all),
        findings: if sheet.is_checked {
            shown.counts(ui)
        } else {
            ui.checking().to_owned()
        },
    }
}

pub(crate) fn shown(sheet: &Sheet) -> Shown<'_> {
    Shown {
        checked: &sheet.checked,
        alignment: &sheet.opened.aligned.alignment,
        comments: &sheet.opened.rendering.comments,
        segments: &sheet.opened.aligned.segments,
        changes: &sheet.changes,
        nulls: &sheet.opened.rendering.nulls,
    }
}

pub(crate) fn head(ui: &Ui, page: &'static str, path: &Path, sheet: &Sheet) -> Head {
    let shown = shown(sheet);
    let (done, all) = shown.confirmed();
    let coverage = shown.coverage();
    let title = sheet.opened.interview.state.about.get("title");
    Head {
        page,
        path: address(&path.interview, &path.label),
        title: title.unwrap_or(&path.interview).clone(),
        state: ui.stage(sheet.opened.rendering.stage()).to_owned(),
        progress: ui.confirmed(done, all),
        counts: if sheet.is_checked {
            shown.counts(ui)
        } else {
            ui.checking().to_owned()
        },
        policy: ui.policy(Policy::from_name(&sheet.opened.rendering.policy).unwrap_or_default()),
        coverage_width: coverage.iter().map(|run| run.len).sum::<usize>().max(1),
        coverage_text: shown.coverage_text(ui),
        coverage,
        total: sheet.checked.transunits.len(),
        chunk: CHUNK,
        version: sheet.version(),
        is_signed: sheet.opened.rendering.signed_off.is_some(),
    }
}

/// The HTML of a chunk of rows.
pub(crate) fn chunk(ui: &'static Ui, sheet: &Sheet, from: usize) -> Result<String, askama::Error> {
    some_rows(ui, sheet, from, CHUNK)
}

/// The HTML of `count` rows.
pub(crate) fn some_rows(
    ui: &'static Ui,
    sheet: &Sheet,
    from: usize,
    count: usize,
) -> Result<String, askama::Error> {
    use askama::Template;
    let rows = RowsPage {
        ui,
        rows: shown(sheet).rows(ui, from, count),
        total: sheet.checked.transunits.len(),
    };
    rows.render()
}

/// `GET /r/{interview}/{label}`: the review, its first rows drawn.
pub(crate) async fn review(
    State(shared): State<Shared>,
    Segments((interview, label)): Segments<(String, String)>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let ui = interface(&asked, &headers);
    page(shared, ui, move |session| {
        let path = Path { interview, label };
        let sheet = session.sheet(&path)?;
        let total = sheet.checked.transunits.len();
        let mut chunks = vec![String::new(); total.div_ceil(CHUNK)];
        for (index, html) in chunks.iter_mut().enumerate().take(2) {
            *html = chunk(ui, sheet, index * CHUNK).map_err(|error| Error::Refused(error.to_string()))?;
        }
        let head = head(ui, "review", &path, sheet);
        Ok(page::answer(&Review { ui, head, chunks }))
    })
    .await
}

/// `GET /history/{interview}/{label}`: what happened to the interview, newest first.
pub(crate) async fn history(
    State(shared): State<Shared>,
    Segments((interview, label)): Segments<(String, String)>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let ui = interface(&asked, &headers);
    page(shared, ui, move |session| {
        let path = Path { interview, label };
        let sheet = session.sheet(&path)?;
        let head = head(ui, "history", &path, sheet);
        let events = crate::web::view::history(&sheet.opened.interview);
        Ok(page::answer(&History { ui, head, events }))
    })
    .await
}

/// `GET /terms`: names and terms of the workspace, then the terms that are shipped, with what
/// they forbid.
pub(crate) async fn terms(State(shared): State<Shared>, asked: Asked, headers: HeaderMap) -> Response {
    let ui = interface(&asked, &headers);
    page(shared, ui, move |session| {
        let tables = vec![
            view::terms(ui.own_terms, &session.bench().terms()?),
            view::names(ui.own_names, session.settings().names.names()),
            view::terms(ui.shipped_terms, &starter::terms()),
        ];
        Ok(page::answer(&Terms { ui, tables }))
    })
    .await
}

/// `GET /search?q=`: rows that hold the words, whatever their harakat, hamza seats or case.
pub(crate) async fn search(State(shared): State<Shared>, asked: Asked, headers: HeaderMap) -> Response {
    let ui = interface(&asked, &headers);
    let query = asked.get("q").cloned().unwrap_or_default();
    page(shared, ui, move |session| {
        let mut hits = Vec::new();
        for interview in session.interviews()? {
            for rendering in interview.state.renderings.values() {
                let path = Path {
                    interview: interview.name.clone(),
                    label: rendering.label.clone(),
                };
                hits.extend(found(ui, &query, &path, session.sheet(&path)?));
            }
        }
        let summary = ui.count(Noun::Hit, hits.len());
        hits.truncate(MOST_HITS);
        Ok(page::answer(&Search {
            ui,
            query,
            summary,
            hits,
        }))
    })
    .await
}

fn found(ui: &Ui, query: &str, path: &Path, sheet: &Sheet) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (row, transunit) in sheet.checked.transunits.iter().enumerate() {
        let mut any = false;
        let cells = [Lang::English, Lang::Arabic].map(|lang| {
            let Some(text) = transunit.text(lang) else {
                return Cell::missing(lang, ui.missing(true));
            };
            let spots: Vec<Spot> = places(&text.text, query, lang)
                .into_iter()
                .map(|span| Spot::of_search(text.raw_span(span)))
                .collect();
            any |= !spots.is_empty();
            Cell::new(text, &spots, &[])
        });
        if any {
            hits.push(Hit {
                label: format!("{} · {} · {}", path.interview, path.label, row + 1),
                link: format!("/r/{}#row-{row}", address(&path.interview, &path.label)),
                cells,
            });
        }
    }
    hits
}

/// Where the words stand in a text, both folded.
fn places(text: &str, query: &str, lang: Lang) -> Vec<Span> {
    let wanted = View::new(query.trim(), lang).text;
    if wanted.is_empty() {
        return Vec::new();
    }
    let view = View::new(text, lang);
    view.text
        .match_indices(&wanted)
        .map(|(at, hit)| view.raw_span(Span::new(at, at + hit.len())))
        .collect()
}

/// `GET /assets/{name}`: what is embedded.
pub(crate) async fn asset(Segments(name): Segments<String>) -> Response {
    let (kind, body) = match name.as_str() {
        "app.css" => ("text/css; charset=utf-8", include_str!("assets/app.css")),
        "app.js" => ("text/javascript; charset=utf-8", include_str!("assets/app.js")),
        "icon.svg" => ("image/svg+xml", include_str!("assets/icon.svg")),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(header::CONTENT_TYPE, kind)], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_passes_over_harakat_and_hamza() {
        let text = "قال إنَّ الحَشْد الشعبي هنا";
        let hits: Vec<&str> = places(text, "ان الحشد", Lang::Arabic)
            .into_iter()
            .map(|span| span.of(text))
            .collect();
        assert_eq!(hits, ["إنَّ الحَشْد"]);
    }

    #[test]
    fn names_are_safe_in_addresses() {
        assert_eq!(address("a/b ?", "ع"), "a%2Fb%20%3F/%D8%B9");
    }
}
