//! Tables of a network: what goes in comes out, changes are seen, and the document is that of the code.
#![expect(clippy::unwrap_used, reason = "a test")]

use bytes::Bytes;
use manifest::network::{MEMBERS, POSTS, SECTIONS, TABLES, describe};
use manifest::{Column, Form, Leaf, ReadError, Sealed, Settings, TableReader, TableWriter, Value};
use proptest::prelude::*;

/// A value as it is kept by a test.
#[derive(Clone, Debug, PartialEq)]
enum Kept {
    Unsigned(u64),
    Text(String),
    Moment(i64),
}

impl Kept {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Unsigned(number) => Value::Unsigned(*number),
            Self::Text(text) => Value::Text(text),
            Self::Moment(micros) => Value::Moment(*micros),
        }
    }
}

type Row = Vec<Option<Kept>>;

fn row(form: &'static Form) -> impl Strategy<Value = Row> {
    let mut columns = Vec::new();
    for field in form.columns.iter().flat_map(Column::fields) {
        let kept = match field.leaf {
            Leaf::Unsigned => any::<u64>().prop_map(Kept::Unsigned).boxed(),
            Leaf::Moment => any::<i64>().prop_map(Kept::Moment).boxed(),
            _ => "\\PC{0,12}".prop_map(Kept::Text).boxed(),
        };
        columns.push(if field.optional {
            proptest::option::weighted(0.6, kept).boxed()
        } else {
            kept.prop_map(Some).boxed()
        });
    }
    columns
}

fn write(form: &'static Form, rows: &[Row]) -> (Bytes, Sealed) {
    let mut writer = TableWriter::new(Vec::new(), form, &Settings::default()).unwrap();
    for row in rows {
        let row: Vec<Option<Value<'_>>> = row.iter().map(|kept| kept.as_ref().map(Kept::value)).collect();
        writer.push(&row).unwrap();
    }
    let (bytes, sealed) = writer.finish().unwrap();
    (bytes.into(), sealed)
}

fn read(form: &'static Form, bytes: &Bytes, sealed: &Sealed) -> Vec<Row> {
    let reader = TableReader::open(bytes.clone(), form, &sealed.file_sha256).unwrap();
    reader.verify_root(&sealed.root).unwrap();
    assert_eq!((reader.row_count(), reader.stated_root()), (sealed.rows, Some(sealed.root)));
    let names: Vec<&str> = form.columns.iter().map(Column::name).collect();
    let mut rows = Vec::new();
    reader
        .each_batch::<ReadError>(&names, |batch| {
            for row in 0..batch.rows() {
                let kept = |column| {
                    Ok(batch.value(column, row)?.map(|value| match value {
                        Value::Unsigned(number) => Kept::Unsigned(number),
                        Value::Moment(micros) => Kept::Moment(micros),
                        Value::Text(text) => Kept::Text(text.to_owned()),
                        Value::Real(_) => unreachable!("no column of these tables is real"),
                    }))
                };
                rows.push((0..names.len()).map(kept).collect::<Result<Row, ReadError>>()?);
            }
            Ok(())
        })
        .unwrap();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn what_goes_in_comes_out(rows in proptest::collection::vec(row(&POSTS), 0..30)) {
        let (bytes, sealed) = write(&POSTS, &rows);
        prop_assert_eq!(read(&POSTS, &bytes, &sealed), rows.clone());
        prop_assert_eq!(write(&POSTS, &rows).0, bytes, "the same rows give the same bytes");
    }

    #[test]
    fn every_table_holds_its_rows(seeds in proptest::collection::vec(row(&MEMBERS), 1..6)) {
        let (bytes, sealed) = write(&MEMBERS, &seeds);
        prop_assert_eq!(read(&MEMBERS, &bytes, &sealed), seeds);
    }
}

fn section(place: u64, name: &str) -> Row {
    let text = |text: &str| Some(Kept::Text(text.to_owned()));
    vec![Some(Kept::Unsigned(place)), text(name), None, text(name), Some(Kept::Unsigned(1)), None]
}

#[test]
fn more_rows_than_one_group_holds() {
    let rows: Vec<Row> = (0..70_000).map(|place| section(place, "tuin")).collect();
    let (bytes, sealed) = write(&SECTIONS, &rows);
    assert_eq!(read(&SECTIONS, &bytes, &sealed), rows);
}

#[test]
fn a_change_is_seen() {
    let (bytes, sealed) = write(&SECTIONS, &[section(1, "tuin"), section(2, "trein")]);
    let mut changed = bytes.to_vec();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let opened = TableReader::open(Bytes::from(changed), &SECTIONS, &sealed.file_sha256);
    assert!(matches!(opened.err(), Some(ReadError::FileDigest { .. })));
    let other = TableReader::open(bytes.clone(), &POSTS, &sealed.file_sha256);
    assert!(other.err().unwrap().to_string().contains("another table"));
    let (_, other) = write(&SECTIONS, &[section(1, "tuin"), section(3, "trein")]);
    let reader = TableReader::open(bytes, &SECTIONS, &sealed.file_sha256).unwrap();
    assert!(matches!(reader.verify_root(&other.root), Err(ReadError::Root { .. })));
}

#[test]
fn a_row_that_does_not_fit_is_refused() {
    let mut writer = TableWriter::new(Vec::new(), &SECTIONS, &Settings::default()).unwrap();
    assert!(writer.push(&[Some(Value::Unsigned(1))]).is_err());
    assert!(writer.push(&[None; 6]).is_err());
}

#[test]
fn the_document_is_that_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/network-tables.md");
    let document = std::fs::read_to_string(path).unwrap();
    let (_, tables) = document.split_once("<!-- tables -->\n\n").unwrap();
    assert!(tables == describe(), "docs/network-tables.md must end with:\n{}", describe());
    assert_eq!(TABLES.len(), 15);
}
