//! The near index against a plain scan: random, clustered and skewed sets, planted neighbours, damaged files.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise, in its functions too")]

use fingerprint::IndexError;
use fingerprint::near::{NearIndex, NearWriter, RADIUS_BITS, RADIUS_BITS_MAX};
use proptest::prelude::*;
use std::collections::BTreeSet;
use vocab::Pdq;

/// Seeded numbers (xorshift64*), so that a failure can be run again.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn print(&mut self) -> Pdq {
        let mut bytes = [0; 32];
        bytes.as_chunks_mut::<8>().0.iter_mut().for_each(|word| *word = self.next().to_le_bytes());
        Pdq(bytes)
    }

    /// A print at exactly this distance.
    fn beside(&mut self, print: &Pdq, distance_bits: u32) -> Pdq {
        let mut near = *print;
        while near.distance_bits(print) < distance_bits {
            let bit = self.next() as usize % 256;
            let flipped = near.0[bit / 8] ^ 1 << (bit % 8);
            if (print.0[bit / 8] ^ flipped) >> (bit % 8) & 1 == 1 {
                near.0[bit / 8] = flipped;
            }
        }
        near
    }
}

fn index_of(pairs: &[(Pdq, u32)]) -> NearIndex<Vec<u8>> {
    let mut writer = NearWriter::new();
    pairs.iter().for_each(|(print, entry)| writer.add(print, *entry));
    NearIndex::open(writer.write(Vec::new()).unwrap()).unwrap()
}

/// Compares every search with a plain scan: the same entries and distances, nearest first.
fn check(pairs: &[(Pdq, u32)], queries: &[Pdq], radius_bits: u32) {
    let index = index_of(pairs);
    assert_eq!(index.len() as usize, pairs.iter().collect::<BTreeSet<_>>().len());
    let mut batch = Vec::new();
    index.search_all(queries, radius_bits, |query, entry, distance| batch.push((query, entry, distance)));
    let mut single = Vec::new();
    for (i, query) in queries.iter().enumerate() {
        let mut found = Vec::new();
        index.search(query, radius_bits, |entry, distance| found.push((distance, entry)));
        let truth: BTreeSet<(u32, Pdq, u32)> = pairs
            .iter()
            .map(|(print, entry)| (print.distance_bits(query), *print, *entry))
            .filter(|(distance, ..)| *distance <= radius_bits)
            .collect();
        let truth: Vec<_> = truth.into_iter().map(|(distance, _, entry)| (distance, entry)).collect();
        assert_eq!(found, truth, "radius {radius_bits}");
        single.extend(found.into_iter().map(|(distance, entry)| (i, entry, distance)));
    }
    assert_eq!(batch, single);
}

#[test]
fn planted_neighbours_are_found_at_every_distance_and_radius() {
    let mut seeded = Seeded(7);
    let queries: Vec<Pdq> = (0..6).map(|_| seeded.print()).collect();
    let mut pairs: Vec<(Pdq, u32)> = (0..25_000).map(|i| (seeded.print(), i)).collect();
    for query in &queries {
        for distance in 0..=RADIUS_BITS_MAX + 2 {
            pairs.push((seeded.beside(query, distance), 100_000 + distance));
        }
    }
    for radius in [0, 1, 9, 10, 11, 20, 21, 30, RADIUS_BITS, 32, 40, RADIUS_BITS_MAX] {
        check(&pairs, &queries, radius);
    }
}

/// All differing bits in as few slots as possible, or spread evenly: the hardest cases for the slots.
#[test]
fn differing_bits_in_runs_are_found() {
    let mut seeded = Seeded(11);
    let query = seeded.print();
    let mut pairs: Vec<(Pdq, u32)> = (0..15_000).map(|i| (seeded.print(), i)).collect();
    for start in 0..256_usize {
        for (stride, count) in [(1, 31), (1, 16), (8, 31), (23, 31), (24, 31), (7, 31), (3, 30)] {
            let mut near = query;
            (0..count).map(|i| (start + stride * i) % 256).for_each(|bit| near.0[bit / 8] ^= 1 << (bit % 8));
            pairs.push((near, 200_000 + start as u32));
        }
    }
    check(&pairs, &[query], RADIUS_BITS);
}

