//! Outside programs open the file: DuckDB counts the same rows, and a few lines of Python, written from the
//! document alone, come to the same Merkle root.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by it, or says why it was skipped"
)]

mod sample;

use manifest::{Outcome, Row};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use sample::{any_row, plausible, write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Python with DuckDB, in an environment under the target folder; `None`, with the reason said, where there is none.
fn python() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("manifest-python");
    let python = folder.join("bin/python");
    let has_duckdb =
        || Command::new(&python).args(["-c", "import duckdb"]).output().is_ok_and(|o| o.status.success());
    if has_duckdb() {
        return Some(python);
    }
    let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).output();
    let installed = made.is_ok_and(|output| output.status.success())
        && Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "duckdb>=1.1,<2"])
            .output()
            .is_ok_and(|output| output.status.success());
    if installed && has_duckdb() {
        return Some(python);
    }
    eprintln!(
        "SKIPPED: python3 with venv and the package duckdb could not be had, so no outside reader was asked"
    );
    None
}

#[test]
fn duckdb_counts_the_same_and_python_finds_the_same_root() {
    let Some(python) = python() else { return };
    let mut runner = TestRunner::deterministic();
    let mut rows: Vec<Row> = (0..3000).map(plausible).collect();
    rows.extend((0..200).map(|_| any_row().new_tree(&mut runner).unwrap().current()));
    let (file, sealed) = write(&rows);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("manifest.parquet");
    std::fs::write(&path, &file).unwrap();

    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outside.py");
    let output = Command::new(python).arg(script).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();

    let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    let sum = |each: fn(&Row) -> usize| rows.iter().map(each).sum::<usize>();
    let digests = rows.iter().filter_map(|row| row.sha256).collect::<std::collections::BTreeSet<_>>().len();
    assert_eq!(said["rows"], rows.len());
    assert_eq!(said["read"], count(Outcome::Read));
    assert_eq!(said["skipped"], count(Outcome::Skipped));
    assert_eq!(said["failed"], count(Outcome::Failed));
    assert_eq!(said["distinct_sha256"], digests);
    assert_eq!(said["links"], sum(|row| row.place.chain.len()));
    assert_eq!(said["matches"], sum(|row| row.matches.len()));
    assert_eq!(said["defects"], sum(|row| row.defects.len()));
    assert_eq!(said["frames"], sum(|row| row.frames.len()));
    assert_eq!(said["a1"], rows.iter().filter(|row| row.matches.iter().any(|m| m.label == "A1")).count());
    assert_eq!(said["stated_root"], sealed.root.to_string());
    assert_eq!(said["root"], sealed.root.to_string(), "the root over the rows as Python reads them");
}
