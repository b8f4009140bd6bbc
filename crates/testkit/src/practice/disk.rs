//! A practice disk: GPT, an NTFS, a FAT32 and an ext4 volume with files that were really deleted, and from
//! it a real E01 in segments.

use super::content::{Drive, NOON, Planted};
use super::outside::{installed, run};
use super::tree;
use crate::fault::Fault;
use crate::truth::TruthVolume;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

const MIB: u64 = 1 << 20;
const SECTOR: u64 = 512;
/// Space between the first and the second volume that belongs to no one.
const GAP: u64 = 8 * MIB;

/// Whether an NTFS volume can be written here; says why where it can't.
pub(crate) fn ntfs_possible(left_out: &mut Vec<String>) -> bool {
    for tool in ["mkfs.ntfs", "ntfs-3g"] {
        if !installed(tool) {
            left_out.push(format!("no NTFS volume: {tool} is not installed; its files are on ext4"));
            return false;
        }
    }
    let fuse = OpenOptions::new().read(true).write(true).open("/dev/fuse").is_ok();
    if !fuse {
        left_out.push("no NTFS volume: /dev/fuse can't be opened; its files are on ext4".into());
    }
    fuse
}

/// Builds the image in a folder and returns the file to read and the volumes.
pub(crate) fn build(
    folder: &Path,
    files: &[Planted],
    ntfs: bool,
    tell: &(dyn Fn(&str) + Sync),
    left_out: &mut Vec<String>,
) -> Result<(PathBuf, Vec<TruthVolume>), Fault> {
    let work = tempfile::Builder::new().prefix(".making").tempdir_in(folder).map_err(Fault::file(folder))?;
    let mut volumes = Vec::new();
    let mut at = MIB;
    for drive in Drive::ALL {
        let mine: Vec<&Planted> = files.iter().filter(|file| file.drive == drive).collect();
        let bytes: u64 =
            mine.iter().map(|f| (f.content.bytes.len() as u64).next_multiple_of(4096) + 2048).sum();
        let size_bytes = (bytes * 5 / 4 + 40 * MIB).next_multiple_of(MIB);
        let path = work.path().join(drive.word());
        let file_system = match drive {
            Drive::Main if ntfs => "ntfs",
            Drive::Stick => "fat32",
            Drive::Main | Drive::Home => "ext4",
        };
        tell(&format!(
            "volume {}: {file_system}, {} files, {} MiB",
            drive as u16,
            mine.len(),
            size_bytes / MIB
        ));
        let image = File::create(&path).map_err(Fault::file(&path))?;
        image.set_len(size_bytes).map_err(Fault::file(&path))?;
        match file_system {
            "ntfs" => fill_ntfs(&path, work.path(), &mine)?,
            "fat32" => fill_fat(&path, work.path(), &mine)?,
            _ => fill_ext4(&path, work.path(), drive, &mine)?,
        }
        volumes.push(TruthVolume {
            number: drive as u16,
            file_system: file_system.to_owned(),
            offset_bytes: at,
            size_bytes,
        });
        at += size_bytes + if drive == Drive::Main { GAP } else { 0 };
    }
    let disk = folder.join("practice.raw");
    join(&disk, work.path(), &volumes, at + MIB)?;
    if !installed("ewfacquire") {
        left_out.push("no E01: ewfacquire is not installed; the image is raw".into());
        return Ok((disk, volumes));
    }
    tell("acquiring the disk as E01");
    let stored = files.iter().filter(|file| !file.sparse).map(|file| file.content.bytes.len() as u64).sum();
    let segments = acquire(&disk, folder, stored)?;
    fs::remove_file(&disk).map_err(Fault::file(&disk))?;
    Ok((segments, volumes))
}

/// An NTFS volume mounted by ntfs-3g; let go of when dropped, whatever happened.
struct Mounted {
    point: PathBuf,
    held: bool,
}

