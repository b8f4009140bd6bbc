//! What a volume is called: by its partition table, and by itself.

use crate::carrier::{self, MIB, Tree};
use crate::reading::{list, volumes};
use evidence::{Volume, image};
use std::path::Path;

fn only(path: &Path) -> Volume {
    let mut found = volumes(&list(&mut image::open(path).unwrap()));
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// A volume that a tool makes and names.
fn made(path: &Path, size: u64, tool: &str, words: &[&str]) -> bool {
    carrier::blank(path, size);
    carrier::run(tool, &[words, &[path.to_str().unwrap()]].concat()).is_some()
}

#[test]
fn each_file_system_tells_its_own_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("volume.img");
    let makers: [(&str, u64, &[&str], &str, &str); 7] = [
        ("mkfs.fat", 6 * MIB, &["-F", "12", "-n", "STICK 12"], "fat12", "STICK 12"),
        ("mkfs.fat", 24 * MIB, &["-F", "16", "-n", "FOTO_S"], "fat16", "FOTO_S"),
        ("mkfs.fat", 64 * MIB, &["-F", "32", "-n", "STICK"], "fat32", "STICK"),
        (
            "mke2fs",
            8 * MIB,
            &["-q", "-F", "-t", "ext4", "-L", "zestien-tekens-x"],
            "ext4",
            "zestien-tekens-x",
        ),
        ("mke2fs", 8 * MIB, &["-q", "-F", "-t", "ext2"], "ext2", ""),
        ("mkfs.ntfs", 16 * MIB, &["-F", "-Q", "-q", "-L", "Schijf één"], "ntfs", "Schijf één"),
        ("mkfs.exfat", 16 * MIB, &["-n", "BEELDEN"], "exfat", "BEELDEN"),
    ];
    for (tool, size, words, form, name) in makers {
        if !made(&path, size, tool, words) {
            continue;
        }
        let volume = only(&path);
        assert_eq!((volume.file_system.as_deref(), volume.name.as_str()), (Some(form), name));
        assert_eq!(volume.label, "", "there is no partition table");
    }
}

#[test]
fn an_unnamed_fat_volume_takes_no_name_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let tree = Tree::from([("HOLIDAY (Volume Label Entry)".to_owned(), b"a file".to_vec())]);
    let laid = folder.path().join("laid");
    carrier::lay(&tree, &laid);
    let path = folder.path().join("fat.img");
    if !made(&path, 24 * MIB, "mkfs.fat", &["-F", "16"]) {
        return;
    }
    let file = laid.join("HOLIDAY (Volume Label Entry)");
    let words = ["-i", path.to_str().unwrap(), file.to_str().unwrap(), "::"];
    if carrier::run("mcopy", &words).is_some() {
        assert_eq!(only(&path).name, "");
    }
}

#[test]
fn a_partition_keeps_both_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let Some(fat) = carrier::fat(folder.path(), "fat.img", "16", 24 * MIB, &carrier::tree(70)) else {
        return;
    };
    let disk = folder.path().join("disk.raw");
    carrier::mbr_disk(&disk, &[(&fat, 0x0e)]);
    let found = volumes(&list(&mut image::open(&disk).unwrap()));
    let volume = found.iter().find(|volume| volume.file_system.is_some()).unwrap();
    assert_eq!(volume.name, "PRACTICE");
    assert!(volume.label.contains("FAT"), "{}", volume.label);
}
