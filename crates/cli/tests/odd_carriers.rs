//! Carriers that are too large, or damaged, by the commands that a person gives.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by it")]

mod house;

use house::House;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

#[test]
fn a_sparse_terabyte_costs_one_defect() {
    let house = House::new();
    house.file("stick/klein.txt", b"tekst");
    fs::File::create(house.path("stick/reus.bin")).unwrap().set_len(1 << 40).unwrap();
    let said = house.read(&house.path("stick"), &[]);
    assert_eq!((said["found"].as_u64(), said["failed"].as_u64()), (Some(2), Some(1)));
    let failed = house.items(&["--case", "zaak", "--filter", "outcome=failed"]);
    assert_eq!(failed.len(), 1);
    let defects = failed[0]["defects"].as_array().unwrap();
    assert_eq!(defects.len(), 1, "{defects:?}");
    assert_eq!(
        (&defects[0]["kind"], &failed[0]["reason"]),
        (&"limit_reached".into(), &"limit_reached".into())
    );
    assert_eq!(failed[0]["size"].as_u64(), Some(1 << 40), "the size that it states");
}

#[test]
fn a_sparse_terabyte_on_a_disk_costs_one_defect() {
    let house = House::new();
    fs::create_dir_all(house.path("laid")).unwrap();
    fs::File::create(house.path("laid/reus.bin")).unwrap().set_len(1 << 40).unwrap();
    let path = house.path("schijf.raw");
    fs::File::create(&path).unwrap().set_len(64 << 20).unwrap();
    let mut make = Command::new("mke2fs");
    make.args(["-q", "-F", "-t", "ext4", "-d"]).args([&house.path("laid"), &path]);
    if !make.output().is_ok_and(|made| made.status.success()) {
        return eprintln!("skipped: no disk image with such a file can be made here");
    }
    house.read(&path, &[]);
    let failed = house.items(&["--case", "zaak", "--filter", "outcome=failed"]);
    assert_eq!(failed.len(), 1, "{failed:?}");
    let defects = failed[0]["defects"].as_array().unwrap();
    assert_eq!(defects.len(), 1, "{defects:?}");
    assert_eq!(defects[0]["kind"], "limit_reached");
}

/// An E01 in segments of a FAT volume with a name; `None` where it can't be made.
fn e01(house: &House) -> Option<PathBuf> {
    let raw = house.path("stick.raw");
    fs::File::create(&raw).unwrap().set_len(24 << 20).unwrap();
    let file = house.file(
        "foto.bin",
        &(0..6_000_000_u32).flat_map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()).collect::<Vec<u8>>(),
    );
    let run = |tool: &str, words: &[&str]| {
        let done = Command::new(tool).args(words).env("MTOOLS_SKIP_CHECK", "1").output();
        let done = done.is_ok_and(|done| done.status.success());
        if !done {
            eprintln!("skipped: {tool} is not here");
        }
        done.then_some(())
    };
    let raw = raw.to_str()?;
    run("mkfs.fat", &["-F", "16", "-n", "VAKANTIE", raw])?;
    run("mcopy", &["-i", raw, file.to_str()?, "::"])?;
    let target = house.path("stick");
    run(
        "ewfacquire",
        &["-u", "-q", "-f", "encase6", "-S", "8388608", "-d", "sha1", "-t", target.to_str()?, raw],
    )?;
    Some(house.path("stick.E01"))
}

#[test]
fn a_damaged_e01_is_read_and_verified_to_its_end() {
    let house = House::new();
    let Some(path) = e01(&house) else { return };
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.len() / 2;
    for chunk in [0, 3] {
        bytes[at + chunk * 70_000] ^= 0x10;
    }
    fs::write(&path, bytes).unwrap();
    let said = house.read(&path, &[]);
    assert_eq!(said["failed"].as_u64(), Some(1), "{said}");
    let defects = said["defects"].as_array().unwrap();
    assert!(defects[0].as_str().unwrap().starts_with("2 of 768 chunks"), "{defects:?}");
    assert!(defects[1].as_str().unwrap().contains("with zeros for what can't be read"), "{defects:?}");
    let failed = house.items(&["--case", "zaak", "--filter", "outcome=failed"]);
    assert_eq!(failed[0]["defects"][0]["kind"], "unreadable", "{}", failed[0]);

    let report = house.json(&["carrier", "report", "--case", "zaak"]);
    let carrier = &report["carrier"];
    let kinds: Vec<&Value> =
        carrier["defects"].as_array().unwrap().iter().map(|defect| &defect["kind"]).collect();
    // The last is the volume's own: FAT forgets the chains of deleted files.
    assert_eq!(kinds, ["unreadable", "checksum_differs", "checksum_differs", "incomplete"]);
    assert!(carrier["defects"][3]["text"].as_str().unwrap().starts_with("volume 0: "));
    let digests = carrier["digests"].as_array().unwrap();
    assert!(digests.len() == 2 && digests.iter().all(|digest| digest["computed"].is_string()));
    assert_eq!(carrier["volumes"][0]["name"], "VAKANTIE");
    let segments = carrier["segments"].as_array().unwrap();
    assert!(segments.len() >= 2);
    for segment in segments {
        let size = fs::metadata(house.path(segment["name"].as_str().unwrap())).unwrap().len();
        assert_eq!(segment["size_bytes"].as_u64(), Some(size));
    }
    let told = house.ok(&["carrier", "report", "--case", "zaak"]);
    assert!(told.contains("(VAKANTIE)"), "{told}");
    // Whoever has nothing but the manifest finds there what its volumes and files were.
    let manifest = house.manifest("stick.E01", "manifest.parquet");
    let text = String::from_utf8_lossy(&manifest);
    assert!(text.contains("VAKANTIE") && text.contains("stick.E02"));
}
