//! Moments: instants, wall-clock times without a zone, and what each says of an item.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An instant, shown in UTC (RFC 3339).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub Timestamp);

impl Moment {
    /// From seconds and nanoseconds since 1970-01-01T00:00:00Z; `None` outside the years -9999 to 9999.
    pub fn from_unix(seconds: i64, nanos: u32) -> Option<Self> {
        Timestamp::new(seconds, i32::try_from(nanos).ok()?).ok().map(Self)
    }

    /// Milliseconds since 1970, never below 0: the part of an id that sorts.
    pub fn millis(self) -> u64 {
        u64::try_from(self.0.as_millisecond()).unwrap_or(0)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A wall-clock time whose zone is not recorded: FAT file times, most EXIF times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalTime(pub DateTime);

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// When: an instant, or a wall clock of unknown zone. The two never compare as equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// An instant.
    Utc(Moment),
    /// A wall clock of unknown zone.
    Local(LocalTime),
}

impl fmt::Display for When {
    /// RFC 3339 with `Z`, or the bare civil time where no zone is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utc(moment) => moment.fmt(f),
            Self::Local(local) => local.fmt(f),
        }
    }
}

/// What a time stamp says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeMeaning {
    /// Content last changed, as the file system or archive says.
    Modified,
    /// Last opened, as the file system says.
    Accessed,
    /// The record of the file last changed (ctime, NTFS MFT change).
    Changed,
    /// The file came to be in this place.
    Created,
    /// Deleted (ext4).
    Deleted,
    /// The picture was taken (EXIF DateTimeOriginal).
    Taken,
    /// The picture was digitised (EXIF DateTimeDigitized).
    Digitized,
    /// The picture file was last written by a program (EXIF DateTime).
    Edited,
    /// GPS time.
    Gps,
    /// The container says when it was made (video).
    Encoded,
}

/// One time stamp with its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// What the stamp says.
    pub meaning: TimeMeaning,
    /// The time itself.
    pub when: When,
}
