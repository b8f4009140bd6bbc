//! Who points at many that matter, and who is pointed at by many that do: hubs and authorities.

use crate::piece::{parts, pieces};
use crate::rank::pulled;
use crate::settle::check_tolerance;
use crate::{Graph, Rows, SettleError};
use rayon::prelude::*;
use std::ops::Range;

/// How hubs and authorities are found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hits {
    /// How far all values together may be from the exact ones, in sum of absolute differences, as estimated from how
    /// fast the changes shrink; above 0 and below 1. Values add up to 1.
    pub tolerance: f64,
    /// Rounds after which it is given up. Where two parts of a network are about equally strong, many are needed.
    pub rounds_max: u32,
}

impl Default for Hits {
    fn default() -> Self {
        Self { tolerance: 1e-10, rounds_max: 100_000 }
    }
}

/// Rounds that tell how fast the values settle.
const ROUNDS_NEAR: usize = 8;

/// Both values of each node; each kind adds up to 1, or is 0 throughout where there are no ties.
#[derive(Clone, Debug, PartialEq)]
pub struct HubsAndAuthorities {
    /// High where strong ties lead to high authorities.
    pub hubs: Vec<f64>,
    /// High where strong ties come from high hubs.
    pub authorities: Vec<f64>,
}

/// Hubs and authorities, by weight. Where several answers are possible, as with two equal networks side by side, it is the
/// one nearest to all nodes being alike.
///
/// J. M. Kleinberg, "Authoritative Sources in a Hyperlinked Environment", J. ACM 46 (1999), 604-632,
/// doi:10.1145/324133.324140: the first pair of singular vectors of the matrix of ties.
///
/// # Errors
/// When the tolerance is out of bounds, or the values do not settle within the rounds allowed.
pub fn hits(graph: &Graph, asked: &Hits) -> Result<HubsAndAuthorities, SettleError> {
    check_tolerance(asked.tolerance)?;
    let nodes = graph.nodes();
    if graph.out().arcs() == 0 {
        return Ok(HubsAndAuthorities { hubs: vec![0.0; nodes], authorities: vec![0.0; nodes] });
    }
    let mut hubs = vec![1.0 / nodes as f64; nodes];
    let mut authorities = vec![1.0 / nodes as f64; nodes];
    let (in_ranges, out_ranges) = (pieces(graph.into().offsets()), pieces(graph.out().offsets()));
    let mut change_before = f64::INFINITY;
    // By which factors the changes shrank in the last rounds; infinite where there was no such round yet.
    let mut paces = [f64::INFINITY; ROUNDS_NEAR];
    for _ in 0..asked.rounds_max {
        let authorities_next = shares(pulled_all(graph.into(), &in_ranges, &hubs));
        let hubs_next = shares(pulled_all(graph.out(), &out_ranges, &authorities_next));
        let change = apart(&authorities, &authorities_next).max(apart(&hubs, &hubs_next));
        (hubs, authorities) = (hubs_next, authorities_next);
        // Changes shrink like a geometric row, and what is still to come is its rest. A part that shrinks slowly may hide
        // behind one that shrinks fast: so the slowest of some rounds counts.
        paces.rotate_left(1);
        paces[ROUNDS_NEAR - 1] =
            if change_before.is_finite() { change / change_before } else { f64::INFINITY };
        let slowest = paces.iter().copied().fold(0.0, f64::max);
        if change == 0.0 || slowest < 1.0 && change * slowest / (1.0 - slowest) <= asked.tolerance {
            return Ok(HubsAndAuthorities { hubs, authorities });
        }
        change_before = change;
    }
    Err(SettleError::NotSettled { rounds: asked.rounds_max, change: change_before })
}

fn pulled_all(rows: &Rows, ranges: &[Range<usize>], values: &[f64]) -> Vec<f64> {
    let mut all = vec![0.0; rows.nodes()];
    let pull = |(range, part): (&Range<usize>, &mut [f64])| {
        range.clone().zip(part).for_each(|(node, value)| *value = pulled(rows, node, values));
    };
    let parts = parts(&mut all, ranges, |node| node);
    // Waking other threads costs more than a small graph does.
    if ranges.len() == 1 {
        ranges.iter().zip(parts).for_each(pull);
    } else {
        ranges.par_iter().zip(parts).for_each(pull);
    }
    all
}

/// Divided by their sum.
fn shares(mut values: Vec<f64>) -> Vec<f64> {
    let sum: f64 = values.iter().sum();
    values.iter_mut().for_each(|value| *value /= sum);
    values
}

fn apart(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum()
}
