//! Outside witnesses: what `sqlite3` and `pg_dump` themselves write of strange texts is read back as it was put in.

#![expect(clippy::unwrap_used, reason = "a test fails by it")]
#![allow(clippy::print_stderr, reason = "a test says why it was skipped")]

#[path = "dump/hear.rs"]
mod hear;

use evidence::dump::{Dialect, Form, Format, Software, recognise};
use hear::{all, defects, hear};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const STRANGE: [&str; 12] = [
    "plain",
    "it's \"quoted\" `so`",
    "back\\slash \\n \\\\ \\. \\N",
    "line\nline\r\nline\ttab",
    "\\.\n",
    "),(1,'x');\nINSERT INTO posts VALUES (99,'no');",
    "-- no comment /* nor this */ # nor this",
    "\u{1f345}\u{202e}\u{5d0}",
    "\u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}",
    "$$ $body$ :: E'x' X'41' NULL",
    "replace('a','b') unistr('\\u000a') char(10)",
    "=1+1 <b>bold</b> %s {{x}}",
];

fn check(dump: &[u8], dialect: Dialect) {
    let format = Format { form: Form::Sql(dialect), software: Software::Own };
    assert_eq!(recognise(dump, Path::new("dump.sql")), Some(format));
    let (records, _) = hear(&mut &dump[..], format);
    let posts = all!(records, Post);
    let texts: Vec<&str> = posts.iter().map(|post| post.text.as_str()).collect();
    assert_eq!(texts, STRANGE, "{}", String::from_utf8_lossy(dump));
    let dated =
        posts.iter().filter(|post| post.at.is_some_and(|at| at.0.as_second() == 1_600_000_000)).count();
    assert_eq!(dated, STRANGE.len());
    assert!(defects(&records).is_empty(), "{:?}", defects(&records));
}

fn worked(output: std::io::Result<Output>) -> Option<Vec<u8>> {
    output.ok().filter(|output| output.status.success()).map(|output| output.stdout)
}

#[test]
fn the_shell_of_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("posts.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    database.execute_batch("CREATE TABLE posts (id INTEGER, text TEXT, at INTEGER)").unwrap();
    for (id, text) in (1..).zip(STRANGE) {
        database.execute("INSERT INTO posts VALUES (?1, ?2, 1600000000)", (id, text)).unwrap();
    }
    drop(database);
    match worked(Command::new("sqlite3").arg(&path).arg(".dump").output()) {
        Some(dump) => check(&dump, Dialect::Sqlite),
        None => eprintln!("SKIPPED: there is no sqlite3, so it was not asked"),
    }
}

/// Where the programs of a PostgreSQL server are.
fn server() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .filter_map(Result::ok)
        .map(|version| version.path().join("bin"))
        .find(|bin| bin.join("initdb").is_file())
}

/// Runs one of them; as root, in the name of the account that the server is installed with: it refuses root.
fn run(bin: &Path, program: &str, arguments: &[&str]) -> std::io::Result<Output> {
    let is_root = rustix::process::getuid().is_root();
    let mut command = Command::new(if is_root { "setpriv" } else { "env" });
    if is_root {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.arg(bin.join(program)).args(arguments).current_dir("/").stdin(Stdio::null()).output()
}

#[test]
fn pg_dump_by_lines_and_by_statements() {
    let Some(bin) = server() else {
        eprintln!("SKIPPED: there is no PostgreSQL server here, so pg_dump was not asked");
        return;
    };
    let folder = tempfile::tempdir_in("/tmp").unwrap();
    worked(Command::new("chmod").arg("777").arg(folder.path()).output()).unwrap();
    let data = folder.path().join("data");
    let (data, socket) = (data.to_str().unwrap(), folder.path().to_str().unwrap());
    if worked(run(&bin, "initdb", &["-D", data, "-U", "witness", "-A", "trust", "-E", "UTF8", "--no-sync"]))
        .is_none()
    {
        eprintln!("SKIPPED: no PostgreSQL server could be set up, so pg_dump was not asked");
        return;
    }
    let log = folder.path().join("log");
    let options = format!("-c listen_addresses= -c unix_socket_directories={socket} -c fsync=off");
    let start = ["-D", data, "-w", "-o", &options, "-l", log.to_str().unwrap(), "start"];
    // The server must not hold the pipe on which this test waits.
    assert!(run(&bin, "pg_ctl", &start).unwrap().status.success());
    let mut script = "CREATE TABLE posts (id int, text text, \"at\" timestamp);".to_owned();
    for (id, text) in (1..).zip(STRANGE) {
        let text = text.replace('\'', "''");
        script.push_str(&format!("INSERT INTO posts VALUES ({id}, '{text}', '2020-09-13 12:26:40');"));
    }
    let to = ["-h", socket, "-U", "witness"];
    let made = run(&bin, "psql", &[&to[..], &["-d", "postgres", "-q", "-c", &script]].concat());
    let by_lines = run(&bin, "pg_dump", &[&to[..], &["postgres"]].concat());
    let by_statements =
        run(&bin, "pg_dump", &[&to[..], &["--inserts", "--rows-per-insert=5", "postgres"]].concat());
    let named = run(&bin, "pg_dump", &[&to[..], &["--column-inserts", "postgres"]].concat());
    let _ = run(&bin, "pg_ctl", &["-D", data, "-m", "immediate", "stop"]);
    worked(made).unwrap();
    for dump in [by_lines, by_statements, named] {
        check(&worked(dump).unwrap(), Dialect::Postgres);
    }
}
