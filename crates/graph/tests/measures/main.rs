//! Each fast measure beside a slow and obvious one, on small graphs of any shape, and the same bits on any number of threads.

#![expect(clippy::unwrap_used, reason = "a test fails by it")]

mod bad;
mod naive;
mod time;

use graph::{
    Components, Edge, Graph, Hits, HubsAndAuthorities, PageRank, Rows, SettleError, Unwatched, constraint,
    cores, degrees, hits, page_rank, strengths,
};
use proptest::prelude::*;

/// Up to 12 nodes and any ties between them, also double ones and of a node to itself. Weights are quarters, so
/// that sums are exact.
fn ties() -> impl Strategy<Value = (u32, Vec<Edge>)> {
    (1_u32..12).prop_flat_map(|nodes| {
        let edge = (0..nodes, 0..nodes, 1_u8..9);
        let edge = edge.prop_map(|(from, to, quarters)| Edge { from, to, weight: f32::from(quarters) / 4.0 });
        (Just(nodes), prop::collection::vec(edge, 0..40))
    })
}

/// Rows as `(from, to, weight)`.
fn listed(rows: &Rows) -> Vec<(u32, u32, f32)> {
    let row = |node: usize| {
        let entries = rows.neighbours(node).iter().zip(rows.weights_of(node));
        entries.map(move |(to, weight)| (node as u32, *to, *weight))
    };
    (0..rows.nodes()).flat_map(row).collect()
}

