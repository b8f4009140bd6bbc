//! Broken off at any moment and taken up again, a reading seals the very same manifest.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod house;

use house::{House, encoded, said, waves};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

const READ: [&str; 8] = ["carrier", "read", "stick", "--case", "zaak", "--authorised-by", "mr. A", "--json"];

/// A few hundred files in folders: pictures, copies, texts, and some larger ones without meaning.
fn carrier(house: &House) -> PathBuf {
    for number in 0..90_u32 {
        let picture = encoded(&waves(number, 96), image::ImageFormat::Png);
        house.file(&format!("stick/{}/{number}.png", number % 7), &picture);
        house.file(&format!("stick/teksten/{number}.txt"), format!("tekst {}\n", number / 2).as_bytes());
        let noise: Vec<u8> =
            (0..60_000_u32).map(|i| (i.wrapping_mul(2_654_435_761 + number) >> 24) as u8).collect();
        house.file(&format!("stick/ruis/{}/{number}.bin", number % 3), &noise);
    }
    house.path("stick")
}

fn begin(house: &House) -> Child {
    let words = [&READ[..], &["--offence", "oefening"]].concat();
    house.command(&words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until the reading has its listing, and so its handling of signals.
fn until_listed(house: &House, child: &mut Child) {
    let staging = house.path("hoeder-data/staging");
    let listed = || {
        let mut readings = fs::read_dir(&staging).into_iter().flatten().flatten();
        readings.any(|reading| reading.path().join("listing.json").exists())
    };
    while !listed() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(1));
    }
}

fn undisturbed(house: &House) -> Vec<u8> {
    let done = said(begin(house).wait_with_output().unwrap());
    assert_eq!(done.code, 0, "{}", done.err);
    house.manifest("stick", "undisturbed.parquet")
}

fn is_sealed(house: &House) -> bool {
    let listed = house.run(&["case", "list", "--json"]);
    let cases: serde_json::Value = serde_json::from_str(&listed.out).unwrap_or_default();
    cases.pointer("/0/carriers/0/sealed_at").is_some_and(|at| !at.is_null())
}

#[test]
fn killed_at_any_moment_the_manifest_is_the_same() {
    let house = House::new();
    carrier(&house);
    let whole = undisturbed(&house);
    // The same carrier in a house where every reading but the last is killed.
    fs::rename(house.path("hoeder-data"), house.path("undisturbed")).unwrap();
    let mut killed = 0;
    for round in 0..60_u64 {
        let mut child = begin(&house);
        sleep(Duration::from_millis(15 + round * 12));
        if child.try_wait().unwrap().is_some() {
            let done = said(child.wait_with_output().unwrap());
            assert_eq!(done.code, 0, "{}", done.err);
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        killed += 1;
        // It may strike when all is sealed: then there is nothing to take up, and what was staged is cleared away.
        if is_sealed(&house) {
            let again = said(begin(&house).wait_with_output().unwrap());
            assert_eq!(again.code, 5, "{}", again.err);
            break;
        }
    }
    assert!(killed > 0);
    assert_eq!(house.manifest("stick", "killed.parquet"), whole, "after {killed} kills");
    let verified = house.json(&["ledger", "verify"]);
    assert_eq!(verified["sound"], true);
    // Each death left an intent without outcome, for an auditor to see.
    assert!(verified["verdict"]["open"].as_array().unwrap().len() <= killed);
    let leftover = fs::read_dir(house.path("hoeder-data/staging")).map_or(0, Iterator::count);
    assert_eq!(leftover, 0, "nothing of a finished reading stays staged");
}

#[test]
fn a_request_to_stop_is_heeded_and_what_is_finished_kept() {
    let house = House::new();
    carrier(&house);
    let whole = undisturbed(&house);
    fs::rename(house.path("hoeder-data"), house.path("undisturbed")).unwrap();
    let mut child = begin(&house);
    until_listed(&house, &mut child);
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
    let stopped = said(child.wait_with_output().unwrap());
    // It may have been quicker than the signal.
    if stopped.code != 0 {
        assert_eq!(stopped.code, 6, "{}", stopped.err);
        let last = stopped.err.lines().last().unwrap();
        assert_eq!(serde_json::from_str::<serde_json::Value>(last).unwrap()["error"]["kind"], "stopped");
        let resumed = said(begin(&house).wait_with_output().unwrap());
        assert_eq!(resumed.code, 0, "{}", resumed.err);
    }
    assert_eq!(house.manifest("stick", "stopped.parquet"), whole);
}

#[test]
fn begun_before_a_widening_it_goes_on_under_the_scope_it_began_with() {
    let house = House::new();
    carrier(&house);
    house.ok(&["case", "open", "zaak"]);
    let record =
        ["authorisation", "record", "--case", "zaak", "--offence", "oefening", "--given-by", "mr. A"];
    let grant = ["--capacity", "rechter-commissaris", "--given-on", "2026-01-05", "--families", "picture"];
    house.ok(&[&record[..], &grant].concat());
    let read = ["carrier", "read", "stick", "--case", "zaak", "--json"];
    let mut child = house.command(&read).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until_listed(&house, &mut child);
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success(), "killed while it read");
    let widen = ["authorisation", "widen", "--case", "zaak", "--because", "bevel", "--families"];
    house.ok(&[&widen[..], &["picture,document"]].concat());

    let finished = house.json(&read[..5]);
    assert_eq!((finished["resumed"].as_u64(), finished["outside"].as_u64()), (Some(1), Some(180)));
    // The next reading is one under the wider scope.
    let next = house.json(&read[..5]);
    assert_eq!((next["resumed"].as_u64(), next["outside"].as_u64()), (Some(0), Some(90)));
}
