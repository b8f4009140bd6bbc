//! Dumps of forums and chat services become records, defects and a report.
//!
//! Why: the database of a seized server says who its members are, who runs it and who speaks with whom; how it says so
//! differs from software to software and from version to version. May not: decide who matters, keep a copy, or execute
//! anything of what it reads.
//!
//! A dump has a *form* ([`Form`]: SQL text of three dialects, an SQLite file, CSV, a chat log) and comes from a
//! *software* ([`Software`]: whose tables they are). A form gives rows, a software's mapping says what their columns mean.
//! A live PostgreSQL or MySQL server is read by the text that `pg_dump` or `mysqldump` writes of it: no reader here opens
//! a socket.
//!
//! # What happens to bad input
//!
//! - **A broken row** is a defect with its offset; the rows around it are read.
//! - **A value that can't be right** (a moment of 1970 or 2106, a text in another encoding) is a defect; the record is
//!   given without it, and the value as it stands is kept in the record's `more`.
//! - **A dump that is cut off** gives what is whole, and a defect.
//! - **A column that no mapping knows** goes along in `more` and is named in the report; so are tables that nobody reads.
//! - Text is never interpreted: a name that is HTML, a formula, SQL or a path stays a name.
//!
//! Of like defects in one column the first thousand are given one by one; the report counts them all. Memory is bounded
//! by the longest row (64 MiB), the number of members, and the log of a forum's administrators.

mod build;
mod discourse;
mod fields;
mod groups;
mod intake;
mod irc;
mod mapping;
mod markup;
mod mybb;
mod own;
mod phpbb;
mod recognise;
mod record;
mod report;
mod row;
mod schema;
mod smf;
mod sql;
mod sqlite;
mod synapse;
mod table;

pub use irc::IrcLog;
pub use own::OwnTable;
pub use record::{
    Contact, ContactKind, Download, FileReference, Login, Member, Message, More, Post, Quote, Rank, Reached,
    Reaction, Recipient, Record, Role, Says, Section, SourceId, Topic,
};
pub use report::{Counts, Report, TableReport};
pub use sql::Dialect;

use intake::{Intake, Out};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

/// Whose tables a dump has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Software {
    /// phpBB 3.0 to 3.3.
    PhpBb,
    /// MyBB 1.8.
    MyBb,
    /// Simple Machines Forum 2.0 and 2.1.
    Smf,
    /// Discourse.
    Discourse,
    /// Synapse, a server of Matrix.
    Synapse,
    /// The form of our own, for anything else: see `docs/network-tables.md`.
    Own,
}

/// How a dump is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// SQL text.
    Sql(Dialect),
    /// An SQLite file. Read by path only, see [`read_path`].
    Sqlite,
    /// One table as CSV with a header; comma, semicolon or tab. A folder of such files is read by [`read_path`].
    Csv(OwnTable),
    /// Lines of a chat log; the software says nothing then.
    Log(IrcLog),
}

/// What a dump is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Format {
    /// How it is written.
    pub form: Form,
    /// Whose tables it has.
    pub software: Software,
}

/// Why a dump can't be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DumpError {
    /// The form can't be read from a stream.
    #[error("this form can't be read from a stream: give the path of the file")]
    NeedsPath,
    /// The file can't be opened or read.
    #[error("the dump can't be opened: {why}; check that it is there and readable")]
    Unreadable {
        /// What the system says.
        why: String,
    },
    /// It is something else than was said.
    #[error("this is not what it was said to be: {why}")]
    NotThis {
        /// What is wrong, and what to do.
        why: String,
    },
}

/// Bytes of a dump's beginning that [`recognise`] wants to see; fewer will do for a shorter one.
pub const HEAD_BYTES: usize = 4 << 20;

/// Says what a dump is, by its beginning and its name. `None`: a person must say what it is, or it is packed, and
/// [`hint`] says how to unpack it.
///
/// An SQLite file is opened by its path.
pub fn recognise(head: &[u8], path: &Path) -> Option<Format> {
    recognise::recognise(head, path)
}

/// What to do with bytes that are no dump yet: packed ones, an archive of `pg_dump`, UTF-16.
pub fn hint(head: &[u8]) -> Option<&'static str> {
    recognise::hint(head)
}

/// Reads a dump from a stream, and gives each record to `say` until that breaks off.
///
/// # Errors
/// Where the form needs a path ([`Form::Sqlite`]). What is wrong within the dump is a defect, not an error.
pub fn read(
    source: &mut dyn Read,
    format: Format,
    say: &mut dyn FnMut(Record) -> ControlFlow<()>,
) -> Result<Report, DumpError> {
    let out = Out::new(format, say);
    match format.form {
        Form::Sqlite => Err(DumpError::NeedsPath),
        Form::Log(log) => Ok(irc::read(source, log, out)),
        Form::Sql(dialect) => {
            let mut intake = Intake::new(out, schema::new(format.software));
            let facts = sql::read(source, dialect, &mut intake);
            intake.out.report.character_set = facts.character_set;
            intake.out.report.bytes = facts.bytes;
            Ok(intake.finish(facts.bytes))
        }
        Form::Csv(of) => {
            let mut intake = Intake::new(out, schema::new(format.software));
            let bytes = table::read(source, of, &mut intake);
            intake.out.report.bytes = bytes;
            Ok(intake.finish(bytes))
        }
    }
}

/// Reads a dump from a file, or a folder of CSV files named after the tables (`members.csv`, ..).
///
/// # Errors
/// Where the file can't be opened, or is not of this form.
pub fn read_path(
    path: &Path,
    format: Format,
    say: &mut dyn FnMut(Record) -> ControlFlow<()>,
) -> Result<Report, DumpError> {
    let unreadable = |error: std::io::Error| DumpError::Unreadable { why: error.to_string() };
    if format.form == Form::Sqlite {
        let mut intake = Intake::new(Out::new(format, say), schema::new(format.software));
        let rows = sqlite::read(path, &mut intake)?;
        return Ok(intake.finish(rows));
    }
    if !path.is_dir() {
        let mut file = File::open(path).map_err(unreadable)?;
        return read(&mut file, format, say);
    }
    let mut intake = Intake::new(Out::new(format, say), schema::new(Software::Own));
    let mut bytes = 0;
    for of in OwnTable::ALL {
        let file = path.join(format!("{}.csv", of.name()));
        if file.is_file() {
            let mut file = File::open(file).map_err(unreadable)?;
            bytes += table::read(&mut file, of, &mut intake);
        }
    }
    intake.out.report.bytes = bytes;
    Ok(intake.finish(bytes))
}
