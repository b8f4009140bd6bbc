//! The binary as a defence expert runs it: files in, a sentence and an exit code out.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod sample;

use ledger::{Receipt, prove_inclusion};
use sample::{Sample, other_key};
use std::fs;
use std::path::Path;
use std::process::Command;

struct Said {
    code: i32,
    out: String,
    err: String,
}

fn run(folder: &Path, args: &[&str]) -> Said {
    let output =
        Command::new(env!("CARGO_BIN_EXE_ledger-verify")).args(args).current_dir(folder).output().unwrap();
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder with a tape, the key in both forms, heads and a receipt.
fn folder(sample: &Sample) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("tape", &sample.tape);
    write("old", &sample.until_head(1));
    write("key.pem", sample.keys[0].to_pem().unwrap().as_bytes());
    write("head.json", serde_json::to_string_pretty(&sample.heads[2]).unwrap().as_bytes());
    let proof = prove_inclusion(&sample.leaves, 4).unwrap();
    let receipt = Receipt { entry: sample.entries[4].clone(), head: sample.heads[2].clone(), proof };
    write("receipt.json", serde_json::to_string(&receipt).unwrap().as_bytes());
    folder
}

#[test]
fn a_good_tape_gives_0_and_says_what_was_checked() {
    let sample = Sample::new();
    let folder = folder(&sample);
    let hex = sample.keys[0].to_string();
    for key in ["key.pem", &hex] {
        let said = run(folder.path(), &["tape", "--key", key]);
        assert_eq!((said.code, said.err.as_str()), (0, ""));
        for part in ["GOOD", "9", &sample.keys[0].id(), &sample.chain.root().to_string(), "report carrier"] {
            assert!(said.out.contains(part), "{part} in {}", said.out);
        }
        assert!(said.out.contains("Not shown: whether this is the newest tape"));
    }
    let said = run(folder.path(), &["tape", "--key=key.pem", "--head", "head.json", "--lang", "nl"]);
    assert_eq!(said.code, 0);
    assert!(said.out.contains("GOED") && said.out.contains("Het zegel dat u gaf klopt"), "{}", said.out);
}

#[test]
fn a_fault_gives_1_and_names_the_line() {
    let sample = Sample::new();
    let folder = folder(&sample);
    let mut tape = sample.tape.clone();
    let at = tape.windows(8).position(|bytes| bytes == b"a.jansen").unwrap();
    tape[at] = b'e';
    fs::write(folder.path().join("tape"), tape).unwrap();
    let said = run(folder.path(), &["tape", "--key", "key.pem"]);
    assert_eq!(said.code, 1);
    assert!(said.out.starts_with("FAULT on line 3: ") && said.out.contains("was changed"), "{}", said.out);
    let said = run(folder.path(), &["tape", "--key", "key.pem", "--lang", "nl"]);
    assert!(said.out.starts_with("FOUT op regel 3: ") && said.out.contains("gewijzigd"), "{}", said.out);
    let said = run(folder.path(), &["tape", "--key", "key.pem", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &json["good"], &json["fault"]["line"]), (1, &false.into(), &3.into()));
    let said = run(folder.path(), &["old", "--key", "key.pem", "--head", "head.json"]);
    assert!(said.code == 1 && said.out.contains("later entries were left out"), "{}", said.out);
}

#[test]
fn json_holds_the_verdict() {
    let sample = Sample::new();
    let folder = folder(&sample);
    let said = run(folder.path(), &["--json", "tape", "--key", "key.pem"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((&json["good"], &json["verdict"]["entries"]), (&true.into(), &9.into()));
    assert_eq!(json["verdict"]["head"], serde_json::to_value(&sample.heads[2]).unwrap());
    assert_eq!(json["verdict"]["open"][0]["deed"], "report carrier");
}

#[test]
fn a_receipt_is_checked_by_itself() {
    let sample = Sample::new();
    let folder = folder(&sample);
    let said = run(folder.path(), &["inclusion", "receipt.json", "--key", "key.pem"]);
    assert!(said.code == 0 && said.out.contains("Entry 4 is in the ledger of 9 entries"), "{}", said.out);
    let said = run(folder.path(), &["inclusion", "receipt.json", "--key", &other_key().public().to_string()]);
    assert!(said.code == 1 && said.out.contains("not among the keys you trust"), "{}", said.out);
}

#[test]
fn wrong_use_and_unreadable_files_give_2_with_a_reason() {
    let folder = folder(&Sample::new());
    let cases: [(&[&str], &str); 10] = [
        (&[], "Name the file"),
        (&["tape"], "Name the public key"),
        (&["tape", "--key"], "--key needs a value"),
        (&["tape", "--kee", "x"], "no option \"--kee\""),
        (&["tape", "other", "--key", "key.pem"], "one too many"),
        (&["tape", "--key", "key.pem", "--lang", "de"], "en or nl"),
        (&["none", "--key", "key.pem"], "none: "),
        (&[".", "--key", "key.pem"], ".: "),
        (&["tape", "--key", "tape"], "not an ed25519 public key"),
        (&["tape", "--key", "key.pem", "--head", "key.pem"], "key.pem: "),
    ];
    for (args, part) in cases {
        let said = run(folder.path(), args);
        assert!(said.code == 2 && said.err.contains(part) && said.out.is_empty(), "{args:?}: {}", said.err);
    }
    assert_eq!(run(folder.path(), &["--help"]).code, 0);
    assert!(run(folder.path(), &["--version"]).out.starts_with("ledger-verify "));
}
