//! What a reading closes: shown to no one, until a widened authorisation covers it; the rest stays closed.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod house;

use house::{House, encoded, waves};
use image::ImageFormat::Jpeg;
use serde_json::Value;
use std::fs;

/// A carrier read for pictures alone, and the house it was read into.
fn read() -> (House, u64) {
    let house = House::new();
    house.file("stick/foto.jpg", &encoded(&waves(1, 300), Jpeg));
    house.file("stick/brief.txt", "geachte heer\n".repeat(20).as_bytes());
    house.file("stick/ander.txt", "geachte mevrouw\n".repeat(20).as_bytes());
    house.file("stick/code.bin", &[0, 1, 2, 255].repeat(50));
    let brief = house.file("som", b"");
    let sum = std::process::Command::new("md5sum").arg(house.path("stick/brief.txt")).output().unwrap();
    fs::write(&brief, &sum.stdout[..32]).unwrap();
    house.ok(&["known", "import", "som", "--as", "lijst", "--category", "A1", "--source", "Dienst A"]);
    house.ok(&["case", "open", "zaak"]);
    let grant = ["--given-by", "mr. A", "--capacity", "rechter-commissaris", "--given-on", "2026-01-05"];
    let record =
        [&["authorisation", "record", "--case", "zaak", "--offence", "oefening"], &grant[..]].concat();
    house.ok(&[&record[..], &["--families", "picture"]].concat());
    let stick = house.path("stick");
    let read =
        house.json(&["carrier", "read", stick.to_str().unwrap(), "--case", "zaak", "--known", "lijst"]);
    (house, read["outside"].as_u64().unwrap())
}

const OPEN: [&str; 4] = ["carrier", "open-closed", "--case", "zaak"];

fn widen(house: &House, families: &str) {
    let words = ["authorisation", "widen", "--case", "zaak", "--because", "bevel van 6 januari"];
    house.ok(&[&words[..], &["--families", families]].concat());
}

fn opened(house: &House) -> Vec<Value> {
    let out = house.ok(&[&OPEN[..], &["--json"]].concat());
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_widened_authorisation_opens_what_it_covers_and_nothing_else() {
    let (house, outside) = read();
    assert_eq!(outside, 3);
    // Not widened: opened for no one, and its places are not told.
    let before = house.run(&OPEN);
    assert_eq!(before.code, 0, "{}", before.err);
    assert!(before.err.contains("3 stay closed") && before.err.contains("not widened"), "{}", before.err);
    assert!(!before.out.contains("brief") && !before.out.contains("code"), "{}", before.out);

    widen(&house, "picture,document");
    let items = opened(&house);
    let mut paths: Vec<&str> = items.iter().map(|item| item["path"].as_str().unwrap()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["ander.txt", "brief.txt"]);
    // What was looked up for no one while it lay outside is looked up now.
    let brief = items.iter().find(|item| item["path"] == "brief.txt").unwrap();
    assert_eq!((&brief["standing"], &brief["matches"][0]["label"]), (&"known".into(), &"A1".into()));
    let text = house.run(&OPEN);
    assert!(text.err.contains("2 items are covered by version 2"), "{}", text.err);
    // The sealed reading is as it was.
    assert!(house.items(&["--case", "zaak"]).iter().all(|item| item["path"] != "brief.txt"));
    let report = house.json(&["carrier", "report", "--case", "zaak"]);
    assert_eq!(report["profile"]["accounting"]["outside_scope"]["count"], outside);

    let tape = house.tape("tape");
    let lines = |kind: &str| {
        let of = move |line: &&Value| {
            line["entry"]["deed"] == "carrier.open-closed" && line["entry"]["kind"] == kind
        };
        tape.iter().filter(of).cloned().collect::<Vec<_>>()
    };
    let outcomes = lines("outcome");
    let told = |at: usize, word: &str| outcomes[at]["entry"]["detail"][word].as_i64();
    assert_eq!((lines("intent").len(), outcomes.len()), (3, 3));
    assert_eq!((told(0, "opened"), told(0, "closed")), (Some(0), Some(3)));
    assert_eq!((told(1, "opened"), told(1, "closed")), (Some(2), Some(1)));
    assert_eq!(told(1, "authorisation_version"), Some(2));
}

#[test]
fn who_may_not_look_is_refused_and_a_changed_companion_shows_nothing() {
    let (house, _) = read();
    widen(&house, "picture,document");
    assert_eq!(house.run(&[&OPEN[..], &["--role", "auditor"]].concat()).code, 3);
    let folder = house.path("hoeder-data/objects/outside");
    let companion = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&companion).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&companion, bytes).unwrap();
    let said = house.run(&[&OPEN[..], &["--json"]].concat());
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{}", said.err);
    assert!(said.err.contains("not what was sealed"), "{}", said.err);
}

#[test]
fn a_reading_that_closed_nothing_has_nothing_to_open() {
    let house = House::new();
    house.file("stick/brief.txt", b"geachte heer\n");
    house.read(&house.path("stick"), &[]);
    assert!(opened(&house).is_empty());
}
