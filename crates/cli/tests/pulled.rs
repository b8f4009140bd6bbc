//! A carrier that is pulled away while it is read: the reading stops with word of it, and goes on when it is back.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by it")]

mod house;

use house::{House, Said, said};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Long enough to be at work on for a while, and nothing on disk.
const LONG_BYTES: u64 = 512 << 20;

fn begin(house: &House, source: &str) -> Child {
    let words = ["carrier", "read", source, "--case", "zaak", "--authorised-by", "mr. A"];
    let words = [&words[..], &["--offence", "oefening"]].concat();
    house.command(&words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ended(child: Child) -> Said {
    said(child.wait_with_output().unwrap())
}

/// Waits until the reading has its listing; `false` where it ended before.
fn until_listed(house: &House, child: &mut Child) -> bool {
    let staging = house.path("hoeder-data/staging");
    loop {
        let mut readings = fs::read_dir(&staging).into_iter().flatten().flatten();
        if readings.any(|reading| reading.path().join("listing.json").exists()) {
            return true;
        }
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        sleep(Duration::from_millis(1));
    }
}

/// Two long files, which keep both readers at work, then small ones.
fn lay(folder: &Path) {
    fs::create_dir_all(folder.join("z")).unwrap();
    for name in ["a1.bin", "a2.bin"] {
        fs::File::create(folder.join(name)).unwrap().set_len(LONG_BYTES).unwrap();
    }
    for number in 0..40 {
        fs::write(folder.join(format!("z/{number:02}.txt")), format!("tekst {number}\n")).unwrap();
    }
}

/// What a carrier pulled away leaves: word of it, no manifest, a ledger that says so.
fn told(house: &House, stopped: &Said, why: &str) {
    assert_eq!(stopped.code, 7, "{}{}", stopped.out, stopped.err);
    assert!(
        stopped.err.contains("no longer what was listed") && stopped.err.contains(why),
        "{}",
        stopped.err
    );
    assert!(stopped.err.contains("give the same command again"), "{}", stopped.err);
    assert!(!stopped.err.contains("panicked"), "{}", stopped.err);
    let tape = house.tape(&format!("tape-{}", why.len()));
    let mut entries = tape.iter().filter_map(|line| line.get("entry"));
    let last = entries.rfind(|entry| entry["deed"] == "carrier.read").unwrap();
    assert_eq!((&last["kind"], &last["detail"]["outcome"]), (&"outcome".into(), &"failed".into()));
    assert_eq!(house.run(&["carrier", "report", "--case", "zaak"]).code, 4, "nothing is sealed");
}

/// The carrier back in its place, the reading goes on and seals what an undisturbed one does.
fn same_in_the_end(house: &House, source: &str) {
    let done = ended(begin(house, source));
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("resumed   ") && done.out.contains("0 failed"), "{}", done.out);
    let resumed = house.manifest(source, "resumed.parquet");
    fs::rename(house.path("hoeder-data"), house.path("resumed")).unwrap();
    assert_eq!(ended(begin(house, source)).code, 0);
    assert!(house.manifest(source, "undisturbed.parquet") == resumed, "the same bytes");
}

/// A stick of its own, in memory.
struct Stick(PathBuf);

impl Stick {
    /// `None` where this machine lets no one mount.
    fn mounted(at: &Path) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"]).arg(at).output();
        done.is_ok_and(|done| done.status.success()).then(|| Self(at.to_owned()))
    }
}

impl Drop for Stick {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}

#[test]
fn a_stick_that_is_emptied_and_taken_out() {
    let house = House::new();
    let at = house.path("stick");
    let Some(stick) = Stick::mounted(&at) else {
        eprintln!("skipped: this machine lets no one mount a stick");
        return;
    };
    lay(&at);
    let mut child = begin(&house, "stick");
    assert!(until_listed(&house, &mut child));
    // The names go and the mount with them, as when a stick is drawn.
    fs::remove_dir_all(at.join("z")).unwrap();
    drop(stick);
    told(&house, &ended(child), "carrier");
    // The folder is still there, and empty: no one is told that all of it failed.
    told(&house, &ended(begin(&house, "stick")), "none of the files listed is there");
    let _stick = Stick::mounted(&at).unwrap();
    lay(&at);
    let done = ended(begin(&house, "stick"));
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("resumed   2 times") && done.out.contains("0 failed"), "{}", done.out);
}

#[test]
fn files_removed_from_a_carrier_that_stays_are_defects() {
    let house = House::new();
    lay(&house.path("stick"));
    let mut child = begin(&house, "stick");
    assert!(until_listed(&house, &mut child));
    fs::remove_dir_all(house.path("stick/z")).unwrap();
    let done = ended(child);
    assert_eq!(done.code, 0, "{}", done.err);
    let all = house.items(&["--case", "zaak"]);
    assert_eq!(all.len(), 43);
    // How many had been read by then is chance; each was read or is a defect.
    for item in all.iter().filter(|item| item["outcome"] == "failed") {
        assert_eq!(item["defects"][0]["kind"], "unreadable", "{item}");
    }
}

/// A disk image with such files in it; `None` where it can't be made.
fn image(house: &House) -> Option<PathBuf> {
    let laid = house.path("laid");
    lay(&laid);
    let path = house.path("schijf.raw");
    fs::File::create(&path).unwrap().set_len(3 * LONG_BYTES).unwrap();
    let made = Command::new("mke2fs").args(["-q", "-F", "-t", "ext4", "-d"]).args([&laid, &path]).output();
    let made = made.is_ok_and(|made| made.status.success());
    if !made {
        eprintln!("skipped: no disk image can be made here");
    }
    made.then_some(path)
}

#[test]
fn an_image_that_is_cut_off() {
    let house = House::new();
    let Some(path) = image(&house) else { return };
    let kept = house.path("kept.raw");
    let copy = Command::new("cp").arg("--sparse=always").args([&path, &kept]).status().unwrap();
    assert!(copy.success());
    let mut child = begin(&house, "schijf.raw");
    assert!(until_listed(&house, &mut child));
    fs::File::options().write(true).open(&path).unwrap().set_len(1 << 20).unwrap();
    told(&house, &ended(child), "and has 1048576");
    // While it is away it is refused, and nothing is lost by asking.
    fs::remove_file(&path).unwrap();
    let away = ended(begin(&house, "schijf.raw"));
    assert_eq!(away.code, 7);
    assert!(away.err.contains("schijf.raw"), "{}", away.err);
    fs::rename(&kept, &path).unwrap();
    same_in_the_end(&house, "schijf.raw");
}

#[test]
fn an_image_that_is_moved_away_is_finished_or_waits_for_it() {
    let house = House::new();
    let Some(path) = image(&house) else { return };
    let mut child = begin(&house, "schijf.raw");
    assert!(until_listed(&house, &mut child));
    let elsewhere = house.path("elders.raw");
    fs::rename(&path, &elsewhere).unwrap();
    // A reader that had it open holds it; one that opens it anew does not find it.
    let done = ended(child);
    if done.code != 0 {
        assert_eq!(done.code, 7);
        assert!(done.err.contains("schijf.raw"), "{}", done.err);
        fs::rename(&elsewhere, &path).unwrap();
        same_in_the_end(&house, "schijf.raw");
    }
}
