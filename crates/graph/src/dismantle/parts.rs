//! The parts into which a network has fallen, kept as nodes are taken and put back.

use super::ground::{Ground, NONE};

/// What is taken and what is left, with the part that each node left is in.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    /// The part of each node; `NONE` for a node that is taken.
    of: Vec<u32>,
    /// The weight of each part.
    weight: Vec<u32>,
    /// Numbers of parts that are free.
    free: Vec<u32>,
    /// The nodes that are taken, in no order, and where each stands.
    taken: Vec<u32>,
    place: Vec<u32>,
    queue: Vec<u32>,
}

impl Parts {
    pub(crate) fn new(ground: &Ground, is_taken: &[bool]) -> Self {
        let nodes = ground.nodes();
        let mut parts = Self {
            of: vec![NONE; nodes],
            weight: vec![0; nodes],
            free: (0..nodes as u32).rev().collect(),
            taken: Vec::new(),
            place: vec![NONE; nodes],
            queue: Vec::new(),
        };
        for node in 0..nodes as u32 {
            if is_taken[node as usize] {
                parts.place[node as usize] = parts.taken.len() as u32;
                parts.taken.push(node);
            }
        }
        for node in 0..nodes as u32 {
            if !is_taken[node as usize] && parts.of[node as usize] == NONE {
                let part = parts.open();
                parts.of[node as usize] = part;
                parts.queue.push(node);
                while let Some(at) = parts.queue.pop() {
                    parts.weight[part as usize] += ground.weight[at as usize];
                    for &to in ground.near(at) {
                        if !is_taken[to as usize] && parts.of[to as usize] == NONE {
                            parts.of[to as usize] = part;
                            parts.queue.push(to);
                        }
                    }
                }
            }
        }
        parts
    }

    pub(crate) fn of(&self, node: u32) -> u32 {
        self.of[node as usize]
    }

    pub(crate) fn is_taken(&self, node: u32) -> bool {
        self.of[node as usize] == NONE
    }

    pub(crate) fn weight(&self, part: u32) -> u32 {
        self.weight[part as usize]
    }

    pub(crate) fn taken(&self) -> &[u32] {
        &self.taken
    }

    /// A new part, without nodes.
    pub(crate) fn open(&mut self) -> u32 {
        // There are as many numbers as nodes, and a part has a node.
        self.free.pop().unwrap_or(NONE)
    }

    /// Marks a node as taken; its part is for the caller to mend.
    pub(crate) fn take(&mut self, ground: &Ground, node: u32) {
        let part = self.of(node);
        self.weight[part as usize] -= ground.weight[node as usize];
        if self.weight[part as usize] == 0 {
            self.free.push(part);
        }
        self.of[node as usize] = NONE;
        self.place[node as usize] = self.taken.len() as u32;
        self.taken.push(node);
    }

    /// Moves nodes into a part.
    pub(crate) fn shift(&mut self, ground: &Ground, nodes: impl Iterator<Item = u32>, to: u32) {
        for node in nodes {
            let from = self.of(node);
            let weight = ground.weight[node as usize];
            self.of[node as usize] = to;
            self.weight[to as usize] += weight;
            self.weight[from as usize] -= weight;
            if self.weight[from as usize] == 0 {
                self.free.push(from);
            }
        }
    }

    /// Puts a node back: it joins the parts given, which become one. Gives the arcs looked at.
    pub(crate) fn put_back(&mut self, ground: &Ground, node: u32, joined: &[u32]) -> u64 {
        let place = self.place[node as usize] as usize;
        self.taken.swap_remove(place);
        if let Some(&moved) = self.taken.get(place) {
            self.place[moved as usize] = place as u32;
        }
        self.place[node as usize] = NONE;
        let into = match joined.iter().copied().max_by_key(|&part| (self.weight(part), part)) {
            Some(part) => part,
            None => self.open(),
        };
        self.of[node as usize] = into;
        self.weight[into as usize] += ground.weight[node as usize];
        let mut looked = u64::from(ground.degree(node));
        for &first in ground.near(node) {
            if self.is_taken(first) || self.of(first) == into {
                continue;
            }
            let from = self.of(first);
            // What hangs together only by the node put back still bears one number, and is moved piece by piece.
            let mut moved = 0;
            self.of[first as usize] = into;
            self.queue.push(first);
            while let Some(at) = self.queue.pop() {
                looked += u64::from(ground.degree(at));
                moved += ground.weight[at as usize];
                for &to in ground.near(at) {
                    if self.of(to) == from {
                        self.of[to as usize] = into;
                        self.queue.push(to);
                    }
                }
            }
            self.weight[into as usize] += moved;
            self.weight[from as usize] -= moved;
            if self.weight[from as usize] == 0 {
                self.free.push(from);
            }
        }
        looked
    }
}