impl Mounted {
    fn release(&mut self) -> Result<(), Fault> {
        self.held = false;
        run(Command::new("umount").arg(&self.point))
            .or_else(|_| run(Command::new("fusermount").arg("-u").arg(&self.point)))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if self.held {
            let _ = self.release();
        }
    }
}

fn fill_ntfs(image: &Path, work: &Path, files: &[&Planted]) -> Result<(), Fault> {
    run(Command::new("mkfs.ntfs").args(["-F", "-Q", "-q", "-s", "512", "-L", "SCHIJF"]).arg(image))?;
    let point = work.join("mount");
    fs::create_dir_all(&point).map_err(Fault::file(&point))?;
    run(Command::new("ntfs-3g").args(["-o", "streams_interface=windows,big_writes"]).arg(image).arg(&point))?;
    let mut mounted = Mounted { point: point.clone(), held: true };
    tree::lay(&point, files.iter().copied())?;
    for file in files.iter().filter(|file| file.deleted) {
        let path = point.join(OsStr::from_bytes(&file.path));
        fs::remove_file(&path).map_err(Fault::file(&path))?;
    }
    mounted.release()
}

fn fill_fat(image: &Path, work: &Path, files: &[&Planted]) -> Result<(), Fault> {
    run(Command::new("mkfs.fat").args(["-F", "32", "-s", "1", "-i", "20220301", "-n", "STICK"]).arg(image))?;
    let folder = work.join("stick.tree");
    tree::lay(&folder, files.iter().copied())?;
    let mtools = |tool: &str| {
        let mut command = Command::new(tool);
        command.envs([("MTOOLS_SKIP_CHECK", "1"), ("LC_ALL", "C.UTF-8"), ("TZ", "UTC")]).arg("-i").arg(image);
        command
    };
    let mut entries: Vec<PathBuf> = fs::read_dir(&folder)
        .and_then(|entries| entries.map(|entry| entry.map(|e| e.path())).collect())
        .map_err(Fault::file(&folder))?;
    entries.sort();
    run(mtools("mcopy").args(["-s", "-m", "-Q"]).args(entries).arg("::/"))?;
    let gone = files.iter().filter(|file| file.deleted).map(|file| [b"::/", file.path.as_slice()].concat());
    let gone: Vec<_> = gone.map(|path| OsStr::from_bytes(&path).to_owned()).collect();
    if !gone.is_empty() {
        run(mtools("mdel").args(gone))?;
    }
    Ok(())
}

fn fill_ext4(image: &Path, work: &Path, drive: Drive, files: &[&Planted]) -> Result<(), Fault> {
    let folder = work.join(format!("{}.tree", drive.word()));
    // A kernel that deletes on ext4 leaves neither name nor bytes, so nothing is deleted here.
    tree::lay(&folder, files.iter().copied().filter(|file| !file.deleted))?;
    let mut command = Command::new("mke2fs");
    command.args(["-F", "-q", "-t", "ext4", "-L"]).arg(drive.word()).arg("-d").arg(&folder).arg(image);
    command.args(["-U", "5eed5eed-0000-4000-8000-00000000000e"]);
    run(command.env("E2FSPROGS_FAKE_TIME", NOON.to_string()))
}

/// Puts a table and the volumes onto one disk.
fn join(disk: &Path, work: &Path, volumes: &[TruthVolume], size_bytes: u64) -> Result<(), Fault> {
    let put = || -> std::io::Result<()> {
        let mut to = File::create(disk)?;
        to.set_len(size_bytes)?;
        let [head, tail] = partition_table(volumes, size_bytes / SECTOR);
        to.write_all(&head)?;
        to.seek(SeekFrom::End(-(tail.len() as i64)))?;
        to.write_all(&tail)?;
        for (volume, drive) in volumes.iter().zip(Drive::ALL) {
            to.seek(SeekFrom::Start(volume.offset_bytes))?;
            std::io::copy(&mut File::open(work.join(drive.word()))?, &mut to)?;
        }
        Ok(())
    };
    put().map_err(Fault::file(disk))
}

