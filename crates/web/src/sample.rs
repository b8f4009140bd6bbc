//! A small fixed reading for the tests of pages. Names try to break out of their place.

use casework::authorisation::{Authorisation, Grant, Period, Scope};
use casework::profile::*;
use casework::report::*;
use casework::review::Verdict;
use jiff::civil::date;
use std::collections::BTreeSet;
use vocab::{
    CarrierId, CaseId, Family, LinkKind, LocalTime, Moment, ReadingId, RecordId, Sha256, Stamp, TimeMeaning,
    When,
};

/// A name that would run if it were not shown as text.
pub(crate) const ATTACK: &str = "<script>alert(1)</script>\" onload=\"x' & <b>";

pub(crate) fn moment(text: &str) -> Moment {
    Moment(text.parse().unwrap())
}

fn statement(class: Class, set: &str, source: &str, label: &str) -> Statement {
    Statement { class, set: set.into(), source: source.into(), label: label.into() }
}

fn notified(label: &str) -> Statement {
    statement(Class::Notified, "Landelijke lijst 2026-10", "Politie", label)
}

fn item(order: u64) -> ProfiledItem {
    let folders = [
        "vol0:/Users/x/Pictures/2019",
        "vol0:/Users/x/Pictures/2021",
        "vol0:/Program Files/eMule/Incoming",
        "vol1:/DCIM",
    ];
    let folder = folders[order as usize % 4];
    let size_bytes = 40_000 + (order * 7919) % 3_000_000;
    let seconds = 1_546_300_800 + ((order * order * 9973) % 2000) as i64 * 86_400;
    ProfiledItem {
        order,
        holder: None,
        place: format!("{folder}/IMG_{order:04}.jpg"),
        folder: folder.into(),
        volume: Some((order % 2) as u16),
        deleted: order.is_multiple_of(11),
        size_bytes,
        family: if order.is_multiple_of(9) { Family::Video } else { Family::Picture },
        outcome: Outcome::Read,
        sha256: Some(Sha256([(order % 90) as u8; 32])),
        known: Vec::new(),
        near: Vec::new(),
        stamps: vec![Stamp {
            meaning: TimeMeaning::Modified,
            when: When::Utc(Moment::from_unix(seconds, 0).unwrap()),
        }],
        camera: None,
        defects: Vec::new(),
        in_scope: true,
    }
}

/// What each content is known as follows from its number alone, so that copies agree.
fn matched(mut item: ProfiledItem) -> ProfiledItem {
    let content = item.order % 90;
    let hit = |statement, by| KnownHit { statement, by };
    match content {
        0..6 => item.known.push(hit(notified("A1"), PrintKind::Sha256)),
        6..9 => item.known.push(hit(notified("B2"), PrintKind::Md5)),
        9 => {
            item.known.push(hit(notified("A1"), PrintKind::Sha1));
            item.known
                .push(hit(statement(Class::Notified, "Exchange set", "Partner <&> Co", "2"), PrintKind::Md5));
        }
        10..14 => item.near.push(NearHit {
            statement: notified("A1"),
            distance_bits: 4 + content as u32,
            orientation: "rotated_90".into(),
            reviewed: (content == 13).then_some(Verdict::Different),
        }),
        14..40 => {
            let good = statement(Class::KnownGood, "Reference data set 2026.09", "NIST", "");
            item.known.push(hit(good, PrintKind::Sha1));
        }
        40 => item.defects.push("truncated".into()),
        41 => item.size_bytes = 0,
        _ => {}
    }
    if content % 4 == 3 {
        let serial = if content > 50 { "0042917" } else { "" };
        item.camera = Some(Camera { make: "Example".into(), model: "EX-100".into(), serial: serial.into() });
        let local = LocalTime(date(2019, 1 + (content % 12) as i8, 5).at(12, 0, 0, 0));
        item.stamps.push(Stamp { meaning: TimeMeaning::Taken, when: When::Local(local) });
    }
    item
}

pub(crate) fn items() -> Vec<ProfiledItem> {
    (0..420)
        .map(|order| {
            let mut item = matched(item(order));
            match order {
                300..312 => {
                    item.outcome = Outcome::Skipped("directory".into());
                    item.sha256 = None;
                }
                312..315 => {
                    item.outcome = Outcome::Failed("unreadable".into());
                    item.defects = vec!["unreadable".into()];
                    item.sha256 = None;
                }
                315 => item.outcome = Outcome::Failed("never.heard.of".into()),
                320..325 => item.in_scope = false,
                330..340 => item.holder = Some(Holder { order: 329, kind: LinkKind::Member }),
                340..350 => item.holder = Some(Holder { order: 339, kind: LinkKind::Thumbnail }),
                350 => item.folder = format!("vol0:/{ATTACK}"),
                _ => {}
            }
            item
        })
        .collect()
}

