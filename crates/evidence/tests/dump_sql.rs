//! SQL text: what is written in any dialect is what is read, however the bytes arrive.

#![expect(clippy::unwrap_used, reason = "a test fails by it")]

#[path = "dump/hear.rs"]
mod hear;

use evidence::dump::{Dialect, Form, Format, Post, Record, Says, Software};
use hear::{Pieces, all, hear, hear_text};
use proptest::collection::vec;
use proptest::prelude::*;

/// A value of a row as a dump may hold it.
type Value = Option<Vec<u8>>;

fn mysql_text(bytes: &[u8], style: u8) -> Vec<u8> {
    if style == 1 {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        return if bytes.is_empty() { b"''".to_vec() } else { format!("0x{digits}").into_bytes() };
    }
    if style == 2 {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        return format!("X'{digits}'").into_bytes();
    }
    let quote = if style == 3 { b'"' } else { b'\'' };
    let mut text = if style == 4 { b"_binary '".to_vec() } else { vec![quote] };
    for byte in bytes {
        match byte {
            0 => text.extend(b"\\0"),
            b'\n' => text.extend(b"\\n"),
            b'\r' => text.extend(b"\\r"),
            26 => text.extend(b"\\Z"),
            b'\\' => text.extend(b"\\\\"),
            b'\'' if quote == b'\'' && style == 0 => text.extend(b"''"),
            b'\'' | b'"' => text.extend([b'\\', *byte]),
            other => text.push(*other),
        }
    }
    text.push(quote);
    text
}

fn doubled(bytes: &[u8]) -> Vec<u8> {
    let mut text = vec![b'\''];
    for byte in bytes {
        text.extend(if *byte == b'\'' { &b"''"[..] } else { std::slice::from_ref(byte) });
    }
    text.push(b'\'');
    text
}

fn copied(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for byte in bytes {
        match byte {
            b'\t' => text.extend(b"\\t"),
            b'\n' => text.extend(b"\\n"),
            b'\r' => text.extend(b"\\r"),
            b'\\' => text.extend(b"\\\\"),
            8 => text.extend(b"\\b"),
            11 => text.extend(b"\\013"),
            other => text.push(*other),
        }
    }
    text
}

/// A dump of `posts(id, text, subject)`.
fn written(rows: &[(Value, Value)], dialect: Dialect, style: u8, in_statement: usize) -> Vec<u8> {
    let mut dump = b"-- a dump; it's -- strange\n/* with; 'comments' */\n".to_vec();
    let inline = |value: &Value| match (value, dialect) {
        (None, _) => b"NULL".to_vec(),
        (Some(bytes), Dialect::MySql) => mysql_text(bytes, style % 5),
        (Some(bytes), _) => doubled(bytes),
    };
    if dialect == Dialect::Postgres && style.is_multiple_of(2) {
        dump.extend(b"COPY public.posts (id, text, subject) FROM stdin;\n");
        for (number, (text, subject)) in rows.iter().enumerate() {
            dump.extend(format!("{number}").bytes());
            for value in [text, subject] {
                dump.push(b'\t');
                dump.extend(value.as_ref().map_or_else(|| b"\\N".to_vec(), |bytes| copied(bytes)));
            }
            dump.push(b'\n');
        }
        dump.extend(b"\\.\n");
        return dump;
    }
    let (name, columns) = if style.is_multiple_of(3) {
        dump.extend(b"CREATE TABLE posts (\n  id int NOT NULL DEFAULT '0' COMMENT 'it''s, (id)',\n");
        dump.extend(b"  text text,\n  subject varchar(255) DEFAULT NULL,\n  PRIMARY KEY (id)\n);\n");
        ("posts", "")
    } else {
        ("public.posts", " (id, text, subject)")
    };
    for (number, (text, subject)) in rows.iter().enumerate() {
        let is_first = number % in_statement == 0;
        dump.extend(
            if is_first { format!("INSERT INTO {name}{columns} VALUES\n") } else { ",\n".to_owned() }.bytes(),
        );
        dump.extend(format!("({number}, ").bytes());
        dump.extend(inline(text));
        dump.extend(b",");
        dump.extend(inline(subject));
        dump.extend(b")");
        if (number + 1) % in_statement == 0 || number + 1 == rows.len() {
            dump.extend(b";\n");
        }
    }
    dump
}

