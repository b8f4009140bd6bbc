//! Every state of a procedure that steps can reach, to depth 12, over an abstract clock; and what must hold in each.
//!
//! The clock knows the days that matter: today, a few days on, and the last day of each term with the day after. A
//! witness ([`model::witness`]) follows the accepted steps by the text of the law alone, without looking at the state,
//! and says which of them may never have been accepted. States are told apart by what can still make a difference:
//! terms by whether they run, end today or are over, not by the calendar.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

mod desk;
mod model;

use authority::{Role, mark};
use casework::procedure::{Procedure, StepName};
use desk::{PROSECUTOR, day, decision, noon, permit_of};
use model::key::Key;
use model::moves::{days_that_matter, moves};
use model::witness::Witness;
use std::collections::{BTreeMap, HashSet};

const DEPTH: usize = 12;

#[test]
fn no_reachable_state_is_unlawful() {
    let permit = permit_of(PROSECUTOR, Role::Prosecutor);
    let hand = permit.hand::<mark::StepTaker>().unwrap();
    let stranger = permit_of("E. Expert", Role::ProbationOfficer);
    let stranger = stranger.hand::<mark::StepTaker>().unwrap();

    let begun =
        Procedure::begin(decision(10), day(0), noon(day(0)), &permit.hand::<mark::Prosecutor>().unwrap())
            .unwrap();
    let mut seen: HashSet<Key> = HashSet::new();
    let mut taken: BTreeMap<StepName, u64> = BTreeMap::new();
    let (mut refused, mut edges) = (0_u64, 0_u64);
    let mut frontier = vec![(begun, Witness::begin(), day(0))];
    seen.insert(Key::of(&frontier[0].0, day(0)));
    let mut sizes = Vec::new();
    for _ in 1..DEPTH {
        sizes.push(frontier.len());
        let mut next = Vec::new();
        for (procedure, witness, today) in &frontier {
            let mut accepted_here = 0;
            for on in days_that_matter(procedure.state(), *today) {
                for step in moves(procedure.state(), on) {
                    let name = step.name();
                    let Ok(after) = procedure.take(step.clone(), on, noon(on), &hand) else {
                        refused += 1;
                        continue;
                    };
                    accepted_here += 1;
                    edges += 1;
                    *taken.entry(name).or_default() += 1;
                    // No other role takes what is not its own.
                    let foreign = procedure.take(step.clone(), on, noon(on), &stranger);
                    assert_eq!(foreign.is_ok(), name.roles().contains(&Role::ProbationOfficer), "{name}");
                    let mut told = witness.clone();
                    told.accept(&step, on)
                        .unwrap_or_else(|wrong| panic!("{wrong}\nafter {:#?}", after.steps()));
                    told.agrees(after.state(), on)
                        .unwrap_or_else(|wrong| panic!("{wrong}\nafter {:#?}", after.steps()));
                    if seen.insert(Key::of(&after, on)) {
                        next.push((after, told, on));
                    }
                }
            }
            assert!(accepted_here > 0 || procedure.state().destroyed, "a dead end: {:#?}", procedure.steps());
        }
        // What was reached reads back from its steps alone.
        for (procedure, ..) in next.iter().step_by(97) {
            let text = serde_json::to_string(procedure).unwrap();
            assert_eq!(&serde_json::from_str::<Procedure>(&text).unwrap(), procedure);
        }
        frontier = next;
    }
    sizes.push(frontier.len());
    println!("states by depth: {sizes:?}");
    println!("states: {}; steps accepted: {edges}, refused: {refused}", seen.len());
    println!("accepted by step: {taken:?}");
    for name in StepName::ALL {
        assert!(*name == StepName::Decide || taken.contains_key(name), "{name} was never taken");
    }
    assert!(seen.len() > 20_000, "the model has become too small to mean much: {}", seen.len());
}
