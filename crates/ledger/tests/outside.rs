//! A stranger checks the tape: a page of Python, written from docs/ledger.md alone, and OpenSSL.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by it, or says why it was skipped"
)]

mod sample;

use sample::{Sample, other_key};
use std::fs;
use std::process::{Command, Output};

fn stranger(tape: &[u8], key_pem: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let (tape_path, key_path) = (folder.path().join("tape"), folder.path().join("key.pem"));
    fs::write(&tape_path, tape).unwrap();
    fs::write(&key_path, key_pem).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outside.py");
    Command::new("python3").arg(script).arg(tape_path).arg(key_path).output().unwrap()
}

#[test]
fn python_and_openssl_come_to_the_same_verdict() {
    let there =
        |program: &str, arg: &str| Command::new(program).arg(arg).output().is_ok_and(|o| o.status.success());
    if !there("python3", "--version") || !there("openssl", "version") {
        eprintln!("SKIPPED: python3 and openssl could not be had, so no stranger was asked");
        return;
    }
    let sample = Sample::new();
    let pem = sample.keys[0].to_pem().unwrap();
    let output = stranger(&sample.tape, &pem);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let wanted =
        serde_json::json!({"entries": 9, "heads": 3, "root": sample.chain.root().to_string(), "open": [7]});
    assert_eq!(said, wanted);

    // The stranger is no rubber stamp either.
    let changed = String::from_utf8(sample.tape.clone()).unwrap().replacen("a.jansen", "e.jansen", 1);
    assert!(!stranger(changed.as_bytes(), &pem).status.success());
    assert!(!stranger(&sample.tape, &other_key().public().to_pem().unwrap()).status.success());
}
