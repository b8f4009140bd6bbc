//! Python with the witnesses, in an environment under the target folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The packages that witness, and what they need.
const PACKAGES: [&str; 4] = ["networkx>=3.4,<4", "igraph>=0.11,<2", "numpy>=2,<3", "scipy>=1.13,<2"];

/// A Python that can witness.
pub(crate) struct Witness(PathBuf);

impl Witness {
    /// `None`, with the reason said, where it can't be had.
    pub(crate) fn find() -> Option<Self> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("graph-python");
        let python = folder.join("bin/python");
        // Two tests may come here at once: the second waits for the first.
        let lock = std::fs::File::create(folder.with_extension("lock")).ok()?;
        lock.lock().ok()?;
        let works =
            |words: &[&str]| Command::new(&python).args(words).output().is_ok_and(|o| o.status.success());
        let is_there = || works(&["-c", "import igraph, networkx, numpy, scipy"]);
        if is_there() {
            return Some(Self(python));
        }
        let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).output();
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        if made.is_ok_and(|output| output.status.success())
            && works(&[&install[..], &PACKAGES[..]].concat())
            && is_there()
        {
            return Some(Self(python));
        }
        eprintln!(
            "SKIPPED: python3 with venv, networkx and igraph could not be had from PyPI, so no outside witness was asked"
        );
        None
    }

    /// Runs the script beside this file.
    pub(crate) fn run(&self, words: &[&OsStr]) {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/witness/witness.py");
        let output = Command::new(&self.0).arg(script).args(words).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}