fn near(a: &[f64], b: &[f64], most: f64) -> Result<(), TestCaseError> {
    prop_assert_eq!(a.len(), b.len());
    for (node, (x, y)) in a.iter().zip(b).enumerate() {
        prop_assert!((x - y).abs() <= most, "node {node}: {x} and {y}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn graphs_hold_the_sums_of_their_ties((nodes, edges) in ties()) {
        let graph = Graph::build(nodes, &edges).unwrap();
        let (out, into, undirected) = naive::rows(&edges);
        prop_assert_eq!(listed(graph.out()), out);
        prop_assert_eq!(listed(Graph::into(&graph)), into);
        prop_assert_eq!(listed(&graph.undirected()), undirected);
        prop_assert_eq!(graph.nodes(), nodes as usize);
    }

    #[test]
    fn degrees_and_strengths_count_the_row((nodes, edges) in ties()) {
        let rows = Graph::build(nodes, &edges).unwrap().undirected();
        let all = listed(&rows);
        let of = |node: usize| all.iter().filter(move |(from, ..)| *from as usize == node);
        let nodes = 0..nodes as usize;
        prop_assert_eq!(degrees(&rows), nodes.clone().map(|node| of(node).count()).collect::<Vec<_>>());
        let sums = nodes.map(|node| of(node).map(|(.., weight)| f64::from(*weight)).sum());
        prop_assert_eq!(strengths(&rows), sums.collect::<Vec<f64>>());
    }

    #[test]
    fn components_are_who_reaches_whom((nodes, edges) in ties()) {
        let graph = Graph::build(nodes, &edges).unwrap();
        let (weak, strong) = naive::components(nodes, &edges);
        let whole = Components::weak(&graph);
        prop_assert_eq!(whole.of(), &weak);
        prop_assert_eq!(&Components::of_undirected(&graph.undirected()), &whole);
        let found = Components::strong(&graph);
        prop_assert_eq!(found.of(), &strong);
        for (number, size) in (0..).zip(found.sizes()) {
            prop_assert_eq!(strong.iter().filter(|of| **of == number).count(), *size as usize);
        }
        let most = found.sizes().iter().max().unwrap();
        prop_assert_eq!(found.largest(), found.sizes().iter().position(|size| size == most).map(|at| at as u32));
    }

    #[test]
    fn cores_are_what_is_left_of_peeling((nodes, edges) in ties()) {
        let rows = Graph::build(nodes, &edges).unwrap().undirected();
        prop_assert_eq!(cores(&rows), naive::cores(&rows));
    }

    #[test]
    fn pagerank_solves_its_equations((nodes, edges) in ties(), damping in 0.0..0.95) {
        let graph = Graph::build(nodes, &edges).unwrap();
        let asked = PageRank { damping, tolerance: 1e-12, ..PageRank::default() };
        near(&page_rank(&graph, &asked).unwrap(), &naive::page_rank(graph.out(), damping), 1e-11)?;
    }

    #[test]
    fn hubs_and_authorities_are_singular_vectors((nodes, edges) in ties()) {
        let graph = Graph::build(nodes, &edges).unwrap();
        // Two parts of nearly the same strength settle too slowly; the error then says so.
        let found = hits(&graph, &Hits { tolerance: 1e-11, rounds_max: 20_000 });
        if let Ok(HubsAndAuthorities { hubs, authorities }) = found {
            if let Some((hubs_wanted, authorities_wanted)) = naive::hits(graph.out()) {
                near(&hubs, &hubs_wanted, 1e-8)?;
                near(&authorities, &authorities_wanted, 1e-8)?;
            }
        } else {
            let is_slow = matches!(found, Err(SettleError::NotSettled { .. }));
            prop_assert!(is_slow, "{found:?}");
        }
    }

    #[test]
    fn constraint_is_burts_sum((nodes, edges) in ties()) {
        let rows = Graph::build(nodes, &edges).unwrap().undirected();
        let found = constraint(&rows, &Unwatched).unwrap();
        for (node, (found, wanted)) in found.iter().zip(naive::constraint(&rows)).enumerate() {
            let same = match (found, wanted) {
                (Some(found), Some(wanted)) => (found - wanted).abs() < 1e-12,
                (found, wanted) => *found == wanted,
            };
            prop_assert!(same, "node {node}: {found:?} and {wanted:?}");
        }
    }
}

/// Enough ties for several pieces, some nodes with very many.
fn large() -> Vec<Edge> {
    let number = |at: u64| at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
    let edge = |at: u64| {
        let (a, b) = (number(2 * at) % 3_000, number(2 * at + 1) % 3_000);
        // The square draws low numbers more often. A third of the way from 0 to 1: sums are not exact.
        Edge { from: (a * a / 3_000) as u32, to: (b * b / 4_000) as u32, weight: 1.0 / (1 + at % 7) as f32 }
    };
    (0..150_000).map(edge).collect()
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let edges = large();
    let all = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let graph = Graph::build(3_000, &edges).unwrap();
            let rows = graph.undirected();
            (
                page_rank(&graph, &PageRank::default()).unwrap(),
                hits(&graph, &Hits::default()).unwrap(),
                constraint(&rows, &Unwatched).unwrap(),
                Components::weak(&graph),
                cores(&rows),
                (rows, graph),
            )
        })
    };
    let one = all(1);
    for threads in [2, 3, 8] {
        assert!(all(threads) == one, "{threads} threads");
    }
    let (out, into, undirected) = naive::rows(&edges);
    let (rows, graph) = one.5;
    assert_eq!(listed(graph.out()), out);
    assert_eq!(listed(Graph::into(&graph)), into);
    assert_eq!(listed(&rows), undirected);
    assert_eq!(one.4, naive::cores(&rows));
}

#[test]
fn a_long_line_of_nodes_needs_no_deep_stack() {
    let nodes = 200_000;
    let edge = |node| Edge { from: node, to: (node + 1) % nodes, weight: 1.0 };
    let ring: Vec<Edge> = (0..nodes).map(edge).collect();
    let graph = Graph::build(nodes, &ring).unwrap();
    assert_eq!(Components::strong(&graph).sizes(), [nodes]);
    assert_eq!(Components::weak(&graph).sizes(), [nodes]);
    let line = Graph::build(nodes, &ring[..ring.len() - 1]).unwrap();
    assert_eq!(Components::strong(&line).sizes().len(), nodes as usize);
    assert_eq!(Components::weak(&line).sizes(), [nodes]);
}
