//! Breadth-first searches from many nodes at once.
//!
//! Each node has a bit for each source; what a node passes on, it passes on for all sources with a few words (Then and
//! others, "The More the Merrier: Efficient Multi-Source Graph Traversal", 2014). A step looks forth from the nodes
//! that were just reached, or, where these have most of the ties, back from all that are not (Beamer, Asanović and
//! Patterson, "Direction-optimizing breadth-first search", 2012). Looking back runs on all threads.

use crate::Rows;
use rayon::prelude::*;

/// Words of bits for each node: one line of the cache.
const WORDS: usize = 8;
/// Sources of one run.
pub(super) const SOURCES: usize = WORDS * 64;
/// A step looks forth where the nodes just reached have fewer than this part of the ties.
const SPARSE: usize = 16;
/// Nodes that a thread takes at a time.
const CHUNK: usize = 2048;

type Bits = [u64; WORDS];
const NONE: Bits = [0; WORDS];

/// What a reached node adds up for one source at some distance, in whole numbers: a sum that does not depend on order.
pub(super) trait Worth: Sync {
    /// To the first and the second sum.
    fn at(&self, distance: u32) -> [u64; 2];
}

/// Searches, and the sums of each node over all sources so far.
pub(super) struct Sources<'a> {
    out: &'a Rows,
    into: &'a Rows,
    seen: Vec<Bits>,
    /// Sources that reached a node in this step, and in the next.
    here: Vec<Bits>,
    next: Vec<Bits>,
    pub(super) sums: Vec<[u64; 2]>,
}

/// Nodes that were just reached, where they are listed, and their ties.
struct Reached {
    list: Option<Vec<u32>>,
    ties: usize,
}

impl<'a> Sources<'a> {
    /// Along ties that leave nodes (`out`); `into` are the same ties, looked at from the other end.
    pub(super) fn new(out: &'a Rows, into: &'a Rows) -> Self {
        let none = || vec![NONE; out.nodes()];
        Self { out, into, seen: none(), here: none(), next: none(), sums: vec![[0; 2]; out.nodes()] }
    }

    /// Forgets all sums.
    pub(super) fn clear(&mut self) {
        self.sums.fill([0; 2]);
    }

    /// Searches from up to [`SOURCES`] nodes and adds what each is worth to the nodes that it reaches, also to itself.
    /// A node may be given more than once.
    pub(super) fn run(&mut self, sources: &[u32], worth: &impl Worth) {
        let mut full = NONE;
        let mut list: Vec<u32> = Vec::new();
        for (at, &source) in sources.iter().take(SOURCES).enumerate() {
            full[at / 64] |= 1 << (at % 64);
            let own = &mut self.here[source as usize];
            if *own == NONE {
                list.push(source);
            }
            own[at / 64] |= 1 << (at % 64);
        }
        let nothing = worth.at(0);
        for &source in &list {
            let bits = self.here[source as usize];
            self.seen[source as usize] = bits;
            add(&mut self.sums[source as usize], &bits, nothing);
        }
        let mut touched = Some(list.clone());
        let mut reached = Reached { ties: self.ties(&list), list: Some(list) };
        let mut distance = 0;
        while reached.ties > 0 {
            distance += 1;
            let worth = worth.at(distance);
            if reached.ties < self.out.arcs() / SPARSE {
                let list = reached.list.unwrap_or_else(|| self.list());
                reached = self.forth(list, worth);
                if let (Some(touched), Some(list)) = (&mut touched, &reached.list) {
                    touched.extend_from_slice(list);
                }
            } else {
                reached = self.back(&full, worth);
                touched = None;
            }
        }
        match touched {
            Some(touched) => touched.iter().for_each(|&node| {
                self.seen[node as usize] = NONE;
                self.here[node as usize] = NONE;
            }),
            None => [&mut self.seen, &mut self.here].into_iter().for_each(|bits| bits.fill(NONE)),
        }
    }

    fn ties(&self, list: &[u32]) -> usize {
        list.iter().map(|&node| self.out.degree(node as usize)).sum()
    }

    /// The nodes just reached, after steps that looked back and made no list.
    fn list(&self) -> Vec<u32> {
        (0..self.here.len() as u32).filter(|&node| self.here[node as usize] != NONE).collect()
    }

    /// One step, from the nodes just reached. `next` is empty before it and after.
    fn forth(&mut self, list: Vec<u32>, worth: [u64; 2]) -> Reached {
        let mut found = Vec::new();
        for &node in &list {
            let bits = std::mem::replace(&mut self.here[node as usize], NONE);
            for &other in self.out.neighbours(node as usize) {
                let (next, seen) = (&mut self.next[other as usize], &self.seen[other as usize]);
                let fresh: Bits = std::array::from_fn(|at| bits[at] & !seen[at]);
                if fresh != NONE {
                    if *next == NONE {
                        found.push(other);
                    }
                    or(next, &fresh);
                }
            }
        }
        for &node in &found {
            let bits = self.next[node as usize];
            or(&mut self.seen[node as usize], &bits);
            add(&mut self.sums[node as usize], &bits, worth);
        }
        std::mem::swap(&mut self.here, &mut self.next);
        Reached { ties: self.ties(&found), list: Some(found) }
    }

    /// One step, from all nodes that some source has not reached yet.
    fn back(&mut self, full: &Bits, worth: [u64; 2]) -> Reached {
        let Self { out, into, seen, here, next, sums } = self;
        let chunks =
            seen.par_chunks_mut(CHUNK).zip(next.par_chunks_mut(CHUNK)).zip(sums.par_chunks_mut(CHUNK));
        let ties = chunks.enumerate().map(|(chunk, ((seen, next), sums))| {
            let mut ties = 0;
            for (at, ((seen, next), sums)) in seen.iter_mut().zip(next).zip(sums).enumerate() {
                *next = NONE;
                if seen == full {
                    continue;
                }
                let node = chunk * CHUNK + at;
                let mut all = *seen;
                for &other in into.neighbours(node) {
                    or(&mut all, &here[other as usize]);
                    if all == *full {
                        break;
                    }
                }
                if all != *seen {
                    *next = std::array::from_fn(|at| all[at] & !seen[at]);
                    *seen = all;
                    add(sums, next, worth);
                    ties += out.degree(node);
                }
            }
            ties
        });
        let ties = ties.sum();
        std::mem::swap(here, next);
        // A step that looks forth next wants it empty.
        if ties < out.arcs() / SPARSE {
            next.fill(NONE);
        }
        Reached { list: None, ties }
    }
}

fn or(bits: &mut Bits, others: &Bits) {
    bits.iter_mut().zip(others).for_each(|(bits, others)| *bits |= others);
}

fn add(sums: &mut [u64; 2], bits: &Bits, worth: [u64; 2]) {
    let times: u64 = bits.iter().map(|word| u64::from(word.count_ones())).sum();
    sums.iter_mut().zip(worth).for_each(|(sum, worth)| *sum += times * worth);
}
