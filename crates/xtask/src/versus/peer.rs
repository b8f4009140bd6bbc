//! The programs: Hoeder itself, and the peers that people use for parts of what it does.

use super::{Asked, VersusError, output_of};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Kept out of a run: they would change what is measured.
const SETTINGS: [&str; 5] = ["HOEDER_DATA", "HOEDER_ACTOR", "HOEDER_ROLE", "HOEDER_PURPOSE", "HOEDER_LANG"];

/// Hoeder's program and the data folder it works in.
pub(super) struct Hoeder {
    pub(super) program: PathBuf,
    pub(super) data: PathBuf,
}

impl Hoeder {
    /// A command over the data folder.
    pub(super) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(words).arg("--data").arg(&self.data).args(["--lang", "en"]);
        for setting in SETTINGS {
            command.env_remove(setting);
        }
        command
    }

    /// The whole reading of a folder into a case of its own.
    pub(super) fn reading(&self, folder: &Path, case: &str, known: &[&str]) -> Command {
        let mut command =
            self.command(&["carrier", "read", "--case", case, "--carrier", case, "--open-case"]);
        command.args(["--authorised-by", "Practice", "--offence", "measuring"]);
        for set in known {
            command.args(["--known", set]);
        }
        command.arg(folder);
        command
    }
}

/// Hoeder's program: the one that was named, or the release build of this source, brought up to date.
pub(super) fn hoeder(asked: &Asked) -> Result<PathBuf, VersusError> {
    built(asked.hoeder.as_deref(), &asked.target, "cli", "hoeder")
}

/// The program that makes photographs.
pub(super) fn practice(named: Option<&Path>, target: &Path) -> Result<PathBuf, VersusError> {
    built(named, target, "testkit", "practice")
}

fn built(named: Option<&Path>, target: &Path, package: &str, name: &str) -> Result<PathBuf, VersusError> {
    if let Some(named) = named {
        return fs::canonicalize(named).map_err(VersusError::file(named));
    }
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--quiet", "--package", package, "--bin", name]);
    output_of(cargo.arg("--target-dir").arg(target).current_dir(env!("CARGO_MANIFEST_DIR")))?;
    Ok(target.join("release").join(name))
}

/// A peer's program: the one in the folder of tools, or else the one that the shell would find.
fn tool(program: &str, tools: Option<&Path>) -> Command {
    let named = tools.map(|tools| tools.join(program)).filter(|path| path.is_file());
    named.map_or_else(|| Command::new(program), Command::new)
}

/// A program beside Hoeder, and how often it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Peer {
    /// Three digests, as many threads as there are processors: its default.
    Hashdeep,
    /// Three digests, one thread.
    HashdeepAlone,
    /// Metadata.
    Exiftool,
    /// Similar pictures among the files; no digests, no known sets.
    Czkawka,
}

impl Peer {
    pub(super) const ALL: [Self; 4] = [Self::Hashdeep, Self::HashdeepAlone, Self::Exiftool, Self::Czkawka];

    /// What it is called in the table.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Hashdeep => "hashdeep -c md5,sha1,sha256",
            Self::HashdeepAlone => "hashdeep -j0 -c md5,sha1,sha256",
            Self::Exiftool => "exiftool -fast2 -json",
            Self::Czkawka => "czkawka_cli image -m 1 -c 16",
        }
    }

    /// How it is installed.
    pub(super) fn source(self) -> &'static str {
        match self {
            Self::Hashdeep | Self::HashdeepAlone => "apt-get install hashdeep",
            Self::Exiftool => "apt-get install libimage-exiftool-perl",
            Self::Czkawka => "cargo install czkawka_cli --locked",
        }
    }

    /// Its version, or `None` where it is not installed.
    pub(super) fn version(self, tools: Option<&Path>) -> Option<String> {
        let (program, word) = match self {
            Self::Hashdeep | Self::HashdeepAlone => ("hashdeep", "-V"),
            Self::Exiftool => ("exiftool", "-ver"),
            Self::Czkawka => ("czkawka_cli", "--version"),
        };
        let said = output_of(tool(program, tools).arg(word)).ok()?;
        said.split_ascii_whitespace().last().map(str::to_owned)
    }

    /// Whether it runs in every round; the others are there for the order of things, and run once.
    pub(super) fn is_in_each_round(self) -> bool {
        matches!(self, Self::Hashdeep | Self::Czkawka)
    }

    /// Exit codes that mean it did its work: czkawka ends with 11 when it found something.
    pub(super) fn codes(self) -> &'static [i32] {
        if self == Self::Czkawka { &[0, 11] } else { &[0] }
    }

    /// Its run over a folder. `scratch` is an empty folder, for caches that would spare it work the second time.
    pub(super) fn command(self, folder: &Path, scratch: &Path, tools: Option<&Path>) -> Command {
        let (program, words): (_, &[&str]) = match self {
            Self::Hashdeep => ("hashdeep", &["-c", "md5,sha1,sha256", "-r"]),
            Self::HashdeepAlone => ("hashdeep", &["-j0", "-c", "md5,sha1,sha256", "-r"]),
            Self::Exiftool => ("exiftool", &["-fast2", "-json", "-r"]),
            Self::Czkawka => ("czkawka_cli", &["image", "-m", "1", "-c", "16", "-d"]),
        };
        let mut command = tool(program, tools);
        command
            .args(words)
            .arg(folder)
            .env("HOME", scratch)
            .env("XDG_CACHE_HOME", scratch)
            .env("XDG_CONFIG_HOME", scratch);
        command
    }
}
