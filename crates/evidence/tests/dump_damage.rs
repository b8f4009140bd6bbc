//! Bad dumps: each kind of damage is a defect with its place, and the rest is read.

#![expect(clippy::unwrap_used, reason = "a test fails by it")]

#[path = "dump/hear.rs"]
mod hear;

use evidence::DefectKind;
use evidence::dump::{Dialect, Form, Format, OwnTable, Says, Software, hint, read, recognise};
use hear::{all, defects, hear, hear_text};
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

const MYSQL: Form = Form::Sql(Dialect::MySql);

fn ids(dump: &str) -> (Vec<String>, Vec<String>) {
    let (records, _) = hear_text(dump, MYSQL, Software::Own);
    (all!(records, Post).into_iter().map(|post| post.id.0).collect(), defects(&records))
}

#[test]
fn a_broken_row_is_a_defect_and_its_neighbours_are_read() {
    let dump = "INSERT INTO posts (id, text) VALUES (1,'a'),(2,'b' oops),(3,'c'),(4,'d','too many'),(5,'e');\n\
                INSERT INTO posts (id, text) VALUES (6,@x),\n(7,'g');\nINSERT INTO posts (id, text) VALUES (8,'h');\n";
    let (found, defects) = ids(dump);
    assert_eq!(found, ["1", "3", "5", "7", "8"]);
    assert_eq!(defects.len(), 3, "{defects:?}");
    let place = dump.find("(2,").unwrap();
    assert!(defects[0].starts_with(&format!("Malformed at {place}: a row is broken")), "{defects:?}");
    assert!(defects[1].contains("3 values for 2 columns"), "{defects:?}");
}

#[test]
fn a_dump_that_is_cut_off_says_so() {
    let whole =
        "-- MySQL dump 10.13  Distrib 8.0\n\nINSERT INTO posts (id, text) VALUES (1,'a'),(2,'bcd');\n";
    for end in ["(2,'bc", "(2,", "(2,'bcd')", "(1,'a'),"] {
        let cut = &whole[..whole.find(end).unwrap() + end.len()];
        let (found, defects) = ids(cut);
        assert_eq!(found[0], "1");
        assert!(
            defects.iter().any(|text| text.contains("closes such a dump is missing")),
            "{end}: {defects:?}"
        );
        if end.ends_with("bc") || end.ends_with("2,") {
            assert!(defects[0].starts_with("Truncated"), "{end}: {defects:?}");
        }
    }
    let copy = "--\n-- PostgreSQL database dump\n--\nCOPY posts (id, text) FROM stdin;\n1\ta\n2\tb";
    let (records, report) = hear_text(copy, Form::Sql(Dialect::Postgres), Software::Own);
    assert_eq!(report.counts.posts, 1);
    assert_eq!(report.defects[&DefectKind::Truncated], 2, "{:?}", defects(&records));
}

#[test]
fn rows_without_columns_are_counted_and_said() {
    let (records, report) = hear_text("INSERT INTO posts VALUES (1,'a'),(2,'b');\n", MYSQL, Software::Own);
    assert_eq!((report.counts.posts, report.tables["posts"].rows, report.tables["posts"].read), (0, 2, 0));
    assert!(defects(&records)[0].contains("name no columns"), "{records:?}");
}

#[test]
fn tables_and_columns_that_are_not_known_are_named() {
    let dump = "INSERT INTO wishes (a) VALUES (1),(2);\n\
                INSERT INTO posts (id, text, mood, empty) VALUES (1,'a','sunny','');\n";
    let (records, report) = hear_text(dump, MYSQL, Software::Own);
    assert_eq!(report.tables["wishes"].rows, 2);
    assert_eq!(report.tables["wishes"].read, 0);
    assert_eq!(report.unknown_columns["posts"].iter().collect::<Vec<_>>(), ["empty", "mood"]);
    let post = all!(records, Post).remove(0);
    assert_eq!(post.more.into_iter().collect::<Vec<_>>(), [("mood".to_owned(), "sunny".to_owned())]);
}

#[test]
fn moments_of_1970_and_2106_become_none_and_are_kept() {
    let dump = "INSERT INTO posts (id, text, at) VALUES (1,'a',0),(2,'b',4294967295),(3,'c',1600000000),\
                (4,'d','never'),(5,'e',-5),(6,'f',99999999999999999999),(7,'g','2106-02-07 06:28:15');\n";
    let (records, report) = hear_text(dump, MYSQL, Software::Own);
    let posts = all!(records, Post);
    let known: Vec<_> = posts.iter().map(|post| post.at.is_some()).collect();
    assert_eq!(known, [false, false, true, false, false, false, false]);
    assert_eq!(posts[1].more["at"], "4294967295");
    assert_eq!(posts[6].more["at"], "2106-02-07 06:28:15");
    assert_eq!(report.defects[&DefectKind::Malformed], 6, "{:?}", defects(&records));
}

