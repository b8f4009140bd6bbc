//! Tidy is a test: the house as it stands has no fault, and a house with one is told so.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;
use xtask::tidy::tidy;

#[test]
fn the_house_is_in_order() {
    let report = tidy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
    assert!(report.files > 100, "only {} files were found", report.files);
    let faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn each_kind_of_fault_is_found_in_a_house() {
    let house = tempfile::tempdir().unwrap();
    let room = house.path().join("crates/web");
    std::fs::create_dir_all(room.join("src/old")).unwrap();
    let write = |place: &str, text: &str| std::fs::write(room.join(place), text).unwrap();
    write(
        "Cargo.toml",
        "[package]\nname = \"web\"\n[dependencies]\nstore.workspace = true\n[lints]\nworkspace = true\n",
    );
    write("src/lib.rs", "//! Pages.\nuse std::fs;\nstruct PageHandler; // TODO\n");
    write("src/old/mod.rs", "fn lost() {}\n");
    let report = tidy(house.path()).unwrap();
    let faults: Vec<String> =
        report.faults.iter().map(|fault| format!("{}:{}: {}", fault.file, fault.line, fault.what)).collect();
    assert_eq!(
        faults,
        [
            "crates/web/Cargo.toml:4: web may not import store",
            "crates/web/src/lib.rs:2: a room without files opens one (std::fs)",
            "crates/web/src/lib.rs:3: a note to oneself was left behind (TODO)",
            "crates/web/src/lib.rs:3: the type PageHandler ends in Handler",
            "crates/web/src/old/mod.rs:1: a mod.rs",
            "crates/web/src/old/mod.rs:1: no module of web reaches this file",
            "crates/web/src/old/mod.rs:1: the file does not say why it exists",
        ]
    );
    assert_eq!(report.files, 2);
}

#[test]
fn no_house_is_an_error() {
    let nothing = tempfile::tempdir().unwrap();
    assert!(tidy(nothing.path()).unwrap_err().to_string().contains("Run tidy from a whole checkout"));
}
