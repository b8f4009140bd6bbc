//! Rows as lines of text: the form that pg_dump writes by default.

use super::cursor::Stop;
use crate::dump::row::Cell;

/// A line of rows.
pub(super) enum Line {
    /// A row; the bytes of the line with its end.
    Row(usize),
    /// The rows end here; the bytes of the line with its end.
    End(usize),
}

/// The line that `bytes` begin with, into `cells`.
pub(super) fn line(
    bytes: &[u8],
    is_last: bool,
    cells: &mut Vec<Cell>,
    made: &mut Vec<u8>,
) -> Result<Line, Stop> {
    let length = match memchr::memchr(b'\n', bytes) {
        Some(length) => length,
        None if is_last => return Err(Stop::Broken(bytes.len(), "the dump ends within a row")),
        None => return Err(Stop::More),
    };
    let line = bytes.get(..length).unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line == b"\\." {
        return Ok(Line::End(length + 1));
    }
    let mut start = 0;
    loop {
        let rest = line.get(start..).unwrap_or_default();
        let end = start + memchr::memchr(b'\t', rest).unwrap_or(rest.len());
        let field = line.get(start..end).unwrap_or_default();
        cells.push(if field == b"\\N" {
            Cell::Null
        } else if memchr::memchr(b'\\', field).is_none() {
            Cell::Plain(start, end)
        } else {
            let first = made.len();
            unescape(field, made);
            Cell::Made(first, made.len())
        });
        if end >= line.len() {
            return Ok(Line::Row(length + 1));
        }
        start = end + 1;
    }
}

fn unescape(field: &[u8], made: &mut Vec<u8>) {
    let mut rest = field;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        made.extend_from_slice(rest.get(..at).unwrap_or_default());
        let after = rest.get(at + 1..).unwrap_or_default();
        let (byte, length) = match after.first() {
            Some(b'b') => (8, 1),
            Some(b'f') => (12, 1),
            Some(b'n') => (b'\n', 1),
            Some(b'r') => (b'\r', 1),
            Some(b't') => (b'\t', 1),
            Some(b'v') => (11, 1),
            Some(b'0'..=b'7') => digits(after, 8, 3),
            Some(b'x') if after.get(1).is_some_and(u8::is_ascii_hexdigit) => {
                let (byte, length) = digits(after.get(1..).unwrap_or_default(), 16, 2);
                (byte, length + 1)
            }
            Some(other) => (*other, 1),
            None => (b'\\', 0),
        };
        made.push(byte);
        rest = after.get(length..).unwrap_or_default();
    }
    made.extend_from_slice(rest);
}

fn digits(bytes: &[u8], base: u32, most: usize) -> (u8, usize) {
    let mut number = 0_u32;
    let mut length = 0;
    for byte in bytes.iter().take(most) {
        let Some(digit) = char::from(*byte).to_digit(base) else { break };
        number = number * base + digit;
        length += 1;
    }
    // As the server does: only the low byte counts.
    (u8::try_from(number & 0xFF).unwrap_or_default(), length)
}
