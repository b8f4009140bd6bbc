//! Bad and empty input: an error that says what to do, and no panic.

use graph::{
    BuildError, Components, Edge, Graph, Hits, PageRank, SettleError, Stopped, Unwatched, WEIGHT_MAX, Watch,
    constraint, cores, degrees, hits, page_rank,
};

fn edge(from: u32, to: u32, weight: f32) -> Edge {
    Edge { from, to, weight }
}

#[test]
fn ties_of_nodes_that_are_not_there_are_told() {
    let built = Graph::build(3, &[edge(0, 2, 1.0), edge(3, 0, 1.0), edge(9, 9, 1.0)]);
    assert_eq!(built, Err(BuildError::NoSuchNode { at: 1, from: 3, to: 0, nodes: 3 }));
    assert_eq!(
        built.unwrap_err().to_string(),
        "tie 1 joins 3 and 0, and the nodes are numbered below 3: number members and ties alike"
    );
}

#[test]
fn weights_that_are_no_strength_are_told() {
    for weight in [0.0, -0.0, -1.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY, WEIGHT_MAX * 1.001] {
        let built = Graph::build(2, &[edge(0, 1, 1.0), edge(1, 0, weight)]);
        assert!(matches!(built, Err(BuildError::Weight { at: 1, .. })), "{weight}");
    }
}

#[test]
fn the_greatest_weights_have_finite_sums() {
    let graph = Graph::build(2, &[edge(0, 1, WEIGHT_MAX); 1_000]).unwrap();
    assert!(graph.undirected().weights().iter().all(|weight| weight.is_finite()));
    let ranks = page_rank(&graph, &PageRank::default()).unwrap();
    assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    let tiny = Graph::build(2, &[edge(0, 1, f32::from_bits(1))]).unwrap();
    assert!(page_rank(&tiny, &PageRank::default()).unwrap().iter().all(|rank| rank.is_finite()));
    assert!(constraint(&tiny.undirected(), &Unwatched).unwrap().iter().flatten().all(|c| *c == 1.0));
}

#[test]
fn a_graph_of_nothing_has_measures_of_nothing() {
    for nodes in [0, 3] {
        let graph = Graph::build(nodes, &[]).unwrap();
        let (rows, nodes) = (graph.undirected(), nodes as usize);
        let alike = vec![1.0 / nodes as f64; nodes];
        assert_eq!(page_rank(&graph, &PageRank::default()).unwrap(), alike);
        assert_eq!(hits(&graph, &Hits::default()).unwrap().hubs, vec![0.0; nodes]);
        assert_eq!(constraint(&rows, &Unwatched).unwrap(), vec![None; nodes]);
        assert_eq!(cores(&rows), vec![0; nodes]);
        assert_eq!(degrees(&rows), vec![0; nodes]);
        for found in [Components::weak(&graph), Components::strong(&graph)] {
            assert_eq!(found.sizes(), vec![1; nodes]);
            assert_eq!(found.largest(), (nodes > 0).then_some(0));
        }
    }
}

#[test]
fn settings_out_of_bounds_are_told() {
    let graph =
        Graph::build(3, &[edge(0, 1, 1.0), edge(1, 2, 2.0), edge(2, 0, 1.0), edge(0, 2, 1.0)]).unwrap();
    for tolerance in [0.0, -1.0, 1.0, f64::NAN] {
        let asked = PageRank { tolerance, ..PageRank::default() };
        assert!(matches!(page_rank(&graph, &asked), Err(SettleError::Tolerance(_))));
        let asked = Hits { tolerance, ..Hits::default() };
        assert!(matches!(hits(&graph, &asked), Err(SettleError::Tolerance(_))));
    }
    for damping in [-0.1, 1.0, f64::NAN] {
        let asked = PageRank { damping, ..PageRank::default() };
        assert!(matches!(page_rank(&graph, &asked), Err(SettleError::Damping(_))));
    }
    let asked = PageRank { rounds_max: 2, ..PageRank::default() };
    let error = page_rank(&graph, &asked).unwrap_err();
    assert!(error.to_string().starts_with("after 2 rounds the values still change by "), "{error}");
    let asked = Hits { rounds_max: 2, ..Hits::default() };
    assert!(matches!(hits(&graph, &asked), Err(SettleError::NotSettled { rounds: 2, .. })));
}

#[test]
fn a_watch_stops_a_measure() {
    struct Never;
    impl Watch for Never {
        fn goes_on(&self, done: u64, of: u64) -> bool {
            assert_eq!((done, of), (0, 2));
            false
        }
    }
    let rows = Graph::build(2, &[edge(0, 1, 1.0)]).unwrap().undirected();
    assert_eq!(constraint(&rows, &Never), Err(Stopped));
}
