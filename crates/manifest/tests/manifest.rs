//! What was written is what is read; the same rows are the same bytes; what was changed is refused.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod sample;

use bytes::Bytes;
use ledger::root_of;
use manifest::{COLUMNS, Column, ROW_GROUP_ROWS, ReadError, Reader, Row, Selection, Writer, canonical_bytes};
use proptest::collection::vec;
use proptest::prelude::*;
use sample::{any_row, plausible, settings, write};
use std::io::{self, Write};
use vocab::{Place, Sha256};

fn read(file: &Bytes, digest: &Sha256) -> Result<Vec<Row>, ReadError> {
    Reader::open(file.clone(), digest)?.rows(&Selection::all()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_rows_are_read_back(rows in vec(any_row(), 0..20)) {
        let (file, sealed) = write(&rows);
        prop_assert_eq!(sealed.rows, rows.len() as u64);
        prop_assert_eq!(sealed.file_bytes, file.len() as u64);
        prop_assert_eq!(sealed.root, root_of(rows.iter().map(canonical_bytes)));
        prop_assert_eq!(&read(&file, &sealed.file_sha256).unwrap(), &rows);
        let reader = Reader::open(file.clone(), &sealed.file_sha256).unwrap();
        prop_assert_eq!(reader.verify_root(&sealed.root), Ok(()));
        prop_assert_eq!((reader.stated_root(), reader.row_count()), (sealed.root, sealed.rows));
        prop_assert_eq!(reader.settings(), &settings());
        prop_assert_eq!(&write(&rows).0, &file);
    }

    #[test]
    fn different_rows_have_different_canonical_bytes(a in any_row(), b in any_row()) {
        prop_assert_eq!(a == b, canonical_bytes(&a) == canonical_bytes(&b));
    }

    #[test]
    fn no_stamp_is_lost(row in any_row()) {
        let mut again = Row::at(row.order, row.place.clone());
        again.add_stamps(row.stamps());
        prop_assert_eq!(again.stamps().collect::<Vec<_>>(), row.stamps().collect::<Vec<_>>());
    }
}

#[test]
fn rows_are_read_across_row_groups_whole_or_in_part() {
    let count = 2 * ROW_GROUP_ROWS as u64 + 1000;
    let rows: Vec<_> = (0..count).map(plausible).collect();
    let (file, sealed) = write(&rows);
    let reader = Reader::open(file, &sealed.file_sha256).unwrap();
    assert_eq!(reader.verify_root(&sealed.root), Ok(()));

    let selection = Selection::of(&["order", "size_bytes", "sha256", "matches"]).unwrap();
    let mut seen = 0;
    for (row, wanted) in reader.rows(&selection).zip(&rows) {
        let row = row.unwrap();
        assert_eq!((row.order, row.size_bytes, row.sha256), (wanted.order, wanted.size_bytes, wanted.sha256));
        assert_eq!(row.matches, wanted.matches);
        assert_eq!((row.md5, row.place), (None, Place::at("")), "not asked for");
        seen += 1;
    }
    assert_eq!(seen, count);

    for start in [0, 1, ROW_GROUP_ROWS as u64 - 1, ROW_GROUP_ROWS as u64, count - 1, count, count + 9] {
        let orders: Vec<_> =
            reader.rows_from(start, &selection).take(2).map(|row| row.unwrap().order).collect();
        let wanted: Vec<_> = (start..count).take(2).collect();
        assert_eq!(orders, wanted, "from {start}");
    }
}

#[test]
fn a_place_for_people_is_checked_with_what_it_follows_from() {
    let row = Row::at(0, Place { volume: Some(3), ..Place::at("a/b") });
    let (file, sealed) = write(std::slice::from_ref(&row));
    let reader = Reader::open(file, &sealed.file_sha256).unwrap();
    let read = reader.rows(&Selection::of(&["place"]).unwrap()).next().unwrap().unwrap();
    assert_eq!(read.place, row.place);
    assert!(matches!(Selection::of(&["plaats"]), Err(ReadError::NoColumn { .. })));
}

#[test]
fn long_texts_close_a_row_group_early() {
    let text = "x".repeat(1 << 20);
    let rows: Vec<_> =
        (0..70).map(|i| Row { exif_more: Some(text.clone()), ..Row::at(i, Place::at("a")) }).collect();
    let (file, sealed) = write(&rows);
    assert_eq!(read(&file, &sealed.file_sha256).unwrap(), rows);
    assert!(file.len() < 1 << 20, "{} bytes", file.len());
}

#[test]
fn every_flipped_or_missing_byte_is_refused() {
    let (file, sealed) = write(&(0..30).map(plausible).collect::<Vec<_>>());
    for at in 0..file.len() {
        let mut changed = file.to_vec();
        changed[at] ^= 1 << (at % 8);
        let error = read(&changed.into(), &sealed.file_sha256).unwrap_err();
        assert!(matches!(error, ReadError::FileDigest { .. }), "byte {at}: {error}");
    }
    for length in 0..file.len() {
        let error = read(&file.slice(..length), &sealed.file_sha256).unwrap_err();
        assert!(matches!(error, ReadError::FileDigest { .. }), "cut at {length}: {error}");
    }
    let error = read(&file, &Sha256([0; 32])).unwrap_err();
    assert!(error.to_string().contains("was changed or cut off"), "{error}");
}

#[test]
fn another_root_is_refused() {
    let (file, sealed) = write(&(0..30).map(plausible).collect::<Vec<_>>());
    let reader = Reader::open(file, &sealed.file_sha256).unwrap();
    let error = reader.verify_root(&Sha256([0; 32])).unwrap_err();
    assert_eq!(error, ReadError::Root { expected: Sha256([0; 32]), found: sealed.root, rows: 30 });
}

#[test]
fn other_files_are_no_manifests() {
    for other in [&b""[..], b"PAR1", b"hello, world", &[0; 4096]] {
        let error = Reader::open_checked_before(Bytes::copy_from_slice(other)).err().unwrap();
        assert!(matches!(error, ReadError::NotManifest { .. }), "{error}");
    }
}

#[test]
fn an_empty_reading_is_a_manifest_too() {
    let (file, sealed) = write(&[]);
    assert_eq!(sealed.rows, 0);
    assert_eq!(sealed.root, root_of([b""; 0]));
    assert_eq!(read(&file, &sealed.file_sha256).unwrap(), []);
}

#[test]
fn statistics_tell_where_a_digest_can_be() {
    let rows: Vec<_> = (0..100).map(plausible).collect();
    let (file, sealed) = write(&rows);
    let reader = Reader::open(file, &sealed.file_sha256).unwrap();
    for row in &rows {
        let Some(digest) = row.sha256 else { continue };
        assert!(reader.group_may_hold(0, "sha256", &digest.to_string()));
    }
    assert!(!reader.group_may_hold(0, "sha256", &"0".repeat(64)));
    assert!(!reader.group_may_hold(1, "sha256", &"8".repeat(64)), "there is no such row group");
}

/// An output that refuses after so many bytes, as a full disk does.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        let written = bytes.len().min(self.0);
        self.0 -= written;
        Ok(written)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_said_wherever_it_comes() {
    let rows: Vec<_> = (0..30).map(plausible).collect();
    let whole = write(&rows).0.len();
    for room in (0..whole).step_by(97) {
        let sealed = Writer::new(Full(room), &settings()).and_then(|mut writer| {
            rows.iter().try_for_each(|row| writer.push(row))?;
            writer.finish()
        });
        assert!(sealed.is_err(), "room for {room} of {whole} bytes");
    }
}

#[test]
fn the_document_lists_the_columns_as_they_are() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/manifest.md");
    let document = std::fs::read_to_string(path).unwrap();
    let (begin, end) = ("<!-- columns begin -->\n", "<!-- columns end -->");
    let (_, after) = document.split_once(begin).unwrap();
    let (table, _) = after.split_once(end).unwrap();
    assert!(
        table == manifest::describe(),
        "docs/manifest.md has another table; it should be:\n{}",
        manifest::describe()
    );
    let names: std::collections::BTreeSet<_> = COLUMNS.iter().map(Column::name).collect();
    assert_eq!(names.len(), COLUMNS.len(), "no two columns have one name");
}

