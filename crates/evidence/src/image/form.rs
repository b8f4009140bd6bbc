//! The form of an image by its own magic, before any reader is believed. It may not take the unknown for raw sectors
//! when a known container's magic stands there: a reader of raw sectors finds nothing in it and calls that clean.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// How an image is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// Sectors as they are, in one file or split.
    Raw,
    /// Expert Witness Format.
    Ewf,
    /// VMware.
    Vmdk,
    /// Microsoft VHD and VHDX.
    Vhd,
}

impl Packing {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Ewf => "ewf",
            Self::Vmdk => "vmdk",
            Self::Vhd => "vhd",
        }
    }

    pub(super) fn reader(self) -> sleuth::Form {
        match self {
            Self::Raw => sleuth::Form::Raw,
            Self::Ewf => sleuth::Form::Ewf,
            Self::Vmdk => sleuth::Form::Vmdk,
            Self::Vhd => sleuth::Form::Vhd,
        }
    }
}

/// Why an image is not read.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) why: String,
    pub(super) hint: String,
}

const EWF: &[u8] = b"EVF\x09\x0d\x0a\xff\x00";
const CONVERT: &str = "Convert it first, for example with: qemu-img convert -O raw IMAGE IMAGE.raw";
const ACQUIRE: &str = "Export it as E01 or as raw sectors with the tool that made it";

/// Containers that are known and not read: offset, magic, name, hint.
const UNREAD: &[(usize, &[u8], &str, &str)] = &[
    (0, b"QFI\xfb", "a QEMU image (qcow)", CONVERT),
    (0, b"QED\0", "a QEMU image (qed)", CONVERT),
    (0x40, b"\x7f\x10\xda\xbe", "a VirtualBox image (VDI)", CONVERT),
    (0, b"WithoutFreeSpace", "a Parallels image", CONVERT),
    (0, b"WithouFreSpacExt", "a Parallels image", CONVERT),
    (0, b"EVF2\x0d\x0a\x81\x00", "an image in EWF version 2 (Ex01)", ACQUIRE),
    (0, b"LVF\x09\x0d\x0a\xff\x00", "a logical evidence file (L01)", ACQUIRE),
    (0, b"LEF2\x0d\x0a\x81\x00", "a logical evidence file of version 2 (Lx01)", ACQUIRE),
    (0, b"AFF10\x0d\x0a\x00", "an AFF image", ACQUIRE),
    (0, b"ADSEGMENTEDFILE\0", "an AD1 logical image", ACQUIRE),
    (0, b"ADCRYPT\0", "an encrypted image (ADCRYPT)", "Decrypt it with the tool that made it"),
    (0, b"sprs", "an Apple sparse image", "Convert it with: hdiutil convert -format UDTO"),
    (0, b"encrcdsa", "an encrypted Apple disk image", "Decrypt it with: hdiutil convert -format UDTO"),
];

fn has(bytes: &[u8], offset: usize, magic: &[u8]) -> bool {
    bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic))
}

/// The last 512 bytes of a file; empty where they can't be had.
fn tail(path: &Path) -> Vec<u8> {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        let length = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(length.saturating_sub(512)))?;
        let mut bytes = Vec::with_capacity(512);
        file.take(512).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().unwrap_or_default()
}

fn refusal_of(path: &Path, head: &[u8], tail: &[u8]) -> Option<Refusal> {
    let known = UNREAD.iter().find(|(offset, magic, _, _)| has(head, *offset, magic));
    if let Some((_, _, name, hint)) = known {
        return Some(Refusal { why: format!("it is {name}, which is not read"), hint: (*hint).to_owned() });
    }
    if has(tail, 0, b"koly") {
        let hint = "Convert it with: hdiutil convert -format UDTO, or: dmg2img".to_owned();
        return Some(Refusal { why: "it is an Apple disk image (dmg), which is not read".to_owned(), hint });
    }
    let zipped = has(head, 0, b"PK\x03\x04");
    if zipped && path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("aff4")) {
        return Some(Refusal {
            why: "it is an AFF4 image, which is not read".to_owned(),
            hint: ACQUIRE.to_owned(),
        });
    }
    None
}

/// A disk whose bytes stand on another one (a snapshot), by which only the changes would be read.
fn needs_a_parent(packing: Packing, head: &[u8], tail: &[u8]) -> bool {
    match packing {
        Packing::Vmdk => {
            let key = b"parentCID=";
            let at = head.windows(key.len()).position(|window| window.eq_ignore_ascii_case(key));
            at.and_then(|at| head.get(at + key.len()..at + key.len() + 8))
                .is_some_and(|parent| !parent.eq_ignore_ascii_case(b"ffffffff"))
        }
        // Type of disk in the footer: 4 is differencing.
        Packing::Vhd => [tail, head]
            .iter()
            .any(|footer| has(footer, 0, b"conectix") && footer.get(60..64) == Some(&[0, 0, 0, 4])),
        Packing::Raw | Packing::Ewf => false,
    }
}

