//! Which carriers count as seized from a person.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

mod desk;

use authority::{Role, mark};
use casework::seizure::{SeizedFrom, Seizure, seized_from};
use desk::{MONDAY, noon, permit_of, prose, record};
use proptest::prelude::*;
use vocab::{CarrierId, PersonId};

fn carrier(number: u8) -> CarrierId {
    CarrierId(record(100 + number))
}

fn person(number: u8) -> PersonId {
    PersonId(record(200 + number))
}

fn said(carrier_number: u8, from: SeizedFrom) -> Seizure {
    let permit = permit_of("T. Rechercheur", Role::TacticalInvestigator);
    let hand = permit.hand::<mark::Investigator>().unwrap();
    let because = prose("Het proces-verbaal van inbeslagneming.");
    Seizure::state(&hand, carrier(carrier_number), from, because, noon(MONDAY)).unwrap()
}

#[test]
fn silence_counts_for_everyone_and_a_word_for_one() {
    let all = [carrier(1), carrier(2), carrier(3)];
    assert_eq!(seized_from(person(1), &all, &[]), all);
    let words = [(person(1), said(1, SeizedFrom::Person)), (person(2), said(2, SeizedFrom::Person))];
    assert_eq!(seized_from(person(1), &all, &words), [carrier(1), carrier(3)]);
    assert_eq!(seized_from(person(2), &all, &words), [carrier(2), carrier(3)]);
    assert_eq!(seized_from(person(3), &all, &words), [carrier(3)]);
    let shared = [words[0].clone(), (person(2), said(1, SeizedFrom::Person))];
    assert_eq!(seized_from(person(2), &all, &shared), all);
    let back = [words[0].clone(), (person(1), said(1, SeizedFrom::TakenBack))];
    assert_eq!(seized_from(person(2), &all, &back), all, "nothing is said any more");
    assert!(permit_of("A", Role::ProbationOfficer).hand::<mark::Investigator>().is_none());
}

proptest! {
    /// No carrier is lost: each counts for at least one of the persons of whom something is said, or for all.
    #[test]
    fn no_carrier_is_left_out_of_every_order(words in prop::collection::vec((0_u8..3, 0_u8..3, any::<bool>()), 0..12)) {
        let all: Vec<CarrierId> = (0..3).map(carrier).collect();
        let words: Vec<(PersonId, Seizure)> = words.into_iter().map(|(whose, which, stands)| {
            let from = if stands { SeizedFrom::Person } else { SeizedFrom::TakenBack };
            (person(whose), said(which, from))
        }).collect();
        for one in &all {
            // The slow reading: the last word of each pair.
            let last = |whose| {
                let of = |(person, seizure): &&(PersonId, Seizure)| *person == whose && seizure.carrier == *one;
                words.iter().rfind(of).is_some_and(|(_, seizure)| seizure.from == SeizedFrom::Person)
            };
            let tied = (0..3).any(|whose| last(person(whose)));
            for whose in (0..3).map(person) {
                let counts = seized_from(whose, &all, &words).contains(one);
                prop_assert_eq!(counts, if tied { last(whose) } else { true });
            }
        }
    }
}
