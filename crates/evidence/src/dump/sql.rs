//! Dumps as SQL text, as a stream of rows: mysqldump, MariaDB, phpMyAdmin, pg_dump, the shell of SQLite.
//!
//! Why: these texts are what is handed over of a server's database, hundreds of gigabytes at times, and not always
//! whole. Nothing is executed and nothing is kept but the columns of tables: memory is bounded by the longest row
//! (64 MiB). May not: know what a table means.
//!
//! # What happens to bad input
//!
//! - **A row that can't be read, or has another number of values than there are columns**, is a defect, and reading goes
//!   on at the next place that has the form of a row. Such a place may stand within a text; a row of the wrong length
//!   found so is a defect too.
//! - **A dump that is cut off** gives what is whole and a defect. So does one whose program writes a closing line, and
//!   it is missing.
//! - **Rows without names of columns**, in a table that the dump does not make, are counted, and that is a defect.
//!
//! Of MySQL's modes, `NO_BACKSLASH_ESCAPES` is not provided for; of its character sets, those where a second byte can be
//! a backslash (GBK, Shift JIS, Big5).

mod copy;
mod cursor;
mod head;
mod rows;
mod skip;
mod value;
mod window;

use super::row::{Cell, Sink, at, excerpt};
use crate::{Defect, DefectKind};
use cursor::{Cursor, Stop};
use head::Head;
use std::collections::HashMap;
use std::io::Read;
use std::ops::ControlFlow;
pub(super) use window::{ROW_BYTES_MAX, Window};

/// How texts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// MySQL and MariaDB: a backslash escapes.
    MySql,
    /// PostgreSQL: a quote is doubled, rows are lines of text.
    Postgres,
    /// SQLite: a quote is doubled.
    Sqlite,
}

/// What a dump tells of itself beside its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SqlFacts {
    /// The character set that it names.
    pub(super) character_set: Option<String>,
    /// Bytes read.
    pub(super) bytes: u64,
}

/// Reads a dump to its end, or until the sink has heard enough.
pub(super) fn read(source: &mut dyn Read, dialect: Dialect, sink: &mut dyn Sink) -> SqlFacts {
    let mut reading = Reading {
        window: Window::new(source),
        dialect,
        sink,
        tables: HashMap::new(),
        delimiter: b";".to_vec(),
        cells: Vec::new(),
        made: Vec::new(),
        facts: SqlFacts::default(),
        closing: None,
    };
    let _ = reading.all();
    reading.facts.bytes = reading.window.offset();
    reading.facts
}

struct Reading<'a> {
    window: Window<'a>,
    dialect: Dialect,
    sink: &'a mut dyn Sink,
    /// Columns of the tables that the dump makes.
    tables: HashMap<String, Vec<String>>,
    delimiter: Vec<u8>,
    cells: Vec<Cell>,
    made: Vec<u8>,
    facts: SqlFacts,
    /// The line that the dumping program ends with, and whether it has come.
    closing: Option<(&'static str, bool)>,
}

/// Programs that close their dumps with a line of their own: what they begin and end with.
const CLOSING: [(&str, &str); 4] = [
    ("-- MySQL dump ", "-- Dump completed"),
    ("-- MariaDB dump ", "-- Dump completed"),
    ("-- PostgreSQL database dump", "-- PostgreSQL database dump complete"),
    ("-- PostgreSQL database cluster dump", "-- PostgreSQL database cluster dump complete"),
];

