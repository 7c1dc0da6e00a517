//! What an attacker tries on the page: without the token, from elsewhere, by hostile texts.

use std::collections::BTreeMap;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, Response};
use tower::ServiceExt;

use super::*;
use crate::check::Settings;
use crate::format::Options as ReadOptions;
use crate::review::event::BeadEdit;
use crate::store::MemoryStore;
use crate::workbench::{Incoming, NewRendering, RowDeed, Session as Worker};

const HOST: &str = "127.0.0.1:8000";
const NAME: &str = "<script>alert(1)</script>";
const LABEL: &str = "\"><img src=x onerror=alert(2)>";
const OVERRIDE: &str = "\u{202E}<b>'\"&amp;";

/// A workspace in which every text that people give is hostile.
fn hostile() -> Workbench {
    let worker = Worker {
        author: format!("<svg onload=alert(3)>{OVERRIDE}"),
        command: "a test".to_owned(),
        host: "desk".to_owned(),
        now: || 1_733_133_600_000,
    };
    let mut bench = Workbench::over(Box::new(MemoryStore::default()), worker, Settings::default());
    let file = |name: &str, text: &str| Incoming {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
        options: ReadOptions::default(),
    };
    let source = file(
        "\u{202E}<i>.txt",
        "مذيع <script>alert(4)</script>: أهلاً وسهلاً بكم في البرنامج.\n\nضيف: شكراً لكم على الدعوة الكريمة.\n",
    );
    let target = NewRendering {
        file: file(
            "\"'><script>alert(5)</script>.txt",
            "Host <script>alert(6)</script>: Welcome to the the show \u{202E}<script>alert(7)</script>.\n\nGuest: Thank you for the kind invitation.\n",
        ),
        label: Some(LABEL.to_owned()),
        policy: None,
    };
    let about = BTreeMap::from([(
        "title".to_owned(),
        format!("</title><script>alert(8)</script>{OVERRIDE}"),
    )]);
    bench.add(NAME, &source, &target, about).expect("an interview");
    let opened = bench.opened(NAME, None).expect("opened");
    bench.comment(&opened, "segment 0", OVERRIDE).expect("a comment");
    let first = (0, 1);
    let link = BeadEdit::Link {
        source: first,
        target: first,
    };
    bench.edit_beads(&opened, &[link]).expect("linked");
    let opened = bench.opened(NAME, None).expect("opened");
    let checked = bench.check(&opened);
    if !checked.ids.is_empty() {
        let found = crate::workbench::Found {
            opened,
            checked,
            index: 0,
        };
        bench
            .decide(
                &found,
                crate::review::Verdict::Dismissed,
                "<script>alert(9)</script>",
            )
            .expect("decided");
    }
    bench
}

fn served() -> (Router, Shared, String) {
    let shared = Shared::new(hostile());
    let guard = Guard::new(vec![HOST.to_owned()], 8000, None).expect("random bytes");
    let token = guard.token().to_owned();
    (router(shared.clone(), guard), shared, token)
}

fn at(route: &str) -> String {
    format!("{route}/{}", screens::address(NAME, LABEL))
}

/// Every route that answers to GET, with what it needs.
fn pages() -> Vec<String> {
    let rendering = [
        "/r",
        "/diff",
        "/history",
        "/api/rows",
        "/api/index",
        "/api/text",
        "/api/xray",
    ];
    let mut pages: Vec<String> = rendering.iter().map(|route| at(route)).collect();
    pages.extend(["/", "/terms", "/search?q=the", "/assets/app.js"].map(str::to_owned));
    pages
}

fn posts() -> [String; 2] {
    [at("/api/do"), at("/api/many")]
}

async fn answer(router: &Router, request: Request<Body>) -> (u16, Response<()>, String) {
    let response = router.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 4 << 20).await.expect("a body");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    (parts.status.as_u16(), Response::from_parts(parts, ()), text)
}

fn request(method: Method, uri: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_owned())).expect("a request")
}

#[tokio::test]
async fn no_route_answers_without_the_token_or_to_another_host() {
    let (router, _, token) = served();
    let cookie = format!("muqabala-8000={token}");
    for uri in pages().iter().chain(&posts()) {
        for method in [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::DELETE,
            Method::OPTIONS,
        ] {
            let none = request(method.clone(), uri, &[("host", HOST)], "{}");
            assert_eq!(answer(&router, none).await.0, 403, "{method} {uri}");
            let wrong = [("host", HOST), ("cookie", "muqabala-8000=0000")];
            let wrong = request(method.clone(), uri, &wrong, "{}");
            assert_eq!(answer(&router, wrong).await.0, 403, "{method} {uri}");
            let foreign = [("host", "evil.example:8000"), ("cookie", &cookie)];
            let foreign = request(method.clone(), uri, &foreign, "{}");
            assert_eq!(answer(&router, foreign).await.0, 421, "{method} {uri}");
            let no_host = request(method.clone(), uri, &[("cookie", &cookie)], "{}");
            assert_eq!(answer(&router, no_host).await.0, 421, "{method} {uri}");
        }
    }
}

