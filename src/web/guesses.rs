//! How often a password may be guessed.
//!
//! After ten wrong ones in a minute none is looked at until the minute is over. Who has the page's token is
//! counted apart, so that a stranger cannot lock them out.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Wrong passwords that are looked at in a minute.
const MOST: usize = 10;

/// How long they count.
pub(crate) const WINDOW: Duration = Duration::from_mins(1);

/// The wrong passwords of the last minute.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guesses {
    wrong: Arc<Mutex<VecDeque<Instant>>>,
}

impl Guesses {
    /// May another password be looked at?
    pub(crate) fn may_look(&self, now: Instant) -> bool {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        while wrong
            .front()
            .is_some_and(|at| now.saturating_duration_since(*at) >= WINDOW)
        {
            wrong.pop_front();
        }
        wrong.len() < MOST
    }

    /// Counts a wrong one.
    pub(crate) fn missed(&self, now: Instant) {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        wrong.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_wrong_ones_in_a_minute_are_enough() {
        let (guesses, start) = (Guesses::default(), Instant::now());
        for n in 0..10 {
            assert!(guesses.may_look(start), "guess {n}");
            guesses.missed(start);
        }
        assert!(!guesses.may_look(start));
        assert!(!guesses.may_look(start + WINDOW / 2));
        assert!(guesses.may_look(start + WINDOW));
    }
}
