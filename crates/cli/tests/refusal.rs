//! What can't be done: the exit code, the words, and what stays in the ledger.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod house;

use house::{House, said};
use serde_json::Value;
use std::fs;
use std::io::Read as _;
use std::process::Stdio;

fn error(text: &str) -> Value {
    serde_json::from_str::<Value>(text.trim()).unwrap()["error"].clone()
}

#[test]
fn a_refusal_is_told_and_written_down() {
    let house = House::new();
    house.ok(&["case", "open", "zaak", "--actor", "J. Bos"]);
    let words = ["carrier", "items", "--case", "zaak", "--role", "auditor", "--actor", "K. de Wit", "--json"];
    let refused = house.run(&[&words[..], &["--purpose", "nieuwsgierig"]].concat());
    assert_eq!((refused.code, refused.out.as_str()), (3, ""));
    assert_eq!(error(&refused.err)["kind"], "refused");
    let tape = house.tape("tape");
    let refusals: Vec<&Value> =
        tape.iter().map(|line| &line["entry"]).filter(|entry| entry["kind"] == "refusal").collect();
    assert_eq!(refusals.len(), 1);
    assert_eq!(refusals[0]["actor"], "K. de Wit");
    assert_eq!(refusals[0]["role"], "auditor");
    assert_eq!(refusals[0]["purpose"], "nieuwsgierig");
    assert_eq!(refusals[0]["deed"], "carrier.items");
    assert_eq!(refusals[0]["detail"]["origin"], "local-user");
    // The name is stated, the account is the machine's own word.
    let account = std::process::Command::new("id").arg("-un").output().unwrap().stdout;
    assert_eq!(refusals[0]["detail"]["os_account"], String::from_utf8(account).unwrap().trim());
}

#[test]
fn every_kind_of_failure_has_its_exit_code() {
    let house = House::new();
    let code = |words: &[&str]| {
        let said = house.run(words);
        assert!(!said.err.contains("panicked"), "{}", said.err);
        (said.code, said.err)
    };
    assert_eq!(code(&["carrier", "paint"]).0, 2);
    assert_eq!(code(&["case", "open"]).0, 2);
    // A mistyped folder is no empty house, and none is made of it.
    let (missing, text) = code(&["ledger", "verify"]);
    assert_eq!((missing, house.path("hoeder-data").exists()), (4, false), "{text}");
    house.ok(&["case", "open", "zaak"]);
    assert_eq!(code(&["case", "open", "zaak"]).0, 5);
    assert_eq!(code(&["case", "open", " "]).0, 5);
    assert_eq!(code(&["case", "list", "--actor", ""]).0, 5);
    assert_eq!(code(&["carrier", "report", "--case", "geen"]).0, 4);
    assert_eq!(code(&["ledger", "export", "--out", "tape"]).0, 3);
    let grant = ["--case", "zaak", "--authorised-by", "mr. A", "--offence", "oefening"];
    assert_eq!(code(&[&["carrier", "read", "nergens"], &grant[..]].concat()).0, 7);
    assert_eq!(code(&[&["carrier", "read", ".", "--near-bits", "49"], &grant[..]].concat()).0, 5);
    assert_eq!(code(&[&["carrier", "read", ".", "--known", "geen"], &grant[..]].concat()).0, 4);
    house.file("bad.json", b"{\"odata.metadata\": [");
    let import = ["known", "import", "bad.json", "--as", "x", "--category", "A", "--source", "S"];
    assert_eq!(code(&import).0, 5);
    house.ok(&["ledger", "export", "--out", "tape", "--role", "auditor"]);
    // What was given out is not written over.
    let before = fs::read(house.path("tape")).unwrap();
    assert_eq!(code(&["ledger", "export", "--out", "tape", "--role", "auditor"]).0, 5);
    assert_eq!(fs::read(house.path("tape")).unwrap(), before);
    assert_eq!(code(&["ledger", "export", "--out", "no/such/place", "--role", "auditor"]).0, 1);
    assert_eq!(code(&["serve", "--listen", "0.0.0.0:0"]).0, 5);
}

#[test]
fn a_program_gets_its_errors_as_json() {
    let house = House::new();
    for (words, kind) in
        [(&["carrier", "paint", "--json"][..], "usage"), (&["case", "list", "--json"], "missing")]
    {
        let said = house.run(words);
        let error = error(&said.err);
        assert_eq!(error["kind"], kind);
        assert!(!error["text"].as_str().unwrap().is_empty() && !error["hint"].as_str().unwrap().is_empty());
    }
}

#[test]
fn whoever_stops_reading_our_output_breaks_nothing() {
    let house = House::new();
    let mut child = house
        .command(&["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let said = said(child.wait_with_output().unwrap());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
}

#[test]
fn a_name_that_steers_the_terminal_is_told_harmlessly() {
    let house = House::new();
    house.ok(&["case", "open", "zaak"]);
    let said = house.run(&["carrier", "read", "x\u{1b}[2J\u{202e}", "--case", "zaak"]);
    assert_ne!(said.code, 0);
    assert!(!said.err.contains('\u{1b}') && !said.err.contains('\u{202e}'), "{:?}", said.err);
}

#[test]
fn completions_and_man_pages_come_from_the_same_definitions() {
    let house = House::new();
    for shell in ["bash", "zsh", "fish"] {
        let text = house.ok(&["completions", shell]);
        assert!(text.contains("near-bits") && text.contains("authorisation"), "{shell}");
    }
    house.ok(&["man", "man"]);
    let page = fs::read_to_string(house.path("man/hoeder-carrier-read.1")).unwrap();
    assert!(page.contains("digital\\-investigator") && page.contains("landlock"));
    assert!(!house.path("man/hoeder-read-worker.1").exists());
}