#[test]
#[ignore = "takes a minute; run with --release --ignored --nocapture for the figures"]
fn a_million_rows() {
    let peak = || {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        status.lines().find(|line| line.starts_with("VmHWM")).unwrap().to_owned()
    };
    let before = peak();
    let file = tempfile::NamedTempFile::new().unwrap();
    let start = std::time::Instant::now();
    let mut writer = Writer::new(io::BufWriter::new(file.reopen().unwrap()), &settings()).unwrap();
    (0..1_000_000).for_each(|i| writer.push(&plausible(i)).unwrap());
    let (_, sealed) = writer.finish().unwrap();
    println!("written in {:?}, {} bytes; {before} then {}", start.elapsed(), sealed.file_bytes, peak());
    let start = std::time::Instant::now();
    let reader = Reader::open(file.reopen().unwrap(), &sealed.file_sha256).unwrap();
    println!("digest checked in {:?}", start.elapsed());
    let start = std::time::Instant::now();
    reader.verify_root(&sealed.root).unwrap();
    println!("root verified in {:?}; {}", start.elapsed(), peak());
    let start = std::time::Instant::now();
    let few = Selection::of(&["order", "size_bytes", "outcome", "family", "sha256", "matches"]).unwrap();
    let size: u64 = reader.rows(&few).map(|row| row.unwrap().size_bytes).sum();
    println!("six columns read in {:?}, {size} bytes on the carrier; {}", start.elapsed(), peak());
}
