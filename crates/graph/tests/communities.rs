//! Communities and modularity, held to what is slow and obvious.
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};

use graph::{
    Communities, Edge, Graph, Leiden, LeidenError, Partition, Rows, Stopped, Unwatched, Watch, agreement,
    modularity,
};
use proptest::prelude::*;

/// Modularity as it is defined: over every two nodes.
fn naive_modularity(rows: &Rows, of: &[u32], resolution: f64) -> f64 {
    let nodes = rows.nodes();
    let mut matrix = vec![vec![0.0_f64; nodes]; nodes];
    for (from, row) in matrix.iter_mut().enumerate() {
        for (&to, &weight) in rows.neighbours(from).iter().zip(rows.weights_of(from)) {
            row[to as usize] = f64::from(weight);
        }
    }
    let strength: Vec<f64> = matrix.iter().map(|row| row.iter().sum()).collect();
    let total: f64 = strength.iter().sum();
    if total == 0.0 {
        return 0.0;
    }
    let mut sum = 0.0;
    for from in 0..nodes {
        for to in 0..nodes {
            if of[from] == of[to] {
                sum += matrix[from][to] - resolution * strength[from] * strength[to] / total;
            }
        }
    }
    sum / total
}

fn rows(nodes: u32, ties: &[(u32, u32, f32)]) -> Rows {
    let edges: Vec<Edge> = ties.iter().map(|&(from, to, weight)| Edge { from, to, weight }).collect();
    Graph::build(nodes, &edges).unwrap().undirected()
}

fn even(nodes: u32, ties: &[(u32, u32)]) -> Rows {
    let ties: Vec<_> = ties.iter().map(|&(from, to)| (from, to, 1.0)).collect();
    rows(nodes, &ties)
}

fn find(rows: &Rows, seed: u64) -> Communities {
    Leiden { seed, ..Leiden::default() }.communities(rows, &Unwatched).unwrap()
}

/// Whether the members reach one another without leaving the community.
fn connected(rows: &Rows, members: &[u32], of: &[u32]) -> bool {
    let mut reached = vec![false; rows.nodes()];
    let mut waiting = vec![members[0]];
    reached[members[0] as usize] = true;
    let mut count = 0;
    while let Some(node) = waiting.pop() {
        count += 1;
        for &to in rows.neighbours(node as usize) {
            if of[to as usize] == of[node as usize] && !std::mem::replace(&mut reached[to as usize], true) {
                waiting.push(to);
            }
        }
    }
    count == members.len()
}

/// Numbers that look random, for graphs of a known make.
struct Draw(u64);

impl Draw {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1_u64 << 31) as f64
    }

    /// Groups of equal size: ties within are likelier than ties across, or heavier.
    fn planted(
        &mut self,
        groups: u32,
        size: u32,
        within: (f64, f32),
        across: (f64, f32),
    ) -> (Rows, Partition) {
        let nodes = groups * size;
        let mut ties = Vec::new();
        // Members of a group are spread over the numbers.
        for from in 0..nodes {
            for to in 0..from {
                let (likely, weight) = if from % groups == to % groups { within } else { across };
                if self.unit() < likely {
                    ties.push((from, to, weight));
                }
            }
        }
        let truth: Vec<u32> = (0..nodes).map(|node| node % groups).collect();
        (rows(nodes, &ties), Partition::from_labels(&truth))
    }

    fn scattered(&mut self, nodes: u32, ties: usize) -> Rows {
        let mut edges = Vec::new();
        for _ in 0..ties {
            // Squared: some nodes have many ties, most have few.
            let mut end = || (self.unit().powi(2) * f64::from(nodes)) as u32;
            edges.push((end(), end(), 1.0));
        }
        rows(nodes, &edges)
    }
}

fn any_rows() -> impl Strategy<Value = Rows> {
    (1_u32..40).prop_flat_map(|nodes| {
        let tie = (0..nodes, 0..nodes, prop_oneof![Just(1.0_f32), 0.001_f32..1000.0]);
        (Just(nodes), proptest::collection::vec(tie, 0..120)).prop_map(|(nodes, ties)| rows(nodes, &ties))
    })
}

