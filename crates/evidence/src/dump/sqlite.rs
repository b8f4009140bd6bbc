//! An SQLite file as rows: opened read-only and as immutable, table by table in the order of their names.

use super::DumpError;
use super::row::{Cell, Row, Sink, Wanted, at, excerpt};
use crate::{DefectKind, database};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

/// A table and its columns.
pub(super) type Table = (String, Vec<String>);

fn open(path: &Path) -> Result<Connection, DumpError> {
    if database::has_waiting_log(path) {
        return Err(DumpError::NotThis {
            why: "rows still wait in a write-ahead log beside the database; copy both, and let sqlite3 close the copy"
                .to_owned(),
        });
    }
    if !path.is_file() {
        return Err(DumpError::Unreadable { why: format!("{} is no file", path.display()) });
    }
    database::open(path).map_err(|error| DumpError::NotThis { why: format!("SQLite says: {error}") })
}

/// The tables of a database, by name. Virtual ones are left out: they would need the programs that made them.
pub(super) fn tables(path: &Path) -> Result<Vec<Table>, DumpError> {
    let database = open(path)?;
    list(&database).map_err(|error| DumpError::NotThis { why: format!("SQLite says: {error}") })
}

fn list(database: &Connection) -> rusqlite::Result<Vec<Table>> {
    let query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
                 AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name";
    let mut statement = database.prepare(query)?;
    let names: Vec<String> = statement.query_map((), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut tables = Vec::new();
    for name in names {
        let mut statement = database.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let columns = statement.query_map((&name,), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        tables.push((name, columns));
    }
    Ok(tables)
}

/// Reads every table; gives the number of rows.
pub(super) fn read(path: &Path, sink: &mut dyn Sink) -> Result<u64, DumpError> {
    let database = open(path)?;
    let tables =
        list(&database).map_err(|error| DumpError::NotThis { why: format!("SQLite says: {error}") })?;
    let mut place = 0;
    for (table, columns) in tables {
        let wanted = sink.begin(&table, Some(&columns));
        let before = place;
        let flow = match rows(&database, &table, wanted, &mut place, sink) {
            Ok(flow) => flow,
            Err(error) => {
                let read = place - before;
                let text = format!("{}: breaks off after {read} rows: {error}", excerpt(table.as_bytes()));
                let defect = at(place, DefectKind::Malformed, &text);
                sink.defect(place, defect.kind, defect.text)
            }
        };
        if flow.is_break() || sink.is_done() {
            break;
        }
    }
    Ok(place)
}

fn rows(
    database: &Connection,
    table: &str,
    wanted: Wanted,
    place: &mut u64,
    sink: &mut dyn Sink,
) -> rusqlite::Result<ControlFlow<()>> {
    let name = table.replace('"', "\"\"");
    if wanted == Wanted::Number {
        let query = format!("SELECT count(*) FROM \"{name}\"");
        let count: i64 = database.query_row(&query, (), |row| row.get(0))?;
        for _ in 0..count {
            *place += 1;
            sink.counted();
        }
        return Ok(ControlFlow::Continue(()));
    }
    let mut statement = database.prepare(&format!("SELECT * FROM \"{name}\""))?;
    let count = statement.column_count();
    let mut rows = statement.query(())?;
    let (mut made, mut cells) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        *place += 1;
        made.clear();
        cells.clear();
        for column in 0..count {
            let start = made.len();
            match row.get_ref(column)? {
                ValueRef::Null => {
                    cells.push(Cell::Null);
                    continue;
                }
                // Writing to a Vec can't fail.
                ValueRef::Integer(number) => drop(write!(made, "{number}")),
                ValueRef::Real(number) => drop(write!(made, "{number}")),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => made.extend_from_slice(bytes),
            }
            cells.push(Cell::Made(start, made.len()));
        }
        let flow = sink.row(&Row { place: *place, plain: &[], made: &made, cells: &cells });
        if flow.is_break() {
            return Ok(flow);
        }
    }
    Ok(ControlFlow::Continue(()))
}
