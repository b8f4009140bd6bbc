//! Measures one graph, step by step, and prints what each step cost: Hoeder's half of `cargo xtask versus graph`.
//!
//! An example, so that it builds with this crate alone and the tasks need no engine.
//!
//! `measure rmat SCALE TIES SEED FILE` writes a graph as lines `from,to,weight`.
//! `measure steps FILE FOLDER STEP...` runs steps on such a file, and prints a line of JSON for each: its name, wall and
//! processor seconds, the most memory, and what came out. Values by node go into FOLDER, as `STEP.f64`, for comparing.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a small program that is measured")]

mod edges;
mod rmat;
mod steps;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["rmat", scale, ties, seed, file] => rmat::write(scale, ties, seed, Path::new(file)),
        ["steps", file, folder, steps @ ..] => steps::run(Path::new(file), Path::new(folder), steps),
        _ => Err("measure rmat SCALE TIES SEED FILE, or measure steps FILE FOLDER STEP...".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
