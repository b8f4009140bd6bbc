//! Communities by the Leiden method.

mod groups;
mod level;
mod moving;
mod refinement;

use std::num::NonZeroU32;

use crate::chance::Chance;
use crate::{Partition, Rows, Stopped, Watch, modularity};
use groups::{Groups, renumber};
use level::Level;
use moving::Until;
use refinement::{Parts, Steering};

/// In all rounds but the last, moving ends where a look at every tie raises modularity by less than this: what is left
/// is found in the next round, at less cost.
const SLOW: f64 = 2e-3;

/// What a search for communities is steered by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leiden {
    /// Resolution of the modularity: above 0. At 1 it is modularity as first defined; higher gives smaller communities.
    pub resolution: f64,
    /// How far the merging of parts departs from greedy, in mean tie weights: above 0. The paper's theta.
    pub randomness: f64,
    /// How often the whole search is repeated from what was found; it ends sooner where nothing moves any more.
    pub rounds: NonZeroU32,
    /// The same seed gives the same communities.
    pub seed: u64,
}

impl Default for Leiden {
    /// Resolution 1, randomness 0.01, three rounds, seed 0.
    fn default() -> Self {
        Self { resolution: 1.0, randomness: 0.01, rounds: NonZeroU32::MIN.saturating_add(2), seed: 0 }
    }
}

/// Why there are no communities.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum LeidenError {
    /// The resolution is out of bounds.
    #[error("resolution {0} is not a finite number above 0: 1 is the usual one")]
    Resolution(f64),
    /// The randomness is out of bounds.
    #[error("randomness {0} is not a finite number above 0: 0.01 is the usual one")]
    Randomness(f64),
    /// Nothing to compare.
    #[error("{0} runs can't be compared with one another: ask for at least 2")]
    Runs(u32),
    /// The watch stopped it.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// Communities, and how good a division they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Communities {
    /// Who is in which.
    pub partition: Partition,
    /// Modularity at the resolution asked for.
    pub modularity: f64,
}

impl Leiden {
    /// Finds communities of high modularity in an undirected graph (Traag, Waltman and van Eck, "From Louvain to Leiden:
    /// guaranteeing well-connected communities", 2019).
    ///
    /// The rows are those of an undirected graph, such as [`crate::Graph::undirected`] gives. Every community is
    /// connected. Modularity is never below that of each node alone. A node without ties is a community of its own. The
    /// same rows, settings and seed give the same communities, whatever the number of threads.
    ///
    /// The watch is told rounds done.
    ///
    /// # Errors
    /// When a setting is out of bounds, or the watch stops it.
    pub fn communities(&self, rows: &Rows, watch: &dyn Watch) -> Result<Communities, LeidenError> {
        let ground = Ground::new(rows, self)?;
        Ok(ground.communities(self.seed, watch)?)
    }
}

/// A graph made ready for searches that differ in the seed only.
pub(crate) struct Ground<'a> {
    rows: &'a Rows,
    level: Level,
    /// The node of the graph behind each node of the level.
    order: Vec<u32>,
    settings: Leiden,
}

impl<'a> Ground<'a> {
    /// Checks the settings and renumbers the graph.
    pub(crate) fn new(rows: &'a Rows, settings: &Leiden) -> Result<Self, LeidenError> {
        if !(settings.resolution.is_finite() && settings.resolution > 0.0) {
            return Err(LeidenError::Resolution(settings.resolution));
        }
        if !(settings.randomness.is_finite() && settings.randomness > 0.0) {
            return Err(LeidenError::Randomness(settings.randomness));
        }
        let (level, order) = Level::ground(rows);
        Ok(Self { rows, level, order, settings: *settings })
    }

    /// One search.
    pub(crate) fn communities(&self, seed: u64, watch: &dyn Watch) -> Result<Communities, Stopped> {
        let nodes = self.level.nodes();
        let rounds = u64::from(self.settings.rounds.get());
        let mut labels: Vec<u32> = (0..nodes as u32).collect();
        let chance = Chance::new(seed);
        for round in 0..rounds {
            let look = || watch.goes_on(round, rounds);
            let until = if round + 1 < rounds { Until::Slow(SLOW) } else { Until::Settled };
            if !self.round(&mut labels, until, &chance.fork(round), &look)? {
                break;
            }
        }
        // Nodes without ties stay alone: each has a label that no other has.
        let mut by_node = vec![u32::MAX; self.rows.nodes()];
        for (&node, &label) in self.order.iter().zip(&labels) {
            by_node[node as usize] = label;
        }
        let alone = by_node.iter_mut().filter(|label| **label == u32::MAX);
        for (label, free) in alone.zip(nodes as u32..) {
            *label = free;
        }
        let partition = Partition::from_labels(&by_node);
        let modularity = modularity(self.rows, &partition, self.settings.resolution);
        Ok(Communities { partition, modularity })
    }

    /// From a division of the nodes to a better one: move, refine, merge, and again on what was merged. Gives
    /// whether anything moved.
    fn round(
        &self,
        labels: &mut [u32],
        until: Until,
        chance: &Chance,
        look: &dyn Fn() -> bool,
    ) -> Result<bool, Stopped> {
        let mut up: Vec<u32> = (0..self.level.nodes() as u32).collect();
        let mut here = labels.to_vec();
        let mut merged: Option<Level> = None;
        let mut any = false;
        for depth in 0.. {
            let level = merged.as_ref().unwrap_or(&self.level);
            let chance = chance.fork(depth);
            let resolution = self.settings.resolution;
            let moved = moving::settle(level, &mut here, resolution, until, chance.fork(0), look)?;
            any |= moved;
            let count = renumber(&mut here, level.nodes());
            if count == level.nodes() {
                if moved {
                    continue;
                }
                break;
            }
            if !look() {
                return Err(Stopped);
            }
            let communities = Groups::sort(&here, count);
            let mut parts = refinement::refine(level, &communities, self.steering(), &chance.fork(1));
            if parts.community.len() == level.nodes() {
                parts = Parts { of: here, community: (0..count as u32).collect() };
            }
            for at in &mut up {
                *at = parts.of[*at as usize];
            }
            let next = level.merged(&Groups::sort(&parts.of, parts.community.len()), &parts.of);
            here = parts.community;
            merged = Some(next);
        }
        for (label, at) in labels.iter_mut().zip(up) {
            *label = here[at as usize];
        }
        Ok(any)
    }

    fn steering(&self) -> Steering {
        let arcs = self.level.arcs().max(1) as f64;
        Steering {
            resolution: self.settings.resolution,
            randomness: self.settings.randomness * self.level.total / arcs,
        }
    }
}
