//! The profile against a slow, obvious twin, and every figure against its own filter.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use casework::profile::*;
use casework::review::Verdict;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use vocab::{Family, LinkKind, LocalTime, Moment, Sha256, Stamp, TimeMeaning, When};

fn statement() -> impl Strategy<Value = Statement> {
    (prop::bool::ANY, 0..3_u8, 0..2_u8).prop_map(|(good, set, label)| Statement {
        class: if good { Class::KnownGood } else { Class::Notified },
        set: format!("set {set}"),
        source: "bron: één, twee".into(),
        label: format!("A{label}"),
    })
}

fn hit() -> impl Strategy<Value = KnownHit> {
    let print = prop_oneof![Just(PrintKind::Md5), Just(PrintKind::Sha1), Just(PrintKind::Sha256)];
    (statement(), print).prop_map(|(statement, by)| KnownHit { statement, by })
}

fn verdict() -> impl Strategy<Value = Option<Verdict>> {
    prop::option::of(prop_oneof![Just(Verdict::Same), Just(Verdict::Different), Just(Verdict::Unsure)])
}

fn near() -> impl Strategy<Value = NearHit> {
    (statement(), 0..40_u32, verdict()).prop_map(|(statement, distance_bits, reviewed)| NearHit {
        statement,
        distance_bits,
        orientation: "as is".into(),
        reviewed,
    })
}

fn stamp() -> impl Strategy<Value = Stamp> {
    let meaning =
        prop_oneof![Just(TimeMeaning::Modified), Just(TimeMeaning::Taken), Just(TimeMeaning::Accessed)];
    (meaning, prop::bool::ANY, 0..90_000_000_i64).prop_map(|(meaning, utc, seconds)| {
        let moment = Moment::from_unix(1_700_000_000 + seconds, 0).unwrap();
        let local = LocalTime(jiff::tz::Offset::UTC.to_datetime(moment.0));
        Stamp { meaning, when: if utc { When::Utc(moment) } else { When::Local(local) } }
    })
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        6 => Just(Outcome::Read),
        1 => (0..2_u8).prop_map(|n| Outcome::Skipped(format!("skip.{n}"))),
        1 => (0..2_u8).prop_map(|n| Outcome::Failed(format!("fail.{n}"))),
    ]
}

fn folder() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "vol0:/eMule/Incoming", "vol0:/a, b", "vol1:/Dropbox/x", "vol0:/é=%"])
        .prop_map(str::to_owned)
}

prop_compose! {
    fn item()(
        folder in folder(), outcome in outcome(), family in prop::sample::select(Family::ALL.to_vec()),
        content in prop::option::weighted(0.9, 0..6_u8), size_bytes in 0..4_u64,
        known in prop::collection::vec(hit(), 0..3), near in prop::collection::vec(near(), 0..3),
        stamps in prop::collection::vec(stamp(), 0..4), camera in prop::option::of(0..2_u8),
        defects in prop::collection::vec((0..2_u8).prop_map(|n| format!("defect.{n}")), 0..3),
        deleted: bool, in_scope in prop::bool::weighted(0.9), holder in 0..3_u8,
    ) -> ProfiledItem {
        let kind = [None, Some(LinkKind::Member), Some(LinkKind::Thumbnail)][usize::from(holder)];
        ProfiledItem {
            order: 0, holder: kind.map(|kind| Holder { order: 0, kind }), place: format!("{folder}/x"), folder,
            volume: None, deleted, size_bytes, family, outcome,
            sha256: content.map(|byte| Sha256([byte; 32])), known, near, stamps,
            camera: camera.map(|n| Camera { make: "Maker: X".into(), model: n.to_string(), serial: String::new() }),
            defects, in_scope,
        }
    }
}

fn items() -> impl Strategy<Value = Vec<ProfiledItem>> {
    prop::collection::vec(item(), 0..40).prop_map(|mut items| {
        items.iter_mut().enumerate().for_each(|(i, item)| item.order = 3 * i as u64);
        items
    })
}

fn profile(items: &[ProfiledItem]) -> (Profile, Vec<Classification>) {
    let mut builder = ProfileBuilder::new();
    let classified = items.iter().map(|item| builder.push(item)).collect();
    (builder.finish(), classified)
}

/// Every figure of a profile, found in its JSON so that none can be forgotten.
fn figures(value: &serde_json::Value, found: &mut Vec<Figure>) {
    match value {
        serde_json::Value::Object(fields) if fields.len() == 3 && fields.contains_key("bytes") => {
            found.push(serde_json::from_value(value.clone()).unwrap());
        }
        serde_json::Value::Object(fields) => fields.values().for_each(|field| figures(field, found)),
        serde_json::Value::Array(rows) => rows.iter().for_each(|row| figures(row, found)),
        _ => {}
    }
}

fn by<K: Ord>(items: &[&ProfiledItem], keys: impl Fn(&ProfiledItem) -> Vec<K>) -> BTreeMap<K, u64> {
    let mut groups = BTreeMap::new();
    for item in items {
        for key in keys(item).into_iter().collect::<BTreeSet<_>>() {
            *groups.entry(key).or_insert(0) += 1;
        }
    }
    groups
}

fn naive_first<'a>(items: &[&'a ProfiledItem]) -> Vec<&'a ProfiledItem> {
    let has = |item: &ProfiledItem| item.sha256.is_some() && item.size_bytes > 0;
    items
        .iter()
        .enumerate()
        .filter(|(i, item)| has(item) && !items[..*i].iter().any(|e| has(e) && e.sha256 == item.sha256))
        .map(|(_, item)| *item)
        .collect()
}

