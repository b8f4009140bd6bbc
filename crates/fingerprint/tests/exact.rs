//! The exact index against a plain map, and against bytes that are not what they should be.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise, in its functions too")]

use fingerprint::IndexError;
use fingerprint::exact::{DigestKey, ExactIndex, ExactWriter};
use proptest::prelude::*;
use sha2::Digest as _;
use std::collections::{BTreeMap, BTreeSet};
use vocab::{Md5, Sha1, Sha256};

type Map<D> = BTreeMap<D, BTreeSet<u32>>;

fn check<D: DigestKey + std::fmt::Debug>(index: &ExactIndex<Vec<u8>>, truth: &Map<D>, queries: &[D]) {
    assert_eq!(index.len::<D>(), truth.values().map(|payloads| payloads.len() as u64).sum::<u64>());
    let mut found = Vec::new();
    index.find_all(queries, |query, payload| found.push((query, payload)));
    let mut wanted = Vec::new();
    for (i, query) in queries.iter().enumerate() {
        let payloads: Vec<u32> = truth.get(query).into_iter().flatten().copied().collect();
        assert_eq!(index.find(query).collect::<Vec<_>>(), payloads, "{query:?}");
        wanted.extend(payloads.into_iter().map(|payload| (i, payload)));
    }
    assert_eq!(found, wanted);
}

/// A digest of few distinct values, so that repeats and shared first bits are common.
fn crowded<const N: usize>() -> impl Strategy<Value = [u8; N]> {
    (any::<u8>(), 0_u8..4, any::<bool>()).prop_map(|(head, tail, same_head)| {
        let mut bytes = [0; N];
        bytes[0] = if same_head { 7 } else { head };
        bytes[N - 1] = tail;
        bytes[N / 2] = head;
        bytes
    })
}

fn pairs<const N: usize>() -> impl Strategy<Value = Vec<([u8; N], u32)>> {
    proptest::collection::vec((prop_oneof![crowded::<N>(), any::<[u8; N]>()], 0_u32..5), 0..400)
}

fn map_of<const N: usize, D: DigestKey>(pairs: &[([u8; N], u32)], digest: fn([u8; N]) -> D) -> Map<D> {
    let mut map = Map::new();
    for (bytes, payload) in pairs {
        map.entry(digest(*bytes)).or_default().insert(*payload);
    }
    map
}

fn file(md5: &[([u8; 16], u32)], sha1: &[([u8; 20], u32)], sha256: &[([u8; 32], u32)]) -> Vec<u8> {
    let mut writer = ExactWriter::new();
    md5.iter().for_each(|(bytes, payload)| writer.add(&Md5(*bytes), *payload));
    sha1.iter().for_each(|(bytes, payload)| writer.add(&Sha1(*bytes), *payload));
    sha256.iter().for_each(|(bytes, payload)| writer.add(&Sha256(*bytes), *payload));
    writer.write(Vec::new()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn finds_what_a_map_finds(md5 in pairs::<16>(), sha1 in pairs::<20>(), sha256 in pairs::<32>(), other in crowded::<16>()) {
        let index = ExactIndex::open(file(&md5, &sha1, &sha256)).unwrap();
        index.verify().unwrap();
        let mut queries: Vec<Md5> = md5.iter().map(|(bytes, _)| Md5(*bytes)).collect();
        queries.push(Md5(other));
        check(&index, &map_of(&md5, Md5), &queries);
        check(&index, &map_of(&sha1, Sha1), &sha1.iter().map(|(b, _)| Sha1(*b)).collect::<Vec<_>>());
        check(&index, &map_of(&sha256, Sha256), &sha256.iter().map(|(b, _)| Sha256(*b)).collect::<Vec<_>>());
    }

    #[test]
    fn the_order_of_adding_leaves_no_trace(mut md5 in pairs::<16>()) {
        let one = file(&md5, &[], &[]);
        md5.reverse();
        prop_assert_eq!(one, file(&md5, &[], &[]));
    }

    /// Whatever is changed: a clear refusal, or an index that answers without a fault and fails its seal.
    #[test]
    fn no_change_is_unseen(md5 in pairs::<16>(), at: prop::sample::Index, bit in 0_u8..8) {
        let mut bytes = file(&md5, &[], &[]);
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(index) = ExactIndex::open(bytes) {
            prop_assert_eq!(index.verify(), Err(IndexError::Content));
            for (digest, _) in &md5 {
                index.find(&Md5(*digest)).count();
            }
        }
    }

    #[test]
    fn any_bytes_are_refused(bytes: Vec<u8>) {
        prop_assert!(ExactIndex::open(bytes).is_err());
    }
}

#[test]
fn every_shorter_file_is_refused() {
    let bytes = file(&[([3; 16], 1), ([5; 16], 2)], &[([1; 20], 1)], &[]);
    for length in 0..bytes.len() {
        let error = ExactIndex::open(&bytes[..length]).unwrap_err();
        assert!(matches!(error, IndexError::Foreign | IndexError::Length { .. }), "{length}: {error}");
    }
    assert!(ExactIndex::open(&bytes).is_ok());
}

/// A header that is sealed but lies: each number of it in turn is made small, large and largest.
#[test]
fn a_sealed_header_that_lies_is_refused_or_harmless() {
    const SEAL_AT: usize = 32 + 3 * 8 + 9 * 16;
    let honest = file(&[([3; 16], 1), ([5; 16], 2)], &[([1; 20], 1)], &[]);
    for at in (24..SEAL_AT).step_by(8) {
        for lie in [0, 1, 1 << 31, u64::from(u32::MAX), u64::MAX / 4, u64::MAX] {
            let mut bytes = honest.clone();
            bytes[at..at + 8].copy_from_slice(&lie.to_le_bytes());
            let seal = sha2::Sha256::digest(&bytes[..SEAL_AT]);
            bytes[SEAL_AT..SEAL_AT + 32].copy_from_slice(&seal);
            if let Ok(index) = ExactIndex::open(&bytes) {
                assert!(bytes == honest || index.verify().is_err(), "number at {at} made {lie}");
                index.find(&Md5([3; 16])).count();
            }
        }
    }
}

#[test]
fn an_empty_index_finds_nothing() {
    let index = ExactIndex::open(file(&[], &[], &[])).unwrap();
    assert!(index.is_empty());
    assert_eq!(index.find(&Sha1([0; 20])).count(), 0);
}

/// Digests that share all but their last bytes must not make a look-up walk them all; here they are merely right.
#[test]
fn crafted_digests_are_found() {
    let pairs: Vec<_> = (0..5000_u32)
        .map(|i| {
            let mut bytes = [9; 16];
            bytes[12..].copy_from_slice(&i.to_be_bytes());
            (bytes, i)
        })
        .collect();
    let index = ExactIndex::open(file(&pairs, &[], &[])).unwrap();
    for (bytes, payload) in &pairs {
        assert_eq!(index.find(&Md5(*bytes)).collect::<Vec<_>>(), [*payload]);
    }
    assert_eq!(index.find(&Md5([9; 16])).count(), 0);
}
