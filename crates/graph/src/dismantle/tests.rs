//! Dismantling beside the obvious: components counted by walking, and every set of a small network.

use super::*;
use crate::{Edge, Graph, Unwatched};
use proptest::prelude::*;

fn network(nodes: u32, ties: &[(u32, u32)]) -> Rows {
    let ties: Vec<Edge> =
        ties.iter().map(|&(from, to)| Edge { from: from % nodes, to: to % nodes, weight: 1.0 }).collect();
    Graph::build(nodes, &ties).unwrap().undirected()
}

/// The sizes of the components without some nodes, by walking.
fn sizes(rows: &Rows, taken: &[u32]) -> Vec<u32> {
    let mut gone = vec![false; rows.nodes()];
    for &node in taken {
        gone[node as usize] = true;
    }
    let mut sizes = Vec::new();
    for root in 0..rows.nodes() {
        let mut stack = vec![root as u32];
        let mut size = 0;
        while let Some(node) = stack.pop() {
            if !std::mem::replace(&mut gone[node as usize], true) {
                size += 1;
                stack.extend(rows.neighbours(node as usize));
            }
        }
        if size > 0 {
            sizes.push(size);
        }
    }
    sizes
}

fn largest(rows: &Rows, taken: &[u32]) -> u32 {
    sizes(rows, taken).into_iter().max().unwrap_or(0)
}

/// The least cost of any set that dismantles, by trying every set.
fn least(rows: &Rows, costs: &[u32], max: u32) -> u64 {
    let sets = 0_u32..1 << rows.nodes();
    let nodes = |set: u32| (0..rows.nodes() as u32).filter(move |node| set >> node & 1 == 1);
    let fits = sets.filter(|&set| largest(rows, &nodes(set).collect::<Vec<_>>()) <= max);
    fits.map(|set| nodes(set).map(|node| u64::from(costs[node as usize])).sum()).min().unwrap()
}

