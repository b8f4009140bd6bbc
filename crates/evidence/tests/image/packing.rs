//! Forms of an image: every way of packing gives the same carrier, and what is not read is refused.

use crate::carrier::{self, MIB};
use crate::reading::{contents, list, volumes};
use evidence::{Source, VolumeOutcome, image};
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use vocab::Allocation;

fn ext_image(folder: &Path) -> Option<(std::path::PathBuf, carrier::Tree)> {
    let mut tree = carrier::tree(20);
    tree.insert("zeros.bin".to_owned(), vec![0; 700_000]);
    Some((carrier::ext(folder, "ext.raw", "ext4", 12 * MIB, &tree)?, tree))
}

#[test]
fn every_packing_that_ewfacquire_writes_gives_the_carrier() {
    let folder = tempfile::tempdir().unwrap();
    let Some((raw, _)) = ext_image(folder.path()) else { return };
    let wanted = list(&mut image::open(&raw).unwrap());
    let formats = ["encase1", "encase2", "encase5", "encase6", "encase7", "ftk", "linen7"];
    let packings = [("none", "64"), ("empty-block", "64"), ("deflate:best", "32"), ("deflate:fast", "1024")];
    for (number, format) in formats.into_iter().enumerate() {
        let (level, sectors) = packings[number % packings.len()];
        let target = folder.path().join(format!("{format}-{sectors}"));
        let (target, source) = (target.to_str().unwrap(), raw.to_str().unwrap());
        let arguments =
            ["-u", "-q", "-t", target, "-f", format, "-c", level, "-b", sectors, "-S", "3MiB", source];
        if carrier::run("ewfacquire", &arguments).is_none() {
            return;
        }
        let mut source = image::open(Path::new(&format!("{target}.E01"))).unwrap();
        assert_eq!(list(&mut source), wanted, "{format}");
        let digests = source.verify(&mut |_| ControlFlow::Continue(())).digests;
        assert!(!digests.is_empty(), "{format}");
        for digest in digests {
            assert_eq!(digest.computed.as_ref(), Some(&digest.stated), "{format}");
        }
        assert_eq!(source.facts().defects, Vec::new(), "{format}");
    }
}

#[test]
fn a_split_raw_image_is_one_carrier() {
    let folder = tempfile::tempdir().unwrap();
    let Some((raw, tree)) = ext_image(folder.path()) else { return };
    let bytes = fs::read(&raw).unwrap();
    for (number, part) in (1..).zip(bytes.chunks(5 * MIB as usize)) {
        fs::write(folder.path().join(format!("disk.{number:03}")), part).unwrap();
    }
    let mut source = image::open(&folder.path().join("disk.002")).unwrap();
    assert_eq!(source.facts().segments, ["disk.001", "disk.002", "disk.003"]);
    assert_eq!(contents(&mut source, Allocation::Live), tree);
    fs::remove_file(folder.path().join("disk.002")).unwrap();
    let error = image::open(&folder.path().join("disk.001")).err().unwrap();
    assert!(error.to_string().contains("disk.002"), "{error}");
}

#[test]
fn virtual_disks_are_read_and_foreign_ones_refused() {
    let folder = tempfile::tempdir().unwrap();
    let Some((raw, tree)) = ext_image(folder.path()) else { return };
    for (form, name, wanted) in
        [("vmdk", "a.vmdk", "vmdk"), ("vpc", "a.vhd", "vhd"), ("vhdx", "a.vhdx", "vhd")]
    {
        let target = folder.path().join(name);
        let arguments = ["convert", "-O", form, raw.to_str().unwrap(), target.to_str().unwrap()];
        if carrier::run("qemu-img", &arguments).is_none() {
            return;
        }
        assert!(image::looks_like_image(&target, &fs::read(&target).unwrap()), "{form}");
        let mut source = image::open(&target).unwrap();
        assert_eq!(source.facts().form, wanted);
        assert_eq!(contents(&mut source, Allocation::Live), tree, "{form}");
    }
    for (form, name) in [("qcow2", "a.qcow2"), ("qed", "a.qed"), ("vdi", "a.vdi"), ("parallels", "a.hds")] {
        let target = folder.path().join(name);
        carrier::run("qemu-img", &["convert", "-O", form, raw.to_str().unwrap(), target.to_str().unwrap()]);
        assert!(image::looks_like_image(&target, &fs::read(&target).unwrap()), "{form}");
        let error = image::open(&target).err().unwrap();
        assert!(error.to_string().contains("not read"), "{error}");
        assert!(error.hint.contains("qemu-img"), "{error}");
    }
    // A snapshot by itself holds only the changes: its blanks are the parent's bytes.
    let (parent, child) = (folder.path().join("a.vmdk"), folder.path().join("child.vmdk"));
    let (parent, child_text) = (parent.to_str().unwrap(), child.to_str().unwrap());
    carrier::run("qemu-img", &["create", "-q", "-f", "vmdk", "-b", parent, "-F", "vmdk", child_text]);
    let error = image::open(&child).err().unwrap();
    assert!(error.to_string().contains("snapshot"), "{error}");
}

#[test]
fn ordinary_files_do_not_look_like_images() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    for bytes in [b"".to_vec(), b"plain text".to_vec(), carrier::noise(5, 100_000), b"PK\x03\x04".repeat(300)]
    {
        fs::write(&path, &bytes).unwrap();
        assert!(!image::looks_like_image(&path, &bytes));
    }
    // 55 AA at 510 alone is chance, not a partition table.
    let mut bytes = carrier::noise(6, 4096);
    bytes[510..512].copy_from_slice(b"\x55\xaa");
    assert!(!image::looks_like_image(&path, &bytes));
}

#[test]
fn volumes_that_are_not_read_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("disk.raw");
    let signatures: [(usize, &[u8], &str); 4] = [
        (0, b"LUKS\xba\xbe\0\x02", "LUKS"),
        (3, b"-FVE-FS-", "BitLocker"),
        (0, b"XFSB\0\0\x10\0", "XFS"),
        (32, b"NXSB", "APFS"),
    ];
    for (at, magic, name) in signatures {
        let mut bytes = carrier::noise(9, MIB as usize);
        bytes[..64].fill(0);
        bytes[at..at + magic.len()].copy_from_slice(magic);
        fs::write(&path, &bytes).unwrap();
        let lines = list(&mut image::open(&path).unwrap());
        let volumes = volumes(&lines);
        assert_eq!((lines.len(), volumes.len()), (1, 1));
        assert_eq!(volumes[0].outcome, VolumeOutcome::Failed);
        assert!(volumes[0].defects[0].text.contains(name), "{:?}", volumes[0].defects);
    }
    fs::write(&path, vec![0; MIB as usize]).unwrap();
    let volumes = volumes(&list(&mut image::open(&path).unwrap()));
    assert_eq!(volumes[0].outcome, VolumeOutcome::Skipped("blank".to_owned()));
}