#[test]
fn names_of_every_kind_stay_names() {
    let names = [
        "<script>alert(1)</script>",
        "=HYPERLINK(\"x\")",
        "'; DROP TABLE users; --",
        "../../etc/passwd",
        "\u{202e}gnp.exe",
        "\u{5d0}\u{5d1}\u{5d2}",
        "\u{1f469}\u{200d}\u{1f33e}",
        "a\u{0}b",
        "%s%n{{7*7}}",
    ];
    let mut dump = String::new();
    for (id, name) in (1..).zip(names) {
        let name = name.replace('\'', "''").replace('\0', "\\0");
        dump.push_str(&format!("INSERT INTO members (id, name) VALUES ({id},'{name}');\n"));
    }
    let (records, report) = hear_text(&dump, MYSQL, Software::Own);
    let found: Vec<String> = all!(records, Member).into_iter().map(|member| member.name).collect();
    assert_eq!(found, names);
    assert!(report.defects.is_empty());
}

#[test]
fn mixed_encodings_are_read_and_said() {
    let mut dump = b"INSERT INTO members (id, name) VALUES (1,'Ren\xe9e \x80'),(2,'Ren".to_vec();
    dump.extend("\u{e9}e \u{1f600}');\n".as_bytes());
    let (records, report) = hear(&mut &dump[..], Format { form: MYSQL, software: Software::Own });
    let members = all!(records, Member);
    assert_eq!(members[0].name, "Ren\u{e9}e \u{20ac}");
    assert_eq!(members[1].name, "Ren\u{e9}e \u{1f600}");
    assert_eq!((members[0].name_was_recoded, members[1].name_was_recoded), (true, false));
    assert_eq!(report.defects[&DefectKind::Malformed], 1);
}

#[test]
fn a_thousand_like_defects_are_listed_and_all_are_counted() {
    let rows: Vec<String> = (0..2500).map(|id| format!("({id},'a',0)")).collect();
    let dump = format!("INSERT INTO posts (id, text, at) VALUES {};\n", rows.join(","));
    let (records, report) = hear_text(&dump, MYSQL, Software::Own);
    assert_eq!(report.defects[&DefectKind::Malformed], 2500);
    assert_eq!(defects(&records).len(), 1001);
    assert!(defects(&records)[1000].contains("1500 more"), "{:?}", defects(&records)[1000]);
}

/// A text in quotes that never ends.
struct Endless(usize);

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        const START: &[u8] = b"INSERT INTO posts (id, text) VALUES (1,'";
        if self.0 == 0 {
            self.0 = START.len();
            into[..START.len()].copy_from_slice(START);
            return Ok(START.len());
        }
        if self.0 > 200 << 20 {
            return Ok(0);
        }
        let size = into.len().min(1 << 20);
        into[..size].fill(b'a');
        self.0 += size;
        Ok(size)
    }
}

#[test]
fn a_text_without_end_is_left_out_in_bounded_memory() {
    let (records, report) = hear(&mut Endless(0), Format { form: MYSQL, software: Software::Own });
    assert_eq!(report.counts.posts, 0);
    assert!(defects(&records)[0].contains("a row is broken"), "{:?}", defects(&records));
    let csv = Form::Csv(OwnTable::Posts);
    let head = &b"id,text\n1,\""[..];
    let (records, _) = hear(&mut head.chain(Endless(1)), Format { form: csv, software: Software::Own });
    assert!(defects(&records)[0].contains("a quote is not closed"), "{:?}", defects(&records));
}

/// Breaks off with an error.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk has a bad sector"))
    }
}

#[test]
fn a_disk_that_fails_is_a_defect() {
    let start = &b"INSERT INTO posts (id, text) VALUES (1,'a'),(2,"[..];
    let (records, report) = hear(&mut start.chain(Broken), Format { form: MYSQL, software: Software::Own });
    assert_eq!(report.counts.posts, 1);
    assert_eq!(report.defects[&DefectKind::Unreadable], 1, "{:?}", defects(&records));
}

#[test]
fn the_one_who_hears_may_break_off() {
    let dump = "INSERT INTO posts (id, text) VALUES (1,'a'),(2,'b'),(3,'c');\n";
    let mut count = 0;
    let report = read(&mut dump.as_bytes(), Format { form: MYSQL, software: Software::Own }, &mut |record| {
        assert!(matches!(record.says, Says::Post(_)));
        count += 1;
        if count == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(report.unwrap().was_stopped);
    assert_eq!(count, 2);
}

#[test]
fn what_is_packed_is_not_recognised_and_says_how_to_unpack_it() {
    for (head, word) in
        [(&b"PGDMP\x01"[..], "pg_restore"), (b"\x1f\x8b\x08", "gunzip"), (b"PK\x03\x04", "zip")]
    {
        assert_eq!(recognise(head, Path::new("dump")), None);
        assert!(hint(head).unwrap().contains(word));
    }
    for other in [&b""[..], b"hello", b"\x89PNG\r\n", b"INSERT INTO wishes VALUES (1);"] {
        assert_eq!(recognise(other, Path::new("other")), None, "{other:?}");
    }
}
