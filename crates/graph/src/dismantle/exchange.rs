//! Refining what is taken: one node goes back, another that costs no more is taken for it, and what then fits goes back
//! as well.

use super::Progress;
use super::depth::Depth;
use super::ground::{Ground, NONE};
use super::parts::Parts;
use crate::chance::Chance;
use crate::watch::Stopped;

/// Ties looked at before the watch is told again.
const TELL_EACH: u64 = 10_000_000;
/// A kick takes at most so many nodes.
const KICKS_MAX: u64 = 4;

/// A set of taken nodes under exchange.
///
/// Each try draws a taken node. Where it can go back, it does. Otherwise it would join parts that together are too
/// large; one walk over the largest of them finds every node that, taken for it, makes the rest small enough again,
/// and one of those is drawn. No try makes the set dearer, and most make it different: that is how the next gain is
/// found. Kicks take some nodes more, so that a set that is stuck moves on.
#[derive(Debug)]
pub(crate) struct Exchange<'a> {
    ground: &'a Ground,
    largest_max: u32,
    parts: Parts,
    depth: Depth,
    chance: Chance,
    joined: Vec<u32>,
    fit: Vec<u32>,
    cost: u64,
    looked: u64,
    /// Ties looked at when the watch was last told.
    told: u64,
}

impl<'a> Exchange<'a> {
    pub(crate) fn new(ground: &'a Ground, taken: &[bool], largest_max: u32, chance: Chance) -> Self {
        Self {
            ground,
            largest_max,
            parts: Parts::new(ground, taken),
            depth: Depth::new(ground.nodes()),
            chance,
            joined: Vec::new(),
            fit: Vec::new(),
            cost: ground.cost_of(taken),
            looked: 0,
            told: 0,
        }
    }

    /// The best set found: descends, kicks and descends again until `effort` arcs were looked at.
    ///
    /// # Errors
    /// When the watch stops it.
    pub(crate) fn refine(&mut self, effort: u64, progress: &Progress<'_>) -> Result<Vec<bool>, Stopped> {
        let patience = 100 * self.ground.arcs() as u64 + 1_000_000;
        self.descend(effort, patience, progress)?;
        let (mut best, mut least) = (self.marks(), self.cost);
        while self.looked < effort && !self.parts.taken().is_empty() {
            self.kick();
            self.descend(effort, patience, progress)?;
            if self.cost <= least {
                (best, least) = (self.marks(), self.cost);
            } else {
                self.parts = Parts::new(self.ground, &best);
                self.cost = least;
                self.looked += self.ground.arcs() as u64;
            }
        }
        Ok(best)
    }

    /// Tries until the effort is spent, or nothing was gained for a while.
    fn descend(&mut self, effort: u64, patience: u64, progress: &Progress<'_>) -> Result<(), Stopped> {
        let mut gained = self.looked;
        while self.looked < effort && self.looked < gained + patience && !self.parts.taken().is_empty() {
            if self.looked >= self.told + TELL_EACH {
                progress.step(self.looked - self.told)?;
                self.told = self.looked;
            }
            let before = self.cost;
            self.attempt();
            if self.cost < before {
                gained = self.looked;
            }
        }
        Ok(())
    }

    fn attempt(&mut self) {
        let drawn = self.chance.below(self.parts.taken().len() as u64) as usize;
        let node = self.parts.taken()[drawn];
        let total = self.total(node);
        let max = u64::from(self.largest_max);
        if total <= max {
            self.cost -= u64::from(self.ground.cost[node as usize]);
            self.looked += self.parts.put_back(self.ground, node, &self.joined);
            return;
        }
        // Whoever is taken for it lies in a part without which the others fit. No two parts of that kind are needed:
        // the largest leaves most room.
        let largest = self.joined.iter().copied().max_by_key(|&part| (self.parts.weight(part), part));
        let Some(part) = largest.filter(|&part| total - u64::from(self.parts.weight(part)) <= max) else {
            return;
        };
        self.looked += self.depth.walk(self.ground, &self.parts, node, part);
        self.fit.clear();
        let cost = self.ground.cost[node as usize];
        for (at, other, falls_off) in self.depth.losses(self.ground) {
            if total - u64::from(falls_off) <= max && self.ground.cost[other as usize] <= cost {
                self.fit.push(at);
            }
        }
        if self.fit.is_empty() {
            return;
        }
        let chosen = self.fit[self.chance.below(self.fit.len() as u64) as usize];
        self.cost -= u64::from(cost);
        self.take(chosen);
        self.join(node);
        self.looked += self.parts.put_back(self.ground, node, &self.joined);
    }

    /// Finds the parts that a taken node joins; how large they are together, itself among them. Stops counting
    /// when that is too large for any exchange.
    fn total(&mut self, node: u32) -> u64 {
        self.joined.clear();
        let mut total = u64::from(self.ground.weight[node as usize]);
        for &to in self.ground.near(node) {
            self.looked += 1;
            let part = self.parts.of(to);
            if part != NONE && !self.joined.contains(&part) {
                self.joined.push(part);
                total += u64::from(self.parts.weight(part));
                if total > 2 * u64::from(self.largest_max) {
                    break;
                }
            }
        }
        self.looked += 1;
        total
    }

    /// The parts that a node joins.
    fn join(&mut self, node: u32) {
        self.joined.clear();
        for &to in self.ground.near(node) {
            let part = self.parts.of(to);
            if part != NONE && !self.joined.contains(&part) {
                self.joined.push(part);
            }
        }
    }

    /// Takes a node of the part last walked over, by its place in the walk.
    fn take(&mut self, place: u32) {
        let node = self.depth.node(place);
        self.cost += u64::from(self.ground.cost[node as usize]);
        self.parts.take(self.ground, node);
        for piece in self.depth.pieces(place) {
            let part = self.parts.open();
            self.parts.shift(self.ground, piece, part);
        }
    }

    /// Takes some nodes near a taken node, each one that cuts its part.
    fn kick(&mut self) {
        let centre = self.parts.taken()[self.chance.below(self.parts.taken().len() as u64) as usize];
        let times = 1 + self.chance.below(KICKS_MAX);
        for _ in 0..times {
            let near = self.ground.near(centre);
            if near.is_empty() {
                return;
            }
            let to = near[self.chance.below(near.len() as u64) as usize];
            if self.parts.is_taken(to) {
                continue;
            }
            self.looked += self.depth.walk(self.ground, &self.parts, to, self.parts.of(to));
            self.fit.clear();
            self.fit.extend(
                self.depth
                    .losses(self.ground)
                    .filter(|&(_, other, falls_off)| falls_off > self.ground.weight[other as usize])
                    .map(|(at, ..)| at),
            );
            if !self.fit.is_empty() {
                let chosen = self.fit[self.chance.below(self.fit.len() as u64) as usize];
                self.take(chosen);
            }
        }
    }

    fn marks(&self) -> Vec<bool> {
        let mut marks = vec![false; self.ground.nodes()];
        for &node in self.parts.taken() {
            marks[node as usize] = true;
        }
        marks
    }
}
