//! `cargo xtask tidy`: names every place where the house is out of order. Exits with 1 when there is one.
//! `cargo xtask versus carrier`: Hoeder's whole reading beside its peers, measured in one run.
//! `cargo xtask versus pdq`: its picture hash beside the reference hasher.
//! `cargo xtask versus graph`: its measures of a large graph beside NetworKit and igraph.
//! `cargo xtask versus dismantle`: how few nodes it takes to break public networks, beside plain ways.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the command line of the task")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use xtask::tidy;
use xtask::versus::{self, Asked, AskedDismantle, AskedGraph, AskedPdq, VersusError};

fn main() -> ExitCode {
    let task: Vec<String> = std::env::args().skip(1).collect();
    match task.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["tidy"] => tidy_here(),
        ["versus", "carrier", words @ ..] => told(Asked::read(words, &target()), versus::carrier),
        ["versus", "pdq", words @ ..] => told(AskedPdq::read(words, &target()), versus::pdq),
        ["versus", "graph", words @ ..] => told(AskedGraph::read(words, &target()), versus::graph),
        ["versus", "dismantle", words @ ..] => {
            told(AskedDismantle::read(words, &target()), versus::dismantle)
        }
        _ => {
            let uses = [Asked::USE, AskedPdq::USE, AskedGraph::USE, AskedDismantle::USE];
            eprintln!("usage: cargo xtask tidy\n       {}", uses.join("\n       "));
            ExitCode::from(2)
        }
    }
}

fn tidy_here() -> ExitCode {
    // The manifest stands two folders below the root.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match tidy::tidy(&root) {
        Ok(report) => {
            for ask in &report.asks {
                println!("ask: {ask}");
            }
            for fault in &report.faults {
                println!("{fault}");
            }
            println!(
                "{} files, {} faults, {} to ask about",
                report.files,
                report.faults.len(),
                report.asks.len()
            );
            if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Where cargo puts what it builds: the task stands two folders below, as target/debug/xtask.
fn target() -> PathBuf {
    let task = std::env::current_exe().unwrap_or_default();
    task.ancestors().nth(2).unwrap_or(Path::new("target")).to_owned()
}

/// A comparison: it tells its steps and gives its result as text.
type Compare<A> = fn(&A, &dyn Fn(&str)) -> Result<String, VersusError>;

fn told<A>(asked: Result<A, VersusError>, compare: Compare<A>) -> ExitCode {
    let compared = asked.and_then(|asked| compare(&asked, &|step| eprintln!("{step}")));
    match compared {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
