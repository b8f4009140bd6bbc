//! Betweenness beside its definition, beside values known by hand, and within the bound that it states.

use super::approximate;
use super::*;
use crate::{Edge, Unwatched};
use proptest::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

fn graph(nodes: u32, ties: &[(u32, u32)]) -> Graph {
    let edges: Vec<Edge> = ties.iter().map(|&(from, to)| Edge { from, to, weight: 1.0 }).collect();
    Graph::build(nodes, &edges).unwrap()
}

fn precision(epsilon: f64, delta: f64, seed: u64) -> Precision {
    Precision { epsilon, delta, seed }
}

/// By the definition: for each pair and each node between, the paths through it over all paths.
fn naive(rows: &Rows) -> Vec<f64> {
    let nodes = rows.nodes();
    let from: Vec<Vec<(usize, f64)>> = (0..nodes).map(|source| paths_from(rows, source)).collect();
    let mut shares = vec![0.0; nodes];
    for s in 0..nodes {
        for t in (0..nodes).filter(|&t| t != s && from[s][t].0 < usize::MAX) {
            for v in (0..nodes).filter(|&v| v != s && v != t) {
                let (to, on) = (from[s][v], from[v][t]);
                if to.0 < usize::MAX && on.0 < usize::MAX && to.0 + on.0 == from[s][t].0 {
                    shares[v] += share(to.1 * on.1 / from[s][t].1, nodes);
                }
            }
        }
    }
    shares
}

/// Steps and number of shortest paths to each node.
fn paths_from(rows: &Rows, source: usize) -> Vec<(usize, f64)> {
    let mut paths = vec![(usize::MAX, 0.0); rows.nodes()];
    paths[source] = (0, 1.0);
    for step in 0..rows.nodes() {
        for node in (0..rows.nodes()).filter(|&node| paths[node].0 == step).collect::<Vec<_>>() {
            for &other in rows.neighbours(node) {
                let (steps, known) = paths[other as usize];
                if steps > step {
                    let more = if steps == usize::MAX { 0.0 } else { known };
                    paths[other as usize] = (step + 1, more + paths[node].1);
                }
            }
        }
    }
    paths
}

#[track_caller]
fn same(left: &[f64], right: &[f64], off: f64) {
    assert_eq!(left.len(), right.len());
    for (node, (l, r)) in left.iter().zip(right).enumerate() {
        assert!((l - r).abs() <= off, "node {node}: {l} and {r}");
    }
}

fn ties(nodes: u32, most: usize) -> impl Strategy<Value = (u32, Vec<(u32, u32)>)> {
    (1..nodes).prop_flat_map(move |n| (Just(n), prop::collection::vec((0..n, 0..n), 0..most)))
}

proptest! {
    #[test]
    fn exact_is_the_definition((nodes, ties) in ties(24, 50)) {
        let graph = graph(nodes, &ties);
        let rows = graph.undirected();
        same(&betweenness(&rows, &Unwatched).unwrap(), &naive(&rows), 1e-12);
        same(&directed_betweenness(&graph, &Unwatched).unwrap(), &naive(graph.out()), 1e-12);
    }

    #[test]
    fn estimates_hold_their_bound((nodes, ties) in ties(40, 90), seed: u64, budget in prop::option::of(0_u64..2000)) {
        // With such a delta none of the cases of this test is to fail, ever.
        let asked = precision(0.05, 1e-6, seed);
        let graph = graph(nodes, &ties);
        let rows = graph.undirected();
        let found = approximate::undirected(&rows, &asked, budget, &Unwatched).unwrap();
        prop_assert!(found.error <= asked.epsilon);
        same(&found.shares, &naive(&rows), found.error + 1e-9);
        let found = approximate::directed(&graph, &asked, &Unwatched).unwrap();
        prop_assert!(found.error <= asked.epsilon);
        same(&found.shares, &naive(graph.out()), found.error + 1e-9);
    }

    #[test]
    fn each_pair_gives_each_node_its_share((nodes, ties) in ties(24, 60)) {
        let graph = graph(nodes, &ties);
        let ways = [Ways::of(graph.out()), Ways::of(Graph::into(&graph))];
        let mut search = pair::Search::new(nodes as usize);
        let mut shares = vec![0.0; nodes as usize];
        for from in 0..nodes {
            for to in (0..nodes).filter(|&to| to != from) {
                search.pair(ways, from, to, |node, part| shares[node as usize] += share(part, nodes as usize));
            }
        }
        same(&shares, &naive(graph.out()), 1e-12);
    }
}

#[test]
fn known_values() {
    // A star: all pairs of the four outer nodes go through the middle.
    let star = graph(5, &[(0, 1), (0, 2), (0, 3), (0, 4)]).undirected();
    same(&betweenness(&star, &Unwatched).unwrap(), &[12.0 / 20.0, 0.0, 0.0, 0.0, 0.0], 1e-15);
    // A ring of six: 2 unordered pairs at distance 2 and 3 halves at distance 3 over each node... by symmetry 2 each.
    let ring = graph(6, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)]).undirected();
    same(&betweenness(&ring, &Unwatched).unwrap(), &[2.0 * 2.0 / 30.0; 6], 1e-15);
    // A line, one way only: 0 to 2 and 0 to 3 go through 1.
    let line = graph(4, &[(0, 1), (1, 2), (2, 3)]);
    same(&directed_betweenness(&line, &Unwatched).unwrap(), &[0.0, 2.0 / 12.0, 2.0 / 12.0, 0.0], 1e-15);
}

