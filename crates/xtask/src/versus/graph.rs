//! Measures of a large graph beside NetworKit and igraph, on one file and in one run.
//!
//! Each program reads the same lines `from,to,weight` and does the same steps in one process; each tells what a step cost.
//! Hoeder's half is an example of the crate `graph`, the peers come from PyPI and are driven by the scripts in the folder of this
//! file's name. A further step needs a row in [`STEPS`] and a function in each program; a program that has no
//! such step is left out of its row.

mod outcome;
mod report;

use super::python::python;
use super::{VersusError, count, output_of};
use outcome::Told;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a step is measured by, beside its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Agree {
    /// What is told of it is the same.
    Told,
    /// And its values by node are.
    Values,
    /// Values by node that add up to 1 are, to within this much in sum; in billionths.
    SharesWithin(u32),
    /// Values by node are drawn, each to within 0.01, so the two may be twice that apart.
    Estimates,
    /// Nothing: it draws at random, and what is told of it stands in the report.
    Stated,
}

/// A step, and how many times as quick as the quicker peer it is to be; 0: no goal.
struct Step {
    name: &'static str,
    label: &'static str,
    times_min: f64,
    agree: Agree,
}

const STEPS: [Step; 7] = [
    Step { name: "load", label: "directed graph from the file", times_min: 0.0, agree: Agree::Told },
    Step { name: "undirected", label: "undirected graph", times_min: 0.0, agree: Agree::Told },
    Step { name: "pagerank", label: "PageRank", times_min: 3.0, agree: Agree::SharesWithin(10_000) },
    Step { name: "components", label: "weak components", times_min: 3.0, agree: Agree::Told },
    Step { name: "cores", label: "k-core", times_min: 2.0, agree: Agree::Values },
    Step { name: "betweenness", label: "betweenness, 0.01 at 0.9", times_min: 2.0, agree: Agree::Estimates },
    Step { name: "leiden", label: "communities", times_min: 1.0, agree: Agree::Stated },
];

/// Steps that together are a graph from files, and how many times as quick they are to be.
const BUILD: [&str; 2] = ["load", "undirected"];
const BUILD_TIMES_MIN: f64 = 8.0;
/// Goals of the whole pass.
const PASS_CPU_SECONDS_MAX: f64 = 25.0;
const PASS_MEGABYTES_MAX: u64 = 700;

/// Peers: their script, the packages and the modules it needs.
const PEERS: [&str; 2] = ["peer_networkit.py", "peer_igraph.py"];
const PACKAGES: [&str; 4] = ["networkit>=11,<12", "igraph>=0.11,<2", "numpy>=2,<3", "pyarrow>=18"];
const MODULES: [&str; 4] = ["networkit", "igraph", "numpy", "pyarrow.csv"];

/// What to compare, as asked on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedGraph {
    /// Nodes of the graph that is made, as a power of 2.
    pub scale: u32,
    /// Its ties.
    pub ties: usize,
    /// Its seed.
    pub seed: u64,
    /// A file of lines `from,to,weight` to take instead.
    pub file: Option<PathBuf>,
    /// Steps to measure; none: all.
    pub steps: Vec<String>,
    /// Times that each program runs.
    pub rounds: usize,
    /// Where inputs, peers and results are kept from run to run.
    pub cache: PathBuf,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
}

impl AskedGraph {
    /// How it is asked.
    pub const USE: &str = "cargo xtask versus graph [--quick] [--scale N] [--ties N] [--seed N] [--file CSV] [--steps A,B] [--rounds N] [--cache DIR]";

    /// Understands the words of a command line; `target` is where cargo puts what it builds.
    ///
    /// # Errors
    /// When a word is unknown or its value is missing.
    pub fn read(words: &[&str], target: &Path) -> Result<Self, VersusError> {
        let is_quick = words.contains(&"--quick");
        let mut asked = Self {
            scale: if is_quick { 16 } else { 19 },
            ties: if is_quick { 1_000_000 } else { 10_000_000 },
            seed: 1,
            file: None,
            steps: Vec::new(),
            rounds: if is_quick { 1 } else { 3 },
            cache: target.join("versus"),
            target: target.to_owned(),
        };
        let mut words = words.iter().filter(|word| **word != "--quick");
        while let Some(word) = words.next() {
            let value = words.next().copied();
            let value = value.ok_or_else(|| VersusError::Words(format!("{word} needs a value")))?;
            match *word {
                "--scale" => asked.scale = count(value)? as u32,
                "--ties" => asked.ties = count(value)?,
                "--seed" => asked.seed = count(value)? as u64,
                "--rounds" => asked.rounds = count(value)?,
                "--file" => asked.file = Some(value.into()),
                "--cache" => asked.cache = value.into(),
                "--steps" => asked.steps = value.split(',').map(known_step).collect::<Result<_, _>>()?,
                other => return Err(VersusError::Words(format!("{other} is not known"))),
            }
        }
        Ok(asked)
    }
}

