//! Speed of the measures over shortest paths, on a graph with hubs as networks of people have: R-MAT, 65,536 nodes and a
//! million ties drawn.

use divan::Bencher;
use graph::{Edge, Estimate, EstimateError, Graph, Precision, Rows, Unwatched};
use std::sync::LazyLock;

const SCALE: u32 = 16;
const TIES: u64 = 1_000_000;

fn main() {
    divan::main();
}

/// A number that looks random and is always the same for the same number (SplitMix64).
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A tie by recursion into quarters of the matrix, with 57, 19, 19 and 5 in 100 (Chakrabarti, Zhan and Faloutsos, 2004).
fn tie(number: u64) -> Edge {
    let (mut from, mut to) = (0, 0);
    for step in 0..SCALE {
        let quarter = mixed(number * u64::from(SCALE) + u64::from(step)) % 100;
        from = 2 * from + u32::from(quarter >= 76);
        to = 2 * to + u32::from((57..76).contains(&quarter) || quarter >= 95);
    }
    Edge { from, to, weight: 1.0 }
}

static GRAPH: LazyLock<Graph> = LazyLock::new(|| {
    let ties: Vec<Edge> = (0..TIES).map(tie).collect();
    match Graph::build(1 << SCALE, &ties) {
        Ok(graph) => graph,
        Err(error) => unreachable!("the ties were just made: {error}"),
    }
});
static ROWS: LazyLock<Rows> = LazyLock::new(|| GRAPH.undirected());

const ASKED: Precision = Precision { epsilon: 0.01, delta: 0.1, seed: 1 };

fn bench(bencher: Bencher<'_, '_>, measure: impl Fn() -> Result<Estimate, EstimateError> + Sync) {
    LazyLock::force(&ROWS);
    bencher.bench(measure);
}

#[divan::bench(sample_count = 10)]
fn betweenness_within(bencher: Bencher<'_, '_>) {
    bench(bencher, || graph::betweenness_within(&ROWS, &ASKED, &Unwatched));
}

#[divan::bench(sample_count = 10)]
fn directed_betweenness_within(bencher: Bencher<'_, '_>) {
    bench(bencher, || graph::directed_betweenness_within(&GRAPH, &ASKED, &Unwatched));
}

#[divan::bench(sample_count = 3)]
fn harmonic_within(bencher: Bencher<'_, '_>) {
    bench(bencher, || graph::harmonic_within(&ROWS, &ASKED, &Unwatched));
}

#[divan::bench(sample_count = 1)]
fn harmonic_exact(bencher: Bencher<'_, '_>) {
    LazyLock::force(&ROWS);
    bencher.bench(|| graph::harmonic(&ROWS, &Unwatched));
}
