//! A disk that fills up while a carrier is read: what was finished is kept, and with room again the reading goes on.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by it")]

mod house;

use house::House;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file system of its own in memory, gone with the test.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None` where this machine lets no one mount.
    fn mounted(at: &Path, size: &str) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let options = format!("size={size}");
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(at).output();
        done.is_ok_and(|done| done.status.success()).then(|| Self(at.to_owned()))
    }

    fn grown(&self, size: &str) {
        let options = format!("remount,size={size}");
        let status = Command::new("mount").args(["-o", &options]).arg(&self.0).status().unwrap();
        assert!(status.success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_reading_goes_on_once_there_is_room_again() {
    let house = House::new();
    // Long names: the listing alone is larger than the disk.
    for number in 0..8_000_u32 {
        house.file(&format!("stick/{}/{number:0180}.txt", number % 40), number.to_string().as_bytes());
    }
    let data = house.path("hoeder-data");
    let Some(disk) = SmallDisk::mounted(&data, "1600k") else {
        eprintln!("skipped: this machine lets no one mount a small disk");
        return;
    };
    let words =
        ["carrier", "read", "stick", "--case", "zaak", "--authorised-by", "mr. A", "--offence", "oefening"];
    let full = house.run(&words);
    assert_ne!(full.code, 0, "{}", full.out);
    let told = full.err.to_lowercase();
    assert!(told.contains("room") || told.contains("full") || told.contains("space"), "{}", full.err);
    assert!(!told.contains("panicked"), "{}", full.err);
    disk.grown("200m");
    let done = house.run(&words);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("8,0"), "{}", done.out);
    assert_eq!(house.run(&["ledger", "verify"]).code, 0);
}
