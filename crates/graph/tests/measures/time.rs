//! Ties with kinds and moments: what a window holds, and when a node is active.

use graph::{Activity, Edge, Tie, TieError, Ties, Window, activity};
use proptest::prelude::*;

const DAY: i64 = 86_400;

fn any_tie() -> impl Strategy<Value = Tie> {
    let moment =
        prop::option::weighted(0.9, prop_oneof![-3 * DAY..3 * DAY, Just(i64::MAX), Just(i64::MIN + 1)]);
    let tie = (0_u32..6, 0_u32..6, 0_u8..4, moment, 1_u8..5);
    tie.prop_map(|(from, to, kind, moment, amount)| Tie { from, to, kind, moment, amount: f32::from(amount) })
}

fn any_window() -> impl Strategy<Value = Window> {
    let end = || prop::option::of(-3 * DAY..3 * DAY);
    (end(), end(), any::<bool>()).prop_map(|(from, until, with_undated)| Window { from, until, with_undated })
}

fn is_within(tie: &Tie, window: &Window) -> bool {
    match tie.moment {
        None => window.with_undated,
        Some(moment) => {
            window.from.unwrap_or(i64::MIN) <= moment && window.until.is_none_or(|until| moment < until)
        }
    }
}

proptest! {
    #[test]
    fn ties_come_back_as_they_went_in(given in prop::collection::vec(any_tie(), 0..30)) {
        let ties: Ties = given.iter().copied().collect();
        prop_assert_eq!(ties.iter().collect::<Vec<_>>(), given.clone());
        prop_assert_eq!((ties.len(), ties.is_empty()), (given.len(), given.is_empty()));
        prop_assert_eq!(ties.get(given.len()), None);
    }

    #[test]
    fn a_projection_weighs_what_the_window_holds(
        given in prop::collection::vec(any_tie(), 0..30),
        window in any_window(),
    ) {
        let weights = [1.0, 0.0, 0.5, 2.0];
        let wanted: Vec<Edge> = given
            .iter()
            .filter(|tie| is_within(tie, &window) && tie.kind != 1)
            .map(|tie| Edge { from: tie.from, to: tie.to, weight: weights[usize::from(tie.kind)] * tie.amount })
            .collect();
        let ties: Ties = given.into_iter().collect();
        prop_assert_eq!(ties.project(&weights, &window).unwrap(), wanted);
    }

    #[test]
    fn activity_counts_the_ties_that_leave(
        given in prop::collection::vec(any_tie(), 0..60),
        window in any_window(),
    ) {
        let ties: Ties = given.iter().copied().collect();
        for (node, found) in (0_u32..).zip(activity(&ties, 5, &window)) {
            let mine: Vec<&Tie> = given.iter().filter(|t| t.from == node && is_within(t, &window)).collect();
            let mut moments: Vec<i64> = mine.iter().filter_map(|tie| tie.moment).collect();
            moments.sort_unstable();
            prop_assert_eq!(found.dated as usize, moments.len());
            prop_assert_eq!(found.undated as usize, mine.len() - moments.len());
            prop_assert_eq!((found.first, found.last), (moments.first().copied(), moments.last().copied()));
            let mut days: Vec<i64> = moments.iter().map(|moment| moment.div_euclid(DAY)).collect();
            days.dedup();
            prop_assert_eq!(found.days as usize, days.len());
            for hour in 0..24 {
                let count = moments.iter().filter(|m| m.rem_euclid(DAY) / 3_600 == hour).count();
                prop_assert_eq!(found.hours[hour as usize] as usize, count);
            }
            prop_assert_eq!(found.weekdays.iter().sum::<u32>() as usize, moments.len());
            let pauses = moments.windows(2).map(|pair| (i128::from(pair[1]) - i128::from(pair[0])) as u64);
            prop_assert_eq!(found.pause_max_seconds, pauses.max());
            prop_assert!(found.burstiness.is_none_or(|b| (-1.0..=1.0).contains(&b)));
        }
    }
}

fn of_one(moments: &[i64]) -> Activity {
    let tie = |moment: &i64| Tie { from: 0, to: 1, kind: 0, moment: Some(*moment), amount: 1.0 };
    let ties: Ties = moments.iter().map(tie).collect();
    activity(&ties, 1, &Window::default()).remove(0)
}

#[test]
fn weekdays_and_hours_are_those_of_the_calendar() {
    // Thursday 1970-01-01 00:00:00, the second before it, and Sunday 2024-02-25 13:59:59, in UTC.
    let found = of_one(&[0, -1, 1_708_869_599]);
    assert_eq!(found.weekdays, [0, 0, 1, 1, 0, 0, 1]);
    assert_eq!((found.hours[0], found.hours[23], found.hours[13]), (1, 1, 1));
    assert_eq!(found.days, 3);
}

#[test]
fn bursts_and_clocks_are_told_apart() {
    let clock: Vec<i64> = (0..50).map(|hour| hour * 3_600).collect();
    assert_eq!(of_one(&clock).burstiness, Some(-1.0));
    let bursts: Vec<i64> = (0..50).map(|at| at / 10 * 1_000_000 + at % 10).collect();
    assert!(of_one(&bursts).burstiness.unwrap() > 0.4);
    assert_eq!(of_one(&[7, 7, 7]).burstiness, None);
    assert_eq!(of_one(&[7, 9]).burstiness, None);
}

#[test]
fn kinds_without_a_weight_are_told() {
    let ties: Ties = [Tie { from: 0, to: 1, kind: 3, moment: None, amount: 1.0 }].into_iter().collect();
    let all = Window::default();
    assert_eq!(ties.project(&[1.0; 3], &all), Err(TieError::NoWeight { at: 0, kind: 3, given: 3 }));
    assert_eq!(ties.project(&[1.0, -0.5], &all), Err(TieError::Kind { kind: 1, weight: -0.5 }));
    assert!(matches!(ties.project(&[f32::NAN; 4], &all), Err(TieError::Kind { kind: 0, .. })));
    assert!(matches!(ties.graph(1, &[1.0; 4], &all), Err(TieError::Build(_))));
    assert_eq!(ties.graph(2, &[1.0; 4], &all).unwrap().out().arcs(), 1);
}