impl Reading<'_> {
    fn defect(&mut self, place: u64, kind: DefectKind, text: &str) -> ControlFlow<()> {
        let Defect { kind, text } = at(place, kind, text);
        self.sink.defect(place, kind, text)
    }

    fn all(&mut self) -> ControlFlow<()> {
        self.window.want(4);
        if self.window.bytes().starts_with(b"\xef\xbb\xbf") {
            self.window.pass(3);
        }
        while self.between()? {
            self.statement()?;
        }
        let end = self.window.offset();
        if let Some(why) = self.window.failure().map(ToString::to_string) {
            self.defect(end, DefectKind::Unreadable, &format!("the dump can't be read further: {why}"))?;
        }
        if let Some((line, false)) = self.closing {
            let text = format!("the line `{line}` that closes such a dump is missing: it is not whole");
            self.defect(end, DefectKind::Truncated, &text)?;
        }
        ControlFlow::Continue(())
    }

    /// Passes what stands between statements; `false` at the end of the dump.
    fn between(&mut self) -> ControlFlow<(), bool> {
        loop {
            self.window.want(64);
            let bytes = self.window.bytes();
            let Some(first) = bytes.first().copied() else { return ControlFlow::Continue(false) };
            if first.is_ascii_whitespace() || first == b';' || first == 0 {
                let is_space = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b';' | 0);
                let count = bytes.iter().take_while(|byte| is_space(byte)).count();
                self.window.pass(count);
            } else if bytes.starts_with(b"--") || first == b'#' || first == b'\\' {
                self.comment_line();
            } else if bytes.starts_with(b"/*") {
                self.comment()?;
            } else if bytes.get(..10).is_some_and(|word| word.eq_ignore_ascii_case(b"DELIMITER ")) {
                let line = self.whole_line();
                let name = line.get(10..).unwrap_or_default().trim_ascii();
                self.delimiter =
                    if name.is_empty() || name.len() > 16 { b";".to_vec() } else { name.to_vec() };
            } else {
                return ControlFlow::Continue(true);
            }
        }
    }

    /// Takes a line, at most 64 KiB of it, and passes it.
    fn whole_line(&mut self) -> Vec<u8> {
        let mut line = Vec::new();
        loop {
            let bytes = self.window.bytes();
            let end = memchr::memchr(b'\n', bytes);
            let part = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
            let room = (64_usize << 10).saturating_sub(line.len());
            line.extend_from_slice(part.get(..part.len().min(room)).unwrap_or_default());
            let length = part.len() + usize::from(end.is_some());
            self.window.pass(length);
            if end.is_some() || !self.window.more() {
                return line;
            }
        }
    }

    /// A line that says something of the dump, or nothing. Also the lines for psql, which begin with a backslash.
    fn comment_line(&mut self) {
        let line = self.whole_line();
        if let Some((_, is_there)) = &mut self.closing {
            *is_there |= CLOSING.iter().any(|(_, close)| line.starts_with(close.as_bytes()));
        } else {
            let found = CLOSING.iter().find(|(open, _)| line.trim_ascii_end().starts_with(open.as_bytes()));
            self.closing = found.map(|(_, close)| (*close, false));
        }
    }

    fn comment(&mut self) -> ControlFlow<()> {
        let start = self.window.offset();
        self.window.pass(2);
        let mut first = None;
        loop {
            let bytes = self.window.bytes();
            let end = memchr::memmem::find(bytes, b"*/");
            first = first.or_else(|| bytes.get(..end.unwrap_or(bytes.len()).min(256)).map(<[u8]>::to_vec));
            match end {
                Some(end) => {
                    self.window.pass(end + 2);
                    break;
                }
                None => {
                    let passed = bytes.len().saturating_sub(1);
                    self.window.pass(passed);
                    if !self.window.more() {
                        let left = self.window.bytes().len();
                        self.window.pass(left);
                        return self.defect(start, DefectKind::Truncated, "a comment is not closed");
                    }
                }
            }
        }
        // `/*!40101 SET NAMES utf8mb4 */`
        let first = first.unwrap_or_default();
        if let Some(found) = memchr::memmem::find(&first, b"SET NAMES ") {
            let word = first.get(found + 10..).unwrap_or_default();
            let length = word.iter().take_while(|byte| cursor::is_of_word(**byte)).count();
            self.note_character_set(&String::from_utf8_lossy(word.get(..length).unwrap_or_default()));
        }
        ControlFlow::Continue(())
    }

    fn note_character_set(&mut self, name: &str) {
        // At its end a dump sets back what the server had.
        if self.facts.character_set.is_none() && !name.is_empty() {
            self.facts.character_set = Some(name.to_ascii_lowercase());
        }
    }

    /// Tries a step until the bytes suffice; `None` with the place where it can't be, or where too much was asked for.
    fn step<T>(
        &mut self,
        mut step: impl FnMut(&mut Self, &mut usize) -> Result<T, Stop>,
    ) -> Result<T, (usize, &'static str)> {
        loop {
            let mut passed = 0;
            match step(self, &mut passed) {
                Ok(found) => {
                    self.window.pass(passed);
                    return Ok(found);
                }
                Err(Stop::Broken(at, why)) => return Err((at, why)),
                Err(Stop::More) => {
                    // At least twice as much: a long row is not looked through again for each piece of it.
                    let had = self.window.bytes().len();
                    self.window.want(2 * had.max(32));
                    if self.window.bytes().len() == had && !self.window.is_ended() {
                        return Err((had, "it is longer than 64 MiB"));
                    }
                }
            }
        }
    }

    fn statement(&mut self) -> ControlFlow<()> {
        let start = self.window.offset();
        let found = self.step(|reading, passed| {
            let mut from = Cursor::new(reading.window.bytes(), reading.window.is_ended());
            let found = head::head(&mut from)?;
            *passed = from.at;
            Ok(found)
        });
        match found {
            Ok(Head::Rows(table, columns)) => self.rows(start, &table, columns),
            Ok(Head::Lines(table, columns)) => self.lines(start, &table, columns),
            Ok(Head::Table) => self.table(start),
            Ok(Head::CharacterSet(name)) => {
                self.note_character_set(&name);
                self.pass_statement()
            }
            Ok(Head::Other) => self.pass_statement(),
            Err((_, why)) if self.window.is_ended() && why == "the dump ends here" => {
                self.pass_statement()?;
                self.defect(start, DefectKind::Truncated, "the dump ends within a statement")
            }
            Err((_, why)) => {
                let text = format!("a statement can't be read: {why}: {}", excerpt(self.window.bytes()));
                self.defect(start, DefectKind::Malformed, &text)?;
                self.pass_statement()
            }
        }
    }

    fn pass_statement(&mut self) -> ControlFlow<()> {
        let start = self.window.offset();
        let had = !self.window.bytes().is_empty();
        // A last statement without a semicolon is common and harms nothing; rows are looked after where they are read.
        if !skip::statement(&mut self.window, self.dialect, &self.delimiter)
            && had
            && self.window.offset() == start
        {
            let left = self.window.bytes().len();
            self.window.pass(left);
        }
        ControlFlow::Continue(())
    }

    fn table(&mut self, start: u64) -> ControlFlow<()> {
        let dialect = self.dialect;
        let found = self.step(|reading, passed| {
            let bytes = reading.window.bytes();
            let mut whole = bytes;
            let mut inner = Window::new(&mut whole);
            let is_whole = skip::statement(&mut inner, dialect, &reading.delimiter);
            let length = usize::try_from(inner.offset()).unwrap_or(usize::MAX);
            if !is_whole && !reading.window.is_ended() {
                return Err(Stop::More);
            }
            *passed = length;
            Ok(head::made_table(bytes.get(..length).unwrap_or_default()))
        });
        match found {
            Ok(Some((table, columns))) => {
                self.sink.made(&table, &columns);
                self.tables.insert(table, columns);
                ControlFlow::Continue(())
            }
            // A table without columns of its own is made from another; its rows will name theirs.
            Ok(None) => ControlFlow::Continue(()),
            Err((at, why)) => {
                self.window.pass(at);
                self.defect(start, DefectKind::Malformed, &format!("a table can't be read: {why}"))
            }
        }
    }
}