/// Sets as real ones can be: one cluster, shared slots, and many entries with one print.
#[test]
fn skewed_sets_are_searched_in_full() {
    let mut seeded = Seeded(3);
    let centre = seeded.print();
    let cluster: Vec<(Pdq, u32)> = (0..8_000)
        .map(|i| {
            let distance = seeded.next() as u32 % 60;
            (seeded.beside(&centre, distance), i)
        })
        .collect();
    check(&cluster, &[centre, cluster[5].0, seeded.print()], RADIUS_BITS);

    // Ten of eleven slots alike.
    let alike: Vec<(Pdq, u32)> = (0..8_000)
        .map(|i| {
            let mut print = Pdq([0; 32]);
            print.0[29..].copy_from_slice(&(seeded.next() as u32).to_le_bytes()[..3]);
            (print, i)
        })
        .collect();
    check(&alike, &[Pdq([0; 32]), alike[9].0, Pdq([0xff; 32])], RADIUS_BITS);

    let same: Vec<(Pdq, u32)> = (0..20_000).map(|i| (centre, i)).collect();
    check(&same, &[centre, seeded.beside(&centre, 31), seeded.beside(&centre, 32)], RADIUS_BITS);
    assert_eq!(index_of(&same).prints(), 1);
}

fn some_pairs() -> impl Strategy<Value = Vec<(Pdq, u32)>> {
    let few_ones = proptest::collection::vec(0_usize..256, 0..40).prop_map(|bits| {
        let mut print = Pdq([0; 32]);
        bits.into_iter().for_each(|bit| print.0[bit / 8] ^= 1 << (bit % 8));
        print
    });
    let print = prop_oneof![few_ones, any::<[u8; 32]>().prop_map(Pdq)];
    proptest::collection::vec((print, 0_u32..50), 0..300)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Small sets padded with far prints, so that the slots are really used and not the plain scan.
    #[test]
    fn finds_what_a_scan_finds(mut pairs in some_pairs(), radius in 0..=RADIUS_BITS_MAX, padded: bool, seed in 1_u64..) {
        let queries: Vec<Pdq> = pairs.iter().map(|(print, _)| *print).take(20).chain([Pdq([0; 32])]).collect();
        if padded {
            let mut seeded = Seeded(seed);
            pairs.extend((0..8000).map(|i| (seeded.print(), 1000 + i)));
        }
        check(&pairs, &queries, radius);
    }

    #[test]
    fn the_order_of_adding_leaves_no_trace(mut pairs in some_pairs()) {
        let write = |pairs: &[(Pdq, u32)]| {
            let mut writer = NearWriter::new();
            pairs.iter().for_each(|(print, entry)| writer.add(print, *entry));
            writer.write(Vec::new()).unwrap()
        };
        let one = write(&pairs);
        pairs.reverse();
        prop_assert_eq!(one, write(&pairs));
    }

    /// Whatever is changed: a clear refusal, or an index that answers without a fault and fails its seal.
    #[test]
    fn no_change_is_unseen(pairs in some_pairs(), at: prop::sample::Index, bit in 0_u8..8) {
        let mut writer = NearWriter::new();
        let mut seeded = Seeded(5);
        pairs.iter().for_each(|(print, entry)| writer.add(print, *entry));
        (0..3000).for_each(|i| writer.add(&seeded.print(), i));
        let mut bytes = writer.write(Vec::new()).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(index) = NearIndex::open(bytes) {
            prop_assert_eq!(index.verify(), Err(IndexError::Content));
            pairs.iter().for_each(|(print, _)| index.search(print, RADIUS_BITS, |_, _| ()));
        }
    }

    #[test]
    fn any_bytes_are_refused(bytes: Vec<u8>) {
        prop_assert!(NearIndex::open(bytes).is_err());
    }
}

#[test]
fn every_shorter_file_is_refused() {
    let mut writer = NearWriter::new();
    (0..10).for_each(|i| writer.add(&Pdq([i; 32]), u32::from(i)));
    let bytes = writer.write(Vec::new()).unwrap();
    for length in (0..bytes.len()).step_by(7).chain([bytes.len() - 1]) {
        let error = NearIndex::open(&bytes[..length]).unwrap_err();
        assert!(matches!(error, IndexError::Foreign | IndexError::Length { .. }), "{length}: {error}");
    }
}

#[test]
fn an_index_of_the_other_kind_is_named() {
    let exact = fingerprint::exact::ExactWriter::new().write(Vec::new()).unwrap();
    let error = NearIndex::open(exact).unwrap_err();
    assert_eq!(error, IndexError::Kind { found: "exact", wanted: "near" });
    assert_eq!(error.to_string(), "the index is of kind `exact`; `near` was expected");
}

#[test]
fn an_empty_index_finds_nothing() {
    check(&[], &[Pdq([0; 32])], RADIUS_BITS);
    assert!(index_of(&[]).is_empty());
}