/// The slow and obvious way: what a row must become.
fn expected(rows: &[(Value, Value)]) -> Vec<(String, String, Option<String>)> {
    let recoded = |bytes: &Vec<u8>| match String::from_utf8(bytes.clone()) {
        Ok(text) => text,
        // Of Windows-1252 only these differ from Latin-1, among the bytes that are drawn.
        Err(_) => bytes
            .iter()
            .map(|byte| match byte {
                0x80 => '\u{20ac}',
                0x98 => '\u{2dc}',
                0x9f => '\u{178}',
                other => char::from(*other),
            })
            .collect(),
    };
    let present = |value: &Value| value.as_ref().filter(|bytes| !bytes.is_empty()).map(recoded);
    let rows = rows.iter().enumerate();
    rows.map(|(number, (text, subject))| {
        (number.to_string(), present(text).unwrap_or_default(), present(subject))
    })
    .collect()
}

fn found(records: &[Record]) -> Vec<(String, String, Option<String>)> {
    all!(records, Post).into_iter().map(|Post { id, text, subject, .. }| (id.0, text, subject)).collect()
}

fn any_value() -> impl Strategy<Value = Value> {
    let strange = prop::sample::select(vec![
        &b"'"[..],
        b"\\",
        b"\"",
        b"),(",
        b");\n",
        b"\n\\.\n",
        b"--",
        b"/*",
        b"*/",
        b"\t",
        b"\r\n",
        b"\0",
        b"\x1a",
        "\u{1f600}".as_bytes(),
        "\u{202e}".as_bytes(),
        b"\xe9",
        b"NULL",
        b"\\N",
        b"%s",
        b"a",
        b" ",
        b"::text",
        b"$$",
        b"\x0b",
        b"\x08",
    ]);
    prop::option::of(vec(strange, 0..8).prop_map(|parts| parts.concat()))
}

fn any_rows() -> impl Strategy<Value = Vec<(Value, Value)>> {
    vec((any_value(), any_value()), 1..12)
}

fn any_dialect() -> impl Strategy<Value = Dialect> {
    prop::sample::select(vec![Dialect::MySql, Dialect::Postgres, Dialect::Sqlite])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn what_is_written_is_what_is_read(
        rows in any_rows(), dialect in any_dialect(), style in 0_u8..30, most in 1_usize..5,
        sizes in vec(1_usize..40, 1..6),
    ) {
        let dump = written(&rows, dialect, style, most);
        let format = Format { form: Form::Sql(dialect), software: Software::Own };
        let (records, report) = hear(&mut &dump[..], format);
        prop_assert_eq!(found(&records), expected(&rows), "{}", String::from_utf8_lossy(&dump));
        prop_assert_eq!(report.counts.posts, rows.len() as u64);
        prop_assert_eq!(report.bytes, dump.len() as u64);
        // A row's place is where it begins.
        for record in records.iter().filter(|record| matches!(record.says, Says::Post(_))) {
            let at = usize::try_from(record.place).unwrap();
            let is_line = dialect == Dialect::Postgres && style % 2 == 0;
            prop_assert!(is_line && dump[at - 1] == b'\n' || dump[at] == b'(');
        }
        // The same whatever the pieces in which the bytes arrive.
        let (in_pieces, again) = hear(&mut Pieces { bytes: &dump, sizes, turn: 0 }, format);
        prop_assert_eq!(in_pieces, records);
        prop_assert_eq!(again, report);
    }

    #[test]
    fn a_dump_cut_anywhere_gives_what_is_whole(
        rows in any_rows(), dialect in any_dialect(), style in 0_u8..30, cut in 0.0..1.0_f64,
    ) {
        let dump = written(&rows, dialect, style, 3);
        let cut = (dump.len() as f64 * cut) as usize;
        let format = Format { form: Form::Sql(dialect), software: Software::Own };
        let (records, report) = hear(&mut &dump[..cut], format);
        let whole = expected(&rows);
        let found = found(&records);
        prop_assert!(found.len() <= whole.len());
        prop_assert_eq!(&found[..], &whole[..found.len()]);
        prop_assert_eq!(report.bytes, cut as u64);
    }

    #[test]
    fn no_bytes_make_it_fail(bytes in vec(any::<u8>(), 0..400), dialect in any_dialect()) {
        hear(&mut &bytes[..], Format { form: Form::Sql(dialect), software: Software::PhpBb });
    }

    #[test]
    fn no_damage_makes_it_fail(
        rows in any_rows(), dialect in any_dialect(), style in 0_u8..30,
        hits in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut dump = written(&rows, dialect, style, 3);
        for (at, byte) in hits {
            let at = at.index(dump.len());
            dump[at] = byte;
        }
        let format = Format { form: Form::Sql(dialect), software: Software::Own };
        let (_, report) = hear(&mut &dump[..], format);
        prop_assert_eq!(report.bytes, dump.len() as u64, "all of it is read");
    }
}

