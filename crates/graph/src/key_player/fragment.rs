//! KPP-Neg: how a network breaks up when nodes are taken.

use crate::Rows;
use crate::dismantle::{Depth, Ground, Parts};
use rayon::prelude::*;

/// Borgatti's F: the part of the pairs of nodes left, once `taken` are gone, that are in different components. From 0, in one
/// component, to 1, all alone; 1 where fewer than two nodes are left.
pub fn fragmentation(rows: &Rows, taken: &[u32]) -> f64 {
    let mut gone = marks(rows, taken);
    let left = gone.iter().filter(|&&gone| !gone).count() as u64;
    let mut joined = 0;
    let mut stack = Vec::new();
    for root in 0..rows.nodes() {
        if std::mem::replace(&mut gone[root], true) {
            continue;
        }
        stack.push(root as u32);
        let mut size = 0_u64;
        while let Some(node) = stack.pop() {
            size += 1;
            for &to in rows.neighbours(node as usize) {
                if !std::mem::replace(&mut gone[to as usize], true) {
                    stack.push(to);
                }
            }
        }
        joined += pairs(size);
    }
    score(joined as f64, left)
}

/// Borgatti's DF: as [`fragmentation`], but a pair in one component counts by the reciprocal of its distance.
pub fn distance_fragmentation(rows: &Rows, taken: &[u32]) -> f64 {
    let mut gone = marks(rows, taken);
    apart(rows, &mut gone)
}

fn apart(rows: &Rows, gone: &mut [bool]) -> f64 {
    let left = gone.iter().filter(|&&gone| !gone).count() as u64;
    let mut near = 0.0;
    let mut met = vec![u32::MAX; rows.nodes()];
    let mut now = Vec::new();
    let mut next: Vec<u32> = Vec::new();
    for root in (0..rows.nodes() as u32).filter(|&root| !gone[root as usize]) {
        met[root as usize] = root;
        now.push(root);
        let mut distance = 0;
        while !now.is_empty() {
            distance += 1;
            for node in now.drain(..) {
                for &to in rows.neighbours(node as usize) {
                    if !gone[to as usize] && met[to as usize] != root {
                        met[to as usize] = root;
                        next.push(to);
                    }
                }
            }
            near += next.len() as f64 / f64::from(distance);
            std::mem::swap(&mut now, &mut next);
        }
    }
    // Each pair was met from both ends.
    score(near / 2.0, left)
}

fn marks(rows: &Rows, taken: &[u32]) -> Vec<bool> {
    let mut gone = vec![false; rows.nodes()];
    for &node in taken {
        if let Some(gone) = gone.get_mut(node as usize) {
            *gone = true;
        }
    }
    gone
}

fn pairs(size: u64) -> u64 {
    size * size.saturating_sub(1) / 2
}

fn score(joined: f64, left: u64) -> f64 {
    if left < 2 { 1.0 } else { 1.0 - joined / pairs(left) as f64 }
}

/// Finds the node that fragments most, all at once: one walk in depth tells for each node what falls off with it.
#[derive(Debug)]
pub(super) struct Cuts {
    ground: Ground,
    number: Vec<u32>,
    depth: Depth,
}

impl Cuts {
    pub(super) fn new(rows: &Rows) -> Self {
        let ground = Ground::plain(rows, None, 0);
        let mut number = vec![0; ground.nodes()];
        for (at, &name) in ground.name.iter().enumerate() {
            number[name as usize] = at as u32;
        }
        Self { depth: Depth::new(ground.nodes()), ground, number }
    }

    /// The node outside `set` that, with it, fragments most, and the score then. The lowest number among equals.
    pub(super) fn best_addition(&mut self, set: &[u32]) -> (u32, f64) {
        let mut taken = vec![false; self.ground.nodes()];
        for &node in set {
            taken[self.number[node as usize] as usize] = true;
        }
        let parts = Parts::new(&self.ground, &taken);
        let left = (self.ground.nodes() - set.len()) as u64;
        let whole: u64 = {
            let mut seen = vec![false; self.ground.nodes()];
            let of =
                (0..self.ground.nodes() as u32).map(|node| parts.of(node)).filter(|&part| part != u32::MAX);
            of.filter(|&part| !std::mem::replace(&mut seen[part as usize], true))
                .map(|part| pairs(u64::from(parts.weight(part))))
                .sum()
        };
        let mut walked = vec![false; self.ground.nodes()];
        let mut best: Option<(u64, u32)> = None;
        for root in 0..self.ground.nodes() as u32 {
            if parts.is_taken(root) || std::mem::replace(&mut walked[parts.of(root) as usize], true) {
                continue;
            }
            self.depth.walk(&self.ground, &parts, root, parts.of(root));
            let size = u64::from(parts.weight(parts.of(root)));
            for place in 0..self.depth.len() as u32 {
                let (mut parted, mut kept) = (0, 0);
                for piece in self.depth.piece_weights(place) {
                    parted += u64::from(piece);
                    kept += pairs(u64::from(piece));
                }
                kept += pairs(size - 1 - parted);
                let joined = whole - pairs(size) + kept;
                let name = self.ground.name[self.depth.node(place) as usize];
                if best.is_none_or(|best| (joined, name) < best) {
                    best = Some((joined, name));
                }
            }
        }
        let (joined, node) = best.unwrap_or_default();
        (node, score(joined as f64, left - 1))
    }
}

/// The same by distance: every node is tried.
pub(super) fn best_addition_by_distance(rows: &Rows, set: &[u32]) -> (u32, f64) {
    let gone = marks(rows, set);
    let tried = (0..rows.nodes() as u32).into_par_iter().filter(|&node| !gone[node as usize]).map(|node| {
        let mut gone = gone.clone();
        gone[node as usize] = true;
        (node, apart(rows, &mut gone))
    });
    let better = |one: (u32, f64), other: (u32, f64)| {
        if one.1 > other.1 || one.1 == other.1 && one.0 < other.0 { one } else { other }
    };
    tried.reduce(|| (u32::MAX, f64::NEG_INFINITY), better)
}
