//! Lists of known files, as other organisations hand them over, become records and problems.
//!
//! Why: a set that is read wrongly either accuses (a false match) or is blind (a silent gap), so every
//! entry of a list ends as a record or as a problem with its line. May not: know what a set means, who
//! is allowed to hold it, or how it is indexed; a category is the source's own label and stays text.
//!
//! # What happens to bad input
//!
//! - **An entry that can't be right** (a digest of the wrong length, a row with too few fields) is refused
//!   and listed with its line; the good entries around it are kept.
//! - **An entry with a doubtful side fact** (a size that is no number) is kept without that fact, and listed.
//! - **A structural break** (JSON that ends early, a table without a digest column, a quote never closed, a
//!   damaged database) refuses the whole import, because nobody could tell what is missing. Records that
//!   were given before the break must then be thrown away.
//! - **Placeholders** (all zeros, all ones) are refused: they would match what has nothing to do with them.
//!   The digest of the empty file is kept and listed, because it matches every empty file.
//!
//! Found is always records + refused. Duplicates and contradictions need memory that grows with the set;
//! [`read`] gives every good entry and [`Sift`] finds them, exactly, up to a bound that the caller sets.

mod draft;
mod hashdeep;
mod intake;
mod lines;
mod list;
mod nsrl;
mod recognise;
mod record;
mod sift;
mod sums;
mod table;
mod vics;

use crate::Content;
pub use record::{KnownError, KnownErrorKind, KnownRecord, KnownSummary, LineProblem, PROBLEMS_LISTED_MAX};
use serde::{Deserialize, Serialize};
pub use sift::{Sift, Sifted};
use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

/// What the 64 hex digits of a plain list are; nothing in such a list can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListOf {
    /// SHA-256 digests.
    Sha256,
    /// PDQ prints.
    Pdq,
}

/// Forms in which sets of known files are handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Project VIC / VICS JSON, data model 1.x (`odata.metadata`).
    Vics13,
    /// Project VIC / VICS JSON, data model 2.0 (`@odata.context`).
    Vics20,
    /// A table with a header; comma, semicolon or tab. Also the older NSRL text (`NSRLFile.txt`).
    Csv,
    /// One digest a line: 32 digits are MD5, 40 are SHA-1, 64 only when the caller says what they are.
    List(Option<ListOf>),
    /// The output of `hashdeep`.
    Hashdeep,
    /// Lists that The Sleuth Kit's `hfind` takes or makes: the output of `md5sum`, `sha1sum`, `sha256sum`
    /// (plain and BSD style), and `.idx` files.
    SleuthKit,
    /// NSRL Reference Data Set, version 3: an SQLite database. Read by path only, see [`read_path`].
    NsrlRds3,
    /// The export of Interpol's ICSE database: a table with semicolons.
    IcseCsv,
}

impl Format {
    /// Bytes of a file's beginning that [`Format::recognise`] wants to see; fewer will do for a shorter file.
    pub const HEAD_BYTES: usize = 64 << 10;

    /// Says what a file is, by its beginning; the name decides only between JSON texts that don't say.
    ///
    /// `None` means that a person must say what it is. A list in UTF-16 is recognised too, so that
    /// [`read`] can refuse it with a hint.
    pub fn recognise(head: &[u8], name: &str) -> Option<Self> {
        recognise::recognise(head, name)
    }
}

/// Reads a set from bytes, from their beginning, and gives each good entry to `say` until that breaks off.
///
/// Memory stays bounded whatever the size: a line up to 64 KiB, a table row up to 1 MiB, a
/// JSON entry up to 8 MiB; a longer line is refused, a longer row or entry is a structural break.
///
/// # Errors
/// On a structural break, or when the bytes can't be read; what `say` was given before is then void.
/// [`Format::NsrlRds3`] can't be read from bytes: [`KnownErrorKind::NeedsPath`].
pub fn read(
    format: Format,
    content: &mut dyn Content,
    say: &mut dyn FnMut(KnownRecord) -> ControlFlow<()>,
) -> Result<KnownSummary, KnownError> {
    let start = lines::start_of_text(content)?;
    let mut intake = intake::Intake::new(say);
    match format {
        Format::Vics13 | Format::Vics20 => vics::read(content, start, &mut intake)?,
        Format::Csv => table::read(content, start, table::Dialect::Any, &mut intake)?,
        Format::IcseCsv => table::read(content, start, table::Dialect::Icse, &mut intake)?,
        Format::List(of) => list::read(content, start, of, &mut intake)?,
        Format::Hashdeep => hashdeep::read(content, start, &mut intake)?,
        Format::SleuthKit => sums::read(content, start, &mut intake)?,
        Format::NsrlRds3 => {
            return Err(KnownError::new(
                KnownErrorKind::NeedsPath,
                None,
                "an NSRL database can't be read from a stream",
                "Give the path of the unpacked .db file",
            ));
        }
    }
    Ok(intake.into_summary())
}

/// Reads a set from a file, which is opened read-only. The only way to read an NSRL database.
///
/// # Errors
/// As [`read`]; also when the file can't be opened.
pub fn read_path(
    format: Format,
    path: &Path,
    say: &mut dyn FnMut(KnownRecord) -> ControlFlow<()>,
) -> Result<KnownSummary, KnownError> {
    if format == Format::NsrlRds3 {
        let mut intake = intake::Intake::new(say).for_known_good();
        nsrl::read(path, &mut intake)?;
        return Ok(intake.into_summary());
    }
    let mut file = File::open(path).map_err(|error| KnownError::unreadable(&error))?;
    read(format, &mut file, say)
}
