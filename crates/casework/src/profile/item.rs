//! One item as the profile needs it. The profile owns this shape; the caller translates into it.

use crate::review::Verdict;
use serde::{Deserialize, Serialize};
use vocab::{Family, LinkKind, Sha256, Stamp};

/// How the reading of an item ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its bytes were read.
    Read,
    /// It was left unread on purpose; the stable name of the reason.
    Skipped(String),
    /// It could not be read; the stable name of the reason.
    Failed(String),
}

/// What an item hangs from, when it is not a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// `order` of the item that holds it.
    pub order: u64,
    /// Member of an archive or thumbnail in a picture.
    pub kind: LinkKind,
}

/// What a known set says of its entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Known material, under a category label of the source's own scheme.
    Notified,
    /// A harmless file, such as one that came with an operating system.
    KnownGood,
}

/// By which print a known item was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintKind {
    /// MD5. Two different files with one MD5 can be made on purpose.
    Md5,
    /// SHA-1. Two different files with one SHA-1 can be made on purpose, at great cost.
    Sha1,
    /// SHA-256.
    Sha256,
}

/// What one known set says of one content. A label means nothing outside the scheme of its source.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Statement {
    /// Notified or known good.
    pub class: Class,
    /// Name of the set.
    pub set: String,
    /// The organisation that issued it.
    pub source: String,
    /// Its label, an opaque word.
    pub label: String,
}

/// An exact match.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KnownHit {
    /// What the set says.
    pub statement: Statement,
    /// Which digest matched.
    pub by: PrintKind,
}

/// A near match by perceptual print. It waits for a person until its review settles it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NearHit {
    /// What the set says of the picture that this one resembles.
    pub statement: Statement,
    /// Distance in bits, 0 to 256.
    pub distance_bits: u32,
    /// In which orientation the prints met: the stable word of the fingerprint engine.
    pub orientation: String,
    /// The last verdict of a person, if any.
    pub reviewed: Option<Verdict>,
}

/// A camera as pictures name it. An empty text: not recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Camera {
    /// Maker.
    pub make: String,
    /// Model.
    pub model: String,
    /// Serial number of the body.
    pub serial: String,
}

/// One item of a reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfiledItem {
    /// Position in the manifest, from 0.
    pub order: u64,
    /// The item that holds this one, for members and thumbnails.
    pub holder: Option<Holder>,
    /// Where it was found, as text that can be read back.
    pub place: String,
    /// The folder, as text (`vol1:/a/b`), that holds the item on the carrier's file system; for a member or
    /// a thumbnail the folder of the outermost file that holds it. Empty: the top.
    pub folder: String,
    /// Volume on an image.
    pub volume: Option<u16>,
    /// Deleted but recoverable.
    pub deleted: bool,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Family by content.
    pub family: Family,
    /// How reading it ended.
    pub outcome: Outcome,
    /// Digest of the content, where read.
    pub sha256: Option<Sha256>,
    /// Exact matches.
    pub known: Vec<KnownHit>,
    /// Near matches.
    pub near: Vec<NearHit>,
    /// Times.
    pub stamps: Vec<Stamp>,
    /// Camera that the picture names.
    pub camera: Option<Camera>,
    /// Stable names of the kinds of defect recorded on it.
    pub defects: Vec<String>,
    /// Inside the scope of the authorisation.
    pub in_scope: bool,
}

impl ProfiledItem {
    /// Whether the profile looks into it: read, and inside the scope.
    pub fn counted(&self) -> bool {
        self.in_scope && self.outcome == Outcome::Read
    }

    /// What sets say of exactly this content, sorted, each once.
    pub fn statements(&self) -> Vec<&Statement> {
        let mut statements: Vec<_> = self.known.iter().map(|hit| &hit.statement).collect();
        statements.sort_unstable();
        statements.dedup();
        statements
    }

    /// Whether the sets disagree: one calls the content known good and another does not, or two labels of
    /// notified material differ. Schemes differ between sources, so a difference of labels may be one of
    /// words only; it is shown, not resolved.
    pub fn sets_disagree(&self) -> bool {
        let mut answers = self.known.iter().map(|hit| match hit.statement.class {
            Class::Notified => Some(hit.statement.label.as_str()),
            Class::KnownGood => None,
        });
        answers.next().is_some_and(|first| answers.any(|other| other != first))
    }

    /// Known as notified material, and by nothing stronger than MD5.
    pub fn known_by_md5_alone(&self) -> bool {
        let mut notified = self.known.iter().filter(|hit| hit.statement.class == Class::Notified).peekable();
        notified.peek().is_some() && notified.all(|hit| hit.by == PrintKind::Md5)
    }
}
