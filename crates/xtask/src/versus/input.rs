//! What all programs read: photographs, and two known sets with a few of their own prints in them.
//!
//! Photographs are made once and kept; the sets are written anew for each comparison, from the same seed.

use super::peer::{self, Hoeder};
use super::random::Random;
use super::{Asked, VersusError, output_of};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Entries of each known set, before what is planted.
const KNOWN: usize = 1_000_000;
/// Files whose prints are planted, about.
const PLANTED: usize = 100;
/// Below this quality a print is too weak to be matched, so planting it shows nothing.
const QUALITY_MIN: u64 = 50;
/// Planted prints stand 0 to 31 bits away: what counts as near where nothing else is said.
const DISTANCES: usize = 32;
const SEED: u64 = 20_261_124;

/// The files that all programs read.
pub(super) struct Files {
    pub(super) folder: PathBuf,
    pub(super) paths: Vec<PathBuf>,
    pub(super) bytes: u64,
}

/// The files, made where there are none yet, and read once so that the page cache holds them.
pub(super) fn files(asked: &Asked) -> Result<Files, VersusError> {
    let practice = || peer::practice(asked.practice.as_deref(), &asked.target);
    let folder = match &asked.folder {
        Some(folder) => folder.clone(),
        None => photographs(&asked.cache, asked.files, "2", &practice)?,
    };
    read_through(&folder)
}

/// All files below a folder, read once.
pub(super) fn read_through(folder: &Path) -> Result<Files, VersusError> {
    let folder = fs::canonicalize(folder).map_err(VersusError::file(folder))?;
    let mut paths = Vec::new();
    gather(&folder, &mut paths)?;
    paths.sort();
    let mut bytes = 0;
    for path in &paths {
        let mut file = fs::File::open(path).map_err(VersusError::file(path))?;
        bytes += io::copy(&mut file, &mut io::sink()).map_err(VersusError::file(path))?;
    }
    if paths.is_empty() {
        return Err(VersusError::failed(&folder.display().to_string(), "no files in this folder"));
    }
    Ok(Files { folder, paths, bytes })
}

/// Photographs of so many megapixels, made where there are none yet.
pub(super) fn photographs(
    cache: &Path,
    count: usize,
    megapixels: &str,
    practice: &dyn Fn() -> Result<PathBuf, VersusError>,
) -> Result<PathBuf, VersusError> {
    let size = if megapixels == "2" { String::new() } else { format!("-{megapixels}mp") };
    let folder = cache.join(format!("photographs-{count}{size}"));
    // Stands beside the folder, written last: a making that broke off is done again.
    let made = folder.with_extension("made");
    if !made.is_file() {
        fresh(&folder)?;
        let count = count.to_string();
        let mut making = Command::new(practice()?);
        making.arg("photos").arg(&folder).args(["--items", count.as_str(), "--megapixels", megapixels]);
        output_of(&mut making)?;
        fs::write(&made, "").map_err(VersusError::file(&made))?;
    }
    fs::canonicalize(&folder).map_err(VersusError::file(&folder))
}

/// All files below a folder; links are left out, as Hoeder reads none.
fn gather(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), VersusError> {
    for entry in fs::read_dir(folder).map_err(VersusError::file(folder))? {
        let entry = entry.map_err(VersusError::file(folder))?;
        let kind = entry.file_type().map_err(VersusError::file(folder))?;
        if kind.is_dir() {
            gather(&entry.path(), paths)?;
        } else if kind.is_file() {
            paths.push(entry.path());
        }
    }
    Ok(())
}

/// An empty folder.
pub(super) fn fresh(folder: &Path) -> Result<(), VersusError> {
    match fs::remove_dir_all(folder) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => Err(VersusError::file(folder)(why)),
        _ => fs::create_dir_all(folder).map_err(VersusError::file(folder)),
    }
}

/// Which files a reading must recognise, by their SHA-1.
#[derive(Default)]
pub(super) struct Planted {
    by_digest: BTreeSet<String>,
    by_print: BTreeSet<String>,
}

impl Planted {
    pub(super) fn digests(&self) -> usize {
        self.by_digest.len()
    }

    pub(super) fn prints(&self) -> usize {
        self.by_print.len()
    }

    /// Holds what a reading found against what was planted: a quick reading that misses is worth nothing.
    ///
    /// Gives the number of items with any match: photographs resemble each other, so there may be more of them.
    pub(super) fn check(&self, hoeder: &Hoeder, case: &str) -> Result<usize, VersusError> {
        let (mut missed, mut matched) = (&self.by_digest | &self.by_print, 0);
        for item in items(hoeder, case)? {
            let sets = |set: &str| {
                let matches = item["matches"].as_array().map_or(&[][..], Vec::as_slice);
                matches.iter().any(|one| one["set"].as_str().is_some_and(|name| name.starts_with(set)))
            };
            let sha1 = item["sha1"].as_str().unwrap_or_default();
            let wanted = [(&self.by_digest, DIGESTS), (&self.by_print, PRINTS)];
            if wanted.iter().any(|(planted, set)| planted.contains(sha1) && sets(set)) {
                missed.remove(sha1);
            }
            matched += usize::from(sets(""));
        }
        if !missed.is_empty() {
            let why = format!("{} planted files were not recognised: {missed:?}", missed.len());
            return Err(VersusError::failed("hoeder", why));
        }
        Ok(matched)
    }
}

