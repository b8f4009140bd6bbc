//! Python with packages from PyPI, for peers that are Python packages.

use super::{VersusError, output_of};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A Python in the cache folder that can import these modules; the packages are installed where one can't be.
pub(super) fn python(cache: &Path, packages: &[&str], modules: &[&str]) -> Result<PathBuf, VersusError> {
    let folder = cache.join("python");
    let python = folder.join("bin/python");
    let import = format!("import {}", modules.join(", "));
    let is_there = || output_of(Command::new(&python).args(["-c", &import])).is_ok();
    if is_there() {
        return Ok(python);
    }
    output_of(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    output_of(Command::new(&python).args(install).args(packages))?;
    if is_there() {
        return Ok(python);
    }
    Err(VersusError::failed("pip", format!("installed {packages:?}, and yet {import:?} fails in {folder:?}")))
}