fn crc(bytes: &[u8]) -> [u8; 4] {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum().to_le_bytes()
}

/// A GUID partition table (UEFI 2.10, section 5.3): what stands before and what behind the volumes.
fn partition_table(volumes: &[TruthVolume], sectors: u64) -> [Vec<u8>; 2] {
    const BASIC: [u8; 16] =
        [0xa2, 0xa0, 0xd0, 0xeb, 0xe5, 0xb9, 0x33, 0x44, 0x87, 0xc0, 0x68, 0xb6, 0xb7, 0x26, 0x99, 0xc7];
    const LINUX: [u8; 16] =
        [0xaf, 0x3d, 0xc6, 0x0f, 0x83, 0x84, 0x72, 0x47, 0x8e, 0x79, 0x3d, 0x69, 0xd8, 0x47, 0x7d, 0xe4];
    let mut entries = Vec::new();
    for volume in volumes {
        entries.extend(if volume.file_system == "ext4" { LINUX } else { BASIC });
        entries.extend([0x5e, 0xed, 0, 0, 0, 0, 0, 0x40, 0x80, 0, 0, 0, 0, 0, 0, volume.number as u8 + 1]);
        entries.extend((volume.offset_bytes / SECTOR).to_le_bytes());
        entries.extend(((volume.offset_bytes + volume.size_bytes) / SECTOR - 1).to_le_bytes());
        entries.extend([0; 8 + 72]);
    }
    entries.resize(128 * 128, 0);
    let header = |here: u64, other: u64, table: u64| {
        let mut bytes = b"EFI PART\0\0\x01\0\x5c\0\0\0\0\0\0\0\0\0\0\0".to_vec();
        for number in [here, other, 34, sectors - 34] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend([0x5e, 0xed, 0, 0, 0, 0, 0, 0x40, 0x80, 0, 0, 0, 0, 0, 0, 0xff]);
        bytes.extend(table.to_le_bytes());
        bytes.extend([128_u32.to_le_bytes(), 128_u32.to_le_bytes(), crc(&entries)].concat());
        let sum = crc(&bytes);
        bytes[16..20].copy_from_slice(&sum);
        bytes.resize(SECTOR as usize, 0);
        bytes
    };
    // The protective record that keeps old tools off.
    let mut record = vec![0; 446];
    record.extend([0, 0, 2, 0, 0xee, 0xff, 0xff, 0xff, 1, 0, 0, 0]);
    record.extend(u32::try_from(sectors - 1).unwrap_or(u32::MAX).to_le_bytes());
    record.resize(510, 0);
    record.extend([0x55, 0xaa]);
    let head = [record, header(1, sectors - 1, 2), entries.clone()].concat();
    let tail = [entries.clone(), header(sectors - 1, 1, sectors - 33)].concat();
    [head, tail]
}

/// Acquires a raw disk with so many bytes of files as E01, in some three segments; returns the first.
fn acquire(disk: &Path, folder: &Path, stored_bytes: u64) -> Result<PathBuf, Fault> {
    let target = folder.join("practice");
    let segment = (stored_bytes / 3).clamp(MIB + MIB / 2, 640 * MIB);
    run(Command::new("ewfacquire")
        .args(["-u", "-q", "-f", "encase6", "-c", "fast", "-m", "removable", "-M", "physical"])
        .args(["-C", "Oefening", "-D", "Oefendrager", "-E", "OD-001", "-e", "Testkit"])
        .args(["-N", "Synthetic practice carrier: landscapes, textures and letters only"])
        .arg("-S")
        .arg(segment.to_string())
        .arg("-t")
        .arg(&target)
        .arg(disk))?;
    let first = target.with_extension("E01");
    if !first.is_file() {
        return Err(Fault::Tool { tool: "ewfacquire".into(), said: "it wrote no E01".into() });
    }
    Ok(first)
}