#[test]
fn the_shell_of_sqlite_writes_line_ends_by_calls() {
    let dump = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE posts(id INTEGER PRIMARY KEY, text TEXT);\n\
        INSERT INTO posts VALUES(1,replace('a\\nb','\\n',char(10)));\n\
        INSERT INTO posts VALUES(2,replace(replace('a\\r\\nb''','\\r',char(13)),'\\n',char(10)));\n\
        INSERT INTO posts VALUES(3,unistr('a\\u000ab\\\\c'));\nINSERT INTO posts VALUES(4,X'c3a9');\nCOMMIT;\n";
    let (records, report) = hear_text(dump, Form::Sql(Dialect::Sqlite), Software::Own);
    let texts: Vec<String> = all!(records, Post).into_iter().map(|post| post.text).collect();
    assert_eq!(texts, ["a\nb", "a\r\nb'", "a\nb\\c", "\u{e9}"], "{report:?}");
}

#[test]
fn pg_dump_writes_casts_functions_and_marks() {
    let dump = "--\n-- PostgreSQL database dump\n--\n\nCREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $body$\n\
        BEGIN INSERT INTO posts VALUES (99, 'no;'); RETURN NEW; END;\n$body$;\n\
        CREATE TABLE public.posts (\n    id bigint NOT NULL,\n    text character varying(20) DEFAULT 'x, y'::character varying,\n\
        \"at\" timestamp without time zone,\n    CONSTRAINT c CHECK ((id > 0))\n);\n\
        INSERT INTO public.posts VALUES (1, E'a\\nb'::text, '2021-03-04 05:06:07.5'::timestamp);\n\
        COPY public.posts (id, text, \"at\") FROM stdin;\n2\ta\\\\b\\tc\\x41\\101\t2021-03-04 05:06:07+02\n\\.\n\
        SELECT pg_catalog.setval('public.x', 1, true);\n--\n-- PostgreSQL database dump complete\n--\n";
    let (records, report) = hear_text(dump, Form::Sql(Dialect::Postgres), Software::Own);
    let posts = all!(records, Post);
    assert_eq!(posts.iter().map(|post| post.text.as_str()).collect::<Vec<_>>(), ["a\nb", "a\\b\tcAA"]);
    assert_eq!(posts[0].at.unwrap().to_string(), "2021-03-04T05:06:07.5Z");
    assert_eq!(posts[1].at.unwrap().to_string(), "2021-03-04T03:06:07Z");
    assert!(report.defects.is_empty(), "{records:?}");
}

#[test]
fn triggers_with_delimiters_of_their_own_are_passed() {
    let dump = "-- MySQL dump 10.13\nCREATE TABLE `posts` (`id` int, `text` text, KEY `k` (`id`));\nDELIMITER ;;\n\
        /*!50003 CREATE*/ /*!50003 TRIGGER t BEFORE INSERT ON posts FOR EACH ROW BEGIN SET @a = ';'; END */;;\n\
        CREATE PROCEDURE p() BEGIN INSERT INTO posts VALUES (9,'no'); SELECT 1; END;;\nDELIMITER ;\n\
        LOCK TABLES `posts` WRITE;\nINSERT INTO `posts` VALUES (1,'a') , (2,'b') ON DUPLICATE KEY UPDATE id=1;\n\
        UNLOCK TABLES;\n-- Dump completed on 2024-01-01\n";
    let (records, report) = hear_text(dump, Form::Sql(Dialect::MySql), Software::Own);
    let ids: Vec<String> = all!(records, Post).into_iter().map(|post| post.id.0).collect();
    assert_eq!(ids, ["1", "2"]);
    assert!(report.defects.is_empty(), "{records:?}");
}
