//! Links, hosts, mail addresses and handles in a text: where they stand, and which are the same.
//!
//! An address is looked for in runs of the ASCII characters that RFC 3986 allows; brackets,
//! quotation marks and punctuation at its ends do not belong to it. A host without a scheme or
//! `www.` counts when it ends in one of the usual top-level domains, so that file names do not.

use crate::text::Span;

/// What an address leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A page: `https://example.org/a`, `www.example.org`, `example.org`.
    Link,
    /// A mailbox: `info@example.org`.
    Mail,
    /// A name on some platform: `@example`.
    Handle,
}

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Where it stands.
    pub span: Span,
    /// What it leads to.
    pub kind: Kind,
    /// The host, of a mail address with what stands before it; lower case, without `www.`.
    pub host: String,
    /// What follows the host, without marks of a language and without a slash at the end.
    pub rest: String,
    /// Did the address name a language (`/en/`, `ar.`, `lang=ar`)?
    pub names_language: bool,
}

impl Address {
    /// Do the two lead to one place? The pages of one site in two languages do.
    pub fn is_same(&self, other: &Address) -> bool {
        let one_site = self.kind == other.kind && self.host == other.host;
        let may_differ = self.kind == Kind::Link && (self.names_language || other.names_language);
        one_site && (may_differ || self.rest == other.rest)
    }
}

/// Top-level domains by which a bare host is known; those that are words (`in`, `it`) are left out.
const DOMAINS: &str = " com org net edu gov int mil info biz io co iq sa eg ae jo lb sy ps qa kw bh om ye ma dz tn ly sd \
     mr tr ir il uk ca au de fr es nl ch se dk fi pl ru ua eu cn jp br mx za ng ke tv fm app dev ";
const LANGUAGES: [&str; 4] = ["ar", "en", "arabic", "english"];

fn is_run(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c)
}

