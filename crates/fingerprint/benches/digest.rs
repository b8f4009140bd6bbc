//! Speed of the three digests over one mebibyte and over many small files, one core.

use divan::{Bencher, black_box, counter::BytesCount};
use fingerprint::Digester;

fn main() {
    divan::main();
}

fn bytes(size: usize) -> Vec<u8> {
    (0..size as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

#[divan::bench(args = [4 << 10, 1 << 20])]
fn fused(bencher: Bencher, size: usize) {
    let bytes = bytes(size);
    bencher.counter(BytesCount::new(size)).bench(|| {
        let mut digester = Digester::new();
        digester.update(black_box(&bytes));
        digester.finish()
    });
}

#[divan::bench(args = [4 << 10, 1 << 20])]
fn portable(bencher: Bencher, size: usize) {
    let bytes = bytes(size);
    bencher.counter(BytesCount::new(size)).bench(|| {
        let mut digester = Digester::portable();
        digester.update(black_box(&bytes));
        digester.finish()
    });
}
