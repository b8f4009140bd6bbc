//! Drafting, refining and following a dismantling, on a network of some ten thousand nodes.

use divan::{Bencher, black_box};
use graph::{
    Edge, Graph, KeyAim, Plan, Rows, Unwatched, Way, after_each, dismantle, key_players, plain_dismantling,
};
use std::sync::LazyLock;

const NODES: u32 = 20_000;
const TIES: u64 = 60_000;

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

static NETWORK: LazyLock<Rows> = LazyLock::new(|| {
    let node = |at| (number(at) % u64::from(NODES)) as u32;
    let edges: Vec<Edge> =
        (0..TIES).map(|at| Edge { from: node(2 * at), to: node(2 * at + 1) / 7, weight: 1.0 }).collect();
    match Graph::build(NODES, &edges) {
        Ok(graph) => graph.undirected(),
        Err(error) => unreachable!("the ties were just made: {error}"),
    }
});

#[divan::bench(args = [Way::Degree, Way::CoreDegree, Way::Belief], sample_count = 5)]
fn plain(bencher: Bencher, way: Way) {
    let network = &*NETWORK;
    bencher.bench(|| {
        plain_dismantling(black_box(network), way, &Plan::new(NODES / 100, 1)).map(|set| set.len())
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn refined(bencher: Bencher) {
    let network = &*NETWORK;
    let plan = Plan { effort: 50_000_000, ..Plan::new(NODES / 100, 1) };
    bencher.bench(|| dismantle(black_box(network), &plan, &Unwatched).map(|found| found.cost));
}

#[divan::bench(sample_count = 10)]
fn curve(bencher: Bencher) {
    let network = &*NETWORK;
    let order: Vec<u32> = (0..NODES / 2).collect();
    bencher.bench(|| after_each(black_box(network), &order));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn five_key_players(bencher: Bencher) {
    let network = &*NETWORK;
    bencher.bench(|| {
        key_players(black_box(network), KeyAim::Fragment, 5, 1, 1, &Unwatched).map(|found| found.score)
    });
}