#[test]
fn graphs_of_nothing() {
    for nodes in 0..3 {
        let none = graph(nodes, &[]);
        let zeros = vec![0.0; nodes as usize];
        assert_eq!(betweenness(&none.undirected(), &Unwatched).unwrap(), zeros);
        assert_eq!(directed_betweenness(&none, &Unwatched).unwrap(), zeros);
        let asked = precision(0.01, 0.1, 1);
        assert_eq!(betweenness_within(&none.undirected(), &asked, &Unwatched).unwrap().shares, zeros);
        assert_eq!(directed_betweenness_within(&none, &asked, &Unwatched).unwrap().shares, zeros);
    }
}

/// Squares in a row, joined at their corners: 2 to the number of squares paths from end to end, closed to one block.
fn squares(number: u32) -> Graph {
    let mut ties: Vec<(u32, u32)> = (0..number)
        .flat_map(|i| {
            let (a, b) = (3 * i, 3 * (i + 1));
            [(a, a + 1), (a, a + 2), (a + 1, b), (a + 2, b)]
        })
        .collect();
    // The way back is so long that no shortest path between corners near each other takes it.
    let last = 3 * number;
    let back = 2 * number;
    let mut at = last;
    for step in 1..back {
        ties.push((at, last + step));
        at = last + step;
    }
    ties.push((at, 0));
    graph(last + back, &ties)
}

#[test]
fn more_paths_than_a_number_can_hold() {
    // A pair of corners at opposite ends has 2^1400 paths; each square's two sides share them evenly.
    let graph = squares(1400);
    let ways = [Ways::of(graph.out()), Ways::of(Graph::into(&graph))];
    let mut search = pair::Search::new(graph.nodes());
    let mut shares = vec![0.0; graph.nodes()];
    search.pair(ways, 0, 3 * 1400, |node, part| shares[node as usize] += part);
    for (node, &share) in shares.iter().enumerate().take(3 * 1400).skip(1) {
        let expected = if node % 3 == 0 { 1.0 } else { 0.5 };
        assert!((share - expected).abs() < 1e-9, "{node}: {share}");
    }
    let exact = directed_betweenness(&graph, &Unwatched).unwrap();
    assert!(exact.iter().all(|share| share.is_finite() && *share <= 1.0));
    // By symmetry the two sides of a square are alike.
    assert!((0..1400).all(|i| (exact[3 * i + 1] - exact[3 * i + 2]).abs() < 1e-12));
}

/// A graph with hubs, a few thousand nodes: each new node ties to two ends of ties drawn before.
fn hubs(nodes: u32, seed: u64) -> Graph {
    let mut chance = crate::chance::Chance::new(seed);
    let mut ties = vec![(0, 1), (1, 2), (2, 0)];
    for node in 3..nodes {
        for _ in 0..2 {
            let (from, to) = ties[chance.below(ties.len() as u64) as usize];
            ties.push((node, if chance.below(2) == 0 { from } else { to }));
        }
    }
    graph(nodes, &ties)
}

#[test]
fn the_bound_holds_as_often_as_it_says() {
    let rows = hubs(1500, 1).undirected();
    let exact = betweenness(&rows, &Unwatched).unwrap();
    let mut failed = 0;
    for seed in 0..40 {
        let found = approximate::undirected(&rows, &precision(0.03, 0.1, seed), Some(0), &Unwatched).unwrap();
        assert!(found.draws > 0 && found.error <= 0.03);
        let off = exact.iter().zip(&found.shares).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        failed += u32::from(off > found.error);
    }
    // Of 40 at most 4 in the mean; the bound is far from tight, so that none is what we see.
    assert!(failed <= 4, "{failed}");
}

#[test]
fn the_same_on_any_number_of_threads() {
    let graph = hubs(3000, 2);
    let rows = graph.undirected();
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let asked = precision(0.02, 0.1, 9);
            (
                betweenness(&rows, &Unwatched).unwrap(),
                approximate::undirected(&rows, &asked, Some(0), &Unwatched).unwrap(),
                approximate::directed(&graph, &asked, &Unwatched).unwrap(),
            )
        })
    };
    let one = run(1);
    assert!(one.1.draws > 0);
    assert_eq!(one, run(3));
    assert_eq!(one, run(8));
}

#[test]
fn asks_that_cannot_be_are_told() {
    let rows = graph(2, &[(0, 1)]).undirected();
    for (epsilon, delta) in [(0.0, 0.1), (1.0, 0.1), (f64::NAN, 0.1), (0.1, 0.0), (0.1, 1.5)] {
        let error = betweenness_within(&rows, &precision(epsilon, delta, 0), &Unwatched).unwrap_err();
        assert!(matches!(error, EstimateError::Precision { .. }), "{error}");
    }
}

#[test]
fn a_watch_stops_it() {
    struct Once(AtomicU64);
    impl Watch for Once {
        fn goes_on(&self, _done: u64, _of: u64) -> bool {
            self.0.fetch_add(1, Ordering::Relaxed) < 1
        }
    }
    let graph = hubs(4000, 3);
    let rows = graph.undirected();
    let once = || Once(AtomicU64::new(0));
    assert_eq!(betweenness(&rows, &once()), Err(Stopped));
    assert_eq!(directed_betweenness(&graph, &once()), Err(Stopped));
    let asked = precision(0.02, 0.1, 9);
    assert_eq!(
        approximate::undirected(&rows, &asked, Some(0), &once()),
        Err(EstimateError::Stopped(Stopped))
    );
}
