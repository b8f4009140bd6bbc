//! Small carriers made by the system's own tools, in a folder of the test's own. Nothing here reads an image.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Path and bytes of the files that a carrier should hold.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

pub(crate) const MIB: u64 = 1 << 20;

/// Runs a tool; `None` with a plain message where it is missing.
pub(crate) fn run<S: AsRef<OsStr>>(tool: &str, arguments: &[S]) -> Option<Vec<u8>> {
    let mut command = Command::new(tool);
    command.args(arguments).env("TZ", "UTC").env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    command.env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    // mtools would ask about images that are no multiple of a track.
    command.env("MTOOLS_SKIP_CHECK", "1");
    match command.output() {
        Ok(output) if output.status.success() => Some(output.stdout),
        Ok(output) => panic!("{tool} failed: {}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => {
            eprintln!("skipped: {tool} is not installed");
            None
        }
    }
}

/// Bytes that look random and are always the same for one seed.
pub(crate) fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Files of many sizes, in folders, with names in several scripts.
pub(crate) fn tree(seed: u64) -> Tree {
    let sizes = [1usize, 10, 511, 512, 513, 700, 4095, 4096, 4097, 65_536, 131_072, 131_073, 1_500_000];
    let mut tree = Tree::new();
    for (index, size) in (0u64..).zip(sizes) {
        let folder = ["", "one/", "one/two/", "one/two/three/"][index as usize % 4];
        tree.insert(format!("{folder}file-{size}.bin"), noise(seed + index, size));
    }
    for (index, name) in (100u64..).zip([
        "grüße uit Köln.txt",
        "写真.bin",
        "снимок.bin",
        "a b  c.txt",
        "één lange naam/naïef en lang.txt",
    ]) {
        tree.insert(name.to_owned(), noise(seed + index, 2_000));
    }
    tree.insert("empty.txt".to_owned(), Vec::new());
    tree
}

