//! Fast local moving: each node goes where it raises modularity most, until none does.
//!
//! Nodes wait in a queue. After a move only neighbours outside the new community can have become discontent, and
//! only those are queued again (Traag, Waltman and van Eck, "From Louvain to Leiden", 2019, algorithm A.2).
//!
//! Nodes are taken from the queue in batches. Where each would go is worked out in parallel, on the state before the batch;
//! then they move one after the other, in order. A node of which a neighbour moved meanwhile is worked out again, and
//! the strength of communities is read afresh, so every move is a true gain, and the outcome does not depend on the number
//! of threads.

use std::collections::VecDeque;

use rayon::prelude::*;

use super::level::Level;
use crate::Stopped;
use crate::chance::Chance;

/// A move must gain more than this share of the node's strength: less is noise of rounding.
const NOISE: f64 = 1e-10;

/// Batches that a level is cut into: few, and neighbours spoil one another's plans; many, and threads wait.
const BATCHES: usize = 256;

/// Ties in a batch that are worth waking other threads for.
const WORTH_SHARING: usize = 8192;

/// Stands for a community of one's own.
const ALONE: u32 = u32::MAX;

/// When moving ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Until {
    /// When no node gains by moving.
    Settled,
    /// When as many ties as the level has were looked at and modularity rose by less than this.
    Slow(f64),
}

/// Moves nodes between communities, and gives whether any moved. `labels` holds the community of each node, a number
/// below the number of nodes. `look` is asked for each batch whether to go on.
pub(super) fn settle(
    level: &Level,
    labels: &mut [u32],
    resolution: f64,
    until: Until,
    mut chance: Chance,
    look: &dyn Fn() -> bool,
) -> Result<bool, Stopped> {
    let mut order: Vec<u32> =
        (0..level.nodes() as u32).filter(|&node| level.degree(node as usize) > 0).collect();
    chance.shuffle(&mut order);
    let mut floor = Floor::new(level, labels, resolution, order);
    let mut scratches: Vec<Scratch> =
        (0..rayon::current_num_threads()).map(|_| Scratch::new(level.nodes())).collect();
    let (mut batch, mut plans) = (Vec::new(), Vec::new());
    let (mut looked_at, mut gained) = (0, 0.0);
    let mut moved = false;
    while floor.next_batch(&mut batch) {
        if !look() {
            return Err(Stopped);
        }
        looked_at += floor.plan(&batch, &mut plans, &mut scratches);
        let gain = floor.carry_out(&batch, &plans, &mut scratches[0]);
        moved |= gain > 0.0;
        gained += gain;
        if let Until::Slow(least) = until
            && looked_at >= level.arcs()
        {
            if 2.0 * gained / level.total < least {
                break;
            }
            (looked_at, gained) = (0, 0.0);
        }
    }
    Ok(moved)
}

/// Where a node would go.
#[derive(Clone, Copy, Default)]
struct Plan {
    to: u32,
    /// Weight of its ties to where it would go.
    there: f64,
    /// Weight of its ties to others of its own community.
    here: f64,
}

/// Sums of ties by community, all 0 between uses.
struct Scratch {
    sums: Vec<f64>,
    touched: Vec<u32>,
}

impl Scratch {
    fn new(nodes: usize) -> Self {
        Self { sums: vec![0.0; nodes], touched: Vec::new() }
    }
}

/// Who is where, and who waits.
struct Floor<'a> {
    level: &'a Level,
    labels: &'a mut [u32],
    /// Strength and number of members of each community.
    strength: Vec<f64>,
    members: Vec<u32>,
    empty: Vec<u32>,
    queue: VecDeque<u32>,
    /// For each node whether it waits (lowest bit), and above it the last batch in which a neighbour moved.
    marks: Vec<u32>,
    batch: u32,
    /// Resolution over twice the weight of the graph.
    rate: f64,
}

impl<'a> Floor<'a> {
    fn new(level: &'a Level, labels: &'a mut [u32], resolution: f64, order: Vec<u32>) -> Self {
        let nodes = level.nodes();
        let mut strength = vec![0.0_f64; nodes];
        let mut members = vec![0_u32; nodes];
        for node in 0..nodes {
            strength[labels[node] as usize] += level.strength[node];
            members[labels[node] as usize] += 1;
        }
        let empty = (0..nodes as u32).filter(|&label| members[label as usize] == 0).collect();
        let rate = resolution / level.total;
        let (queue, marks) = (VecDeque::from(order), vec![1; nodes]);
        Self { level, labels, strength, members, empty, queue, marks, batch: 0, rate }
    }

