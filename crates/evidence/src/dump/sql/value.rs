//! One value of a row as SQL writes it: texts with their escapes, numbers, bytes in hex, and the few calls that
//! dumping programs write.

use super::Dialect;
use super::cursor::{Cursor, Stop, is_of_word};
use crate::dump::row::Cell;

/// How deep calls may stand in one another.
const DEPTH_MAX: u8 = 8;

/// The value here. Bytes that had to be made go to the end of `made`.
pub(super) fn value(from: &mut Cursor<'_>, dialect: Dialect, made: &mut Vec<u8>) -> Result<Cell, Stop> {
    let cell = bare(from, dialect, made, 0)?;
    cast(from, dialect)?;
    Ok(cell)
}

fn bare(from: &mut Cursor<'_>, dialect: Dialect, made: &mut Vec<u8>, depth: u8) -> Result<Cell, Stop> {
    let first = from.here()?;
    match first {
        b'\'' => text(from, b'\'', dialect == Dialect::MySql, made),
        b'"' if dialect == Dialect::MySql => text(from, b'"', true, made),
        b'0' if dialect == Dialect::MySql && matches!(from.ahead(1)?, Some(b'x' | b'X')) => {
            from.at += 2;
            let digits = from.word()?;
            hex(from, digits, made)
        }
        b'0'..=b'9' | b'-' | b'+' | b'.' => number(from),
        b'_' if dialect == Dialect::MySql => {
            // The name of a character set before the text that it holds for.
            from.word()?;
            from.space()?;
            if depth > DEPTH_MAX {
                return Err(from.broken("names of character sets follow one another"));
            }
            bare(from, dialect, made, depth + 1)
        }
        _ if is_of_word(first) => word(from, dialect, made, depth),
        _ => Err(from.broken("no value can begin like this")),
    }
}

