//! CSV as rows: comma, semicolon or tab, with a header, quotes doubled within quotes.

use super::own::OwnTable;
use super::row::{Cell, Row, Sink, Wanted, at};
use super::sql::ROW_BYTES_MAX;
use crate::DefectKind;
use csv::{ByteRecord, ReaderBuilder};
use std::cell::Cell as Counter;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

/// Stops a row that has no end from filling the memory.
struct Bounded<'a> {
    source: &'a mut dyn Read,
    since_row: Rc<Counter<usize>>,
}

impl Read for Bounded<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.since_row.get() > ROW_BYTES_MAX {
            return Err(io::Error::other("a row is longer than 64 MiB; a quote is not closed"));
        }
        let read = self.source.read(into)?;
        self.since_row.set(self.since_row.get() + read);
        Ok(read)
    }
}

/// What parts the fields of a header.
pub(super) fn separator(line: &[u8]) -> u8 {
    let count = |byte: u8| line.iter().filter(|found| **found == byte).count();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|byte| count(*byte))
        .filter(|byte| count(*byte) > 0)
        .unwrap_or(b',')
}

/// The names of columns in a header.
pub(super) fn header(line: &[u8]) -> Vec<String> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let mut reader = ReaderBuilder::new().has_headers(false).delimiter(separator(line)).from_reader(line);
    let mut record = ByteRecord::new();
    if !reader.read_byte_record(&mut record).unwrap_or(false) {
        return Vec::new();
    }
    record.iter().map(|name| String::from_utf8_lossy(name.trim_ascii()).to_ascii_lowercase()).collect()
}

/// Reads one table; gives the bytes read.
pub(super) fn read(source: &mut dyn Read, of: OwnTable, sink: &mut dyn Sink) -> u64 {
    let mut first = Vec::new();
    let mut byte = [0];
    // The header alone, byte by byte: what parts the fields must be known before the reader is made.
    while first.len() < 64 << 10 && source.read(&mut byte).is_ok_and(|read| read == 1) {
        if byte == *b"\n" {
            break;
        }
        first.push(byte[0]);
    }
    let start = first.len() as u64 + 1;
    let columns = header(&first);
    if sink.begin(of.name(), Some(&columns)) != Wanted::Values {
        let text =
            format!("the header does not have the columns of {}: see docs/network-tables.md", of.name());
        let _ = sink.defect(0, DefectKind::Malformed, at(0, DefectKind::Malformed, &text).text);
        return start;
    }
    let since_row = Rc::new(Counter::new(0));
    let bounded = Bounded { source, since_row: Rc::clone(&since_row) };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&first))
        .buffer_capacity(1 << 18)
        .from_reader(bounded);
    let (mut record, mut cells) = (ByteRecord::new(), Vec::new());
    loop {
        since_row.set(0);
        let place = start + reader.position().byte();
        let flow = match reader.read_byte_record(&mut record) {
            Ok(false) => return place,
            Ok(true) => row(&record, place, columns.len(), &mut cells, sink),
            Err(error) => {
                let text = format!("the table can't be read further: {error}");
                let _ =
                    sink.defect(place, DefectKind::Unreadable, at(place, DefectKind::Unreadable, &text).text);
                return place;
            }
        };
        if flow.is_break() {
            return place;
        }
    }
}

fn row(
    record: &ByteRecord,
    place: u64,
    columns: usize,
    cells: &mut Vec<Cell>,
    sink: &mut dyn Sink,
) -> ControlFlow<()> {
    if record.len() != columns {
        let text = format!("a row has {} values for {columns} columns and is left out", record.len());
        let defect = at(place, DefectKind::Malformed, &text);
        return sink.defect(place, defect.kind, defect.text);
    }
    cells.clear();
    cells.extend((0..record.len()).map(|field| match record.range(field) {
        Some(range) if !range.is_empty() => Cell::Plain(range.start, range.end),
        _ => Cell::Null,
    }));
    sink.row(&Row { place, plain: record.as_slice(), made: &[], cells })
}