pub(crate) fn sets() -> Vec<UsedSet> {
    let set = |name: &str, source: &str, class, version: &str, entries| UsedSet {
        name: name.into(),
        source: source.into(),
        class,
        version: version.into(),
        entries,
        index_sha256: Some(Sha256([entries as u8; 32])),
    };
    vec![
        set("Landelijke lijst 2026-10", "Politie", Class::Notified, "2026-10-01", 1_204_331),
        set("Exchange set", "Partner <&> Co", Class::Notified, "7", 88_210),
        set("Reference data set 2026.09", "NIST", Class::KnownGood, "2026.09", 31_002_775),
    ]
}

fn authorisation() -> Authorisation {
    let scope = Scope {
        families: Some(BTreeSet::from([Family::Picture, Family::Video, Family::Archive])),
        period: Some(Period { from: date(2019, 1, 1), to: date(2026, 9, 14) }),
        folders: None,
        note: String::new(),
    };
    let grant = Grant {
        given_by: "mr. A. de Wit".into(),
        capacity: "officier van justitie".into(),
        given_on: date(2026, 9, 20),
        offence: "art. 252 Sr".into(),
        until: Some(date(2027, 3, 20)),
        scope,
    };
    Authorisation::record(grant).unwrap()
}

pub(crate) fn carrier_id() -> CarrierId {
    CarrierId(RecordId::new(1_790_000_000_000, [2; 10]))
}

fn record() -> CarrierRecord {
    let id = |n| RecordId::new(1_790_000_000_000, [n; 10]);
    let volume = |number, file_system: Option<&str>, name: &str, outcome| Volume {
        number,
        file_system: file_system.map(str::to_owned),
        label: if number == 0 { "Basic data partition".into() } else { String::new() },
        name: name.into(),
        offset_bytes: 1_048_576 * (1 + 500 * u64::from(number)),
        size_bytes: 524_288_000,
        outcome,
    };
    CarrierRecord {
        case_id: CaseId(id(1)),
        case_name: "Zaak 'Duin' 2026-114".parse().unwrap(),
        carrier_id: carrier_id(),
        carrier_name: "USB-stick 3, woonkamer".into(),
        reading_id: ReadingId(id(3)),
        form: SourceForm::EwfImage,
        segments: vec![
            Segment { name: "stick.E01".into(), size_bytes: Some(681_574_400) },
            Segment { name: format!("stick{ATTACK}.E02"), size_bytes: None },
        ],
        notes: vec![("examiner".into(), "J. Bos".into())],
        size_stated_bytes: Some(1_610_612_736),
        size_read_bytes: Some(1_610_612_736),
        digests: vec![
            ImageDigest {
                algorithm: "MD5".into(),
                stated: Some("0f343b0931126a20f133d67c2b018a3b".into()),
                computed: Some("0f343b0931126a20f133d67c2b018a3b".into()),
            },
            ImageDigest { algorithm: "SHA-1".into(), stated: None, computed: Some("5f".repeat(20)) },
        ],
        volumes: vec![
            volume(0, Some("NTFS"), "Werk", VolumeOutcome::Read),
            volume(1, Some("FAT32"), "", VolumeOutcome::Read),
            volume(2, None, "", VolumeOutcome::Failed("encrypted".into())),
        ],
        defects: vec![CarrierDefect {
            kind: "incomplete".into(),
            text: "volume 2: 4 blocks could not be read".into(),
        }],
        authorisation: authorisation(),
        sets: sets(),
        near_bits_max: 31,
        begun_at: moment("2026-11-24T09:12:04Z"),
        ended_at: moment("2026-11-24T09:14:51Z"),
        read_by: "J. Bos, digitaal rechercheur".into(),
        resumed: 1,
        hoeder_version: "0.1.0".into(),
        confinement: Confinement {
            enforced: vec!["seccomp".into(), "network".into(), "memory".into()],
            missing: vec!["landlock".into()],
        },
        seal: Seal {
            manifest_sha256: Sha256([0x3c; 32]),
            merkle_root: "9e".repeat(32),
            rows: 420,
            ledger: Some(LedgerPosition { entry: 41, tree_size: 43, root: "a7".repeat(32) }),
        },
    }
}

pub(crate) fn model() -> ReportModel {
    let mut builder = ProfileBuilder::new();
    for item in items() {
        builder.push(&item);
    }
    ReportModel { carrier: record(), profile: builder.finish() }
}