fn number(from: &mut Cursor<'_>) -> Result<Cell, Stop> {
    let start = from.at;
    let end =
        from.rest().iter().position(|byte| !matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
    match end {
        Some(length) => from.at += length,
        None if from.is_last => from.at = from.bytes.len(),
        None => return Err(Stop::More),
    }
    if from.ahead(0)?.is_some_and(is_of_word) {
        return Err(from.broken("a number is followed by letters"));
    }
    Ok(Cell::Plain(start, from.at))
}

fn word(from: &mut Cursor<'_>, dialect: Dialect, made: &mut Vec<u8>, depth: u8) -> Result<Cell, Stop> {
    let start = from.at;
    let word = from.word()?;
    if from.ahead(0)? == Some(b'\'') {
        return match word {
            b"X" | b"x" => {
                from.at += 1;
                let digits = from.word()?;
                if !from.take(b'\'')? {
                    return Err(from.broken("bytes in hex are not closed"));
                }
                hex(from, digits, made)
            }
            b"E" | b"e" => text(from, b'\'', true, made),
            b"N" | b"n" => text(from, b'\'', dialect == Dialect::MySql, made),
            b"B" | b"b" => text(from, b'\'', false, made),
            _ => Err(from.broken("a text has a mark that is not known")),
        };
    }
    if word.eq_ignore_ascii_case(b"NULL") {
        return Ok(Cell::Null);
    }
    let end = from.at;
    from.space()?;
    if from.ahead(0)? == Some(b'(') {
        return call(from, word, dialect, made, depth);
    }
    from.at = end;
    if word.eq_ignore_ascii_case(b"DEFAULT") {
        return Ok(Cell::Null);
    }
    let is_known = [&b"true"[..], b"false", b"CURRENT_TIMESTAMP", b"NaN", b"Infinity"];
    if is_known.iter().any(|known| word.eq_ignore_ascii_case(known)) {
        return Ok(Cell::Plain(start, end));
    }
    from.at = start;
    Err(from.broken("a word stands where a value must be"))
}

/// A text in quotes, as it stands where nothing in it is escaped.
fn text(from: &mut Cursor<'_>, quote: u8, backslash: bool, made: &mut Vec<u8>) -> Result<Cell, Stop> {
    from.at += 1;
    let (start, first) = (from.at, made.len());
    let mut copied = start;
    let mut is_plain = true;
    loop {
        let rest = from.rest();
        let found = if backslash { memchr::memchr2(quote, b'\\', rest) } else { memchr::memchr(quote, rest) };
        let Some(found) = found else {
            return if from.is_last { Err(from.broken("a text is not closed")) } else { Err(Stop::More) };
        };
        from.at += found;
        let next = from.ahead(1)?;
        let is_escape = from.here()? == b'\\';
        if !is_escape && next != Some(quote) {
            let end = from.at;
            from.at += 1;
            if is_plain {
                return Ok(Cell::Plain(start, end));
            }
            made.extend_from_slice(from.bytes.get(copied..end).unwrap_or_default());
            return Ok(Cell::Made(first, made.len()));
        }
        is_plain = false;
        made.extend_from_slice(from.bytes.get(copied..from.at).unwrap_or_default());
        match next {
            Some(byte) if is_escape => escape(byte, made),
            Some(byte) => made.push(byte),
            None => return Err(from.broken("a text is not closed")),
        }
        from.at += 2;
        copied = from.at;
    }
}

fn escape(byte: u8, made: &mut Vec<u8>) {
    match byte {
        b'0' => made.push(0),
        b'b' => made.push(8),
        b'n' => made.push(b'\n'),
        b'r' => made.push(b'\r'),
        b't' => made.push(b'\t'),
        b'Z' => made.push(26),
        // These two keep their backslash: it is for patterns, not for texts.
        b'%' | b'_' => made.extend_from_slice(&[b'\\', byte]),
        other => made.push(other),
    }
}

fn hex(from: &Cursor<'_>, digits: &[u8], made: &mut Vec<u8>) -> Result<Cell, Stop> {
    let start = made.len();
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    // An odd number of digits lacks a leading nought.
    let (lone, pairs) = digits.split_at(digits.len() % 2);
    for pair in lone.chunks(1).chain(pairs.chunks(2)) {
        let mut byte = 0;
        for character in pair {
            byte = byte << 4
                | digit(*character).ok_or_else(|| from.broken("bytes in hex have other letters"))?;
        }
        made.push(byte);
    }
    Ok(Cell::Made(start, made.len()))
}

/// `::type` after a value.
fn cast(from: &mut Cursor<'_>, dialect: Dialect) -> Result<(), Stop> {
    if dialect != Dialect::Postgres || from.ahead(0)? != Some(b':') {
        return Ok(());
    }
    loop {
        match from.ahead(0)? {
            Some(b',' | b')') | None => return Ok(()),
            Some(b'(') => {
                while !from.take(b')')? {
                    from.at += 1;
                }
            }
            Some(_) => from.at += 1,
        }
    }
}

fn bytes_of<'a>(from: &Cursor<'a>, made: &'a [u8], cell: Cell) -> &'a [u8] {
    match cell {
        Cell::Null => b"",
        Cell::Plain(start, end) => from.bytes.get(start..end).unwrap_or_default(),
        Cell::Made(start, end) => made.get(start..end).unwrap_or_default(),
    }
}

/// A call: `replace`, `char` and `unistr`, which the shell of SQLite writes for texts with line ends, are done; of any
/// other the first value counts (`convert(0x41 using utf8)`, `cast('a' as char)`).
fn call(
    from: &mut Cursor<'_>,
    name: &[u8],
    dialect: Dialect,
    made: &mut Vec<u8>,
    depth: u8,
) -> Result<Cell, Stop> {
    if depth > DEPTH_MAX {
        return Err(from.broken("calls stand too deep in one another"));
    }
    from.at += 1;
    let mut values = Vec::new();
    loop {
        from.space()?;
        if from.take(b')')? {
            break;
        }
        values.push(bare(from, dialect, made, depth + 1)?);
        // `using utf8`, `as char(20)`, `::text`
        let mut open = 0_u32;
        loop {
            match from.here()? {
                b'\'' | b';' => return Err(from.broken("a call is not understood")),
                b'(' => open += 1,
                b')' if open == 0 => break,
                b')' => open -= 1,
                b',' if open == 0 => break,
                _ => {}
            }
            from.at += 1;
        }
        if from.here()? == b',' {
            from.at += 1;
        }
        if values.len() > 16 {
            return Err(from.broken("a call has too many values"));
        }
    }
    let start = made.len();
    let of = |at: usize| values.get(at).map(|cell| bytes_of(from, made, *cell)).unwrap_or_default();
    let result = if name.eq_ignore_ascii_case(b"replace") {
        replaced(of(0), of(1), of(2))
    } else if name.eq_ignore_ascii_case(b"char") || name.eq_ignore_ascii_case(b"chr") {
        let number = std::str::from_utf8(of(0)).ok().and_then(|text| text.parse().ok());
        number.and_then(char::from_u32).map(String::from).unwrap_or_default().into_bytes()
    } else if name.eq_ignore_ascii_case(b"unistr") {
        unistr(of(0))
    } else {
        return Ok(values.first().copied().unwrap_or(Cell::Null));
    };
    made.extend_from_slice(&result);
    Ok(Cell::Made(start, made.len()))
}

fn replaced(text: &[u8], what: &[u8], by: &[u8]) -> Vec<u8> {
    if what.is_empty() {
        return text.to_vec();
    }
    let mut result = Vec::with_capacity(text.len());
    let mut copied = 0;
    for at in memchr::memmem::find_iter(text, what) {
        result.extend_from_slice(text.get(copied..at).unwrap_or_default());
        result.extend_from_slice(by);
        copied = at + what.len();
    }
    result.extend_from_slice(text.get(copied..).unwrap_or_default());
    result
}

/// `\uXXXX` and `\\`, as the shell of SQLite writes control characters since version 3.50.
fn unistr(text: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        result.extend_from_slice(rest.get(..at).unwrap_or_default());
        let after = rest.get(at + 1..).unwrap_or_default();
        let (digits, skip) = match after.first() {
            Some(b'u') => (after.get(1..5), 5),
            Some(b'U') => (after.get(1..9), 9),
            Some(b'+') => (after.get(1..7), 7),
            _ => (after.get(..4), 4),
        };
        let code = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        if let Some(character) = code {
            result.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            rest = after.get(skip..).unwrap_or_default();
        } else {
            result.push(b'\\');
            rest = after.get(usize::from(after.first() == Some(&b'\\'))..).unwrap_or_default();
        }
    }
    result.extend_from_slice(rest);
    result
}