/// Writes a tree into a folder.
pub(crate) fn lay(tree: &Tree, folder: &Path) {
    for (path, bytes) in tree {
        let target = folder.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
}

/// A file of zeros.
pub(crate) fn blank(path: &Path, size: u64) {
    fs::File::create(path).unwrap().set_len(size).unwrap();
}

/// A FAT volume (`bits` 12, 16 or 32) that holds a tree.
pub(crate) fn fat(folder: &Path, name: &str, bits: &str, size: u64, tree: &Tree) -> Option<PathBuf> {
    let image = folder.join(name);
    blank(&image, size);
    let path = image.to_str().unwrap();
    run("mkfs.fat", &["-F", bits, "-n", "PRACTICE", "-i", "12345678", path])?;
    let laid = folder.join(format!("{name}.tree"));
    lay(tree, &laid);
    let mut arguments = vec!["-s".to_owned(), "-i".to_owned(), path.to_owned()];
    let mut tops: Vec<String> =
        fs::read_dir(&laid).unwrap().map(|entry| entry.unwrap().path().display().to_string()).collect();
    tops.sort();
    arguments.extend(tops);
    arguments.push("::".to_owned());
    run("mcopy", &arguments)?;
    Some(image)
}

/// An ext volume of a type that mke2fs knows, filled from a tree.
pub(crate) fn ext(folder: &Path, name: &str, kind: &str, size: u64, tree: &Tree) -> Option<PathBuf> {
    let image = folder.join(name);
    blank(&image, size);
    let laid = folder.join(format!("{name}.tree"));
    lay(tree, &laid);
    run("mke2fs", &["-q", "-F", "-t", kind, "-d", laid.to_str().unwrap(), image.to_str().unwrap()])?;
    Some(image)
}

/// A mounted NTFS volume; unmounted by `done`.
pub(crate) struct Ntfs {
    pub(crate) image: PathBuf,
    pub(crate) mounted: PathBuf,
}

/// An NTFS volume, mounted by ntfs-3g; `None` where the tools or /dev/fuse are missing.
pub(crate) fn ntfs(folder: &Path, name: &str, size: u64) -> Option<Ntfs> {
    let (image, mounted) = (folder.join(name), folder.join(format!("{name}.mount")));
    blank(&image, size);
    run("mkfs.ntfs", &["-F", "-Q", "-q", "-c", "4096", image.to_str().unwrap()])?;
    fs::create_dir_all(&mounted).unwrap();
    let options = "streams_interface=windows,compression";
    let tried = Command::new("ntfs-3g").arg("-o").arg(options).arg(&image).arg(&mounted).output();
    if tried.is_ok_and(|output| output.status.success()) {
        return Some(Ntfs { image, mounted });
    }
    eprintln!("skipped: ntfs-3g is missing, or /dev/fuse can't be used here");
    None
}

impl Ntfs {
    pub(crate) fn done(self) -> PathBuf {
        run("umount", &[self.mounted.to_str().unwrap()]).expect("umount");
        self.image
    }
}

/// A disk with an MBR and the given volumes as primary partitions, 1 MiB apart.
pub(crate) fn mbr_disk(path: &Path, volumes: &[(&Path, u8)]) {
    let mut disk = vec![0u8; MIB as usize];
    for (index, (volume, kind)) in volumes.iter().enumerate() {
        let bytes = fs::read(volume).unwrap();
        let (start, count) = (disk.len() as u64 / 512, bytes.len() as u64 / 512);
        let entry = &mut disk[446 + 16 * index..462 + 16 * index];
        entry[4] = *kind;
        entry[8..12].copy_from_slice(&u32::try_from(start).unwrap().to_le_bytes());
        entry[12..16].copy_from_slice(&u32::try_from(count).unwrap().to_le_bytes());
        disk.extend(bytes);
        let gap = disk.len().next_multiple_of(MIB as usize) + MIB as usize;
        disk.resize(gap, 0);
    }
    disk[510..512].copy_from_slice(b"\x55\xaa");
    fs::write(path, disk).unwrap();
}

/// Packs an image as E01, in segments of `segment` bytes where given; the path of the first.
pub(crate) fn e01(folder: &Path, name: &str, raw: &Path, segment: Option<u64>) -> Option<PathBuf> {
    let target = folder.join(name);
    let segment = segment.unwrap_or(1 << 30).to_string();
    run(
        "ewfacquire",
        &[
            "-u",
            "-q",
            "-t",
            target.to_str().unwrap(),
            "-S",
            &segment,
            "-c",
            "deflate:fast",
            "-f",
            "encase6",
            "-C",
            "Case-42",
            "-E",
            "Evidence 7",
            "-e",
            "A. Examiner",
            "-D",
            "A practice carrier",
            "-N",
            "Made by a test",
            "-d",
            "sha1",
            "-m",
            "removable",
            "-M",
            "logical",
            raw.to_str().unwrap(),
        ],
    )?;
    Some(folder.join(format!("{name}.E01")))
}

/// Writes a file into the root directory of a fresh exFAT volume, in one run of clusters far from its own tables;
/// `live: false` leaves it as a deletion does. `number` keeps files apart.
pub(crate) fn exfat_add(image: &Path, number: usize, name: &str, bytes: &[u8], live: bool) {
    let mut disk = fs::read(image).unwrap();
    let le32 = |disk: &[u8], at: usize| u32::from_le_bytes(disk[at..at + 4].try_into().unwrap()) as usize;
    let sector = 1 << disk[108];
    let cluster = sector << disk[109];
    let (heap, root) = (le32(&disk, 88) * sector, le32(&disk, 96));
    let place = |number: usize| heap + (number - 2) * cluster;
    let first = 200 + number * 100;
    let count = bytes.len().div_ceil(cluster);
    disk[place(first)..place(first) + bytes.len()].copy_from_slice(bytes);
    let root = place(root);
    if live {
        let entry = (0..128).map(|slot| root + slot * 32).find(|at| disk[*at] == 0x81).unwrap();
        let bitmap = place(le32(&disk, entry + 20));
        for used in first - 2..first - 2 + count {
            disk[bitmap + used / 8] |= 1 << (used % 8);
        }
    }
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let parts = name.chunks(30).count();
    let mut set = vec![0u8; 64];
    set[0] = 0x85;
    set[1] = u8::try_from(1 + parts).unwrap();
    set[4] = 0x20;
    for at in [8, 12, 16] {
        // 2026-11-24 12:00:00
        set[at..at + 4].copy_from_slice(&(0x5d78_6000u32).to_le_bytes());
    }
    set[32] = 0xc0;
    set[33] = 0x03;
    set[35] = u8::try_from(name.len() / 2).unwrap();
    set[40..48].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
    set[52..56].copy_from_slice(&u32::try_from(first).unwrap().to_le_bytes());
    set[56..64].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
    for part in name.chunks(30) {
        let mut entry = vec![0u8; 32];
        entry[0] = 0xc1;
        entry[2..2 + part.len()].copy_from_slice(part);
        set.extend(entry);
    }
    let sum = set.iter().enumerate().filter(|(at, _)| *at != 2 && *at != 3);
    let sum = sum.fold(0u16, |sum, (_, byte)| sum.rotate_right(1).wrapping_add(u16::from(*byte)));
    set[2..4].copy_from_slice(&sum.to_le_bytes());
    if !live {
        set.chunks_mut(32).for_each(|entry| entry[0] &= 0x7f);
    }
    let free = (0..128).map(|slot| root + slot * 32).find(|at| disk[*at] == 0).unwrap();
    disk[free..free + set.len()].copy_from_slice(&set);
    fs::write(image, disk).unwrap();
}
