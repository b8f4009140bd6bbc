//! The demo: a whole practice case, told as text or as lines of JSON.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod house;

use house::House;
use serde_json::Value;
use testkit::practice::{PracticeSize, build};

#[test]
fn each_step_is_a_line_of_json() {
    let house = House::new();
    build(&house.path("oefening"), 11, PracticeSize::Small).unwrap();
    let out = house.ok(&["demo", "--practice", "oefening", "--json"]);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let commands: Vec<&str> = lines.iter().map(|line| line["command"].as_str().unwrap()).collect();
    let import = "known import";
    let wanted = [import, import, import, import, "case open", "authorisation record", "carrier read"];
    assert_eq!(commands, [&wanted[..], &["carrier report", "ledger verify", "ledger export"]].concat());
    let of = |command: &str| &lines.iter().find(|line| line["command"] == command).unwrap()["result"];
    // The same values that the command itself gives; the ledger alone has grown since.
    let report = house.json(&["carrier", "report", "--case", "oefenzaak"]);
    assert_eq!(of("carrier report")["profile"], report["profile"]);
    assert_eq!(of("carrier read")["found"], of("carrier report")["profile"]["accounting"]["found"]["count"]);
    assert_eq!(of("ledger verify")["sound"], true);
    let tape = std::fs::metadata(house.path("oefening/ledger.tape")).unwrap().len();
    assert_eq!(of("ledger export")["size_bytes"].as_u64(), Some(tape));
    // Files in the default folders of the three programs, each with its sign of place.
    let rules: Vec<&str> = of("carrier report")["profile"]["places"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| place["because"]["rule"].as_str().unwrap())
        .collect();
    for rule in ["place.shared.emule", "place.shared.shareaza-downloads", "place.shared.limewire"] {
        assert!(rules.contains(&rule), "{rules:?}");
    }
    // A second demo finds case and authorisation, and reads again.
    let again = house.ok(&["demo", "--practice", "oefening"]);
    assert!(again.contains("$ hoeder carrier read") && again.contains("the ledger is sound"), "{again}");
    assert!(!again.contains("case open"));
}

#[test]
fn without_a_practice_carrier_it_says_how_to_have_one() {
    let house = House::new();
    let help = house.json(&["demo"]);
    assert!(help["help"].as_str().unwrap().contains("--practice DIR"));
    assert!(house.ok(&["demo"]).contains("--practice DIR"));
}