/// The addresses of a text, in order.
pub fn addresses(text: &str) -> Vec<Address> {
    let mut found = Vec::new();
    if !text.contains(['@', '.', ':']) {
        return found;
    }
    let mut start = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (start, is_run(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.extend(of_run(text, from, at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Does the span lie inside an address?
pub fn is_inside(text: &str, span: Span) -> bool {
    let from = text[..span.start]
        .char_indices()
        .rev()
        .take_while(|&(_, c)| is_run(c))
        .last()
        .map_or(span.start, |(at, _)| at);
    let rest = &text[span.end..];
    let to = span.end + rest.find(|c| !is_run(c)).unwrap_or(rest.len());
    text.get(from..to).is_some_and(|run| {
        run.contains(['@', '.', ':']) && of_run(text, from, to).is_some_and(|found| found.span.contains(span))
    })
}

/// The address that a run of characters is, if it is one.
fn of_run(text: &str, from: usize, to: usize) -> Option<Address> {
    let run = &text[from..to];
    let lead = run.len() - run.trim_start_matches(|c: char| "([,;:!?.'*-&".contains(c)).len();
    let mut core = run[lead..].trim_end_matches(|c: char| ".,;:!?'*&".contains(c));
    // A bracket that closes what was opened before the address.
    while core.ends_with([')', ']']) && core.matches([')', ']']).count() > core.matches(['(', '[']).count() {
        core = core[..core.len() - 1].trim_end_matches(|c: char| ".,;:!?'*&".contains(c));
    }
    let start = from + lead;
    let span = Span::new(start, start + core.len());
    if let Some(name) = core.strip_prefix('@') {
        let is_name = name.len() >= 2
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
        let letters = name.chars().any(|c| c.is_ascii_alphabetic());
        return (is_name && letters).then(|| Address {
            span,
            kind: Kind::Handle,
            host: name.to_ascii_lowercase(),
            rest: String::new(),
            names_language: false,
        });
    }
    let (scheme, rest) = without_scheme(core);
    if let Some((name, host)) = rest.split_once('@')
        && is_host(host)
        && !name.is_empty()
        && !name.contains('/')
    {
        return Some(Address {
            span,
            kind: Kind::Mail,
            host: format!("{}@{}", name.to_ascii_lowercase(), host.to_ascii_lowercase()),
            rest: String::new(),
            names_language: false,
        });
    }
    link(span, rest, scheme)
}

/// What stands behind `https://` or `mailto:`, and whether there was such a thing.
fn without_scheme(core: &str) -> (bool, &str) {
    if let Some(rest) = core.strip_prefix("mailto:") {
        return (true, rest);
    }
    match core.split_once("://") {
        Some((scheme, rest))
            if !scheme.is_empty()
                && scheme
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) =>
        {
            (true, rest)
        }
        _ => (false, core),
    }
}

fn link(span: Span, rest: &str, has_scheme: bool) -> Option<Address> {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let bare = host.rsplit('@').next().unwrap_or(host);
    let bare = bare.split(':').next().unwrap_or(bare);
    let lower = bare.to_ascii_lowercase();
    let short = lower.strip_prefix("www.").unwrap_or(&lower);
    let is_link = if has_scheme {
        !short.is_empty()
    } else {
        is_host(short) && (short != lower || is_usual(bare, short))
    };
    if !is_link {
        return None;
    }
    let (host, by_host) = match short.split_once('.') {
        Some((label, rest)) if LANGUAGES.contains(&label) && rest.contains('.') => (rest, true),
        _ => (short, false),
    };
    let (rest, by_path) = without_language(path);
    Some(Address {
        span,
        kind: Kind::Link,
        host: host.to_owned(),
        rest,
        names_language: by_host || by_path,
    })
}

/// Labels of letters, digits and hyphens with full stops between, at least two.
fn is_host(host: &str) -> bool {
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    host.contains('.') && host.split('.').all(is_label) && host.chars().any(|c| c.is_ascii_alphabetic())
}

/// Is a host without a scheme one by its ending, and not the end of one sentence and the
/// beginning of the next?
fn is_usual(written: &str, host: &str) -> bool {
    let (name, domain) = host.rsplit_once('.').unwrap_or(("", host));
    let is_listed = domain.len() >= 2 && DOMAINS.contains(&format!(" {domain} "));
    let last = written.rsplit('.').next().unwrap_or("");
    is_listed && name.len() >= 2 && !last.starts_with(|c: char| c.is_ascii_uppercase())
}

/// A path without segments and questions that name a language, and without slashes at its end.
fn without_language(path: &str) -> (String, bool) {
    let is_language = |part: &str| {
        let part = part.to_ascii_lowercase();
        let first = part.split(['-', '_']).next().unwrap_or("");
        LANGUAGES.contains(&part.as_str()) || (part.len() == 5 && LANGUAGES[..2].contains(&first))
    };
    let is_question = |part: &str| {
        let value = part
            .strip_prefix("lang=")
            .or(part.strip_prefix("hl="))
            .or(part.strip_prefix("locale="));
        value.is_some_and(is_language)
    };
    let mut names_language = false;
    let mut kept = String::new();
    let mut part = String::new();
    for c in path.chars().chain(std::iter::once('\0')) {
        if !matches!(c, '/' | '?' | '#' | '&' | '\0') {
            part.push(c);
            continue;
        }
        if is_language(&part) || is_question(&part) {
            names_language = true;
            kept.pop();
        } else {
            kept.push_str(&part);
        }
        part.clear();
        if c != '\0' {
            kept.push(c);
        }
    }
    (
        kept.trim_end_matches(['/', '?', '#', '&']).to_owned(),
        names_language,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let found = addresses(text);
        let found: Vec<&str> = found.iter().map(|address| address.span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_end_before_punctuation() {
        case(
            "See https://example.com/en/news for more.",
            &["https://example.com/en/news"],
        );
        case(
            "انظر (https://example.org/a_(b)).",
            &["https://example.org/a_(b)"],
        );
        case(
            "راسلونا على info@example.org، أو @example_1.",
            &["info@example.org", "@example_1"],
        );
        case(
            "mailto:info@example.org or ftp://ftp.example.org today",
            &["mailto:info@example.org", "ftp://ftp.example.org"],
        );
        case(
            "at www.example.com/, and (example.com)",
            &["www.example.com/", "example.com"],
        );
    }

    #[test]
    fn files_numbers_and_sentences_are_none() {
        case(
            "Open README.md and main.rs at 10:30, v1.2.3, e.g. this.Then U.S. forces",
            &[],
        );
        case("He said:we; a@ b @ 5", &[]);
    }

    #[test]
    fn one_place_is_known_in_its_spellings() {
        for (one, other, same) in [
            ("www.example.com/ar", "https://example.com/en", true),
            ("ar.wikipedia.org/wiki/x", "https://en.wikipedia.org/wiki/y", true),
            ("www.example.com/", "www.example.com.", true),
            (
                "https://example.com/a?lang=ar",
                "http://example.com/a?lang=en",
                true,
            ),
            ("info@example.org", "infoo@example.org", false),
            ("https://example.com/a", "https://example.com/b", false),
            ("@example", "@Example", true),
            ("example.org", "example.com", false),
        ] {
            let of = |text: &str| addresses(text).remove(0);
            assert_eq!(of(one).is_same(&of(other)), same, "{one} {other}");
        }
    }

    #[test]
    fn words_of_an_address_are_inside_it() {
        let text = "See https://exmple.com/newz, teh end";
        let of = |word: &str| {
            let at = text.find(word).unwrap_or(0);
            is_inside(text, Span::new(at, at + word.len()))
        };
        assert!(of("https") && of("exmple") && of("newz") && !of("teh") && !of("See"));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[a-zA-Zا-ي@.:/()?#، ]{0,40}") {
            for found in addresses(&text) {
                prop_assert!(!found.span.of(&text).is_empty());
                prop_assert!(is_inside(&text, found.span));
            }
        }
    }
}