proptest! {
    #[test]
    fn modularity_is_that_of_its_definition(
        rows in any_rows(), labels in proptest::collection::vec(0_u32..6, 40), resolution in 0.01_f64..4.0
    ) {
        let partition = Partition::from_labels(&labels[..rows.nodes()]);
        let (fast, slow) =
            (modularity(&rows, &partition, resolution), naive_modularity(&rows, partition.of(), resolution));
        prop_assert!((fast - slow).abs() < 1e-9, "{fast} {slow}");
    }

    #[test]
    fn communities_keep_their_promises(rows in any_rows(), seed: u64, resolution in 0.1_f64..3.0) {
        let leiden = Leiden { seed, resolution, ..Leiden::default() };
        let found = leiden.communities(&rows, &Unwatched).unwrap();
        let of = found.partition.of();
        let claimed = naive_modularity(&rows, of, resolution);
        prop_assert!((found.modularity - claimed).abs() < 1e-9);
        let alone: Vec<u32> = (0..rows.nodes() as u32).collect();
        prop_assert!(claimed >= naive_modularity(&rows, &alone, resolution) - 1e-9);
        let members = found.partition.members();
        prop_assert!(members.iter().all(|members| connected(&rows, members, of)));
        // No two communities are worth more as one.
        for first in 0..members.len() as u32 {
            for second in 0..first {
                let joined: Vec<u32> = of.iter().map(|&c| if c == first { second } else { c }).collect();
                prop_assert!(naive_modularity(&rows, &joined, resolution) <= claimed + 1e-6);
            }
        }
        prop_assert_eq!(found, leiden.communities(&rows, &Unwatched).unwrap());
    }

    #[test]
    fn more_rounds_are_never_worse(rows in any_rows(), seed: u64) {
        let mut last = f64::NEG_INFINITY;
        for rounds in 1..4 {
            let rounds = NonZeroU32::new(rounds).unwrap();
            let found = Leiden { seed, rounds, ..Leiden::default() }.communities(&rows, &Unwatched).unwrap();
            prop_assert!(found.modularity >= last - 1e-6);
            last = found.modularity;
        }
    }

    #[test]
    fn the_unit_of_weight_does_not_matter(rows in any_rows(), seed: u64) {
        let mut ties = Vec::new();
        for from in 0..rows.nodes() {
            for (&to, &weight) in rows.neighbours(from).iter().zip(rows.weights_of(from)) {
                if to as usize > from {
                    ties.push((from as u32, to, weight * 8.0));
                }
            }
        }
        let heavier = self::rows(rows.nodes() as u32, &ties);
        prop_assert_eq!(find(&rows, seed).partition, find(&heavier, seed).partition);
    }
}

/// Every division of `nodes` nodes, as restricted growth strings.
fn every_division(nodes: usize, of: &mut Vec<u32>, each: &mut impl FnMut(&[u32])) {
    if of.len() == nodes {
        return each(of);
    }
    for community in 0..=of.iter().max().map_or(0, |most| most + 1) {
        of.push(community);
        every_division(nodes, of, each);
        of.pop();
    }
}

#[test]
fn small_graphs_come_near_the_best_there_is() {
    let mut draw = Draw(8);
    let mut reached = 0;
    for seed in 0..40 {
        let rows = draw.scattered(8, 14);
        let mut best = f64::NEG_INFINITY;
        every_division(8, &mut Vec::new(), &mut |of| best = best.max(naive_modularity(&rows, of, 1.0)));
        let found = (0..5).map(|more| find(&rows, seed * 5 + more).modularity).fold(f64::MIN, f64::max);
        assert!(found <= best + 1e-9);
        reached += u32::from(found >= best - 1e-9);
    }
    assert!(reached >= 36, "the best of five seeds is the best of all in {reached} of 40");
}

#[test]
fn the_karate_club_reaches_its_known_optimum() {
    // Zachary, "An information flow model for conflict and fission in small groups", 1977. The optimum is 0.4197896.
    const TIES: [&[u32]; 34] = [
        &[1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31],
        &[2, 3, 7, 13, 17, 19, 21, 30],
        &[3, 7, 8, 9, 13, 27, 28, 32],
        &[7, 12, 13],
        &[6, 10],
        &[6, 10, 16],
        &[16],
        &[],
        &[30, 32, 33],
        &[33],
        &[],
        &[],
        &[],
        &[33],
        &[32, 33],
        &[32, 33],
        &[],
        &[],
        &[32, 33],
        &[33],
        &[32, 33],
        &[],
        &[32, 33],
        &[25, 27, 29, 32, 33],
        &[25, 27, 31],
        &[31],
        &[29, 33],
        &[33],
        &[31, 33],
        &[32, 33],
        &[32, 33],
        &[32, 33],
        &[33],
        &[],
    ];
    let ties: Vec<_> =
        (0..34).flat_map(|from| TIES[from as usize].iter().map(move |&to| (from, to))).collect();
    let rows = even(34, &ties);
    assert_eq!(rows.arcs(), 2 * 78);
    let found: Vec<f64> = (0..20).map(|seed| find(&rows, seed).modularity).collect();
    assert!(found.iter().all(|&q| q > 0.41), "{found:?}");
    assert!(found.iter().any(|&q| (q - 0.419_789_6).abs() < 1e-6), "{found:?}");
}

