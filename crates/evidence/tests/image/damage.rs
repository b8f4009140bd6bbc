//! Damaged images: a defect at the right place, never a wrong byte and never the end of the reading.

use crate::carrier::{self, MIB, Tree};
use crate::reading::{self, entries, list, volumes};
use evidence::{DefectKind, Source, Verified, VolumeOutcome, image};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use vocab::Allocation;

pub(crate) fn damaged_e01(folder: &Path) -> Option<(PathBuf, Vec<u8>, Tree)> {
    let tree = carrier::tree(30);
    let raw = carrier::ext(folder, "ext.raw", "ext4", 12 * MIB, &tree)?;
    let path = carrier::e01(folder, "good", &raw, None)?;
    let bytes = fs::read(path).unwrap();
    Some((folder.join("bad.E01"), bytes, tree))
}

/// Each entry reads as its own bytes or as the beginning of them and an error; gives how many failed.
fn no_wrong_byte(source: &mut dyn Source, tree: &Tree) -> usize {
    let mut failed = 0;
    for entry in entries(&list(source), Allocation::Live) {
        let path = String::from_utf8(entry.place.path.clone()).unwrap();
        let mut content = source.open(&entry).unwrap();
        let mut bytes = Vec::new();
        let whole = content.read_to_end(&mut bytes).is_ok();
        assert!(tree[&path].starts_with(&bytes), "{path}");
        assert_eq!(whole, bytes.len() == tree[&path].len(), "{path}");
        failed += usize::from(!whole);
    }
    failed
}

#[test]
fn a_flipped_byte_of_an_e01_fails_the_file_it_stands_in() {
    let folder = tempfile::tempdir().unwrap();
    let Some((path, good, tree)) = damaged_e01(folder.path()) else { return };
    let mut failures = 0;
    for part in 4..12 {
        let mut bytes = good.clone();
        let at = bytes.len() * part / 16;
        bytes[at] ^= 0x10;
        fs::write(&path, &bytes).unwrap();
        let mut source = image::open(&path).unwrap();
        failures += no_wrong_byte(&mut source, &tree);
        let defect = source.verify(&mut |_| ControlFlow::Continue(())).defects.remove(0);
        assert_eq!(defect.kind, DefectKind::Unreadable);
        assert!(defect.text.contains("damaged") && defect.text.starts_with("1 of 384 chunks"), "{defect}");
    }
    assert!(failures > 0);
}

#[test]
fn a_wrong_stored_digest_is_found_and_both_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let Some((path, mut bytes, tree)) = damaged_e01(folder.path()) else { return };
    let good = image::open(&folder.path().join("good.E01")).unwrap().facts().digests;
    let stated: Vec<u8> =
        (0..16).map(|at| u8::from_str_radix(&good[0].stated[2 * at..2 * at + 2], 16).unwrap()).collect();
    let places: Vec<usize> = (0..bytes.len() - 16).filter(|at| bytes[*at..at + 16] == *stated).collect();
    assert_eq!(places.len(), 2, "in the sections hash and digest");
    for at in places {
        bytes[at] ^= 0xff;
    }
    fs::write(&path, &bytes).unwrap();
    let mut source = image::open(&path).unwrap();
    assert_eq!(no_wrong_byte(&mut source, &tree), 0);
    let digests = source.verify(&mut |_| ControlFlow::Continue(())).digests;
    assert_eq!(digests[0].computed.as_ref(), Some(&good[0].stated));
    assert_ne!(digests[0].computed.as_ref(), Some(&digests[0].stated));
    let facts = source.facts();
    assert_eq!(facts.digests, digests);
    assert_eq!(facts.defects.len(), 1);
    assert_eq!(facts.defects[0].kind, DefectKind::ChecksumDiffers);
    for value in [&digests[0].stated, &good[0].stated] {
        assert!(facts.defects[0].text.contains(value.as_str()));
    }
}

