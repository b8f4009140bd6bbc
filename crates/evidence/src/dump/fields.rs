//! The values of a row by what they mean: text from bytes of any encoding, moments from numbers and texts, addresses.

use super::mapping::{Field, Layout};
use super::markup::Markup;
use super::record::{More, SourceId};
use super::row::{Row, excerpt};
use crate::DefectKind;
use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use vocab::Moment;

/// No service of these kinds has an earlier moment of its own: 1990-01-01T00:00:00Z.
const EARLIEST_SECONDS: i64 = 631_152_000;
/// Nor a later one: 2100-01-01T00:00:00Z. The largest 32-bit number of seconds, in 2106, is a mark for "never".
const LATEST_SECONDS: i64 = 4_102_444_800;

/// Something about a value that is not as it should be.
pub(super) struct Note {
    pub(super) kind: DefectKind,
    /// The column, for counting like with like.
    pub(super) column: &'static str,
    pub(super) text: String,
}

/// One row, with what its columns mean.
pub(super) struct Fields<'r> {
    pub(super) row: &'r Row<'r>,
    pub(super) layout: &'r Layout,
    pub(super) markup: Markup,
    pub(super) notes: &'r mut Vec<Note>,
    /// Values that could not be understood, as they stand.
    pub(super) kept: More,
}

/// UTF-8 as it is; anything else as Windows-1252, where every byte is a character. `true` where it was the latter.
pub(super) fn decoded(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (Cow::Owned(bytes.iter().map(|byte| windows_1252(*byte)).collect()), true),
    }
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}',
        '\u{2C6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}', '\u{8F}', '\u{90}',
        '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2DC}',
        '\u{2122}', '\u{161}', '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}', '\u{178}',
    ];
    match byte {
        0x80..=0x9F => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{FFFD}'),
        other => char::from(other),
    }
}

impl<'r> Fields<'r> {
    /// The bytes of a field; `None` where there are none.
    pub(super) fn bytes(&self, field: Field) -> Option<&'r [u8]> {
        self.row.bytes(self.layout.column(field)?).filter(|bytes| !bytes.is_empty())
    }

    fn column_name(&self, field: Field) -> &'static str {
        let is_it = |used: &super::mapping::Use| *used == super::mapping::Use::Is(field);
        self.layout.table.columns.iter().find(|(_, used)| is_it(used)).map_or("", |(name, _)| name)
    }

    fn note(&mut self, field: Field, kind: DefectKind, text: String) {
        let column = self.column_name(field);
        self.notes.push(Note { kind, column, text });
    }

    /// A text and whether it had to be read as Windows-1252. Empty is none.
    pub(super) fn text_and_recoding(&mut self, field: Field) -> (Option<String>, bool) {
        let Some(bytes) = self.bytes(field) else { return (None, false) };
        let (text, was_recoded) = decoded(bytes);
        let text = self.markup.plain(text);
        if was_recoded {
            let text = format!("it is not UTF-8 and was read as Windows-1252: {}", excerpt(bytes));
            self.note(field, DefectKind::Malformed, text);
        }
        (Some(text), was_recoded)
    }

    /// The text of a post or a message, as its writer wrote it.
    pub(super) fn body(&mut self) -> String {
        let Some(bytes) = self.bytes(Field::Text) else { return String::new() };
        let (text, was_recoded) = decoded(bytes);
        if was_recoded {
            let text = format!("it is not UTF-8 and was read as Windows-1252: {}", excerpt(bytes));
            self.note(Field::Text, DefectKind::Malformed, text);
        }
        let mark =
            self.bytes(Field::Mark).and_then(|mark| std::str::from_utf8(mark).ok()).unwrap_or_default();
        self.markup.body(text, mark)
    }

    /// A text; empty is none.
    pub(super) fn text(&mut self, field: Field) -> Option<String> {
        self.text_and_recoding(field).0
    }

    /// A text as the source has it, without looking for markup.
    pub(super) fn raw(&self, field: Field) -> Option<String> {
        self.bytes(field).map(|bytes| decoded(bytes).0.into_owned())
    }

    /// An id; nothing and `0` are none, as the software of forums writes it.
    pub(super) fn id(&self, field: Field) -> Option<SourceId> {
        self.bytes(field).filter(|bytes| *bytes != b"0").map(|bytes| SourceId(decoded(bytes).0.into_owned()))
    }

    /// A number that can't be negative.
    pub(super) fn number(&self, field: Field) -> Option<u64> {
        std::str::from_utf8(self.bytes(field)?).ok()?.parse().ok()
    }

    /// Whether it says yes: `1`, `t`, `true`, `yes`.
    pub(super) fn flag(&self, field: Field) -> Option<bool> {
        let bytes = self.bytes(field)?;
        match bytes {
            b"0" | b"f" | b"false" | b"no" | b"\0" => Some(false),
            _ => Some(matches!(bytes, b"1" | b"t" | b"true" | b"yes" | b"\x01")),
        }
    }

    /// A moment that may be missing: nothing, 0 and below are none.
    pub(super) fn moment(&mut self, field: Field) -> Option<Moment> {
        let bytes = self.bytes(field)?;
        if matches!(bytes, b"0" | b"-1") || bytes.starts_with(b"0000-00-00") {
            return None;
        }
        self.moment_that_must_be(field)
    }

    /// A moment that the software always writes: without a good one there is a defect, and the value is kept.
    pub(super) fn moment_that_must_be(&mut self, field: Field) -> Option<Moment> {
        self.layout.column(field)?;
        let bytes = self.bytes(field).unwrap_or_default();
        let found = moment(bytes);
        if let Err(why) = found {
            self.note(field, DefectKind::Malformed, format!("{why}: {}", excerpt(bytes)));
            self.kept.insert(self.column_name(field).to_owned(), decoded(bytes).0.into_owned());
        }
        found.ok()
    }

    /// An address of the internet as text, from text or from its bytes.
    pub(super) fn address(&self, field: Field) -> Option<String> {
        address(self.bytes(field)?)
    }

    /// A digest in hex of so many digits, in lower case.
    pub(super) fn digest(&self, field: Field, digits: usize) -> Option<String> {
        let bytes = self.bytes(field)?;
        let is_digest = bytes.len() == digits && bytes.iter().all(u8::is_ascii_hexdigit);
        is_digest.then(|| String::from_utf8_lossy(bytes).to_ascii_lowercase())
    }

    /// The columns that the mapping does not know, and the values that were kept.
    pub(super) fn more(&mut self) -> More {
        let mut more = std::mem::take(&mut self.kept);
        for (column, name) in &self.layout.more {
            if let Some(bytes) = self.row.bytes(*column).filter(|bytes| !bytes.is_empty()) {
                more.insert(name.clone(), decoded(bytes).0.into_owned());
            }
        }
        more
    }
}

