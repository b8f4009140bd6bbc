//! The steps that are compared, each with what it needs of those before.

use crate::edges;
use graph::{
    Components, Graph, Leiden, PageRank, Precision, Rows, Unwatched, betweenness_within, cores, page_rank,
};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::time::Instant;

/// What the steps leave to one another.
struct Bench<'a> {
    file: &'a Path,
    folder: &'a Path,
    graph: Option<Graph>,
    undirected: Option<Rows>,
}

/// What came out of a step: told in JSON, and values by node where it has any.
type Outcome = Result<(Value, Vec<f64>), String>;
type Step = fn(&mut Bench<'_>) -> Outcome;

/// Every step by name, in the order in which they make sense.
const STEPS: &[(&str, Step)] = &[
    ("load", load),
    ("undirected", undirected),
    ("pagerank", pagerank),
    ("components", components),
    ("cores", core_numbers),
    ("betweenness", betweenness),
    ("leiden", leiden),
];

/// Runs the steps that are named, or all, and prints a line for each.
pub(crate) fn run(file: &Path, folder: &Path, named: &[&str]) -> Result<(), String> {
    let mut bench = Bench { file, folder, graph: None, undirected: None };
    for (name, step) in STEPS {
        if !named.is_empty() && !named.contains(name) {
            continue;
        }
        // The most memory is then that of this step; where the system can't begin anew, that of all steps so far.
        let _ = fs::write("/proc/self/clear_refs", "5");
        let (began, cpu_began) = (Instant::now(), cpu_seconds());
        let (said, values) = step(&mut bench)?;
        let (wall, cpu) = (began.elapsed().as_secs_f64(), cpu_seconds() - cpu_began);
        println!("{}", json!({"step": name, "wall": wall, "cpu": cpu, "peak": peak_bytes(), "said": said}));
        if !values.is_empty() {
            let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            let path = bench.folder.join(format!("{name}.f64"));
            fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}

impl Bench<'_> {
    fn graph(&self) -> Result<&Graph, String> {
        self.graph.as_ref().ok_or_else(|| "the step load comes first".to_owned())
    }

    fn undirected(&self) -> Result<&Rows, String> {
        self.undirected.as_ref().ok_or_else(|| "the step undirected comes first".to_owned())
    }
}

fn load(bench: &mut Bench<'_>) -> Outcome {
    let (nodes, edges) = edges::read(bench.file)?;
    let graph = Graph::build(nodes, &edges).map_err(|error| error.to_string())?;
    let said = json!({"nodes": graph.nodes(), "ties": graph.out().arcs()});
    bench.graph = Some(graph);
    Ok((said, Vec::new()))
}

fn undirected(bench: &mut Bench<'_>) -> Outcome {
    let rows = bench.graph()?.undirected();
    let said = json!({"nodes": rows.nodes(), "ties": rows.arcs() / 2});
    bench.undirected = Some(rows);
    Ok((said, Vec::new()))
}

/// The accuracy that both peers reach with their usual settings, or better.
fn pagerank(bench: &mut Bench<'_>) -> Outcome {
    let asked = PageRank { tolerance: 1e-8, ..PageRank::default() };
    let ranks = page_rank(bench.graph()?, &asked).map_err(|error| error.to_string())?;
    Ok((json!({}), ranks))
}

fn components(bench: &mut Bench<'_>) -> Outcome {
    let found = Components::weak(bench.graph()?);
    let largest = found.sizes().iter().max();
    Ok((json!({"components": found.sizes().len(), "largest": largest}), Vec::new()))
}

fn core_numbers(bench: &mut Bench<'_>) -> Outcome {
    let found = cores(bench.undirected()?);
    let values = found.iter().copied().map(f64::from).collect();
    Ok((json!({"most": found.iter().max()}), values))
}

/// Off by more than 0.01 at one node with a chance of at most 0.1, as NetworKit is asked.
fn betweenness(bench: &mut Bench<'_>) -> Outcome {
    let precision = Precision { epsilon: 0.01, delta: 0.1, seed: 1 };
    let found = betweenness_within(bench.undirected()?, &precision, &Unwatched);
    let found = found.map_err(|error| error.to_string())?;
    Ok((json!({"draws": found.draws, "error": found.error}), found.shares))
}

fn leiden(bench: &mut Bench<'_>) -> Outcome {
    let found = Leiden::default().communities(bench.undirected()?, &Unwatched);
    let found = found.map_err(|error| error.to_string())?;
    let said = json!({"modularity": found.modularity, "communities": found.partition.communities()});
    Ok((said, Vec::new()))
}

fn cpu_seconds() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

/// The most memory that was resident; 0 where the system does not tell.
fn peak_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_ascii_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1_024
}
