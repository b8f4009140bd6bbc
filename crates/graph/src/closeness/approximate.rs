//! Harmonic closeness within a stated error, from as few sources as it takes.
//!
//! In a component of `k` nodes the closeness of a node is the mean of one over its distance to a source drawn at random,
//! times `k` (Eppstein and Wang, "Fast approximation of centrality", 2004). Two things are known without drawing: the sources next
//! to the node, and the node itself. So what is drawn is one over the distance, or over 2 where that is less, which lies
//! between 0 and a half and varies little. The bound is that of [`crate::bound`], each node about the mean of a first draw.

use super::Reach;
use super::sources::{SOURCES, Sources, Worth};
use crate::bound::{self, Class};
use crate::chance::Chance;
use crate::precision::{Estimate, EstimateError, Precision};
use crate::watch::{Stopped, Watch};
use rayon::prelude::*;

/// Draws are twice one over the distance, in whole numbers of this part of one.
const UNIT: u64 = 1 << 32;
/// The part of the doubt that goes to the variances.
const TO_VARIANCES: f64 = 0.2;
/// Components up to this size are counted.
const COUNTED: usize = 2 * SOURCES;

struct Draws;

impl Worth for Draws {
    fn at(&self, distance: u32) -> [u64; 2] {
        let once = 2 * UNIT / u64::from(distance.max(2));
        // Rounded up, so that a sum of squares is never too small.
        [once, (u128::from(once) * u128::from(once)).div_ceil(u128::from(UNIT)) as u64]
    }
}

/// Closeness in components that are each reached from all their nodes or, where `components` is one list of all, in any
/// directed graph.
pub(super) fn within(
    reach: &Reach<'_>,
    components: Vec<Vec<u32>>,
    precision: &Precision,
    watch: &dyn Watch,
) -> Result<Estimate, EstimateError> {
    precision.check()?;
    let nodes = reach.out.nodes();
    let (small, large): (Vec<_>, Vec<_>) = components.into_iter().partition(|nodes| nodes.len() <= COUNTED);
    let mut sources = Sources::new(reach.out, reach.into);
    let mut counted: Vec<u32> = small.concat();
    let mut found = Estimate { shares: vec![0.0; nodes], error: 0.0, draws: 0 };
    let chance = Chance::new(precision.seed);
    let delta = precision.delta / large.len().max(1) as f64;
    for (number, members) in large.into_iter().enumerate() {
        let part = members.len() as f64 / (nodes - 1) as f64;
        let mut drawing = Drawing { members: &members, sources: &mut sources, drawn: 0, watch };
        // A draw is twice what it stands for.
        let off = 2.0 * precision.epsilon / part;
        match drawing.draw(&chance.fork(number as u64), off, delta)? {
            Some(error) => {
                found.error = found.error.max(0.5 * error * part);
                found.draws += drawing.drawn;
                for &node in &members {
                    let mean = drawing.mean(node);
                    let near = reach.near(node as usize) as f64;
                    let sum = 0.5 * (near + mean * members.len() as f64 - 1.0);
                    found.shares[node as usize] = sum / (nodes - 1) as f64;
                }
            }
            None => counted.extend(members),
        }
        sources.clear();
    }
    let exact = super::count(reach, &mut sources, &counted, watch)?;
    counted.iter().for_each(|&node| found.shares[node as usize] = exact[node as usize]);
    Ok(found)
}

/// A draw of sources in one component.
struct Drawing<'a, 'b> {
    members: &'a [u32],
    sources: &'a mut Sources<'b>,
    drawn: u64,
    watch: &'a dyn Watch,
}

impl Drawing<'_, '_> {
    /// Draws until every mean is within `off`, and gives the error then; none where counting all takes no more.
    fn draw(&mut self, chance: &Chance, off: f64, delta: f64) -> Result<Option<f64>, Stopped> {
        self.run(&chance.fork(0), SOURCES as u64)?;
        let centres: Vec<f64> = self.members.iter().map(|&node| self.mean(node)).collect();
        let first = bound::enough(&[self.class(&centres)], self.drawn as f64, off, delta, TO_VARIANCES);
        self.sources.clear();
        self.drawn = 0;
        let chance = chance.fork(1);
        let whole_runs = |draws: f64| ((draws / SOURCES as f64).ceil() * SOURCES as f64) as u64;
        for moment in 0.. {
            let until = whole_runs(first.min(1e15)) + (moment as f64 * first.min(1e15) * 0.2) as u64;
            let until = whole_runs(until as f64);
            if until >= self.members.len() as u64 {
                return Ok(None);
            }
            self.run(&chance, until)?;
            let doubt = bound::doubt_of(moment, delta);
            let error = bound::off_by(&[self.class(&centres)], self.drawn as f64, doubt, TO_VARIANCES);
            if error <= off {
                return Ok(Some(error));
            }
        }
        Ok(None)
    }

    /// Goes on until so many were drawn: source number `i` from stream `i`.
    fn run(&mut self, chance: &Chance, until: u64) -> Result<(), Stopped> {
        while self.drawn < until {
            let end = until.min(self.drawn + SOURCES as u64);
            let among = self.members.len() as u64;
            let drawn =
                (self.drawn..end).map(|number| self.members[chance.fork(number).below(among) as usize]);
            let drawn: Vec<u32> = drawn.collect();
            self.sources.run(&drawn, &Draws);
            self.drawn = end;
            if !self.watch.goes_on(self.drawn, until) {
                return Err(Stopped);
            }
        }
        Ok(())
    }

    fn mean(&self, node: u32) -> f64 {
        self.sources.sums[node as usize][0] as f64 / UNIT as f64 / self.drawn as f64
    }

    fn class(&self, centres: &[f64]) -> Class {
        let squares = |(&node, &centre): (&u32, &f64)| {
            let [sum, squares] = self.sources.sums[node as usize].map(|sum| sum as f64 / UNIT as f64);
            (squares - 2.0 * centre * sum + centre * centre * self.drawn as f64).max(0.0)
        };
        let largest = self.members.par_iter().zip(centres).map(squares).reduce(|| 0.0, f64::max);
        Class { nodes: self.members.len() as f64, largest, all: None }
    }
}
