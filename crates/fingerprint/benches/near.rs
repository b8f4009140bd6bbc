//! Searches in near indexes of one and ten million evenly spread prints, radius 31, one core, and their building.
//! Ten million only where asked for by name: `cargo bench -p fingerprint --bench near -- ten --include-ignored`.

use divan::{Bencher, counter::ItemsCount};
use fingerprint::near::{NearIndex, NearWriter, RADIUS_BITS};
use std::sync::LazyLock;
use vocab::Pdq;

fn main() {
    divan::main();
}

fn print(number: u64) -> Pdq {
    let mut bytes = [0; 32];
    for (i, word) in (1_u64..).zip(bytes.as_chunks_mut::<8>().0) {
        // SplitMix64.
        let mut z = (number * 4 + i).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        *word = (z ^ z >> 31).to_le_bytes();
    }
    Pdq(bytes)
}

fn build(prints: u32) -> NearIndex<Vec<u8>> {
    let mut writer = NearWriter::new();
    (0..prints).for_each(|i| writer.add(&print(u64::from(i)), i));
    let bytes = writer.write(Vec::new()).unwrap_or_default();
    match NearIndex::open(bytes) {
        Ok(index) => index,
        Err(error) => unreachable!("the index was just written: {error}"),
    }
}

static ONE_MILLION: LazyLock<NearIndex<Vec<u8>>> = LazyLock::new(|| build(1_000_000));
static TEN_MILLION: LazyLock<NearIndex<Vec<u8>>> = LazyLock::new(|| build(10_000_000));

/// 500 prints that the set does not hold and 500 that it does.
fn search(bencher: Bencher, index: &NearIndex<Vec<u8>>) {
    bencher.counter(ItemsCount::new(1000_u32)).bench(|| {
        let mut found = 0;
        for i in 0..500 {
            index.search(&print(1 << 40 | i), RADIUS_BITS, |_, distance| found += distance + 1);
            index.search(&print(1777 * i), RADIUS_BITS, |_, distance| found += distance + 1);
        }
        found
    });
}

#[divan::bench(sample_count = 10)]
fn search_one_million(bencher: Bencher) {
    search(bencher, &ONE_MILLION);
}

#[divan::bench(sample_count = 10, ignore)]
fn search_ten_million(bencher: Bencher) {
    search(bencher, &TEN_MILLION);
}

#[divan::bench(sample_count = 1)]
fn build_one_million() -> u64 {
    build(1_000_000).len()
}

#[divan::bench(sample_count = 1, ignore)]
fn build_ten_million() -> u64 {
    build(10_000_000).len()
}
