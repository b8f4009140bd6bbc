//! Rows for the tests: any row at all, and a plausible carrier of any size from a number.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use bytes::Bytes;
use manifest::{By, Defect, Frame, Match, Outcome, Row, Sealed, Settings, Writer};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use vocab::{
    Allocation, Because, Family, Link, LinkKind, LocalTime, Md5, Moment, Pdq, Place, Sha1, Sha256, Stamp,
    TimeMeaning, When,
};

pub fn settings() -> Settings {
    let pairs = [("program", "hoeder 0.1.0"), ("depth_max", "16"), ("naam", "\u{65e5}\u{672c}")];
    Settings(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into())
}

pub fn write(rows: &[Row]) -> (Bytes, Sealed) {
    let mut writer = Writer::new(Vec::new(), &settings()).unwrap();
    rows.iter().for_each(|row| writer.push(row).unwrap());
    let (file, sealed) = writer.finish().unwrap();
    (file.into(), sealed)
}

fn any_when() -> impl Strategy<Value = When> {
    prop_oneof![
        (-200_000_000_000_i64..200_000_000_000, 0_u32..1_000_000_000)
            .prop_map(|(seconds, nanos)| When::Utc(Moment::from_unix(seconds, nanos).unwrap())),
        (1_i16..9999, 1_i8..=12, 1_i8..=28, 0_i8..24, 0_i8..60, 0_i32..1_000_000_000).prop_map(
            |(year, month, day, hour, minute, nanos)| {
                When::Local(LocalTime(jiff::civil::datetime(year, month, day, hour, minute, 7, nanos)))
            }
        ),
    ]
}

fn any_place() -> impl Strategy<Value = Place> {
    let link =
        (any::<bool>(), any::<Vec<u8>>(), any::<Option<u64>>()).prop_map(|(member, path, offset_bytes)| {
            Link { kind: if member { LinkKind::Member } else { LinkKind::Thumbnail }, path, offset_bytes }
        });
    (any::<Option<u16>>(), any::<Vec<u8>>(), vec(link, 0..4), any::<bool>(), any::<Option<u64>>()).prop_map(
        |(volume, path, chain, live, offset_bytes)| {
            let allocation = if live { Allocation::Live } else { Allocation::Deleted };
            Place { volume, path, chain, allocation, offset_bytes }
        },
    )
}

fn any_match() -> impl Strategy<Value = Match> {
    let by = prop::sample::select(vec![By::Md5, By::Sha1, By::Sha256, By::Pdq]);
    (any::<[String; 4]>(), by, 0_u16..=256, any::<Option<String>>()).prop_map(
        |([set, entry, label, status], by, distance_bits, orientation)| Match {
            set,
            entry,
            by,
            distance_bits,
            orientation,
            label,
            status,
        },
    )
}

fn any_stamp() -> impl Strategy<Value = Stamp> {
    let meaning = prop::sample::select(vec![
        TimeMeaning::Modified,
        TimeMeaning::Accessed,
        TimeMeaning::Changed,
        TimeMeaning::Created,
        TimeMeaning::Deleted,
        TimeMeaning::Taken,
        TimeMeaning::Digitized,
        TimeMeaning::Edited,
        TimeMeaning::Gps,
        TimeMeaning::Encoded,
    ]);
    (meaning, any_when()).prop_map(|(meaning, when)| Stamp { meaning, when })
}

