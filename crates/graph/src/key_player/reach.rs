//! KPP-Pos: how much of a network is near a set of nodes.

use crate::Rows;
use std::cmp::Reverse;

/// No distance: not reached.
const FAR: u32 = u32::MAX;

/// The part of all nodes within `steps` of the nearest node of a set, the set itself among them (Borgatti's m-reach,
/// over the number of nodes).
pub fn reach(rows: &Rows, set: &[u32], steps: u32) -> f64 {
    let near = distances(rows, set).into_iter().filter(|&distance| distance <= steps).count();
    near as f64 / rows.nodes().max(1) as f64
}

/// Borgatti's distance-weighted reach: the mean over all nodes of the reciprocal of the distance to the nearest node of a
/// set; 1 for a node of the set, 0 where it can't be reached.
pub fn distance_reach(rows: &Rows, set: &[u32]) -> f64 {
    distances(rows, set).into_iter().map(nearness).sum::<f64>() / rows.nodes().max(1) as f64
}

/// What a distance is worth.
pub(super) fn nearness(distance: u32) -> f64 {
    match distance {
        0 => 1.0,
        FAR => 0.0,
        distance => 1.0 / f64::from(distance),
    }
}

/// Steps from each node to the nearest of a set; [`FAR`] where there are none.
fn distances(rows: &Rows, set: &[u32]) -> Vec<u32> {
    let mut distance = vec![FAR; rows.nodes()];
    let mut queue: Vec<u32> = Vec::new();
    for &node in set {
        if let Some(slot) = distance.get_mut(node as usize)
            && std::mem::replace(slot, 0) != 0
        {
            queue.push(node);
        }
    }
    let mut at = 0;
    while let Some(&node) = queue.get(at) {
        at += 1;
        let further = distance[node as usize] + 1;
        for &to in rows.neighbours(node as usize) {
            if distance[to as usize] == FAR {
                distance[to as usize] = further;
                queue.push(to);
            }
        }
    }
    distance
}

/// Finds the node that adds most reach. What a node can add at most is known from its neighbours, so that few are
/// walked from.
pub(super) struct Spread<'a, W> {
    rows: &'a Rows,
    worth: W,
    /// The walk that met each node last, and the number of walks.
    met: Vec<u64>,
    walks: u64,
}

impl<'a, W: Fn(u32) -> f64> Spread<'a, W> {
    /// `worth` falls with distance.
    pub(super) fn new(rows: &'a Rows, worth: W) -> Self {
        Self { rows, worth, met: vec![0; rows.nodes()], walks: 0 }
    }

    /// The node outside `set` that, with it, reaches most, and the score then.
    pub(super) fn best_addition(&mut self, set: &[u32]) -> (u32, f64) {
        let distance = distances(self.rows, set);
        let has: Vec<f64> = distance.iter().map(|&distance| (self.worth)(distance)).collect();
        let base: f64 = has.iter().sum();
        let more = |steps: u32, node: u32| ((self.worth)(steps) - has[node as usize]).max(0.0);
        let beyond: f64 = (0..self.rows.nodes() as u32).map(|node| more(2, node)).sum();
        let mut tried: Vec<(f64, u32)> = (0..self.rows.nodes() as u32)
            .filter(|&node| distance[node as usize] != 0)
            .map(|node| {
                let near = self.rows.neighbours(node as usize).iter().map(|&to| more(1, to) - more(2, to));
                (more(0, node) + near.sum::<f64>() + beyond, node)
            })
            .collect();
        tried.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let mut best = (f64::NEG_INFINITY, Reverse(0));
        for (bound, node) in tried {
            // Sums of doubles: a hair's breadth decides nothing.
            if bound + 1e-9 < best.0 {
                break;
            }
            let gain = self.gain(node, &distance, &has);
            if gain > best.0 || gain == best.0 && Reverse(node) > best.1 {
                best = (gain, Reverse(node));
            }
        }
        (best.1.0, (base + best.0) / self.rows.nodes().max(1) as f64)
    }

    /// What a node adds: a walk in breadth that goes on only where it comes nearer than the set is.
    fn gain(&mut self, root: u32, distance: &[u32], has: &[f64]) -> f64 {
        self.walks += 1;
        self.met[root as usize] = self.walks;
        let (mut now, mut next) = (vec![root], Vec::new());
        let (mut steps, mut gain) = (0, 0.0);
        loop {
            let worth = (self.worth)(steps);
            if worth <= 0.0 || now.is_empty() {
                return gain;
            }
            for node in now.drain(..) {
                gain += worth - has[node as usize];
                for &to in self.rows.neighbours(node as usize) {
                    if distance[to as usize] > steps + 1 && self.met[to as usize] != self.walks {
                        self.met[to as usize] = self.walks;
                        next.push(to);
                    }
                }
            }
            steps += 1;
            std::mem::swap(&mut now, &mut next);
        }
    }
}