#[test]
fn a_verification_may_be_broken_off() {
    let folder = tempfile::tempdir().unwrap();
    if damaged_e01(folder.path()).is_none() {
        return;
    }
    let mut source = image::open(&folder.path().join("good.E01")).unwrap();
    let mut last = 0;
    let Verified { digests, .. } = source.verify(&mut |bytes| {
        last = bytes;
        if bytes > 3 * MIB { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(last < 6 * MIB);
    assert!(digests.iter().all(|digest| digest.computed.is_none()));
    assert_eq!(source.facts().defects, Vec::new());
}

#[test]
fn a_truncated_e01_is_refused_or_says_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let Some((path, good, tree)) = damaged_e01(folder.path()) else { return };
    for length in
        [5, 20, 100, 500, 1500, 5000, good.len() / 2, good.len() - 5000, good.len() - 90, good.len() - 1]
    {
        fs::write(&path, &good[..length]).unwrap();
        match image::open(&path) {
            Err(error) => assert!(!error.why.is_empty() && !error.hint.is_empty()),
            Ok(mut source) => {
                let told = source.facts().defects;
                assert!(told.iter().any(|defect| defect.kind == DefectKind::Truncated), "{length}: {told:?}");
                no_wrong_byte(&mut source, &tree);
            }
        }
    }
}

#[test]
fn a_segment_cut_off_in_the_middle_shifts_nothing_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut tree = carrier::tree(34);
    tree.extend((0..10).map(|part| (format!("part-{part}.bin"), carrier::noise(40 + part, MIB as usize))));
    let Some(raw) = carrier::ext(folder.path(), "ext.raw", "ext4", 24 * MIB, &tree) else { return };
    let Some(first) = carrier::e01(folder.path(), "set", &raw, Some(2 * MIB)) else { return };
    let read = |told: usize| {
        let mut source = image::open(&first).unwrap();
        let defects = source.facts().defects;
        let cut = defects.iter().filter(|defect| defect.text.contains("before its closing section"));
        assert_eq!(cut.count(), told, "{defects:?}");
        no_wrong_byte(&mut source, &tree)
    };
    assert_eq!(read(0), 0);
    let third = first.with_extension("E03");
    let bytes = fs::read(&third).unwrap();
    // Without its closing section only; without its tables; without nearly everything.
    fs::write(&third, &bytes[..bytes.len() - 70]).unwrap();
    assert_eq!(read(1), 0);
    for length in [bytes.len() / 2, 2000] {
        fs::write(&third, &bytes[..length]).unwrap();
        // At most what stood in two megabytes.
        assert!((1..8).contains(&read(1)), "{length}");
    }
    // Between two gaps nothing has a place.
    let fifth = first.with_extension("E05");
    let bytes = fs::read(&fifth).unwrap();
    fs::write(&fifth, &bytes[..bytes.len() / 2]).unwrap();
    assert!(read(2) > 1);
}

#[test]
fn a_truncated_raw_image_says_how_much_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    for (kind, size) in [("fat", 24 * MIB), ("ext", 24 * MIB)] {
        let mut tree = carrier::tree(31);
        tree.insert("zz-late.bin".to_owned(), carrier::noise(32, 9_000_000));
        let made = match kind {
            "fat" => carrier::fat(folder.path(), "fat.raw", "16", size, &tree),
            _ => carrier::ext(folder.path(), "ext.raw", "ext4", size, &tree),
        };
        let Some(path) = made else { return };
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 3]).unwrap();
        let mut source = image::open(&path).unwrap();
        let lines = list(&mut source);
        let volume = &volumes(&lines)[0];
        assert_eq!(volume.outcome, VolumeOutcome::Read);
        assert!(volume.defects.iter().any(|defect| defect.kind == DefectKind::Truncated), "{volume:?}");
        let named: Vec<String> = reading::failed(&lines).into_iter().map(|(path, _)| path).collect();
        let listed = entries(&lines, Allocation::Live).len();
        let failed = no_wrong_byte(&mut source, &tree);
        assert!(failed + named.len() > 0, "{kind}: {listed} listed");
    }
}

#[test]
fn a_disk_cut_off_before_a_partition_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let Some(ext) = carrier::ext(folder.path(), "ext.raw", "ext2", 8 * MIB, &carrier::tree(33)) else {
        return;
    };
    let disk = folder.path().join("disk.raw");
    carrier::mbr_disk(&disk, &[(&ext, 0x83), (&ext, 0x83)]);
    let bytes = fs::read(&disk).unwrap();
    fs::write(&disk, &bytes[..9 * MIB as usize]).unwrap();
    let volumes = volumes(&list(&mut image::open(&disk).unwrap()));
    let last = volumes.iter().find(|volume| volume.offset_bytes > 9 * MIB).unwrap();
    assert_eq!(last.outcome, VolumeOutcome::Failed);
    assert_eq!(last.defects[0].kind, DefectKind::Truncated);
    assert!(
        volumes.iter().any(|volume| volume.outcome == VolumeOutcome::Read),
        "the first can still be read"
    );
}