/// Any row, whether or not a reading could give it.
pub fn any_row() -> impl Strategy<Value = Row> {
    let found = (
        any::<(u64, Option<u64>, u64)>(),
        any_place(),
        prop::sample::select(vec![Outcome::Read, Outcome::Skipped, Outcome::Failed]),
        any::<Option<String>>(),
        option::of(prop::sample::select(Family::ALL.to_vec())),
        any::<Option<String>>(),
    );
    let prints = any::<(Option<[u8; 16]>, Option<[u8; 20]>, Option<[u8; 32]>, Option<[u8; 32]>)>();
    let numbers = any::<(Option<u8>, Option<u32>, Option<u32>, Option<u64>)>();
    let texts = any::<[Option<String>; 6]>();
    let degrees = (option::of(-90.0..90.0), option::of(-180.0..180.0));
    let stamps = vec(any_stamp(), 0..6);
    let frame = any::<(u64, [u8; 32], u8)>().prop_map(|(at_millis, pdq, quality)| Frame {
        at_millis,
        pdq: Pdq(pdq),
        quality,
    });
    let defect = any::<[String; 2]>().prop_map(|[kind, text]| Defect { kind, text });
    let reason = any::<[String; 2]>().prop_map(|[rule, text]| Because { rule, text });
    let lists = (vec(frame, 0..4), vec(any_match(), 0..4), vec(defect, 0..3), vec(reason, 0..3));
    (found, prints, numbers, texts, degrees, stamps, lists).prop_map(
        |(found, prints, numbers, texts, degrees, stamps, (frames, matches, defects, reasons))| {
            let ((order, parent, size_bytes), place, outcome, reason, family, media_type) = found;
            let mut row =
                Row { parent, size_bytes, outcome, reason, family, media_type, ..Row::at(order, place) };
            row.md5 = prints.0.map(Md5);
            row.sha1 = prints.1.map(Sha1);
            row.sha256 = prints.2.map(Sha256);
            row.pdq = prints.3.map(Pdq);
            (row.pdq_quality, row.width, row.height, row.duration_millis) = numbers;
            let [make, model, serial, lens, software, exif] = texts;
            (row.camera_make, row.camera_model, row.camera_serial) = (make, model, serial);
            (row.lens, row.software, row.exif_more) = (lens, software, exif);
            (row.latitude, row.longitude) = degrees;
            row.add_stamps(stamps);
            Row { frames, matches, defects, reasons, ..row }
        },
    )
}

/// 64 bits that look random and are always the same for the same number (SplitMix64).
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn bytes<const N: usize>(seed: u64) -> [u8; N] {
    let mut bytes = [0; N];
    for (i, chunk) in bytes.chunks_mut(8).enumerate() {
        chunk.copy_from_slice(&mixed(seed * 8 + i as u64).to_le_bytes()[..chunk.len()]);
    }
    bytes
}

/// Row `i` of a plausible carrier: pictures mostly, some documents, an unreadable one now and then.
pub fn plausible(i: u64) -> Row {
    let path = format!("Users/anna/Pictures/{:04}/IMG_{:05}.jpg", i / 1000, i);
    let mut row = Row::at(i, Place { volume: Some(1), ..Place::at(path) });
    if i % 97 == 13 {
        let text = "the source could not be read at this place".to_owned();
        row.outcome = Outcome::Failed;
        row.reason = Some("unreadable".to_owned());
        row.defects.push(Defect { kind: "unreadable".to_owned(), text });
        return row;
    }
    // One in ten is a copy of an earlier one.
    let content = if i % 10 == 9 { mixed(i) % i.max(1) } else { i };
    row.size_bytes = 20_000 + mixed(content) % 4_000_000;
    row.md5 = Some(Md5(bytes(content * 31 + 1)));
    row.sha1 = Some(Sha1(bytes(content * 31 + 2)));
    row.sha256 = Some(Sha256(bytes(content * 31 + 3)));
    row.modified = Moment::from_unix(1_700_000_000 + (mixed(i) % 50_000_000) as i64, 0).map(When::Utc);
    row.created = row.modified;
    if i % 5 == 4 {
        row.family = Some(Family::Document);
        row.media_type = Some("application/pdf".to_owned());
        return row;
    }
    row.family = Some(Family::Picture);
    row.media_type = Some("image/jpeg".to_owned());
    row.pdq = Some(Pdq(bytes(content * 31 + 4)));
    row.pdq_quality = Some((mixed(content) % 101) as u8);
    (row.width, row.height) = (Some(4032), Some(3024));
    row.camera_make = Some("Practice".to_owned());
    row.camera_model = Some(format!("P{}", i % 7));
    if i % 50 == 3 {
        let by = if i % 100 == 3 { By::Sha256 } else { By::Pdq };
        row.matches.push(Match {
            set: "practice 2026-11".to_owned(),
            entry: content.to_string(),
            by,
            distance_bits: if by == By::Pdq { 12 } else { 0 },
            orientation: (by == By::Pdq).then(|| "upright".to_owned()),
            label: "A1".to_owned(),
            status: "known".to_owned(),
        });
    }
    row
}