/// A moment from seconds or milliseconds since 1970, or from a text such as `2021-03-04 05:06:07.89+00`; without a zone
/// it is UTC, as servers keep it.
pub(super) fn moment(bytes: &[u8]) -> Result<Moment, &'static str> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is no moment")?.trim();
    let found = if let Ok(number) = text.parse::<i64>() {
        // A number of seconds this large is in the year 5138.
        let is_millis = number.unsigned_abs() >= 100_000_000_000;
        let (seconds, nanos) = if is_millis {
            (number.div_euclid(1000), u32::try_from(number.rem_euclid(1000)).unwrap_or(0) * 1_000_000)
        } else {
            (number, 0)
        };
        Moment::from_unix(seconds, nanos)
    } else {
        spelled(text)
    };
    let found = found.ok_or("it is no moment")?;
    let seconds = found.0.as_second();
    if seconds < EARLIEST_SECONDS {
        return Err("it lies before 1990");
    }
    if seconds >= LATEST_SECONDS {
        return Err("it lies after 2099");
    }
    Ok(found)
}

fn spelled(text: &str) -> Option<Moment> {
    // The zone begins at the first sign behind the day.
    let zone = text.char_indices().skip(10).find(|(_, c)| matches!(c, '+' | '-' | 'Z')).map(|(at, _)| at);
    let (civil, zone) = text.split_at(zone.unwrap_or(text.len()));
    let civil: jiff::civil::DateTime = civil.trim().parse().ok()?;
    let hours = zone.trim_start_matches('Z').replace(':', "");
    let offset = match hours.len() {
        0 => 0,
        3 => hours.parse::<i32>().ok()? * 3600,
        5 => {
            let all = hours.parse::<i32>().ok()?;
            (all / 100) * 3600 + (all % 100) * 60
        }
        _ => return None,
    };
    let offset = jiff::tz::Offset::from_seconds(offset).ok()?;
    offset.to_timestamp(civil).ok().map(Moment)
}

/// An address from its text, from its 4 or 16 bytes, or from `\x` and those in hex. Anything else stays as it is stated.
pub(super) fn address(bytes: &[u8]) -> Option<String> {
    if let Some(found) = std::str::from_utf8(bytes).ok().and_then(|text| {
        let text = text.trim().trim_end_matches("/32").trim_end_matches("/128");
        text.parse::<IpAddr>().ok()
    }) {
        return Some(found.to_string());
    }
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        return Some(Ipv4Addr::from(four).to_string());
    }
    if let Ok(sixteen) = <[u8; 16]>::try_from(bytes) {
        return Some(Ipv6Addr::from(sixteen).to_canonical().to_string());
    }
    if let Some(digits) = bytes.strip_prefix(b"\\x").filter(|digits| matches!(digits.len(), 8 | 32)) {
        let pairs = digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        return address(&pairs.collect::<Option<Vec<u8>>>()?);
    }
    (!bytes.is_empty()).then(|| decoded(bytes).0.into_owned())
}
