//! Building a graph and its measures that are linear in the ties, on a million ties: by preference to those that have many.

use divan::{Bencher, black_box};
use graph::{Components, Edge, Graph, PageRank, Unwatched, constraint, cores, page_rank};
use std::sync::LazyLock;

const NODES: u32 = 1 << 16;
const TIES: u64 = 1_000_000;

fn main() {
    divan::main();
}

/// SplitMix64.
fn number(at: u64) -> u64 {
    let z = at.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

/// Low numbers are drawn more often: the product of two even draws.
fn node(at: u64) -> u32 {
    let both = number(at);
    (((both >> 32) * (both & 0xffff_ffff)) >> 48) as u32
}

static EDGES: LazyLock<Vec<Edge>> = LazyLock::new(|| {
    let edge = |at| Edge { from: node(3 * at), to: node(3 * at + 1), weight: 1.0 + (at % 4) as f32 };
    (0..TIES).map(edge).collect()
});
static GRAPH: LazyLock<Graph> = LazyLock::new(|| match Graph::build(NODES, &EDGES) {
    Ok(graph) => graph,
    Err(error) => unreachable!("the ties were just made: {error}"),
});

#[divan::bench]
fn build() -> usize {
    Graph::build(NODES, black_box(&EDGES)).map_or(0, |graph| graph.nodes())
}

#[divan::bench]
fn undirected(bencher: Bencher) {
    let graph = &*GRAPH;
    bencher.bench(|| graph.undirected());
}

#[divan::bench]
fn pagerank(bencher: Bencher) {
    let graph = &*GRAPH;
    bencher.bench(|| page_rank(graph, &PageRank::default()));
}

#[divan::bench]
fn weak_components(bencher: Bencher) {
    let graph = &*GRAPH;
    bencher.bench(|| Components::weak(graph));
}

#[divan::bench]
fn strong_components(bencher: Bencher) {
    let graph = &*GRAPH;
    bencher.bench(|| Components::strong(graph));
}

#[divan::bench]
fn core_numbers(bencher: Bencher) {
    let rows = GRAPH.undirected();
    bencher.bench(|| cores(&rows));
}

#[divan::bench]
fn burt(bencher: Bencher) {
    let rows = GRAPH.undirected();
    bencher.bench(|| constraint(&rows, &Unwatched));
}
