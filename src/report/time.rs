//! Times for people: moments of the log, places in a recording.

/// Milliseconds since 1970 as `2024-12-02T10:00:00Z`.
pub fn moment(at: i64) -> String {
    jiff::Timestamp::from_millisecond(at)
        .unwrap_or_default()
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}

/// Milliseconds from the start of a recording as `0:01:02.500`.
pub fn clock(ms: u64) -> String {
    format!(
        "{}:{:02}:{:02}.{:03}",
        ms / 3_600_000,
        ms / 60_000 % 60,
        ms / 1000 % 60,
        ms % 1000
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_people_read_them() {
        assert_eq!(moment(1_733_133_600_000), "2024-12-02T10:00:00Z");
        assert_eq!(clock(3_723_004), "1:02:03.004");
    }
}
