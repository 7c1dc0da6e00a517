//! Who may talk to the page: the token, the host, the origin, and the headers of each answer.
//!
//! Every request needs the token (in the address of the first one, in a cookie afterwards), a
//! `Host` that is the bound address (a name that an attacker points at 127.0.0.1 fails here),
//! and, to change anything, the page's own `Origin` and a header that no form can send.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::prelude::{BASE64_STANDARD, Engine};

use crate::web::guesses::Guesses;

/// The secret of one run of the server and the hosts it answers to.
#[derive(Debug, Clone)]
pub(crate) struct Guard {
    token: String,
    cookie: String,
    hosts: Vec<String>,
    password: Option<String>,
    known_guesses: Guesses,
    strange_guesses: Guesses,
}

impl Guard {
    /// A guard with a fresh random token, for a server that answers to `hosts` (`host:port`).
    ///
    /// # Errors
    ///
    /// When the system gives no random bytes.
    pub(crate) fn new(
        hosts: Vec<String>,
        port: u16,
        password: Option<String>,
    ) -> Result<Guard, getrandom::Error> {
        Ok(Guard {
            token: random_word()?,
            cookie: format!("muqabala-{port}"),
            hosts,
            password,
            known_guesses: Guesses::default(),
            strange_guesses: Guesses::default(),
        })
    }

    /// The token, for the address that is shown to the user.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    fn host_is_ours(&self, headers: &HeaderMap) -> bool {
        headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .is_some_and(|host| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host)))
    }

    fn origin_is_ours(&self, headers: &HeaderMap) -> bool {
        headers
            .get(header::ORIGIN)
            .and_then(|origin| origin.to_str().ok())
            .and_then(|origin| origin.strip_prefix("http://"))
            .is_some_and(|origin| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(origin)))
    }

    fn cookie_value<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.cookie)
            .map(|(_, value)| value)
    }

    /// Does the password of HTTP basic authentication match, where one is asked for?
    fn password_is_right(&self, headers: &HeaderMap) -> bool {
        let Some(wanted) = &self.password else {
            return true;
        };
        headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Basic "))
            .and_then(|coded| BASE64_STANDARD.decode(coded.trim()).ok())
            .and_then(|pair| String::from_utf8(pair).ok())
            .and_then(|pair| pair.split_once(':').map(|(_, password)| password.to_owned()))
            .is_some_and(|password| same(&password, wanted))
    }

    /// Lets a request through; one that carried the token gets it as a cookie.
    async fn admit(&self, request: Request, next: Next) -> Response {
        let by_address = query_token(&request).is_some();
        let mut response = next.run(request).await;
        let cookie = format!(
            "{}={}; Path=/; HttpOnly; SameSite=Strict",
            self.cookie, self.token
        );
        if by_address && let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    fn token_is_right(&self, request: &Request) -> bool {
        let by_address = query_token(request).is_some_and(|token| same(token, &self.token));
        by_address
            || self
                .cookie_value(request.headers())
                .is_some_and(|token| same(token, &self.token))
    }

    /// The wrong passwords of those with the token, or of those without.
    fn guesses(&self, request: &Request) -> &Guesses {
        if self.token_is_right(request) {
            &self.known_guesses
        } else {
            &self.strange_guesses
        }
    }

    /// Is a password given that is not to be looked at now?
    fn too_many_guesses(&self, request: &Request) -> bool {
        self.password.is_some()
            && request.headers().contains_key(header::AUTHORIZATION)
            && !self.guesses(request).may_look(Instant::now())
    }

    /// Counts a password that was given and is wrong.
    fn guessed(&self, request: &Request) {
        if request.headers().contains_key(header::AUTHORIZATION) {
            self.guesses(request).missed(Instant::now());
        }
    }

    fn refusal(&self, request: &Request) -> Option<Response> {
        let headers = request.headers();
        if !self.host_is_ours(headers) {
            return Some(refuse(
                StatusCode::MISDIRECTED_REQUEST,
                "this server does not answer to that host name",
            ));
        }
        if self.too_many_guesses(request) {
            return Some(refuse(
                StatusCode::TOO_MANY_REQUESTS,
                "too many wrong passwords; wait a minute",
            ));
        }
        if !self.password_is_right(headers) {
            self.guessed(request);
            let mut response = refuse(StatusCode::UNAUTHORIZED, "the password is missing or wrong");
            response.headers_mut().insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Basic realm=\"muqabala\""),
            );
            return Some(response);
        }
        if !self.token_is_right(request) {
            return Some(refuse(
                StatusCode::FORBIDDEN,
                "the token is missing or wrong: open the address that `muqabala review` printed",
            ));
        }
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let own = self.origin_is_ours(headers) && headers.contains_key("x-muqabala");
        (!reads && !own).then(|| {
            refuse(
                StatusCode::FORBIDDEN,
                "changes are taken from the page itself only",
            )
        })
    }
}

