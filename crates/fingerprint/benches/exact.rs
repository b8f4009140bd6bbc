//! Look-ups of MD5 digests among one million, one core: in batches and one by one, known and unknown.

use divan::{Bencher, counter::ItemsCount};
use fingerprint::exact::{ExactIndex, ExactWriter};
use std::sync::LazyLock;
use vocab::Md5;

const DIGESTS: u32 = 1_000_000;
const LOOKUPS: u32 = 100_000;

fn main() {
    divan::main();
}

fn digest(number: u32) -> Md5 {
    let spread = u128::from(number) + 1;
    Md5(spread.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes())
}

static INDEX: LazyLock<ExactIndex<Vec<u8>>> = LazyLock::new(|| {
    let mut writer = ExactWriter::new();
    (0..DIGESTS).for_each(|i| writer.add(&digest(i), i));
    match ExactIndex::open(writer.write(Vec::new()).unwrap_or_default()) {
        Ok(index) => index,
        Err(error) => unreachable!("the index was just written: {error}"),
    }
});

/// Queries in no order, from this number on.
fn queries(first: u32) -> Vec<Md5> {
    (0..LOOKUPS).map(|i| digest(first + (u64::from(i) * 7919 % u64::from(DIGESTS)) as u32)).collect()
}

#[divan::bench(args = [0, DIGESTS])]
fn in_batches(bencher: Bencher, first: u32) {
    let queries = queries(first);
    bencher.counter(ItemsCount::new(LOOKUPS)).bench(|| {
        let mut sum = 0_u64;
        INDEX.find_all(&queries, |_, payload| sum += u64::from(payload));
        sum
    });
}

#[divan::bench(args = [0, DIGESTS])]
fn one_by_one(bencher: Bencher, first: u32) {
    let queries = queries(first);
    bencher
        .counter(ItemsCount::new(LOOKUPS))
        .bench(|| queries.iter().map(|query| INDEX.find(query).count()).sum::<usize>());
}
