//! The whole reading of a carrier beside hashdeep, exiftool and czkawka.
//!
//! Whole means: type, three digests, PDQ, EXIF, the comparison with a million known digests and a million PDQ
//! prints, and the sealed manifest. Each peer does one part of that.

use super::input::{self, DIGESTS, Files, PRINTS, Planted};
use super::measure::{Run, run};
use super::peer::{self, Hoeder, Peer};
use super::table::{Row, goal, table, thousands};
use super::{Asked, VersusError, output_of};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// Goals, as wall time of the whole reading to that of the peer.
const GOALS: [(Peer, f64); 2] = [(Peer::Hashdeep, 1.5), (Peer::Czkawka, 1.0 / 3.0)];

/// Parts of the whole reading, each measured once: the sets it compares with.
const PARTS: [(&str, &[&str]); 2] =
    [("hoeder without known sets", &[]), ("hoeder with digests alone", &[DIGESTS])];

/// Compares, telling each step, and gives the result as text for docs/performance.md.
///
/// # Errors
/// When the input can't be made, or a program fails: no time is told of one that did not do its work.
pub fn carrier(asked: &Asked, tell: &dyn Fn(&str)) -> Result<String, VersusError> {
    fs::create_dir_all(&asked.cache).map_err(VersusError::file(&asked.cache))?;
    let cache = fs::canonicalize(&asked.cache).map_err(VersusError::file(&asked.cache))?;
    tell("bringing the program up to date, which may take minutes, where it was not named");
    let hoeder = Hoeder { program: peer::hoeder(asked)?, data: cache.join("data") };
    tell("preparing files, known sets and the page cache");
    input::fresh(&hoeder.data)?;
    let files = input::files(asked)?;
    let planted = input::known(&hoeder, &files, &cache)?;
    let load_before = load();
    let mut bench =
        Bench { hoeder: &hoeder, files: &files, scratch: cache.join("scratch"), tell, rows: Vec::new() };
    let absent = bench.rounds(asked)?;
    let matched = planted.check(&hoeder, "round 1")?;
    let text =
        Report { asked, files: &files, planted: &planted, matched, load_before, absent }.text(&bench.rows);
    let path = cache.join("carrier.md");
    fs::write(&path, &text).map_err(VersusError::file(&path))?;
    tell(&format!("kept in {}", path.display()));
    Ok(text)
}

struct Bench<'a> {
    hoeder: &'a Hoeder,
    files: &'a Files,
    scratch: PathBuf,
    tell: &'a dyn Fn(&str),
    /// Hoeder's whole reading first.
    rows: Vec<Row>,
}

impl Bench<'_> {
    /// All rounds; gives the peers that are not installed.
    fn rounds(&mut self, asked: &Asked) -> Result<Vec<Peer>, VersusError> {
        let mut said = output_of(&mut self.hoeder.command(&["--version"]))?;
        said = said.split_ascii_whitespace().last().unwrap_or_default().to_owned();
        self.rows.push(Row {
            label: "hoeder, whole reading".to_owned(),
            version: said.clone(),
            runs: Vec::new(),
        });
        let mut absent = Vec::new();
        let mut peers = Vec::new();
        for peer in Peer::ALL {
            match peer.version(asked.tools.as_deref()) {
                Some(version) => {
                    peers.push((peer, self.rows.len()));
                    self.rows.push(Row { label: peer.label().to_owned(), version, runs: Vec::new() });
                }
                None => absent.push(peer),
            }
        }
        for round in 1..=asked.rounds {
            self.hoeder(0, &format!("round {round}"), &[DIGESTS, PRINTS])?;
            for &(peer, row) in &peers {
                if round == 1 || peer.is_in_each_round() {
                    input::fresh(&self.scratch)?;
                    let mut command = peer.command(&self.files.folder, &self.scratch, asked.tools.as_deref());
                    let run = run(&mut command, peer.codes())?;
                    self.keep(row, run);
                }
            }
        }
        if asked.parts {
            for (label, known) in PARTS {
                let row = self.rows.len();
                self.rows.push(Row { label: label.to_owned(), version: said.clone(), runs: Vec::new() });
                self.hoeder(row, label, known)?;
            }
        }
        Ok(absent)
    }

    fn hoeder(&mut self, row: usize, case: &str, known: &[&str]) -> Result<(), VersusError> {
        let run = run(&mut self.hoeder.reading(&self.files.folder, case, known), &[0])?;
        self.keep(row, run);
        Ok(())
    }

    fn keep(&mut self, row: usize, run: Run) {
        let Some(row) = self.rows.get_mut(row) else { return };
        (self.tell)(&format!("{:6.1} s wall {:6.1} s CPU  {}", run.wall_seconds, run.cpu_seconds, row.label));
        row.runs.push(run);
    }
}

struct Report<'a> {
    asked: &'a Asked,
    files: &'a Files,
    planted: &'a Planted,
    matched: usize,
    load_before: String,
    absent: Vec<Peer>,
}

impl Report<'_> {
    fn text(&self, rows: &[Row]) -> String {
        let date = output_of(Command::new("date").arg("+%F")).unwrap_or_default();
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let mut lines = vec![
            format!("### The whole reading of a carrier, {}\n", date.trim()),
            format!(
                "Input: {} files, {} bytes, warm page cache. Known: a million digests and {} of the files' own, a million PDQ \
                 prints and {} neighbours of theirs; all planted ones were recognised, {} files matched in all.",
                thousands(self.files.paths.len() as u64),
                thousands(self.files.bytes),
                self.planted.digests(),
                self.planted.prints(),
                thousands(self.matched as u64),
            ),
            format!(
                "Machine: {}, {processors} processors; load average {} before, {} after. Rounds: {}, alternating, \
                 medians; what shows one run stood in the first round alone.\n",
                processor(),
                self.load_before,
                load(),
                self.asked.rounds,
            ),
            table(rows, self.files.bytes),
        ];
        for (peer, times_max) in GOALS {
            let row = rows.iter().find(|row| row.label == peer.label());
            if let (Some(whole), Some(row)) = (rows.first(), row) {
                lines.push(format!("- {}", goal(whole, row, times_max)));
            }
        }
        for peer in &self.absent {
            lines.push(format!(
                "- {} was not installed, and so not measured: `{}`.",
                peer.label(),
                peer.source()
            ));
        }
        lines.join("\n") + "\n"
    }
}

/// The load averages over one, five and fifteen minutes.
fn load() -> String {
    let text = fs::read_to_string(Path::new("/proc/loadavg")).unwrap_or_default();
    text.split_ascii_whitespace().take(3).collect::<Vec<_>>().join(" ")
}

/// The processor's name for itself.
fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("model name"));
    line.map_or("a processor without a name", |line| line.trim_start_matches(['\t', ' ', ':'])).to_owned()
}