proptest! {
    #[test]
    fn every_figure_lists_exactly_its_items(items in items()) {
        let (profile, classified) = profile(&items);
        let mut found = Vec::new();
        figures(&serde_json::to_value(&profile).unwrap(), &mut found);
        prop_assert!(found.len() > 50);
        for figure in found {
            let listed: Vec<_> = items
                .iter()
                .zip(&classified)
                .filter(|(item, classified)| figure.items.selects(item, **classified))
                .collect();
            prop_assert_eq!(listed.len() as u64, figure.count, "{}", figure.items);
            prop_assert_eq!(listed.iter().map(|(i, _)| i.size_bytes).sum::<u64>(), figure.bytes, "{}", figure.items);
        }
    }

    #[test]
    fn the_profile_is_what_the_twin_counts(items in items()) {
        let (profile, classified) = profile(&items);
        prop_assert!(profile.sound());
        let every: Vec<_> = items.iter().collect();
        let counted: Vec<_> = items.iter().filter(|i| i.in_scope && i.outcome == Outcome::Read).collect();
        let known: Vec<_> = counted.iter().copied()
            .filter(|i| i.known.iter().any(|h| h.statement.class == Class::Notified)).collect();
        let first = naive_first(&counted);

        prop_assert_eq!(profile.accounting.found.count, items.len() as u64);
        prop_assert_eq!(profile.contents.read.count, counted.len() as u64);
        prop_assert_eq!(profile.contents.distinct.count, first.len() as u64);
        let contents = counted.iter().filter(|i| i.size_bytes > 0).filter_map(|i| i.sha256).collect::<BTreeSet<_>>();
        prop_assert_eq!(profile.contents.distinct.count, contents.len() as u64);
        let elsewhere = counted.iter().filter(|i| i.size_bytes > 0 && i.sha256.is_some()
            && first.iter().any(|f| f.sha256 == i.sha256 && f.folder != i.folder)).count();
        prop_assert_eq!(profile.contents.elsewhere.count, elsewhere as u64);

        let standings: BTreeMap<_, _> = profile.standings.iter().map(|r| (r.standing, r.items.count))
            .filter(|(_, count)| *count > 0).collect();
        let mut twin = BTreeMap::new();
        classified.iter().for_each(|c| *twin.entry(c.standing).or_insert(0) += 1);
        prop_assert_eq!(standings, twin);
        prop_assert_eq!(profile.standing(Standing::Known).unwrap().items.count, known.len() as u64);

        let rows: BTreeMap<_, _> = profile.known.iter().map(|r| (r.statement.clone(), r.items.count)).collect();
        prop_assert_eq!(rows, by(&counted, |i| i.known.iter().map(|h| h.statement.clone()).collect()));
        let rows: BTreeMap<_, _> =
            profile.near.iter().map(|r| ((r.statement.clone(), r.verdict), r.items.count)).collect();
        prop_assert_eq!(rows, by(&counted, |i| i.near.iter().map(|h| (h.statement.clone(), h.reviewed)).collect()));
        let rows: BTreeMap<_, _> = profile.folders.rows.iter().map(|r| (r.folder.clone(), r.items.all.count)).collect();
        prop_assert_eq!(rows, by(&counted, |i| vec![i.folder.clone()]));
        let rows: BTreeMap<_, _> = profile.folders.rows.iter().map(|r| (r.folder.clone(), r.items.known.count))
            .filter(|(_, count)| *count > 0).collect();
        prop_assert_eq!(rows, by(&known, |i| vec![i.folder.clone()]));
        let rows: BTreeMap<_, _> = profile.devices.rows.iter().map(|r| (r.camera.clone(), r.items.all.count)).collect();
        prop_assert_eq!(rows, by(&counted, |i| i.camera.iter().cloned().collect()));
        let rows: BTreeMap<_, _> =
            profile.accounting.defects.iter().map(|r| (r.reason.clone(), r.items.count)).collect();
        let in_scope: Vec<_> = every.iter().copied().filter(|i| i.in_scope).collect();
        prop_assert_eq!(rows, by(&in_scope, |i| i.defects.clone()));
        let mut rows = BTreeMap::new();
        for span in &profile.times {
            for month in &span.months {
                rows.insert((span.meaning, span.clock, month.year, month.month), month.items.all.count);
            }
        }
        prop_assert_eq!(rows, by(&counted, |i| i.stamps.iter()
            .filter(|s| s.meaning != TimeMeaning::Accessed)
            .map(|s| { let m = Month::of(s); (m.meaning, m.clock, m.year, m.month) }).collect()));
        for span in &profile.times {
            let mut times: Vec<_> = counted.iter().flat_map(|i| &i.stamps)
                .filter(|s| s.meaning == span.meaning && Month::of(s).clock == span.clock).map(|s| s.when).collect();
            times.sort_unstable();
            prop_assert_eq!((times.first(), times.last()), (Some(&span.earliest), Some(&span.latest)));
        }
    }

    #[test]
    fn a_profile_and_its_filters_survive_json(items in items()) {
        let (profile, _) = profile(&items);
        let text = serde_json::to_string(&profile).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Profile>(&text).unwrap(), &profile);
    }
}

#[test]
fn items_out_of_order_are_noticed() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let one = item().new_tree(&mut runner).unwrap().current();
    let (profile, _) = profile(&[one.clone(), one]);
    assert!(!profile.sound());
}
