//! Tables with a header: comma, semicolon or tab. Columns are known by their names, never by their order.

mod ends;

use super::draft::{Draft, label};
use super::intake::Intake;
use super::lines::{Meter, Metered, head};
use super::record::{KnownError, KnownErrorKind};
use super::{Format, record::KnownRecord};
use crate::Content;
use ends::{Ends, Watched};
use std::io::SeekFrom;

/// Most that one row may take; a longer one is a quote that was never closed.
const ROW_BYTES_MAX: u64 = 1 << 20;

/// Which tables are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Any,
    /// Interpol's: semicolons, with an image id and a series name.
    Icse,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Md5,
    Sha1,
    Sha256,
    Pdq,
    PhotoDna,
    Size,
    Category,
    Baseline,
    Name,
    Series,
    Tags,
    Victim,
    Distributed,
    ImageId,
    Ignored,
}

impl Column {
    fn is_digest(self) -> bool {
        matches!(self, Self::Md5 | Self::Sha1 | Self::Sha256 | Self::Pdq)
    }

    /// Knows a column by its name, whatever the case and the marks in between: `SHA-1` is `sha1`.
    fn named(text: &[u8]) -> Self {
        let plain: Vec<u8> =
            text.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect();
        match plain.as_slice() {
            b"md5" | b"md5hash" => Self::Md5,
            b"sha1" | b"sha1hash" => Self::Sha1,
            b"sha256" | b"sha256hash" => Self::Sha256,
            b"pdq" | b"pdqhash" => Self::Pdq,
            b"photodna" => Self::PhotoDna,
            b"size" | b"filesize" | b"mediasize" => Self::Size,
            b"category" => Self::Category,
            b"baseline" => Self::Baseline,
            b"name" | b"filename" => Self::Name,
            b"series" | b"seriesname" => Self::Series,
            b"tags" => Self::Tags,
            b"victimidentified" => Self::Victim,
            b"isdistributed" => Self::Distributed,
            b"imageid" => Self::ImageId,
            _ => Self::Ignored,
        }
    }
}

/// The header, as far as a reader needs it.
pub(super) struct Header {
    delimiter: u8,
    columns: Vec<Column>,
    /// Bytes before the rows: blank lines, spreadsheet mark and the header itself.
    length_bytes: usize,
    line: u64,
}

impl Header {
    pub(super) fn is_icse(&self) -> bool {
        self.delimiter == b';'
            && self.columns.contains(&Column::ImageId)
            && self.columns.contains(&Column::Series)
    }
}

/// Finds the header in the beginning of a text: its first line that is not blank, or the one after the
/// spreadsheet mark `sep=;`. `None` when no way of cutting it gives a digest column.
pub(super) fn header(head: &[u8]) -> Option<Header> {
    let mut length_bytes = 0;
    for (number, line) in (1..).zip(head.split_inclusive(|byte| *byte == b'\n')) {
        length_bytes += line.len();
        let line = line.trim_ascii_end();
        if line.trim_ascii().is_empty() || line.starts_with(b"sep=") {
            continue;
        }
        return [b';', b',', b'\t']
            .into_iter()
            .map(|delimiter| {
                let columns = line
                    .split(|byte| *byte == delimiter)
                    .map(|name| Column::named(name.trim_ascii()))
                    .collect();
                Header { delimiter, columns, length_bytes, line: number }
            })
            .filter(|header| header.columns.iter().any(|column| column.is_digest()))
            .max_by_key(|header| header.columns.len());
    }
    None
}

pub(super) fn read(
    content: &mut dyn Content,
    start: u64,
    dialect: Dialect,
    intake: &mut Intake<'_>,
) -> Result<(), KnownError> {
    let beginning = head(content, Format::HEAD_BYTES)?;
    let header = header(beginning.get(start as usize..).unwrap_or_default()).ok_or_else(no_digest_column)?;
    check(&header, dialect)?;
    let rows_start = start + header.length_bytes as u64;
    content.seek(SeekFrom::Start(rows_start)).map_err(|error| KnownError::unreadable(&error))?;

    let meter = Meter::starting_at(rows_start, ROW_BYTES_MAX);
    let ends = Ends::default();
    let watched = Watched { inner: Metered::new(content, &meter), ends: &ends, offset_bytes: rows_start };
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(header.delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(watched);
    let mut row = csv::ByteRecord::new();
    let mut line = header.line + 1;
    loop {
        meter.mark_record();
        let before = rows.position().byte() + rows_start;
        let outcome = rows.read_byte_record(&mut row);
        let (passed, offset) = ends.pass(before);
        line += passed;
        match outcome {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(_) if meter.is_exhausted() => {
                let size = ROW_BYTES_MAX >> 20;
                let text = format!("the row is larger than {size} MiB, as when a quote is never closed");
                return Err(KnownError::broken(Some(line), text));
            }
            Err(error) => {
                return Err(KnownError::broken(Some(line), format!("the table can't be read: {error}")));
            }
        }
        let mut draft = Draft::at(line, offset);
        fill(&mut draft, &row, &header);
        if intake.take(draft).is_break() {
            return Ok(());
        }
    }
}

fn no_digest_column() -> KnownError {
    KnownError::new(
        KnownErrorKind::NoDigestColumn,
        Some(1),
        "no column of the table is named md5, sha1, sha256 or pdq",
        "Give the table a first line with the names of its columns",
    )
}

fn check(header: &Header, dialect: Dialect) -> Result<(), KnownError> {
    for column in [Column::Md5, Column::Sha1, Column::Sha256, Column::Pdq] {
        if header.columns.iter().filter(|other| **other == column).count() > 1 {
            return Err(KnownError::new(
                KnownErrorKind::Ambiguous,
                Some(header.line),
                "two columns of the table have the name of the same digest",
                "Remove one of the two columns",
            ));
        }
    }
    if dialect == Dialect::Icse && !header.is_icse() {
        return Err(KnownError::new(
            KnownErrorKind::NotThisFormat,
            Some(header.line),
            "the table has no semicolons with the columns Image ID and Series name",
            "Import it as a plain table (csv)",
        ));
    }
    Ok(())
}

fn fill(draft: &mut Draft, row: &csv::ByteRecord, header: &Header) {
    if row.len() != header.columns.len() {
        draft.refuse(format!("{} fields where {} were expected", row.len(), header.columns.len()));
        return;
    }
    for (field, column) in row.iter().zip(&header.columns) {
        let KnownRecord { category, name, series, tags, .. } = &mut draft.record;
        match column {
            Column::Md5 => draft.md5(field),
            Column::Sha1 => draft.sha1(field),
            Column::Sha256 => draft.sha256(field),
            Column::Pdq => draft.pdq(field),
            Column::PhotoDna => draft.photodna(field),
            Column::Size => draft.size(field),
            Column::Victim => draft.victim_identified(field),
            Column::Distributed => draft.distributed(field),
            Column::Category => *category = label(field),
            // The bare value (`True`) would say nothing, so the column's name stays with it.
            Column::Baseline => {
                *category = label(field).map(|value| format!("Baseline {value}")).or(category.take())
            }
            Column::Name => *name = label(field),
            Column::Series => *series = label(field),
            Column::Tags => *tags = label(field),
            Column::ImageId | Column::Ignored => {}
        }
    }
}
