//! What reading a set of known files gives. Values only; nothing here reads.

use serde::{Deserialize, Serialize};
use std::fmt;
use vocab::{Md5, Pdq, Sha1, Sha256};

/// Problems that are kept word for word; further ones are only counted.
pub const PROBLEMS_LISTED_MAX: usize = 1_000;

/// One entry of a set, with at least one digest or print.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownRecord {
    /// MD5, where given.
    pub md5: Option<Md5>,
    /// SHA-1, where given.
    pub sha1: Option<Sha1>,
    /// SHA-256, where given.
    pub sha256: Option<Sha256>,
    /// PDQ print, where given.
    pub pdq: Option<Pdq>,
    /// Size of the file in bytes, where given.
    pub size_bytes: Option<u64>,
    /// The source's own label, untouched. A number means nothing without the scheme (country) it comes from.
    pub category: Option<String>,
    /// A name under which the source saw the file; bytes that are not UTF-8 are escaped as
    /// [`vocab::escape_bytes`] does.
    pub name: Option<String>,
    /// Series, as given.
    pub series: Option<String>,
    /// Tags, as given.
    pub tags: Option<String>,
    /// The source says that the victim is identified.
    pub victim_identified: Option<bool>,
    /// The source says that the file is in circulation.
    pub distributed: Option<bool>,
    /// Line on which the entry begins, from 1; for a database the number of the row.
    pub line: u64,
    /// Where the entry begins in the file, in bytes; 0 for a database. For JSON: just past its opening brace.
    pub offset_bytes: u64,
}

/// One entry that was refused, or kept with a doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineProblem {
    /// Line, from 1; for a database the number of the row.
    pub line: u64,
    /// Where the entry begins in the file, in bytes: a JSON text often has one line only.
    pub offset_bytes: u64,
    /// Whether the entry was left out.
    pub refused: bool,
    /// What is wrong, for people. English; no newline.
    pub text: String,
}

impl fmt::Display for LineProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = if self.refused { "refused" } else { "kept" };
        write!(f, "line {} (byte {}): {}; {end}", self.line, self.offset_bytes, self.text)
    }
}

/// The accounts of one reading: `found == records + refused`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSummary {
    /// Entries in the file; blank lines, comments and headers are none.
    pub found: u64,
    /// Entries given to the caller.
    pub records: u64,
    /// Entries refused.
    pub refused: u64,
    /// Entries kept although something about them is doubtful.
    pub doubtful: u64,
    /// PhotoDNA prints seen; Hoeder can't compare them, so they are not kept.
    pub photodna_ignored: u64,
    /// The first [`PROBLEMS_LISTED_MAX`] problems.
    pub problems: Vec<LineProblem>,
    /// All problems, listed or not.
    pub problems_total: u64,
    /// What the file says of its own model (the OData context of VICS), as written there.
    pub declared: Option<String>,
    /// The category scheme named in that model: `US`, `UK`, `CUSTOM`, `Default`; VICS 2.0 only.
    pub scheme: Option<String>,
    /// The caller broke off: the counts are those up to there.
    pub stopped: bool,
}

/// What kind of break ended an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownErrorKind {
    /// The bytes could not be read.
    Unreadable,
    /// The text is not UTF-8 (UTF-16, most often).
    Encoding,
    /// The file is not in the format it was read as.
    NotThisFormat,
    /// The structure breaks off or is damaged.
    Broken,
    /// No column holds a digest that Hoeder can use.
    NoDigestColumn,
    /// The file can be read in two ways and only a person can tell which.
    Ambiguous,
    /// This format is read by path.
    NeedsPath,
}

/// Why a whole import is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct KnownError {
    /// For programmes.
    pub kind: KnownErrorKind,
    /// The line, from 1, where there is one to name.
    pub line: Option<u64>,
    /// What is wrong, for people.
    pub text: String,
    /// What to do.
    pub hint: String,
}

impl KnownError {
    pub(super) fn new(
        kind: KnownErrorKind,
        line: Option<u64>,
        text: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { kind, line, text: text.into(), hint: hint.into() }
    }

    pub(super) fn unreadable(error: &std::io::Error) -> Self {
        Self::new(
            KnownErrorKind::Unreadable,
            None,
            format!("the file can't be read: {error}"),
            "Check that the file is there, complete and readable, and import it again",
        )
    }

    pub(super) fn broken(line: Option<u64>, text: impl Into<String>) -> Self {
        Self::new(
            KnownErrorKind::Broken,
            line,
            text,
            "Nothing is imported, because nobody can tell what is missing. Fetch the file again from its source",
        )
    }
}

impl fmt::Display for KnownError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}. {}.", self.text, self.hint)
    }
}
