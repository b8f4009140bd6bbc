//! One row of a manifest, in the words of the house.

use serde::{Deserialize, Serialize};
use vocab::{Because, Family, Md5, Pdq, Place, Sha1, Sha256, Stamp, TimeMeaning, When};

/// How an entry ended. Every one that was found ends in one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its bytes were read, all of them.
    Read,
    /// It has no content of its own or is deliberately not read; the reason says which.
    Skipped,
    /// It should have been read and could not be; see reason and defects.
    Failed,
}

/// By which print a match was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// MD5, the same.
    Md5,
    /// SHA-1, the same.
    Sha1,
    /// SHA-256, the same.
    Sha256,
    /// PDQ, at most so many bits away.
    Pdq,
}

/// A known entry that this item matches. A match is what a machine says; a person reviews it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Match {
    /// Name and version of the known set.
    pub set: String,
    /// The entry within the set.
    pub entry: String,
    /// By which print.
    pub by: By,
    /// Distance in bits; 0 for a digest.
    pub distance_bits: u16,
    /// How the item is turned or mirrored against the known picture; `None` for a digest.
    pub orientation: Option<String>,
    /// The set's own label for the entry, opaque.
    pub label: String,
    /// What the set's entries are (`known`, `known_good`, ...), and so what the match means.
    pub status: String,
}

/// A sampled frame of a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Frame {
    /// Where in the video, in milliseconds from its start.
    pub at_millis: u64,
    /// PDQ of the frame.
    pub pdq: Pdq,
    /// PDQ quality, 0 to 100.
    pub quality: u8,
}

/// What is wrong with an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Defect {
    /// A stable word.
    pub kind: String,
    /// What, where and what it means, in English.
    pub text: String,
}

/// One thing found on the carrier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Number in the reading, from 0.
    pub order: u64,
    /// Order of the item that this one is inside of.
    pub parent: Option<u64>,
    /// Where it was found.
    pub place: Place,
    /// Size in bytes, as read, or as stated where it was not read.
    pub size_bytes: u64,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it was skipped or failed, as a stable word.
    pub reason: Option<String>,
    /// Family by content.
    pub family: Option<Family>,
    /// Media type by content.
    pub media_type: Option<String>,
    /// MD5 of the content.
    pub md5: Option<Md5>,
    /// SHA-1 of the content.
    pub sha1: Option<Sha1>,
    /// SHA-256 of the content.
    pub sha256: Option<Sha256>,
    /// PDQ of the picture.
    pub pdq: Option<Pdq>,
    /// PDQ quality, 0 to 100.
    pub pdq_quality: Option<u8>,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// Maker of the camera.
    pub camera_make: Option<String>,
    /// Model of the camera.
    pub camera_model: Option<String>,
    /// Serial number of the camera body.
    pub camera_serial: Option<String>,
    /// Lens.
    pub lens: Option<String>,
    /// Program that wrote the file.
    pub software: Option<String>,
    /// Content last changed.
    pub modified: Option<When>,
    /// Last opened.
    pub accessed: Option<When>,
    /// Record of the file last changed.
    pub changed: Option<When>,
    /// Came to be in this place.
    pub created: Option<When>,
    /// Deleted.
    pub deleted: Option<When>,
    /// Picture taken.
    pub taken: Option<When>,
    /// Any other stamp, and any second one of the same meaning.
    pub more_stamps: Vec<Stamp>,
    /// Latitude in degrees, north positive.
    pub latitude: Option<f64>,
    /// Longitude in degrees, east positive.
    pub longitude: Option<f64>,
    /// Length of a video or sound in milliseconds.
    pub duration_millis: Option<u64>,
    /// Sampled frames of a video.
    pub frames: Vec<Frame>,
    /// Further EXIF, XMP and container fields, as a JSON object.
    pub exif_more: Option<String>,
    /// Known entries that it matches.
    pub matches: Vec<Match>,
    /// What is wrong with it.
    pub defects: Vec<Defect>,
    /// What its place says.
    pub reasons: Vec<Because>,
}

impl Row {
    /// A row with nothing known but its number and place: empty, read.
    pub fn at(order: u64, place: Place) -> Self {
        Self {
            order,
            parent: None,
            place,
            size_bytes: 0,
            outcome: Outcome::Read,
            reason: None,
            family: None,
            media_type: None,
            md5: None,
            sha1: None,
            sha256: None,
            pdq: None,
            pdq_quality: None,
            width: None,
            height: None,
            camera_make: None,
            camera_model: None,
            camera_serial: None,
            lens: None,
            software: None,
            modified: None,
            accessed: None,
            changed: None,
            created: None,
            deleted: None,
            taken: None,
            more_stamps: Vec::new(),
            latitude: None,
            longitude: None,
            duration_millis: None,
            frames: Vec::new(),
            exif_more: None,
            matches: Vec::new(),
            defects: Vec::new(),
            reasons: Vec::new(),
        }
    }

    /// Files each stamp under its meaning; what has no column, or finds its column taken, joins
    /// `more_stamps`, so that none is lost.
    pub fn add_stamps(&mut self, stamps: impl IntoIterator<Item = Stamp>) {
        for stamp in stamps {
            let column = match stamp.meaning {
                TimeMeaning::Modified => Some(&mut self.modified),
                TimeMeaning::Accessed => Some(&mut self.accessed),
                TimeMeaning::Changed => Some(&mut self.changed),
                TimeMeaning::Created => Some(&mut self.created),
                TimeMeaning::Deleted => Some(&mut self.deleted),
                TimeMeaning::Taken => Some(&mut self.taken),
                TimeMeaning::Digitized | TimeMeaning::Edited | TimeMeaning::Gps | TimeMeaning::Encoded => {
                    None
                }
            };
            match column.filter(|taken| taken.is_none()) {
                Some(free) => *free = Some(stamp.when),
                None => self.more_stamps.push(stamp),
            }
        }
    }

    /// All stamps, whatever column they stand in.
    pub fn stamps(&self) -> impl Iterator<Item = Stamp> + '_ {
        let columns = [
            (TimeMeaning::Modified, self.modified),
            (TimeMeaning::Accessed, self.accessed),
            (TimeMeaning::Changed, self.changed),
            (TimeMeaning::Created, self.created),
            (TimeMeaning::Deleted, self.deleted),
            (TimeMeaning::Taken, self.taken),
        ];
        let filed = columns.into_iter().filter_map(|(meaning, when)| Some(Stamp { meaning, when: when? }));
        filed.chain(self.more_stamps.iter().copied())
    }
}
