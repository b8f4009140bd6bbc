//! Learns the odds from the two networks themselves, without knowing who is who.
//!
//! How often two persons agree (`u`) on name and hours is counted on pairs drawn at random: nearly all of them are two
//! persons. That two persons share a key, an address or a picture is too rare to be seen in a sample, and the few pairs of
//! one person that are drawn would pass for it: there the stated `u` stays. How often one
//! person agrees with itself (`m`) is found by expectation and maximisation (A. P. Dempster, N. M. Laird, D. B. Rubin 1977) on the pairs
//! that share something, where those pairs have odds of their own: they agree more often, for that is how they were
//! picked. What the search for pairs cannot find is not learned from, so `m` is somewhat too high.

use super::block::{BlockLimits, pairs};
use super::compare::{Field, Levels, compare};
use super::model::{Model, ModelError, Odds};
use super::profile::Profile;
use crate::chance::mix;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How learning goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learning {
    /// Pairs that are drawn at random.
    pub drawn: u32,
    /// Most rounds.
    pub rounds_max: u32,
    /// The same seed draws the same pairs.
    pub seed: u64,
}

impl Default for Learning {
    fn default() -> Self {
        Self { drawn: 200_000, rounds_max: 500, seed: 0 }
    }
}

/// Why nothing was learned.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LearnError {
    /// No two profiles share anything.
    #[error("no two members of the networks share anything to learn from: use the stated model")]
    NoPairs,
    /// The odds did not settle.
    #[error("the odds did not settle in {0} rounds: allow more, or use the stated model")]
    Unsettled(u32),
    /// The model to begin from is none.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// A pattern of levels with its number of pairs.
type Counts = Vec<(Levels, f64)>;

/// Learns a model.
///
/// # Errors
/// When the networks share nothing, or the odds do not settle.
pub fn learn(
    a: &[Profile],
    b: &[Profile],
    limits: &BlockLimits,
    learning: &Learning,
) -> Result<Model, LearnError> {
    let (found, _) = pairs(a, b, limits);
    if found.is_empty() {
        return Err(LearnError::NoPairs);
    }
    let mut model = Model::stated(0.5);
    let drawn = draw(a, b, learning);
    for field in [Field::Name, Field::Hours] {
        let counted = shares(field, drawn.iter().map(|(levels, count)| (levels, *count)));
        for (odds, share) in model.levels[field as usize].iter_mut().zip(counted) {
            odds.u = share;
        }
    }
    let counts = count(found.par_iter().map(|&pair| pair), a, b);
    let part = settle(&mut model, &counts, learning.rounds_max)?;
    let all = (a.len() as f64) * (b.len() as f64);
    model.prior = (part * found.len() as f64 / all).clamp(1e-12, 0.5);
    model.ground = format!(
        "Learned from the two networks: u of name and hours from {} pairs drawn with seed {}, m from {} pairs that share something; u of the other fields is stated.",
        learning.drawn,
        learning.seed,
        found.len()
    );
    model.check()?;
    Ok(model)
}

fn draw(a: &[Profile], b: &[Profile], learning: &Learning) -> Counts {
    let pair = |draw: u64| {
        let bits = mix(mix(learning.seed) ^ draw);
        ((bits >> 32) as u32 % a.len() as u32, bits as u32 % b.len() as u32)
    };
    count((0..u64::from(learning.drawn)).into_par_iter().map(pair), a, b)
}

fn count(pairs: impl ParallelIterator<Item = (u32, u32)>, a: &[Profile], b: &[Profile]) -> Counts {
    let add = |mut counts: BTreeMap<Levels, f64>, levels: Levels| {
        *counts.entry(levels).or_insert(0.0) += 1.0;
        counts
    };
    let join = |mut one: BTreeMap<Levels, f64>, other: BTreeMap<Levels, f64>| {
        other.into_iter().for_each(|(levels, count)| *one.entry(levels).or_insert(0.0) += count);
        one
    };
    let levels = pairs.map(|(x, y)| compare(&a[x as usize], &b[y as usize]));
    levels.fold(BTreeMap::new, add).reduce(BTreeMap::new, join).into_iter().collect()
}

/// The share of each level among pairs of which the field is known, with half a pair added to each so that none is 0.
fn shares<'a>(field: Field, counts: impl Iterator<Item = (&'a Levels, f64)>) -> Vec<f64> {
    let mut shares = vec![0.5; field.levels().len()];
    for (levels, count) in counts {
        if let Some(share) = levels.of(field).and_then(|level| shares.get_mut(usize::from(level))) {
            *share += count;
        }
    }
    let total: f64 = shares.iter().sum();
    shares.into_iter().map(|share| share / total).collect()
}

/// Expectation and maximisation until nothing moves by more than a millionth. Gives the part of the pairs that are one person.
fn settle(model: &mut Model, counts: &Counts, rounds_max: u32) -> Result<f64, LearnError> {
    // Pairs of two persons, among those that share something, have odds of their own: a nuisance, learned beside.
    let mut beside: Vec<Vec<f64>> = Field::ALL
        .iter()
        .map(|&field| shares(field, counts.iter().map(|(levels, count)| (levels, *count))))
        .collect();
    let mut part = 0.05;
    for _ in 0..rounds_max {
        let weighed: Vec<(&Levels, f64, f64)> = counts
            .iter()
            .map(|(levels, count)| {
                let (mut one, mut two) = (part, 1.0 - part);
                for field in Field::ALL {
                    if let Some(level) = levels.of(field) {
                        one *= model.odds(field, level).m;
                        two *= beside[field as usize][usize::from(level)];
                    }
                }
                (levels, count * one / (one + two), *count)
            })
            .collect();
        let mut moved: f64 = 0.0;
        for field in Field::ALL {
            let new = shares(field, weighed.iter().map(|&(levels, one, _)| (levels, one)));
            for (odds, m) in model.levels[field as usize].iter_mut().zip(new) {
                moved = moved.max((odds.m - m).abs());
                *odds = Odds { m, ..*odds };
            }
            beside[field as usize] =
                shares(field, weighed.iter().map(|&(levels, one, all)| (levels, all - one)));
        }
        let all: f64 = weighed.iter().map(|&(_, _, all)| all).sum();
        let new = weighed.iter().map(|&(_, one, _)| one).sum::<f64>() / all;
        moved = moved.max((part - new).abs());
        part = new;
        if moved < 1e-6 {
            return Ok(part);
        }
    }
    Err(LearnError::Unsettled(rounds_max))
}
