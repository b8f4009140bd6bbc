//! How few nodes it takes to break public networks, beside plain ways done here and figures that others reached.
//!
//! A set counts once no component is larger than one in a hundred of the nodes. The plain ways (repeated highest degree, the same
//! in the 2-core, each with what was not needed put back) are our own, done as the public comparison of Artime and others
//! (2024) describes them. Of packages on PyPI only `network-dismantling` 0.0.1 does something of the kind; it asks how many
//! nodes to take instead of how far to go, puts nothing back and weighs the whole network again for each node, so it is not run. The
//! figures in [`FIGURES`] were taken before, with the authors' programs where a way has one; they are not measured again here.

use super::{VersusError, output_of};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Sizes that others' ways reached on the same files: degree, degree in the 2-core, collective influence and min-sum, each with the
/// same putting back. 0: not run, or not done in minutes.
const FIGURES: [(&str, [usize; 4]); 8] = [
    ("corruption", [211, 212, 216, 212]),
    ("moreno_crime_projected", [99, 100, 133, 109]),
    ("opsahl-powergrid", [290, 310, 281, 315]),
    ("loc-brightkite", [6_196, 6_216, 6_125, 0]),
    ("p2p-Gnutella31", [9_993, 9_552, 9_872, 9_325]),
    ("soc-Epinions1", [5_877, 5_897, 0, 0]),
    ("loc-gowalla", [26_796, 27_139, 0, 0]),
    ("digg-friends", [13_647, 13_293, 0, 0]),
];
/// The median network is to need so much less than the smallest figure.
const LESS_MIN: f64 = 0.03;

/// What to compare, as asked on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedDismantle {
    /// The folder with the networks, `NAME.csv.gz`.
    pub folder: PathBuf,
    /// Networks to take; none: all.
    pub names: Vec<String>,
    /// Where results are kept.
    pub cache: PathBuf,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
}

impl AskedDismantle {
    /// How it is asked.
    pub const USE: &str = "cargo xtask versus dismantle --folder DIR [--networks A,B] [--cache DIR]";

    /// Understands the words of a command line; `target` is where cargo puts what it builds.
    ///
    /// # Errors
    /// When a word is unknown or its value is missing.
    pub fn read(words: &[&str], target: &Path) -> Result<Self, VersusError> {
        let mut asked = Self {
            folder: PathBuf::new(),
            names: Vec::new(),
            cache: target.join("versus"),
            target: target.to_owned(),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = words.next().copied();
            let value = value.ok_or_else(|| VersusError::Words(format!("{word} needs a value")))?;
            match *word {
                "--folder" => asked.folder = value.into(),
                "--cache" => asked.cache = value.into(),
                "--networks" => asked.names = value.split(',').map(known).collect::<Result<_, _>>()?,
                other => return Err(VersusError::Words(format!("{other} is not known"))),
            }
        }
        if asked.folder.as_os_str().is_empty() {
            return Err(VersusError::Words("--folder is needed: where the networks lie".to_owned()));
        }
        Ok(asked)
    }
}

fn known(name: &str) -> Result<String, VersusError> {
    let is_known = FIGURES.iter().any(|(known, _)| *known == name);
    if is_known {
        Ok(name.to_owned())
    } else {
        Err(VersusError::Words(format!("there is no network {name}")))
    }
}

/// Compares, telling each step, and gives the result as text for docs/performance.md.
///
/// # Errors
/// When a network can't be read or our half fails.
pub fn dismantle(asked: &AskedDismantle, tell: &dyn Fn(&str)) -> Result<String, VersusError> {
    fs::create_dir_all(&asked.cache).map_err(VersusError::file(&asked.cache))?;
    let folder = fs::canonicalize(&asked.folder).map_err(VersusError::file(&asked.folder))?;
    tell("building our half");
    let mut cargo = Command::new("cargo");
    cargo.args([
        "build",
        "--release",
        "--quiet",
        "--package",
        "graph",
        "--example",
        "dismantle",
        "--target-dir",
    ]);
    output_of(cargo.arg(&asked.target).current_dir(env!("CARGO_MANIFEST_DIR")))?;
    let ours = asked.target.join("release/examples/dismantle");
    let mut networks = Vec::new();
    for (name, figures) in FIGURES {
        if asked.names.is_empty() || asked.names.iter().any(|asked| asked == name) {
            tell(name);
            let told = output_of(Command::new(&ours).arg(folder.join(format!("{name}.csv.gz"))))?;
            let smallest = figures.into_iter().filter(|&figure| figure > 0).min().unwrap_or(0);
            networks.push(Network::read(name, smallest, &told)?);
        }
    }
    let text = text(&networks);
    let path = asked.cache.join("dismantle.md");
    fs::write(&path, &text).map_err(VersusError::file(&path))?;
    Ok(text)
}

