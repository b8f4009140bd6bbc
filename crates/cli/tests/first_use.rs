//! First use, from an empty folder to a ledger that an outsider has verified.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod house;

use house::{House, encoded, waves};
use image::ImageFormat::{Jpeg, Png};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with a picture, a copy of it, its small twin, a text and a file of no bytes.
fn carrier(house: &House) -> PathBuf {
    let picture = waves(1, 600);
    let bytes = encoded(&picture, Jpeg);
    house.file("stick/DCIM/eerste.jpg", &bytes);
    house.file("stick/kopie/nog eens.jpg", &bytes);
    let small = image::imageops::resize(&picture, 300, 300, image::imageops::FilterType::Triangle);
    house.file("stick/kopie/klein.png", &encoded(&small, Png));
    house.file("stick/brief\u{202e}txt.md", "geachte heer\n".as_bytes());
    house.file("stick/leeg", b"");
    house.path("stick")
}

fn by_path<'a>(items: &'a [Value], path: &str) -> &'a Value {
    items.iter().find(|item| item["path"] == path).unwrap()
}

/// The verifier as a defence expert builds it: beside our binary, made there where it is missing.
fn ledger_verify() -> PathBuf {
    let hoeder = Path::new(env!("CARGO_BIN_EXE_hoeder"));
    let verifier = hoeder.with_file_name("ledger-verify");
    if !verifier.exists() {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--package", "ledger", "--bin", "ledger-verify"]);
        build.arg("--target-dir").arg(hoeder.ancestors().nth(2).unwrap());
        if hoeder.parent().unwrap().ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success());
    }
    verifier
}

#[test]
fn from_an_empty_folder_to_a_verified_ledger() {
    let house = House::new();
    let source = carrier(&house);
    let md5 = {
        let first = house.read(&source, &["--carrier", "proef"]);
        assert_eq!(first["found"], first["rows"]);
        by_path(&house.items(&["--case", "zaak"]), "DCIM/eerste.jpg")["md5"].as_str().unwrap().to_owned()
    };
    let pdq =
        by_path(&house.items(&["--case", "zaak"]), "DCIM/eerste.jpg")["pdq"].as_str().unwrap().to_owned();
    assert_eq!(pdq.len(), 64);
    house.file("a.txt", format!("{md5}\n").as_bytes());
    house.file("b.csv", format!("pdq,category\n{pdq},B2\n").as_bytes());
    let a = house.json(&[
        "known",
        "import",
        "a.txt",
        "--as",
        "lijst-a",
        "--category",
        "A1",
        "--source",
        "Dienst A",
    ]);
    assert_eq!((a["entries"].as_u64(), a["version"].as_u64()), (Some(1), Some(1)));
    house.ok(&["known", "import", "b.csv", "--as", "lijst-b", "--category", "B", "--source", "Dienst B"]);
    assert_eq!(house.json(&["known", "list"]).as_array().unwrap().len(), 2);

    let read = house.read(&source, &["--known", "lijst-a", "--known", "lijst-b", "--carrier", "stick"]);
    let number = |key: &str| read[key].as_u64().unwrap();
    assert_eq!(number("found"), number("read") + number("skipped") + number("failed"));
    assert_eq!((number("failed"), number("outside")), (0, 0));

    let here = ["--case", "zaak", "--carrier", "stick"];
    let items = house.items(&here);
    assert_eq!(items.len() as u64, number("rows"));
    let original = by_path(&items, "DCIM/eerste.jpg");
    assert_eq!((&original["standing"], &original["type"]), (&"known".into(), &"image/jpeg".into()));
    assert_eq!((&original["width"], &original["height"]), (&600.into(), &600.into()));
    let copy = by_path(&items, "kopie/nog eens.jpg");
    assert_eq!((&copy["copy_of"], &copy["sha256"]), (&original["order"], &original["sha256"]));
    let twin = by_path(&items, "kopie/klein.png");
    assert_eq!(twin["standing"], "near_waiting");
    let hit = &twin["matches"][0];
    assert_eq!((&hit["set"], &hit["by"], &hit["label"]), (&"lijst-b".into(), &"pdq".into(), &"B2".into()));
    assert!(hit["distance_bits"].as_u64().unwrap() <= 31, "{hit}");
    // A name that turns text around can't do so here.
    assert_eq!(by_path(&items, "brief\\u{202e}txt.md")["standing"], "unknown");

    let order = twin["order"].to_string();
    let review =
        [&["match", "review", "--item", &order, "--set", "lijst-b", "--verdict", "same"], &here[..]].concat();
    let review = house.json(&[&review[..], &["--because", "zelfde beeld, verkleind"]].concat());
    assert_eq!(review["verdict"], "same");
    let confirmed = house.items(&[&here[..], &["--filter", "standing=near_confirmed"]].concat());
    assert_eq!(confirmed.len(), 1);

    report(&house, &here, number("found"));
    ledger(&house, read["root"].as_str().unwrap());
}

