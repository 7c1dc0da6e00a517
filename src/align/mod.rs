//! The aligner: which segments of two texts stand for each other.
//!
//! A linear model over all beads of a lattice, decoded exactly; what it looks at is in
//! [`features`], its weights in [`model`], the formulas in `docs/algorithms.md`. [`align`] is the
//! way in. Under policy `full` the beads run in order on both sides; under `excerpt` and
//! `article` they follow the rendering and may jump about in the source.

mod band;
mod calibrate;
mod evidence;
mod excerpt;
pub mod features;
mod full;
mod headings;
mod lattice;

mod length_ratio;
pub mod model;
mod partial;
mod posterior;
mod request;
mod sentence;
mod side;
pub mod train;
mod turns;

pub use model::Model;
pub use request::{AlignError, Constraints, Contribution, Outcome, Request, Voice};

use crate::bitext::Policy;

/// Aligns two texts.
///
/// # Errors
///
/// [`AlignError`] when the constraints name segments that do not exist, use one twice, or cross
/// under a policy that keeps the order.
pub fn align(request: &Request<'_>) -> Result<Outcome, AlignError> {
    request.check()?;
    match request.policy {
        Policy::Full => full::align_full(request),
        Policy::Excerpt | Policy::Article => partial::align_partial(request),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Bead, Direction, Pair, Status};
    use proptest::prelude::*;

    const ARABIC: [&str; 5] = [
        "وصل الوزير إلى بغداد يوم الثلاثاء.",
        "وقال إن 30 ألف عامل يعملون في المصنع.",
        "ولم يجب عن أسئلة الصحفيين.",
        "وقد بني الجدار في عام 1984.",
        "ثم عاد إلى البيت.",
    ];
    const ENGLISH: [&str; 5] = [
        "The minister arrived in Baghdad on Tuesday.",
        "He said that 30 thousand workers work in the factory.",
        "He did not answer the journalists' questions.",
        "The wall was built in 1984.",
        "Then he went back home.",
    ];

    fn ask(
        direction: Direction,
        policy: Policy,
        texts: (&[&str], &[&str]),
        constraints: &Constraints,
    ) -> Outcome {
        let request = Request {
            direction,
            policy,
            texts: Pair::new(texts.0, texts.1),
            voices: Pair::new(&[], &[]),
            constraints,
            learnt: None,
            model: Model::embedded(),
        };
        align(&request).expect("the constraints are sound")
    }

    fn kinds(outcome: &Outcome) -> Vec<(usize, usize)> {
        outcome.alignment.beads().iter().map(Bead::kind).collect()
    }

    #[test]
    fn plain_sentences_are_aligned_one_to_one() {
        let outcome = ask(
            Direction::AR_EN,
            Policy::Full,
            (&ARABIC, &ENGLISH),
            &Constraints::default(),
        );
        assert_eq!(kinds(&outcome), vec![(1, 1); 5]);
        assert!(outcome.alignment.beads().iter().all(|bead| bead.confidence > 0.8));
        assert!(!outcome.contributions[1].is_empty());
    }

    #[test]
    fn an_excerpt_may_jump() {
        let excerpt = [ENGLISH[3], ENGLISH[1]];
        let outcome = ask(
            Direction::AR_EN,
            Policy::Excerpt,
            (&ARABIC, &excerpt),
            &Constraints::default(),
        );
        let found: Vec<_> = outcome
            .alignment
            .beads()
            .iter()
            .filter(|bead| !bead.is_null())
            .collect();
        assert_eq!((found[0].source(), found[0].target()), (3..4, 0..1));
        assert_eq!((found[1].source(), found[1].target()), (1..2, 1..2));
    }

    #[test]
    fn set_beads_and_barriers_are_kept() {
        let set = |source, target| {
            let mut bead = Bead::new(source, target, 1.0).expect("not empty");
            bead.status = Status::Pinned;
            bead
        };
        let constraints = Constraints {
            beads: vec![set(1..3, 0..1)],
            barriers: vec![(4, 3)],
        };
        let outcome = ask(Direction::AR_EN, Policy::Full, (&ARABIC, &ENGLISH), &constraints);
        let beads = outcome.alignment.beads();
        assert!(
            beads
                .iter()
                .any(|bead| bead.status == Status::Pinned && bead.kind() == (2, 1))
        );
        assert!(
            beads
                .iter()
                .all(|bead| (bead.source().end <= 4 && bead.target().end <= 3)
                    || (bead.source().start >= 4 && bead.target().start >= 3))
        );
        let excerpt = Constraints {
            beads: vec![set(4..5, 0..1), set(0..1, 1..2)],
            barriers: Vec::new(),
        };
        let outcome = ask(
            Direction::AR_EN,
            Policy::Excerpt,
            (&ARABIC, &ENGLISH[..3]),
            &excerpt,
        );
        let pinned = outcome
            .alignment
            .beads()
            .iter()
            .filter(|bead| bead.status == Status::Pinned);
        assert_eq!(pinned.count(), 2);
    }

    #[test]
    fn unsound_constraints_are_refused() {
        let bead = |source, target| Bead::new(source, target, 1.0).expect("not empty");
        for beads in [vec![bead(0..9, 0..1)], vec![bead(0..1, 3..4), bead(2..3, 0..1)]] {
            let request = Request {
                direction: Direction::AR_EN,
                policy: Policy::Full,
                texts: Pair::new(&ARABIC, &ENGLISH),
                voices: Pair::new(&[], &[]),
                constraints: &Constraints {
                    beads,
                    barriers: Vec::new(),
                },
                learnt: None,
                model: Model::embedded(),
            };
            assert!(align(&request).is_err());
        }
    }

    #[test]
    fn a_missing_side_gives_null_beads() {
        for policy in Policy::ALL {
            let outcome = ask(Direction::AR_EN, policy, (&ARABIC, &[]), &Constraints::default());
            assert_eq!(kinds(&outcome), vec![(1, 0); 5]);
            let outcome = ask(Direction::AR_EN, policy, (&[], &ENGLISH), &Constraints::default());
            assert_eq!(kinds(&outcome), vec![(0, 1); 5]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn exchanging_the_sides_exchanges_the_beads(a in proptest::collection::vec(0..5_usize, 0..8), e in proptest::collection::vec(0..5_usize, 0..8)) {
            let arabic: Vec<&str> = a.iter().map(|&k| ARABIC[k]).collect();
            let english: Vec<&str> = e.iter().map(|&k| ENGLISH[k]).collect();
            let none = Constraints::default();
            let ahead = ask(Direction::AR_EN, Policy::Full, (&arabic, &english), &none);
            let back = ask(Direction::EN_AR, Policy::Full, (&english, &arabic), &none);
            let swapped: Vec<Bead> = back.alignment.beads().iter().map(Bead::swap).collect();
            prop_assert_eq!(ahead.alignment.beads(), &swapped[..]);
        }

        #[test]
        fn any_text_gets_an_alignment(a in proptest::collection::vec("\\PC{0,30}", 0..6), e in proptest::collection::vec("\\PC{0,30}", 0..6)) {
            let arabic: Vec<&str> = a.iter().map(String::as_str).collect();
            let english: Vec<&str> = e.iter().map(String::as_str).collect();
            for policy in Policy::ALL {
                let outcome = ask(Direction::AR_EN, policy, (&arabic, &english), &Constraints::default());
                prop_assert!(outcome.alignment.beads().iter().all(|bead| (0.0..=1.0).contains(&bead.confidence)));
            }
        }
    }
}
