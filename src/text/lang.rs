//! The two languages of the workbench, as a value.

use std::fmt;

/// A language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Arabic, any variety, in Arabic script.
    Arabic,
    /// English, in Latin script.
    English,
}

impl Lang {
    /// Both languages, in the order of their codes.
    pub const ALL: [Lang; 2] = [Lang::Arabic, Lang::English];

    /// The ISO 639-1 code: `ar` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Arabic => "ar",
            Lang::English => "en",
        }
    }

    /// The name in English, for messages.
    pub fn name(self) -> &'static str {
        match self {
            Lang::Arabic => "Arabic",
            Lang::English => "English",
        }
    }

    /// The language with this ISO 639-1 code; a region (`ar-IQ`) is ignored.
    pub fn from_code(code: &str) -> Option<Lang> {
        let base = code.split(['-', '_']).next().unwrap_or(code);
        Lang::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(base))
    }

    /// The other language of the pair.
    #[must_use]
    pub fn other(self) -> Lang {
        match self {
            Lang::Arabic => Lang::English,
            Lang::English => Lang::Arabic,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_ignored() {
        assert_eq!(Lang::from_code("ar-IQ"), Some(Lang::Arabic));
        assert_eq!(Lang::from_code("EN"), Some(Lang::English));
        assert_eq!(Lang::from_code("fa"), None);
    }
}
