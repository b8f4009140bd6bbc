//! Closeness beside its definition, beside values known by hand, and within the bound that it states.

use super::*;
use crate::{Edge, Unwatched};
use proptest::prelude::*;

fn graph(nodes: u32, ties: &[(u32, u32)]) -> Graph {
    let edges: Vec<Edge> = ties.iter().map(|&(from, to)| Edge { from, to, weight: 1.0 }).collect();
    Graph::build(nodes, &edges).unwrap()
}

/// One search for each node, with a list of nodes to visit and nothing more.
fn naive(out: &Rows) -> Vec<f64> {
    let nodes = out.nodes();
    let mut shares = vec![0.0; nodes];
    for source in 0..nodes {
        let mut steps = vec![usize::MAX; nodes];
        steps[source] = 0;
        let mut list = vec![source];
        let mut at = 0;
        while at < list.len() {
            for &other in out.neighbours(list[at]) {
                if steps[other as usize] == usize::MAX {
                    steps[other as usize] = steps[list[at]] + 1;
                    list.push(other as usize);
                }
            }
            at += 1;
        }
        for &node in &list[1..] {
            shares[node] += 1.0 / steps[node] as f64 / (nodes - 1) as f64;
        }
    }
    shares
}

#[track_caller]
fn same(left: &[f64], right: &[f64], off: f64) {
    assert_eq!(left.len(), right.len());
    for (node, (l, r)) in left.iter().zip(right).enumerate() {
        assert!((l - r).abs() <= off, "node {node}: {l} and {r}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn exact_is_the_definition(
        (nodes, ties) in (1_u32..1500, 0_usize..5)
            .prop_flat_map(|(n, each)| (Just(n), prop::collection::vec((0..n, 0..n), n as usize * each / 2)))
    ) {
        let graph = graph(nodes, &ties);
        let rows = graph.undirected();
        same(&harmonic(&rows, &Unwatched).unwrap(), &naive(&rows), 1e-12);
        same(&directed_harmonic(&graph, &Unwatched).unwrap(), &naive(graph.out()), 1e-12);
    }
}

#[test]
fn known_values() {
    let star = graph(4, &[(0, 1), (0, 2), (0, 3)]).undirected();
    same(&harmonic(&star, &Unwatched).unwrap(), &[1.0, 2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0], 1e-15);
    let line = graph(4, &[(0, 1), (1, 2), (2, 3)]);
    let expected = [0.0, 1.0 / 3.0, 1.5 / 3.0, (1.0 + 0.5 + 1.0 / 3.0) / 3.0];
    same(&directed_harmonic(&line, &Unwatched).unwrap(), &expected, 1e-15);
    for nodes in 0..3 {
        let none = graph(nodes, &[]);
        let zeros = vec![0.0; nodes as usize];
        assert_eq!(harmonic(&none.undirected(), &Unwatched).unwrap(), zeros);
        let asked = Precision { epsilon: 0.1, delta: 0.1, seed: 0 };
        assert_eq!(harmonic_within(&none.undirected(), &asked, &Unwatched).unwrap().shares, zeros);
        assert_eq!(directed_harmonic_within(&none, &asked, &Unwatched).unwrap().shares, zeros);
    }
}

/// Two clusters of nodes at random, one large and one small, and a long tail on the large one.
fn landscape(large: u32, small: u32, tail: u32, seed: u64) -> Graph {
    let mut chance = crate::chance::Chance::new(seed);
    let mut ties = Vec::new();
    let mut scatter = |first: u32, nodes: u32, times: u32| {
        (0..nodes * times).for_each(|_| {
            let mut node = || first + chance.below(u64::from(nodes)) as u32;
            ties.push((node(), node()));
        });
    };
    scatter(0, large, 3);
    scatter(large, small, 2);
    (0..tail)
        .for_each(|at| ties.push((if at == 0 { 0 } else { large + small + at - 1 }, large + small + at)));
    graph(large + small + tail, &ties)
}

#[test]
fn the_bound_holds_as_often_as_it_says() {
    let graph = landscape(4000, 300, 40, 1);
    let rows = graph.undirected();
    let (exact, directed) = (naive(&rows), naive(graph.out()));
    let mut drawn = 0;
    for seed in 0..10 {
        let asked = Precision { epsilon: 0.02, delta: 0.1, seed };
        let found = harmonic_within(&rows, &asked, &Unwatched).unwrap();
        assert!(found.error <= 0.02);
        drawn += found.draws;
        same(&found.shares, &exact, found.error + 1e-9);
        let asked = Precision { epsilon: 0.04, ..asked };
        let found = directed_harmonic_within(&graph, &asked, &Unwatched).unwrap();
        assert!(found.error <= 0.04);
        drawn += found.draws;
        same(&found.shares, &directed, found.error + 1e-9);
    }
    assert!(drawn > 0);
}

#[test]
fn the_same_on_any_number_of_threads() {
    let graph = landscape(5000, 100, 10, 2);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let asked = Precision { epsilon: 0.03, delta: 0.1, seed: 5 };
        pool.install(|| {
            let rows = graph.undirected();
            (harmonic(&rows, &Unwatched).unwrap(), harmonic_within(&rows, &asked, &Unwatched).unwrap())
        })
    };
    let one = run(1);
    assert!(one.1.draws > 0);
    assert_eq!(one, run(3));
}

#[test]
fn a_long_chain_is_walked_along_not_over_and_over() {
    let ties: Vec<(u32, u32)> = (1..4_000).map(|at| (at - 1, at)).collect();
    let rows = graph(4_000, &ties).undirected();
    let shares = harmonic(&rows, &Unwatched).unwrap();
    let one_over: f64 = (1..4_000).map(|at| 1.0 / f64::from(at)).sum();
    assert!((shares[0] - one_over / 3_999.0).abs() < 1e-12);
}

#[test]
fn a_watch_stops_it() {
    struct Never;
    impl Watch for Never {
        fn goes_on(&self, _done: u64, _of: u64) -> bool {
            false
        }
    }
    let rows = landscape(3000, 10, 10, 3).undirected();
    assert_eq!(harmonic(&rows, &Never), Err(Stopped));
    let asked = Precision { epsilon: 0.02, delta: 0.1, seed: 0 };
    assert_eq!(harmonic_within(&rows, &asked, &Never), Err(EstimateError::Stopped(Stopped)));
}