fn ties(most: usize) -> impl Strategy<Value = Vec<(u32, u32)>> {
    proptest::collection::vec((any::<u32>(), any::<u32>()), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_small_network_is_dismantled_at_the_least_cost(
        nodes in 2_u32..=11,
        ties in ties(30),
        max in 1_u32..5,
        costs in proptest::collection::vec(1_u32..4, 11),
        is_even: bool,
        seed: u64,
    ) {
        let rows = network(nodes, &ties);
        let costs = if is_even { vec![1; nodes as usize] } else { costs[..nodes as usize].to_vec() };
        let plan = Plan { costs: Some(&costs), effort: 400_000, ..Plan::new(max, seed) };
        let found = dismantle(&rows, &plan, &Unwatched).unwrap();
        let best = least(&rows, &costs, max);
        let bound = lower_bound(&rows, &plan, &Unwatched).unwrap();
        prop_assert!(bound.cost <= best, "{} above {best}", bound.cost);
        prop_assert!(largest(&rows, &found.order) <= max);
        prop_assert_eq!(found.cost, found.order.iter().map(|&node| u64::from(costs[node as usize])).sum::<u64>());
        prop_assert!(found.cost >= best);
        if is_even {
            prop_assert_eq!(found.cost, best);
        }
    }

    #[test]
    fn a_set_dismantles_and_none_of_it_can_go_back(
        nodes in 2_u32..70,
        ties in ties(160),
        max in 1_u32..20,
        seed: u64,
    ) {
        let rows = network(nodes, &ties);
        let plan = Plan { effort: 300_000, ..Plan::new(max, seed) };
        let found = dismantle(&rows, &plan, &Unwatched).unwrap();
        prop_assert_eq!(found.largest, largest(&rows, &found.order));
        prop_assert!(found.largest <= max);
        for at in 0..found.order.len() {
            let mut fewer = found.order.clone();
            fewer.remove(at);
            prop_assert!(largest(&rows, &fewer) > max);
        }
        prop_assert_eq!(&dismantle(&rows, &plan, &Unwatched).unwrap(), &found);
        for draft in &found.drafts {
            prop_assert!(found.cost <= draft.refined && draft.refined <= draft.cost);
        }
        for way in [Way::Degree, Way::CoreDegree, Way::Belief] {
            prop_assert!(largest(&rows, &plain_dismantling(&rows, way, &plan).unwrap()) <= max);
        }
        let bound = lower_bound(&rows, &plan, &Unwatched).unwrap();
        prop_assert!(bound.cost <= found.cost);
        let mut seen = vec![false; nodes as usize];
        for &node in bound.pieces.iter().flat_map(|piece| &piece.nodes) {
            prop_assert!(!std::mem::replace(&mut seen[node as usize], true), "{node} in two pieces");
        }
    }

    #[test]
    fn the_curve_is_what_walking_gives(nodes in 1_u32..40, ties in ties(80), order in proptest::collection::vec(0_u32..45, 0..50)) {
        let rows = network(nodes, &ties);
        let curve = after_each(&rows, &order);
        prop_assert_eq!(curve.len(), order.len() + 1);
        for (taken, after) in curve.iter().enumerate() {
            let taken: Vec<u32> = order[..taken].iter().copied().filter(|&node| node < nodes).collect();
            let sizes = sizes(&rows, &taken);
            prop_assert_eq!(after.largest, sizes.iter().copied().max().unwrap_or(0));
            prop_assert_eq!(after.components as usize, sizes.len());
        }
    }
}

#[test]
fn parts_stay_true_through_many_exchanges() {
    let ties: Vec<(u32, u32)> = (0..900_u32).map(|tie| (tie * 7919 % 300, tie * tie % 299)).collect();
    let rows = network(300, &ties);
    let ground = Ground::plain(&rows, None, 0);
    let progress = Progress { watch: &Unwatched, done: AtomicU64::new(0), of: 1 };
    for effort in [1_000, 50_000, 2_000_000] {
        let taken = vec![true; ground.nodes()];
        let taken = Exchange::new(&ground, &taken, 6, Chance::new(effort)).refine(effort, &progress).unwrap();
        let names: Vec<u32> =
            (0..300).filter(|&at| taken[at as usize]).map(|at| ground.name[at as usize]).collect();
        assert!(largest(&rows, &names) <= 6);
    }
}

#[test]
fn nodes_that_cost_much_are_spared() {
    // Two stars, joined at their hubs; one hub is dear.
    let ties: Vec<(u32, u32)> = (2..8).map(|leaf| (leaf % 2, leaf)).chain([(0, 1)]).collect();
    let rows = network(8, &ties);
    let even = dismantle(&rows, &Plan { effort: 100_000, ..Plan::new(4, 1) }, &Unwatched).unwrap();
    assert_eq!(even.cost, 1);
    let mut costs = [1; 8];
    costs[0] = 10;
    let plan = Plan { costs: Some(&costs), effort: 100_000, ..Plan::new(4, 1) };
    assert_eq!(dismantle(&rows, &plan, &Unwatched).unwrap().order, [1]);
}

#[test]
fn what_can_not_be_asked_is_refused() {
    let rows = network(3, &[(0, 1), (1, 2)]);
    let ask = |plan: &Plan<'_>| dismantle(&rows, plan, &Unwatched).unwrap_err();
    assert_eq!(ask(&Plan::new(0, 0)), DismantleError::Limit);
    assert_eq!(
        ask(&Plan { costs: Some(&[1]), ..Plan::new(1, 0) }),
        DismantleError::Costs { costs: 1, nodes: 3 }
    );
    assert_eq!(ask(&Plan { costs: Some(&[1, 0, 1]), ..Plan::new(1, 0) }), DismantleError::Free { node: 1 });
    let large = network(NODES_MAX as u32 + 1, &[]);
    let refused = lower_bound(&large, &Plan::new(1, 0), &Unwatched).unwrap_err();
    assert_eq!(refused, DismantleError::TooLarge { nodes: NODES_MAX + 1, max: NODES_MAX });
}

#[test]
fn a_watch_stops_it() {
    struct Impatient;
    impl Watch for Impatient {
        fn goes_on(&self, _done: u64, _of: u64) -> bool {
            false
        }
    }
    let ties: Vec<(u32, u32)> = (0..200).map(|node| (node, node * 31 + 7)).collect();
    let rows = network(200, &ties);
    let stopped = dismantle(&rows, &Plan::new(3, 0), &Impatient);
    assert_eq!(stopped, Err(DismantleError::Stopped(Stopped)));
}

#[test]
fn an_empty_network_needs_nothing() {
    let found = dismantle(&network(1, &[]), &Plan::new(1, 0), &Unwatched).unwrap();
    assert!(found.order.is_empty());
    let none = Graph::build(0, &[]).unwrap().undirected();
    assert_eq!(dismantle(&none, &Plan::new(1, 0), &Unwatched).unwrap().largest, 0);
    assert_eq!(lower_bound(&none, &Plan::new(1, 0), &Unwatched).unwrap().cost, 0);
}