#[tokio::test]
async fn nothing_changes_by_get_or_from_another_origin() {
    let (router, shared, token) = served();
    let cookie = format!("muqabala-8000={token}");
    let before = shared.session().bench().store().last_commit();
    for uri in pages().iter().chain(&posts()) {
        let get = request(Method::GET, uri, &[("host", HOST), ("cookie", &cookie)], "");
        let (status, response, _) = answer(&router, get).await;
        let is_post = uri.contains("/api/do/") || uri.contains("/api/many/");
        assert_eq!(status, if is_post { 405 } else { 200 }, "{uri}");
        let policy = response.headers()["content-security-policy"]
            .to_str()
            .expect("a policy");
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{uri}: {policy}"
        );
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    }
    for uri in &posts() {
        let body = "{\"deed\":\"confirm\",\"filter\":\"check=repeated-word\"}";
        for origin in [
            None,
            Some("http://evil.example"),
            Some("null"),
            Some("https://127.0.0.1:8000"),
        ] {
            let mut headers = vec![
                ("host", HOST),
                ("cookie", cookie.as_str()),
                ("content-type", "application/json"),
                ("x-muqabala", "1"),
            ];
            headers.extend(origin.map(|origin| ("origin", origin)));
            let post = request(Method::POST, uri, &headers, body);
            assert_eq!(answer(&router, post).await.0, 403, "{uri} from {origin:?}");
        }
        // A form can send text, but neither JSON nor the header.
        let form = [
            ("host", HOST),
            ("cookie", cookie.as_str()),
            ("origin", "http://127.0.0.1:8000"),
            ("content-type", "text/plain"),
        ];
        assert_eq!(
            answer(&router, request(Method::POST, uri, &form, body)).await.0,
            403
        );
    }
    assert_eq!(shared.session().bench().store().last_commit(), before);
}

#[tokio::test]
async fn a_body_that_is_too_long_or_no_json_is_refused() {
    let (router, shared, token) = served();
    let cookie = format!("muqabala-8000={token}");
    let before = shared.session().bench().store().last_commit();
    let own = [
        ("host", HOST),
        ("cookie", cookie.as_str()),
        ("origin", "http://127.0.0.1:8000"),
        ("content-type", "application/json"),
        ("x-muqabala", "1"),
    ];
    let long = format!("{{\"deed\":\"comment\",\"text\":\"{}\"}}", "x".repeat(BODY_LIMIT));
    for uri in &posts() {
        assert_eq!(
            answer(&router, request(Method::POST, uri, &own, &long)).await.0,
            413,
            "{uri}"
        );
        for bad in [
            "",
            "[]",
            "{\"deed\":7}",
            "{\"deed\":\"drop\",\"filter\":\"check=x\"}",
        ] {
            let status = answer(&router, request(Method::POST, uri, &own, bad)).await.0;
            assert!((400..500).contains(&status), "{uri} {bad}: {status}");
        }
    }
    let far = "{\"deed\":\"confirm\",\"row\":99999}";
    assert_eq!(
        answer(&router, request(Method::POST, &posts()[0], &own, far))
            .await
            .0,
        409
    );
    assert_eq!(shared.session().bench().store().last_commit(), before);
}

#[tokio::test]
async fn hostile_texts_come_out_as_texts() {
    let (router, shared, token) = served();
    let cookie = format!("muqabala-8000={token}");
    let mut seen = String::new();
    for uri in pages().iter().filter(|uri| !uri.starts_with("/assets")) {
        let get = request(Method::GET, uri, &[("host", HOST), ("cookie", &cookie)], "");
        let (status, response, text) = answer(&router, get).await;
        assert_eq!(status, 200, "{uri}");
        let kind = response.headers()["content-type"]
            .to_str()
            .expect("a type")
            .to_owned();
        if !kind.starts_with("text/html") {
            continue;
        }
        assert!(!text.contains("<script>"), "{uri}");
        assert!(
            !text.contains("<svg onload") && !text.contains("<img src=x"),
            "{uri}"
        );
        assert!(!text.contains("</title><"), "{uri}");
        // Every override stands in an element of its own, which isolates it.
        for (place, _) in text.match_indices('\u{202E}') {
            let open = text[..place].rfind('<').map_or("", |tag| &text[tag..place]);
            let isolates = [
                "<bdi",
                "<div class=\"cell",
                "<mark",
                "</mark", // within the element around the mark
                "<dd dir",
                "<p lang",
                "<p>",
                "<td",
                "<title",
                "<span class=\"edge",
            ];
            // In an attribute it is not shown, and between FSI and PDI it ends with them.
            let isolated = !open.contains('>') || open.rfind('\u{2068}') > open.rfind('\u{2069}');
            assert!(
                isolated || isolates.iter().any(|tag| open.starts_with(tag)),
                "{uri}: {open}"
            );
        }
        seen += &text;
    }
    assert!(seen.contains("&lt;script&gt;alert(7)") || seen.contains("&#60;script&#62;alert(7)"));
    // A deed on a row whose reason is hostile works and comes back escaped.
    let opened = shared.session().bench().opened(NAME, None).expect("opened");
    let done = shared.session().bench().change_row(&opened, 0, &RowDeed::Confirm);
    assert!(done.is_ok());
}

#[test]
fn an_address_that_others_reach_needs_a_password() {
    let options = Options {
        bind: IpAddr::from([0, 0, 0, 0]),
        port: 0,
        password: None,
        workspace: None,
        first: None,
    };
    let served = serve(hostile(), options, |_| panic!("it serves"));
    assert!(matches!(served, Err(Error::NoPassword(_))));
}
