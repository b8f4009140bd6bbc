//! Times of a file's record, with what they mean and whether their zone is known. It may not invent a zone.

use jiff::{Timestamp, tz::TimeZone};
use sleuth::{FileSystemKind, Node};
use vocab::{LocalTime, Moment, Stamp, TimeMeaning, When};

const MEANINGS: [TimeMeaning; 5] = [
    TimeMeaning::Modified,
    TimeMeaning::Accessed,
    TimeMeaning::Changed,
    TimeMeaning::Created,
    TimeMeaning::Deleted,
];

/// FAT and exFAT keep a wall clock, and libtsk drops the zone that exFAT and ISO 9660 may note beside it.
fn keeps_a_wall_clock(kind: FileSystemKind) -> bool {
    kind.is_fat() || kind == FileSystemKind::Iso9660 || kind == FileSystemKind::Hfs
}

/// The stamps that are set. FAT notes the day of the last access only: it shows as midnight.
pub(super) fn of(node: &Node, kind: FileSystemKind) -> Vec<Stamp> {
    let set = |(meaning, time): (TimeMeaning, &Option<(i64, u32)>)| {
        let (seconds, nanos) = (*time)?;
        let when = if keeps_a_wall_clock(kind) {
            let clock = Timestamp::new(seconds, i32::try_from(nanos).ok()?).ok()?;
            When::Local(LocalTime(TimeZone::UTC.to_datetime(clock)))
        } else {
            When::Utc(Moment::from_unix(seconds, nanos)?)
        };
        Some(Stamp { meaning, when })
    };
    MEANINGS.into_iter().zip(&node.times).filter_map(set).collect()
}
