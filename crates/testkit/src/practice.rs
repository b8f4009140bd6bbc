//! A practice carrier and practice known sets, made of synthetic pictures, with the whole truth beside them.
//!
//! The same seed gives the same files. The bytes of a disk image also depend on the tools that make file
//! systems and on the day; the folder form depends on nothing else.

mod bridges;
mod content;
mod damage;
mod disk;
mod document;
mod locked;
mod outside;
mod packed;
mod section;
mod sets;
mod studio;
mod tree;

use crate::fault::Fault;
use crate::truth::{KnownAs, Truth};
use content::{Drive, Planted};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use studio::{Known, Studio};

/// How large a practice world is, and in which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PracticeSize {
    /// A plain folder of some 300 items in small pictures: no outside tools, made in about a second.
    Small,
    /// A disk image in EWF form with about this many items, archive members and thumbnails included.
    Items(usize),
}

/// The form that was asked for or could be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// A folder.
    Folder(PathBuf),
    /// A disk image: the first segment of an E01, or a raw image where no EWF writer is installed.
    Image(PathBuf),
}

impl Carrier {
    /// What to give a reader.
    pub fn path(&self) -> &Path {
        match self {
            Self::Folder(path) | Self::Image(path) => path,
        }
    }
}

/// A finished practice world.
#[derive(Clone, Debug)]
pub struct PracticeWorld {
    /// The carrier to read.
    pub carrier: Carrier,
    /// Project VIC 2.0 JSON: set `known-a`.
    pub known_a: PathBuf,
    /// `md5,sha1,category` of set `known-b`, which disagrees with `known-a` about some files.
    pub known_b: PathBuf,
    /// `pdq,category` of the pictures of `known-a`.
    pub known_pdq: PathBuf,
    /// NSRL RDS v3 SQLite: set `known-good`.
    pub known_good: PathBuf,
    /// The truth, as it stands in `truth.json`.
    pub truth: Truth,
    /// Where `truth.json` is.
    pub truth_path: PathBuf,
}

/// First and last day of the practice authorisation.
const PERIOD: [&str; 2] = ["2020-01-01", "2023-12-31"];

/// Makes a practice world in a folder: the carrier under `carrier/`, the sets under `known/`, and
/// `truth.json`. The folder is made where missing; what stood in it under these names is replaced.
pub fn build(folder: &Path, seed: u64, size: PracticeSize) -> Result<PracticeWorld, Fault> {
    build_telling(folder, seed, size, &|_| ())
}

/// As [`build`], and says what it is doing at each step.
pub fn build_telling(
    folder: &Path,
    seed: u64,
    size: PracticeSize,
    tell: &(dyn Fn(&str) + Sync),
) -> Result<PracticeWorld, Fault> {
    for part in ["carrier", "known"] {
        let path = folder.join(part);
        if path.exists() {
            fs::remove_dir_all(&path).map_err(Fault::file(&path))?;
        }
        fs::create_dir_all(&path).map_err(Fault::file(&path))?;
    }
    let small = size == PracticeSize::Small;
    let studio = Studio::new(seed, small);
    let mut left_out = Vec::new();
    let ntfs = !small && disk::ntfs_possible(&mut left_out);
    tell("painting pictures, writing documents and archives");
    let (files, known) = plant(&studio, size, ntfs, &mut left_out)?;
    tell("laying out the carrier");
    let (carrier, volumes, files) = if small {
        let path = folder.join("carrier");
        tree::lay_folder(&path, &files)?;
        (Carrier::Folder(path), Vec::new(), tree::in_folder(files))
    } else {
        let (path, volumes) = disk::build(&folder.join("carrier"), &files, ntfs, tell, &mut left_out)?;
        (Carrier::Image(path), volumes, files)
    };
    tell("writing the known sets and the truth");
    let number = |drive: Drive| (!small).then_some(drive as u16);
    let items = content::items(&files, number);
    let mut truth = Truth { seed, volumes, period: PERIOD.map(str::to_owned), left_out, items };
    content::count_copies(&mut truth);
    let listed = sets::listed(&known);
    sets::mark(&mut truth, &listed);
    let at = |name: &str| folder.join("known").join(name);
    let world = PracticeWorld {
        carrier,
        known_a: at("known-a.vics.json"),
        known_b: at("known-b.csv"),
        known_pdq: at("known-pdq.csv"),
        known_good: at("known-good.sqlite"),
        truth_path: folder.join("truth.json"),
        truth,
    };
    sets::write(&world, &listed, seed)?;
    let text = serde_json::to_vec_pretty(&world.truth).map_err(Fault::made)?;
    fs::write(&world.truth_path, text).map_err(Fault::file(&world.truth_path))?;
    Ok(world)
}

/// Makes all files of the carrier, and the pictures that the sets know.
fn plant(
    studio: &Studio,
    size: PracticeSize,
    ntfs: bool,
    left_out: &mut Vec<String>,
) -> Result<(Vec<Planted>, Vec<Known>), Fault> {
    let items = match size {
        PracticeSize::Small => 240,
        PracticeSize::Items(items) => items.max(200),
    };
    let share = |percent: usize| items * percent / 100;
    let mut known: Vec<Known> =
        (0..share(10).max(10)).into_par_iter().map(|i| studio.known(i)).collect::<Result<_, _>>()?;
    let mut files = Vec::new();
    if studio.small {
        left_out
            .push("a folder has no deleted files, no volumes, no alternate data streams and no clips".into());
    } else {
        // The everyday photographs are no part of the small form: it depends on nothing but the seed.
        files.extend(bridges::everyday(&mut known));
    }
    let pictures = &known[..share(10).max(10)];
    files.extend(section::camera_rolls(studio, share(25))?);
    files.extend(section::downloads(studio, share(16), pictures)?);
    files.extend(section::shared(studio, share(5), pictures)?);
    files.extend(section::twins(studio, share(6), pictures)?);
    files.extend(section::documents(studio, share(8))?);
    files.extend(packed::archives(studio, share(13))?);
    files.extend(section::names(studio)?);
    files.extend(damage::damaged(studio)?);
    files.extend(section::oddities(studio, ntfs)?);
    if !studio.small {
        let mut gone = section::deleted(studio, share(4), pictures)?;
        // Only NTFS and FAT keep what was deleted.
        gone.retain(|file| ntfs || file.drive == Drive::Stick);
        files.extend(gone);
        files.extend(outside::clips(studio, left_out)?);
        files.extend(outside::modern(studio, left_out)?);
    }
    // The copies also make up what the other parts left short.
    let so_far: usize = files.iter().map(|file| file.content.items()).sum();
    let short = items.saturating_sub(so_far).max(share(4));
    files.extend(section::copies(&files, short));
    Ok((files, known))
}

/// The set names as they stand in the truth.
pub(crate) fn known_as(set: &str, label: crate::truth::Label) -> KnownAs {
    KnownAs { set: set.to_owned(), label }
}
