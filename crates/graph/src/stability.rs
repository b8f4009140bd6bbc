//! Which communities come back whatever the seed, and so can be relied on.
//!
//! One search for communities is one draw. Where modularity is nearly flat, another seed gives other groups of nearly
//! the same worth; this shows which groups that concerns.

use std::num::NonZeroU32;

use crate::agreement::{agreement, best_jaccard};
use crate::leiden::Ground;
use crate::{Agreement, Communities, Leiden, LeidenError, Partition, Rows, Watch};

/// How much communities depend on the seed.
#[derive(Clone, Debug, PartialEq)]
pub struct Stability {
    /// The communities of the run with the highest modularity (of equals: the first).
    pub reference: Communities,
    /// For each community of the reference, how well it comes back in the other runs: the median over them of the
    /// best Jaccard index there. From 0 to 1; 1 where it comes back unchanged in most.
    pub returns: Vec<f64>,
    /// Seed and modularity of each run.
    pub runs: Vec<Run>,
    /// How alike the partitions of each two runs are.
    pub between: Vec<Between>,
}

/// One search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// Its seed.
    pub seed: u64,
    /// Modularity that it reached.
    pub modularity: f64,
}

/// Two searches compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Between {
    /// Number of the first run, from 0.
    pub first: usize,
    /// Number of the second run: higher.
    pub second: usize,
    /// How alike what they found is.
    pub agreement: Agreement,
}

impl Leiden {
    /// Searches `runs` times, with the seed and those that follow it, and compares what is found.
    ///
    /// The watch is told rounds done over all runs.
    ///
    /// # Errors
    /// When a setting is out of bounds, there are fewer than two runs, or the watch stops it.
    pub fn stability(&self, rows: &Rows, runs: u32, watch: &dyn Watch) -> Result<Stability, LeidenError> {
        if runs < 2 {
            return Err(LeidenError::Runs(runs));
        }
        let ground = Ground::new(rows, self)?;
        let (mut found, mut told) = (Vec::new(), Vec::new());
        for run in 0..runs {
            let seed = self.seed.wrapping_add(u64::from(run));
            let communities = ground.communities(seed, &OneOf { watch, run, runs, rounds: self.rounds })?;
            told.push(Run { seed, modularity: communities.modularity });
            found.push(communities);
        }
        let mut chosen = 0;
        for (run, communities) in found.iter().enumerate() {
            if communities.modularity > found[chosen].modularity {
                chosen = run;
            }
        }
        let partitions: Vec<&Partition> = found.iter().map(|communities| &communities.partition).collect();
        let returns = returns(&partitions, chosen);
        let between = between(&partitions);
        Ok(Stability { reference: found.swap_remove(chosen), returns, runs: told, between })
    }
}

/// Median over the other partitions of how well each community of the chosen one comes back.
fn returns(partitions: &[&Partition], chosen: usize) -> Vec<f64> {
    let reference = partitions[chosen];
    let others = partitions.iter().enumerate().filter(|&(run, _)| run != chosen);
    // Partitions of one graph are comparable.
    let by_run: Vec<Vec<f64>> = others.filter_map(|(_, other)| best_jaccard(reference, other).ok()).collect();
    (0..reference.communities())
        .map(|community| median(by_run.iter().map(|best| best[community]).collect()))
        .collect()
}

/// Every two partitions compared.
fn between(partitions: &[&Partition]) -> Vec<Between> {
    let mut between = Vec::new();
    for (first, one) in partitions.iter().enumerate() {
        for (second, other) in partitions.iter().enumerate().skip(first + 1) {
            if let Ok(agreement) = agreement(one, other) {
                between.push(Between { first, second, agreement });
            }
        }
    }
    between
}

/// The middle value; of an even number, the mean of the two in the middle. 0 of none.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    match (values.get(middle), values.len() % 2) {
        (Some(&value), 1) => value,
        (Some(&value), _) => (values[middle - 1] + value) / 2.0,
        (None, _) => 0.0,
    }
}

/// One run of several, as the watch of all sees it.
struct OneOf<'a> {
    watch: &'a dyn Watch,
    run: u32,
    runs: u32,
    rounds: NonZeroU32,
}

impl Watch for OneOf<'_> {
    fn goes_on(&self, done: u64, _of: u64) -> bool {
        let rounds = u64::from(self.rounds.get());
        self.watch.goes_on(u64::from(self.run) * rounds + done, u64::from(self.runs) * rounds)
    }
}
