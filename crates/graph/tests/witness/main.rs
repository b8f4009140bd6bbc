//! Outside witnesses: networkx and igraph find the same on 200 random graphs and on public ones.
//!
//! They come from PyPI into an environment under the target folder. Where that can't be had, the test says so and is
//! skipped. Public graphs are those that networkx brings, and edge lists that a folder `shared/data/graphs` above this
//! repository may hold.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by it, or says why it was skipped"
)]

mod ours;
mod python;

use graph::{Edge, Graph};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Of PageRank, whose values add up to 1, multiples of their mean are compared, which is harder.
const APART_MAX: f64 = 1e-9;
const RANDOM_GRAPHS: u64 = 200;

#[test]
fn random_graphs_measure_the_same() {
    let Some(witness) = python::Witness::find() else { return };
    let folder = tempfile::tempdir().unwrap();
    for seed in 0..RANDOM_GRAPHS {
        let (nodes, edges) = random(seed);
        write(&folder.path().join(format!("random{seed}.csv")), nodes, &edges);
    }
    let seen = compared(&witness, folder.path());
    assert_eq!(seen["pagerank"], RANDOM_GRAPHS);
    assert_eq!(seen["constraint"], RANDOM_GRAPHS);
    // Not each graph has one clear pair of singular vectors, nor ties between different nodes alone.
    assert!(
        seen["hubs"] > RANDOM_GRAPHS / 2 && seen["constraint of directed ties"] > RANDOM_GRAPHS / 4,
        "{seen:?}"
    );
}

#[test]
fn graphs_that_networkx_brings_measure_the_same() {
    let Some(witness) = python::Witness::find() else { return };
    let folder = tempfile::tempdir().unwrap();
    witness.run(&["public".as_ref(), folder.path().as_os_str()]);
    let graphs = graphs(folder.path()).len() as u64;
    assert_eq!(graphs, 14);
    let seen = compared(&witness, folder.path());
    assert_eq!((seen["pagerank"], seen["igraph pagerank"], seen["constraint"]), (graphs, graphs, graphs));
    assert!(seen["hubs"] > 0, "{seen:?}");
}

#[test]
fn larger_public_graphs_measure_the_same() {
    let Some(lists) = shared() else {
        eprintln!("SKIPPED: no folder shared/data/graphs stands above this repository");
        return;
    };
    let Some(witness) = python::Witness::find() else { return };
    let folder = tempfile::tempdir().unwrap();
    witness.run(&["shared".as_ref(), folder.path().as_os_str(), lists.as_os_str()]);
    let graphs = graphs(folder.path()).len() as u64;
    assert!(graphs >= 6, "{graphs} graphs");
    let seen = compared(&witness, folder.path());
    assert_eq!((seen["igraph pagerank"], seen["igraph core"]), (graphs, graphs));
    assert!(seen["constraint"] > 0 && seen["pagerank"] > 0, "{seen:?}");
}

/// The folder of public graphs, where one of the folders above holds it.
fn shared() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().map(|folder| folder.join("shared/data/graphs")).find(|folder| folder.is_dir())
}

fn graphs(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|e| e == "csv")).collect();
    files.sort();
    files
}

/// Compares each measure of each graph, and counts on how many graphs each was compared.
fn compared(witness: &python::Witness, folder: &Path) -> BTreeMap<String, u64> {
    witness.run(&["measure".as_ref(), folder.as_os_str()]);
    let mut seen = BTreeMap::new();
    for path in graphs(folder) {
        let (nodes, edges) = read(&path);
        let ours = ours::measured(&Graph::build(nodes, &edges).unwrap());
        let theirs: BTreeMap<String, Vec<Option<f64>>> =
            serde_json::from_slice(&fs::read(path.with_extension("json")).unwrap()).unwrap();
        for (measure, theirs) in theirs {
            let ours = &ours[measure.trim_start_matches("igraph ").trim_end_matches(" of directed ties")];
            let name = path.file_stem().unwrap().to_string_lossy();
            compare(&format!("{measure} of {name}"), ours, &theirs);
            *seen.entry(measure).or_default() += 1;
        }
    }
    seen
}

fn compare(what: &str, ours: &ours::Values, theirs: &[Option<f64>]) {
    assert_eq!(ours.values.len(), theirs.len(), "{what}");
    let scale = if ours.adds_up_to_one { theirs.len() as f64 } else { 1.0 };
    for (node, (ours, theirs)) in ours.values.iter().zip(theirs).enumerate() {
        let same = match (ours, theirs) {
            (Some(ours), Some(theirs)) => (ours - theirs).abs() * scale <= APART_MAX,
            (ours, theirs) => ours == theirs,
        };
        assert!(same, "{what}, node {node}: {ours:?} here, {theirs:?} there");
    }
}

/// 1 to 60 nodes, sparse or dense, some with double ties and ties of a node to itself. Weights are quarters: their sums
/// are exact, in whatever order and precision.
fn random(seed: u64) -> (u32, Vec<Edge>) {
    let mut state = seed;
    let mut below = move |bound: u64| {
        // SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % bound
    };
    let nodes = 1 + below(60);
    let dense = 1 + below(8);
    let ties = below(1 + nodes * dense);
    let is_simple = below(2) == 0;
    let mut edges: Vec<Edge> = (0..ties)
        .map(|_| Edge {
            from: below(nodes) as u32,
            to: below(nodes) as u32,
            weight: (1 + below(20)) as f32 / 4.0,
        })
        .collect();
    edges.retain(|edge| !is_simple || edge.from != edge.to);
    (nodes as u32, edges)
}

fn write(path: &Path, nodes: u32, edges: &[Edge]) {
    let line = |edge: &Edge| format!("{},{},{}\n", edge.from, edge.to, edge.weight);
    fs::write(path, format!("{nodes}\n{}", edges.iter().map(line).collect::<String>())).unwrap();
}

fn read(path: &Path) -> (u32, Vec<Edge>) {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let nodes = lines.next().unwrap().parse().unwrap();
    let edge = |line: &str| {
        let words: Vec<&str> = line.split(',').collect();
        Edge {
            from: words[0].parse().unwrap(),
            to: words[1].parse().unwrap(),
            weight: words[2].parse().unwrap(),
        }
    };
    (nodes, lines.map(edge).collect())
}
