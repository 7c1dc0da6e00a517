//! Figures: separators by their position, and what hangs on behind (`1930s`, `21st`, `11m`).

use crate::lexicon::numbers::Role;

/// A figure that was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Numeral {
    /// Its likeliest value.
    pub(crate) value: f64,
    /// Other values it may have.
    pub(crate) others: Vec<f64>,
    /// What its suffix makes of it.
    pub(crate) role: Role,
    /// Is it a name more than an amount (`4x4`, `3d`), so that nothing need answer it?
    pub(crate) soft: bool,
    /// A unit that is glued on (`15km`), as written.
    pub(crate) unit: Option<String>,
}

/// Reads a number token in its folded form (ASCII digits, lower case).
pub(crate) fn numeral(folded: &str) -> Option<Numeral> {
    let digits_end = folded
        .find(|c: char| !(c.is_ascii_digit() || is_separator(c)))
        .unwrap_or(folded.len());
    let (figure, suffix) = folded.split_at(digits_end);
    let figure = figure.trim_end_matches(is_separator);
    let mut values = figure_values(figure);
    if values.is_empty() {
        return None;
    }
    let value = values.remove(0);
    let mut read = Numeral {
        value,
        others: values,
        role: Role::Count,
        soft: false,
        unit: None,
    };
    apply_suffix(&mut read, suffix.trim_start_matches(['\'', '’']));
    Some(read)
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '٬' | '٫' | '،' | '\'') || is_thin_space(c)
}

/// A space that groups figures: no-break, thin, narrow no-break.
fn is_thin_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2009}' | '\u{202F}')
}

/// The values a figure may have, the likeliest first; none if it is no single number.
fn figure_values(figure: &str) -> Vec<f64> {
    let groups: Vec<&str> = figure.split(is_separator).collect();
    let marks: Vec<char> = figure.chars().filter(|&c| is_separator(c)).collect();
    if groups.iter().any(|group| group.is_empty()) || figure.len() > 24 {
        return Vec::new();
    }
    let joined = |groups: &[&str]| groups.concat().parse::<f64>().unwrap_or(0.0);
    let decimal = |groups: &[&str]| {
        let (last, first) = match groups.split_last() {
            Some((last, first)) => (*last, first.concat()),
            None => ("", String::new()),
        };
        format!("{first}.{last}").parse::<f64>().unwrap_or(0.0)
    };
    let by_three = groups.iter().skip(1).all(|group| group.len() == 3) && groups[0].len() <= 3;
    match marks.as_slice() {
        [] => vec![joined(&groups)],
        ['٬' | '\'' | '\u{A0}' | '\u{2009}' | '\u{202F}'] if by_three => vec![joined(&groups)],
        ['\''] => Vec::new(),
        [mark] if is_thin_space(*mark) => Vec::new(),
        [',' | '،'] if by_three && groups[0] != "0" => vec![joined(&groups), decimal(&groups)],
        ['.'] if by_three && groups[0] != "0" => vec![decimal(&groups), joined(&groups)],
        [_] => vec![decimal(&groups)],
        [first, .., last] if first != last => {
            let head = &groups[..groups.len() - 1];
            if head.iter().skip(1).all(|group| group.len() == 3) {
                vec![decimal(&groups)]
            } else {
                Vec::new()
            }
        }
        _ if by_three => vec![joined(&groups)],
        _ => Vec::new(),
    }
}

fn apply_suffix(read: &mut Numeral, suffix: &str) {
    let mut scale = |factor: f64, keep: bool| {
        if keep {
            read.others.push(read.value);
        }
        read.value *= factor;
    };
    match suffix {
        "" => {}
        "s" => {
            read.role = Role::Decade;
            let year = read.value;
            if year >= 1000.0 {
                read.others.push(year % 100.0);
                read.others.push((year / 100.0).floor() + 1.0);
            }
        }
        "st" | "nd" | "rd" | "th" => read.role = Role::Ordinal,
        "k" => scale(1e3, true),
        "m" => scale(1e6, true),
        "mn" | "mln" | "million" => scale(1e6, false),
        "bn" | "billion" => scale(1e9, false),
        "b" => scale(1e9, true),
        "t" => scale(1e12, true),
        "tn" | "trn" | "trillion" => scale(1e12, false),
        "am" | "pm" => {
            read.role = Role::Clock;
            read.others
                .push(if read.value < 12.0 { read.value + 12.0 } else { 0.0 });
        }
        "x" => read.soft = read.value < 3.0,
        other if other.chars().all(char::is_alphabetic) && other.len() >= 2 => {
            read.unit = Some(other.to_owned());
        }
        _ => read.soft = true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(figure: &str, value: f64, others: &[f64]) {
        let read = numeral(figure).map(|read| (read.value, read.others));
        assert_eq!(read, Some((value, others.to_vec())), "{figure}");
    }

    #[test]
    fn separators_are_read_by_position() {
        case("1,000", 1000.0, &[1.0]);
        case("1,234,567.5", 1_234_567.5, &[]);
        case("1٬500", 1500.0, &[]);
        case("3٫25", 3.25, &[]);
        case("12\u{202F}000", 12000.0, &[]);
        case("25,2", 25.2, &[]);
        case("360.000", 360.0, &[360_000.0]);
        case("14'350", 14350.0, &[]);
        case("1'234'567.5", 1_234_567.5, &[]);
        case("14،350", 14350.0, &[14.35]);
        assert_eq!(numeral("5'10"), None);
        case("5.30", 5.3, &[]);
        assert_eq!(numeral("1,22,3"), None);
        assert_eq!(numeral("2.3.1"), None);
    }

    #[test]
    fn suffixes_say_what_it_is() {
        case("1930s", 1930.0, &[30.0, 20.0]);
        case("11million", 11e6, &[]);
        case("21st", 21.0, &[]);
        assert_eq!(numeral("15km").and_then(|read| read.unit), Some("km".to_owned()));
        assert_eq!(numeral("5g").map(|read| read.soft), Some(true));
    }
}
