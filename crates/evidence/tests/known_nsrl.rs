//! NSRL sets, made here with the schema of the full and of the minimal publication.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use evidence::known::{Format, KnownErrorKind, KnownRecord, KnownSummary, read, read_path};
use rusqlite::Connection;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

const MD5: &str = "900150983CD24FB0D6963F7D28E17F72";
const SHA1: &str = "A9993E364706816ABA3E25717850C26C9CD0D89D";
const SHA256: &str = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";

fn make(folder: &Path, name: &str, sql: &str) -> PathBuf {
    let path = folder.join(name);
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    path
}

fn take(path: &Path) -> (Vec<KnownRecord>, KnownSummary) {
    let mut records = Vec::new();
    let summary = read_path(Format::NsrlRds3, path, &mut |record| {
        records.push(record);
        ControlFlow::Continue(())
    })
    .unwrap();
    (records, summary)
}

fn refused(path: &Path) -> KnownErrorKind {
    read_path(Format::NsrlRds3, path, &mut |_| ControlFlow::Continue(())).unwrap_err().kind
}

#[test]
fn minimal_set_with_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let sql = format!(
        "CREATE TABLE FILE (sha256 VARCHAR, sha1 VARCHAR, md5 VARCHAR, crc32 VARCHAR, file_name VARCHAR,
                            file_size INTEGER, package_id INTEGER);
         INSERT INTO FILE VALUES ('{SHA256}', '{SHA1}', '{MD5}', '352441C2', 'a.txt', 3, 1);
         INSERT INTO FILE VALUES ('{SHA256}', '{SHA1}', 'ff', '352441C2', 'b.txt', 3, 1);
         INSERT INTO FILE VALUES (NULL, NULL, 'd41d8cd98f00b204e9800998ecf8427e', '0', x'c3', 'many', 2);"
    );
    // A name that would mean something else in a URI.
    let path = make(folder.path(), "RDS ?mode=x#%41.db", &sql);
    let (records, summary) = take(&path);
    assert_eq!((summary.found, summary.records, summary.refused, summary.doubtful), (3, 2, 1, 1));
    let first = KnownRecord {
        md5: MD5.parse().ok(),
        sha1: SHA1.parse().ok(),
        sha256: SHA256.parse().ok(),
        size_bytes: Some(3),
        name: Some("a.txt".to_owned()),
        line: 1,
        ..KnownRecord::default()
    };
    assert_eq!(records[0], first);
    assert_eq!((records[1].name.as_deref(), records[1].size_bytes), (Some("\\xc3"), None));
    assert_eq!(
        summary.problems[0].to_string(),
        "line 2 (byte 0): MD5 is a placeholder (all zeros or all ones); refused"
    );
    assert!(!folder.path().join("RDS ?mode=x#%41.db-journal").exists());
}

#[test]
fn full_set_with_a_view() {
    let folder = tempfile::tempdir().unwrap();
    let sql = format!(
        "CREATE TABLE METADATA (metadata_id INTEGER, file_name TEXT, bytes INTEGER, sha1 TEXT, md5 TEXT, sha256 TEXT);
         CREATE VIEW FILE AS SELECT UPPER(sha256) AS sha256, UPPER(sha1) AS sha1, UPPER(md5) AS md5,
                                    file_name, bytes AS file_size FROM METADATA;
         INSERT INTO METADATA VALUES (9, 'a.txt', 3, '{SHA1}', '{MD5}', '{SHA256}');"
    );
    let (records, _) = take(&make(folder.path(), "full.db", &sql));
    assert_eq!((records[0].sha256, records[0].size_bytes), (SHA256.parse().ok(), Some(3)));
}

#[test]
fn other_databases_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        refused(&make(folder.path(), "a.db", "CREATE TABLE other (x)")),
        KnownErrorKind::NotThisFormat
    );
    assert_eq!(
        refused(&make(folder.path(), "b.db", "CREATE TABLE FILE (crc32)")),
        KnownErrorKind::NoDigestColumn
    );
    assert_eq!(refused(&folder.path().join("absent.db")), KnownErrorKind::Unreadable);
    std::fs::write(folder.path().join("c.db"), "no database, but long enough to hold a header ".repeat(100))
        .unwrap();
    assert_eq!(refused(&folder.path().join("c.db")), KnownErrorKind::NotThisFormat);
    let mut stream = Cursor::new(b"SQLite format 3\0".to_vec());
    assert_eq!(Format::recognise(stream.get_ref(), "x"), Some(Format::NsrlRds3));
    let error = read(Format::NsrlRds3, &mut stream, &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert_eq!(error.kind, KnownErrorKind::NeedsPath);
}

#[test]
fn a_waiting_log_is_not_overlooked() {
    let folder = tempfile::tempdir().unwrap();
    let path = make(folder.path(), "a.db", "PRAGMA journal_mode = WAL; CREATE TABLE FILE (md5)");
    let writer = Connection::open(&path).unwrap();
    writer.execute("INSERT INTO FILE VALUES (?)", [MD5]).unwrap();
    assert_eq!(refused(&path), KnownErrorKind::Broken);
}

#[test]
fn a_cut_or_damaged_database_is_refused_whole() {
    let folder = tempfile::tempdir().unwrap();
    let sql = format!(
        "CREATE TABLE FILE (md5 TEXT, file_name TEXT);
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
         INSERT INTO FILE SELECT '{MD5}', 'file ' || i FROM n;"
    );
    let path = make(folder.path(), "a.db", &sql);
    assert_eq!(take(&path).1.records, 5000);
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(refused(&path), KnownErrorKind::Broken);
    let mut damaged = whole.clone();
    damaged[whole.len() / 2 / 4096 * 4096..][..4096].fill(0xa5);
    std::fs::write(&path, &damaged).unwrap();
    assert_eq!(refused(&path), KnownErrorKind::Broken);
}
