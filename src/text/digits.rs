//! The three digit sets in use: ASCII `0-9`, Arabic-Indic `٠-٩`, Eastern Arabic-Indic `۰-۹`.

/// A set of ten digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DigitSet {
    /// `0-9`
    Ascii,
    /// `٠-٩`, U+0660 to U+0669
    ArabicIndic,
    /// `۰-۹`, U+06F0 to U+06F9, as Persian and Urdu write them
    Eastern,
}

impl DigitSet {
    /// An ASCII digit in this set; other characters stay.
    pub fn written(self, c: char) -> char {
        let zero = match self {
            DigitSet::Ascii => return c,
            DigitSet::ArabicIndic => 0x0660,
            DigitSet::Eastern => 0x06F0,
        };
        c.to_digit(10)
            .and_then(|digit| char::from_u32(zero + digit))
            .unwrap_or(c)
    }
}

/// The value and the set of a digit.
pub fn digit(c: char) -> Option<(u32, DigitSet)> {
    match c {
        '0'..='9' => Some((c as u32 - '0' as u32, DigitSet::Ascii)),
        '\u{0660}'..='\u{0669}' => Some((c as u32 - 0x0660, DigitSet::ArabicIndic)),
        '\u{06F0}'..='\u{06F9}' => Some((c as u32 - 0x06F0, DigitSet::Eastern)),
        _ => None,
    }
}

/// Is this a digit of any of the three sets?
pub fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// The ASCII digit for a digit of any set; other characters stay.
pub fn to_ascii(c: char) -> char {
    digit(c)
        .and_then(|(value, _)| char::from_digit(value, 10))
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_sets_have_the_same_values() {
        let read: String = "0٠۰9٩۹٫".chars().map(to_ascii).collect();
        assert_eq!(read, "000999٫");
    }
}
