//! What a dump is, by its beginning. Says nothing rather than guess.

use super::own::{self, OwnTable};
use super::row::{Row, Sink, Wanted};
use super::{Dialect, Form, Format, Software, irc, schema, sql, sqlite, table};
use crate::DefectKind;
use std::ops::ControlFlow;
use std::path::Path;

const SQLITE: &[u8] = b"SQLite format 3\0";

/// Software whose tables are looked for, the most telling first.
const SOFTWARE: [Software; 6] =
    [Software::PhpBb, Software::MyBb, Software::Smf, Software::Synapse, Software::Discourse, Software::Own];

pub(super) fn recognise(head: &[u8], path: &Path) -> Option<Format> {
    if path.is_dir() {
        let is_there = |of: &&OwnTable| path.join(format!("{}.csv", of.name())).is_file();
        let of = OwnTable::ALL.iter().find(is_there)?;
        return Some(Format { form: Form::Csv(*of), software: Software::Own });
    }
    if head.starts_with(SQLITE) {
        let mut scout = Scout::default();
        for (table, columns) in sqlite::tables(path).ok()? {
            scout.look(&table, &columns);
        }
        return Some(Format { form: Form::Sqlite, software: scout.found()? });
    }
    if hint(head).is_some() {
        return None;
    }
    if let Some(dialect) = dialect(head) {
        let mut scout = Scout::default();
        sql::read(&mut &*head, dialect, &mut scout);
        return Some(Format { form: Form::Sql(dialect), software: scout.found()? });
    }
    if let Some(of) = own_table(head, path) {
        return Some(Format { form: Form::Csv(of), software: Software::Own });
    }
    irc::recognise(head).map(|log| Format { form: Form::Log(log), software: Software::Own })
}

pub(super) fn hint(head: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 9] = [
        (b"PGDMP", "an archive of pg_dump: write it as text with `pg_restore -f dump.sql`"),
        (b"\x1f\x8b", "packed with gzip: unpack it with `gunzip`"),
        (b"\x28\xb5\x2f\xfd", "packed with zstd: unpack it with `unzstd`"),
        (b"BZh", "packed with bzip2: unpack it with `bunzip2`"),
        (b"\xfd7zXZ", "packed with xz: unpack it with `unxz`"),
        (b"PK\x03\x04", "a zip archive: unpack it"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it"),
        (b"\xff\xfe", "UTF-16: save it as UTF-8"),
        (b"\xfe\xff", "UTF-16: save it as UTF-8"),
    ];
    KNOWN.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, hint)| *hint)
}

/// Whether it is SQL, and which.
fn dialect(head: &[u8]) -> Option<Dialect> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start = head.get(..head.len().min(64 << 10)).unwrap_or_default();
    let has = |word: &str| memchr::memmem::find(start, word.as_bytes()).is_some();
    if has("PostgreSQL database") || has("\nCOPY ") && has(" FROM stdin") || has("pg_catalog") {
        return Some(Dialect::Postgres);
    }
    let first = start.trim_ascii_start();
    let begins =
        |word: &str| first.get(..word.len()).is_some_and(|s| s.eq_ignore_ascii_case(word.as_bytes()));
    if begins("PRAGMA ") || begins("BEGIN TRANSACTION") && !has("`") {
        return Some(Dialect::Sqlite);
    }
    let upper = start.to_ascii_uppercase();
    let any = |word: &str| memchr::memmem::find(&upper, word.as_bytes()).is_some();
    let is_sql = any("CREATE TABLE") || any("INSERT INTO") || any("REPLACE INTO");
    let begins_so =
        ["--", "/*", "#", "SET ", "CREATE ", "INSERT ", "DROP ", "USE ", "LOCK ", "START ", "REPLACE "];
    (is_sql && begins_so.iter().any(|word| begins(word))).then_some(Dialect::MySql)
}

/// The table that a file of CSV holds, by its name and header, or by its header alone where that fits one table only.
fn own_table(head: &[u8], path: &Path) -> Option<OwnTable> {
    let line = head.split(|byte| *byte == b'\n').next().filter(|line| line.len() <= 64 << 10)?;
    let columns = table::header(line);
    let fits =
        |of: &OwnTable| own::TABLES.iter().any(|table| table.name == of.name() && table.fits(&columns));
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let named = OwnTable::ALL.into_iter().find(|of| of.name().eq_ignore_ascii_case(stem)).filter(fits);
    if named.is_some() {
        return named;
    }
    let mut fitting = OwnTable::ALL.into_iter().filter(fits);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Listens to the beginning of a dump for tables that it knows.
#[derive(Default)]
struct Scout {
    hits: [usize; SOFTWARE.len()],
}

impl Scout {
    fn look(&mut self, name: &str, columns: &[String]) {
        let lower = name.to_ascii_lowercase();
        for (hits, software) in self.hits.iter_mut().zip(SOFTWARE) {
            let has_prefixes = schema::new(software).has_prefixes();
            *hits += schema::tables(software)
                .iter()
                .filter(|table| if has_prefixes { lower.ends_with(table.name) } else { lower == table.name })
                .filter(|table| table.must.len() > 1 && table.fits(columns))
                .count();
        }
    }

    fn found(&self) -> Option<Software> {
        let most = *self.hits.iter().max()?;
        let at = self.hits.iter().position(|hits| *hits == most && most > 0)?;
        SOFTWARE.get(at).copied()
    }
}

impl Sink for Scout {
    fn made(&mut self, table: &str, columns: &[String]) {
        self.look(table, columns);
    }

    fn begin(&mut self, table: &str, columns: Option<&[String]>) -> Wanted {
        if let Some(columns) = columns {
            self.look(table, columns);
        }
        Wanted::Number
    }

    fn row(&mut self, _: &Row<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn counted(&mut self) {}

    fn defect(&mut self, _: u64, _: DefectKind, _: String) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn is_done(&self) -> bool {
        false
    }
}