fn known_step(name: &str) -> Result<String, VersusError> {
    let is_known = STEPS.iter().any(|step| step.name == name);
    if is_known { Ok(name.to_owned()) } else { Err(VersusError::Words(format!("there is no step {name}"))) }
}

/// Compares, telling each step, and gives the result as text for docs/performance.md.
///
/// # Errors
/// When the graph can't be made, a peer can't be had, or a program fails.
pub fn graph(asked: &AskedGraph, tell: &dyn Fn(&str)) -> Result<String, VersusError> {
    fs::create_dir_all(&asked.cache).map_err(VersusError::file(&asked.cache))?;
    let cache = fs::canonicalize(&asked.cache).map_err(VersusError::file(&asked.cache))?;
    tell("building our half, and fetching the peers where they are not there yet");
    let ours = ours(&asked.target)?;
    let python = python(&cache, &PACKAGES, &MODULES)?;
    let file = match &asked.file {
        Some(file) => fs::canonicalize(file).map_err(VersusError::file(file))?,
        None => rmat(asked, &ours, &cache, tell)?,
    };
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/versus/graph");
    let mut programs = vec![Program::new("hoeder", &[ours.as_os_str(), "steps".as_ref()], &cache)];
    for script in PEERS {
        programs.push(Program::new(script, &[python.as_os_str(), scripts.join(script).as_os_str()], &cache));
    }
    // In turn, round by round: a machine that slows down does so for all.
    for round in 1..=asked.rounds {
        for program in &mut programs {
            tell(&format!("round {round}: {}", program.name));
            program.run(&file, &asked.steps)?;
        }
    }
    let told: Vec<Told> = programs.into_iter().map(|program| program.told).collect();
    let text = report::text(asked, &told)?;
    let path = cache.join("graph.md");
    fs::write(&path, &text).map_err(VersusError::file(&path))?;
    Ok(text)
}

/// A program that does the steps, and what it told in all rounds.
struct Program {
    name: String,
    words: Vec<std::ffi::OsString>,
    folder: PathBuf,
    told: Told,
}

impl Program {
    fn new(name: &str, words: &[&std::ffi::OsStr], cache: &Path) -> Self {
        let folder = cache.join(format!("graph-{}", name.trim_end_matches(".py")));
        let told = Told::new(&folder);
        Self {
            name: name.to_owned(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            folder,
            told,
        }
    }

    fn run(&mut self, file: &Path, steps: &[String]) -> Result<(), VersusError> {
        super::input::fresh(&self.folder)?;
        let Some((program, words)) = self.words.split_first() else { return Ok(()) };
        let mut command = Command::new(program);
        command.args(words).arg(file).arg(&self.folder);
        // What later steps need is done always.
        let needed = |step: &&Step| {
            steps.is_empty() || BUILD.contains(&step.name) || steps.iter().any(|s| s == step.name)
        };
        command.args(STEPS.iter().filter(needed).map(|step| step.name));
        self.told.take(&output_of(&mut command)?)
    }
}

/// Our half, built as it is shipped.
fn ours(target: &Path) -> Result<PathBuf, VersusError> {
    let mut cargo = Command::new("cargo");
    cargo.args([
        "build",
        "--release",
        "--quiet",
        "--package",
        "graph",
        "--example",
        "measure",
        "--target-dir",
    ]);
    output_of(cargo.arg(target).current_dir(env!("CARGO_MANIFEST_DIR")))?;
    Ok(target.join("release/examples/measure"))
}

/// The graph that is made, once for its settings.
fn rmat(asked: &AskedGraph, ours: &Path, cache: &Path, tell: &dyn Fn(&str)) -> Result<PathBuf, VersusError> {
    let path = cache.join(format!("rmat-{}-{}-{}.csv", asked.scale, asked.ties, asked.seed));
    if !path.exists() {
        tell("making the graph");
        let half = path.with_extension("half");
        let numbers = [asked.scale.to_string(), asked.ties.to_string(), asked.seed.to_string()];
        output_of(Command::new(ours).arg("rmat").args(numbers).arg(&half))?;
        fs::rename(&half, &path).map_err(VersusError::file(&path))?;
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_understood_or_refused() {
        let asked =
            AskedGraph::read(&["--quick", "--ties", "50", "--steps", "load,cores"], Path::new("/t")).unwrap();
        assert_eq!((asked.ties, asked.scale, asked.rounds), (50, 16, 1));
        assert_eq!(asked.steps, ["load", "cores"]);
        for words in [&["--ties"][..], &["--ties", "0"], &["--fast", "1"], &["--steps", "load,magic"]] {
            assert!(AskedGraph::read(words, Path::new("/t")).is_err(), "{words:?}");
        }
    }

    #[test]
    fn each_goal_is_of_a_step() {
        assert!(BUILD.iter().all(|name| known_step(name).is_ok()));
    }
}
