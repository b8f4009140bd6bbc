//! R-MAT graphs: few nodes with very many ties, many with few, as social networks have.
//!
//! D. Chakrabarti, Y. Zhan, C. Faloutsos, "R-MAT: A Recursive Model for Graph Mining", SDM 2004, 442-446,
//! doi:10.1137/1.9781611972740.43.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Chances, in 2^-32, of the quarters: low to low, low to high, high to low; high to high is what is left.
const QUARTERS: [u64; 3] = [quarter(57), quarter(19), quarter(19)];

const fn quarter(percent: u64) -> u64 {
    percent * (1 << 32) / 100
}

/// Writes so many different ties among 2^scale nodes, none of a node to itself, in random order.
pub(crate) fn write(scale: &str, ties: &str, seed: &str, file: &Path) -> Result<(), String> {
    let scale: u32 = scale.parse().ok().filter(|scale| *scale < 32).ok_or("SCALE is a number below 32")?;
    let ties: usize = ties.parse().map_err(|_| "TIES is a number")?;
    let mut random = SplitMix(seed.parse().map_err(|_| "SEED is a number")?);
    if ties as u64 > 1 << (2 * scale).saturating_sub(2) {
        return Err(format!("2^{scale} nodes have no room for {ties} different ties"));
    }
    let mut keys: Vec<u64> = Vec::with_capacity(ties + ties / 4);
    while keys.len() < ties {
        for _ in keys.len()..ties + ties / 8 + 1 {
            let (from, to) = random.tie(scale);
            if from != to {
                keys.push(from << 32 | to);
            }
        }
        keys.sort_unstable();
        keys.dedup();
    }
    // Shuffled, then cut: which ties are left out does not hang on their numbers.
    for at in (1..keys.len()).rev() {
        keys.swap(at, random.below(at as u64 + 1) as usize);
    }
    keys.truncate(ties);
    let lines = File::create(file).and_then(|file| {
        let mut lines = BufWriter::with_capacity(1 << 20, file);
        for key in keys {
            let weight = 1 + random.below(16);
            writeln!(lines, "{},{},{}", key >> 32, key & 0xffff_ffff, weight as f64 / 4.0)?;
        }
        lines.flush()
    });
    lines.map_err(|error| format!("{}: {error}", file.display()))
}

/// Numbers that look random, the same everywhere.
struct SplitMix(u64);

impl SplitMix {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `bound`, evenly enough for graphs.
    fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.number()) * u128::from(bound)) >> 64) as u64
    }

    fn tie(&mut self, scale: u32) -> (u64, u64) {
        let (mut from, mut to) = (0, 0);
        for _ in 0..scale {
            let drawn = self.number() >> 32;
            let quarter = QUARTERS.iter().scan(0, |sum, chance| {
                *sum += chance;
                Some(*sum)
            });
            let quarter = quarter.filter(|sum| drawn >= *sum).count() as u64;
            (from, to) = (from << 1 | quarter >> 1, to << 1 | quarter & 1);
        }
        (from, to)
    }
}
