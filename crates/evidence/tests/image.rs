//! Disk images through the public door, against what the system's own tools put there and see there.
#![allow(clippy::print_stderr, clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

#[path = "image/carrier.rs"]
mod carrier;
#[path = "image/damage.rs"]
mod damage;
#[path = "image/lost.rs"]
mod lost;
#[path = "image/names.rs"]
mod names;
#[path = "image/packing.rs"]
mod packing;
#[path = "image/reading.rs"]
mod reading;
#[path = "image/special.rs"]
mod special;

use carrier::{MIB, Tree};
use evidence::{Source, VolumeOutcome, image};
use reading::{contents, failed, list, skipped, volumes};
use vocab::Allocation;

fn same(found: &Tree, wanted: &Tree) {
    let names: Vec<&String> = found.keys().collect();
    let wanted_names: Vec<&String> = wanted.keys().collect();
    assert_eq!(names, wanted_names);
    for (path, bytes) in wanted {
        assert_eq!(carrier::sha256(&found[path]), carrier::sha256(bytes), "{path}");
    }
}

#[test]
fn every_live_file_of_a_fat_volume_has_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for (bits, size) in [("12", 6 * MIB), ("16", 24 * MIB), ("32", 64 * MIB)] {
        let tree = carrier::tree(1);
        let Some(path) = carrier::fat(folder.path(), &format!("fat{bits}.img"), bits, size, &tree) else {
            return;
        };
        let mut source = image::open(&path).unwrap();
        same(&contents(&mut source, Allocation::Live), &tree);
        let volumes = volumes(&list(&mut source));
        assert_eq!(volumes.len(), 1);
        assert_eq!(volumes[0].file_system.as_deref(), Some(format!("fat{bits}").as_str()));
        assert_eq!(volumes[0].outcome, VolumeOutcome::Read);
    }
}

#[test]
fn every_live_file_of_an_ext_volume_has_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for kind in ["ext2", "ext3", "ext4"] {
        let tree = carrier::tree(2);
        let Some(path) = carrier::ext(folder.path(), &format!("{kind}.img"), kind, 32 * MIB, &tree) else {
            return;
        };
        let mut source = image::open(&path).unwrap();
        same(&contents(&mut source, Allocation::Live), &tree);
        let volumes = volumes(&list(&mut source));
        assert_eq!(volumes[0].file_system.as_deref(), Some(kind));
        assert!(volumes[0].defects.iter().any(|defect| defect.kind == evidence::DefectKind::Incomplete));
    }
}

#[test]
fn ntfs_gives_files_streams_and_deleted_files() {
    let folder = tempfile::tempdir().unwrap();
    let Some(ntfs) = carrier::ntfs(folder.path(), "ntfs.img", 64 * MIB) else { return };
    let mut tree = carrier::tree(3);
    carrier::lay(&tree, &ntfs.mounted);
    let gone = carrier::noise(77, 300_000);
    std::fs::write(ntfs.mounted.join("gone.bin"), &gone).unwrap();
    std::fs::write(ntfs.mounted.join("one/gone too.txt"), b"small and resident").unwrap();
    std::fs::write(ntfs.mounted.join("file-513.bin:notes"), b"in a stream").unwrap();
    tree.insert("file-513.bin:notes".to_owned(), b"in a stream".to_vec());
    std::fs::remove_file(ntfs.mounted.join("gone.bin")).unwrap();
    std::fs::remove_file(ntfs.mounted.join("one/gone too.txt")).unwrap();
    let path = ntfs.done();
    let mut source = image::open(&path).unwrap();
    let lines = list(&mut source);
    assert_eq!(failed(&lines), Vec::new());
    assert!(skipped(&lines).contains(&("$MFT".to_owned(), "file_system_metadata".to_owned())));
    assert!(skipped(&lines).contains(&("$OrphanFiles".to_owned(), "pseudo_file".to_owned())));
    same(&contents(&mut source, Allocation::Live), &tree);
    let deleted = contents(&mut source, Allocation::Deleted);
    assert_eq!(deleted["gone.bin"], gone);
    assert_eq!(deleted["one/gone too.txt"], b"small and resident");
    reading::same_names_as_fls(&path, &lines);
}