#[test]
fn planted_groups_are_recovered() {
    let mut draw = Draw(1);
    for seed in 0..10 {
        let (rows, truth) = draw.planted(8, 40, (0.4, 1.0), (0.02, 1.0));
        assert_eq!(find(&rows, seed).partition, truth, "seed {seed}");
        // Ties alone say nothing here, their weights all.
        let (rows, truth) = draw.planted(5, 40, (0.3, 8.0), (0.3, 1.0));
        let alike = agreement(&find(&rows, seed).partition, &truth).unwrap();
        assert!(alike.adjusted_rand > 0.99, "seed {seed}: {alike:?}");
    }
}

#[test]
fn communities_of_a_large_graph_are_connected_and_the_same_on_any_number_of_threads() {
    let rows = Draw(3).scattered(20_000, 120_000);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| find(&rows, 5))
    };
    let found = on(1);
    assert!(found.partition.members().iter().all(|members| connected(&rows, members, found.partition.of())));
    for threads in [2, 3, 8] {
        assert_eq!(on(threads), found, "{threads} threads");
    }
    assert_ne!(find(&rows, 6).partition, found.partition);
}

#[test]
fn a_higher_resolution_gives_more_communities() {
    // A ring of 24 groups of five who all know one another.
    let mut ties = Vec::new();
    for group in 0..24 {
        for member in 0..5 {
            ties.extend((0..member).map(|other| (group * 5 + member, group * 5 + other)));
        }
        ties.push((group * 5, (group * 5 + 6) % 120));
    }
    let rows = even(120, &ties);
    let count = |resolution| {
        let leiden = Leiden { resolution, ..Leiden::default() };
        leiden.communities(&rows, &Unwatched).unwrap().partition.communities()
    };
    assert_eq!(count(2.0), 24);
    assert!(count(0.1) < count(1.0) && count(1.0) <= count(2.0) && count(2.0) < count(200.0));
    assert_eq!(count(200.0), 120);
}

#[test]
fn graphs_without_ties_have_everyone_alone() {
    for nodes in [0, 1, 7] {
        let found = find(&even(nodes, &[]), 1);
        assert_eq!(found.partition.communities(), nodes as usize);
        assert_eq!(found.modularity, 0.0);
    }
    // Rows with ties of nodes to themselves: they count within.
    let ties = [(0, 0), (0, 1), (1, 0), (2, 2)].map(|(from, to)| Edge { from, to, weight: 1.0 });
    let graph = Graph::build(3, &ties).unwrap();
    let found = find(graph.out(), 1);
    assert_eq!(found.partition.of(), [0, 0, 1]);
    assert!((found.modularity - naive_modularity(graph.out(), &[0, 0, 1], 1.0)).abs() < 1e-12);
}

#[test]
fn communities_are_numbered_from_the_largest() {
    let partition = Partition::from_labels(&[7, 3, 3, 9, u32::MAX, u32::MAX, 9, 9]);
    assert_eq!(partition.of(), [3, 1, 1, 0, 2, 2, 0, 0]);
    assert_eq!(partition.sizes(), [3, 2, 2, 1]);
    assert_eq!(partition.members(), [vec![3, 6, 7], vec![1, 2], vec![4, 5], vec![0]]);
}

#[test]
fn bad_settings_are_refused() {
    let rows = even(2, &[(0, 1)]);
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let refused =
            Leiden { resolution: bad, ..Leiden::default() }.communities(&rows, &Unwatched).unwrap_err();
        assert!(matches!(refused, LeidenError::Resolution(_)));
        let refused =
            Leiden { randomness: bad, ..Leiden::default() }.communities(&rows, &Unwatched).unwrap_err();
        assert!(matches!(refused, LeidenError::Randomness(_)));
    }
    let refused = Leiden::default().stability(&rows, 1, &Unwatched).unwrap_err();
    assert_eq!(refused.to_string(), "1 runs can't be compared with one another: ask for at least 2");
}

/// Says stop when asked for the n-th time.
struct StopsAt(AtomicU64);

impl Watch for StopsAt {
    fn goes_on(&self, done: u64, of: u64) -> bool {
        assert!(done < of);
        self.0.fetch_sub(1, Ordering::Relaxed) > 1
    }
}

#[test]
fn a_watch_stops_the_search() {
    let rows = Draw(4).scattered(2_000, 10_000);
    for asked in 1..4 {
        let stopped = Leiden::default().communities(&rows, &StopsAt(AtomicU64::new(asked)));
        assert_eq!(stopped.unwrap_err(), LeidenError::Stopped(Stopped));
    }
    let stopped = Leiden::default().stability(&rows, 3, &StopsAt(AtomicU64::new(2)));
    assert_eq!(stopped.unwrap_err(), LeidenError::Stopped(Stopped));
}