    /// Takes the next nodes from the queue; they still count as waiting. `false` where none waits.
    fn next_batch(&mut self, batch: &mut Vec<u32>) -> bool {
        batch.clear();
        self.batch = self.batch.wrapping_add(2);
        let (nodes, most) = (self.level.nodes() / BATCHES, self.level.arcs() / BATCHES);
        let mut arcs = 0;
        while arcs <= most && batch.len() <= nodes {
            let Some(node) = self.queue.pop_front() else { break };
            arcs += self.level.degree(node as usize);
            batch.push(node);
        }
        !batch.is_empty()
    }

    /// Works out where each node of a batch would go; gives the number of ties looked at.
    fn plan(&self, batch: &[u32], plans: &mut Vec<Plan>, scratches: &mut [Scratch]) -> usize {
        let degree = |&node: &u32| self.level.degree(node as usize);
        let arcs: usize = batch.iter().map(degree).sum();
        plans.clear();
        plans.resize(batch.len(), Plan::default());
        let fill = |nodes: &[u32], plans: &mut [Plan], scratch: &mut Scratch| {
            for (&node, plan) in nodes.iter().zip(plans) {
                *plan = self.best(node as usize, scratch);
            }
        };
        if arcs < WORTH_SHARING || scratches.len() == 1 {
            fill(batch, plans, &mut scratches[0]);
            return arcs;
        }
        let share = arcs.div_ceil(scratches.len());
        let mut shares = Vec::with_capacity(scratches.len());
        let (mut nodes, mut rest) = (batch, plans.as_mut_slice());
        for scratch in scratches {
            let (mut held, mut end) = (0, 0);
            while held < share && end < nodes.len() {
                held += degree(&nodes[end]);
                end += 1;
            }
            let (mine, after) = nodes.split_at(end);
            let (slots, others) = rest.split_at_mut(end);
            shares.push((mine, slots, scratch));
            (nodes, rest) = (after, others);
        }
        shares.into_par_iter().for_each(|(nodes, plans, scratch)| fill(nodes, plans, scratch));
        arcs
    }

    /// Where a node gains most.
    fn best(&self, node: usize, scratch: &mut Scratch) -> Plan {
        let Scratch { sums, touched } = scratch;
        self.level.ties(node, |to, weight| {
            let label = self.labels[to as usize];
            let sum = &mut sums[label as usize];
            if *sum == 0.0 {
                touched.push(label);
            }
            *sum += weight;
        });
        let own = self.labels[node];
        let weight = self.level.strength[node];
        let here = sums[own as usize];
        let stay = here - weight * self.rate * (self.strength[own as usize] - weight);
        let mut plan = Plan { to: own, there: here, here };
        let mut most = stay + NOISE * weight;
        if most < 0.0 && self.members[own as usize] > 1 {
            (plan, most) = (Plan { to: ALONE, there: 0.0, here }, 0.0);
        }
        for label in touched.drain(..) {
            let there = std::mem::take(&mut sums[label as usize]);
            let gain = there - weight * self.rate * self.strength[label as usize];
            if gain > most && label != own {
                (plan, most) = (Plan { to: label, there, here }, gain);
            }
        }
        plan
    }

    /// Moves the nodes of a batch, in order; gives what was gained, in tie weights.
    fn carry_out(&mut self, batch: &[u32], plans: &[Plan], scratch: &mut Scratch) -> f64 {
        let mut gained = 0.0;
        for (&node, &plan) in batch.iter().zip(plans) {
            let at = node as usize;
            let spoilt = self.marks[at] & !1 == self.batch;
            self.marks[at] &= !1;
            let plan = if spoilt { self.best(at, scratch) } else { plan };
            let own = self.labels[at];
            if plan.to == own || (plan.to == ALONE && self.members[own as usize] == 1) {
                continue;
            }
            let weight = self.level.strength[at];
            let stay = plan.here - weight * self.rate * (self.strength[own as usize] - weight);
            let strength = if plan.to == ALONE { 0.0 } else { self.strength[plan.to as usize] };
            let gain = plan.there - weight * self.rate * strength - stay;
            if gain > NOISE * weight {
                self.go(at, plan.to);
                gained += gain;
            }
        }
        gained
    }

    /// Moves a node, and queues who may now be discontent.
    fn go(&mut self, node: usize, to: u32) {
        let to = if to == ALONE { self.empty.pop().unwrap_or(self.labels[node]) } else { to };
        let own = self.labels[node] as usize;
        let weight = self.level.strength[node];
        self.members[own] -= 1;
        self.strength[own] -= weight;
        if self.members[own] == 0 {
            self.strength[own] = 0.0;
            self.empty.push(own as u32);
        }
        self.members[to as usize] += 1;
        self.strength[to as usize] += weight;
        self.labels[node] = to;
        for &neighbour in self.level.neighbours(node) {
            let mark = &mut self.marks[neighbour as usize];
            let mut waits = *mark & 1;
            if waits == 0 && self.labels[neighbour as usize] != to {
                self.queue.push_back(neighbour);
                waits = 1;
            }
            *mark = self.batch | waits;
        }
    }
}
