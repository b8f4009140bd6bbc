//! Lays files out in a real folder.

use super::content::{Drive, Planted};
use crate::fault::Fault;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Runs of zeros of this length become holes in a sparse file.
const HOLE: usize = 64 << 10;

/// Lays all drives into one folder, each below its own name.
pub(crate) fn lay_folder(folder: &Path, files: &[Planted]) -> Result<(), Fault> {
    for drive in Drive::ALL {
        lay(&folder.join(drive.word()), files.iter().filter(|file| file.drive == drive))?;
    }
    Ok(())
}

/// The files under the paths that [`lay_folder`] gave them.
pub(crate) fn in_folder(mut files: Vec<Planted>) -> Vec<Planted> {
    for file in &mut files {
        file.path = [file.drive.word().as_bytes(), b"/", &file.path].concat();
    }
    files
}

/// Lays files below a folder, with their times.
pub(crate) fn lay<'a>(folder: &Path, files: impl Iterator<Item = &'a Planted>) -> Result<(), Fault> {
    fs::create_dir_all(folder).map_err(Fault::file(folder))?;
    for file in files {
        let path = folder.join(OsStr::from_bytes(&file.path));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(Fault::file(parent))?;
        }
        put(&path, file).map_err(Fault::file(&path))?;
    }
    Ok(())
}

fn put(path: &Path, file: &Planted) -> std::io::Result<()> {
    let mut to = File::create(path)?;
    if file.sparse {
        to.set_len(file.content.bytes.len() as u64)?;
        for (i, run) in file.content.bytes.chunks(HOLE).enumerate() {
            if run.iter().any(|byte| *byte != 0) {
                to.seek(SeekFrom::Start((i * HOLE) as u64))?;
                to.write_all(run)?;
            }
        }
    } else {
        to.write_all(&file.content.bytes)?;
    }
    if !file.content.facts.stream {
        to.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(file.modified.unsigned_abs()))?;
    }
    Ok(())
}
