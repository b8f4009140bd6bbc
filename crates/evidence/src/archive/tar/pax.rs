//! Pax records: what did not fit in a header block.
//!
//! May not fail: a record that does not parse ends the records, as the blocks after them are found by size.

use jiff::Timestamp;
use std::collections::BTreeMap;
use vocab::{Moment, Stamp, TimeMeaning, When};

/// Records by keyword. Those of GNU's oldest sparse form repeat their keywords and are kept in order beside them.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    values: BTreeMap<Vec<u8>, Vec<u8>>,
    /// `GNU.sparse.offset` and `GNU.sparse.numbytes`, as they came.
    extents: Vec<u64>,
}

impl Records {
    /// Takes in `length keyword=value\n`, again and again.
    pub(super) fn absorb(&mut self, mut bytes: &[u8]) {
        while let Some((record, rest)) = split_record(bytes) {
            bytes = rest;
            let Some(at) = record.iter().position(|&byte| byte == b'=') else { continue };
            let (keyword, value) = (&record[..at], &record[at + 1..]);
            if matches!(keyword, b"GNU.sparse.offset" | b"GNU.sparse.numbytes") {
                self.extents.extend(decimal(value));
            } else {
                self.values.insert(keyword.to_vec(), value.to_vec());
            }
        }
    }

    /// Adds what holds for all members, where nothing is said of this one.
    pub(super) fn inherit(&mut self, global: &Self) {
        for (keyword, value) in &global.values {
            self.values.entry(keyword.clone()).or_insert_with(|| value.clone());
        }
    }

    pub(super) fn text(&self, keyword: &str) -> Option<&[u8]> {
        self.values.get(keyword.as_bytes()).map(Vec::as_slice)
    }

    pub(super) fn number(&self, keyword: &str) -> Option<u64> {
        decimal(self.text(keyword)?)
    }

    /// Offsets and lengths in turn, of GNU's oldest pax sparse form.
    pub(super) fn extents(&self) -> &[u64] {
        &self.extents
    }

    pub(super) fn path(&self) -> Option<Vec<u8>> {
        // A sparse file's record `path` holds a made-up name.
        self.text("GNU.sparse.name").or_else(|| self.text("path")).map(<[u8]>::to_vec)
    }

    pub(super) fn size_bytes(&self) -> Option<u64> {
        self.number("size")
    }

    /// The header's stamps, with those replaced that the records give finer.
    pub(super) fn stamps(&self, mut stamps: Vec<Stamp>) -> Vec<Stamp> {
        let keywords = [
            ("mtime", TimeMeaning::Modified),
            ("atime", TimeMeaning::Accessed),
            ("ctime", TimeMeaning::Changed),
            ("LIBARCHIVE.creationtime", TimeMeaning::Created),
        ];
        for (keyword, meaning) in keywords {
            let Some(moment) = self.text(keyword).and_then(moment) else { continue };
            stamps.retain(|stamp| stamp.meaning != meaning);
            stamps.push(Stamp { meaning, when: When::Utc(moment) });
        }
        stamps
    }
}

fn split_record(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let space = bytes.iter().position(|&byte| byte == b' ')?;
    let length = usize::try_from(decimal(&bytes[..space])?).ok()?;
    let record = bytes.get(space + 1..length)?.strip_suffix(b"\n")?;
    Some((record, &bytes[length..]))
}

pub(super) fn decimal(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Seconds since 1970 with a fraction of any length, possibly negative; cut to nanoseconds.
fn moment(value: &[u8]) -> Option<Moment> {
    let value = std::str::from_utf8(value).ok()?;
    let (negative, value) = value.strip_prefix('-').map_or((false, value), |rest| (true, rest));
    let (seconds, fraction) = value.split_once('.').unwrap_or((value, ""));
    let nanos: i32 = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    let seconds: i64 = seconds.parse().ok()?;
    let sign = if negative { -1 } else { 1 };
    Timestamp::new(seconds.checked_mul(sign.into())?, nanos.checked_mul(sign)?).ok().map(Moment)
}