/// A fresh random word of 48 hexadecimal digits.
pub(crate) fn random_word() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 24];
    getrandom::fill(&mut bytes)?;
    Ok(blake3::hash(&bytes).to_hex()[..48].to_owned())
}

fn query_token(request: &Request) -> Option<&str> {
    request
        .uri()
        .query()?
        .split('&')
        .find_map(|pair| pair.strip_prefix("token="))
}

/// Compares two secrets by their hashes, so that the time taken tells nothing of the secret.
fn same(given: &str, wanted: &str) -> bool {
    blake3::hash(given.as_bytes()) == blake3::hash(wanted.as_bytes())
}

fn refuse(status: StatusCode, why: &'static str) -> Response {
    (status, why).into_response()
}

/// Lets a request through or refuses it, and dresses every answer in the security headers.
pub(crate) async fn check(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let refusal = guard.refusal(&request);
    let mut response = match refusal {
        Some(refusal) => refusal,
        None => guard.admit(request, next).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn guard() -> Guard {
        Guard::new(vec!["127.0.0.1:8000".to_owned()], 8000, None).expect("random bytes")
    }

    fn status(guard: &Guard, method: Method, uri: &str, headers: &[(&str, &str)]) -> Option<u16> {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        guard.refusal(&request).map(|response| response.status().as_u16())
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:8000");

    #[test]
    fn a_request_needs_the_token() {
        let guard = guard();
        let address = format!("/?token={}", guard.token());
        let cookie = format!("a=b; muqabala-8000={}", guard.token());
        assert_eq!(status(&guard, Method::GET, "/", &[HOST]), Some(403));
        assert_eq!(status(&guard, Method::GET, "/?token=00", &[HOST]), Some(403));
        assert_eq!(status(&guard, Method::GET, &address, &[HOST]), None);
        assert_eq!(
            status(&guard, Method::GET, "/", &[HOST, ("cookie", &cookie)]),
            None
        );
    }

    #[test]
    fn a_foreign_host_name_is_refused_even_with_the_token() {
        let guard = guard();
        let address = format!("/?token={}", guard.token());
        assert_eq!(
            status(&guard, Method::GET, &address, &[("host", "evil.example:8000")]),
            Some(421)
        );
    }

    #[test]
    fn a_change_needs_the_own_origin_and_header() {
        let guard = guard();
        let address = format!("/api/do/x?token={}", guard.token());
        let post = |headers: &[(&str, &str)]| status(&guard, Method::POST, &address, headers);
        let own = ("origin", "http://127.0.0.1:8000");
        assert_eq!(post(&[HOST]), Some(403));
        assert_eq!(post(&[HOST, own]), Some(403));
        assert_eq!(
            post(&[HOST, ("origin", "http://evil.example"), ("x-muqabala", "1")]),
            Some(403)
        );
        assert_eq!(post(&[HOST, own, ("x-muqabala", "1")]), None);
    }

    #[test]
    fn a_password_is_not_guessed() {
        let guard = Guard {
            password: Some("s3cret".to_owned()),
            ..guard()
        };
        let with = format!("/?token={}", guard.token());
        let wrong = ("authorization", "Basic Omd1ZXNz");
        let right = ("authorization", "Basic OnMzY3JldA==");
        let statuses: Vec<Option<u16>> = (0..12)
            .map(|_| status(&guard, Method::GET, "/", &[HOST, wrong]))
            .collect();
        assert_eq!(statuses[9], Some(401));
        assert_eq!(statuses[10], Some(429));
        assert_eq!(status(&guard, Method::GET, "/", &[HOST, right]), Some(429));
        // Who has the token is not locked out by strangers.
        assert_eq!(status(&guard, Method::GET, &with, &[HOST, right]), None);
    }

    #[test]
    fn a_password_is_asked_for_where_one_is_set() {
        let guard = Guard {
            password: Some("s3cret".to_owned()),
            ..guard()
        };
        let address = format!("/?token={}", guard.token());
        assert_eq!(status(&guard, Method::GET, &address, &[HOST]), Some(401));
        assert_eq!(
            status(
                &guard,
                Method::GET,
                &address,
                &[HOST, ("authorization", "Basic OnMzY3JldA==")]
            ),
            None
        );
    }
}
