//! Key players beside an exhaustive search.

use super::*;
use crate::{Edge, Graph, Unwatched};
use proptest::prelude::*;

fn network(nodes: u32, ties: &[(u32, u32)]) -> Rows {
    let ties: Vec<Edge> =
        ties.iter().map(|&(from, to)| Edge { from: from % nodes, to: to % nodes, weight: 1.0 }).collect();
    Graph::build(nodes, &ties).unwrap().undirected()
}

fn measure(rows: &Rows, aim: KeyAim, set: &[u32]) -> f64 {
    match aim {
        KeyAim::Fragment => fragmentation(rows, set),
        KeyAim::FragmentByDistance => distance_fragmentation(rows, set),
        KeyAim::Reach { steps } => reach(rows, set, steps),
        KeyAim::ReachByDistance => distance_reach(rows, set),
    }
}

/// The best score of all sets of a size.
fn exhaustive(rows: &Rows, aim: KeyAim, count: usize) -> f64 {
    fn go(rows: &Rows, aim: KeyAim, count: usize, set: &mut Vec<u32>, best: &mut f64) {
        if set.len() == count {
            *best = best.max(measure(rows, aim, set));
            return;
        }
        for node in set.last().map_or(0, |last| last + 1)..rows.nodes() as u32 {
            set.push(node);
            go(rows, aim, count, set, best);
            set.pop();
        }
    }
    let mut best = f64::NEG_INFINITY;
    go(rows, aim, count, &mut Vec::new(), &mut best);
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn sets_equal_those_of_an_exhaustive_search(
        nodes in 6_u32..=25,
        ties in proptest::collection::vec((any::<u32>(), any::<u32>()), 5..70),
        count in 1_usize..=3,
        seed: u64,
    ) {
        let rows = network(nodes, &ties);
        for aim in [
            KeyAim::Fragment,
            KeyAim::FragmentByDistance,
            KeyAim::Reach { steps: 1 },
            KeyAim::Reach { steps: 2 },
            KeyAim::ReachByDistance,
        ] {
            let found = key_players(&rows, aim, count, 24, seed, &Unwatched).unwrap();
            prop_assert_eq!(found.nodes.len(), count);
            prop_assert!((found.score - measure(&rows, aim, &found.nodes)).abs() < 1e-9);
            let best = exhaustive(&rows, aim, count);
            prop_assert!((found.score - best).abs() < 1e-9, "{aim:?}: {} of {best}", found.score);
        }
    }
}

#[test]
fn the_middle_of_a_path_breaks_it_and_the_hub_reaches_all() {
    let path = network(5, &[(0, 1), (1, 2), (2, 3), (3, 4)]);
    let found = key_players(&path, KeyAim::Fragment, 1, 1, 0, &Unwatched).unwrap();
    assert_eq!(found.nodes, [2]);
    // Of six pairs left, two are together.
    assert!((found.score - 4.0 / 6.0).abs() < 1e-12);
    let star = network(4, &[(3, 0), (3, 1), (3, 2)]);
    let found = key_players(&star, KeyAim::Reach { steps: 1 }, 1, 1, 0, &Unwatched).unwrap();
    assert_eq!((found.nodes, found.score), (vec![3], 1.0));
    assert_eq!(distance_reach(&star, &[0]), (1.0 + 1.0 + 0.5 + 0.5) / 4.0);
}

#[test]
fn what_can_not_be_asked_is_refused() {
    let path = network(3, &[(0, 1), (1, 2)]);
    for count in [0, 3] {
        let refused = key_players(&path, KeyAim::Fragment, count, 1, 0, &Unwatched);
        assert_eq!(refused, Err(KeyPlayerError::Count { count, nodes: 3 }));
    }
    let large = network(DISTANCE_NODES_MAX as u32 + 1, &[(0, 1)]);
    let refused = key_players(&large, KeyAim::FragmentByDistance, 1, 1, 0, &Unwatched);
    assert!(matches!(refused, Err(KeyPlayerError::TooLarge { .. })));
}