#[test]
fn deleted_fat_files_are_recovered_or_said_to_be_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut tree = carrier::tree(6);
    // A name that libtsk gives to volume labels does not hide a file.
    tree.insert("HOLIDAY (Volume Label Entry)".to_owned(), b"not a label".to_vec());
    let (kept, lost) = (carrier::noise(61, 40_000), carrier::noise(62, 40_000));
    tree.insert("a long name, kept.bin".to_owned(), kept.clone());
    let Some(path) = carrier::fat(folder.path(), "fat.img", "16", 24 * MIB, &tree) else { return };
    let disk = path.to_str().unwrap();
    let add = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        carrier::run("mcopy", &["-i", disk, file.to_str().unwrap(), "::"]).unwrap();
    };
    add("a lost name.bin", &lost);
    add("an empty one.bin", b"");
    carrier::run("mdel", &["-i", disk, "::a long name, kept.bin", "::an empty one.bin"]).unwrap();
    tree.remove("a long name, kept.bin");
    let mut source = image::open(&path).unwrap();
    same(&contents(&mut source, Allocation::Live), &{
        let mut tree = tree.clone();
        tree.insert("a lost name.bin".to_owned(), lost.clone());
        tree
    });
    let deleted = contents(&mut source, Allocation::Deleted);
    assert_eq!(deleted["a long name, kept.bin"], kept);
    assert!(
        skipped(&list(&mut source)).contains(&("an empty one.bin".to_owned(), "deleted_empty".to_owned()))
    );
    reading::same_names_as_fls(&path, &list(&mut source));
    // Deleted, and its clusters given to another file: it must not come back with that file's bytes unremarked.
    carrier::run("mdel", &["-i", disk, "::a lost name.bin"]).unwrap();
    let rest = carrier::run("mdir", &["-i", disk, "::"]).unwrap();
    let free = String::from_utf8_lossy(&rest).lines().rev().find_map(|line| {
        let digits: String = line.strip_suffix(" bytes free")?.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<usize>().ok()
    });
    add("big.bin", &carrier::noise(63, free.unwrap()));
    let mut source = image::open(&path).unwrap();
    let lines = list(&mut source);
    assert_eq!(reading::entries(&lines, Allocation::Deleted), Vec::new());
    let failed: Vec<String> = failed(&lines).into_iter().map(|(path, _)| path).collect();
    assert!(failed.contains(&"a lost name.bin".to_owned()), "{failed:?}");
}

#[test]
fn an_mbr_disk_packed_as_e01_gives_the_same_listing_as_the_raw_disk() {
    let folder = tempfile::tempdir().unwrap();
    let (fat_tree, ext_tree) = (carrier::tree(4), carrier::tree(5));
    let Some(fat) = carrier::fat(folder.path(), "fat.img", "32", 40 * MIB, &fat_tree) else { return };
    let Some(ext) = carrier::ext(folder.path(), "ext.img", "ext4", 24 * MIB, &ext_tree) else { return };
    let disk = folder.path().join("disk.raw");
    carrier::mbr_disk(&disk, &[(&fat, 0x0c), (&ext, 0x83)]);
    let raw_lines = list(&mut image::open(&disk).unwrap());
    assert_eq!(raw_lines, list(&mut image::open(&disk).unwrap()), "two runs");
    let outcomes: Vec<VolumeOutcome> = volumes(&raw_lines).into_iter().map(|volume| volume.outcome).collect();
    let skip = |reason: &str| VolumeOutcome::Skipped(reason.to_owned());
    let gap = || skip("unallocated");
    assert_eq!(
        outcomes,
        [skip("partition_table"), gap(), VolumeOutcome::Read, gap(), VolumeOutcome::Read, gap()]
    );
    let Some(whole) = carrier::e01(folder.path(), "whole", &disk, None) else { return };
    let Some(split) = carrier::e01(folder.path(), "split", &disk, Some(MIB)) else { return };
    for path in [whole, split.clone()] {
        let mut source = image::open(&path).unwrap();
        assert_eq!(list(&mut source), raw_lines);
        let mut wanted = fat_tree.clone();
        wanted.extend(ext_tree.clone());
        let digests = source.verify(&mut |_| std::ops::ControlFlow::Continue(())).digests;
        let algorithms: Vec<&str> = digests.iter().map(|digest| digest.algorithm.as_str()).collect();
        assert_eq!(algorithms, ["md5", "sha1"]);
        assert!(digests.iter().all(|digest| digest.computed.as_deref() == Some(digest.stated.as_str())));
        let facts = source.facts();
        assert_eq!(facts.form, "ewf");
        assert_eq!(facts.defects, Vec::new());
        assert!(facts.notes.contains(&("case_number".to_owned(), "Case-42".to_owned())), "{:?}", facts.notes);
        assert!(facts.notes.contains(&("examiner".to_owned(), "A. Examiner".to_owned())));
    }
    let facts = image::open(&split).unwrap().facts();
    assert!(facts.segments.len() > 2, "{:?}", facts.segments);
    let size = |name: &String| std::fs::metadata(folder.path().join(name)).unwrap().len();
    assert_eq!(facts.segment_sizes, facts.segments.iter().map(size).collect::<Vec<_>>());
    // Any segment leads to the whole set, and a missing one is named.
    let second = folder.path().join("split.E02");
    assert_eq!(image::open(&second).unwrap().facts(), facts);
    std::fs::rename(&second, folder.path().join("elsewhere")).unwrap();
    let error = image::open(&split).err().unwrap();
    assert!(error.to_string().contains("split.E02"), "{error}");
}
