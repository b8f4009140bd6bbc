//! NSRL RDS version 3: an SQLite database, streamed. The one place of this crate that speaks SQL, because
//! SQL is the format in which the set is published; it opens read-only and touches no database of ours.

use super::draft::{Draft, label};
use super::intake::Intake;
use super::record::{KnownError, KnownErrorKind};
use crate::database;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode};
use std::path::Path;

/// Columns that are read, in this order, where the set has them.
const COLUMNS: [&str; 5] = ["sha256", "sha1", "md5", "file_name", "file_size"];

pub(super) fn read(path: &Path, intake: &mut Intake<'_>) -> Result<(), KnownError> {
    refuse_a_waiting_log(path)?;
    let database = open(path)?;
    let columns = columns(&database)?;
    let query = format!("SELECT {} FROM FILE", columns.join(", "));
    let mut statement = database.prepare(&query).map_err(|error| broken(0, &error))?;
    let mut rows = statement.query(()).map_err(|error| broken(0, &error))?;
    let mut number = 0;
    while let Some(row) = rows.next().map_err(|error| broken(number, &error))? {
        number += 1;
        let mut draft = Draft::at(number, 0);
        for (at, column) in columns.iter().enumerate() {
            let value = row.get_ref(at).map_err(|error| broken(number, &error))?;
            fill(&mut draft, column, value);
        }
        if intake.take(draft).is_break() {
            break;
        }
    }
    Ok(())
}

fn fill(draft: &mut Draft, column: &str, value: ValueRef<'_>) {
    let digits;
    let text = match value {
        ValueRef::Null => return,
        ValueRef::Text(text) | ValueRef::Blob(text) => text,
        ValueRef::Integer(number) => {
            digits = number.to_string();
            digits.as_bytes()
        }
        ValueRef::Real(_) => return draft.refuse(format!("{column} is a broken number")),
    };
    match column {
        "sha256" => draft.sha256(text),
        "sha1" => draft.sha1(text),
        "md5" => draft.md5(text),
        "file_size" => draft.size(text),
        _ => draft.record.name = label(text),
    }
}

/// Opened as immutable, a database does not see rows that still wait in its write-ahead log.
fn refuse_a_waiting_log(path: &Path) -> Result<(), KnownError> {
    if database::has_waiting_log(path) {
        return Err(KnownError::new(
            KnownErrorKind::Broken,
            None,
            "rows of the database still wait in a write-ahead log beside it",
            "Close the program that writes the set, or unpack the set again",
        ));
    }
    Ok(())
}

fn open(path: &Path) -> Result<Connection, KnownError> {
    database::open(path).map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt) => broken(0, &error),
        Some(ErrorCode::NotADatabase) => KnownError::new(
            KnownErrorKind::NotThisFormat,
            None,
            "the file is no SQLite database",
            "Give the unpacked .db file of an NSRL RDS version 3 set",
        ),
        _ => KnownError::new(
            KnownErrorKind::Unreadable,
            None,
            format!("the database can't be opened: {error}"),
            "Check that the file is there and readable, and import it again",
        ),
    })
}

/// The columns that this set has; full sets and minimal ones differ in the rest of their schema.
fn columns(database: &Connection) -> Result<Vec<&'static str>, KnownError> {
    let names: Vec<String> = database
        .prepare("SELECT lower(name) FROM pragma_table_info('FILE')")
        .and_then(|mut statement| statement.query_map((), |row| row.get(0))?.collect())
        .map_err(|error| broken(0, &error))?;
    if names.is_empty() {
        return Err(KnownError::new(
            KnownErrorKind::NotThisFormat,
            None,
            "the database has no table or view named FILE",
            "Give an NSRL RDS version 3 database (modern, legacy, android or ios; full or minimal)",
        ));
    }
    let columns: Vec<&str> =
        COLUMNS.into_iter().filter(|column| names.iter().any(|name| name == column)).collect();
    if !columns.iter().any(|column| matches!(*column, "sha256" | "sha1" | "md5")) {
        return Err(KnownError::new(
            KnownErrorKind::NoDigestColumn,
            None,
            "FILE has no column named sha256, sha1 or md5",
            "Give an NSRL RDS version 3 database",
        ));
    }
    Ok(columns)
}

fn broken(rows: u64, error: &rusqlite::Error) -> KnownError {
    KnownError::broken(None, format!("the database breaks off after {rows} rows: {error}"))
}
