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

fn undisturbed(house: &House) -> Vec<u8> {
    let done = said(begin(house).wait_with_output().unwrap());
    assert_eq!(done.code, 0, "{}", done.err);
    house.manifest("stick", "undisturbed.parquet")
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
    let child = begin(&house);
    sleep(Duration::from_millis(150));
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