/// Names of the two sets.
pub(super) const DIGESTS: &str = "digests";
/// The set of PDQ prints.
pub(super) const PRINTS: &str = "prints";

/// Writes both known sets and imports them into Hoeder's data folder.
pub(super) fn known(hoeder: &Hoeder, files: &Files, cache: &Path) -> Result<Planted, VersusError> {
    let mut random = Random::of(SEED);
    let mut planted = Planted::default();
    let (mut digests, mut prints) = (Vec::new(), Vec::new());
    for (number, item) in sample(hoeder, files, cache)?.iter().enumerate() {
        let text = |field: &str| item[field].as_str().unwrap_or_default().to_owned();
        let is_strong = item["pdq_quality"].as_u64().is_some_and(|quality| quality >= QUALITY_MIN);
        if number % 2 == 0 || !is_strong {
            digests.push(text(if number % 4 == 0 { "sha1" } else { "md5" }));
            planted.by_digest.insert(text("sha1"));
        } else if let Some(print) = random.neighbour(&text("pdq"), number / 2 % DISTANCES) {
            prints.push(print);
            planted.by_print.insert(text("sha1"));
        }
    }
    let list = cache.join("digests.txt");
    write(&list, None, &digests, || {
        let digits = if random.number().is_multiple_of(2) { 32 } else { 40 };
        random.hex(digits)
    })?;
    let table = cache.join("prints.csv");
    write(&table, Some("pdq"), &prints, || random.hex(64))?;
    for (path, name) in [(&list, DIGESTS), (&table, PRINTS)] {
        let words = ["known", "import", "--as", name, "--category", "A1", "--source", "Practice"];
        output_of(hoeder.command(&words).arg(path))?;
    }
    Ok(planted)
}

/// Writes a set: what is planted at even distances among a million others.
fn write(
    path: &Path,
    header: Option<&str>,
    planted: &[String],
    mut other: impl FnMut() -> String,
) -> Result<(), VersusError> {
    let failed = || VersusError::file(path);
    let mut file = BufWriter::new(fs::File::create(path).map_err(failed())?);
    if let Some(header) = header {
        writeln!(file, "{header}").map_err(failed())?;
    }
    let each = KNOWN / (planted.len() + 1);
    let mut planted = planted.iter();
    for number in 0..KNOWN {
        if number % each == each / 2
            && let Some(planted) = planted.next()
        {
            writeln!(file, "{planted}").map_err(failed())?;
        }
        writeln!(file, "{}", other()).map_err(failed())?;
    }
    file.flush().map_err(failed())
}

/// Items of about a hundred of the files, read by Hoeder in a data folder of their own: digests and prints.
fn sample(hoeder: &Hoeder, files: &Files, cache: &Path) -> Result<Vec<Value>, VersusError> {
    let folder = cache.join("sample");
    fresh(&folder)?;
    let every = files.paths.len().div_ceil(PLANTED);
    for (number, path) in files.paths.iter().step_by(every).enumerate() {
        let to = folder.join(number.to_string());
        // A hard link where the file system lets us: no bytes are moved.
        fs::hard_link(path, &to)
            .or_else(|_| fs::copy(path, &to).map(|_| ()))
            .map_err(VersusError::file(&to))?;
    }
    let apart = Hoeder { program: hoeder.program.clone(), data: cache.join("sample-data") };
    fresh(&apart.data)?;
    output_of(&mut apart.reading(&folder, "sample", &[]))?;
    items(&apart, "sample")
}

fn items(hoeder: &Hoeder, case: &str) -> Result<Vec<Value>, VersusError> {
    let lines = output_of(
        hoeder.command(&["carrier", "items", "--json", "--case", case]).arg("--carrier").arg(case),
    )?;
    lines
        .lines()
        .map(|line| {
            serde_json::from_str(line)
                .map_err(|why| VersusError::failed("hoeder carrier items", why.to_string()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn planted_lines_stand_among_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("set");
        let planted: Vec<String> = (0..3).map(|number| format!("planted {number}")).collect();
        write(&path, Some("pdq"), &planted, || "other".to_owned()).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().count(), 1 + KNOWN + 3);
        assert!(text.starts_with("pdq\nother\n"));
        assert!(planted.iter().all(|line| text.contains(line.as_str())));
    }

    #[test]
    fn files_below_folders_are_found_and_links_are_not() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("below")).unwrap();
        fs::write(folder.path().join("below/a"), "a").unwrap();
        fs::write(folder.path().join("b"), "b").unwrap();
        std::os::unix::fs::symlink("b", folder.path().join("c")).unwrap();
        let mut paths = Vec::new();
        gather(folder.path(), &mut paths).unwrap();
        paths.sort();
        assert_eq!(paths, [folder.path().join("b"), folder.path().join("below/a")]);
    }
}
