//! `hoeder-paper` as a program: what goes in, what comes out, and what it says of a document that can't be right.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod witness;

use paper::KINDS;
use serde_json::{Value, json};
use witness::run;

fn sample(kind: &str) -> String {
    let (code, text, _) = run(&["--example", kind], b"");
    assert_eq!(code, 0);
    String::from_utf8(text).unwrap()
}

#[test]
fn an_example_is_whole_and_can_be_set() {
    for kind in KINDS {
        let text = sample(kind);
        let (code, told, error) = run(&["--check"], text.as_bytes());
        assert_eq!((code, error.as_str()), (0, ""), "{kind}");
        assert!(String::from_utf8(told).unwrap().starts_with(kind));
    }
    let (code, pdf, error) = run(&[], sample("proof-of-destruction").as_bytes());
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(pdf.starts_with(b"%PDF-1.7"));
}

#[test]
fn two_runs_give_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("document.json");
    let output = folder.path().join("document.pdf");
    std::fs::write(&input, sample("warning-letter")).unwrap();
    let arguments = [input.to_str().unwrap(), "--out", output.to_str().unwrap()];
    let (code, out, error) = run(&arguments, b"");
    assert_eq!((code, out.len(), error.as_str()), (0, 0, ""));
    let (_, again, _) = run(&["-"], sample("warning-letter").as_bytes());
    assert!(std::fs::read(&output).unwrap() == again);
}

/// What is said of the penal order after one value is replaced.
fn said_of(pointer: &str, value: Value) -> String {
    let mut document: Value = serde_json::from_str(&sample("penal-order")).unwrap();
    *document.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    let (code, out, error) = run(&["--check"], document.to_string().as_bytes());
    assert_eq!((code, out.len()), (5, 0), "{error}");
    error
}

#[test]
fn a_wrong_document_is_told_what_and_where_and_what_to_do() {
    for (pointer, value, place, what) in [
        ("/penal-order/number", json!(""), "penal-order.number (line 1 ", "it is empty"),
        ("/penal-order/number", json!("a\u{202e}b"), "penal-order.number (", "direction-changing"),
        ("/penal-order/number", json!(12), "penal-order.number (", "expected a string"),
        (
            "/penal-order/facts/0/period/from",
            json!("30-02-2024"),
            "penal-order.facts[0].period.from (",
            "failed to parse",
        ),
        (
            "/penal-order/facts/0/acts/1",
            json!("make"),
            "penal-order.facts[0].acts[1] (",
            "unknown variant `make`",
        ),
        ("/penal-order/carriers/2", json!({}), "penal-order.carriers[2] (", "missing field `number`"),
        (
            "/penal-order/sanctions/0",
            json!({"fine": {"euro": -1}}),
            "penal-order.sanctions[0].fine.euro (",
            "expected u32",
        ),
        (
            "/penal-order/hearing",
            json!(null),
            "penal-order.hearing: ",
            "there was no hearing; hear the person first",
        ),
    ] {
        let error = said_of(pointer, value);
        assert!(error.contains(place), "{error}");
        assert!(error.contains(what), "{error}");
        assert!(error.lines().count() >= 2, "no hint: {error}");
    }
    for (text, what) in [
        ("", "EOF"),
        ("{", "EOF"),
        ("[]", "line 1 column"),
        ("{\"love-letter\": {}}", "unknown variant `love-letter`"),
    ] {
        let (code, _, error) = run(&[], text.as_bytes());
        assert!(code == 5 && error.contains(what) && error.contains("--example KIND"), "{error}");
    }
    let two = sample("warning-letter").repeat(2);
    let (code, _, error) = run(&[], two.as_bytes());
    assert!(code == 5 && error.contains("something follows the document"), "{error}");
}

#[test]
fn an_error_can_be_read_by_a_program() {
    let (code, _, error) = run(&["--json", "--check"], b"{}");
    let told: Value = serde_json::from_str(&error).unwrap();
    assert_eq!((code, &told["error"]["kind"]), (5, &json!("invalid")));
    assert!(told["error"]["hint"].as_str().is_some_and(|hint| hint.contains("--example")));
}

#[test]
fn each_failure_has_its_exit_code() {
    let (code, _, error) = run(&["--example", "love-letter"], b"");
    assert!(code == 2 && error.contains("penal-order"), "{error}");
    assert_eq!(run(&["--quick"], b"").0, 2);
    assert_eq!(run(&["/nowhere/document.json"], b"").0, 4);
    let document = sample("proof-of-destruction");
    assert_eq!(run(&["--out", "/nowhere/document.pdf"], document.as_bytes()).0, 1);
    let (code, usage, _) = run(&["--help"], b"");
    assert!(code == 0 && String::from_utf8(usage).unwrap().contains("Exit codes:"));
}