/// What came of one network.
#[derive(Clone, Debug, Default)]
struct Network {
    name: String,
    nodes: u64,
    /// The smallest of others' figures.
    figure: usize,
    degree: u64,
    core_degree: u64,
    belief: u64,
    hoeder: u64,
    wall_seconds: f64,
    cpu_seconds: f64,
    /// Where a bound was sought.
    bound: Option<u64>,
}

impl Network {
    fn read(name: &str, figure: usize, told: &str) -> Result<Self, VersusError> {
        let mut network = Self { name: name.to_owned(), figure, ..Self::default() };
        for line in told.lines() {
            let line: Value = serde_json::from_str(line)
                .map_err(|error| VersusError::failed("dismantle", error.to_string()))?;
            let size = line["size"].as_u64().unwrap_or(0);
            match line["way"].as_str() {
                Some("network") => network.nodes = line["nodes"].as_u64().unwrap_or(0),
                Some("degree") => network.degree = size,
                Some("core-degree") => network.core_degree = size,
                Some("belief") => network.belief = size,
                Some("bound") => network.bound = Some(size),
                Some("hoeder") => {
                    network.hoeder = size;
                    network.wall_seconds = line["wall"].as_f64().unwrap_or(0.0);
                    network.cpu_seconds = line["cpu"].as_f64().unwrap_or(0.0);
                }
                _ => return Err(VersusError::failed("dismantle", format!("told {line}"))),
            }
        }
        if network.hoeder == 0 { Err(VersusError::failed("dismantle", "told no set")) } else { Ok(network) }
    }

    /// How much less it takes than the smallest of others' figures; below 0: more.
    fn less(&self) -> f64 {
        1.0 - self.hoeder as f64 / self.figure as f64
    }
}

fn text(networks: &[Network]) -> String {
    let mut text = String::from(
        "| network (nodes) | degree | in the 2-core | belief | others' smallest | hoeder | less | wall s | CPU s | proved bound | gap |\n\
         |---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for network in networks {
        let (bound, gap) = network.bound.map_or_else(Default::default, |bound| {
            let gap = 1.0 - bound as f64 / network.hoeder as f64;
            (bound.to_string(), format!("{:.1} %", 100.0 * gap))
        });
        let Network {
            name,
            nodes,
            figure,
            degree,
            core_degree,
            belief,
            hoeder,
            wall_seconds,
            cpu_seconds,
            ..
        } = network;
        text += &format!(
            "| {name} ({nodes}) | {degree} | {core_degree} | {belief} | {figure} | {hoeder} | {:.1} % | {wall_seconds:.1} | {cpu_seconds:.1} | {bound} | {gap} |\n",
            100.0 * network.less()
        );
    }
    let mut less: Vec<f64> = networks.iter().map(Network::less).collect();
    less.sort_by(f64::total_cmp);
    let never = less.first().is_none_or(|&least| least >= 0.0);
    // With an even number, the smaller of the two in the middle.
    let median = less.get(less.len().saturating_sub(1) / 2).copied().unwrap_or(0.0);
    text += &format!("\nNever larger than others' smallest: {}. ", if never { "met" } else { "MISSED" });
    let is_met = if median >= LESS_MIN { "met" } else { "MISSED" };
    text += &format!("Median {:.1} % less, goal {:.0} %: {is_met}.\n", 100.0 * median, 100.0 * LESS_MIN);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_understood_or_refused() {
        let read = |words: &[&str]| AskedDismantle::read(words, Path::new("target"));
        let asked = read(&["--folder", "graphs", "--networks", "corruption,digg-friends"]).unwrap();
        assert_eq!(asked.names, ["corruption", "digg-friends"]);
        assert!(read(&[]).is_err());
        assert!(read(&["--folder", "graphs", "--networks", "none"]).is_err());
        assert!(read(&["--folder"]).is_err());
    }

    #[test]
    fn goals_are_told_as_met_or_missed() {
        let told = |size: u32| {
            format!(
                "{{\"way\":\"network\",\"nodes\":9}}\n{{\"way\":\"hoeder\",\"size\":{size},\"wall\":1.0,\"cpu\":2.0}}\n"
            )
        };
        let network = |figure, size| Network::read("n", figure, &told(size)).unwrap();
        let good = text(&[network(100, 100), network(100, 95), network(100, 90)]);
        assert!(
            good.contains("smallest: met") && good.contains("Median 5.0 % less, goal 3 %: met"),
            "{good}"
        );
        let bad = text(&[network(100, 101), network(100, 99)]);
        assert!(bad.contains("smallest: MISSED") && bad.contains("3 %: MISSED"), "{bad}");
        assert!(Network::read("n", 1, "{\"way\":\"network\",\"nodes\":9}").is_err());
        assert!(Network::read("n", 1, "no").is_err());
    }
}
