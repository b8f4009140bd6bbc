//! The rows of a statement, one after the other, and what is done where one is broken.

use super::cursor::{Cursor, Stop};
use super::{Dialect, Reading, copy, skip, value};
use crate::DefectKind;
use crate::dump::row::{Cell, Row, Wanted, excerpt};
use std::ops::ControlFlow;

impl Reading<'_> {
    /// Tells the sink of a table; its columns, as far as they are known.
    fn begin(
        &mut self,
        start: u64,
        table: &str,
        stated: Option<Vec<String>>,
    ) -> ControlFlow<(), (Wanted, Option<usize>)> {
        let columns = stated.as_deref().or_else(|| self.tables.get(table).map(Vec::as_slice));
        let count = columns.map(<[String]>::len);
        let wanted = self.sink.begin(table, columns);
        if self.sink.is_done() {
            return ControlFlow::Break(());
        }
        if count.is_none() && wanted == Wanted::Values {
            let text = format!(
                "the rows of {} name no columns, and the dump does not make the table: they are counted only",
                excerpt(table.as_bytes())
            );
            self.defect(start, DefectKind::Incomplete, &text)?;
            return ControlFlow::Continue((Wanted::Number, None));
        }
        ControlFlow::Continue((wanted, count))
    }

    /// Gives a row that was read to the sink.
    fn give(&mut self, place: u64, length: usize, wanted: Wanted, columns: Option<usize>) -> ControlFlow<()> {
        if columns.is_some_and(|columns| columns != self.cells.len()) {
            let text = format!(
                "a row has {} values for {} columns; it is {length} bytes long and left out",
                self.cells.len(),
                columns.unwrap_or_default()
            );
            return self.defect(place, DefectKind::Malformed, &text);
        }
        if wanted == Wanted::Number {
            self.sink.counted();
            return ControlFlow::Continue(());
        }
        self.sink.row(&Row { place, plain: self.window.bytes(), made: &self.made, cells: &self.cells })
    }

    pub(super) fn lines(&mut self, start: u64, table: &str, stated: Option<Vec<String>>) -> ControlFlow<()> {
        let (wanted, columns) = self.begin(start, table, stated)?;
        loop {
            let place = self.window.offset();
            let found = self.step(|reading, _| {
                reading.cells.clear();
                reading.made.clear();
                copy::line(
                    reading.window.bytes(),
                    reading.window.is_ended(),
                    &mut reading.cells,
                    &mut reading.made,
                )
            });
            match found {
                Ok(copy::Line::End(length)) => {
                    self.window.pass(length);
                    return ControlFlow::Continue(());
                }
                Ok(copy::Line::Row(length)) => {
                    self.give(place, length, wanted, columns)?;
                    self.window.pass(length);
                }
                Err((at, why)) if self.window.is_ended() => {
                    self.window.pass(at);
                    return self.defect(place, DefectKind::Truncated, why);
                }
                Err((_, why)) => {
                    self.whole_line();
                    self.defect(place, DefectKind::LimitReached, &format!("a row is left out: {why}"))?;
                }
            }
        }
    }

    pub(super) fn rows(&mut self, start: u64, table: &str, stated: Option<Vec<String>>) -> ControlFlow<()> {
        let (wanted, columns) = self.begin(start, table, stated)?;
        let mut is_first = true;
        loop {
            let dialect = self.dialect;
            let next = self.step(|reading, passed| {
                let mut from = Cursor::new(reading.window.bytes(), reading.window.is_ended());
                from.space()?;
                if !is_first {
                    match from.ahead(0)? {
                        Some(b',') => from.at += 1,
                        _ => return Ok(false),
                    }
                    from.space()?;
                }
                *passed = from.at;
                Ok(true)
            });
            if next == Ok(false) {
                return self.pass_statement();
            }
            is_first = false;
            let place = self.window.offset();
            let found = self.step(|reading, _| {
                reading.cells.clear();
                reading.made.clear();
                let mut from = Cursor::new(reading.window.bytes(), reading.window.is_ended());
                bracket(&mut from, dialect, &mut reading.cells, &mut reading.made)?;
                Ok(from.at)
            });
            match found {
                Ok(length) => {
                    self.give(place, length, wanted, columns)?;
                    self.window.pass(length);
                }
                Err((at, why)) => {
                    if self.broken_row(place, at, why)? {
                        return ControlFlow::Continue(());
                    }
                    is_first = true;
                }
            }
        }
    }

    /// Passes a broken row; whether its statement is over.
    fn broken_row(&mut self, place: u64, at: usize, why: &str) -> ControlFlow<(), bool> {
        let around = excerpt(self.window.bytes().get(at.saturating_sub(8)..).unwrap_or_default());
        let found = skip::next_row(&mut self.window, at.max(1));
        let is_cut = found.is_none();
        let (passed, is_over) = found.unwrap_or((self.window.bytes().len(), true));
        self.window.pass(passed);
        let length = self.window.offset() - place;
        let (kind, then) = if is_cut {
            (DefectKind::Truncated, "the dump ends before the row does")
        } else {
            (DefectKind::Malformed, "reading goes on at the next place with the form of a row")
        };
        let text = format!("a row is broken: {why}, near `{around}`; {length} bytes are left out; {then}");
        self.defect(place, kind, &text)?;
        ControlFlow::Continue(is_over)
    }
}

/// A row in brackets.
fn bracket(
    from: &mut Cursor<'_>,
    dialect: Dialect,
    cells: &mut Vec<Cell>,
    made: &mut Vec<u8>,
) -> Result<(), Stop> {
    if !from.take(b'(')? {
        return Err(from.broken("a row must begin with a bracket"));
    }
    loop {
        if from.here()? <= b' ' {
            from.space()?;
        }
        cells.push(value::value(from, dialect, made)?);
        if from.here()? <= b' ' {
            from.space()?;
        }
        match from.here()? {
            b',' => from.at += 1,
            b')' => {
                from.at += 1;
                return Ok(());
            }
            _ => return Err(from.broken("values are parted by commas")),
        }
        if cells.len() >= 4096 {
            return Err(from.broken("a row has more values than any table has columns"));
        }
    }
}
