//! Who is reached by a walker who follows ties at random: PageRank.

use crate::piece::{parts, pieces};
use crate::settle::check_tolerance;
use crate::{Graph, Rows, SettleError};
use rayon::prelude::*;
use std::ops::Range;

/// How the walk goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageRank {
    /// Chance that the walker follows a tie, rather than jumps to any node: at least 0 and below 1.
    pub damping: f64,
    /// How far all values together may be from the exact ones, in sum of absolute differences; above 0 and below 1.
    /// All values add up to 1. Below 1e-14 the arithmetic itself may fall short.
    pub tolerance: f64,
    /// Rounds after which it is given up.
    pub rounds_max: u32,
}

impl Default for PageRank {
    fn default() -> Self {
        Self { damping: 0.85, tolerance: 1e-10, rounds_max: 10_000 }
    }
}

/// What a node adds in each round, fused so that memory is read once.
struct Round<'a> {
    into: &'a Rows,
    /// What each node passes on for a weight of 1.
    passed: &'a [f64],
    damping: f64,
    /// What each node gets whoever reaches it.
    base: f64,
    /// 1 by the strength of the ties that leave; 0 where none do.
    by_strength: &'a [f64],
}

/// What the nodes of a range, or all, did in one round.
#[derive(Clone, Copy, Default)]
struct Moved {
    change: f64,
    /// Rank that stands on nodes without ties that leave.
    stuck: f64,
}

/// The chance of each node to hold the walker in the long run. He follows ties that leave his node, in proportion to their
/// weight; from a node without such ties, and now and then from any, he jumps to a node that is drawn evenly.
///
/// L. Page, S. Brin, R. Motwani, T. Winograd, "The PageRank Citation Ranking: Bringing Order to the Web", Stanford InfoLab
/// 1999-66. The stopping rule: each round brings the values nearer by the factor `damping`, so the distance left is at
/// most `damping / (1 - damping)` times the last change.
///
/// # Errors
/// When a setting is out of bounds, or the values do not settle within the rounds allowed.
pub fn page_rank(graph: &Graph, asked: &PageRank) -> Result<Vec<f64>, SettleError> {
    let PageRank { damping, tolerance, rounds_max } = *asked;
    check_tolerance(tolerance)?;
    if !(0.0..1.0).contains(&damping) {
        return Err(SettleError::Damping(damping));
    }
    let nodes = graph.nodes();
    if nodes == 0 {
        return Ok(Vec::new());
    }
    let ranges = pieces(graph.into().offsets());
    let by_strength: Vec<f64> =
        (0..nodes).into_par_iter().map(|node| by_strength(graph.out(), node)).collect();
    let even = 1.0 / nodes as f64;
    let mut rank = vec![even; nodes];
    let mut passed: Vec<f64> = by_strength.iter().map(|by| by * even).collect();
    let mut passed_next = vec![0.0; nodes];
    let mut moved = Moved { change: f64::INFINITY, stuck: 0.0 };
    moved.stuck = even * by_strength.iter().filter(|by| **by == 0.0).count() as f64;
    for _ in 0..rounds_max {
        let base = (1.0 - damping + damping * moved.stuck) * even;
        let round = Round { into: graph.into(), passed: &passed, damping, base, by_strength: &by_strength };
        moved = round.make(&ranges, &mut rank, &mut passed_next);
        std::mem::swap(&mut passed, &mut passed_next);
        if moved.change * damping / (1.0 - damping) <= tolerance {
            return Ok(rank);
        }
    }
    Err(SettleError::NotSettled { rounds: rounds_max, change: moved.change })
}

fn by_strength(out: &Rows, node: usize) -> f64 {
    let strength: f64 = out.weights_of(node).iter().copied().map(f64::from).sum();
    if strength > 0.0 { 1.0 / strength } else { 0.0 }
}

impl Round<'_> {
    fn make(&self, ranges: &[Range<usize>], rank: &mut [f64], passed_next: &mut [f64]) -> Moved {
        let rank = parts(rank, ranges, |node| node);
        let passed_next = parts(passed_next, ranges, |node| node);
        let make = |((range, rank), passed): ((&Range<usize>, _), _)| self.make_range(range, rank, passed);
        // Waking other threads costs more than a small graph does.
        let moved: Vec<Moved> = if ranges.len() == 1 {
            ranges.iter().zip(rank).zip(passed_next).map(make).collect()
        } else {
            ranges.par_iter().zip(rank).zip(passed_next).map(make).collect()
        };
        // In the order of the ranges: the sum is the same on any number of threads.
        moved.iter().fold(Moved::default(), |sum, part| Moved {
            change: sum.change + part.change,
            stuck: sum.stuck + part.stuck,
        })
    }

    fn make_range(&self, range: &Range<usize>, rank: &mut [f64], passed_next: &mut [f64]) -> Moved {
        let mut moved = Moved::default();
        for ((node, rank), passed) in range.clone().zip(rank).zip(passed_next) {
            let next = self.base + self.damping * pulled(self.into, node, self.passed);
            moved.change += (next - *rank).abs();
            let by = self.by_strength[node];
            if by == 0.0 {
                moved.stuck += next;
            }
            (*rank, *passed) = (next, next * by);
        }
        moved
    }
}

/// The values of a node's neighbours, each times the weight of the tie, in sum. Four sums run side by side, since one alone
/// would wait for itself.
pub(crate) fn pulled(rows: &Rows, node: usize, values: &[f64]) -> f64 {
    let (targets, targets_rest) = rows.neighbours(node).as_chunks::<4>();
    let (weights, weights_rest) = rows.weights_of(node).as_chunks::<4>();
    let mut sums = [0.0; 4];
    for (targets, weights) in targets.iter().zip(weights) {
        for lane in 0..4 {
            sums[lane] += values[targets[lane] as usize] * f64::from(weights[lane]);
        }
    }
    let rest = targets_rest.iter().zip(weights_rest);
    let rest: f64 = rest.map(|(to, weight)| values[*to as usize] * f64::from(*weight)).sum();
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}
