//! How long an assessment takes: one case, and a hundred thousand after the book has gained an edition.

use divan::{Bencher, black_box, counter::ItemsCount};
use rules::{Edition, FactName, Facts, Value, assess, changed};

fn main() {
    divan::main();
}

/// Cases that differ in what is known: a small generator, so that every run sees the same ones.
fn cases(count: usize) -> Vec<Facts> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    (0..count)
        .map(|_| {
            let mut facts = Facts::new();
            for name in FactName::ALL {
                let text = match (name, next(4)) {
                    (_, 0) => continue,
                    (FactName::OffencePeriod, 1) => "2009-06-01..2010-02-01",
                    (FactName::OffencePeriod, 2) => "2023-01-01..2023-06-30",
                    (FactName::OffencePeriod, _) => "2024-06-01..2024-09-01",
                    (FactName::DecisionDay | FactName::ActDay, _) => "2025-02-01",
                    (name, turn) => match name.kind() {
                        rules::ValueKind::YesNo if turn == 1 => "yes",
                        rules::ValueKind::YesNo => "no",
                        _ => "6",
                    },
                };
                if let Ok(value) = Value::parse(name.kind(), text) {
                    let _ = facts.insert(*name, value);
                }
            }
            facts
        })
        .collect()
}

#[divan::bench]
fn one_case(bencher: Bencher) {
    let cases = cases(64);
    let mut at = 0;
    bencher.bench_local(|| {
        at = (at + 1) % cases.len();
        assess(black_box(&cases[at]), Edition::LATEST)
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn a_hundred_thousand_cases(bencher: Bencher) {
    let cases = cases(100_000);
    bencher.counter(ItemsCount::new(cases.len())).bench_local(|| {
        cases.iter().map(|facts| assess(black_box(facts), Edition::LATEST).findings.len()).sum::<usize>()
    });
}

/// Which open cases does a new edition touch?
#[divan::bench(sample_count = 3, sample_size = 1)]
fn a_hundred_thousand_cases_touched(bencher: Bencher) {
    let cases = cases(100_000);
    bencher.counter(ItemsCount::new(cases.len())).bench_local(|| {
        cases
            .iter()
            .filter(|facts| !changed(black_box(facts), Edition::FIRST, Edition::SECOND).is_empty())
            .count()
    });
}
