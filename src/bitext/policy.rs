//! What a rendering claims to be.

/// How much of its source a rendering is meant to cover, and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Policy {
    /// A complete translation in the order of the source.
    #[default]
    Full,
    /// Parts of the source, perhaps in another order; what is left out is no fault.
    Excerpt,
    /// An article that quotes the speaker; background prose is expected.
    Article,
}

impl Policy {
    /// All policies, in the order in which help texts name them.
    pub const ALL: [Policy; 3] = [Policy::Full, Policy::Excerpt, Policy::Article];

    /// Its name on the command line and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Policy::Full => "full",
            Policy::Excerpt => "excerpt",
            Policy::Article => "article",
        }
    }

    /// The policy of that name.
    pub fn from_name(name: &str) -> Option<Policy> {
        Policy::ALL.into_iter().find(|policy| policy.name() == name)
    }

    /// Must the target follow the order of the source?
    pub fn is_monotone(self) -> bool {
        self == Policy::Full
    }
}
