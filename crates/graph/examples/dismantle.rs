//! Dismantles one network in several ways and counts what is left: Hoeder's half of `cargo xtask versus dismantle`.
//!
//! An example, so that it builds with this crate alone and the tasks need no engine.
//!
//! `dismantle FILE` reads lines `a,b`, gzipped where the name ends so, and prints a line of JSON for each way: the nodes taken, the
//! nodes of the largest component then, wall and processor seconds. The scorer walks over the network as it was read and
//! knows nothing of how the set was found.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a small program that is measured")]

use flate2::read::GzDecoder;
use graph::{Edge, Graph, Plan, Rows, Unwatched, Way, dismantle, lower_bound, plain_dismantling};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::process::ExitCode;
use std::time::Instant;

/// The part of the nodes that a component may keep at most: one in so many.
const SHARE: usize = 100;
/// Where chance begins.
const SEED: u64 = 1;

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("dismantle FILE");
        return ExitCode::FAILURE;
    };
    match read(&file).and_then(|rows| measure(&rows)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{file}: {why}");
            ExitCode::FAILURE
        }
    }
}

fn measure(rows: &Rows) -> Result<(), String> {
    let max = rows.nodes() / SHARE;
    let plan = Plan::new(u32::try_from(max).map_err(|error| error.to_string())?, SEED);
    println!(
        "{}",
        json!({"way": "network", "nodes": rows.nodes(), "ties": rows.arcs() / 2, "largest_max": max})
    );
    for (name, way) in [("degree", Way::Degree), ("core-degree", Way::CoreDegree), ("belief", Way::Belief)] {
        step(rows, name, || plain_dismantling(rows, way, &plan).map_err(|error| error.to_string()))?;
    }
    step(rows, "hoeder", || {
        dismantle(rows, &plan, &Unwatched).map(|found| found.order).map_err(|error| error.to_string())
    })?;
    if rows.nodes() <= graph::NODES_MAX {
        let (began, cpu_began) = (Instant::now(), cpu_seconds());
        let bound = lower_bound(rows, &plan, &Unwatched).map_err(|error| error.to_string())?;
        told("bound", bound.cost as usize, 0, began, cpu_began);
    }
    Ok(())
}

fn step(rows: &Rows, name: &str, find: impl FnOnce() -> Result<Vec<u32>, String>) -> Result<(), String> {
    let (began, cpu_began) = (Instant::now(), cpu_seconds());
    let set = find()?;
    let line = told_of(name, set.len(), began, cpu_began);
    let largest = largest(rows, &set);
    if largest > rows.nodes() / SHARE {
        return Err(format!("{name} leaves a component of {largest} nodes"));
    }
    println!("{}", with(line, largest));
    Ok(())
}

fn told(name: &str, size: usize, largest: usize, began: Instant, cpu_began: f64) {
    println!("{}", with(told_of(name, size, began, cpu_began), largest));
}

fn told_of(name: &str, size: usize, began: Instant, cpu_began: f64) -> Value {
    let (wall, cpu) = (began.elapsed().as_secs_f64(), cpu_seconds() - cpu_began);
    json!({"way": name, "size": size, "wall": wall, "cpu": cpu})
}

fn with(mut line: Value, largest: usize) -> Value {
    line["largest"] = largest.into();
    line
}

/// The scorer: nodes of the largest component without a set, by walking.
fn largest(rows: &Rows, set: &[u32]) -> usize {
    let mut gone = vec![false; rows.nodes()];
    for &node in set {
        gone[node as usize] = true;
    }
    let (mut largest, mut stack) = (0, Vec::new());
    for root in 0..rows.nodes() as u32 {
        stack.push(root);
        let mut size = 0;
        while let Some(node) = stack.pop() {
            if !std::mem::replace(&mut gone[node as usize], true) {
                size += 1;
                stack.extend(rows.neighbours(node as usize));
            }
        }
        largest = largest.max(size);
    }
    largest
}

/// Nodes are the different numbers in the file.
fn read(file: &str) -> Result<Rows, String> {
    let opened = File::open(file).map_err(|error| error.to_string())?;
    let input: Box<dyn Read> =
        if file.ends_with(".gz") { Box::new(GzDecoder::new(opened)) } else { Box::new(opened) };
    let mut numbers: HashMap<u64, u32> = HashMap::new();
    let mut edges = Vec::new();
    for (at, line) in BufReader::new(input).lines().enumerate() {
        let line = line.map_err(|error| error.to_string())?;
        let mut ends = line.split(',').take(2).map(|end| end.trim().parse::<u64>());
        let (Some(Ok(from)), Some(Ok(to))) = (ends.next(), ends.next()) else {
            return Err(format!("line {}: not `a,b`", at + 1));
        };
        let mut number = |id| {
            let next = numbers.len() as u32;
            *numbers.entry(id).or_insert(next)
        };
        let (from, to) = (number(from), number(to));
        edges.push(Edge { from, to, weight: 1.0 });
    }
    let graph = Graph::build(numbers.len() as u32, &edges).map_err(|error| error.to_string())?;
    Ok(graph.undirected())
}

fn cpu_seconds() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}