fn report(house: &House, here: &[&str], found: u64) {
    let words = [&["carrier", "report"], here].concat();
    let report = house.json(&words);
    assert_eq!(report["profile"]["accounting"]["found"]["count"], found);
    assert!(report["profile"]["checks"].as_array().unwrap().iter().all(|check| check["holds"] == true));
    let text = house.ok(&words);
    assert!(text.contains("near, confirmed") && text.contains("in lijst-a: A1"), "{text}");
    house.ok(&[&words[..], &["--html", "report.html", "--lang", "en"]].concat());
    let page = fs::read_to_string(house.path("report.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">") && page.contains("mr. O. Voorbeeld"));
    assert!(!page.contains('\u{202e}'));
    // Written again in the other language over the first.
    house.ok(&[&words[..], &["--html", "report.html"]].concat());
    assert!(fs::read_to_string(house.path("report.html")).unwrap().contains("<html lang=\"nl\">"));
}

fn ledger(house: &House, root: &str) {
    let verified = house.json(&["ledger", "verify"]);
    assert_eq!((&verified["sound"], &verified["fault"]), (&true.into(), &Value::Null));
    house.ok(&[
        "ledger",
        "export",
        "--role",
        "auditor",
        "--out",
        "tape",
        "--key",
        "key",
        "--purpose",
        "toetsing",
    ]);
    let tape = fs::read(house.path("tape")).unwrap();
    let text = String::from_utf8(tape.clone()).unwrap();
    assert!(text.contains(root) && text.contains("carrier.read") && text.contains("local-user"));

    let verify = |name: &str| {
        Command::new(ledger_verify())
            .arg(house.path(name))
            .arg("--key")
            .arg(house.path("key"))
            .output()
            .unwrap()
    };
    let good = verify("tape");
    assert!(good.status.success(), "{}", String::from_utf8_lossy(&good.stderr));
    let mut bad = tape;
    let middle = bad.len() / 2;
    bad[middle] ^= 1;
    house.file("bad", &bad);
    assert!(!verify("bad").status.success());
}

#[test]
fn the_same_source_read_twice_gives_the_same_bytes() {
    let house = House::new();
    let source = carrier(&house);
    let first = house.read(&source, &[]);
    let before = house.manifest("stick", "first.parquet");
    let second = house.read(&source, &["--again"]);
    assert_ne!(first["reading"], second["reading"]);
    assert_eq!((&first["root"], &first["manifest_sha256"]), (&second["root"], &second["manifest_sha256"]));
    assert_eq!(before, house.manifest("stick", "second.parquet"));
    assert_eq!(&before[..4], b"PAR1");
}

#[test]
fn a_case_in_small_steps() {
    let house = House::new();
    let source = carrier(&house);
    house.ok(&["case", "open", "zaak"]);
    let source = source.to_str().unwrap();
    let read = ["carrier", "read", source, "--case", "zaak"];
    let refused = house.run(&read);
    assert_eq!(refused.code, 3, "{}", refused.err);
    let grant = [
        "authorisation",
        "record",
        "--case",
        "zaak",
        "--given-by",
        "mr. A",
        "--capacity",
        "rechter-commissaris",
        "--given-on",
        "2026-01-05",
        "--offence",
        "oefening",
    ];
    house.ok(&[&grant[..], &["--families", "picture,video"]].concat());
    let read = house.json(&read);
    let outside = read["outside"].as_u64().unwrap();
    assert!(outside > 0, "{read}");
    // What lies outside is counted and not listed.
    let items = house.items(&["--case", "zaak"]);
    assert!(items.iter().all(|item| item["family"] != "document"));
    let report = house.json(&["carrier", "report", "--case", "zaak"]);
    assert_eq!(report["profile"]["accounting"]["outside_scope"]["count"], outside);

    let wider =
        house.json(&["authorisation", "widen", "--case", "zaak", "--because", "op vordering van 6 januari"]);
    assert_eq!(wider["version"], 2);
    let again = house.json(&["carrier", "read", source, "--case", "zaak"]);
    assert_eq!(again["outside"], 0);
    let listed = house.json(&["case", "list"]);
    assert_eq!(listed[0]["carriers"].as_array().unwrap().len(), 1);
    assert!(house.ok(&["case", "list"]).contains("version 2"));
}