fn packing_of(head: &[u8], tail: &[u8]) -> Packing {
    if has(head, 0, EWF) {
        Packing::Ewf
    } else if has(head, 0, b"KDMV") || has(head, 0, b"COWD") || is_vmdk_descriptor(head) {
        Packing::Vmdk
    } else if has(head, 0, b"conectix") || has(tail, 0, b"conectix") || has(head, 0, b"vhdxfile") {
        Packing::Vhd
    } else {
        Packing::Raw
    }
}

fn is_vmdk_descriptor(head: &[u8]) -> bool {
    let line: Vec<u8> = head.iter().take(64).map(u8::to_ascii_lowercase).collect();
    line.starts_with(b"# disk descriptorfile")
}

/// Whether a file begins as a segment in EWF does.
pub(super) fn is_ewf(path: &Path) -> bool {
    let mut magic = Vec::new();
    File::open(path).and_then(|file| file.take(8).read_to_end(&mut magic)).is_ok() && magic == EWF
}

/// The form of the image whose first segment stands at `path`.
pub(super) fn recognise(path: &Path) -> Result<Packing, Refusal> {
    let unreadable = |error: std::io::Error| Refusal {
        why: format!("it can't be read: {error}"),
        hint: "Check the path and the rights on the file".to_owned(),
    };
    let mut head = Vec::new();
    File::open(path).and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut head)).map_err(unreadable)?;
    let tail = tail(path);
    if let Some(refusal) = refusal_of(path, &head, &tail) {
        return Err(refusal);
    }
    let packing = packing_of(&head, &tail);
    let named_e01 = path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("e01"));
    if named_e01 && packing == Packing::Raw {
        return Err(Refusal {
            why: "its name says E01, its beginning does not".to_owned(),
            hint: "Take another copy; rename it if it holds raw sectors".to_owned(),
        });
    }
    if needs_a_parent(packing, &head, &tail) {
        return Err(Refusal {
            why: "it is a snapshot that holds only the changes to another disk".to_owned(),
            hint: "Merge it with its parent first, for example with: qemu-img convert".to_owned(),
        });
    }
    Ok(packing)
}

const HEAD_BYTES: u64 = 128 << 10;

/// See [`super::looks_like_image`].
pub(super) fn looks_like_image(path: &Path, head: &[u8]) -> bool {
    let tail = tail(path);
    refusal_of(path, head, &tail).is_some()
        || packing_of(head, &tail) != Packing::Raw
        || looks_like_sectors(head)
}

/// The beginning of a disk or of a file system: partition table, boot sector, or superblock.
fn looks_like_sectors(head: &[u8]) -> bool {
    let signed = has(head, 510, b"\x55\xaa");
    let boot_sector = signed
        && (has(head, 3, b"NTFS    ")
            || has(head, 3, b"EXFAT   ")
            || has(head, 3, b"-FVE-FS-")
            || has(head, 54, b"FAT")
            || has(head, 82, b"FAT32"));
    let gpt = has(head, 512, b"EFI PART") || has(head, 4096, b"EFI PART");
    // Incompatible features of the ext family stay small; the magic alone is two bytes.
    let ext = has(head, 1080, b"\x53\xef") && head.get(1024 + 0x4c).is_some_and(|revision| *revision <= 1);
    let hfs = has(head, 1024, b"H+\0\x04") || has(head, 1024, b"HX\0\x05");
    let iso = has(head, 32769, b"CD001") || has(head, 32769, b"BEA01");
    let luks = has(head, 0, b"LUKS\xba\xbe");
    (signed && looks_like_mbr(head)) || boot_sector || gpt || ext || hfs || iso || luks
}

/// Four entries with a valid state each, at least one of them in use: more than the two bytes of the signature.
pub(super) fn looks_like_mbr(head: &[u8]) -> bool {
    let entries: Vec<&[u8]> = head.get(446..510).unwrap_or_default().chunks_exact(16).collect();
    let used = |entry: &&&[u8]| {
        entry.get(4).is_some_and(|kind| *kind != 0) && entry.get(12..16).is_some_and(|size| size != [0; 4])
    };
    entries.len() == 4
        && entries.iter().all(|entry| matches!(entry.first(), Some(0 | 0x80)))
        && entries.iter().filter(used).count() > 0
}
