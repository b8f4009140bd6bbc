//! A row of a table, whatever it was read from: the common ground between forms of dumps and kinds of software.

use crate::{Defect, DefectKind};
use std::ops::ControlFlow;

/// Where the bytes of a value stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// No value.
    Null,
    /// In the bytes as read, as they are.
    Plain(usize, usize),
    /// In the bytes that had to be made: escapes resolved, digits turned into bytes.
    Made(usize, usize),
}

/// The values of one row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    /// Where it begins in the source; see [`super::Record::place`].
    pub(super) place: u64,
    pub(super) plain: &'a [u8],
    pub(super) made: &'a [u8],
    pub(super) cells: &'a [Cell],
}

impl<'a> Row<'a> {
    /// The bytes of a value; `None` where it is null or there is no such column.
    pub(super) fn bytes(&self, column: usize) -> Option<&'a [u8]> {
        match *self.cells.get(column)? {
            Cell::Null => None,
            Cell::Plain(start, end) => self.plain.get(start..end),
            Cell::Made(start, end) => self.made.get(start..end),
        }
    }
}

/// What a source of rows tells of, in the order of the source.
pub(super) trait Sink {
    /// The source makes a table with these columns.
    fn made(&mut self, table: &str, columns: &[String]) {
        let _ = (table, columns);
    }

    /// Rows of this table follow, with these columns; `None` where the source does not name them. The table's name is
    /// without schema. Says what is wanted of the rows.
    fn begin(&mut self, table: &str, columns: Option<&[String]>) -> Wanted;

    /// The next row of the table that was begun. Never called for one that is only counted.
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()>;

    /// A row of the table that was begun is there and was not taken apart.
    fn counted(&mut self);

    /// Something is wrong at this place.
    fn defect(&mut self, place: u64, kind: DefectKind, text: String) -> ControlFlow<()>;

    /// Nobody wants to hear more.
    fn is_done(&self) -> bool;
}

/// What is wanted of the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Their values.
    Values,
    /// Their number.
    Number,
}

/// A short quotation of strange bytes for a defect's text: escaped, cut.
pub(super) fn excerpt(bytes: &[u8]) -> String {
    let mut end = bytes.len().min(40);
    // Cut between two characters where there are any.
    while end > 0 && end < bytes.len() && bytes.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
        end -= 1;
    }
    let mut text = vocab::escape_bytes(bytes.get(..end).unwrap_or_default());
    if end < bytes.len() {
        text.push_str("...");
    }
    text
}

/// A defect with its place in the text.
pub(super) fn at(place: u64, kind: DefectKind, text: &str) -> Defect {
    Defect::new(kind, format!("at {place}: {text}"))
}
