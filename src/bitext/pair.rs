//! Two-sided things.

use crate::text::Lang;

/// Which side of a pair: the original or its rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The original.
    Source,
    /// The rendering.
    Target,
}

/// One thing for the source, one for the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pair<T> {
    /// The original's.
    pub source: T,
    /// The rendering's.
    pub target: T,
}

impl<T> Pair<T> {
    /// A pair of two.
    pub fn new(source: T, target: T) -> Pair<T> {
        Pair { source, target }
    }

    /// The one of this role.
    pub fn get(&self, role: Role) -> &T {
        match role {
            Role::Source => &self.source,
            Role::Target => &self.target,
        }
    }

    /// The same, to change.
    pub fn get_mut(&mut self, role: Role) -> &mut T {
        match role {
            Role::Source => &mut self.source,
            Role::Target => &mut self.target,
        }
    }

    /// Does the same to both.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Pair<U> {
        Pair {
            source: f(self.source),
            target: f(self.target),
        }
    }

    /// Borrows both.
    pub fn as_ref(&self) -> Pair<&T> {
        Pair {
            source: &self.source,
            target: &self.target,
        }
    }

    /// Source and target exchanged.
    #[must_use]
    pub fn swap(self) -> Pair<T> {
        Pair {
            source: self.target,
            target: self.source,
        }
    }
}

/// The direction of a translation: the languages of source and target, always the two different ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Direction {
    source: Lang,
}

impl Direction {
    /// Out of Arabic into English.
    pub const AR_EN: Direction = Direction::from(Lang::Arabic);
    /// Out of English into Arabic.
    pub const EN_AR: Direction = Direction::from(Lang::English);

    /// The direction that starts from this language.
    pub const fn from(source: Lang) -> Direction {
        Direction { source }
    }

    /// The language of a side.
    pub fn lang(self, role: Role) -> Lang {
        match role {
            Role::Source => self.source,
            Role::Target => self.source.other(),
        }
    }

    /// The side that a language is on.
    pub fn role(self, lang: Lang) -> Role {
        if lang == self.source {
            Role::Source
        } else {
            Role::Target
        }
    }

    /// `ar-en` or `en-ar`.
    pub fn code(self) -> &'static str {
        match self.source {
            Lang::Arabic => "ar-en",
            Lang::English => "en-ar",
        }
    }
}
