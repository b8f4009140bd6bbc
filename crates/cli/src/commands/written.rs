//! Files that commands write, completions, and man pages.

use crate::args::definition;
use crate::failure::Failure;
use crate::screen::Screen;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// What may stand where a file is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing: evidence that was given out is not written over.
    Empty,
    /// An earlier one.
    Any,
}

/// Writes a file whole or not at all.
pub(super) fn write(path: &Path, place: Place, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: &std::io::Error| Failure::file(path.display(), error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(&error))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|error| failed(&error))?;
    match place {
        Place::Empty if path.exists() => {
            Err(Failure::invalid(format!("{} exists", path.display()), "Give another place, or move it away"))
        }
        Place::Empty => file.persist_noclobber(path).map(drop).map_err(|error| failed(&error.error)),
        Place::Any => file.persist(path).map(drop).map_err(|error| failed(&error.error)),
    }
}

/// Prints completions.
pub(super) fn completions(shell: clap_complete::Shell, screen: &mut Screen) -> Result<(), Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut definition(), "hoeder", &mut text);
    screen.bytes(&text)
}

/// Writes one man page for each command.
pub(super) fn man(folder: &Path, screen: &mut Screen) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::file(folder.display(), &error))?;
    clap_mangen::generate_to(definition(), folder).map_err(|error| Failure::file(folder.display(), &error))?;
    writeln!(screen, "man pages are in {}", folder.display())
}
